"""The texts beside the figures say what the tables say."""

from tests.figures.figure_project import lemma

from dissent.figures.captions import figure_text
from dissent.figures.inputs import Inputs
from dissent.themes.files import read_themes


def texts(project, *names):
    inputs = Inputs(project.tables, tuple(read_themes(project.themes)))
    return {name: figure_text(name, inputs) for name in names}


def test_the_alternative_names_the_ends_among_documents_with_enough_text(project):
    project.write(words=[3000, 6000, 100], enough=lambda key: key != "doc-003")
    alt = texts(project, "theme-rates")["theme-rates"].alt
    assert "Power: highest in Text of doc-001, 1900 (1 per 1,000 words" in alt
    assert "lowest in Text of doc-002, 1901" in alt
    assert "1 with too little text" in alt
    assert "doc-003" not in alt


def test_nothing_is_ranked_where_no_document_has_enough_text(project):
    project.write(words=[300, 600], enough=False)
    alt = texts(project, "theme-rates")["theme-rates"].alt
    assert "Power: 6 hits; no document has enough text to be ranked." in alt


def test_a_theme_without_hits_is_said_to_have_none(project):
    project.write(words=[300, 600], hits=0)
    found = texts(project, "theme-rates", "x-ray")
    assert all("Mood: no hit." in text.alt for text in found.values())


def test_the_caption_says_which_documents_are_shown(project):
    project.write(words=list(range(500, 545)))
    found = texts(project, "theme-rates", "category-heatmap", "x-ray")
    assert "the 45 documents side by side" in found["theme-rates"].caption
    assert "the 40 longest of 45 documents" in found["category-heatmap"].caption
    assert "the 36 longest of 45 documents" in found["x-ray"].caption


def test_the_keyness_text_lists_lemmas_and_says_what_the_tests_assume(project):
    project.write(words=[500, 600], keyness=[lemma("party"), lemma("rare", g2=-9.0, ratio=-1.0)])
    text = texts(project, "keyness-doc-001")["keyness-doc-001"]
    assert (
        text.alt == "Used more often than elsewhere: party. Used less often than elsewhere: rare."
    )
    assert "words as independent" in text.how_to_read


def test_the_keyness_text_explains_the_dagger_where_there_is_one(project):
    project.write(words=[500, 600], keyness=[lemma("vow", rests_on="one document")])
    assert "†" in texts(project, "keyness-doc-001")["keyness-doc-001"].how_to_read
    project.write(words=[500, 600], keyness=[lemma("vow")])
    text = texts(project, "keyness-doc-001")["keyness-doc-001"]
    assert "†" not in text.how_to_read
    assert "conservative log ratio (LRC)" in text.caption


def test_too_little_text_is_measured_against_all_documents_together(project):
    project.write(words=[3000, 100], enough=lambda key: key == "doc-001")
    read = texts(project, "theme-rates")["theme-rates"].how_to_read
    assert "a rate twice that of all documents together to be seen" in read


def test_a_single_document_is_compared_with_nothing(project):
    project.write(words=[3000], enough=False)
    text = texts(project, "theme-rates")["theme-rates"]
    assert "Power: Text of doc-001, 1900 (1 per 1,000 words, interval 0.5 to 3)." in text.alt
    assert "all documents together" not in text.how_to_read
