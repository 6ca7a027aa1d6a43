"""Reading in a process of its own, which a file may hang or end without this one.

The libraries that take workbooks and PDFs apart are large, and a file of a few kilobytes can send them round a loop of
10⁹ turns, or have them ask for more memory than there is, which ends a process at once. So they run in another one,
with bounds on its time and memory, and what they find comes back piece by piece (docs/decisions/0019-reading-apart.md).
"""

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple, ParamSpec, TypeAlias, TypeVar

from kofukin.errors import KofukinError

_P = ParamSpec("_P")
_Part = TypeVar("_Part")

_PATIENCE = 10
"""Times the processor's time that another process may take, by the clock: a busy machine makes it wait."""


class Bounds(NamedTuple):
    """What one part may take: seconds of the processor's time, and megabytes of memory in all."""

    seconds: int
    megabytes: int


class GaveUp(Exception):  # noqa: N818 - what has failed is the file
    """The other process was ended by what it read. ``slow``: it had no more time; else it wanted too much memory."""

    def __init__(self, slow: bool) -> None:
        super().__init__(slow)
        self.slow = slow


def each_apart(
    bounds: Bounds, read: Callable[_P, Iterator[_Part]], *arguments: _P.args, **named: _P.kwargs
) -> Iterator[_Part]:
    """Yield the parts that ``read``, a function of a module, yields in the other process.

    Raises GaveUp where one of them goes beyond the bounds, and KofukinError as ``read`` does.
    """
    number = next(_numbers)
    start: _Start | None = (os.path.realpath(os.curdir), read, arguments, named)
    try:
        while True:
            kind, value = _ask(_Question(number, bounds, start, tuple(_given_up)))
            _given_up.clear()
            start = None
            if kind == "part":
                yield value
            elif kind == "end":
                return
            elif kind == "refused":
                error, message, hint, details = value
                raise error(message, hint, details)
            else:
                raise RuntimeError(value)
    finally:
        _given_up.append(number)


_Start: TypeAlias = tuple[str, Callable[..., Iterator[Any]], tuple[Any, ...], dict[str, Any]]
"""The folder that relative names are in, and what to read."""
_numbers = count(1)
_given_up: list[int] = []
"""Readings that nobody wants to hear more of, of which the other process is yet to be told."""


class _Question(NamedTuple):
    """Ask for the next part of a reading, by its number; ``start`` is what to read, where it is the first."""

    number: int
    bounds: Bounds
    start: _Start | None
    given_up: tuple[int, ...]


def _ask(question: _Question) -> tuple[str, Any]:
    """Return the other process's answer; it is started where there is none."""
    process = _running()
    assert process.stdin is not None
    assert process.stdout is not None
    is_late = threading.Event()

    def end_late() -> None:
        is_late.set()
        process.kill()

    timer = threading.Timer(question.bounds.seconds * _PATIENCE, end_late)
    timer.daemon = True
    timer.start()
    try:
        pickle.dump(question, process.stdin)
        process.stdin.flush()
        answer: tuple[str, Any] = pickle.load(process.stdout)  # noqa: S301 - our own process wrote it
    except (EOFError, OSError, pickle.UnpicklingError):
        _end()
        raise GaveUp(slow=is_late.is_set() or process.returncode == -_TIME_IS_UP) from None
    except BaseException:
        _end()  # its answer would be taken for that to another question
        raise
    finally:
        timer.cancel()
    if answer[0] == "memory":
        _end()
        raise GaveUp(slow=False)
    return answer


_process: subprocess.Popen[bytes] | None = None


def _running() -> subprocess.Popen[bytes]:
    global _process
    if _process is None:
        _process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from kofukin.importing.apart import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        atexit.register(_end)
    return _process


def _end() -> None:
    """End the other process, if there is one; the next question starts another."""
    global _process
    if _process is not None:
        _process.kill()
        _process.communicate()
        _process = None
        atexit.unregister(_end)


# In the other process


def serve() -> None:
    """Answer one question after the other, until there are no more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    waiting: dict[int, Iterator[Any]] = {}
    while True:
        try:
            question = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process wrote it
        except EOFError:
            return
        answers.write(_answer(waiting, question))
        answers.flush()


def _answer(waiting: dict[int, Iterator[Any]], question: _Question) -> bytes:
    number, bounds, start, given_up = question
    for done in given_up:
        waiting.pop(done, None)
    try:
        _limit(bounds)
        if start is not None:
            folder, read, arguments, named = start
            with contextlib.suppress(OSError):
                os.chdir(folder)
            waiting[number] = read(*arguments, **named)
        return pickle.dumps(("part", next(waiting[number])))
    except StopIteration:
        return pickle.dumps(("end", None))
    except KofukinError as error:
        return pickle.dumps(("refused", (type(error), error.message, error.hint, error.details)))
    except MemoryError:
        return pickle.dumps(("memory", None))
    except Exception as error:
        return pickle.dumps(("failed", repr(error)))


try:
    import resource
    import signal

    _TIME_IS_UP = int(signal.SIGXCPU)

    def _limit(bounds: Bounds) -> None:
        """Let the system end this process where the next part takes more than its bounds."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + bounds.seconds + 1
        for limit, most in (
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_AS, bounds.megabytes * 2**20),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(limit)
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

except ImportError:  # Windows keeps a process from growing without end itself
    _TIME_IS_UP = -1

    def _limit(bounds: Bounds) -> None:
        """Leave the bounds to the process that asks, which ends this one when its time is up."""
