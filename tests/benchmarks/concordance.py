"""Time `dissent concordance` on ten million tokens, from the shell's prompt to its first lines.

    .venv/bin/python -m tests.benchmarks.concordance          (a minute, 300 MB of disk)

Each query runs as a command of its own, start of Python included. Processor time stands beside the
clock's, since it depends less on what else the machine is doing. The goal is two seconds on one
core for a word.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from tests.benchmarks.made_corpus import make_corpus

from dissent.measuring import measure_documents
from dissent.tagged import open_corpus
from dissent.tokens import write_parquet

DISSENT = Path(sys.executable).parent / "dissent"
RANKS = {"the most frequent word": 0, "a frequent word": 50, "a rare word": 5000}
REPEATS = 3
GOAL_SECONDS = 2.0


def main() -> None:
    """Make the corpus, ask it questions, print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokens", type=int, default=10_000_000)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--shards", type=int, default=25)
    parser.add_argument("--folder", type=Path, help="keep the corpus there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if not (folder / "results").exists():
            make_corpus(
                folder,
                documents=options.documents,
                tokens=options.tokens,
                shards=options.shards,
                seed=1921,
            )
        measure(folder)
        words = words_of(folder)
        first, second = list(words.values())[:2]
        queries = {
            **words,
            "the same, sorted by the words to the left": (*first, "--sort", "left"),
            "two words": (f"{second[0]} {first[0]}",),
            "a wildcard": ("bureaucra*",),
            "CQL": (f'[lemma="{second[0]}"] []{{0,2}} [pos="NOUN"]',),
            "a word that does not occur": ("unheardof",),
        }
        print(f"{'query':<44}{'first line':>11}{'all':>7}{'processor':>11}   seconds")
        for name, query in queries.items():
            ran = [command(folder, *query) for _ in range(REPEATS)]
            first_line, all_lines, processor = (min(column) for column in zip(*ran, strict=True))
            print(f"{name:<44}{first_line:>11.2f}{all_lines:>7.2f}{processor:>11.2f}", flush=True)
    print(f"goal: {GOAL_SECONDS:.0f} s to the first line for a word")


def measure(folder: Path) -> None:
    """Write the documents' measures, without which a run is not finished, where they are missing.

    Parameters
    ----------
    folder
        The project.
    """
    for shard in open_corpus(folder).shards:
        if not shard.measures.exists():
            write_parquet(measure_documents(shard.table(), segment_words=100), shard.measures)


def words_of(folder: Path) -> dict[str, tuple[str, ...]]:
    """Choose words by how often they stand in the first shard.

    Parameters
    ----------
    folder
        The project.

    Returns
    -------
    dict of str to tuple of str
        By what they are, each as arguments of the command.
    """
    table = next(open_corpus(folder).tables())
    counts = np.bincount(table.code, minlength=len(table.lexicon)) * table.lexicon.is_word
    order = np.argsort(-counts, kind="stable")
    return {name: (str(table.lexicon.lemma[order[rank]]),) for name, rank in RANKS.items()}


def command(folder: Path, *arguments: str) -> tuple[float, float, float]:
    """Run one query in a process of its own.

    Parameters
    ----------
    folder
        The project.
    *arguments
        The query and its options.

    Returns
    -------
    first_line, all_lines, processor : float
        Seconds until the first line is there, until the command ends, and of the processor.
    """
    before = os.times()
    began = time.perf_counter()
    process = subprocess.Popen(
        [DISSENT, "concordance", *arguments, "--directory", folder], stdout=subprocess.PIPE
    )
    if process.stdout is None or not process.stdout.readline():
        raise SystemExit(f"dissent concordance {' '.join(arguments)} printed nothing")
    first_line = time.perf_counter() - began
    process.communicate()
    all_lines = time.perf_counter() - began
    after = os.times()
    used = after.children_user - before.children_user
    return first_line, all_lines, used + after.children_system - before.children_system


if __name__ == "__main__":
    main()
