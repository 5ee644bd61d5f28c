"""Concordances: what a query finds, in which order, with which words around it."""

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from tests.making import table_of, theme_of
from tests.tagged_project import make_tagged_project

from dissent.concordance.choices import Sort
from dissent.concordance.concordance import Concordance, make_concordance
from dissent.concordance.finding import find_in
from dissent.concordance.lines import make_lines
from dissent.concordance.selection import choose_documents
from dissent.errors import DissentError
from dissent.tagged import open_corpus
from dissent.themes.hits import match_themes
from dissent.themes.queries import parse_query

TEXTS = {
    "late": "the ruling class/class rules | a class of its own",
    "early": "Old classes/class die .\n\nNew classes/class , new men",
    "none": "nothing here",
}
DATES = {"late": "1922", "early": "1919"}


def concordance(
    folder: Path,
    query: str,
    *,
    texts: dict[str, str] = TEXTS,
    dates: dict[str, str] = DATES,
    window: int = 8,
    sort: Sort = Sort.PLACE,
    limit: int | None = None,
    seed: int = 1,
    shards: int = 2,
    documents: tuple[str, ...] = (),
) -> Concordance:
    make_tagged_project(folder, texts, dates=dates, shards=shards)
    corpus = open_corpus(folder)
    chosen = choose_documents(corpus.documents, doc_ids=documents, group="")
    return make_concordance(
        corpus, query, documents=chosen, window=window, sort=sort, limit=limit, seed=seed
    )


def shown(made: Concordance) -> list[str]:
    return [f"{line.left}<{line.match}>{line.right}" for line in made.lines]


def test_lines_stand_by_date_and_place_and_keep_to_their_paragraph(tmp_path: Path) -> None:
    made = concordance(tmp_path, "class")
    assert shown(made) == [
        "Old <classes> die .",
        "New <classes> , new men",
        "the ruling <class> rules a class of its own",
        "the ruling class rules a <class> of its own",
    ]


def test_a_line_knows_its_place_as_hits_csv_says_it(tmp_path: Path) -> None:
    line = concordance(tmp_path, "class").lines[-1]
    assert (line.doc_id, line.page, line.paragraph, line.sentence) == ("late", 1, 1, 2)
    assert (line.start, line.end) == (5, 6)


def test_hits_are_counted_by_document_and_per_1000_words(tmp_path: Path) -> None:
    made = concordance(tmp_path, "class", limit=1)
    counts = {each.document.doc_id: (each.hits, each.words) for each in made.documents}
    assert counts == {"early": (2, 7), "late": (2, 9), "none": (0, 2)}
    assert len(made.lines) == 1
    assert (made.hits, made.words) == (4, 18)
    assert made.rate == pytest.approx(1000 * 4 / 18)


def test_the_window_counts_words_and_takes_the_punctuation_between_them_along(
    tmp_path: Path,
) -> None:
    texts = {"a": "one , two ( three ) HIT , four ; five . six"}
    (line,) = shown(concordance(tmp_path, "hit", texts=texts, window=2))
    assert line == "two ( three ) <HIT> , four ; five"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.LEFT, ["b a", "x a", "a b", "a x", "a z"]),
        (Sort.RIGHT, ["a x", "a z", "b a", "a b", "x a"]),
        (Sort.LEFT2, ["a z", "a b", "a x", "b a", "x a"]),
        (Sort.PLACE, ["b a", "a z", "x a", "a b", "a x"]),
    ],
)
def test_contexts_are_sorted_by_their_words_nearest_first(
    tmp_path: Path, sort: Sort, expected: list[str]
) -> None:
    texts = {
        "one": "b A HIT q\n\na z HIT b\n\nx a hit ’ s",
        "two": "a , B hit R .\n\na x hit a",
    }
    made = concordance(
        tmp_path, "hit", texts=texts, dates={"one": "1901", "two": "1902"}, sort=sort
    )
    lefts = [line.left.replace(",", "").lower().split() for line in made.lines]
    assert [" ".join(left) for left in lefts] == expected


