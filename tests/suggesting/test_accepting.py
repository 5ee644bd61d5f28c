"""Accepted words in a theme file: added where they belong, and nothing else touched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.errors import DissentError
from dissent.suggesting.accepting import NewRule, add_rules
from dissent.themes.files import read_themes

FILE = """\
# Written by hand.
theme: war
about: >
  What is fought,
  and with what.

categories:
  # The thing itself.
  war:
    - war   # the noun
    - 'battle'

  # Those who do it.
  people:
    - {term: enemy, note: "of the nation"}
    - term: army
      not: {before: salvation}
      note: >
        Not the one
        that sings.

  # What with.
  arms: [rifle, {term: gun}]
"""


def write(folder, text=FILE):
    path = folder / "war.yaml"
    path.write_bytes(text.encode("utf-8"))
    return path


def lines_added(path, before):
    rest = iter(path.read_text(encoding="utf-8").splitlines())
    added = []
    for line in before.splitlines():
        for got in rest:
            if got == line:
                break
            added.append(got)
    return added + list(rest)


def test_a_rule_goes_behind_the_last_one_of_its_category(tmp_path):
    path = write(tmp_path)
    written = add_rules(path, [NewRule("war", "warfare", "Suggested: like war.")])
    assert written == [NewRule("war", "warfare", "Suggested: like war.")]
    assert path.read_text(encoding="utf-8") == FILE.replace(
        "    - 'battle'\n",
        "    - 'battle'\n    - term: warfare\n      note: 'Suggested: like war.'\n",
    )


def test_a_rule_behind_a_block_of_text_leaves_the_next_comment_in_place(tmp_path):
    path = write(tmp_path)
    add_rules(path, [NewRule("people", "soldier")])
    assert path.read_text(encoding="utf-8") == FILE.replace(
        "        that sings.\n", "        that sings.\n    - soldier\n"
    )


def test_a_list_on_one_line_stays_on_one_line(tmp_path):
    path = write(tmp_path)
    add_rules(path, [NewRule("arms", "tank", "with: care"), NewRule("arms", "shell_NOUN")])
    assert "  arms: [rifle, {term: gun}, {term: tank, note: 'with: care'}, shell_NOUN]" in (
        path.read_text(encoding="utf-8")
    )


def test_line_ends_of_windows_and_a_byte_order_mark_stay(tmp_path):
    path = write(tmp_path, "\ufeff" + FILE.replace("\n", "\r\n"))
    add_rules(path, [NewRule("war", "warfare")])
    assert path.read_bytes() == (
        ("\ufeff" + FILE.replace("    - 'battle'\n", "    - 'battle'\n    - warfare\n"))
        .replace("\n", "\r\n")
        .encode("utf-8")
    )


def test_a_file_without_a_last_line_end_gets_one(tmp_path):
    path = write(tmp_path, "theme: war\ncategories:\n  war:\n  - war")
    add_rules(path, [NewRule("war", "warfare")])
    assert path.read_text(encoding="utf-8").endswith("  war:\n  - war\n  - warfare\n")


def test_words_that_yaml_reads_otherwise_are_quoted(tmp_path):
    path = write(tmp_path)
    add_rules(path, [NewRule("war", "null"), NewRule("war", "yes")])
    assert [rule.written for rule in read_themes([path])[0].rules][2:4] == ["null", "yes"]


def test_a_term_that_is_there_already_is_not_written_twice(tmp_path):
    path = write(tmp_path)
    assert add_rules(path, [NewRule("arms", "War"), NewRule("war", "tank"),
                            NewRule("war", '"tank"')]) == [NewRule("war", "tank")]  # fmt: skip


def test_a_rule_goes_behind_one_that_ends_with_an_alias(tmp_path):
    text = (
        "theme: war\ncategories:\n  war:\n    - {term: war, not: &same {before: class}}\n"
        "    - term: battle\n      not: *same\n  arms:\n    - gun\n"
    )
    path = write(tmp_path, text)
    add_rules(path, [NewRule("war", "warfare")])
    assert path.read_text(encoding="utf-8") == text.replace("*same\n", "*same\n    - warfare\n")


def test_what_would_change_other_rules_is_left_alone(tmp_path):
    text = (
        "theme: war\ncategories:\n  arms:\n    - term: gun\n      not: {before: &x toy}\n"
        "    - rifle\n  war:\n    - war\n    - *x\n"
    )
    path = write(tmp_path, text)
    with pytest.raises(DissentError, match="by hand"):
        add_rules(path, [NewRule("war", "warfare")])
    assert path.read_text(encoding="utf-8") == text
    assert [each.name for each in tmp_path.iterdir()] == ["war.yaml"]


def test_a_name_that_another_rule_has_is_said_with_the_files_own_name(tmp_path):
    path = write(tmp_path)
    with pytest.raises(DissentError, match=r"war\.yaml, line 21: the rule id") as error:
        add_rules(path, [NewRule("people", "army")])
    assert ".part" not in str(error.value)
    assert path.read_text(encoding="utf-8") == FILE


def test_a_term_that_cannot_be_read_is_said_and_nothing_written(tmp_path):
    path = write(tmp_path)
    with pytest.raises(DissentError, match="empty"):
        add_rules(path, [NewRule("war", "warfare"), NewRule("war", '""')])
    assert path.read_text(encoding="utf-8") == FILE


@settings(max_examples=60, deadline=None)
@given(
    category=st.sampled_from(["war", "people", "arms"]),
    term=st.text("abcdefgh", min_size=3, max_size=9),
    note=st.text(max_size=30).map(lambda text: " ".join(text.split())).filter(str.isprintable),
)
def test_any_note_can_be_read_again(tmp_path_factory, category, term, note):
    path = write(tmp_path_factory.mktemp("theme"))
    add_rules(path, [NewRule(category, term, note)])
    rules = read_themes([path])[0].rules
    assert [(rule.category, rule.note) for rule in rules if rule.written == term] == [
        (category, note)
    ]
    assert len(rules) == 7
    assert len(lines_added(path, FILE)) <= 2
