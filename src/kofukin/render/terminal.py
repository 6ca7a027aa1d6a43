"""A table for people's eyes: fits a terminal's window, is as wide as it needs elsewhere.

Rules are plain hyphens and the bar stands last, because many Japanese terminals draw box characters two columns wide.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kofukin.render import Style, people
from kofukin.table import Column, Kind, Table
from kofukin.text.display_width import display_width, wrap

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
    rows = people.rows_of_cells(table, style)
    if not rows:
        return
    yield from _table(table, rows, style)
    notes = people.notes(table, style)
    if notes:
        yield "\n"
    for note in notes:
        yield "\n".join(wrap(note, style.width) if style.width else [note]) + "\n"


class _Texts(NamedTuple):
    """A column's label and its cells from top to bottom, the total last, with the width of each."""

    column: Column
    label: str
    cells: Sequence[str]
    widths: Sequence[int]

    @property
    def wraps(self) -> bool:
        """Whether it is free text, which may take several lines."""
        return self.column.kind in (Kind.TEXT, Kind.LIST)


def _table(table: Table, rows: list[list[str]], style: Style) -> Iterator[str]:
    totals = people.total_cells(table, style)
    by_column = zip(*rows, totals, strict=True) if totals else zip(*rows, strict=True)
    texts = [
        _Texts(column, people.label(column, style), own, [*map(display_width, own)])
        for column, own in zip(table.columns, by_column, strict=True)
    ]
    bars = _bars(table, style) or [""] * len(rows)
    for number, block in enumerate(_blocks(texts, style.width)):
        if number:
            yield "\n"
        yield from _block(block, bars, style, has_total=bool(totals))


def _block(texts: list[_Texts], bars: list[str], style: Style, has_total: bool) -> Iterator[str]:
    layout = _fitted(texts, style.width)
    if len(bars) > _MOST_FOR_RICH:
        yield from _plain(texts, bars, layout, has_total)
        return
    from kofukin.render import rich_table  # takes as long to load as all else together, and a long table needs none

    columns, labels = tuple(own.column for own in texts), [own.label for own in texts]
    rows = [list(row) for row in zip(*(own.cells for own in texts), strict=True)]
    totals = rows.pop() if has_total else []
    yield from rich_table.lines(columns, labels, rows, totals, bars, layout, style)


def _blocks(texts: list[_Texts], window: int | None) -> list[list[_Texts]]:
    """Return the columns in as many tables, one below the other, as a window needs to hold every amount whole.

    Each begins with the columns that say what a row is: the groups of totals, or the first column of a list.
    """
    keys = [own for own in texts if own.column.names_group] or texts[:1]
    rest = [own for own in texts if own not in keys]
    if window is None or _needed(texts) <= window or not rest:
        return [texts]
    blocks = [[*keys, rest[0]]]
    for own in rest[1:]:
        if _needed([*blocks[-1], own]) <= window:
            blocks[-1].append(own)
        else:
            blocks.append([*keys, own])
    return blocks


def _needed(texts: list[_Texts]) -> int:
    """Return the columns of a window that a table needs at the least."""
    bars = sum(BAR_WIDTH for own in texts if own.column.kind is Kind.SHARE)
    return sum(min(_least(own), _NARROWEST_TEXT) if own.wraps else _least(own) for own in texts) + bars + len(texts) - 1


def _least(own: _Texts) -> int:
    """Return how narrow a column may become without cutting a word of its heading, an id or an amount."""
    cells = _longest_word(own.cells) if own.column.vocabulary else max(own.widths)
    return max(_longest_word([own.label]), cells)


