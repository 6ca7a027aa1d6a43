import sqlite3
from pathlib import Path

import pytest

from conftest import Kofukin


@pytest.fixture
def _old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.1")


@pytest.mark.usefixtures("_old")
def test_a_sqlite_that_is_too_old_is_named_with_what_helps(kofukin: Kofukin) -> None:
    found = kofukin("totals", KOFUKIN_LANG="en")
    assert (found.code, found.out) == (1, "")
    assert found.err == (
        "error: this Python comes with SQLite 3.34.1; SQLite 3.35 or newer is needed\n"
        "hint: a Python from python.org or uv comes with a newer SQLite\n"
    )


def test_neither_a_database_is_read_nor_one_written_by_a_sqlite_that_is_too_old(
    kofukin: Kofukin, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    there, another, table = tmp_path / "there.db", tmp_path / "another.db", tmp_path / "table.csv"
    table.write_text("年度,交付金,団体,事業名,国費（円）\nH29,推進,札幌市,事業,5\n", encoding="utf-8")
    assert kofukin("export", "-o", str(there)).code == 0
    request.getfixturevalue("_old")
    for arguments in (
        ("list", "--data", str(there)),
        ("check", str(there)),
        ("export", "-o", str(another)),
        ("import", str(table), "-o", str(another)),
    ):
        found = kofukin(*arguments, KOFUKIN_LANG="en")
        assert (found.code, found.err.count("error: ")) == (1, 1), arguments
        assert "SQLite 3.35 or newer is needed" in found.err
    assert not another.exists()


def test_help_needs_no_sqlite_at_all(kofukin: Kofukin, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("_old")
    assert kofukin("list", "--help").code == 0
