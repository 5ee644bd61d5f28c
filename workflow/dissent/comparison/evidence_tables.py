"""The tables of evidence: every hit with its line, and every rule with what it found and lost."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from dissent.comparison.corpus import Corpus
from dissent.themes.files import Rule, Theme
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
    of_rule = dict(list(spans.groupby("rule_id", sort=False)))
    of_theme = Counter(corpus.hits["theme"])
    rows = [
        _rule_row(rule, of_rule.get(rule.rule_id, spans.iloc[:0]), of_theme[theme.theme])
        for theme in themes
        for rule in theme.rules
    ]
    return pd.DataFrame(rows)


def _flags(quoted: bool, region: int, rival: str) -> str:
    flags = ["quoted"] if quoted else []
    if region in REGION_FLAGS:
        flags.append(REGION_FLAGS[region])
    return " ".join(flags + [f"over:{rule_id}" for rule_id in rival.split()])


def _rule_row(rule: Rule, spans: pd.DataFrame, theme_hits: int) -> dict[str, object]:
    counted = spans[spans["status"] == "counted"]
    lost = Counter(spans.loc[spans["status"] == "lost", "rival"])
    return {
        "rule_id": rule.rule_id,
        "theme": rule.theme,
        "category": rule.category,
        "pattern": rule.written,
        "types_matched": spans["match"].str.lower().nunique(),
        "hits": len(counted),
        "documents": counted["doc_id"].nunique(),
        "lost_to": "; ".join(f"{name} ({count})" for name, count in sorted(lost.items())),
        "cancelled": int((spans["status"] == "cancelled").sum()),
        "share_of_theme": len(counted) / theme_hits if theme_hits else float("nan"),
        "note": rule.note,
    }
