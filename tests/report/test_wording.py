"""How numbers and names are written on the page."""

import math

import pytest

from dissent.report import wording


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0.00"), (0.004, "<0.01"), (3.456, "3.46"), (1234.5, "1,234.50"), (math.nan, "–")],
)
def test_numbers_of_a_column_have_two_digits(value: float, written: str) -> None:
    assert wording.fixed(value) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0"), (0.314, "0.31"), (2.44, "2.4"), (1320.4, "1,320")]
)
def test_numbers_of_a_sentence_are_short(value: float, written: str) -> None:
    assert wording.brief(value) == written


def test_a_q_below_the_limit_never_reads_as_the_limit() -> None:
    assert wording.probability(0.0499).endswith("0.049")
    assert wording.probability(0.0001) == "<\N{NO-BREAK SPACE}0.001"


def test_long_lists_are_cut_and_counted() -> None:
    assert wording.listed(["a", "b"], last="or") == "a or b"
    assert wording.listed(["a", "b", "c", "d"], at_most=2) == "a, b and 2 more"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("corpus/documents.csv", "corpus/documents.csv"),
        ("/home/x/a model sha256:01; en_dissent", "a model sha256:01; en_dissent"),
        ("C:\\Users\\x\\model", "model"),
        ({"en": "/home/x/model"}, "en: model"),
        (["config/themes", "/srv/themes"], "config/themes, themes"),
    ],
)
def test_folders_of_the_machine_are_left_out(value: object, written: str) -> None:
    assert wording.without_place(value) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("`a*` loses to `b`", "<code>a*</code> loses to <code>b</code>"),
        ("`<b>` & more", "<code>&lt;b&gt;</code> &amp; more"),
        ("a lone ` stays", "a lone ` stays"),
        ("plain", "plain"),
    ],
)
def test_what_stands_between_backticks_is_code(text: str, written: str) -> None:
    assert wording.with_code(text) == written
