"""A coding sheet: blind, random, with a key that says how every line was drawn."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.validation.coded_project import (
    TEXTS,
    key_of_sheet,
    make_project,
    opened,
    rows_of,
    run,
    sentences,
)

from dissent.errors import DissentError
from dissent.validation.frame import sentence_frame
from dissent.validation.sheet import make_sheet


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def sheet_of(project: Path, *, lines: int = 30, seed: int = 1917) -> list[dict[str, str]]:
    corpus, theme = opened(project)
    files, _ = make_sheet(corpus, theme, lines=lines, seed=seed)
    return rows_of(files.csv)


def test_the_command_writes_sheet_instructions_and_key(project: Path) -> None:
    said = run("validate", "sheet", "labour", "--lines", "30", "--directory", project)
    folder = project / "validation" / "labour"
    assert {path.name for path in folder.iterdir()} == {
        "sheet-1.csv", "sheet-1.xlsx", "sheet-1-instructions.txt", "key-1.json",
    }  # fmt: skip
    assert len(rows_of(folder / "sheet-1.csv")) == 30
    assert "Labour: 30 lines drawn" in said
    assert "what a sheet buys" in said
    assert "precision" in said
    asked = (folder / "sheet-1-instructions.txt").read_text("utf-8")
    assert "Does this sentence speak of “Labour”" in asked
    assert "Not the work itself." in asked


def test_no_line_says_whether_a_rule_fired_or_where_it_is_from(project: Path) -> None:
    rows = sheet_of(project)
    assert list(rows[0]) == [
        "line", "theme", "before", "sentence", "after", "answer", "remark",
    ]  # fmt: skip
    assert {row["theme"] for row in rows} == {"Labour"}
    text = (project / "validation" / "labour" / "sheet-1.csv").read_text("utf-8-sig")
    assert all(word not in text for word in ("decree", "song", "people", "labour.", "hit", "near"))
    assert all(row["answer"] == "" and len(row["line"]) == 5 for row in rows)
    lines = key_of_sheet(project).lines
    strata = [line.stratum for line in lines]
    assert strata != sorted(strata)
    assert [row["line"] for row in rows] == [line.line for line in lines]


def test_a_sentence_stands_with_the_rest_of_its_paragraph(project: Path) -> None:
    key = key_of_sheet(project) if sheet_of(project) else None
    assert key is not None
    rows = {row["line"]: row for row in rows_of(project / "validation" / "labour" / "sheet-1.csv")}
    first = next(line for line in key.lines if (line.sentence - 1) % 5 == 0)
    assert rows[first.line]["before"] == ""
    assert rows[first.line]["after"].count(" .") == 4
    inside = next(line for line in key.lines if (line.sentence - 1) % 5 == 2)
    assert rows[inside.line]["before"].count(" .") == 2
    assert rows[inside.line]["sentence"].count(" .") == 1


def test_the_workbook_has_a_list_of_answers_and_the_same_lines(project: Path) -> None:
    rows = sheet_of(project)
    book = load_workbook(project / "validation" / "labour" / "sheet-1.xlsx")
    coding = book["coding"]
    assert [row[0].value for row in coding.iter_rows(min_row=2)] == [row["line"] for row in rows]
    assert coding.freeze_panes == "B2"
    (choices,) = coding.data_validations.dataValidation
    assert (choices.formula1, str(choices.sqref)) == ('"yes,no,unclear"', "F2:F31")
    assert coding["D2"].alignment.wrap_text
    assert [cell.value for cell in coding["B"]] == ["theme", *["Labour"] * 30]
    assert "Not the work itself." in str(book["instructions"]["A2"].value)


def test_text_that_looks_like_a_formula_is_only_text(tmp_path: Path) -> None:
    formula = "=1+1 worker"
    project = make_project(tmp_path, {"sums": sentences((12, formula), (12, "it rained"))})
    rows = sheet_of(project, lines=20)
    assert not [row for row in rows if row["sentence"].startswith("=")]
    assert any(row["sentence"].startswith("'=1+1") for row in rows)
    coding = load_workbook(project / "validation" / "labour" / "sheet-1.xlsx")["coding"]
    cells = [row[3] for row in coding.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_same_seed_draws_the_same_lines_and_another_others(tmp_path: Path) -> None:
    same = [sheet_of(make_project(tmp_path / name)) for name in ("one", "two")]
    assert same[0] == same[1]
    assert sheet_of(make_project(tmp_path / "three"), seed=7) != same[0]


def test_the_draw_does_not_depend_on_the_shards(tmp_path: Path) -> None:
    whole, divided = (
        sheet_of(make_project(tmp_path / str(shards), shards=shards)) for shards in (1, 3)
    )
    assert whole == divided


def test_a_second_sheet_gets_the_next_number_and_overwrites_nothing(project: Path) -> None:
    first = sheet_of(project)
    sheet_of(project)
    folder = project / "validation" / "labour"
    assert rows_of(folder / "sheet-1.csv") == first
    assert key_of_sheet(project, 2).sheet == 2
    assert {line.line for line in key_of_sheet(project, 2).lines} != {row["line"] for row in first}


def test_the_key_knows_the_strata_and_the_hits_of_every_line(project: Path) -> None:
    sheet_of(project)
    key = key_of_sheet(project)
    assert {name: key.sentences(name) for name in ("hit", "near", "plain")} == {
        "hit": 60, "near": 50, "plain": 160,
    }  # fmt: skip
    assert [(rule.rule_id, rule.hits, rule.sentences) for rule in key.rules] == [
        ("labour.bodies.trade-union", 6, 6),
        ("labour.people.labourer", 4, 4),
        ("labour.people.worker", 50, 50),
    ]
    assert [(d.doc_id, d.hit, d.near, d.plain) for d in key.documents] == [
        ("decree", 50, 30, 60), ("song", 10, 20, 100),
    ]  # fmt: skip
    for line in key.lines:
        assert bool(line.hits) == (line.stratum == "hit")
        assert 0 < line.probability <= 1


def test_every_rule_with_enough_hits_gets_a_line(project: Path) -> None:
    for seed in range(5):
        sheet_of(project, lines=20, seed=seed)
        rules = {rule for line in key_of_sheet(project, seed + 1).lines for rule in line.hits}
        assert len(rules) == 3


def test_the_words_like_the_themes_are_named_in_the_key(project: Path) -> None:
    sheet_of(project)
    words = set(key_of_sheet(project).theme_words)
    # of hits; with the same beginning; typical of sentences with hits
    assert {"worker", "trade", "workerdom", "bread"} <= words
    assert "rained" not in words


def test_a_theme_without_hits_and_a_sheet_too_small_are_refused(tmp_path: Path) -> None:
    corpus, theme = opened(make_project(tmp_path, {"rain": "it rained . | it poured ."}))
    with pytest.raises(DissentError, match="`labour` has no hit in this corpus"):
        make_sheet(corpus, theme, lines=30, seed=1)
    corpus, theme = opened(make_project(tmp_path / "more"))
    with pytest.raises(DissentError, match="3 lines says nothing; take at least 10"):
        make_sheet(corpus, theme, lines=3, seed=1)
    assert not (tmp_path / "more" / "validation").exists()


def test_a_corpus_smaller_than_the_sheet_is_coded_as_a_whole(tmp_path: Path) -> None:
    texts = {"tiny": sentences((4, "the worker wanted bread"), (8, "it rained"))}
    project = make_project(tmp_path, texts)
    assert len(sheet_of(project, lines=100)) == 12
    assert {line.probability for line in key_of_sheet(project).lines} == {1.0}


def test_sentences_without_a_word_are_never_drawn(tmp_path: Path) -> None:
    texts = {"dots": sentences((6, "the worker wanted bread"), (6, "…"), (6, "it rained"))}
    corpus, theme = opened(make_project(tmp_path, texts))
    assert len(sentence_frame(corpus, theme).sentences) == 12


def test_all_sentences_are_counted(project: Path) -> None:
    corpus, theme = opened(project)
    frame = sentence_frame(corpus, theme)
    assert len(frame.sentences) == 270
    assert frame.sentences["words"].sum() == sum(table.words.sum() for table in corpus.tables())
    assert set(TEXTS) == set(frame.sentences["doc_id"])


def test_an_unknown_theme_is_named(project: Path) -> None:
    with pytest.raises(DissentError, match="there is no theme `labor`; there are labour"):
        run("validate", "sheet", "labor", "--directory", project)
