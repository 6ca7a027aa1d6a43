"""CSV (RFC 4180) and TSV: field names and exact values, one header row also when nothing matched."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kofukin.render import Style
from kofukin.table import Kind, Table, Value

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS_A_PIECE = 500


def render_csv(table: Table, style: Style) -> Iterator[str]:
    """Yield CSV; a text cell that a spreadsheet would run as a formula gets a leading ``'`` unless ``style.raw``."""
    return _render(table, style, csv.writer, csv.excel)


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


def _render(table: Table, style: Style, make_writer: Callable[..., Any], dialect: type[csv.Dialect]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = make_writer(buffer, dialect)
    writer.writerow([column.name for column in table.columns])
    lists = [index for index, column in enumerate(table.columns) if column.kind is Kind.LIST]
    for number, row in enumerate(table.rows, start=1):
        values = list(row)
        for index in lists:
            values[index] = _joined(values[index])
        writer.writerow(values if style.raw else map(_guarded, values))
        if number % _ROWS_A_PIECE == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _joined(value: Value) -> Value:
    return ";".join(value) if isinstance(value, tuple) else value


def _guarded(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value
