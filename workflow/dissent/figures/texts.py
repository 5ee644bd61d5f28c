"""What stands beside a figure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FigureText:
    """Title, caption, how to read it; `alt` says in words what it shows, for who cannot see it."""

    title: str
    caption: str
    how_to_read: str
    alt: str


def written_rate(rate: float) -> str:
    """Write a rate with as many digits as it can bear.

    Parameters
    ----------
    rate
        Per 1,000 words.

    Returns
    -------
    str
        Two digits, or all before the point.
    """
    return f"{rate:.2g}" if rate < 10 else f"{rate:.0f}"
