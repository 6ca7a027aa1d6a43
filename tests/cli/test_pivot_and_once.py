"""``kofukin totals --pivot`` and ``--once``: groups side by side, and joint projects that two lists hold."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Kofukin
from datasets import dataset_of, opened, project, unhurried
from kofukin import query
from kofukin.filters import Filters
from kofukin.model.project import Partner, Project
from kofukin.query import pivot, twice

FUNDS = "national_funds_yen"
PIVOTED = {
    "program": (["suishin", "kyoten", "kasokuka"], ["推進", "拠点整備", "加速化"], ["220,216", "41,000", "72,200"]),
    "year": (["2016", "2017"], ["H28", "H29"], ["163,707", "169,709"]),
    "application": (["single", "joint"], ["単独", "共同"], ["172,209", "161,207"]),
    "municipality": (["011002"], ["札幌市"], ["333,416"]),
    "prefecture": (["01"], ["北海道"], ["333,416"]),
}
Written = Callable[..., Path]


@pytest.mark.parametrize("dimension", PIVOTED)
@pytest.mark.parametrize(("by", "keys"), [("year", ["fiscal_year", "era_year"]), ("all", [])])
def test_machine_formats_name_a_column_by_its_groups_key(
    kofukin: Kofukin, dimension: str, by: str, keys: list[str]
) -> None:
    groups, _, _ = PIVOTED[dimension]
    expected = [*keys, *(f"{group}_{FUNDS}" for group in groups), FUNDS]
    assert kofukin("totals", "--by", by, "--pivot", dimension, "-f", "csv").lines[0].split(",") == expected
    assert list(kofukin("totals", "--by", by, "--pivot", dimension, "-f", "json").json[0]) == expected


@pytest.mark.parametrize("dimension", PIVOTED)
def test_people_read_what_a_group_is_called_and_its_sum(kofukin: Kofukin, dimension: str) -> None:
    _, names, sums = PIVOTED[dimension]
    lines = kofukin("totals", "--by", "program", "--pivot", dimension, KOFUKIN_LANG="ja").table
    assert lines[0].split() == ["交付金", *names, "国費"]
    assert lines[6].split() == ["合計", *sums, "333,416"]


@pytest.mark.parametrize("dimension", PIVOTED)
@pytest.mark.parametrize("by", [*PIVOTED, "year,application", "all"])
def test_sums_are_those_of_the_table_that_is_not_pivoted(kofukin: Kofukin, dimension: str, by: str) -> None:
    plain = kofukin("totals", "--by", by, "-f", "json").json
    pivoted = kofukin("totals", "--by", by, "--pivot", dimension, "-f", "json").json
    columns = [f"{group}_{FUNDS}" for group in PIVOTED[dimension][0]]
    assert [row[FUNDS] for row in pivoted] == [row[FUNDS] for row in plain]
    for row in pivoted:
        assert sum(row[column] or 0 for column in columns) == row[FUNDS]
    across = {row[key]: row[FUNDS] for row in kofukin("totals", "--by", dimension, "-f", "json").json for key in row}
    for group, column in zip(PIVOTED[dimension][0], columns, strict=True):
        known = across[int(group) if dimension == "year" else group]
        assert sum(row[column] or 0 for row in pivoted) == known


def test_what_belongs_to_no_group_has_a_column_of_its_own(kofukin: Kofukin, dataset_file: Written) -> None:
    path = str(dataset_file({"application": "single", FUNDS: 1_000_000}, {FUNDS: 3_000_000}, {}))
    arguments = ("totals", "--data", path, "--pivot", "application")
    (row,) = kofukin(*arguments, "--by", "all", "-f", "json").json
    assert row == {f"single_{FUNDS}": 1_000_000, f"unstated_{FUNDS}": 3_000_000, FUNDS: 4_000_000}
    assert kofukin(*arguments, KOFUKIN_LANG="ja").table[0].split() == ["交付金", "単独", "（記載なし）", "国費"]
    assert kofukin(*arguments).lines[-5:] == kofukin("totals", "--data", path).lines[-5:]


def test_a_group_without_amounts_is_unknown_and_not_0(kofukin: Kofukin, dataset_file: Written) -> None:
    path = str(dataset_file({"application": "single"}, {"application": "single", "municipality": "函館市", FUNDS: 0}))
    rows = kofukin("totals", "--data", path, "--by", "municipality", "--pivot", "application", "-f", "json").json
    assert [(row[f"single_{FUNDS}"], row[FUNDS]) for row in rows] == [(0, 0), (None, None)]


def test_a_unit_renames_the_pivoted_columns_too(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "--by", "all", "--pivot", "year", "--unit", "千円", "-f", "json").json
    assert rows == [
        {
            "2016_national_funds_thousand_yen": 163_707,
            "2017_national_funds_thousand_yen": 169_709,
            "national_funds_thousand_yen": 333_416,
        }
    ]
    table = kofukin("totals", "--pivot", "year", "--unit", "yen").table
    assert table[6].split() == ["Total", "163,707,000", "169,709,000", "333,416,000"]


def test_pivoted_columns_can_be_chosen_sorted_by_and_had_with_all_others(kofukin: Kofukin) -> None:
    column = f"2017_{FUNDS}"
    pivoted = ("totals", "--pivot", "year", "-f", "csv")
    assert kofukin(*pivoted, "-c", f"program,{column}").lines[0] == f"program,{column}"
    order = [line.split(",")[0] for line in kofukin(*pivoted, "--sort", f"{column}:desc").lines[1:]]
    assert order == ["suishin", "kyoten", "kasokuka"]
    every = kofukin(*pivoted, "-c", "all").lines[0].split(",")
    plain = kofukin("totals", "-f", "csv", "-c", "all").lines[0].split(",")
    assert every == [*plain[:2], f"2016_{FUNDS}", column, *plain[2:]]
    assert kofukin("totals", "-c", column, "-f", "csv").code == 2


def test_filters_leave_only_the_columns_of_what_matches(kofukin: Kofukin) -> None:
    header = kofukin("totals", "--pivot", "program", "--year", "H29", "--by", "all", "-f", "csv").lines[0]
    assert header == f"suishin_{FUNDS},kyoten_{FUNDS},{FUNDS}"
    nothing = kofukin("totals", "--pivot", "program", "無い語", "-f", "csv")
    assert (nothing.code, nothing.lines) == (0, [f"program,program_name,{FUNDS}"])


@pytest.mark.parametrize("dimension", ["all", "colour", "year,program", ""])
def test_an_unknown_dimension_is_used_wrongly(kofukin: Kofukin, dimension: str) -> None:
    outcome = kofukin("totals", "--pivot", dimension)
    assert (outcome.code, outcome.out) == (2, "")
    assert "dimensions are program, year, application, municipality, prefecture" in outcome.err


def bodies(*names_and_codes: tuple[str, str | None]) -> list[dict[str, object]]:
    """Return a project of 1, 10, 100 … yen for each body."""
    return [
        {"municipality": name, FUNDS: 10**number} | ({"municipality_code": code} if code else {})
        for number, (name, code) in enumerate(names_and_codes)
    ]


def test_a_body_has_one_column_whatever_its_spelling(kofukin: Kofukin, dataset_file: Written) -> None:
    data = ("--data", str(dataset_file(*bodies(("札幌市", "011002"), ("札幌 市", "011002"), ("札幌", "011002")))))
    (row,) = kofukin("totals", *data, "--by", "all", "--pivot", "municipality", "-f", "json").json
    assert row["011002_national_funds_yen"] == row[FUNDS] == 111


@pytest.mark.parametrize(
    ("given_bodies", "groups"),
    [
        ([("甲市", None), ("乙市", None)], ["乙市", "甲市"]),
        ([("府中市", "132063"), ("府中市", "342084")], ["132063", "342084"]),
        ([("府中市", "132063"), ("府中市", None)], ["132063", "府中市"]),
        ([("partner", None), ("unstated", None)], ["partner 2", "unstated"]),
        ([("011002", None), ("札幌市", "011002")], ["札幌市", "011002"]),
    ],
)
def test_each_body_has_a_column_of_its_own_whose_money_is_its_own(
    kofukin: Kofukin, dataset_file: Written, given_bodies: list[tuple[str, str | None]], groups: list[str]
) -> None:
    data = ("--data", str(dataset_file(*bodies(*given_bodies))))
    pivoted = kofukin("totals", *data, "--pivot", "municipality", "--by", "all", "-f", "json")
    pairs = json.loads(pivoted.out, object_pairs_hook=list)[0]
    names = [name for name, _ in pairs]
    assert sorted(names) == sorted([*(f"{group}_{FUNDS}" for group in groups), FUNDS])
    assert len(set(names)) == len(names)
    plain = [row[FUNDS] for row in kofukin("totals", *data, "--by", "municipality", "-f", "json").json]
    assert [value for _, value in pairs] == [*plain, sum(plain)]
    people = kofukin("totals", *data, "--pivot", "municipality", "--by", "all", KOFUKIN_LANG="ja")
    heads = people.table[0].split()
    assert len(set(heads)) == len(heads)


@pytest.mark.parametrize(
    "program",
    ["partner", "unstated", "search.a", "municipality.x", "project.1", "document.2017", "across.1", "round.1"],
)
def test_a_programs_id_is_never_taken_for_anything_else(kofukin: Kofukin, dataset_file: Written, program: str) -> None:
    path = dataset_file({FUNDS: 1, "partners": [{"name": "道", FUNDS: 7}]}, {FUNDS: 20}, {FUNDS: 300})
    text = path.read_text(encoding="utf-8").replace("suishin", program)
    before, _, last = text.rpartition(f'program = "{program}"\n')
    path.write_text(before + 'program_basis = "open"\n' + last, encoding="utf-8")
    name = "地方創生推進交付金" if program in ("partner", "unstated") else program
    pivoted = ("totals", "--data", str(path), "--pivot", "program", "--by", "all")
    assert kofukin(*pivoted, "-f", "json", "-c", "all").json == [
        {
            f"{name}_{FUNDS}": 21,
            f"unstated_{FUNDS}": 300,
            "projects": 3,
            FUNDS: 321,
            "share": 1.0,
            f"partner_{FUNDS}": 7,
            "estimated_cost_yen": 42,
            "unstated": 0,
        }
    ]
    assert kofukin(*pivoted, KOFUKIN_LANG="ja").table[0].split() == ["推進", "（記載なし）", "国費"]


def test_more_groups_than_columns_are_possible_is_an_error_that_names_the_limit(
    kofukin: Kofukin, dataset_file: Written
) -> None:
    made = [{"municipality": f"{number}村", FUNDS: 1} for number in range(pivot.MOST_ACROSS + 1)]
    some, all_ = dataset_file(*made[1:], name="some.toml"), dataset_file(*made)
    by = ("--by", "program,year,application,municipality,prefecture", "-c", "all", "-f", "csv")
    assert kofukin("totals", "--pivot", "municipality", "--data", str(some), *by).code == 0
    outcome = kofukin("totals", "--pivot", "municipality", "--data", str(all_))
    assert (outcome.code, outcome.out) == (2, "")
    assert "error: that makes 1901 columns, more than the 1900 that --pivot can lay out\n" in outcome.err


def joint(municipality: str, partner: str, **fields: object) -> dict[str, object]:
    """Return a joint project as ``municipality``'s list has it, naming ``partner``."""
    plain = {"municipality": municipality, "name": "交流事業", "application": "joint", FUNDS: 10_000_000}
    return {**plain, "partners": [{"name": partner}], **fields}


