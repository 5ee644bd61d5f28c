"""Terms: what a rule says, as a sequence of conditions on words.

`apparatus` is that lemma or that form, `bureaucra*` a wildcard on the form, `"state capitalism"` a
sequence in which a hyphen and a space are the same, `class_NOUN` a word with its part of speech.
"""

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
    nearest_part_of_speech,
)
from dissent.themes.patterns import Pattern, PatternError, sequence

_WORD_POS = re.compile(r"(?P<word>.*?)(?:_(?P<pos>[^_]*))?")
# What the English pipeline cuts off a word: *don't* is *do* and *n't*, *they've* *they* and *'ve*.
_CLITIC = re.compile(r"(.+?)(n't|'(?:s|ll|ve|re|d|m)?)")
_LETTERS = re.compile(r"[^\W_]|[*?'.&/]")
SHORTEST_WILDCARD = 2


def parse_term(term: str, *, cancels: bool = False) -> Pattern:
    """Read a term.

    Parameters
    ----------
    term
        As in a theme file.
    cancels
        Whether it is a context, which counts nothing itself.

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
        query = " ".join(f'[pos="{piece.rpartition("_")[2]}"]' for piece in pieces)
        raise PatternError(
            f"`{term}` names no word; "
            + (
                f"write {{cql: '{query}'}}"
                if cancels
                else "it would count every word of that part of speech"
            )
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
    if pos == "":
        raise PatternError(f"`{term}`: behind `_` a part of speech is missing, as in {word}_NOUN")
    if pos is not None and pos not in UPOS:
        near = nearest_part_of_speech(pos, UPOS)
        hint = f"; did you mean `{near}`?" if near else f"; known are {', '.join(UPOS)}"
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
    strange = "".join(sorted({each for each in word if not _LETTERS.match(each)}))
    if strange:
        raise PatternError(f"`{term}`: no word contains `{strange}`; {_instead(word, strange)}")
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


def _instead(word: str, strange: str) -> str:
    """What to write instead of a word with signs in it; those of queries belong to CQL."""
    words = re.findall(r"\w+", word)
    if "(" in strange or ")" in strange:
        return 'groups are CQL, as in ("old" | "new") [lemma="class"]'
    if words and set(strange) & set('|"=[]{}'):
        values = "|".join(words) if "|" in strange else words[-1]
        what = "alternatives are CQL" if "|" in strange else "a query is CQL, in brackets"
        return f'{what}, as in [lemma="{values}"]'
    return "leave it out"
