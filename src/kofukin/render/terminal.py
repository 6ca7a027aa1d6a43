"""A table for people's eyes: fits a terminal's window, is as wide as it needs elsewhere.

Rules are plain hyphens and the bar stands last, because many Japanese terminals draw box characters two columns wide.
"""

from collections.abc import Iterator

from kofukin.messages import errors
from kofukin.render import Style, people, rich_table
from kofukin.render.layout import WIDEST_BAR, blocks, fitted, measured
from kofukin.table import Kind, Table
from kofukin.text.display_width import wrap


def render_table(table: Table, style: Style) -> Iterator[str]:
    """Yield the table and the notes under it; ids and amounts are never cut, names are wrapped."""
    table = table._replace(rows=tuple(table.rows))
    rows = people.rows_of_cells(table, style)
    notes = people.notes(table, style) if rows or errors.NOTHING_MATCHED not in table.notes else []
    if rows:
        yield from _table(table, rows, style)
    if rows and notes:
        yield "\n"
    for note in notes:
        yield "\n".join(wrap(note, style.width) if style.width else [note]) + "\n"


def _table(table: Table, rows: list[list[str]], style: Style) -> Iterator[str]:
    totals = people.total_cells(table, style)
    by_column = zip(*rows, totals, strict=True) if totals else zip(*rows, strict=True)
    texts = [
        measured(column, people.label(column, style), own) for column, own in zip(table.columns, by_column, strict=True)
    ]
    bars = _bars(table, style) or [""] * len(rows)
    for number, block in enumerate(blocks(texts, style.width)):
        if number:
            yield "\n"
        yield from rich_table.lines(block, bars, fitted(block, style.width), style, has_total=bool(totals))


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
