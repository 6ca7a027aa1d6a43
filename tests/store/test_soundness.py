"""What other tools may have changed in a database, and how it is found."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Kofukin
from datasets import BUNDLED, dataset_of, opened, project
from kofukin import store
from kofukin.exporting.database import write_database
from kofukin.files import dataset
from kofukin.model.project import Partner
from kofukin.store import soundness

SOUND = "UPDATE project SET summary = summary"
BROKEN = {
    "DELETE FROM municipality": [
        "project sapporo-h29-youth, sapporo-h29-it, sapporo-h29-inbound, sapporo-h29-health,"
        " sapporo-h29-ainu, and others: the row of municipality it refers to is not there"
    ],
    "DELETE FROM document": [
        "project sapporo-h29-youth, sapporo-h29-it, sapporo-h29-inbound, sapporo-h29-health,"
        " sapporo-h29-ainu, and others: the row of document it refers to is not there"
    ],
    "DELETE FROM program WHERE id = 'kyoten'": [
        "1 row of round refers to a row of program that is not there",
        "project sapporo-h29-ainu: the row of program it refers to is not there",
    ],
    "UPDATE project SET continues = 'nowhere' WHERE number = 3": [
        "project sapporo-h29-inbound: the row of project it refers to is not there"
    ],
    "DELETE FROM project WHERE number = 1": [
        "1 row of partner refers to a row of project that is not there",
        "search 1: the row of project it refers to is not there",
    ],
    "DELETE FROM search WHERE project = 2": [
        "search.folded_name does not agree with the columns it follows from: sapporo-h29-it",
        "search.folded_text does not agree with the columns it follows from: sapporo-h29-it",
    ],
    "UPDATE project SET name = '別の事業' WHERE number = 2": [
        "search.folded_name does not agree with the columns it follows from: sapporo-h29-it",
        "search.folded_text does not agree with the columns it follows from: sapporo-h29-it",
    ],
    "UPDATE project SET summary = NULL WHERE number = 2": [
        "search.folded_text does not agree with the columns it follows from: sapporo-h29-it"
    ],
    "UPDATE partner SET name = '青森県' WHERE project = 1": [
        "search.folded_text does not agree with the columns it follows from: sapporo-h29-youth",
        "partner.folded_name does not agree with the columns it follows from: sapporo-h29-youth",
    ],
    "UPDATE partner SET national_funds_yen = 1 WHERE project = 1": [
        "project.partner_national_funds_yen does not agree with the columns it follows from: sapporo-h29-youth"
    ],
    "UPDATE project SET partner_national_funds_yen = 7 WHERE number = 2": [
        "project.partner_national_funds_yen does not agree with the columns it follows from: sapporo-h29-it"
    ],
    "UPDATE project SET rate_numerator = 2 WHERE number = 2": [
        "project.rate_numerator does not agree with the columns it follows from: sapporo-h29-it"
    ],
    "UPDATE round SET rate_numerator = 2 WHERE program = 'kyoten'": [
        "round.rate_numerator does not agree with the columns it follows from: kyoten 2017"
    ],
    "UPDATE municipality SET folded_name = '函館市'": [
        "municipality.folded_name does not agree with the columns it follows from: 1"
    ],
    "UPDATE body SET prefecture_code = '02'": [
        "body.prefecture_code does not agree with the columns it follows from: 1"
    ],
    "INSERT INTO pair VALUES (1, 2)": ["pair does not agree with the columns it follows from: 1 2"],
    "UPDATE prefecture SET name = '北海' WHERE code = '01'": [
        "prefecture does not agree with the columns it follows from: name"
    ],
}
INVALID = {
    "UPDATE project SET subsidy_rate = 'half' WHERE number = 2": "project[1].subsidy_rate: not in the expected form",
    "UPDATE project SET last_fiscal_year = 2030 WHERE number = 2": (
        "project[1].last_fiscal_year: 2030 lies outside the years it may run"
    ),
    "UPDATE dataset SET title = ' '": "dataset.title: empty text",
}


def test_no_constraint_of_the_schema_is_missed() -> None:
    schema = re.sub(" -- .*", "", store.SCHEMA)
    assert len(re.findall(soundness._CHECK, schema, re.MULTILINE)) == schema.count(" CHECK (")


def test_each_constraint_of_the_schema_is_looked_at() -> None:
    columns = ("fiscal_year", "national_funds_yen", "stated_cost_yen", "application")
    with opened(dataset_of(project("one"))) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for column in columns:
            connection.execute(f"UPDATE project SET {column} = 'x'")
        found = [line.in_("en") for line in soundness.inconsistencies(connection, Path("x.db"))]
    assert found == [
        f"x.db: project.{column} holds values that it must not, in 1 row"
        for column in ("fiscal_year", "application", "national_funds_yen", "stated_cost_yen")
    ]


@pytest.fixture
def changed(kofukin: Kofukin, tmp_path: Path) -> Callable[[str], Path]:
    """Return a database of the bundled dataset that another tool has changed."""

    def change(sql: str) -> Path:
        path = tmp_path / "made.db"
        assert kofukin("export", "-o", str(path)).code == 0
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(sql)
        return path

    return change


def test_what_this_program_writes_is_sound() -> None:
    partners = (Partner("函館市"), Partner("Ａ", "012025", 0))
    odd = project("odd", name="", municipality=None, summary="", note="あ\nい", partners=partners)
    two = project("two", partners=partners, partner_national_funds_yen=5)
    bodies = [
        project("by-name", municipality="北海道函館市"),
        project("by-code", municipality="北海道広島市", municipality_code="341002"),
        project("by-none", municipality="札幌市", municipality_code="990000"),
    ]
    with opened(dataset_of(odd, two, *bodies)) as connection:
        assert soundness.inconsistencies(connection, Path("x.db")) == []


@pytest.mark.parametrize("sql", BROKEN)
def test_what_no_longer_agrees_is_named(kofukin: Kofukin, changed: Callable[[str], Path], sql: str) -> None:
    path = changed(sql)
    outcome = kofukin("check", str(path))
    assert outcome.code == 1
    assert sorted(outcome.lines) == sorted(f"{path}: {reason}" for reason in BROKEN[sql])
    assert kofukin("check", str(path), "--lang", "ja").code == 1


@pytest.mark.parametrize("sql", INVALID)
def test_what_no_dataset_may_hold_is_named(kofukin: Kofukin, changed: Callable[[str], Path], sql: str) -> None:
    path = changed(sql)
    (line,) = kofukin("check", str(path)).lines
    assert line.startswith(f"{path}: {INVALID[sql]}")


@pytest.mark.parametrize("sql", BROKEN)
@pytest.mark.parametrize("ending", [".db", ".toml", ".csv", ".json", ".zip"])
def test_what_is_not_whole_is_not_copied(
    kofukin: Kofukin, changed: Callable[[str], Path], tmp_path: Path, sql: str, ending: str
) -> None:
    path, copy = changed(sql), tmp_path / f"copy{ending}"
    outcome = kofukin("export", "--data", str(path), "-o", str(copy))
    assert (outcome.code, outcome.out, copy.exists()) == (1, "", False)
    assert [f"{path}: {reason}" in outcome.err for reason in BROKEN[sql]] == [True] * len(BROKEN[sql])
    assert "internal error" not in outcome.err


@pytest.mark.parametrize("sql", [*BROKEN, *INVALID])
@pytest.mark.parametrize(
    "arguments",
    [("show", "sapporo-h29-it"), ("list", "-f", "csv"), ("list",), ("list", "観光"), ("totals", "--by", "municipality"),
     ("totals", "--once"), ("totals", "--pivot", "municipality"), ("programs",), ("report", "-o", "made.html")],
)  # fmt: skip
def test_no_question_ends_in_an_internal_error_or_loses_a_project(
    kofukin: Kofukin,
    changed: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    sql: str,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = kofukin(*arguments, "--data", str(changed(sql)))
    assert outcome.code in (0, 1)
    assert "internal error" not in outcome.err
    if arguments == ("list", "-f", "csv") and "DELETE FROM project" not in sql:
        assert outcome.code == 1 or len(outcome.lines) == 12


def test_figures_are_never_drawn_from_an_edited_database_that_contradicts_itself(
    kofukin: Kofukin, changed: Callable[[str], Path]
) -> None:
    path = changed("UPDATE round SET rate_denominator = 3")
    outcome = kofukin("totals", "--data", str(path), "-f", "csv")
    assert (outcome.code, outcome.out) == (1, "")
    assert "round.rate_denominator" in outcome.err


@pytest.mark.parametrize("sql", [*BROKEN, *INVALID])
def test_beside_other_files_it_is_refused(
    kofukin: Kofukin, changed: Callable[[str], Path], dataset_file: Callable[..., Path], sql: str
) -> None:
    outcome = kofukin("list", "--data", str(changed(sql)), "--data", str(dataset_file({})))
    assert (outcome.code, outcome.out) == (1, "")
    assert "none of it was used" in outcome.err


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE project DROP COLUMN note",
        "ALTER TABLE search RENAME COLUMN folded_text TO text",
        "PRAGMA ignore_check_constraints = ON; UPDATE project SET national_funds_yen = 9223372036854775807",
        "UPDATE project SET name = CAST(x'ff' AS TEXT) WHERE number = 2",
        "PRAGMA ignore_check_constraints = ON; UPDATE project SET program_basis = x'00ff' WHERE number = 2",
        "PRAGMA ignore_check_constraints = ON; UPDATE program SET name = x'00ff'",
        "DELETE FROM partner; DELETE FROM search; DELETE FROM project; DELETE FROM dataset",
    ],
)
def test_what_queries_cannot_read_is_a_clear_error(
    kofukin: Kofukin, changed: Callable[[str], Path], tmp_path: Path, sql: str
) -> None:
    path = str(changed(sql))
    assert kofukin("check", path).code == 1
    for arguments in (
        ("list",),
        ("list", "-f", "json"),
        ("list", "-p", "推進"),
        ("totals", "--by", "all"),
        ("export", "-o", str(tmp_path / "copy.toml")),
    ):
        outcome = kofukin(*arguments, "--data", path)
        assert "internal error" not in outcome.err
        assert outcome.code == 1 or not outcome.err.startswith("error")
    assert outcome.code == 1
    assert not (tmp_path / "copy.toml").exists()


@pytest.mark.parametrize("sql", INVALID)
@pytest.mark.parametrize("ending", [".db", ".toml"])
def test_what_no_dataset_may_hold_is_not_written_again(
    kofukin: Kofukin, changed: Callable[[str], Path], tmp_path: Path, sql: str, ending: str
) -> None:
    path, copy = changed(sql), tmp_path / f"copy{ending}"
    outcome = kofukin("export", "--data", str(path), "-o", str(copy))
    assert (outcome.code, outcome.out, copy.exists()) == (1, "", False)
    assert INVALID[sql] in outcome.err


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR | 1 << 8])
def test_a_disk_that_fails_while_reading_is_no_bug(
    kofukin: Kofukin, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("it failed")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr("kofukin.query.resolve", fail)
    outcome = kofukin("list")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("error: the database cannot be read: it failed\nhint: check the disk's free space")


def test_a_database_written_without_its_conditions_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    write_database(path, dataset.load([BUNDLED]))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            connection.execute("UPDATE project SET national_funds_yen = 0.5")
