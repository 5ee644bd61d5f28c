"""See to it that one thread makes all sums: in the same order, and on one core."""

from __future__ import annotations

import os

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


class ThreadsError(RuntimeError):
    """Say that more than one thread might take part."""


def require_one_thread(reason: str) -> None:
    """Refuse to go on where matrix products may use several threads.

    Args:
        reason: why one is needed, the end of the message.

    Raises:
        ThreadsError: if an environment variable does not say that there is one.
    """
    loose = [name for name in THREADS if os.environ.get(name) != "1"]
    if loose:
        raise ThreadsError(f"set {' and '.join(loose)} to 1{reason}")
