"""Where the answer goes and what it looks like there: formats, files, columns, units."""

import csv
import io
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import pytest

from conftest import Kofukin

FORMATS = ["table", "csv", "tsv", "json", "jsonl", "markdown"]
ENDINGS = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "jsonl", ".md": "markdown"}


@pytest.fixture
def formula(dataset_file: Callable[..., Path]) -> str:
    """Return a dataset whose texts a spreadsheet would run."""
    starts = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "普通")
    return str(dataset_file(*({"name": text} for text in starts)))


def test_csv_is_rfc_4180_without_a_byte_order_mark(kofukin: Kofukin) -> None:
    out = kofukin("list", "-f", "csv").out
    assert not out.startswith("\ufeff")
    assert out.count("\r\n") == 12
    assert out.replace("\r\n", "").count("\n") == 0
    rows = list(csv.reader(io.StringIO(out, newline=""), strict=True))
    assert {len(row) for row in rows} == {29}
    assert '"inferred, high"' in out


def test_cp932_gets_the_letters_it_has_at_another_code_point(
    kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path
) -> None:
    data, path = str(dataset_file({"name": "⻑久⼿—葛\U000e0100城か\u3099〜−¥"})), tmp_path / "x.csv"
    assert kofukin("list", "--data", data, "-c", "name", "--encoding", "cp932", "-o", str(path)).code == 0
    assert path.read_bytes().decode("cp932") == "name\r\n長久手―葛城が～－￥\r\n"


def test_cp932_names_what_it_lacks_and_writes_nothing(
    kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path
) -> None:
    data, path = str(dataset_file({"name": "⻑い𠮷野–鷗"})), tmp_path / "x.csv"
    outcome = kofukin("list", "--data", data, "-c", "name", "--encoding", "cp932", "-o", str(path), "--lang", "en")
    assert (outcome.code, path.exists()) == (1, False)
    assert (
        outcome.err.splitlines()[0] == "error: cp932 lacks – (U+2013), 鷗 (U+9DD7), 𠮷 (U+20BB7); nothing was written"
    )


def test_tsv_has_plain_line_ends(kofukin: Kofukin) -> None:
    out = kofukin("list", "-f", "tsv").out
    assert "\r" not in out
    assert {line.count("\t") for line in out.splitlines()} == {28}


