"""Do the intervals of precision, recall and corrected rates cover what they promise?

Simulates corpora whose truth is known, draws coding sheets from them as `dissent validate sheet`
does, codes them, and writes what came of it into validation.md. The same seed gives the same file:

    .venv/bin/python docs/validation_coverage.py            some minutes
    .venv/bin/python docs/validation_coverage.py --quick    a few seconds; only printed
"""

import argparse
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.statistics import intervals, resampling
from dissent.themes.files import Theme
from dissent.validation.coding import NO, YES, Coding
from dissent.validation.correction import PER_WORDS, Correction
from dissent.validation.design import draw
from dissent.validation.estimates import Answered, Unit
from dissent.validation.folder import CodedSheet
from dissent.validation.frame import HIT, NEAR, PLAIN, STRATA, Frame
from dissent.validation.key import KeyLine, key_of

SEED = 1917
SEGMENT, SENTENCE = 100, 22
WORDS = np.array([5_000, 10_000, 20_000])
RATES = np.array([2.0, 4.0, 8.0])
RULE_SHARES = np.array([0.6, 0.25, 0.1, 0.05])
RULE_LEANING = np.array([0.02, 0.0, -0.06, -0.12])
"""How much more precise each rule is than the theme; weighted by the shares these add up to 0."""
CLUMPING = 2.0
NEAR_SHARE = 0.2
MORE_HITS = 0.3
"""A sentence with hits has 1 + 0.3 of them on average."""
LINES = (30, 60, 200)
TRUTHS = ((0.9, 0.05, 0.002), (0.8, 0.1, 0.005), (0.6, 0.2, 0.02))
START, END = "<!-- written by docs/validation_coverage.py: -->", "<!-- end -->"
TARGET = Path(__file__).parent / "validation.md"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """What is true: the shares of hits, near misses and plain sentences that speak of the theme."""

    shares: tuple[float, float, float]
    lines: int
    coders: int = 1
    leaning: float = 0.0
    """Standard deviation of how much more often than others a coder says yes."""
    uneven: float = 0.0
    """How much the precision of the first document lies below, that of the last above the mean."""