CITY = joint("札幌市", "北海道", id="city", municipality_code="011002")
PREFECTURE = joint(
    "北海道", "札幌市", id="prefecture", municipality_code="010006", name="交流 事業", **{FUNDS: 30_000_000}
)
PAIR_NOTE = (
    "note: prefecture is left out: it looks like the same joint project as city"
    " (same name, year and program, and one names the other as its partner); city states no share for it, so its"
    " 30,000,000 yen are not in any column\n"
)


@pytest.fixture
def two_lists(dataset_file: Written) -> Callable[..., tuple[str, ...]]:
    """Return ``--data`` of a city's list and its prefecture's."""

    def write(city: dict[str, object] = CITY, prefecture: dict[str, object] = PREFECTURE) -> tuple[str, ...]:
        own = {"id": "own", "municipality": "札幌市", "municipality_code": "011002", FUNDS: 5_000_000}
        paths = dataset_file(own, city, name="city.toml"), dataset_file(prefecture, name="prefecture.toml")
        return tuple(text for path in paths for text in ("--data", str(path)))

    return write


def counted(kofukin: Kofukin, *arguments: str) -> tuple[int, int]:
    (row,) = kofukin("totals", *arguments, "--by", "all", "-f", "json").json
    return row["projects"], row[FUNDS]


