"""How often do the documents truly speak of a theme, both errors of its rules taken out?"""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.statistics.corrected_rates import corrected_rate, corrected_ratio
from dissent.statistics.validation_estimates import Estimate, rogan_gladen, square_and_add
from dissent.tables import PER_WORDS
from dissent.validation.estimates import WITHOUT_HIT, Answered, Unit
from dissent.validation.frame import HIT, STRATA

ALL_OTHERS = "*"
Floats = npt.NDArray[np.float64]


class Correction:
    """The corrected rates of one theme in every document that has words.

    Parameters
    ----------
    answered
        The answers, to sheets of the present state.
    rates
        The rows of `theme_rates` for the theme as a whole: `doc_id`, `hits`, `words`, `rate`, `low`
        and `high`, per 1,000 words.
    """

    def __init__(self, answered: Answered, rates: pd.DataFrame) -> None:
        self.answered = answered
        documents = {document.doc_id: document for document in answered.keys[0].documents}
        self.rows = rates[rates["doc_id"].isin(documents)].reset_index(drop=True)
        own = [documents[doc_id] for doc_id in self.rows["doc_id"]]
        self.words = self.rows["words"].to_numpy(dtype=np.float64)
        self.strata = {
            name: np.array([getattr(document, name) for document in own], dtype=np.float64)
            for name in STRATA
        }
        ends = (self.rows[name].to_numpy(dtype=np.float64) for name in ("rate", "low", "high"))
        self.rate = Estimate(*(end / PER_WORDS for end in ends))
        self.precision = answered.precision(Unit(answered.theme))

    @property
    def sentences(self) -> Floats:
        """Sentences of each document: (documents,)."""
        return np.asarray(sum(self.strata.values()), dtype=np.float64)

    @property
    def hits_per_sentence(self) -> float:
        """Hits that a sentence with hits has on average, in the whole corpus."""
        documents = self.answered.keys[0].documents
        return sum(d.hits for d in documents) / sum(d.hit for d in documents)

    @property
    def room(self) -> Floats:
        """Rate that would be added were all sentences of a stratum true: (strata, documents)."""
        counts = np.array([self.strata[name] for name in WITHOUT_HIT])
        return np.asarray(self.hits_per_sentence * counts / self.words)

    def rates(self) -> Estimate:
        """Correct the rates.

        Returns
        -------
        Estimate
            Hits per 1,000 words: (documents,).
        """
        found = corrected_rate(self.rate, self.precision, self.room, self.answered.miss_rates)
        return Estimate(*(end * PER_WORDS for end in found))

    @property
    def apparent(self) -> Estimate:
        """Share of each document's sentences that have a hit, as sure as the document's rate."""
        share = self.strata[HIT] / self.sentences
        # a rate of 0 has an upper limit too; it is turned into sentences as in the whole corpus
        own = self.strata[HIT] / np.maximum(self.rows["hits"].to_numpy(dtype=np.float64), 1)
        per_hit = np.where(own > 0, own, 1 / self.hits_per_sentence)
        ends = (end * self.words * per_hit / self.sentences for end in self.rate[1:])
        return Estimate(share, *(np.clip(end, 0, 1) for end in ends))

    def shares(self) -> Estimate:
        """Estimate the shares of sentences that speak of the theme.

        Returns
        -------
        Estimate
            Between 0 and 1: (documents,).
        """
        room = np.array([self.strata[name] for name in WITHOUT_HIT]) / self.sentences
        found = corrected_rate(
            self.apparent, self.answered.of_stratum(HIT), room, self.answered.miss_rates
        )
        return Estimate(*(np.minimum(end, 1) for end in found))

    def rogan_gladen(self) -> Estimate:
        """Estimate the same shares by Rogan and Gladen's formula, as a cross-check.

        Returns
        -------
        Estimate
            Between 0 and 1; `nan` where the rules tell nothing: (documents,).
        """
        answered = self.answered
        return rogan_gladen(
            self.apparent,
            answered.recall(Unit(answered.theme)),
            self.specificity(),
            level=answered.level,
        )

    def specificity(self) -> Estimate:
        """Share of the sentences that do not speak of the theme in which there is no hit.

        Returns
        -------
        Estimate
            Floats.
        """
        answered = self.answered
        sizes = np.array([answered.sentences[name] for name in STRATA], dtype=np.float64)

        def share(true: Floats) -> Floats:
            others = sizes * (1 - true)
            return np.asarray(1 - others[0] / others.sum())

        parts = Estimate(*np.array([answered.of_stratum(name) for name in STRATA]).T)
        found = square_and_add(share, parts)
        return Estimate(found.value, np.maximum(found.low, 0), np.minimum(found.high, 1))

    def contrasts(self, *, max_documents: int) -> pd.DataFrame:
        """Compare the corrected rates of every two documents.

        Parameters
        ----------
        max_documents
            Of more documents, each is compared with all others together.

        Returns
        -------
        pandas.DataFrame
            `doc_a`, `doc_b` (`*` for all others), `rate_ratio`, `low`, `high`, `p`; without pairs
            in which neither has a hit.
        """
        names = self.rows["doc_id"].to_numpy()
        count = len(names)
        if count < 2:
            return pd.DataFrame(columns=["doc_a", "doc_b", "rate_ratio", "low", "high", "p"])
        rate, words, room, hits = self.rate, self.words, self.room, self.rows["hits"].to_numpy()
        if count <= max_documents:
            one, other = np.array(list(combinations(range(count), 2))).T
            second = Estimate(*(end[other] for end in rate)), words[other], room[:, other]
            doc_b, spoken = names[other], (hits[one] > 0) | (hits[other] > 0)
        else:
            one = np.arange(count)
            second = _others(rate, words, room)
            doc_b, spoken = np.full(count, ALL_OTHERS), np.full(count, hits.sum() > 0)
        ratio, p = corrected_ratio(
            (Estimate(*(end[one] for end in rate)), second[0]),
            (words[one], second[1]),
            self.precision,
            (room[:, one], second[2]),
            self.answered.miss_rates,
            level=self.answered.level,
        )
        table = pd.DataFrame(
            {
                "doc_a": names[one],
                "doc_b": doc_b,
                "rate_ratio": ratio.value,
                "low": ratio.low,
                "high": ratio.high,
                "p": p,
            }
        )
        return table.loc[np.flatnonzero(spoken)].reset_index(drop=True)


def _others(rate: Estimate, words: Floats, room: Floats) -> tuple[Estimate, Floats, Floats]:
    """For each document all others together: rate, words and room."""
    rest = words.sum() - words
    value = ((rate.value * words).sum() - rate.value * words) / rest
    reach = []
    for end in rate[1:]:
        squares = ((end - rate.value) * words) ** 2
        reach.append(np.sqrt(squares.sum() - squares) / rest)
    together = Estimate(value, np.maximum(value - reach[0], 0), value + reach[1])
    return together, rest, ((room * words).sum(axis=1, keepdims=True) - room * words) / rest
