"""What a user did that cannot work, said in one message: where, what, and what to write instead."""

from collections.abc import Sequence

SHOWN_AT_MOST = 20


class DissentError(Exception):
    """A mistake in the user's files or settings, with the message that the user will read.

    `problems` has one message for each mistake; of many the message itself shows only the first.
    """

    def __init__(self, message: str, *, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems) or (message,)


def raise_all(problems: Sequence[str], *, heading: str) -> None:
    """Raise one error that lists every problem, so that all can be mended in one go.

    Parameters
    ----------
    problems
        One message each, with file and row; nothing is raised when there are none.
    heading
        What was being checked, for the first line when there are several.

    Raises
    ------
    DissentError
        With the single problem as it is, or with a list of the first twenty.
    """
    if not problems:
        return
    if len(problems) == 1:
        raise DissentError(problems[0])
    shown = [f"  - {problem}" for problem in problems[:SHOWN_AT_MOST]]
    if len(problems) > SHOWN_AT_MOST:
        shown.append(f"  … and {len(problems) - SHOWN_AT_MOST} more")
    message = "\n".join([f"{heading}: {len(problems)} problems", *shown])
    raise DissentError(message, problems=problems)
