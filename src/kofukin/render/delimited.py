"""CSV (RFC 4180) and TSV: field names and exact values, one header row also when nothing matched.

For Excel people's words stand under people's labels, amounts and counts are numbers, and what Excel would turn into a
number or a date (011002, 1/2, H29.11) is held as text by the one form that a double click respects: ``="011002"``.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from kofukin.model.amounts import Unit
from kofukin.render import Style
from kofukin.table import Column, Kind, Row, Table, Value, joined
from kofukin.text.formulas import guarded

_ROWS_A_PIECE = 500
_EXCEL_CONVERTS = r"[+-]?[0-9０-９.,]+([eE][+-]?[0-9]+)?%?|[MTSHRmtshr]?[0-9０-９]+[-/.:][-/.:0-9０-９]*"


def render_csv(table: Table, style: Style) -> Iterator[str]:
    """Yield CSV; a text cell that a spreadsheet would run as a formula gets a leading ``'`` unless ``style.raw``."""
    return _render(table, style, csv.writer, csv.excel)


def csv_lines(table: Table, style: Style) -> Iterator[str]:
    """Yield the same CSV record by record, the heading first."""
    return _render(table, style, csv.writer, csv.excel, rows_a_piece=1)


def render_tsv(table: Table, style: Style) -> Iterator[str]:
    """Yield the same with tabs between the cells and plain line feeds, as ``cut`` and ``awk`` expect."""
    return _render(table, style, _LineFeedWriter, csv.excel_tab)


class _LineFeedWriter:
    """A csv writer whose lines end in LF; csv's own does not quote a lone CR when told to end lines so."""

    def __init__(self, buffer: io.StringIO, dialect: type[csv.Dialect]) -> None:
        self._buffer = buffer
        self._writer = csv.writer(buffer, dialect)

    def writerow(self, values: Iterable[Value]) -> None:
        self._writer.writerow(values)
        self._buffer.truncate(self._buffer.seek(self._buffer.tell() - 2))
        self._buffer.write("\n")


def _render(
    table: Table,
    style: Style,
    make_writer: Callable[..., Any],
    dialect: type[csv.Dialect],
    rows_a_piece: int = _ROWS_A_PIECE,
) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = make_writer(buffer, dialect)
    writer.writerow([_heading(column, style) for column in table.columns])
    lists = [index for index, column in enumerate(table.columns) if column.kind in (Kind.LIST, Kind.ANY)]
    rows = table.rows if style.unit is Unit.YEN else _plain_decimals(table)
    for number, row in enumerate(rows):
        if number % rows_a_piece == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
        writer.writerow(_for_excel(row, table.columns, style) if style.excel else _cells(row, lists, style))
    yield buffer.getvalue()


def _plain_decimals(table: Table) -> Iterator[Row]:
    """Yield the rows with parts of a unit written out: 0.00000001 and not 1E-8."""
    amounts = [index for index, column in enumerate(table.columns) if column.kind is Kind.YEN]
    for row in table.rows:
        values = list(row)
        for index in amounts:
            if (value := values[index]) is not None and not isinstance(value, int):
                values[index] = f"{value:f}"
        yield tuple(values)


def _heading(column: Column, style: Style) -> str:
    """Return the field's name; for Excel its label, with the unit that no note under a CSV can give."""
    if not style.excel:
        return column.name if style.raw else guarded(column.name)
    from kofukin.messages import labels  # a CSV for machines needs none of this
    from kofukin.render import people

    label = people.label(column, style)
    label = label if style.raw else guarded(label)
    if column.kind is not Kind.YEN:
        return label
    return labels.WITH_UNIT(label=label, unit=style.unit.label).in_(style.language)


def _cells(row: Row, lists: list[int], style: Style) -> Sequence[Value]:
    """Return a row's values so that a program reads them as they are."""
    values = list(row)
    for index in lists:
        if isinstance(value := values[index], tuple):
            values[index] = joined(value)
    if style.raw:
        return values
    return [guarded(value) if isinstance(value, str) else value for value in values]


def _for_excel(row: Row, columns: Sequence[Column], style: Style) -> Sequence[Value]:
    """Return a row's values so that a spreadsheet shows them as people read them, and unknown ones empty."""
    from kofukin.render.people import percent  # plain CSV starts without people's words

    values: list[Value] = []
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, float) and column.kind in (Kind.SHARE, Kind.RATE):
            values.append(percent(value))
        elif isinstance(value, str | tuple):
            values.append(_as_text(_worded(value, column, style), style))
        else:
            values.append(value)
    return values


def _worded(value: str | tuple[str, ...], column: Column, style: Style) -> str:
    if isinstance(value, tuple):
        return ("、" if style.language == "ja" else ", ").join(_worded(item, column, style) for item in value)
    return column.vocabulary[value].in_(style.language) if value in column.vocabulary else value


def _as_text(text: str, style: Style) -> str:
    if re.fullmatch(_EXCEL_CONVERTS, text.strip()):
        return f'="{text}"'
    return text if style.raw else guarded(text)
