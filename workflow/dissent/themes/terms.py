"""Terms: what a rule says, as a sequence of conditions on words.

`apparatus` is that lemma or that form, `bureaucra*` a wildcard on the form, `"state capitalism"` a
sequence in which a hyphen and a space are the same, `class_NOUN` a word with its part of speech.
"""

import difflib
import re

from dissent.orthography import plain_apostrophes
from dissent.themes.conditions import (
    UPOS,
    All,
    AnyWord,
    Condition,
    Form,
    PartOfSpeech,
    Wildcard,
    Word,
    all_of,
)
from dissent.themes.patterns import Pattern, PatternError, sequence

_WORD_POS = re.compile(r"(?P<word>.*?)(?:_(?P<pos>[^_]*))?")
# What the English pipeline cuts off a word: *don't* is *do* and *n't*, *they've* *they* and *'ve*.
_CLITIC = re.compile(r"(.+?)(n't|'(?:s|ll|ve|re|d|m)?)")
_LETTERS = re.compile(r"[^\W_]|[*?'.&/]")
SHORTEST_WILDCARD = 2


def parse_term(term: str) -> Pattern:
    """Read a term.

    Parameters
    ----------
    term
        As in a theme file.

    Returns
    -------
    Pattern
        A position for each word, in order.

    Raises
    ------
    PatternError
        Where it is empty, takes in everything, or contains what no word contains.
    """
    pieces = [piece for piece in re.split(r"[\s\-–]+", _unquoted(term)) if piece]
    if not pieces:
        raise PatternError("the term is empty")
    conditions = [condition for piece in pieces for condition in _conditions(piece, term)]
    if all(isinstance(each, All) and AnyWord() in each.parts for each in conditions):
        raise PatternError(
            f"`{term}` names no word; it would count every word of that part of speech"
        )
    return sequence(conditions)


def _unquoted(term: str) -> str:
    text = " ".join(plain_apostrophes(term).split())
    if len(text) >= 2 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return text


def _conditions(piece: str, term: str) -> list[Condition]:
    """Read one word; a possessive `'s` or a short form such as `n't` is a token of its own."""
    found = _WORD_POS.fullmatch(piece)
    word, pos = (found["word"], found["pos"]) if found else (piece, None)
    if pos is not None and pos not in UPOS:
        near = difflib.get_close_matches(pos.upper(), UPOS, n=1, cutoff=0.6)
        hint = f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(UPOS)}"
        raise PatternError(f"`{term}`: `{pos}` is no part of speech{hint}")
    word = word.lower()
    clitics: list[Condition] = []
    while "*" not in word and "?" not in word and (cut := _CLITIC.fullmatch(word)):
        word, clitics = cut[1], [Form(cut[2]), *clitics]
    return [_condition(word, pos, term), *clitics]


def _condition(word: str, pos: str | None, term: str) -> Condition:
    tagged = [] if pos is None else [PartOfSpeech(pos)]
    return all_of([_untagged(word, term, tagged=bool(tagged)), *tagged])


def _untagged(word: str, term: str, *, tagged: bool) -> Condition:
    strange = sorted({character for character in word if not _LETTERS.match(character)})
    if strange:
        raise PatternError(f"`{term}`: no word contains `{''.join(strange)}`; leave it out")
    if word == "*" and tagged:
        return AnyWord()
    if "*" in word or "?" in word:
        fixed = sum(character.isalnum() for character in word)
        if fixed < SHORTEST_WILDCARD:
            raise PatternError(f"`{term}`: `{word}` takes in nearly every word; write more of it")
        return Wildcard(word)
    if not any(map(str.isalnum, word)):
        raise PatternError(f"`{term}`: `{word}` is no word")
    return Word(word)
