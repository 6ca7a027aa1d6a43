"""A chart of totals that Excel draws from the cells of their table."""

import math
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from kofukin.messages import labels
from kofukin.model.amounts import Unit
from kofukin.render import Style, palette, people
from kofukin.render.workbook.cells import Place, number_format
from kofukin.table import Kind, Table, Value

_MOST_BARS, _MOST_SERIES = 40, 10
_GRID = {"visible": True, "line": {"color": "#D9D9D9"}}
_EDGE = {"color": "#FFFFFF", "width": 0.75}
POINTS_A_PIXEL = 0.75


class Drawn(NamedTuple):
    """A chart with its height in pixels."""

    chart: Any
    height: int
    title: str


class _Series(NamedTuple):
    name: str
    names: str
    values: str
    color: str
    known: list[bool]
    colors: list[str] | None = None


def of_totals(
    book: Workbook, sheet: str, table: Table, rows: list[tuple[Value, ...]], place: Place, style: Style
) -> Drawn | None:
    """Return a chart of the groups' national funds from zero on; None where there are no groups or no funds.

    Years stand side by side in their order, all else below each other in the table's; what totals are laid out across
    is stacked. What is not known has no label, and is not 0.
    """
    groups = [index for index, column in enumerate(table.columns) if column.names_group]
    across = [index for index, column in enumerate(table.columns) if column.across]
    value = next((index for index, column in enumerate(table.columns) if column.name == "national_funds_yen"), None)
    if not groups or (value is None and not across):
        return None
    numbers = [number for number in range(len(rows)) if number not in table.subtotals]
    cells = _Cells(sheet, table, rows, numbers[:_MOST_BARS], place, style)
    is_of_years = across and table.columns[across[0]].across == "year" and len(numbers) <= _MOST_SERIES
    if is_of_years:
        series, bars = [cells.row(number, groups[0], across) for number in numbers], len(across)
    elif 0 < len(across) <= _MOST_SERIES:
        series, bars = [cells.column(index, groups) for index in across], len(cells.numbers)
    elif value is None:
        return None
    else:
        series, bars = [cells.column(value, groups, is_alone=True)], len(cells.numbers)
    upright = bool(is_of_years) or table.columns[groups[0]].name in ("era_year", "fiscal_year")
    title = labels.CHART_TITLE(unit=style.unit.label).in_(style.language)
    if len(numbers) > _MOST_BARS and not is_of_years:
        title = labels.CHART_FIRST(name=title, count=_MOST_BARS).in_(style.language)
    chart = book.add_chart(
        {"type": "column" if upright else "bar", **({"subtype": "stacked"} if len(series) > 1 else {})}
    )
    places = [*across, *([value] if value is not None else [])]
    label = number_format(Kind.YEN, max(table.columns[index].decimals for index in places), style)
    for one in series:
        chart.add_series(_options(one, label, is_stacked=len(series) > 1))
    amounts = [0, *(amount for row in rows for index in places if isinstance(amount := row[index], int))]
    _lay_out(chart, title, upright, len(series), _axis(amounts, style))
    height = 340 if upright else 110 + 34 * bars + (30 if len(series) > 1 else 0)
    return Drawn(chart, height, title)


class _Cells:
    """Where the names and amounts of a table stand on its sheet; ``numbers`` are the rows that the chart shows."""

    def __init__(
        self, sheet: str, table: Table, rows: list[tuple[Value, ...]], numbers: list[int], place: Place, style: Style
    ) -> None:
        self.sheet, self.table, self.rows, self.numbers = sheet, table, rows, numbers
        self.place, self.style = place, style

    def _at(self, top: int, left: int, bottom: int, right: int) -> str:
        return f"='{self.sheet}'!{xl_range_abs(top, left, bottom, right)}"

    def _down(self, left: int, right: int) -> str:
        """Return the cells of the rows that are shown, in pieces where subtotals stand between them."""
        first = self.place.first
        begin = [number for number in self.numbers if number - 1 not in self.numbers]
        end = [number for number in self.numbers if number + 1 not in self.numbers]
        pieces = [self._at(first + top, left, first + last, right) for top, last in zip(begin, end, strict=True)]
        return pieces[0] if len(pieces) == 1 else f"=({','.join(piece.removeprefix('=') for piece in pieces)})"

    def column(self, index: int, groups: list[int], is_alone: bool = False) -> _Series:
        column = self.table.columns[index]
        rows = [self.rows[number] for number in self.numbers]
        program = next((place for place in groups if self.table.columns[place].name == "program"), None)
        return _Series(
            people.label(column, self.style),
            self._down(groups[0], groups[-1]),
            self._down(index, index),
            self._color_across(index),
            [row[index] is not None for row in rows],
            [self._color_of(row[program]) for row in rows] if is_alone and program is not None else None,
        )

    def row(self, number: int, group: int, across: list[int]) -> _Series:
        top, header = self.place.first + number, self.place.header
        column = self.table.columns[group]
        value = self.rows[number][group]
        color = self._color_of(value) if column.name == "program" else palette.of_place(number)
        return _Series(
            people.cell(value, column, self.style),
            self._at(header, across[0], header, across[-1]),
            self._at(top, across[0], top, across[-1]),
            color,
            [self.rows[number][index] is not None for index in across],
        )

    def _color_of(self, program: Value) -> str:
        return palette.of_program(program, self.table.programs)

    def _color_across(self, index: int) -> str:
        column = self.table.columns[index]
        if not column.across:
            return palette.PLAIN
        if column.across == "program":
            return self._color_of(column.key)
        return palette.of_place([own.name for own in self.table.columns if own.across].index(column.name))


def _options(series: _Series, label: str, is_stacked: bool) -> dict[str, Any]:
    unknown = [None if known else {"delete": True} for known in series.known]
    data_labels = {"value": True, "num_format": label, "custom": unknown}
    if is_stacked:
        ink = "#FFFFFF" if series.color in palette.WHITE_ON else "#1A1A1A"
        data_labels |= {"position": "center", "font": {"color": ink}}
    options: dict[str, Any] = {
        "name": series.name,
        "categories": series.names,
        "values": series.values,
        "fill": {"color": series.color},
        "border": _EDGE,
        "data_labels": data_labels,
        "gap": 60,
    }
    if series.colors:
        options["points"] = [{"fill": {"color": color}, "border": _EDGE} for color in series.colors]
    return options | ({"overlap": 100} if is_stacked else {})


def _axis(amounts: list[int], style: Style) -> dict[str, Any]:
    """Return an axis for ``amounts``, with the decimals that a tenth of the largest needs: the marks are no closer."""
    decimals = _decimals_between_marks(max(map(abs, amounts)), style.unit)
    axis = {"num_format": number_format(Kind.YEN, decimals, style), "major_gridlines": _GRID}
    return axis | ({"min": 0} if min(amounts) >= 0 else {})


def _decimals_between_marks(yen: int, unit: Unit) -> int:
    return max(0, -math.floor(math.log10(yen / 10 / unit.value))) if yen and unit is not Unit.YEN else 0


def _lay_out(chart: Any, title: str, upright: bool, series: int, amounts: dict[str, Any]) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_legend({"position": "bottom"} if series > 1 else {"none": True})
    names: dict[str, Any] = {"label_position": "low"}
    if upright:
        chart.set_x_axis(names)
        chart.set_y_axis(amounts)
    else:
        # Reversed, the first row stands on top, and "high" is the lower end of the other axis.
        chart.set_y_axis({"reverse": True, **names})
        chart.set_x_axis(amounts | {"label_position": "high"})
