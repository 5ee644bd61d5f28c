"""The appendix: every statistic with its formula, its source and the values it reproduces."""

import re
from pathlib import Path

import pytest
from tests.making import write

from dissent.report.appendix import appendix, explained, typeset
from dissent.statistics.passports import Family, families, read_family

MEANS = """\
statistics:
  - id: mean
    name: Mean
    variant: arithmetic
    formula: '\\frac{a + b}{2} < a'
    symbols: a, b numbers
    direction: higher is more
    source: "Nobody (1900)"
    function: keyness.log_likelihood
    used_in: [keyness.g2]
    published:
      - {arguments: {count: 1}, value: -1.20, decimals: 2, citation: "A (1900), p. 1"}
      - {arguments: {count: 1}, value: 3, tolerance: 0.5, citation: B (1901), note: rounded}
      - {arguments: {count: 1}, value: [1, 2], decimals: 0, citation: C (1902)}
      - {arguments: {count: 1}, value: 4.0, decimals: 1, citation: D (1903)}
elsewhere:
  - {value: 0.5, measure: another mean, source: E (1904), reason: no table has it}
"""


@pytest.fixture
def means(tmp_path: Path) -> dict[str, Family]:
    return {"means": read_family(write(tmp_path / "means.yaml", MEANS))}


def test_a_statistic_is_laid_out_with_all_that_its_passport_says(means: dict[str, Family]) -> None:
    made = appendix(means)
    (chapter,) = made.chapters
    (entry,) = chapter.entries
    assert (made.statistics, made.values, chapter.names) == (1, 5, ["Mean"])
    assert [(use.column, use.meaning.split(",")[0]) for use in entry.uses] == [
        ("keyness.g2", "Log-likelihood G2")
    ]
    assert (chapter.not_given[0].value, chapter.not_given[0].reason) == ("0.5", "no table has it")


def test_values_have_the_digits_of_their_source_and_the_first_three_are_shown(
    means: dict[str, Family],
) -> None:
    (entry,) = appendix(means).chapters[0].entries
    assert [(one.value, one.within, one.note) for one in entry.first] == [
        ("−1.20", "", ""),
        ("3", "0.5", "rounded"),
        ("1, 2", "", ""),
    ]
    assert [one.value for one in entry.rest] == ["4.0"]


def test_a_formula_becomes_mathematics_that_keeps_its_latex() -> None:
    drawn = typeset(r"\frac{a}{b} < c")
    assert drawn.startswith('<math display="block" alttext="\\frac{a}{b} &lt; c">')
    assert "<mfrac>" in drawn
    assert "<mo>&lt;</mo>" in drawn


def test_names_of_several_letters_stand_upright() -> None:
    drawn = typeset(r"DP_{norm} = \frac{DP}{N R} idf_i \begin{cases} a \end{cases}")
    assert drawn.count("<mtext>DP</mtext>") == 2
    assert "<mtext>norm</mtext>" in drawn
    assert "<mtext>idf</mtext>" in drawn
    assert "<mi>R</mi>" in drawn


def test_signs_and_functions_keep_their_distance() -> None:
    drawn = typeset(r"x \pm \ln y")
    assert "<mo>±</mo>" in drawn
    assert re.search(r'<mo form="prefix" lspace="[^"]+" rspace="[^"]+">ln</mo>', drawn)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("f_i in part i; O_{ij} < 2", "f<sub>i</sub> in part i; O<sub>ij</sub> &lt; 2"),
        (r"\theta_b, \bar{\theta} their mean", "θ<sub>b</sub>, θ\u0305 their mean"),
        ("p_(j) of m", "p<sub>(j)</sub> of m"),
        ("f^2, M^(-1/4) and keyness.g2", "f<sup>2</sup>, M<sup>(-1/4)</sup> and keyness.g2"),
        (
            "k the setting `keyness.simple_maths_k`",
            "k the setting <code>keyness.simple_maths_k</code>",
        ),
    ],
)
def test_symbols_are_written_as_in_the_formula(written: str, shown: str) -> None:
    assert explained(written) == shown


def test_no_symbol_is_left_in_latex() -> None:
    for family in families().values():
        for passport in family.passports:
            for text in (passport.variant, passport.symbols, passport.direction):
                assert not re.search(r"[\\`]", explained(text)), passport.id


def test_markup_cannot_come_from_a_formula() -> None:
    with pytest.raises(ValueError, match="cannot be typeset"):
        typeset(r"\text{<script>}")


def test_the_page_lists_every_statistic_with_its_formula(plain_page: str) -> None:
    section = plain_page[plain_page.index('<section id="statistics"') :]
    every = [passport for family in families().values() for passport in family.passports]
    assert re.findall(r'<article class="passport" id="statistic-(\w+)"', section) == [
        entry.passport.id for chapter in appendix(families()).chapters for entry in chapter.entries
    ]
    assert section.count("<math ") == len(every)
    assert plain_page.count('href="#statistics"') == 2


def test_no_formula_carries_a_style_that_the_policy_forbids() -> None:
    for family in families().values():
        for passport in family.passports:
            assert not re.search(r"\sstyle=|<mtext>\\", typeset(passport.formula)), passport.id
