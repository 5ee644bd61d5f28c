"""The tables of evidence: every span with its line, and every rule with what it found and lost.

`hits.csv` has the spans that count, `ledger.csv` all others and why they do not.
"""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from dissent.comparison.corpus import Corpus
from dissent.orthography import folded
from dissent.themes.files import Theme
from dissent.themes.hits import CANCELLED, COUNTED, LOST, REGION_FLAGS

MOST_TYPES = 20
PLACE_COLUMNS = ["page", "paragraph", "sentence", "start", "end"]
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
    names = ["hit_id", "doc_id", *PLACE_COLUMNS, *CONTEXT_COLUMNS, "theme", "category", "rule_id",
             "flags"]  # fmt: skip
    return hits[names]


def ledger_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `ledger.csv`: every span that does not count, and why.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    pandas.DataFrame
        Documents in date order, then by place, then by rule. `won_by` is empty where the span was
        cancelled.
    """
    doc = {doc_id: place for place, doc_id in enumerate(corpus.doc_ids)}
    rules = (rule.rule_id for theme in themes for rule in theme.rules)
    number = {rule_id: place for place, rule_id in enumerate(rules)}
    spans = corpus.spans[corpus.spans["status"] != COUNTED]
    spans = spans.assign(doc=spans["doc_id"].map(doc), rule=spans["rule_id"].map(number))
    spans = spans.sort_values(["doc", "start", "rule"], ignore_index=True)
    names = ["doc_id", *PLACE_COLUMNS, *CONTEXT_COLUMNS, "theme", "category", "rule_id", "status",
             "why", "rival"]  # fmt: skip
    return spans[names].rename(columns={"rival": "won_by"})


def rules_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `rules.csv`: what each rule found, what it won and what it lost to others.

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
    status = spans["status"]
    counted, lost = spans[status == COUNTED], spans[status == LOST]
    from_others = lost[lost["rule_id"] != lost["rival"]]
    by_rule = counted.groupby("rule_id", sort=False)
    found = {
        "types_matched": forms_of(spans).groupby(spans["rule_id"], sort=False).nunique(),
        "hits": by_rule.size(),
        "documents": by_rule["doc_id"].nunique(),
        "beaten": from_others.groupby("rival", sort=False).size(),
        "cancelled": spans[status == CANCELLED].groupby("rule_id", sort=False).size(),
    }
    rules = [rule for theme in themes for rule in theme.rules]
    table = pd.DataFrame(
        {
            "rule_id": [rule.rule_id for rule in rules],
            "theme": [rule.theme for rule in rules],
            "category": [rule.category for rule in rules],
            "pattern": [rule.written for rule in rules],
            "note": [rule.note for rule in rules],
        }
    )
    for name, values in found.items():
        table[name] = table["rule_id"].map(values).fillna(0).astype("int64")
    of_category = table.groupby(["theme", "category"])["hits"].transform("sum")
    of_theme = table.groupby("theme")["hits"].transform("sum")
    alone = (table["documents"] == 1) & (table["hits"] > 1) & (len(corpus.documents) > 1)
    types = counted_by_rule(spans, forms_of(spans))
    winners = counted_by_rule(from_others, from_others["rival"])
    return table.assign(
        types=[listed(types.get(rule.rule_id, Counter())) for rule in rules],
        lost_to=[
            listed(winners.get(rule.rule_id, Counter()), at_most=len(rules)) for rule in rules
        ],
        only_in=table["rule_id"].map(by_rule["doc_id"].first()).where(alone, ""),
        share_of_category=table["hits"] / of_category.where(of_category > 0),
        share_of_theme=table["hits"] / of_theme.where(of_theme > 0),
    )


def forms_of(spans: pd.DataFrame) -> "pd.Series[str]":
    """Fold what spans found, as word forms are folded.

    Parameters
    ----------
    spans
        With the column `match`.

    Returns
    -------
    pandas.Series
        One form per span; of a sequence its words with what stands between them.
    """
    distinct = {text: folded(text) for text in spans["match"].unique()}
    return spans["match"].map(distinct)


def counted_by_rule(spans: pd.DataFrame, values: "pd.Series[str]") -> dict[str, Counter[str]]:
    """Count something of the spans of each rule.

    Parameters
    ----------
    spans
        With the column `rule_id`.
    values
        What is counted, one for each span.

    Returns
    -------
    dict of str to Counter
        By rule; no entry for a rule without spans.
    """
    counts: dict[str, Counter[str]] = {}
    pairs = zip(spans["rule_id"].tolist(), values.tolist(), strict=True)
    for (rule_id, value), count in Counter(pairs).items():
        counts.setdefault(rule_id, Counter())[value] = count
    return counts


def listed(counts: Counter[str], *, at_most: int = MOST_TYPES) -> str:
    """Write names with how often each occurs.

    Parameters
    ----------
    counts
        By name.
    at_most
        So many are written.

    Returns
    -------
    str
        `worker (12); workers (3)`: the most frequent first, of equals by name.
    """
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(f"{name} ({count})" for name, count in ordered[:at_most])


def _flags(quoted: bool, region: int, rival: str) -> str:
    flags = ["quoted"] if quoted else []
    if region in REGION_FLAGS:
        flags.append(REGION_FLAGS[region])
    return " ".join(flags + [f"over:{beaten}" for beaten in rival.split()])
