"""Measure how right and how fast a pipeline is on raw text, as `spacy benchmark accuracy` does.

The pipeline gets plain text and cuts its own tokens. A word that it cuts otherwise than the
treebank seldom counts as right, so the figures are those of use, not of given tokens.

With `--test` it measures test files of `convert.py`, speed and size; with `--sample` the sample of
the period's prose that was tagged by hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from accuracy import (
    Figures,
    by_class,
    by_document,
    by_familiarity,
    confusion,
    figures,
    intervals,
)
from identity import pipeline_digest
from period import measure_sample
from scoring import Piece, annotate
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from speed import ROUNDS, load_seconds, measure_speed, read_texts, size_bytes
from thinc.api import NumpyOps, set_current_ops

NAMES = ("upos", "xpos", "lemma", "lemma_any_case", "morph")
NUMBERS = re.compile(r"\[(\n[\s\d.,-]+)\]")
WITH_INTERVALS = ("upos", "xpos", "lemma", "sentence")


def evaluate(
    model: Path,
    tests: dict[str, Path],
    *,
    train: Path | None = None,
    counts: Path | None = None,
    yardstick: Path | None = None,
    benchmark: Path | None = None,
    rounds: int = ROUNDS,
) -> dict[str, Any]:
    """Measure a pipeline on some test files.

    Args:
        model: the folder of the pipeline.
        tests: name of a test file → its `.spacy` file.
        train: the training `.spacy` file, to tell words that training met from the others.
        counts: what `convert.py` reported on the training files, to be kept beside the figures.
        yardstick: the folder of the pipeline whose speed is the measure.
        benchmark: Snakemake's record of the training, with its seconds.
        rounds: how often the texts are annotated for the speed.

    Returns:
        The model's name, version and digest, the figures of each test file and of all together,
        speed, seconds to load and bytes on disk.
    """
    nlp = load(model)
    pieces = {name: annotate(nlp, read_docs(nlp, path)) for name, path in tests.items()}
    known = known_words(train) if train else None
    together = [piece for test in pieces.values() for piece in test]
    return {
        **identity(nlp, model),
        "training_minutes": training_minutes(benchmark) if benchmark else None,
        "trained_on": json.loads(counts.read_text(encoding="utf-8")) if counts else None,
        "tests": {name: file_figures(test, name) for name, test in pieces.items()},
        "familiarity": {
            name: by_familiarity(test, known, NAMES) if known is not None else None
            for name, test in pieces.items()
        },
        "classes": by_class(together),
        "confusion": confusion(together),
        "speed": measure_speed(model, yardstick, read_texts([*tests.values()]), rounds=rounds),
        "load_seconds": load_seconds(model),
        "size_bytes": size_bytes(model),
    }


def evaluate_sample(
    model: Path, files: Sequence[Path], *, train: Path | None = None, passes: Path | None = None
) -> dict[str, Any]:
    """Measure a pipeline on the sample of the period's prose.

    Args:
        model: the folder of the pipeline.
        files: the sample's CoNLL-U files.
        train: the training `.spacy` file, to tell words that training met from the others.
        passes: a JSON file with the agreement of two passes of tagging, to be kept beside.

    Returns:
        The model's name, version and digest, and the figures of `measure_sample`.
    """
    nlp = load(model)
    return {
        **identity(nlp, model),
        **measure_sample(nlp, files, known=known_words(train) if train else None),
        "passes": json.loads(passes.read_text(encoding="utf-8")) if passes else None,
    }


def load(model: Path) -> Language:
    """Load a pipeline to work with numpy's own matrix product, as the workflow may."""
    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(model)


def identity(nlp: Language, model: Path) -> dict[str, str]:
    """Say which pipeline it is, and which spaCy ran it."""
    return {
        "model": f"{nlp.lang}_{nlp.meta['name']}",
        "version": nlp.meta["version"],
        "digest": pipeline_digest(model),
        "spacy": spacy_version,
    }


def read_docs(nlp: Language, path: Path) -> list[spacy.tokens.Doc]:
    """Read the documents of a `.spacy` file with a pipeline's vocabulary."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def known_words(train: Path) -> frozenset[str]:
    """List the lower-cased words of the training file."""
    docs = DocBin().from_disk(train).get_docs(Vocab())
    return frozenset(token.text.lower() for doc in docs for token in doc)


def training_minutes(benchmark: Path) -> int:
    """Read how many minutes training took from what Snakemake wrote down."""
    with benchmark.open(encoding="utf-8", newline="") as lines:
        [row] = csv.DictReader(lines, delimiter="\t")
    return round(float(row["s"]) / 60)


def file_figures(pieces: Sequence[Piece], name: str) -> dict[str, Any]:
    """Work out the figures of one test file.

    Args:
        pieces: its pieces, all of one treebank.
        name: its name, which seeds the resampling.

    Returns:
        The figures of all its text, with intervals from resampled documents; and those of each
        genre and part of speech.
    """
    genres = sorted({piece.genre for piece in pieces})
    return {
        "treebank": pieces[0].treebank,
        **_with_documents(pieces),
        "intervals": intervals(by_document(pieces), WITH_INTERVALS, seed_name=name),
        "genres": {
            genre: _with_documents([piece for piece in pieces if piece.genre == genre])
            for genre in genres
        },
        "classes": by_class(pieces),
    }


def _with_documents(pieces: Sequence[Piece]) -> Figures:
    return {"documents": len(by_document(pieces)), **figures(pieces, NAMES)}


def as_json(measured: dict[str, Any]) -> str:
    """Write figures as JSON that can be read, a list of numbers on one line."""
    text = json.dumps(measured, indent=2, ensure_ascii=False) + "\n"
    return NUMBERS.sub(lambda found: f"[{' '.join(found[1].split())}]", text)


def main() -> None:
    """Read the command line, measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="the folder of the pipeline")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--test", action="append", nargs=2, metavar=("NAME", "FILE"))
    what.add_argument("--sample", nargs="+", type=Path, metavar="FILE", help="CoNLL-U files")
    parser.add_argument("--train", type=Path, help="the training .spacy file: the known words")
    parser.add_argument("--counts", type=Path, help="counts of the training files, from convert.py")
    parser.add_argument("--yardstick", type=Path, help="a pipeline to compare the speed with")
    parser.add_argument("--benchmark", type=Path, help="Snakemake's benchmark of the training")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of timing")
    parser.add_argument("--passes", type=Path, help="JSON: agreement of two passes of tagging")
    parser.add_argument("--output", required=True, type=Path, help="the JSON file to write")
    settings = parser.parse_args()
    if settings.sample:
        measured = evaluate_sample(
            settings.model, settings.sample, train=settings.train, passes=settings.passes
        )
    else:
        measured = evaluate(
            settings.model,
            {name: Path(file) for name, file in settings.test},
            train=settings.train,
            counts=settings.counts,
            yardstick=settings.yardstick,
            benchmark=settings.benchmark,
            rounds=settings.rounds,
        )
    settings.output.write_text(as_json(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
