"""How right a pipeline is on a set of texts: figures that add up the counts of its pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
from scoring import MISSED, RIGHT, WRONG, Counts, Piece

from dissent.statistics.resampling import seed_sequence

Figures = dict[str, float | int | None]

OPEN_CLASSES = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")
OTHER = "other"

SEED = 1917
REPLICATES = 1000
LEVEL = 0.95
# Percentiles of resamples of fewer units say little.
FEWEST_UNITS = 10


def figures(pieces: Sequence[Piece], names: Sequence[str]) -> Figures:
    """Work out the figures of some pieces.

    Args:
        pieces: the pieces that are put together.
        names: the kinds of annotation, keys of `ANNOTATIONS`.

    Returns:
        The numbers of sentences and words, and shares of one, rounded to four places: of tokens
        that no other cut divides (`token_acc`), of right annotations, and the F score, precision
        and recall of whole sentences. None where the treebank does not say.
    """
    right, wrong, _ = total(pieces, "token").tolist()
    sentence = total(pieces, "sentence")
    return {
        "sentences": sum(piece.sentences for piece in pieces),
        "words": sum(len(piece.words) for piece in pieces),
        "token_acc": _rounded(right, right + wrong),
        **{name: f_score(total(pieces, name)) for name in names},
        **{f"sentence_{key}": share for key, share in precision_recall_f(sentence).items()},
    }


def total(pieces: Iterable[Piece], name: str) -> Counts:
    """Add up the counts of one kind of annotation."""
    return sum((piece.counts[name] for piece in pieces), start=np.zeros(3, dtype=np.int64))


def f_score(counts: Counts) -> float | None:
    """Give the F score of right, wrong and missed, rounded to four places."""
    right, wrong, missed = counts.tolist()
    return _rounded(2 * right, 2 * right + wrong + missed)


def precision_recall_f(counts: Counts) -> dict[str, float | None]:
    """Give F score, precision and recall of right, wrong and missed, rounded to four places."""
    right, wrong, missed = counts.tolist()
    precision, recall = _rounded(right, right + wrong), _rounded(right, right + missed)
    return {"f": f_score(counts), "p": precision, "r": recall}


def by_class(pieces: Iterable[Piece]) -> dict[str, Figures]:
    """Work out precision, recall and F of every part of speech, the commonest first."""
    sums: dict[str, Counts] = {}
    for piece in pieces:
        for name, counts in piece.classes.items():
            sums[name] = sums.get(name, 0) + counts
    ordered = sorted(sums, key=lambda name: (-int(sums[name][RIGHT] + sums[name][MISSED]), name))
    return {
        name: {
            "words": int(sums[name][RIGHT] + sums[name][MISSED]),
            **precision_recall_f(sums[name]),
        }
        for name in ordered
    }


def confusion(pieces: Iterable[Piece]) -> dict[str, Any]:
    """Set the treebank's open classes against the pipeline's, where both cut the same word.

    Args:
        pieces: the pieces that are put together.

    Returns:
        The `classes`; `counts`, a row for each class of the treebank with a column for each class
        of the pipeline; and `row_percent`, the same in percent of the row.
    """
    names = [*OPEN_CLASSES, OTHER]
    table = np.zeros((len(names), len(names)), dtype=np.int64)
    for word in (word for piece in pieces for word in piece.words):
        if word.found_upos is not None and word.upos:
            table[names.index(_open(word.upos)), names.index(_open(word.found_upos))] += 1
    percent = 100 * table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    return {
        "classes": names,
        "counts": table.tolist(),
        "row_percent": [[round(cell, 2) for cell in row] for row in percent.tolist()],
    }


def by_familiarity(
    pieces: Iterable[Piece], known: Collection[str], names: Sequence[str]
) -> dict[str, Figures]:
    """Compare the words that training met with those that it never met.

    Args:
        pieces: the pieces that are put together.
        known: the lower-cased words of the training files.
        names: the kinds of annotation.

    Returns:
        For `met` and `unmet`: words with a letter, their share of all such words, and for each kind
        of annotation the share that is right. A word that is cut otherwise seldom is.
    """
    words = [w for piece in pieces for w in piece.words if any(c.isalpha() for c in w.form)]
    parts = {
        "met": [word for word in words if word.form.lower() in known],
        "unmet": [word for word in words if word.form.lower() not in known],
    }
    return {
        kind: {
            "words": len(part),
            "share": _rounded(len(part), len(words)),
            **{name: _rounded(sum(name in w.right for w in part), len(part)) for name in names},
        }
        for kind, part in parts.items()
    }


def by_document(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Put the pieces of each document of a treebank together, in the order of their first."""
    documents: dict[tuple[str, str], list[Piece]] = {}
    for piece in pieces:
        documents.setdefault((piece.treebank, piece.document), []).append(piece)
    return list(documents.values())


def intervals(
    units: Sequence[Sequence[Piece]], names: Sequence[str], *, seed_name: str
) -> dict[str, list[float] | None]:
    """Say how far the F scores would vary with other texts of the same kind.

    A bootstrap: as many units as there are, drawn with replacement, 1,000 times; the middle 95 % of
    their F scores. Whole units are drawn, as the mistakes within one hang together.

    Args:
        units: pieces that are drawn together: the documents of a treebank, or paragraphs.
        names: the kinds of annotation, or `sentence`.
        seed_name: what is measured; the draws depend on it and on nothing else.

    Returns:
        Lowest and highest share for each name; None where there are too few units to tell, nothing
        to score, or no mistake: resamples of a text without mistakes have none either.
    """
    if len(units) < FEWEST_UNITS:
        return dict.fromkeys(names)
    rng = np.random.default_rng(seed_sequence(SEED, "accuracy", seed_name))
    draws = rng.multinomial(len(units), np.full(len(units), 1 / len(units)), size=REPLICATES)
    found: dict[str, list[float] | None] = {}
    for name in names:
        counts = np.stack([total(unit, name) for unit in units])
        right, wrong, missed = (draws @ counts).T
        scored = 2 * right + wrong + missed
        shares = 2 * right[scored > 0] / scored[scored > 0]
        varies = len(shares) > 0 and counts[:, [WRONG, MISSED]].any()
        ends = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if varies else []
        found[name] = [round(float(end), 4) for end in ends] or None
    return found


def _open(upos: str) -> str:
    return upos if upos in OPEN_CLASSES else OTHER


def _rounded(part: float, whole: float) -> float | None:
    return round(float(part / whole), 4) if whole else None
