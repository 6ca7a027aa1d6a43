"""Data and words made to break things: formats stay whole, people's never steer a terminal, words are literal."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin, Process

NAMES = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "nul\x00del\x7fcsi\x9b31m",
    "\u202etxet\u2066x\u2069\u200b\ufeff",
    "[/x] [bold]b[/bold] [link=http://x]y[/link]",
    ":+1: :smile:",
    "=1+1",
    "\"quotes\" 'and' `ticks`",
    "𠮷野家 🎌 ﷽ é 각",
    "one\ntwo\r\nthree\u2028four",
    "a|b\\c*d_e<script>alert(1)</script>#~",
    "\tTAB",
    "%s {0} {name} %",
    "あ" * 400,
    "x" * 400,
    "（「『【《",
]
STEERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What no line for people may hold; the line feed ends one."""


@pytest.fixture
def hostile(dataset_file: Callable[..., Path]) -> str:
    return str(
        dataset_file(
            *(
                {
                    **dict.fromkeys(("name", "summary", "note", "application_text", "program_evidence"), name),
                    **dict.fromkeys(("source_document", "municipality"), name),
                    "national_funds_yen": number,
                    "application": "joint",
                    "partners": [{"name": '=相手;"x" [/x]\u202e'}, {"name": "𠮷", "national_funds_yen": 10**15}],
                }
                for number, name in enumerate(NAMES)
            )
        )
    )


COMMANDS = [
    *(("list",), ("list", "-c", "all"), ("totals", "--by", "municipality"), ("totals", "--by", "year,application")),
    *(("show", "p1"), ("show", "p10"), ("show", "p14"), ("programs",)),
]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_peoples_formats_are_whole_lines_without_anything_that_steers(
    kofukin: Kofukin, hostile: str, arguments: tuple[str, ...], language: str
) -> None:
    for format_ in ("table", "markdown"):
        outcome = kofukin(*arguments, "--data", hostile, "-f", format_, KOFUKIN_LANG=language)
        assert (outcome.code, outcome.err) == (0, "")
        assert STEERS.findall(outcome.out) == []


def test_markup_and_emoji_codes_are_shown_as_they_are(kofukin: Kofukin, hostile: str) -> None:
    out = kofukin("list", "--data", hostile, "-c", "name").out
    for name in ("[/x] [bold]b[/bold] [link=http://x]y[/link]", ":+1: :smile:", "=1+1", "%s {0} {name} %"):
        assert name in out
    assert "one two three four" in out


def test_a_markdown_cell_stays_one_cell(kofukin: Kofukin, hostile: str) -> None:
    lines = kofukin("list", "--data", hostile, "-c", "id,name", "-f", "markdown").lines
    rows = [line for line in lines if line.startswith("| p")]
    assert len(rows) == len(NAMES)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}
    assert not re.search(r"(?<!\\)<script", "".join(rows))


def test_machine_formats_keep_every_character(kofukin: Kofukin, hostile: str) -> None:
    names = ("list", "--data", hostile, "-c", "name")
    assert [row["name"] for row in kofukin(*names, "-f", "json").json] == NAMES
    out = kofukin(*names, "-f", "jsonl").out
    assert [json.loads(line)["name"] for line in out.split("\n")[:-1]] == NAMES
    for format_, delimiter in (("csv", ","), ("tsv", "\t")):
        out = kofukin(*names, "-f", format_, "--raw").out
        assert [row[0] for row in csv.reader(io.StringIO(out, newline=""), delimiter=delimiter)][1:] == NAMES


def test_json_shows_a_terminal_nothing_to_obey(kofukin: Kofukin, hostile: str) -> None:
    for format_ in ("json", "jsonl"):
        assert STEERS.findall(kofukin("list", "--data", hostile, "-f", format_).out) == []
    assert STEERS.findall(kofukin("show", "p1", "--data", hostile, "-f", "json").out) == []


def test_every_row_has_every_column(kofukin: Kofukin, hostile: str) -> None:
    for format_, delimiter in (("csv", ","), ("tsv", "\t")):
        out = kofukin("list", "--data", hostile, "-f", format_).out
        rows = list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter, strict=True))
        assert len(rows) == 1 + len(NAMES)
        assert {len(row) for row in rows} == {29}


