"""A table for people's eyes: fits a terminal's window, is as wide as it needs elsewhere. The only module with rich.

Rules are plain hyphens and the bar stands last, because many Japanese terminals draw box characters two columns wide.
"""

import io
from collections.abc import Iterator

from rich.box import Box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kofukin.display_width import display_width, wrap
from kofukin.render import Style, people
from kofukin.table import Column, Kind, Table

_LINES = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)
_NARROWEST_TEXT = 16
_WIDEST_BAR = 10
_GAP = 2


def render_table(table: Table, style: Style) -> Iterator[str]:
    """Yield the table and the notes under it; ids and amounts are never cut, names are wrapped."""
    table = table._replace(rows=tuple(table.rows))
    rows = [people.cells(row, table, style) for row in table.rows]
    if not rows:
        return
    yield from _table(table, rows, style)
    notes = people.notes(table, style)
    if notes:
        yield "\n"
    for note in notes:
        yield "\n".join(wrap(note, style.width) if style.width else [note]) + "\n"


def _table(table: Table, rows: list[list[str]], style: Style) -> Iterator[str]:
    totals = people.total_cells(table, style)
    every_row = [*rows, totals] if totals else rows
    labels = [people.label(column, style) for column in table.columns]
    naturals = [
        max(display_width(text) for text in (label, *(row[index] for row in every_row)))
        for index, label in enumerate(labels)
    ]
    shares = _bars(table, style)
    widths = _fitted(table.columns, naturals, style.width)
    grid = RichTable(box=_LINES, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), header_style="bold")
    for index, column in enumerate(table.columns):
        grid.add_column(
            Text(labels[index].rjust(widths[index] - display_width(labels[index]) + len(labels[index])))
            if column.kind is Kind.SHARE
            else Text(labels[index]),
            footer="",
            justify="right" if column.kind.is_number and column.kind is not Kind.SHARE else "left",
            width=widths[index] + (_WIDEST_BAR + 1 if column.kind is Kind.SHARE else 0),
            overflow="fold",
            no_wrap=not _wraps(column),
        )
    for row, bar in zip(rows, shares or [""] * len(rows), strict=True):
        grid.add_row(*_texts(row, table.columns, widths, bar))
    if totals:
        grid.add_section()
        grid.add_row(*_texts(totals, table.columns, widths, ""), style="bold")
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=sum(widths) + (_WIDEST_BAR + 3) + _GAP * len(widths),
        color_system="standard" if style.color else None,
        force_terminal=style.color,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        _environ={},
    )
    console.print(grid)
    for line in buffer.getvalue().splitlines():
        yield line.rstrip() + "\n"


def _wraps(column: Column) -> bool:
    return column.kind in (Kind.TEXT, Kind.LIST)


def _fitted(columns: tuple[Column, ...], naturals: list[int], window: int | None) -> list[int]:
    """Return the columns' widths: what they need, the free texts narrowed in turn until the window holds the line."""
    widths = list(naturals)
    if window is None:
        return widths
    bar = sum(_WIDEST_BAR + 1 for column in columns if column.kind is Kind.SHARE)
    excess = sum(widths) + _GAP * (len(widths) - 1) + bar - window
    wrapping = [index for index, column in enumerate(columns) if _wraps(column)]
    while excess > 0 and (wide := [index for index in wrapping if widths[index] > _NARROWEST_TEXT]):
        widest = max(wide, key=lambda index: widths[index])
        widths[widest] -= 1
        excess -= 1
    return widths


def _texts(row: list[str], columns: tuple[Column, ...], widths: list[int], bar: str) -> list[Text]:
    texts = []
    for text, column, width in zip(row, columns, widths, strict=True):
        if column.kind is Kind.SHARE:
            texts.append(Text(" " * (width - display_width(text)) + text + " ").append(bar, style="cyan"))
        else:
            texts.append(Text("\n".join(wrap(text, width)) if _wraps(column) else text))
    return texts


def _bars(table: Table, style: Style) -> list[str]:
    """Return a bar for each row's share, the largest share the longest; none where no column is a share."""
    index = next((i for i, column in enumerate(table.columns) if column.kind is Kind.SHARE), None)
    if index is None:
        return []
    block = "█" if style.encoding == "utf-8" else "#"
    return [
        block * max(1, round(share * _WIDEST_BAR)) if isinstance(share := row[index], float) and share > 0 else ""
        for row in table.rows
    ]
