"""``kofukin export``: a dataset as a whole file."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kofukin.cli import language
from kofukin.cli.data_source import Data, data_options
from kofukin.cli.notices import resolved, say_nothing_matched
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import EXPORTED, Force, Lang, filter_options, target_file
from kofukin.cli.progress import working
from kofukin.cli.speech import current_language, tell
from kofukin.errors import KofukinError, UsageError
from kofukin.filters import Filters
from kofukin.messages import Said, errors, labels
from kofukin.store import reading

if TYPE_CHECKING:
    from kofukin.model.project import Dataset

_LISTS = (".csv", ".json")
"""These hold the fields of ``list`` and nothing else."""
_PARQUET = ".parquet"

ExportFile = Annotated[str | None, typer.Option("--output", "-o")]


class Target(NamedTuple):
    """What to write: a file whose format its ending says, or a folder of Parquet files."""

    path: Path
    force: bool
    is_folder: bool

    @property
    def ending(self) -> str:
        return self.path.suffix.lower()


def target_options(whole_file: ExportFile = None, force: Force = False, lang: Lang = None) -> Target:
    """Return what to write and whether to replace it; raises UsageError for none, or an unknown ending."""
    language.check(lang)
    if whole_file is not None and whole_file.endswith(_SEPARATORS):
        path = Path(whole_file)
        if path.suffix.lower() != _PARQUET:
            raise UsageError(errors.UNKNOWN_ENDING(path=whole_file), errors.VALID_EXPORTS(endings=list(EXPORTED)))
        from kofukin.cli.folder_writing import check_folder

        check_folder(path, force)
        return Target(path, force, is_folder=True)
    if whole_file is not None and whole_file.lower().endswith(_PARQUET) and os.path.isdir(whole_file):
        raise KofukinError(errors.OUTPUT_FOLDER(path=whole_file), errors.END_WITH_A_SLASH(path=whole_file))
    return Target(*target_file(whole_file, force, EXPORTED, errors.VALID_EXPORTS), is_folder=False)


_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


@with_options(filters=filter_options, target=target_options, data=data_options)
def command(filters: Filters, target: Target, data: Data) -> None:
    from kofukin import answer, extras, query  # the store is not loaded to print help

    if target.ending == _PARQUET:
        extras.require("parquet", "pyarrow")
    connection = data.open(whole=True)
    filters = resolved(connection, filters)
    write = _parquet if target.ending == _PARQUET else _file
    with working(labels.WORKING_EXPORT):
        notes = write(connection, filters, target)
    for note in notes:
        tell(errors.NOTE(message=note), current_language())
    if not query.matches(connection, filters):
        say_nothing_matched(answer.nothing_matched(connection, filters))


def _file(connection: sqlite3.Connection, filters: Filters, target: Target) -> list[Said]:
    """Write one file and return what is to be said of it."""
    from kofukin.answer import unlisted
    from kofukin.cli import writing

    with writing.new_path(target.path, target.force) as temporary:
        part, notes = _part(connection, filters, target.ending) if filters.asked() else (connection, [])
        _write(part, connection, filters, temporary, target.ending)
    return [*notes, *(unlisted.left_out_of_lists(part, target.ending) if target.ending in _LISTS else ())]


def _parquet(connection: sqlite3.Connection, filters: Filters, target: Target) -> list[Said]:
    """Write Parquet straight from the data, of which no copy is made, and return what is to be said of it."""
    from kofukin import answer
    from kofukin.cli import folder_writing, writing
    from kofukin.exporting import parquet

    asked = answer.asked(connection, filters)
    if target.is_folder:
        with folder_writing.new_folder(target.path, target.force, parquet.foreign_in) as temporary:
            cut = parquet.write_folder(connection, filters, temporary, asked, current_language())
    else:
        with writing.new_path(target.path, target.force) as temporary:
            cut = parquet.write_file(connection, filters, temporary, asked, current_language())
    return [labels.LINKS_CUT(count=cut)] if cut else []


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
