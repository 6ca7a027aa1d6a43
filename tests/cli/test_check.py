"""``kofukin check``: is a dataset sound, and does the document say what it says?"""

import hashlib
import os
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from conftest import PROGRAM, Kofukin, Process

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "data" / "projects.toml"
SOURCE = ROOT / "data" / "sources" / "sapporo-h29-11.txt"
SHA256 = hashlib.sha256(SOURCE.read_bytes()).hexdigest()


def test_the_bundled_data_is_confirmed_by_its_document(kofukin: Kofukin) -> None:
    confirmed = (
        f"the bundled extract of its source is the document that was cited, sapporo-h29-11 (SHA-256 {SHA256})\n"
        "the bundled dataset: 11 names and 16 amounts confirmed in the bundled extract of its source\n"
    )
    assert kofukin("check") == (0, confirmed, "")
    assert kofukin("check", "--source", str(SOURCE)) == (0, confirmed, "")
    assert kofukin("check", "--lang", "ja").lines[1].startswith("同梱のデータ: 11 件の事業名と 16 件の金額を")


def test_a_users_file_is_sound_or_confirmed_too(kofukin: Kofukin, tmp_path: Path) -> None:
    path, source = tmp_path / "grants.toml", tmp_path / "page.txt"
    path.write_bytes(BUNDLED.read_bytes())
    source.write_bytes(SOURCE.read_bytes())
    assert kofukin("check", str(path)) == (0, f"{path}: sound (11 projects)\n", "")
    assert kofukin("check", str(path), KOFUKIN_LANG="ja").out == f"{path}: 問題なし（11 件）\n"
    confirmed = (
        f"{source} is the document that was cited, sapporo-h29-11 (SHA-256 {SHA256})\n"
        f"{path}: 11 names and 16 amounts confirmed in {source}\n"
    )
    assert kofukin("check", str(path), "--source", str(source)) == (0, confirmed, "")


