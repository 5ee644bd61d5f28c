"""Do the intervals cover what they promise, and does the contrast test raise as many false alarms?

Simulates texts whose truth is known and writes what came of them to coverage.md. The same seed
gives the same file, to the last digit:

    .venv/bin/python docs/coverage.py            about ten minutes
    .venv/bin/python docs/coverage.py --quick    a few seconds; too few to judge by, only printed
"""

import argparse
import itertools
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse, special

from dissent.comparison.similarity_spaces import Spaces, measures_of
from dissent.comparison.similarity_uncertainty import interval_ends
from dissent.statistics import (
    contrasts,
    diversity,
    groups,
    intervals,
    jackknife,
    keyness,
    permutation,
    resampling,
    significance,
    trends,
)
from dissent.statistics.stretches import Stretches, Text, spread
from dissent.tokens import segment_sizes

SEED = 1917
SEGMENT = 100
LEVEL = 0.95
CLUMPING = (1.5, 2.5, 4.0)
WORDS = (600, 1_500, 4_000, 10_000, 40_000)
RATES = (2, 5, 15)
FEW_WORDS = (600, 3_000, 10_000, 40_000)
FEW_HITS = (0.1, 0.25, 0.5, 1, 2, 3, 5, 10)
# Lengths that are no multiples of 100 make all segments of one text a little longer.
LENGTHS = (
    (600, 600),
    (600, 4_000),
    (649, 4_049),
    (2_051, 6_149),
    (3_567, 4_546),
    (4_000, 40_000),
    (40_000, 40_000),
)
EXPECTED = (1, 3, 5, 10, 30)
JUDGED = 10
BATCH = 100
DOCUMENTS = (20, 40, 200)
LENGTHS_VARY = (0.5, 1.0)
RATES_VARY = (0.0, 0.5, 1.0)
GROUP_HITS = (3, 30, 1_000)
UNITS = 40
GROUP_PAIRS = ((20, 20), (20, 60), (60, 60))
PAIR_HITS = (5, 30, 300)
TREND_DOCUMENTS = (20, 40, 300)
YEARS = 40
LIKENED = ((8, 20), (20, 20), (20, 60), (60, 60))
DIVERSE = (1_000, 2_000, 10_000)
SAMPLE = 200
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Effort:
    """How much is simulated."""

    texts: int
    pairs: int
    replicates: int
    corpora: int = 0


FULL = Effort(texts=4_000, pairs=4_000, replicates=400, corpora=200)
QUICK = Effort(texts=50, pairs=20, replicates=100, corpora=2)


def rng_for(*names: object) -> np.random.Generator:
    """Random numbers of one cell of a table, the same whatever else is simulated."""
    return np.random.default_rng(resampling.seed_sequence(SEED, *map(str, names)))


def varied(rate: float, texts: int, rng: np.random.Generator) -> Floats:
    """True rates per 1,000 words, within 30 % of the nominal one: (texts,)."""
    return rate * rng.uniform(0.7, 1.3, texts)


def segments_of(words: int) -> Counts:
    """Words of each segment of a text: (segments,)."""
    return segment_sizes(words, max(1, round(words / SEGMENT)))


def clumped(words: int, rates: Floats, phi: float, rng: np.random.Generator) -> Counts:
    """Hits of independent segments, negative binomial or Poisson (1): (segments, texts)."""
    mean = segments_of(words)[:, np.newaxis] * rates / 1_000
    if phi == 1:
        return rng.poisson(mean).astype(np.int64)
    return rng.negative_binomial(mean / (phi - 1), 1 / phi).astype(np.int64)


def passages(words: int, rates: Floats, rng: np.random.Generator) -> Counts:
    """Hits whose density stays the same over two segments on average: (segments, texts)."""
    sizes = segments_of(words)
    density = rng.gamma(1, 1, (sizes.size, rates.size))
    for earlier, later in itertools.pairwise(density):
        same = rng.random(rates.size) < 0.5
        later[same] = earlier[same]
    return rng.poisson(density * rates * sizes[:, np.newaxis] / 1_000).astype(np.int64)


def score(hits: Counts, words: int, *, level: float) -> tuple[Floats, Floats]:
    """Wilson's interval of a rate: all rates from which the hits are not too far by Rao's score."""
    half = special.ndtri((1 + level) / 2) ** 2 / 2
    reach = np.sqrt(2 * half * (hits + half / 2))
    return (hits + half - reach) / words, (hits + half + reach) / words


