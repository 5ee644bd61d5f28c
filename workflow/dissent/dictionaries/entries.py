"""What an entry of a dictionary means as a rule: the forms that it lists, token by token.

A dictionary means forms, in capital or small letters: `state` is not *states*. A term of ours would
find the lemma as well, so that an entry becomes CQL on `lower`, except a single word with a
wildcard, which is a form in both. The entry is cut into tokens as a text is (*don't* is *do* and
*n't*); where its spelling in capitals is cut in another way, both ways are found.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from typing import Literal

from dissent.errors import DissentError
from dissent.orthography import folded, plain_apostrophes
from dissent.themes.patterns import MOST_POSITIONS, PatternError
from dissent.themes.terms import parse_term

# A token with a letter or digit: what a `*` that stands alone means.
ANY_WORD = r".*[\pL\pN].*"
# Letters that stand for wildcards while an entry is cut into tokens; no language of ours has them.
_STAND_INS = {"*": "ꝡ", "?": "ꝣ"}
_APOSTROPHES = "'’‘ʼ"
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$\"]")
_PLAIN_WILDCARD = re.compile(r"[^\W_]*(?:\*[^\W_]*)+")

Tokens = tuple[str, ...]
Tokenise = Callable[[str], Tokens]


@dataclass(frozen=True)
class Meaning:
    """An entry as a rule: `key` is `term` or `cql`, `text` what stands behind it."""

    key: Literal["term", "cql"]
    text: str


class UnsayableError(ValueError):
    """An entry that no rule can mean, with the reason."""


@cache
def tokeniser(language: str) -> Tokenise:
    """Make the function that cuts an entry into tokens, wildcards included.

    Parameters
    ----------
    language
        As in the catalogue: `en`, `ru`, …

    Returns
    -------
    callable
        From a text to its tokens.

    Raises
    ------
    DissentError
        Where there are no rules of spelling for the language.
    """
    import spacy

    try:
        nlp = spacy.blank(language)
    except ImportError as error:
        raise DissentError(
            f"--language {language}: spaCy cannot cut that into words; write en, ru, de, …"
        ) from error

    def tokenise(text: str) -> Tokens:
        for sign, letter in _STAND_INS.items():
            text = text.replace(sign, letter)
        return tuple(_with_wildcards(token.text) for token in nlp.tokenizer(text))

    return tokenise


def meaning_of(text: str, *, tokenise: Tokenise, case: bool, lemmas: bool) -> Meaning:
    """Say an entry as a rule.

    Parameters
    ----------
    text
        The entry: words divided by blanks, `*` for any run of letters, `?` for one, a `*` alone for
        one word.
    tokenise
        Cuts a text into tokens.
    case
        Whether capital letters count.
    lemmas
        Whether words without a wildcard are meant in all their forms.

    Returns
    -------
    Meaning
        A term or a query.

    Raises
    ------
    UnsayableError
        Where it would fit every word, or is longer than a rule can be.
    """
    plain = " ".join(plain_apostrophes(text).split())
    if not plain.strip("* "):
        raise UnsayableError("it fits every word")
    if lemmas and not case and not re.search(r"[*?]", plain) and _is_term(plain):
        return Meaning("term", plain.lower())
    words = [_cut(word, tokenise, case=case) for word in plain.split(" ")]
    whole = words == [[(plain.lower(),)]]
    if not case and whole and _PLAIN_WILDCARD.fullmatch(plain) and _is_term(plain.lower()):
        return Meaning("term", plain.lower())
    if sum(len(way) for ways in words for way in ways) > MOST_POSITIONS:
        raise UnsayableError(f"a rule has room for {MOST_POSITIONS} words")
    return Meaning("cql", " ".join(_query(ways, case=case) for ways in words))


def ways_of(text: str, *, tokenise: Tokenise) -> set[Tokens]:
    """Cut an entry into tokens, in every way that its words are cut in, however they are spelled.

    Parameters
    ----------
    text
        The entry, with plain apostrophes.
    tokenise
        Cuts a text into tokens.

    Returns
    -------
    set of tuple of str
        Runs of folded tokens with `*` and `?`.
    """
    words = [_cut(word, tokenise, case=False) for word in text.split(" ")]
    return {tuple(chain.from_iterable(way)) for way in product(*words)}


def _cut(word: str, tokenise: Tokenise, *, case: bool) -> list[Tokens]:
    """Cut a word as it is spelled or, unless capitals count, in any spelling; no two ways alike."""
    spellings = [word] if case else [word, word.lower(), word.capitalize(), word.upper()]
    ways = [tokenise(spelling) for spelling in spellings]
    if word.endswith("*") and word.strip("*"):
        # `it's*` is one token where letters follow, and two where none do.
        bare = tokenise(word[:-1])
        ways += [bare] if len(bare) != len(ways[0]) else []
    distinct = {way if case else tuple(map(folded, way)) for way in ways}
    return sorted(distinct, key=lambda way: (len(way), way))


def _query(ways: Sequence[Tokens], *, case: bool) -> str:
    queries = [" ".join(_asked(token, case=case) for token in way) for way in ways]
    return queries[0] if len(queries) == 1 else f"({' | '.join(queries)})"


def _is_term(text: str) -> bool:
    try:
        parse_term(text)
    except PatternError:
        return False
    return True


def _asked(token: str, *, case: bool) -> str:
    if token == "*":
        return f'[word="{ANY_WORD}"]'
    regex = "".join(_expression(sign, case=case) for sign in token)
    return f'[{"word" if case else "lower"}="{regex}"]'


def _expression(sign: str, *, case: bool) -> str:
    if sign in "*?":
        return ".*" if sign == "*" else "."
    if sign in _APOSTROPHES and case:
        return f"[{_APOSTROPHES}]"
    if sign == '"':
        return r"\x22"
    return f"\\{sign}" if _SPECIAL.match(sign) else sign


def _with_wildcards(text: str) -> str:
    for sign, letter in _STAND_INS.items():
        text = text.replace(letter, sign).replace(letter.upper(), sign)
    return text
