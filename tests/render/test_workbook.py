import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from tables import EN, JA, PROJECTS, TOTALS, UNSAFE

from datasets import dataset_of, opened, project
from kofukin import answer
from kofukin.errors import KofukinError
from kofukin.filters import Filters
from kofukin.model.amounts import Unit
from kofukin.query import FIELDS
from kofukin.render import Style, palette, workbook
from kofukin.table import Table


def sheets(table: Table, style: Style, values: bool = False) -> list[Worksheet]:
    data = workbook.render_xlsx(table, style)
    return list(openpyxl.load_workbook(io.BytesIO(data), data_only=values))


def whole(table: Table) -> Table:
    """Return a table that no longer needs the database."""
    parts = {name: getattr(table, name) for name in ("evidence", "documents")}
    read = {name: part._replace(rows=tuple(part.rows)) for name, part in parts.items() if part is not None}
    return table._replace(rows=tuple(table.rows), **read)


def listed(style: Style = JA) -> Table:
    with opened() as connection:
        return whole(answer.projects(connection, Filters(), None, (), None, people=True, unit=style.unit))


def totalled() -> Table:
    with opened() as connection:
        return whole(answer.totals(connection, Filters(), ("program",), None, (), people=True))


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Return the rows that hold anything, each up to its last value."""
    rows = [row[: max(number for number, cell in enumerate((1, *row)) if cell is not None)] for row in _values(sheet)]
    return [row for row in rows if row]


def _values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_the_list_has_real_numbers_text_ids_and_a_total_with_its_value() -> None:
    sheet = sheets(listed(), JA, values=True)[0]
    title, asked, unit, header, *rows = rows_of(sheet)
    assert title[0] == "地方創生関連交付金の事業"
    assert asked[0] == "すべての事業　データ: 札幌市の地方創生関連交付金事業 2026.11.27"
    assert unit == (None, None, None, None, None, None, "（単位：千円）")
    assert header == ("事業名", "年度", "交付金", "申請", "国費", "北海道", "ID")
    assert rows[0] == (
        "「さっぽろ圏」若者定着促進広域連携事業",
        "H29",
        "推進",
        "共同",
        37_000,
        2_997,
        "sapporo-h29-youth",
    )
    assert rows[1][5] == "－"
    assert rows[11][:6] == ("合計", None, None, None, 333_416, 274_318)


def test_the_notes_are_for_paper() -> None:
    for table, style in ((listed(), JA), (totalled(), EN)):
        text = "\n".join(str(row[0]) for row in rows_of(sheets(table, style, values=True)[0]))
        assert "kofukin " not in text
        assert "--" not in text
    assert "【金額】国費は札幌市の分。" in "\n".join(str(row[0]) for row in rows_of(sheets(listed(), JA)[0]))


def test_the_total_is_a_live_subtotal() -> None:
    sheet = sheets(listed(), JA)[0]
    assert [sheet.cell(16, column).value for column in (5, 6)] == ["=SUBTOTAL(9,E5:E15)", "=SUBTOTAL(9,F5:F15)"]


def test_a_total_of_more_than_the_rows_stands_as_it_is_and_says_of_how_many() -> None:
    with opened() as connection:
        table = answer.projects(connection, Filters(), None, (), 2, people=True, unit=Unit.THOUSAND)
        data = workbook.render_xlsx(table, JA)
    total = rows_of(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0])[6]
    assert (total[0], total[4]) == ("合計（11 件）", 333_416)


def chart_of(table: Table, style: Style = JA) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook.render_xlsx(table, style))) as package:
        return package.read("xl/charts/chart1.xml").decode()


def test_totals_sum_counts_and_shares_too_and_carry_a_chart() -> None:
    values = rows_of(sheets(totalled(), JA, values=True)[0])
    assert values[4:8] == [
        ("推進", 8, 220_216, 138_323, pytest.approx(0.6604842, abs=1e-6)),
        ("拠点整備", 1, 41_000, "－", pytest.approx(0.1229695, abs=1e-6)),
        ("加速化", 2, 72_200, 135_995, pytest.approx(0.2165463, abs=1e-6)),
        ("合計", 11, 333_416, 274_318, pytest.approx(1)),
    ]
    chart = chart_of(totalled())
    assert "'集計'!$C$5:$C$7" in chart
    assert '<c:min val="0"/>' in chart


def laid_out(by: str, pivot: str, **filters: object) -> Table:
    with opened() as connection:
        asked = Filters()._replace(**filters)  # type: ignore[arg-type]
        table = answer.totals(connection, asked, (by,), None, (), people=True, pivot=pivot)
        return whole(table)


@pytest.mark.parametrize(("by", "pivot"), [("program", "year"), ("year", "program")])
def test_totals_laid_out_by_years_are_stacked_columns_in_the_order_of_years(by: str, pivot: str) -> None:
    chart = chart_of(laid_out(by, pivot))
    assert '<c:barDir val="col"/><c:grouping val="stacked"/>' in chart
    assert chart.count("<c:ser>") == (3 if pivot == "program" or by == "program" else 2)
    years = "'集計'!$B$4:$C$4" if pivot == "year" else "'集計'!$A$5:$A$6"
    assert years in chart


def test_totals_laid_out_by_programs_are_stacked_bars() -> None:
    chart = chart_of(laid_out("application", "program"))
    assert '<c:barDir val="bar"/><c:grouping val="stacked"/>' in chart
    assert chart.count("<c:ser>") == 3


def test_a_program_has_its_colour_whichever_are_shown() -> None:
    colour = palette.LIGHT[2]
    assert f'<a:srgbClr val="{colour[1:]}"/>' in chart_of(laid_out("year", "program"))
    alone = chart_of(laid_out("application", "program", program=("kasokuka",)))
    assert f'<a:srgbClr val="{colour[1:]}"/>' in alone
    assert palette.LIGHT[0][1:] not in alone


def test_what_is_not_known_has_no_label_in_a_chart() -> None:
    assert chart_of(laid_out("program", "year")).count('<c:delete val="1"/>') == 2


@pytest.mark.parametrize(
    ("unit", "label", "axis"),
    [
        (Unit.THOUSAND, "#,##0", "#,##0"),
        (Unit.MILLION, "#,##0.000", "#,##0"),
        (Unit.HUNDRED_MILLION, "#,##0.00000", "#,##0.0"),
    ],
)
def test_a_chart_says_what_its_table_says_in_any_unit(unit: Unit, label: str, axis: str) -> None:
    chart = chart_of(totalled(), JA._replace(unit=unit))
    shapes = re.findall('<c:numFmt formatCode="([^"]*)"', chart)
    own = [shape.partition(";")[0] for shape in shapes if "△" in shape]
    assert own == [label, axis]


def test_the_sheet_of_sources_can_be_handed_in() -> None:
    sheet = sheets(listed(), JA)[1]
    assert sheet.title == "出典"
    rows = rows_of(sheet)
    assert [row[0] for row in rows[:3]] == [
        "出典",
        "地方創生関連交付金の事業（すべての事業）",
        "データ: 札幌市の地方創生関連交付金事業 2026.11.27",
    ]
    assert str(rows[3][0]).startswith("データの利用条件: 事業名・申請区分・金額は札幌市の公表資料にある事実。")
    document = "札幌市「地方創生関連交付金の対象事業について」（H29.11）"
    known = dict(zip(rows[5], rows[6], strict=True))
    assert (known["資料名"], known["公表者"], known["公表時期"]) == (document, "札幌市", "H29.11")
    assert (known["引用したページ"], known["事業数"], known["引用した金額の数"]) == ("1-2", 11, 16)
    assert not {"所在", "取得日", "ページ数"} & set(rows[5]), "a column stands there for what is known of no document"
    mice = next(row for row in rows if "sapporo-h28-mice" in row)
    assert mice[1:3] == ("地方創生推進交付金", "推定（確度：高）")
    assert mice[4:6] == (2, 109)
    assert "国費" in [row[0] for row in rows]


def test_it_is_set_up_for_reading_and_printing() -> None:
    sheet = sheets(listed(), JA)[0]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:G15"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["E5"].number_format == '#,##0;"△"#,##0'
    assert sheet.column_dimensions["A"].width >= 54


def test_all_columns_are_printed_large_enough_to_read() -> None:
    with opened() as connection:
        table = whole(answer.projects(connection, Filters(), tuple(FIELDS), (), None, True, Unit.THOUSAND))
    sheet = sheets(table, JA)[0]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "8")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$4:$4", "$A:$A")
    widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, 30)]
    assert sum(widths) * 7 * 0.75 * 0.65 < (sheet.page_setup.fitToWidth or 1) * (1191 - 72)
    assert max(widths) < 62
    assert sheet["A1"].value is sheet["A2"].value is None, "the first column is on each page, and would cut it"
    assert sheet["B1"].value == "地方創生関連交付金の事業"
    assert sheet["B2"].value == "すべての事業　データ: 札幌市の地方創生関連交付金事業 2026.11.27　（単位：千円）"
    below = [row for row in sheet.iter_rows(min_row=17) if any(cell.value for cell in row)]
    assert [row[0].value for row in below] == [None] * 3
    assert all(str(row[1].value).startswith("【") for row in below)
    across = [merged.bounds[2] for merged in sheet.merged_cells.ranges]
    assert max(across) < len(FIELDS) * 2 / 3, "a text runs on to the second page"
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.left.text == "地方創生関連交付金の事業（すべての事業）"
    assert sheet["D5"].number_format.startswith("0;")


def test_a_table_and_its_chart_stand_on_one_page_or_the_chart_on_a_sheet_of_its_own() -> None:
    assert [sheet.title for sheet in sheets(totalled(), JA)] == ["集計", "出典"]
    assert sheets(totalled(), JA)[0].page_setup.fitToHeight in (None, 1)
    cities = [project(f"p{n}", municipality=f"{n}市", national_funds_yen=n * 1_000) for n in range(60)]
    with opened(dataset_of(*cities)) as connection:
        table = whole(answer.totals(connection, Filters(), ("municipality",), None, (), people=True))
    totals, chart, _ = sheets(table, JA)
    assert totals.page_setup.fitToHeight == 0
    assert (chart.title, chart.page_setup.fitToWidth or 1, chart.page_setup.fitToHeight or 1) == ("図", 1, 1)
    assert "国費（千円）（先頭の 40）" in chart_of(table)


def test_amounts_of_one_column_have_as_many_decimals_and_less_than_nothing_a_triangle() -> None:
    table = PROJECTS._replace(
        rows=tuple((f"a-{n}", "joint", yen, "一", ()) for n, yen in enumerate([2_886_500, -1_000]))
    )
    for style, shape in ((JA, '#,##0.0;"△"#,##0.0'), (EN, "#,##0.0;(#,##0.0)")):
        cells = [sheets(table, style)[0].cell(row, 3) for row in (5, 6)]
        assert [(cell.value, cell.number_format) for cell in cells] == [(2886.5, shape), (-1, shape)]


def test_it_is_dated_as_its_data_is_or_not_at_all() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(workbook.render_xlsx(listed(), JA))).properties
    assert (properties.created.year, properties.created.month, properties.created.day) == (2026, 11, 27)
    with zipfile.ZipFile(io.BytesIO(workbook.render_xlsx(PROJECTS, JA))) as package:
        assert b"created" not in package.read("docProps/core.xml")


def test_text_stays_text() -> None:
    names = ["=1+1", "+1", "@x", "http://example.com", "0012", "[/x]", UNSAFE]
    table = PROJECTS._replace(rows=tuple((f"a-{n}", "joint", 1, name, ()) for n, name in enumerate(names)))
    cells = [sheets(table, EN)[0].cell(5 + number, 4) for number in range(len(names))]
    assert [cell.data_type for cell in cells] == ["s"] * len(names)
    assert [cell.value for cell in cells[:-1]] == names[:-1]


def test_the_same_table_gives_the_same_bytes() -> None:
    table = totalled()
    assert workbook.render_xlsx(table, JA) == workbook.render_xlsx(table, JA)


def test_nothing_is_a_valid_workbook_that_says_so() -> None:
    sheet = sheets(PROJECTS._replace(rows=()), JA)[0]
    assert "当てはまる事業はありません" in [row[0] for row in rows_of(sheet)]


def test_english_has_english_labels() -> None:
    sheet = sheets(TOTALS, EN, values=True)[0]
    assert sheet.title == "Totals"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(KofukinError) as caught:
        workbook.render_xlsx(PROJECTS, Style("en", Unit.YEN))
    assert caught.value.message.in_("en") == "3 rows are more than xlsx can hold (2)"


def test_years_that_name_groups_are_never_added_up() -> None:
    with opened() as connection:
        table = answer.totals(connection, Filters(), ("year",), ("fiscal_year", "projects"), (), people=True)
        data = workbook.render_xlsx(table, JA)
    rows = rows_of(openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0])
    assert rows[3:6] == [(2016, 6), (2017, 5), ("合計", 11)]


def subtotalled() -> Table:
    columns = ("era_year", "program", "national_funds_yen", "median_national_funds_yen", "change_yen")
    with opened() as connection:
        table = answer.totals(connection, Filters(), ("year", "program"), columns, (), people=True, subtotals=True)
        return table._replace(evidence=None)


def test_subtotals_are_sums_that_excel_leaves_out_of_the_total() -> None:
    (sheet,) = sheets(subtotalled(), JA)
    amounts = [cell.value for cell in sheet["C"][4:12]]
    assert amounts == [
        *(91_507, 72_200, "=SUBTOTAL(9,C5:C6)", 128_709, 41_000, "=SUBTOTAL(9,C8:C9)"),
        *("=SUBTOTAL(9,C5:C10)", None),
    ]
    (sheet,) = sheets(subtotalled(), JA, values=True)
    assert [cell.value for cell in sheet["C"][6:11]] == [163_707, 128_709, 41_000, 169_709, 333_416]
    assert [cell.value for cell in sheet["B"][6:10]] == ["小計", "推進", "拠点整備", "小計"]


def test_what_does_not_add_up_has_no_sum_in_a_workbook() -> None:
    (sheet,) = sheets(subtotalled(), JA)
    assert [cell.value for cell in sheet["D"][4:11]] == [25_000, 36_100, 25_000, 33_355, 41_000, 37_000, 27_007]
    assert [cell.value for cell in sheet["E"][4:11]] == ["－", "－", "－", 37_202, "－", 6_002, None]


def test_the_chart_has_no_bars_for_subtotals() -> None:
    data = workbook.render_xlsx(subtotalled(), JA)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        drawn = book.read("xl/charts/chart1.xml").decode()
    assert "('集計'!$C$5:$C$6,'集計'!$C$8:$C$9)" in drawn
    assert "('集計'!$A$5:$B$6,'集計'!$A$8:$B$9)" in drawn
