"""The sections of words, likeness, variety and time: what the intervals bear, and no more.

Two projects serve all tests, because a report takes its time: one in which every table has what its
section tells of, and one in which every section has as little as it can have.
"""

import re
from pathlib import Path

import pytest
from tests.report.report_project import Project, section

from dissent.report.trends import Point, Trend

NAN = float("nan")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of three documents, each its own group."""
    project = made(tmp_path_factory.mktemp("full"))
    add_words(project)
    add_collocates(project)
    for measure in ("cosine_tfidf", "jensen_shannon"):
        for one, other, value in (("red", "white", 0.4), ("red", "green", 0.48),
                                  ("white", "green", 0.6)):  # fmt: skip
            project.add("similarity", doc_a=one, doc_b=other, measure=measure, value=value,
                        low=value - 0.05, high=value + 0.05, chance=0.42)  # fmt: skip
    for members, support in (("red white", 0.97), ("red white green", 1.0)):
        project.add("dendrogram", measure="jensen_shannon", members=members, support=support)
    for members, support in (("white green", 0.6), ("red white green", 1.0)):
        project.add("dendrogram", measure="cosine_tfidf", members=members, support=support)
    for lemma, part, side in (("soviet", 0.3, "red"), ("tsar", 0.06, "white"), ("*", 0.04, "")):
        project.add("word_shift", doc_a="red", doc_b="white", lemma=lemma, contribution=part,
                    more_in=side)  # fmt: skip
    for doc_id in ("red", "white", "green"):
        add_diversity(project, doc_id, 200, 0.7)
        add_diversity(project, doc_id, 500, 0.6, margin=NAN)
    add_diversity(project, "red", 1000, 0.5)
    spread = {"unit": "class", "kind": "theme", "range": 2, "parts": 10}
    project.add("dispersion", doc_id="*", dp_norm=0.25, count=40, **spread)
    project.add("dispersion", doc_id="red", dp_norm=0.75, count=4, **spread)
    for year, rate in ((1920, 1.0), (1921, 2.0), (1922, 5.0)):
        for kind in ("observed", "smoothed"):
            project.add("theme_trends", theme="class", kind=kind, date=str(year), rate=rate,
                        low=rate - 0.5, high=rate + 0.5, documents=8)  # fmt: skip
    for segments, low in ((1, 2.0), (3, 1.0), (6, 0.8)):
        project.add("interval_sensitivity", doc_id="red", theme="class", block_segments=segments,
                    low=low, high=6.0, chosen=segments == 3)  # fmt: skip
    return project.report()


@pytest.fixture(scope="module")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a corpus with groups, in which little is sure and many documents stand."""
    project = made(tmp_path_factory.mktemp("sparse"))
    project.settings = {"group": "genre", "reference": "reference.csv"}
    word(project, "perhaps", group="essay", lrc=0.0, lrc_each=NAN)
    collocate(project, "the", count=6, expected=8.0)
    project.add("collocation_contrasts", node="class", kind="theme", group="essay",
                other_group="letter", collocate="the", lrc=0.0)  # fmt: skip
    for other, value in (("white", 0.4), ("green", 0.48)):
        project.add("similarity", doc_a="red", doc_b=other, measure="burrows_delta", value=value,
                    low=NAN, high=NAN, chance=NAN)  # fmt: skip
    add_diversity(project, "red", 200, 0.7)
    add_diversity(project, "white", 500, 0.6)
    for group, kind in (("essay", "documents"), ("letter", "passages")):
        project.add("theme_groups", group=group, theme="class", interval=kind, rate=2.0, low=1.0,
                    high=3.0, documents=25, words=5000)  # fmt: skip
        project.add("theme_groups", group=group, theme="mood", interval=kind)
    project.add("theme_group_contrasts", theme="class", group_a="letter", group_b="essay",
                rate_ratio=0.5, low=0.25, high=0.8, q=0.01)  # fmt: skip
    for year in (1920, 1921):
        project.add("theme_trends", theme="class", kind="observed", date=str(year))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dissent.report.likeness.MATRIX_DOCUMENTS", 2)
        patch.setattr("dissent.report.likeness.NEIGHBOURS", 1)
        return project.report()


