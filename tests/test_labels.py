"""What documents are called, and how their dates are written."""

import pandas as pd
import pytest

from dissent.labels import document_labels, shortened, written_date


def labels(*documents):
    return document_labels(pd.DataFrame(documents, columns=["doc_id", "title", "date"]))


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("1920", "1920"),
        ("1920-09", "Sep 1920"),
        ("1920-09-05", "5 Sep 1920"),
        ("1921~", "c. 1921"),
        ("1922?", "1922?"),
        ("1920/1922", "1920–1922"),
        ("192X", "1920s"),
        ("", ""),
        ("spring", "spring"),
    ],
)
def test_dates_are_written_as_people_write_them(date, written):
    assert written_date(date) == written


def test_a_long_title_is_cut_after_a_word_of_some_weight():
    title = "Letter to the Central Committee and to Lenin"
    assert shortened(title) == "Letter to the Central Committee…"
    assert len(shortened("x" * 90)) == 38


def test_a_title_that_says_nothing_gives_way_to_the_doc_id():
    assert labels(("appendix-1", "1", ""))["appendix-1"].name == "appendix-1"


def test_titles_that_would_read_alike_give_way_to_the_doc_ids():
    start = "Declaration of the Workers' and Peasants' "
    found = labels(("a", start + "Party", ""), ("b", start + "Union", ""), ("c", "Other", ""))
    assert [label.name for label in found.values()] == ["a", "b", "Other"]


def test_a_date_that_the_title_says_is_not_said_twice():
    assert labels(("w", "Wilson-1913", "1913"))["w"].line == "Wilson-1913"
    assert labels(("w", "Wilson", "1913"))["w"].line == "Wilson, 1913"
