"""Dendrogram, maps and word shifts: what they show, at three documents and at sixty."""

import re

import pandas as pd
import pytest
from tests.figures.figure_project import Likeness
from tests.figures.test_figures import drawn, texts

from dissent.figures.captions import figure_text
from dissent.figures.inputs import Inputs
from dissent.figures.likeness import tree
from dissent.themes.files import read_themes

DENDROGRAM, MAP, CORRESPONDENCE = "similarity-dendrogram", "similarity-map", "correspondence-map"
CLOSEST, FARTHEST = "word-shift-closest", "word-shift-farthest"
EVERY = [DENDROGRAM, MAP, CORRESPONDENCE, CLOSEST, FARTHEST]


class Nothing(Likeness):
    """Documents that cannot be compared."""

    def tables(self):
        return {name: [] for name in super().tables()}


class Alike(Likeness):
    """Documents with the same words and the same hits, as `compare` writes them."""

    def similarity(self):
        return [row | {"value": 0.0} for row in super().similarity()]

    def dendrogram(self):
        return [row | {"height": 0.0} for row in super().dendrogram()]

    def map(self):
        unknown = dict.fromkeys(("quality", "inertia_x", "inertia_y"), float("nan"))
        return [row | {"x": 0.0, "y": 0.0} | unknown for row in super().map()]

    def word_shift(self):
        rest = {"share_a": 1.0, "share_b": 1.0, "contribution": 0.0}
        return [row | rest for row in super().word_shift() if row["lemma"] == "*"]


def texts_of(project, *names):
    inputs = Inputs(project.tables, tuple(read_themes(project.themes)))
    return [figure_text(name, inputs) for name in names]


def merger(number, left, right, members):
    return {
        "measure": "jensen_shannon",
        "merger": number,
        "left": left,
        "right": right,
        "height": 0.1 * number,
        "members": members,
        "support": 1.0,
    }


@pytest.mark.parametrize("number", [3, 6, 60])
def test_they_are_drawn_at_every_size(project, number):
    project.write(words=[900] * number, hits=1)
    for svg in drawn(project, *EVERY):
        assert float(re.search(r'width="([\d.]+)"', svg)[1]) < 740
        assert len(texts(svg)) > 3


def test_where_nothing_can_be_compared_a_sentence_says_so(project):
    project.write(words=[1, 1], likeness=Nothing(["doc-001", "doc-002"]))
    for svg in drawn(project, *EVERY):
        assert re.search(r"Fewer than three|Too few|No two", svg)
    assert all(text.caption and text.alt for text in texts_of(project, *EVERY))


def test_where_all_documents_are_alike_a_sentence_says_so(project):
    project.write(words=[900] * 3, likeness=Alike(["doc-001", "doc-002", "doc-003"]))
    for svg, text in zip(drawn(project, *EVERY), texts_of(project, *EVERY), strict=True):
        assert "in the same proportions." in svg
        assert "in the same proportions." in text.caption
        assert text.alt == text.caption
        assert text.how_to_read == ""


@pytest.mark.parametrize("likeness", [Likeness, Nothing, Alike])
def test_no_text_says_nan(project, likeness):
    ids = ["doc-001", "doc-002", "doc-003"]
    project.write(words=[900] * 3, likeness=likeness(ids))
    names = [*EVERY, "theme-rates", "category-heatmap", "x-ray"]
    said = [" ".join((one.caption, one.how_to_read, one.alt)) for one in texts_of(project, *names)]
    said += drawn(project, *EVERY)
    assert not [text for text in said if re.search(r"\bnan\b", text, re.IGNORECASE)]


class TestDendrogram:
    def test_it_names_the_documents_and_the_support_of_groups_from_a_half_on(self, project):
        project.write(words=[900] * 4)
        (svg,) = drawn(project, DENDROGRAM)
        names = [text for text in texts(svg) if text.startswith("Text of")]
        assert names == [f"Text of doc-00{number}" for number in range(1, 5)]
        assert "81" in texts(svg)
        assert "42" not in texts(svg)

    def test_branches_do_not_cross(self):
        rows = [
            merger(1, "a", "d", "a d"),
            merger(2, "b", "c", "b c"),
            merger(3, "1", "2", "a b c d"),
        ]
        order, nodes = tree(pd.DataFrame(rows), ["a", "b", "c", "d"])
        assert order == ["a", "d", "b", "c"]
        assert [node.middle for node in nodes] == [1, 3, 2]

    def test_documents_may_be_called_like_mergers(self):
        rows = [merger(1, "2", "3", "2 3"), merger(2, "1", "1", "1 2 3")]
        order, nodes = tree(pd.DataFrame(rows), ["1", "2", "3"])
        assert order == ["1", "2", "3"]
        assert [sorted(node.members) for node in nodes] == [["2", "3"], ["1", "2", "3"]]

    def test_other_measures_are_not_mixed_in(self):
        rows = [merger(1, "a", "b", "a b"), merger(1, "a", "b", "a b") | {"measure": "delta"}]
        assert len(tree(pd.DataFrame(rows), ["a", "b"])[1]) == 1

    def test_the_text_lists_the_groups_with_their_support(self, project):
        project.write(words=[900] * 4)
        (text,) = texts_of(project, DENDROGRAM)
        assert text.alt == "Groups and their support: Text of doc-001, Text of doc-002: 81 %."


