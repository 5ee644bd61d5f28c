"""Agreement of coders; Krippendorff's published values are in the passports, which run them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dissent.statistics.agreement import (
    MISSING,
    alpha_interval,
    krippendorff_alpha,
    raw_agreement,
)

CODES = arrays(
    np.int64, st.tuples(st.integers(0, 8), st.integers(1, 4)), elements=st.integers(MISSING, 2)
)


def two_coders(lines: int, *, alike: float, rng: np.random.Generator) -> np.ndarray:
    """Two coders who take the same code, yes or no, with a chance, and else draw one each."""
    one, other = rng.integers(2, size=(2, lines))
    return np.column_stack([one, np.where(rng.random(lines) < alike, one, other)])


def test_coders_who_agree_on_everything_have_an_alpha_of_one() -> None:
    assert krippendorff_alpha([[0, 0], [1, 1], [0, 0]]) == 1
    assert raw_agreement([[0, 0], [1, 1], [0, 0]]) == (1, 3)


def test_without_two_different_codes_alpha_is_not_known() -> None:
    assert np.isnan(krippendorff_alpha([[1, 1], [1, 1]]))
    assert np.isnan(krippendorff_alpha(np.zeros((4, 1), dtype=int)))
    assert np.isnan(alpha_interval([[1, 1], [1, 1]], rng=np.random.default_rng(0))).all()


def test_lines_that_one_coder_has_coded_do_not_matter() -> None:
    codes = [[0, 1, 0], [1, 1, 1], [0, 0, MISSING], [2, 2, 1]]
    more = [*codes, [1, MISSING, MISSING], [MISSING] * 3]
    assert krippendorff_alpha(more) == krippendorff_alpha(codes)
    assert raw_agreement(more) == raw_agreement(codes)


@given(CODES, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_of_coders_does_not_matter(codes, random) -> None:
    lines, coders = list(range(codes.shape[0])), list(range(codes.shape[1]))
    random.shuffle(lines)
    random.shuffle(coders)
    other = codes[lines][:, coders]
    assert krippendorff_alpha(other) == pytest.approx(krippendorff_alpha(codes), nan_ok=True)
    assert raw_agreement(other)[0] == pytest.approx(raw_agreement(codes)[0], nan_ok=True)


def test_the_interval_of_alpha_covers_what_it_promises() -> None:
    rng = np.random.default_rng(1917)
    inside = []
    for _ in range(200):
        low, high = alpha_interval(two_coders(80, alike=0.6, rng=rng), replicates=300, rng=rng)
        inside.append(low <= 0.6 <= high)
    assert 0.9 <= np.mean(inside) <= 0.99


@pytest.mark.parametrize("wrong", [[[0.5, 1.0]], [0, 1], [[-2, 1]]])
def test_what_are_no_codes_is_refused(wrong: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="code"):
        krippendorff_alpha(wrong)
