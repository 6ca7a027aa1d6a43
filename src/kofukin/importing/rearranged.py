"""Tables that do not run downwards: turned ones, whose headings stand in the first column, and blocks side by side.

Both are put as all tables are before their columns are settled, so that one grammar reads them; each row keeps the
place where it stands in the file. A table is turned only where its first column reads as headings and its first row
does not; blocks stand side by side only where the same headings do, one block's after the other's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kofukin.importing.columns import Layout, find_layout, is_heading, says_something
from kofukin.importing.draft import Doubt, Given, Item, Line, Place, Role
from kofukin.importing.sheet import HEAD, BrokenRecord, Row, Sheet, Span
from kofukin.importing.titles import read_title
from kofukin.messages import importing
from kofukin.text.folding import fold

Find = Callable[[Sequence[Row], Sequence[Span]], Layout | None]
"""Settles the columns of rows, the first of a table's."""

_WIDEST = 1000
"""Columns of a turned table: so many projects are listed downwards."""
_MOST_BLOCKS = 6


class Rearranged(NamedTuple):
    """A table's rows as they are read, numbered from 0, and for each the number of the row where it stands.

    ``texts`` are the rows as they stand, by number; ``turned`` those of a turned table. ``hidden_rows`` and
    ``hidden_columns`` are those of the rows as they are read.
    """

    found: Layout
    rows: tuple[Row, ...]
    sources: tuple[int, ...]
    texts: Mapping[int, str]
    turned: tuple[Row, ...] = ()
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def sheet(self, of: Sheet, head: int) -> Sheet:
        """Return the sheet as it is read, without its first ``head`` rows."""
        rows = (row for row in self.rows[head:])
        return of._replace(
            rows=rows, spans=self.spans, hidden_rows=self.hidden_rows, hidden_columns=self.hidden_columns
        )

    def places(self, place_of: Callable[[int], Place]) -> list[Place]:
        """Return the place of each row; in a turned table that of the names."""
        return [place_of(number) for number in self.sources]

    def as_it_stands(self, items: Iterable[Item], place_of: Callable[[int], Place]) -> Iterator[Item]:
        """Yield the items with a line for each row as it stands in the file, and no other."""
        turned = [Line(place_of(number), role, self.texts[number]) for number, role in self._roles()]
        texts = {place_of(number): text for number, text in self.texts.items()}
        own = {line.place for line in turned}
        told: set[Place] = set()
        for item in items:
            if not isinstance(item, Line):
                yield item
            elif item.place in told:
                if item.role is Role.UNREAD:
                    yield Doubt(item.place, importing.UNREAD, item.text)
            elif item.place in own:
                told |= own
                yield from turned
            else:
                told.add(item.place)
                yield item._replace(text=texts[item.place])

    def _roles(self) -> Iterator[tuple[int, Role]]:
        named = self.found.columns.get("name")
        for at, (number, _) in enumerate(self.turned):
            yield number, Role.PROJECT if named is not None and named.at == at else Role.FIGURE


def _texts(rows: Iterable[Row]) -> dict[int, str]:
    return {number: "\t".join(cells).rstrip("\t") for number, cells in rows}


def _turned(rows: Sequence[Row], sheet: Sheet, find: Find, chosen: Mapping[str, str]) -> Rearranged | None:
    """Return a table that is turned, None for one that is not; ``rows`` are all of its rows."""
    titles, block, notes = _parts(rows)
    width = max((len(cells) for _, cells in block), default=0)
    if len(block) < 2 or not 1 < width <= _WIDEST or any(isinstance(cells, BrokenRecord) for _, cells in block):
        return None
    across = [[cells[at] if at < len(cells) else "" for _, cells in block] for at in range(width)]
    left = next(at for at, cells in enumerate(across) if any(map(str.strip, cells)))
    first_row = [cell for cell in block[0][1][left + 1 :] if cell.strip()]
    if not is_heading([(0, across[left])], (), chosen, nameless=True) or any(map(says_something, first_row)):
        return None
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
    sources = [*(number for number, _ in titles), *[at_name] * len(columns), *(number for number, _ in notes)]
    hidden_rows = frozenset(before + n for n, (at, _) in enumerate(columns) if at in sheet.hidden_columns)
    hidden_columns = frozenset(at for at, (number, _) in enumerate(block) if number in sheet.hidden_rows)
    return Rearranged(
        found._replace(is_turned=True),
        virtual,
        tuple(sources),
        _texts(rows),
        tuple(block),
        spans,
        hidden_rows,
        hidden_columns,
    )


