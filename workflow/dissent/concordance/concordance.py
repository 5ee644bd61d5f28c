"""The concordance of a query: its lines in order, and how often each document has it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dissent.catalogue import Document
from dissent.concordance.advice import why_nothing
from dissent.concordance.choices import Sort
from dissent.concordance.finding import Found, find_in
from dissent.concordance.lines import Line, make_lines
from dissent.concordance.ordering import in_order
from dissent.errors import DissentError
from dissent.tables import PER_WORDS
from dissent.tagged import TaggedCorpus
from dissent.themes.patterns import Pattern, PatternError
from dissent.themes.queries import parse_query


@dataclass(frozen=True)
class DocumentHits:
    """How often one document has what was looked for."""

    document: Document
    hits: int
    words: int

    @property
    def rate(self) -> float:
        """Hits per 1,000 words; 0 where the document has no words."""
        return per_thousand(self.hits, self.words)


@dataclass(frozen=True)
class Concordance:
    """What a query found: the first lines of it in some order, and its hits in every document."""

    query: str
    sort: Sort
    window: int
    lines: tuple[Line, ...]
    documents: tuple[DocumentHits, ...]
    """Those searched, in date order, those without a hit included."""
    advice: tuple[str, ...] = ()
    """Where nothing was found, what is near."""

    @property
    def hits(self) -> int:
        """All hits, lines that are not shown included."""
        return sum(each.hits for each in self.documents)

    @property
    def words(self) -> int:
        """Words of the documents searched."""
        return sum(each.words for each in self.documents)

    @property
    def rate(self) -> float:
        """Hits per 1,000 words."""
        return per_thousand(self.hits, self.words)


def make_concordance(
    corpus: TaggedCorpus,
    query: str,
    *,
    documents: Sequence[Document],
    window: int,
    sort: Sort,
    limit: int | None,
    seed: int,
) -> Concordance:
    """Find a query in a tagged corpus.

    Parameters
    ----------
    corpus
        The corpus.
    query
        A term or CQL.
    documents
        Those to be searched, in date order.
    window
        Words of context on each side, within the paragraph; at least 1.
    sort
        The order of the lines.
    limit
        How many lines are made; None makes all.
    seed
        Of the random order.

    Returns
    -------
    Concordance
        With advice where there is no hit.

    Raises
    ------
    DissentError
        Where the query cannot be read.
    """
    pattern = read_query(query)
    place = {document.doc_id: number for number, document in enumerate(documents)}
    found = [
        part
        for shard in corpus.shards
        if not place.keys().isdisjoint(shard.doc_ids)
        and (part := find_in(shard.table(), pattern, place=place, sort=sort))
    ]
    hits = np.bincount(_stacked(found), minlength=len(documents)).tolist()
    ordered = in_order(found, documents, sort=sort, limit=limit, seed=seed)
    return Concordance(
        query=query,
        sort=sort,
        window=window,
        lines=tuple(make_lines(ordered, window=window)),
        documents=tuple(
            DocumentHits(document, count, corpus.words[document.doc_id])
            for document, count in zip(documents, hits, strict=True)
        ),
        advice=() if found else why_nothing(corpus, pattern, documents=documents),
    )


def read_query(query: str) -> Pattern:
    """Read a query of the command line.

    Parameters
    ----------
    query
        A term or CQL.

    Returns
    -------
    Pattern
        What it means.

    Raises
    ------
    DissentError
        Where it cannot be read, with what to write instead.
    """
    try:
        return parse_query(query)
    except PatternError as error:
        raise DissentError(f"query: {error}") from error


def per_thousand(hits: int, words: int) -> float:
    """Compute a rate.

    Parameters
    ----------
    hits, words
        Counts.

    Returns
    -------
    float
        Hits per 1,000 words; 0 where there are no words.
    """
    return PER_WORDS * hits / words if words else 0.0


def _stacked(found: Sequence[Found]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.concatenate([part.doc for part in found] or [np.zeros(0, dtype=np.int64)])
