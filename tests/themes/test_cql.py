"""CQL: what each way of writing a query means, and that hostile ones are answered at once."""

import time

import numpy as np
import pytest
from tests.making import table_of

from dissent.errors import DissentError
from dissent.themes.conditions import (
    AnyToken,
    Attribute,
    Not,
    all_of,
    any_of,
    literals,
    negated,
)
from dissent.themes.matching import search
from dissent.themes.patterns import MOST_POSITIONS, PatternError
from dissent.themes.queries import parse_cql, parse_query
from dissent.themes.resolving import Vocabulary, types_of
from dissent.themes.terms import parse_term
from dissent.tokens import Lexicon


def found(query: str, text: str) -> list[str]:
    tokens = table_of(text)
    spans = zip(*search(parse_cql(query), tokens), strict=True)
    return [tokens.text(start, end).strip() for start, end in spans]


def condition(query: str) -> object:
    (only,) = parse_cql(query).conditions
    return only


def test_text_with_a_bracket_is_a_query_and_other_text_a_term() -> None:
    assert parse_query('"new" []') == parse_cql('"new" []')
    assert parse_query('"state capitalism"') == parse_term("state capitalism")


def test_white_space_and_line_ends_mean_nothing() -> None:
    assert parse_cql(' [ lemma = "new" ]\n  "class" ') == parse_cql('[lemma="new"]"class"')


def test_alternatives_of_one_token_need_one_place_and_one_expression() -> None:
    assert condition('"new" | "old"') == Attribute("word", "new|old")
    assert condition('[lemma="a.*" | lemma=".*b"]') == Attribute("lemma", "(?:a.*)|(?:.*b)")
    assert condition('("a" | ("b" | [pos="NOUN"]))') == any_of(
        [Attribute("word", "a|b"), Attribute("pos", "NOUN")]
    )


def test_what_is_excluded_is_put_together() -> None:
    expected = Not(Attribute("pos", "NOUN|VERB"))
    assert condition('[pos!="NOUN" & !(pos="VERB")]') == expected
    assert condition('[!!pos="NOUN"]') == Attribute("pos", "NOUN")


def test_quotation_marks_of_either_kind_hold_the_other() -> None:
    assert condition("""'say "no"'""".replace(" ", "")) == Attribute("word", 'say"no"')
    assert condition(r'"say\"no\""') == Attribute("word", 'say"no"')


def test_a_typographic_apostrophe_is_plain_in_lower_and_kept_in_word() -> None:
    assert found('[lower="’s"]', "people ’s and people 's") == ["’s", "'s"]
    assert found('"’s"', "people ’s and people 's") == ["’s"]


def test_the_longest_way_through_a_query_is_found_from_each_token() -> None:
    assert found('"a" []{0,2} "b"', "a b b b b a x b") == ["a b b b", "a x b"]
    assert found('"a"{1,3}', "a a a a") == ["a a a", "a a a", "a a", "a"]


def test_a_query_does_not_pass_over_hyphens() -> None:
    assert found('"state" "capitalism"', "state - capitalism state capitalism") == [
        "state capitalism"
    ]


def test_a_query_that_begins_with_any_token_begins_within_the_text() -> None:
    assert found('[]{0,2} "x"', "x a x\n\nb x") == ["x a x", "a x", "x", "b x", "x"]


def test_a_span_stays_in_its_document() -> None:
    tokens = table_of("one two", "three four")
    start, _ = search(parse_cql('"two" "three"'), tokens)
    assert len(start) == 0


def test_sixty_three_places_are_room_enough_and_one_more_is_refused() -> None:
    text = " ".join(["a"] * (MOST_POSITIONS + 2))
    query = f'"a"{{{MOST_POSITIONS}}}'
    assert len(found(query, text)) == 3
    with pytest.raises(PatternError, match="room for 63 tokens, and this one needs 64"):
        parse_cql(f'{query} "a"')


@pytest.mark.parametrize(
    ("regex", "values"),
    [
        ("state", ("state",)),
        ("state|party", ("state", "party")),
        (r"U\.S\.|\|", ("U.S.", "|")),
        ("", ("",)),
        ("stat.", None),
        (r"\d", None),
        ("a{2}", None),
    ],
)
def test_an_expression_that_only_lists_values_is_looked_up(
    regex: str, values: tuple[str, ...] | None
) -> None:
    assert literals(regex) == values


