"""``kofukin export``: a dataset as a whole file."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kofukin.cli import language
from kofukin.cli.data_source import Data, data_options
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import Force, Lang, target_file
from kofukin.cli.progress import working
from kofukin.cli.speech import current_language, tell
from kofukin.messages import errors, labels
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


@with_options(target=target_options, data=data_options)
def command(target: tuple[Path, bool], data: Data) -> None:
    from kofukin import answer  # the store is not loaded to print help
    from kofukin.cli import writing

    path, force = target
    ending = path.suffix.lower()
    connection = data.open(whole=True)
    with working(labels.WORKING_EXPORT), writing.new_path(path, force) as temporary:
        _write(connection, temporary, ending)
    if ending in _LISTS:
        for note in answer.left_out_of_lists(connection, ending):
            tell(errors.NOTE(message=note), current_language())


def _write(connection: sqlite3.Connection, path: Path, ending: str) -> None:

    if ending == ".db":
        from kofukin.exporting.database import write_database

        write_database(path, map(_valid, reading.datasets_of(connection)))
    elif ending == ".zip":
        from kofukin.exporting.package import write_package

        with path.open("wb") as stream:
            write_package(connection, stream)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(_toml(connection) if ending == ".toml" else _listed(connection, ending))


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


def _listed(connection: sqlite3.Connection, ending: str) -> Iterator[str]:
    from kofukin import answer
    from kofukin.filters import Filters
    from kofukin.model.amounts import Unit
    from kofukin.render import FORMATS, Style, render

    table = answer.projects(connection, Filters(), None, (), None, people=False, unit=Unit.YEN)
    return render(table, FORMATS[ending[1:]], Style(current_language(), Unit.YEN))
