"""What somebody meant who wrote a query that is no CQL: where, what is wrong, what to write."""

import re
from typing import TypeAlias

from lark.exceptions import UnexpectedInput, UnexpectedToken

AROUND = 35
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
_CLOSING = {"[": "]", "(": ")", "{": "}"}
_END_OF_QUERY = "$END"
_WITHIN = "within what? Write `within s` (sentence) or `within p` (paragraph)"
# What may stand at the place of the mistake, and what to say of it; the first that fits is said.
_ANYWHERE = [
    (r"[“”„«»‘’]", 'write straight quotation marks, as in "state"'),
    (r"::", "`::` (conditions between tokens) is not supported"),
    (r"%\w*", "`{found}` has to stand behind a value in quotation marks"),
    (r"@", "`@` (a target within the match) is not supported; leave it out"),
]
_IN_BRACKETS = [
    (r"=~|~|<=?|>=?", "`{found}` is not supported; compare with `=` or `!=`"),
    (r"(?i:&&|\|\||and\b|or\b|,)", "write `&` for and, `|` for or"),
    (r"(?i:not)\b", "write `!` for not, as in [lemma!=\"state\"]"),
    (r"\[", "`[` cannot stand within `[`; close that one first, or group with parentheses"),
    (r"[\w.*+-]+(?==)", "write `&` for and, `|` for or, before the next condition"),
    (r"[*+?{]", "repetition stands behind the bracket, as in [lemma=\"new\"]{{0,2}}"),
]  # fmt: skip
_IN_BRACES = [
    (r"\{\s*(\d+)\s*,\s*\}", "`{found}` has no end; say how often at most, as in `{{0,5}}`"),
    (r"\{\s*,\s*(\d+)\s*\}", "instead of `{found}` write `{{0,{1}}}`"),
    (r"\{", "say how often: a number, or the smallest and the largest, as in `{{2}}`, `{{0,5}}`"),
]
_BETWEEN_TOKENS = [
    (r"\*", "`*` has no end; say how often at most, as in `{{0,5}}`"),
    (r"\+", "`+` has no end; say how often at most, as in `{{1,5}}`"),
    (r"[?{]", "a repetition stands behind a token or a group, and only one; "
              "group with parentheses"),
    (r"</?\w+|/", "`{found}` (marks in the text) is not supported; the query may end in "
                  "`within s` or `within p`"),
    (r"(\w+)\s*:", "`{1}:` (a label) is not supported; leave it out"),
    (r"(?i:containing|contains|meet|union|mu|tab|rank|expand|cut|followedby|precededby|group)\b",
     "`{found}` is not supported"),
    (r"within\b", "`within` stands once, at the end, as in [lemma=\"new\"] [] within s"),
    (r"!|&|=", "`{found}` stands within brackets, as in [pos!=\"PUNCT\"]"),
    (r"[\w'-]+[*?][\w*?'-]*", "`{found}` is a term, not CQL, where any characters are `.*`, as in "
                              "\"re.*\"; write it as `term:`"),
    (r"[\w.'-]+", "put `{found}` in quotation marks, or ask for the lemma: [lemma=\"{found}\"]"),
]  # fmt: skip
Opened: TypeAlias = list[tuple[int, str]]


def explained(query: str, error: UnexpectedInput) -> tuple[int, str]:
    """Say what is wrong where reading stopped.

    Parameters
    ----------
    query
        The query.
    error
        Of the parser.

    Returns
    -------
    place : int
        The character that the message is about.
    message : str
        What is wrong and what to write instead.
    """
    at_end = isinstance(error, UnexpectedToken) and error.token.type == _END_OF_QUERY
    place = len(query) if at_end else int(error.pos_in_stream or 0)
    opened, unclosed_quote = _open_at(query, place)
    if unclosed_quote is not None:
        return unclosed_quote, "the quotation mark is not closed"
    innermost = opened[-1][1] if opened else ""
    if innermost == "{":
        brace = opened[-1][0]
        return brace, _said(_IN_BRACES, query, brace) or "`{` is not closed"
    if at_end:
        return _cut_off(query, opened)
    if query[:place].rstrip().endswith("within"):
        return place, _WITHIN
    if innermost == "[" and re.match(r"within\b", query[place:]):
        return _not_closed(opened)
    in_brackets = any(sign == "[" for _, sign in opened)
    listed = _IN_BRACKETS if in_brackets else _BETWEEN_TOKENS
    value = in_brackets and _value(query, place)
    said = value or _said([*_ANYWHERE, *listed], query, place) or _nothing_before(query, place)
    return place, said


