"""Measure a pipeline on a hand-tagged sample of the period's prose, paragraph by paragraph.

The repository keeps the sample without its words (`sample.py`). What is written here holds counts
and single word forms only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from accuracy import by_class, by_familiarity, confusion, figures, intervals
from convert import Sentence, make_doc, read_sentences
from scoring import Piece, annotate
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dissent.reading import sha256_of

NAMES = ("upos", "lemma", "lemma_any_case")
MOST_PAIRS = 12
MOST_LEMMAS = 20
MOST_FORMS = 5


class SampleError(ValueError):
    """Say what is wrong with the sample."""


def measure_sample(
    nlp: Language, files: Sequence[Path], *, known: Set[str] | None = None
) -> dict[str, Any]:
    """Score a pipeline on the sample.

    Args:
        nlp: the pipeline.
        files: CoNLL-U files with part of speech, lemma and sentence breaks. `# newdoc id` names a
            text, `# newpar` begins a paragraph.
        known: the lower-cased words that training met, if they are to be told from the others.

    Returns:
        The figures of each text and of all together, the confusion of the open classes, the
        commonest mistakes, and the digests of the files.

    Raises:
        SampleError: if there is no sentence in the files.
    """
    passages = [passage for file in files for passage in read_passages(file)]
    if not passages:
        raise SampleError(f"no sentence in {', '.join(map(str, files)) or 'no file'}.")
    pieces = annotate(nlp, [passage_doc(nlp.vocab, passage) for passage in passages])
    texts: dict[str, list[Piece]] = {}
    for piece in pieces:
        texts.setdefault(piece.document, []).append(piece)
    return {
        "files": {file.name: sha256_of(file) for file in files},
        "texts": {name: _figures(text, name) for name, text in texts.items()},
        "together": _figures(pieces, "together"),
        "familiarity": by_familiarity(pieces, known, NAMES) if known is not None else None,
        "classes": by_class(pieces),
        "confusion": confusion(pieces),
        "mistakes": _mistakes(pieces),
        "mistaken_classes": mistaken_classes(pieces, most=MOST_PAIRS, forms=MOST_FORMS),
        "mistaken_lemmas": mistaken_lemmas(pieces, most=MOST_LEMMAS),
    }


def read_passages(file: Path) -> Iterator[list[Sentence]]:
    """Read the paragraphs of a CoNLL-U file.

    Args:
        file: the file.

    Returns:
        The sentences of each paragraph.

    Raises:
        SampleError: if the file begins without naming its text.
    """
    passage: list[Sentence] = []
    with file.open(encoding="utf-8") as lines:
        for sentence in read_sentences(lines, source=file.name):
            if not sentence.document:
                raise SampleError(f"{file.name} does not begin with `# newdoc id = …`.")
            if passage and sentence.opens_passage:
                yield passage
                passage = []
            passage.append(sentence)
    if passage:
        yield passage


def passage_doc(vocab: Vocab, passage: list[Sentence]) -> Doc:
    """Make one document of a paragraph, which, as in the workflow, ends without a space."""
    *before, last = passage
    ending = replace(last.words[-1], space_after=False)
    return make_doc(vocab, [*before, replace(last, words=(*last.words[:-1], ending))])


def mistaken_classes(pieces: Iterable[Piece], *, most: int, forms: int) -> list[dict[str, Any]]:
    """List the commonest confusions of two parts of speech.

    Args:
        pieces: the pieces that are put together.
        most: how many pairs.
        forms: how many word forms to name with each, the commonest first.

    Returns:
        `gold`, `found`, `count` and `forms` of each pair.
    """
    pairs: dict[tuple[str, str], Counter[str]] = {}
    for word in (word for piece in pieces for word in piece.words):
        if word.found_upos is not None and word.upos and word.found_upos != word.upos:
            pairs.setdefault((word.upos, word.found_upos), Counter())[word.form] += 1
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1].total(), pair[0]))[:most]
    return [
        {"gold": gold, "found": found, "count": seen.total(), "forms": _commonest(seen, forms)}
        for (gold, found), seen in ordered
    ]


def mistaken_lemmas(pieces: Iterable[Piece], *, most: int) -> list[dict[str, Any]]:
    """List the commonest wrong lemmas, those aside that only differ in their capitals.

    Args:
        pieces: the pieces that are put together.
        most: how many.

    Returns:
        `form`, `gold`, `found` and `count` of each.
    """
    seen = Counter(
        (word.form, word.lemma, word.found_lemma)
        for piece in pieces
        for word in piece.words
        if word.found_lemma is not None and word.lemma
        if word.found_lemma.lower() != word.lemma.lower()
    )
    return [
        {"form": form, "gold": gold, "found": found, "count": count}
        for (form, gold, found), count in sorted(seen.items(), key=lambda i: (-i[1], i[0]))[:most]
    ]


def _commonest(seen: Counter[str], most: int) -> list[str]:
    return sorted(seen, key=lambda form: (-seen[form], form))[:most]


def _figures(pieces: Sequence[Piece], name: str) -> dict[str, Any]:
    """Give the figures of one text or of all, with intervals from resampled paragraphs."""
    units = [[piece] for piece in pieces]
    return {
        "passages": len(pieces),
        **figures(pieces, NAMES),
        "intervals": intervals(units, [*NAMES, "sentence"], seed_name=f"period, {name}"),
    }


def _mistakes(pieces: Iterable[Piece]) -> dict[str, int]:
    """Count the words that are wrong, the lemmas whose capitals alone are, and other cuts."""
    words = [word for piece in pieces for word in piece.words]
    same = [word for word in words if word.found_upos is not None]
    return {
        "cut_otherwise": len(words) - len(same),
        "upos": sum("upos" not in word.right for word in same if word.upos),
        "lemma": sum("lemma_any_case" not in word.right for word in same if word.lemma),
        "lemma_capitals": sum(
            "lemma_any_case" in word.right and "lemma" not in word.right for word in same
        ),
    }
