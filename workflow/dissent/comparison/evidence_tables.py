"""The tables of evidence: every hit with its line, and every rule with what it found and lost."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from dissent.comparison.corpus import Corpus
from dissent.themes.files import Theme
from dissent.themes.hits import REGION_FLAGS

CONTEXT_COLUMNS = ["left", "match", "right"]


def hits_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `hits.csv`: every span that counts, with the text around it.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    pandas.DataFrame
        Documents in date order, then by place, then by theme.
    """
    order = {theme.theme: place for place, theme in enumerate(themes)}
    hits = corpus.hits.assign(theme_order=corpus.hits["theme"].map(order))
    hits = hits.sort_values(["doc", "start", "theme_order"], ignore_index=True)
    hits["hit_id"] = [
        f"{doc_id}:{theme}:{start}"
        for doc_id, theme, start in zip(hits["doc_id"], hits["theme"], hits["start"], strict=True)
    ]
    rows = zip(hits["quoted"], hits["region"], hits["rival"], strict=True)
    hits["flags"] = [_flags(quoted, region, rival) for quoted, region, rival in rows]
    place = ["page", "paragraph", "sentence", "start", "end"]
    names = ["hit_id", "doc_id", *place, *CONTEXT_COLUMNS, "theme", "category", "rule_id", "flags"]
    return hits[names]


def rules_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `rules.csv`: what each rule found, and what it lost to others.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    pandas.DataFrame
        One row per rule, rules without a hit included.
    """
    spans = corpus.spans
    status, lower = spans["status"], spans["match"].str.lower()
    counted = spans[status == "counted"]
    found = {
        "types_matched": lower.groupby(spans["rule_id"], sort=False).nunique(),
        "hits": counted.groupby("rule_id", sort=False).size(),
        "documents": counted.groupby("rule_id", sort=False)["doc_id"].nunique(),
        "cancelled": spans[status == "cancelled"].groupby("rule_id", sort=False).size(),
    }
    lost = spans.loc[status == "lost", ["rule_id", "rival"]]
    rivals: dict[str, list[str]] = {}
    for (rule_id, rival), count in sorted(Counter(map(tuple, lost.to_numpy())).items()):
        rivals.setdefault(rule_id, []).append(f"{rival} ({count})")
    rules = [rule for theme in themes for rule in theme.rules]
    table = pd.DataFrame(
        {
            "rule_id": [rule.rule_id for rule in rules],
            "theme": [rule.theme for rule in rules],
            "category": [rule.category for rule in rules],
            "pattern": [rule.written for rule in rules],
            "lost_to": ["; ".join(rivals.get(rule.rule_id, [])) for rule in rules],
            "note": [rule.note for rule in rules],
        }
    )
    for name, values in found.items():
        table[name] = table["rule_id"].map(values).fillna(0).astype("int64")
    of_theme = table.groupby("theme")["hits"].transform("sum")
    return table.assign(share_of_theme=(table["hits"] / of_theme.where(of_theme > 0)))


def _flags(quoted: bool, region: int, rival: str) -> str:
    flags = ["quoted"] if quoted else []
    if region in REGION_FLAGS:
        flags.append(REGION_FLAGS[region])
    return " ".join(flags + [f"over:{rule_id}" for rule_id in rival.split()])
