"""Names that go on over several lines: joined only where that is certain, else a doubt says that they may."""

import re

from kofukin.importing import line_grammar as grammar
from kofukin.importing.draft import Role
from kofukin.importing.headings import Heading, goes_on
from kofukin.importing.line_grammar import Furniture, Money, Name, Note, Plain, UnitLine
from kofukin.importing.line_rows import Row, indent
from kofukin.model.stated_amounts import narrow
from kofukin.text.display_width import display_width

_MOST_LINES_OF_A_NAME = 4
_FULL = 0.8
_FINISHED = re.compile(r"(?:です|ます|した|する|いる|ある|ない)$")


def join_wrapped(rows: list[Row]) -> set[int]:
    """Join names and ※ notes that stand on several lines; return the rows whose name may begin above, or may not."""
    unsure: set[int] = set()
    marks = {row.reading.mark for row in rows if isinstance(row.reading, Name) and row.reading.amounts}
    for upper in rows:
        if upper.role is not None:
            continue
        below = [row for row in rows[upper.number + 1 : upper.number + _MOST_LINES_OF_A_NAME] if row.role is None]
        for lower in _rest_of_bullet(upper, below, marks):
            join(upper, lower)
        for lower in below:
            if lower.role is not None or not _continues(upper, lower):
                break
            join(upper, lower)
        if isinstance(upper.reading, Name) and upper.reading.application_text and not upper.joined:
            first = _first_line_of(upper, rows)
            if isinstance(first, Row):
                for lower in rows[first.number + 1 : upper.number + 1]:
                    join(first, lower)
            elif first:
                unsure.add(upper.number)
    return unsure


def join(upper: Row, lower: Row) -> None:
    ascii_meet = upper.text[-1:].isalnum() and (upper.text[-1:] + lower.text[:1]).isascii() and lower.text[:1].isalnum()
    upper.text += (" " if ascii_meet else "") + lower.text
    upper.reading = grammar.read_line(upper.text, upper.is_numbered)
    upper.joined.append(lower)
    lower.role = Role.PROJECT


def _continues(upper: Row, lower: Row) -> bool:
    """Return whether ``lower`` surely goes on with what ``upper`` began."""
    above, below = upper.reading, lower.reading
    if upper.line.cells is not None or lower.line.cells is not None or upper.line.box != lower.line.box:
        return False
    if not isinstance(below, Plain | Name | Money | Note) or (isinstance(below, Plain | Name) and below.mark):
        return False
    if isinstance(above, Name) and above.open_bracket:
        return _closes_more(lower.text)
    if isinstance(above, Note):
        return (
            isinstance(below, Plain)
            and above.application_text is None
            and upper.text.endswith(("、", "，", "・", "と"))
        )
    if isinstance(above, Name) and above.note and not above.amounts:
        return isinstance(below, Plain) and not narrow(above.note).endswith(")") and _is_tail(above.note)
    if not isinstance(above, Plain) or grammar.ends_sentence(upper.text):
        return False
    if isinstance(below, Name) and _opens_more(upper.text) and _closes_more(lower.text):
        return True
    return above.mark is not None and isinstance(below, Name) and not grammar.is_like_name(above.text)


def _rest_of_bullet(upper: Row, below: list[Row], marks: set[str | None]) -> list[Row]:
    """Return the lines between a bullet and the amount behind its name, if they surely are one name.

    They are if they are indented below it, or if other names with amounts have the same bullet (``marks``).
    """
    reading = upper.reading
    if not isinstance(reading, Plain) or reading.mark is None or grammar.is_like_name(reading.text):
        return []
    rest: list[Row] = []
    for lower in below:
        if not is_unmarked(lower) or lower.line.box != upper.line.box or upper.line.cells is not None:
            return []
        rest.append(lower)
        if isinstance(lower.reading, Name):
            is_one = all(indent(row) > indent(upper) for row in rest) or reading.mark in marks
            is_name = isinstance(
                grammar.read_line(upper.text + "".join(row.text for row in rest), upper.is_numbered), Name
            )
            return rest if len(rest) > 1 and lower.reading.amounts and is_one and is_name else []
        if is_finished(lower.text) or grammar.is_like_name(lower.text):
            return []
    return []


