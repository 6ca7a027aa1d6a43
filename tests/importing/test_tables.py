import contextlib
import csv
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spreadsheets import HEADING, Found, csv_file, found_in, found_in_csv, found_under, workbook

from kofukin import answer, query
from kofukin.errors import KofukinError, UsageError
from kofukin.files import bundle, dataset
from kofukin.filters import Filters
from kofukin.importing import columns
from kofukin.importing.draft import Given, Line, Role
from kofukin.importing.ids import Ids
from kofukin.importing.sheet import HEAD
from kofukin.importing.tables import read
from kofukin.importing.titles import Titles
from kofukin.messages import Language, importing
from kofukin.model.amounts import LARGEST_YEN, Unit
from kofukin.model.project import Dataset, Partner, Program, Project, Round
from kofukin.query import FIELDS
from kofukin.render import Style, delimited
from kofukin.render.workbook import render_xlsx
from kofukin.store import writing
from kofukin.table import Column, Row, Table

SUISHIN = "地方創生推進交付金"
ROW = ("札幌市", "H29", "推進", "ある事業", "37,000")
FUNDS = "national_funds_yen"


# Rows


def test_a_plain_list(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, HEADING, ROW, ("小樽市", "平成28年度", SUISHIN, "次の事業", "1"))
    first, second = found.projects
    assert first == Project(
        id="h29-qns4yd-001",
        municipality="札幌市",
        fiscal_year=2017,
        name="ある事業",
        source_document="list.csv",
        program="suishin",
        national_funds_yen=37_000_000,
        amount_label="国費",
        amount_basis="unstated",
        program_basis="stated",
        source_line=2,
    )
    assert (second.id, second.municipality, second.fiscal_year) == ("h28-stk8zw-001", "小樽市", 2016)
    assert [program.id for program in found.programs] == ["suishin"]
    assert found.rounds == [Round("suishin", 2017), Round("suishin", 2016)]
    assert found.roles == [Role.HEADING, Role.PROJECT, Role.PROJECT]
    assert not found.doubts
    assert all(not draft.inferred for draft in found.drafts)


def test_every_row_is_a_line_before_what_it_gave(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, HEADING, ROW, ROW)
    kinds = [type(item).__name__ for item in found.items]
    assert kinds == ["Line", "Line", "Program", "Round", "DraftProject", "Line", "DraftProject"]
    assert [line.place.row for line in found.lines] == [1, 2, 3]
    assert found.lines[1].text == "\t".join(ROW)
    assert found.drafts[0].place == found.lines[1].place
    assert found.drafts[0].place.file == str(tmp_path / "list.csv")


def test_titles_notes_totals_and_furniture_are_no_projects(tmp_path: Path) -> None:
    rows = (
        ("採択事業一覧", "", "", "", ""),
        ("", "", "", "", "（単位：円）"),
        HEADING,
        ROW,
        ("", "", "", "", ""),
        ("", "", "- 1 -", "", ""),
        HEADING,
        ROW,
        ("", "", "", "合計", "74,000"),
        ("※ 国費は交付決定額", "", "", "", ""),
        ("※", "", "", "国費は千円未満を切り捨て", ""),
    )
    found = found_in_csv(tmp_path, *rows)
    assert found.roles == [
        *(Role.TEXT, Role.TEXT, Role.HEADING, Role.PROJECT, Role.FURNITURE, Role.FURNITURE),
        *(Role.PROJECT, Role.TOTAL, Role.TEXT, Role.TEXT),
    ]
    assert not found.doubts


def test_a_row_with_more_cells_than_headings_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("団体名,年度,事業名,国費（千円）\n札幌市,H29,ある事業,37,000\n札幌市,H29,次の事業,1,,\n")
    found = found_in(path)
    assert [project.name for project in found.projects] == ["次の事業"]
    assert found.roles == [Role.HEADING, Role.UNREAD, Role.PROJECT]
    assert found.reasons[0][0] == importing.CELLS_DIFFER


def test_a_row_torn_in_two_gives_no_project(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "団体名,事業名,国費（千円）,年度,備考\n札幌市,さっぽろ圏\n若者定着事業,37000,H29,\n札幌市,次の事業,1,H29\n"
    )
    found = found_in(path)
    assert [project.name for project in found.projects] == ["次の事業"]
    assert found.roles == [Role.HEADING, Role.UNREAD, Role.UNREAD, Role.PROJECT]


def test_a_record_with_stray_quotes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('団体名,年度,事業名,国費（千円）\n札幌市,H29,"さっぽろ圏"若者,37\n札幌市,H29,次の事業,1\n')
    found = found_in(path)
    assert [project.name for project in found.projects] == ["次の事業"]
    assert (importing.QUOTES_BROKEN, '札幌市,H29,"さっぽろ圏"若者,37', None) in found.reasons


def test_a_row_without_a_name_is_not_read(tmp_path: Path) -> None:
    assert found_in_csv(tmp_path, HEADING, ("札幌市", "H29", "推進", "", "1")).roles == [Role.HEADING, Role.UNREAD]


def test_a_heading_of_two_rows(tmp_path: Path) -> None:
    heading = (("団体名", "年度", "事業名", "採択額（千円）", ""), ("", "", "", "国費", "事業費"))
    found = found_in_csv(tmp_path, *heading, ("札幌市", "H29", "ある事業", "1", "2"))
    assert (found.project.national_funds_yen, found.project.stated_cost_yen) == (1000, 2000)
    assert found.roles == [Role.HEADING, Role.HEADING, Role.PROJECT]


def test_a_second_table_with_other_columns(tmp_path: Path) -> None:
    other = ("年度", "国費（円）", "事業名", "団体名", "備考")
    found = found_in_csv(tmp_path, HEADING, ROW, other, ("H30", "5", "次の事業", "小樽市", "注"))
    assert found.projects[1].name == "次の事業"
    assert found.projects[1].national_funds_yen == 5
    assert found.roles == [Role.HEADING, Role.PROJECT, Role.HEADING, Role.PROJECT]


def test_a_heading_between_rows_holds_for_those_below(tmp_path: Path) -> None:
    rows = (
        (f"平成28年度 {SUISHIN}", "", ""),
        ("団体名", "事業名", "国費（千円）"),
        ("札幌市", "あ", "1"),
        ("平成29年度 地方創生拠点整備交付金", "", ""),
        ("札幌市", "い", "1"),
        ("※ 地方創生加速化交付金を除く", "", ""),
        ("札幌市", "う", "1"),
    )
    found = found_in_csv(tmp_path, *rows)
    assert [(p.program, p.fiscal_year) for p in found.projects] == [
        ("suishin", 2016),
        ("kyoten", 2017),
        ("kyoten", 2017),
    ]
    assert found.roles[3] is Role.HEADING


def test_a_heading_just_below_the_column_headings_holds_for_the_rows_below(tmp_path: Path) -> None:
    rows = (("団体名", "事業名", "国費（千円）"), (f"平成28年度 {SUISHIN}", "", ""), ("札幌市", "あ", "1"))
    found = found_in_csv(tmp_path, *rows)
    assert (found.project.program, found.project.fiscal_year) == ("suishin", 2016)
    assert not found.doubts


def test_a_unit_between_rows_holds_for_those_below(tmp_path: Path) -> None:
    heading = ("団体名", "年度", "事業名", "国費")
    row = ("札幌市", "H29", "あ", "1")
    found = found_in_csv(tmp_path, ("単位：千円",), heading, row, ("（単位：円）", "", "", ""), row)
    assert [project.national_funds_yen for project in found.projects] == [1000, 1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, HEADING, ROW, encoding=encoding)
    assert found_in(path).project.municipality == "札幌市"


