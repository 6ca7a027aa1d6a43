"""A file → the lines and tables in it, by the readers that importing has, and one for Word."""

from collections.abc import Iterator
from pathlib import Path

from kofukin.errors import KofukinError, UsageError, reason_of
from kofukin.importing.encoding import encoding_of, refusal
from kofukin.messages import errors, importing, verify
from kofukin.model.stated_amounts import lines_of
from kofukin.verifying.pieces import Grid, Line, Piece, row_of_cells

TEXTS, MARKDOWN = (".txt", ".md", ".markdown", ".text"), (".md", ".markdown")
SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".html", ".htm", ".json", ".jsonl")
WORD = ".docx"
ENDINGS = (*TEXTS, *SHEETS, WORD)
_SAVE_AS = {
    ".pdf": verify.PDF_AS_TEXT,
    ".doc": verify.SAVE_AGAIN,
    ".rtf": verify.SAVE_AGAIN,
    ".odt": verify.SAVE_AGAIN,
    ".xls": verify.SAVE_AS_WORKBOOK,
    ".pptx": verify.PDF_AS_TEXT,
}
"""Kinds of documents that are not read, and what to do."""
LARGEST_TEXT = 64 * 2**20


def pieces_of(path: Path) -> Iterator[Piece]:
    """Return the lines and tables of a file.

    Raises UsageError for a kind that is not read, KofukinError for a file that is none of its kind, or too large.
    """
    ending = path.suffix.lower()
    _check(path)
    if ending == WORD:
        from kofukin.verifying import docx  # only a Word document needs it

        return docx.pieces_in(path)
    if ending in (".html", ".htm"):
        return _page(path)
    if ending in SHEETS:
        return _sheets(path)
    if ending in TEXTS or not ending:
        return _lines(path, ending in MARKDOWN or not ending)
    hint = _SAVE_AS.get(ending)
    raise UsageError(
        errors.UNKNOWN_ENDING(path=path) if hint is None else verify.NOT_READ(path=path, ending=ending),
        hint or errors.VALID_FILES(endings=list(ENDINGS)),
    )


def _check(path: Path) -> None:
    try:
        if path.is_dir():
            raise refusal(path, errors.FILE_UNREADABLE(reason=errors.OS_FOLDER))
        if path.stat() and not path.is_file():
            raise refusal(path, importing.NOT_A_FILE)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason)) from error


def _lines(path: Path, is_markdown: bool) -> Iterator[Piece]:
    text = _text(path)
    for number, line in enumerate(lines_of(text), start=1):
        level = None
        if is_markdown and line.startswith("#"):
            marks = len(line) - len(line.lstrip("#"))
            level = marks if marks <= 6 and line[marks : marks + 1] == " " else None
        yield Line(line, verify.LINE(line=number), number, level)


def _text(path: Path) -> str:
    encoding = _encoding(path)
    try:
        if path.stat().st_size > LARGEST_TEXT:
            most = LARGEST_TEXT >> 20
            raise refusal(path, importing.DOCUMENT_TOO_LARGE(most=most), importing.SPLIT_OR_TABLE)
        return path.read_text(encoding=encoding)
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    except UnicodeError as error:  # the file has changed since its encoding was told
        raise KofukinError(errors.LOCATED(where=path, reason=str(error)[:100])) from error


def _encoding(path: Path) -> str:
    try:
        return encoding_of(path, None)
    except KofukinError as error:
        if error.hint is importing.ASK_ENCODING:
            raise KofukinError(error.message, verify.SAVE_AS_UTF8) from error
        raise


def _sheets(path: Path) -> Iterator[Piece]:
    from kofukin.importing.cells import unguarded, without_mark
    from kofukin.importing.sheets import RECORDS, sheets_in

    if path.suffix.lower() in (".csv", ".tsv", *RECORDS):
        _encoding(path)
    for sheet in sheets_in(path):
        rows = []
        for number, cells in sheet.rows:
            place = verify.SHEET_ROW(sheet=sheet.name, row=number) if sheet.name else verify.ROW(row=number)
            bare = [without_mark(unguarded(cell)) for cell in cells]
            doubtful = frozenset(at for at, (_, is_doubtful) in enumerate(bare) if is_doubtful)
            rows.append(row_of_cells(tuple(cell for cell, _ in bare), place, number, doubtful))
        if rows:
            yield Grid(tuple(rows))


def _page(path: Path) -> Iterator[Piece]:
    from kofukin.importing.html_tables import parsed

    page = parsed(path, _encoding(path))
    titles = {cells[0] for table in page.tables for _, cells in table.rows[:1] if len(cells) == 1}
    for at, (number, text) in enumerate(page.texts):
        if at not in page.in_tables and text not in titles:
            yield Line(text, verify.LINE(line=number), number)
    for table, found in enumerate(page.tables, start=1):
        rows = [
            row_of_cells(tuple(cells), verify.TABLE_ROW(table=table, row=number), number)
            for number, cells in found.rows
        ]
        if rows:
            yield Grid(tuple(rows))
