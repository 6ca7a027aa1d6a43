"""Being ended from outside: Ctrl-C, a request to end (SIGTERM), a terminal that was closed (SIGHUP).

The signal is answered where it arrives. An exception would have to pass through code that swallows or prints it:
SQLite's callbacks, finalizers, the import system.
"""

import os
import signal
from collections.abc import Callable
from types import FrameType

_ENDS = ("SIGINT", "SIGTERM", "SIGHUP")
_to_tidy: list[Callable[[], object]] = []


def leave_on_signals() -> None:
    """Have the process end at once and silently, by the shells' convention with 128 and the signal's number.

    What was to be ignored stays ignored, as under nohup. On Windows, where no open file can be removed, Ctrl-C stays an
    exception, which closes files on its way.
    """
    if os.name != "posix":
        return
    for name in _ENDS:
        if signal.getsignal(number := getattr(signal, name)) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _leave)


class Tidied:
    """While a ``with`` block lasts, ``tidy`` is what to do should the process be ended from outside."""

    def __init__(self, tidy: Callable[[], object]) -> None:
        self._tidy = tidy

    def __enter__(self) -> None:
        _to_tidy.append(self._tidy)

    def __exit__(self, *_: object) -> None:
        _to_tidy.remove(self._tidy)


def _leave(number: int, _: FrameType | None) -> None:
    try:
        for tidy in reversed(_to_tidy):
            tidy()
    finally:
        os._exit(128 + number)
