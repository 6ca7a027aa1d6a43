"""The totals by one dimension, each group with a bar; by year the bar is made of the programs."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kofukin import answer, query
from kofukin.filters import Filters
from kofukin.messages import labels
from kofukin.render import Style, people
from kofukin.table import Table, Value, with_decimals

MOST_BODIES = 10
"""Of many bodies those with most national funds stand alone, and the others together as one row."""
_COLORS = 8
"""As many as the style sheet has; a dataset with more programs begins again."""
COLUMN_OF = {"year": "era_year"}
"""The column of people's tables that names the groups of a dimension, where it is called otherwise."""
_FUNDS = "national_funds_yen"


class Choice(NamedTuple):
    """A group: its value, as an address names it, its name as people read it, and the number of its colour if any."""

    value: str
    text: str
    color: int | None


class Bar(NamedTuple):
    """A part of a bar, in hundredths of the longest one: where it begins, how long it is, and its colour."""

    start: float
    length: float
    color: int | None


class Row(NamedTuple):
    cells: list[str]
    bars: list[Bar]
    color: int | None


class _Part(NamedTuple):
    """Yen that a bar shows, and the number of their colour."""

    yen: int
    color: int | None


class Group(NamedTuple):
    """The groups of a dimension in order; ``choices`` are all of them, ``rows`` what the page shows at first.

    ``most``: how many stand alone at most, 0 for all.
    """

    dimension: str
    headings: list[str]
    choices: list[Choice]
    rows: list[Row]
    total: list[str]
    most: int


def groups(connection: sqlite3.Connection, filters: Filters, style: Style, decimals: int) -> list[Group]:
    """Return the totals by program, year and application, and by body where there are several.

    ``decimals`` are those of every amount in the page.
    """
    colors = {program: place % _COLORS for place, program in enumerate(query.program_vocabulary(connection))}
    dimensions = ["program", "year", "application"]
    if query.summary(connection, filters).municipality is None:
        dimensions.append("municipality")
    return [_group(connection, filters, style, decimals, dimension, colors) for dimension in dimensions]


def _group(
    connection: sqlite3.Connection,
    filters: Filters,
    style: Style,
    decimals: int,
    dimension: str,
    colors: Mapping[str, int],
) -> Group:
    # also columns that no group has anything in: the script adds up in all of them
    columns = (query.DIMENSIONS[dimension].shown, *answer.PEOPLES_MEASURES)
    table = answer.totals(connection, filters, (dimension,), columns, (), people=True)
    table = with_decimals(table._replace(rows=tuple(table.rows)), decimals)
    choices = [
        Choice(
            "" if row[0] is None else str(row[0]),
            people.cell(row[0], table.columns[0], style),
            colors.get(str(row[0])) if dimension == "program" else None,
        )
        for row in table.rows
    ]
    parts = _programs_of_years(connection, filters, colors) if dimension == "year" else {}
    most = MOST_BODIES if dimension == "municipality" and len(choices) > MOST_BODIES + 1 else 0
    return Group(
        dimension,
        [people.label(column, style) for column in table.columns],
        choices,
        _rows(table, choices, parts, most, style),
        people.total_cells(table, style),
        most,
    )


def _programs_of_years(
    connection: sqlite3.Connection, filters: Filters, colors: Mapping[str, int]
) -> dict[Value, list[_Part]]:
    """Return the national funds of each year's programs above 0, each with its colour, by the year as people read."""
    table = answer.totals(connection, filters, ("program", "year"), None, (), people=True)
    names = [column.name for column in table.columns]
    program, year, funds = (names.index(name) for name in ("program", "era_year", _FUNDS))
    parts: dict[Value, list[_Part]] = {}
    for row in table.rows:
        if isinstance(yen := row[funds], int) and yen > 0:
            parts.setdefault(row[year], []).append(_Part(yen, colors.get(str(row[program]))))
    return parts


def _rows(
    table: Table, choices: Sequence[Choice], parts: Mapping[Value, list[_Part]], most: int, style: Style
) -> list[Row]:
    names = [column.name for column in table.columns]
    funds = names.index(_FUNDS)
    rows, rest = list(zip(table.rows, choices, strict=True)), []
    if most:
        ordered = sorted(rows, key=lambda row: _least_last(row[0][funds]))
        rows, rest = ordered[:most], [row for row, _ in ordered[most:]]
    made = [(row, people.cells(row, table, style), parts.get(row[0]), choice.color) for row, choice in rows]
    drawn = [(_drawn(row[funds], part, color), cells, color) for row, cells, part, color in made]
    longest = max((sum(yen for yen, _ in bars) for bars, *_ in drawn), default=0)
    shown = [Row(cells, _bars(bars, longest), color) for bars, cells, color in drawn]
    if rest:
        shown.append(Row(_rest(rest, table, style), [], None))
    return shown


def _least_last(yen: Value) -> float:
    return -yen if isinstance(yen, int) else float("inf")


def _drawn(yen: Value, part: list[_Part] | None, color: int | None) -> list[_Part]:
    if part is not None:
        return part
    return [_Part(yen, color)] if isinstance(yen, int) and yen > 0 else []


def _bars(parts: Sequence[_Part], longest: int) -> list[Bar]:
    bars, start = [], 0
    for yen, color in parts:
        bars.append(Bar(_hundredths(start, longest), _hundredths(yen, longest), color))
        start += yen
    return bars


def _hundredths(yen: int, longest: int) -> float:
    return yen * 10_000 // longest / 100


def _rest(rows: Sequence[Sequence[Value]], table: Table, style: Style) -> list[str]:
    """Return the cells of all other groups together; what none of them states stays unknown."""
    cells = [labels.REPORT["others"](count=f"{len(rows):,}").in_(style.language)]
    for place, column in enumerate(table.columns[1:], start=1):
        stated = [row[place] for row in rows if row[place] is not None]
        summed = sum(stated) if stated else None  # type: ignore[arg-type]
        cells.append(people.cell(summed, column, style))
    return cells
