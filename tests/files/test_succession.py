"""What a dataset says of what its programs were before: each of them known, and none itself."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin

Lines = dict[str, str]


def with_programs(path: Path, lines: Lines, names: Lines | None = None) -> str:
    """Add programs to a file by their ids, each with what it succeeds ("" for nothing), and return where it lies."""
    tables = []
    for program, earlier in lines.items():
        name = (names or {}).get(program, f"{program} の交付金")
        tables.append(f'[[program]]\nid = "{program}"\nname = "{name}"\nshort_name = "{program}"\n')
        tables.append(f'succeeds = "{earlier}"\n' if earlier else "")
    path.write_text(path.read_text(encoding="utf-8") + "".join(tables), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ({"own": "nowhere"}, "there is no program nowhere to succeed (there are suishin, own, rinji,"),
        ({"own": "own"}, "a program succeeds itself in the end: own → own"),
        ({"a": "b", "b": "c", "c": "a"}, "a program succeeds itself in the end: a → b → c → a"),
        ({"before": "a", "a": "b", "b": "a"}, "a program succeeds itself in the end: a → b → a"),
    ],
)
def test_a_line_that_cannot_be_is_one_problem_with_its_line(
    kofukin: Kofukin, dataset_file: Callable[..., Path], lines: Lines, reason: str
) -> None:
    path = with_programs(dataset_file({}), lines)
    for command in (("check", path), ("totals", "--by", "lineage", "--data", path)):
        outcome = kofukin(*command)
        assert outcome.code == 1
        said = outcome.out + outcome.err
        assert said.count(reason) == 1
        assert "1 problem" in said
        assert re.search(r"made.toml:\d+: program\[\d\].succeeds: ", said)


def test_a_circle_by_way_of_a_known_line_is_found(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file({})
    text = path.read_text(encoding="utf-8").replace('short_name = "推進"', 'short_name = "推進"\nsucceeds = "mirai"')
    path.write_text(text, encoding="utf-8")
    assert "suishin → mirai → shinchiho → denen → suishin" in kofukin("check", str(path)).out


@pytest.mark.parametrize("earlier", ["suishin", "mirai", "senkogata", "other"])
def test_a_program_may_succeed_a_known_one_or_another_of_its_file(
    kofukin: Kofukin, dataset_file: Callable[..., Path], earlier: str
) -> None:
    path = with_programs(dataset_file({}), {"own": earlier, "other": ""})
    assert kofukin("check", path).code == 0


def test_a_program_of_another_name_breaks_the_known_line_through_its_id(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file({})
    text = path.read_text(encoding="utf-8").replace('short_name = "推進"', 'short_name = "推進"\nsucceeds = "mirai"')
    path.write_text(text, encoding="utf-8")
    assert kofukin("check", with_programs(path, {"denen": ""})).code == 0


def test_a_problem_of_another_table_hides_no_circle_and_no_name(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = with_programs(dataset_file({}), {"a": "b", "b": "a", "c": "broken"})
    text = Path(path).read_text(encoding="utf-8") + '[[program]]\nid = "broken"\n'
    Path(path).write_text(text, encoding="utf-8")
    out = kofukin("check", path).out
    assert "a → b → a" in out
    assert "no program broken" not in out  # it is there, and told of by itself


def test_two_files_that_lead_a_program_back_to_itself_or_differ_are_told(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    first = with_programs(dataset_file({"id": "a1"}, name="a.toml"), {"a": "b", "b": ""})
    second = with_programs(dataset_file({"id": "b1"}, name="b.toml"), {"b": "a", "a": ""})
    third = with_programs(dataset_file({"id": "c1"}, name="c.toml"), {"a": "suishin", "b": ""})
    for files, reason in (
        ((first, second), "a program succeeds itself in the end: a → b → a"),
        ((first, third), "succeeds of program a differs from that in"),
    ):
        for asked in (files, files[::-1]):
            outcome = kofukin("list", *(part for file in asked for part in ("--data", file)))
            assert (outcome.code, outcome.out) == (1, "")
            assert outcome.err.count("program ") == 1
            assert reason in outcome.err.replace("b → a → b", "a → b → a")


def test_a_database_that_another_tool_gave_a_circle_is_told_of_by_check(
    kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path
) -> None:
    path = with_programs(dataset_file({}), {"own": "suishin"})
    database = tmp_path / "made.db"
    assert kofukin("export", "--data", path, "-o", str(database)).code == 0
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE program SET succeeds = 'own' WHERE id = 'own'")
    connection.close()
    outcome = kofukin("check", str(database))
    assert outcome.code == 1
    assert "own → own" in outcome.out
