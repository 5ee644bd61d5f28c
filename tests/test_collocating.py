"""Collocates: which words of a text stand near a theme or a term, counted by hand."""

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from tests.making import table_of, theme_of

from dissent.collocating import count_collocates
from dissent.errors import DissentError
from dissent.themes.files import Theme
from dissent.themes.hits import match_themes
from dissent.tokens import TokenTable

THEMES = """\
theme: class
categories:
  workers: [worker, working class]
  owners: [owner]
"""


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return theme_of(tmp_path_factory.mktemp("theme"), THEMES)


def rows_of(
    theme: Theme, *texts: str, window: int = 2, terms: tuple[str, ...] = ()
) -> list[dict[str, object]]:
    tokens = table_of(*texts)
    spans = match_themes([theme], tokens, context_words=3)
    counted = count_collocates(tokens, spans, themes=[theme], window=window, terms=terms)
    return counted.to_pylist()


def near(theme: Theme, node: str, *texts: str, window: int = 2, doc: str = "a") -> dict[str, int]:
    """How often each lemma stands near a node, in one document."""
    terms = () if node.startswith("class") else (node,)
    return {
        row["lemma"]: row["in_window"]
        for row in rows_of(theme, *texts, window=window, terms=terms)
        if (row["node"], row["doc_id"]) == (node, doc) and row["lemma"] and row["in_window"]
    }


def test_words_on_both_sides_of_a_hit_are_near(theme: Theme) -> None:
    assert near(theme, "class", "a b c worker d e f") == {"b": 1, "c": 1, "d": 1, "e": 1}
    assert near(theme, "class", "a b c worker d e f", window=1) == {"c": 1, "d": 1}


def test_a_window_ends_with_the_sentence(theme: Theme) -> None:
    assert near(theme, "class", "a | b worker | c d") == {"b": 1}
    assert near(theme, "class", "a b | worker c | d") == {"c": 1}


def test_a_window_ends_with_the_paragraph_and_the_document(theme: Theme) -> None:
    assert near(theme, "class", "a b\n\nworker c\n\nd e") == {"c": 1}
    assert near(theme, "class", "a b", "worker c", "d e", doc="b") == {"c": 1}


def test_punctuation_is_passed_over_and_is_no_collocate(theme: Theme) -> None:
    assert near(theme, "class", "a , b ( worker ) , c - d e") == {"a": 1, "b": 1, "c": 1, "d": 1}


def test_a_word_near_two_hits_counts_once(theme: Theme) -> None:
    assert near(theme, "class", "worker a worker b c d") == {"a": 1, "b": 1, "c": 1}


def test_the_words_of_a_node_are_near_none_of_its_hits(theme: Theme) -> None:
    assert near(theme, "class", "a worker owner b", window=3) == {"a": 1, "b": 1}


def test_the_words_of_one_category_can_be_near_another(theme: Theme) -> None:
    text = "a worker owner b"
    assert near(theme, "class/workers", text) == {"a": 1, "owner": 1, "b": 1}
    assert near(theme, "class/owners", text) == {"a": 1, "worker": 1, "b": 1}


def test_a_span_of_several_words_has_its_window_on_its_outside(theme: Theme) -> None:
    text = "a b c working - class d e f"
    assert near(theme, "class", text) == {"b": 1, "c": 1, "d": 1, "e": 1}


def test_a_span_across_sentences_has_its_left_window_in_the_first_and_its_right_in_the_last(
    theme: Theme,
) -> None:
    assert near(theme, "class", "a working | class b") == {"a": 1, "b": 1}


def test_the_same_word_can_stand_inside_and_outside_of_the_node(theme: Theme) -> None:
    rows = rows_of(theme, "working class against class")
    counts = {r["lemma"]: (r["in_window"], r["in_node"]) for r in rows if r["node"] == "class"}
    assert counts["class"] == (1, 1)
    assert counts["working"] == (0, 1)


def test_lemmas_are_counted_not_forms(theme: Theme) -> None:
    text = "risen/rise workers/worker rises/rise"
    assert near(theme, "class", text) == {"rise": 2}


def test_every_document_has_its_own_rows_and_sums(theme: Theme) -> None:
    rows = rows_of(theme, "a worker b", "no hit", "owner a , owner")
    sums = [
        (r["doc_id"], r["node"], r["occurrences"], r["in_window"], r["in_node"])
        for r in rows
        if r["lemma"] is None
    ]
    assert sums == [
        ("a", "class", 1, 2, 1),
        ("c", "class", 2, 1, 2),
        ("a", "class/workers", 1, 2, 1),
        ("c", "class/owners", 2, 1, 2),
    ]


def test_a_hit_alone_in_its_sentence_has_an_empty_window(theme: Theme) -> None:
    rows = [row for row in rows_of(theme, "a | worker | b") if row["node"] == "class"]
    assert [(r["lemma"], r["in_window"], r["in_node"]) for r in rows] == [
        (None, 0, 1),
        ("worker", 0, 1),
    ]


