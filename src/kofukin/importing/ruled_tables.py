"""Tables that lines divide into cells: which characters stand in which cell, and the rows that the cells make.

A row into whose cells text runs from another cell is left open: whose the text is can't be told.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from kofukin.importing.columns import is_money
from kofukin.importing.heads import column_heads
from kofukin.importing.line_grammar import Figure, is_like_name, read_line
from kofukin.importing.money import amounts_on
from kofukin.importing.pieces import SLACK, Box, Character, Piece, pieces_of, rows_of

if TYPE_CHECKING:
    from pdfplumber.table import TableFinder

_SPILL = 0.25
"""Times the size of a character: how far it may stick out of its cell."""
_RUN = 0.1
"""Times the size of a character: the largest gap between two that were written in one go."""


class RuledTable(NamedTuple):
    """A table's place, its cells with the text in each, and the cells that share text with others."""

    box: Box
    texts: dict[Box, str]
    spilled: frozenset[Box]


class RowOfCells(NamedTuple):
    """A row's texts by column. ``is_open``: what belongs to it can't be told; ``is_whole``: one cell is all of it."""

    texts: list[str]
    is_open: bool
    is_whole: bool


def ruled_tables(
    finder: "TableFinder", characters: Sequence[Character]
) -> tuple[list[RuledTable], list[Any], list[Character]]:
    """Return the tables that list projects, the boxes of their cells, and the characters that stand in none."""
    tables, boxes = [], []
    for found in finder.tables:
        cells = [Box(*cell) for cell in found.cells]
        held = _characters_by_cell(cells, [one for one in characters if Box(*found.bbox).holds_centre_of(_box(one))])
        pieces = {cell: list(pieces_of(inside)) for cell, inside in held.items()}
        table = RuledTable(
            Box(*found.bbox), {cell: _text_of(pieces.get(cell, [])) for cell in cells}, frozenset(_spilled(held))
        )
        if _is_list(table):
            tables.append(table)
            boxes += found.cells
            taken = {id(one) for inside in held.values() for one in inside}
            characters = [one for one in characters if id(one) not in taken]
    return tables, boxes, list(characters)


def _box(character: Character) -> Box:
    return Box(*(float(character[key]) for key in Box._fields))


def _characters_by_cell(cells: Sequence[Box], characters: Iterable[Character]) -> dict[Box, list[Character]]:
    held: dict[Box, list[Character]] = {}
    for character in characters:
        box = _box(character)
        if (cell := next((cell for cell in cells if cell.holds_centre_of(box)), None)) is not None:
            held.setdefault(cell, []).append(character)
    return held


def _spilled(held: dict[Box, list[Character]]) -> Iterator[Box]:
    """Yield the cells between which text stands across a line, or runs on from one into the other."""
    ends = {(round(c["x1"]), round(c["bottom"])): (c, cell) for cell, inside in held.items() for c in inside}
    for cell, inside in held.items():
        for character in inside:
            box, size = _box(character), max(character["bottom"] - character["top"], 1.0)
            grown = Box(
                cell.x0 - _SPILL * size, cell.top - _SPILL * size, cell.x1 + _SPILL * size, cell.bottom + _SPILL * size
            )
            if character["text"].strip() and not (grown.holds(box.x0, box.top) and grown.holds(box.x1, box.bottom)):
                yield cell
                yield from (other for other in held if other is not cell and _touch(box, other))
            before, other = ends.get((round(box.x0), round(box.bottom)), (None, cell))
            if before is not None and other is not cell and abs(box.x0 - before["x1"]) < _RUN * size:
                yield cell
                yield other


def _touch(box: Box, cell: Box) -> bool:
    return box.x0 < cell.x1 and box.x1 > cell.x0 and box.top < cell.bottom and box.bottom > cell.top


def _is_list(table: RuledTable) -> bool:
    """Return whether ruled cells are a list of projects: heads over columns, or rows of a name and an amount."""
    rows = [row.texts for row in rows_of_cells(table)]
    if any(column_heads(row) for row in rows[:3]):
        return True
    like_rows = sum(
        len([cell for cell in row if cell.strip()]) > 1
        and any(isinstance(read_line(cell), Figure) or is_money(cell) for cell in row)
        for row in rows
    )
    return len(rows) > 1 and 2 * like_rows >= len(rows)


def rows_of_cells(table: RuledTable) -> Iterator[RowOfCells]:
    """Yield the rows of a table.

    A cell over several rows says its text in each, since the lines show that; over several columns in the first. A
    row that shares an amount with another is open.
    """
    cells = list(table.texts)
    tops, lefts = (_distinct(sides) for sides in zip(*((cell.top, cell.x0) for cell in cells), strict=True))
    bottom, right = max(cell.bottom for cell in cells), max(cell.x1 for cell in cells)
    for top, below in pairwise([*tops, bottom]):
        row: list[str] = []
        seen: set[Box] = set()
        is_open = False
        for left, beside in pairwise([*lefts, right]):
            cell = next((one for one in cells if one.holds((left + beside) / 2, (top + below) / 2)), None)
            row.append(table.texts[cell] if cell is not None and cell not in seen else "")
            if cell is not None:
                seen.add(cell)
                is_tall = cell.bottom - cell.top > below - top + SLACK
                is_open = (
                    is_open or cell in table.spilled or (is_tall and (is_money(row[-1]) or bool(amounts_on(row[-1]))))
                )
        yield RowOfCells(row, is_open, len(seen) == 1)


def _distinct(sides: Iterable[float]) -> list[float]:
    found: list[float] = []
    for side in sorted(set(sides)):
        if not found or side - found[-1] > SLACK:
            found.append(side)
    return found


_WHOLE_BODY = re.compile(r".{1,8}[市区町村]")


def _text_of(pieces: Iterable[Piece]) -> str:
    """Return a cell's lines as one: what is wrapped in it goes on without a break, but not several whole names."""
    lines = [" ".join(piece.text for piece in row) for row in rows_of(pieces)]
    if len(lines) > 1 and (all(map(_WHOLE_BODY.fullmatch, lines)) or all(map(is_like_name, lines))):
        return "、".join(lines)
    text = ""
    for line in lines:
        text += (" " if text and (text[-1] + line[0]).isascii() else "") + line
    return text
