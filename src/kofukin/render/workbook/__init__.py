"""An Excel workbook to hand out: the table as numbers one can calculate with, a chart of totals, and their sources.

Text is written as text, also where it begins with ``=``; an amount that the source does not state is a dash, which no
sum takes for 0. What is printed needs no screen: conditions and unit stand above the table, notes name no command, and
a chart is never cut by the end of a page. The same table gives the same bytes each time.
"""

import contextlib
import datetime
import io
import re
import zipfile
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from kofukin.errors import KofukinError
from kofukin.messages import errors, labels
from kofukin.render import Style, notes, people
from kofukin.render.workbook import charts, paper, sources
from kofukin.render.workbook.cells import (
    LINE_HEIGHT,
    Formats,
    Place,
    number_format,
    shown,
    text_of,
    write_rows,
    write_text,
    write_wide,
)
from kofukin.table import Table, Value, with_even_decimals

MOST_ROWS = 1_000_000
_WIDEST, _WIDEST_OF_MANY = 60, 30
_MANY_COLUMNS = 12
_HEADER = 3
_LARGER = 1.5
_NOTES_WIDTH = 76
"""So many characters at least do notes take across."""
_ROUNDING = 1e-9
"""What shares may be off by when they are added up."""
_DAY = re.compile(r"(20\d\d)[.-](\d\d?)[.-](\d\d?)(?!\d)")
_NO_DAY = datetime.datetime(2000, 1, 1)


def render_xlsx(table: Table, style: Style) -> bytes:
    """Return the workbook's bytes; raises KofukinError for more rows than a sheet holds."""
    table = with_even_decimals(table._replace(rows=tuple(table.rows)), style.unit)
    rows = [tuple(row) for row in table.rows]
    if len(rows) > MOST_ROWS:
        raise KofukinError(errors.TOO_MANY_ROWS(rows=len(rows), format="xlsx", most=MOST_ROWS), errors.NARROW_OR_CSV)
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = _day(table)
    book.set_properties({"created": day or _NO_DAY, "title": people.title(table, style)})
    formats = Formats(book)
    _write_answer(book, table, rows, formats, style)
    if table.evidence is not None:
        sources.write(book, table, table.evidence, formats, style)
    book.close()
    return buffer.getvalue() if day else _without_day(buffer)


def _day(table: Table) -> datetime.datetime | None:
    """Return the day that the data's version names, the last one of several; None where none is in the calendar."""
    days = []
    for version in table.versions:
        if named := _DAY.match(version):
            with contextlib.suppress(ValueError):
                days.append(datetime.datetime(*map(int, named.groups())))  # type: ignore[arg-type]
    return max(days, default=None)


def _without_day(buffer: io.BytesIO) -> bytes:
    """Return the workbook without a day on which it was made: the data names none, and any other would be wrong."""
    cleaned = io.BytesIO()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(cleaned, "w", zipfile.ZIP_DEFLATED) as bare:
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", b"", data)
            bare.writestr(entry, data)
    return cleaned.getvalue()


def _write_answer(book: Workbook, table: Table, rows: list[tuple[Value, ...]], formats: Formats, style: Style) -> None:
    """Write the table with its head, notes and chart; one that one page has no room for gets a sheet of its own."""
    name = table.sheet.in_(style.language)
    sheet = book.add_worksheet(name)
    place = _write_table(sheet, table, rows, formats, style)
    points = place.points + _write_head(sheet, table, place, formats, style)
    end = place.last + 1
    _write_subtotals(sheet, table, rows, place, formats, style)
    if rows and table.total is not None:
        _write_total(sheet, table, rows, place, formats, style)
        end, points = end + 1, points + LINE_HEIGHT
    points += _write_notes(sheet, table, end + 1, place.widths, formats, style) if rows else 0
    sheet.freeze_panes(place.first, 0)
    contents = paper.Sheet.of(place.widths, points)
    drawn = charts.of_totals(book, name, table, rows, place, style) if rows else None
    if drawn is None:
        paper.set_up(sheet, contents, place.header, title=people.title(table, style))
        return
    across = max(contents.across, _least_points())
    with_chart = contents._replace(across=across, down=points + 2 * LINE_HEIGHT + drawn.height * charts.POINTS_A_PIXEL)
    drawn.chart.set_size({"width": int(across / charts.POINTS_A_PIXEL), "height": drawn.height})
    options = {"description": drawn.title, "object_position": 3}
    fits = with_chart.fits_one_page()
    if fits:
        last = end + 2 + len(notes.grouped(table, style, printed=True))
        sheet.insert_chart(xl_rowcol_to_cell(last, 0), drawn.chart, options)
    else:
        _write_chart(book, table, drawn, options, formats, style)
    sized = with_chart if fits else contents
    paper.set_up(sheet, sized, place.header, on_one_page=fits, title=people.title(table, style))


def _least_points() -> float:
    return paper.points_of(_NOTES_WIDTH)


