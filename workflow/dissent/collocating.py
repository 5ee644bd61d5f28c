"""Which words stand near a theme's words, or near a term, in the documents of a shard?

Surface cooccurrence (Evert 2008): the windows around all occurrences of a node are a set of words,
each counted once however many occurrences are near it, and the node's own words are in no window.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dissent.errors import DissentError
from dissent.themes.files import Rule, Theme
from dissent.themes.hits import COUNTED
from dissent.themes.matching import find
from dissent.themes.nodes import CATEGORY, TERM, THEME, Node, checked_terms, nodes_of
from dissent.themes.overlaps import NOBODY, settle
from dissent.themes.places import Places
from dissent.tokens import TokenTable


def count_collocates(
    tokens: TokenTable,
    spans: pa.Table,
    *,
    themes: Sequence[Theme],
    window: int,
    terms: Sequence[str] = (),
) -> pa.Table:
    """Count the words near every theme, category and term, document by document.

    Parameters
    ----------
    tokens
        The shard's token table.
    spans
        The shard's hits, of which `doc_id`, `theme`, `category`, `status`, `start`, `end` are used.
    themes
        The themes, in their order.
    window
        Words to the left and to the right of an occurrence, within its sentence, that count as
        near; punctuation is passed over.
    terms
        Terms to look around besides, as in a theme file.

    Returns
    -------
    pyarrow.Table
        `doc_id`, `kind`, `node` (`theme`, `category` or `term`, and its name), `lemma`,
        `occurrences`, `in_window`, `in_node`. One row per document, node and lemma that stands near
        the node (`in_window`, in words) or is part of it (`in_node`), with no `occurrences`. Before
        these, one row per document and node that occurs, with no `lemma`: how often it occurs, and
        the words of all its windows and of all its occurrences.

    Raises
    ------
    DissentError
        Where a term cannot be read.
    """
    nodes = nodes_of(themes, terms)
    of_themes, of_terms = _theme_spans(tokens, spans, nodes), _term_spans(tokens, nodes, terms)
    node, start, end = map(np.concatenate, zip(of_themes, of_terms, strict=True))
    words = _Words(tokens)
    near, own = words.near_and_own(node, start, end, window=window)
    documents, lemmas = len(tokens.documents), max(len(tokens.lexicon.lemmas.values), 1)
    place = node * documents + tokens.doc[start]
    near_place, own_place = near.node * documents + near.doc, own.node * documents + own.doc
    size = len(nodes) * documents
    occurrences = np.bincount(place, minlength=size)
    there = np.flatnonzero(occurrences)
    sums = _rows(
        tokens,
        nodes,
        place=there,
        occurrences=occurrences[there],
        in_window=np.bincount(near_place, minlength=size)[there],
        in_node=np.bincount(own_place, minlength=size)[there],
    )
    keys = np.concatenate([near_place * lemmas + near.lemma, own_place * lemmas + own.lemma])
    cells, number = np.unique(keys, return_inverse=True)
    rows = _rows(
        tokens,
        nodes,
        place=cells // lemmas,
        lemma=cells % lemmas,
        in_window=np.bincount(number[: len(near.node)], minlength=len(cells)),
        in_node=np.bincount(number[len(near.node) :], minlength=len(cells)),
    )
    return pa.concat_tables([sums, rows])


@dataclass(frozen=True)
class _Marked:
    """Words in the windows, or in the occurrences, of nodes; each once for each node."""

    node: Places
    doc: Places
    lemma: Places


class _Words:
    """The words of a token table in their order, without what is no word, and their sentences."""

    def __init__(self, tokens: TokenTable) -> None:
        changes = np.diff(tokens.doc) | np.diff(tokens.paragraph) | np.diff(tokens.sentence)
        self.sentence_starts = np.concatenate([[0], np.flatnonzero(changes) + 1, [len(tokens)]])
        self.before = np.concatenate([[0], np.cumsum(tokens.is_word)])
        word = np.flatnonzero(tokens.is_word)
        self.doc = tokens.doc[word].astype(np.int64)
        self.lemma = tokens.lexicon.lemmas.number[tokens.code[word]].astype(np.int64)

    def near_and_own(
        self, node: Places, start: Places, end: Places, *, window: int
    ) -> tuple[_Marked, _Marked]:
        """Find the words near each node, and those of the node itself, from its spans of tokens."""
        first, last = self.before[start], self.before[end]
        sentence = np.searchsorted(self.sentence_starts, start, side="right") - 1
        last_sentence = np.searchsorted(self.sentence_starts, end, side="left")
        low = np.maximum(first - window, self.before[self.sentence_starts[sentence]])
        high = np.minimum(last + window, self.before[self.sentence_starts[last_sentence]])
        own = self._keys(node, first, last)
        near = np.setdiff1d(self._keys(node, low, high), own, assume_unique=True)
        return self._marked(near), self._marked(own)

    def _keys(self, node: Places, first: Places, last: Places) -> Places:
        """The words of all runs as node times words plus place, each once."""
        length = last - first
        offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
        return np.unique(np.repeat(node * len(self.doc) + first, length) + offset)

    def _marked(self, keys: Places) -> _Marked:
        node, word = np.divmod(keys, max(len(self.doc), 1))
        return _Marked(node, self.doc[word], self.lemma[word])


def _theme_spans(
    tokens: TokenTable, spans: pa.Table, nodes: Sequence[Node]
) -> tuple[Places, Places, Places]:
    """Node, first token and end of the spans that count: each for its theme and its category."""
    counted = spans.filter(pc.equal(spans["status"], COUNTED))
    category = pc.binary_join_element_wise(counted["theme"], counted["category"], "/")
    theme_nodes, category_nodes = (
        [node.name if node.kind == kind else None for node in nodes] for kind in (THEME, CATEGORY)
    )
    node = np.concatenate(
        [_number(counted["theme"], theme_nodes), _number(category, category_nodes)]
    )
    first_token = tokens.bounds[_number(counted["doc_id"], tokens.documents)]
    start, end = (first_token + counted[name].to_numpy() for name in ("start", "end"))
    return node, np.tile(start, 2), np.tile(end, 2)


def _number(names: pa.ChunkedArray, called: Sequence[str | None]) -> Places:
    """The places of names among those that things are called by."""
    found = pc.index_in(names, value_set=pa.array(called, pa.string()))
    if found.null_count:
        raise DissentError(
            "the hits are of other themes or documents than those given; run `dissent match` again"
        )
    places: Places = found.to_numpy().astype(np.int64)
    return places


def _term_spans(
    tokens: TokenTable, nodes: Sequence[Node], terms: Sequence[str]
) -> tuple[Places, Places, Places]:
    """Node, first token and end of the terms' spans; of two that overlap the longer counts."""
    first = len(nodes) - len(terms)
    rules = [
        Rule(rule_id=term, theme=TERM, category="", written=term, pattern=pattern)
        for term, pattern in checked_terms(terms).items()
    ]
    found = find(rules, tokens)
    winners = np.flatnonzero(settle(found, theme_of_rule=np.arange(len(rules))) == NOBODY)
    counted = found.at(winners)
    return first + counted.rule, counted.start, counted.end


def _rows(
    tokens: TokenTable,
    nodes: Sequence[Node],
    *,
    place: Places,
    in_window: Places,
    in_node: Places,
    lemma: Places | None = None,
    occurrences: Places | None = None,
) -> pa.Table:
    """Rows of the result; `place` is node times documents plus document."""
    node, doc = np.divmod(place, max(len(tokens.documents), 1))
    kinds = [THEME, CATEGORY, TERM]
    kind = np.array([kinds.index(each.kind) for each in nodes], dtype=np.int64)[node]
    missing = pa.nulls(len(place), pa.int32())

    def named(numbers: Places | None, names: Sequence[str]) -> pa.Array:
        codes = missing if numbers is None else pa.array(numbers, pa.int32())
        return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))

    return pa.table(
        {
            "doc_id": named(doc, tokens.documents),
            "kind": named(kind, kinds),
            "node": named(node, [each.name for each in nodes]),
            "lemma": named(lemma, tokens.lexicon.lemmas.values),
            "occurrences": missing if occurrences is None else pa.array(occurrences, pa.int32()),
            "in_window": pa.array(in_window, pa.int32()),
            "in_node": pa.array(in_node, pa.int32()),
        }
    )
