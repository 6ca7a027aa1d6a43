"""What several tests share: running the program, in this process or in one of its own, and datasets made for a test."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

import hypothesis
import pytest

import outside
from kofukin import cli
from kofukin.messages.notes import GROUPS

hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")  # how long an example takes says more of the machine than of us


SETTINGS = (
    *("KOFUKIN_LANG", "KOFUKIN_FORMAT", "KOFUKIN_DATA", "KOFUKIN_DEBUG", "_KOFUKIN_COMPLETE"),
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "TERM"),
    *("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "PYTHONIOENCODING", "PYTHONUTF8"),
)
"""Every variable that changes what the program says; tests set those that they are about, and no others count."""

IDS = [
    *("sapporo-h29-youth", "sapporo-h29-it", "sapporo-h29-inbound", "sapporo-h29-health", "sapporo-h29-ainu"),
    *("sapporo-h28-living", "sapporo-h28-asia", "sapporo-h28-mice", "sapporo-h28-underground"),
    *("sapporo-h28-youth", "sapporo-h28-women"),
]
"""The bundled projects, in the document's order."""

PROGRAM = (sys.executable, "-m", "kofukin")


class Outcome(NamedTuple):
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def table(self) -> list[str]:
        """A people's table in a pipe or in Markdown, from its heading on: what stands above it is no part of it."""
        if marked := [line for line in self.lines if line.startswith("|")]:
            return marked
        rule = next(number for number, line in enumerate(self.lines) if line.startswith("---"))
        return self.lines[rule - 1 : [*self.lines, ""].index("", rule)]

    @property
    def notes(self) -> list[str]:
        """The notes under a table, each whole, without the names of their groups."""
        names = "|".join(name for group in GROUPS for name in (group.ja, group.en))
        return [re.sub(f"^((?:{names}) +|  +)", "", line) for line in self.out.rpartition("\n\n")[2].splitlines()]

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Kofukin(Protocol):
    """``kofukin("list", "--year", "H29", KOFUKIN_LANG="ja")``"""

    def __call__(self, *arguments: str, **environment: str) -> Outcome: ...


class Process(Protocol):
    """``process("list", env={"KOFUKIN_LANG": "ja"})``; ``command`` replaces ``python -m kofukin``."""

    def __call__(
        self, *arguments: str, env: Mapping[str, str] = ..., command: Sequence[str] = ..., stdin: bytes = ...
    ) -> subprocess.CompletedProcess[bytes]: ...


def bare_environment(**chosen: str) -> dict[str, str]:
    """Return this process's environment without what changes the program's words, but with ``chosen``."""
    return {name: value for name, value in os.environ.items() if name not in SETTINGS} | chosen


def pytest_addoption(parser: pytest.Parser) -> None:
    outside.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    outside.listen(config)


@pytest.fixture
def kofukin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kofukin:
    """Run the program in this process: fast, and everything but the interpreter's own start and end is as it is."""

    def run(*arguments: str, **environment: str) -> Outcome:
        with monkeypatch.context() as patch:
            for name in SETTINGS:
                patch.delenv(name, raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdout", sys.stdout)  # main may put another in its place
            capsys.readouterr()
            code = cli.main(arguments)
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture
def process() -> Process:
    """Run the installed program in a process of its own, with bytes in and out."""

    def run(
        *arguments: str,
        env: Mapping[str, str] = MappingProxyType({}),
        command: Sequence[str] = PROGRAM,
        stdin: bytes = b"",
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*command, *arguments],
            input=stdin,
            capture_output=True,
            env=bare_environment(**env),
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def dataset_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a dataset file that holds the given projects, each a change to a plain one, and return where it lies."""

    def write(*projects: Mapping[str, object], name: str = "made.toml") -> Path:
        tables: list[tuple[str, Mapping[str, object]]] = [
            ("[dataset]", {"id": "made", "title": "試験データ", "version": "1"}),
            ("[[program]]", {"id": "suishin", "name": "地方創生推進交付金", "short_name": "推進"}),
            ("[[round]]", {"program": "suishin", "fiscal_year": 2017, "subsidy_rate": "1/2"}),
        ]
        for number, project in enumerate(projects, start=1):
            plain = {"id": f"p{number}", "municipality": "札幌市", "fiscal_year": 2017, "program": "suishin"}
            tables.append(("[[project]]", {**plain, "name": f"事業{number}", "source_document": "資料", **project}))
        path = tmp_path / name
        path.write_text("".join(f"{header}\n{_toml(table)}\n" for header, table in tables), encoding="utf-8")
        return path

    return write


def _toml(table: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_toml_value(value)}\n" for key, value in table.items())


def _toml_value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    # a JSON string is a TOML string, but for DEL, which TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


@pytest.fixture(scope="session", autouse=True)
def no_signal_is_ignored() -> None:
    """Tests that a shell runs in the background are told to ignore Ctrl-C, and so would be what they start."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has not all of them
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)