def made(folder: Path) -> Project:
    project = Project(folder)
    for doc_id in ("red", "white", "green"):
        project.add_document(doc_id)
    project.add_hits("red", "class", "workers", 2)
    return project


def word(project: Project, name: str, *, table: str = "keyness", **columns: object) -> None:
    called = {"keyness_sequences": "sequence", "keyness_themes": "term"}.get(table, "lemma")
    given = {"group": "red", "lrc_each": 0.0, "q": 0.001, "words": 1000, **columns}
    project.add(table, **{called: name, **given})


def add_words(project: Project) -> None:
    word(project, "soviet", lrc=2.5, lrc_each=1.5, rests_on="one passage")
    word(project, "council", lrc=1.25, lrc_each=1.75)
    word(project, "tsar", lrc=-0.5, count=3, reference_count=40)
    word(project, "perhaps", lrc=0.0)
    word(project, "maybe", group="white", lrc=0.0)
    word(project, "state", table="keyness_pos", pos="VERB", lrc=1.5)
    word(project, "the soviet", table="keyness_sequences", length=2, lrc=1.0)
    word(project, "all power to", table="keyness_sequences", length=3, lrc=2.0)
    word(project, "worker", table="keyness_themes", theme="class", lrc=0.5)
    word(project, "anger", table="keyness_themes", theme="mood", lrc=0.0)
    word(project, "soviet", table="keyness_pairs", other_group="white", lrc=1.5, count=9)
    word(project, "tsar", table="keyness_pairs", other_group="white", lrc=-2.0, count=2)
    word(project, "and", table="keyness_pairs", other_group="green", lrc=0.0)


def collocate(project: Project, name: str, **columns: object) -> None:
    given = {"node": "class", "kind": "theme", "group": "*", "expected": 0.5, "q": 0.01}
    columns.setdefault("node_count", 11)
    project.add("collocations", **{"collocate": name, **given, **columns})


def add_collocates(project: Project) -> None:
    collocate(project, "struggle", count=5, log_dice=11.0)
    collocate(project, "the", count=6, expected=8.0, log_dice=10.5)
    collocate(project, "of", count=6, q=0.2, log_dice=10.0)
    collocate(project, "and", count=60, expected=40.0, log_dice=12.0)
    collocate(project, "struggle", group="red", count=4, log_dice=11.5)
    collocate(project, "peasant", group="white", count=3, log_dice=9.5)
    for other, lrc in (("*", 1.25), ("white", -1.5), ("green", 0.0)):
        project.add("collocation_contrasts", node="class", kind="theme", group="red",
                    other_group=other, collocate="struggle", lrc=lrc, count=7,
                    reference_count=2)  # fmt: skip


def add_diversity(
    project: Project, doc_id: str, words: int, value: float, *, margin: float = 0.1
) -> None:
    for measure in ("ttr", "mattr", "mtld", "hdd", "yule_k"):
        project.add("diversity", doc_id=doc_id, measure=measure, words=words, value=value,
                    low=value - margin, high=value + margin)  # fmt: skip


def test_words_are_ranked_by_what_is_sure_and_marked_where_they_rest_on_little(full: str) -> None:
    assert "<summary>Red: soviet, council</summary>" in full
    found = section(full, "words")
    assert "soviet rests on one passage 2.50" in found
    assert "Less than elsewhere tsar −0.5 (3: 40)" in found
    assert "More, but not sure at the corrected level perhaps" in found