def test_a_list_with_tabs(tmp_path: Path) -> None:
    assert found_in(csv_file(tmp_path, HEADING, ROW, name="list.tsv")).project.national_funds_yen == 37_000_000


# Columns


@pytest.mark.parametrize("blank", ["", " "])
def test_a_column_that_is_not_read_is_named_once_unless_it_is_blank(tmp_path: Path, blank: str) -> None:
    heading = ("No.", *HEADING, "担当課", "空")
    rows = [(number, *ROW, blank if number < 3 else "まち課", blank) for number in range(1, 6)]
    found = found_in_csv(tmp_path, heading, *rows)
    assert found.reasons == [(importing.COLUMN_UNREAD, "G「担当課」まち課", None)]
    assert found.doubts[0].place.row == 4


def test_a_column_passed_over_for_another_is_named(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, (*HEADING, "採択額（千円）"), (*ROW, "40,000"))
    assert found.project.national_funds_yen == 37_000_000
    assert found.reasons == [(importing.COLUMN_RIVAL, "F「採択額（千円）」40,000", None)]


def test_the_user_chooses_columns(tmp_path: Path) -> None:
    rows = (("実施者", "年度", "件名", "採択額（千円）", "国費（千円）"), ("札幌市", "H29", "ある事業", "1", "2"))
    chosen = {"municipality": "実施者", "name": "C", "national_funds_yen": "採択額"}
    project = found_in_csv(tmp_path, *rows, columns=chosen).project
    assert (project.municipality, project.name, project.national_funds_yen) == ("札幌市", "ある事業", 1000)


def test_a_list_without_headings(tmp_path: Path) -> None:
    chosen = {"municipality": "A", "fiscal_year": "2", "name": "D", "national_funds_yen": "E"}
    found = found_in_csv(tmp_path, ROW, ROW, columns=chosen, yen_per_unit=1000)
    assert [project.national_funds_yen for project in found.projects] == [37_000_000] * 2
    assert found.roles == [Role.PROJECT] * 2


def test_a_column_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="備考欄") as caught:
        found_in_csv(tmp_path, HEADING, ROW, columns={"note": "備考欄"})
    assert caught.value.hint is not None
    assert "団体名, 年度, 交付金" in caught.value.hint.in_("en")


def test_a_column_that_is_not_there_where_no_heading_is_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="件") as caught:
        found_in_csv(tmp_path, ("あ", "い"), ("1", "2"), columns={"name": "件名"})
    assert caught.value.hint is not None
    assert "あ, い" in caught.value.hint.in_("en")


def test_an_unknown_field_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such column: nam"):
        found_in_csv(tmp_path, HEADING, ROW, columns={"nam": "A"})


def test_a_file_without_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="no heading row") as caught:
        found_in_csv(tmp_path, ("題", ""), ("あ", "い"), *(("1", "2") for _ in range(100)))
    assert caught.value.hint is not None
    assert "--map name=COLUMN" in caught.value.hint.in_("en")
    assert "あ, い" in caught.value.hint.in_("en")


def test_a_heading_far_down_is_not_looked_for(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="no heading row"):
        found_in_csv(tmp_path, *([("文",)] * HEAD), HEADING, ROW)
    assert found_in_csv(tmp_path, *([("文",)] * (HEAD - 2)), HEADING, ROW).projects


# Amounts


@pytest.mark.parametrize(
    ("cell", "yen"),
    [
        ("37,000", 37_000_000),
        ("37000", 37_000_000),
        ("３７，０００", 37_000_000),
        (" 37,000 ", 37_000_000),
        ("37,000千円", 37_000_000),
        ("37,000 千円", 37_000_000),
        ("37,000\n千円", 37_000_000),
        ("37,000,000円", 37_000_000),
        ("3,700万円", 37_000_000),
        ("0.37億円", 37_000_000),
        ("1億2,000万円", 120_000_000),
        ("37.5百万円", 37_500_000),
        ("￥37,000", 37_000_000),
        ("37000.0", 37_000_000),
        ("0", 0),
        ("△1,234", -1_234_000),
        ("▲ 1,234", -1_234_000),
        ("−1234", -1_234_000),
        ("-1,234", -1_234_000),
        ("", None),
        (" ", None),
        ("-", None),
        ("―", None),
        ("－", None),
        ("ー", None),
        ("−", None),
    ],
)
def test_an_amount_is_read(tmp_path: Path, cell: str, yen: int | None) -> None:
    found = found_under(tmp_path, ["国費（千円）"], [cell])
    assert found.project.national_funds_yen == yen
    assert found.project.amount_basis == (None if yen is None else "unstated")
    assert not found.doubts


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("(1,234)", importing.AMOUNT_NEGATIVE),
        ("（1,234）", importing.AMOUNT_NEGATIVE),
        ("23.210", importing.AMOUNT_DOUBTFUL),
        ("23.210千円", importing.AMOUNT_DOUBTFUL),
        ("23.21", importing.AMOUNT_DOUBTFUL),
        ("1,23", importing.AMOUNT_DOUBTFUL),
        ("1,2345", importing.AMOUNT_DOUBTFUL),
        ("37,OOO", importing.AMOUNT_DOUBTFUL),
        ("約37,000", importing.AMOUNT_DOUBTFUL),
        ("未定", importing.AMOUNT_DOUBTFUL),
        ("37,000 2,997", importing.AMOUNT_DOUBTFUL),
        ("37 000", importing.AMOUNT_DOUBTFUL),
        ("37,000\n2,997", importing.AMOUNT_DOUBTFUL),
        ("37,000（北海道 2,997）", importing.AMOUNT_DOUBTFUL),
        ("0.5円", importing.AMOUNT_DOUBTFUL),
        ("1億20,000万円", importing.AMOUNT_DOUBTFUL),
        ("0.123456789億円", importing.AMOUNT_DOUBTFUL),
        ("1" + "0" * 15, importing.AMOUNT_DOUBTFUL),
        ("9" * 5000, importing.AMOUNT_DOUBTFUL),
        ("#REF!", importing.ERROR_VALUE),
    ],
)
def test_an_amount_that_is_not_plain_stays_open(tmp_path: Path, cell: str, reason: Any) -> None:
    found = found_under(tmp_path, ["国費（千円）"], [cell])
    assert found.project.national_funds_yen is None
    assert found.reasons == [(reason, cell, FUNDS)]


def test_no_amount_is_too_large_by_one(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["国費（円）"], [str(LARGEST_YEN)])
    assert found.project.national_funds_yen == LARGEST_YEN


@pytest.mark.parametrize(
    ("title", "heading", "given_unit", "yen"),
    [
        ("", "国費（千円）", None, 5000),
        ("", "国費（円）", None, 5),
        ("（単位：千円）", "国費", None, 5000),
        ("（単位: 円）", "国費", None, 5),
        ("（単位：千円）", "国費（円）", None, 5),
        ("", "国費", 1000, 5000),
        ("", "国費", 1, 5),
        ("", "national_funds_yen", None, 5),
        ("", "national_funds_thousand_yen", None, 5000),
        ("", "national_funds_million_yen", None, 5_000_000),
    ],
)
def test_where_the_unit_stands(tmp_path: Path, title: str, heading: str, given_unit: int | None, yen: int) -> None:
    rows = (("団体名", "年度", "事業名", heading), ("札幌市", "H29", "ある事業", "5"))
    found = found_in_csv(tmp_path, (title, "", "", ""), *rows, yen_per_unit=given_unit)
    assert found.project.national_funds_yen == yen
    assert [reason for reason, *_ in found.reasons] == [importing.PROGRAM_UNSTATED]


