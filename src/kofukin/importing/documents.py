"""A text document of someone's grants (.txt, .md) → its lines, and what is drafted from them."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kofukin.errors import reason_of
from kofukin.importing import markdown
from kofukin.importing.broken_rows import whole_rows
from kofukin.importing.draft import Given, Item, Line, Place, Role
from kofukin.importing.encoding import encoding_of, refusal
from kofukin.importing.ids import Ids
from kofukin.importing.line_rows import TextLine
from kofukin.importing.money import amounts_on
from kofukin.importing.pages import items_of
from kofukin.messages import errors, importing
from kofukin.model.stated_amounts import lines_of

LARGEST_BYTES = 64 * 2**20
"""A document of that size would hold some 500,000 projects: it is a list, and lists are read as tables."""

_BULLET_INSIDE = re.compile(r"(?<=[。．])\s+(?=- \S)")
"""Where a list's next entry stands on the line that the one before it ends on."""
_CELLS_END = re.compile(r"(?<!\\)\|")


def read(path: Path, given: Given, ids: Ids | None = None) -> Iterator[Item]:
    """Yield what a text document holds; raises KofukinError where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise refusal(path, importing.DOCUMENT_TOO_LARGE(most=LARGEST_BYTES // 2**20), importing.SPLIT_OR_TABLE)
        with path.open(encoding=encoding_of(path, given.encoding), newline="") as file:
            text = file.read()
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    is_markdown = path.suffix.lower() == ".md"
    first = markdown.front_matter(text) if is_markdown else 0
    for number, line in islice(enumerate(lines_of(text), start=1), first):
        if line.strip():
            role = Role.UNREAD if amounts_on(line) else Role.TEXT
            yield Line(Place(str(path), line=number), role, line)
    lines = list(_text_lines(text, str(path), is_markdown, first))
    if not lines:
        raise refusal(path, errors.FILE_EMPTY)
    yield from items_of(lines, given, path, ids or Ids())


def _text_lines(text: str, file: str, is_markdown: bool, first: int) -> Iterator[TextLine]:
    """Yield the lines that are not blank, but for the ``first`` ones; a page ends where a form feed stands, if any.

    What Markdown marks stands there as a reader of the page sees it.
    """
    page = 1 if "\f" in text else None
    cells = None
    for number, line in whole_rows(islice(enumerate(lines_of(text), start=1), first, None)):
        written = line
        if is_markdown:
            line = markdown.as_shown(line)
        if page is not None:
            page += line.count("\f")
        parts = _BULLET_INSIDE.split(line)
        marked = written if parts == [line] != [written] else None
        for part in parts:
            if part.strip():
                cells = _cells(part, is_markdown, in_table=cells is not None)
                yield TextLine(part, Place(file, page, number), cells, marked=marked)


def _cells(line: str, is_markdown: bool, in_table: bool) -> tuple[str, ...] | None:
    """Return the cells of a row of a Markdown table, ``| a | b |``, or of one pasted from a spreadsheet.

    Outside a table tabs at the ends of a line are no cells: they indent it.
    """
    if "\t" in (line if in_table else line.strip()):
        return tuple(cell.strip() for cell in line.strip("\f").split("\t"))
    line = line.strip()
    if is_markdown and line.startswith("|") and line.endswith("|") and line.count("|") > 2:
        return tuple(cell.replace("\\|", "|").strip() for cell in _CELLS_END.split(line[1:-1]))
    return None
