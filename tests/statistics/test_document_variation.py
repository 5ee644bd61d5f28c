"""How much documents differ: found again where it was put in, and drawn to what is common."""

import numpy as np
import pytest

from dissent.statistics.document_variation import (
    PRIOR_FREEDOM,
    class_sums,
    overdispersion_of_sum,
    squared_variation,
)


def sides_of(*tables: np.ndarray) -> dict[str, np.ndarray]:
    """The sums of tables of documents of one length, as `squared_variation` takes them."""
    count = np.array([table.sum(axis=0) for table in tables])
    mean = [table.mean(axis=0) for table in tables]
    chi_squared = [
        np.where(own > 0, ((table - own) ** 2 / np.maximum(own, 1e-9)).sum(axis=0), 0)
        for table, own in zip(tables, mean, strict=True)
    ]
    return {
        "count": count,
        "chi_squared": np.array(chi_squared),
        "documents": np.array([len(table) for table in tables]),
        "concentration": np.array([1 / len(table) for table in tables]),
    }


@pytest.mark.parametrize("variation", [0.25, 1.0])
def test_the_variation_that_was_put_in_is_found(variation: float) -> None:
    rng = np.random.default_rng(1)
    rates = 20 * rng.gamma(1 / variation, variation, (2, 6, 4_000))
    found = squared_variation(**sides_of(*rng.poisson(rates)))
    # a little less where it is large: chi-squared cannot exceed (documents - 1) * count
    assert found.mean() == pytest.approx(variation, rel=0.2)


def test_counts_by_chance_do_not_vary() -> None:
    counts = np.random.default_rng(2).poisson(20, (2, 6, 4_000))
    assert squared_variation(**sides_of(*counts)).mean() < 0.02


def test_a_word_is_drawn_to_those_that_are_as_frequent() -> None:
    # 12 occurrences each: by itself the first has alpha = (12 - 1) / 6 = 11 / 6, the second none
    counts = np.array([[12, 6], [0, 6]])
    alone = squared_variation(**sides_of(counts[:, :1]))
    assert alone == pytest.approx(11 / 6)
    common = (11 - 1) / 12
    own = np.array([11, -1]) / 6
    expected = (own + PRIOR_FREEDOM * common) / (1 + PRIOR_FREEDOM)
    assert squared_variation(**sides_of(counts)) == pytest.approx(expected)
    second = sides_of(counts[:, 1:])
    sums = class_sums(**sides_of(counts))
    assert squared_variation(**second, sums=sums) == pytest.approx(expected[1:])


def test_words_that_do_not_occur_do_not_vary() -> None:
    assert squared_variation(**sides_of(np.array([[0, 3], [0, 9]])))[0] == 0
    assert len(squared_variation(**sides_of(np.zeros((2, 0), int)))) == 0


def test_swapping_the_sides_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    one, other = rng.negative_binomial(2, 0.1, (3, 50)), rng.negative_binomial(2, 0.2, (7, 50))
    swapped = squared_variation(**sides_of(other, one))
    assert squared_variation(**sides_of(one, other)).tolist() == swapped.tolist()


def test_the_overdispersion_of_a_sum_is_that_of_its_documents() -> None:
    assert overdispersion_of_sum(30, 30, 0.5, 1 / 3) == pytest.approx(1 + 0.5 * 10)
    assert overdispersion_of_sum(30, 10, 0.5, 1 / 3) == pytest.approx(1 + 0.5 * 10)
    assert overdispersion_of_sum(0, 30, 0.5, 1 / 3) == pytest.approx(1 + 0.5 * 5), "half way"
    assert overdispersion_of_sum(30, 30, 0, 1 / 3) == 1