def test_words_that_a_cut_off_list_lacks_are_counted(tmp_path: Path, full: str) -> None:
    assert "keyness_unlisted.csv" not in full
    project = made(tmp_path)
    add_words(project)
    project.settings["reference"] = "list.csv"
    project.add("keyness_unlisted", lemma="sovnarkom", count=12)
    project.add("keyness_unlisted", lemma="smolny", count=9)
    page = project.report()
    assert "2 lemmas (21 occurrences in the documents) could not be compared" in page
    assert "is taken as it is" in page


def test_where_no_word_is_sure_it_is_said(full: str, sparse: str) -> None:
    assert "<summary>White: no word is sure</summary>" in full
    said = "no word is surely more frequent here than in "
    assert said + "all other documents together" in section(full, "words")
    assert said + "the reference corpus" in section(sparse, "words")


def test_what_sets_a_group_apart_from_each_other_is_named_where_there_are_several(
    full: str, sparse: str
) -> None:
    found = section(full, "words")
    assert "Against each of the others council, soviet" in found
    assert "None is surely more frequent than in each other document by itself." in found
    assert "each of the others" not in section(sparse, "words")


def test_other_kinds_of_words_are_listed_where_they_are_sure(full: str) -> None:
    found = section(full, "words")
    assert "With part of speech state_VERB 1.5 (1: 1)" in found
    assert "Two and three words all power to 2.0 (1: 1), the soviet 1.0 (1: 1)" in found
    assert "Within Class worker 0.5" in found
    assert "Within Mood" not in found


def test_a_pair_of_groups_is_shown_both_ways(full: str) -> None:
    found = section(full, "words")
    assert "Red rather than White soviet 1.5 (9: 1) White rather than Red tsar 2.0 (1: 2)" in found
    assert "Green" not in found[found.index("Pair by pair") :]


def test_collocates_are_those_that_are_nearer_than_by_chance(full: str, sparse: str) -> None:
    assert "<summary>Class: struggle</summary>" in full
    assert "<summary>Class: no word at least twice as often as by chance</summary>" in sparse
    found = section(full, "near")
    assert "Near Class (11 occurrences)" in found
    assert "Red struggle 11.5 (4) White peasant 9.5 (3)" in found


def test_collocates_differ_only_where_that_is_sure(full: str, sparse: str) -> None:
    found = section(full, "near")
    assert "more frequent in one document than in the rest" in found
    assert "Red struggle 1.2 (7: 2)" in found
    assert "White rather than Red struggle 1.5 (2: 7)" in found
    assert "Green" not in found
    assert (
        "of no word is it sure that it stands near Class in one group rather than in another "
        "(1 comparison)" in section(sparse, "near")
    )


def test_the_most_alike_are_named_with_the_pairs_that_cannot_be_told_from_them(full: str) -> None:
    cosine, distance = section(full, "alike").split("Jensen-Shannon divergence Of", maxsplit=1)
    assert "Most alike as measured are Red and White, 0.40 (0.35 to 0.45)" in distance
    assert "the intervals of 1 of the 2 other pairs overlap with this one" in distance
    assert "Least alike are White and Green, 0.60 (0.55 to 0.65)" in distance
    assert "Most alike as measured are White and Green, 0.60" in cosine
    assert "no other pair's interval overlaps" in cosine


def test_pairs_that_differ_no_more_than_by_chance_are_counted(full: str, sparse: str) -> None:
    cosine, distance = section(full, "alike").split("Jensen-Shannon divergence Of", maxsplit=1)
    pooled = "be told from two draws of one pool of passages"
    assert f"1 of 3 pairs cannot {pooled}" in distance
    assert f"None of the 3 pairs can {pooled}" in cosine
    assert "0.40 0.35–0.45 chance 0.42" in distance
    assert pooled not in section(sparse, "alike")


def test_clusters_are_named_where_nearly_all_resampled_corpora_show_them(full: str) -> None:
    found = section(full, "alike")
    assert "these stand together: Red, White (97 %)." in found
    assert found.count("stand together") == 1


