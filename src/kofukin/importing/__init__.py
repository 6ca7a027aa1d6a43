"""Someone else's file → a draft dataset and a review of it: tables, text documents, PDFs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kofukin.errors import UsageError
from kofukin.importing.draft import Given, Item
from kofukin.messages import errors

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".txt", ".md")
PDF = ".pdf"


def read_all(paths: Sequence[Path], given: Given) -> Iterator[Item]:
    """Yield what the files hold, one after the other."""
    for path in paths:
        yield from read(path, given)


def read(path: Path, given: Given) -> Iterator[Item]:
    """Yield what ``path`` holds; raises UsageError for a kind of file that is not known."""
    ending = path.suffix.lower()
    if ending in TABLES:
        from kofukin.importing import tables  # each reader loads libraries that the others do without

        return tables.read(path, given)
    if ending in TEXTS:
        from kofukin.importing import documents

        return documents.read(path, given)
    if ending == PDF:
        from kofukin.importing import pdf

        return pdf.read(path, given)
    raise UsageError(errors.UNKNOWN_ENDING(path=path), errors.VALID_ENDINGS(endings=[*TABLES, *TEXTS, PDF]))
