"""What stands where on a page of a PDF → its lines in the order they are read, tables row by row, frames kept together.

Lines are read from top to bottom. Where a gap runs down the page, the text beside it is either a column of its own,
read after the one on its left, or the cells of the same rows: amounts and the like, each on the line of its name.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from kofukin.importing.heads import column_heads
from kofukin.importing.line_grammar import Figure, read_line
from kofukin.importing.rows_of_tables import amounts_in, is_cell

if TYPE_CHECKING:
    from pdfplumber.page import Page

_NARROWEST_FRAME, _LOWEST_FRAME = 60, 14
_LARGEST_FRAME = 0.85
"""Of the page; what is larger is the page's own border."""
_SLACK = 3.0
"""In points: how far text may stick out of the frame it is in."""
_WIDE_GAP, _SPACE = 1.2, 0.25
"""Times the size of the characters: between two pieces of a line, and between two words."""
_GUTTER = 6.0

_RADICALS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **dict(zip(map(ord, "⺟⺠⻁⻄⻆⻑⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲"), "母民虎西角長青食骨鬼麦黄斉歯竜亀", strict=True)),
}
"""Fonts often name a kanji by the radical that looks the same; the page shows the kanji."""

Character = dict[str, Any]


class Box(NamedTuple):
    """A rectangle in points, measured from the upper left corner of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.x1 - self.x0) * (self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def holds_centre_of(self, other: "Box") -> bool:
        return self.holds((other.x0 + other.x1) / 2, (other.top + other.bottom) / 2)

    def is_same_as(self, other: "Box") -> bool:
        return all(abs(one - two) < _SLACK for one, two in zip(self, other, strict=True))


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class PageLine(NamedTuple):
    """A line as it is read; ``frames`` are numbered within the page, outermost first.

    ``cells`` are empty for a row of which it is open what belongs to it.
    """

    text: str
    cells: tuple[str, ...] | None = None
    frames: tuple[int, ...] = ()


class Piece(NamedTuple):
    """Text on one line without a wide gap."""

    text: str
    box: Box


@dataclass(slots=True, eq=False)
class _Table:
    box: Box
    cells: list[Box]
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Frame:
    box: Box
    number: int
    elements: list["_Element"] = field(default_factory=list)


_Element = Piece | _Frame | _Table


def lines_of_page(page: "Page", with_frames: bool = True) -> list[PageLine]:
    """Return the lines of a page; ``with_frames``: look also for frames and tables in its drawing."""
    pieces = list(_pieces(page.chars))
    whole = _Frame(Box(0, 0, float(page.width), float(page.height)), 0)
    frames, tables = _drawn(page, pieces) if with_frames else ([], [])
    frames.sort(key=lambda frame: frame.box.area)
    for piece in pieces:
        table = next((table for table in tables if table.box.holds_centre_of(piece.box)), None)
        if table is not None:
            table.pieces.append(piece)
        else:
            _home(piece, frames, whole).elements.append(piece)
    drawn: list[_Element] = [*frames, *tables]
    for element in drawn:
        _home(element, frames, whole).elements.append(element)
    return list(_in_order(whole.elements, ()))


def _home(element: "_Element", frames: Sequence[_Frame], whole: _Frame) -> _Frame:
    """Return the smallest frame around an element; ``frames`` come smallest first."""
    larger = (frame for frame in frames if frame is not element and frame.box.area > element.box.area)
    return next((frame for frame in larger if frame.box.holds_centre_of(element.box)), whole)


# Characters → pieces of lines


def _pieces(characters: Sequence[Character]) -> Iterator[Piece]:
    line: list[Character] = []
    for character in sorted(characters, key=lambda c: c["top"] + c["bottom"]):
        height = character["bottom"] - character["top"]
        if line and _middle(character) - _middle(line[0]) > 0.4 * max(height, 1.0):
            yield from _pieces_of_line(line)
            line = []
        line.append(character)
    yield from _pieces_of_line(line)


def _middle(character: Character) -> float:
    return float(character["top"] + character["bottom"]) / 2


def _pieces_of_line(line: list[Character]) -> Iterator[Piece]:
    piece: list[Character] = []
    text = spaces = ""
    for character in sorted(line, key=lambda c: (c["x0"], c["x1"])):
        sign = character["text"]
        if not sign.strip():
            spaces += sign if piece else ""
            continue
        if piece:
            gap, size = character["x0"] - piece[-1]["x1"], max(character["bottom"] - character["top"], 1.0)
            if sign == piece[-1]["text"] and abs(character["x0"] - piece[-1]["x0"]) < 1:
                continue  # drawn twice with a tiny shift: how some programs make bold
            if gap > _WIDE_GAP * size * (2 if spaces else 1):
                yield _piece(text, piece)
                piece, text, spaces = [], "", ""
            elif not spaces and gap > _SPACE * size and (text[-1] + sign).isascii():
                spaces = " "
        text += spaces + sign
        spaces = ""
        piece.append(character)
    if piece:
        yield _piece(text, piece)


def _piece(text: str, characters: list[Character]) -> Piece:
    boxes = (Box(c["x0"], c["top"], c["x1"], c["bottom"]) for c in characters)
    return Piece(text.translate(_RADICALS), _around(boxes))


# Drawing → frames and tables


def _drawn(page: "Page", pieces: Sequence[Piece]) -> tuple[list[_Frame], list[_Table]]:
    finder = page.debug_tablefinder()
    tables = []
    in_tables: set[tuple[float, ...]] = set()
    boxes = []
    for found in finder.tables:
        cells = [Box(*cell) for cell in found.cells]
        inside = [piece for piece in pieces if Box(*found.bbox).holds_centre_of(piece.box)]
        if _is_list(cells, inside):
            tables.append(_Table(Box(*found.bbox), cells))
            in_tables.update(cells)
    boxes += [Box(*cell) for cell in finder.cells if tuple(cell) not in in_tables]
    boxes += [Box(*(float(shape[key]) for key in Box._fields)) for shape in (*page.rects, *page.curves)]
    frames: list[_Frame] = []
    for box in boxes:
        if (
            _is_frame(box, page, pieces)
            and not any(frame.box.is_same_as(box) for frame in frames)
            and not any(table.box.is_same_as(box) or _within(box, table.box) for table in tables)
        ):
            frames.append(_Frame(box, len(frames) + 1))
    for frame in frames:  # what stands side by side has a gap between, also where frames share a line
        frame.box = frame.box._replace(x0=frame.box.x0 + _GUTTER, x1=frame.box.x1 - _GUTTER)
    return frames, tables


def _within(box: Box, other: Box) -> bool:
    return box.area < other.area and other.holds_centre_of(box)


def _is_frame(box: Box, page: "Page", pieces: Sequence[Piece]) -> bool:
    """Return whether a box is a frame around lines: not the page's border, a mark behind a word or a ruled line."""
    if box.x1 - box.x0 < _NARROWEST_FRAME or box.bottom - box.top < _LOWEST_FRAME:
        return False
    if box.area > _LARGEST_FRAME * float(page.width) * float(page.height):
        return False
    inside = [piece for piece in pieces if box.holds_centre_of(piece.box)]
    return bool(inside) and all(piece.box.x0 >= box.x0 - _SLACK and piece.box.x1 <= box.x1 + _SLACK for piece in inside)


