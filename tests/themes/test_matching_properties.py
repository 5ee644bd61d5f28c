"""The matcher against a plain one, over every token and every path, and against spaCy's own."""

import re
from dataclasses import dataclass
from random import Random
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from spacy.matcher import Matcher
from spacy.tokens import Doc
from tests.making import table_of

from dissent.themes.files import Context, Rule
from dissent.themes.matching import find, search
from dissent.themes.overlaps import NOBODY, settle
from dissent.themes.patterns import Pattern, PatternError
from dissent.themes.queries import parse_cql, parse_term

RULES, TEXTS = 5, 4
FAST, ALL = 80, 560
REFUSED = ("at once", "alone fits every token", "may be left out", "names no word", "has room")

# Texts: tokens as they are written, with their lemma and part of speech.

WORDS = {
    "aa": ("aa", "NOUN"), "Aa": ("aa", "PROPN"), "ab": ("aa", "VERB"), "bb": ("bb", "NOUN"),
    "b": ("bb", "ADJ"), "cc": ("cc", "VERB"), "-": ("-", "PUNCT"), ",": (",", "PUNCT"),
}  # fmt: skip
BREAKS = {"|": "sentence", "\n\n": "paragraph"}


@dataclass(frozen=True)
class Text:
    """The tokens of a text; `paragraph` and `sentence` number the unit of each."""

    words: list[str]
    paragraph: list[int]
    sentence: list[int]

    @staticmethod
    def of(pieces: list[str]) -> "Text":
        words: list[str] = []
        paragraphs: list[int] = []
        sentences: list[int] = []
        paragraph = sentence = 0
        for piece in pieces:
            sentence += piece in BREAKS
            paragraph += piece == "\n\n"
            if piece not in BREAKS:
                words.append(piece)
                paragraphs.append(paragraph)
                sentences.append(sentence)
        return Text(words, paragraphs, sentences)

    def unit(self, within: str) -> list[int]:
        return self.sentence if within == "sentence" else self.paragraph


def table(pieces: list[str]) -> Any:
    written = [piece if piece in BREAKS else "/".join([piece, *WORDS[piece]]) for piece in pieces]
    return table_of(" ".join(written))


# Rules: random CQL and terms, as trees that are written out and matched plainly.

VALUES = {
    "word": ["aa", "Aa", "a.", "-", "[^,]+", "b{1,2}", "aa|cc"],
    "lower": ["aa", "a.*", ".*b"],
    "lemma": ["aa", "bb|cc", "b+"],
    "pos": ["NOUN", "NOUN|VERB", "P.*", "PUNCT"],
}
TERM_WORDS = ["aa", "bb", "cc", "aa_VERB", "*_NOUN", "bb*"]
BOUNDS = [(0, 1), (0, 2), (1, 2), (2, 2), (1, 3), (0, 3)]


