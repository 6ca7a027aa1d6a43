"""How many terminal or spreadsheet columns a text takes: kanji and kana take two (Unicode East Asian Width)."""

import unicodedata
from collections.abc import Callable

_TWO_COLUMNS = frozenset("WF")
_JOINS_THE_LAST = frozenset({"Mn", "Me"})
"""Marks and variation selectors, which are drawn on the character before them."""


def display_width(text: str) -> int:
    """Return the columns that ``text`` takes on one line; ambiguous characters count as one."""
    return len(text) if text.isascii() else sum(map(_widths.__getitem__, text))


class _Widths(dict[str, int]):
    """Each character's columns, looked up in Unicode when it is first met."""

    def __missing__(self, character: str) -> int:
        wide = unicodedata.east_asian_width(character) in _TWO_COLUMNS
        joins = unicodedata.category(character) in _JOINS_THE_LAST
        width = self[character] = 0 if joins else 2 if wide else 1
        return width


_widths = _Widths()


def pad(text: str, width: int) -> str:
    """Return ``text`` with spaces behind it up to ``width`` columns."""
    return text + " " * max(0, width - display_width(text))


def wrap(text: str, width: int, measure: Callable[[str], int] = display_width) -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns, broken at spaces or between wide characters.

    ``measure`` says how many columns a text takes.
    """
    if measure(text) <= width:
        return [text]
    lines, line = [], ""
    for piece in _pieces(text):
        if line and measure(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


_NEVER_FIRST = frozenset(")],.;:!?、。，．・：；？！）」』】〕》〉］｝ー々…％")
_NEVER_LAST = frozenset("([（「『【〔《〈［｛")


def _pieces(text: str) -> list[str]:
    """Return the runs between which a line may break: ASCII words with their space, and single wide characters."""
    pieces: list[str] = []
    for character in text:
        joins = pieces and (
            _widths[character] == 0
            or character in _NEVER_FIRST
            or pieces[-1][-1] in _NEVER_LAST
            or (character == " " and pieces[-1][-1] != " ")
            or (_widths[character] == 1 and character != " " and _widths[pieces[-1][-1]] == 1 and pieces[-1][-1] != " ")
        )
        if joins:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