def test_a_project_in_both_partners_lists_counts_once(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]
) -> None:
    data = two_lists()
    assert counted(kofukin, *data) == (3, 45_000_000)
    assert counted(kofukin, *data, "--once") == (2, 15_000_000)
    assert kofukin("totals", *data, "--once").err == PAIR_NOTE
    assert kofukin("totals", *data).err == ""
    said = kofukin("totals", *data, "--once", KOFUKIN_LANG="ja").err
    assert said.startswith("注: prefecture は数えていません。city と同じ共同申請の事業と見られます")


@pytest.mark.parametrize("one_sided", [{"city": CITY | {"partners": [{"name": "6 自治体"}]}}, {}])
def test_it_is_enough_that_one_names_the_other(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]], one_sided: dict[str, Any]
) -> None:
    assert counted(kofukin, *two_lists(**one_sided), "--once") == (2, 15_000_000)


def test_each_table_of_what_is_counted_once_agrees(kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]) -> None:
    data = two_lists()
    by = kofukin("totals", *data, "--once", "--by", "municipality", "-f", "csv").lines
    assert [line.split(",")[:4] for line in by[1:]] == [["011002", "札幌市", "2", "15000000"]]
    pivoted = kofukin("totals", *data, "--once", "--by", "all", "--pivot", "application", "-f", "json").json
    assert pivoted == [{f"joint_{FUNDS}": 10_000_000, f"unstated_{FUNDS}": 5_000_000, FUNDS: 15_000_000}]
    people = kofukin("totals", *data, "--once", "--by", "year", KOFUKIN_LANG="ja").table
    assert people[4].split()[:3] == ["合計", "2", "15,000"]