@pytest.mark.parametrize("rows", [1, 300])
def test_an_amount_without_a_unit_is_never_guessed(tmp_path: Path, rows: int) -> None:
    cells = itertools.chain([("1千円",)] * (rows - 1), [("5",)])
    with pytest.raises(UsageError, match=r"list\.csv 国費: no unit is stated") as caught:
        found_under(tmp_path, ["国費"], *cells)
    assert caught.value.hint == importing.ASK_UNIT


def test_amounts_that_bring_their_units_need_no_other(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["国費"], ["37,000千円"], ["5円"], ["－"])
    assert [project.national_funds_yen for project in found.projects] == [37_000_000, 5, None]


def test_a_unit_that_contradicts_the_file_is_not_followed(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["国費（千円）"], ["5"], yen_per_unit=1)
    assert found.project.national_funds_yen == 5000
    assert found.reasons == [(importing.GIVEN_CONTRADICTS, "国費（千円）", FUNDS)]


def test_a_cost_that_is_stated_is_kept(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["国費（千円）", "総事業費（円）"], ["5", "９,９９９"])
    assert found.project.stated_cost_yen == 9999


# Totals


@pytest.mark.parametrize(
    "total",
    [
        ("合計", "", "", "", "2"),
        ("合　計", "", "", "", "2"),
        ("", "", "", "総計", "2"),
        ("計", "", "", "2事業", "2"),
        ("合計（2件）", "", "", "", "2"),
        ("北海道計", "", "", "", "2"),
        ("Total", "", "", "", "2"),
    ],
)
def test_a_total_is_no_project_and_is_checked(tmp_path: Path, total: Sequence[str]) -> None:
    row = (*ROW[:4], "1")
    found = found_in_csv(tmp_path, HEADING, row, row, total)
    assert found.roles[-1] is Role.TOTAL
    assert not found.doubts
    wrong = found_in_csv(tmp_path, HEADING, row, total)
    assert wrong.roles[-1] is Role.TOTAL
    miscounted = [(importing.COUNT_DIFFERS, "2事業", None)] if total[3] == "2事業" else []
    assert wrong.reasons == [(importing.TOTAL_DIFFERS, "2", None), *miscounted]
    assert wrong.doubts[0].reason.in_("en") == "the total row states 2,000, the amounts that were read add up to 1,000"


def test_subtotals_and_the_total(tmp_path: Path) -> None:
    row = (*ROW[:4], "1")
    rows = (row, row, ("小計", "", "", "", "2"), row, ("小計", "", "", "", "1"), ("合計", "", "", "", "3"))
    assert not found_in_csv(tmp_path, HEADING, *rows).doubts
    (doubt,) = found_in_csv(tmp_path, HEADING, *rows[:-1], ("合計", "", "", "", "4")).doubts
    assert doubt.place.row == 7


def test_a_total_above_the_rows(tmp_path: Path) -> None:
    row, total = (*ROW[:4], "1"), ("合計", "", "", "", "2")
    assert not found_in_csv(tmp_path, HEADING, total, row, row).doubts
    assert found_in_csv(tmp_path, HEADING, total, row).reasons == [(importing.TOTAL_DIFFERS, "2", None)]


def test_a_project_about_totals_is_a_project(tmp_path: Path) -> None:
    names = ["総合計画の推進", "合計特殊出生率の向上", "計", "統計の活用"]
    found = found_in_csv(tmp_path, HEADING, *((*ROW[:3], name, "1") for name in names))
    assert [project.name for project in found.projects] == ["総合計画の推進", "合計特殊出生率の向上", "統計の活用"]


def test_a_total_that_cannot_be_read_is_doubtful(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, HEADING, ROW, ("合計", "", "", "", "3.7.0"))
    assert found.reasons == [(importing.AMOUNT_DOUBTFUL, "3.7.0", None)]


# Years


@pytest.mark.parametrize("cell", ["H29", "平成29年度", "2017", "平成２９", "FY2017", "2017年度", "平29", "2017.0"])
def test_a_year_is_read_in_any_form(tmp_path: Path, cell: str) -> None:
    if cell == "2017.0":
        path = workbook(tmp_path / "a.xlsx", {"一覧": [HEADING, ("札幌市", 2017.0, "推進", "ある事業", 1)]})
        assert found_in(path).project.fiscal_year == 2017
    else:
        assert found_under(tmp_path, ["年度"], [cell]).project.fiscal_year == 2017


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("平成29年度地方創生推進交付金 交付決定一覧", 2017),
        ("令和元年度 採択事業", 2019),
        ("交付対象事業（R4年度）", 2022),
        ("2017年度の事業", 2017),
        ("平成28年度第2次補正予算 平成29年度実施分", 2017),
    ],
)
def test_a_year_is_inferred_from_the_title(tmp_path: Path, title: str, year: int) -> None:
    rows = ((title, "", ""), ("団体名", "事業名", "国費（千円）"), ("札幌市", "ある事業", "5"))
    (draft,) = found_in_csv(tmp_path, *rows).drafts
    assert draft.project.fiscal_year == year
    assert draft.inferred["fiscal_year"] == importing.FROM_HEADING(text=title)


@pytest.mark.parametrize(
    "title", ["採択一覧", "平成28年度及び平成29年度", "平成28年度補正予算", "H29.4.28 公表", "第29回"]
)
def test_a_year_that_nothing_says_is_asked_for(tmp_path: Path, title: str) -> None:
    rows = ((title, "", ""), ("団体名", "事業名", "国費（千円）"), ("札幌市", "ある事業", "5"))
    with pytest.raises(UsageError, match="no fiscal year") as caught:
        found_in_csv(tmp_path, *rows)
    assert caught.value.hint == importing.ASK_YEAR
    (draft,) = found_in_csv(tmp_path, *rows, fiscal_year=2017).drafts
    assert draft.project.fiscal_year == 2017
    assert draft.inferred["fiscal_year"] == importing.FROM_OPTION(option="--year")


def test_years_that_cannot_be_read_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no fiscal year"):
        found_under(tmp_path, ["年度"], ["29"], ["30"])
    assert found_under(tmp_path, ["年度"], ["29"], fiscal_year=2017).project.fiscal_year == 2017


def test_a_year_that_cannot_be_read_leaves_the_row_unread(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["年度"], ["H29"], ["H"], [""])
    assert found.roles == [Role.HEADING, Role.PROJECT, Role.UNREAD, Role.UNREAD]
    assert found.reasons == [(importing.YEAR_DOUBTFUL, "H", "fiscal_year"), (importing.YEAR_BLANK, "", "fiscal_year")]


def test_a_blank_year_among_others_is_open_with_what_the_user_says(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["年度"], ["H29"], ["H"], [""], fiscal_year=2018)
    assert [project.fiscal_year for project in found.projects] == [2017, 2018, 2018]
    assert found.reasons == [(importing.YEAR_DOUBTFUL, "H", "fiscal_year"), (importing.YEAR_BLANK, "", "fiscal_year")]


def test_a_year_that_contradicts_the_title_is_not_followed(tmp_path: Path) -> None:
    rows = (("平成29年度", "", ""), ("団体名", "事業名", "国費（千円）"), ("札幌市", "ある事業", "5"))
    found = found_in_csv(tmp_path, *rows, fiscal_year=2018, program="推進")
    assert found.project.fiscal_year == 2017
    assert found.reasons == [(importing.GIVEN_CONTRADICTS, "平成29年度", "fiscal_year")]


# Programs


