"""How word forms are folded before they are compared."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


def plain_apostrophes(text: str) -> str:
    """Write typographic apostrophes as plain ones.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as the text.
    """
    return text.translate(_APOSTROPHES)


def folded(form: str) -> str:
    """Fold a word form: lower case, plain apostrophes.

    Parameters
    ----------
    form
        A token.

    Returns
    -------
    str
        The form under which types are counted and wildcards are tried.
    """
    return plain_apostrophes(form.lower())
