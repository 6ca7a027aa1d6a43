"""Completion in a real bash, typed at its prompt."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Process, bare_environment

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals")
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="bash is not installed")


class Bash:
    """A bash at its prompt, into which a line is typed with a TAB behind it."""

    def __init__(self, folder: Path, script: str) -> None:
        (folder / "kofukin").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kofukin "$@"\n', encoding="utf-8")
        (folder / "kofukin").chmod(0o755)
        (folder / "script").write_text(script, encoding="utf-8")
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            path = f"{folder}{os.pathsep}{os.environ['PATH']}"
            environment = bare_environment(PATH=path, TERM="dumb", PS1="$ ", LC_ALL="C.UTF-8", COLUMNS="500")
            os.execve(str(BASH), ["bash", "--norc", "--noprofile", "-i"], environment)
        os.write(
            self._terminal, f"source {folder}/script; bind 'set enable-bracketed-paste off'; echo READY_\n".encode()
        )
        self._read_until("READY_\r\n")

    def completed(self, line: str) -> str:
        """Return what stands at the prompt after a TAB."""
        os.write(self._terminal, line.encode() + b"\t")
        os.write(self._terminal, b"\x05>\x01echo '<\x05'\n")
        lines: list[str] = re.findall("\r\n<(.*)>\r\n", self._read_until(">\r\n"))
        return lines[-1]

    def close(self) -> None:
        os.write(self._terminal, b"exit\n")
        os.close(self._terminal)
        os.waitpid(self._process, 0)

    def _read_until(self, end: str) -> str:
        text = b""
        while not text.decode(errors="ignore").endswith(end):
            text += os.read(self._terminal, 4096)
            if text.endswith(b"$ ") and end.encode() in text:
                break
        return text.decode()


@pytest.fixture(scope="module")
def script() -> str:
    from typer._completion_shared import get_completion_script

    from kofukin.cli import bash_completion

    bash_completion.prepare()
    return get_completion_script(prog_name="kofukin", complete_var="_KOFUKIN_COMPLETE", shell="bash")


@pytest.fixture
def bash(tmp_path: Path, script: str) -> Iterator[Bash]:
    running = Bash(tmp_path, script)
    yield running
    running.close()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("kofukin tot", "kofukin totals "),
        ("kofukin list --sort national_funds_yen:d", "kofukin list --sort national_funds_yen:desc "),
        ("kofukin list --sort=national_funds_yen:d", "kofukin list --sort=national_funds_yen:desc "),
        ("kofukin list --application=si", "kofukin list --application=single "),
        ("kofukin list --year=H29 --application=jo", "kofukin list --year=H29 --application=joint "),
        ("kofukin list -p 推", "kofukin list -p 推進 "),
        ("kofukin list --program=地方創生加", "kofukin list --program=地方創生加速化交付金 "),
        ("kofukin totals --by program,y", "kofukin totals --by program,year "),
    ],
)
def test_a_word_is_completed_at_the_prompt(bash: Bash, typed: str, completed: str) -> None:
    assert bash.completed(typed) == completed


def test_a_script_of_an_earlier_version_works_on(process: Process) -> None:
    asked = {"_KOFUKIN_COMPLETE": "complete_bash", "COMP_WORDS": "kofukin\ntot", "COMP_CWORD": "1"}
    assert process(env=asked).stdout.decode().split() == ["totals"]
