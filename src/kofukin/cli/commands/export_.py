"""``kofukin export``: a dataset as a whole file."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kofukin.cli import language
from kofukin.cli.data_source import Data, data_options
from kofukin.cli.notices import resolved, say_nothing_matched
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import Force, Lang, filter_options, target_file
from kofukin.cli.progress import working
from kofukin.cli.speech import current_language, tell
from kofukin.filters import Filters
from kofukin.messages import Said, errors, labels
from kofukin.store import reading

if TYPE_CHECKING:
    from kofukin.model.project import Dataset

ENDINGS = (".db", ".toml", ".csv", ".json", ".zip")
_LISTS = (".csv", ".json")
"""These hold the fields of ``list`` and nothing else."""

ExportFile = Annotated[str | None, typer.Option("--output", "-o")]


def target_options(whole_file: ExportFile = None, force: Force = False, lang: Lang = None) -> tuple[Path, bool]:
    """Return the file to write and whether to replace it; raises UsageError for none, or an unknown ending."""
    language.check(lang)
    return target_file(whole_file, force, ENDINGS)


@with_options(filters=filter_options, target=target_options, data=data_options)
def command(filters: Filters, target: tuple[Path, bool], data: Data) -> None:
    from kofukin import answer, query  # the store is not loaded to print help
    from kofukin.cli import writing

    path, force = target
    ending = path.suffix.lower()
    connection = data.open(whole=True)
    filters = resolved(connection, filters)
    notes: list[Said] = []
    with working(labels.WORKING_EXPORT), writing.new_path(path, force) as temporary:
        whole = connection
        if filters.asked():
            connection, notes = _part(connection, filters, ending)
        _write(connection, whole, filters, temporary, ending)
    if ending in _LISTS:
        from kofukin.answer import unlisted

        notes += unlisted.left_out_of_lists(connection, ending)
    for note in notes:
        tell(errors.NOTE(message=note), current_language())
    if not query.matches(whole, filters):
        say_nothing_matched(answer.nothing_matched(whole, filters))


def _part(connection: sqlite3.Connection, filters: Filters, ending: str) -> tuple[sqlite3.Connection, list[Said]]:
    """Return a database of what matches, and what is to be said of it: a list cannot say itself that it is a part."""
    from kofukin import answer, query
    from kofukin.exporting import part
    from kofukin.store import writing

    asked = answer.asked(connection, filters)
    parts = part.part_of(connection, filters, asked, current_language())
    notes: list[Said] = []
    if ending in _LISTS:
        every, count = query.count(connection, Filters()), query.count(connection, filters)
        notes.append(labels.PART_WRITTEN(count=count, all=every, asked=list(asked)))
    if cut := part.links_cut(connection, parts):
        notes.append(labels.LINKS_CUT(count=cut))
    return writing.in_memory(parts), notes


def _write(
    connection: sqlite3.Connection, whole: sqlite3.Connection, filters: Filters, path: Path, ending: str
) -> None:
    """Write what matches, of which ``connection`` holds nothing else; lists name bodies as ``whole`` does."""
    if ending == ".db":
        from kofukin.exporting.database import write_database

        write_database(path, map(_valid, reading.datasets_of(connection)))
    elif ending == ".zip":
        from kofukin.exporting.package import write_package

        with path.open("wb") as stream:
            write_package(connection, stream)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(_toml(connection) if ending == ".toml" else _listed(whole, filters, ending))


def _toml(connection: sqlite3.Connection) -> Iterator[str]:
    from kofukin.exporting import toml_text

    return toml_text.dataset_pieces(_valid(reading.merged(connection)))


def _valid(dataset: "Dataset") -> "Dataset":
    """Return the dataset if it follows the schema, so that nothing is written that could not be read again.

    Raises DatasetError with every problem.
    """
    from kofukin.errors import DatasetError
    from kofukin.store import soundness

    if problems := tuple(soundness.invalid(dataset, dataset.title)):
        raise DatasetError(errors.DATASET_UNUSABLE(count=len(problems)), errors.DATASET_HINT, problems)
    return dataset


def _listed(connection: sqlite3.Connection, filters: Filters, ending: str) -> Iterator[str]:
    from kofukin import answer
    from kofukin.model.amounts import Unit
    from kofukin.render import FORMATS, Style, render

    table = answer.projects(connection, filters, None, (), None, people=False, unit=Unit.YEN)
    return render(table, FORMATS[ending[1:]], Style(current_language(), Unit.YEN))
