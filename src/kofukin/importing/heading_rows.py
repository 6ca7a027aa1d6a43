"""Headings by their neighbours: lines that only look like one are taken back, and some that no rule reads are found."""

import re
from itertools import pairwise

from kofukin.importing import line_grammar as grammar
from kofukin.importing.brackets import GROUP
from kofukin.importing.draft import Role
from kofukin.importing.headings import (
    Heading,
    goes_on,
    heading,
    is_like_heading,
    known_programs_in,
    names_program,
    years_in,
)
from kofukin.importing.line_grammar import Figure, Money, Name, Note, Plain
from kofukin.importing.line_rows import Row, rows_below
from kofukin.model.prefecture import PREFECTURES
from kofukin.model.stated_amounts import narrow
from kofukin.text.display_width import display_width

_PREFECTURES = frozenset(PREFECTURES.values())
_WIDEST_HEADING = 120
"""In columns; of lines that only seem to be headings."""
_FULL_LINE = 50
"""In columns: a line of a paragraph that is followed by another is at least as long."""
_LONGEST_PARAGRAPH = 12
_GOES_ON_BELOW = re.compile(
    r"(?:を|により|による|によって|として|において|については?|に係る|に関する|からの|への|での)"
)
_MAY_GO_ON_BELOW = re.compile(r"[のにはがでともへ、]")
_INTRODUCES = re.compile(r"(?:次の|以下|下記|つぎの)(?:の|に|と|事業|とおり|通り|取組)")
_RUNS_INTO_SENTENCE = re.compile(r"(?:交付金|年度)\s*(?:を|は|が|に|で|も|から|まで|により)")


def take_back_headings(rows: list[Row]) -> None:
    """Read again, by their neighbours, lines that look like headings and are none.

    One may be part of a sentence. One between a name and its figure, or in round brackets below them, speaks of
    that project alone. Municipalities one below the other are partners, or whatever, but not whose grants follow;
    only a prefecture may stand over its first one.
    """
    for upper, lower in pairwise(rows):
        _join_heading(upper, lower)
    headings = [row for row in rows if isinstance(row.reading, Heading)]
    lists = _lists_of_municipalities(headings)
    for row in headings:
        above = rows[row.number - 1] if row.number else None
        if row.number in lists:
            row.reading = Money()
        elif _is_in_sentence(row, rows):
            row.reading = Plain(row.text)
        elif above is not None and above.line.box == row.line.box and _is_label(row, above, rows):
            assert isinstance(row.reading, Heading)
            row.reading = Note(row.text, label=row.reading)


def _join_heading(upper: Row, lower: Row) -> None:
    """Read two lines as one heading where only both together name a program that is known."""
    if not isinstance(upper.reading, Plain) or not isinstance(lower.reading, Heading | Plain):
        return
    joined = upper.text + lower.text
    if "交付金" not in joined:
        return
    apart = {*known_programs_in(upper.text), *known_programs_in(lower.text)}
    if {*known_programs_in(joined)} <= apart or upper.line.box != lower.line.box:
        return
    if (read := heading(joined)) is not None:
        upper.reading, upper.text = read, joined
        lower.reading, lower.role = Plain(lower.text), Role.HEADING


def _is_in_sentence(row: Row, rows: list[Row]) -> bool:
    """Return whether the line above surely goes on with this one, or this one with the line below."""
    above = rows[row.number - 1] if row.number else None
    if above is not None and isinstance(above.reading, Plain) and goes_on(above.text):
        return True
    below = next(rows_below(rows, row), None)
    if below is None or not isinstance(below.reading, Plain | Money) or below.line.box != row.line.box:
        return False
    is_sentence = grammar.ends_sentence(below.text)
    return bool(_GOES_ON_BELOW.match(below.text) or (is_sentence and _MAY_GO_ON_BELOW.match(below.text)))


def _is_label(row: Row, above: Row, rows: list[Row]) -> bool:
    says = row.reading
    if not isinstance(says, Heading) or says.title or says.amounts or _is_municipality(row):
        return False
    below = next(rows_below(rows, row), None)
    if below is not None and isinstance(below.reading, Figure):
        return isinstance(above.reading, Name) or (
            isinstance(above.reading, Plain) and grammar.is_like_name(above.text)
        )
    in_brackets = GROUP.fullmatch(narrow(row.text)) is not None and row.text[0] in "(（"
    return in_brackets and isinstance(above.reading, Name | Figure | Note)


def _lists_of_municipalities(headings: list[Row]) -> set[int]:
    """Return the rows of municipalities one below the other, but for a prefecture right above one of its own."""
    runs: list[list[Row]] = []
    for row in filter(_is_municipality, headings):
        if runs and runs[-1][-1].number == row.number - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    lists = (run for run in runs if len(run) > 1 and not (len(run) == 2 and _is_prefecture(run[0])))
    return {row.number for run in lists for row in run}


def _is_prefecture(row: Row) -> bool:
    return isinstance(row.reading, Heading) and row.reading.municipality in _PREFECTURES


def _is_municipality(row: Row) -> bool:
    reading = row.reading
    return isinstance(reading, Heading) and reading.municipality is not None and not (reading.programs or reading.title)


# Lines that seem to be headings


def note_unclear_headings(rows: list[Row]) -> None:
    """Note the lines that seem to name a program or a year and that no rule reads: they are not those above.

    So does a sentence that names other programs than the headings above, and speaks of the projects that follow.
    """
    above: set[str] = set()
    for row in rows:
        if isinstance(row.reading, Heading) and row.reading.programs:
            above.update(known_programs_in(row.text))
        elif row.role is None and above and _introduces(row) and not above.issuperset(known_programs_in(row.text)):
            row.reading = Heading(unclear=True)
        elif row.role is None and may_be_heading(row) and not _is_in_paragraph(row, rows):
            years = years_in(row.text)
            row.reading = Heading(fiscal_year=years[0] if len(years) == 1 else None, unclear=True)


def _introduces(row: Row) -> bool:
    return isinstance(row.reading, Plain) and _INTRODUCES.search(row.text) is not None


def may_be_heading(row: Row) -> bool:
    """Return whether a line that is no name and no figure by itself seems to be a heading."""
    reading = row.reading
    if display_width(row.text) > _WIDEST_HEADING or len(list(filter(None, row.line.cells or ()))) > 1:
        return False
    if isinstance(reading, Money):
        return names_program(row.text)
    if not isinstance(reading, Plain):
        return False
    if reading.mark is None or reading.mark in grammar.MARKS_OF_HEADINGS:
        return is_like_heading(reading.text)
    return names_program(reading.text)


def _is_in_paragraph(row: Row, rows: list[Row]) -> bool:
    """Return whether a line is part of a sentence: one goes on from above, or ends some lines below."""
    above = rows[row.number - 1] if row.number else None
    if _is_in_sentence(row, rows):
        return True
    if above is not None and _is_unfinished(above) and display_width(above.text) >= _FULL_LINE:
        return True
    if _RUNS_INTO_SENTENCE.search(narrow(row.text)) is None or display_width(row.text) < _FULL_LINE:
        return False
    for below in rows[row.number + 1 : row.number + _LONGEST_PARAGRAPH]:
        if not isinstance(below.reading, Plain) or below.reading.mark is not None:
            return False
        if grammar.ends_sentence(below.text):
            return True
    return False


def _is_unfinished(row: Row) -> bool:
    return isinstance(row.reading, Plain) and row.reading.mark is None and not grammar.ends_sentence(row.text)