def _write_chart(
    book: Workbook, table: Table, drawn: charts.Drawn, options: dict[str, Any], formats: Formats, style: Style
) -> None:
    sheet = book.add_worksheet(labels.SHEET_CHART.in_(style.language))
    write_text(sheet, 0, 0, people.title(table, style), formats(bold=True, font_size=14))
    write_text(sheet, 1, 0, people.drawn(table, style), formats())
    width = 960
    drawn.chart.set_size({"width": width, "height": drawn.height})
    sheet.insert_chart("A4", drawn.chart, options)
    points = drawn.height * charts.POINTS_A_PIXEL
    paper.set_up(sheet, paper.Sheet(width * charts.POINTS_A_PIXEL, points), None, on_one_page=True)


def _write_head(sheet: Any, table: Table, place: Place, formats: Formats, style: Style) -> float:
    """Write title, conditions, data and unit, and return how high they are."""
    own = table._replace(asked=())
    room = paper.Room.beside(place.widths)
    large = formats(bold=True, font_size=14, text_wrap=True)
    title = write_wide(sheet, 0, room.first, people.title(own, style), large, room.widths, _NOTES_WIDTH, _LARGER)
    unit = people.unit(table, style)
    is_split = paper.Sheet.of(place.widths, 0).is_large  # the last column is then on another page
    said = people.provenance(table, style, *([unit] if is_split else []))
    asked = write_wide(sheet, 1, room.first, said, formats(text_wrap=True), room.widths, _NOTES_WIDTH)
    if unit and not is_split:
        write_text(sheet, 2, len(place.widths) - 1, unit, formats(align="right"))
    return title + asked + LINE_HEIGHT


def _write_table(sheet: Any, table: Table, rows: list[tuple[Value, ...]], formats: Formats, style: Style) -> Place:
    widest = _WIDEST_OF_MANY if len(table.columns) > _MANY_COLUMNS else _WIDEST
    place = write_rows(sheet, _HEADER, table.columns, rows, formats, style, widest)
    if rows:
        sheet.autofilter(place.header, 0, place.last, len(table.columns) - 1)
    else:
        write_text(sheet, place.first, 0, errors.NOTHING_MATCHED.in_(style.language), formats())
    return place


def _write_notes(sheet: Any, table: Table, row: int, widths: list[int], formats: Formats, style: Style) -> float:
    """Write a row for each group of notes, as wide as the table, and return how high they are."""
    points, room = float(LINE_HEIGHT), paper.Room.beside(widths)
    separator = "。" if style.language == "ja" else " "
    for number, (group, lines) in enumerate(notes.grouped(table, style, printed=True), start=row):
        said = separator.join(lines)
        text = labels.IN_PRINT(group=group, notes=said).in_(style.language) if group else said
        points += write_wide(sheet, number, room.first, text, formats(text_wrap=True), room.widths, _NOTES_WIDTH)
    return points


def _write_subtotals(
    sheet: Any, table: Table, rows: list[tuple[Value, ...]], place: Place, formats: Formats, style: Style
) -> None:
    """Write the sums of each group as live ones too: Excel leaves them out of the sums over everything."""
    first = 0
    for number in sorted(table.subtotals):
        for index, column in enumerate(table.columns):
            value = rows[number][index]
            if column.kind.is_number and column.adds_up and not column.names_group and isinstance(value, int | float):
                cells = xl_range(place.first + first, index, place.first + number - 1, index)
                cell_format = formats(num_format=number_format(column.kind, column.decimals, style), bold=True)
                amount = float(shown(value, column, style))
                sheet.write_formula(place.first + number, index, f"=SUBTOTAL(9,{cells})", cell_format, amount)
        first = number + 1


def _write_total(
    sheet: Any, table: Table, rows: list[tuple[Value, ...]], place: Place, formats: Formats, style: Style
) -> None:
    """Write the total row: live sums, each with its value for readers that do not calculate.

    A sum of more than the rows, such as of a list that is cut, stands as it is.
    """
    row = place.last + 1
    own = [entry for number, entry in enumerate(rows) if number not in table.subtotals]
    is_live = True
    for index, (column, total) in enumerate(zip(table.columns, table.total or (), strict=True)):
        values: list[Value] = [entry[index] for entry in own if isinstance(entry[index], int | float)]
        look = {"bold": True, "top": 1}
        if total == "" or column.names_group or not column.kind.is_number:
            sheet.write_blank(row, index, None, formats(**look))
        elif isinstance(total, int | float):
            number = shown(total, column, style)
            cell_format = formats(num_format=number_format(column.kind, column.decimals, style), **look)
            if values and column.adds_up and _adds_up(values, total):
                cells = xl_range(place.first, index, place.last, index)
                sheet.write_formula(row, index, f"=SUBTOTAL(9,{cells})", cell_format, float(number))
            else:
                is_live = False
                sheet.write_number(row, index, number, cell_format)
        else:
            write_text(sheet, row, index, text_of(total, column, style), formats(align="right", **look))
    named = people.total_place(table)
    if named is not None:
        label = labels.TOTAL if is_live else table.total_label
        write_text(sheet, row, named, label.in_(style.language), formats(bold=True, top=1))


def _adds_up(values: list[Value], total: float) -> bool:
    added = sum(value for value in values if isinstance(value, int | float))
    return abs(added - total) < _ROUNDING
