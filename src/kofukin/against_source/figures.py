"""Does each name and figure of a dataset stand in a document where the dataset says?

A figure whose line is given is looked for on it; one in a row of a table anywhere in the row, in the one unit in which
most of the document's figures do.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kofukin.against_source.reading import Reading, Source, SourceLine
from kofukin.messages import Message, Said, errors, labels
from kofukin.model.project import Project
from kofukin.model.stated_amounts import narrow, stated_amounts

_LINES_OF_A_NAME = 4
"""A name in a PDF may be wrapped over so many lines."""
_UNITS = (1, 1000, 10**6, 10**4, 10**8)
"""Yen that the numbers of a table may be of; which one, its heading says, and it is one for all of a document."""

Problem = tuple[str, Message | Said]
"""What is wrong, after the field that it is about."""


class Held(NamedTuple):
    """A project as a document has it: what is wrong but for figures in a row, and that row."""

    project: Project
    problems: list[Problem]
    row: SourceLine | None


def hold(projects: Sequence[Project], source: Source) -> list[tuple[Project, list[Problem]]]:
    """Return the projects, each with what is wrong with it."""
    held = [_held(project, source) for project in projects]
    unit = _unit_of(held)
    return [(each.project, [*each.problems, *_not_in_row(each, unit)]) for each in held]


def _held(project: Project, source: Source) -> Held:
    """Return what the reading says in which most of the project stands at its place."""
    ways = (Held(project, list(_of_lines(project, reading)), _row_of(project, reading)) for reading in source.readings)
    return min(ways, key=lambda held: len(held.problems))


def _unit_of(held: Sequence[Held]) -> int:
    """Return the unit in which most figures stand in their rows."""
    fits = Counter(
        unit
        for each in held
        if each.row is not None
        for numbers in [_numbers(each.row)]
        for _, yen in _figures(each.project)
        for unit in _UNITS
        if Decimal(yen) / unit in numbers
    )
    return max(_UNITS, key=lambda unit: fits[unit])


def _not_in_row(held: Held, unit: int) -> Iterator[Problem]:
    numbers = _numbers(held.row) if held.row is not None else set()
    for place, yen in _figures(held.project) if held.row is not None else ():
        if Decimal(yen) / unit not in numbers:
            yield place, errors.FIGURE_NOT_IN_ROW(line=held.project.source_line, expected=f"{yen:,}")


def _of_lines(project: Project, reading: Reading) -> Iterator[tuple[str, Message | Said]]:
    for key, number in (("source_line", project.source_line), ("source_amount_line", project.source_amount_line)):
        if number is None:
            if key == "source_line" or _row_of(project, reading) is None:
                yield key, errors.NO_SOURCE_LINE(key=key)
            continue
        lines = _page_of(project, reading, number)
        if lines is None:
            yield "source_page", errors.PAGE_BEYOND_END(page=project.source_page, pages=len(reading.pages))
            return
        if number > len(lines):
            yield key, errors.LINE_BEYOND_END(line=number, lines=len(lines))
        elif key == "source_line":
            yield from _name_problem(project, reading, lines, number)
        else:
            yield from _amount_problems(project, lines[number - 1].text, number)


def _page_of(project: Project, reading: Reading, number: int) -> list[SourceLine] | None:
    """Return the lines of a project's page; its amount may stand on the next one."""
    if not reading.is_by_page:
        return reading.pages[None]
    page = project.source_page
    if page is not None and page in reading.pages and number > len(reading.pages[page]):
        return reading.pages.get(page + 1, reading.pages[page])
    return reading.pages.get(page)


def _row_of(project: Project, reading: Reading) -> SourceLine | None:
    """Return the row of a table that holds a project with its figures, where no line of amounts is given."""
    number = project.source_line
    if number is None or project.source_amount_line is not None:
        return None
    lines = _page_of(project, reading, number) or []
    row = lines[number - 1] if number <= len(lines) else None
    return row if row is not None and row.cells else None


def _figures(project: Project) -> Iterator[tuple[str, int]]:
    for place in ("national_funds_yen", "stated_cost_yen", "partner_national_funds_yen"):
        if (yen := getattr(project, place)) is not None:
            yield place, yen
    for number, partner in enumerate(project.partners):
        if partner.national_funds_yen is not None:
            yield f"partners[{number}].national_funds_yen", partner.national_funds_yen


_NUMBER = re.compile(r"([△▲−-]?)\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")


def _numbers(row: SourceLine) -> set[Decimal]:
    return {
        Decimal(digits.replace(",", "")) * (-1 if sign else 1)
        for cell in row.cells or ()
        for sign, digits in _NUMBER.findall(narrow(cell))
    }


def _name_problem(
    project: Project, reading: Reading, lines: list[SourceLine], line: int
) -> Iterator[tuple[str, Message | Said]]:
    if project.name is None:
        return
    if reading.is_by_page or lines[line - 1].cells:
        below = "".join(each.text for each in lines[line - 1 : line - 1 + _LINES_OF_A_NAME])
        if "".join(project.name.split()) not in "".join(below.split()):
            yield "name", errors.NAME_NOT_THERE(line=line)
        return
    before, found, after = lines[line - 1].text.partition(project.name)
    if not found or not _BULLET.fullmatch(before) or not _NAME_ENDS.match(after):
        yield "name", errors.NAME_NOT_THERE(line=line)
    elif project.application_text and not re.search(rf"(?<!\w){re.escape(project.application_text)}(?!\w)", after):
        yield "application_text", errors.APPLICATION_NOT_THERE(line=line, text=project.application_text)


def _amount_problems(project: Project, text: str, line: int) -> Iterator[tuple[str, Message | Said]]:
    outside, inside = stated_amounts(text)
    if outside != project.national_funds_yen:
        yield (
            "national_funds_yen",
            errors.AMOUNT_NOT_THERE(line=line, found=_shown(outside), expected=_shown(project.national_funds_yen)),
        )
    stated = {partner.name: partner.national_funds_yen for partner in project.partners}
    for name in stated | inside:
        if stated.get(name) != inside.get(name):
            yield (
                "partners",
                errors.PARTNER_AMOUNT_NOT_THERE(
                    line=line, partner=name, found=_shown(inside.get(name)), expected=_shown(stated.get(name))
                ),
            )


_BULLET = re.compile(r"[\s・○●◎◇◆□■※*\-\d.()（）①-⑳]*")
_NAME_ENDS = re.compile(r"$|[\s<>＜＞()（）【】\[\]［］「」『』,、。]")


def _shown(yen: int | None) -> Message | str:
    return labels.NO_AMOUNT if yen is None else f"{yen:,}"
