"""Measure how fast pipelines are on one core, how long one loads and how large it is.

Four runners, the pipeline and a yardstick each with two libraries for matrix products, take turns
in one process, so that a busy moment of the machine touches them alike.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from one_thread import require_one_thread
from spacy.language import Language
from spacy.tokens import DocBin, Token
from spacy.vocab import Vocab
from thinc.api import NumpyOps, get_current_ops, set_current_ops

LIBRARIES = {"numpy": NumpyOps(use_blis=False), "blis": NumpyOps(use_blis=True)}
# Texts of ten sentences in one batch, about the 6,000 tokens of the workflow's batches.
BATCH_TEXTS = 40
ROUNDS = 5
LOADS = 3
COMPARED = ("tag", "pos", "lemma", "morph", "sentence_start")
LOADING = """
import sys, time
import spacy
started = time.perf_counter()
spacy.load(sys.argv[1])
print(time.perf_counter() - started)
"""


@dataclass(frozen=True)
class Texts:
    """Raw texts, and how many words (with marks) the treebanks find in them."""

    texts: tuple[str, ...]
    words: int


@dataclass(frozen=True)
class Runner:
    """A pipeline loaded to work with one matrix library."""

    name: str
    library: str
    nlp: Language

    def annotate(self, texts: Texts) -> tuple[float, list[tuple[str, ...]]]:
        """Annotate the texts once.

        Returns:
            The seconds of processor time, and the annotations of every token.
        """
        set_current_ops(LIBRARIES[self.library])
        started = time.process_time()
        docs = list(self.nlp.pipe(texts.texts, batch_size=BATCH_TEXTS))
        seconds = time.process_time() - started
        return seconds, [_annotations(token) for doc in docs for token in doc]


def read_texts(files: list[Path]) -> Texts:
    """Take the raw texts out of some `.spacy` files."""
    docs = [doc for file in files for doc in DocBin().from_disk(file).get_docs(Vocab())]
    return Texts(tuple(doc.text for doc in docs), sum(len(doc) for doc in docs))


def measure_speed(
    pipeline: Path, yardstick: Path | None, texts: Texts, *, rounds: int = ROUNDS
) -> dict[str, Any]:
    """Time the pipeline and the yardstick with each matrix library.

    Args:
        pipeline: the folder of the pipeline.
        yardstick: the folder of the pipeline it is compared with, if any.
        texts: what they annotate.
        rounds: how often each annotates all texts, after a first pass that is told apart.

    Returns:
        Under the names of the pipelines (`pipeline`, `yardstick`) and the libraries: tokens per
        second of processor time, the median of the rounds and the first pass; the ratios of the
        medians; and how many annotations of the pipeline depend on the library. What has no
        yardstick is None.

    Raises:
        ThreadsError: if more than one thread may take part in a matrix product.
    """
    require_one_thread(": the speed is that of one core.")
    before = get_current_ops()
    folders = {"pipeline": pipeline, **({"yardstick": yardstick} if yardstick else {})}
    try:
        runners = [_load(name, folders[name], lib) for name in folders for lib in LIBRARIES]
        first = {_key(runner): runner.annotate(texts) for runner in runners}
        seconds: dict[tuple[str, str], list[float]] = {_key(runner): [] for runner in runners}
        for _ in range(rounds):
            for runner in runners:
                seconds[_key(runner)].append(runner.annotate(texts)[0])
    finally:
        set_current_ops(before)
    medians = {key: statistics.median(times) for key, times in seconds.items()}
    return {
        "processor": processor(),
        "texts": len(texts.texts),
        "tokens": texts.words,
        "rounds": rounds,
        "batch_texts": BATCH_TEXTS,
        "tokens_per_second": _rates(medians, texts.words),
        "first_pass": _rates({key: ran[0] for key, ran in first.items()}, texts.words),
        "ratios": {
            f"pipeline_to_yardstick_{lib}": _ratio(medians, ("yardstick", lib), ("pipeline", lib))
            for lib in LIBRARIES
        }
        | {"numpy_to_blis": _ratio(medians, ("pipeline", "blis"), ("pipeline", "numpy"))},
        "library_differences": differences(
            *(first["pipeline", library][1] for library in LIBRARIES)
        ),
    }


def differences(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> dict[str, int]:
    """Count the annotations that two passes over the same tokens do not share.

    Args:
        left: the annotations of every token, as `COMPARED` names them.
        right: the same from the other pass.

    Returns:
        The number of tokens, and of differing annotations in all and of each kind.
    """
    by_kind = {
        kind: sum(one[place] != other[place] for one, other in zip(left, right, strict=True))
        for place, kind in enumerate(COMPARED)
    }
    return {"tokens": len(left), "annotations": sum(by_kind.values()), **by_kind}


def load_seconds(pipeline: Path, *, loads: int = LOADS) -> float:
    """Time `spacy.load` in a fresh process that has imported spaCy.

    Args:
        pipeline: the folder of the pipeline.
        loads: how many processes.

    Returns:
        The median in seconds.
    """
    command = [sys.executable, "-c", LOADING, str(pipeline)]
    ran = [
        subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(loads)
    ]
    return round(statistics.median(float(process.stdout) for process in ran), 2)


def size_bytes(pipeline: Path) -> int:
    """Add up the sizes of a pipeline's files."""
    return sum(file.stat().st_size for file in pipeline.rglob("*") if file.is_file())


def processor() -> str:
    """Name the processor, as far as the system does."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.is_file() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return next(iter(named), "") or platform.processor() or platform.machine()


def _load(name: str, folder: Path, library: str) -> Runner:
    """Load a pipeline whose layers work with one library: they keep what is set while they load."""
    set_current_ops(LIBRARIES[library])
    return Runner(name, library, spacy.load(folder))


def _key(runner: Runner) -> tuple[str, str]:
    return runner.name, runner.library


def _annotations(token: Token) -> tuple[str, ...]:
    starts = str(bool(token.is_sent_start))
    return token.tag_, token.pos_, token.lemma_, str(token.morph), starts


def _rates(seconds: dict[tuple[str, str], float], tokens: int) -> dict[str, dict[str, int] | None]:
    """Give tokens per second, to the nearest hundred, by pipeline and library."""
    return {
        name: {library: int(round(tokens / seconds[name, library], -2)) for library in LIBRARIES}
        if any(pipeline == name for pipeline, _ in seconds)
        else None
        for name in ("pipeline", "yardstick")
    }


def _ratio(
    seconds: dict[tuple[str, str], float], slower: tuple[str, str], faster: tuple[str, str]
) -> float | None:
    """Say how many times as fast the second is as the first."""
    return round(seconds[slower] / seconds[faster], 2) if slower in seconds else None
