"""Lists with what published ones hold that is easily misread: each case comes out as a careful person would read it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from spreadsheets import Found, csv_file, found_in, found_in_csv
from test_sheets import converted, needs_libreoffice

from kofukin.errors import UsageError
from kofukin.importing.columns import recognise
from kofukin.importing.draft import Role
from kofukin.importing.titles import read_title
from kofukin.importing.units import unit_in_text
from kofukin.messages import importing

TITLE = ("平成29年度 地方創生推進交付金（単位：千円）",)
HEADING = ("市町村名", "事業名", "国費")
FUNDS = "national_funds_yen"


def listed(folder: Path, *rows: Sequence[str], heading: Sequence[str] = HEADING, **given: Any) -> Found:
    return found_in_csv(folder, TITLE, heading, *rows, **given)


def kept(found: Found) -> list[tuple[str | None, str | None, int | None]]:
    return [(p.municipality, p.name, p.national_funds_yen) for p in found.projects]


# Units


@pytest.mark.parametrize(
    "note",
    [
        "※交付額は千円未満切捨て",
        "※事業費は百万円以上のものに限る。",
        "※国費は千円を上限とする",
        "※金額は千円未満を四捨五入",
    ],
)
def test_a_note_of_rounding_is_no_unit(tmp_path: Path, note: str) -> None:
    assert unit_in_text(note) is None
    with pytest.raises(UsageError, match="no unit"):
        found_in_csv(
            tmp_path, ("平成29年度 地方創生推進交付金",), (note,), HEADING, ("札幌市", "観光事業", "2,886,000")
        )


@pytest.mark.parametrize("note", ["※単位：千円", "金額は千円単位", "金額は、千円で表示している。", "国費は千円"])
def test_a_note_of_the_unit_is_one(note: str) -> None:
    assert unit_in_text(note) == 1000


def test_two_units_are_called_so(tmp_path: Path) -> None:
    rows = (("（単位：千円）",), ("（単位：円）",), ("年度", *HEADING), ("H29", "札幌市", "観光", "5"))
    with pytest.raises(UsageError, match="two units"):
        found_in_csv(tmp_path, *rows)
    assert found_in_csv(tmp_path, *rows, yen_per_unit=1).project.national_funds_yen == 5


def test_where_the_unit_was_said_stands_beside_the_amount(tmp_path: Path) -> None:
    titled = listed(tmp_path, ("札幌市", "観光", "5")).drafts[0]
    assert titled.quoted == {FUNDS: TITLE[0]}
    assert FUNDS not in titled.inferred
    rows = (("平成29年度",), HEADING, ("札幌市", "観光", "5"), ("小樽市", "港", "5円"))
    first, second = found_in_csv(tmp_path, *rows, yen_per_unit=1000).drafts
    assert first.inferred[FUNDS] == importing.FROM_OPTION(option="--unit")
    assert FUNDS not in second.inferred


# Totals


@pytest.mark.parametrize(
    "total",
    [
        ("北海道計", "2団体", "11"),
        ("北海道合計", "2件", "11"),
        ("市町村計", "2件", "11"),
        ("全国", "2件", "11"),
        ("市町村分", "2事業", "11"),
        ("", "札幌市計", "11"),
        ("", "【合計】", "11"),
        ("", "＜小計＞", "11"),
        ("", "小計①", "11"),
        ("", "合計：", "11"),
        ("", "平成29年度計", "11"),
        ("", "推進交付金計", "11"),
        ("", "総額", "11"),
    ],
)
def test_every_wording_of_a_total_is_one(tmp_path: Path, total: Sequence[str]) -> None:
    rows = (("札幌市", "観光", "5"), ("小樽市", "港", "6"))
    found = listed(tmp_path, *rows, total)
    assert (found.roles[-1], len(found.projects), found.doubts) == (Role.TOTAL, 2, [])
    wrong = listed(tmp_path, *rows, (*total[:2], "12"))
    assert [reason for reason, *_ in wrong.reasons] == [importing.TOTAL_DIFFERS]


@pytest.mark.parametrize("name", ["会計の電子化", "温度計", "まちづくり計画", "総合設計", "家計支援事業計画"])
def test_a_name_that_only_looks_like_a_total_is_a_project(tmp_path: Path, name: str) -> None:
    assert kept(listed(tmp_path, ("札幌市", name, "5"))) == [("札幌市", name, 5000)]


def test_a_count_is_no_name(tmp_path: Path) -> None:
    found = listed(tmp_path, ("札幌市", "観光", "5"), ("小樽市", "2事業", "6"))
    assert (found.roles[-1], len(found.projects)) == (Role.UNREAD, 1)


def test_totals_of_three_levels_are_right(tmp_path: Path) -> None:
    rows = [
        ("青森市", "あ", "1"),
        ("青森市", "い", "2"),
        ("青森市計", "", "3"),
        ("八戸市", "う", "4"),
        ("八戸市計", "", "4"),
        ("青森県計", "", "7"),
        ("盛岡市", "え", "5"),
        ("盛岡市計", "", "5"),
        ("岩手県計", "", "5"),
        ("合計", "4件", "12"),
    ]
    assert not listed(tmp_path, *rows).doubts
    wrong = [*rows[:5], ("青森県計", "", "8"), *rows[6:]]
    assert [text for _, text, _ in listed(tmp_path, *wrong).reasons] == ["8"]


def test_totals_that_stand_above_their_rows_are_right(tmp_path: Path) -> None:
    rows = [
        ("総計", "", "12"),
        ("青森市計", "", "3"),
        ("青森市", "あ", "1"),
        ("青森市", "い", "2"),
        ("八戸市計", "", "9"),
        ("八戸市", "う", "4"),
        ("八戸市", "え", "5"),
    ]
    assert not listed(tmp_path, *rows).doubts
    for wrong in (0, 1, 4):
        other = [(*row[:2], "8") if number == wrong else row for number, row in enumerate(rows)]
        assert [text for _, text, _ in listed(tmp_path, *other).reasons] == ["8"]


def test_a_total_of_costs_is_checked_too(tmp_path: Path) -> None:
    heading = ("市町村名", "事業名", "総事業費", "国費")
    rows = (("札幌市", "観光", "10", "5"), ("小樽市", "港", "12", "6"))
    assert not listed(tmp_path, *rows, ("合計", "", "22", "11"), heading=heading).doubts
    wrong = listed(tmp_path, *rows, ("合計", "", "99", "11"), heading=heading)
    assert wrong.reasons == [(importing.TOTAL_DIFFERS, "99", None)]


def test_a_total_counts_the_projects(tmp_path: Path) -> None:
    found = listed(tmp_path, ("札幌市", "観光", "5"), ("小樽市", "港", "6"), ("合計", "3件", "11"))
    assert found.reasons == [(importing.COUNT_DIFFERS, "3件", None)]


def test_a_remark_that_speaks_of_a_total_makes_no_row_one(tmp_path: Path) -> None:
    found = listed(tmp_path, ("函館市", "港湾事業", "5", "合計"), heading=(*HEADING, "備考"))
    assert kept(found) == [("函館市", "港湾事業", 5000)]


# What an amount is


@pytest.mark.parametrize(
    "heading",
    [
        "採択額（事業費ベース）（千円）",
        "事業費（国費ベース）",
        "交付額（県費）",
        "交付額（市負担額）",
        "国費（要望額）",
        "国費（北海道分）",
        "採択額（3か年総額）",
    ],
)
def test_brackets_that_make_an_amount_another_one_leave_its_column_open(tmp_path: Path, heading: str) -> None:
    assert recognise(heading)[0] is None
    found = found_in_csv(
        tmp_path, ("年度", "交付金", "市町村名", "事業名", heading), ("H29", "推進", "札幌市", "観光", "5")
    )
    assert found.project.national_funds_yen is None
    assert [reason for reason, *_ in found.reasons] == [importing.COLUMN_UNREAD]


@pytest.mark.parametrize(
    "heading", ["採択額（国費）", "交付額（A）", "国費※1", "交付額(b=a×1/2)", "国費（千円・税込）"]
)
def test_brackets_that_say_nothing_are_passed_over(heading: str) -> None:
    assert recognise(heading)[0] == FUNDS


def test_an_amount_that_a_comma_may_have_split_stays_open(tmp_path: Path) -> None:
    found = listed(tmp_path, ("札幌市", "観光", "37", "000"), heading=(*HEADING, "備考"))
    assert found.project.national_funds_yen is None
    assert found.reasons == [(importing.AMOUNT_SPLIT, "37,000", FUNDS)]


@pytest.mark.parametrize(
    ("name", "note"), [("観光（再掲）", ""), ("観光", "再掲"), ("うち、研修", ""), ("研修", "上の内数")]
)
def test_what_is_listed_again_is_not_counted_again(tmp_path: Path, name: str, note: str) -> None:
    found = listed(tmp_path, ("札幌市", name, "5", note), heading=(*HEADING, "備考"))
    assert found.project.national_funds_yen is None
    assert [reason for reason, *_ in found.reasons] == [importing.LISTED_AGAIN]


# Titles and headings between rows


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("平成29年度 地方創生推進交付金", {2017}),
        ("様式S1", set()),
        ("別紙R1", set()),
        ("H29～31", {2017, 2018}),
        ("令和3年度から令和5年度まで", {2021, 2022, 2023}),
        ("H28年度から3年間実施", {2016}),
        ("令和6年度公表", set()),
        ("令和5年度末現在", set()),
        ("平成28年度から継続", set()),
        ("平成28年度第二次補正予算", set()),
        ("平成28年度（補正予算）", set()),
        ("平成28年度国補正予算", set()),
        ("平成28年度 地方創生拠点整備交付金(補正)", set()),
        ("平成28年度補正予算 平成29年度実施", {2017}),
        ("2017年度", {2017}),
        ("Ｈ２９年度", {2017}),
    ],
)
def test_the_years_in_a_title(title: str, years: set[int]) -> None:
    assert read_title(title).years == years


def test_a_title_that_names_several_years_settles_nothing(tmp_path: Path) -> None:
    rows = (("令和6年度",), ("推進交付金 令和3年度から令和5年度まで（単位：千円）",), HEADING, ("札幌市", "観光", "5"))
    with pytest.raises(UsageError, match="no fiscal year"):
        found_in_csv(tmp_path, *rows)


def test_a_remark_that_goes_on_below_is_no_heading(tmp_path: Path) -> None:
    rows = (("札幌市", "観光", "370", ""), ("", "", "", "令和元年度に名称変更"), ("函館市", "港", "5", ""))
    found = listed(tmp_path, *rows, heading=(*HEADING, "備考"))
    assert [project.fiscal_year for project in found.projects] == [2017, 2017]
    assert found.roles[3] is Role.UNREAD


@pytest.mark.parametrize("heading", ["【拠点整備交付金】", "○拠点整備交付金", "２　拠点整備交付金"])
def test_a_heading_in_brackets_or_with_a_bullet_is_read(tmp_path: Path, heading: str) -> None:
    found = listed(tmp_path, ("札幌市", "観光", "5"), (heading, "", ""), ("小樽市", "館", "6"))
    assert [project.program for project in found.projects] == ["suishin", "kyoten"]


def test_a_heading_that_cannot_be_read_holds_for_nothing_below(tmp_path: Path) -> None:
    found = listed(tmp_path, ("札幌市", "観光", "5"), ("ふるさと特別交付金", "", ""), ("小樽市", "館", "6"))
    assert found.roles[3] is Role.UNREAD
    assert [project.program for project in found.projects] == ["suishin", None]
    assert importing.HEADING_UNCLEAR in [reason for reason, *_ in found.reasons]
    with pytest.raises(UsageError, match="no fiscal year"):
        listed(tmp_path, ("札幌市", "観光", "5"), ("＜30年度＞", "", ""), ("小樽市", "館", "6"))


@pytest.mark.parametrize("row", [("小樽市", "", ""), ("", "", "7"), ("", "", "12,345"), ("東京都", "", "")])
def test_a_body_or_an_amount_alone_is_unread(tmp_path: Path, row: Sequence[str]) -> None:
    found = listed(tmp_path, ("札幌市", "観光", "5"), row, ("函館市", "夜", "6"))
    assert found.roles[3] is Role.UNREAD
    assert len(found.projects) == 2


@pytest.mark.parametrize("name", ["資料館再生による賑わい創出事業", "注目の移住促進事業", "備考", "出典のある町"])
def test_a_name_that_begins_like_a_note_is_a_project(tmp_path: Path, name: str) -> None:
    found = listed(tmp_path, (name, "札幌市", ""), heading=("事業名", "団体名", "国費"))
    assert kept(found) == ([("札幌市", name, None)] if name != "備考" else [])


def test_goals_between_rows_are_no_projects(tmp_path: Path) -> None:
    rows = [("", "基本目標１　しごとをつくる", ""), ("1", "観光", "5"), ("", "小樽市", ""), ("2", "乙事業", "")]
    found = listed(tmp_path, *rows, heading=("番号", "事業名", "国費"), municipality="札幌市")
    assert kept(found) == [("札幌市", "観光", 5000), ("札幌市", "乙事業", None)]
    assert found.roles.count(Role.UNREAD) == 2


def test_a_second_heading_with_spaced_words_and_another_unit(tmp_path: Path) -> None:
    rows = (
        ("平成29年度 地方創生推進交付金",),
        ("市 町 村 名", "事 業 名", "国　費（千円）"),
        ("札幌市", "観光", "5"),
        ("市 町 村 名", "事 業 名", "交付額（円）"),
        ("小樽市", "館", "5000"),
    )
    assert kept(found_in_csv(tmp_path, *rows)) == [("札幌市", "観光", 5000), ("小樽市", "館", 5000)]


# Cells that are no values


@pytest.mark.parametrize("mark", ["〃", "同上", "”"])
def test_a_ditto_mark_is_no_value(tmp_path: Path, mark: str) -> None:
    heading = ("都道府県名", *HEADING)
    found = listed(tmp_path, ("北海道", "札幌市", "観光", "5"), (mark, mark, "移住", "6"), heading=heading)
    assert kept(found)[1] == (None, "移住", 6000)
    assert [reason for reason, *_ in found.reasons] == [importing.SAME_AS_ABOVE]
    named = listed(tmp_path, ("札幌市", "観光", "5"), ("札幌市", mark, "6"))
    assert (len(named.projects), named.roles[-1]) == (1, Role.UNREAD)


@pytest.mark.parametrize("nothing", ["なし", "該当なし", "無", "－"])
def test_no_partner_is_no_partner(tmp_path: Path, nothing: str) -> None:
    heading = (*HEADING, "共同申請先", "備考")
    project = listed(tmp_path, ("札幌市", "観光", "5", nothing, nothing), heading=heading).project
    assert (project.partners, project.note) == ((), None)


@pytest.mark.parametrize("words", ["共同申請（代表）", "共同（幹事団体）", "共同申請（主：北海道）"])
def test_the_part_in_a_joint_application_is_no_partner(tmp_path: Path, words: str) -> None:
    project = listed(tmp_path, ("札幌市", "観光", "5", words), heading=(*HEADING, "申請区分")).project
    assert [partner.name for partner in project.partners] == [words]
    assert project.application == "joint"


def test_a_denial_of_a_joint_application_is_none(tmp_path: Path) -> None:
    found = listed(tmp_path, ("札幌市", "観光", "5", "共同申請なし"), heading=(*HEADING, "申請区分"))
    assert (found.project.application, found.project.partners) == (None, ())
    assert found.reasons == [(importing.APPLICATION_DOUBTFUL, "共同申請なし", "application")]


@pytest.mark.parametrize(
    ("code", "prefecture", "municipality"),
    [("011002", "北海道", ""), ("010006", "北海道", "札幌市"), ("131016", "", "札幌市")],
)
def test_a_code_of_another_body_is_not_taken(tmp_path: Path, code: str, prefecture: str, municipality: str) -> None:
    heading = ("団体コード", "都道府県名", *HEADING)
    found = listed(tmp_path, (code, prefecture, municipality, "観光", "5"), heading=heading)
    assert found.project.municipality_code is None
    assert found.project.municipality in (municipality or None, f"{prefecture}{municipality}")
    assert found.doubts


def test_kinds_of_which_some_are_programs(tmp_path: Path) -> None:
    rows = (("札幌市", "あ", "5", "推進"), ("札幌市", "い", "5", "推進・拠点整備"), ("札幌市", "う", "5", "新規"))
    found = found_in_csv(tmp_path, ("年度", *HEADING, "区分"), *(("H29", *row) for row in rows), yen_per_unit=1000)
    assert [project.program for project in found.projects] == ["suishin", None, None]
    assert found.drafts[1].programs == ("suishin", "kyoten")
    assert (importing.PROGRAM_DOUBTFUL, "新規", "program") in found.reasons


# Columns that the user names by place


def test_columns_by_place_find_the_first_project(tmp_path: Path) -> None:
    chosen = {"municipality": "A", "name": "B", FUNDS: "C"}
    given: dict[str, Any] = {"columns": chosen, "fiscal_year": 2017, "yen_per_unit": 1}
    plain = found_in_csv(tmp_path, ("札幌市", "観光", "5,000"), ("小樽市", "港", "6000"), **given)
    assert kept(plain) == [("札幌市", "観光", 5000), ("小樽市", "港", 6000)]
    unsure = found_in_csv(tmp_path, ("札幌市", "観光", "未定"), ("小樽市", "港", "6000"), **given)
    assert (importing.ROW_AS_HEADING, "札幌市\t観光\t未定", None) in unsure.reasons
    titled = found_in_csv(
        tmp_path, ("平成29年度", "（単位：円）", ""), ("自治体", "取組", "額"), ("札幌市", "観光", "5"), **given
    )
    assert kept(titled) == [("札幌市", "観光", 5)]


# Workbooks


def test_errors_and_formulas_without_a_value_are_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        TITLE,
        HEADING,
        ("札幌市", "甲", "#N/A"),
        ("小樽市", "乙", "=1000+5"),
        ("#REF!", "丙", 3),
        ("合計", "", "=SUM(C3:C5)"),
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    found = found_in(tmp_path / "a.xlsx")
    assert kept(found) == [("札幌市", "甲", None), ("小樽市", "乙", None), (None, "丙", 3000)]
    assert [reason for reason, *_ in found.reasons] == [
        importing.UNCALCULATED,
        importing.ERROR_VALUE,
        importing.UNCALCULATED,
        importing.ERROR_VALUE,
    ]


def test_a_saved_0_of_a_formula_that_was_never_calculated_is_no_amount(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for number, row in enumerate((TITLE, HEADING, ("札幌市", "甲", "=1000+5"), ("小樽市", "乙", 0))):
        sheet.write_row(number, 0, row)
    book.close()
    found = found_in(tmp_path / "a.xlsx")
    assert kept(found) == [("札幌市", "甲", None), ("小樽市", "乙", 0)]
    assert [reason for reason, *_ in found.reasons] == [importing.UNCALCULATED]


def test_an_amount_that_its_format_shows_in_thousands_stays_open(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (TITLE, HEADING, ("札幌市", "甲", 37_000_000), ("小樽市", "乙", 5)):
        sheet.append(row)
    sheet["C3"].number_format = "#,##0,"
    sheet["C4"].number_format = '#,##0"千円,"'
    book.save(tmp_path / "a.xlsx")
    found = found_in(tmp_path / "a.xlsx")
    assert kept(found) == [("札幌市", "甲", None), ("小樽市", "乙", 5000)]
    assert [reason for reason, *_ in found.reasons] == [importing.SHOWN_SCALED]


def test_hidden_rows_and_columns_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (TITLE, HEADING, ("札幌市", "甲", 1), ("小樽市", "乙", 2)):
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = found_in(tmp_path / "a.xlsx")
    assert [reason for reason, *_ in found.reasons] == [importing.HIDDEN_COLUMNS, importing.HIDDEN_ROWS]
    assert [doubt.reason.in_("en") for doubt in found.doubts] == [
        "hidden columns were read as well (C「国費」)",
        "hidden rows were read as well (rows 4)",
    ]


@pytest.mark.parametrize("ending", ["xlsx", pytest.param("ods", marks=needs_libreoffice)])
def test_an_amount_merged_over_projects_is_given_to_none(tmp_path: Path, ending: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (TITLE, HEADING, ("札幌市", "甲", 5000), ("小樽市", "乙", None)):
        sheet.append(row)
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "a.xlsx")
    found = found_in(tmp_path / "a.xlsx" if ending == "xlsx" else converted(tmp_path / "a.xlsx", ending))
    assert [project.national_funds_yen for project in found.projects] == [None, None]
    assert [reason for reason, *_ in found.reasons] == [importing.AMOUNT_MERGED] * 2


def test_a_list_in_a_csv_needs_none_of_that(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TITLE, HEADING, ("札幌市", "甲", "5"))
    assert not found_in(path).doubts


# Cells that are as above

PARTLY_BLANK = (
    ("年度", "交付金", "都道府県名", "団体コード", "市町村名", "事業名", "国費（千円）"),
    ("H29", "推進", "北海道", "011002", "札幌市", "あ", "1"),
    ("", "", "", "", "", "い", "2"),
    ("", "", "", "012025", "函館市", "う", "3"),
    ("H30", "", "青森県", "020001", "", "え", "4"),
    ("", "拠点整備", "", "", "", "お", "5"),
)


def test_blank_cells_are_not_filled_in_unasked(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, *PARTLY_BLANK)
    assert [(p.name, p.municipality) for p in found.projects] == [("あ", "札幌市"), ("え", "青森県")]
    assert found.roles.count(Role.UNREAD) == 3


def test_blank_cells_are_as_above_if_the_user_says_so(tmp_path: Path) -> None:
    found = found_in_csv(tmp_path, *PARTLY_BLANK, fill_down=True)
    assert [(p.fiscal_year, p.program, p.municipality_code, p.municipality) for p in found.projects] == [
        (2017, "suishin", "011002", "札幌市"),
        (2017, "suishin", "011002", "札幌市"),
        (2017, "suishin", "012025", "函館市"),
        (2018, "suishin", "020001", "青森県"),
        (2018, "kyoten", "020001", "青森県"),
    ]
    assert not found.doubts
    by_option = importing.FROM_OPTION(option="--fill-down")
    assert [dict(draft.inferred) for draft in found.drafts[:2]] == [
        {},
        {"municipality": by_option, "fiscal_year": by_option, "program": by_option},
    ]
    assert [project.program_basis for project in found.projects[:2]] == ["stated", "inferred, high"]


@pytest.mark.parametrize(
    ("body", "name", "open_fields"),
    [
        ("札幌市\n小樽市", "観光事業", {"municipality"}),
        ("北海道\n札幌市", "観光事業", set()),
        ("札幌市", "観光事業\n港湾事業", {FUNDS}),
        ("札幌市", "観光と港を\n生かす事業", set()),
    ],
)
def test_lines_in_a_cell_that_are_whole_are_several(
    tmp_path: Path, body: str, name: str, open_fields: set[str]
) -> None:
    found = listed(tmp_path, (body, name, "5"))
    assert {field for *_, field in found.reasons} == open_fields


def test_a_period_that_begins_later_leaves_the_year_open(tmp_path: Path) -> None:
    heading = ("市町村名", "事業名", "事業期間", "国費")
    found = listed(tmp_path, ("札幌市", "観光", "H30～R2", "5"), ("札幌市", "港", "H28～H30", "6"), heading=heading)
    assert found.reasons == [(importing.REMARK_YEAR, "H30～R2", "fiscal_year")]
    found = listed(tmp_path, ("札幌市", "観光事業【H30～R2】", "5"), ("札幌市", "港湾事業【H28～H30】", "6"))
    assert [field for *_, field in found.reasons] == ["fiscal_year"]


def test_the_unit_of_a_goal_is_not_that_of_the_amounts(tmp_path: Path) -> None:
    heading = ("市町村名", "事業名", "指標", "単位", "目標値", "国費")
    found = listed(tmp_path, ("札幌市", "観光", "消費額", "百万円", "120", "5"), heading=heading)
    assert (kept(found), found.reasons) == ([("札幌市", "観光", 5000)], [])
