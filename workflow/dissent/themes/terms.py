"""Terms: what a rule says, as a sequence of conditions on words.

`apparatus` is that lemma or that form, `bureaucra*` a wildcard on the form, `"state capitalism"` a
sequence in which a hyphen and a space are the same, `class_NOUN` a word with its part of speech.
"""

import difflib
import re
from dataclasses import dataclass

from dissent.orthography import plain_apostrophes

# Universal parts of speech of words; a term finds words, never punctuation (PUNCT) or signs (SYM).
UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
        "SCONJ", "VERB", "X")  # fmt: skip
_WORD_POS = re.compile(r"(?P<word>.*?)(?:_(?P<pos>[^_]*))?")
_CLITIC = re.compile(r"(.+)('s|')")
_LETTERS = re.compile(r"[^\W_]|[*?'.&/]")
SHORTEST_WILDCARD = 2


class TermError(ValueError):
    """A term that cannot be read, with what to write instead."""


@dataclass(frozen=True)
class Condition:
    """What one word of a pattern has to be.

    At most one of `word` and `form` is set, neither where only the part of speech matters. A `word`
    is the lemma or the form itself, so that what is written is found whatever the tagger makes of
    it; `form` is a wildcard (`*`, `?`) or a clitic, on the folded form alone.
    """

    word: str | None = None
    form: str | None = None
    pos: str | None = None


@dataclass(frozen=True)
class Pattern:
    """A sequence of conditions, one per word; a hyphen may stand between two of them."""

    conditions: tuple[Condition, ...]


def parse_term(term: str) -> Pattern:
    """Read a term.

    Parameters
    ----------
    term
        As in a theme file.

    Returns
    -------
    Pattern
        Its conditions, in order.

    Raises
    ------
    TermError
        Where it is empty, takes in everything, or contains what no word contains.
    """
    pieces = [piece for piece in re.split(r"[\s\-–]+", _unquoted(term)) if piece]
    if not pieces:
        raise TermError("the term is empty")
    conditions = [condition for piece in pieces for condition in _conditions(piece, term)]
    if all(c.word is None and c.form is None for c in conditions):
        raise TermError(f"`{term}` names no word; it would count every word of that part of speech")
    return Pattern(tuple(conditions))


def _unquoted(term: str) -> str:
    text = " ".join(plain_apostrophes(term).split())
    if len(text) >= 2 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return text


def _conditions(piece: str, term: str) -> list[Condition]:
    """Read one word; a possessive `'s` or `'` is a token, and so a condition, of its own."""
    found = _WORD_POS.fullmatch(piece)
    word, pos = (found["word"], found["pos"]) if found else (piece, None)
    if pos is not None and pos not in UPOS:
        near = difflib.get_close_matches(pos.upper(), UPOS, n=1, cutoff=0.6)
        hint = f"; did you mean `{near[0]}`?" if near else f"; known are {', '.join(UPOS)}"
        raise TermError(f"`{term}`: `{pos}` is no part of speech{hint}")
    word = word.lower()
    clitic = _CLITIC.fullmatch(word)
    if clitic and "*" not in word and "?" not in word:
        return [_condition(clitic[1], pos, term), Condition(form=clitic[2])]
    return [_condition(word, pos, term)]


def _condition(word: str, pos: str | None, term: str) -> Condition:
    strange = sorted({character for character in word if not _LETTERS.match(character)})
    if strange:
        raise TermError(f"`{term}`: no word contains `{''.join(strange)}`; leave it out")
    if word == "*" and pos:
        return Condition(pos=pos)
    if "*" in word or "?" in word:
        fixed = sum(character.isalnum() for character in word)
        if fixed < SHORTEST_WILDCARD:
            raise TermError(f"`{term}`: `{word}` takes in nearly every word; write more of it")
        return Condition(form=word, pos=pos)
    if not any(map(str.isalnum, word)):
        raise TermError(f"`{term}`: `{word}` is no word")
    return Condition(word=word, pos=pos)
