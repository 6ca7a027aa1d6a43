"""What stands where on a page of a PDF → its lines in the order they are read, tables row by row, frames kept together.

Lines are read from top to bottom. Where a gap runs down the page, the text beside it is either a column of its own,
read after the one on its left, or the cells of the same rows: amounts and the like, each on the line of its name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kofukin.importing.brackets import is_application
from kofukin.importing.headings import Heading
from kofukin.importing.heads import field_of
from kofukin.importing.line_grammar import Figure, Furniture, Note, UnitLine, read_line
from kofukin.importing.pieces import SLACK, Box, Character, Piece, pieces_of, rows_of
from kofukin.importing.ruled_tables import RuledTable, rows_of_cells, ruled_tables
from kofukin.model.stated_amounts import narrow

if TYPE_CHECKING:
    from pdfplumber.page import Page

_NARROWEST_FRAME, _LOWEST_FRAME = 60, 14
_LARGEST_FRAME = 0.85
"""Of the page; what is larger is the page's own border."""
_GUTTER = 6.0
_NUMBER = re.compile(r"[△▲−-]?\s*[0-9]+(?:[,.][0-9]+)*")


class PageLine(NamedTuple):
    """A line as it is read; ``frames`` are numbered within the page, outermost first.

    ``cells`` are empty for a row of which it is open what belongs to it; ``by_gaps``: no lines divide them.
    """

    text: str
    cells: tuple[str, ...] | None = None
    frames: tuple[int, ...] = ()
    by_gaps: bool = False
    is_ruled: bool = False


@dataclass(slots=True, eq=False)
class _Frame:
    box: Box
    number: int
    elements: list["_Element"] = field(default_factory=list)


_Element = Piece | _Frame | RuledTable


def lines_of_page(page: "Page", characters: Sequence[Character], with_frames: bool = True) -> list[PageLine]:
    """Return the lines that characters of a page make; ``with_frames``: look for frames and tables in its drawing."""
    whole = _Frame(Box(0, 0, float(page.width), float(page.height)), 0)
    tables: list[RuledTable] = []
    frames: list[_Frame] = []
    if with_frames:
        finder = page.debug_tablefinder()
        tables, in_tables, characters = ruled_tables(finder, characters)
        boxes = [Box(*cell) for cell in finder.cells if cell not in in_tables]
        boxes += [Box(*(float(shape[key]) for key in Box._fields)) for shape in (*page.rects, *page.curves)]
    pieces: list[_Element] = list(pieces_of(characters))
    if with_frames:
        frames = _frames(boxes, whole.box, [*pieces, *tables])
    for element in (*pieces, *frames, *tables):
        _home(element, frames, whole).elements.append(element)
    return list(_in_order(whole.elements, ()))


def _home(element: "_Element", frames: Sequence[_Frame], whole: _Frame) -> _Frame:
    """Return the smallest frame around an element; ``frames`` come smallest first."""
    larger = (frame for frame in frames if frame is not element and frame.box.area > element.box.area)
    return next((frame for frame in larger if frame.box.holds_centre_of(element.box)), whole)


# Drawing → frames


def _frames(boxes: Sequence[Box], page: Box, elements: Sequence[_Element]) -> list[_Frame]:
    """Return the frames among the boxes that are drawn on a page, the smallest first."""
    tables = [one for one in elements if isinstance(one, RuledTable)]
    frames: list[_Frame] = []
    for box in boxes:
        if (
            _is_frame(box, page, elements)
            and not any(frame.box.is_same_as(box) for frame in frames)
            and not any(table.box.is_same_as(box) or _within(box, table.box) for table in tables)
        ):
            frames.append(_Frame(box, len(frames) + 1))
    for frame in frames:  # what stands side by side has a gap between, also where frames share a line
        frame.box = frame.box._replace(x0=frame.box.x0 + _GUTTER, x1=frame.box.x1 - _GUTTER)
    return sorted(frames, key=lambda frame: frame.box.area)


def _within(box: Box, other: Box) -> bool:
    return box.area < other.area and other.holds_centre_of(box)


def _is_frame(box: Box, page: Box, elements: Sequence[_Element]) -> bool:
    """Return whether a box is a frame around lines: not the page's border, a mark behind a word or a ruled line."""
    if box.x1 - box.x0 < _NARROWEST_FRAME or box.bottom - box.top < _LOWEST_FRAME:
        return False
    if box.area > _LARGEST_FRAME * page.area:
        return False
    inside = [one.box for one in elements if box.holds_centre_of(one.box)]
    return bool(inside) and all(one.x0 >= box.x0 - SLACK and one.x1 <= box.x1 + SLACK for one in inside)


# Elements → lines in order


def _in_order(elements: Sequence[_Element], frames: tuple[int, ...]) -> Iterator[PageLine]:
    rows = rows_of(elements)
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


def is_cell(text: str) -> bool:
    """Return whether a piece of a line is what stands in a narrow column: an amount, a number, words of application."""
    reading = read_line(text)
    return (
        isinstance(reading, Figure | Furniture | UnitLine | Note)
        or is_application(text)
        or (isinstance(reading, Heading) and not reading.programs and reading.municipality is not None)
        or bool(_NUMBER.fullmatch(narrow(text.strip())))
        or field_of(text)[0] is not None
    )


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
        yield PageLine("\t".join(cells), tuple(cells), frames, by_gaps=True)


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


def _rows_of_table(table: RuledTable, frames: tuple[int, ...]) -> Iterator[PageLine]:
    for row in rows_of_cells(table):
        filled = [cell for cell in row.texts if cell]
        if row.is_open:
            yield PageLine("\t".join(row.texts), (), frames, is_ruled=True)
        elif filled:
            yield PageLine("\t".join(row.texts), tuple(filled if row.is_whole else row.texts), frames, is_ruled=True)
