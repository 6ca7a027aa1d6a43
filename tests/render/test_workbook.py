import io
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tables import EN, JA, PROJECTS, TOTALS, UNSAFE

from datasets import opened
from kofukin import answer
from kofukin.errors import KofukinError
from kofukin.filters import Filters
from kofukin.model.amounts import Unit
from kofukin.render import Style, workbook
from kofukin.table import Table


def sheets(table: Table, style: Style, values: bool = False) -> list[Worksheet]:
    data = workbook.render_xlsx(table, style)
    return list(openpyxl.load_workbook(io.BytesIO(data), data_only=values))


def listed(style: Style = JA) -> Table:
    with opened() as connection:
        table = answer.projects(connection, Filters(), None, (), None, people=True, unit=style.unit)
        evidence = table.evidence
        assert evidence is not None
        return table._replace(evidence=evidence._replace(rows=tuple(evidence.rows)))


def totalled() -> Table:
    with opened() as connection:
        table = answer.totals(connection, Filters(), ("program",), None, (), people=True)
        evidence = table.evidence
        assert evidence is not None
        return table._replace(evidence=evidence._replace(rows=tuple(evidence.rows)))


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def test_the_list_has_real_numbers_text_ids_and_a_total_with_its_value() -> None:
    sheet = sheets(listed(), JA, values=True)[0]
    title, asked, header, *rows = rows_of(sheet)
    assert (title[0], asked[0]) == ("地方創生関連交付金の事業", "絞り込みなし")
    assert header == ("ID", "年度", "交付金", "申請", "国費", "北海道", "事業名")
    assert rows[0] == (
        "sapporo-h29-youth",
        "H29",
        "推進",
        "共同",
        37_000,
        2_997,
        "「さっぽろ圏」若者定着促進広域連携事業",
    )
    assert rows[1][5] == "-"
    assert rows[11][:6] == ("合計", None, None, None, 333_416, 274_318)
    assert "単位: 千円" in [row[0] for row in rows[12:]]


def test_the_total_is_a_live_subtotal() -> None:
    sheet = sheets(listed(), JA)[0]
    assert [sheet.cell(16, column).value for column in (5, 6)] == ["=SUBTOTAL(9,E5:E15)", "=SUBTOTAL(9,F5:F15)"]


def test_totals_sum_counts_and_shares_too_and_carry_a_chart() -> None:
    table = totalled()
    values = rows_of(sheets(table, JA, values=True)[0])
    assert values[3:7] == [
        ("推進", 8, 220_216, 138_323, pytest.approx(0.6604842, abs=1e-6)),
        ("拠点整備", 1, 41_000, "-", pytest.approx(0.1229695, abs=1e-6)),
        ("加速化", 2, 72_200, 135_995, pytest.approx(0.2165463, abs=1e-6)),
        ("合計", 11, 333_416, 274_318, pytest.approx(1)),
    ]
    with zipfile.ZipFile(io.BytesIO(workbook.render_xlsx(table, JA))) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert "'集計'!$C$5:$C$7" in chart
    assert '<c:min val="0"/>' in chart


def test_the_second_sheet_has_definitions_and_evidence() -> None:
    sheet = sheets(listed(), JA)[1]
    assert sheet.title == "出典"
    rows = rows_of(sheet)
    assert rows[1][0] == "国費"
    mice = next(row for row in rows if row[0] == "sapporo-h28-mice")
    assert mice[2:4] == ("地方創生推進交付金", "推定（確度：高）")
    assert mice[6:8] == (2, 109)


def test_it_is_set_up_for_reading_and_printing() -> None:
    sheet = sheets(listed(), JA)[0]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:G15"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["E5"].number_format == "#,##0"
    assert sheet.column_dimensions["G"].width >= 54


def test_an_amount_that_the_unit_does_not_hold_keeps_its_decimals() -> None:
    table = PROJECTS._replace(rows=(("a-1", "joint", 2_886_500, "一", ()),))
    (cell,) = [c for row in sheets(table, JA)[0].iter_rows() for c in row if c.value == 2886.5]
    assert cell.number_format == "#,##0.######"


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
    assert [cell.value for cell in sheet["E"][4:11]] == ["-", "-", "-", 37_202, "-", 6_002, None]


def test_the_chart_has_no_bars_for_subtotals() -> None:
    data = workbook.render_xlsx(subtotalled(), JA)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        drawn = book.read("xl/charts/chart1.xml").decode()
    assert "('集計'!$C$5:$C$6,'集計'!$C$8:$C$9)" in drawn
    assert "('集計'!$A$5:$B$6,'集計'!$A$8:$B$9)" in drawn
