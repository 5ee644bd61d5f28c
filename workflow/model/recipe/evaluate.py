"""Measure how right and how fast a pipeline is on raw text, as `spacy benchmark accuracy` does.

The pipeline gets plain text and cuts its own tokens. A word that it cuts otherwise than the
treebank counts as wrong, so the figures are those of use, not of given tokens.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.training import Corpus
from thinc.api import NumpyOps, set_current_ops

# The names of the figures here, and spaCy's names for them.
FIGURES = {
    "token_acc": "token_acc",
    "upos": "pos_acc",
    "xpos": "tag_acc",
    "lemma": "lemma_acc",
    "morph": "morph_acc",
    "sentence_f": "sents_f",
    "sentence_p": "sents_p",
    "sentence_r": "sents_r",
}
SPEED_RUNS = 3


def evaluate(model: Path, tests: dict[str, Path], *, counts: Path | None = None) -> dict[str, Any]:
    """Measure a pipeline on some test files.

    Args:
        model: the folder of the pipeline.
        tests: name of a test file → its `.spacy` file.
        counts: what `convert.py` reported on the training files, to be kept beside the figures.

    Returns:
        Accuracies per test file as shares of one, the size in bytes, tokens per second on one
        thread, and the model's name and version.
    """
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(model)
    return {
        "model": f"{nlp.lang}_{nlp.meta['name']}",
        "version": nlp.meta["version"],
        "spacy": spacy_version,
        "trained_on": json.loads(counts.read_text(encoding="utf-8")) if counts else None,
        "tests": {name: accuracy(nlp, path) for name, path in tests.items()},
        "size_bytes": sum(f.stat().st_size for f in model.rglob("*") if f.is_file()),
        "tokens_per_second": speed(nlp, list(tests.values())),
    }


def accuracy(nlp: Language, path: Path) -> dict[str, float]:
    """Score a pipeline on one `.spacy` file.

    Args:
        nlp: the pipeline.
        path: annotated documents.

    Returns:
        The figures, each rounded to four places, with the number of sentences and words.
    """
    examples = list(Corpus(path)(nlp))
    scores = nlp.evaluate(examples)
    return {
        "sentences": sum(len(list(example.reference.sents)) for example in examples),
        "words": sum(len(example.reference) for example in examples),
        **{ours: round(scores[theirs], 4) for ours, theirs in FIGURES.items()},
    }


def speed(nlp: Language, paths: list[Path]) -> int:
    """Time the annotation of plain texts.

    Args:
        nlp: the pipeline.
        paths: `.spacy` files whose texts are annotated.

    Returns:
        Tokens per second of the fastest of three runs, to the nearest thousand.
    """
    blank = spacy.blank("en")
    texts = [example.reference.text for path in paths for example in Corpus(path)(blank)]
    rates = []
    for _ in range(SPEED_RUNS):
        started = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        rates.append(tokens / (time.perf_counter() - started))
    return int(round(max(rates), -3))


def main() -> None:
    """Read the command line, measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="the folder of the pipeline")
    parser.add_argument("--test", action="append", nargs=2, metavar=("NAME", "FILE"), required=True)
    parser.add_argument("--counts", type=Path, help="counts of the training files, from convert.py")
    parser.add_argument("--output", required=True, type=Path, help="the JSON file to write")
    settings = parser.parse_args()
    tests = {name: Path(file) for name, file in settings.test}
    figures = evaluate(settings.model, tests, counts=settings.counts)
    settings.output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
