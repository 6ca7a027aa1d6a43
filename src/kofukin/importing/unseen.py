"""Characters of a page that nobody who looks at it can see: off the page, cut off, white, not painted or painted over.

Characters that are not painted and lie on a picture are what a program has read in it: they are seen in the picture.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kofukin.importing.painting import CUT_OFF, NOT_PAINTED
from kofukin.importing.pieces import Box, Character, pieces_of, rows_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

_WHITE = 0.98


def seen_and_unseen(page: "Page") -> tuple[list[Character], list[Character]]:
    """Return the characters of a page that can be seen, and those that cannot."""
    crop, media = Box(*map(float, page.cropbox)), Box(*map(float, page.mediabox))
    shown = Box(
        max(crop.x0, media.x0), max(crop.top, media.top), min(crop.x1, media.x1), min(crop.bottom, media.bottom)
    )
    pictures = [*map(_box, page.images)]
    grounds = [*_dark(page.rects), *_dark(page.curves), *pictures]
    seen: list[Character] = []
    unseen: list[Character] = []
    for character in page.chars:
        box = _box(character)
        is_painted = character.get("tag") != NOT_PAINTED
        is_plain = is_painted and not _is_white(character.get("non_stroking_color"))
        behind = grounds if is_painted else pictures
        is_on_paper = shown.holds_centre_of(box) and character.get("tag") != CUT_OFF
        is_seen = is_on_paper and (is_plain or any(ground.holds_centre_of(box) for ground in behind))
        (seen if is_seen else unseen).append(character)
    return seen, unseen


def lines_of(characters: Sequence[Character]) -> list[str]:
    """Return what the characters say, a line each."""
    return [" ".join(piece.text for piece in row) for row in rows_of(pieces_of(characters))]


def _box(shape: Character) -> Box:
    return Box(*(float(shape[key]) for key in Box._fields))


def _dark(shapes: Iterable[Character]) -> list[Box]:
    return [_box(shape) for shape in shapes if shape.get("fill") and not _is_white(shape.get("non_stroking_color"))]


def _is_white(colour: Any) -> bool:
    """Return whether a colour, in grey, RGB or CMYK, is that of the paper; one in no such space is not."""
    if not isinstance(colour, tuple | list) or not all(isinstance(part, int | float) for part in colour):
        return False
    if len(colour) == 4:
        return sum(colour) < 1 - _WHITE
    return len(colour) in (1, 3) and all(part >= _WHITE for part in colour)