def _plain(texts: list[_Texts], bars: list[str], layout: Layout, has_total: bool) -> Iterator[str]:
    """Yield the same lines without rich, which takes half a millisecond for each row of a long table."""
    bar = BAR_WIDTH if any(bars) and any(own.column.kind is Kind.SHARE for own in texts) else 0
    rule = "-" * (sum(layout.widths) + layout.gap * (len(texts) - 1) + bar) + "\n"
    columns = [own.column for own in texts]
    yield _wrapped([own.label for own in texts], columns, layout, "", bottom=True)
    yield rule
    if has_total:
        bars = [*bars, ""]
    if layout.is_narrowed:
        cells = zip(*(own.cells for own in texts), strict=True)
        lines = (_wrapped(row, columns, layout, bar) for row, bar in zip(cells, bars, strict=True))
    else:
        padded = (_padded(own, width, bars) for own, width in zip(texts, layout.widths, strict=True))
        gap = " " * layout.gap
        lines = (gap.join(row).rstrip() + "\n" for row in zip(*padded, strict=True))
    for number, line in enumerate(lines, start=1):
        if has_total and number == len(bars):
            yield rule
        yield line


def _padded(texts: _Texts, width: int, bars: list[str]) -> list[str]:
    """Return a column's cells at the width of the column, a share with its bar."""
    cells = zip(texts.cells, texts.widths, strict=True)
    if texts.column.kind is Kind.SHARE:
        return [" " * (width - own) + text + " " + bar for (text, own), bar in zip(cells, bars, strict=True)]
    if texts.column.kind.is_number:
        return [" " * (width - own) + text for text, own in cells]
    return [text + " " * (width - own) for text, own in cells]


def _wrapped(texts: Sequence[str], columns: Sequence[Column], layout: Layout, bar: str, bottom: bool = False) -> str:
    """Return a row whose cells may take several lines, ``bottom``: all ending on the last one."""
    wrapped = [wrap(text, width) for text, width in zip(texts, layout.widths, strict=True)]
    height = max(map(len, wrapped))
    lines = []
    for line in range(height):
        pieces = []
        for column, width, own in zip(columns, layout.widths, wrapped, strict=True):
            index = line - (height - len(own)) if bottom else line
            text = own[index] if 0 <= index < len(own) else ""
            space = " " * (width - display_width(text))
            pieces.append(space + text if column.kind.is_number else text + space)
            if column.kind is Kind.SHARE:
                pieces[-1] += f" {bar if line == 0 else ''}"
        lines.append((" " * layout.gap).join(pieces).rstrip() + "\n")
    return "".join(lines)


def _fitted(texts: list[_Texts], window: int | None) -> Layout:
    """Return the columns' widths and the gap between them: what they need, narrowed until the window holds a line.

    First free text gives way, then headings and words are wrapped at their spaces, then the gap goes, then free text
    again. Ids and amounts never do; a window that is too narrow for them gets lines longer than itself.
    """
    widths = [max(display_width(own.label), *own.widths) for own in texts]
    if window is None:
        return Layout(widths, _GAP, is_narrowed=False)
    free = [index for index, own in enumerate(texts) if own.wraps]
    fixed = [index for index, own in enumerate(texts) if not own.wraps]
    narrowest = [_least(own) for own in texts]
    bar = sum(BAR_WIDTH for own in texts if own.column.kind is Kind.SHARE)
    for gap, places, least in (
        (_GAP, free, [_COMFORTABLE_TEXT] * len(texts)),
        (_GAP, fixed, narrowest),
        (_NARROW_GAP, free, [_NARROWEST_TEXT] * len(texts)),
    ):
        _narrow(widths, places, least, window - bar - gap * (len(texts) - 1))
        if sum(widths) <= window - bar - gap * (len(texts) - 1):
            return Layout(widths, gap)
    return Layout(widths, _NARROW_GAP)


def _narrow(widths: list[int], places: list[int], least: list[int], room: int) -> None:
    """Take columns from the widest of ``places`` until all fit the room, or none is above its least."""
    while sum(widths) > room and (wide := [index for index in places if widths[index] > least[index]]):
        widths[max(wide, key=lambda index: widths[index])] -= 1


def _longest_word(texts: Sequence[str]) -> int:
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