@pytest.mark.parametrize(
    ("cell", "program"),
    [
        (SUISHIN, "suishin"),
        ("推進", "suishin"),
        ("推進交付金（横展開）", "suishin"),
        ("地方創生\n推進交付金", "suishin"),
        ("加速化交付金", "kasokuka"),
        ("地方創生先行型", "senkogata"),
    ],
)
def test_a_program_is_read(tmp_path: Path, cell: str, program: str) -> None:
    found = found_under(tmp_path, ["交付金の種類"], [cell])
    assert found.project.program == program
    assert found.project.program_basis == "stated"


def test_a_program_that_is_not_known_keeps_its_name(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["交付金名"], ["ある交付金"], ["別の交付金"], ["ある 交付金"])
    assert [program.name for program in found.programs] == ["ある交付金", "別の交付金"]
    first, second, third = (project.program for project in found.projects)
    assert first == third != second


def test_a_cell_with_several_programs_leaves_it_open(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["交付金名"], [f"{SUISHIN}・地方創生拠点整備交付金"])
    (draft,) = found.drafts
    assert (draft.project.program, draft.project.program_basis) == (None, "open")
    assert draft.programs == ("suishin", "kyoten")
    assert found.reasons[0][0] == importing.PROGRAM_OPEN
    assert {program.id for program in found.programs} == {"suishin", "kyoten"}


WITHOUT_PROGRAM = (("団体名", "年度", "事業名"), ("札幌市", "H29", "あ"), ("札幌市", "H29", "い"))


def test_a_program_that_nothing_says_is_one_doubt(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, *WITHOUT_PROGRAM)
    assert [(project.program, project.program_basis) for project in found.projects] == [(None, "open")] * 2
    assert found.reasons == [(importing.PROGRAM_UNSTATED, "", "program")]


def test_a_program_is_inferred_from_the_title(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, (f"{SUISHIN}の採択結果",), *WITHOUT_PROGRAM)
    assert {(project.program, project.program_basis) for project in found.projects} == {("suishin", "inferred, high")}
    assert found.drafts[0].inferred["program"] == importing.FROM_HEADING(text=f"{SUISHIN}の採択結果")


def test_a_title_with_two_programs_leaves_it_open(tmp_path: Path) -> None:
    title = f"{SUISHIN}・地方創生拠点整備交付金"
    found = found_in_csv(tmp_path, (title,), *WITHOUT_PROGRAM)
    assert [draft.programs for draft in found.drafts] == [("suishin", "kyoten")] * 2
    assert found.reasons == [(importing.PROGRAM_OPEN, "", "program")]
    assert found_in_csv(tmp_path, (title,), *WITHOUT_PROGRAM, program="kyoten").projects[0].program == "kyoten"


@pytest.mark.parametrize("wanted", ["kyoten", "拠点", "拠点整備", "地方創生拠点整備交付金", "KYOTEN"])
def test_the_user_says_the_program(tmp_path: Path, wanted: str) -> None:
    found = found_in_csv(tmp_path, *WITHOUT_PROGRAM, program=wanted)
    assert {(project.program, project.program_basis) for project in found.projects} == {("kyoten", "inferred, high")}
    assert found.drafts[0].inferred["program"] == importing.FROM_OPTION(option="--program")
    assert not found.doubts


def test_the_user_says_a_program_that_is_not_known(tmp_path: Path) -> None:
    assert found_in_csv(tmp_path, *WITHOUT_PROGRAM, program="ある交付金").programs[0].name == "ある交付金"


@pytest.mark.parametrize("wanted", ["地方創生", "", " "])
def test_the_user_says_a_program_that_may_be_several(tmp_path: Path, wanted: str) -> None:
    with pytest.raises(UsageError):
        found_in_csv(tmp_path, *WITHOUT_PROGRAM, program=wanted)


def test_rates_belong_to_rounds(tmp_path: Path) -> None:
    cells = [("H29", "1/2"), ("H29", ""), ("H28", "10/10"), ("H29", "50%"), ("H29", "2/3"), ("H29", "半分")]
    found = found_under(tmp_path, ["年度", "補助率"], *cells)
    assert found.rounds == [Round("suishin", 2017, "1/2"), Round("suishin", 2016, "1")]
    assert found.reasons == [
        (importing.RATE_CONTRADICTS, "2/3", "subsidy_rate"),
        (importing.RATE_DOUBTFUL, "半分", "subsidy_rate"),
    ]


@pytest.mark.parametrize(
    ("cell", "rate"),
    [("1/2", "1/2"), ("１／２", "1/2"), ("2分の1", "1/2"), ("0.5", "1/2"), ("½", "1/2"), ("100%", "1"), ("10/10", "1")],
)
def test_a_rate_is_read(tmp_path: Path, cell: str, rate: str) -> None:
    assert found_under(tmp_path, ["補助率"], [cell]).rounds == [Round("suishin", 2017, rate)]


@pytest.mark.parametrize("cell", ["2017-01-02", "3/2", "1/0", "0", "50", "定額", "0.333", "1/2以内"])
def test_a_rate_that_is_none_is_doubtful(tmp_path: Path, cell: str) -> None:
    found = found_under(tmp_path, ["補助率"], [cell])
    assert found.reasons == [(importing.RATE_DOUBTFUL, cell, "subsidy_rate")]
    assert found.rounds == [Round("suishin", 2017)]


# Municipalities

BODIES = ("都道府県名", "市区町村名", "団体コード", "年度", "事業名")


@pytest.mark.parametrize(
    ("prefecture", "name", "code", "expected"),
    [
        ("北海道", "札幌市", "011002", ("札幌市", "011002")),
        ("北海道", "札幌市", "01100", ("札幌市", "011002")),
        ("北海道", "札幌市", "11002", ("札幌市", "011002")),
        ("北海道", "札幌市", "1100", ("札幌市", "011002")),
        ("北海道", "札幌市", "11002.0", ("札幌市", "011002")),
        ("北海道", "札幌市", "０１１００２", ("札幌市", "011002")),
        ("北海道", "札幌市", '="011002"', ("札幌市", "011002")),
        ("北海道", "札幌市", "'011002", ("札幌市", "011002")),
        ("広島県", "広島市", "34100", ("広島市", "341002")),
        ("北海道", "", "10006", ("北海道", "010006")),
        ("北海道", "北海道", "1000", ("北海道", "010006")),
        ("広島県", "府中市", "", ("広島県府中市", None)),
        ("北海道", "北海道札幌市", "", ("北海道札幌市", None)),
        ("北海道", "－", "", ("北海道", None)),
    ],
)
def test_a_municipality_is_read(
    tmp_path: Path, prefecture: str, name: str, code: str, expected: tuple[str, str | None]
) -> None:
    found = found_in_csv(tmp_path, BODIES, (prefecture, name, code, "H29", "ある事業"), program="推進")
    assert (found.project.municipality, found.project.municipality_code) == expected
    assert not found.doubts


@pytest.mark.parametrize(
    ("prefecture", "name", "code"),
    [
        ("北海道", "札幌市", "011003"),
        ("広島県", "札幌市", "011002"),
        ("北海道", "札幌市", "99999"),
        ("北海道", "札幌市", "0110022"),
        ("北海道", "札幌市", "札幌"),
        ("北海道", "札幌市", "-11002x"),
    ],
)
def test_a_code_that_is_not_this_municipality_s_stays_open(
    tmp_path: Path, prefecture: str, name: str, code: str
) -> None:
    found = found_in_csv(tmp_path, BODIES, (prefecture, name, code, "H29", "ある事業"), program="推進")
    assert found.project.municipality_code is None
    assert found.reasons == [(importing.CODE_DOUBTFUL, code, "municipality_code")]


def test_a_code_that_may_be_two_stays_open(tmp_path: Path) -> None:
    heading = ("団体名", "団体コード", "年度", "事業名")
    found = found_in_csv(tmp_path, heading, ("ある広域連合", "12106", "H29", "あ"), program="推進")
    assert found.reasons == [(importing.CODE_AMBIGUOUS, "12106", "municipality_code")]


