"""An Excel workbook: the table as numbers one can calculate with, its sources on a second sheet, ready to print.

Text is written as text, also where it begins with ``=``; an amount that the source does not state is ``-``, which no
sum takes for 0. The same table gives the same bytes each time.
"""

import datetime
import io
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from kofukin.errors import KofukinError
from kofukin.messages import errors, labels
from kofukin.model.amounts import in_unit
from kofukin.render import Style, people
from kofukin.table import Column, Kind, Table, Value
from kofukin.text.display_width import display_width, wrap

MOST_ROWS = 1_000_000
_WIDEST = 60
_WIDEST_EVIDENCE = 36
_LINE_HEIGHT = 18
_FONT = "游ゴシック"
_NARROWEST = 6
_LONGEST_TEXT = 32_767
"""Of a cell, in UTF-16 code units, as Excel counts."""
_WIDEST_COLUMN, _HIGHEST_ROW = 255, 409
"""What Excel can show."""
_CREATED = datetime.datetime(2020, 1, 1)
_A4 = 9

_NUMBER_FORMATS = {Kind.YEN: "#,##0.######", Kind.INTEGER: "#,##0", Kind.SHARE: "0.0%", Kind.RATE: "0.0%"}
_WHOLE_YEN = "#,##0"


def render_xlsx(table: Table, style: Style) -> bytes:
    """Return the workbook's bytes; raises KofukinError for more rows than a sheet holds."""
    rows = [tuple(row) for row in table.rows]
    if len(rows) > MOST_ROWS:
        raise KofukinError(errors.TOO_MANY_ROWS(rows=len(rows), format="xlsx", most=MOST_ROWS), errors.NARROW_OR_CSV)
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED, "title": _said(table.title, style)})
    formats = _Formats(book)
    is_totals = table.total is not None
    name = (labels.SHEET_TOTALS if is_totals else labels.SHEET_LIST).in_(style.language)
    place = _write_table(book, name, table, rows, formats, style)
    if is_totals and rows:
        _add_chart(book, name, table, place, style)
    if table.evidence is not None:
        _write_sources(book, table.evidence, formats, style)
    book.close()
    return buffer.getvalue()


class _Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", "font_name": _FONT, **properties})
        return self._made[key]


class _Place(NamedTuple):
    """Where the table's cells stand on the sheet, by 0-based rows; ``end`` is the last row of the notes below."""

    header: int
    first: int
    last: int
    end: int = 0


def _write_text(sheet: Any, row: int, index: int, text: str, cell_format: Any) -> None:
    """Write a text; raises KofukinError for one that a cell does not hold, which XlsxWriter would cut in silence."""
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > _LONGEST_TEXT:
        reason = errors.TEXT_TOO_LONG(length=f"{length:,}", most=f"{_LONGEST_TEXT:,}", beginning=text[:30])
        raise KofukinError(reason, errors.CSV_HOLDS_IT)
    sheet.write_string(row, index, text, cell_format)


def _said(message: Any, style: Style) -> str:
    return "" if message is None else str(message.in_(style.language))


def _write_table(
    book: Workbook, name: str, table: Table, rows: list[tuple[Value, ...]], formats: _Formats, style: Style
) -> _Place:
    sheet = book.add_worksheet(name)
    _write_text(sheet, 0, 0, _said(table.title, style), formats(bold=True, font_size=14))
    sheet.set_row(0, _LINE_HEIGHT * 1.5)
    asked = [people.visible(line.in_(style.language)) for line in table.asked]
    separator = "、" if style.language == "ja" else "; "
    _write_text(sheet, 1, 0, separator.join(asked) or labels.ASKED_NOTHING.in_(style.language), formats())
    place = _write_rows(sheet, 3, table.columns, rows, formats, style, _WIDEST)
    after = place.last + 1
    if rows:
        _write_subtotals(sheet, table, rows, place, formats, style)
        _write_total(sheet, table, rows, place, formats, style)
        after += 1
        sheet.autofilter(place.header, 0, place.last, len(table.columns) - 1)
    else:
        _write_text(sheet, place.first, 0, errors.NOTHING_MATCHED.in_(style.language), formats())
        after += 1
    notes = people.notes(table, style) if rows else []
    for number, note in enumerate(notes, start=after + 1):
        _write_text(sheet, number, 0, note, formats())
    sheet.freeze_panes(place.first, 0)
    _set_up_printing(sheet, place.header)
    return place._replace(end=after + len(notes))