def misses(
    hits: Counts, words: int, rates: Floats, replicates: int, rng: np.random.Generator
) -> Floats:
    """How often the true rate per 1,000 words lies below and above an interval: (3, 2).

    Our interval, the exact and the score interval of independent words.
    """
    total, sizes = hits.sum(axis=0), segments_of(words)
    parts = [
        intervals.rate_interval(part, sizes, replicates=replicates, level=LEVEL, rng=rng)[1:]
        for part in np.array_split(hits, -(-hits.shape[1] // BATCH), axis=1)
    ]
    exact = intervals.exact_rate(total, words, level=LEVEL)
    ends = np.concatenate(parts, axis=1), exact, score(total, words, level=LEVEL)
    true = rates / 1_000
    return np.array([[np.mean(true < low), np.mean(true > high)] for low, high in ends])


def coverage(
    hits: Counts, words: int, rates: Floats, replicates: int, rng: np.random.Generator
) -> Floats:
    """Coverage of our interval, of the exact and of the score interval: (3,)."""
    return np.asarray(1 - misses(hits, words, rates, replicates, rng).sum(axis=1))


def coverage_cells(effort: Effort) -> Iterator[tuple[int, float, float, Floats]]:
    """Words, rate, clumping, and the coverage of the three intervals, cell by cell."""
    for words, rate, phi in itertools.product(WORDS, RATES, (1.0, *CLUMPING)):
        rng = rng_for("coverage", words, rate, phi)
        rates = varied(rate, effort.texts, rng)
        hits = clumped(words, rates, phi, rng)
        yield words, rate, phi, coverage(hits, words, rates, effort.replicates, rng)


def few_cells(effort: Effort) -> Iterator[tuple[int, float, float, Floats]]:
    """Words, hits expected, clumping, and the misses of the three intervals."""
    for words, expected, phi in itertools.product(FEW_WORDS, FEW_HITS, (1.0, *CLUMPING)):
        rng = rng_for("few", words, expected, phi)
        rates = np.full(effort.texts, expected / words * 1_000)
        hits = clumped(words, rates, phi, rng)
        yield words, expected, phi, misses(hits, words, rates, effort.replicates, rng)


def passage_cells(effort: Effort) -> Iterator[tuple[int, float, Floats]]:
    """Words, rate and coverage where passages run over several segments."""
    for words, rate in itertools.product(WORDS, RATES):
        rng = rng_for("passages", words, rate)
        rates = varied(rate, effort.texts, rng)
        hits = passages(words, rates, rng)
        yield words, rate, coverage(hits, words, rates, effort.replicates, rng)


def closed_form(hits_a: Counts, hits_b: Counts, words: tuple[int, int]) -> Floats:
    """p of the closed form, which compares the documents of large corpora: (texts,)."""
    sides = []
    for hits, length in zip((hits_a, hits_b), words, strict=True):
        sizes = segments_of(length)
        phi = resampling.block_overdispersion(hits, sizes)
        total = hits.sum(axis=0)
        sides.append((total, sizes.sum(), phi, resampling.block_freedom(len(hits), total)))
    (*side_a, freedom_a), (*side_b, freedom_b) = sides
    return contrasts.rate_ratio(*side_a, *side_b, freedom_a=freedom_a, freedom_b=freedom_b)[3]


def independent(hits_a: Counts, hits_b: Counts, words: tuple[int, int]) -> Floats:
    """p of the four-cell G2, which takes words as independent: (texts,)."""
    g2 = keyness.log_likelihood(hits_a.sum(axis=0), hits_b.sum(axis=0), *words)
    return significance.p_value(g2)


def alarms(
    words: tuple[int, int],
    rate: float,
    phi: tuple[float, float] | None,
    effort: Effort,
    *,
    ratio: float = 1.0,
) -> Floats:
    """Share of pairs called different at 5 %: by permutation, closed form and G2.

    The fourth is the share of the permutation's intervals in which the true ratio lies. Without
    a phi, passages run over several segments.
    """
    rng = rng_for("alarms", words, rate, phi, ratio)
    found = np.zeros(4)
    for start in range(0, effort.pairs, BATCH):
        rates = varied(rate, min(BATCH, effort.pairs - start), rng)
        if phi is None:
            hits_a, hits_b = (passages(length, rates, rng) for length in words)
        else:
            hits_a = clumped(words[0], ratio * rates, phi[0], rng)
            hits_b = clumped(words[1], rates, phi[1], rng)
        _, low, high, p = permutation.permutation_contrast(
            hits_a,
            segments_of(words[0]),
            hits_b,
            segments_of(words[1]),
            replicates=effort.replicates,
            level=LEVEL,
            rng=rng,
        )
        # without a hit on either side there is no contrast, no alarm, and nothing is left out
        tests = [p, closed_form(hits_a, hits_b, words), independent(hits_a, hits_b, words)]
        inside = ~((ratio < low) | (high < ratio))
        found += [*(np.sum(values < 1 - LEVEL) for values in tests), np.sum(inside)]
    return found / effort.pairs


def alarm_cells(
    effort: Effort,
) -> Iterator[tuple[tuple[int, int], int, float, Floats, float]]:
    """Lengths, hits expected in the shorter text, clumping, alarms, and coverage at ratio 2."""
    for words, expected, phi in itertools.product(LENGTHS, EXPECTED, CLUMPING):
        rate, both = expected / min(words) * 1_000, (phi, phi)
        fewer = replace(effort, pairs=effort.pairs // 3)
        doubled = alarms(words, rate, both, fewer, ratio=2.0)
        yield words, expected, phi, alarms(words, rate, both, effort), float(doubled[3])


def other_cells(
    effort: Effort, phi: tuple[float, float] | None
) -> Iterator[tuple[tuple[int, int], Floats]]:
    """Lengths and false alarms where the segments are not what the test takes them for."""
    for words in LENGTHS:
        yield words, alarms(words, EXPECTED[-1] / min(words) * 1_000, phi, effort)


def power_cells(effort: Effort) -> Iterator[tuple[float, float, int, float]]:
    """Rate, clumping, the least words that are called enough, and the power for a ratio of 2."""
    other = WORDS[-1]
    for rate, phi in itertools.product(RATES, CLUMPING):
        lengths = np.arange(SEGMENT, 3 * other, SEGMENT)
        enough = intervals.enough_text(lengths, rate * other / 1_000, other, overdispersion=phi)
        words = int(lengths[np.argmax(enough)])
        fewer = replace(effort, pairs=effort.pairs // 3)
        seen = alarms((words, other), rate, (phi, phi), fewer, ratio=2.0)
        yield rate, phi, words, float(seen[0])


def kind(
    documents: int, vary: float, differ: float, hits: float, rng: np.random.Generator
) -> tuple[Counts, Floats, float]:
    """Hits (documents, units) and words of documents of one kind, and its rate per word.

    Lengths are log-normal with this sigma, the documents' own rates have this coefficient of
    variation, and so many hits are expected in all.
    """
    words = np.maximum(rng.lognormal(8, vary, documents).round(), 100)
    rate = hits / words.sum()
    own = np.full((documents, UNITS), rate)
    if differ:
        own *= rng.gamma(differ**-2, differ**2, own.shape)
    return rng.poisson(words[:, np.newaxis] * own).astype(np.int64), words, float(rate)


def resampled_documents(
    hits: Counts, words: Floats, replicates: int, rng: np.random.Generator
) -> Floats:
    """Percentiles of the rates of documents drawn anew: (2, units)."""
    even = np.full(len(words), 1 / len(words))
    drawn = rng.multinomial(len(words), even, size=replicates).astype(np.float64)
    rates = (drawn @ hits.astype(np.float64)) / (drawn @ words)[:, np.newaxis]
    return np.asarray(np.quantile(rates, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0))


def group_cells(effort: Effort) -> Iterator[tuple[int, float, float, float, Floats]]:
    """Documents, how they vary, hits expected, coverage of our interval and of percentiles."""
    settings = itertools.product(DOCUMENTS, LENGTHS_VARY, RATES_VARY, GROUP_HITS)
    for documents, vary, differ, expected in settings:
        rng = rng_for("groups", documents, vary, differ, expected)
        found = np.zeros(2)
        for _ in range(effort.corpora // 2):
            hits, words, rate = kind(documents, vary, differ, expected, rng)
            _, low, high = groups.group_rate(hits, words, level=LEVEL)
            drawn = resampled_documents(hits, words, effort.replicates, rng)
            found += [
                np.mean((below <= rate) & (rate <= above)) for below, above in ((low, high), drawn)
            ]
        yield documents, vary, differ, expected, found / (effort.corpora // 2)


def group_alarm_cells(effort: Effort) -> Iterator[tuple[tuple[int, int], float, float, float]]:
    """Documents of two groups of one kind, how they differ, hits, and how often p is below 5 %."""
    for pair, differ, expected in itertools.product(GROUP_PAIRS, RATES_VARY, PAIR_HITS):
        rng = rng_for("group pairs", pair, differ, expected)
        alarm = 0.0
        for _ in range(effort.corpora):
            hits, words, _ = kind(sum(pair), 0.7, differ, expected * sum(pair) / min(pair), rng)
            sides = []
            for part in (slice(None, pair[0]), slice(pair[0], None)):
                phi = groups.document_overdispersion(hits[part], words[part], level=LEVEL)
                sides.append((hits[part].sum(axis=0), words[part].sum(), phi))
            alarm += np.mean(contrasts.rate_ratio(*sides[0], *sides[1])[3] < 1 - LEVEL)
        yield pair, differ, expected, alarm / effort.corpora


def trend_cells(effort: Effort) -> Iterator[tuple[int, str, float]]:
    """Documents, course of the rate, and the share of points at which it lies in the band."""
    courses = {
        "level": lambda years: np.ones_like(years),
        "rising": lambda years: 0.4 + 1.2 * years / YEARS,
    }
    for documents, (name, course) in itertools.product(TREND_DOCUMENTS, courses.items()):
        rng = rng_for("trends", documents, name)
        inside = []
        for _ in range(effort.corpora):
            moments = rng.uniform(0, YEARS, documents)
            words = np.maximum(rng.lognormal(8, 0.7, documents).round(), 100)
            own = 0.004 * course(moments) * rng.gamma(4, 1 / 4, documents)
            hits = rng.poisson(words * own)[:, np.newaxis]
            dates = {"earliest": np.floor(moments), "latest": np.floor(moments) + 1}
            bandwidth = float(trends.choose_bandwidth(hits, words, **dates)[0])
            grid = trends.time_grid(**dates, points=9)
            trend = trends.smoothed_trend(
                hits, words, **dates, grid=grid, bandwidth=bandwidth, level=LEVEL
            )
            true = 0.004 * course(grid)[:, np.newaxis]
            inside.append(((trend.low <= true) & (true <= trend.high))[~np.isnan(trend.rate)])
        yield documents, name, float(np.mean(np.concatenate(inside)))


def passages_of_words(
    segments: int, taste: Floats, together: int, rng: np.random.Generator
) -> sparse.csr_array:
    """Words of each segment; so many neighbours speak of the same: (segments, types)."""
    shares = rng.dirichlet(100 * taste, -(-segments // together)).repeat(together, axis=0)
    return sparse.csr_array(rng.multinomial(SEGMENT, shares[:segments]))


def likeness_cells(effort: Effort) -> Iterator[tuple[tuple[int, int], int, dict[str, float]]]:
    """Segments of two documents, segments that belong together, coverage of each measure.

    Of 400 types, the first 100 make the style, and 60 of the rarer ones the twelve categories of
    the themes; two more documents of 40 segments are in the corpus.
    """
    columns = {"lemmas": slice(0, 400), "most_frequent": slice(400, 500), "themes": slice(500, 512)}
    for pair, together in itertools.product(LIKENED, (1, 5)):
        rng = rng_for("likeness", pair, together)
        tastes = np.exp(0.5 * rng.standard_normal((4, 400))) / np.arange(1, 401)
        tastes /= tastes.sum(axis=1, keepdims=True)
        lengths = (*pair, 40, 40)
        found: dict[str, list[tuple[float, float, float]]] = {}
        for _ in range(effort.corpora):
            lemmas = sparse.vstack(
                [
                    passages_of_words(length, taste, together, rng)
                    for length, taste in zip(lengths, tastes, strict=True)
                ]
            ).toarray()
            themes = lemmas[:, 20:80].reshape(-1, 12, 5).sum(axis=2)
            parts = [lemmas, lemmas[:, :100], themes, lemmas.sum(axis=1, keepdims=True)]
            spaces = Spaces(
                counts=sparse.csr_array(np.hstack(parts).astype(np.float64)),
                first_segment=np.cumsum([0, *lengths]),
                lemmas=[],
                columns=columns,
            )
            totals = spaces.totals
            measures = measures_of(spaces, totals)
            values = {measure.name: measure.all_pairs(totals) for measure in measures}
            lows, highs = interval_ends(spaces, totals, measures, values, level=LEVEL)
            for name in values:
                ends = values[name][0, 1], lows[name][0, 1], highs[name][0, 1]
                found.setdefault(name, []).append(ends)
        coverages = {}
        for name, rows in found.items():
            value, low, high = np.array(rows).T
            true = value.mean()
            coverages[name] = float(np.mean((low <= true) & (true <= high)))
        yield pair, together, coverages


def texts_of_words(words: int, passage: int, texts: int, rng: np.random.Generator) -> Stretches:
    """Texts whose passages of this length have a fifth of their words from a tenth as many types.

    The others are drawn from 500 types by Zipf's law.
    """
    shape = (texts, words // passage, passage)
    common = rng.zipf(1.4, shape) % 500
    few = passage // 10
    own = 500 + few * rng.integers(0, 99, (*shape[:2], 1)) + rng.integers(0, few, shape)
    codes = np.where(rng.random(shape) < 0.2, own, common).reshape(-1)
    starts = np.arange(texts) * words
    return Stretches(Text.of(codes), starts, starts + words)


def diversity_cells(effort: Effort) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Words of a text and of a passage, and the coverage of each measure of diversity."""
    for words, passage in itertools.product(DIVERSE, (50, 500)):
        rng = rng_for("diversity", words, passage)
        texts = texts_of_words(words, passage, effort.corpora, rng)
        deviations, freedom = jackknife.deviations(
            texts,
            window=diversity.WINDOW,
            threshold=diversity.THRESHOLD,
            sample=diversity.SAMPLE,
        )
        coverages = {
            name: within_reach(diversity.measured(texts, name), deviation, freedom)
            for name, deviation in deviations.items()
        }
        number = texts.words // SAMPLE
        starts, owner = spread(texts.starts, number, step=SAMPLE)
        samples = Stretches(texts.text, starts, starts + SAMPLE)
        blocks = jackknife.blocks_of_samples(texts, number, length=SAMPLE)
        ratios = diversity.measured(samples, "ttr")
        coverages["ttr"] = within_reach(
            np.bincount(owner, weights=ratios) / number,
            jackknife.mean_deviation(ratios, blocks),
            blocks.freedom,
        )
        yield words, passage, coverages


def within_reach(values: Floats, deviation: Floats, freedom: Counts) -> float:
    """Share of the intervals by Student's t in which the mean of all values lies."""
    reach = special.stdtrit(freedom, (1 + LEVEL) / 2) * deviation
    return float(np.mean(np.abs(values - values.mean()) <= reach))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown."""
    lines = [head, ["---:"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def share(value: float) -> str:
    """A share in per cent."""
    return f"{100 * value:.1f}"


def span(values: Sequence[float]) -> str:
    """The smallest and the largest of some shares."""
    return f"{share(min(values))} to {share(max(values))} %"


def paragraph(text: str) -> list[str]:
    """A paragraph in lines of a hundred characters."""
    return [textwrap.fill(" ".join(text.split()), 100, break_on_hyphens=False), ""]


def coverage_section(effort: Effort) -> list[str]:
    """How often the intervals of a rate cover it."""
    cells = {(words, rate, phi): found for words, rate, phi, found in coverage_cells(effort)}
    levels = (1.0, *CLUMPING)
    ours, exact = (
        [found[place] for (_, _, phi), found in cells.items() if phi > 1] for place in (0, 1)
    )
    lines = [
        "## Intervals of a rate",
        "",
        *paragraph(f"""
            A text of at least {intervals.BOOTSTRAP_SEGMENTS} segments of about {SEGMENT} words and
            {intervals.BOOTSTRAP_HITS} hits has a bootstrap interval: blocks of neighbouring
            segments are drawn anew, and the quantiles of the rates so found are corrected for
            skewness (BCa) and for the small number of blocks. Fewer say too little about how hits
            clump; there the negative binomial likelihood is averaged over all degrees of clumping,
            with a prior that is the same for every text. A block has as many segments as the cube
            root of their number."""),
        *paragraph(f"""
            Simulated are {effort.texts:,} texts per cell. Hits are negative binomial in each
            segment, with 1.5, 2.5 or 4 times the variance of independent hits (Poisson); the column
            headed 1 shows what becomes of texts that do not clump at all. Rates are per 1,000
            words. With few hits the coverage of any interval swings up and down as the rate
            changes, because hits are whole numbers; so each text has its own true rate, within
            30 % of the nominal one, and the tables show the mean over these."""),
        *paragraph(f"""
            In the clumped cells ours covers {span(ours)}, the exact interval of independent words
            {span(exact)}."""),
    ]
    titles = (
        "Ours (`theme_rates.low`, `theme_rates.high`)",
        "Independent words, exact (Garwood 1936)",
        "Independent words, score (Wilson 1927)",
    )
    for place, title in enumerate(titles):
        head = ["words", "rate", "hits expected", *(f"{phi:g}" for phi in levels)]
        rows = []
        for words, rate in itertools.product(WORDS, RATES):
            shares = [share(cells[words, rate, phi][place]) for phi in levels]
            rows.append([f"{words:,}", f"{rate}", f"{rate * words / 1_000:g}", *shares])
        lines += [f"### {title}", "", *table(head, rows)]
    return lines


def few_section(effort: Effort) -> list[str]:
    """On which side they miss it where few hits are expected."""
    cells = {(words, hits, phi): found for words, hits, phi, found in few_cells(effort)}
    levels = (1.0, *CLUMPING)
    rows = []
    for words, expected in itertools.product(FEW_WORDS, FEW_HITS):
        sides = [
            f"{share(below)} + {share(above)}"
            for place in (0, 1)
            for below, above in (cells[words, expected, phi][place] for phi in levels)
        ]
        rows.append([f"{words:,}", f"{expected:g}", *sides])
    ours, exact, plain, plain_exact = (
        [1 - found[place].sum() for (_, _, phi), found in cells.items() if (phi > 1) == clumps]
        for clumps, place in ((True, 0), (True, 1), (False, 0), (False, 1))
    )
    slightly = [
        1 - found[1].sum() for (_, hits, phi), found in cells.items() if phi == 1.5 and hits <= 3
    ]
    below, above = ([found[0][side] for found in cells.values()] for side in (0, 1))
    return [
        "### Few hits, and on which side the truth is missed",
        "",
        *paragraph("""
            Here all texts of a cell have the same true rate, so that nothing of the swings is
            smoothed away. The first number is the share of the texts in which the true rate lies
            below the interval, the second in which it lies above, both in per cent: 2.5 + 2.5 in an
            interval of 95 % with equal tails."""),
        *paragraph(f"""
            The tails are not equal. Up to three hits expected, the true rate is never above the
            interval, ours or the exact one, because even a text without hits does not rule it out;
            so both cover too often where hits are very few, which no interval that is nowhere too
            narrow can help. Ours misses {span(below)} below and {span(above)} above. It covers
            {span(ours)} where hits clump, the exact interval of independent words
            {span(exact)}."""),
        *paragraph(f"""
            Which is better? Where hits come one by one (columns 1), the exact interval: it covers
            {span(plain_exact)}; ours, {span(plain)}, is wider, for one hit in 4,000 words
            {one_hit()[0]} hits instead of {one_hit()[1]}. Where they clump by 1.5 and up to three
            are expected, the exact one still covers {share(min(slightly))} % or more. With more
            clumping, or more hits that clump, ours is the better one: it covers
            {share(min(ours))} % or more throughout, the exact one misses ever more often, on both
            sides."""),
        *table(
            [
                *("words", "hits expected"),
                *(f"{name} {phi:g}" for name in ("ours", "exact") for phi in levels),
            ],
            rows,
        ),
    ]


def one_hit() -> list[str]:
    """Our interval and the exact one, in hits, of one hit in 4,000 words."""
    words = 4_000
    hits = np.zeros((words // SEGMENT, 1), dtype=np.int64)
    hits[0] = 1
    rng = rng_for("one hit")
    ours = intervals.rate_interval(hits, segments_of(words), level=LEVEL, rng=rng)[1:]
    exact = intervals.exact_rate(1, words, level=LEVEL)
    return [
        f"{words * float(np.squeeze(low)):.2g} to {words * float(np.squeeze(high)):.1f}"
        for low, high in (ours, exact)
    ]


def passage_section(effort: Effort) -> list[str]:
    """How often they cover it where clumps run over several segments."""
    rows = [
        [f"{words:,}", f"{rate}", *map(share, found)]
        for words, rate, found in passage_cells(effort)
    ]
    return [
        "### Where passages run over several segments",
        "",
        *paragraph("""
            The density of hits varies strongly and stays the same from one segment to the next in
            half of all cases, so it varies three times as much over a long text as single segments
            show. The blocks notice most of this, but not all."""),
        *table(["words", "rate", "ours", "exact", "score"], rows),
    ]


def contrast_section(effort: Effort) -> list[str]:
    """How often the contrast test calls two texts different that are not."""
    cells = list(alarm_cells(effort))
    judged = [found[0] for _, expected, _, found, _ in cells if expected >= JUDGED]
    fewer = {
        expected: [found[0] for _, hits, _, found, _ in cells if hits == expected]
        for expected in EXPECTED
        if expected < JUDGED
    }
    closed, g2 = ([found[place] for _, _, _, found, _ in cells] for place in (1, 2))
    twice = [(doubled, hits) for _, hits, _, _, doubled in cells]
    enough = [value for value, hits in twice if hits >= JUDGED]
    scarce = [value for value, hits in twice if hits < JUDGED]
    rows = []
    for words, expected, phi, found, doubled in cells:
        lengths = [f"{length:,}" for length in words]
        rows.append([*lengths, f"{expected}", f"{phi:g}", *map(share, found[:3]), share(doubled)])
    head = ["words", "other", "hits expected", "clumping", "permutation", "t", "G2", "covers 2"]
    return [
        "## Contrasts of two texts",
        "",
        *paragraph(f"""
            {effort.pairs:,} pairs per cell, both with the same rate and the same clumping. The hits
            expected are those in the shorter text. `permutation` is the test of `theme_contrasts`:
            blocks of segments are dealt out anew between the two texts. `t` is the closed form that
            stands in for it where a document has fewer than six segments or the corpus more than 30
            documents. G2 takes words as independent. In some pairs the segments of one text are
            longer than those of the other, as they are where lengths are no multiples of 100
            words. A pair without a hit counts as called equal."""),
        *paragraph(f"""
            At 5 % the permutation test calls {span(judged)} of equal texts different where at least
            {JUDGED} hits are expected in the shorter one;
            {"; ".join(f"with {hits} it calls {span(found)}" for hits, found in fewer.items())}:
            so few hits can be dealt out in so few ways that often nothing can be found. The closed
            form calls {span(closed)} different, and G2 {span(g2)}. The last column is the
            coverage of the 95 % interval of the ratio where the first text speaks of the theme
            twice as often: {span(enough)} from {JUDGED} hits on, {span(scarce)} with fewer."""),
        *table(head, rows),
    ]


def other_section(effort: Effort) -> list[str]:
    """How often it does so where the segments are not what it takes them for."""
    unequal, running = (
        [
            [*(f"{length:,}" for length in words), *map(share, found[:3])]
            for words, found in other_cells(effort, phi)
        ]
        for phi in ((CLUMPING[-1], CLUMPING[0]), None)
    )
    head = ["words", "other", "permutation", "t", "G2"]
    return [
        "### Where the two texts clump differently",
        "",
        *paragraph(f"""
            The first text has {CLUMPING[-1]:g} times the variance of independent hits, the second
            {CLUMPING[0]:g} times; {EXPECTED[-1]} hits are expected in the shorter one. A
            permutation test takes it that both clump alike; where the shorter text clumps more it
            raises too many alarms, because few segments cannot show by how much."""),
        *table(head, unequal),
        "### Where passages run over several segments, in contrasts",
        "",
        *paragraph(f"""
            Both texts as in the table of such passages above; {EXPECTED[-1]} hits are expected in
            the shorter one. Short texts have too few blocks to notice."""),
        *table(head, running),
    ]


def power_section(effort: Effort) -> list[str]:
    """Whether texts that are called long enough are."""
    cells = list(power_cells(effort))
    rows = [
        [f"{rate}", f"{phi:g}", f"{words:,}", share(power)] for rate, phi, words, power in cells
    ]
    return [
        "## Enough text",
        "",
        *paragraph(f"""
            The shortest text, in hundreds of words, that `enough_text` calls long enough beside
            {WORDS[-1]:,} words of other text, and how often the permutation test at 5 % then finds
            a rate twice as high. 80 % is promised; {span([power for *_, power in cells])} is what
            is found."""),
        *table(["rate", "clumping", "words", "found"], rows),
    ]


def group_section(effort: Effort) -> list[str]:
    """Intervals of groups of documents, and their contrasts."""
    cells = {tuple(setting): found for *setting, found in group_cells(effort)}
    rows = []
    for documents, vary, differ in itertools.product(DOCUMENTS, LENGTHS_VARY, RATES_VARY):
        found = [cells[documents, vary, differ, expected] for expected in GROUP_HITS]
        shares = [share(one[place]) for place in (0, 1) for one in found]
        rows.append([f"{documents}", f"{vary:g}", f"{differ:g}", *shares])
    ours, percentiles = ([found[place] for found in cells.values()] for place in (0, 1))
    pairs = {
        (sides, differ, hits): alarm for sides, differ, hits, alarm in group_alarm_cells(effort)
    }
    called = [
        [f"{one}", f"{other}", f"{differ:g}"]
        + [share(pairs[(one, other), differ, hits]) for hits in PAIR_HITS]
        for (one, other), differ in itertools.product(GROUP_PAIRS, RATES_VARY)
    ]
    few, more = (
        [alarm for (_, _, hits), alarm in pairs.items() if (hits >= JUDGED) == enough]
        for enough in (False, True)
    )
    head = [
        *("documents", "lengths vary", "rates vary"),
        *(f"{name} {hits:,}" for name in ("ours", "percentiles") for hits in GROUP_HITS),
    ]
    return [
        "## Groups of documents judged as wholes",
        "",
        *paragraph(f"""
            {effort.corpora // 2:,} times {UNITS} groups per cell. Lengths are log-normal with this
            sigma; the documents' own rates have this coefficient of variation; the columns say how
            many hits are expected in the whole group. Ours (`theme_groups` with enough documents)
            covers {span(ours)} in these {len(cells)} settings, percentiles of a bootstrap of
            documents {span(percentiles)}."""),
        *table(head, rows),
        "### Contrasts of two groups of one kind",
        "",
        *paragraph(f"""
            Called different at 5 % are {span(more)} of the pairs of groups, {span(few)} where
            {PAIR_HITS[0]} hits are expected in the smaller group. The columns say how many."""),
        *table(["documents", "other", "rates vary", *(f"{hits}" for hits in PAIR_HITS)], called),
    ]


def trend_section(effort: Effort) -> list[str]:
    """How often the band of a trend covers it."""
    cells = {(documents, name): found for documents, name, found in trend_cells(effort)}
    head = ["documents", "level", "rising"]
    rows = [
        [f"{documents}", *(share(cells[documents, name]) for name in head[1:])]
        for documents in TREND_DOCUMENTS
    ]
    return [
        "## Trends",
        "",
        *paragraph(f"""
            {effort.corpora:,} corpora per cell, of {YEARS} years, dated to the year, four hits
            expected in 1,000 words; documents' own rates have a coefficient of variation of 0.5.
            The rate stays, or grows evenly to four times what it was. The share of nine points of
            the line at which the true rate lies in the 95 % band:"""),
        *table(head, rows),
    ]


def likeness_section(effort: Effort) -> list[str]:
    """How often intervals of similarities cover the mean of such texts."""
    cells = list(likeness_cells(effort))
    names = list(cells[0][2])
    rows = [
        [*map(str, pair), str(together), *(share(found[name]) for name in names)]
        for pair, together, found in cells
    ]
    alone, running = (
        [
            value
            for _, together, found in cells
            if (together == 1) == single
            for value in found.values()
        ]
        for single in (True, False)
    )
    return [
        "## Similarities",
        "",
        *paragraph(f"""
            {effort.corpora:,} corpora per cell, of four simulated documents each with its own taste
            in 400 types; each passage has its own taste again, drawn anew for every segment (1) or
            for every five (5). The intervals of `similarity` cover the mean of the pair's values in
            {span(alone)} of the corpora where segments are passages, in {span(running)} where
            passages run over five segments."""),
        *table(["segments", "other", "passage", *(f"`{name}`" for name in names)], rows),
    ]


def diversity_section(effort: Effort) -> list[str]:
    """How often intervals of lexical diversity cover the mean of such texts."""
    cells = list(diversity_cells(effort))
    names = list(cells[0][2])
    rows = [
        [f"{words:,}", f"{passage}", *(share(found[name]) for name in names)]
        for words, passage, found in cells
    ]
    short, long = (
        [value for _, of, found in cells if of == passage for value in found.values()]
        for passage in (50, 500)
    )
    head = [f"`{name}`" for name in names[:-1]] + [f"`ttr` of {SAMPLE} words"]
    return [
        "## Lexical diversity",
        "",
        *paragraph(f"""
            {effort.corpora:,} texts per cell, of passages of 50 or of 500 words that have their own
            favourite words; blocks have about 200 to 500. The intervals of `diversity` cover the
            mean of such texts in {span(short)} of them where passages have 50 words, in
            {span(long)} where they have 500. The last column is the mean of samples, all
            others are of whole texts."""),
        *table(["words", "passage", *head], rows),
    ]


def report(effort: Effort) -> str:
    """The text of coverage.md."""
    lines = [
        "# What the intervals and tests are worth",
        "",
        "<!-- Written by docs/coverage.py. -->",
        "",
        *paragraph("""
            Texts are simulated whose true rates are known, and the very functions that make the
            tables are applied to them. An interval of 95 % should cover the truth in 95 % of the
            texts, neither less nor much more; a test at 5 % should call 5 % of the pairs different
            that are not. Words in texts come in clumps, and what takes them as independent fails
            at this."""),
        *coverage_section(effort),
        *few_section(effort),
        *passage_section(effort),
        *contrast_section(effort),
        *other_section(effort),
        *power_section(effort),
        *group_section(effort),
        *trend_section(effort),
        *likeness_section(effort),
        *diversity_section(effort),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Simulate, and write or print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few seconds; prints only")
    if parser.parse_args().quick:
        print(report(QUICK))
    else:
        target = Path(__file__).with_suffix(".md")
        target.write_text(report(FULL), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