@pytest.mark.parametrize(("other", "code"), [("131016", "012106"), ("01100", "121061")])
def test_how_codes_are_written_is_told_by_the_others(tmp_path: Path, other: str, code: str) -> None:
    heading = ("団体名", "団体コード", "年度", "事業名")
    rows = (("ある広域連合", "12106", "H29", "あ"), ("どこか", other, "H29", "い"))
    assert found_in_csv(tmp_path, heading, *rows, program="推進").projects[0].municipality_code == code


def test_a_blank_municipality_is_not_filled_in(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, HEADING, ROW, ("", *ROW[1:]))
    assert found.projects[1].municipality is None
    assert found.reasons == [(importing.MUNICIPALITY_BLANK, "", "municipality")]
    assert "札幌市" in found.doubts[0].reason.in_("ja")


def test_a_blank_prefecture_is_not_filled_in(tmp_path: Path) -> None:
    rows = (
        ("北海道", "札幌市", "", "H29", "あ"),
        ("", "小樽市", "", "H29", "い"),
        ("", "小樽市", "012033", "H29", "う"),
    )
    found = found_in_csv(tmp_path, BODIES, *rows, program="推進")
    assert found.reasons == [(importing.PREFECTURE_BLANK, "小樽市", "municipality")]


def test_a_municipality_that_nothing_says_is_asked_for(tmp_path: Path) -> None:
    rows = (("年度", "事業名", "国費（千円）"), ("H29", "ある事業", "5"), ("", "次の事業", ""))
    with pytest.raises(UsageError, match="no municipality") as caught:
        found_in_csv(tmp_path, *rows)
    assert caught.value.hint == importing.ASK_MUNICIPALITY
    found = found_in_csv(tmp_path, *rows, municipality="札幌市", municipality_code="011002", fiscal_year=2017)
    assert [(p.id, p.municipality, p.municipality_code) for p in found.projects] == [
        ("011002-h29-5a82c3-001", "札幌市", "011002"),
        ("011002-h29-5a82c3-002", "札幌市", "011002"),
    ]
    assert found.drafts[0].inferred["municipality"] == importing.FROM_OPTION(option="--municipality")


# Applications


@pytest.mark.parametrize(
    ("words", "application", "partners"),
    [
        ("単独", "single", []),
        ("単独申請", "single", []),
        ("共同", "joint", ["共同"]),
        ("広域連携", "joint", ["広域連携"]),
        ("共同（北海道）", "joint", ["北海道"]),
        ("共同申請（北海道、小樽市・石狩市）", "joint", ["北海道", "小樽市", "石狩市"]),
        ("その他", None, []),
    ],
)
def test_words_of_application(tmp_path: Path, words: str, application: str | None, partners: list[str]) -> None:
    found = found_under(tmp_path, ["申請区分"], [words])
    project = found.project
    assert (project.application, project.application_text) == (application, words)
    assert [partner.name for partner in project.partners] == partners
    assert not found.doubts


def test_partners_have_a_column_of_their_own(tmp_path: Path) -> None:
    heading = ["申請区分", "共同申請先", "共同申請先の国費（千円）"]
    cells = [("共同", "北海道", "7"), ("共同", "北海道\n小樽市", "8"), ("単独", "－", "")]
    one, several, alone = found_under(tmp_path, heading, *cells).projects
    assert (one.partners, one.partner_national_funds_yen) == ((Partner("北海道", None, 7000),), None)
    assert (several.partners, several.partner_national_funds_yen) == ((Partner("北海道"), Partner("小樽市")), 8000)
    assert (alone.partners, alone.application) == ((), "single")


@pytest.mark.parametrize(
    ("cells", "reason", "field"),
    [
        (("単独・共同", ""), importing.APPLICATION_DOUBTFUL, "application"),
        (("単独", "北海道"), importing.APPLICATION_DOUBTFUL, "application"),
        (("共同（北海道 2,997千円）", ""), importing.PARTNERS_DOUBTFUL, "partners"),
        (("共同", "北海道（2,997千円）"), importing.PARTNERS_DOUBTFUL, "partners"),
    ],
)
def test_applications_that_are_not_plain(tmp_path: Path, cells: Sequence[str], reason: Any, field: str) -> None:
    found = found_under(tmp_path, ["申請区分", "共同申請先"], cells)
    assert [(why, of) for why, _, of in found.reasons] == [(reason, field)]