class TestMaps:
    def test_up_to_fifteen_documents_are_all_named(self, project):
        project.write(words=[900] * 15)
        (svg,) = drawn(project, MAP)
        assert len([text for text in texts(svg) if text.startswith("Text of")]) == 2 * 15  # halo
        assert "no room for their name" not in svg

    def test_of_many_documents_those_are_named_that_have_room(self, project):
        project.write(words=[900] * 140, hits=0)
        (svg,) = drawn(project, MAP)
        named = len([text for text in texts(svg) if text.startswith("Text of")]) // 2
        assert 20 < named < 140
        assert f"{140 - named} of 140 points have no room for their name." in svg

    def test_a_thousand_documents_are_points(self, project):
        project.write(words=[900] * 1000, hits=0, dates=["1900"] * 1000)
        (svg,) = drawn(project, MAP)
        assert len(svg) < 900_000

    def test_correspondence_shows_categories_and_the_share_of_the_axes(self, project):
        project.write(words=[900] * 6)
        (svg,) = drawn(project, CORRESPONDENCE)
        assert {"office", "order", "hope", "fear", "Power", "Mood"} <= set(texts(svg))
        assert "first axis: 60 % of the differences" in svg
        (text,) = texts_of(project, CORRESPONDENCE)
        assert "6 documents by 4 categories; the plane shows 85 %" in text.caption
        assert text.alt == "First axis: from office to fear. Second axis: from fear to office."

    def test_the_text_names_the_nearest_points(self, project):
        project.write(words=[900] * 3)
        (text,) = texts_of(project, MAP)
        assert text.alt.startswith("Nearest to each other: Text of doc-00")
        assert "Stress-1 is 0.20 (0 is perfect)." in text.how_to_read

    def test_of_two_documents_none_is_nearest_or_farthest(self, project):
        project.write(words=[900] * 2)
        (text,) = texts_of(project, MAP)
        assert text.alt == "Two documents: Text of doc-001, 1900 and Text of doc-002, 1901."

    def test_an_axis_without_differences_has_no_ends(self, project):
        class OneAxis(Likeness):
            def map(self):
                return [row | {"y": 0.0} for row in super().map()]

        project.write(words=[900] * 2, likeness=OneAxis(["doc-001", "doc-002"]))
        (text,) = texts_of(project, CORRESPONDENCE)
        assert text.alt == "First axis: from office to fear."


class TestWordShift:
    def test_closest_and_farthest_are_the_ends_of_the_divergence(self, project):
        project.write(words=[900] * 4)
        closest, farthest = texts_of(project, CLOSEST, FARTHEST)
        assert closest.caption.startswith("Text of doc-001, 1900 (left) and Text of doc-002")
        assert farthest.caption.startswith("Text of doc-001, 1900 (left) and Text of doc-004")
        assert "two least similar" in farthest.title

    def test_each_word_stands_on_the_side_of_the_document_that_uses_it_more(self, project):
        project.write(words=[900] * 2)
        (svg,) = drawn(project, CLOSEST)
        assert {"party", "bread", "50.0", "10.0", "20.0", "0"} <= set(texts(svg))
        left, right = (
            float(re.search(rf"translate\(([\d.]+),[\d.]+\)[^>]*>{word}<", svg)[1])
            for word in ("party", "bread")
        )
        assert left < right

    def test_the_rest_is_stated(self, project):
        project.write(words=[900] * 2)
        (text,) = texts_of(project, CLOSEST)
        assert "divergence of 0.050 bits" in text.caption
        assert "The 2 shown make up 80 % of it, all others together 20 %." in text.caption
        assert text.alt == (
            "More in Text of doc-001, 1900: party. More in Text of doc-002, 1901: bread."
        )
