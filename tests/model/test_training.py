"""The recipe from treebank to pipeline, on a treebank of a few sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

RECIPE = Path(__file__).parents[2] / "workflow" / "model" / "recipe"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

# Form, lemma, UPOS, XPOS, features, head, relation.
SENTENCES = [
    """The the DET DT Definite=Def 2 det
    workers worker NOUN NNS Number=Plur 3 nsubj
    met meet VERB VBD Tense=Past 0 root
    . . PUNCT . _ 3 punct""",
    """You you PRON PRP Person=2 2 nsubj
    left leave VERB VBD Tense=Past 0 root
    the the DET DT Definite=Def 4 det
    party party NOUN NN Number=Sing 2 obj
    ! ! PUNCT . _ 2 punct""",
    """Soldiers soldier NOUN NNS Number=Plur 2 nsubj
    voted vote VERB VBD Tense=Past 0 root
    in in ADP IN _ 4 case
    Petrograd Petrograd PROPN NNP Number=Sing 2 obl
    . . PUNCT . _ 2 punct""",
]


def run(script: str, *arguments: str | Path, threads: dict[str, str] = ONE_THREAD) -> str:
    """Run a script of the recipe and give what it says."""
    command = [sys.executable, str(RECIPE / script), *map(str, arguments)]
    free = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    ran = subprocess.run(command, capture_output=True, text=True, env=free | threads)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout + ran.stderr


def treebank(path: Path, *, document: str) -> Path:
    """Write a treebank whose three sentences come again and again."""
    lines = [f"# newdoc id = {document}"]
    for sentence in SENTENCES * 20:
        for number, row in enumerate(sentence.split("\n"), start=1):
            form, lemma, upos, xpos, features, head, relation = row.split()
            space = "SpaceAfter=No" if number == len(sentence.split("\n")) - 1 else "_"
            columns = [number, form, lemma, upos, xpos, features, head, relation, "_", space]
            lines.append("\t".join(map(str, columns)))
        lines.append("")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Convert and prepare a small treebank, with a lexicon of a few words."""
    folder = tmp_path_factory.mktemp("recipe")
    source = treebank(folder / "en_ewt-ud-train.conllu", document="weblog-made-up")
    run("convert.py", source, "--output", folder / "converted.spacy")
    run("prepare.py", folder / "converted.spacy", "--output", folder / "train.spacy")
    (folder / "lexicon.json").write_text(json.dumps({"vote": [3, 5], "party": [4, 1]}))
    (folder / "lemmas.tsv").write_text("form\ttag\tlemma\tsure\nstrove\tVBD\tstrive\t1\n")
    return folder


def train(folder: Path, output: Path, *, steps: int) -> Path:
    """Train on the small treebank, and release the pipeline."""
    run(
        "train.py", RECIPE / "config.cfg", "--train", folder / "train.spacy",
        "--dev", folder / "train.spacy", "--lexicon", folder / "lexicon.json",
        "--lemmas", folder / "lemmas.tsv", "--output", output / "training",
        "--max-steps", str(steps),
    )  # fmt: skip
    check = folder / "train.spacy"
    run("release.py", output / "training" / "model-last", "--check", check, "--output",
        output / "en_small")  # fmt: skip
    return output / "en_small"


@pytest.mark.slow
def test_a_pipeline_comes_out_that_has_learned_its_treebank(folder: Path, tmp_path: Path) -> None:
    nlp = spacy.load(train(folder, tmp_path, steps=60))
    doc = nlp("Soldiers voted in Petrograd. The workers left!")
    assert nlp.pipe_names == ["tok2vec", "tagger", "morphologizer", "senter", "lemmatizer"]
    assert [t.tag_ for t in doc] == ["NNS", "VBD", "IN", "NNP", ".", "DT", "NNS", "VBD", "."]
    assert [t.pos_ for t in doc][:4] == ["NOUN", "VERB", "ADP", "PROPN"]
    assert [t.lemma_ for t in doc][:4] == ["soldier", "vote", "in", "Petrograd"]
    assert [s.text for s in doc.sents] == ["Soldiers voted in Petrograd.", "The workers left!"]
    assert nlp.get_pipe("lemmatizer").lemma("strove", "VBD") == "strive"


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first, second = (train(folder, tmp_path / name, steps=4) for name in ("one", "two"))
    names = [file.relative_to(first) for file in sorted(first.rglob("*")) if file.is_file()]
    assert names == [f.relative_to(second) for f in sorted(second.rglob("*")) if f.is_file()]
    assert [n for n in names if (first / n).read_bytes() != (second / n).read_bytes()] == []


def test_training_refuses_to_use_several_threads(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="set OPENBLAS_NUM_THREADS and OMP_NUM_THREADS to 1"):
        run("train.py", RECIPE / "config.cfg", "--train", "x", "--dev", "x", "--lexicon", "x",
            "--lemmas", "x", "--output", tmp_path, threads={})  # fmt: skip
