"""A table for people's eyes: fits a terminal's window, is as wide as it needs elsewhere.

What was asked stands above it, with the unit at its right; what keeps its figures from being misread, below. Rules are
plain hyphens and the bar stands last, because many Japanese terminals draw box characters two columns wide.
"""

from collections.abc import Iterator, Sequence

from kofukin.messages import errors
from kofukin.render import Style, notes, people, ruled_table
from kofukin.render.layout import WIDEST_BAR, Texts, below, blocks, fitted, measured
from kofukin.render.painting import BOLD, DIM, painted
from kofukin.table import Kind, Table
from kofukin.text.display_width import display_width, pad, wrap

_ROOM_BESIDE_NAMES = 40
"""So many columns must be left for notes where the names of their groups stand before them."""


def render_table(table: Table, style: Style) -> Iterator[str]:
    """Yield the head, the table and the notes; ids and amounts are never cut, names are wrapped."""
    table = table._replace(rows=tuple(table.rows))
    rows = people.rows_of_cells(table, style)
    if rows:
        yield from _table(table, rows, style)
    elif errors.NOTHING_MATCHED in table.notes:
        return
    groups = notes.grouped(table, style)
    beside = _name_width([name for name, _ in groups], style)
    lines = [line for group in groups for line in _of_group(*group, style, beside)]
    if rows and lines:
        yield "\n"
    for line in lines:
        yield painted(line, DIM, style) + "\n"


def _name_width(names: Sequence[str], style: Style) -> int:
    """Return how far notes are set in behind the names of their groups, 0 where the window is too narrow for that."""
    beside = max([0, *(display_width(name) + 2 for name in names)])
    return beside if style.width is None or style.width - beside >= _ROOM_BESIDE_NAMES else 0


def _of_group(name: str, lines: Sequence[str], style: Style, beside: int) -> Iterator[str]:
    """Yield a group's notes, its name before the first, or above it where there is too little room."""
    if not name:
        beside = 0
    elif not beside:
        yield name
    room = style.width - beside if style.width else None
    for number, line in enumerate(part for note in lines for part in (wrap(note, room) if room else [note])):
        yield (pad(name if number == 0 else "", beside) if beside else "") + line


def _head(table: Table, style: Style, width: int) -> Iterator[str]:
    """Yield what was asked, from which data, and the unit at the right of the table, which is ``width`` wide."""
    window = style.width or None
    for line in _wrapped(people.title(table, style), window):
        yield painted(line, BOLD, style) + "\n"
    *lines, last = _wrapped(people.drawn(table, style), window) or [""]
    unit = people.unit(table, style)
    room = width - display_width(last) - display_width(unit)
    if unit and last and room < 2:
        lines, last, room = [*lines, last], "", width - display_width(unit)
    for line in filter(None, [*lines, last + (" " * max(0, room) + unit if unit else "")]):
        yield line + "\n"


def _wrapped(text: str, width: int | None) -> list[str]:
    if not text:
        return []
    return wrap(text, width) if width else [text]


def _table(table: Table, rows: list[list[str]], style: Style) -> Iterator[str]:
    totals = people.total_cells(table, style)
    by_column = zip(*rows, totals, strict=True) if totals else zip(*rows, strict=True)
    texts = [
        measured(column, people.label(column, style), own) for column, own in zip(table.columns, by_column, strict=True)
    ]
    bars = _bars(table, style) or [""] * len(rows)
    ids = below(texts, style.width)
    parts = blocks(texts[:-1] if ids else texts, style.width)
    layouts = [fitted(block, style.width) for block in parts]
    yield from _head(table, style, ruled_table.width(parts[0], layouts[0]))
    for number, (block, layout) in enumerate(zip(parts, layouts, strict=True)):
        if number:
            yield "\n"
        own: Texts | None = ids if block is parts[-1] else None
        has_total = bool(totals) and (
            number == 0 or any(sums.column.kind.is_number and sums.cells[-1] for sums in block)
        )
        yield from ruled_table.lines(block, own, bars, layout, style, has_total)


def _bars(table: Table, style: Style) -> list[str]:
    """Return a bar for each row's share, the largest share the longest; none where no column is a share."""
    index = next((i for i, column in enumerate(table.columns) if column.kind is Kind.SHARE), None)
    if index is None:
        return []
    block = "█" if style.encoding == "utf-8" else "#"
    return [
        block * max(1, round(share * WIDEST_BAR)) if isinstance(share := row[index], float) and share > 0 else ""
        for row in table.rows
    ]
