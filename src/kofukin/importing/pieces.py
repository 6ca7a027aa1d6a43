"""The characters of a page → pieces of text on one line, each with its place, and what stands in a row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from kofukin.text.letters import IDEOGRAPH_OF_RADICAL

_WIDE_GAP, _SPACE = 1.2, 0.25
"""Times the size of the characters: between two pieces of a line, and between two words."""
SLACK = 3.0
"""In points: how far text may stick out of the frame it is in."""

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
        return all(abs(one - two) < SLACK for one, two in zip(self, other, strict=True))


def around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Piece(NamedTuple):
    """Text on one line without a wide gap."""

    text: str
    box: Box


def pieces_of(characters: Sequence[Character]) -> Iterator[Piece]:
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
    # Fonts often name a kanji by the radical that looks the same; the page shows the kanji.
    return Piece(text.translate(IDEOGRAPH_OF_RADICAL), around(boxes))


class HasBox(Protocol):
    @property
    def box(self) -> Box: ...


Placed = TypeVar("Placed", bound=HasBox)


def rows_of(elements: Iterable[Placed]) -> list[list[Placed]]:
    """Return the elements in rows from top to bottom, each from left to right; a frame is a row with all beside it."""
    rows: list[list[Placed]] = []
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
