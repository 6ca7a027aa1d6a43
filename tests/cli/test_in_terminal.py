"""What a person sees: the program in a pseudo-terminal, read back from the screen of an emulated one."""

import re
import sys
from collections.abc import Callable
from typing import NamedTuple

import pexpect  # type: ignore[import-untyped]
import pyte
import pytest

from conftest import IDS, bare_environment
from kofukin.text.display_width import display_width

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ROWS = 100
PARTNERS = ["85,326", "50,000", "96,141", "39,854"]
AMOUNTS = ["37,000", "29,710", "20,525", "41,474", "41,000", "27,007", "25,000", "25,000", "14,500", "59,500", "12,700"]


class Seen(NamedTuple):
    """What was sent to the terminal, and what its screen shows of it."""

    sent: str
    screen: list[str]

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in COLOUR.sub("", self.sent).split("\r\n")]


@pytest.fixture(scope="module")
def terminal() -> Callable[..., Seen]:
    """Run the program in a terminal window; runs that differ in nothing are one."""
    seen: dict[object, Seen] = {}

    def run(columns: int, *arguments: str, **environment: str) -> Seen:
        key = (columns, arguments, tuple(environment.items()))
        if key not in seen:
            child = pexpect.spawn(
                sys.executable, ["-m", "kofukin", *arguments],
                dimensions=(ROWS, columns), encoding="utf-8", timeout=30,
                env=bare_environment(**{"TERM": "xterm-256color", **environment}),
            )  # fmt: skip
            child.ptyproc.delayafterclose = 0  # it has ended by the time we close
            sent = child.read()
            child.close()
            screen = pyte.Screen(columns, ROWS)
            pyte.Stream(screen).feed(sent)
            seen[key] = Seen(sent, [line.rstrip() for line in screen.display])
        return seen[key]

    return run


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", [80, 120, 200])
@pytest.mark.parametrize(
    "arguments",
    [
        *(("list",), ("totals",), ("totals", "--by", "year,application"), ("programs",)),
        *(("show", "sapporo-h28-youth"), ("list", "--help")),
    ],
    ids=" ".join,
)
def test_every_line_fits_the_window_and_the_screen_shows_it_whole(
    terminal: Callable[..., Seen], arguments: tuple[str, ...], columns: int, language: str
) -> None:
    seen = terminal(columns, *arguments, KOFUKIN_LANG=language)
    assert [line for line in seen.lines if display_width(line) > columns] == []
    assert seen.screen[: len(seen.lines)] == seen.lines


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", [80, 120, 200])
def test_ids_and_amounts_are_never_cut(terminal: Callable[..., Seen], columns: int, language: str) -> None:
    words = [line.split() for line in terminal(columns, "list", KOFUKIN_LANG=language).screen]
    assert [line[-1] for line in words if line and line[-1].startswith("sapporo-")] == IDS
    amounts = [word for line in words for word in line if re.fullmatch("[0-9]{2},[0-9]{3}", word)]
    assert [amount for amount in amounts if amount not in PARTNERS] == AMOUNTS
    totals = terminal(columns, "totals", KOFUKIN_LANG=language).screen
    assert [re.findall(r"[0-9]+,[0-9]{3}", line) for line in totals if "%" in line] == [
        ["220,216", "138,323"],
        ["41,000"],
        ["72,200", "135,995"],
        ["333,416", "274,318"],
    ]


@pytest.mark.parametrize("columns", [20, 40])
def test_a_window_that_is_too_narrow_cuts_nothing_either(terminal: Callable[..., Seen], columns: int) -> None:
    lines = terminal(columns, "list", KOFUKIN_LANG="ja").lines
    found = [line.split()[-1] for line in lines if "sapporo-h" in line and "（" not in line]
    assert found == IDS * (len(found) // len(IDS))
    assert found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_name_that_is_wrapped_is_all_there_under_itself(terminal: Callable[..., Seen], language: str) -> None:
    lines = terminal(80, "list", KOFUKIN_LANG=language).lines
    rule = next(index for index, line in enumerate(lines) if line.startswith("---"))
    table = lines[rule + 1 : lines.index("")]
    names = re.sub(r"  +\S.*", "", "\n".join(line + "  " for line in table)).replace(" ", "").replace("\n", "")
    assert names.startswith(
        "「さっぽろ圏」若者定着促進広域連携事業先端技術導入や利活用促進の取組によるIT産業活性化事業"
    )
    assert "なでしこ応援・女性の活躍推進事業" in names


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_project_takes_three_lines_of_a_common_window_and_its_id_stands_last(
    terminal: Callable[..., Seen], language: str
) -> None:
    lines = terminal(80, "list", KOFUKIN_LANG=language).lines
    first, last = (index for index, line in enumerate(lines) if line.startswith("---"))
    rows = lines[first + 1 : last]
    assert len(rows) == 2 * len(IDS)
    assert [row.split()[-1] for row in rows[1::2]] == IDS
    assert all(re.search("H2[89]", row) for row in rows[::2])


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", [80, 120, 200])
@pytest.mark.parametrize("arguments", [("list",), ("totals",), ("totals", "--by", "year", "--pivot", "program")])
def test_short_notes_take_two_lines(
    terminal: Callable[..., Seen], arguments: tuple[str, ...], columns: int, language: str
) -> None:
    lines = terminal(columns, *arguments, "--notes", "short", KOFUKIN_LANG=language).lines
    below = lines[max(index for index, line in enumerate(lines) if line.startswith("---")) + 2 :]
    assert below[0] == ""
    assert len([line for line in below if line]) == 2


def test_weight_tells_what_was_asked_and_what_is_said_of_it(terminal: Callable[..., Seen]) -> None:
    sent = terminal(120, "totals", KOFUKIN_LANG="ja").sent
    assert "\x1b[1m地方創生関連交付金の集計（すべての事業）\x1b[0m" in sent
    assert "\x1b[2m金額      国費は札幌市の分\x1b[0m" in sent
    page = terminal(120, "show", "sapporo-h29-it", KOFUKIN_LANG="ja").sent
    assert "\x1b[1m先端技術導入や利活用促進の取組による IT 産業活性化事業\x1b[0m" in page
    assert "\x1b[1m29,710 千円\x1b[0m" in page


def test_a_wide_window_says_what_a_pipe_says(terminal: Callable[..., Seen]) -> None:
    for command in ("list", "totals", "programs"):
        assert (
            terminal(200, command, KOFUKIN_LANG="ja").lines
            == terminal(190, command, "--color", "never", KOFUKIN_LANG="ja").lines
        )


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": ""}, True),
        ((), {"TERM": "dumb"}, False),
        ((), {"CLICOLOR": "0"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"TERM": "dumb"}, True),
        (("-f", "csv"), {}, False),
        (("-f", "markdown"), {}, False),
        (("-f", "json"), {}, False),
    ],
)
def test_a_terminal_is_coloured_unless_it_or_its_user_does_not_want_it(
    terminal: Callable[..., Seen], arguments: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    sent = terminal(120, "totals", *arguments, **environment).sent
    assert ("\x1b" in sent) == coloured
    assert set(re.findall(r"\x1b.", sent)) <= {"\x1b["}


def test_a_terminal_is_read_in_its_users_language(terminal: Callable[..., Seen]) -> None:
    assert terminal(120, "list", LANG="ja_JP.UTF-8").lines[2].split()[0] == "事業名"
    assert terminal(120, "list", LANG="en_US.UTF-8").lines[2].split()[0] == "Project"
