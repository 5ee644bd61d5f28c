"""Dates as bounds in time."""

import math

import pytest

from dissent.dates import date_bounds, year_and_month


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        ("1922", 1922, 1923),
        ("1920-12", 1920 + 335 / 366, 1921),
        ("1921-01-01", 1921, 1921 + 1 / 365),
        ("1921/1922", 1921, 1923),
        ("1920-12-31/1921-01", 1920 + 365 / 366, 1921 + 31 / 365),
        ("192X", 1920, 1930),
        ("-0043", -43, -42),
        ("1921-22", 1921 + 151 / 365, 1921 + 243 / 365),  # summer
    ],
)
def test_a_date_is_the_whole_of_what_it_names(date: str, earliest: float, latest: float) -> None:
    assert date_bounds(date) == pytest.approx((earliest, latest))


@pytest.mark.parametrize("date", ["1922?", "1922~", "1922%"])
def test_a_doubtful_year_may_be_off_by_a_year(date: str) -> None:
    assert date_bounds(date) == (1921, 1924)


def test_each_end_of_an_interval_has_its_own_doubt() -> None:
    assert date_bounds("1922~/1925") == (1921, 1926)
    assert date_bounds("1922/1925?") == (1922, 1927)


@pytest.mark.parametrize("date", ["", "1922/..", "../1922", "1922/", "/1922", "[..1922]"])
def test_without_both_ends_there_are_no_bounds(date: str) -> None:
    assert all(math.isnan(bound) for bound in date_bounds(date))


@pytest.mark.parametrize("date", ["soon", "1922-13", "1922-00"])
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match=date):
        date_bounds(date)


def test_a_moment_is_written_as_year_and_month() -> None:
    assert [year_and_month(at) for at in (1921, 1921.5, 1921.9999, -43.5, 88)] == [
        "1921-01", "1921-07", "1921-12", "-0044-07", "0088-01",
    ]  # fmt: skip
