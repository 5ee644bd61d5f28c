"""The published concordances of quanteda: the same lines where the window counts all tokens.

Our window counts words, as a reader would, and takes punctuation along; quanteda's counts tokens.
Both are `context_bounds`, which is told what to count. The published cases from the inaugural
speeches of the presidents are not among these tests: the file does not hold the speeches.
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from tests.making import table_of

from dissent.concordance.lines import context_bounds
from dissent.settings import REPOSITORY
from dissent.themes.matching import search
from dissent.themes.queries import parse_query

FILE = REPOSITORY.parent / "shared" / "reference" / "kwic_published.json"
FOX = ["what", "does", "the", "fox", "say", "fox"]
LETTERS = list("ABCDEFGH")


def published() -> list[Any]:
    if not FILE.is_file():
        reason = "needs ../shared/reference/kwic_published.json"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    return list(json.loads(FILE.read_text(encoding="utf-8"))["cases"])


def in_context(
    tokens: Sequence[str], patterns: Sequence[str], *, window: int
) -> list[list[int | str]]:
    """Place (from 1), left, match and right of every hit, as quanteda's `kwic` gives them."""
    table = table_of(" ".join(tokens))
    rows: list[list[int | str]] = []
    for pattern in patterns:
        start, end = search(parse_query(pattern), table)
        everything = np.arange(len(table))
        low, high = context_bounds(table, start, end, window=window, counted=everything)
        for a, b, c, d in zip(low, start, end, high, strict=True):
            texts = [table.text(*span).strip() for span in ((a, b), (b, c), (c, d))]
            rows.append([int(b) + 1, *texts])
    return sorted(rows, key=lambda row: row[0])


@pytest.mark.parametrize("case", published())
def test_a_published_case_comes_out_as_published(case: dict[str, Any]) -> None:
    pattern = case["pattern"]
    patterns = [pattern] if isinstance(pattern, str) else pattern
    assert in_context(case["tokens"], patterns, window=case["window"]) == case["expected"]


def test_a_context_ends_where_the_text_does() -> None:
    assert in_context(FOX, ["fox"], window=5) == [
        [4, "what does the", "fox", "say fox"],
        [6, "what does the fox say", "fox", ""],
    ]


def test_a_window_of_tokens_counts_punctuation() -> None:
    text = ["a", ",", "b", ",", "hit", ".", "c"]
    assert in_context(text, ["hit"], window=2) == [[5, "b ,", "hit", ". c"]]


def test_hits_may_stand_in_each_others_context() -> None:
    assert in_context([*LETTERS, *LETTERS], ["A"], window=3) == [
        [1, "", "A", "B C D"],
        [9, "F G H", "A", "B C D"],
    ]