def test_a_figure_that_the_document_does_not_state_is_found(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    text = BUNDLED.read_text(encoding="utf-8")
    path.write_text(text.replace("37_000_000", "37_000_001").replace("なでしこ", "なでし子"), encoding="utf-8")
    outcome = kofukin("check", str(path), "--source", str(SOURCE))
    assert outcome.code == 1
    assert outcome.lines[:2] == [
        f"{path}: sapporo-h29-youth.national_funds_yen: line 13 of the document states 37,000,000,"
        " the dataset 37,000,001",
        f"{path}: sapporo-h28-women.name: the name is not on line 150 of the document",
    ]
    assert outcome.err.startswith("error: 2 problems found\nhint: ")


def test_every_problem_is_told_at_once_with_its_line(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file({"national_funds_yen": -(10**16)}, {"municipality_code": "01100"}, {"colour": "red"})
    lines = path.read_text(encoding="utf-8").splitlines()
    outcome = kofukin("check", str(path))
    assert outcome.code == 1
    for number, key in enumerate(("national_funds_yen", "municipality_code", "colour")):
        line = next(n for n, text in enumerate(lines, start=1) if text.startswith(key))
        assert outcome.lines[number].startswith(f"{path}:{line}: project[{number}].{key}: ")


def test_problems_are_the_answer_and_stand_on_stdout(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file({"fiscal_year": "H29"})
    outcome = kofukin("check", str(path), KOFUKIN_LANG="ja")
    assert (outcome.code, len(outcome.lines)) == (1, 1)
    assert outcome.lines[0].endswith("整数ではありません: H29")
    assert outcome.err == "エラー: 1 件の問題があります\nヒント: 各行の場所を直してください\n"


def test_one_bad_file_does_not_hide_another(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    bad, good = dataset_file({"name": ""}, name="bad.toml"), dataset_file({}, name="good.toml")
    outcome = kofukin("check", str(bad), "nowhere.toml", str(good))
    assert outcome.code == 1
    assert [line.split(":")[0] for line in outcome.lines] == [str(bad), "nowhere.toml", str(good)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", ":1: the file is empty"),
        (
            "[dataset]\nid = 'x'\ntitle = '札幌市'\n".encode("cp932"),
            ": looks like Shift_JIS (line 3); save it as UTF-8",
        ),
        (b"\x81 ", ": not UTF-8 text (line 1)"),
        (b"[dataset\n", ":1: not TOML: "),
        (b"[[project]]\nfiscal_year = 2,017\n", ":2: a number takes no comma: "),
    ],
)
def test_a_file_that_is_something_else_is_named_so(
    kofukin: Kofukin, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "strange.toml"
    path.write_bytes(content)
    outcome = kofukin("check", str(path))
    assert outcome.code == 1
    assert any(line.startswith(f"{path}{reason}") for line in outcome.lines), outcome.out


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file({})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert kofukin("check", str(path)).code == 0


def test_files_that_clash_with_each_other_are_a_problem(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    paths = [str(dataset_file({}, name=name)) for name in ("one.toml", "two.toml")]
    outcome = kofukin("check", *paths)
    assert outcome.code == 1
    assert f"{paths[1]}: id p1 is used in {paths[0]} too" in outcome.lines


def test_a_missing_document_is_named(kofukin: Kofukin) -> None:
    outcome = kofukin("check", "--source", "nowhere.txt")
    assert (outcome.code, outcome.lines) == (1, ["nowhere.txt: cannot be read: no such file"])


def test_a_wrong_check_digit_is_a_problem(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    partners = [{"name": "北海道", "municipality_code": "010006"}, {"name": "函館市", "municipality_code": "012026"}]
    path = dataset_file(
        {"municipality_code": "011002"}, {"municipality_code": "011003", "application": "joint", "partners": partners}
    )
    outcome = kofukin("check", str(path))
    assert outcome.code == 1
    assert outcome.lines == [
        f"{path}: p2.municipality_code: municipality code 011003 has a wrong check digit (011002 would be right)",
        f"{path}: p2.partners[1].municipality_code:"
        " municipality code 012026 has a wrong check digit (012025 would be right)",
    ]
    assert "検査数字が合いません" in kofukin("check", str(path), KOFUKIN_LANG="ja").out


def test_what_may_stand_twice_is_shown_and_no_problem(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file(
        {"name": "ＩＴ 事業"}, {"name": "IT事業"}, {"name": "IT事業", "municipality": "函館市"}, {"name": "it 事業"}
    )
    assert kofukin("check", str(path)) == (
        0,
        f"note: {path}: p2: same municipality, year, program and name as p1: perhaps the same project twice\n"
        f"note: {path}: p4: same municipality, year, program and name as p1: perhaps the same project twice\n"
        f"{path}: sound (4 projects)\n",
        "",
    )
    assert kofukin("check", str(path), KOFUKIN_LANG="ja").lines[0].startswith(f"注: {path}: p2: p1 と団体、年度、")


def test_open_programs_are_counted_and_no_problem(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file({}, {"program_basis": "open"})
    before, _, after = path.read_text(encoding="utf-8").rpartition('program = "suishin"\n')
    path.write_text(before + after, encoding="utf-8")
    assert kofukin("check", str(path)) == (
        0,
        f"note: {path}: The program of 1 project is open.\n{path}: sound (2 projects)\n",
        "",
    )


def test_a_database_is_checked_as_its_text_is(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    text = dataset_file({"name": "同じ"}, {"name": "同じ"}, {"municipality_code": "011003"})
    base = text.with_suffix(".db")
    kofukin("export", "--data", str(text), "-o", str(base))
    before = base.read_bytes()
    from_text, from_base = kofukin("check", str(text)), kofukin("check", str(base))
    assert from_base.code == 1
    assert from_base == from_text._replace(out=from_text.out.replace(str(text), str(base)))
    bundled = text.with_name("bundled.db")
    kofukin("export", "-o", str(bundled))
    assert kofukin("check", str(bundled), "--source", str(SOURCE)) == (
        0,
        f"the bundled extract of its source is the document that was cited, sapporo-h29-11 (SHA-256 {SHA256})\n"
        f"{bundled}: 11 names and 16 amounts confirmed in the bundled extract of its source\n",
        "",
    )
    assert base.read_bytes() == before


@pytest.mark.parametrize("kept", [16, 4096, 20_000])
def test_a_broken_database_is_a_problem_and_hides_no_other_file(kofukin: Kofukin, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "made.db"
    kofukin("export", "-o", str(path))
    content = path.read_bytes()
    path.write_bytes(content[:kept])
    outcome = kofukin("check", str(path), str(BUNDLED))
    assert outcome.code == 1
    assert outcome.lines[0].startswith(f"{path} cannot be read as a database: ")
    assert outcome.lines[1].endswith("sound (11 projects)")
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    outcome = kofukin("check", str(path))
    assert outcome.code == 1
    assert outcome.lines[0].startswith(f"{path} cannot be read as a database: ")


def test_what_another_tool_wrote_into_a_database_is_checked(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    kofukin("export", "-o", str(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE project SET fiscal_year = 'H29' WHERE number = 2")
        connection.execute(
            "UPDATE project SET national_funds_yen = -10000000000000000, name = x'00ff' WHERE number = 3"
        )
        connection.commit()
    outcome = kofukin("check", str(path))
    assert outcome.code == 1
    assert [line.rpartition(": ")[0] for line in outcome.lines] == [
        f"{path}: project[1].fiscal_year: not a whole number",
        f"{path}: project[2].name: not text: put it in quotes",
        f"{path}: project[2].national_funds_yen: not from -1000000000000000 to 1000000000000000",
    ]


def test_a_reader_that_stops_early_does_not_make_data_sound(
    process: Process, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file(*({"national_funds_yen": -(10**16)} for _ in range(3000)))
    shell = ["bash", "-o", "pipefail", "-c", f"{shlex.join(PROGRAM)} check {path} | head -n 1"]
    assert process(command=shell).returncode == 1
    sound = ["bash", "-o", "pipefail", "-c", f"{shlex.join(PROGRAM)} check | head -n 0"]
    assert process(command=sound).returncode == 0


@pytest.mark.parametrize("arguments", [("list", "--data", ""), ("check", ""), ("export", "-o", "x.db", "--data", "")])
def test_an_empty_name_is_no_folder(kofukin: Kofukin, arguments: tuple[str, ...]) -> None:
    outcome = kofukin(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert "names no file" in outcome.err


@pytest.mark.parametrize("command", [("check",), ("list", "--data")])
def test_what_is_not_read_in_a_folder_is_said(
    kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path, command: tuple[str, ...]
) -> None:
    dataset_file({})
    (tmp_path / "list.csv").write_text("", encoding="utf-8")
    (tmp_path / "more").mkdir()
    outcome = kofukin(*command, str(tmp_path))
    assert outcome.code == 0
    assert outcome.err == (
        f"note: not read in {tmp_path}: list.csv, more{os.sep} (only regular .toml and .db files right in it are;"
        " kofukin import reads tables and PDFs)\n"
    )
