"""The figure of trends: what was found by date, and a line only where there is one."""

import re

import pytest
from tests.figures.test_figures import GREY, POWER, drawn, texts

from dissent.figures.captions import figure_text
from dissent.figures.inputs import Inputs
from dissent.themes.files import read_themes

TRENDS = "theme-trends"
BAND = 'opacity="0.22"'


def text_of(project):
    return figure_text(TRENDS, Inputs(project.tables, tuple(read_themes(project.themes))))


def test_each_theme_has_a_panel_with_its_dates(project):
    project.write(words=[5000, 6000, 7000], dates=["1920-09", "1921/1922", "1923?"])
    (svg,) = drawn(project, TRENDS)
    assert {"Power", "Mood", "1921", "1923", "1925"} <= set(texts(svg))
    assert len(re.findall(f'fill="{POWER}" stroke="{POWER}"', svg)) == 3
    assert BAND not in svg


def test_a_date_with_too_little_text_is_grey_and_hollow(project):
    project.write(words=[5000, 90], enough=lambda key: key == "doc-001")
    (svg,) = drawn(project, TRENDS)
    assert len(re.findall(f'fill="white" stroke="{GREY}"', svg)) == 2  # one per theme


def test_a_line_is_never_without_its_band_and_has_gaps(project):
    years = [*range(1900, 1905), *range(1910, 1915)]
    project.write(words=[5000] * 15, line=years)
    (svg,) = drawn(project, TRENDS)
    assert svg.count(BAND) == 4  # two themes, two pieces each
    assert "Line and band" in svg


def test_months_are_written_where_time_is_short(project):
    project.write(words=[5000] * 3, dates=["1920-01-03", "1920-02", "1920-03-12"])
    (svg,) = drawn(project, TRENDS)
    assert "Feb 1920" in texts(svg)


@pytest.mark.parametrize("number", [3, 300])
def test_many_dates_stay_a_figure_of_one_page(project, number):
    dates = [f"{1900 + place // 12}-{place % 12 + 1:02}" for place in range(number)]
    words = [900 + place for place in range(number)]
    project.write(words=words, dates=dates, line=range(1900, 1900 + number // 12))
    (svg,) = drawn(project, TRENDS)
    assert float(re.search(r'height="([\d.]+)"', svg)[1]) < 700
    assert len(svg) < 700_000


def test_without_dates_there_is_a_sentence(project):
    project.write(words=[500, 600], dates=["", ""])
    (svg,) = drawn(project, TRENDS)
    assert "No document has a date." in svg
    assert text_of(project).alt == "Power: no hit. Mood: no hit."


def test_the_text_names_the_ends_and_who_is_left_out(project):
    project.write(words=[3000, 1500, 1000, 9000], dates=["1920-09", "1921", "1922/..", "1922?"])
    text = text_of(project)
    assert "3 documents of 3 dates; 1 without a date between two ends are left out." in text.caption
    assert "Power: highest 2 per 1,000 words (1 to 4) at 1921, lowest 0.33" in text.alt
    assert "at 1922?." in text.alt
    assert "No line is drawn" in text.how_to_read


def test_the_text_of_a_line_says_where_it_begins_and_ends(project):
    project.write(words=[3000] * 12, line=[1900.5, 1905.5, 1911.5])
    text = text_of(project)
    assert "Power: the smoothed rate goes from 2 per 1,000 words (1 to 4) in 1900 to" in text.alt
    assert "2 per 1,000 words (1 to 4) in 1911; highest" in text.alt
    assert "at each point by itself" in text.how_to_read
