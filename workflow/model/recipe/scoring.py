"""Count what a pipeline gets right in a text, as spaCy's own scorer counts it.

spaCy's "accuracy" of an annotation is an F score over words: right where a token that lies in one
word of the treebank carries its annotation, wrong where it carries another, missed where no token
carries it. These are sums over texts. So they are kept for every piece of text, and every figure,
genre and resample adds some of them up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import Example

Counts = npt.NDArray[np.int64]

RIGHT, WRONG, MISSED = 0, 1, 2
ANNOTATIONS: dict[str, Callable[[Token], Any]] = {
    "upos": lambda token: token.pos_,
    "xpos": lambda token: token.tag_,
    "lemma": lambda token: token.lemma_,
    "lemma_any_case": lambda token: token.lemma_.lower(),
    "morph": lambda token: token.morph.key,
}
# What the treebank does not say cannot be wrong.
NOT_SAID = frozenset([None, 0, ""])


@dataclass(frozen=True)
class Word:
    """A word of the treebank, and what the pipeline says of it.

    The two `found` are missing where the pipeline cuts the word otherwise.
    """

    form: str
    upos: str
    lemma: str
    found_upos: str | None
    found_lemma: str | None
    right: frozenset[str]


@dataclass(frozen=True)
class Piece:
    """A text that was annotated in one go, with its counts of right, wrong and missed.

    `counts` has one entry per kind of annotation, beside `token` and `sentence`; `classes` splits
    that of `upos` by part of speech.
    """

    treebank: str
    genre: str
    document: str
    sentences: int
    words: tuple[Word, ...]
    counts: Mapping[str, Counts]
    classes: Mapping[str, Counts]


def annotate(nlp: Language, references: Iterable[Doc]) -> list[Piece]:
    """Annotate the raw text of some treebank documents and count what is right.

    Args:
        nlp: the pipeline; it cuts its own tokens.
        references: annotated documents, with the pipeline's vocabulary.

    Returns:
        One piece per document, in order.
    """
    golds = list(references)
    found = nlp.pipe(gold.text for gold in golds)
    return [score(Example(doc, gold)) for doc, gold in zip(found, golds, strict=True)]


def score(example: Example) -> Piece:
    """Count what is right in one document.

    Args:
        example: the treebank's document as reference, the pipeline's as predicted.

    Returns:
        Its words and counts. A treebank's word in several tokens is right for an annotation where
        one of them carries it, and each other annotation that they carry is wrong: as spaCy does.
    """
    gold = example.reference
    counts = {name: [0, 0, 0] for name in ANNOTATIONS}
    classes: dict[str, list[int]] = {}
    words = []
    whole = example.alignment.y2x.lengths
    for token, within in zip(gold, _tokens_within_words(example), strict=True):
        right = set()
        for name, annotation in ANNOTATIONS.items():
            truth = annotation(token)
            if truth in NOT_SAID:
                continue
            said = {annotation(part) for part in within}
            _add(counts[name], truth in said, len(said - {truth}))
            if truth in said:
                right.add(name)
            if name == "upos":
                _add(classes.setdefault(truth, [0, 0, 0]), truth in said, 0)
                for other in said - {truth}:
                    classes.setdefault(other, [0, 0, 0])[WRONG] += 1
        same = within[0] if len(within) == 1 and whole[token.i] == 1 else None
        words.append(
            Word(
                token.text,
                token.pos_,
                token.lemma_,
                same.pos_ if same else None,
                same.lemma_ if same else None,
                frozenset(right),
            )
        )
    counts |= {"token": _token_counts(example), "sentence": _sentence_counts(example)}
    return Piece(
        *(gold.user_data.get(name, "") for name in ("treebank", "genre", "document")),
        sentences=len(list(gold.sents)),
        words=tuple(words),
        counts={name: np.array(numbers) for name, numbers in counts.items()},
        classes={name: np.array(numbers) for name, numbers in classes.items()},
    )


def _tokens_within_words(example: Example) -> list[list[Token]]:
    """Give, for each word of the treebank, the tokens that lie in it and in no other."""
    within: list[list[Token]] = [[] for _ in example.reference]
    words_of = example.alignment.x2y
    for token in example.predicted:
        if not token.orth_.isspace() and words_of.lengths[token.i] == 1:
            within[int(words_of[token.i][0])].append(token)
    return within


def _token_counts(example: Example) -> list[int]:
    """Count the tokens that lie in one word of the treebank, and the others."""
    words_of = example.alignment.x2y.lengths
    inside = [words_of[t.i] == 1 for t in example.predicted if not t.orth_.isspace()]
    return [sum(inside), len(inside) - sum(inside), 0]


def _sentence_counts(example: Example) -> list[int]:
    """Count the sentences of which both ends are found."""
    gold, found = example.reference, example.predicted
    if not gold.has_annotation("SENT_START"):
        return [0, 0, 0]
    true = {(span.start, span.end) for span in gold.sents}
    said: set[tuple[int, int]] = set()
    if found.has_annotation("SENT_START"):
        aligned = example.get_aligned_spans_x2y(found.sents, allow_overlap=False)
        said = {(span.start, span.end) for span in aligned}
    return [len(true & said), len(said - true), len(true - said)]


def _add(counts: list[int], found: bool, others: int) -> None:
    counts[RIGHT if found else MISSED] += 1
    counts[WRONG] += others
