"""What SQLite raises → what a person is told of the file, and what can be done."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from datasets import dataset_of, project
from kofukin.errors import KofukinError
from kofukin.exporting.database import write_database
from kofukin.messages import errors
from kofukin.store import database_file, faults, soundness


def raised(code: int, text: str = "what it said") -> sqlite3.Error:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "made.db"
    path.touch()
    write_database(path, [dataset_of(project("one", program_basis="open"), project("two", program_basis="open"))])
    yield path
    database_file.close_all()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_BUSY_SNAPSHOT])
def test_a_database_that_is_being_written_is_to_be_asked_again(path: Path, code: int) -> None:
    found = faults.told(raised(code), path)
    assert found.message == errors.CANNOT_READ(path=path, reason=errors.BEING_WRITTEN)
    assert found.hint == errors.AFTER_WRITING


def test_a_database_left_half_written_is_to_be_opened_once(path: Path) -> None:
    found = faults.told(raised(sqlite3.SQLITE_READONLY_ROLLBACK), path)
    assert found.message == errors.CANNOT_READ(path=path, reason=errors.LEFT_HALF_WRITTEN)
    assert found.hint == errors.OPEN_IT_ONCE(path=path)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY_CANTINIT])
def test_a_log_that_cannot_be_read_is_named_where_there_is_one(path: Path, code: int) -> None:
    found = faults.told(raised(code), path)
    assert found.message == errors.DATABASE_UNREADABLE(path=path, reason="what it said")
    (path.parent / "made.db-wal").touch()
    found = faults.told(raised(code), path)
    assert found.message == errors.CANNOT_READ(path=path, reason=errors.LOG_UNREADABLE(log="made.db-wal"))
    assert found.hint == errors.COPY_WITH_LOG(path="made.db", log="made.db-wal")
    found = faults.told(raised(sqlite3.SQLITE_CORRUPT), path)
    assert found.message == errors.DATABASE_UNREADABLE(path=path, reason="what it said")


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_READ])
def test_a_disk_that_fails_is_not_the_files_fault(path: Path, code: int) -> None:
    found = faults.told(raised(code), path)
    assert found.message == errors.DATABASE_FAILED(reason="what it said")
    assert found.hint == errors.CHECK_DISK_AND_OTHERS


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (raised(sqlite3.SQLITE_NOTADB), "what it said"),
        (sqlite3.ProgrammingError("of Python's own"), "of Python's own"),
        (UnicodeDecodeError("utf-8", b"near \xff", 5, 6, "invalid"), "near \ufffd"),
    ],
)
def test_anything_else_makes_a_database_unreadable_in_sqlites_words(
    path: Path, error: faults.Raised, reason: str
) -> None:
    found = faults.told(error, path)
    assert found.message == errors.DATABASE_UNREADABLE(path=path, reason=reason)
    assert found.hint == errors.EXPORT_AGAIN


def test_faults_are_damage_or_come_from_outside_or_neither() -> None:
    kinds = faults.is_damage, faults.is_from_outside
    for code, expected in (
        (sqlite3.SQLITE_CORRUPT, (True, False)),
        (sqlite3.SQLITE_CORRUPT_INDEX, (True, False)),
        (sqlite3.SQLITE_NOTADB, (True, False)),
        (sqlite3.SQLITE_BUSY, (False, True)),
        (sqlite3.SQLITE_IOERR_READ, (False, True)),
        (sqlite3.SQLITE_ERROR, (False, False)),
    ):
        assert tuple(kind(raised(code)) for kind in kinds) == expected
    assert not faults.is_from_outside(OSError())


# What a failure says of the databases that are being asked


def test_a_failure_says_nothing_of_sound_databases_unless_it_comes_from_outside(path: Path) -> None:
    for ask in (False, True):
        if ask:
            database_file.open_database(path)
            assert len(database_file.opened) == 1
        assert soundness.explained(ValueError()) is None
        assert soundness.explained(raised(sqlite3.SQLITE_ERROR)) is None
    database_file.close_all()
    found = soundness.explained(raised(sqlite3.SQLITE_FULL))
    assert found is not None
    assert found.message == errors.DATABASE_FAILED(reason="what it said")


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_BUSY])
def test_a_failure_over_a_database_that_is_asked_is_told_of_it(path: Path, code: int) -> None:
    database_file.open_database(path)
    found = soundness.explained(raised(code))
    expected = faults.told(raised(code), path)
    assert found is not None
    assert (found.message, found.hint) == (expected.message, expected.hint)


def test_any_failure_over_an_edited_database_that_contradicts_itself_is_told_by_its_first_problem(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = on")
        connection.execute("UPDATE project SET partner_national_funds_yen = 7 WHERE id = 'one'")
        connection.commit()
    database = database_file.open_database(path)
    assert database.is_edited
    found = soundness.explained(ValueError())
    assert found is not None
    with database_file.opened_once(path) as again:
        _, (problem, *_) = soundness.datasets(again, path)
    assert (found.message, found.hint) == (problem, errors.EXPORT_AGAIN)
    found = soundness.explained(raised(sqlite3.SQLITE_ERROR))
    assert found is not None
    assert found.message == errors.DATABASE_UNREADABLE(path=path, reason="what it said")


def test_a_failure_over_a_database_that_was_written_meanwhile_says_so(path: Path) -> None:
    database_file.open_database(path)
    path.write_bytes(path.read_bytes() + b"more")
    found = soundness.explained(ValueError())
    assert found is not None
    assert (found.message, found.hint) == (errors.CANNOT_READ(path=path, reason=errors.OVERWRITTEN), errors.RUN_AGAIN)


def test_a_database_that_is_gone_or_another_now_is_still_the_one_that_was_read(path: Path) -> None:
    database = database_file.open_database(path)
    database.check_unchanged()
    other = path.with_name("other.db")
    other.write_bytes(path.read_bytes() + b"more")
    other.replace(path)
    database.check_unchanged()
    path.unlink()
    database.check_unchanged()


def test_a_database_with_a_log_may_be_written_while_it_is_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = wal")
        writer.execute("UPDATE project SET note = 'x'")
        writer.commit()
        database = database_file.open_database(path)
        assert database.is_logged
        writer.execute("UPDATE project SET note = 'y'")
        writer.commit()
        with path.open("ab") as stream:
            stream.write(b"more")
        database.check_unchanged()
        database_file.close_all()


def test_what_sqlite_raises_amid_a_database_is_a_problem_of_that_file(path: Path) -> None:
    closed = database_file.open_database(path)
    database_file.close_all()
    reason = errors.DATABASE_BROKEN(reason="Cannot operate on a closed database.")
    assert soundness.datasets(closed, path) == ([], [errors.LOCATED(where=path, reason=reason)])


def test_a_log_of_a_database_that_keeps_none_excuses_no_change(path: Path) -> None:
    (path.parent / "made.db-wal").touch()
    database = database_file.open_database(path)
    assert not database.is_logged
    with path.open("ab") as stream:
        stream.write(b"more")
    with pytest.raises(KofukinError) as caught:
        database.check_unchanged()
    assert caught.value.message == errors.CANNOT_READ(path=path, reason=errors.OVERWRITTEN)


def test_a_file_that_may_not_be_read_is_taken_for_no_database(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert database_file.is_database(path)

    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert not database_file.is_database(path)


def test_a_file_that_only_begins_like_a_database_is_refused_in_sqlites_words(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"x" * 4096)
    with pytest.raises(KofukinError) as caught:
        database_file.open_database(path)
    assert caught.value.message == errors.DATABASE_UNREADABLE(path=path, reason="file is not a database")
