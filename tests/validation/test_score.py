"""Coded sheets are read as people fill them in, and say what the rules are worth."""

import re
from pathlib import Path

import numpy as np
import pytest
from tests.making import write
from tests.validation.coded_project import (
    LABOUR,
    PLAIN,
    UNION,
    by_hits,
    code_csv,
    code_workbook,
    key_of_sheet,
    make_project,
    opened,
    rows_of,
    run,
    sentences,
    write_rows,
)

from dissent.comparison.validation_tables import validation_rows
from dissent.errors import DissentError
from dissent.validation.estimates import HALF, LEAVE_OUT, Answered, Unit, current_answers
from dissent.validation.folder import validation_files
from dissent.validation.frame import present_state
from dissent.validation.key import KeyLine
from dissent.validation.material import read_validation

THEME = Unit("labour")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = make_project(tmp_path / "project")
    run("validate", "sheet", "labour", "--lines", "60", "--directory", folder)
    return folder


def answered(project: Path, *, unclear: str = LEAVE_OUT) -> Answered:
    """What the coded sheets say."""
    return with_state(project, unclear=unclear)[0]


def with_state(project: Path, *, unclear: str = LEAVE_OUT) -> tuple[Answered, bool]:
    """What the coded sheets say, and whether it still holds."""
    corpus, theme = opened(project)
    keys, codings = read_validation(validation_files(project))
    states = {"labour": present_state(corpus, theme)}
    (found,) = current_answers(keys, codings, states=states, unclear=unclear, level=0.95)
    return found


def message(project: Path) -> str:
    with pytest.raises(DissentError) as error:
        run("validate", "score", "--directory", project)
    return str(error.value)


def labourers_are_wrong(line: KeyLine) -> str:
    """Hits of one rule are wrong, and one in five near misses is true."""
    if line.stratum == "hit":
        return "no" if "labour.people.labourer" in line.hits else "yes"
    return "yes" if line.stratum == "near" and line.sentence % 5 == 0 else "no"


def test_rules_that_are_always_right_have_a_precision_of_one_and_a_lower_limit(
    project: Path,
) -> None:
    code_csv(project, "anna", by_hits)
    found = answered(project)
    precision, recall = found.precision(THEME), found.recall(THEME)
    assert (float(precision.value), float(precision.high)) == (1, 1)
    assert 0.8 < precision.low < 1
    assert float(recall.value) == 1
    assert 0.4 < recall.low < 1


def test_precision_is_that_of_each_category_and_rule(project: Path) -> None:
    code_csv(project, "anna", labourers_are_wrong)
    found = answered(project)
    values = {
        unit.rule_id or unit.category: float(found.precision(unit).value)
        for unit in found.units()[1:]
    }
    assert values["bodies"] == values["labour.bodies.trade-union"] == 1
    assert values["labour.people.labourer"] == 0
    assert values["labour.people.worker"] == 1
    # 4 of the 54 hits of the category are wrong
    assert values["people"] == pytest.approx(50 / 54, abs=0.05)
    assert found.precision(THEME).low < 56 / 60 < found.precision(THEME).high


def test_the_precision_of_a_rule_is_known_only_where_all_its_hits_are_coded(
    tmp_path: Path,
) -> None:
    few = make_project(tmp_path, {"decree": sentences((9, UNION), (60, PLAIN))})
    run("validate", "sheet", "labour", "--lines", "30", "--directory", few)
    code_csv(few, "anna", by_hits)
    said = run("validate", "score", "labour", "--directory", few)
    assert re.search(r"rule labour.bodies.trade-union +9 +100 %, all of its hits coded", said)
    left = next(line.line for line in key_of_sheet(few).lines if line.hits)
    code_csv(few, "anna", lambda line: "" if line.line == left else by_hits(line))
    low = float(answered(few).precision(Unit("labour")).low)
    # one of nine is open: it may be wrong
    assert 0.6 < low < 8 / 9


