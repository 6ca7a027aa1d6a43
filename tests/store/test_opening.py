"""Dataset files, folders and databases → one database to ask."""

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from datasets import BUNDLED, dataset_of, project
from kofukin import query, store
from kofukin.errors import DatasetError, KofukinError, reason_of
from kofukin.exporting.database import write_database
from kofukin.filters import Filters
from kofukin.messages import errors
from kofukin.store import opening
from kofukin.store.database_file import mark_as_made

Written = Callable[..., Path]


@pytest.fixture
def database(tmp_path: Path) -> Written:
    """Write a database that holds a project for each id, and return where it lies."""

    def write(*ids: str, name: str = "made.db") -> Path:
        path = tmp_path / name
        path.touch()
        write_database(path, [dataset_of(*(project(each, program_basis="open") for each in ids))])
        return path

    return write


def ids(*paths: Path) -> list[str]:
    with closing(opening.open_all(paths)) as connection:
        return [found for (found,) in connection.execute("SELECT id FROM project ORDER BY number")]


def test_no_file_means_the_bundled_one() -> None:
    assert ids() == ids(BUNDLED)


def test_a_database_is_asked_where_it_lies_and_cannot_be_written(database: Written) -> None:
    path = database("one", "two")
    path.chmod(0o444)
    before = path.read_bytes()
    with closing(opening.open_all([path])) as connection:
        ((_, _, place),) = connection.execute("PRAGMA database_list")
        assert os.path.realpath(place) == os.path.realpath(path)
        assert connection.execute("SELECT count(*) FROM project").fetchone() == (2,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM project")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_database_is_known_by_what_it_is_and_not_by_its_name(database: Written) -> None:
    assert ids(database("one", name="made.sqlite")) == ["one"]
    assert ids(database("one", name="a name?with #marks%20.db")) == ["one"]


def test_files_of_both_kinds_are_asked_together_texts_first(database: Written, dataset_file: Written) -> None:
    base, text = database("one", "two"), dataset_file({"fiscal_year": 2015, "program_basis": "open"}, name="made.toml")
    kept = text.read_text(encoding="utf-8").replace('[[round]]\nprogram = "suishin"\nfiscal_year = 2017', "[[round]]")
    text.write_text(kept.replace("[[round]]", '[[round]]\nprogram = "suishin"\nfiscal_year = 2015'), encoding="utf-8")
    assert ids(base, text) == ["p1", "one", "two"]


def test_a_folder_is_the_datasets_in_it_by_name(database: Written, tmp_path: Path) -> None:
    database("two", name="b.db")
    database("one", name="a.db")
    (tmp_path / "notes.txt").write_text("no dataset", encoding="utf-8")
    assert ids(tmp_path) == ["one", "two"]


def test_a_folder_without_datasets_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"holds no \.toml or \.db file"):
        opening.open_all([tmp_path])


def test_a_folder_that_cannot_be_looked_into_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(DatasetError) as caught:
        opening.open_all([tmp_path])
    reason = errors.FILE_UNREADABLE(reason=reason_of(PermissionError(13, "Permission denied")))
    assert caught.value.message == errors.LOCATED(where=tmp_path, reason=reason)
    assert caught.value.hint == errors.CHECK_NAME


def test_the_same_id_in_two_databases_is_a_clash(database: Written) -> None:
    paths = [database("one", name="a.db"), database("zero", "one", name="b.db")]
    with pytest.raises(DatasetError) as caught:
        opening.open_all(paths)
    assert [line.in_("en") for line in caught.value.details] == [f"{paths[1]}: id one is used in {paths[0]} too"]


def test_the_same_id_in_a_text_and_a_database_is_a_clash(database: Written, dataset_file: Written) -> None:
    paths = [dataset_file({"id": "one"}), database("one")]
    with pytest.raises(DatasetError) as caught:
        opening.open_all(paths)
    assert f"{paths[1]}: id one is used in {paths[0]} too" in [line.in_("en") for line in caught.value.details]


def changed(path: Path, sql: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    return path


def refused(*paths: Path) -> KofukinError:
    with pytest.raises(KofukinError) as caught:
        opening.open_all(paths)
    assert caught.value.exit_code == 1
    assert caught.value.hint is not None
    return caught.value


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path / "other.db", "CREATE TABLE project (id)")
    assert str(refused(path)) == f"{path} is not a kofukin database"


def test_another_version_of_the_schema_is_refused_by_number(database: Written) -> None:
    path = changed(database("one"), "PRAGMA user_version = 9")
    assert str(refused(path)) == f"{path} follows schema 9, not {store.SCHEMA_VERSION}"


def test_a_database_without_one_of_its_tables_is_refused(database: Written) -> None:
    path = changed(database("one"), "DROP TABLE partner; DROP TABLE search")
    assert "it lacks the tables partner, search" in str(refused(path))


def test_a_database_without_one_of_its_columns_is_refused(database: Written) -> None:
    path = changed(database("one"), "ALTER TABLE remark DROP COLUMN place; ALTER TABLE document ADD COLUMN more")
    missing = errors.COLUMNS_MISSING(columns=["remark.place"])
    assert refused(path).message == errors.DATABASE_UNREADABLE(path=path, reason=missing)


CONTRADICTING = """
PRAGMA ignore_check_constraints = on;
UPDATE project SET partner_national_funds_yen = 7;
UPDATE municipality SET folded_name = 'x';
"""


