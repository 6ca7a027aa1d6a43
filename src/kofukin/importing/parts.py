"""Parts of a project: what is listed a level below one that has its amount, so that their money is in it already."""

from itertools import takewhile

from kofukin.importing.headings import Heading
from kofukin.importing.line_grammar import Figure, Money, Name, Total
from kofukin.importing.line_rows import Row, indent, rows_below

_LEVELS = ("●◎○◯〇■□◆◇▪▫▶▸►★☆◦", "・‣⦿•➤", "-*–+＊－"), (("1", "1."), ("(1)",), ("①", "ア."))
_LEAST_INDENT = 2
"""In columns: less is the raggedness of a text that was copied."""


def set_aside_parts(rows: list[Row]) -> None:
    """Leave unread the names that are listed a level below a project with its own amount."""
    whole: Row | None = None
    for row in rows:
        if isinstance(row.reading, Heading | Total):
            whole = None
        if not isinstance(row.reading, Name) or row.role is not None or row.line.cells is not None:
            continue
        if whole is not None and _is_below(row, whole):
            row.reading = Money()
        else:
            whole = row if _has_amount(row, rows) else None


def _has_amount(row: Row, rows: list[Row]) -> bool:
    if isinstance(row.reading, Name) and row.reading.amounts:
        return True
    own = takewhile(lambda below: not isinstance(below.reading, Name | Heading | Total), rows_below(rows, row))
    return any(isinstance(below.reading, Figure) for below in own)


def _is_below(row: Row, whole: Row) -> bool:
    """Return whether a name stands a level below another: by its indent, or by a mark that is used for that."""
    mark, above = (one.reading.mark if isinstance(one.reading, Name) else None for one in (row, whole))
    if mark is None and above is None:
        return False
    if indent(row) - indent(whole) >= _LEAST_INDENT:
        return True
    if mark is None or indent(row) < indent(whole):
        return False
    return above is None or any(_level(mark, marks) > _level(above, marks) >= 0 for marks in _LEVELS)


def _level(mark: str, levels: tuple[str | tuple[str, ...], ...]) -> int:
    return next((level for level, marks in enumerate(levels) if mark in marks), -1)
