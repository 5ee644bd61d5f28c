"""Time every step after tagging on ten million tokens, beside the same step done plainly.

    .venv/bin/python -m tests.benchmarks.ten_million            (about 5 minutes, 1 GB of disk)
    .venv/bin/python -m tests.benchmarks.ten_million --tokens 500000 --documents 50 --shards 2

Each step runs as the workflow runs it, as a command of its own, start of Python included. "Plainly"
is the obvious program with pandas and scikit-learn for the core of the same step, on one shard or
one group and multiplied; what it leaves out (intervals, evidence, corrections) is not added.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests.benchmarks import plainly
from tests.benchmarks.made_corpus import make_corpus
from threadpoolctl import threadpool_limits

from dissent.reading.paragraphs import Paragraph, Region
from dissent.settings import REPOSITORY
from dissent.themes.files import theme_files
from dissent.tokens import TokenTable, read_tokens

DISSENT = Path(sys.executable).parent / "dissent"
TAGGED_TOKENS = 200_000
MEGABYTE = 1024
PER_SHARD = {
    "match": "--tokens {tokens} --lexicon {lexicon} --hits {hits}"
    " --collocates {collocates} {themes}",
    "count": "--tokens {tokens} --lexicon {lexicon} --counts {counts} --sequences {sequences}"
    " --measures {measures} --diversity {diversity}",
}
KINDS = (
    "tokens", "lexicon", "hits", "counts", "sequences", "measures", "diversity", "collocates",
)  # fmt: skip


def main() -> None:
    """Make the corpus, run the steps, print the table."""
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
        run(folder, tokens=options.tokens)


def run(folder: Path, *, tokens: int) -> None:
    """Time every step on a made corpus and print each beside its plain form.

    Parameters
    ----------
    folder
        The project.
    tokens
        Of the whole corpus.
    """
    data = folder / "results" / "data"
    shards = sorted(path.stem for path in (data / "tokens").glob("*.parquet"))
    themes = " ".join(map(str, theme_files(("config/themes",), folder=REPOSITORY)))
    for kind in KINDS:
        (data / kind).mkdir(exist_ok=True)
    table, sample = plainly.read(data, shards[0]), len(shards)
    plain: dict[str, Callable[[], float]] = {
        "match": lambda: sample * (plainly.match(table) + plainly.collocate(table)),
        "count": lambda: sample * plainly.count(table),
        "compare": lambda: sample * plainly.compare(table),
    }
    print(f"{'step':<12}{'seconds':>9}{'peak MB':>9}   plainly, seconds")
    total = 0.0
    for step, pattern in PER_SHARD.items():
        seconds, peak = 0.0, 0.0
        for shard in shards:
            files = {kind: data / kind / f"{shard}.parquet" for kind in KINDS}
            took, used = command(step, *pattern.format(**files, themes=themes).split())
            seconds, peak = seconds + took, max(peak, used)
        total += seconds
        print(f"{step:<12}{seconds:>9.1f}{peak:>9.0f}   {plain[step]():.0f}", flush=True)
    arguments = f"--data {data} --catalogue {folder / 'corpus/documents.csv'} --tables"
    # Before and after, since machines are not equally fast all the time.
    before = seconds_to_tag(data, shards[0], tokens=tokens)
    took, used = command("compare", *arguments.split(), str(folder / "results/tables"),
                         *themes.split())  # fmt: skip
    tagging = (before + seconds_to_tag(data, shards[0], tokens=tokens)) / 2
    print(f"{'compare':<12}{took:>9.1f}{used:>9.0f}   {plain['compare']():.0f}", flush=True)
    print(f"{'together':<12}{total + took:>9.1f}")
    print(f"tagging these documents: {tagging:.0f} s on one core, by a sample of them")
    print(f"all tables take {took / tagging:.1%} of it, all steps {(total + took) / tagging:.1%}")


def command(step: str, *arguments: str) -> tuple[float, float]:
    """Run one step in a process of its own.

    Parameters
    ----------
    step
        A command of dissent.
    *arguments
        Its arguments.

    Returns
    -------
    seconds, megabytes : float
        Wall-clock time, and the most memory that it held.
    """
    began = time.perf_counter()
    process = subprocess.Popen([DISSENT, step, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"dissent {step} ended with status {status}")
    return time.perf_counter() - began, usage.ru_maxrss / MEGABYTE


def seconds_to_tag(data: Path, shard: str, *, tokens: int) -> float:
    """Say how long tagging so many tokens takes on one core, from tagging some of the documents.

    Parameters
    ----------
    data
        The folder of the shards' files.
    shard
        Whose first documents are tagged anew, from their text.
    tokens
        How many.

    Returns
    -------
    float
        Seconds, start of the process not included.
    """
    from dissent.annotation import Text, annotate

    table = read_tokens(
        tokens=data / "tokens" / f"{shard}.parquet", lexicon=data / "lexicon" / f"{shard}.parquet"
    )
    texts = [
        Text(doc_id, "en", tuple(paragraphs(table, *bounds)))
        for doc_id, bounds in zip(table.documents, pairwise(table.bounds.tolist()), strict=True)
        if bounds[1] <= TAGGED_TOKENS
    ]
    with threadpool_limits(1):
        began = time.perf_counter()
        tagged = len(annotate(texts, models={"en": "en_dissent"}))
        return (time.perf_counter() - began) / tagged * tokens


def paragraphs(table: TokenTable, first: int, after: int) -> list[Paragraph]:
    """Lay out a document as it was before it was tagged.

    Parameters
    ----------
    table
        The shard.
    first, after
        The document's tokens, end excluded.

    Returns
    -------
    list of Paragraph
        All of them body text on the first page.
    """
    bounds = table.paragraph_bounds
    bounds = bounds[(first <= bounds) & (bounds <= after)].tolist()
    return [Paragraph(table.text(*each), page=1, region=Region.BODY) for each in pairwise(bounds)]


if __name__ == "__main__":
    main()
