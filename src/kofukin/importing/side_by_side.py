"""Blocks that stand side by side under the same headings, read as one table: from the left, each from the top."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kofukin.importing.columns import Layout, is_heading
from kofukin.importing.rearranged import Find, Rearranged, texts_of
from kofukin.importing.sheet import BrokenRecord, Row, Sheet, Span
from kofukin.importing.titles import read_title
from kofukin.text.folding import fold

_MOST_BLOCKS = 6


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


def side_by_side(rows: Sequence[Row], straight: Layout, sheet: Sheet, find: Find) -> Rearranged | None:
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
    return Rearranged(found, virtual, tuple(sources), texts_of(rows), (), frozenset(), spans, hidden_rows)


def _spans_of_blocks(
    spans: Iterable[Span], blocks: Sequence[_Block], numbers: Mapping[tuple[int, int], int]
) -> Iterator[Span]:
    for span in spans:
        for place, block in enumerate(blocks):
            own = [numbers[row, place] for row in range(span.top, span.bottom + 1) if (row, place) in numbers]
            left, right = max(span.left, block.left), min(span.right, block.right - 1)
            if own and left <= right:
                yield Span(own[0], left - block.left, own[-1], right - block.left)
