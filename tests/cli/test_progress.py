"""Long work tells a person what it is doing, and nobody else; a missing extra names the command that installs it."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pyte
import pytest

from conftest import Kofukin, Process, bare_environment
from kofukin.messages import LANGUAGES, Language, Message, labels

WORK = [("chart", "funds.svg", labels.DRAWING), ("report", "report.html", labels.MAKING_REPORT)]
HEAVY = ("xlsxwriter", "altair", "vl_convert", "jinja2", "kofukin.charting", "kofukin.report")


@pytest.fixture
def extras() -> None:
    for module in ("altair", "vl_convert", "jinja2"):
        pytest.importorskip(module, reason=f"{module} of an extra is not installed")


@pytest.mark.usefixtures("extras")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("command", "name", "what"), WORK)
def test_a_person_is_told_and_the_screen_is_clean_in_the_end(
    tmp_path: Path, command: str, name: str, what: Message, language: Language
) -> None:
    path = tmp_path / name
    child = pexpect.spawn(
        sys.executable, ["-m", "kofukin", command, "-o", str(path)],
        env=bare_environment(TERM="xterm", KOFUKIN_LANG=language), encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.ptyproc.delayafterclose = 0
    sent = child.read()
    child.close()
    assert child.exitstatus == 0
    assert what.in_(language) in sent
    screen = pyte.Screen(80, 24)
    pyte.Stream(screen).feed(sent)
    assert "".join(screen.display).strip() == ""
    assert (screen.cursor.x, screen.cursor.y, screen.cursor.hidden) == (0, 0, False)
    assert path.stat().st_size > 0


@pytest.mark.usefixtures("extras")
@pytest.mark.parametrize(("command", "name"), [entry[:2] for entry in WORK])
def test_a_pipe_is_told_nothing(process: Process, tmp_path: Path, command: str, name: str) -> None:
    ended = process(command, "-o", str(tmp_path / name))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("command", "name", "module"),
    [("chart", "x.svg", "altair"), ("chart", "x.svg", "vl_convert"), ("report", "x.html", "jinja2")],
)
def test_a_missing_extra_names_what_installs_it(
    kofukin: Kofukin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, name: str, module: str
) -> None:
    find = importlib.util.find_spec

    def without(sought: str, *more: Any) -> Any:
        return None if sought == module else object() if sought in HEAVY else find(sought, *more)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    run = (command, "-o", str(tmp_path / name), "--lang")
    assert kofukin(*run, "en") == (
        1,
        "",
        f"error: this needs {module}, which is not installed\nhint: pip install 'kofukin[{command}]'"
        f" installs it (inside a clone: pip install '.[{command}]')\n",
    )
    assert kofukin(*run, "ja") == (
        1,
        "",
        f"エラー: この機能の部品（{module}）が入っていません\nヒント: pip install 'kofukin[{command}]'"
        f"（クローンの中では pip install '.[{command}]'）で入ります\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        *(("--help",), ("--version",), ("list", "-f", "csv"), ("totals",), ("show", "なでしこ")),
        *(("totals", "--help"), ("chart", "--help"), ("report", "--help")),
    ],
    ids=" ".join,
)
def test_other_calls_load_nothing_of_it(process: Process, arguments: tuple[str, ...]) -> None:
    program = (
        "import sys; from kofukin.cli import main; code = main(sys.argv[1:]);"
        f" print(code, sorted({set(HEAVY)!r} & set(sys.modules)), file=sys.stderr)"
    )
    assert process(*arguments, command=(sys.executable, "-c", program)).stderr == b"0 []\n"
