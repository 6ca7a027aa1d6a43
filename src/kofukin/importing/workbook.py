"""A workbook (.xlsx, .xlsm, .xls, .ods) → its sheets. No macro is run; a formula has the value it was saved with.

What a file unpacks to, and how far its sheets reach, is measured before the library opens it: one stray cell in the
last corner of a sheet would make it ask for 512 GiB and end the process.
"""

import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kofukin.errors import KofukinError, UsageError, reason_of
from kofukin.extras import require
from kofukin.importing import sheet_xml
from kofukin.importing.encoding import refusal
from kofukin.importing.sheet_xml import Excel, SheetNotes
from kofukin.importing.sheets import Row, Sheet, Span
from kofukin.messages import errors, importing

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_UNPACKED = 512 * 2**20
"""In bytes. A sheet of a million rows and ten columns stays below it."""
MOST_CELLS = 30_000_000
"""In one sheet's rectangle, at about 32 bytes a cell."""

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def sheets_in(path: Path, wanted: str | None) -> Iterator[Sheet]:
    """Yield the sheets of ``path``, or the one that is ``wanted``; raises UsageError where it is not there."""
    require("import", "python_calamine")
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    notes = _measure(path)
    with _blaming(path):
        book = CalamineWorkbook.from_path(str(path))
        sheets = [entry for entry in book.sheets_metadata if entry.typ is SheetTypeEnum.WorkSheet]
    if wanted is not None:
        names = [entry.name for entry in sheets]
        sheets = [entry for entry in sheets if entry.name == wanted]
        if not sheets:
            raise UsageError(importing.NO_SUCH_SHEET(text=wanted[:60], path=path), importing.SHEETS_ARE(sheets=names))
    for entry in sheets:
        with _blaming(path):
            sheet = book.get_sheet_by_name(entry.name)
        is_hidden = entry.visible is not SheetVisibleEnum.Visible and wanted is None
        own = notes.get(entry.name, SheetNotes())
        spans = (*_spans(sheet), *own.spans)
        rows = _rows(path, sheet, own.marked)
        yield Sheet(entry.name, rows, spans, is_hidden, own.hidden_rows, own.hidden_columns, has_numbers=True)


def _rows(path: Path, sheet: "CalamineSheet", marked: dict[int, dict[int, str]]) -> Generator[Row, None, None]:
    """Yield the rows that have any text, also those beyond the library's rectangle that have only marked cells."""
    before = [""] * (sheet.start or (0, 0))[1]
    with _blaming(path):
        rows = sheet.iter_rows()
    number = 0
    for number, values in enumerate(rows, start=1):
        cells = [value if type(value) is str else _as_text(value) for value in values]
        if number in marked:
            yield number, _with_marks(before + cells, marked[number])
        elif any(cells):
            yield number, before + cells
    for beyond in sorted(row for row in marked if row > number):
        yield beyond, _with_marks([], marked[beyond])


def _with_marks(cells: list[str], marks: dict[int, str]) -> list[str]:
    cells += [""] * (max(marks) + 1 - len(cells))
    for column, text in marks.items():
        cells[column] = text
    return cells


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
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:
        if type(error).__name__ == "PasswordError":
            raise refusal(path, importing.ENCRYPTED, importing.DROP_PASSWORD) from error
        raise refusal(path, importing.NOT_A_WORKBOOK(reason=str(error)[:100]), importing.SAVE_AGAIN) from error


def _measure(path: Path) -> dict[str, SheetNotes]:
    """Return what must be known of the sheets.

    Raises KofukinError for what is no workbook, is locked by a password, or is too large to be held in memory.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_OLD_EXCEL))
        if not head:
            raise refusal(path, errors.FILE_EMPTY)
        if path.stat().st_size > MOST_UNPACKED:
            raise _too_large(path)
        if path.suffix.lower() == ".xls":
            return {}
        if head == _OLD_EXCEL:
            if _LOCKED in path.read_bytes():
                raise refusal(path, importing.ENCRYPTED, importing.DROP_PASSWORD)
            raise refusal(path, importing.OTHER_KIND(ending=".xls"), importing.RENAME)
        with zipfile.ZipFile(path) as archive:
            return _read_through(path, archive)
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise refusal(path, importing.NOT_A_WORKBOOK(reason=str(error)[:100]), importing.SAVE_AGAIN) from error


def _read_through(path: Path, archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    """Return what must be known of each sheet, by its name.

    Every member is read to its end, so that one that is longer than it says fails here, on its checksum.
    """
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _too_large(path)
    book = _small(archive, "xl/workbook.xml")
    scaled = sheet_xml.scaled_styles(_small(archive, "xl/styles.xml"))
    excel = Excel(scaled, unsure=b'fullCalcOnLoad="1"' in book)
    names = sheet_xml.members_of_sheets(book, _small(archive, "xl/_rels/workbook.xml.rels"))
    found: dict[str, SheetNotes] = {}
    for member in members:
        with archive.open(member) as unpacked:
            pieces = iter(lambda: unpacked.read(sheet_xml.PIECE), b"")
            if re.fullmatch(r"xl/worksheets/[^/]*\.xml", member.filename):
                notes = {names.get(member.filename, member.filename): excel.notes_on(pieces)}
            else:
                notes = sheet_xml.ods_notes(pieces) if member.filename == "content.xml" else {}
            for _ in pieces:
                pass
        for of_sheet in notes.values():
            if of_sheet.rows * of_sheet.columns > MOST_CELLS:
                reason = importing.SHEET_TOO_LARGE(rows=of_sheet.rows, columns=of_sheet.columns)
                raise refusal(path, reason, importing.SAVE_AS_CSV)
        found |= notes
    return found


_MOST_OF_A_PART = 8 * 2**20
"""In bytes; styles and the list of sheets are far smaller."""


def _small(archive: zipfile.ZipFile, member: str) -> bytes:
    """Return the beginning of a member, or nothing where there is none."""
    if member not in archive.NameToInfo:
        return b""
    with archive.open(member) as unpacked:
        return unpacked.read(_MOST_OF_A_PART)


def _too_large(path: Path) -> KofukinError:
    return refusal(path, importing.FILE_TOO_LARGE(most=f"{MOST_UNPACKED >> 20} MiB"), importing.SAVE_AS_CSV)