def test_spans_that_do_not_count_have_no_window(tmp_path: Path) -> None:
    lost = theme_of(tmp_path, "theme: t\ncategories:\n  c: [{term: x, not: {after: y}}]\n")
    tokens = table_of("a x y b | c x d")
    spans = match_themes([lost], tokens, context_words=3)
    rows = count_collocates(tokens, spans, themes=[lost], window=5).to_pylist()
    assert {row["lemma"] for row in rows if row["node"] == "t"} == {None, "c", "d", "x"}


def test_a_term_is_a_node_of_its_own(theme: Theme) -> None:
    assert near(theme, "red guard*", "a red guards b") == {"a": 1, "b": 1}
    assert near(theme, "state_VERB", "a state/state/VERB b | c state/state/NOUN d") == {
        "a": 1,
        "b": 1,
    }


def test_a_term_may_be_called_as_a_theme_is(theme: Theme) -> None:
    rows = rows_of(theme, "a class b | worker c", terms=("class",))
    sums = {(r["kind"], r["node"]): r["in_window"] for r in rows if r["lemma"] is None}
    assert sums["theme", "class"] == 1
    assert sums["term", "class"] == 2


def test_where_a_term_fits_twice_over_the_same_words_they_count_once(theme: Theme) -> None:
    rows = rows_of(theme, "b a a a c", terms=("a a",))
    total = next(r for r in rows if r["kind"] == "term" and r["lemma"] is None)
    assert (total["occurrences"], total["in_node"], total["in_window"]) == (1, 2, 3)


def test_no_documents_and_no_hits_give_no_rows(theme: Theme) -> None:
    assert rows_of(theme, "nothing here", terms=("absent",)) == []
    assert rows_of(theme, "", terms=("absent",)) == []


def test_a_term_that_cannot_be_read_is_refused(theme: Theme) -> None:
    with pytest.raises(DissentError, match=r"setting `collocation\.terms`"):
        rows_of(theme, "worker", terms=("w*",))


def test_hits_of_other_themes_are_refused(theme: Theme, tmp_path: Path) -> None:
    other = theme_of(tmp_path, "theme: mood\ncategories:\n  hope: [hope]\n")
    tokens = table_of("hope")
    spans = match_themes([other], tokens, context_words=3)
    with pytest.raises(DissentError, match="run `dissent match` again"):
        count_collocates(tokens, spans, themes=[theme], window=2)


WORDS = st.sampled_from(["worker", "owner", "working class", "a", "b", ",", "|", "\n\n"])
TEXTS = st.lists(st.lists(WORDS, max_size=25).map(" ".join), min_size=1, max_size=3)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=TEXTS, window=st.integers(1, 6))
def test_the_counts_are_those_of_going_through_the_text_word_by_word(
    theme: Theme, texts: list[str], window: int
) -> None:
    tokens = table_of(*texts)
    spans = match_themes([theme], tokens, context_words=3)
    rows = count_collocates(tokens, spans, themes=[theme], window=window).to_pylist()
    found = {
        (row["doc_id"], row["node"], row["lemma"]): (row["in_window"], row["in_node"])
        for row in rows
        if row["lemma"] is not None
    }
    assert found == slowly(tokens, spans.to_pylist(), window)


def slowly(
    tokens: TokenTable, spans: list[dict[str, object]], window: int
) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Walk from each hit to both sides, word by word, and mark what is passed."""
    marked: dict[tuple[str, str], tuple[set[int], set[int]]] = {}
    for span in spans:
        if span["status"] != "counted":
            continue
        doc = tokens.documents.index(span["doc_id"])
        first = int(tokens.bounds[doc]) + span["start"]
        last = int(tokens.bounds[doc]) + span["end"] - 1
        for node in (span["theme"], f"{span['theme']}/{span['category']}"):
            near, own = marked.setdefault((span["doc_id"], node), (set(), set()))
            own |= {place for place in range(first, last + 1) if tokens.is_word[place]}
            near |= walk(tokens, first, -1, window) | walk(tokens, last, 1, window)
    counts: dict[tuple[str, str, str], tuple[int, int]] = {}
    for (doc_id, node), (near, own) in marked.items():
        for places, kind in ((near - own, 0), (own, 1)):
            for place in places:
                key = (doc_id, node, str(tokens.lexicon.lemma[tokens.code[place]]))
                pair = list(counts.get(key, (0, 0)))
                pair[kind] += 1
                counts[key] = (pair[0], pair[1])
    return counts


def walk(tokens: TokenTable, start: int, step: int, window: int) -> set[int]:
    passed: set[int] = set()
    place = start + step
    while 0 <= place < len(tokens) and len(passed) < window:
        same = (tokens.doc[place], tokens.sentence[place]) == (
            tokens.doc[start],
            tokens.sentence[start],
        )
        if not same:
            break
        if tokens.is_word[place]:
            passed.add(place)
        place += step
    return passed
