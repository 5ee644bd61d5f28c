"""How the report writes numbers and names, the same everywhere on the page."""

import math
from collections.abc import Sequence
from pathlib import PurePath, PureWindowsPath
from typing import Any

from markupsafe import Markup, escape

MISSING = "–"
MINUS = "−"
SPACE = "\N{NO-BREAK SPACE}"


def fixed(value: float, digits: int = 2) -> str:
    """Write a number for a column, so that its digits stand below each other.

    Parameters
    ----------
    value
        The number; not a number is written as a dash, without end as ∞.
    digits
        After the point.

    Returns
    -------
    str
        Never `0.00` for what is not nothing.
    """
    if math.isnan(value):
        return MISSING
    if math.isinf(value):
        return "∞"
    smallest = 10.0**-digits
    if 0 < abs(value) < smallest / 2:
        return f"<{smallest:.{digits}f}" if value > 0 else f"{MINUS}<{smallest:.{digits}f}"
    return f"{value:,.{digits}f}".replace("-", MINUS)


def brief(value: float) -> str:
    """Write a number for a sentence, with two or three significant digits.

    Parameters
    ----------
    value
        The number.

    Returns
    -------
    str
        As in 0.31, 2.4, 24, 1,320.
    """
    if math.isnan(value):
        return MISSING
    size = abs(value)
    digits = 0 if size >= 99.5 or value == 0 else 1 if size >= 0.995 else 2
    return fixed(value, digits)


def whole(value: float) -> str:
    """Write a whole number.

    Parameters
    ----------
    value
        The number, or nothing.

    Returns
    -------
    str
        With commas between thousands.
    """
    return MISSING if value is None or math.isnan(value) else f"{int(value):,}"


def probability(value: float) -> str:
    """Write a p or q.

    Parameters
    ----------
    value
        Between 0 and 1.

    Returns
    -------
    str
        With its sign, as in = 0.012 or < 0.001.
    """
    if math.isnan(value):
        return f"={SPACE}{MISSING}"
    # Cut, not rounded: 0.0499 must not read as 0.050.
    return f"<{SPACE}0.001" if value < 0.001 else f"={SPACE}{math.floor(value * 1000) / 1000:.3f}"


def percent(value: float) -> str:
    """Write a share of 1 in per cent.

    Parameters
    ----------
    value
        The share.

    Returns
    -------
    str
        As in 95 %.
    """
    return f"{value * 100:g}{SPACE}%"


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    Parameters
    ----------
    number
        How many.
    one, many
        The noun; the plural adds an s when not given.

    Returns
    -------
    str
        As in `1 document`, `12 documents`.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], *, at_most: int = 20, last: str = "and") -> str:
    """Write names as a list in a sentence.

    Parameters
    ----------
    names
        The names.
    at_most
        So many are named, the others counted.
    last
        The word before the last.

    Returns
    -------
    str
        As in `A, B and C` or `A, B and 30 more`.
    """
    shown = list(names[:at_most])
    if len(names) > at_most:
        shown.append(f"{len(names) - at_most:,} more")
        last = "and"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def name_of(identifier: str) -> str:
    """Write a category's name for reading.

    Parameters
    ----------
    identifier
        As in the theme file.

    Returns
    -------
    str
        With spaces for underscores.
    """
    return identifier.replace("_", " ")


def with_code(text: str) -> Markup:
    """Write what stands between backticks as code.

    Parameters
    ----------
    text
        A message, as on the terminal.

    Returns
    -------
    Markup
        Harmless in a page, whatever the text.
    """
    parts = [escape(part) for part in text.split("`")]
    if len(parts) % 2 == 0:
        return escape(text)
    marked = [Markup("<code>") + part + Markup("</code>") for part in parts[1::2]]
    return parts[0] + Markup("").join(
        code + plain for code, plain in zip(marked, parts[2::2], strict=True)
    )


def without_place(value: Any) -> str:
    """Write a setting or a file's name, without the folders of the machine it was run on.

    Parameters
    ----------
    value
        A setting's value; of an absolute path only the last part is kept.

    Returns
    -------
    str
        What can be published.
    """
    if isinstance(value, dict):
        return ", ".join(f"{key}: {without_place(entry)}" for key, entry in value.items())
    if isinstance(value, list):
        return ", ".join(without_place(entry) for entry in value)
    return "; ".join(_last_part(part) for part in str(value).split("; "))


def _last_part(text: str) -> str:
    for kind in (PurePath, PureWindowsPath):
        path = kind(text)
        if path.is_absolute():
            return path.name
    return text
