"""An HTML page of someone's grants: its tables the way of all tables, and, where it has none of ours, all as a text."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kofukin.importing import tables
from kofukin.importing.columns import check_chosen, is_money
from kofukin.importing.draft import Doubt, Given, Item, Line, Place, Role
from kofukin.importing.encoding import encoding_of, refusal
from kofukin.importing.html_tables import Parsed, parsed, sheets_of
from kofukin.importing.ids import Ids
from kofukin.importing.laid_out import settled
from kofukin.importing.line_grammar import is_like_name
from kofukin.importing.line_rows import TextLine
from kofukin.importing.money import amounts_on
from kofukin.importing.pages import items_of
from kofukin.importing.sheet import HEAD
from kofukin.importing.sheets import check_no_sheet
from kofukin.messages import errors, importing


def read(path: Path, given: Given, ids: Ids | None = None) -> Iterator[Item]:
    """Yield what a page holds; raises KofukinError where it cannot be read."""
    page = parsed(path, encoding_of(path, given.encoding))
    if _has_table(page, given):
        check_chosen(given.columns)
        check_no_sheet(path, given.sheet)
        yield from tables.read_sheets(path, sheets_of(page.tables), given, ids)
        yield from _beside_tables(page, path)
        yield from _unseen(page, path)
        return
    yield from _unseen(page, path)
    lines = [TextLine(text, Place(str(path), line=number)) for number, text in page.texts]
    if not lines:
        raise refusal(path, errors.FILE_EMPTY)
    yield from items_of(lines, given, path, ids or Ids())


def has_table(path: Path, given: Given) -> bool:
    """Return whether a page holds a table of grants; raises as ``read``."""
    return _has_table(parsed(path, encoding_of(path, given.encoding)), given)


def _has_table(page: Parsed, given: Given) -> bool:
    sheets = ((list(islice(sheet.rows, HEAD)), sheet) for sheet in sheets_of(page.tables))
    return any(settled(head, sheet, given, is_whole=len(head) < HEAD).found for head, sheet in sheets)


def _unseen(page: Parsed, path: Path) -> Iterator[Doubt]:
    """Yield a doubt for money that a browser does not show, or shows struck out: menus, hidden parts, attributes."""
    for number, text, is_in_cell in page.unseen:
        if amounts_on(text) or (is_in_cell and is_money(text)):
            yield Doubt(Place(str(path), line=number), importing.TEXT_UNSEEN, text)


def _beside_tables(page: Parsed, path: Path) -> Iterator[Line]:
    """Yield the lines of text beside the tables: open where they state money or end as names do."""
    for at, (number, text) in enumerate(page.texts):
        if at not in page.in_tables:
            is_open = bool(amounts_on(text)) or is_like_name(text)
            yield Line(Place(str(path), line=number), Role.UNREAD if is_open else Role.TEXT, text)