def _is_list(cells: Sequence[Box], pieces: Sequence[Piece]) -> bool:
    """Return whether ruled cells are a list of projects: heads over columns, or rows of a name and an amount."""
    rows = [row for row, _ in _rows_of_cells(cells, pieces)]
    if any(column_heads(row) for row in rows[:3]):
        return True
    like_rows = sum(
        len([cell for cell in row if cell.strip()]) > 1 and any(isinstance(read_line(cell), Figure) for cell in row)
        for row in rows
    )
    return len(rows) > 1 and 2 * like_rows >= len(rows)


def _rows_of_cells(cells: Sequence[Box], pieces: Sequence[Piece]) -> Iterator[tuple[list[str], bool]]:
    """Yield the texts of each row, and whether it shares an amount with another row.

    A cell over several rows says its text in each, since the lines show that; over several columns in the first.
    """
    tops, lefts = (_distinct(sides) for sides in zip(*((cell.top, cell.x0) for cell in cells), strict=True))
    bottom, right = max(cell.bottom for cell in cells), max(cell.x1 for cell in cells)
    texts = {cell: _text_in(cell, pieces) for cell in cells}
    for top, below in pairwise([*tops, bottom]):
        row: list[str] = []
        seen: set[Box] = set()
        shares_amount = False
        for left, beside in pairwise([*lefts, right]):
            cell = next((one for one in cells if one.holds((left + beside) / 2, (top + below) / 2)), None)
            row.append(texts[cell] if cell is not None and cell not in seen else "")
            if cell is not None:
                seen.add(cell)
                is_tall = cell.bottom - cell.top > below - top + _SLACK
                shares_amount = shares_amount or (is_tall and bool(amounts_in(row[-1], "")))
        yield row, shares_amount


def _distinct(sides: Iterable[float]) -> list[float]:
    found: list[float] = []
    for side in sorted(set(sides)):
        if not found or side - found[-1] > _SLACK:
            found.append(side)
    return found


def _text_in(cell: Box, pieces: Sequence[Piece]) -> str:
    """Return a cell's lines as one: what is wrapped in it goes on without a break."""
    text = ""
    for row in _rows([piece for piece in pieces if cell.holds_centre_of(piece.box)]):
        line = " ".join(piece.text for piece in row if isinstance(piece, Piece))
        text += (" " if text and (text[-1] + line[0]).isascii() else "") + line
    return text


# Elements → lines in order


