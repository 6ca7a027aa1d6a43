"""Someone else's file → a draft dataset and a review of it: tables, text documents, PDFs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kofukin.errors import UsageError
from kofukin.importing.draft import Given, Item
from kofukin.importing.ids import Ids
from kofukin.importing.superseded import superseding
from kofukin.messages import errors

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".html", ".htm", ".json", ".jsonl")
HTML = (".html", ".htm")
TEXTS = (".txt", ".md")
PDF = ".pdf"


def read_all(paths: Sequence[Path], given: Given) -> Iterator[Item]:
    """Yield what the files hold, one after the other, no id given twice."""
    ids = Ids()
    for path in paths:
        yield from read(path, given, ids)


def read(path: Path, given: Given, ids: Ids | None = None) -> Iterator[Item]:
    """Yield what ``path`` holds; raises UsageError for a kind of file that is not known."""
    if given.year_in_name:
        from kofukin.importing.year_in_name import read_with_year  # only a recipe says so

        return read_with_year(path, given, ids)
    if given.projects is not None or given.has_total:
        from kofukin.importing.expectations import held  # only a recipe expects anything

        return held(path, given, read(path, given._replace(projects=None, has_total=False), ids))
    items = superseding(_read(path, given, ids))
    if given.recipe is not None or (given.fiscal_year is None and given.municipality is None):
        return items  # what a recipe says, a person saw work on that source
    from kofukin.importing.options_held import held_against  # only where there is anything to hold

    return held_against(items, path, given)


def _read(path: Path, given: Given, ids: Ids | None) -> Iterator[Item]:
    ending = path.suffix.lower()
    if ending in HTML:
        from kofukin.importing import html_page

        return html_page.read(path, given, ids)
    if ending in TABLES:
        from kofukin.importing import tables  # each reader loads libraries that the others do without

        return tables.read(path, given, ids)
    if ending in TEXTS:
        from kofukin.importing import documents

        return documents.read(path, given, ids)
    if ending == PDF:
        from kofukin.importing import pdf

        return pdf.read(path, given, ids)
    raise UsageError(errors.UNKNOWN_ENDING(path=path), errors.VALID_FILES(endings=[*TABLES, *TEXTS, PDF]))