def test_many_documents_have_their_neighbours_and_no_matrix(full: str, sparse: str) -> None:
    assert 'class="matrix"' in full
    found = section(sparse, "alike")
    assert "Red White 0.40 White Red 0.40 Green Red 0.48" in found
    assert "Least alike" not in found
    assert "overlap" not in found
    assert 'class="matrix"' not in sparse


def test_the_words_that_drive_two_documents_apart_stand_on_their_side(full: str) -> None:
    expected = "Red and White: 400 More in Red soviet 300.0 More in White tsar 60.0"
    assert expected in section(full, "alike")


def test_variety_is_compared_at_the_greatest_common_length(full: str, sparse: str) -> None:
    found = section(full, "varied")
    assert "In samples of 200 words, the greatest length at which all documents have an" in found
    assert "ratio of Red is 0.70 in samples of 200 words and 0.50 in all its 1,000" in found
    assert "Red 1,000 words 0.500 0.400–0.600" in found[found.index("Of the whole texts") :]
    assert "There is no length at which all documents can be" in section(sparse, "varied")


def test_few_hits_are_not_called_clumped(full: str) -> None:
    found = section(full, "spread")
    assert "Over the documents 0.25 40 hits in 2 of 10 –" in found
    assert "Red 0.75° 4 hits in 2 of 10 at least about 0.67" in found
    assert "° Greyed: fewer than 10 hits." in found


def test_groups_say_what_their_intervals_speak_of(sparse: str) -> None:
    found = section(sparse, "groups")
    assert "The intervals of essay are from its documents as wholes" in found
    assert "letter has too few documents for that" in found
    assert "essay 5,000 words 25 2.00 1.00–3.00" in found


def test_groups_are_told_apart_where_the_interval_bears_it(sparse: str) -> None:
    found = section(sparse, "groups")
    assert "On Class 1 of 1 pair of groups can be told apart, on fewer than 10 hits" in found
    assert "in both together; On Mood none of 1 pair" in found
    assert "essay 1.00 letter 1.00 2.00 1.25–4.00" in found


def test_no_text_says_nan(full: str, sparse: str) -> None:
    for page in (full, sparse):
        text = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)
        assert not re.search(r"\bnan\b", text, re.IGNORECASE)


def test_a_trend_is_stated_where_its_bands_part(full: str, sparse: str) -> None:
    found = section(full, "trends")
    assert "24 dated documents on 3 dates bear a smoothed line" in found
    assert "95 % band, which holds at each point by itself" in found
    assert "Class. More often at the end than at the beginning: 1.0 (0.50 to 1.5) in 1920" in found
    none = section(sparse, "trends")
    assert "No line is drawn through 2 dates (2 documents)" in none
    assert "20 dated documents on at least ten dates" in none


@pytest.mark.parametrize(
    ("rates", "ends_apart", "varies"),
    [((5.0, 2.0, 1.0), True, True), ((1.0, 5.0, 1.1), False, True), ((1, 1.2, 1.1), False, False)],
)
def test_bands_that_share_a_rate_show_no_change(
    rates: tuple[float, ...], ends_apart: bool, varies: bool
) -> None:
    points = [Point(str(1920), rate, rate - 0.5, rate + 0.5) for rate in rates]
    low, high = (choose(points, key=lambda point: point.rate) for choose in (min, max))
    trend = Trend("Class", points[0], points[-1], lowest=low, highest=high)
    assert (trend.ends_apart, trend.varies) == (ends_apart, varies)


def test_the_methods_say_how_much_intervals_depend_on_the_blocks(full: str) -> None:
    found = section(full, "methods")
    assert "with blocks of 1 to 6 segments" in found
    assert "changes by 12 % in the median, at most by −20 % (Class in Red, blocks of 1)" in found


@pytest.mark.parametrize("name", ["near", "alike", "varied", "spread", "groups", "trends"])
def test_a_section_without_a_table_is_left_out(plain_page: str, name: str) -> None:
    assert section(plain_page, name) == ""
    assert f'href="#{name}"' not in plain_page