def _in_order(elements: Sequence[_Element], frames: tuple[int, ...]) -> Iterator[PageLine]:
    rows = _rows(elements)
    at = 0
    while at < len(rows):
        band, gutter = _band(rows, at)
        together = [element for row in rows[at : at + band] for element in row]
        if gutter is not None and _are_columns(rows[at : at + band], gutter):
            yield from _in_order([one for one in together if one.box.x1 <= gutter], frames)
            yield from _in_order([one for one in together if one.box.x0 >= gutter], frames)
        elif band > 1 and all(isinstance(one, Piece) for one in together):
            yield from _cells_of(rows[at : at + band], frames)
        else:
            band = 1
            yield from _line_of(rows[at], frames)
        at += band


def _rows(elements: Sequence[_Element]) -> list[list[_Element]]:
    """Return the elements in rows from top to bottom, each from left to right; a frame is a row with all beside it."""
    rows: list[list[_Element]] = []
    top = bottom = 0.0
    for element in sorted(elements, key=lambda one: (one.box.top, one.box.x0)):
        low = min(element.box.bottom - element.box.top, bottom - top)
        if rows and min(bottom, element.box.bottom) - element.box.top > 0.5 * low:
            rows[-1].append(element)
            top, bottom = min(top, element.box.top), max(bottom, element.box.bottom)
        else:
            rows.append([element])
            top, bottom = element.box.top, element.box.bottom
    return [sorted(row, key=lambda one: one.box.x0) for row in rows]


def _band(rows: list[list[_Element]], at: int) -> tuple[int, float | None]:
    """Return how many rows from ``at`` on a gap runs down through, and where; the gap that runs farthest."""
    best: tuple[int, float | None] = (1, None)
    for left, right in _gaps(rows[at]):
        count = 1
        for row in rows[at + 1 :]:
            beside = [one.box for one in row]
            new_left = max([left, *(box.x1 for box in beside if (box.x0 + box.x1) / 2 < (left + right) / 2)])
            new_right = min([right, *(box.x0 for box in beside if (box.x0 + box.x1) / 2 >= (left + right) / 2)])
            if new_right - new_left < _GUTTER:
                break
            left, right, count = new_left, new_right, count + 1
        if best[1] is None or count > best[0]:
            best = count, (left + right) / 2
    return best


def _gaps(elements: Iterable[_Element]) -> list[tuple[float, float]]:
    gaps = []
    reach: float | None = None
    for box in sorted(one.box for one in elements):
        if reach is not None and box.x0 - reach > _GUTTER:
            gaps.append((reach, box.x0))
        reach = box.x1 if reach is None else max(reach, box.x1)
    return gaps


def _are_columns(band: list[list[_Element]], gutter: float) -> bool:
    """Return whether both sides are read by themselves, not row by row."""
    if not all(isinstance(one, Piece) for row in band for one in row):
        return True
    left = [[one.text for one in row if isinstance(one, Piece) and one.box.x1 <= gutter] for row in band]
    right = [[one.text for one in row if isinstance(one, Piece) and one.box.x0 >= gutter] for row in band]
    if len(band) == 1:
        return False
    aligned = all(here or not there for here, there in zip(left, right, strict=True))
    facing = [text for here, there in zip(left, right, strict=True) if there for text in here]
    return not (aligned and (all(is_cell(text) for row in right for text in row) or all(map(is_cell, facing))))


def _cells_of(band: list[list[_Element]], frames: tuple[int, ...]) -> Iterator[PageLine]:
    """Yield rows whose columns no lines divide, only gaps."""
    starts = [-1.0, *((left + right) / 2 for left, right in _gaps(one for row in band for one in row))]
    for row in band:
        if len(row) == 1:
            yield from _line_of(row, frames)
            continue
        cells = [""] * len(starts)
        for one in row:
            column = max(number for number, start in enumerate(starts) if start < one.box.x1)
            cells[column] += (" " if cells[column] else "") + (one.text if isinstance(one, Piece) else "")
        yield PageLine("\t".join(cells), tuple(cells), frames)


def _line_of(row: list[_Element], frames: tuple[int, ...]) -> Iterator[PageLine]:
    words = []
    for element in row:
        if isinstance(element, Piece):
            words.append(element.text)
            continue
        if isinstance(element, _Frame):
            yield from _in_order(element.elements, (*frames, element.number))
        else:
            yield from _rows_of_table(element, frames)
    if words:
        yield PageLine(" ".join(words), None, frames)


def _rows_of_table(table: _Table, frames: tuple[int, ...]) -> Iterator[PageLine]:
    for row, shares_amount in _rows_of_cells(table.cells, table.pieces):
        filled = [cell for cell in row if cell]
        if shares_amount:
            yield PageLine("\t".join(row), (), frames)
        elif filled:
            yield PageLine("\t".join(row), tuple(row) if len(filled) > 1 else None, frames)
