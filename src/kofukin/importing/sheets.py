"""A file of tables → its sheets, each as rows of text cells with 1-based row numbers.

A CSV is read a record at a time and never held whole. Workbooks are read by ``workbook``.
"""

import csv
import os
from collections import deque
from collections.abc import Generator, Iterator
from pathlib import Path

from kofukin.errors import UsageError, reason_of
from kofukin.importing.encoding import LONGEST_LINE, encoding_of, refusal
from kofukin.importing.sheet import BrokenRecord, Row, Sheet
from kofukin.messages import errors, importing

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
HTML = (".html", ".htm")
RECORDS = (".json", ".jsonl")
MOST_BROKEN_RECORDS = 1000
_DELIMITERS = (",", "\t", ";")
_LONGEST_CELL = LONGEST_LINE
_LONGEST_RECORD = 4 * LONGEST_LINE
MOST_READ_AGAIN = 16 * 2**20
"""In characters, beyond as many as the file has given so far: each stray quote may swallow a record's length anew."""
_FIRST_LINES = 60


def sheets_in(path: Path, wanted: str | None = None, encoding: str | None = None) -> Iterator[Sheet]:
    """Yield the sheets of ``path``, or the one that is ``wanted``.

    Raises UsageError for a sheet that is not there, KofukinError for a file that cannot be read.
    """
    if path.suffix.lower() in WORKBOOKS:
        from kofukin.importing import workbook  # loads a library that may not be installed

        return workbook.sheets_in(path, wanted)
    check_no_sheet(path, wanted)
    if path.suffix.lower() in HTML:
        from kofukin.importing import html_tables  # only a page of that kind needs them

        return html_tables.sheets_in(path, encoding_of(path, encoding))
    if path.suffix.lower() in RECORDS:
        from kofukin.importing import records

        return iter([records.sheet_in(path, encoding_of(path, encoding))])
    return iter([_text_sheet(path, encoding_of(path, encoding))])


def check_no_sheet(path: Path, wanted: str | None) -> None:
    """Raise UsageError where a sheet is wanted of a file that has none."""
    if wanted is not None:
        raise UsageError(importing.NO_SHEETS_IN(path=path), importing.DROP_SHEET)


def _text_sheet(path: Path, encoding: str) -> Sheet:
    csv.field_size_limit(_LONGEST_CELL)
    return Sheet(None, _records(path, encoding, _delimiter(path, encoding)))


def _delimiter(path: Path, encoding: str) -> str:
    """Return a tab for ``.tsv``; for a ``.csv`` the sign of which its first line with any has the most."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    with path.open(encoding=encoding, newline="") as file:
        for line, _ in zip(file, range(_FIRST_LINES), strict=False):
            if any(sign in line for sign in _DELIMITERS):
                return max(_DELIMITERS, key=line.count)
    return ","


def _records(path: Path, encoding: str, delimiter: str) -> Generator[Row, None, None]:
    """Yield the records that have any text.

    A quote too many would swallow rows up to the next one, or to the end of the file. So quotes are read strictly:
    where they do not pair, the record's first line is yielded as broken and the lines after it are read anew.
    """
    taken: list[str] = []
    again: deque[str] = deque()
    number = broken = length = read_again = 0
    try:
        with path.open(encoding=encoding, newline="") as file:

            def lines() -> Iterator[str]:
                nonlocal length
                while True:
                    line = again.popleft() if again else next(file, None)
                    if line is None:
                        return
                    length += len(line)
                    if length > _LONGEST_RECORD:
                        again.appendleft(line)
                        raise csv.Error("a record without an end")
                    taken.append(line)
                    yield line

            while True:
                try:
                    for cells in csv.reader(lines(), delimiter=delimiter, strict=True):
                        number += 1
                        length = 0
                        taken.clear()
                        if any(cells):
                            yield number, cells
                    return
                except csv.Error:
                    number, broken = number + 1, broken + 1
                    read_again += length
                    length = 0
                    come_to = os.lseek(file.fileno(), 0, os.SEEK_CUR)
                    if broken > MOST_BROKEN_RECORDS or read_again > MOST_READ_AGAIN + come_to:
                        raise refusal(path, importing.QUOTES_BROKEN, importing.SAVE_AGAIN) from None
                    yield number, BrokenRecord([taken[0].rstrip("\r\n")])
                    again.extendleft(reversed(taken[1:]))
                    taken.clear()
    except (OSError, UnicodeError) as error:  # the file has changed since its encoding was told
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason)) from error
