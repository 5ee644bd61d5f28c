"""A paragraph: the unit that is tagged, and to which every hit can be traced."""

import itertools
from dataclasses import dataclass, replace
from enum import IntEnum


class Region(IntEnum):
    """What part of a document a paragraph is."""

    BODY = 0
    HEADING = 1
    NOTE = 2


@dataclass(frozen=True)
class Paragraph:
    """Clean text, single spaces between words, with its page (from 1) and region."""

    text: str
    page: int = 1
    region: Region = Region.BODY

    def cleaned(self) -> "Paragraph":
        """Fold white space, soft hyphens and zero-width marks away.

        Returns
        -------
        Paragraph
            The same, with single spaces and none at the ends.
        """
        visible = self.text.translate(_INVISIBLE)
        return replace(self, text=" ".join(visible.split()))


# Soft hyphen, zero-width space, word joiner, byte-order mark, bidirectional controls and other
# control characters; tab, newline and form feed are white space and folded as such.
_INVISIBLE = dict.fromkeys(
    itertools.chain(
        [0xAD, 0x200B, 0x2060, 0xFEFF],
        range(0x202A, 0x202F),
        range(0x2066, 0x206A),
        range(0x00, 0x09),
        range(0x0E, 0x1C),
        range(0x7F, 0x85),
        range(0x86, 0xA0),
    )
)
