"""In what documents are compared as wholes: their frequent lemmas, their style, their themes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from scipy import sparse

from dissent.comparison.corpus import Corpus, hits_per_segment, units_of
from dissent.statistics import pairwise, similarity
from dissent.themes.files import Theme

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# So many of the most frequent lemmas are compared: rarer ones are mostly chance.
LEMMAS = 5_000
# Lemmas and word forms with fewer occurrences in the corpus are left out.
MIN_COUNT = 5
# Z-scores of two documents say nothing.
DELTA_DOCUMENTS = 3
# An interval of the theme profiles needs so many hits in each document.
PROFILE_HITS = 10


@dataclass(frozen=True)
class Spaces:
    """Everything that is compared, counted in every segment, side by side in one table."""

    counts: sparse.csr_array
    """Lemmas, word forms, categories, and last all words: (segments, items), float64."""
    first_segment: npt.NDArray[np.int64]
    """Where each document's segments begin, and the end: (documents + 1,)."""
    lemmas: list[str]
    """The lemmas compared, in the order of their columns, which is that of the alphabet."""
    columns: dict[str, slice]
    """The columns of `lemmas`, `most_frequent` and `themes`."""

    def of_document(self, place: int) -> sparse.csr_array:
        """One document's rows."""
        return self.counts[slice(*self.first_segment[place : place + 2])]

    @property
    def totals(self) -> Floats:
        """Each document's counts: (documents, items)."""
        documents = len(self.first_segment) - 1
        document = np.repeat(np.arange(documents), np.diff(self.first_segment))
        cells = (np.ones(len(document)), (document, np.arange(len(document))))
        belongs = sparse.csr_array(cells, shape=(documents, len(document)))
        return np.asarray((belongs @ self.counts).toarray(), dtype=np.float64)


@dataclass(frozen=True)
class Measure:
    """One way of comparing documents by what each of them has."""

    name: str
    space: str
    documents: Ints
    """The documents that can be compared, in date order."""
    vectors: Callable[[Numbers], Numbers]
    """From counts (..., items) to what is compared (..., its items)."""
    matrix: Callable[..., Numbers]
    """Of vectors: the similarities of all pairs, of one set or of two."""
    between: Callable[[Numbers, Numbers], Floats]
    """Of vectors: the similarities pair by pair."""
    largest: float
    """Its largest possible value; the smallest is 0."""
    sure: Bools
    """Which of all documents have enough in this space for an interval: (all documents,)."""
    alike_is_high: bool = False

    def distances(self, values: Numbers) -> Numbers:
        """Distances, 0 for alike, from the measure's values."""
        return 1 - values if self.alike_is_high else values

    def all_pairs(self, totals: Numbers) -> Numbers:
        """Values of all pairs of this measure's documents, in a corpus with these counts."""
        return self.matrix(self.vectors(totals)[self.documents])

    def changed(self, totals: Floats, place: int, made: Floats) -> Numbers:
        """Values of texts made of one document against all documents: (texts, documents).

        `place` is the document's among all; what its text would be against itself means nothing.
        """
        return self.matrix(self.vectors(made), self.vectors(totals)[self.documents])

    def paired(self, totals: Floats, pair: tuple[int, int], made: tuple[Floats, Floats]) -> Floats:
        """Values of pairs of texts that take the place of two documents: (pairs,)."""
        return self.between(self.vectors(made[0]), self.vectors(made[1]))


@dataclass(frozen=True)
class Delta(Measure):
    """A way of comparing documents by how each differs from their mean.

    The mean and the standard deviation are those of the documents in hand, so they are found anew
    with every text that takes a document's place: measured by those of the other texts it would
    seem far from all.
    """

    def all_pairs(self, totals: Numbers) -> Numbers:
        """See Measure."""
        return self.matrix(similarity.z_scores(self.vectors(totals)[self.documents]))

    def changed(self, totals: Floats, place: int, made: Floats) -> Numbers:
        """See Measure."""
        rates, own = self.vectors(totals), self.vectors(made)
        others = rates[self.documents[self.documents != place]]
        mean, deviation = similarity.standards(own[:, np.newaxis], others)
        standard = (rates[self.documents] - mean[:, np.newaxis]) / deviation[:, np.newaxis]
        return self.between(((own - mean) / deviation)[:, np.newaxis], standard)

    def paired(self, totals: Floats, pair: tuple[int, int], made: tuple[Floats, Floats]) -> Floats:
        """See Measure."""
        others = self.vectors(totals)[np.setdiff1d(self.documents, pair)]
        rates = np.stack([self.vectors(text) for text in made], axis=1)
        standard = similarity.z_scores(rates, others)
        return self.between(standard[:, 0], standard[:, 1])


