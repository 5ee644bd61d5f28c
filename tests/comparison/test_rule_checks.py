"""Warnings about rules that only a corpus bears out."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making import table_of, theme_of

from dissent.comparison.rule_checks import corpus_findings, vocabulary_of, words_of
from dissent.themes.checks import Finding
from dissent.themes.files import Theme
from dissent.themes.hits import match_themes

# A YAML value may not begin with a star.
QUOTED = "'{}'"


def theme(folder: Path, *rules: str, name: str = "t") -> Theme:
    listed = "\n".join(f"    - {rule}" for rule in rules)
    text = f"theme: {name}\ncategories:\n  c:\n{listed}\n"
    return theme_of(folder, text, name=f"{name}.yaml")


def found(text: str, *themes: Theme) -> list[Finding]:
    tokens = table_of(*text.split("\n---\n"))
    spans = match_themes(themes, tokens, context_words=2).to_pandas()
    return corpus_findings(themes, spans, vocabulary_of(words_of(tokens)))


def said(text: str, *themes: Theme) -> list[tuple[int, str, str]]:
    return [(finding.line, finding.check, finding.message) for finding in found(text, *themes)]


def test_a_rule_that_works_is_not_mentioned(tmp_path: Path) -> None:
    assert said("a worker and an owner", theme(tmp_path, "worker", "owner")) == []


def test_a_silent_rule_says_what_is_missing(tmp_path: Path) -> None:
    rules = ["owner", "red tape", "red worker", "clas*"]
    assert said("the red flag of a worker", theme(tmp_path, *rules)) == [
        (4, "no_match", "`owner` finds nothing: the corpus has no such word"),
        (5, "no_match", "`red tape` finds nothing: the corpus has no word `tape`"),
        (6, "no_match",
         "`red worker` finds nothing: the corpus has its words, but not one after the other"),
        (7, "no_match", "`clas*` finds nothing: the corpus has no such word"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", ['[lemma="workers"]', '[lemma="workers" & pos="NOUN"]', '"the" [lemma="workers"]']
)
def test_a_form_that_is_asked_for_as_a_lemma_is_named_with_its_lemma(
    tmp_path: Path, query: str
) -> None:
    ((_, check, message),) = said("the workers/worker", theme(tmp_path, f"{{cql: '{query}'}}"))
    assert check == "no_match"
    assert message == (
        f"`{query}` finds nothing: no lemma is `workers`; the form `workers` has the lemma `worker`"
    )


def test_a_part_of_speech_that_is_asked_for_as_a_tag_is_told_so(tmp_path: Path) -> None:
    ((_, _, message),) = said("the workers", theme(tmp_path, "{cql: '[tag=\"NOUN\"]'}"))
    assert message == (
        '`[tag="NOUN"]` finds nothing: `NOUN` is a part of speech, asked for with [pos="NOUN"]; '
        "tags look like `NN`"
    )


def test_a_tag_that_no_word_has_is_not_called_a_word(tmp_path: Path) -> None:
    rules = ["{cql: '[tag=\"NPS\"]'}", '{cql: \'[lemma="worker" & tag="NPS"]\'}']
    assert [message for *_, message in said("the worker", theme(tmp_path, *rules))] == [
        '`[tag="NPS"]` finds nothing in this corpus',
        '`[lemma="worker" & tag="NPS"]` finds nothing in this corpus',
    ]


def test_of_a_long_query_only_the_beginning_is_shown(tmp_path: Path) -> None:
    query = "|".join(f"word{number}" for number in range(1000))
    ((_, _, message),) = said("the flag", theme(tmp_path, f"{{cql: '[lemma=\"{query}\"]'}}"))
    assert message.startswith('`[lemma="word0|word1|')
    assert message.endswith("…` finds nothing: the corpus has no such word")
    assert len(message) < 130


@pytest.mark.parametrize("rule", ["permit_NOUN", '{cql: \'[lemma="permit" & pos="NOUN"]\'}'])
def test_a_word_that_is_only_another_part_of_speech_is_named(tmp_path: Path, rule: str) -> None:
    text = "permits/permit/VERB permit/permit/VERB permit/permit/PROPN"
    ((line, check, message),) = said(text, theme(tmp_path, rule))
    assert (line, check) == (4, "other_part_of_speech")
    assert message.endswith("`permit` is never NOUN here, but VERB (2); PROPN (1)")


def test_a_rule_that_only_loses_names_the_winners(tmp_path: Path) -> None:
    rules = ["working class", "working women", "class_NOUN", "women"]
    text = "working class and working women and working class"
    assert said(text, theme(tmp_path, *rules)) == [
        (6, "only_loses", "`class_NOUN` only ever loses, to t.c.working-class (2)"),
        (7, "only_loses", "`women` only ever loses, to t.c.working-women (1)"),
    ]


def test_a_rule_that_is_always_cancelled_names_the_contexts(tmp_path: Path) -> None:
    rule = "{term: class, not: {before: [first, second]}}"
    assert said("first class | second class | first class", theme(tmp_path, rule)) == [
        (4, "only_cancelled",
         "`class` has every hit cancelled by its `not` contexts: before: first (2); "
         "before: second (1)"),
    ]  # fmt: skip


def test_a_rule_that_loses_and_is_cancelled_never_counts(tmp_path: Path) -> None:
    rules = ["working class", "{term: class, not: {before: first}}"]
    (finding,) = found("working class | first class", theme(tmp_path, *rules))
    assert finding.check == "none_counts"
    assert finding.message == (
        "`class` never counts: it loses to t.c.working-class (1), and is cancelled by "
        "before: first (1)"
    )


def test_contexts_that_cancel_nothing_are_listed(tmp_path: Path) -> None:
    rule = "{term: class, not: {before: [first, third], after: carriage}}"
    assert said("first class | class", theme(tmp_path, rule)) == [
        (4, "idle_context",
         "`class` has `not` contexts that cancel nothing (2 of 3): before: third, "
         "after: carriage"),
    ]  # fmt: skip


COMMUNISTS = (
    "communist/communist communists/communist communism/communism commune/commune "
    "community/community communal/communal communicate/communicate"
)


def test_a_wildcard_that_takes_in_strangers_lists_them_with_their_counts(tmp_path: Path) -> None:
    (finding,) = found(f"{COMMUNISTS} communist", theme(tmp_path, "commun*"))
    assert finding.check == "over_broad"
    assert finding.message.startswith("`commun*` takes in 6 lemmas of 5 families")
    assert finding.types == (
        "communist (2); communal (1); commune (1); communicate (1); communism (1); "
        "communists (1); community (1)"
    )


def test_a_wildcard_of_one_family_is_not_over_broad(tmp_path: Path) -> None:
    words = "bureaucrat bureaucracy bureaucratic bureaucratism bureaucratically bureaucratise"
    assert said(words, theme(tmp_path, "bureaucra*")) == []


def test_ten_lemmas_are_over_broad_whatever_their_families(tmp_path: Path) -> None:
    words = " ".join(f"organi{end}" for end in "abcdefghij")
    assert [check for _, check, _ in said(words, theme(tmp_path, "organi*"))] == ["over_broad"]


def test_a_wildcard_at_the_beginning_has_its_families_by_the_letters_before(
    tmp_path: Path,
) -> None:
    words = "democracy bureaucracy aristocracy"
    assert said(words, theme(tmp_path, QUOTED.format("*cracy"))) == []
    more = "democracy slavocracy aristocracy plutocracy mobocracy theocracy gynocracy"
    ((_, check, message),) = said(more, theme(tmp_path, QUOTED.format("*ocracy")))
    assert check == "over_broad"
    assert "7 lemmas of 7 families" in message


def test_rules_of_two_themes_that_find_the_same_places_are_named(tmp_path: Path) -> None:
    one, other = theme(tmp_path, "worker"), theme(tmp_path, "work?r", name="u")
    ((line, check, message),) = said("worker worker worker", one, other)
    assert (line, check) == (4, "same_spans")
    assert message == (
        "`work?r` finds exactly the 3 places that `t.c.worker` finds: each counts for both themes"
    )


def test_two_places_in_common_are_not_enough_to_say_so(tmp_path: Path) -> None:
    one, other = theme(tmp_path, "worker"), theme(tmp_path, "work?r", name="u")
    assert said("worker worker", one, other) == []


def test_a_rule_that_carries_a_category_is_named_where_there_are_ten_hits(tmp_path: Path) -> None:
    rules = theme(tmp_path, "worker", "owner")
    ((line, check, message),) = said("worker " * 9 + "owner", rules)
    assert (line, check, message) == (
        4, "one_rule_carries", "`worker` has 9 of the 10 hits of `c`, 90%",
    )  # fmt: skip
    assert said("worker " * 8 + "owner", rules) == []


def test_a_category_of_one_rule_is_not_said_to_be_carried_by_it(tmp_path: Path) -> None:
    assert said("worker " * 20, theme(tmp_path, "worker")) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a/a/NOUN", "A/a/NOUN", "b/c/VERB", "."]), max_size=30))
def test_the_vocabulary_counts_every_word_once_however_it_is_divided(words: list[str]) -> None:
    parts = [words[:7], words[7:]]
    counted = [words_of(table_of(" ".join(part))) for part in parts if part]
    if not counted:
        return
    vocabulary = vocabulary_of(pa.concat_tables(counted))
    assert vocabulary.count.sum() == sum(word != "." for word in words)
    types = list(zip(vocabulary.lexicon.lower, vocabulary.lexicon.pos, strict=True))
    assert len(types) == len(set(types))
