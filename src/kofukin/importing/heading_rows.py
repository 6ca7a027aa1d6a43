"""Headings by their neighbours: lines that only look like one are taken back, and some that no rule reads are found."""

from kofukin.importing import line_grammar as grammar
from kofukin.importing.brackets import GROUP
from kofukin.importing.headings import Heading, goes_on
from kofukin.importing.line_grammar import Figure, Money, Name, Note, Plain
from kofukin.importing.line_rows import Row, rows_below
from kofukin.prefecture import PREFECTURES
from kofukin.stated_amounts import narrow

_PREFECTURES = frozenset(PREFECTURES.values())


def take_back_headings(rows: list[Row]) -> None:
    """Read again, by their neighbours, lines that look like headings and are none.

    One may be the rest of a sentence. One between a name and its figure, or in round brackets below them, speaks of
    that project alone. Municipalities one below the other are partners, or whatever, but not whose grants follow.
    """
    headings = [row for row in rows if isinstance(row.reading, Heading)]
    lists = {row.number for row in headings if _is_municipality(row) and any(map(_is_municipality, _beside(rows, row)))}
    for row in headings:
        above = rows[row.number - 1] if row.number else None
        if row.number in lists:
            if not row.text.endswith(tuple(_PREFECTURES)):
                row.reading = Money()
        elif above is not None and isinstance(above.reading, Plain) and goes_on(above.text):
            row.reading = Plain(row.text)
        elif above is not None and above.line.box == row.line.box and _is_label(row, above, rows):
            assert isinstance(row.reading, Heading)
            row.reading = Note(row.text, label=row.reading)


def _is_label(row: Row, above: Row, rows: list[Row]) -> bool:
    heading = row.reading
    if not isinstance(heading, Heading) or heading.title or heading.amounts or _is_municipality(row):
        return False
    below = next(rows_below(rows, row), None)
    if below is not None and isinstance(below.reading, Figure):
        return isinstance(above.reading, Name) or (
            isinstance(above.reading, Plain) and grammar.is_like_name(above.text)
        )
    in_brackets = GROUP.fullmatch(narrow(row.text)) is not None and row.text[0] in "(（"
    return in_brackets and isinstance(above.reading, Name | Figure | Note)


def _beside(rows: list[Row], row: Row) -> list[Row]:
    return [rows[at] for at in (row.number - 1, row.number + 1) if 0 <= at < len(rows)]


def _is_municipality(row: Row) -> bool:
    reading = row.reading
    return isinstance(reading, Heading) and reading.municipality is not None and not (reading.programs or reading.title)