# Texts


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("さっぽろ圏\n若者定着", "さっぽろ圏若者定着"),
        ("さっぽろ圏　\r\n　若者定着", "さっぽろ圏若者定着"),
        ("IT\nproject", "IT project"),
        ("IT\n産業", "IT産業"),
        ("IT 産業　活性化", "IT 産業　活性化"),
        ("  両端  ", "両端"),
        ("「さっぽろ圏", "「さっぽろ圏"),
        ('"引用"と（括弧', '"引用"と（括弧'),
        ("'=SUM", "=SUM"),
        ("'@home", "@home"),
        ("'90年代", "'90年代"),
        ("<b>&amp;</b>[/x]", "<b>&amp;</b>[/x]"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_a_name_is_verbatim_but_for_the_cell_s_line_breaks(tmp_path: Path, cell: str, name: str) -> None:
    found = found_under(tmp_path, ["事業名"], [cell])
    assert found.project.name == name
    assert not found.doubts


def test_control_characters_are_taken_out_and_told(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["事業名", "概要"], ["あ\0る\x1b事業", "\x07"])
    assert (found.project.name, found.project.summary) == ("ある事業", None)
    assert [reason for reason, *_ in found.reasons] == [importing.CONTROL_CHARACTERS] * 2
    for field in ("団体名", "交付金", "申請区分", "共同申請先"):
        found = found_under(tmp_path, [field], ["共同\0申請"])
        assert importing.CONTROL_CHARACTERS in [reason for reason, *_ in found.reasons]
        assert "\0" not in repr(found.project)


def test_notes_and_summaries_are_read(tmp_path: Path) -> None:
    found = found_under(tmp_path, ["備考", "事業概要", "最終年度"], ["※単年度", "する。", "H31"], ["", "", "H28"])
    first, second = found.projects
    assert (first.note, first.summary, first.last_fiscal_year) == ("※単年度", "する。", 2019)
    assert (second.note, second.summary, second.last_fiscal_year) == (None, None, None)
    assert found.reasons == [(importing.YEAR_DOUBTFUL, "2016", "last_fiscal_year")]


# Workbooks


def test_a_workbook(tmp_path: Path) -> None:
    rows = [("平成29年度 推進交付金",), (), HEADING, ("札幌市", "H29", "推進", "ある\n事業", 37000.0)]
    found = found_in(workbook(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert (found.project.national_funds_yen, found.project.name) == (37_000_000, "ある事業")
    assert (found.project.source_document, found.project.source_line) == ("a.xlsx", 4)
    assert found.lines[-1].place.sheet == "Sheet1"
    assert not found.doubts


def test_merged_cells_hold_for_all_their_rows(tmp_path: Path) -> None:
    rows = [
        HEADING,
        ("札幌市", "H29", "推進", "あ", 1),
        (None, None, None, "い", 2),
        (None, None, None, "う", 3),
        ("小樽市", "H29", "推進", "え", 4),
    ]
    path = workbook(tmp_path / "a.xlsx", {"一覧": rows}, merged=["A2:A3", "B2:B4", "C2:C4"])
    found = found_in(path)
    assert [project.municipality for project in found.projects] == ["札幌市", "札幌市", None, "小樽市"]
    assert found.reasons == [(importing.MUNICIPALITY_BLANK, "", "municipality")]
    assert found.lines[2].text == "\t\t\tい\t2"


def test_a_heading_with_merged_cells(tmp_path: Path) -> None:
    rows = [
        ("採択事業一覧", None, None, None, None),
        ("団体名", "年度", "事業名", "採択額（千円）", None),
        (None, None, None, "国費", "事業費"),
        ("札幌市", "H29", "ある事業", 5, 10),
    ]
    merged = ["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"]
    found = found_in(workbook(tmp_path / "a.xlsx", {"一覧": rows}, merged=merged), program="推進")
    assert (found.project.national_funds_yen, found.project.stated_cost_yen) == (5000, 10_000)
    assert not found.doubts


def test_an_amount_merged_over_several_projects_is_none_s(tmp_path: Path) -> None:
    rows = [HEADING, ("札幌市", "H29", "推進", "あ", 5), ("小樽市", "H29", "推進", "い", None), (*ROW[:3], "う", 6)]
    found = found_in(workbook(tmp_path / "a.xlsx", {"一覧": rows}, merged=["E2:E3"]))
    assert [project.national_funds_yen for project in found.projects] == [None, None, 6000]
    assert found.reasons == [(importing.AMOUNT_MERGED, "5", FUNDS)] * 2


def test_a_project_of_several_rows_is_one(tmp_path: Path) -> None:
    rows = [(*HEADING, "概要"), (*ROW[:4], 5, "一"), (None, None, None, None, None, "二"), (*ROW[:3], "い", 6, "三")]
    merged = [f"{letter}2:{letter}3" for letter in "ABCDE"]
    found = found_in(workbook(tmp_path / "a.xlsx", {"一覧": rows}, merged=merged))
    assert [project.national_funds_yen for project in found.projects] == [5000, 6000]
    assert found.roles == [Role.HEADING, Role.PROJECT, Role.UNREAD, Role.PROJECT]
    assert not found.doubts


def test_a_name_shared_by_several_municipalities(tmp_path: Path) -> None:
    rows = [HEADING, ("札幌市", "H29", "推進", "あ", 5), ("小樽市", "H29", "推進", None, 6)]
    found = found_in(workbook(tmp_path / "a.xlsx", {"一覧": rows}, merged=["D2:D3"]))
    assert [(p.municipality, p.name, p.national_funds_yen) for p in found.projects] == [
        ("札幌市", "あ", 5000),
        ("小樽市", "あ", 6000),
    ]


UNDATED = ("団体名", "交付金", "事業名", "国費（千円）")


def test_every_sheet_with_a_heading_is_read(tmp_path: Path) -> None:
    sheets: dict[str, list[Sequence[object]]] = {
        "表紙": [("採択事業の一覧",), ("内閣府",)],
        "H28": [UNDATED, ("札幌市", "推進", "あ", 1)],
        "平成29年度": [UNDATED, ("札幌市", "推進", "い", 2)],
        "集計": [("区分", "件数", "金額"), ("推進", 2, 3)],
    }
    found = found_in(workbook(tmp_path / "a.xlsx", sheets))
    assert [(p.id, p.source_document) for p in found.projects] == [
        ("h28-qm72cx-001", "a.xlsx「H28」"),
        ("h29-qm72cx-001", "a.xlsx「平成29年度」"),
    ]
    assert found.drafts[1].inferred["fiscal_year"] == importing.FROM_HEADING(text="平成29年度")
    assert found.roles.count(Role.TEXT) == 4
    assert found.reasons == [(importing.SHEET_UNREAD, "集計", None)]


def test_a_sheet_is_picked(tmp_path: Path) -> None:
    sheets = {"H28": [UNDATED, ("札幌市", "推進", "あ", 1)], "H29": [UNDATED, ("札幌市", "推進", "い", 2)]}
    path = workbook(tmp_path / "a.xlsx", sheets)
    assert found_in(path, sheet="H29").project.name == "い"
    with pytest.raises(UsageError, match="no sheet H30"):
        found_in(path, sheet="H30")


def test_a_hidden_sheet_is_told_but_not_read(tmp_path: Path) -> None:
    sheets = {"H28": [UNDATED, ("札幌市", "推進", "あ", 1)], "H29": [UNDATED, ("札幌市", "推進", "い", 2)]}
    path = workbook(tmp_path / "a.xlsx", sheets, hidden=["H29"])
    found = found_in(path)
    assert found.project.name == "あ"
    assert found.reasons == [(importing.SHEET_UNREAD, "H29", None)]
    assert len(found.lines) == 4
    assert found_in(path, sheet="H29").project.name == "い"


def test_a_sheet_that_explains_another_is_not_read(tmp_path: Path) -> None:
    sheets: dict[str, list[Sequence[object]]] = {
        "根拠": [("事業名", "概要"), ("あ", "説明")],
        "H29": [UNDATED, ("札幌市", "推進", "あ", 1)],
    }
    found = found_in(workbook(tmp_path / "a.xlsx", sheets))
    assert found.project.summary is None
    assert found.reasons == [(importing.SHEET_UNREAD, "根拠", None)]
    assert len(found.lines) == 4
    alone = workbook(tmp_path / "b.xlsx", {"根拠": sheets["根拠"]})
    assert found_in(alone, municipality="札幌市", fiscal_year=2017, program="推進").project.summary == "説明"


@pytest.mark.parametrize("rows", [1, 100])
def test_the_unit_may_stand_below_the_table(tmp_path: Path, rows: int) -> None:
    heading = ("団体名", "年度", "交付金", "事業名", "国費")
    below = [("※ 平成30年度分は別表",), ("※ 単位：千円",)]
    found = found_in(workbook(tmp_path / "a.xlsx", {"一覧": [heading, *([(*ROW[:4], 5)] * rows), *below]}))
    assert {(project.national_funds_yen, project.fiscal_year) for project in found.projects} == {(5000, 2017)}
    found = found_in_csv(tmp_path, heading, (*ROW[:4], "5"), *below)
    assert found.project.national_funds_yen == 5000


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_workbook_of_this_program_is_read(tmp_path: Path, language: Language) -> None:
    (data,) = dataset.load([bundle.text()])
    table = answer.projects(writing.in_memory([data]), Filters(), tuple(FIELDS), [], None, True, Unit.THOUSAND)
    path = tmp_path / "a.xlsx"
    path.write_bytes(render_xlsx(table, Style(language, unit=Unit.THOUSAND)))
    found = found_in(path)
    assert [project.national_funds_yen for project in found.projects] == [p.national_funds_yen for p in data.projects]
    assert [project.id for project in found.projects] == [project.id for project in data.projects]
    assert [reason for reason, *_ in found.reasons] == [importing.COLUMN_UNREAD, importing.SHEET_UNREAD]


def test_a_workbook_without_a_heading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="no heading row"):
        found_in(workbook(tmp_path / "a.xlsx", {"一覧": [("あ", "い", "う")], "空": []}))


# Ids


def test_ids_count_by_municipality_and_year(tmp_path: Path) -> None:
    heading = ("団体名", "団体コード", "年度", "事業名")
    rows = [
        ("札幌市", "011002", "H29", "あ"),
        ("札幌市", "011002", "H28", "い"),
        ("札幌市", "011002", "H29", "う"),
        ("小樽市", "", "R1", "え"),
        ("函館市", "", "R1", "お"),
    ]
    path = csv_file(tmp_path, heading, *rows)
    ids = ["011002-h29-5a82c3-001", "011002-h28-5a82c3-001", "011002-h29-5a82c3-002", "r1-stk8zw-001", "r1-83sdct-001"]
    assert [project.id for project in found_in(path).projects] == ids
    assert [project.id for project in found_in(path).projects] == ids


def test_files_that_are_imported_one_by_one_share_no_ids(tmp_path: Path) -> None:
    paths = [csv_file(tmp_path, HEADING, ROW, name=name) for name in ("one.csv", "two.csv")]
    assert len({found_in(path).project.id for path in paths}) == 2


def test_ids_go_on_from_file_to_file(tmp_path: Path) -> None:
    path, ids = csv_file(tmp_path, HEADING, ROW), Ids()
    assert [found_in(path, ids).project.id for _ in range(2)] == ["h29-qns4yd-001", "h29-qns4yd-002"]


def test_more_than_999_projects_have_ids(tmp_path: Path) -> None:
    projects = found_in_csv(tmp_path, HEADING, *([ROW] * 1001)).projects
    assert projects[-1].id == "h29-qns4yd-1001"
    assert len({project.id for project in projects}) == 1001


# What this program writes

AWKWARD = Dataset(
    "own",
    "own",
    "1",
    (
        Program("suishin", SUISHIN, "推進", "Regional Revitalization Promotion Grant", "Promotion"),
        Program("own-2", "ある交付金", "ある交付金"),
    ),
    (Round("suishin", 2017, "1/2", 2019), Round("own-2", 2020, "2/3"), Round("own-2", 2021)),
    (
        Project("a", 2017, '=名前, "引用"\n改行　空白 ', "資料", "札幌市", program="suishin", program_basis="stated"),
        Project(
            id="b",
            municipality="府中市",
            fiscal_year=2020,
            name="合計",
            source_document="-資料,2",
            municipality_code="342084",
            last_fiscal_year=2021,
            program="own-2",
            application="joint",
            application_text="共同（ほか）",
            partners=(Partner("北海道", None, 3),),
            national_funds_yen=100,
            amount_basis="all years",
            note="※ 注\n二行目",
            summary="@要約",
            program_basis="inferred, medium",
            program_evidence="根拠\t1",
            source_page=2,
            source_line=3,
        ),
        Project(
            id="c",
            municipality="札幌市",
            fiscal_year=2021,
            name="あ",
            source_document="資料",
            program="own-2",
            application="joint",
            partners=(Partner("北海道", None, 3), Partner("小樽市", None, 4), Partner("石狩市")),
            national_funds_yen=0,
        ),
        Project("d", 2018, "い", "資料", "札幌市", program_basis="open", application="single"),
    ),
)


def rows_of(data: Dataset) -> list[Row]:
    return [tuple(row) for row in query.list_projects(writing.in_memory([data]), Filters(), tuple(FIELDS)).rows]


def listed(folder: Path, data: Dataset, name: str, style: Style) -> Path:
    """Write what ``kofukin list`` prints of the dataset."""
    fields = tuple(Column(field.name, field.kind, field.labelled, {}) for field in FIELDS.values())
    table = Table(fields, rows_of(data))
    render = delimited.render_tsv if name.endswith(".tsv") else delimited.render_csv
    path = folder / name
    path.write_text("".join(render(table, style)), encoding="utf-8-sig" if style.excel else "utf-8", newline="")
    return path


def imported(path: Path) -> Dataset:
    found = found_in(path)
    assert {reason for reason, *_ in found.reasons} <= {importing.PROGRAM_UNSTATED}  # the list says itself: open
    assert set(found.roles) == {Role.HEADING, Role.PROJECT}
    return Dataset("own", "own", "1", tuple(found.programs), tuple(found.rounds), tuple(found.projects))


@pytest.mark.parametrize("name", ["list.csv", "list.tsv"])
@pytest.mark.parametrize("data", [dataset.load([bundle.text()])[0], AWKWARD], ids=["bundled", "awkward"])
def test_a_list_comes_back_as_it_was(tmp_path: Path, data: Dataset, name: str) -> None:
    back = imported(listed(tmp_path, data, name, Style("en")))
    expected, actual = rows_of(data), rows_of(back)
    sums = [project.partner_national_funds_yen for project in back.projects]
    at = list(FIELDS).index("partner_national_funds_yen")
    actual = [(*row[:at], row[at] if row[at] is not None else sums[n], *row[at + 1 :]) for n, row in enumerate(actual)]
    assert actual == expected


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_list_under_labels_comes_back(tmp_path: Path, language: Language) -> None:
    (data,) = dataset.load([bundle.text()])
    style = Style(language, excel=True, unit=Unit.YEN)
    back = imported(listed(tmp_path, data, "list.csv", style))
    for old, new in zip(data.projects, back.projects, strict=True):
        same = ("id", "municipality_code", "municipality", "fiscal_year", "name", "application", FUNDS, "program_basis")
        assert [getattr(old, field) for field in same] == [getattr(new, field) for field in same]
        assert [partner.name for partner in old.partners] == [partner.name for partner in new.partners]
    assert {program.name for program in back.programs} == {program.name for program in data.programs}


def own_file(folder: Path, **changed: str) -> Path:
    """Write the first bundled project as ``kofukin list`` does, with some of its values changed."""
    (data,) = dataset.load([bundle.text()])
    path = listed(folder, data, "list.csv", Style("en"))
    with path.open(newline="") as file:
        row = next(csv.DictReader(file))
    return csv_file(folder, tuple(row), tuple({**row, **changed}.values()))


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("estimated_cost_yen", "1", importing.DERIVED_DIFFERS),
        ("era_year", "H28", importing.DERIVED_DIFFERS),
        ("era_year", "?", importing.DERIVED_DIFFERS),
        ("id", "Not an id", importing.VALUE_DOUBTFUL),
        ("amount_basis", "sometimes", importing.VALUE_DOUBTFUL),
        ("program_basis", "guessed", importing.VALUE_DOUBTFUL),
        ("source_page", "x", importing.VALUE_DOUBTFUL),
        ("subsidy_rate", "x", importing.RATE_DOUBTFUL),
        ("national_funds_yen", "37,0", importing.AMOUNT_DOUBTFUL),
        ("municipality_code", "011003", importing.CODE_DOUBTFUL),
        ("application", "single", importing.APPLICATION_DOUBTFUL),
    ],
)
def test_a_value_that_was_changed_badly_is_doubtful(tmp_path: Path, field: str, value: str, reason: Any) -> None:
    found = found_in(own_file(tmp_path, **{field: value}))
    assert reason in [why for why, *_ in found.reasons]
    assert found.projects


