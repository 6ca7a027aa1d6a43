"""Cells of a sheet: numbers as numbers, all else as text, and columns and rows as large as they need."""

from typing import Any, NamedTuple

from xlsxwriter import Workbook

from kofukin.errors import KofukinError
from kofukin.messages import errors
from kofukin.model.amounts import in_unit
from kofukin.render import Style, people
from kofukin.table import Column, Kind, Value
from kofukin.text.display_width import display_width, wrap

LINE_HEIGHT = 18
NARROWEST = 6
_USUAL_WIDTH = 8
"""Of a column that nobody set, in whole characters."""
_FONT = "游ゴシック"
_WIDEST_TEXT, _COMFORTABLE_LINES = 60, 6
_SHORT_LABEL = 14
"""One that takes no second line; a longer one makes no column wide that holds short numbers."""
_LONGEST_TEXT = 32_767
"""Of a cell, in UTF-16 code units, as Excel counts."""
_WIDEST_COLUMN, _HIGHEST_ROW = 255, 409
"""What Excel can show."""
_HEAD = "#E8EEF4"


class Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", "font_name": _FONT, **properties})
        return self._made[key]


class Place(NamedTuple):
    """Where the table's cells stand on the sheet, by 0-based rows, how wide they are, and how high all rows are."""

    header: int
    first: int
    last: int
    widths: list[int]
    points: float = 0


def write_text(sheet: Any, row: int, index: int, text: str, cell_format: Any) -> None:
    """Write a text; raises KofukinError for one that a cell does not hold, which XlsxWriter would cut in silence."""
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > _LONGEST_TEXT:
        reason = errors.TEXT_TOO_LONG(length=f"{length:,}", most=f"{_LONGEST_TEXT:,}", beginning=text[:30])
        raise KofukinError(reason, errors.CSV_HOLDS_IT)
    sheet.write_string(row, index, text, cell_format)


def number_format(kind: Kind, decimals: int, style: Style) -> str:
    """Return Excel's format of a kind of number: less than nothing as accountants write it, △1,200 or (1,200).

    In a column of any kind of value the numbers are amounts.
    """
    if kind in (Kind.YEN, Kind.ANY):
        plain = "#,##0" + ("." + "0" * decimals if decimals else "")
    else:
        plain = "0" if kind is Kind.INTEGER else "0.0%"
    return f'{plain};"△"{plain}' if style.language == "ja" else f"{plain};({plain})"


def _may_hold_numbers(column: Column) -> bool:
    return column.kind.is_number or column.kind is Kind.ANY


def shown(value: Value, column: Column, style: Style) -> Any:
    """Return a number in the style's unit."""
    return in_unit(value, style.unit) if column.kind is Kind.YEN and isinstance(value, int) else value


def text_of(value: Value, column: Column, style: Style) -> str:
    """Return what a cell that is no number says; what is not known is a dash, which no sum takes for 0."""
    text = people.cell(value, column, style)
    return "－" if text == people.UNKNOWN and style.language == "ja" else text


def write_rows(
    sheet: Any,
    header: int,
    columns: tuple[Column, ...],
    rows: list[tuple[Value, ...]],
    formats: Formats,
    style: Style,
    widest: int,
) -> Place:
    """Write a header and rows; free text wider than ``widest`` is wrapped and its row made as high as it needs."""
    by_column = [[row[index] for row in rows] for index in range(len(columns))]
    widths = [_width(column, values, style, widest) for column, values in zip(columns, by_column, strict=True)]
    shapes = [
        number_format(column.kind, column.decimals, style) if _may_hold_numbers(column) else "@" for column in columns
    ]
    indents = [
        {"indent": 1, "align": "left"} if before.kind.is_number and not column.kind.is_number else {}
        for before, column in zip((columns[0], *columns), columns, strict=False)
    ]
    lines = 1
    for index, column in enumerate(columns):
        align = "right" if column.kind.is_number else "left"
        head = formats(
            **{"bold": True, "bottom": 1, "bg_color": _HEAD, "align": align, "text_wrap": True} | indents[index]
        )
        label = people.label(column, style)
        lines = max(lines, len(wrap(label, widths[index] - 1)))
        write_text(sheet, header, index, label, head)
        sheet.set_column(index, index, widths[index])
    points = set_height(sheet, header, lines)
    for number, row in enumerate(rows, start=header + 1):
        lines = 1
        for index, (value, column) in enumerate(zip(row, columns, strict=True)):
            write_cell(sheet, number, index, value, column, formats, style, shapes[index], **indents[index])
            if isinstance(value, str) and len(value) * 2 > widths[index] - 2:
                lines = max(lines, len(wrap(people.cell(value, column, style), widths[index] - 2)))
        points += set_height(sheet, number, lines)
    return Place(header, header + 1, header + max(1, len(rows)), widths, points)


def set_height(sheet: Any, row: int, lines: float) -> float:
    """Make a row so many lines high, and return its height in points."""
    points = min(_HIGHEST_ROW, LINE_HEIGHT * lines)
    sheet.set_row(row, points)
    return points


def write_cell(
    sheet: Any,
    row: int,
    index: int,
    value: Value,
    column: Column,
    formats: Formats,
    style: Style,
    shape: str,
    **more: object,
) -> None:
    """Write a number as a number and all else as text."""
    if isinstance(value, int | float) and _may_hold_numbers(column):
        sheet.write_number(row, index, shown(value, column, style), formats(num_format=shape, **more))
    else:
        alignment = {"align": "right"} if column.kind.is_number else {"text_wrap": column.kind is not Kind.CODE}
        write_text(sheet, row, index, text_of(value, column, style), formats(num_format="@", **alignment, **more))


def _width(column: Column, values: list[Value], style: Style, widest: int) -> int:
    """Return a width in characters that holds every id and number and most text, from East Asian widths.

    Free text is wider than ``widest`` only where it would take many lines.
    """
    label = people.label(column, style)
    natural = max([NARROWEST, *(display_width(people.cell(value, column, style)) for value in values)]) + 2
    if column.kind in (Kind.TEXT, Kind.LIST, Kind.ANY):
        natural = min(natural, max(widest, min(_WIDEST_TEXT, natural // _COMFORTABLE_LINES)))
    if display_width(label) <= _SHORT_LABEL or not values:
        return max(natural, display_width(label) + 2)
    halves = wrap(label, max(NARROWEST, (display_width(label) + 1) // 2 + 1))
    return min(_WIDEST_COLUMN, max(natural, *(display_width(half) + 3 for half in halves)))


def write_wide(
    sheet: Any, row: int, first: int, text: str, cell_format: Any, widths: list[int], least: int, larger: float = 1
) -> float:
    """Write a text from column ``first`` over all columns, ``least`` characters wide at least; return its height.

    Columns beside the table are as wide as Excel makes them. ``larger``: than the letters of cells.
    """
    columns = list(widths[first:])
    while sum(columns) < least:
        columns.append(_USUAL_WIDTH)
    if len(columns) > 1:
        sheet.merge_range(row, first, row, first + len(columns) - 1, "", cell_format)
    write_text(sheet, row, first, text, cell_format)
    return set_height(sheet, row, larger * len(wrap(text, max(NARROWEST, int((sum(columns) - 4) / larger)))))
