"""A dataset as a SQLite file that ``--data`` queries where it lies, and that any SQLite tool opens."""

import contextlib
import errno
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from kofukin import store
from kofukin.errors import KofukinError
from kofukin.messages import errors
from kofukin.model.project import Dataset
from kofukin.store import writing


@contextlib.contextmanager
def new_database(path: Path) -> Iterator[writing.Writer]:
    """Give a writer for a new database in ``path``, an empty file; its indexes are made when all is written.

    The file is of no use until this ends, so nothing is journalled; and what is written has passed the rules of
    ``files.validation``, so that its conditions, which cost a fifth of an import, are for other tools that write it.

    Raises KofukinError where two projects have one id, OSError where the disk is full or fails.
    """
    with _disk_errors(), contextlib.closing(store.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"PRAGMA application_id = {store.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {store.SCHEMA_VERSION}")
        writer = writing.Writer(connection)
        connection.execute("BEGIN")
        yield writer
        writer.finish()
        try:
            for statement in store.INDEXES.split(";"):
                connection.execute(statement)
            connection.execute("COMMIT")
        except sqlite3.IntegrityError:
            raise _same_ids(connection) from None
    store.mark_as_made(path)


@contextlib.contextmanager
def _disk_errors() -> Iterator[None]:
    """Turn SQLite's errors about the disk into the operating system's, as writing any other file raises them."""
    try:
        yield
    except sqlite3.OperationalError as error:
        number = _DISK_ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if number is None:
            raise
        raise OSError(number, str(error)) from error


_DISK_ERRORS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.ENOENT,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}


def write_database(path: Path, datasets: Iterable[Dataset]) -> None:
    """Write whole datasets into ``path``."""
    with new_database(path) as writer:
        for dataset in datasets:
            writer.whole(dataset)


def _same_ids(connection: sqlite3.Connection) -> KofukinError:
    sql = "SELECT id FROM project GROUP BY id HAVING count(*) > 1 ORDER BY min(number) LIMIT 5"
    return KofukinError(errors.SAME_IDS(ids=[found for (found,) in connection.execute(sql)]), errors.IDS_ARE_KEYS)
