"""Do the intervals cover what they promise, and does the contrast test raise as many false alarms?

Simulates texts whose truth is known and writes what came of them to coverage.md. The same seed
gives the same file, to the last digit:

    .venv/bin/python docs/coverage.py            some minutes
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

from dissent.statistics import contrasts, intervals, keyness, permutation, resampling, significance

SEED = 1917
SEGMENT = 100
LEVEL = 0.95
CLUMPING = (1.5, 2.5, 4.0)
WORDS = (600, 1_500, 4_000, 10_000, 40_000)
RATES = (2, 5, 15)
LENGTHS = ((600, 600), (600, 4_000), (4_000, 4_000), (4_000, 40_000), (40_000, 40_000))
EXPECTED = (5, 10, 30)
JUDGED = 10
BATCH = 50
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Effort:
    """How much is simulated."""

    texts: int
    pairs: int
    replicates: int


FULL = Effort(texts=4_000, pairs=6_000, replicates=600)
QUICK = Effort(texts=200, pairs=50, replicates=200)


def rng_for(*names: object) -> np.random.Generator:
    """Random numbers of one cell of a table, the same whatever else is simulated."""
    return np.random.default_rng(resampling.seed_sequence(SEED, *map(str, names)))


def varied(rate: float, texts: int, rng: np.random.Generator) -> Floats:
    """True rates per 1,000 words, within 30 % of the nominal one: (texts,)."""
    return rate * rng.uniform(0.7, 1.3, texts)


def clumped(words: int, rates: Floats, phi: float, rng: np.random.Generator) -> Counts:
    """Hits of independent negative binomial segments: (segments, texts)."""
    mean = np.broadcast_to(rates * SEGMENT / 1_000, (words // SEGMENT, rates.size))
    return rng.negative_binomial(mean / (phi - 1), 1 / phi).astype(np.int64)


def passages(words: int, rates: Floats, rng: np.random.Generator) -> Counts:
    """Hits whose density stays the same over two segments on average: (segments, texts)."""
    density = rng.gamma(1, 1, (words // SEGMENT, rates.size))
    for earlier, later in itertools.pairwise(density):
        same = rng.random(rates.size) < 0.5
        later[same] = earlier[same]
    return rng.poisson(density * rates * SEGMENT / 1_000).astype(np.int64)


def covered(low: Floats, high: Floats, rates: Floats) -> float:
    """Share of the intervals, per word, in which the true rate per 1,000 words lies."""
    return float(np.mean((low * 1_000 <= rates) & (rates <= high * 1_000)))


def coverage(hits: Counts, rates: Floats, replicates: int, rng: np.random.Generator) -> Floats:
    """Coverage of our interval, of the exact and of the score interval of independent words."""
    sizes = np.full(len(hits), SEGMENT)
    total, words = hits.sum(axis=0), int(sizes.sum())
    parts = [
        intervals.rate_interval(part, sizes, replicates=replicates, level=LEVEL, rng=rng)[1:]
        for part in np.array_split(hits, -(-hits.shape[1] // BATCH), axis=1)
    ]
    low, high = np.concatenate(parts, axis=1)
    exact = intervals.exact_rate(total, words, level=LEVEL)
    score = intervals.score_rate(total, words, level=LEVEL)
    ends = ((low, high), exact, score)
    return np.array([covered(lower, upper, rates) for lower, upper in ends])


def coverage_cells(effort: Effort) -> Iterator[tuple[int, float, float, Floats]]:
    """Words, rate, clumping, and the coverage of the three intervals, cell by cell."""
    for words, rate, phi in itertools.product(WORDS, RATES, (1.0, *CLUMPING)):
        rng = rng_for("coverage", words, rate, phi)
        rates = varied(rate, effort.texts, rng)
        if phi == 1:
            hits = rng.poisson(rates * SEGMENT / 1_000, (words // SEGMENT, rates.size))
        else:
            hits = clumped(words, rates, phi, rng)
        yield words, rate, phi, coverage(hits, rates, effort.replicates, rng)


def passage_cells(effort: Effort) -> Iterator[tuple[int, float, Floats]]:
    """Words, rate and coverage where passages run over several segments."""
    for words, rate in itertools.product(WORDS, RATES):
        rng = rng_for("passages", words, rate)
        rates = varied(rate, effort.texts, rng)
        yield words, rate, coverage(passages(words, rates, rng), rates, effort.replicates, rng)


def closed_form(hits_a: Counts, hits_b: Counts) -> Floats:
    """p of the closed form, which compares the documents of large corpora: (texts,)."""
    sides = []
    for hits in (hits_a, hits_b):
        sizes = np.full(len(hits), SEGMENT)
        phi = resampling.block_overdispersion(hits, sizes)
        total = hits.sum(axis=0)
        sides.append((total, sizes.sum(), phi, resampling.block_freedom(len(hits), total)))
    (*side_a, freedom_a), (*side_b, freedom_b) = sides
    return contrasts.rate_ratio(*side_a, *side_b, freedom_a=freedom_a, freedom_b=freedom_b)[3]


def independent(hits_a: Counts, hits_b: Counts) -> Floats:
    """p of the four-cell G2, which takes words as independent: (texts,)."""
    counts, words = (hits_a.sum(axis=0), hits_b.sum(axis=0)), (len(hits_a), len(hits_b))
    g2 = keyness.log_likelihood(*counts, words[0] * SEGMENT, words[1] * SEGMENT)
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
            np.full(len(hits_a), SEGMENT),
            hits_b,
            np.full(len(hits_b), SEGMENT),
            replicates=effort.replicates,
            level=LEVEL,
            rng=rng,
        )
        # without a hit on either side there is no contrast, and no alarm
        tests = [p, closed_form(hits_a, hits_b), independent(hits_a, hits_b)]
        inside = (low <= ratio) & (ratio <= high)
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
    fewer = [found[0] for _, expected, _, found, _ in cells if expected < JUDGED]
    closed, g2 = ([found[place] for _, _, _, found, _ in cells] for place in (1, 2))
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
            documents. G2 takes words as independent."""),
        *paragraph(f"""
            At 5 % the permutation test calls {span(judged)} of equal texts different where at least
            {JUDGED} hits are expected in the shorter one. With {EXPECTED[0]} it calls
            {span(fewer)}: so few hits can be dealt out in so few ways that often nothing can be
            found. The closed form calls {span(closed)} different, the fewer the shorter the texts,
            and G2 {span(g2)}. The last column is the coverage of the 95 % interval of the ratio
            where one text speaks of the theme twice as often."""),
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
        *passage_section(effort),
        *contrast_section(effort),
        *other_section(effort),
        *power_section(effort),
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
