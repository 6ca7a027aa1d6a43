"""Long work tells a person what it is doing, and nobody else; a missing extra names the command that installs it."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from conftest import Kofukin, bare_environment

pytest.importorskip("altair")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_is_told_and_left_clean(tmp_path: Path) -> None:
    command = [sys.executable, ["-m", "kofukin", "chart", "-o", str(tmp_path / "funds.svg")]]
    child = pexpect.spawn(*command, env=bare_environment(TERM="xterm"), encoding="utf-8", timeout=60)
    seen = child.read()
    assert "chart" in seen
    assert seen.endswith(("\x1b[2K", "\x1b[?25h", "\r\x1b[1A\x1b[2K"))


def test_a_pipe_is_told_nothing(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "kofukin", "chart", "-o", str(tmp_path / "funds.svg")],
        env=bare_environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("command", "module", "extra"),
    [("chart", "altair", "chart"), ("chart", "vl_convert", "chart"), ("report", "jinja2", "report")],
)
def test_a_missing_extra_names_what_installs_it(
    kofukin: Kofukin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, module: str, extra: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == module else find(name, *rest))
    path = tmp_path / ("x.svg" if command == "chart" else "x.html")
    outcome = kofukin(command, "-o", str(path))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        f"error: this needs {module}, which is not installed\nhint: pip install 'kofukin[{extra}]' installs it\n"
    )
    assert f"pip install 'kofukin[{extra}]'" in kofukin(command, "-o", str(path), "--lang", "ja").err
    assert not path.exists()


@pytest.mark.parametrize("arguments", [["list", "-f", "csv"], ["totals"], ["--help"], ["show", "なでしこ"]])
def test_other_commands_load_nothing_of_it(arguments: list[str]) -> None:
    program = (
        f"import sys; from kofukin.cli import main; main({arguments!r});"
        " heavy = {'xlsxwriter', 'altair', 'vl_convert', 'jinja2', 'kofukin.charting', 'kofukin.report'};"
        " sys.stderr.write(' '.join(sorted(heavy & set(sys.modules))))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], env=bare_environment(), capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
