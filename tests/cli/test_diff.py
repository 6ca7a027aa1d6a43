"""``kofukin diff``: the command, its formats, filters, exit codes and words."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from conftest import Kofukin, Process
from kofukin.comparing import CHANGE_FIELDS

FIELDS = [field.name for field in CHANGE_FIELDS]
Files = tuple[str, str]


@pytest.fixture
def versions(dataset_file: Callable[..., Path]) -> Files:
    old = dataset_file(
        {"id": "market", "name": "朝市事業", "national_funds_yen": 37_000_000},
        {"id": "port", "name": "港の再生事業", "national_funds_yen": 1_200_000},
        {"id": "snow", "name": "雪まつりの開催"},
        name="old.toml",
    )
    new = dataset_file(
        {"id": "market", "name": "朝市事業", "national_funds_yen": 37_500_000, "note": "増額"},
        {"id": "port", "name": "港の再生事業"},
        {"id": "library", "name": "図書館の整備", "fiscal_year": 2017, "national_funds_yen": 5_000_000},
        name="new.toml",
    )
    return str(old), str(new)


def rows_of(table: str) -> list[list[str]]:
    """Return the words of each row of a people's table."""
    _, rows = table.split("---\n", 1)
    return [line.split() for line in rows.split("\n\n", 1)[0].splitlines()]


def test_people_see_what_changed_appeared_and_is_gone(kofukin: Kofukin, versions: Files) -> None:
    done = kofukin("diff", *versions)
    assert done.code == 0
    assert done.err == ""
    rows = [" ".join(row) for row in rows_of(done.out)]
    assert "changed 朝市事業 H29 National funds (thousand yen) 37,000 37,500 500 market" in rows
    assert "changed 朝市事業 H29 Note - 増額 - market" in rows
    assert "changed 港の再生事業 H29 National funds (thousand yen) 1,200 - - port" in rows
    assert "appeared 図書館の整備 H29 National funds (thousand yen) - 5,000 - library" in rows
    assert "gone 雪まつりの開催 H29 National funds (thousand yen) - - - snow" in rows
    assert "Projects: 1 appeared, 1 gone, 2 changed (3 fields), 0 unchanged." in done.out
    assert (
        "National funds in all: 38,200 thousand yen (1 not stated) before, 42,500 thousand yen (1 not stated) after."
        in done.out
    )
    assert "(not 0)" in done.out


def test_in_japanese_it_is_a_table_of_old_and_new(kofukin: Kofukin, versions: Files) -> None:
    out = kofukin("diff", *versions, "-f", "markdown", KOFUKIN_LANG="ja").out
    assert "## 新旧対照" in out
    assert "| 異同 | 事業名         | 年度 | 項目         | 旧     | 新     | 増減 | ID      |" in out
    assert "| 変更 | 朝市事業       | H29  | 国費（千円） | 37,000 | 37,500 |  500 | market  |" in out
    assert "追加 1 件、削除 1 件、変更 2 件（3 項目）、変わらない事業 0 件" in out


def test_machines_get_every_field_exact_and_unknown_as_null(kofukin: Kofukin, versions: Files) -> None:
    rows = kofukin("diff", *versions, "-f", "json").json
    assert [list(row) for row in rows] == [FIELDS] * 5
    first = rows[0]
    assert (first["change"], first["match"], first["field"]) == ("changed", "id", "national_funds_yen")
    assert (first["before"], first["after"], first["difference_yen"]) == (37_000_000, 37_500_000, 500_000)
    assert [(row["before"], row["after"]) for row in rows[1:]] == [
        (None, "増額"),
        (1_200_000, None),
        (None, 5_000_000),
        (None, None),
    ]


