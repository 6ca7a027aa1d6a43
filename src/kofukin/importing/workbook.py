"""A workbook (.xlsx, .xlsm, .xls, .ods) → its sheets. No macro is run; a formula has the value it was saved with.

The library that reads workbooks holds a sheet whole, as a full rectangle up to the farthest cell that has a value. So
what a file unpacks to, and how large its rectangles are, is measured before it is opened: one stray cell in the last
corner of a sheet would ask for 512 GiB and end the process.
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
from kofukin.importing.encoding import refusal
from kofukin.importing.sheets import Row, Sheet, Span
from kofukin.messages import errors, importing

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_UNPACKED = 512 * 2**20
"""In bytes. A sheet of a million rows and ten columns stays below it."""
MOST_CELLS = 30_000_000
"""In one sheet's rectangle, at about 32 bytes a cell."""

_PIECE = 2**20
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def sheets_in(path: Path, wanted: str | None) -> Iterator[Sheet]:
    """Yield the sheets of ``path``, or the one that is ``wanted``; raises UsageError where it is not there."""
    require("import", "python_calamine")
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _measure(path)
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
        yield Sheet(entry.name, _rows(path, sheet), _spans(sheet), is_hidden)


def _rows(path: Path, sheet: "CalamineSheet") -> Generator[Row, None, None]:
    before = [""] * (sheet.start or (0, 0))[1]
    with _blaming(path):
        rows = sheet.iter_rows()
    for number, values in enumerate(rows, start=1):
        cells = [value if type(value) is str else _as_text(value) for value in values]
        if any(cells):
            yield number, before + cells


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


def _measure(path: Path) -> None:
    """Raise KofukinError for what is no workbook, is locked by a password, or is too large to be held in memory."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_OLD_EXCEL))
        if not head:
            raise refusal(path, errors.FILE_EMPTY)
        if path.stat().st_size > MOST_UNPACKED:
            raise _too_large(path)
        if path.suffix.lower() == ".xls":
            return
        if head == _OLD_EXCEL:
            if _LOCKED in path.read_bytes():
                raise refusal(path, importing.ENCRYPTED, importing.DROP_PASSWORD)
            raise refusal(path, importing.OTHER_KIND(ending=".xls"), importing.RENAME)
        with zipfile.ZipFile(path) as archive:
            _measure_members(path, archive)
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise refusal(path, importing.NOT_A_WORKBOOK(reason=str(error)[:100]), importing.SAVE_AGAIN) from error


def _measure_members(path: Path, archive: zipfile.ZipFile) -> None:
    """Read every member through, so that one that is longer than it says fails here, on its checksum."""
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _too_large(path)
    for member in members:
        with archive.open(member) as unpacked:
            rows, columns = _rectangle(member.filename, iter(lambda: unpacked.read(_PIECE), b""))
        if rows * columns > MOST_CELLS:
            raise refusal(path, importing.SHEET_TOO_LARGE(rows=rows, columns=columns), importing.SAVE_AS_CSV)


def _too_large(path: Path) -> KofukinError:
    return refusal(path, importing.FILE_TOO_LARGE(most=f"{MOST_UNPACKED >> 20} MiB"), importing.SAVE_AS_CSV)


def _rectangle(member: str, pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return how many rows and columns a member makes the library hold."""
    if re.fullmatch(r"xl/worksheets/[^/]*\.xml", member):
        return _excel_rectangle(_whole_tags(pieces))
    if member == "content.xml":
        return _ods_rectangle(_whole_tags(pieces))
    for _ in pieces:
        pass
    return 0, 0


def _whole_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces that no tag runs across."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = text.rfind(b"<") if len(rest) < _PIECE else len(text)
        yield text[:cut]
        rest = text[cut:]
    yield rest


_CELL_COLUMN = re.compile(rb' r="([A-Z]{1,3})[0-9]')
_ROW_NUMBER = re.compile(rb'<row [^>]*?r="([0-9]{1,9})"')


def _excel_rectangle(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return the farthest row and column that are named, or how many there are where they have no names."""
    columns: set[bytes] = set()
    rows = last = widest = cells = 0
    for piece in pieces:
        columns.update(_CELL_COLUMN.findall(piece))
        last = max([last, *map(int, _ROW_NUMBER.findall(piece))])
        for index, row in enumerate(piece.split(b"<row")):
            cells = row.count(b"<c>") + row.count(b"<c ") + (0 if index else cells)
            widest = max(widest, cells)
            rows += index > 0
    return max(rows, last), max([widest, *map(_column_number, columns)])


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


_ODS_TAG = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)([\s>/][^>]*)")
_ODS_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})"')


def _ods_rectangle(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Return the largest sheet's rows and columns up to the farthest cell that has a value."""
    most_rows = most_columns = row = height = column = 0
    for piece in pieces:
        for kind, attributes in _ODS_TAG.findall(piece):
            repeated = _ODS_REPEATED.search(attributes)
            count = int(repeated[1]) if repeated else 1
            if kind == b"table":
                row = height = 0
            elif kind == b"table-row":
                row, height, column = row + height, count, 0
            else:
                column += count
                if b"office:value-type" in attributes:
                    most_rows, most_columns = max(most_rows, row + height), max(most_columns, column)
    return most_rows, most_columns