def test_the_terminal_shows_categories_and_rules_that_say_something(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    said = run("validate", "score", "labour", "--directory", project)
    assert "theme labour " in said
    assert "category people " in said
    assert "rule labour.people.worker " in said
    assert "rule labour.people.labourer" not in said
    assert re.search(r"Left out here: \d of 3 rules, with fewer than 5 coded lines", said)


def test_the_only_category_of_a_theme_is_not_shown_beside_it(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    one = LABOUR.replace("  bodies: [trade union]\n", "").replace("people:", "labour:")
    write(project / "config" / "themes" / "labour.yaml", one)
    run("validate", "sheet", "labour", "--lines", "60", "--directory", project)
    code_csv(project, "anna", by_hits)
    said = run("validate", "score", "labour", "--directory", project)
    assert "theme labour " in said
    assert "category" not in said


def test_the_recall_of_rules_adds_up_to_that_of_the_theme(project: Path) -> None:
    code_csv(project, "anna", labourers_are_wrong)
    found = answered(project)
    rules = [unit for unit in found.units() if unit.rule_id]
    of_rules = sum(float(found.recall(unit).value) for unit in rules)
    assert of_rules == pytest.approx(float(found.recall(THEME).value))
    # 56 true sentences are found, and about 10 of the 50 near misses are not
    assert found.recall(THEME).low < 56 / 66 < found.recall(THEME).high


def test_of_a_rule_without_a_coded_line_nothing_is_known(project: Path) -> None:
    code_csv(project, "anna", lambda n: "" if "labour.people.labourer" in n.hits else by_hits(n))
    found = answered(project)
    labourer = Unit("labour", "people", "labour.people.labourer")
    assert np.isnan([*found.precision(labourer), *found.recall(labourer)]).all()


def test_answers_are_understood_as_people_write_them(project: Path) -> None:
    words = {"hit": ["Yes", "Y", "1", "ja", " TRUE "], "near": ["no", "N", "0", "nein", "False"]}

    def answer(line: KeyLine) -> str:
        return words.get(line.stratum, ["unclear", "?", "U"])[line.sentence % 3]

    code_csv(project, "anna", answer)
    found = answered(project)
    assert float(found.of_stratum("hit").value) == 1
    assert float(found.of_stratum("near").value) == 0
    assert np.isnan(found.of_stratum("plain").value)


def test_a_workbook_with_numbers_and_truth_values_is_read(project: Path) -> None:
    code_workbook(project, "ben", lambda line: 1 if line.stratum == "hit" else False)
    code_csv(project, "anna", by_hits)
    found = answered(project)
    assert found.coders == ["anna", "ben"]
    assert found.agreement().alpha == 1


def test_a_sheet_saved_with_semicolons_in_another_order_is_read(project: Path) -> None:
    path = code_csv(project, "anna", by_hits)
    plain = answered(project).codes
    rows = rows_of(path)
    write_rows(path, rows[::-1], delimiter=";")
    assert (answered(project).codes == plain).all()
    text = path.read_text("utf-8")
    path.write_bytes(text.replace("wanted", "wünschte").encode("cp1252", errors="replace"))
    assert (answered(project).codes == plain).all()


def test_a_sheet_without_the_column_theme_is_read(project: Path) -> None:
    path = code_csv(project, "anna", by_hits)
    plain = answered(project).codes
    rows = rows_of(path)
    write_rows(path, [{name: row[name] for name in row if name != "theme"} for row in rows])
    assert (answered(project).codes == plain).all()


def test_a_sentence_that_was_changed_is_named_and_still_counts(project: Path) -> None:
    path = code_csv(project, "anna", by_hits)
    code_workbook(project, "ben", by_hits)
    rows = rows_of(path)
    rows[3]["sentence"] = "something else"
    rows[4]["sentence"] = f"“{rows[4]['sentence'].upper()} ”"
    write_rows(path, rows)
    said = run("validate", "score", "labour", "--directory", project)
    assert f"sheet-1-anna.csv, line {rows[3]['line']}: the sentence is not the one" in said
    assert said.count("the sentence is not the one") == 1
    assert answered(project).coded == 60


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_sheet_saved_as_unicode_text_is_read(project: Path, encoding: str) -> None:
    path = code_csv(project, "anna", by_hits)
    plain = answered(project).codes
    write_rows(path, rows_of(path), delimiter="\t")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path.write_bytes((mark + path.read_text("utf-8")).encode(encoding))
    assert (answered(project).codes == plain).all()


def test_an_answer_that_cannot_be_read_is_named_with_its_row(project: Path) -> None:
    path = code_csv(project, "anna", by_hits)
    rows = rows_of(path)
    rows[4]["answer"], rows[9]["answer"] = "perhaps so", "2"
    write_rows(path, rows)
    said = message(project)
    assert f"{path}, row 6: `perhaps so` is no answer; write yes, no or unclear" in said
    assert f"{path}, row 11: `2` is no answer" in said


def test_lines_that_come_twice_or_from_elsewhere_are_refused(project: Path) -> None:
    path = code_csv(project, "anna", by_hits)
    rows = rows_of(path)
    write_rows(path, [*rows, rows[2], {**rows[3], "line": "zzzzz"}])
    said = message(project)
    assert f"row 62: the line `{rows[2]['line']}` stands already in row 4" in said
    assert "row 63: `zzzzz` is no line of sheet 1 of `labour`" in said


def test_one_coder_cannot_hand_in_a_sheet_twice(project: Path) -> None:
    code_csv(project, "Anna", by_hits)
    code_workbook(project, "anna", by_hits)
    assert "`anna` has coded this sheet in" in message(project)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("labour.csv", "line,answer\n", "a coded sheet is called sheet-NUMBER-CODER.csv or .xlsx"),
        ("sheet-1-anna.csv", "line;reply\na;yes\n", "there is no column `answer`"),
        ("sheet-1-anna.csv", "", "there is no column `line`"),
        ("sheet-7-anna.csv", "line,answer\n", "there is no key-7.json in"),
        ("sheet-1-anna.xlsx", "no workbook", "this is no workbook"),
    ],
)
def test_what_is_no_coded_sheet_is_named(project: Path, name: str, content: str, said: str) -> None:
    path = write(project / "validation" / "labour" / "coded" / name, content)
    assert f"{path}: " in message(project)
    assert said in message(project)