def test_derived_values_are_not_kept(tmp_path: Path) -> None:
    project = found_in(own_file(tmp_path)).project
    assert project.stated_cost_yen is None
    assert project.partners == (Partner("北海道", None, 2_997_000),)


# Anything at all

words = st.sampled_from(
    [
        *("団体名", "年度", "事業名", "国費（千円）", "採択額", "No.", "単位：千円", "name", "id", "平成29年度"),
        *("札幌市", "H29", "推進", "ある事業", "1", "37,000", "23.210", "△1", "011002", "共同（北海道）"),
        *("合計", "※注", "", " ", '"', "a\nb", "\x00", "("),
    ]
)
tables = st.lists(st.lists(words, min_size=1, max_size=7), min_size=1, max_size=12)


def outcome(path: Path, **given: Any) -> list[Line] | None:
    with contextlib.suppress(KofukinError):
        return [item for item in read(path, Given(**given)) if isinstance(item, Line)]
    return None


def count_rows(rows: Sequence[Sequence[str]]) -> int:
    return sum(1 for row in rows if any(cell.strip() for cell in row))


@given(tables, st.booleans())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_of_a_csv_is_accounted_for(tmp_path: Path, rows: list[list[str]], with_heading: bool) -> None:
    rows = [list(HEADING), *rows] if with_heading else rows
    lines = outcome(csv_file(tmp_path, *rows), fiscal_year=2017, municipality="札幌市", yen_per_unit=1000)
    if with_heading:
        assert lines is not None
    if lines is not None:
        assert len(lines) == count_rows(rows)
        numbers = [line.place.row or 0 for line in lines]
        assert numbers == sorted(numbers)