def made_frame(world: World, rng: np.random.Generator) -> tuple[Frame, pd.DataFrame, Floats]:
    """A corpus: its sentences, the table of its rates, and what is true of each sentence."""
    rows, rates, hits = [], [], []
    for doc, (words, rate) in enumerate(zip(WORDS, RATES, strict=True)):
        segments = np.full(words // SEGMENT, SEGMENT)
        mean = rate * SEGMENT / PER_WORDS
        found = rng.negative_binomial(mean / (CLUMPING - 1), 1 / CLUMPING, len(segments))
        value, low, high = intervals.rate_interval(
            found[:, np.newaxis], segments, replicates=400, rng=rng
        )
        total = int(found.sum())
        sentences = words // SENTENCE
        with_hit = min(total, round(total / (1 + MORE_HITS)))
        of_sentence = np.zeros(sentences, dtype=np.int64)
        of_sentence[:with_hit] = 1
        if with_hit:
            np.add.at(of_sentence, rng.integers(with_hit, size=total - with_hit), 1)
        near = np.arange(sentences) < with_hit + round((sentences - with_hit) * NEAR_SHARE)
        rows.append(pd.DataFrame({
            "doc_id": f"d{doc}", "doc": doc, "words": SENTENCE, "hits": of_sentence,
            "stratum": np.where(of_sentence > 0, HIT, np.where(near, NEAR, PLAIN)),
        }))  # fmt: skip
        rates.append(
            (f"d{doc}", "t", total, words, *(float(e[0]) * PER_WORDS for e in (value, low, high)))
        )
    table = pd.concat(rows, ignore_index=True)
    place = np.flatnonzero(table["hits"] > 0)
    rule = rng.choice(len(RULE_SHARES), size=len(place), p=RULE_SHARES)
    hits = pd.DataFrame({
        "place": place, "rule_id": [f"t.c.r{n}" for n in rule], "category": "c",
        "hits": table["hits"].to_numpy()[place],
    })  # fmt: skip
    stratum = [STRATA.index(name) for name in table["stratum"]]
    chance = np.array(world.shares)[stratum]
    tilt = world.uneven * (table["doc"].to_numpy()[place] - 1)
    chance[place] += RULE_LEANING[rule] + tilt
    theme = Theme("t", "T", "", "", ("c",), ())
    columns = ["doc_id", "theme", "hits", "words", "rate", "low", "high"]
    frame = Frame(theme, table, hits, (), "")
    return frame, pd.DataFrame(rates, columns=columns), rng.random(len(table)) < chance


def coded(
    frame: Frame, true: npt.NDArray[np.bool_], world: World, rng: np.random.Generator
) -> Answered:
    """Draw a sheet and code it."""
    drawn = draw(frame, lines=world.lines, rng=rng)
    of_sentence = {p: {r: n} for p, r, n in frame.hits[["place", "rule_id", "hits"]].to_numpy()}
    strata = frame.sentences["stratum"].to_numpy()[drawn.place]
    lines = [
        KeyLine(str(place), "", 1, 1, 1, stratum, float(chance), of_sentence.get(place, {}))
        for place, stratum, chance in zip(
            drawn.place.tolist(), strata, drawn.probability, strict=True
        )
    ]
    key = key_of(frame, lines, sheet=1, seed=0)
    codings = []
    for coder in range(world.coders):
        # leaning one way, a coder takes some of the noes for yeses; the other way, the reverse
        lean = rng.normal(0, world.leaning) if world.leaning else 0.0
        turned = rng.random(len(lines)) < abs(lean)
        says = np.where(turned, lean > 0, true[drawn.place])
        sheet = CodedSheet(Path("sheet"), "t", 1, str(coder))
        answers = {one.line: YES if yes else NO for one, yes in zip(lines, says, strict=True)}
        codings.append(Coding(sheet, answers, ()))
    return Answered((key,), tuple(codings))


def seen(share: Floats, world: World) -> Floats:
    """What all possible coders would say on average of sentences of which a share is true."""
    either_way = world.leaning / np.sqrt(2 * np.pi)
    return np.asarray(share + either_way * (1 - 2 * share), dtype=np.float64)


def truths(frame: Frame, world: World) -> tuple[Floats, Floats]:
    """The documents' true rates per 1,000 words, and those of pairs of documents: (3,) each."""
    hit, near, plain = world.shares
    counts = frame.sentences.groupby(["doc", "stratum"]).size().unstack(fill_value=0)
    rates = seen(np.array([near, plain]), world)
    missed = (1 + MORE_HITS) * counts[[NEAR, PLAIN]].to_numpy() @ rates
    right = seen(hit + world.uneven * np.arange(-1, 2), world)
    true = RATES * right + missed / WORDS * PER_WORDS
    return true, np.array([true[0] / true[1], true[0] / true[2], true[1] / true[2]])


def replicate(world: World, rng: np.random.Generator) -> dict[str, Floats]:
    """Whether each interval of one simulated validation covers the truth."""
    frame, rates, true = made_frame(world, rng)
    answered = coded(frame, true, world, rng)
    strata, hits = frame.sentences["stratum"].to_numpy(), frame.sentences["hits"].to_numpy()
    correction = Correction(answered, rates)
    true_rates, true_ratios = truths(frame, world)
    contrasts = correction.contrasts(max_documents=10)
    yes = seen(true.astype(np.float64), world)
    ends = {
        "precision": (answered.precision(Unit("t")), (hits * yes).sum() / hits.sum()),
        "recall": (answered.recall(Unit("t")), yes[strata == HIT].sum() / yes.sum()),
        "rate": (correction.rates(), true_rates),
    }
    inside = {name: (one.low <= truth) & (truth <= one.high) for name, (one, truth) in ends.items()}
    low, high = contrasts["low"].to_numpy(), contrasts["high"].to_numpy()
    inside["contrast"] = (low <= true_ratios) & (true_ratios <= high)
    measured = rates[["low", "high"]].to_numpy().T
    inside["uncorrected"] = (measured[0] <= true_rates) & (true_rates <= measured[1])
    return {name: np.asarray(value, dtype=np.float64) for name, value in inside.items()}


def coverage(world: World, times: int) -> dict[str, float]:
    """Share of the intervals that cover the truth."""
    rng = np.random.default_rng(resampling.seed_sequence(SEED, repr(world)))
    found = [replicate(world, rng) for _ in range(times)]
    return {name: float(np.mean([one[name] for one in found])) for name in found[0]}


COLUMNS = ("precision", "recall", "rate", "contrast", "uncorrected")


def rows(worlds: list[World], times: int) -> Iterator[list[str]]:
    """The lines of a table."""
    for world in worlds:
        found = coverage(world, times)
        shares = (f"{share:g}" for share in world.shares)
        others = [
            str(world.lines),
            *shares,
            str(world.coders),
            f"{world.leaning:g}",
            f"{world.uneven:g}",
        ]
        yield [*others, *(f"{found[name] * 100:.1f}" for name in COLUMNS)]


def paragraph(text: str) -> list[str]:
    """A paragraph of Markdown, and the blank line after it."""
    return [textwrap.fill(" ".join(text.split()), 100, break_on_hyphens=False), ""]


def table(worlds: list[World], times: int, *, extra: int | None) -> list[str]:
    """A table in Markdown; of coders, leaning and unevenness only what differs is shown."""
    head = ["lines", "hits", "near", "plain", "coders", "leaning", "uneven", *COLUMNS]
    shown = [n for n in range(len(head)) if n < 4 or n > 6 or n == extra or (extra == 5 and n == 4)]
    lines = [head, ["---:"] * len(head), *rows(worlds, times)]
    return [*("| " + " | ".join(line[n] for n in shown) + " |" for line in lines), ""]


def summary(lines: list[str]) -> str:
    """From where to where the figures of the first table reach."""
    head, _, *cells = ([cell.strip() for cell in line.split("|")[1:-1]] for line in lines[:-1])
    found = {}
    for name in ("rate", "contrast"):
        values = sorted(float(row[head.index(name)]) for row in cells)
        found[name] = f"{values[0]:.1f} to {values[-1]:.1f} %"
    return (
        f"So the corrected rates cover {found['rate']}, and their contrasts {found['contrast']}: "
        "the lower figures where 30 or 60 lines are to say how much rules miss that miss much."
    )


def report(times: int) -> str:
    """The simulated part of validation.md."""
    plain = [World(shares, lines) for shares in TRUTHS for lines in LINES]
    middle = World(TRUTHS[1], 100)
    first = table(plain, times, extra=None)
    coders = [replace(middle, coders=n, leaning=lean) for n in (2, 3) for lean in (0.0, 0.1)]
    uneven = [replace(middle, lines=n, uneven=u) for u in (0.05, 0.1, 0.2) for n in (60, 200)]
    parts = [
        *paragraph(f"""
            Simulated are {times:,} corpora per line, of three documents of {WORDS[0]:,},
            {WORDS[1]:,} and {WORDS[2]:,} words in which the theme's hits come in clumps
            ({CLUMPING:g} times the variance of independent hits), with {RATES[0]:g}, {RATES[1]:g}
            and {RATES[2]:g} per 1,000 words, from four rules that are not equally right. `hits`,
            `near` and `plain` are the shares of the sentences of each kind that truly speak of the
            theme. The other columns say how many percent of the 95 % intervals cover the truth:
            that of the corpus for precision and recall, that of each document for the corrected
            rate and for the ratio of two of them. The last column is the interval of `theme_rates`,
            were it taken for one of
            the true rate, which it does not claim to be."""),
        *first,
        *paragraph(summary(first)),
        *paragraph("""
            With several coders, who lean towards yes or no by a standard deviation of `leaning`;
            the truth is what all possible coders would say on average."""),
        *table(coders, times, extra=5),
        *paragraph("""
            Where the precision is not the same in all documents, but lower by `uneven` in the first
            and higher by it in the last, one correction for all is right for none, and the
            intervals cover less, the more lines are coded. Look at the rules that the documents
            use, and at the cross-check, which takes something else for constant."""),
        *table(uneven, times, extra=6),
    ]
    return "\n".join(parts).rstrip()


def main() -> None:
    """Simulate, and write or print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few seconds; prints only")
    if parser.parse_args().quick:
        print(report(20))
        return
    text = TARGET.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    written = f"{before}{START}\n\n{report(300)}\n\n{END}{after}"
    TARGET.write_text(written, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
