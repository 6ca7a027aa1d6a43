"""One body is one body, and two of one name are two."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Kofukin
from datasets import dataset_of, opened, project, unhurried
from kofukin import query
from kofukin.filters import Filters
from kofukin.store.bodies import identity, told_apart

Written = Callable[..., Path]

SPELLINGS = ["龍ヶ崎市", "龍ケ崎市", "龍ｹ崎市", "龍ケ崎 市", "龍ケ崎市\u3000", "茨城県龍ケ崎市", "龍\ufe00ケ崎市"]


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_code_is_one_body_whatever_the_spelling(name: str) -> None:
    assert identity("082082", name) == identity("082082", "龍ケ崎市")


@pytest.mark.parametrize("name", ["長久手市", "⻑久手市", "長久⼿市", "長久手 市"])
def test_a_name_is_one_body_whatever_its_letters(name: str) -> None:
    assert identity(None, name) == identity(None, "長久手市")


@pytest.mark.parametrize("name", ["石川県津幡町", "石川県 津幡町", "石川県河北郡津幡町", "石川県河北郡 津幡町"])
def test_a_name_within_its_prefecture_is_one_body_with_its_district_or_without(name: str) -> None:
    assert identity(None, name) == identity(None, "石川県津幡町")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((None, "中川郡池田町"), (None, "揖斐郡池田町")),
        ((None, "兵庫県上郡町"), (None, "兵庫県町")),
        ((None, "福島県郡山市"), (None, "福島県山市")),
        (("082228", "鹿嶋市"), ("412074", "鹿島市")),
        ((None, "鹿嶋市"), (None, "鹿島市")),
        ((None, "北海道池田町"), (None, "長野県池田町")),
        ((None, "北海道池田町"), (None, "池田町")),
        (("016446", "池田町"), (None, "池田町")),
        (("016446", "池田町"), ("204811", "池田町")),
    ],
)
def test_two_bodies_are_two(one: tuple[str | None, str], other: tuple[str | None, str]) -> None:
    assert identity(*one) != identity(*other)


def test_one_row_a_body_under_its_newest_spelling(kofukin: Kofukin, dataset_file: Written) -> None:
    rows = [{"municipality": name, "municipality_code": "082082", "national_funds_yen": 1_000} for name in SPELLINGS]
    rows[1]["fiscal_year"] = 2018
    path = dataset_file(*rows)
    path.write_text(path.read_text("utf-8") + '[[round]]\nprogram = "suishin"\nfiscal_year = 2018\n', encoding="utf-8")
    data = ("--data", str(path))
    totals = kofukin("totals", "--by", "municipality", *data, "-f", "json").json
    assert [(row["municipality_code"], row["municipality"], row["projects"]) for row in totals] == [
        ("082082", "龍ケ崎市", len(SPELLINGS))
    ]
    assert {row["municipality"] for row in kofukin("list", *data, "-f", "json").json} == {"龍ケ崎市"}
    assert "National funds are those of 龍ケ崎市." in kofukin("totals", *data).notes
    for name in [*SPELLINGS, "082082", "08208"]:
        assert len(kofukin("list", "--municipality", name, *data, "-f", "json").json) == len(SPELLINGS)


def test_a_file_keeps_each_spelling(kofukin: Kofukin, dataset_file: Written, tmp_path: Path) -> None:
    path = dataset_file(*({"municipality": name, "municipality_code": "082082"} for name in SPELLINGS))
    assert kofukin("export", "--data", str(path), "-o", str(tmp_path / "a.db")).code == 0
    assert kofukin("export", "--data", str(tmp_path / "a.db"), "-o", str(tmp_path / "a.toml")).code == 0
    assert kofukin("export", "--data", str(path), "-o", str(tmp_path / "b.toml")).code == 0
    text = (tmp_path / "a.toml").read_text("utf-8")
    assert text == (tmp_path / "b.toml").read_text("utf-8")
    assert all(f'municipality = "{name}"' in text for name in SPELLINGS)


IKEDA = [("016446", "池田町"), ("183822", "池田町"), ("204811", "池田町"), ("214043", "池田町"), (None, "池田町")]
TOLD_APART = ["池田町（北海道）", "池田町（福井県）", "池田町（長野県）", "池田町（岐阜県）", "池田町"]


@pytest.fixture
def ikeda(dataset_file: Written) -> tuple[str, str]:
    bodies = ({"municipality": name} | ({"municipality_code": code} if code else {}) for code, name in IKEDA)
    amounts = ({"national_funds_yen": 10**n * 1_000} for n in range(len(IKEDA)))
    return "--data", str(dataset_file(*(body | amount for body, amount in zip(bodies, amounts, strict=True))))


def test_bodies_of_one_name_are_told_apart_in_what_people_see(kofukin: Kofukin, ikeda: tuple[str, str]) -> None:
    lines = kofukin("totals", "--by", "municipality", *ikeda).table
    assert [line.split("  ")[0] for line in lines[2:7]] == TOLD_APART
    heading = kofukin("totals", "--by", "all", "--pivot", "municipality", *ikeda, "-f", "markdown").table[0]
    assert all(f" {name} " in heading for name in TOLD_APART)
    listed = kofukin("list", "-c", "municipality,national_funds_yen", *ikeda).table
    assert [line.split("  ")[0] for line in listed[2:7]] == TOLD_APART
    rows = csv.DictReader(io.StringIO(kofukin("totals", "--by", "municipality", *ikeda, "-f", "csv").out))
    assert [row["municipality"] for row in rows] == ["池田町"] * 5


def test_what_people_see_can_be_asked_for(kofukin: Kofukin, ikeda: tuple[str, str]) -> None:
    for name, funds in zip(TOLD_APART[:4], (1_000, 10_000, 100_000, 1_000_000), strict=True):
        (row,) = kofukin("list", "--municipality", name, *ikeda, "-f", "json").json
        assert row["national_funds_yen"] == funds
        assert f"National funds are those of {name}." in kofukin("totals", "--municipality", name, *ikeda).notes
    assert len(kofukin("list", "--municipality", "池田町", *ikeda, "-f", "json").json) == 5


def test_bodies_of_one_name_in_one_prefecture_are_told_apart_by_code(kofukin: Kofukin, dataset_file: Written) -> None:
    path = dataset_file(
        {"municipality": "泊村", "municipality_code": "014036"}, {"municipality": "泊村", "municipality_code": "016969"}
    )
    lines = kofukin("totals", "--by", "municipality", "--data", str(path)).table
    assert [line.split(" ")[0] for line in lines[2:4]] == ["泊村（014036）", "泊村（016969）"]


def test_check_names_a_code_that_stands_with_several_names(kofukin: Kofukin, dataset_file: Written) -> None:
    names = ("つくば市", "ﾂｸﾊﾞ市", "つくば 市", "土浦市")
    path = dataset_file(*({"municipality": name, "municipality_code": "082201"} for name in names))
    outcome = kofukin("check", str(path))
    assert outcome.code == 0
    assert outcome.lines[0] == (
        "note: the code 082201 comes with several names: つくば市, 土浦市; they count as one body"
    )


_NAMES = st.sampled_from(["龍ケ崎市", "龍ヶ崎市", "池田町", "府中市", "府中 市"])
_CODES = st.sampled_from(["082082", "016446", "204811", None])
_PROJECTS = st.lists(
    st.tuples(_CODES, _NAMES, st.integers(2016, 2017), st.integers(0, 100) | st.none()), min_size=1, max_size=12
)


@unhurried
@given(_PROJECTS, st.permutations(range(12)))
def test_groups_are_a_parting_of_everything_in_any_order(
    projects: list[tuple[str | None, str, int, int | None]], order: list[int]
) -> None:
    def totals(numbers: list[int]) -> Counter[tuple[object, ...]]:
        made = [
            project(
                f"p{n}", municipality_code=code, municipality=name, fiscal_year=year, program="suishin",
                national_funds_yen=funds,
            )
            for n in numbers
            for code, name, year, funds in [projects[n]]
        ]  # fmt: skip
        with opened(dataset_of(*made)) as connection:
            rows = query.totals(connection, Filters(), ("municipality",), (), ("municipality_code", "projects",
                                                                               "national_funds_yen")).rows  # fmt: skip
            return Counter(rows)

    found = totals(list(range(len(projects))))
    assert found == totals([n for n in order if n < len(projects)])
    assert sum(row[1] * count for row, count in found.items()) == len(projects)  # type: ignore[operator,misc]
    assert sum((row[2] or 0) * count for row, count in found.items()) == sum(p[3] or 0 for p in projects)  # type: ignore[operator,misc]
    assert sum(found.values()) == len({identity(code, name) for code, name, *_ in projects})


def test_only_bodies_of_one_name_are_told_apart() -> None:
    bodies = [(1, "204811", "池田町", "20"), (2, "183822", "池田町", "18"), (3, "011002", "札幌市", "01")]
    assert told_apart([*bodies, (4, None, None, None)]) == {
        1: "池田町（長野県）",
        2: "池田町（福井県）",
        3: "札幌市",
        4: None,
    }
