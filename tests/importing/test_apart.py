"""What is read in a process of its own comes back, and what ends that process ends nothing else."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kofukin.errors import KofukinError, UsageError
from kofukin.importing import apart
from kofukin.importing.apart import Bounds, GaveUp, each_apart
from kofukin.messages import errors

BOUNDS = Bounds(seconds=20, megabytes=1024)


def numbers(most: int) -> Iterator[tuple[int, int]]:
    for number in range(most):
        os.write(1, b"what a library prints is no answer\n")
        yield number, os.getpid()


def failing(kind: str) -> Iterator[int]:
    yield 1
    if kind == "usage":
        raise UsageError(errors.FILE_EMPTY, errors.CHECK_NAME, (errors.TOO_MUCH,))
    if kind == "memory":
        yield len(bytearray(2**31))
    if kind == "abort":
        os.abort()
    if kind == "loop":
        while True:
            pass
    if kind == "asleep":
        time.sleep(60)
    raise ValueError(kind)


def test_every_part_comes_from_the_other_process() -> None:
    found = list(each_apart(BOUNDS, numbers, 5))
    assert [number for number, _ in found] == [0, 1, 2, 3, 4]
    assert {process for _, process in found} == {next(each_apart(BOUNDS, numbers, most=1))[1]}
    assert os.getpid() not in {process for _, process in found}


def here() -> Iterator[str]:
    yield str(Path.cwd())


def test_relative_names_are_in_the_folder_that_the_reading_began_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, tmp_path.parent):
        monkeypatch.chdir(folder)
        assert list(each_apart(BOUNDS, here)) == [str(folder.resolve())]


def test_two_readings_go_on_in_turns() -> None:
    one, other = each_apart(BOUNDS, numbers, 3), each_apart(BOUNDS, numbers, 3)
    assert [next(one)[0], next(other)[0], next(one)[0], next(one)[0], next(other)[0]] == [0, 0, 1, 2, 1]


def test_a_refusal_comes_back_whole() -> None:
    with pytest.raises(UsageError) as caught:
        list(each_apart(BOUNDS, failing, "usage"))
    error: KofukinError = caught.value
    assert (error.message, error.hint, error.details) == (errors.FILE_EMPTY, errors.CHECK_NAME, (errors.TOO_MUCH,))


def test_a_fault_of_ours_is_not_taken_for_the_file_s() -> None:
    with pytest.raises(RuntimeError, match="ValueError"):
        list(each_apart(BOUNDS, failing, "fault"))


@pytest.mark.parametrize(("kind", "slow"), [("memory", False), ("abort", False), ("loop", True), ("asleep", True)])
def test_what_goes_beyond_its_bounds_is_given_up(kind: str, slow: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE", 1 if kind == "asleep" else 60)
    reading = each_apart(Bounds(seconds=1, megabytes=1024), failing, kind)
    assert next(reading) == 1
    with pytest.raises(GaveUp) as caught:
        next(reading)
    assert caught.value.slow is slow
    assert [number for number, _ in each_apart(BOUNDS, numbers, 2)] == [0, 1]