def _parts(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
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


class _Block(NamedTuple):
    left: int
    right: int


def blocks_of(found: Layout) -> list[_Block]:
    """Return the blocks that stand side by side under the last row of a heading, none where there are no two."""
    if not found.rows:
        return []
    cells = found.rows[-1][1]
    headed = [(at, fold(cell)) for at, cell in enumerate(cells) if cell.strip()]
    for count in range(2, _MOST_BLOCKS + 1):
        each, rest = divmod(len(headed), count)
        names = [name for _, name in headed]
        if not rest and each > 1 and len(set(names)) == each and names == names[:each] * count:
            lefts = [headed[number * each][0] for number in range(count)]
            return [_Block(left, right) for left, right in zip(lefts, [*lefts[1:], len(cells)], strict=True)]
    return []


def _side_by_side(rows: Sequence[Row], straight: Layout, sheet: Sheet, find: Find) -> Rearranged | None:
    """Return a table of blocks side by side, one below the other; None for one that is none; ``rows`` are all.

    Over each block there may stand a year or a program of its own, and nothing else.
    """
    blocks = blocks_of(straight)
    above = straight.rows[:-1]
    if not blocks or not is_heading([(0, straight.rows[-1][1][: blocks[0].right])], nameless=True):
        return None
    if any(cell.strip() and not read_title(cell) for _, cells in above for cell in cells):
        return None
    first, width = straight.rows[0][0], max(block.right - block.left for block in blocks)
    new: list[list[str]] = []
    sources: list[int] = []
    numbers: dict[tuple[int, int], int] = {}

    def add(number: int, cells: list[str], block: int) -> None:
        numbers[number, block] = len(new)
        new.append(cells)
        sources.append(number)

    for number, cells in rows:
        if number < first:
            add(number, cells, 0)
    for place, block in enumerate(blocks):
        for number, cells in rows:
            own = cells if isinstance(cells, BrokenRecord) else cells[block.left : block.right]
            if number >= first and any(cell.strip() for cell in own) and (not place or own is not cells):
                add(number, own if own is cells else own + [""] * (width - len(own)), place)
    virtual = tuple(enumerate(new))
    spans = tuple(_spans_of_blocks(sheet.spans, blocks, numbers))
    found = find(virtual, spans)
    if found is None:
        return None
    hidden_rows = frozenset(at for at, number in enumerate(sources) if number in sheet.hidden_rows)
    return Rearranged(found, virtual, tuple(sources), _texts(rows), (), spans, hidden_rows)


def _spans_of_blocks(
    spans: Iterable[Span], blocks: Sequence[_Block], numbers: Mapping[tuple[int, int], int]
) -> Iterator[Span]:
    for span in spans:
        for place, block in enumerate(blocks):
            own = [numbers[row, place] for row in range(span.top, span.bottom + 1) if (row, place) in numbers]
            left, right = max(span.left, block.left), min(span.right, block.right - 1)
            if own and left <= right:
                yield Span(own[0], left - block.left, own[-1], right - block.left)


class Settled(NamedTuple):
    """A table's layout, None where no row is a heading; its first rows, or all; how it is read if not as it stands."""

    found: Layout | None
    head: list[Row]
    other: Rearranged | None = None


def settled(head: list[Row], sheet: Sheet, given: Given, is_whole: bool = False) -> Settled:
    """Return how the table that begins with ``head`` is read; ``is_whole``: these are all of its rows.

    Blocks side by side are read to their end, and held in memory.
    """

    def find(rows: Sequence[Row], spans: Sequence[Span]) -> Layout | None:
        return find_layout(rows, spans, given.columns, given.ignored, given.amounts)

    straight = find(head, sheet.spans)
    if straight is not None and blocks_of(straight):
        head = [*head, *sheet.rows]
        if (other := _side_by_side(head, straight, sheet, find)) is not None:
            return Settled(other.found, head, other)
        return Settled(straight, head)
    # of a turned table the user's choice of columns is one of rows
    if is_whole and (straight is None or (given.columns and find_layout(head, sheet.spans, {}) is None)):
        other = _turned(head, sheet, find, given.columns)
        if other is not None:
            return Settled(other.found, head, other)
    return Settled(straight, head)


FEWEST_ACROSS = 3
"""Columns of a turned table in a text; with two, its lines are labels with what they say, which prose has as well."""


def settled_text(rows: Sequence[Row], given: Given) -> Settled:
    """Return how a table inside a text is read, all of whose rows are known."""
    head, rest = list(rows[:HEAD]), rows[HEAD:]
    is_wide = max((len(cells) for _, cells in head), default=0) >= FEWEST_ACROSS
    return settled(head, Sheet(None, (row for row in rest)), given, is_whole=not rest and is_wide)
