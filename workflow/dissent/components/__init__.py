"""Parts of the embedded pipeline that spaCy does not have.

Where dissent is installed, spaCy finds them by their entry points; `register` makes sure of it.
"""


def register() -> None:
    """Make the parts known to spaCy."""
    from dissent.components import embedding, lemmatizer  # noqa: F401
