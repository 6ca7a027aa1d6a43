"""Dataset files → one database to ask: a ``.db`` where it lies, anything else loaded into memory and checked."""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kofukin import store
from kofukin.errors import DatasetError, KofukinError, reason_of, refuse
from kofukin.files import bundle
from kofukin.messages import errors

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
    if not (paths or whole) and (packed := bundle.packed()):
        with contextlib.suppress(KofukinError):  # the text that it was packed of is still there
            return store.open_database(packed)
    files = list(files_in(paths)) or [bundle.text()]
    if len(files) == 1 and store.is_database(files[0]):
        database = store.open_database(files[0])
        if whole or database.is_edited:
            from kofukin.store import soundness  # most calls only ask

            refuse(soundness.inconsistencies(database, database.path))
        return database
    from kofukin.store import loading  # reads and checks texts, which the packed data spares most calls

    return loading.in_memory(files)


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
    *(".sqlite", ".sqlite3", ".parquet"),
)