@pytest.mark.parametrize(
    "difference",
    [
        {"name": "交流事業の二"},
        {"partners": [{"name": "函館市"}]},
        {"application": None, "partners": []},
        {"application": "single", "partners": []},
        {"municipality": "札幌市", "municipality_code": "011002"},
        {"program": None, "program_basis": "open"},
    ],
)
def test_what_differs_in_more_than_its_list_counts_twice(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]], difference: dict[str, object]
) -> None:
    city = CITY | {"partners": [{"name": "青森県"}]}
    other = {key: value for key, value in (PREFECTURE | difference).items() if value is not None}
    data = two_lists(city, other)
    if difference.get("program_basis"):
        path = Path(data[3])
        before, _, after = path.read_text(encoding="utf-8").rpartition('program = "suishin"\n')
        path.write_text(before + after, encoding="utf-8")
    assert counted(kofukin, *data, "--once") == counted(kofukin, *data)
    assert kofukin("totals", *data, "--once").err == "note: no joint project is in both partners' lists\n"


def test_a_different_year_is_another_grant(kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]) -> None:
    data = two_lists(prefecture=PREFECTURE | {"fiscal_year": 2018})
    path = Path(data[3])
    round_ = '[[round]]\nprogram = "suishin"\nfiscal_year = 2018\n\n[[project]]'
    path.write_text(path.read_text(encoding="utf-8").replace("[[project]]", round_), encoding="utf-8")
    assert counted(kofukin, *data, "--once") == (3, 45_000_000)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (("--municipality", "札幌市"), (2, 15_000_000)),
        (("--municipality", "010006"), (1, 30_000_000)),
        (("--min", "2000万円"), (1, 30_000_000)),
        (("--partner", "札幌"), (1, 30_000_000)),
    ],
)
def test_filters_that_leave_one_of_a_pair_leave_it_counted(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]], filters: tuple[str, ...], left: tuple[int, int]
) -> None:
    data = two_lists()
    assert counted(kofukin, *data, *filters, "--once") == left
    assert "left out" not in kofukin("totals", *data, *filters, "--once").err


