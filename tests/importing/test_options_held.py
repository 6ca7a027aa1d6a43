"""Options that the file speaks against are never followed, or passed over, in silence."""

from pathlib import Path
from typing import Any

import pytest
from spreadsheets import Found, csv_file, plain

from kofukin.importing import read
from kofukin.importing.draft import Given
from kofukin.messages import Message, importing

HEAD = ("団体名", "交付金", "事業名", "交付額（千円）", "上限額（千円）", "補助率", "件数", "県補助金（千円）")
ROWS = (
    ("こあら市", "地方創生推進交付金", "みなと事業", "1200", "9000", "1/2", "3", "77"),
    ("わかば町", "地方創生推進交付金", "もり事業", "3400", "9000", "1/2", "4", "88"),
)
FUNDS = "national_funds_yen"


def found(folder: Path, name: str = "list.csv", **given: Any) -> Found:
    path = csv_file(folder, HEAD, *ROWS, name=name)
    return Found(tuple(read(path, Given(**{"fiscal_year": 2022, "yen_per_unit": 1000, **given}))))


def of_file(read: Found) -> list[tuple[Message, str | None]]:
    return [(plain(doubt.reason), doubt.field) for doubt in read.doubts if doubt.reason is not importing.COLUMN_UNREAD]


def test_a_body_that_no_row_names_is_asked_about(tmp_path: Path) -> None:
    assert of_file(found(tmp_path, municipality="みさき市")) == [(importing.NO_SUCH_BODY, "municipality")]
    assert of_file(found(tmp_path, municipality="わかば町")) == []


@pytest.mark.parametrize(
    ("name", "is_doubted"),
    [("list_R3.csv", True), ("令和3年度一覧.csv", True), ("list_R4.csv", False), ("list.csv", False)],
)
def test_a_year_is_held_against_the_name_of_the_file(tmp_path: Path, name: str, is_doubted: bool) -> None:
    doubts = of_file(found(tmp_path, name))
    assert doubts == ([(importing.FILE_NAME_DIFFERS, "fiscal_year")] if is_doubted else [])


@pytest.mark.parametrize("column", ["上限額（千円）", "補助率", "件数", "県補助金（千円）"])
def test_a_column_that_says_otherwise_is_not_taken_for_national_funds_in_silence(tmp_path: Path, column: str) -> None:
    doubts = of_file(found(tmp_path, columns={FUNDS: column}))
    assert (importing.MAP_DIFFERS, FUNDS) in doubts


def test_names_and_bodies_are_not_swapped_in_silence(tmp_path: Path) -> None:
    doubts = of_file(found(tmp_path, columns={"name": "団体名", "municipality": "事業名"}))
    assert doubts == [(importing.MAP_DIFFERS, "name"), (importing.MAP_DIFFERS, "municipality")]


def test_a_column_may_be_chosen_for_what_its_heading_leaves_open(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, ("甲", "乙", "丙（千円）"), ("こあら市", "みなと事業", "1"), ("わかば町", "もり事業", "2")
    )
    columns = {"municipality": "甲", "name": "乙", FUNDS: "丙（千円）"}
    read_so = Found(tuple(read(path, Given("suishin", 2022, columns=columns))))
    assert (len(read_so.projects), of_file(read_so)) == (2, [])
    swapped = {"municipality": "乙", "name": "甲", FUNDS: "丙（千円）"}
    read_so = Found(tuple(read(path, Given("suishin", 2022, columns=swapped))))
    assert set(of_file(read_so)) == {(importing.MAP_DIFFERS, "name"), (importing.MAP_DIFFERS, "municipality")}