def test_lines_without_a_word_beside_the_hit_stand_first(tmp_path: Path) -> None:
    texts = {"one": "a hit a\n\nhit b\n\n( hit c"}
    made = concordance(tmp_path, "hit", texts=texts, sort=Sort.LEFT)
    assert shown(made) == ["<hit> b", "( <hit> c", "a <hit> a"]


def test_lines_are_sorted_by_what_was_found(tmp_path: Path) -> None:
    texts = {"one": "labour parties/party , labour party , Labour Part"}
    made = concordance(tmp_path, "labour part*", texts=texts, sort=Sort.HIT)
    assert [line.match for line in made.lines] == ["Labour Part", "labour parties", "labour party"]


def test_lines_are_sorted_by_title(tmp_path: Path) -> None:
    made = concordance(tmp_path, "class", sort=Sort.DOCUMENT)
    assert [line.doc_id for line in made.lines] == ["early", "early", "late", "late"]


def test_a_random_order_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    texts = {"one": " ".join(f"hit {word}" for word in "abcdefghij")}

    def order(seed: int) -> list[str]:
        made = concordance(tmp_path, "hit", texts=texts, window=1, sort=Sort.RANDOM, seed=seed)
        return shown(made)

    assert order(1) == order(1)
    assert order(1) != order(2)
    assert sorted(order(1)) == sorted(order(2))


@pytest.mark.parametrize("sort", list(Sort))
def test_nothing_depends_on_the_number_of_shards(tmp_path: Path, sort: Sort) -> None:
    one = concordance(tmp_path / "one", "class", sort=sort, shards=1)
    five = concordance(tmp_path / "five", "class", sort=sort, shards=5)
    assert (one.lines, one.hits) == (five.lines, five.hits)


def test_only_chosen_documents_are_searched(tmp_path: Path) -> None:
    made = concordance(tmp_path, "class", documents=("late", "none"))
    assert {line.doc_id for line in made.lines} == {"late"}
    assert [each.document.doc_id for each in made.documents] == ["late", "none"]


def test_cql_is_a_query_like_a_term(tmp_path: Path) -> None:
    made = concordance(tmp_path, '[lemma="class"] [pos="NOUN" & word="of|rules"]')
    assert [line.match for line in made.lines] == ["class rules", "class of"]


def test_a_query_that_cannot_be_read_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(DissentError, match="query: `class_NUON`: `NUON` is no part of speech"):
        concordance(tmp_path, "class_NUON")


def test_a_single_hit_between_longer_ones_is_not_counted_twice(tmp_path: Path) -> None:
    texts = {"one": "a a a a b"}
    made = concordance(tmp_path, '[lower="a"]{1,2}', texts=texts)
    assert [(line.start, line.end) for line in made.lines] == [(0, 2), (2, 4)]


WORDS = st.lists(st.sampled_from(["aa", "bb", "cc", "-", ",", "."]), min_size=1, max_size=30)


@settings(max_examples=150, deadline=None)
@given(words=WORDS, query=st.sampled_from(["aa", "aa bb", "aa_NOUN bb", "cc-aa", "bb bb"]))
def test_a_concordance_has_the_hits_of_a_rule_and_the_text_of_its_paragraph(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], query: str
) -> None:
    table = table_of(" ".join(words))
    folder = tmp_path_factory.mktemp("rule")
    rule = theme_of(folder, f'theme: t\ncategories:\n  c:\n    - "{query}"\n')
    spans = match_themes([rule], table, context_words=3).to_pylist()
    counted = [(span["start"], span["end"]) for span in spans if span["status"] == "counted"]
    found = find_in(table, parse_query(query), place={"a": 0}, sort=Sort.LEFT)
    hits = [] if found is None else [(found, number) for number in range(len(found))]
    lines = make_lines(hits, window=50)
    assert [(line.start, line.end) for line in lines] == counted
    for line in lines:
        assert line.left + line.match + line.right == " ".join(words)