def _write_rows(
    sheet: Any,
    header: int,
    columns: tuple[Column, ...],
    rows: list[tuple[Value, ...]],
    formats: _Formats,
    style: Style,
    widest: int,
) -> _Place:
    """Write a header and rows; free text wider than ``widest`` is wrapped and its row made as high as it needs."""
    widths = [_width(column, [row[index] for row in rows], style, widest) for index, column in enumerate(columns)]
    for index, column in enumerate(columns):
        align = "right" if column.kind.is_number else "left"
        head = formats(bold=True, bottom=1, bg_color="#E8EEF4", align=align)
        _write_text(sheet, header, index, people.label(column, style), head)
        sheet.set_column(index, index, widths[index])
    for number, row in enumerate(rows, start=header + 1):
        lines = 1
        for index, (value, column) in enumerate(zip(row, columns, strict=True)):
            _write_cell(sheet, number, index, value, column, formats, style)
            if isinstance(value, str) and len(value) * 2 > widths[index] - 2:
                lines = max(lines, len(wrap(people.cell(value, column, style), widths[index] - 2)))
        sheet.set_row(number, min(_HIGHEST_ROW, _LINE_HEIGHT * lines))
    return _Place(header, header + 1, header + max(1, len(rows)))


def _write_cell(
    sheet: Any, row: int, index: int, value: Value, column: Column, formats: _Formats, style: Style, **more: object
) -> None:
    """Write a number as a number and all else as text."""
    if isinstance(value, int | float) and column.kind.is_number:
        number = in_unit(value, style.unit) if column.kind is Kind.YEN and isinstance(value, int) else value
        sheet.write_number(row, index, number, formats(num_format=_shape(column, number), **more))
    else:
        alignment = {"align": "right"} if column.kind.is_number else {"text_wrap": column.kind is not Kind.CODE}
        _write_text(sheet, row, index, people.cell(value, column, style), formats(num_format="@", **alignment, **more))


def _shape(column: Column, number: object) -> str:
    """Return the number format of a cell: amounts have the decimals of their column, and as many as they need."""
    if column.kind is Kind.YEN and column.decimals:
        return f"{_WHOLE_YEN}.{'0' * column.decimals}"
    return _WHOLE_YEN if column.kind is Kind.YEN and isinstance(number, int) else _NUMBER_FORMATS[column.kind]


def _write_subtotals(
    sheet: Any, table: Table, rows: list[tuple[Value, ...]], place: _Place, formats: _Formats, style: Style
) -> None:
    """Write the sums of each group as live ones too: Excel leaves them out of the sums over everything."""
    first = 0
    for number in sorted(table.subtotals):
        for index, column in enumerate(table.columns):
            value = rows[number][index]
            if column.kind.is_number and column.adds_up and not column.names_group and isinstance(value, int | float):
                shown = in_unit(value, style.unit) if column.kind is Kind.YEN and isinstance(value, int) else value
                cells = xl_range(place.first + first, index, place.first + number - 1, index)
                cell_format = formats(num_format=_shape(column, shown), bold=True)
                sheet.write_formula(place.first + number, index, f"=SUBTOTAL(9,{cells})", cell_format, float(shown))
        first = number + 1


