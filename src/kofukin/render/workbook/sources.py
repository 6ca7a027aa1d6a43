"""The sheet of sources, to hand in with the figures: the documents, the place of each figure, what the words mean."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from kofukin.messages import labels
from kofukin.render import Style, people
from kofukin.render.workbook import paper
from kofukin.render.workbook.cells import LINE_HEIGHT, Formats, set_height, write_rows, write_text, write_wide
from kofukin.table import Table, without_empty_columns

_WIDEST = 36


def write(book: Workbook, table: Table, evidence: Table, formats: Formats, style: Style) -> None:
    """Write the sheet for the projects in ``table``."""
    sheet = book.add_worksheet(labels.SHEET_SOURCES.in_(style.language))
    documents = without_empty_columns(table.documents) if table.documents else None
    head = [people.title(table, style), people.drawn(table, style)]
    head += [line.in_(style.language) for line in (documents.notes if documents else ())]
    row, widths, points = len(head) + 2, [0], 0.0
    for part in filter(None, (documents, evidence)):
        title = part.title.in_(style.language) if part.title else ""
        write_text(sheet, row, 0, title, formats(bold=True, font_size=12))
        place = write_rows(sheet, row + 1, part.columns, [tuple(r) for r in part.rows], formats, style, _WIDEST)
        known = widths + [0] * (len(place.widths) - len(widths))
        own = place.widths + [0] * (len(known) - len(place.widths))
        widths = [max(pair) for pair in zip(known, own, strict=True)]
        row, points = place.last + 2, points + place.points + 2 * LINE_HEIGHT
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    room = paper.Room.beside(widths)
    points += _write_head(sheet, head, room, formats, style)
    points += _write_definitions(sheet, row, room.widths, formats, style)
    paper.set_up(sheet, paper.Sheet.of(widths, points), None, title=labels.SHEET_SOURCES.in_(style.language))


def _write_head(sheet: Any, lines: Sequence[str], room: paper.Room, formats: Formats, style: Style) -> float:
    write_text(sheet, 0, room.first, labels.SHEET_SOURCES.in_(style.language), formats(bold=True, font_size=14))
    for row, line in enumerate(lines, start=1):
        write_text(sheet, row, room.first, people.visible(line), formats())
    return set_height(sheet, 0, 1.5) + len(lines) * LINE_HEIGHT


def _write_definitions(sheet: Any, row: int, widths: list[int], formats: Formats, style: Style) -> float:
    write_text(sheet, row, 0, labels.DEFINITIONS_TITLE.in_(style.language), formats(bold=True, font_size=12))
    points = 0.0
    for number, (term, meaning) in enumerate(labels.DEFINITIONS, start=row + 1):
        write_text(sheet, number, 0, term.in_(style.language), formats(bold=True))
        points += write_wide(sheet, number, 1, meaning.in_(style.language), formats(text_wrap=True), widths, 1)
    return points
