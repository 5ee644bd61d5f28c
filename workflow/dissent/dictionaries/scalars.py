"""Texts written for YAML, so that they are read again as the same text."""

import re

_PLAIN = re.compile(r"[^\W\d_][\w'-]*(?:[ *][\w'-]+|\*)*")
# What one version of YAML or another takes for something else than a text.
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"}


def scalar(text: str) -> str:
    """Write a text for YAML.

    Parameters
    ----------
    text
        One line.

    Returns
    -------
    str
        In quotation marks where it could be read as anything else.
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"
