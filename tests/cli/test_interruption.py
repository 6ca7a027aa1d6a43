"""Ended from outside, or run twice at once: nothing half-done is left, and nobody is shown a traceback."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pyte
import pytest

from conftest import PROGRAM, Kofukin, Process, bare_environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows ends processes in other ways")

AT = """
import os, signal, sys
event, part, number = sys.argv[1:4]
del sys.argv[1:4]
def hook(happening, details):
    if happening == event and part in str(details[0]):
        os.kill(os.getpid(), int(number))
sys.addaudithook(hook)
from kofukin.cli import run
run()
"""
"""The program, sent a signal where something happens of which Python tells its audit hooks."""

IN_A_FINALIZER = """
import os, signal
from kofukin import interruption
class Ended:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
interruption.leave_on_signals()
Ended()
print("went on")
"""

WRITING = [("list", "a.csv", "os.chmod"), ("export", "a.db", "sqlite3.connect"), ("export", "a.zip", "os.chmod")]


def ended_at(event: str, part: str, number: int) -> tuple[str, ...]:
    """Return the command that is sent the signal when ``event`` happens to something with ``part`` in its name."""
    return (sys.executable, "-c", AT, event, part, str(int(number)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize(("command", "name", "event"), WRITING)
def test_a_run_that_is_ended_while_it_writes_leaves_nothing(
    process: Process, tmp_path: Path, command: str, name: str, event: str, number: signal.Signals
) -> None:
    ended = process(command, "-o", str(tmp_path / name), command=ended_at(event, ".part", number))
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + number, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_when_its_replacement_is_given_up(process: Process, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    ended = process("list", "--force", "-o", str(path), command=ended_at("os.chmod", ".part", signal.SIGTERM))
    assert (ended.returncode, path.read_text(encoding="utf-8"), len(list(tmp_path.iterdir()))) == (143, "old", 1)


@pytest.mark.parametrize(
    ("event", "part"),
    [
        *(("import", "kofukin.cli.language"), ("import", "typer"), ("import", "kofukin.query"), ("import", "rich")),
        *(("open", "projects.toml"), ("sqlite3.connect", ":memory:")),
    ],
)
def test_ctrl_c_is_silent_at_any_moment(process: Process, event: str, part: str) -> None:
    ended = process("list", command=ended_at(event, part, signal.SIGINT))
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_ctrl_c_is_silent_where_python_would_print_and_swallow_it(process: Process) -> None:
    ended = process(command=(sys.executable, "-c", IN_A_FINALIZER))
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_ctrl_c_leaves_a_prompt_alone(process: Process) -> None:
    request = {"_KOFUKIN_COMPLETE": "complete_bash", "COMP_WORDS": "kofukin list --year ", "COMP_CWORD": "3"}
    ended = process(env=request, command=ended_at("sqlite3.connect", ":memory:", signal.SIGINT))
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_what_is_to_be_ignored_is_ignored(tmp_path: Path) -> None:
    ended = subprocess.run(
        [*ended_at("os.chmod", ".part", signal.SIGHUP), "list", "-o", str(tmp_path / "a.csv")],
        env=bare_environment(), timeout=60, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # as nohup does
    )  # fmt: skip
    assert (ended.returncode, [file.name for file in tmp_path.iterdir()]) == (0, ["a.csv"])


def test_a_terminal_gets_its_cursor_back(tmp_path: Path) -> None:
    command, *arguments = ended_at("os.chmod", ".part", signal.SIGTERM)
    child = pexpect.spawn(
        command, [*arguments, "export", "-o", str(tmp_path / "a.zip")],
        env=bare_environment(TERM="xterm"), encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.ptyproc.delayafterclose = 0
    sent = child.read()
    child.close()
    screen = pyte.Screen(80, 24)
    pyte.Stream(screen).feed(sent)
    assert (child.exitstatus, screen.cursor.hidden, "".join(screen.display).strip()) == (143, False, "")


def test_of_two_runs_at_once_one_writes_the_file(dataset_file: Callable[..., Path], tmp_path: Path) -> None:
    text, out = dataset_file({}).read_bytes(), tmp_path / "out"
    out.mkdir()
    fifos = [tmp_path / f"{number}.fifo" for number in range(2)]
    for fifo in fifos:
        os.mkfifo(fifo)  # both have looked whether the file is there before they can go on
    running = [
        subprocess.Popen(
            [*PROGRAM, "list", "--data", str(fifo), "-o", str(out / "a.csv")],
            stderr=subprocess.PIPE, env=bare_environment(),
        )
        for fifo in fifos
    ]  # fmt: skip
    both = threading.Barrier(len(fifos))

    def feed(fifo: Path) -> None:
        with fifo.open("wb") as stream:
            both.wait(timeout=60)
            stream.write(text)

    feeding = [threading.Thread(target=feed, args=(fifo,)) for fifo in fifos]
    for thread in feeding:
        thread.start()
    said = sorted(run.communicate(timeout=60)[1].decode() for run in running)
    assert sorted(run.returncode for run in running) == [0, 1]
    path = out / "a.csv"
    assert said == ["", f"error: {path} exists already and was left as it is\nhint: --force replaces it\n"]
    assert [file.name for file in out.iterdir()] == ["a.csv"]
    assert path.read_text(encoding="utf-8").startswith("id,")


@pytest.mark.parametrize("command", ["list -o a.csv", "totals -o a.xlsx", "export -o a.db", "export -o a.zip"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, command: str) -> None:
    import resource

    ended = subprocess.run(
        [*PROGRAM, *command.split()], cwd=tmp_path,
        stderr=subprocess.PIPE, env=bare_environment(), timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(f"error: cannot write {command.split()[-1]}: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("has_come", [False, True])
def test_a_file_system_without_links_knows_no_difference(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_come: bool
) -> None:
    path = tmp_path / "a.csv"

    def refuse(*_: object) -> None:
        if has_come:
            path.write_text("another run's", encoding="utf-8")
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert kofukin("list", "-c", "id", "-o", str(path)).code == has_come
    assert path.read_text(encoding="utf-8").startswith("another run's" if has_come else "id\n")
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_a_python_without_links_knows_no_difference(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "link")
    assert kofukin("list", "-c", "id", "-o", str(tmp_path / "a.csv")).code == 0
    assert kofukin("list", "-c", "id", "-o", str(tmp_path / "a.csv")).code == 1
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_what_a_killed_run_left_is_in_nobodys_way(process: Process, tmp_path: Path) -> None:
    for command, name, event in WRITING:
        ended = process(command, "-o", str(tmp_path / name), command=ended_at(event, ".part", signal.SIGKILL))
        assert ended.returncode == -signal.SIGKILL
    left = sorted(file.name for file in tmp_path.iterdir())
    assert len(left) == len(WRITING)
    assert process("export", "-o", str(tmp_path / "a.db")).stderr == b""
    asked = process("list", "--data", str(tmp_path), "-f", "csv")
    assert (asked.returncode, asked.stderr, asked.stdout) == (0, b"", process("list", "-f", "csv").stdout)
    checked = process("check", str(tmp_path))
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert sorted({file.name for file in tmp_path.iterdir()} - {"a.db"}) == left