def test_text_that_a_spreadsheet_would_run_is_guarded_unless_raw(kofukin: Kofukin, formula: str) -> None:
    names = ("list", "--data", formula, "-f", "csv", "-c", "name")
    guarded = [row[0] for row in csv.reader(io.StringIO(kofukin(*names).out, newline=""))]
    assert guarded == ["name", "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "'\r=1", "'\n=1", "普通"]
    raw = [row[0] for row in csv.reader(io.StringIO(kofukin(*names, "--raw").out, newline=""))]
    assert raw == ["name", "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "普通"]
    assert kofukin(*names[:4], "tsv", "-c", "name").lines[1] == "'=1+1"


def test_json_is_not_guarded_and_not_escaped(kofukin: Kofukin, formula: str) -> None:
    assert kofukin("list", "--data", formula, "-f", "json").json[0]["name"] == "=1+1"
    assert '"札幌市"' in kofukin("list", "-f", "json").out


def test_json_is_an_array_and_jsonl_one_object_a_line(kofukin: Kofukin) -> None:
    assert len(kofukin("list", "-f", "json").json) == 11
    assert [type(json.loads(line)) for line in kofukin("list", "-f", "jsonl").lines] == [dict] * 11


def test_markdown_is_a_table_with_a_title_and_notes(kofukin: Kofukin) -> None:
    lines = kofukin("totals", "-f", "markdown", KOFUKIN_LANG="ja").lines
    assert lines[0] == "## 地方創生関連交付金の集計（すべての事業）"
    assert lines[2] == "データ: 札幌市の地方創生関連交付金事業 2026.11.27　（単位：千円）"
    assert {line.count("|") for line in lines[4:10]} == {6}
    assert [cell.strip() for cell in lines[9].split("|")][1:4] == ["**合計**", "**11**", "**333,416**"]
    assert lines[11].startswith("- **金額**　国費は札幌市の分。")


@pytest.mark.parametrize(("ending", "format_"), ENDINGS.items())
def test_a_files_ending_chooses_the_format(kofukin: Kofukin, tmp_path: Path, ending: str, format_: str) -> None:
    for path in (tmp_path / f"out{ending}", tmp_path / f"OUT{ending.upper()}"):
        outcome = kofukin("list", "-o", str(path))
        assert outcome == (0, "", "")
        assert path.read_bytes() == kofukin("list", "-f", format_).out.encode()


def test_a_format_beside_an_ending_it_does_not_contradict(kofukin: Kofukin, tmp_path: Path) -> None:
    same, strange = tmp_path / "out.json", tmp_path / "out.txt"
    assert kofukin("list", "-f", "json", "-o", str(same)).code == 0
    assert kofukin("list", "-f", "csv", "-o", str(strange)).code == 0
    assert same.read_text(encoding="utf-8").startswith("[")
    assert strange.read_text(encoding="utf-8").startswith("id,")


def test_a_table_can_be_kept_in_a_file_and_has_no_colour_there(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    assert kofukin("totals", "-f", "table", "-o", str(path), FORCE_COLOR="1").code == 0
    assert path.read_text(encoding="utf-8") == kofukin("totals").out


@pytest.mark.parametrize("arguments", [("-f", "json", "-o", "x.csv"), ("-f", "table", "-o", "x.csv")])
def test_a_format_that_contradicts_the_ending_is_refused(kofukin: Kofukin, arguments: tuple[str, ...]) -> None:
    outcome = kofukin("list", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: -f {arguments[1]} contradicts the ending of x.csv\nhint: ")
    assert not Path("x.csv").exists()


def test_an_existing_file_is_refused_and_left_as_it_is(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("precious", encoding="utf-8")
    outcome = kofukin("list", "-o", str(path))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == f"error: {path} exists already and was left as it is\nhint: --force replaces it\n"
    assert path.read_text(encoding="utf-8") == "precious"


def test_force_replaces_it_and_keeps_its_permissions(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    assert kofukin("list", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("id,")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_a_new_file_has_the_permissions_that_new_files_get(kofukin: Kofukin, tmp_path: Path) -> None:
    path, other = tmp_path / "out.csv", tmp_path / "other"
    other.touch()
    assert kofukin("list", "-o", str(path)).code == 0
    assert path.stat().st_mode == other.stat().st_mode


def test_an_unknown_ending_is_used_wrongly(kofukin: Kofukin, tmp_path: Path) -> None:
    for name in ("out.foo", "out", ".csv"):
        outcome = kofukin("list", "-o", str(tmp_path / name))
        assert (outcome.code, outcome.out) == (2, "")
        assert ".csv, .tsv, .json, .jsonl, .md" in outcome.err


def test_a_folder_is_named_as_one(kofukin: Kofukin, tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    for folder in (tmp_path / "out.csv", tmp_path):
        outcome = kofukin("list", "-o", str(folder), "--force")
        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err.startswith(f"error: {folder} is a folder\n")


def test_a_missing_folder_is_named_as_one(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "out.csv"
    outcome = kofukin("list", "-o", str(path))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"error: cannot write {path}: no such folder\n")


def test_a_file_in_the_place_of_a_folder(kofukin: Kofukin, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "out.csv"
    outcome = kofukin("list", "-o", str(path))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"error: cannot write {path}: no such folder\n")


def test_a_folder_that_may_not_be_written(kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)  # root, who runs tests in containers, may write everywhere
    outcome = kofukin("list", "-o", str(tmp_path / "out.csv"))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"error: cannot write {tmp_path / 'out.csv'}: permission denied\n")


def test_a_failure_while_writing_leaves_the_old_file_and_nothing_else(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")

    def fail(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    outcome = kofukin("list", "-o", str(path), "--force")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"error: cannot write {path}: No space left on device\nhint: ")
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_a_usage_error_leaves_the_old_file_too(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    assert kofukin("list", "-c", "nothing", "-o", str(path), "--force").code == 2
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_a_link_is_kept_and_its_target_written(kofukin: Kofukin, tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target.name)
    assert kofukin("list", "-o", str(link)).code == 1
    assert kofukin("list", "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("id,")


def test_a_hyphen_is_standard_output(kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert kofukin("list", "-o", "-", "-f", "csv") == kofukin("list", "-f", "csv")
    assert kofukin("list", "-o", "-") == kofukin("list")
    assert list(tmp_path.iterdir()) == []


def test_the_environment_chooses_a_format_that_options_and_endings_override(kofukin: Kofukin, tmp_path: Path) -> None:
    assert kofukin("list", KOFUKIN_FORMAT="csv") == kofukin("list", "-f", "csv")
    assert kofukin("list", "-f", "json", KOFUKIN_FORMAT="csv") == kofukin("list", "-f", "json")
    assert kofukin("list", KOFUKIN_FORMAT="") == kofukin("list")
    assert kofukin("list", "-o", str(tmp_path / "out.md"), KOFUKIN_FORMAT="csv").code == 0
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("## ")


def test_a_page_takes_the_environments_format_where_it_has_it(kofukin: Kofukin) -> None:
    assert kofukin("show", "なでしこ", KOFUKIN_FORMAT="json").json["id"] == "sapporo-h28-women"
    assert kofukin("show", "なでしこ", KOFUKIN_FORMAT="csv") == kofukin("show", "なでしこ")


@pytest.mark.parametrize("format_", FORMATS)
def test_columns_are_shown_in_the_order_asked_for(kofukin: Kofukin, format_: str) -> None:
    out = kofukin("list", "-c", "source_line, id ,national_funds_yen", "--limit", "1", "-f", format_).out
    assert out.index("11") < out.index("sapporo-h29-youth") < max(out.find("37000000"), out.find("37,000"))


def test_all_columns(kofukin: Kofukin) -> None:
    assert kofukin("list", "-c", "all", "-f", "csv") == kofukin("list", "-f", "csv")
    rule = kofukin("list", "-c", "all", "-f", "markdown").lines[5]
    assert rule.count("|") == 30
    assert kofukin("totals", "-c", "all", "-f", "csv") == kofukin("totals", "-f", "csv")
    assert kofukin("totals", "-c", "all", "-f", "markdown").lines[5].count("|") == 9


def test_columns_of_totals_and_programs(kofukin: Kofukin) -> None:
    assert kofukin("totals", "-c", "projects,program", "-f", "csv").lines == [
        "projects,program",
        "8,suishin",
        "1,kyoten",
        "2,kasokuka",
    ]
    assert kofukin("programs", "-c", "short_name", "-f", "csv").lines == ["short_name", "推進", "拠点整備", "加速化"]


@pytest.mark.parametrize(
    ("unit", "suffix", "amount"),
    [
        *((unit, "yen", "29710000") for unit in ("yen", "円")),
        *((unit, "thousand_yen", "29710") for unit in ("thousand", "千円")),
        *((unit, "million_yen", "29.71") for unit in ("million", "百万円")),
    ],
)
def test_a_unit_given_outright_renames_machine_fields_and_keeps_decimals(
    kofukin: Kofukin, unit: str, suffix: str, amount: str
) -> None:
    lines = kofukin("list", "IT産業", "--unit", unit, "-f", "csv", "-c", "id,national_funds_yen").lines
    assert lines == [f"id,national_funds_{suffix}", f"sapporo-h29-it,{amount}"]
    (row,) = kofukin("list", "IT産業", "--unit", unit, "-f", "json").json
    assert Decimal(str(row[f"national_funds_{suffix}"])) == Decimal(amount)
    assert {name for name in row if name.endswith("yen")} == {
        f"{name}_{suffix}"
        for name in ("national_funds", "partner_national_funds", "stated_cost", "estimated_cost", "other_funds")
    }


def test_totals_take_a_unit_in_machine_formats_too(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "--unit", "million", "-f", "json").json
    assert [row["national_funds_million_yen"] for row in rows] == [220.216, 41, 72.2]


def test_an_amount_that_the_unit_cannot_hold_keeps_its_decimals(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = str(dataset_file({"national_funds_yen": 1_234_567}))
    arguments = ("list", "--data", path, "-c", "national_funds_yen")
    assert kofukin(*arguments).table[2].strip() == "1,234.567"
    assert kofukin(*arguments, "--unit", "yen").table[2].strip() == "1,234,567"
    assert kofukin(*arguments, "--unit", "million", "-f", "csv").lines[1] == "1.234567"
    assert kofukin(*arguments, "-f", "csv").lines[1] == "1234567"


@pytest.mark.parametrize(
    ("unit", "note", "amount"),
    [("円", "（単位：円）", "37,000,000"), ("千円", "（単位：千円）", "37,000"), ("百万円", "（単位：百万円）", "37")],
)
def test_people_see_the_unit_that_they_asked_for(kofukin: Kofukin, unit: str, note: str, amount: str) -> None:
    for format_ in ("table", "markdown"):
        out = kofukin("list", "-y", "H29", "-a", "joint", "--unit", unit, "-f", format_, KOFUKIN_LANG="ja").out
        assert note in out
        assert amount in out.split()


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_command_twice_gives_the_same_bytes(kofukin: Kofukin, format_: str) -> None:
    assert kofukin("list", "-f", format_) == kofukin("list", "-f", format_)
    assert kofukin("totals", "-f", format_) == kofukin("totals", "-f", format_)


def test_a_title_of_ones_own(kofukin: Kofukin) -> None:
    asked = ("totals", "-y", "H29", "--title", "議会資料３", "--lang", "ja")
    assert kofukin(*asked).lines[0] == "議会資料３（交付金の年度: H29）"
    assert kofukin(*asked, "-f", "markdown").lines[0] == "## 議会資料３（交付金の年度: H29）"
    assert kofukin(*asked, "-f", "csv").lines[0].startswith("program,")


def test_notes_in_short_or_none(kofukin: Kofukin) -> None:
    short = [
        "National funds of 札幌市; one year or all: not stated; 北海道 not included.",
        "The program of 5 is inferred.",
    ]
    assert kofukin("totals", "-y", "H29", "--notes", "short").notes == short
    assert kofukin("totals", "-y", "H29", "--notes", "short", "-f", "markdown").lines[-2:] == [f"- {n}" for n in short]
    assert kofukin("totals", "-y", "H29", "--notes", "none").lines[-1].startswith("Total ")
    assert kofukin("totals", "-y", "H29", "--notes", "none").lines[1].endswith("(in thousand yen)")


def test_other_notes_are_none(kofukin: Kofukin) -> None:
    assert kofukin("totals", "--notes", "long") == (
        2,
        "",
        "error: not a value of --notes: long\nhint: use one of full, short, none\n",
    )