def test_conditions_that_ask_nothing_are_any_token() -> None:
    noun = Attribute("pos", "NOUN")
    assert all_of([]) == all_of([AnyToken()]) == any_of([noun, AnyToken()]) == AnyToken()
    assert all_of([noun, noun]) == any_of([noun, noun]) == negated(negated(noun)) == noun


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def lexicon_of(size: int) -> Lexicon:
    """As many types as a large corpus has, drawn at random."""
    rng = np.random.default_rng(5)
    letters = rng.choice(list(LETTERS), size=(size, 9))
    words = sorted({"".join(row[: 3 + place % 7]) for place, row in enumerate(letters)})
    return Lexicon.of([(word, word, "NOUN", "NN") for word in words])


def test_looking_up_much_gives_what_looking_up_one_gives() -> None:
    lexicon = lexicon_of(3000)
    queries = ["abc*", "*ing", "a*z", "*ab*", "?b*c", lexicon.token[7], lexicon.token[70] + "*"]
    asked = [parse_term(query).conditions[0] for query in queries]
    asked += [Attribute("lemma", "ab.*c?"), Attribute("word", "ab?.*"), Attribute("lower", "a|b.*")]
    vocabulary = Vocabulary(lexicon)
    for _ in range(2):
        for each in asked:
            alone = types_of(each, lexicon)
            assert (vocabulary.types(each) == alone).all()
        vocabulary.answers.clear()


HOSTILE = {
    "nested quantifiers": '"(a+)+$"',
    "nested stars": '"((a*)*)*b"',
    "a thousand words": " | ".join(f'"word{n}"' for n in range(1000)),
    "a thousand lemmas": "[" + " | ".join(f'lemma="l{n}"' for n in range(1000)) + "]",
    "a thousand beginnings": "[" + "|".join(f'lemma="l{n}.*"' for n in range(1000)) + "]",
    "a thousand exceptions": "[" + "&".join(f'lemma!="l{n}.*"' for n in range(1000)) + "]",
    "a thousand expressions at once": "[" + "&".join(f'lemma=".*{n}.*"' for n in range(1000)) + "]",
    "a thousand alternatives in one": '"' + "|".join(f".*w{n}.*" for n in range(1000)) + '"',
    "alternatives made to be slow": '"'
    + "|".join(f".*[{LETTERS[n % 26]}-z].{{{n % 9}}}.*" for n in range(110))
    + '"',
    "a thousand sequences": " | ".join(f'"w{n}" "x"' for n in range(1000)),
    "a long sequence": " ".join(f'"w{n}"' for n in range(1000)),
    "repetition to 9999": "[]{0,9999}",
    "repetition of a repetition": "([]{0,50}){0,50}",
    "repetition of nearly nothing": '(([]?){0,9}){0,7} "x"',
    "repetition by a number without end": f'"a"{{{"9" * 9000}}}',
    "repetition in expressions": '"' + ".{0,1000}" * 20 + 'x"',
    "parentheses": "(" * 9000 + '"a"' + ")" * 9000,
    "brackets": "[" * 9000,
    "negations": "[" + "!" * 9000 + 'word="a"]',
    "conditions in each other": "["
    + '(word="a" & (word!="b" | ' * 90
    + 'word="c"'
    + "))" * 90
    + "]",
    "a long query": "x" * 90_000,
}


def answered(query: str, lexicon: Lexicon) -> str:
    """Read a query and look its conditions up; the message where one of these is refused."""
    try:
        for each in set(parse_cql(query).conditions):
            types_of(each, lexicon)
    except (PatternError, DissentError) as error:
        return str(error)
    return ""


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_answered_within_a_second(query: str) -> None:
    lexicon = lexicon_of(10_000)
    parse_cql('"a"')  # the grammar is read once
    began = time.process_time()
    answer = answered(query, lexicon)
    assert time.process_time() - began < 1.5
    assert len(answer) < 400
