"""Dataset files → one database to ask: a ``.db`` where it lies, anything else loaded into memory and checked."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kofukin import dataset, store
from kofukin.dataset import DatasetError
from kofukin.messages import errors
from kofukin.project import Dataset

LARGE_TOML = 5_000_000
"""Bytes from which a TOML file loads so slowly that a database is worth making."""


def open_all(paths: Sequence[Path]) -> sqlite3.Connection:
    """Return a database that holds what is in ``paths``: files, or folders of them; none means the bundled dataset.

    Raises DatasetError with every problem of all TOML files, KofukinError for a database that is not ours.
    """
    files = list(_files(paths)) or [dataset.bundled_path()]
    if len(files) == 1 and store.is_database(files[0]):
        return store.open_database(files[0])
    texts = [path for path in files if not store.is_database(path)]
    databases = [path for path in files if store.is_database(path)]
    loaded = [*zip(texts, dataset.load(texts), strict=True), *_from_databases(databases)]
    if found := dataset.clashes(loaded):
        raise DatasetError(errors.DATASET_UNUSABLE(count=len(found)), errors.DATASET_HINT, tuple(found))
    return store.in_memory(each for _, each in loaded)


def slow_files(paths: Sequence[Path]) -> list[Path]:
    """Return the TOML files that would be faster as a database."""
    return [
        path
        for path in paths
        if os.path.isfile(path) and path.stat().st_size > LARGE_TOML and not store.is_database(path)
    ]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        inside = sorted(file for file in path.iterdir() if file.suffix in (".toml", ".db"))
        if not inside:
            raise DatasetError(errors.NOTHING_IN_FOLDER(path=path), errors.CHECK_NAME)
        yield from inside


def _from_databases(paths: Iterable[Path]) -> Iterator[tuple[Path, Dataset]]:
    for path in paths:
        for found in store.datasets_of(store.open_database(path)):
            yield path, found
