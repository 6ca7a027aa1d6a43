"""Parts of a project: what is listed a level below one that has its amount, so that their money is in it already."""

import re
from itertools import takewhile

from kofukin.importing.headings import Heading
from kofukin.importing.line_grammar import Figure, Money, Name, Plain, Total, without_bullet
from kofukin.importing.line_rows import Row, indent, rows_below

_LEVELS = (("1", "1.", *"●◎○◯〇■□◆◇▪▫▶▸►★☆◦"), ("(1)",), ("①",), tuple("・‣⦿•➤"), ("ア.", *"-*–+"))
"""The marks of lists, from those of wholes to those of parts."""
_BREAKDOWN = re.compile(r"[（(【\[〔]?\s*(?:事業費)?(?:の)?内訳")
_LEAST_INDENT = 2
"""In columns: less is the raggedness of a text that was copied."""


def set_aside_parts(rows: list[Row]) -> None:
    """Leave unread the names that are listed a level below a project with its own amount."""
    whole: Row | None = None
    breakdown: Row | None = None
    for row in rows:
        if isinstance(row.reading, Heading | Total):
            whole = breakdown = None
        if isinstance(row.reading, Plain) and _BREAKDOWN.match(row.text):
            breakdown = row
        if not isinstance(row.reading, Name) or row.role is not None or row.line.cells is not None:
            continue
        if whole is not None and (_is_below(row, whole) or (breakdown and _is_in(row, breakdown, whole))):
            if breakdown is not None and indent(breakdown) < indent(row):
                breakdown = row
            row.reading = Money()
        else:
            whole, breakdown = row if _has_amount(row, rows) else None, None


def _is_in(row: Row, breakdown: Row, whole: Row) -> bool:
    """Return whether a name goes on with a breakdown: with no other indent, nor with the mark of a whole."""
    return indent(row) >= indent(breakdown) and not _has_mark_of(row, whole)


def _has_amount(row: Row, rows: list[Row]) -> bool:
    if isinstance(row.reading, Name) and row.reading.amounts:
        return True
    own = takewhile(lambda below: not isinstance(below.reading, Name | Heading | Total), rows_below(rows, row))
    return any(isinstance(below.reading, Figure) for below in own)


def _has_mark_of(row: Row, whole: Row) -> bool:
    mark, above = (one.reading.mark if isinstance(one.reading, Name) else None for one in (row, whole))
    return mark is not None and mark == above


def _is_below(row: Row, whole: Row) -> bool:
    """Return whether a name stands a level below another: by its indent, or by a mark that is used for that."""
    mark, above = (one.reading.mark if isinstance(one.reading, Name) else None for one in (row, whole))
    is_plain = mark is None and above is None
    if indent(row) - indent(whole) >= _LEAST_INDENT:
        return not is_plain or (isinstance(row.reading, Name) and bool(row.reading.amounts))
    if mark is None or indent(row) < indent(whole):
        return False
    return above is None or _level(mark) > _level(above)


def begins_breakdown(text: str) -> bool:
    """Return whether a text announces parts: 内訳, （事業費の内訳）."""
    return _BREAKDOWN.match(text) is not None


def level_of(text: str) -> int:
    """Return the level of the mark before a text, 0 where it has none or that of a whole."""
    mark, _ = without_bullet(text, is_numbered=False)
    return 0 if mark is None else _level(mark)


def _level(mark: str) -> int:
    return next((level for level, marks in enumerate(_LEVELS) if mark in marks), 0)
