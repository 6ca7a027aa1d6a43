"""``--help`` at every level, ``--version``, and the program without a command."""

import re
import shlex
from pathlib import Path

import pytest

from conftest import Kofukin
from kofukin import __version__
from kofukin.cli.app import COMMANDS, load
from kofukin.messages import help as texts
from kofukin.text.display_width import display_width

ROOT = Path(__file__).parents[2]
PAGES = [(), ("--help",), *((command, "--help") for command in COMMANDS)]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_help_fits_the_window(kofukin: Kofukin, page: tuple[str, ...], language: str, columns: int) -> None:
    outcome = kofukin(*page, KOFUKIN_LANG=language, COLUMNS=str(columns))
    assert (outcome.code, outcome.err) == (0, "")
    too_wide = [line for line in outcome.lines if display_width(line) > columns]
    # an example is a command to copy and cannot be broken
    assert [line for line in too_wide if not line.startswith("  kofukin ")] == []
    assert columns < 80 or not too_wide


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_japanese_help_has_nothing_left_in_english(kofukin: Kofukin, page: tuple[str, ...]) -> None:
    out = kofukin(*page, KOFUKIN_LANG="ja").out
    assert not re.search(r"Usage|Options|Arguments|Commands|Examples|OPTIONS|COMMAND|default|env |Show this", out)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_english_help_has_nothing_left_in_japanese(kofukin: Kofukin, page: tuple[str, ...]) -> None:
    out = kofukin(*page, KOFUKIN_LANG="en").out
    assert not re.search(r"[ぁ-ん]", re.sub(r"kofukin (list|show) \S+", "", out))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_line_never_begins_with_what_closes_the_one_before(
    kofukin: Kofukin, page: tuple[str, ...], language: str
) -> None:
    lines = kofukin(*page, KOFUKIN_LANG=language, COLUMNS="80").lines
    assert [line for line in lines if re.match(r"\s*[)）」』、。,;]|\s*\.(?!\.)", line)] == []


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained_once(kofukin: Kofukin, command: str, language: str) -> None:
    out = kofukin(command, "--help", KOFUKIN_LANG=language).out
    for param in load(command).params:
        if param.param_type_name == "option":
            assert len(re.findall(rf"^ +(?:-\w, )?{param.opts[0]}\b", out, re.MULTILINE)) == 1, param.opts


@pytest.mark.parametrize("language", ["ja", "en"])
def test_bare_is_short_and_shows_examples_before_commands(kofukin: Kofukin, language: str) -> None:
    outcome = kofukin(KOFUKIN_LANG=language)
    assert outcome.code == 0
    assert len(outcome.lines) < 24, "it fits a small window"
    example, command = ("例:", "コマンド:") if language == "ja" else ("Examples:", "Commands:")
    assert outcome.lines.index(example) < outcome.lines.index(command)


def test_help_has_a_short_name(kofukin: Kofukin) -> None:
    assert kofukin("-h") == kofukin("--help")
    assert kofukin("list", "-h") == kofukin("list", "--help")


@pytest.mark.parametrize("page", [("--help",), ("list", "--help"), ("totals", "--help"), ("show", "--help")])
def test_help_begins_with_usage_and_has_examples_before_options(kofukin: Kofukin, page: tuple[str, ...]) -> None:
    lines = kofukin(*page).lines
    assert lines[0].startswith("Usage: kofukin ")
    assert lines.index("Examples:") < next(n for n, line in enumerate(lines) if line.strip().endswith("this help"))


@pytest.mark.parametrize(
    "example",
    sorted(
        {
            line
            for page in (texts.PROGRAM, *texts.COMMANDS.values())
            for line, _ in page.examples
            if not line.startswith("kofukin import ")  # their files are made where importing is tested
        }
    ),
)
def test_every_example_runs(kofukin: Kofukin, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if ".parquet" in example:
        pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    bundled = (ROOT / "data" / "projects.toml").read_bytes()
    for name, data in (
        ("grants", bundled),
        ("old", bundled),
        ("new", bundled.replace("観光".encode(), "観光と産業".encode())),
    ):
        (tmp_path / f"{name}.toml").write_bytes(data)
    (tmp_path / "page.txt").write_bytes((ROOT / "data" / "sources" / "sapporo-h29-11.txt").read_bytes())
    monkeypatch.chdir(tmp_path)
    outcome = kofukin(*shlex.split(example)[1:])
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_command_is_listed(kofukin: Kofukin, language: str) -> None:
    for page in ((), ("--help",)):
        lines = kofukin(*page, KOFUKIN_LANG=language).lines
        assert [command for command in COMMANDS if sum(line.startswith(f"  {command} ") for line in lines) == 1] == [
            *COMMANDS
        ]


def test_the_version_names_program_and_data(kofukin: Kofukin) -> None:
    assert kofukin("--version").out == f"kofukin {__version__} (data: sapporo-h29-11, version 2026.11.27)\n"
    assert kofukin("--version", "--lang", "ja").out == (
        f"kofukin {__version__}（データ: sapporo-h29-11 2026.11.27 版）\n"
    )