@given(tables, st.lists(st.tuples(*[st.integers(1, 6)] * 4), max_size=3))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_of_a_workbook_is_accounted_for(
    tmp_path: Path, rows: list[list[str]], boxes: list[tuple[int, int, int, int]]
) -> None:
    rows = [list(HEADING), *([cell.replace("\0", "") for cell in row] for row in rows)]
    path = workbook(tmp_path / "a.xlsx", {"一覧": [[cell or None for cell in row] for row in rows]})
    lines = outcome(path, fiscal_year=2017, municipality="札幌市", yen_per_unit=1000)
    assert lines is not None
    assert len(lines) == count_rows(rows)
    merged = [
        f"{columns.column_letter(min(a, b))}{min(c, d)}:{columns.column_letter(max(a, b))}{max(c, d)}"
        for a, b, c, d in boxes[:1]
        if (a, c) != (b, d)
    ]
    path = workbook(tmp_path / "b.xlsx", {"一覧": [[cell or None for cell in row] for row in rows]}, merged=merged)
    outcome(path, fiscal_year=2017, municipality="札幌市", yen_per_unit=1000)


@given(st.binary(max_size=300), st.sampled_from([".csv", ".tsv", ".xlsx", ".xls", ".ods"]))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    outcome(path)


@given(st.binary(max_size=200))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_below_a_heading_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,municipality,fiscal_year,national_funds_yen,id,municipality_code\n" + data)
    outcome(path)


def test_a_program_that_no_cell_states_is_inferred_with_its_evidence(tmp_path: Path) -> None:
    rows = (("年度", "事業名", "国費（千円）", "団体名"), ("H29", "ある事業", "5", "札幌市"))
    titled = found_in_csv(tmp_path, ("地方創生推進交付金",), *rows).project
    given = found_in_csv(tmp_path, *rows, program="推進").project
    for project, evidence in ((titled, "見出し「地方創生推進交付金」による"), (given, "指定された値（--program）")):
        assert (project.program, project.program_basis) == ("suishin", "inferred, high")
        assert project.program_evidence == evidence


@pytest.mark.parametrize("heading", ["国県支出金", "謎の額", "交付基礎額"])
def test_money_beside_a_cost_that_may_be_the_grant_s_is_not_lost(tmp_path: Path, heading: str) -> None:
    found = found_in_csv(
        tmp_path, ("団体名", "年度", "事業名", "総事業費（円）", heading), ("札幌市", "H29", "ある事業", "9", "5")
    )
    assert found.project.national_funds_yen is None
    assert [(reason, text) for reason, text, _ in found.reasons if reason is importing.COLUMN_UNREAD] == [
        (importing.COLUMN_UNREAD, f"E「{heading}」5")
    ]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("令和5年度 諏訪市地方創生推進交付金 実施事業一覧", "諏訪市"),
        ("みどり町のデジタル田園都市国家構想交付金（令和5年度）", "みどり町"),
        ("令和5年度 地方創生推進交付金（長野県諏訪市）", "長野県諏訪市"),
        ("令和5年度 地方創生推進交付金 長野県 諏訪市", "長野県諏訪市"),
        ("団体名：みどり町", "みどり町"),
        ("市町村名 みどり町", "みどり町"),
        ("令和5年度 地方創生推進交付金 諏訪市・茅野市", None),
        ("諏訪市 茅野市 地方創生推進交付金", None),
        ("令和5年度 市町村地方創生推進交付金", None),
        ("令和5年度 地方創生推進交付金 市町村別一覧", None),
        ("令和5年度 地方創生推進交付金（県内市町村）", None),
        ("朝の市事業の地方創生推進交付金", None),
        ("団体名：株式会社みどり", None),
    ],
)
def test_a_title_says_whose_list_it_is_where_it_names_one_body(title: str, body: str | None) -> None:
    titles = Titles()
    titles.learn([title])
    assert (titles.body[0] if titles.body else None) == body


def test_a_body_in_a_title_is_held_against_the_option_whose_code_is_not_its_own(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ("令和5年度 諏訪市地方創生推進交付金", ""), ("事業名", "国費（円）"), ("湖の事業", "5"))
    given = Given(municipality="茅野市", municipality_code="202142")
    found = Found(tuple(read(path, given)))
    (project,) = found.projects
    assert (project.municipality, project.municipality_code) == ("諏訪市", None)
    assert [doubt.field for doubt in found.doubts] == ["municipality"]


@pytest.mark.parametrize(
    ("note", "field"),
    [
        ("※金額は百万円単位", "national_funds_yen"),
        ("※交付額は予算額です。", "national_funds_yen"),
        ("※ 交付額は申請額であり、決定額ではない。", "national_funds_yen"),
        ("※交付額には県補助金を含む", "national_funds_yen"),
        ("※交付額は令和4年度から令和6年度までの合計額", "national_funds_yen"),
        ("※いずれもデジタル田園都市国家構想交付金を活用", "program"),
        ("※令和3年度の交付額である", "fiscal_year"),
        ("※1 うち県費600", "national_funds_yen"),
    ],
)
def test_a_note_below_that_says_otherwise_than_the_rows_is_an_open_point(tmp_path: Path, note: str, field: str) -> None:
    rows = (("令和4年度地方創生推進交付金",), ("事業名", "交付額（千円）"), ("朝の市事業", "5"), (note,))
    found = found_in_csv(tmp_path, *rows, municipality="あおば市")
    assert (found.project.national_funds_yen, [doubt.field for doubt in found.doubts]) == (5_000, [field])


def test_a_note_below_is_held_against_the_rows_that_have_an_amount(tmp_path: Path) -> None:
    rows = (("事業名", "交付額（千円）"), ("朝の市事業", "5"), ("夕の市事業", "未定"), ("※交付額には県補助金を含む",))
    found = found_in_csv(tmp_path, *rows, municipality="あおば市", program="suishin", fiscal_year=2022)
    assert importing.REMARK_PAYER in [doubt.reason for doubt in found.doubts]


@pytest.mark.parametrize(
    "note", ["※千円未満四捨五入", "※交付額は交付決定額", "※令和4年度の交付額である", "※国費は事業費の1/2"]
)
def test_a_note_below_that_agrees_with_the_rows_is_no_open_point(tmp_path: Path, note: str) -> None:
    rows = (("令和4年度地方創生推進交付金",), ("事業名", "交付額（千円）"), ("朝の市事業", "5"), (note,))
    assert not found_in_csv(tmp_path, *rows, municipality="あおば市").doubts


def test_another_grant_in_the_title_is_held_against_the_option(tmp_path: Path) -> None:
    rows = (("過疎地域持続的発展支援交付金 一覧",), ("事業名", "交付額（千円）"), ("朝の市事業", "5"))
    found = found_in_csv(tmp_path, *rows, municipality="あおば市", program="suishin", fiscal_year=2022)
    assert [doubt.field for doubt in found.doubts] == ["program"]


def test_national_funds_above_the_cost_are_open(tmp_path: Path) -> None:
    rows = (("事業名", "事業費（千円）", "国費（千円）"), ("朝の市事業", "5", "7"))
    found = found_in_csv(tmp_path, *rows, municipality="あおば市", program="suishin", fiscal_year=2022)
    (draft,) = found.drafts
    assert [doubt.reason for doubt in draft.doubts] == [importing.FUNDS_OVER_COST]
