"""Matching: which spans of a text fit which rules, and which of them count."""

from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given, settings
from tests.making import table_of, theme_of

from dissent.themes.files import Theme
from dissent.themes.hits import match_themes


def theme(folder: Path, *rules: str, name: str = "t") -> Theme:
    listed = "".join(f"    - {rule}\n" for rule in rules)
    return theme_of(folder, f"theme: {name}\ncategories:\n  c:\n{listed}", name=f"{name}.yaml")


def found(folder: Path, text: str, *rules: str, status: str = "counted") -> list[str]:
    """The words of the spans with this status, as one string each."""
    spans = match_themes([theme(folder, *rules)], table_of(text), context_words=3).to_pylist()
    return [span["match"] for span in spans if span["status"] == status]


def test_a_lemma_finds_all_its_forms(tmp_path: Path) -> None:
    text = "Workers/worker and a worker/worker work/work"
    assert found(tmp_path, text, "worker") == ["Workers", "worker"]


def test_a_word_is_found_as_written_whatever_its_lemma(tmp_path: Path) -> None:
    text = "the working/work/VERB class/class , an/a/DET orthodoxy"
    assert found(tmp_path, text, "working class") == ["working class"]
    assert found(tmp_path, text, "an orthodoxy") == ["an orthodoxy"]
    assert found(tmp_path, text, "work class") == ["working class"]


def test_a_wildcard_finds_forms_whatever_their_lemma(tmp_path: Path) -> None:
    text = "Bureaucrats/x made bureaucracy/y not democracy/z"
    assert found(tmp_path, text, "bureaucra*") == ["Bureaucrats", "bureaucracy"]
    assert found(tmp_path, text, "de*ocra?y") == ["democracy"]


def test_a_part_of_speech_narrows_a_lemma(tmp_path: Path) -> None:
    text = "they desert/desert/VERB in the desert/desert/NOUN"
    assert found(tmp_path, text, "desert_VERB") == ["desert"]


def test_a_sequence_takes_a_hyphen_for_a_space(tmp_path: Path) -> None:
    text = "state capitalism , state - capitalism , state , capitalism , state – capitalism"
    expected = ["state capitalism", "state - capitalism", "state – capitalism"]
    assert found(tmp_path, text, "state-capitalism") == expected


def test_a_sequence_does_not_leave_its_paragraph(tmp_path: Path) -> None:
    assert found(tmp_path, "the state\n\ncapitalism grew", "state capitalism") == []


def test_a_sequence_at_the_end_of_the_text_is_found_and_an_unfinished_one_is_not(
    tmp_path: Path,
) -> None:
    assert found(tmp_path, "of state capitalism", "state capitalism") == ["state capitalism"]
    assert found(tmp_path, "of state", "state capitalism") == []
    assert found(tmp_path, "of state -", "state capitalism") == []


def test_a_typographic_apostrophe_is_an_apostrophe(tmp_path: Path) -> None:
    text = "the people ’s commissar/commissar"
    assert found(tmp_path, text, "people's commissar") == ["people ’s commissar"]


def test_a_context_before_cancels_also_across_a_hyphen(tmp_path: Path) -> None:
    rule = "{term: class, not: {before: [first, middle]}}"
    text = "class , first class , first - class , the class\n\nfirst\n\nclass"
    assert found(tmp_path, text, rule) == ["class", "class", "class"]
    assert found(tmp_path, text, rule, status="cancelled") == ["class", "class"]


def test_a_context_after_cancels(tmp_path: Path) -> None:
    rule = "{term: class, not: {after: [of 19*, struggle]}}"
    text = "class of 1920 | class of workers | class struggle | class - struggle | class"
    assert found(tmp_path, text, rule) == ["class", "class"]


