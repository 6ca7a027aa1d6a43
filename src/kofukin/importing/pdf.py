"""A PDF of someone's grants → its lines page by page, and what is drafted from them."""

import contextlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kofukin.errors import KofukinError, reason_of
from kofukin.extras import require
from kofukin.importing.apart import Bounds, GaveUp, each_apart
from kofukin.importing.draft import Doubt, Given, Item, Pages, Place, Reached
from kofukin.importing.encoding import refusal
from kofukin.importing.ids import Ids
from kofukin.importing.line_grammar import Furniture, read_line
from kofukin.importing.line_rows import TextLine
from kofukin.importing.pages import items_of
from kofukin.messages import errors, importing

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

MOST_PAGES = 5_000
MOST_CHARACTERS = 50_000
"""On a page; a page of small print has some 5,000."""
MOST_EDGES = 4_000
"""On a page: beyond that it is a map or a picture, and looking for tables in it takes minutes."""

BOUNDS = Bounds(seconds=20, megabytes=1024)
"""For a page, and for all before the first: one of 50,000 characters takes a few seconds."""

_TAIL = 4096
_MOST_OF_A_PAGE = 0.5


def read(path: Path, given: Given, ids: Ids | None = None) -> Iterator[Item]:
    """Yield what a PDF holds; raises KofukinError where it cannot be read, or is a scan without text."""
    pages: list[PageLines] = []
    for page in pages_of(path):
        pages.append(page)
        yield Reached(len(pages), page.of)
    lines = [line for page in pages for line in page.lines]
    doubts = [doubt for page in pages for doubt in page.doubts]
    if not lines and doubts:
        raise refusal(path, importing.NO_TEXT, importing.OCR_FIRST)
    if not lines:
        raise refusal(path, importing.PAGES_BLANK)
    yield Pages(Place(str(path)), len(pages))
    yield from doubts
    yield from items_of(lines, given, path, ids or Ids())


def pages_of(path: Path) -> Iterator["PageLines"]:
    """Yield what stands on each page; raises KofukinError where it cannot be read."""
    require("import", "pdfplumber")
    _refuse_truncated(path)
    read = 0
    try:
        for page in each_apart(BOUNDS, read_pages, path):
            read += 1
            yield page
    except GaveUp as error:
        reason = importing.PAGE_TOO_SLOW if error.slow else importing.PAGE_TOO_MUCH_MEMORY
        raise refusal(path, reason(page=read + 1), importing.SPLIT) from error


class PageLines(NamedTuple):
    """The lines of a page, and what is doubtful about all of it; ``of``: so many pages the file has."""

    lines: list[TextLine]
    doubts: list[Doubt]
    of: int = 0


def read_pages(path: Path) -> Iterator[PageLines]:
    """Yield what stands on each page; raises KofukinError where one cannot be read."""
    with _opened(path) as pdf:
        for page in _pages(pdf, path):
            yield _read_page(page, path)._replace(of=len(pdf.pages))


def _refuse_truncated(path: Path) -> None:
    """Raise KofukinError for what is no whole PDF: a cut one can be opened, but lacks pages without a word."""
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise refusal(path, importing.NOT_A_FILE)  # a pipe could not be read twice
        with path.open("rb") as file:
            begins = file.read(1024)
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            ends = file.read()
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    if not begins:
        raise refusal(path, errors.FILE_EMPTY)
    if b"%PDF-" not in begins:
        raise refusal(path, importing.NOT_A_PDF)
    if b"%%EOF" not in ends:
        raise refusal(path, importing.PDF_CUT, importing.GET_AGAIN)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator["PDF"]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns on standard error of what it can cope with
    try:
        pdf = pdfplumber.open(path)
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise refusal(path, importing.ENCRYPTED, importing.DROP_PASSWORD) from error
        raise refusal(path, importing.PDF_BROKEN, importing.GET_AGAIN) from error
    except MemoryError:
        raise
    except Exception as error:  # whatever a broken file makes the library stumble over
        raise refusal(path, importing.PDF_BROKEN, importing.GET_AGAIN) from error
    with contextlib.closing(pdf.stream):
        yield pdf


def _pages(pdf: "PDF", path: Path) -> Iterator["Page"]:
    try:
        pages = pdf.pages
    except MemoryError:
        raise
    except Exception as error:
        raise refusal(path, importing.PDF_BROKEN, importing.GET_AGAIN) from error
    if not pages:
        raise refusal(path, importing.NO_PAGES, importing.GET_AGAIN)
    if len(pages) > MOST_PAGES:
        raise refusal(path, importing.TOO_MANY_PAGES(pages=len(pages), most=MOST_PAGES), importing.SPLIT)
    for page in pages:
        yield page
        page.close()


def _is_picture(page: "Page", texts: Sequence[str]) -> bool:
    """Return whether what a page shows is a picture: an image or a drawing beside no text but page numbers and such."""
    if not texts:
        return bool(page.images or page.curves)
    area = sum((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
    return area > _MOST_OF_A_PAGE * page.width * page.height and all(
        isinstance(read_line(text), Furniture) for text in texts
    )


def _read_page(page: "Page", path: Path) -> PageLines:
    from kofukin.importing import painting, unseen
    from kofukin.importing.page_layout import lines_of_page

    number = page.page_number
    place = Place(str(path), number)
    read = PageLines([], [])
    try:
        painting.look_at(page)
        characters = len(page.chars)
        if characters > MOST_CHARACTERS:
            raise refusal(path, importing.PAGE_TOO_FULL(page=number, most=MOST_CHARACTERS), importing.SPLIT)
        is_drawing = len(page.edges) > MOST_EDGES
        if is_drawing and characters:
            read.doubts.append(Doubt(place, importing.PAGE_NOT_TAKEN_APART, ""))
        seen, not_seen = unseen.seen_and_unseen(page)
        found = lines_of_page(page, seen, with_frames=not is_drawing)
        read.doubts.extend(Doubt(place, importing.TEXT_UNSEEN, text) for text in unseen.lines_of(not_seen))
        if _is_picture(page, [line.text for line in found]):
            read.doubts.append(Doubt(place, importing.PAGE_IS_PICTURE, ""))
    except (KofukinError, MemoryError):
        raise
    except Exception as error:
        raise refusal(path, importing.PAGE_BROKEN(page=number), importing.GET_AGAIN) from error
    for count, line in enumerate(found, start=1):
        frames = tuple(number * 1_000_000 + frame for frame in line.frames)
        cells = TextLine(line.text, place._replace(line=count), line.cells, frames, line.by_gaps, line.is_ruled)
        read.lines.append(cells)
    return read