def test_problems_of_a_hostile_file_cannot_steer_a_terminal(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = str(dataset_file({"id": "\x1b[31m\u202e", "amount_basis": "\x9b31m", "partners": [{"name": "a\x07"}]}))
    for outcome in (kofukin("check", path), kofukin("list", "--data", path)):
        assert outcome.code == 1
        assert STEERS.findall(outcome.out + outcome.err) == []


@pytest.mark.parametrize("word", ["[", "]", "%", "_", "'", '"', "\\", "*", "?", "(", "';DROP TABLE project;--", "{0}"])
def test_a_word_is_literal(kofukin: Kofukin, dataset_file: Callable[..., Path], word: str) -> None:
    path = str(dataset_file({"name": f"甲{word}乙"}, {"name": "普通の名前"}))
    for arguments in ((word,), ("--", word), (f"甲{word}乙",)):
        assert kofukin("list", "--data", path, "-f", "csv", "-c", "id", *arguments).lines == ["id", "p1"]
    assert kofukin("list", word, "-f", "csv", "-c", "id").lines == ["id"]
    assert kofukin("list", "--partner", word, "-f", "csv", "-c", "id").lines == ["id"]
    assert kofukin("list", "--municipality", word, "-f", "csv", "-c", "id").lines == ["id"]


def test_a_word_of_ten_thousand_characters_matches_nothing_or_itself(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    word = "長" * 10_000
    assert kofukin("list", word).err.startswith("note: no project matches\n")
    path = str(dataset_file({"summary": word}))
    assert kofukin("list", word, "--data", path, "-f", "csv", "-c", "id").lines == ["id", "p1"]


def test_a_word_after_two_hyphens_is_no_option(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = str(dataset_file({"name": "新 --year 旧"}, {}))
    assert kofukin("list", "--data", path, "-f", "csv", "-c", "id", "--", "--year").lines == ["id", "p1"]


@pytest.mark.parametrize("arguments", [("list", "\udcff"), ("show", "\udcff"), ("list", "-p", "\udcff"), ("\udcff",)])
def test_bytes_that_are_no_text_are_an_ordinary_answer(process: Process, arguments: tuple[str, ...]) -> None:
    """A command line that is not in the terminal's encoding arrives with lone surrogates."""
    ended = process(*arguments)
    assert ended.returncode in (0, 1, 2)
    assert ended.stderr.startswith((b"error: ", b"note: "))
    assert b"internal error" not in ended.stderr


def test_the_largest_amounts_are_exact(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = str(dataset_file({"national_funds_yen": 10**15}, {"national_funds_yen": 10**15 - 1}))
    (row,) = kofukin("totals", "--by", "all", "--data", path, "-f", "json").json
    assert row["national_funds_yen"] == 2 * 10**15 - 1
    assert row["estimated_cost_yen"] == 2 * (2 * 10**15 - 1)
    for unit, amounts in (("thousand", ("1000000000000", "999999999999.999")), ("yen", (f"{10**15}", f"{10**15 - 1}"))):
        arguments = ("list", "--data", path, "--unit", unit, "-c", "national_funds_yen")
        assert tuple(kofukin(*arguments, "-f", "csv").lines[1:]) == amounts
        assert tuple(re.findall(r": ([0-9.]+)}", kofukin(*arguments, "-f", "json").out)) == amounts


FORMULAS = ["=1+1", "'=1+1", "＝cmd", "@SUM(1)", "+1", "-1", "''=x"]


def test_headings_that_come_from_the_data_are_no_formulas(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = str(dataset_file(*({"municipality": name, "national_funds_yen": 1} for name in FORMULAS)))
    for more in ((), ("--excel",)):
        out = kofukin("totals", "--data", path, "--pivot", "municipality", "-f", "csv", *more).out
        heading = next(csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
        assert [cell for cell in heading if cell[:1] in "=+-@＝＋－＠"] == []
    raw = kofukin("totals", "--data", path, "--pivot", "municipality", "-f", "csv", "--raw").lines[0]
    assert "=1+1_national_funds_yen" in raw.split(",")


def test_a_package_holds_no_formulas(kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path) -> None:
    path = str(dataset_file(*({"name": name, "note": name} for name in FORMULAS)))
    assert kofukin("export", "--data", path, "-o", str(tmp_path / "made.zip")).code == 0
    with zipfile.ZipFile(tmp_path / "made.zip") as package:
        for name in (name for name in package.namelist() if name.endswith(".csv")):
            rows = csv.reader(io.StringIO(package.read(name).decode(), newline=""))
            assert [cell for row in rows for cell in row if cell[:1] in (*"=+-@＝＋－＠",)] == []


def test_texts_that_look_guarded_come_back_from_a_csv(
    kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = str(dataset_file(*({"name": name, "note": name, "amount_basis": "unstated"} for name in FORMULAS)))
    assert kofukin("export", "--data", path, "-o", "made.csv").code == 0
    kofukin("import", "made.csv", "-o", "again.toml")
    listed = kofukin("list", "--data", "again.toml", "-f", "json").json
    assert [(row["name"], row["note"]) for row in listed] == [(name, name) for name in FORMULAS]


@pytest.mark.parametrize("character", ["あ", "𠮷"])
def test_a_text_that_a_workbooks_cell_would_cut_is_refused(
    kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path, character: str
) -> None:
    most = 32_767 // (len(character.encode("utf-16-le")) // 2)
    asked = ("-c", "id,summary", "-o", str(tmp_path / "made.xlsx"), "--force")
    fits = str(dataset_file({"summary": character * most}, name="fits.toml"))
    assert kofukin("list", "--data", fits, *asked).code == 0
    over = str(dataset_file({"summary": character * (most + 1)}, name="over.toml"))
    outcome = kofukin("list", "--data", over, *asked)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("error: too long for a cell of a workbook (32,768 characters, at most 32,767): ")
