"""Names fit for files and identifiers, made of any text."""

import hashlib
import re
import unicodedata


def slug(text: str) -> str:
    """Make a doc_id of any text.

    Parameters
    ----------
    text
        A name or title.

    Returns
    -------
    str
        Small Latin letters, digits and single hyphens; `document` where nothing is left.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"


def group_slug(group: str) -> str:
    """Make a file name of a group, another one for another group, in any script.

    Parameters
    ----------
    group
        A value of the catalogue.

    Returns
    -------
    str
        Its letters and digits, small, with hyphens between; where other signs are lost by this,
        with four digits of a checksum, so that `A. B.` and `A B` stay apart.
    """
    text = unicodedata.normalize("NFC", group)
    name = re.sub(r"[^\w]+|_", "-", text.lower()).strip("-")
    if name == text.lower().replace(" ", "-"):
        return name
    return f"{name or 'group'}-{hashlib.sha256(text.encode()).hexdigest()[:4]}"