class Chance:
    """Random texts and rules. Drawn from a seed: many times as fast as from strategies."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self) -> list[str]:
        return self.random.choices([*WORDS, *WORDS, *BREAKS], k=self.random.randint(0, 24))

    def test(self) -> Any:
        name = self.random.choice(sorted(VALUES))
        return "test", name, self.random.choice(["=", "=", "!="]), self.random.choice(VALUES[name])

    def condition(self) -> Any:
        kind = self.random.choice(["test"] * 5 + ["!", "&", "|"])
        if kind == "test":
            return self.test()
        return kind, *(self.condition() for _ in range(1 if kind == "!" else 2))

    def query(self, depth: int = 0) -> Any:
        kind = self.random.choice(["token"] * (2 + 2 * depth) + ["sequence", "either", "repeated"])
        if kind == "token":
            return kind, None if self.random.random() < 0.15 else self.condition()
        if kind == "repeated":
            return kind, self.query(depth + 1), self.random.choice(BOUNDS)
        return kind, *(self.query(depth + 1) for _ in range(self.random.randint(2, 3)))

    def asked(self) -> Any:
        if self.random.random() < 0.4:
            return "term", self.random.choices(TERM_WORDS, k=self.random.randint(1, 3))
        within = self.random.choice(["paragraph", "paragraph", "sentence"])
        return "cql", ("sequence", self.query(), ("token", self.test())), within

    def rule(self) -> Any:
        wheres = self.random.choices(["before", "after", "inside"], k=self.random.randint(0, 2))
        return self.asked(), [(where, self.asked()) for where in wheres]


def written(node: Any) -> str:
    """A tree as CQL."""
    match node:
        case ("test", name, relation, value):
            return f'{name}{relation}"{value}"'
        case ("!", part):
            return f"!({written(part)})"
        case ("&" | "|" as sign, one, other):
            return f"({written(one)} {sign} {written(other)})"
        case ("token", condition):
            return "[]" if condition is None else f"[{written(condition)}]"
        case ("sequence", *parts):
            return "(" + " ".join(map(written, parts)) + ")"
        case ("either", *parts):
            return "(" + " | ".join(map(written, parts)) + ")"
        case ("repeated", part, (least, most)):
            return f"({written(part)}){{{least},{most}}}"
    raise ValueError(node)


def pattern_of(query: Any) -> Pattern:
    if query[0] == "term":
        return parse_term(" ".join(query[1]))
    return parse_cql(f"{written(query[1])} within {query[2]}")


def fits(condition: Any, word: str) -> bool:
    match condition:
        case None:
            return True
        case ("test", name, relation, value):
            lemma, pos = WORDS[word]
            own = {"word": word, "lower": word.lower(), "lemma": lemma, "pos": pos}[name]
            return (re.fullmatch(value, own) is not None) == (relation == "=")
        case ("!", part):
            return not fits(part, word)
        case ("&", one, other):
            return fits(one, word) and fits(other, word)
        case ("|", one, other):
            return fits(one, word) or fits(other, word)
    raise ValueError(condition)


def term_fits(term: str, word: str) -> bool:
    text, _, pos = term.partition("_")
    lemma, own = WORDS[word]
    if not word.isalnum() or (pos and pos != own):
        return False
    if "*" in text or "?" in text:
        expression = text.replace("*", ".*").replace("?", ".")
        return text == "*" or re.fullmatch(expression, word.lower()) is not None
    return text in {word.lower(), lemma}


def ends(node: Any, at: int, words: list[str]) -> set[int]:
    """Where a tree can end that begins at a token: every path is tried."""
    match node:
        case ("token", condition):
            return {at + 1} if at < len(words) and fits(condition, words[at]) else set()
        case ("sequence", *parts):
            reached = {at}
            for part in parts:
                reached = {end for place in reached for end in ends(part, place, words)}
            return reached
        case ("either", *parts):
            return {end for part in parts for end in ends(part, at, words)}
        case ("repeated", part, (least, most)):
            reached = {at}
            found = {at} if least == 0 else set()
            for times in range(1, most + 1):
                reached = {end for place in reached for end in ends(part, place, words)}
                found |= reached if times >= least else set()
            return found
    raise ValueError(node)


def term_ends(listed: list[str], at: int, words: list[str]) -> set[int]:
    for number, term in enumerate(listed):
        at += number > 0 and at < len(words) and words[at] == "-"
        if at >= len(words) or not term_fits(term, words[at]):
            return set()
        at += 1
    return {at}


def plain_spans(query: Any, text: Text) -> list[tuple[int, int]]:
    """All spans, from every token, of every length."""
    unit = text.unit(query[2] if query[0] == "cql" else "paragraph")
    found = []
    for start in range(len(text.words)):
        inside = text.words[: start + unit[start:].count(unit[start])]
        of_start = term_ends if query[0] == "term" else ends
        found += [(start, end) for end in of_start(query[1], start, inside) if end > start]
    return found


def longest(spans: list[tuple[int, int]]) -> dict[int, int]:
    return {start: max(end for s, end in spans if s == start) for start, _ in spans}


def touches(query: Any, one: int, other: int, text: Text) -> bool:
    """Whether a context's token and a rule's are neighbours, in either order."""
    low, high = sorted((one, other))
    unit = text.unit(query[2] if query[0] == "cql" else "paragraph")
    if low < 0 or high >= len(text.words) or unit[low] != unit[high]:
        return False
    between = text.words[low + 1 : high]
    return not between or (query[0] == "term" and between == ["-"])


def cancels(where: str, query: Any, start: int, end: int, text: Text) -> bool:
    spans = plain_spans(query, text)
    if where == "before":
        return any(e <= start and touches(query, e - 1, start, text) for _, e in spans)
    if where == "after":
        return any(s >= end and touches(query, end - 1, s, text) for s, _ in spans)
    return any(s <= start and end <= e for s, e in spans)


def plainly_found(rule: Any, text: Text) -> list[tuple[int, int, bool]]:
    query, listed = rule
    return sorted(
        (start, end, any(cancels(where, other, start, end, text) for where, other in listed))
        for start, end in longest(plain_spans(query, text)).items()
    )


def rule_of(place: int, rule: Any) -> Rule | None:
    """The rule, or none where it is refused: it fits nothing, or every token."""
    query, listed = rule
    try:
        kept = tuple(Context(where, "", pattern_of(other)) for where, other in listed)
        return Rule(f"t.c.{place}", "t", "c", "", pattern_of(query), kept)
    except PatternError as error:
        if not any(reason in str(error) for reason in REFUSED):
            raise
        return None


def check(seed: int) -> None:
    """Some rules over some texts: how many cases that is, is `RULES` times `TEXTS`."""
    chance = Chance(seed)
    drawn = [chance.rule() for _ in range(RULES)]
    made = [rule_of(place, rule) for place, rule in enumerate(drawn)]
    kept = [(rule, plain) for rule, plain in zip(made, drawn, strict=True) if rule is not None]
    for pieces in [chance.text() for _ in range(TEXTS)]:
        text, tokens = Text.of(pieces), table(pieces)
        spans = find([rule for rule, _ in kept], tokens)
        plain = [plainly_found(rule, text) for _, rule in kept]
        for place, expected in enumerate(plain):
            own = spans.rule == place
            found = zip(spans.start[own], spans.end[own], spans.cancelled[own], strict=True)
            assert sorted(found) == expected
        settled = settle(spans, theme_of_rule=np.zeros(len(kept), dtype=np.int64))
        counted = (settled == NOBODY) & ~spans.cancelled
        winners = zip(spans.start[counted], spans.end[counted], strict=True)
        assert sorted(winners) == plain_winners(plain)


def plain_winners(found: list[list[tuple[int, int, bool]]]) -> list[tuple[int, int]]:
    """Take the spans from the best to the worst: the longest, the earlier rule, the earlier."""
    candidates = sorted(
        (start - end, place, start, end)
        for place, spans in enumerate(found)
        for start, end, cancelled in spans
        if not cancelled
    )
    taken: set[int] = set()
    winners = []
    for _, _, start, end in candidates:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            winners.append((start, end))
    return sorted(winners)


@settings(max_examples=FAST, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_the_matcher_equals_a_plain_one(seed: int) -> None:
    check(seed)


@pytest.mark.slow
@settings(max_examples=ALL, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_the_matcher_equals_a_plain_one_ten_thousand_times(seed: int) -> None:
    check(seed)


# What spaCy's Matcher can express too: tokens in sequence, repeated, on one attribute each.

SPACY = {"word": "TEXT", "lower": "LOWER", "lemma": "LEMMA", "pos": "POS"}
VOCABULARY = spacy.blank("en").vocab


def spacy_pattern(listed: list[Any]) -> list[dict[str, Any]]:
    pattern = []
    for test, (least, most) in listed:
        asked_of: dict[str, Any] = {}
        if test is not None:
            _, name, relation, value = test
            expression = f"^(?:{value})$" if relation == "=" else f"^(?!(?:{value})$)"
            asked_of = {SPACY[name]: {"REGEX": expression}}
        pattern.append({**asked_of, "OP": f"{{{least},{most}}}"})
    return pattern


@settings(max_examples=400, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_the_matcher_equals_that_of_spacy(seed: int) -> None:
    chance = Chance(seed)
    pieces = chance.random.choices(sorted(WORDS), k=chance.random.randint(1, 12))
    listed = [
        (None if chance.random.random() < 0.2 else chance.test(), chance.random.choice(BOUNDS))
        for _ in range(chance.random.randint(1, 3))
    ]
    query = " ".join(
        f"{written(('token', test))}{{{least},{most}}}" for test, (least, most) in listed
    )
    try:
        pattern = parse_cql(query)
    except PatternError:
        return
    lemmas, pos = zip(*(WORDS[piece] for piece in pieces), strict=True)
    doc = Doc(VOCABULARY, words=pieces, lemmas=list(lemmas), pos=list(pos))
    matcher = Matcher(VOCABULARY)
    matcher.add("rule", [spacy_pattern(listed)])
    theirs = longest([(start, end) for _, start, end in matcher(doc)])
    starts, found_ends = search(pattern, table(pieces))
    assert dict(zip(starts.tolist(), found_ends.tolist(), strict=True)) == theirs
