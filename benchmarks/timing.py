"""Whole processes side by side, taking turns, so that a machine whose speed drifts slows them all."""

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Call = Sequence[str]

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Run(NamedTuple):
    """What one process took."""

    seconds: float
    peak_bytes: int
    processor_seconds: float
    """What all its threads took of the processors, which other work on the machine hardly changes."""


def run(call: Call, codes: Sequence[int] = (0,), output: Path = Path(os.devnull)) -> Run:
    """Run a process to its end; raises CalledProcessError where its exit code is not among ``codes``."""
    with output.open("wb") as stream, Path(os.devnull).open("wb") as silence:
        begun = time.perf_counter()
        process = subprocess.Popen(call, stdout=stream, stderr=silence, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise subprocess.CalledProcessError(process.returncode, call)
    return Run(seconds, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime)


def medians(calls: Mapping[str, Call], rounds: int, codes: Sequence[int] = (0,)) -> dict[str, float]:
    """Return the median seconds of each call over so many rounds, after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for round_ in range(rounds + 1):
        for name, call in calls.items():
            seconds = run(call, codes).seconds
            if round_:
                taken[name].append(seconds)
    return {name: statistics.median(each) for name, each in taken.items()}