def test_a_pair_that_words_find_counts_once(kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]) -> None:
    data = two_lists()
    assert counted(kofukin, *data, "交流", "--once") == (1, 10_000_000)
    assert kofukin("totals", *data, "交流", "--once").err == PAIR_NOTE


def test_in_one_list_alone_nothing_is_left_out(kofukin: Kofukin) -> None:
    once = kofukin("totals", "--once")
    assert once.out == kofukin("totals").out
    assert once.err == "note: no joint project is in both partners' lists\n"


def test_a_project_of_three_bodies_counts_once_and_a_second_grant_of_one_of_them_too() -> None:
    def told(id: str, body: str, *partners: str) -> Project:
        fields = {"municipality": body, "name": "甲", "application": "joint"}
        return project(id, partners=tuple(map(Partner, partners)), **fields)

    first = (told("a1", "札幌市", "北海道"), told("b1", "北海道", "函館市"), told("c1", "函館市", "北海道"))
    second = (told("b2", "北海道", "札幌市"), told("a2", "札幌市", "北海道"))
    with opened(dataset_of(*first, *second)) as connection:
        same = twice.counted_twice(connection, Filters())
    assert [(found.kept, found.left_out) for found in same] == [("a1", "b1"), ("a1", "c1"), ("b2", "a2")]


BODIES = ("札幌市", "北海道", "函館市")
PROJECTS = st.lists(
    st.builds(
        lambda body, partner, name, year, joint: {
            "municipality": body,
            "partners": (Partner(partner),) if joint else (),
            "name": name,
            "fiscal_year": year,
            "application": "joint" if joint else "single",
            "national_funds_yen": 1,
        },
        *(st.sampled_from(BODIES), st.sampled_from(BODIES), st.sampled_from(["甲", "乙"])),
        *(st.sampled_from([2016, 2017]), st.booleans()),
    ),
    max_size=12,
)


@unhurried
@given(PROJECTS)
def test_counting_once_never_counts_more_and_keeps_one_of_each_pair(made: list[dict[str, Any]]) -> None:
    projects = [project(f"p{number}", **fields) for number, fields in enumerate(made)]
    with opened(dataset_of(*projects)) as connection:
        everything = query.summary(connection, Filters())
        same = twice.counted_twice(connection, Filters())
        left_out = Filters(left_out=tuple(found.number for found in same))
        once = query.summary(connection, left_out)
        kept = {row[0] for row in query.list_projects(connection, left_out, ("id",)).rows}
        assert once.projects == everything.projects - len(same)
        assert (once.national_funds_yen or 0) <= (everything.national_funds_yen or 0)
        assert {found.kept for found in same} <= kept, "a project was left out for one that is left out itself"
        assert not kept & {found.left_out for found in same}


def said_once(kofukin: Kofukin, *arguments: str) -> list[str]:
    return kofukin("totals", *arguments, "--once").err.splitlines()


