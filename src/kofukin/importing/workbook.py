"""A workbook (.xlsx, .xlsm, .xls, .ods) → its sheets. No macro is run; a formula has the value it was saved with.

What a file unpacks to, and how far its sheets reach, is measured before the library opens it: one stray cell in the
last corner of a sheet would make it ask for 512 GiB. The library runs in a process of its own all the same.
"""

import os
import posixpath
import re
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kofukin.errors import KofukinError, UsageError, reason_of
from kofukin.extras import require
from kofukin.importing import sheet_xml
from kofukin.importing.apart import Bounds, GaveUp, each_apart
from kofukin.importing.cells import unmarked
from kofukin.importing.encoding import kind_of, refusal
from kofukin.importing.ods_xml import ods_notes
from kofukin.importing.sheet import Row, Sheet, Span
from kofukin.importing.sheet_comments import comments_in, members_of_comments, relations_of
from kofukin.importing.sheet_styles import struck_texts, styles_in, table_heads
from kofukin.importing.sheet_xml import Excel, SheetNotes
from kofukin.importing.tags import PIECE
from kofukin.messages import errors, importing

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_UNPACKED = 512 * 2**20
"""In bytes. A sheet of a million rows and ten columns stays below it."""
MOST_CELLS = 30_000_000
"""In one sheet's rectangle, at about 32 bytes a cell."""
BOUNDS = Bounds(seconds=120, megabytes=4096)
_ROWS_AT_ONCE = 1000
_HEAD = 4096

_TABLE = re.compile(r"xl/tables/[^/]+\.xml")
_TEXTS = "xl/sharedstrings.xml"
_ZIPPED = {"xl/workbook.xml": ".xlsx", "content.xml": ".ods"}
"""The part that a zip of each kind has."""
_MARKUP = (".html", ".mht", ".xml")
"""What programs save under the ending of a workbook, and this one does not read."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    is_hidden: bool


class _Part(NamedTuple):
    """Rows of a sheet from the library's rectangle, blank ones empty; the first part has what holds for all of them."""

    rows: list[list[str]]
    spans: tuple[Span, ...] = ()
    width: int = 0


def sheets_in(path: Path, wanted: str | None) -> Iterator[Sheet]:
    """Yield the sheets of ``path``, or the one that is ``wanted``; raises UsageError where it is not there."""
    require("import", "python_calamine")
    measured = _measure(path, wanted)
    opened = next(_openings)
    with _bounded(path):
        (sheets,) = each_apart(BOUNDS, _listed, path, opened)
    if wanted is not None:
        names = [sheet.name for sheet in sheets]
        sheets = [sheet for sheet in sheets if sheet.name == wanted]
        if not sheets:
            raise UsageError(importing.NO_SUCH_SHEET(text=wanted[:60], path=path), importing.SHEETS_ARE(sheets=names))
    for name, is_hidden in sheets:
        notes = measured.get(name, SheetNotes())
        with _bounded(path):
            parts = each_apart(BOUNDS, _parts, path, opened, name)
            first = next(parts)
        rows = _rows(path, first.width, parts, notes)
        spans = (*first.spans, *notes.spans)
        hidden = is_hidden and wanted is None
        yield Sheet(name, rows, spans, hidden, notes.hidden_rows, notes.hidden_columns, True, notes.comments)


_openings = count()


@contextmanager
def _bounded(path: Path) -> Iterator[None]:
    try:
        yield
    except GaveUp as error:
        reason = importing.TOO_SLOW if error.slow else importing.TOO_MUCH_MEMORY
        raise refusal(path, reason, importing.SAVE_AGAIN) from error


def _rows(path: Path, width: int, parts: Iterator[_Part], notes: SheetNotes) -> Generator[Row, None, None]:
    """Yield the rows that have any text, also those beyond the library's rectangle that have only marked cells."""
    read, marked, veiled = 0, notes.marked, notes.veiled
    with _bounded(path):
        for part in parts:
            for number, cells in enumerate(part.rows, start=read + 1):
                if number in marked:
                    cells = _with_marks(cells or [""] * width, marked[number])
                if cells:
                    if number in veiled:
                        _put_veils(cells, veiled[number])
                    yield number, cells
            read += len(part.rows)
    for beyond in sorted(row for row in marked if row > read):
        yield beyond, _with_marks([], marked[beyond])


def _with_marks(cells: list[str], marks: dict[int, str]) -> list[str]:
    cells += [""] * (max(marks) + 1 - len(cells))
    for column, text in marks.items():
        cells[column] = text
    return cells


def _put_veils(cells: list[str], veils: Mapping[int, str]) -> None:
    for column, mark in veils.items():
        if column < len(cells) and cells[column].strip():
            cells[column] = mark + unmarked(cells[column])


# In the other process


@lru_cache(maxsize=1)
def _book(path: Path, opened: int) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    with _blaming(path):
        return CalamineWorkbook.from_path(os.fspath(path))


