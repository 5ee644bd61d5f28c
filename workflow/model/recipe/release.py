"""Make the pipeline that is handed out from the one that training left behind.

Takes out what only training needs: paths, strings of the training text, scores on the
development files. Checks that the lighter pipeline annotates exactly as the heavy one does.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import relations
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from dissent.components.embedding import forget_counts

IDENTITY: dict[str, Any] = {
    "lang": "en",
    "name": "dissent",
    "version": "0.2.0",
    "description": "English tagger, lemmatiser and sentence finder trained on freely licensed "
    "treebanks, with a lexicon: tok2vec, tagger, morphologizer, senter, lemmatizer.",
    "author": "The dissent project",
    "spacy_version": ">=3.8.0,<3.9.0",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "UD_English-EWT (commit 15d613d8)",
            "author": "Silveira et al. 2014 and the UD English team",
            "license": "CC BY-SA 4.0",
            "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        },
        {
            "name": "GUM, openly licensed genres (commit afb41ee)",
            "author": "Zeldes 2017 and contributors",
            "license": "annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain",
            "url": "https://doi.org/10.1007/s10579-016-9343-x",
        },
        {
            "name": "LemmInflect 0.2.3: parts of speech and lemmas of words",
            "author": "Brad Jascob, after the SPECIALIST Lexicon of the U.S. National Library of "
            "Medicine",
            "license": "MIT",
            "url": "https://github.com/bjascob/LemmInflect",
        },
        {
            "name": "spacy-lookups-data 1.0.5: clusters of words",
            "author": "Explosion",
            "license": "MIT",
            "url": "https://github.com/explosion/spacy-lookups-data",
        },
    ],
}


class ReleaseError(RuntimeError):
    """Say that the lighter pipeline is not the same."""


def release(trained: Path, check: Path, output: Path) -> None:
    """Write the pipeline that is handed out.

    Args:
        trained: the pipeline that training chose.
        check: a `.spacy` file whose texts both pipelines annotate for comparison.
        output: the folder to write; replaced if it is there.

    Raises:
        ReleaseError: if a single annotation differs.
    """
    nlp = spacy.load(trained)
    nlp.remove_pipe(relations.NAME)
    tok2vec: Any = nlp.get_pipe("tok2vec")
    forget_counts(tok2vec.model.get_ref("embed"))
    needed = needed_strings(nlp)
    for name in nlp.config["paths"]:
        nlp.config["paths"][name] = None
    nlp.config["initialize"]["before_init"] = None
    nlp.config["initialize"]["components"] = {}
    if output.exists():
        shutil.rmtree(output)
    nlp.to_disk(output)
    srsly.write_json(output / "vocab" / "strings.json", needed)
    meta = srsly.read_json(output / "meta.json")
    srsly.write_json(output / "meta.json", {**meta, **IDENTITY, "performance": {}})
    compare(spacy.load(trained), spacy.load(output), check)


def needed_strings(nlp: Language) -> list[str]:
    """List the strings that the components look up by number.

    Args:
        nlp: a pipeline with tagger and morphologizer.

    Returns:
        Labels and feature bundles, sorted, beside what a blank English pipeline holds.
    """
    strings = set(spacy.blank("en").vocab.strings)
    for name in nlp.pipe_names:
        strings.update(str(label) for label in getattr(nlp.get_pipe(name), "labels", ()))
    morphologizer: Any = nlp.get_pipe("morphologizer")
    strings.update(morphologizer.cfg["labels_morph"].values())
    return sorted(strings - {""})


def compare(heavy: Language, light: Language, check: Path) -> None:
    """Annotate some texts with both pipelines.

    Args:
        heavy: the pipeline that training left.
        light: the pipeline to hand out.
        check: a `.spacy` file.

    Raises:
        ReleaseError: if a single annotation differs.
    """
    texts = [doc.text for doc in DocBin().from_disk(check).get_docs(Vocab())]
    for old, new in zip(heavy.pipe(texts), light.pipe(texts), strict=True):
        for before, after in zip(old, new, strict=True):
            left, right = _annotations(before), _annotations(after)
            if left != right:
                raise ReleaseError(f"{before.text}: {left} became {right}.")


def _annotations(token: Any) -> tuple[str, str, str, str, bool]:
    return (token.tag_, token.pos_, token.lemma_, str(token.morph), token.is_sent_start)


def main() -> None:
    """Read the command line and write the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path, help="the pipeline that training chose")
    parser.add_argument("--check", required=True, type=Path, help="a .spacy file to compare on")
    parser.add_argument("--output", required=True, type=Path, help="folder for the pipeline")
    settings = parser.parse_args()
    release(settings.trained, settings.check, settings.output)


if __name__ == "__main__":
    main()