def test_the_longest_span_wins_and_the_loser_names_it(tmp_path: Path) -> None:
    spans = match_themes(
        [theme(tmp_path, "class", "ruling class", "the ruling class")],
        table_of("the ruling class and class"),
        context_words=3,
    ).to_pylist()
    settled = {(span["match"], span["status"]): span["rival"] for span in spans}
    assert settled == {
        ("the ruling class", "counted"): "t.c.class(shorter) t.c.ruling-class(shorter)",
        ("ruling class", "lost"): "t.c.the-ruling-class",
        ("class", "lost"): "t.c.the-ruling-class",
        ("class", "counted"): "",
    }


def test_of_equal_spans_the_earlier_rule_wins(tmp_path: Path) -> None:
    spans = match_themes(
        [theme(tmp_path, "proletari*", "proletariat")], table_of("proletariat"), context_words=1
    ).to_pylist()
    assert [(s["rule_id"], s["status"]) for s in spans] == [
        ("t.c.proletari*", "counted"),
        ("t.c.proletariat", "lost"),
    ]


def test_what_a_loser_would_have_blocked_is_free(tmp_path: Path) -> None:
    # "b c" loses to "a b" in length and order, so "c d" is free of it.
    assert found(tmp_path, "a b c d", "a b", "b c", "c d") == ["a b", "c d"]


def test_a_token_may_count_for_two_themes(tmp_path: Path) -> None:
    themes = [theme(tmp_path, "clique", name="one"), theme(tmp_path, "clique", name="two")]
    spans = match_themes(themes, table_of("a clique"), context_words=1).to_pylist()
    assert [(s["theme"], s["status"]) for s in spans] == [("one", "counted"), ("two", "counted")]


def test_a_span_knows_its_place_and_its_line(tmp_path: Path) -> None:
    text = 'one two three\n\nfour " the | state capitalism/capitalism " came today and stayed'
    (span,) = match_themes(
        [theme(tmp_path, "state capitalism")], table_of("other", text), context_words=3
    ).to_pylist()
    place = {key: span[key] for key in ("doc_id", "paragraph", "sentence", "start", "end", "word")}
    assert place == {
        "doc_id": "b", "paragraph": 2, "sentence": 3, "start": 6, "end": 8, "word": 5,
    }  # fmt: skip
    assert (span["left"], span["right"]) == ('four " the ', ' " came today')
    assert span["quoted"]
    assert span["term"] == "state capitalism"


def test_nothing_is_found_in_nothing(tmp_path: Path) -> None:
    assert len(match_themes([theme(tmp_path, "class")], table_of(""), context_words=3)) == 0


RULES = ["aa", "bb", "aa bb", "bb aa bb", "bb bb", "cc aa", "aa-bb-cc", "cc"]


@settings(max_examples=300, deadline=None)
@given(
    words=st.lists(st.sampled_from(["aa", "bb", "cc", "-", "."]), max_size=25),
    rules=st.lists(st.sampled_from(RULES), min_size=1, max_size=5, unique=True),
)
def test_the_matcher_equals_a_slow_and_plain_one(words: list[str], rules: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        text = " ".join(words)
        distinct = list({tuple(rule.replace("-", " ").split()): rule for rule in rules}.values())
        spans = match_themes(
            [theme(Path(folder), *distinct)], table_of(text), context_words=1
        ).to_pylist()
    counted = sorted((s["start"], s["end"]) for s in spans if s["status"] == "counted")
    assert counted == plain_matches(words, [rule.replace("-", " ").split() for rule in distinct])


def plain_matches(words: list[str], rules: list[list[str]]) -> list[tuple[int, int]]:
    """Find all spans word by word, then take them from the best to the worst."""
    candidates = []
    for order, rule in enumerate(rules):
        for start in range(len(words)):
            place = start
            for number, wanted in enumerate(rule):
                if number and place < len(words) and words[place] == "-":
                    place += 1
                if place >= len(words) or words[place] != wanted:
                    break
                place += 1
            else:
                candidates.append((-(place - start), order, start, place))
    taken: set[int] = set()
    counted = []
    for _, _, start, end in sorted(candidates):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            counted.append((start, end))
    return sorted(counted)
