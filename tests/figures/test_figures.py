"""The figures as files: what they show of small tables, and that they draw at every size."""

import json
import re

import pytest
from tests.figures.figure_project import lemma

from dissent.errors import DissentError
from dissent.figures import draw_figures
from dissent.figures.drawing import _with_own_identifiers

CORPUS = ["theme-rates", "category-heatmap", "x-ray"]
GREY, POWER = "#8c8c8c", "#0072b2"


def drawn(project, *names, folder="figures"):
    """Draw, and give the SVGs back."""
    path = project.folder / folder
    draw_figures(tables=project.tables, folder=path, themes=project.themes, names=names)
    assert sorted(file.name for file in path.iterdir()) == sorted(
        f"{name}.{ending}" for name in names for ending in ("svg", "png", "json")
    )
    assert all((path / f"{name}.png").read_bytes().startswith(b"\x89PNG") for name in names)
    return [(path / f"{name}.svg").read_text(encoding="utf-8") for name in names]


def texts(svg):
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


def test_figures_name_themes_categories_and_documents_in_date_order(project):
    project.write(words=[5000, 6000, 7000])
    rates, heatmap, x_ray = drawn(project, *CORPUS)
    for svg in (rates, heatmap, x_ray):
        names = [text for text in texts(svg) if text.startswith("Text of")]
        assert names == ["Text of doc-001", "Text of doc-002", "Text of doc-003"]
        assert {"Power", "Mood"} <= set(texts(svg))
        assert "Liberation Sans" in svg
    assert {"office", "order", "hope", "fear"} <= set(texts(heatmap))


def test_a_document_with_too_little_text_is_grey_and_hollow(project):
    project.write(words=[5000, 90], enough=lambda key: key == "doc-001")
    (svg,) = drawn(project, "theme-rates")
    assert len(re.findall(f'fill="{POWER}" stroke="{POWER}"', svg)) == 1
    assert len(re.findall(f'fill="white" stroke="{GREY}"', svg)) == 2  # one per theme


def test_an_interval_far_beyond_the_others_is_cut_off_with_a_triangle(project):
    project.write(words=[5000, 5100, 5200], high={"doc-002": 400.0}, enough=False)
    (svg,) = drawn(project, "theme-rates")
    assert not {"100", "200", "300", "400"} & set(texts(svg))
    filled = re.findall(rf'fill="{GREY}"[^>]*stroke-width="0"', svg)
    assert len(filled) == 2  # one per theme


@pytest.mark.parametrize(("number", "names"), [(41, CORPUS), (700, ["theme-rates"])])
def test_many_documents_do_not_make_rows_without_end(project, number, names):
    project.write(words=[900 + place for place in range(number)], hits=1)
    heights = [float(re.search(r'height="([\d.]+)"', svg)[1]) for svg in drawn(project, *names)]
    assert max(heights) < 1300


def test_thousands_of_hits_stay_a_small_file(project):
    project.write(words=[60_000, 50_000], hits=1500)
    (svg,) = drawn(project, "x-ray")
    assert len(svg) < 500_000


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param({"words": [500]}, id="one document"),
        pytest.param({"words": [500, 600], "hits": 0}, id="no hits at all"),
        pytest.param({"words": [1, 600], "hits": 1, "dates": ["", ""]}, id="one word, no dates"),
    ],
)
def test_scant_tables_are_drawn(project, tables):
    assert all(len(texts(svg)) > 3 for svg in drawn(project.write(**tables), *CORPUS))


def test_the_same_tables_give_the_same_bytes_whatever_was_drawn_before(project):
    project.write(words=[5000, 90], keyness=[lemma("party")])
    drawn(project, "x-ray", "keyness-doc-001", folder="first")
    drawn(project, "keyness-doc-001", "x-ray", folder="second")
    for path in (project.folder / "first").iterdir():
        assert path.read_bytes() == (project.folder / "second" / path.name).read_bytes()


def test_what_is_to_be_said_of_a_figure_is_written_beside_it(project):
    project.write(words=[5000, 6000])
    drawn(project, "x-ray")
    written = json.loads((project.folder / "figures" / "x-ray.json").read_text(encoding="utf-8"))
    assert list(written) == ["title", "caption", "how_to_read", "alt"]
    assert written["title"] == "Where in each document the themes occur"
    assert all(written.values())


def test_ids_within_a_figure_begin_with_its_name():
    svg = '<g id="clip9"/><g id="gradient_2"/><p clip-path="url(#clip9)" fill="url(#gradient_2)"/>'
    assert _with_own_identifiers(svg, "x") == (
        '<g id="x-1"/><g id="x-2"/><p clip-path="url(#x-1)" fill="url(#x-2)"/>'
    )


def test_keyness_shows_the_lemmas_that_pass_with_their_counts(project):
    rows = [
        lemma("party"),
        lemma("unsure", low=-0.5),
        lemma("rare", g2=-30.0, ratio=-2.0, low=-9.0, high=-1.0),
        lemma("chance", q=0.2),
        lemma("foreign", group="doc-002"),
    ]
    project.write(words=[500, 600], keyness=rows)
    (svg,) = drawn(project, "keyness-doc-001")
    shown = texts(svg)
    assert shown.index("party") < shown.index("unsure") < shown.index("rare")
    assert not {"chance", "foreign"} & set(shown)
    assert len(re.findall(f'fill="white" stroke="{POWER}"', svg)) == 1  # unsure


def test_keyness_is_ranked_by_the_conservative_log_ratio_and_then_by_g2(project):
    rows = [
        lemma("loud", g2=90.0, lrc=0.0),
        lemma("louder", g2=99.0, lrc=0.0),
        lemma("sure", g2=20.0, lrc=0.5),
        lemma("surer", g2=9.0, lrc=1.5),
    ]
    project.write(words=[500, 600], keyness=rows)
    (svg,) = drawn(project, "keyness-doc-001")
    words = [text for text in texts(svg) if text in {"loud", "louder", "sure", "surer"}]
    assert words == ["surer", "sure", "louder", "loud"]
    assert "†" not in svg


def test_keyness_marks_words_that_rest_on_one_passage(project):
    project.write(words=[500, 600], keyness=[lemma("party"), lemma("vow", rests_on="one passage")])
    (svg,) = drawn(project, "keyness-doc-001")
    assert {"party", "vow †"} <= set(texts(svg))
    assert "†  rests on one passage, or on one document." in svg


@pytest.mark.parametrize("keyness", [[], [lemma("chance", q=0.2)]])
def test_keyness_says_so_where_no_lemma_differs(project, keyness):
    project.write(words=[500, 600], keyness=keyness)
    (svg,) = drawn(project, "keyness-doc-001")
    assert "no lemma is used so much more" in svg


def test_an_unknown_figure_is_refused_with_the_names_of_the_known(project):
    project.write(words=[500, 600], keyness=[lemma("party")])
    with pytest.raises(
        DissentError, match=r"no figure `theme-rate`; known are theme-rates.*doc-001"
    ):
        draw_figures(
            tables=project.tables,
            folder=project.folder / "figures",
            themes=project.themes,
            names=["theme-rates", "theme-rate"],
        )
    assert not (project.folder / "figures").exists()


def test_a_title_with_markup_is_drawn_as_written(project):
    project.write(words=[500, 600], titles={"doc-001": "Письмо <b> & \"x'"})
    (svg,) = drawn(project, "theme-rates")
    assert "Письмо &lt;b&gt; &amp;" in svg