def is_unmarked(row: Row) -> bool:
    """Return whether a row is text without a bullet, in no table."""
    is_text = isinstance(row.reading, Plain | Name) and row.reading.mark is None
    return is_text and row.role is None and row.line.cells is None


def is_finished(text: str) -> bool:
    """Return whether nothing need follow a line: it ends a sentence, with or without a full stop."""
    return grammar.ends_sentence(text) or _FINISHED.search(text) is not None


def _is_tail(note: str) -> bool:
    return note.endswith(("、", "，", "は", "の", "を", "に", "と", "が"))


def _opens_more(text: str) -> bool:
    normal = narrow(text)
    return any(normal.count(opening) > normal.count(closing) for opening, closing in ("「」", "『』", "()", "<>"))


def _closes_more(text: str) -> bool:
    """Return whether a bracket closes in ``text`` that did not open in it."""
    normal = narrow(text)
    return any(
        closing in normal and normal.find(closing) < (normal + opening).find(opening)
        for opening, closing in ("「」", "『』", "()", "<>")
    )


def _first_line_of(name: Row, rows: list[Row]) -> Row | bool:
    """Return the row that a name begins on, if lines above are surely its beginning; else whether they may be.

    Lines above that no sentence ends belong to it where no paragraph stands that they could end instead.
    """
    if name.line.cells is not None or (isinstance(name.reading, Name) and name.reading.mark is not None):
        return False
    first = name
    while first.number and name.number - first.number < _MOST_LINES_OF_A_NAME:
        above = rows[first.number - 1]
        if (
            above.role is not None
            or not isinstance(above.reading, Plain)
            or above.reading.mark is not None
            or above.line.box != name.line.box
            or above.line.cells is not None
        ):
            break
        if grammar.ends_sentence(above.text):
            return first if first is not name else False
        first = above
    if first is name or grammar.is_like_name(first.text):
        return False
    above_all = rows[first.number - 1].reading if first.number else None
    if above_all is None or (isinstance(above_all, Heading | Furniture | UnitLine) and name.number - first.number < 3):
        return first
    lowest = rows[name.number - 1]
    before = rows[lowest.number - 1]
    full = max(display_width(name.text), display_width(before.text) - 4 if isinstance(before.reading, Plain) else 0)
    return display_width(lowest.text) >= full


# Names that only a figure below shows


def widths(rows: list[Row]) -> dict[int | None, int]:
    """Return the width of the longest line of text on each page."""
    widest: dict[int | None, int] = {}
    for row in rows:
        if isinstance(row.reading, Plain):
            page = row.line.place.page
            widest[page] = max(widest.get(page, 0), display_width(row.text))
    return widest


def join_plain(row: Row, rows: list[Row], widest: dict[int | None, int]) -> tuple[Row, bool]:
    """Join a plain line that is a name to the lines above that surely begin it; return its first row.

    Also return whether the name may begin further above all the same: below a line that is about as long as the
    longest (``widest``, by page), since only such a line is broken off.
    """
    first = row
    while first.number and row.number - first.number < _MOST_LINES_OF_A_NAME:
        above = rows[first.number - 1]
        if above.line.box != row.line.box or not is_unmarked(above) or not isinstance(above.reading, Plain):
            break
        if is_finished(above.text) or grammar.is_labelled(above.text) or grammar.is_like_name(above.text):
            break
        if not goes_on(above.text):
            return row, display_width(above.text) >= _FULL * widest[above.line.place.page]
        first = above
    for lower in rows[first.number + 1 : row.number + 1]:
        join(first, lower)
    return first, False


def bullet_above(row: Row, rows: list[Row]) -> Row | None:
    """Return the bullet that a line stands indented under, if only lines like it stand between."""
    for above in reversed(rows[max(0, row.number - _MOST_LINES_OF_A_NAME) : row.number]):
        if not isinstance(above.reading, Plain | Name) or indent(above) > indent(row):
            return None
        if above.reading.mark is not None:
            return above if indent(above) < indent(row) else None
    return None
