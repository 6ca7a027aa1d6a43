"""Dataset files → one database in memory, each of them read whole and checked."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from kofukin import store
from kofukin.errors import refuse
from kofukin.files import dataset
from kofukin.messages import Said
from kofukin.model.project import Dataset
from kofukin.store import writing


def in_memory(files: Sequence[Path]) -> sqlite3.Connection:
    """Return a database of what is in ``files``, texts and databases; raises DatasetError with every problem."""
    loaded, found = _load(files)
    refuse(found or dataset.clashes(loaded))
    return writing.in_memory(each for _, each in loaded)


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
