"""How many terminal or spreadsheet columns a text takes: kanji and kana take two (Unicode East Asian Width)."""

import unicodedata

_TWO_COLUMNS = frozenset("WF")


def display_width(text: str) -> int:
    """Return the columns that ``text`` takes on one line; ambiguous characters count as one."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _TWO_COLUMNS else 1


def pad(text: str, width: int) -> str:
    """Return ``text`` with spaces behind it up to ``width`` columns."""
    return text + " " * max(0, width - display_width(text))


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns, broken at spaces or between wide characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and display_width(line + piece.rstrip()) > width:
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
            character in _NEVER_FIRST
            or pieces[-1][-1] in _NEVER_LAST
            or (character == " " and pieces[-1][-1] != " ")
            or (
                _character_width(character) == 1
                and character != " "
                and _character_width(pieces[-1][-1]) == 1
                and pieces[-1][-1] != " "
            )
        )
        if joins:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
