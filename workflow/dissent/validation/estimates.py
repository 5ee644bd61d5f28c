"""From the answers to one theme's sheets to its precision, recall and miss rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dissent.statistics.agreement import (
    MISSING,
    alpha_interval,
    krippendorff_alpha,
    raw_agreement,
)
from dissent.statistics.resampling import seed_sequence
from dissent.statistics.validation_estimates import (
    Estimate,
    coded_share,
    square_and_add,
    true_share,
)
from dissent.validation.coding import UNCLEAR, Coding
from dissent.validation.frame import HIT, NEAR, PLAIN, STRATA
from dissent.validation.key import Key, KeyLine, KeyRule

Floats = npt.NDArray[np.float64]
LEAVE_OUT, HALF = "leave-out", "half"
WITHOUT_HIT = (NEAR, PLAIN)


@dataclass(frozen=True)
class Unit:
    """What precision is asked of: a theme (both other names empty), a category or a rule."""

    theme: str
    category: str = ""
    rule_id: str = ""


@dataclass(frozen=True)
class Agreement:
    """How alike the coders coded: alpha with its interval, and the plain share of equal codes."""

    lines: int
    alpha: float
    low: float
    high: float
    raw: float


@dataclass(frozen=True)
class Answered:
    """All answers to a theme's sheets of one state of rules and texts.

    `keys` and `codings` belong together by the sheet's number. The lines of all sheets are put
    together; with several sheets, a line counts in proportion to its sheet's length.
    """

    keys: tuple[Key, ...]
    codings: tuple[Coding, ...]
    unclear: str = LEAVE_OUT
    level: float = 0.95
    untouched: tuple[Coding, ...] = ()
    """Sheets of the theme in which nothing is answered; they make nobody a coder."""

    @property
    def theme(self) -> str:
        """The theme's name."""
        return self.keys[0].theme

    @cached_property
    def coders(self) -> list[str]:
        """Who has coded, by name."""
        return sorted({coding.sheet.coder for coding in self.codings})

    @cached_property
    def _coded_keys(self) -> list[Key]:
        numbers = {coding.sheet.number for coding in self.codings}
        return [key for key in self.keys if key.sheet in numbers]

    @cached_property
    def lines(self) -> list[KeyLine]:
        """The lines of the sheets that have been coded."""
        return [line for key in self._coded_keys for line in key.lines]

    @cached_property
    def answers(self) -> npt.NDArray[np.int64]:
        """Answers as they were given, `MISSING` where there is none: (lines, coders)."""
        row = {
            (key.sheet, line.line): place
            for place, (key, line) in enumerate(
                (key, line) for key in self._coded_keys for line in key.lines
            )
        }
        table = np.full((len(row), len(self.coders)), MISSING, dtype=np.int64)
        for coding in self.codings:
            column = self.coders.index(coding.sheet.coder)
            for line, answer in coding.answers.items():
                table[row[coding.sheet.number, line], column] = answer
        return table

    @cached_property
    def codes(self) -> Floats:
        """Answers as numbers: no 0, yes 1, unclear nan or one half; (lines, coders)."""
        unclear = 0.5 if self.unclear == HALF else np.nan
        codes = np.where(self.answers == MISSING, np.nan, self.answers.astype(np.float64))
        return np.where(self.answers == UNCLEAR, unclear, codes)

    @cached_property
    def probabilities(self) -> Floats:
        """With which each line was drawn: (lines,)."""
        return np.array([line.probability for line in self.lines])

    @cached_property
    def weights(self) -> Floats:
        """Sentences that each line stands for: (lines,)."""
        of_sheet = [len(key.lines) for key in self._coded_keys]
        return np.repeat(of_sheet, of_sheet) / len(self.lines) / self.probabilities

    @cached_property
    def stratum(self) -> npt.NDArray[np.str_]:
        """The stratum of each line."""
        return np.array([line.stratum for line in self.lines])

    @property
    def coded(self) -> int:
        """Lines with at least one yes or no."""
        return int((~np.isnan(self.codes)).any(axis=1).sum())

    def agreement(self, *, replicates: int = 2000, seed: int = 0) -> Agreement:
        """How alike have the coders coded? Over yes, no and unclear.

        Parameters
        ----------
        replicates
            Of the bootstrap for the interval of alpha.
        seed
            From which its random numbers follow.

        Returns
        -------
        Agreement
            All `nan` with one coder.
        """
        raw, lines = raw_agreement(self.answers)
        rng = np.random.default_rng(seed_sequence(seed, "agreement", self.theme))
        low, high = alpha_interval(self.answers, replicates=replicates, level=self.level, rng=rng)
        return Agreement(lines, krippendorff_alpha(self.answers), low, high, raw)

    def pairs(self) -> list[tuple[str, str, float, float, int]]:
        """How alike has each pair of coders coded?

        Returns
        -------
        list of (coder, coder, alpha, raw, lines)
            Lines that both have coded.
        """
        return [
            (one, other, krippendorff_alpha(both), *raw_agreement(both))
            for a, one in enumerate(self.coders)
            for b, other in enumerate(self.coders[a + 1 :], start=a + 1)
            for both in [self.answers[:, [a, b]]]
        ]

    def share(self, counts: Floats, *, whole: float) -> Estimate:
        """Share of what is counted that stands in sentences which speak of the theme.

        Parameters
        ----------
        counts
            How often a line counts, as by its hits; 0 where not at all: (lines,).
        whole
            What all sentences of the corpus count together.

        Returns
        -------
        Estimate
            By the weights of the design; `nan` where no such line is coded. Known without an
            interval only where every sentence that counts has been coded: lines without an answer
            were, as far as that goes, not drawn.
        """
        there = (counts > 0) & ~np.isnan(self.codes).all(axis=1)
        weights = (self.weights * counts)[there]
        answered = min(1.0, weights.sum() / max(whole, 1.0)) if there.any() else 1.0
        return coded_share(
            self.codes[there],
            weights,
            self.probabilities[there] * answered,
            level=self.level,
        )

    def of_stratum(self, name: str) -> Estimate:
        """Share of the sentences of a stratum that speak of the theme.

        Parameters
        ----------
        name
            `hit`, `near` or `plain`.

        Returns
        -------
        Estimate
            0 where the stratum has no sentence; between 0 and 1 where none is coded.
        """
        if not self.keys[0].sentences(name):
            return Estimate(*(np.asarray(0.0),) * 3)
        counts = (self.stratum == name).astype(np.float64)
        return self.share(counts, whole=self.keys[0].sentences(name))

    @cached_property
    def miss_rates(self) -> Estimate:
        """Shares of the near misses and of the plain sentences that speak of the theme: (2,)."""
        return Estimate(*np.array([self.of_stratum(name) for name in WITHOUT_HIT]).T)

    @cached_property
    def sentences(self) -> dict[str, int]:
        """Sentences of each stratum in the corpus."""
        return {name: self.keys[0].sentences(name) for name in STRATA}

    @cached_property
    def missed(self) -> Estimate:
        """Sentences in the corpus that speak of the theme and have no hit."""
        sizes = np.array([self.sentences[name] for name in WITHOUT_HIT], dtype=np.float64)
        return square_and_add(lambda rates: sizes @ rates, self.miss_rates)

    def hits_of(self, unit: Unit) -> Floats:
        """Hits of a theme, category or rule in each line: (lines,).

        Parameters
        ----------
        unit
            The theme, category or rule.

        Returns
        -------
        ndarray of float64
            0 where it has none.
        """
        wanted = {rule.rule_id for rule in self._rules_of(unit)}
        sums = [sum(n for rule, n in line.hits.items() if rule in wanted) for line in self.lines]
        return np.array(sums, dtype=np.float64)

    def _rules_of(self, unit: Unit) -> list[KeyRule]:
        return [
            rule
            for rule in self.keys[0].rules
            if unit.category in ("", rule.category) and unit.rule_id in ("", rule.rule_id)
        ]

    def lines_of(self, unit: Unit) -> int:
        """Coded lines in which a unit has a hit; for the theme all coded lines.

        Parameters
        ----------
        unit
            The theme, category or rule.

        Returns
        -------
        int
            The lines with at least one yes or no.
        """
        if unit == Unit(unit.theme):
            return self.coded
        return int(((~np.isnan(self.codes)).any(axis=1) & (self.hits_of(unit) > 0)).sum())

    def precision(self, unit: Unit) -> Estimate:
        """Share of the hits of a theme, category or rule that are right.

        Parameters
        ----------
        unit
            The theme, category or rule.

        Returns
        -------
        Estimate
            A hit is right where its sentence speaks of the theme.
        """
        whole = sum(rule.hits for rule in self._rules_of(unit))
        return self.share(self.hits_of(unit), whole=whole)

    def recall(self, unit: Unit) -> Estimate:
        """Share of the sentences which speak of the theme in which a unit has a hit.

        Parameters
        ----------
        unit
            The theme; a category or rule, of which it is the contribution to the theme's recall.

        Returns
        -------
        Estimate
            `nan` where sentences without a hit have not been coded, and for a category or rule of
            which no line has been.
        """
        found = self.of_stratum(HIT)
        recall = true_share(Estimate(*(self.sentences[HIT] * end for end in found)), self.missed)
        if unit == Unit(unit.theme):
            return recall
        if not self.lines_of(unit):
            return Estimate(*(np.asarray(np.nan),) * 3)
        product = square_and_add(
            lambda parts: parts.prod(axis=0), Estimate(*np.array([self._part(unit), recall]).T)
        )
        return Estimate(product.value, np.maximum(product.low, 0), np.minimum(product.high, 1))

    def _part(self, unit: Unit) -> Estimate:
        """Share of the sentences found, and right, in which a category or rule has a hit."""
        coded = ~np.isnan(self.codes).all(axis=1) & (self.stratum == HIT)
        true = np.zeros(len(coded))
        true[coded] = np.nanmean(self.codes[coded], axis=1)
        there = true > 0
        return coded_share(
            (self.hits_of(unit) > 0)[there, np.newaxis],
            (self.weights * true)[there],
            self.probabilities[there],
            level=self.level,
        )

    def units(self) -> list[Unit]:
        """List the theme, its categories and its rules with hits, in this order.

        Returns
        -------
        list of Unit
            Categories and rules by name.
        """
        rules = self.keys[0].rules
        return [
            Unit(self.theme),
            *(Unit(self.theme, name) for name in sorted({rule.category for rule in rules})),
            *(Unit(self.theme, rule.category, rule.rule_id) for rule in rules),
        ]