def test_csv_tsv_and_json_lines_hold_the_same(kofukin: Kofukin, versions: Files) -> None:
    rows = kofukin("diff", *versions, "-f", "json").json
    for format_, delimiter in (("csv", ","), ("tsv", "\t")):
        lines = csv.DictReader(io.StringIO(kofukin("diff", *versions, "-f", format_).out), delimiter=delimiter)
        texts = [{name: "" if value in (None, []) else str(value) for name, value in row.items()} for row in rows]
        assert [*lines] == texts
    assert len(kofukin("diff", *versions, "-f", "jsonl").lines) == len(rows)


def test_a_workbook_holds_amounts_as_numbers_and_all_else_as_text(
    kofukin: Kofukin, versions: Files, tmp_path: Path
) -> None:
    path = tmp_path / "changes.xlsx"
    assert kofukin("diff", *versions, "-o", str(path)).code == 0
    assert zipfile.is_zipfile(path)
    rows = [
        tuple(cell.value for cell in row if cell.value is not None)
        for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()
    ]
    assert ("changed", "朝市事業", "H29", "National funds (thousand yen)", 37_000, 37_500, 500, "market") in rows
    assert ("changed", "朝市事業", "H29", "Note", "-", "増額", "-", "market") in rows


def test_a_named_unit_counts_for_amounts_and_stands_in_the_names(kofukin: Kofukin, versions: Files) -> None:
    row = kofukin("diff", *versions, "-f", "json", "--unit", "千円").json[0]
    assert (row["field"], row["before"], row["after"]) == ("national_funds_thousand_yen", 37_000, 37_500)
    assert row["difference_thousand_yen"] == 500


def test_people_see_amounts_with_even_decimals(kofukin: Kofukin, versions: Files) -> None:
    out = kofukin("diff", *versions, "--unit", "百万円", "-c", "before,after,difference_yen").out
    assert rows_of(out) == [
        ["37.0", "37.5", "0.5"],
        ["-", "増額", "-"],
        ["1.2", "-", "-"],
        ["-", "5.0", "-"],
        ["-", "-", "-"],
    ]


def test_columns_may_be_chosen_without_the_field_that_they_are_of(kofukin: Kofukin, versions: Files) -> None:
    out = kofukin("diff", *versions, "-c", "id,before,after").out
    assert rows_of(out)[:2] == [["market", "37,000", "37,500"], ["market", "-", "増額"]]
    assert kofukin("diff", *versions, "-f", "csv", "-c", "id,after").lines[1] == "market,37500000"
    assert kofukin("diff", *versions, "-f", "csv", "-c", "ID,新").lines[1] == "market,37500000", "by people's names too"
    done = kofukin("diff", *versions, "-c", "colour")
    assert done.code == 2
    assert "before" in done.err


def test_a_filter_asks_for_either_version(kofukin: Kofukin, versions: Files) -> None:
    assert [row["id"] for row in kofukin("diff", *versions, "港", "-f", "json").json] == ["port"]
    assert [row["id"] for row in kofukin("diff", *versions, "--min", "3750万円", "-f", "json").json] == ["market"] * 2
    done = kofukin("diff", *versions, "--year", "H30")
    assert done.code == 0
    assert done.err.startswith("note: no project matches\nhint: years with grants: H29\n")
    assert kofukin("diff", *versions, "--year", "29").code == 2
    assert kofukin("diff", *versions, "--program", "加速化").code == 2


def test_no_difference_is_an_answer(kofukin: Kofukin, versions: Files) -> None:
    old = versions[0]
    done = kofukin("diff", old, old)
    assert (done.code, done.err) == (0, "")
    assert "nothing differs" in done.out
    for format_, printed in (("csv", ",".join(FIELDS) + "\r\n"), ("json", "[]\n"), ("jsonl", "")):
        done = kofukin("diff", old, old, "-f", format_, "--exit-code")
        assert (done.code, done.out, done.err) == (0, printed, "note: nothing differs\n")


def test_the_exit_code_says_that_they_differ_only_if_asked(kofukin: Kofukin, versions: Files) -> None:
    assert kofukin("diff", *versions).code == 0
    done = kofukin("diff", *versions, "--exit-code", "-f", "csv")
    assert (done.code, done.err) == (1, "")
    assert kofukin("diff", *versions, "--exit-code", "--year", "H30").code == 0


