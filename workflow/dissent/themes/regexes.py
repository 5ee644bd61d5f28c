"""Can a regular expression be used? What RE2 refuses, said in words that help."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from dissent.themes.conditions import literals
from dissent.themes.patterns import PatternError
from dissent.themes.resolving import whole

# RE2's reasons, with what they mean to somebody who wrote the expression.
_REASONS = {
    "missing )": "`(` is not closed",
    "unexpected )": "`)` has no `(` before it",
    "missing ]": "`[` is not closed",
    "no argument for repetition operator": "nothing stands before `{argument}`; "
    "the sign itself is `\\{argument}`, any characters are `.*`",
    "bad repetition operator": "`{argument}` repeats a repetition; write one of them",
    "invalid repetition size": "`{argument}` cannot be used: repetition goes from small to large, "
    "and up to 1000",
    "trailing \\": "it ends in `\\`; the sign itself is `\\\\`",
    "invalid character class range": "`{argument}` is no set of characters",
    "pattern too large - compile failed": "it is too large; repeat less",
}
LONGEST = 2000
MOST_REPETITION = 1000
_COUNT = re.compile(r"\{(?:\d*,)?(\d+)\}")
_ANY_TEXT = pa.array([""])
_BACK_REFERENCE = re.compile(r"\\[1-9]$")
_LOOK_AROUND = re.compile(r"\(\?(<?[=!])")


def check_regex(regex: str) -> None:
    """Refuse an expression that the engine cannot use.

    Parameters
    ----------
    regex
        In the syntax of RE2. It has no look-around and no back-references, so that the time an
        expression takes grows with its length and that of the values, and with nothing else.

    Raises
    ------
    PatternError
        With what is wrong in it and what to write instead.
    """
    if literals(regex) is not None:
        return
    if len(regex) > LONGEST:
        raise PatternError(
            f"the regular expression has {len(regex):,} characters; up to {LONGEST:,} go, and any "
            "number of words that are only listed: `a|b|c`"
        )
    if sum(int(count[:5]) for count in _COUNT.findall(regex)) > MOST_REPETITION:
        raise PatternError(
            f"the repetitions in a regular expression add up to {MOST_REPETITION:,} at most"
        )
    for expression in (regex, whole(regex)):
        try:
            pc.match_substring_regex(_ANY_TEXT, expression)
        except pa.ArrowInvalid as error:
            raise PatternError(f"the regular expression `{regex}`: {_said(error, regex)}") from None


def _said(error: pa.ArrowInvalid, regex: str) -> str:
    reason, _, argument = str(error).removeprefix("Invalid regular expression: ").partition(": ")
    if _BACK_REFERENCE.match(argument):
        return f"`{argument}` refers back, which is not supported; write the alternatives out"
    if reason == "invalid perl operator":
        if _LOOK_AROUND.search(regex):
            return (
                "it looks around (`(?=`, `(?!`, `(?<`), which is not supported; "
                'ask for two things with &, as in [word="a.*" & word!="ab.*"]'
            )
        return f"`{argument}` is not supported; write `(?:…)` for a group"
    if reason == "invalid escape sequence":
        return f"`{argument}` means nothing; the letter itself is written without `\\`"
    said = _REASONS.get(reason, reason)
    return said.replace("{argument}", argument)
