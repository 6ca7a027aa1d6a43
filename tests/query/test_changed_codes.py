"""A town that became a city is one body under both of its codes, in every question."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin
from kofukin.store import database_file, soundness

TOWN = {"municipality_code": "403059", "municipality": "那珂川町", "fiscal_year": 2017, "national_funds_yen": 100}
CITY = {"municipality_code": "402311", "municipality": "那珂川市", "fiscal_year": 2018, "national_funds_yen": 20}


@pytest.fixture
def both(dataset_file: Callable[..., Path]) -> Path:
    path = dataset_file(TOWN, CITY, {"municipality_code": "094111", "municipality": "那珂川町"})
    text = path.read_text(encoding="utf-8") + '[[round]]\nprogram = "suishin"\nfiscal_year = 2018\n'
    path.write_text(text, encoding="utf-8")
    return path


def test_totals_are_of_one_body_under_the_name_and_code_it_has_now(kofukin: Kofukin, both: Path) -> None:
    rows = kofukin("totals", "--by", "municipality", "--data", str(both), "-f", "json").json
    assert [(row["municipality_code"], row["municipality"], row["national_funds_yen"]) for row in rows] == [
        ("094111", "那珂川町", None),
        ("402311", "那珂川市", 120),
    ]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("403059", ["p1", "p2"]),
        ("402311", ["p1", "p2"]),
        ("40305", ["p1", "p2"]),
        ("40231", ["p1", "p2"]),
        ("094111", ["p3"]),
        ("09411", ["p3"]),
        ("那珂川市", ["p1", "p2"]),
    ],
)
def test_either_code_finds_all_of_it(kofukin: Kofukin, both: Path, asked: str, ids: list[str]) -> None:
    rows = kofukin("list", "--municipality", asked, "--data", str(both), "-f", "json").json
    assert [row["id"] for row in rows] == ids


def test_a_list_of_before_the_change_answers_to_both_codes(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file(TOWN)
    for code in ("403059", "402311"):
        assert kofukin("list", "--municipality", code, "--data", str(path), "-f", "json", "-c", "id").json
    assert "402311 when the town became a city" in (out := kofukin("check", str(path))).out + out.err
    assert "402311 に変わった" in (out := kofukin("check", str(path), "--lang", "ja")).out + out.err


def test_two_versions_with_the_two_codes_have_a_body_in_common(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    old = dataset_file(TOWN | {"id": "a"}, name="old.toml")
    new = dataset_file(CITY | {"id": "b", "fiscal_year": 2017, "name": "事業1"}, name="new.toml")
    rows = kofukin("diff", str(old), str(new), "-f", "json").json
    assert {(row["field"], row["before"], row["after"]) for row in rows} >= {("national_funds_yen", 100, 20)}
    assert {row["match"] for row in rows} != {None}


def test_a_database_with_both_codes_is_sound_and_keeps_them_as_written(
    kofukin: Kofukin, both: Path, tmp_path: Path
) -> None:
    database = tmp_path / "both.db"
    assert kofukin("export", "--data", str(both), "-o", str(database)).code == 0
    with database_file.opened_once(database) as connection:
        assert soundness.inconsistencies(connection, database) == []
    again = tmp_path / "again.toml"
    assert kofukin("export", "--data", str(database), "-o", str(again)).code == 0
    assert again.read_text(encoding="utf-8").count('"403059"') == 1
