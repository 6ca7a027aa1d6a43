"""A table for people's eyes: fits a terminal's window, is as wide as it needs elsewhere.

Rules are plain hyphens and the bar stands last, because many Japanese terminals draw box characters two columns wide.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kofukin.display_width import display_width, wrap
from kofukin.render import Style, people
from kofukin.table import Column, Kind, Table

_COMFORTABLE_TEXT = 20
_NARROWEST_TEXT = 14
_WIDEST_BAR = 10
BAR_WIDTH = _WIDEST_BAR + 1
_GAP = 2
_NARROW_GAP = 1
_MOST_FOR_RICH = 500


class Layout(NamedTuple):
    """The columns' widths and the gap between them, in terminal columns, and whether a window made them narrower."""

    widths: list[int]
    gap: int
    is_narrowed: bool = True


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
    layout = _fitted(table.columns, labels, every_row, style.width)
    bars = _bars(table, style) or [""] * len(rows)
    if len(rows) > _MOST_FOR_RICH:
        yield from _plain(table.columns, labels, rows, totals, bars, layout)
        return
    from kofukin.render import rich_table  # takes as long to load as all else together, and a long table needs none

    yield from rich_table.lines(table.columns, labels, rows, totals, bars, layout, style)


def _plain(
    columns: tuple[Column, ...],
    labels: list[str],
    rows: list[list[str]],
    totals: list[str],
    bars: list[str],
    layout: Layout,
) -> Iterator[str]:
    """Yield the same lines without rich, which takes half a millisecond for each row of a long table."""
    rule = "-" * (sum(layout.widths) + layout.gap * (len(columns) - 1) + (BAR_WIDTH if any(bars) else 0)) + "\n"
    cells = [
        _Cells(width, column.kind.is_number, column.kind is Kind.SHARE)
        for column, width in zip(columns, layout.widths, strict=True)
    ]
    yield from _plain_row(labels, cells, layout, "", bottom=True)
    yield rule
    for row, bar in zip(rows, bars, strict=True):
        yield from _plain_row(row, cells, layout, bar)
    if totals:
        yield rule
        yield from _plain_row(totals, cells, layout, "")


class _Cells(NamedTuple):
    """What a column's cells have in common."""

    width: int
    is_number: bool
    has_bar: bool


def _plain_row(texts: list[str], cells: list[_Cells], layout: Layout, bar: str, bottom: bool = False) -> Iterator[str]:
    if layout.is_narrowed:
        lines = [wrap(text, cell.width) for text, cell in zip(texts, cells, strict=True)]
    else:
        lines = [[text] for text in texts]
    height = max(map(len, lines))
    for line in range(height):
        pieces = []
        for (width, is_number, has_bar), own in zip(cells, lines, strict=True):
            index = line - (height - len(own)) if bottom else line
            text = own[index] if 0 <= index < len(own) else ""
            space = " " * (width - display_width(text))
            pieces.append(space + text if is_number else text + space)
            if has_bar:
                pieces[-1] += f" {bar if line == 0 else ''}"
        yield (" " * layout.gap).join(pieces).rstrip() + "\n"


def _fitted(columns: tuple[Column, ...], labels: list[str], rows: list[list[str]], window: int | None) -> Layout:
    """Return the columns' widths and the gap between them: what they need, narrowed until the window holds a line.

    First free text gives way, then headings and words are wrapped at their spaces, then the gap goes, then free text
    again. Ids and amounts never do; a window that is too narrow for them gets lines longer than itself.
    """
    cells = [[row[index] for row in rows] for index in range(len(columns))]
    widths = [max(map(display_width, [label, *own])) for label, own in zip(labels, cells, strict=True)]
    if window is None:
        return Layout(widths, _GAP, is_narrowed=False)
    wraps = [column.kind in (Kind.TEXT, Kind.LIST) for column in columns]
    free = [index for index, wrapped in enumerate(wraps) if wrapped]
    fixed = [index for index, wrapped in enumerate(wraps) if not wrapped]
    narrowest = [
        max(_longest_word([label]), _longest_word(own) if column.vocabulary else max(map(display_width, own)))
        for label, own, column in zip(labels, cells, columns, strict=True)
    ]
    bar = sum(BAR_WIDTH for column in columns if column.kind is Kind.SHARE)
    for gap, places, least in (
        (_GAP, free, [_COMFORTABLE_TEXT] * len(columns)),
        (_GAP, fixed, narrowest),
        (_NARROW_GAP, free, [_NARROWEST_TEXT] * len(columns)),
    ):
        _narrow(widths, places, least, window - bar - gap * (len(columns) - 1))
        if sum(widths) <= window - bar - gap * (len(columns) - 1):
            return Layout(widths, gap)
    return Layout(widths, _NARROW_GAP)


def _narrow(widths: list[int], places: list[int], least: list[int], room: int) -> None:
    """Take columns from the widest of ``places`` until all fit the room, or none is above its least."""
    while sum(widths) > room and (wide := [index for index in places if widths[index] > least[index]]):
        widths[max(wide, key=lambda index: widths[index])] -= 1


def _longest_word(texts: list[str]) -> int:
    return max(display_width(word) for text in texts for word in text.split(" "))


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
