"""Connections to SQLite, which has to be new enough for the SQL of this program."""

import sqlite3
from pathlib import Path

from kofukin.errors import KofukinError
from kofukin.messages import errors

OLDEST = (3, 35, 0)
"""The first SQLite with ``AS MATERIALIZED`` and ``ON CONFLICT DO UPDATE`` for any key, of March 2021."""


def connect(
    database: str | Path, uri: bool = False, kind: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    """Return a connection without transactions of its own; raises KofukinError where SQLite is too old."""
    if sqlite3.sqlite_version_info < OLDEST:
        oldest = ".".join(map(str, OLDEST[:2]))
        raise KofukinError(
            errors.SQLITE_TOO_OLD(version=sqlite3.sqlite_version, oldest=oldest), errors.USE_ANOTHER_PYTHON
        )
    return sqlite3.connect(database, uri=uri, isolation_level=None, factory=kind)