@pytest.mark.parametrize(
    ("partner", "together", "own", "money"),
    [
        ({FUNDS: 30_000_000}, None, 30_000_000, "its 30,000,000 yen are what city states as that partner's share"),
        (
            {FUNDS: 20_000_000},
            None,
            30_000_000,
            "its 30,000,000 yen differ from the 20,000,000 yen that city states as that partner's share,"
            " which is doubtful",
        ),
        ({}, None, 30_000_000, "city states no share for it, so its 30,000,000 yen are not in any column"),
        (
            {},
            50_000_000,
            30_000_000,
            "whether its 30,000,000 yen are in the 50,000,000 yen that city states for all partners is not known",
        ),
        ({FUNDS: 20_000_000}, None, None, "its own amount is not stated"),
    ],
)
def test_what_becomes_of_the_money_that_is_left_out_is_said(
    kofukin: Kofukin,
    two_lists: Callable[..., tuple[str, ...]],
    tmp_path: Path,
    partner: dict[str, int],
    together: int | None,
    own: int | None,
    money: str,
) -> None:
    city = CITY | {"partners": [{"name": "北海道", **partner}]}
    city |= {"partner_national_funds_yen": together} if together else {}
    data = two_lists(city, {key: value for key, value in (PREFECTURE | {FUNDS: own}).items() if value is not None})
    (note,) = said_once(kofukin, *data, "-f", "csv")
    assert note.endswith(f"names the other as its partner); {money}")
    for format_ in ("table", "markdown"):
        assert money in kofukin("totals", *data, "--once", "-f", format_).out.replace("\\", "")
    book = tmp_path / "made.xlsx"
    assert kofukin("totals", *data, "--once", "-o", str(book)).code == 0
    with zipfile.ZipFile(book) as package:
        assert money.replace("'", "&apos;") in package.read("xl/sharedStrings.xml").decode().replace("'", "&apos;")
    assert kofukin("totals", *data, "--once", "-f", "csv", "--lang", "ja").err.startswith("注: prefecture は数えて")


@pytest.mark.parametrize(
    ("city_names", "prefecture_says"),
    [
        ({"name": "ほっかいどう庁", "municipality_code": "010006"}, {}),
        ({"name": "北海道"}, {"municipality_code": None}),
        ({"name": "道"}, {}),
        ({"name": "北海道", "municipality_code": "010006"}, {"municipality_code": None}),
    ],
)
def test_a_body_is_known_by_its_code_by_its_name_and_as_the_own_prefecture(
    kofukin: Kofukin,
    two_lists: Callable[..., tuple[str, ...]],
    city_names: dict[str, str],
    prefecture_says: dict[str, None],
) -> None:
    prefecture = PREFECTURE | {"partners": [{"name": "青森県"}]} | prefecture_says
    prefecture = {key: value for key, value in prefecture.items() if value is not None}
    assert counted(kofukin, *two_lists(CITY | {"partners": [city_names]}, prefecture), "--once") == (2, 15_000_000)


@pytest.mark.parametrize(
    ("city_names", "prefecture_says"),
    [
        ({"name": "北海道", "municipality_code": "020001"}, {}),
        ({"name": "県"}, {}),
        ({"name": "道"}, {"municipality": "青森県", "municipality_code": "020001"}),
        ({"name": "道"}, {"municipality_code": None}),
        ({"name": "道"}, {"municipality": "函館道", "municipality_code": "012025"}),
    ],
)
def test_another_body_is_not_taken_for_the_one_named(
    kofukin: Kofukin,
    two_lists: Callable[..., tuple[str, ...]],
    city_names: dict[str, str],
    prefecture_says: dict[str, str | None],
) -> None:
    prefecture = PREFECTURE | {"partners": [{"name": "函館市"}]} | prefecture_says
    prefecture = {key: value for key, value in prefecture.items() if value is not None}
    data = two_lists(CITY | {"partners": [city_names]}, prefecture)
    assert counted(kofukin, *data, "--once") == (3, 45_000_000)


def test_who_names_partners_applied_jointly_also_where_it_is_not_said(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]
) -> None:
    silent = [{key: value for key, value in made.items() if key != "application"} for made in (CITY, PREFECTURE)]
    assert counted(kofukin, *two_lists(*silent), "--once") == (2, 15_000_000)


