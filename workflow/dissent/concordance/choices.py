"""What can be chosen of a concordance: the order of its lines, and how it is written."""

from enum import StrEnum


class Sort(StrEnum):
    """The orders there are; of lines that are equal in one the earlier stands first."""

    PLACE = "place"
    """Documents by date, then by place."""
    DOCUMENT = "document"
    """Documents by title, then by place."""
    LEFT = "left"
    """By the word before the hit, then the one before that, …"""
    LEFT2 = "left2"
    """By the second word before the hit, then the third, …"""
    RIGHT = "right"
    RIGHT2 = "right2"
    HIT = "hit"
    """By the words of the hit itself."""
    RANDOM = "random"


class Format(StrEnum):
    """How a concordance is written."""

    TEXT = "text"
    CSV = "csv"
    HTML = "html"