def spaces_of(corpus: Corpus, themes: Sequence[Theme], *, most_frequent: int) -> Spaces:
    """Count in every segment what documents are compared in.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    most_frequent
        Word forms of the space of style.

    Returns
    -------
    Spaces
        Of all documents of the corpus.
    """
    lemmas = _frequent(corpus.lemma_table, most=LEMMAS)
    forms = _frequent(corpus.form_table, most=most_frequent)
    units = units_of(themes)
    categories = np.flatnonzero([category != "" for _, category in units])
    parts = [
        corpus.lemma_table[:, lemmas],
        corpus.form_table[:, forms],
        sparse.csr_array(hits_per_segment(corpus, units)[:, categories]),
        sparse.csr_array(corpus.segment_words[:, np.newaxis]),
    ]
    edges = np.cumsum([0, *(part.shape[1] for part in parts)]).tolist()
    names = ("lemmas", "most_frequent", "themes")
    return Spaces(
        counts=sparse.hstack(parts, format="csr", dtype=np.float64),
        first_segment=corpus.first_segment,
        lemmas=[corpus.lemmas[place] for place in lemmas],
        columns={name: slice(*edges[place : place + 2]) for place, name in enumerate(names)},
    )


def measures_of(spaces: Spaces, totals: Floats) -> list[Measure]:
    """Name the measures that this corpus allows, in the order of the tables.

    The weights of lemmas are found once, from the documents as they are.

    Parameters
    ----------
    spaces
        What is compared.
    totals
        Each document's counts, (documents, items).

    Returns
    -------
    list of Measure
        Those with at least two documents to compare; the Deltas with at least three.
    """
    lemmas, forms, themes = (spaces.columns[name] for name in ("lemmas", "most_frequent", "themes"))
    read = np.flatnonzero(totals[:, lemmas].any(axis=1))
    written = np.flatnonzero(totals[:, -1])
    hits = totals[:, themes].sum(axis=1)
    always = np.ones(len(totals), dtype=np.bool_)
    idf = similarity.inverse_document_frequency(totals[read][:, lemmas])
    found = [
        Measure(
            "cosine_tfidf", "lemmas", read, partial(_weighted, columns=lemmas, idf=idf),
            pairwise.cosine_matrix, similarity.cosine, 1, always, alike_is_high=True,
        ),
        Measure(
            "jensen_shannon", "lemmas", read, partial(_part, columns=lemmas),
            pairwise.jensen_shannon_matrix, similarity.jensen_shannon, 1, always,
        ),
    ]  # fmt: skip
    if len(written) >= DELTA_DOCUMENTS and forms.stop > forms.start:
        rates = partial(_rates, columns=forms)
        off_mean = similarity.z_scores(rates(totals)[written]).any(axis=1)
        styles = written[off_mean]
        found += [
            Delta(
                "burrows_delta", "most_frequent", styles, rates,
                pairwise.burrows_delta_matrix, similarity.burrows_delta, np.inf, always,
            ),
            Delta(
                "cosine_delta", "most_frequent", styles, rates,
                pairwise.cosine_delta_matrix, similarity.cosine_delta, 2, always,
            ),
        ]  # fmt: skip
    found.append(
        Measure(
            "theme_profile", "themes", np.flatnonzero(hits), partial(_part, columns=themes),
            pairwise.hellinger_matrix, similarity.hellinger, 1, hits >= PROFILE_HITS,
        )
    )  # fmt: skip
    return [measure for measure in found if len(measure.documents) > 1]


def _frequent(table: sparse.csr_array, *, most: int) -> npt.NDArray[np.int64]:
    """The most frequent columns in their order; of equally frequent ones the first by name."""
    total = np.asarray(table.sum(axis=0)).ravel()
    order = np.argsort(-total, kind="stable")[:most]
    return np.sort(order[total[order] >= MIN_COUNT]).astype(np.int64)


def _part(counts: Numbers, *, columns: slice) -> Numbers:
    return counts[..., columns]


def _weighted(counts: Numbers, *, columns: slice, idf: Floats) -> Floats:
    return similarity.tf_idf(counts[..., columns], idf)


def _rates(counts: Numbers, *, columns: slice) -> Floats:
    words = counts[..., -1:].astype(np.float64)
    rates: Floats = np.divide(counts[..., columns], np.maximum(words, 1))
    return rates