def test_ids_and_places_that_moved_are_counted_and_shown_on_request(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    files = [
        str(dataset_file({"id": f"row-{line}", "name": "朝市事業", "source_line": line}, name=f"{line}.toml"))
        for line in (1, 2)
    ]
    done = kofukin("diff", *files)
    assert done.err == "note: ids or places in the sources of 1 project differ; --places shows them\n"
    rows = kofukin("diff", *files, "--places", "-f", "json").json
    assert [(row["match"], row["field"], row["before"], row["after"]) for row in rows] == [
        ("same", "id", "row-1", "row-2"),
        ("same", "source_line", 1, 2),
    ]


def test_near_names_and_several_candidates_are_said_so(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    old = dataset_file(
        {"id": "a", "name": "健康医療関連産業の集積促進事業"}, {"id": "b", "name": "朝市"}, name="o.toml"
    )
    new = dataset_file(
        {"id": "c", "name": "健康医療産業の集積促進事業"},
        {"id": "d", "name": "朝市"},
        {"id": "e", "name": "朝市"},
        name="n.toml",
    )
    done = kofukin("diff", str(old), str(new))
    assert "near name" in done.out
    assert "Paired by near names only, so see whether they are the same: 1 project." in done.out
    assert (
        "Left unpaired, since several candidates are alike (-c all names these in candidates): 3 projects." in done.out
    )
    row = kofukin("diff", str(old), str(new), "-f", "csv", "-c", "id,candidates").lines[-1]
    assert row == "b,d;e"


def test_datasets_without_a_common_body_are_one_clear_line(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    files = [
        str(dataset_file({"id": f"p-{name}", "municipality": city, "name": city}, name=f"{name}.toml"))
        for name, city in (("a", "札幌市"), ("b", "広島市"))
    ]
    done = kofukin("diff", *files)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"error: {files[0]} and {files[1]} have no body in common")
    assert "(old: 札幌市; new: 広島市)" in done.err
    assert done.err.count("\n") == 2


def test_what_is_no_dataset_is_said_so(kofukin: Kofukin, versions: Files, tmp_path: Path) -> None:
    missing = kofukin("diff", versions[0], str(tmp_path / "none.toml"))
    assert missing.code == 1
    assert "no such file" in missing.err
    assert kofukin("diff", versions[0]).code == 2
    assert kofukin("diff", "", versions[0]).code == 2


def test_a_database_and_a_folder_are_datasets_too(kofukin: Kofukin, versions: Files, tmp_path: Path) -> None:
    database = str(tmp_path / "old.db")
    assert kofukin("export", "--data", versions[0], "-o", database).code == 0
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "all.toml").write_bytes(Path(versions[1]).read_bytes())
    from_files = kofukin("diff", *versions, "-f", "json").json
    assert kofukin("diff", database, str(folder), "-f", "json").json == from_files
    assert kofukin("diff", database, versions[0], "-f", "json").json == []


def test_several_bodies_stand_in_a_column(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    projects = [{"id": city, "municipality": city, "name": f"{city}の事業"} for city in ("札幌市", "小樽市")]
    for number, project in enumerate(projects):
        project["id"] = f"p{number}"
    old = dataset_file(*projects, name="o.toml")
    new = dataset_file(*({**project, "note": "新"} for project in projects), name="n.toml")
    assert "Municipality" in kofukin("diff", str(old), str(new)).out


def test_completion_offers_its_columns_and_what_the_new_data_holds(process: Process, versions: Files) -> None:
    def offered(line: str) -> str:
        asked = {"_KOFUKIN_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
        return process(env=asked).stdout.decode()

    assert "difference_yen" in offered("kofukin diff a b -c diff")
    assert "H29" in offered(f"kofukin diff {versions[0]} {versions[1]} --year ")
    assert "diff" in offered("kofukin di")
