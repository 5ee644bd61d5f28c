"""Strings as numbers: sorted, found again, and columns of Arrow as arrays."""

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from dissent.numbered import Numbered, as_array, as_strings

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=20)


@settings(deadline=None)
@given(TEXTS)
def test_numbers_stand_for_the_sorted_distinct_strings(texts: list[str]) -> None:
    numbered = Numbered.of(np.array(texts, dtype=object))
    assert numbered.values == sorted(set(texts))
    assert [numbered.values[number] for number in numbered.number] == texts


@settings(deadline=None)
@given(TEXTS, st.text(st.characters(exclude_categories=["Cs"]), max_size=2))
def test_a_string_is_found_in_all_its_rows(texts: list[str], wanted: str) -> None:
    numbered = Numbered.of(as_strings(texts))
    assert numbered.rows_with(wanted).tolist() == [text == wanted for text in texts]
    fits = np.array([text == wanted for text in numbered.distinct.to_pylist()], dtype=bool)
    assert numbered.rows_where(fits).tolist() == [text == wanted for text in texts]


def test_strings_are_taken_from_rows_in_any_order() -> None:
    numbered = Numbered.of(as_strings(["a", "ß", "日本"]))
    assert numbered.at(np.array([2, 0, 2], dtype=np.int32)).to_pylist() == ["日本", "a", "日本"]


@pytest.mark.parametrize("values", [[1, 2, 3], [True, False, True], []])
def test_a_column_becomes_an_array_of_its_type(values: list[int]) -> None:
    column = pa.array(values, pa.bool_() if True in values and 2 not in values else pa.int32())
    array = as_array(column)
    assert array.tolist() == values
    assert array.dtype == (np.bool_ if column.type == pa.bool_() else np.int32)
