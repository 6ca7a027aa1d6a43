"""What SQLite raises over a database file → what is wrong with it, and what a person can do."""

import sqlite3
from pathlib import Path
from typing import TypeGuard

from kofukin.errors import KofukinError
from kofukin.messages import errors

RAISED = (sqlite3.Error, UnicodeDecodeError)
"""What a database can raise while it is read: the second where SQLite's own words quote what is no UTF-8."""

Raised = sqlite3.Error | UnicodeDecodeError

_BEING_WRITTEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_ROLLBACK = sqlite3.SQLITE_READONLY | 3 << 8
"""SQLITE_READONLY_ROLLBACK, which not every module for SQLite has a name for."""
_DISK = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def log_of(path: Path) -> Path:
    """Return where SQLite keeps what it has not yet written into a database that is in WAL mode."""
    return path.resolve().with_name(f"{path.resolve().name}-wal")


def told(error: Raised, path: Path) -> KofukinError:
    """Return what to say of a database that SQLite cannot read."""
    log = log_of(path)
    if _kind(error) in _BEING_WRITTEN:
        return KofukinError(errors.CANNOT_READ(path=path, reason=errors.BEING_WRITTEN), errors.AFTER_WRITING)
    if _code(error) == _ROLLBACK:
        unfinished = errors.CANNOT_READ(path=path, reason=errors.LEFT_HALF_WRITTEN)
        return KofukinError(unfinished, errors.OPEN_IT_ONCE(path=path))
    if _kind(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN) and log.exists():
        unread = errors.CANNOT_READ(path=path, reason=errors.LOG_UNREADABLE(log=log.name))
        return KofukinError(unread, errors.COPY_WITH_LOG(path=path.name, log=log.name))
    if _kind(error) in _DISK:
        return failed(error)
    return KofukinError(errors.DATABASE_UNREADABLE(path=path, reason=words(error)), errors.EXPORT_AGAIN)


def words(error: Raised) -> str:
    """Return what SQLite said."""
    return error.object.decode(errors="replace") if isinstance(error, UnicodeDecodeError) else str(error)


def is_damage(error: Raised) -> bool:
    """Return whether SQLite itself says that the file is at fault, and not what was asked of it."""
    return _kind(error) in _DAMAGED


def is_from_outside(error: Exception) -> TypeGuard[sqlite3.Error]:
    """Return whether the disk or another program keeps SQLite from going on."""
    return isinstance(error, sqlite3.Error) and _kind(error) in (*_BEING_WRITTEN, *_DISK)


def failed(error: Raised) -> KofukinError:
    """Return what to say of an error from outside."""
    return KofukinError(errors.DATABASE_FAILED(reason=words(error)), errors.CHECK_DISK_AND_OTHERS)


def _code(error: Raised) -> int:
    """Return SQLite's code of an error; 0 for those that Python's own part raises."""
    return int(getattr(error, "sqlite_errorcode", 0))


def _kind(error: Raised) -> int:
    return _code(error) & 0xFF
