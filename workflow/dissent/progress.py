"""What a step is doing and how far it is, in lines for the terminal and the log."""

import sys
import time


class Progress:
    """Counts documents done of documents to do, and says so, at most once in a while.

    Parameters
    ----------
    step
        What is being done, as in `annotate 0001-of-0002`.
    total
        Documents to do.
    every_seconds
        Pause between two lines.
    """

    def __init__(self, step: str, total: int, *, every_seconds: float = 5.0) -> None:
        self.step = step
        self.total = total
        self.done = 0
        self.tokens = 0
        self._every = every_seconds
        self._started = self._said = time.monotonic()

    def advance(self, *, tokens: int = 0, documents: int = 1) -> None:
        """Count what has just been done.

        Parameters
        ----------
        tokens
            Tokens handled.
        documents
            Documents finished.
        """
        self.done += documents
        self.tokens += tokens
        if time.monotonic() - self._said >= self._every:
            self._said = time.monotonic()
            say(f"{self.step}: {self._state()}")

    def finish(self) -> None:
        """Say the last line."""
        say(f"{self.step}: {self._state()}")

    def _state(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-3)
        documents = f"{self.done:,} of {self.total:,} document{'' if self.total == 1 else 's'}"
        if not self.tokens:
            return documents
        return f"{documents}, {self.tokens:,} tokens, {self.tokens / seconds:,.0f} tokens/s"


def say(line: str) -> None:
    """Write one line of progress.

    Parameters
    ----------
    line
        The line.
    """
    print(line, file=sys.stderr, flush=True)
