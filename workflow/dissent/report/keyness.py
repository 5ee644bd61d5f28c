"""The words that set a group apart: only those of which the interval, corrected, is sure."""

from dataclasses import dataclass

import pandas as pd

from dissent.report.contrasts import DISTINCT_Q
from dissent.report.material import SHOWN_DOCUMENTS, Material

TOP_WORDS = 10
TOP_OTHERS = 6
TOP_OF_PAIR = 5
PREVIEW = 5
# A corpus has at most so many pairs of groups named on the page; the table holds all of them.
SHOWN_PAIRS = 66


@dataclass(frozen=True)
class KeyWord:
    """A word, sequence or term that a group uses more or less than the reference."""

    name: str
    count: int
    reference_count: int
    lrc: float
    log_ratio: float
    low: float
    high: float
    g2: float
    q: float
    documents: int
    rests_on: str


@dataclass(frozen=True)
class KeyList:
    """The first few of the words that are sure; `found` counts all of them."""

    label: str
    found: int
    top: tuple[KeyWord, ...]


@dataclass(frozen=True)
class KeyGroup:
    """A group with the words that set it apart.

    `less` are words that it uses surely less, `each` those that it uses surely more than each other
    group by itself (None where there is only one other side), `unsure` those that are more frequent
    and significant on their own, but not at the corrected level. `others` are lists of other kinds.
    """

    name: str
    words: int
    more: KeyList
    less: KeyList
    each: KeyList | None
    unsure: KeyList
    others: tuple[KeyList, ...]

    @property
    def preview(self) -> list[str]:
        """The first few words."""
        return [word.name for word in self.more.top[:PREVIEW]]


@dataclass(frozen=True)
class KeyPair:
    """Two groups and the words that are surely more frequent in one of them."""

    one: str
    other: str
    more_in_one: tuple[KeyWord, ...]
    more_in_other: tuple[KeyWord, ...]


@dataclass(frozen=True)
class Unlisted:
    """Lemmas of the corpus that a frequency list lacks, which is cut off, and their occurrences."""

    types: int
    tokens: int


def unlisted(material: Material) -> Unlisted:
    """Count what could not be compared with the reference.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    Unlisted
        Zeros where everything could be compared.
    """
    table = material.keyness_unlisted
    return Unlisted(types=len(table), tokens=int(table["count"].sum()))


def key_groups(material: Material) -> list[KeyGroup]:
    """List, for each group, the words that set it apart.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of KeyGroup
        In the table's order, the words by falling conservative log ratio.
    """
    table = material.keyness
    words = table.groupby("group", sort=False)["words"].first()
    unsure = table[(table["lrc"] == 0) & (table["log_ratio"] > 0) & (table["q"] < DISTINCT_Q)]
    each = table[table["lrc_each"] > 0].sort_values("lrc_each", ascending=False, kind="stable")
    several = set(table.loc[table["lrc_each"].notna(), "group"])
    more = _lists(table[table["lrc"] > 0], "lemma", at_most=TOP_WORDS)
    less = _lists(table[table["lrc"] < 0], "lemma")
    lone = _lists(each, "lemma", at_most=TOP_WORDS)
    doubtful = _lists(unsure, "lemma")
    others = _other_kinds(material)
    nothing = KeyList("", 0, ())
    return [
        KeyGroup(
            name=material.group_name(group),
            words=int(size),
            more=more.get(group, nothing),
            less=less.get(group, nothing),
            each=lone.get(group, nothing) if group in several else None,
            unsure=doubtful.get(group, nothing),
            others=tuple(kind[group] for kind in others if group in kind),
        )
        for group, size in list(zip(words.index.tolist(), words.tolist(), strict=True))[
            :SHOWN_DOCUMENTS
        ]
    ]


def key_pairs(material: Material) -> list[KeyPair]:
    """List, for each pair of groups, the words that are surely more frequent in one of them.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of KeyPair
        In the table's order. Pairs without such a word are left out; there is none where groups are
        compared only with the rest.
    """
    return [
        KeyPair(
            one=material.group_name(one),
            other=material.group_name(other),
            more_in_one=_words(own[own["lrc"] > 0].head(TOP_OF_PAIR), "lemma"),
            more_in_other=_words(own[own["lrc"] < 0].head(TOP_OF_PAIR), "lemma"),
        )
        for (one, other), own in list(
            material.keyness_pairs.groupby(["group", "other_group"], sort=False)
        )[:SHOWN_PAIRS]
    ]


def _other_kinds(material: Material) -> list[dict[str, KeyList]]:
    """Lemmas with their part of speech, sequences, the terms of each theme, each by group."""
    tagged, terms = material.keyness_pos, material.keyness_themes
    kinds = [
        ("With part of speech", tagged.assign(name=tagged["lemma"] + "_" + tagged["pos"]), "name"),
        ("Two and three words", material.keyness_sequences, "sequence"),
        *(
            (f"Within {theme.label}", terms[terms["theme"] == theme.theme], "term")
            for theme in material.themes
        ),
    ]
    # Sequences of two and of three words stand in the table one after the other: sorted anew.
    return [
        _lists(
            table[table["lrc"] > 0].sort_values("lrc", ascending=False, kind="stable"),
            name,
            label=label,
        )
        for label, table, name in kinds
    ]


def _lists(
    table: pd.DataFrame, name: str, *, label: str = "", at_most: int = TOP_OTHERS
) -> dict[str, KeyList]:
    """The first words of each group, in the order of the table."""
    found = table["group"].value_counts().to_dict()
    top: dict[str, list[KeyWord]] = {}
    first = table.groupby("group", sort=False).head(at_most)
    for group, word in zip(first["group"].tolist(), _words(first, name), strict=True):
        top.setdefault(group, []).append(word)
    return {group: KeyList(label, found[group], tuple(words)) for group, words in top.items()}


def _words(table: pd.DataFrame, name: str) -> tuple[KeyWord, ...]:
    columns = [name, "count", "reference_count", "lrc", "log_ratio", "log_ratio_low",
               "log_ratio_high", "g2", "q", "documents", "rests_on"]  # fmt: skip
    rows = zip(*(table[column].tolist() for column in columns), strict=True)
    return tuple(KeyWord(*values) for values in rows)
