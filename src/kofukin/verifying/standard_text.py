"""Standard input as a text to verify; a workbook or a Word document is known by its first bytes."""

import zipfile
from contextlib import AbstractContextManager
from pathlib import Path

from kofukin.errors import KofukinError
from kofukin.importing.sheets import RECORDS, sheets_in
from kofukin.importing.standard_input import ending_of, standard_input

_ARCHIVE = b"PK\x03\x04"


def text_of_standard_input() -> AbstractContextManager[Path]:
    """Give a file with what stands on standard input; raises KofukinError where it cannot be read."""
    return standard_input(_ending_of)


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
