"""A table whose headings run down its first column, each project in a column of its own, read as all tables are.

It is taken for one only where its first column reads as headings and its first row does not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kofukin.importing.columns import is_heading, is_label, says_something
from kofukin.importing.rearranged import Find, Rearranged, texts_of
from kofukin.importing.sheet import BrokenRecord, Row, Sheet, Span
from kofukin.text.folding import fold

_WIDEST = 1000
"""Columns of a turned table: so many projects are listed downwards."""


def turned(rows: Sequence[Row], sheet: Sheet, find: Find, chosen: Mapping[str, str]) -> Rearranged | None:
    """Return a table that is turned, None for one that is not; ``rows`` are all of its rows."""
    titles, block, notes = parts_of(rows)
    width = max((len(cells) for _, cells in block), default=0)
    if len(block) < 2 or not 1 < width <= _WIDEST or any(isinstance(cells, BrokenRecord) for _, cells in block):
        return None
    across = [[cells[at] if at < len(cells) else "" for _, cells in block] for at in range(width)]
    left = next(at for at, cells in enumerate(across) if any(map(str.strip, cells)))
    first_row = [cell for cell in block[0][1][left + 1 :] if cell.strip()]
    if not is_heading([(0, across[left])], (), chosen, nameless=True) or any(map(says_something, first_row)):
        return None
    labels = [fold(cell) for cell in across[left] if cell.strip()]
    if len(set(labels)) < len(labels) or any(map(are_labels, across[left + 1 :])):
        return None  # a form, or several
    columns = [(at, cells) for at, cells in enumerate(across) if any(map(str.strip, cells))]
    before = len(titles)
    new = [*(cells for _, cells in titles), *(cells for _, cells in columns), *(cells for _, cells in notes)]
    virtual = tuple(enumerate(new))
    moved = {at: before + number for number, (at, _) in enumerate(columns)}
    spans = tuple(_turned_spans(sheet.spans, block, moved))
    found = find(virtual[: before + _WIDEST], spans)
    if found is None or not found.rows or found.rows[0][0] != before or found.missing:
        return None
    named = found.columns.get("name") or found.columns.get("municipality")
    at_name = block[named.at][0] if named else block[0][0]
    figures = tuple(number for number, _ in block)
    sources = [*(number for number, _ in titles), *[at_name] * len(columns), *(number for number, _ in notes)]
    hidden_rows = frozenset(before + n for n, (at, _) in enumerate(columns) if at in sheet.hidden_columns)
    hidden_columns = frozenset(at for at, (number, _) in enumerate(block) if number in sheet.hidden_rows)
    return Rearranged(
        found._replace(is_turned=True),
        virtual,
        tuple(sources),
        texts_of(rows),
        figures,
        frozenset((at_name,)) if "name" in found.columns else frozenset(),
        spans,
        hidden_rows,
        hidden_columns,
    )


def are_labels(cells: Sequence[str]) -> bool:
    """Return whether at least half of what stands in a column are headings."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(map(is_label, filled)) * 2 >= len(filled)


def parts_of(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the titles over a table, its rows, and the notes below it."""
    several = [at for at, (_, cells) in enumerate(rows) if sum(1 for cell in cells if cell.strip()) > 1]
    if not several:
        return list(rows), [], []
    first, last = several[0], several[-1] + 1
    while last < len(rows) and _is_heading_alone(rows[last][1]):
        last += 1
    return list(rows[:first]), list(rows[first:last]), list(rows[last:])


def _is_heading_alone(cells: Sequence[str]) -> bool:
    """Return whether a row without values is one of a turned table all the same: 備考."""
    return says_something(next((cell.strip() for cell in cells if cell.strip()), ""))


def _turned_spans(spans: Iterable[Span], block: Sequence[Row], at: Mapping[int, int]) -> Iterator[Span]:
    index = {number: place for place, (number, _) in enumerate(block)}
    for span in spans:
        rows = [index[number] for number in range(span.top, span.bottom + 1) if number in index]
        columns = [at[column] for column in range(span.left, span.right + 1) if column in at]
        if rows and columns:
            yield Span(min(columns), min(rows), max(columns), max(rows))