def _write_total(
    sheet: Any, table: Table, rows: list[tuple[Value, ...]], place: _Place, formats: _Formats, style: Style
) -> None:
    """Write a row of live subtotals, each with its value stored for readers that do not calculate."""
    row = place.last + 1
    for index, column in enumerate(table.columns):
        added = (entry[index] for number, entry in enumerate(rows) if number not in table.subtotals)
        values = [value for value in added if isinstance(value, int | float)]
        measured = table.total is not None and column.kind.is_number and not column.names_group
        summed = (column.kind is Kind.YEN or measured) and column.adds_up
        if table.total is not None and not column.adds_up and isinstance(known := table.total[index], int | float):
            _write_cell(sheet, row, index, known, column, formats, style, bold=True, top=1)
            continue
        if not values or not summed:
            sheet.write_blank(row, index, None, formats(bold=True, top=1))
            continue
        total = in_unit(int(sum(values)), style.unit) if column.kind is Kind.YEN else sum(values)
        cells = xl_range(place.first, index, place.last, index)
        cell_format = formats(num_format=_shape(column, total), bold=True, top=1)
        sheet.write_formula(row, index, f"=SUBTOTAL(9,{cells})", cell_format, float(total))
    if not table.columns[0].kind.is_number or table.columns[0].names_group:
        _write_text(sheet, row, 0, labels.TOTAL.in_(style.language), formats(bold=True, top=1))


def _width(column: Column, values: list[Value], style: Style, widest: int) -> int:
    """Return a width in characters that holds every id and number and most text, from East Asian widths."""
    texts = [people.label(column, style), *(people.cell(value, column, style) for value in values)]
    natural = max(map(display_width, texts)) + 2
    most = widest if column.kind in (Kind.TEXT, Kind.LIST) else _WIDEST_COLUMN
    return max(_NARROWEST, min(most, natural))


def _set_up_printing(sheet: Any, header: int) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_footer("&C&P / &N")


def _add_chart(book: Workbook, name: str, table: Table, place: _Place, style: Style) -> None:
    """Put a bar chart of the groups' national funds, from zero on, below their table and its notes."""
    value = next((i for i, column in enumerate(table.columns) if column.name == "national_funds_yen"), None)
    groups = [index for index, column in enumerate(table.columns) if column.names_group]
    if value is None or not groups:
        return
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": people.label(table.columns[value], style),
            "categories": _cells_of(name, table, place, groups[0], groups[-1]),
            "values": _cells_of(name, table, place, value, value),
            "fill": {"color": "#0072B2"},
            "data_labels": {"value": True, "num_format": _WHOLE_YEN},
            "gap": 60,
        }
    )
    title = labels.CHART_TITLE(unit=style.unit.label).in_(style.language)
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({"min": 0, "num_format": _WHOLE_YEN, "major_gridlines": lines})
    chart.set_size({"width": 640, "height": 120 + 40 * (place.last - place.first + 1)})
    sheet = book.get_worksheet_by_name(name)
    sheet.insert_chart(xl_rowcol_to_cell(place.end + 2, 0), chart, {"description": title})


def _cells_of(name: str, table: Table, place: _Place, left: int, right: int) -> str:
    """Return the columns' cells without the rows of subtotals."""
    ends = [*(place.first + number - 1 for number in sorted(table.subtotals)), place.last]
    firsts = [place.first, *(end + 2 for end in ends)]
    pieces = [
        f"'{name}'!{xl_range_abs(first, left, end, right)}"
        for first, end in zip(firsts, ends, strict=False)
        if first <= end
    ]
    return f"={pieces[0]}" if len(pieces) == 1 else f"=({','.join(pieces)})"


def _write_sources(book: Workbook, evidence: Table, formats: _Formats, style: Style) -> None:
    """Write the second sheet: what the words mean, where each figure stands, how each program was inferred."""
    sheet = book.add_worksheet(labels.SHEET_SOURCES.in_(style.language))
    bold = formats(bold=True, font_size=12)
    _write_text(sheet, 0, 0, labels.DEFINITIONS_TITLE.in_(style.language), bold)
    row = 1
    for term, meaning in labels.DEFINITIONS:
        _write_text(sheet, row, 0, term.in_(style.language), formats(bold=True))
        _write_text(sheet, row, 1, meaning.in_(style.language), formats())
        row += 1
    _write_text(sheet, row + 1, 0, _said(evidence.title, style), bold)
    place = _write_rows(
        sheet, row + 2, evidence.columns, [tuple(r) for r in evidence.rows], formats, style, _WIDEST_EVIDENCE
    )
    _set_up_printing(sheet, place.header)
