"""Text that comes from documents, made fit to be shown: no signs that command a screen."""

import re

# Controls move the cursor or colour the screen; these formats turn the order of what follows.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_BREAK = re.compile("[\t\n\r\u2028\u2029]")
REPLACEMENT = "\ufffd"


def legible(text: str) -> str:
    """Make text harmless to a terminal and to the layout of a line.

    Parameters
    ----------
    text
        As it stands in a document.

    Returns
    -------
    str
        Line breaks and tabs as spaces; every other control character, and every one that sets the
        direction of writing, as `\ufffd`.
    """
    return _CONTROL.sub(REPLACEMENT, _BREAK.sub(" ", text))
