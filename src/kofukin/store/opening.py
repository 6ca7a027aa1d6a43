"""Dataset files → one database to ask: a ``.db`` where it lies, anything else loaded into memory and checked."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kofukin import store
from kofukin.errors import reason_of
from kofukin.files import dataset
from kofukin.files.dataset import DatasetError
from kofukin.messages import Said, errors
from kofukin.model.project import Dataset

LARGE_TOML = 5_000_000
"""Bytes from which a TOML file loads so slowly that a database is worth making."""


def open_all(paths: Sequence[Path]) -> sqlite3.Connection:
    """Return a database that holds what is in ``paths``: files, or folders of them; none means the bundled dataset.

    A lone database that this program made is not looked through, which takes as long as many questions. Raises
    DatasetError with every problem of all TOML files and of what another tool wrote, KofukinError for a database that
    is not ours.
    """
    return _open(paths, whole=False)


def open_sound(paths: Sequence[Path]) -> sqlite3.Connection:
    """Return the same, a lone database looked through before: for who copies all of it, and must not copy a part."""
    return _open(paths, whole=True)


def _open(paths: Sequence[Path], whole: bool) -> sqlite3.Connection:
    files = list(files_in(paths)) or [dataset.bundled_path()]
    if len(files) == 1 and store.is_database(files[0]):
        database = store.open_database(files[0])
        if whole or database.is_edited:
            from kofukin.store import soundness  # most calls only ask

            _refuse(soundness.inconsistencies(database, database.path))
        return database
    loaded, found = _load(files)
    _refuse(found or dataset.clashes(loaded))
    return store.in_memory(each for _, each in loaded)


def _refuse(found: Sequence[Said]) -> None:
    """Raise DatasetError where problems were found."""
    if found:
        raise DatasetError(errors.DATASET_UNUSABLE(count=len(found)), errors.DATASET_HINT, tuple(found))


def slow_files(paths: Sequence[Path]) -> list[Path]:
    """Return the TOML files that would be faster as a database."""
    return [
        path
        for path in paths
        if os.path.isfile(path) and path.stat().st_size > LARGE_TOML and not store.is_database(path)
    ]


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the dataset files: a file as it is, of a folder those right in it, by their endings and in their order.

    Raises DatasetError for a folder without any.
    """
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        inside = sorted(file for file in _inside(path) if file.suffix.lower() in _ENDINGS and _is_file(file))
        if not inside:
            raise DatasetError(errors.NOTHING_IN_FOLDER(path=path), errors.CHECK_NAME)
        yield from inside


def passed_over(path: Path) -> list[str]:
    """Return the names of what a folder holds that looks like data and is not read: folders, pipes, other files."""
    if not os.path.isdir(path):
        return []
    return sorted(
        f"{file.name}{os.sep}" if os.path.isdir(file) else file.name
        for file in _inside(path)
        if os.path.isdir(file)
        or file.suffix.lower() in _OTHER_ENDINGS
        or (file.suffix.lower() in _ENDINGS and not _is_file(file))
    )


def _is_file(path: Path) -> bool:
    """Return whether a folder's entry is read, or complained of where it leads nowhere: a pipe would never end."""
    return os.path.isfile(path) or not os.path.exists(path)  # noqa: PTH110 - survives a folder that may not be entered


def _inside(folder: Path) -> list[Path]:
    """Return what is in a folder and not hidden."""
    try:
        return [file for file in folder.iterdir() if not file.name.startswith(".")]
    except OSError as error:
        reason = errors.LOCATED(where=folder, reason=errors.FILE_UNREADABLE(reason=reason_of(error)))
        raise DatasetError(reason, errors.CHECK_NAME) from error


_ENDINGS = (".toml", ".db")
_OTHER_ENDINGS = (
    *(".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".pdf", ".txt", ".json", ".jsonl", ".zip"),
    *(".sqlite", ".sqlite3"),
)


def _load(files: Sequence[Path]) -> tuple[list[tuple[Path, Dataset]], list[Said]]:
    """Return the datasets in several files, texts first, and what keeps the databases among them from being used.

    Raises DatasetError with every problem of the texts.
    """
    texts = [path for path in files if not store.is_database(path)]
    loaded: list[tuple[Path, Dataset]] = [*zip(texts, dataset.load(texts), strict=True)]
    problems: list[Said] = []
    databases = [path for path in files if store.is_database(path)]
    if databases:
        from kofukin.store import soundness  # most data is text alone, or one database
    for path in databases:
        with store.opened_once(path) as connection:
            datasets, found = soundness.datasets(connection, path)
        loaded += [(path, each) for each in datasets]
        problems += found
    return loaded, problems