def test_lines_without_an_answer_are_reported_and_left_out(project: Path) -> None:
    left = [line.line for line in key_of_sheet(project).lines[:8]]
    code_csv(project, "anna", lambda line: "" if line.line in left else by_hits(line))
    assert answered(project).coded == 52
    said = run("validate", "score", "labour", "--directory", project)
    assert f"52 of 60 lines coded; without an answer: {', '.join(left[:6])} and 2 more" in said


def test_unclear_is_left_out_or_counts_half(project: Path) -> None:
    def answer(line: KeyLine) -> str:
        return "unclear" if line.stratum == "hit" and line.sentence % 2 else by_hits(line)

    code_csv(project, "anna", answer)
    assert float(answered(project).of_stratum("hit").value) == 1
    half = float(answered(project, unclear=HALF).of_stratum("hit").value)
    assert 0.6 < half < 0.9
    said = run("validate", "score", "--unclear", "half", "--directory", project)
    assert "which is counted as half a yes" in said


def test_coders_who_differ_are_averaged_and_their_agreement_is_told(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    code_csv(project, "ben", lambda line: "yes" if line.stratum != "plain" else "no")
    found = answered(project)
    assert found.of_stratum("near").value == pytest.approx(0.5)
    assert 0 < found.agreement().alpha < 1
    code_csv(project, "chris", by_hits)
    said = run("validate", "score", "labour", "--directory", project)
    assert "anna and chris: alpha 1.00, 100% equal, 60 lines" in said


def test_alpha_is_undefined_where_all_answers_are_the_same(project: Path) -> None:
    code_csv(project, "anna", lambda line: "yes")
    code_csv(project, "ben", lambda line: "yes")
    said = run("validate", "score", "labour", "--directory", project)
    assert "alpha undefined (all answers are the same), 100% of the codes equal, 60 lines" in said
    assert "nan" not in said
    table = validation_rows(answered(project), True, seed=1)
    assert table[["alpha", "alpha_low", "alpha_high"]].isna().all(axis=None)


def test_coders_who_have_no_line_in_common_cannot_be_compared(project: Path) -> None:
    code_csv(project, "anna", lambda line: by_hits(line) if line.sentence % 2 else "")
    code_csv(project, "ben", lambda line: "" if line.sentence % 2 else by_hits(line))
    said = run("validate", "score", "labour", "--directory", project)
    assert "No line has been coded by two coders" in said
    assert "nan" not in said


def test_a_coder_who_has_coded_half_still_counts(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    code_csv(project, "ben", lambda line: by_hits(line) if line.sentence % 2 else "")
    found = answered(project)
    assert found.coded == 60
    assert 0 < found.agreement().lines < 60


def test_two_sheets_are_put_together(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    alone = answered(project).precision(THEME)
    run("validate", "sheet", "labour", "--lines", "100", "--directory", project)
    code_csv(project, "anna", by_hits, number=2)
    both = answered(project)
    assert both.coded == 160
    assert both.precision(THEME).low > alone.low


def test_a_sheet_that_nobody_has_coded_says_what_to_do(project: Path) -> None:
    said = message(project)
    assert "no coded sheet of labour" in said
    assert "sheet-1-NAME.xlsx" in said
    code_csv(project, "anna", lambda line: "")
    assert "labour, anna: 0 of 60 lines coded" in message(project)
    assert "no coded sheet of labour" in message(project)


def test_a_coder_who_has_not_begun_is_named_and_not_counted(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    code_csv(project, "ben", lambda line: "")
    assert answered(project).coders == ["anna"]
    said = run("validate", "score", "labour", "--directory", project)
    assert "ben: 0 of 60 lines coded; sheet-1-ben.csv is left out" in said
    assert "60 lines coded by anna\n" in said


@pytest.mark.parametrize("suffix", ["ods", "xls", "numbers", "tsv", "txt"])
def test_a_sheet_in_a_format_that_is_not_read_is_named(project: Path, suffix: str) -> None:
    code_csv(project, "anna", by_hits)
    coded = project / "validation" / "labour" / "coded"
    path = write(coded / f"sheet-1-ben.{suffix}", "line,answer\n")
    write(coded / "sheet-1-instructions.txt", "may lie there")
    assert (
        f"{path}: a coded sheet cannot be read as .{suffix}; save it as .xlsx or .csv"
        in message(project)
    )


def test_changed_rules_make_a_validation_outdated_and_a_note_does_not(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    themes = project / "config" / "themes" / "labour.yaml"
    write(themes, LABOUR + "  more: [{term: nothing, note: never there}]\n")
    assert with_state(project)[1]
    write(themes, LABOUR.replace("worker, labourer", "worker"))
    found, current = with_state(project)
    assert not current
    assert float(found.precision(THEME).value) == 1
    said = run("validate", "score", "--directory", project)
    assert "The rules or the texts have changed" in said
    assert "Rogan" not in said


def test_after_a_change_the_sheets_of_the_present_rules_count(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    themes = project / "config" / "themes" / "labour.yaml"
    write(themes, LABOUR.replace("worker, labourer", "worker"))
    run("validate", "sheet", "labour", "--lines", "30", "--directory", project)
    code_csv(project, "anna", by_hits, number=2)
    found, current = with_state(project)
    assert current
    assert found.coded == 30


def test_a_spoilt_key_is_named(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    path = write(project / "validation" / "labour" / "key-1.json", '{"version": 1}')
    assert f"{path}: this is not a key as `dissent validate sheet` wrote it" in message(project)


def test_without_the_tables_of_the_workflow_no_rate_is_corrected(project: Path) -> None:
    code_csv(project, "anna", by_hits)
    said = run("validate", "score", "labour", "--directory", project)
    assert "Krippendorff" not in said
    assert "One coder" in said
    assert "Corrected rates need the tables of the present rules" in said
