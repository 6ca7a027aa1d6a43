"""A file of a document → what it is known by, and its lines by the numbers that an import gave them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kofukin import importing
from kofukin.errors import KofukinError, reason_of
from kofukin.files.fingerprint import fingerprint
from kofukin.importing.sheet import Row
from kofukin.messages import errors
from kofukin.model.stated_amounts import lines_of


class SourceLine(NamedTuple):
    """A line as people read it, and its cells where it is the row of a table."""

    text: str
    cells: tuple[str, ...] | None = None


class Reading(NamedTuple):
    """One way to number the lines: those of each page; of a text, and of a sheet, they are of one page, None."""

    pages: Mapping[int | None, list[SourceLine]]

    @property
    def is_by_page(self) -> bool:
        return None not in self.pages


class Source(NamedTuple):
    """A file of a document: what it is known by, and its lines.

    Several readings are of a file with several sheets, and of a text that tells its pages.
    """

    path: Path
    sha256: str
    size: int
    readings: tuple[Reading, ...]


def read(path: Path) -> Source:
    """Return a document that imports read; raises KofukinError for what cannot be read as one."""
    ending = path.suffix.lower()
    if ending == importing.PDF:
        readings = tuple(_of_pdf(path))
    elif ending in importing.TABLES:
        readings = tuple(_of_tables(path))
    else:
        readings = tuple(_of_text(path))
    try:
        return Source(path, *fingerprint(path), readings)
    except OSError as error:
        raise KofukinError(errors.FILE_UNREADABLE(reason=reason_of(error))) from error


def _of_pdf(path: Path) -> Iterator[Reading]:
    from kofukin.importing import pdf  # reads in a process of its own, with libraries that a text does without

    yield Reading(
        {
            number: [SourceLine(line.text, line.cells) for line in page.lines]
            for number, page in enumerate(pdf.pages_of(path), start=1)
        }
    )


def _of_tables(path: Path) -> Iterator[Reading]:
    from kofukin.importing import sheets  # as above

    for sheet in sheets.sheets_in(path):
        yield Reading({None: list(_numbered(sheet.rows))})
    if path.suffix.lower() in importing.HTML:
        from kofukin.importing.encoding import encoding_of
        from kofukin.importing.html_tables import parsed

        texts = parsed(path, encoding_of(path, None)).texts
        yield Reading({None: list(_numbered((number, [text]) for number, text in texts))})


def _numbered(rows: Iterable[Row]) -> Iterator[SourceLine]:
    """Yield rows as lines, blank ones among them: those are left out of ``rows``."""
    last = 0
    for number, cells in rows:
        for _ in range(last + 1, number):
            yield SourceLine("")
        last = number
        yield SourceLine(" ".join(cells), tuple(cells) if len(cells) > 1 else None)


def _of_text(path: Path) -> Iterator[Reading]:
    from kofukin.importing.encoding import encoding_of  # few files are held against a text

    encoding = encoding_of(path, None)
    try:
        with path.open(encoding=encoding, newline="") as file:
            text = file.read()
    except OSError as error:
        raise KofukinError(errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    yield Reading({None: _lines(text)})
    if "\f" in text:
        pages = text.removesuffix("\f").split("\f")
        yield Reading({number: _lines(page) for number, page in enumerate(pages, start=1)})


def _lines(text: str) -> list[SourceLine]:
    return [SourceLine(line, _cells(line)) for line in lines_of(text)]


def _cells(line: str) -> tuple[str, ...] | None:
    cells = tuple(re.split(r"[\t|]", line.strip(" |")))
    return cells if len(cells) > 1 else None
