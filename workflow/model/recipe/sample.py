"""Keep the hand-tagged sample of the period's prose without its text, and put the text back.

`period_sample.tsv` says of each token how long it is, its part of speech, whether it opens a
sentence, and how its lemma comes from its form. With the texts (`../shared/corpora`) that makes
CoNLL-U again; without them it can be neither read nor measured, and nothing of the texts is in it
but what is left of a lemma when the form is taken away.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from convert import Sentence
from period import read_passages as read_paragraphs

from dissent.components.lemmatizer import shared_start
from dissent.reading.plain_text import decode, paragraphs_of_text

HEAD = (
    "# Per passage: name, sha256 of its text, file below the folder of the corpora.",
    "# Per token: space before it, letters, part of speech, S at the start of a sentence, lemma (=",
    "# form, _ form in lower case, n+x its first n letters and x, n-x those in lower case).",
)


class SampleTextError(ValueError):
    """Say which passage of the sample is not in the text that it should be in."""


@dataclass(frozen=True)
class Passage:
    """A tagged paragraph without its words: where it stands, and the rows of its tokens."""

    name: str
    file: str
    sha256: str
    rows: tuple[tuple[str, ...], ...]


def without_text(sentences: Iterable[Sentence], file: str, name: str) -> Passage:
    """Take the words out of a tagged paragraph.

    Args:
        sentences: the paragraph's sentences.
        file: where its text stands, relative to the folder of the corpora.
        name: the passage's name.

    Returns:
        The passage.
    """
    rows = []
    space = False
    text = ""
    for sentence in sentences:
        for place, word in enumerate(sentence.words):
            opens = "S" if place == 0 else "_"
            lemma = _lemma_from(word.form, word.lemma)
            rows.append((str(int(space)), str(len(word.form)), word.upos, opens, lemma))
            text += " " * space + word.form
            space = word.space_after
    return Passage(name, file, _sha256(text), tuple(rows))


def with_text(passage: Passage, corpora: Path) -> list[str]:
    """Put the words back.

    Args:
        passage: the passage.
        corpora: the folder of the corpora.

    Returns:
        Lines of CoNLL-U.

    Raises:
        SampleTextError: if the paragraph is not in its file any more.
    """
    path = corpora / passage.file
    paragraph = _paragraphs(path).get(passage.sha256)
    if paragraph is None:
        raise SampleTextError(f"{path} has no longer the paragraph of passage {passage.name}.")
    lines = [f"# newpar id = {passage.name}"]
    number = at = 0
    for place, (space, letters, upos, opens, lemma) in enumerate(passage.rows):
        at += int(space)
        form = paragraph[at : at + int(letters)]
        at += int(letters)
        if opens == "S":
            lines += [""] * (number > 0)
            number = 0
        number += 1
        following = passage.rows[place + 1 : place + 2]
        misc = "SpaceAfter=No" if following and following[0][0] == "0" else "_"
        columns = [str(number), form, _lemma_to(form, lemma), upos, *"_____", misc]
        lines.append("\t".join(columns))
    return [*lines, ""]


def write_passages(passages: Iterable[Passage], path: Path) -> None:
    """Write passages without text."""
    lines = [*HEAD]
    for passage in passages:
        lines += ["", f"# {passage.name} {passage.sha256} {passage.file}"]
        lines += [" ".join(row) for row in passage.rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_passages(path: Path) -> Iterator[Passage]:
    """Read what `write_passages` wrote."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")[1:]
    for head, *rows in (block.strip("\n").split("\n") for block in blocks):
        name, sha256, file = head.removeprefix("# ").split(" ", 2)
        yield Passage(name, file, sha256, tuple(tuple(row.split(" ")) for row in rows))


@cache
def _paragraphs(path: Path) -> dict[str, str]:
    """Read a text once, however many passages are from it: sha256 → paragraph."""
    text = decode(path.read_bytes(), encoding="utf-8", name=str(path))
    return {_sha256(paragraph.text): paragraph.text for paragraph in paragraphs_of_text(text)}


def _lemma_from(form: str, lemma: str) -> str:
    if lemma == form:
        return "="
    if lemma == form.lower():
        return "_"
    both = {"+": _rest(form, lemma), "-": _rest(form.lower(), lemma)}
    sign = min(both, key=lambda sign: (len(both[sign][1]), sign))
    kept, rest = both[sign]
    return f"{kept}{sign}{rest}"


def _lemma_to(form: str, how: str) -> str:
    if how in "=_":
        return form if how == "=" else form.lower()
    sign = next(letter for letter in how if not letter.isdigit())
    kept, rest = how.split(sign, 1)
    return (form if sign == "+" else form.lower())[: int(kept)] + rest


def _rest(form: str, lemma: str) -> tuple[int, str]:
    """Give how many letters the lemma shares with the form, and what follows them."""
    kept = shared_start(form, lemma)
    return kept, lemma[kept:]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def tagged_passages(file: Path) -> Iterator[Passage]:
    """Read a tagged text and take its words out.

    Args:
        file: CoNLL-U, with `# newpar id = NAME` and `# file = FILE` before each paragraph.

    Returns:
        Its passages.
    """
    comments = file.read_text(encoding="utf-8").splitlines()
    names = [line.partition(" = ")[2] for line in comments if line.startswith("# newpar id = ")]
    sources = [line.partition(" = ")[2] for line in comments if line.startswith("# file = ")]
    for name, source, passage in zip(names, sources, read_paragraphs(file), strict=True):
        yield without_text(passage, source, name)


def main() -> None:
    """Read the command line; write one CoNLL-U file per text, or the sample without text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sample", type=Path, help="period_sample.tsv")
    parser.add_argument("--corpora", required=True, type=Path, help="the folder of the texts")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--output", type=Path, help="the folder for CoNLL-U files")
    way.add_argument(
        "--tagged", nargs="+", type=Path, help="CoNLL-U files to take the words out of"
    )
    settings = parser.parse_args()
    if settings.tagged:
        tagged = (passage for file in settings.tagged for passage in tagged_passages(file))
        write_passages(tagged, settings.sample)
        return
    files: dict[str, list[str]] = {}
    for passage in read_passages(settings.sample):
        text = passage.name.rpartition("-")[0]
        lines = files.setdefault(text, [f"# newdoc id = {text}"])
        lines += with_text(passage, settings.corpora)
    settings.output.mkdir(parents=True, exist_ok=True)
    for text, lines in files.items():
        (settings.output / f"{text}.conllu").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