def current_answers(
    keys: Sequence[Key],
    codings: Sequence[Coding],
    *,
    states: Mapping[str, tuple[str, str]],
    unclear: str,
    level: float,
) -> list[tuple[Answered, bool]]:
    """Put together for each theme the answers that belong together.

    Parameters
    ----------
    keys, codings
        Of all themes.
    states
        For each theme which hits and which texts there are now.
    unclear
        `leave-out` or `half`.
    level
        Of the intervals.

    Returns
    -------
    list of (Answered, bool)
        By theme with an answer: those to sheets of the present state with True, or, where there
        are none, those to sheets of the state of the theme's last coded sheet, with False.
    """
    found = []
    for theme in sorted({coding.sheet.theme for coding in codings if coding.answers}):
        own = [key for key in keys if key.theme == theme]
        handed_in = [coding for coding in codings if coding.sheet.theme == theme]
        done = [coding for coding in handed_in if coding.answers]
        untouched = tuple(coding for coding in handed_in if not coding.answers)
        numbers = {coding.sheet.number for coding in done}
        coded = [key for key in own if key.sheet in numbers]
        present = [key for key in coded if key.state == states.get(theme)]
        last = max(coded, key=lambda key: key.sheet)
        chosen = present or [key for key in coded if key.state == last.state]
        sheets = {key.sheet for key in chosen}
        answers = tuple(coding for coding in done if coding.sheet.number in sheets)
        one = Answered(tuple(chosen), answers, unclear, level, untouched)
        found.append((one, bool(present)))
    return found