def test_an_edited_database_that_contradicts_itself_is_refused_with_every_problem(database: Written) -> None:
    path = changed(database("one"), CONTRADICTING)
    for open_it in (opening.open_all, opening.open_sound):
        with pytest.raises(DatasetError) as caught:
            open_it([path])
        problems = caught.value.details
        assert [problem.in_("en").startswith(f"{path}: ") for problem in problems] == [True] * 2
        assert caught.value.message == errors.DATASET_UNUSABLE(count=2)
        assert caught.value.hint == errors.DATASET_HINT


def test_who_copies_all_of_a_database_has_it_looked_through_though_none_seems_to_have_edited_it(
    database: Written,
) -> None:
    sound = database("two", name="sound.db")
    with closing(opening.open_sound([sound])) as connection:
        assert connection.execute("SELECT id FROM project").fetchall() == [("two",)]
    path = changed(database("one"), CONTRADICTING)
    mark_as_made(path)
    assert ids(path) == ["one"]
    with pytest.raises(DatasetError) as caught:
        opening.open_sound([path])
    assert [problem.in_("en").startswith(f"{path}: ") for problem in caught.value.details] == [True] * 2
    assert (caught.value.message, caught.value.hint) == (errors.DATASET_UNUSABLE(count=2), errors.DATASET_HINT)


@pytest.mark.parametrize("kept", [16, 100, 4096, 8192, 20_000])
def test_a_database_that_was_cut_is_refused(database: Written, kept: int) -> None:
    path = database("one")
    path.write_bytes(path.read_bytes()[:kept])
    assert str(refused(path)).startswith(f"{path} cannot be read as a database: ")


def test_a_text_called_database_is_read_as_the_text_that_it_is(tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("hello\n", encoding="utf-8")
    assert [line.in_("en").startswith(f"{path}:1: not TOML") for line in refused(path).details] == [True]
    path.write_bytes(b"")
    assert [line.in_("en") for line in refused(path).details] == [f"{path}:1: the file is empty"]
    path.write_bytes(BUNDLED.read_bytes())
    assert ids(path) == ids()


def test_only_a_large_text_would_be_faster_as_a_database(database: Written, tmp_path: Path) -> None:
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (opening.LARGE_TOML + 1))
    (just := tmp_path / "just.toml").write_bytes(b"#" * opening.LARGE_TOML)
    padded = database("one")
    padded.write_bytes(padded.read_bytes() + b"\0" * opening.LARGE_TOML)
    assert opening.slow_files([BUNDLED, just, large, padded, tmp_path, tmp_path / "nowhere.toml"]) == [large]


def test_endings_count_in_capitals_too_and_other_data_is_named(database: Written, tmp_path: Path) -> None:
    database("one", name="a.DB")
    for name in ("list.csv", "b.XLSX", "c.sqlite3", "notes.md", ".hidden.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "more").mkdir()
    assert ids(tmp_path) == ["one"]
    assert opening.passed_over(tmp_path) == ["b.XLSX", "c.sqlite3", "list.csv", f"more{os.sep}"]
    assert opening.passed_over(tmp_path / "a.DB") == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
def test_what_would_never_end_is_not_read_in_a_folder_and_named(database: Written, tmp_path: Path) -> None:
    database("one")
    for name in ("a.toml", "b.db", "c.pipe"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "d.toml").symlink_to("/dev/zero")
    assert ids(tmp_path) == ["one"]
    assert opening.passed_over(tmp_path) == ["a.toml", "b.db", "d.toml"]


def test_a_link_that_leads_nowhere_is_a_dataset_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to("nowhere.toml")
    assert [line.in_("en") for line in refused(tmp_path).details] == [
        f"{tmp_path / 'a.toml'}: cannot be read: no such file"
    ]


def test_a_database_in_wal_mode_gets_nothing_beside_it(database: Written) -> None:
    path = changed(database("one"), "PRAGMA journal_mode = WAL")
    with closing(opening.open_all([path])) as connection:
        assert connection.execute("SELECT id FROM project").fetchall() == [("one",)]
        assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_another_tool_is_writing_is_read_with_its_log(database: Written) -> None:
    path = changed(database("one"), "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("UPDATE project SET id = 'renamed'")
        writer.commit()
        assert ids(path) == ["renamed"]


def test_every_problem_of_every_database_is_told_each_with_its_file(database: Written) -> None:
    paths = [changed(database(name, name=f"{name}.db"), CONTRADICTING) for name in ("one", "two")]
    with pytest.raises(DatasetError) as caught:
        opening.open_all(paths)
    told = [problem.in_("en").partition(": ")[0] for problem in caught.value.details]
    assert told == [str(paths[0])] * 2 + [str(paths[1])] * 2
    assert (caught.value.message, caught.value.hint) == (errors.DATASET_UNUSABLE(count=4), errors.DATASET_HINT)


def test_an_empty_folder_is_named_with_what_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        opening.open_all([tmp_path])
    assert (caught.value.message, caught.value.hint) == (errors.NOTHING_IN_FOLDER(path=tmp_path), errors.CHECK_NAME)


@pytest.mark.parametrize(
    "by", [(), ("program",), ("year",), ("municipality",), ("prefecture", "year"), ("application",)]
)
def test_usual_totals_are_read_from_an_index_alone(database: Written, by: tuple[str, ...]) -> None:
    with closing(opening.open_all([database("one", "two")])) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        list(query.totals(connection, Filters(), by).rows)
        connection.set_trace_callback(None)
        plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")]
    assert any(re.search(r"project\b.* USING COVERING INDEX project_", step) for step in plan), plan