def _listed(path: Path, opened: int) -> Iterator[list[_Listed]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    yield [
        _Listed(sheet.name, sheet.visible is not SheetVisibleEnum.Visible)
        for sheet in _book(path, opened).sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _parts(path: Path, opened: int, name: str) -> Iterator[_Part]:
    with _blaming(path):
        sheet = _book(path, opened).get_sheet_by_name(name)
        before = [""] * (sheet.start or (0, 0))[1]
        yield _Part([], _spans(sheet), len(before) + sheet.width)
        rows = sheet.iter_rows()
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            yield _Part([before + cells if any(cells) else [] for cells in map(_texts, batch)])


def _texts(values: Iterable[object]) -> list[str]:
    return [value if type(value) is str else _as_text(value) for value in values]


def _as_text(value: object) -> str:
    """Return a value as the sheet shows it, but for formats; the library gives every whole number a ``.0``."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _spans(sheet: "CalamineSheet") -> tuple[Span, ...]:
    """Return the merged cells; none for .ods, of which the library does not tell them."""
    ranges = sheet.merged_cell_ranges or ()
    return tuple(Span(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges)


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Turn what the library raises into an error that names the file; its panics are no ``Exception``."""
    try:
        yield
    except (KeyboardInterrupt, MemoryError, GeneratorExit, KofukinError):
        raise
    except BaseException as error:
        if type(error).__name__ == "PasswordError":
            raise refusal(path, importing.ENCRYPTED, importing.DROP_PASSWORD) from error
        raise refusal(path, importing.NOT_A_WORKBOOK(reason=str(error)[:100]), importing.SAVE_AGAIN) from error


# Beforehand


def _measure(path: Path, wanted: str | None) -> dict[str, SheetNotes]:
    """Return what must be known of the sheets that are to be read.

    Raises KofukinError for what is no workbook, is locked by a password, or is too large to be held in memory.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if not head:
            raise refusal(path, errors.FILE_EMPTY)
        if path.stat().st_size > MOST_UNPACKED:
            raise _too_large(path)
        _refuse_other_kinds(path, head)
        if path.suffix.lower() == ".xls":
            return {}
        with zipfile.ZipFile(path) as archive:
            return _read_through(path, archive, wanted)
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise refusal(path, importing.NOT_A_WORKBOOK(reason=str(error)[:100]), importing.SAVE_AGAIN) from error


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    """Raise KofukinError for a file whose contents belong under another ending."""
    kind, is_old = kind_of(head), path.suffix.lower() == ".xls"
    if kind == ".xls" and not is_old and _LOCKED in path.read_bytes():
        raise refusal(path, importing.ENCRYPTED, importing.DROP_PASSWORD)
    if kind is not None and kind not in ([".xls"] if is_old else _ZIPPED.values()):
        hint = importing.SAVE_AGAIN if kind in _MARKUP else importing.RENAME
        raise refusal(path, importing.OTHER_KIND(ending=kind), hint)


def _read_through(path: Path, archive: zipfile.ZipFile, wanted: str | None) -> dict[str, SheetNotes]:
    """Return what must be known of each sheet, by its name.

    Every member but the sheets that are not wanted is read to its end, so that one that is longer than it says fails
    here, on its checksum.
    """
    members = {member.filename.lower(): member for member in archive.infolist()}
    if len(members) < len(archive.infolist()):
        raise ValueError("two parts of one name")
    for part, ending in _ZIPPED.items():
        if part in members and ending != path.suffix.lower().replace(".xlsm", ".xlsx"):
            raise refusal(path, importing.OTHER_KIND(ending=ending), importing.RENAME)
    book = _Archive(archive, members)
    names = {
        posixpath.normpath(member).lower(): name
        for name, member in sheet_xml.members_of_sheets(
            book.pieces("xl/workbook.xml"), book.pieces("xl/_rels/workbook.xml.rels")
        ).items()
    }
    read = [member for member in members if wanted is None or names.get(member) in (None, wanted)]
    if sum(members[member].file_size for member in read) > MOST_UNPACKED:
        raise _too_large(path)
    excel = Excel(
        styles_in(book.pieces("xl/styles.xml")),
        sheet_xml.calculates_on_load(book.pieces("xl/workbook.xml")),
        struck_texts(book.pieces(_TEXTS)) if book.holds(_TEXTS, b"strike") else frozenset(),
        frozenset(row for member in members if _TABLE.fullmatch(member) for row in table_heads(book.pieces(member))),
    )
    found: dict[str, SheetNotes] = {}
    for member in read:
        pieces = book.pieces(member)
        if member in names:
            found[names[member]] = notes = excel.notes_on(pieces)
            for other in members_of_comments(member, book.pieces(relations_of(member))):
                for row, texts in comments_in(book.pieces(other)).items():
                    notes.comments.setdefault(row, []).extend(texts)
            _refuse_too_far(path, [found[names[member]]])
        elif member == "content.xml":
            found |= ods_notes(pieces)
            _refuse_too_far(path, list(found.values()))  # the library holds all sheets of such a file at once
        for _ in pieces:
            pass
    return found


class _Archive(NamedTuple):
    """The members of a workbook, by their names in small letters: the library does not look at capitals."""

    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a member piece by piece; nothing where there is none."""
        if name in self.members:
            with self.archive.open(self.members[name]) as unpacked:
                yield from iter(lambda: unpacked.read(PIECE), b"")

    def holds(self, name: str, word: bytes) -> bool:
        """Return whether a word stands anywhere in a member: looking for it is quicker than taking the XML apart."""
        end = b""
        for piece in self.pieces(name):
            if word in end + piece:
                return True
            end = piece[-len(word) :]
        return False


def _refuse_too_far(path: Path, notes: Sequence[SheetNotes]) -> None:
    if sum(sheet.rows * sheet.columns for sheet in notes) > MOST_CELLS:
        farthest = max(notes, key=lambda sheet: sheet.rows * sheet.columns)
        reason = importing.SHEET_TOO_LARGE(rows=farthest.rows, columns=farthest.columns)
        raise refusal(path, reason, importing.SAVE_AS_CSV)


def _too_large(path: Path) -> KofukinError:
    return refusal(path, importing.FILE_TOO_LARGE(most=f"{MOST_UNPACKED >> 20} MiB"), importing.SAVE_AS_CSV)