def test_a_chain_of_entries_says_who_was_told_with_whom(kofukin: Kofukin, dataset_file: Written) -> None:
    chain = [joint("札幌市", "北海道"), joint("北海道", "函館市"), joint("函館市", "青森県")]
    data = ("--data", str(dataset_file(*chain)))
    first, second = said_once(kofukin, *data)
    assert "p2 is left out: it looks like the same joint project as p1 (" in first
    assert "p3 is left out: it looks like the same joint project as p2 (" in second
    assert second.endswith(
        "; so does p2 like p1; p1 states no share for it, so its 10,000,000 yen are not in any column"
    )
    backwards = ("--data", str(dataset_file(*reversed(chain), name="back.toml")))
    for each in (data, backwards):
        assert counted(kofukin, *each, "--once") == (1, 10_000_000)


def test_a_pair_that_filters_cut_is_said_to_be_cut(kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]) -> None:
    data = two_lists()
    assert said_once(kofukin, *data, "--municipality", "札幌市") == [
        "note: 1 project looks like an entry in another list that the filters leave out, and is counted:"
        " city (prefecture)"
    ]
    assert said_once(kofukin, *data, "--municipality", "札幌市", "--max", "5000000") == [
        "note: no joint project is in both partners' lists"
    ]


def test_without_once_people_are_told_what_may_count_twice(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]
) -> None:
    data = two_lists()
    note = (
        "1 project may be counted twice, since the partner's list seems to have it too; kofukin totals --once"
        " counts each once."
    )
    assert note in kofukin("totals", *data).notes
    on_paper = "may be counted twice, since the partner's list seems to have it too."
    assert on_paper in kofukin("totals", *data, "-f", "markdown").out.replace("\\", "")
    for arguments in (("--once",), ("--municipality", "札幌市"), ("-f", "csv")):
        assert "may be counted twice" not in kofukin("totals", *data, *arguments).out
    assert "may be counted twice" not in kofukin("totals").out


def test_many_that_are_left_out_are_all_named_somewhere(kofukin: Kofukin, dataset_file: Written) -> None:
    city = [joint("札幌市", "北海道", name=f"事業{n}") for n in range(30)]
    prefecture = [joint("北海道", "札幌市", name=f"事業{n}") for n in range(30)]
    outcome = kofukin("totals", "--data", str(dataset_file(*city, *prefecture)), "--once")
    assert len(outcome.err.splitlines()) == 30
    assert outcome.out.count("is left out") == 20
    assert "10 more are left out; standard error names all." in outcome.notes


def test_check_shows_what_may_be_one(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]], tmp_path: Path
) -> None:
    _, city, _, prefecture = two_lists()
    said = "prefecture: it looks like the same joint project as city; totals --once counts it once"
    outcome = kofukin("check", city, prefecture)
    assert (outcome.code, outcome.lines[0]) == (0, f"note: {prefecture}: {said}")
    assert "looks like" not in kofukin("check", city).out
    base = str(tmp_path / "both.db")
    kofukin("export", "--data", city, "--data", prefecture, "-o", base)
    assert kofukin("check", base).lines[0] == f"note: {base}: {said}"
    assert counted(kofukin, "--data", base, "--once") == (2, 15_000_000)


def test_shares_that_only_the_entry_left_out_states_are_said_to_be_nowhere(
    kofukin: Kofukin, two_lists: Callable[..., tuple[str, ...]]
) -> None:
    partners = [
        {"name": "札幌市", FUNDS: 10_000_000},
        {"name": "函館市", FUNDS: 4_000_000},
        {"name": "小樽市", FUNDS: 1_000},
    ]
    city = CITY | {"partners": [{"name": "北海道", FUNDS: 30_000_000}, {"name": "小樽市", FUNDS: 1_000}]}
    (note,) = said_once(kofukin, *two_lists(city, PREFECTURE | {"partners": partners}))
    assert note.endswith(
        "its 30,000,000 yen are what city states as that partner's share;"
        " the shares of partners that only it states (函館市 4,000,000 yen) are not in any column"
    )
