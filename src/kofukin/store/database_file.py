"""A database file of ours, found and opened where it lies, for reading only."""

import os
import re
import sqlite3
from pathlib import Path

from kofukin.errors import KofukinError
from kofukin.messages import Said, errors
from kofukin.store.engine import connect
from kofukin.store.schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION

_MAPPED_BYTES = 64 * 2**20
"""So much of a file is read as memory, which is faster; all that was read of it counts as the process's own."""


def is_database(path: Path) -> bool:
    """Return whether the file is a SQLite database, by its first bytes; a pipe, which reads only once, is none."""
    if not os.path.isfile(path):
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def open_database(path: Path) -> sqlite3.Connection:
    """Open a database file where it lies, for reading only.

    Raises KofukinError for a file that another program made, or another version of this one.
    """
    try:
        connection = connect(f"{path.resolve().as_uri()}?{_mode(path)}", uri=True)
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise KofukinError(errors.DATABASE_UNREADABLE(path=path, reason=str(error)), errors.EXPORT_AGAIN) from error
    if application_id != APPLICATION_ID:
        raise KofukinError(errors.NOT_OUR_DATABASE(path=path), errors.EXPORT_AGAIN)
    if version != SCHEMA_VERSION:
        raise KofukinError(errors.OTHER_SCHEMA(path=path, version=version, known=SCHEMA_VERSION), errors.EXPORT_AGAIN)
    if reason := _lacking(connection):
        raise KofukinError(errors.DATABASE_UNREADABLE(path=path, reason=reason), errors.EXPORT_AGAIN)
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    return connection


def _mode(path: Path) -> str:
    """Return how to open a database: one that another tool left in WAL mode would get files beside it by being read.

    Where there is no log beside it, nobody is writing it.
    """
    with path.open("rb") as stream:
        in_wal_mode = stream.read(20)[18:] == b"\x02\x02"
    log = path.resolve().with_name(f"{path.resolve().name}-wal")
    return "immutable=1" if in_wal_mode and not log.exists() else "mode=ro"


def _lacking(connection: sqlite3.Connection) -> Said | None:
    """Return which tables or columns of the schema a database does not have, or None where it has all."""
    sql = (
        "SELECT sqlite_master.name, own.name FROM sqlite_master JOIN pragma_table_info(sqlite_master.name) AS own"
        " WHERE sqlite_master.type = 'table'"
    )
    columns: dict[str, set[str]] = {}
    for table, column in connection.execute(sql):
        columns.setdefault(table, set()).add(column)
    known = {
        table: re.findall(r"^    ([a-z_]+) ", body, re.MULTILINE)
        for table, body in re.findall(r"CREATE TABLE (\w+) (.+?)\n\)", SCHEMA, re.DOTALL)
    }
    if tables := [table for table in known if table not in columns]:
        return errors.TABLES_MISSING(tables=tables)
    missing = [f"{table}.{own}" for table, body in known.items() for own in body if own not in columns[table]]
    return errors.COLUMNS_MISSING(columns=missing) if missing else None
