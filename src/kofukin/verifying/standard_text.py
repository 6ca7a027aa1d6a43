"""Standard input as a text to verify; a workbook or a Word document is known by its first bytes."""

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kofukin.errors import KofukinError, reason_of
from kofukin.importing.encoding import refusal
from kofukin.importing.sheets import RECORDS, sheets_in
from kofukin.importing.standard_input import StandardInput, ending_of
from kofukin.messages import errors

_ARCHIVE = b"PK\x03\x04"


@contextmanager
def text_of_standard_input() -> Iterator[Path]:
    """Yield a file with what stands on standard input."""
    with tempfile.TemporaryDirectory(prefix="kofukin-") as folder:
        unnamed = StandardInput(folder) / "stdin"
        try:
            with unnamed.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        except OSError as error:
            raise refusal(unnamed, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
        yield unnamed.rename(unnamed.with_name("stdin" + _ending_of(unnamed)))


def _ending_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.startswith(_ARCHIVE):
        ending = ending_of(head)
        return ending if ending in RECORDS and _is_records(path, ending) else ""
    try:
        with zipfile.ZipFile(path) as archive:
            return ".docx" if "word/document.xml" in archive.namelist() else ".xlsx"
    except (zipfile.BadZipFile, ValueError):
        return ".xlsx"


def _is_records(path: Path, ending: str) -> bool:
    """Return whether what begins like JSON is a list of records, and no text in brackets."""
    named = path.rename(path.with_name("stdin" + ending))
    try:
        return bool(list(sheets_in(named)))
    except KofukinError:
        return False
    finally:
        named.rename(path)
