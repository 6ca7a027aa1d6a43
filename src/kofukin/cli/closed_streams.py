"""What stands in for standard streams that the caller closed (``>&-``)."""

import os
import sys


def stand_in() -> None:
    """Give each closed stream one that is open the wrong way, so that using it fails and nothing else does.

    It also takes the stream's number: the next file opened would get it, and with it what a library writes to a stream.
    """
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_WRONLY), encoding="utf-8")  # noqa: SIM115 - stays open until exit
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - words that nobody wants to hear
