"""`dissent themes import` and `export` as they are typed: files written, reports, refusals."""

from pathlib import Path

import pytest
from tests.making import write

from dissent import cli

DOUBLED = "%\n1\tJoy\n2\tAll\n%\nhapp*\t1\t2\nglad\t1\t9\n"


def run(*arguments: str | Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["dissent", "themes", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_word_list_becomes_a_theme_of_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "Power words.txt", "state\nbureaucra*\n")
    assert run("import", "Power words.txt", monkeypatch=monkeypatch) == 0
    assert (project / "config/themes/power_words.yaml").read_text(encoding="utf-8") == (
        "# Imported by `dissent themes import` from Power words.txt (list, utf-8).\n"
        "# `names` keeps the dictionary's own names, for `dissent themes export`.\n"
        "theme: power_words\n"
        "label: Power words\n"
        "source: 'The dictionary Power words.txt.'\n"
        "names:\n"
        "  power_words: [Power words]\n"
        "categories:\n"
        "  power_words:\n"
        "    - {cql: '[lower=\"state\"]'}\n"
        "    - bureaucra*\n"
    )
    assert capsys.readouterr().out == (
        "Power words.txt (list, utf-8): 2 entries in 1 category; 2 rules written:\n"
        "  config/themes/power_words.yaml\n"
    )
    assert not list(project.glob("config/themes/*.txt"))


def test_what_was_not_carried_over_is_shown_and_kept_beside(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "mood.dic", DOUBLED)
    assert run("import", "mood.dic", monkeypatch=monkeypatch) == 0
    kept = (project / "config/themes/mood.import.txt").read_text(encoding="utf-8").splitlines()
    assert kept[1] == "line 6: `glad`: there is no category 9; ignored"
    assert kept[0].startswith("`happ*` stands in several categories")
    out = capsys.readouterr().out
    assert "Not carried over, or not quite (2, all in config/themes/mood.import.txt):" in out
    assert all(f"  {line}" in out for line in kept)
    assert sorted(path.name for path in project.glob("config/themes/*.yaml")) == [
        "mood_all.yaml",
        "mood_joy.yaml",
    ]


def test_a_theme_that_is_there_is_written_over_only_by_force(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "a.txt", "state\n")
    there = write(project / "config/themes/a.yaml", "mine\n")
    assert run("import", "a.txt", monkeypatch=monkeypatch) == 2
    said = capsys.readouterr().err
    assert said == "dissent: config/themes/a.yaml is there already; --force writes over it\n"
    assert there.read_text(encoding="utf-8") == "mine\n"
    assert run("import", "a.txt", "--force", monkeypatch=monkeypatch) == 0
    assert "theme: a" in there.read_text(encoding="utf-8")


def test_one_file_cannot_hold_several_themes(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "mood.dic", DOUBLED)
    assert run("import", "mood.dic", "--output", "m.yaml", monkeypatch=monkeypatch) == 2
    assert "the dictionary becomes 2 themes" in capsys.readouterr().err
    assert not (project / "m.yaml").exists()
    arguments = ("import", "mood.dic", "--output", "m.yaml", "--themes", "one", "--name", "joy")
    assert run(*arguments, monkeypatch=monkeypatch) == 0
    assert "theme: joy\n" in (project / "m.yaml").read_text(encoding="utf-8")


def test_imported_themes_are_exported_together_as_the_dictionary_that_they_were(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "mood.dic", DOUBLED)
    run("import", "mood.dic", monkeypatch=monkeypatch)
    arguments = ("export", "mood_joy", "mood_all", "--format", "liwc", "--output", "out/m.dic")
    assert run(*arguments, monkeypatch=monkeypatch) == 0
    assert (project / "out/m.dic").read_text(encoding="utf-8") == (
        "%\n1\tJoy\n2\tAll\n%\nhapp*\t1\t2\nglad\t1\n"
    )


def test_an_export_without_a_file_is_shown_and_what_is_left_out_is_named_apart(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "config/themes/a.yaml", "theme: a\ncategories: {b: [minister*, class_NOUN]}\n")
    assert run("export", "a", monkeypatch=monkeypatch) == 0
    shown = capsys.readouterr()
    assert shown.out == "# Written by dissent from a.\na:\n  b:\n    - minister*\n"
    assert shown.err == (
        "a.b.class_noun: left out: it asks for more than a form, not for forms alone\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "c"), "there is no theme `c`; there are a"),
        (("export", "a", "--forms"), "has no tagged corpus yet: run the workflow first"),
        (
            ("import", "b.txt", "--language", "zz"),
            "--language zz: spaCy cannot cut that into words",
        ),
        (("import", "empty.txt"), "empty.txt holds no word"),
        (("import", "stars.txt"), "stars.txt: nothing could be carried over: line 1: `*` is left"),
    ],
)
def test_a_mistake_gets_one_message_and_nothing_is_written(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    write(project / "config/themes/a.yaml", "theme: a\ncategories: {b: [minister*]}\n")
    for name, text in (("b.txt", "state\n"), ("empty.txt", "\n"), ("stars.txt", "*\n")):
        write(project / name, text)
    assert run(*arguments, monkeypatch=monkeypatch) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "Traceback" not in shown
    assert [path.name for path in project.glob("config/themes/*")] == ["a.yaml"]