def pointed(query: str, place: int, message: str) -> str:
    """Add the part of a query that a message is about, with a caret below the character.

    Parameters
    ----------
    query
        The query.
    place
        The character.
    message
        What is wrong.

    Returns
    -------
    str
        Three lines: column and message, the query or the part around the place, the caret.
    """
    low, high = max(0, place - AROUND), min(len(query), place + AROUND)
    before = ("…" if low else "") + query[low:place]
    shown = before + query[place:high] + ("…" if high < len(query) else "")
    return f"column {place + 1}: {message}\n    {shown}\n    {' ' * len(before)}^"


def _open_at(query: str, place: int) -> tuple[Opened, int | None]:
    """The brackets open before a place, and the quotation mark that is not closed, if any.

    Where the marks do not go in pairs, and reading stopped at a word behind a pair of them, the
    first of this pair is the one that is not closed.
    """
    opened: Opened = []
    at, last_quoted = 0, None
    while at < len(query):
        quoted = QUOTED.match(query, at)
        if not quoted and query[at] in "\"'":
            return opened, last_quoted if at > place and last_quoted is not None else at
        if at < place:
            last_quoted = quoted.start() if quoted else last_quoted
            if query[at] in _CLOSING:
                opened.append((at, query[at]))
            elif opened and query[at] == _CLOSING[opened[-1][1]]:
                opened.pop()
        at = quoted.end() if quoted else at + 1
    return opened, None


def _cut_off(query: str, opened: Opened) -> tuple[int, str]:
    """What is missing at the end."""
    if query.endswith("within"):
        return len(query), _WITHIN
    if query[-1] in "|&!=":
        return len(query), f"something has to follow `{query[-1]}`"
    if opened:
        return _not_closed(opened)
    return len(query), "the query ends too early"


def _not_closed(opened: Opened) -> tuple[int, str]:
    place, sign = opened[-1]
    return place, f"`{sign}` is not closed; put `{_CLOSING[sign]}` where it ends"


def _value(query: str, place: int) -> str:
    """What is wrong with an attribute, its sign or its value, where it is one of these."""
    found = re.match(r"[\w*?.-]+", query[place:])
    before = query[:place].rstrip()
    if query[place] == "=":
        return "write a single `=`"
    if found and before.endswith("="):
        return f'put `{found[0]}` in quotation marks: "{found[0]}"'
    if QUOTED.match(query, place):
        return 'before a value stand an attribute and `=`, as in [lemma="new"]'
    if query[place] == "]" and re.search(r"\w$", before):
        return 'behind an attribute stand `=` and a value, as in [lemma="new"]'
    return ""


def _said(known: list[tuple[str, str]], query: str, place: int) -> str:
    for expression, message in known:
        found = re.compile(expression).match(query, place)
        if found:
            return message.format(found[0], *found.groups(), found=found[0])
    return ""


def _nothing_before(query: str, place: int) -> str:
    """A sign that closes or divides where nothing stands before it."""
    sign, before = query[place], query[:place].rstrip()[-1:]
    if sign in "])" and before not in set("[(|&!="):
        return f"`{sign}` closes nothing; leave it out, or put what it closes before it"
    if sign in "|&])" and before:
        return f"something has to stand between `{before}` and `{sign}`"
    return f"`{sign}` cannot stand here"
