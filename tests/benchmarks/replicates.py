"""Time the intervals of 10 documents by 40 categories, 2,000 replicates each.

    .venv/bin/python -m tests.benchmarks.replicates                         (some seconds)

For documents of three lengths it prints the seconds for all intervals, how many of the 400 are from
the bootstrap (the others have too few hits for it), and the seconds for the bare block bootstrap
beside the obvious loop, one replicate after the other. The aim is 2 seconds.
"""

import time
from collections.abc import Callable

import numpy as np

from dissent.statistics.intervals import rate_interval, resampled
from dissent.statistics.resampling import block_bootstrap, block_length

DOCUMENTS, CATEGORIES, REPLICATES = 10, 40, 2_000
SEGMENT_WORDS = 100
LENGTHS = (3_000, 10_000, 40_000)  # words
HITS_PER_SEGMENT, CLUMPING = 0.5, 2.0


def main() -> None:
    """Make the documents, time them, print the table."""
    print(f"{DOCUMENTS} documents by {CATEGORIES} categories, {REPLICATES:,} replicates")
    print(f"{'words':>8}{'intervals':>11}{'from bootstrap':>16}{'bootstrap':>11}   in a loop")
    rng = np.random.default_rng(1921)
    for length in LENGTHS:
        documents = [_document(rng, length // SEGMENT_WORDS) for _ in range(DOCUMENTS)]
        from_bootstrap = sum(resampled(h.sum(axis=0), len(h)).sum() for h, _ in documents)
        seconds = (
            _seconds(documents, lambda h, w: rate_interval(h, w, replicates=REPLICATES, rng=rng)),
            _seconds(documents, lambda h, w: block_bootstrap(h, w, replicates=REPLICATES, rng=rng)),
            _seconds(documents, lambda h, w: _in_a_loop(h, w, rng)),
        )
        print(
            f"{length:>8,}{seconds[0]:>10.2f}s{from_bootstrap:>16}{seconds[1]:>10.2f}s"
            f"{seconds[2]:>11.2f}s",
            flush=True,
        )


def _document(rng: np.random.Generator, segments: int) -> tuple[np.ndarray, np.ndarray]:
    """Clumped hits (segments, categories) and words (segments,)."""
    concentration = HITS_PER_SEGMENT / (CLUMPING - 1)
    hits = rng.negative_binomial(concentration, 1 / CLUMPING, size=(segments, CATEGORIES))
    return hits, np.full(segments, SEGMENT_WORDS)


def _in_a_loop(hits: np.ndarray, words: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same block bootstrap as one would write it first."""
    segments, length = len(words), block_length(len(words))
    rates = np.empty((REPLICATES, hits.shape[1]))
    for replicate in range(REPLICATES):
        drawn: list[int] = []
        while len(drawn) < segments:
            begin = int(rng.integers(segments))
            drawn += [place % segments for place in range(begin, begin + length)]
        own = drawn[:segments]
        rates[replicate] = hits[own].sum(axis=0) / words[own].sum()
    return rates


def _seconds(
    documents: list[tuple[np.ndarray, np.ndarray]],
    work: Callable[[np.ndarray, np.ndarray], object],
) -> float:
    began = time.perf_counter()
    for hits, words in documents:
        work(hits, words)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
