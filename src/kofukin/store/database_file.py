"""A database file of ours, found and opened where it lies, for reading only."""

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakSet

from kofukin.errors import KofukinError
from kofukin.messages import Said, errors
from kofukin.store import faults
from kofukin.store.engine import connect
from kofukin.store.schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION

_CACHED_KIBIBYTES = 32_000
"""So much of a file is kept at hand. Mapping it into memory is faster still, but a file that is cut then kills."""

_MADE = APPLICATION_ID.to_bytes(4)
"""Where SQLite counts what is written, this says that nobody wrote anything since this program made the file."""
_COUNTER, _COUNTER_OF_SIZE = 24, 92


def is_database(path: Path) -> bool:
    """Return whether the file is a SQLite database, by its first bytes; a pipe, which reads only once, is none."""
    if not os.path.isfile(path):
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


class DatabaseFile(sqlite3.Connection):
    """A database that is asked where it lies; all that is read of it is one state, as in a transaction."""

    path: Path
    is_edited: bool
    """Whether another tool has written it, by SQLite's own count of changes."""
    is_logged: bool
    """Whether it has a log beside it: then SQLite may write the file and still show one state of it."""
    stamp: tuple[int, int, int]

    def check_unchanged(self) -> None:
        """Raise KofukinError if something has been written over what was read; a file in its place is another."""
        with contextlib.suppress(OSError):
            now = _stamp(self.path)
            if now[0] == self.stamp[0] and now != self.stamp and not self.is_logged:
                raise KofukinError(
                    errors.CANNOT_READ(path=self.path, reason=errors.OVERWRITTEN), errors.RUN_AGAIN
                ) from None


opened: WeakSet[DatabaseFile] = WeakSet()
"""The databases that the present answer is drawn from."""


def check_unchanged() -> None:
    """Raise KofukinError if a database has changed while it was asked."""
    for database in opened:
        database.check_unchanged()


def close_all() -> None:
    """Let go of the databases that were asked; writers wait for those that are held."""
    while opened:
        opened.pop().close()


@contextlib.contextmanager
def opened_once(path: Path) -> Iterator[DatabaseFile]:
    """Give a database that is read once and closed; raises as ``open_database`` and ``check_unchanged`` do."""
    with contextlib.closing(open_database(path)) as database:
        yield database
        database.check_unchanged()
        opened.discard(database)


def open_database(path: Path) -> DatabaseFile:
    """Open a database file where it lies, for reading only.

    Raises KofukinError for a file that another program made, or another version of this one, and for one that cannot
    be read.
    """
    try:
        database = _connected(path)
        try:
            _check_kind(database)
        except BaseException:
            database.close()
            raise
    except faults.RAISED as error:
        raise faults.told(error, path) from error
    opened.add(database)
    return database


def _check_kind(database: DatabaseFile) -> None:
    """Raise KofukinError for a database that is not ours, or not whole."""
    path = database.path
    database.execute(f"PRAGMA cache_size = -{_CACHED_KIBIBYTES}")
    (application_id,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        raise KofukinError(errors.NOT_OUR_DATABASE(path=path), errors.EXPORT_AGAIN)
    if version != SCHEMA_VERSION:
        raise KofukinError(errors.OTHER_SCHEMA(path=path, version=version, known=SCHEMA_VERSION), errors.EXPORT_AGAIN)
    if reason := _lacking(database):
        raise KofukinError(errors.DATABASE_UNREADABLE(path=path, reason=reason), errors.EXPORT_AGAIN)


def mark_as_made(path: Path) -> None:
    """Note in a database that is written and closed that all of it is this program's."""
    with path.open("rb+") as stream:
        for place in (_COUNTER, _COUNTER_OF_SIZE):
            stream.seek(place)
            stream.write(_MADE)


def _connected(path: Path) -> DatabaseFile:
    """Return a connection in a transaction, so that all answers are of one state.

    A database that another tool left in WAL mode would get files beside it by being read. Where there is no log beside
    it, nobody is writing it.
    """
    stamp = _stamp(path)
    with path.open("rb") as stream:
        header = stream.read(100)
    in_wal_mode = header[18:20] == b"\x02\x02"
    has_log = faults.log_of(path).exists()
    mode = "immutable=1" if in_wal_mode and not has_log else "mode=ro"
    database = connect(f"{path.resolve().as_uri()}?{mode}", uri=True, kind=DatabaseFile)
    assert isinstance(database, DatabaseFile)
    database.path, database.stamp = path, stamp
    database.is_logged = in_wal_mode and has_log
    database.is_edited = not header[_COUNTER:].startswith(_MADE)
    database.execute("BEGIN")
    return database


def _stamp(path: Path) -> tuple[int, int, int]:
    """Return which file it is, and what shows that it was written."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _lacking(connection: sqlite3.Connection) -> Said | None:
    """Return which tables or columns of the schema a database does not have, or None where it has all."""
    sql = (
        "SELECT sqlite_master.name, own.name FROM sqlite_master JOIN pragma_table_info(sqlite_master.name) AS own"
        " WHERE sqlite_master.type = 'table'"
    )
    columns: dict[str, set[str]] = {}
    for table, column in connection.execute(sql):
        columns.setdefault(table, set()).add(column)
    known = own_columns()
    if tables := [table for table in known if table not in columns]:
        return errors.TABLES_MISSING(tables=tables)
    missing = [f"{table}.{own}" for table, body in known.items() for own in body if own not in columns[table]]
    return errors.COLUMNS_MISSING(columns=missing) if missing else None


def own_columns() -> dict[str, list[str]]:
    """Return the columns that each table of the schema has; another tool may have added some."""
    return {
        table: re.findall(r"^    ([a-z0-9_]+) ", body, re.MULTILINE)
        for table, body in re.findall(r"CREATE TABLE (\w+) (.+?)\n\)", SCHEMA, re.DOTALL)
    }
