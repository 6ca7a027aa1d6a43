"""What ``totals`` gives on request: costs, middle and largest amounts, changes, shares within a group, subtotals."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin

Made = Callable[..., Path]


@pytest.fixture
def made(dataset_file: Made) -> Made:
    """Write a dataset of the given projects with a round for each year that they are in."""

    def write(*projects: dict[str, object]) -> Path:
        path = dataset_file(*projects)
        years = {project.get("fiscal_year", 2017) for project in projects} - {2017}
        rounds = [f'[[round]]\nprogram = "suishin"\nfiscal_year = {year}\n' for year in sorted(years, key=str)]
        path.write_text(path.read_text(encoding="utf-8") + "".join(rounds), encoding="utf-8")
        return path

    return write


def test_the_change_on_the_year_before_in_yen_and_as_a_rate(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "--by", "year", "-c", "era_year,change_yen,change_rate", "-f", "json").json
    assert rows == [
        {"era_year": "H28", "change_yen": None, "change_rate": None},
        {"era_year": "H29", "change_yen": 169_709_000 - 163_707_000, "change_rate": 6_002_000 / 163_707_000},
    ]


def test_a_group_is_compared_with_itself_a_year_before(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "--by", "program,year", "-c", "program,era_year,change_yen", "-f", "json").json
    assert [tuple(row.values()) for row in rows] == [
        ("suishin", "H28", None),
        ("suishin", "H29", 128_709_000 - 91_507_000),
        ("kyoten", "H29", None),
        ("kasokuka", "H28", None),
    ]


def test_the_year_before_is_compared_with_also_where_it_is_not_among_the_years_asked_for(kofukin: Kofukin) -> None:
    asked = ("totals", "--by", "year", "--year", "H29", "-f", "json")
    (row,) = kofukin(*asked, "-c", "change_yen,national_funds_yen,share").json
    assert row == {"change_yen": 6_002_000, "national_funds_yen": 169_709_000, "share": 1.0}
    (single,) = kofukin(*asked, "-a", "single", "-c", "change_yen").json
    assert single == {"change_yen": (29_710 + 20_525 + 41_474 + 41_000 - 25_000 - 14_500) * 1000}
    (words,) = kofukin(*asked, "若者", "-c", "change_yen", "--lang", "ja").json
    assert words == {"change_yen": (37_000 - 59_500) * 1000}


def test_a_change_is_unknown_where_either_amount_is_and_has_no_rate_from_nothing(kofukin: Kofukin, made: Made) -> None:
    years = {2014: 10, 2015: None, 2016: 0, 2017: 30, 2019: 40, 2020: -20, 2021: 60}
    projects = [
        {"fiscal_year": year} | ({} if yen is None else {"national_funds_yen": yen}) for year, yen in years.items()
    ]
    path = str(made(*projects))
    rows = kofukin("totals", "--data", path, "--by", "year", "-c", "change_yen,change_rate", "-f", "json").json
    assert [tuple(row.values()) for row in rows] == [
        (None, None),
        (None, None),  # this year is not stated
        (None, None),  # the year before is not
        (30, None),  # of nothing there is no part
        (None, None),  # nothing is known of the year before
        (-60, -1.5),
        (80, None),  # a year that takes back is no yardstick
    ]


def test_changes_need_years_to_compare(kofukin: Kofukin) -> None:
    outcome = kofukin("totals", "-c", "program,change_rate")
    assert outcome.code == 2
    assert outcome.err.splitlines() == [
        "error: change_rate compares years, and these totals are not by year",
        "hint: add year to the dimensions: --by year,program",
    ]
    assert kofukin("totals", "--sort", "change_yen:desc").code == 2
    assert kofukin("totals", "--by", "all", "-c", "change_yen").err.endswith("--by year\n")


def test_totals_sorted_by_what_changed_most(kofukin: Kofukin) -> None:
    outcome = kofukin(
        "totals", "--by", "year,program", "--sort", "change_yen:desc", "-f", "csv", "-c", "era_year,program"
    )
    assert outcome.lines[1] == "H29,suishin"


def test_the_middle_and_the_largest_amount(kofukin: Kofukin) -> None:
    columns = "era_year,program,median_national_funds_yen,largest_national_funds_yen"
    rows = kofukin("totals", "--by", "year,program", "-c", columns, "-f", "json").json
    assert [tuple(row.values()) for row in rows] == [
        ("H28", "suishin", 25_000_000, 27_007_000),
        ("H28", "kasokuka", (59_500_000 + 12_700_000) // 2, 59_500_000),
        ("H29", "suishin", (29_710_000 + 37_000_000) // 2, 41_474_000),
        ("H29", "kyoten", 41_000_000, 41_000_000),
    ]
    bounded = kofukin("totals", "--by", "all", "--max", "3000万円", "-c", columns[17:], "-f", "json").json
    assert bounded == [{"median_national_funds_yen": 25_000_000, "largest_national_funds_yen": 29_710_000}]


def test_the_middle_is_of_the_stated_amounts_to_the_nearest_yen(kofukin: Kofukin, made: Made) -> None:
    amounts = {"joint": (-3, -2, None), "single": (None, None)}
    projects = [
        {"application": kind} | ({} if yen is None else {"national_funds_yen": yen})
        for kind, own in amounts.items()
        for yen in own
    ]
    columns = "application,median_national_funds_yen,largest_national_funds_yen,unstated"
    path = str(made(*projects, {"national_funds_yen": 4}, {"national_funds_yen": 7}))
    rows = kofukin("totals", "--data", path, "--by", "application", "-c", columns, "-f", "json").json
    assert [tuple(row.values()) for row in rows] == [("single", None, None, 2), ("joint", -2, -2, 1), (None, 6, 7, 0)]


@pytest.mark.parametrize("by", ["program", "budget", "basis", "grant_type", "municipality", "prefecture,year"])
def test_one_project_is_the_middle_and_the_largest_of_any_group(kofukin: Kofukin, by: str) -> None:
    columns = "median_national_funds_yen,largest_national_funds_yen"
    rows = kofukin("totals", "アイヌ", "--by", by, "-c", columns, "-f", "json").json
    assert rows == [{"median_national_funds_yen": 41_000_000, "largest_national_funds_yen": 41_000_000}]


def test_what_others_pay_follows_from_stated_costs_only(kofukin: Kofukin, made: Made) -> None:
    stated = {"national_funds_yen": 30, "stated_cost_yen": 100}
    path = str(
        made(
            stated,
            {"national_funds_yen": 50},
            {"stated_cost_yen": 9},
            {"national_funds_yen": 50, "stated_cost_yen": 20},  # of another part or year than the funds
            {"national_funds_yen": -5, "stated_cost_yen": -10},
            {"national_funds_yen": 7, "fiscal_year": 2018},
        )
    )
    columns = "fiscal_year,stated_cost_yen,other_funds_yen,estimated_cost_yen"
    rows = kofukin("totals", "--data", path, "--by", "year", "-c", columns, "-f", "json").json
    assert [tuple(row.values()) for row in rows] == [(2017, 119, 70 - 5, 250), (2018, None, None, None)]
    bundled = kofukin("totals", "-c", "stated_cost_yen,other_funds_yen", "-f", "json").json
    assert bundled == [{"stated_cost_yen": None, "other_funds_yen": None}] * 3
    table = kofukin("totals", "--data", path, "-c", "program,stated_cost_yen", "--unit", "yen")
    assert "Stated costs and other funds do not include 2 projects whose source states no cost (not 0)." in table.out


def test_stated_costs_are_in_lists_and_every_file(kofukin: Kofukin, made: Made, tmp_path: Path) -> None:
    path = str(made({"national_funds_yen": 30_000, "stated_cost_yen": 100_000}))
    listed = kofukin("list", "--data", path, "-c", "stated_cost_yen,other_funds_yen", "-f", "csv").lines
    assert listed == ["stated_cost_yen,other_funds_yen", "100000,70000"]
    for ending in (".toml", ".db", ".csv", ".json", ".zip"):
        out = tmp_path / f"all{ending}"
        assert kofukin("export", "--data", path, "-o", str(out)).code == 0
        if ending in (".toml", ".db"):
            again = kofukin("totals", "--data", str(out), "-c", "stated_cost_yen,other_funds_yen", "-f", "csv").lines
            assert again == ["stated_cost_yen,other_funds_yen", "100000,70000"]
        elif ending != ".zip":
            assert "100000" in out.read_text(encoding="utf-8")


def test_the_share_within_the_first_group(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "--by", "year,program", "-c", "share_within,share", "-f", "json").json
    assert [row["share_within"] for row in rows] == [
        91_507 / 163_707,
        72_200 / 163_707,
        128_709 / 169_709,
        41_000 / 169_709,
    ]
    assert rows[0]["share"] == 91_507 / 333_416


def test_a_share_of_nothing_is_unknown(kofukin: Kofukin, made: Made) -> None:
    path = str(made({"national_funds_yen": 5}, {"national_funds_yen": -5}, {"fiscal_year": 2018}))
    rows = kofukin("totals", "--data", path, "--by", "year,application", "-c", "share_within", "-f", "json").json
    assert rows == [{"share_within": None}, {"share_within": None}]


def test_what_is_on_request_is_not_in_the_usual_columns(kofukin: Kofukin) -> None:
    usual = kofukin("totals", "--by", "year", "-f", "csv").lines[0]
    assert usual == (
        "fiscal_year,era_year,projects,national_funds_yen,share,partner_national_funds_yen,estimated_cost_yen,unstated"
    )
    assert kofukin("totals", "--by", "year", "-c", "all", "-f", "csv").lines[0] == usual


def test_people_get_subtotals_of_each_first_group(kofukin: Kofukin) -> None:
    lines = kofukin("totals", "--by", "year,program", "--subtotals", KOFUKIN_LANG="ja").table
    rows = [line.split()[:5] for line in lines[2:10]]
    assert rows[2] == ["H28", "小計", "6", "163,707", "271,321"]
    assert rows[5] == ["H29", "小計", "5", "169,709", "2,997"]
    assert rows[7] == ["合計", "11", "333,416", "274,318", "100.0%"]
    markdown = kofukin("totals", "--by", "year,program", "--subtotals", "-f", "markdown").out
    assert "| H29       | Subtotal        |        5 |" in markdown


def test_subtotals_follow_the_order_that_was_asked_for(kofukin: Kofukin) -> None:
    asked = ("totals", "--by", "program,year", "--subtotals", "--sort", "national_funds_yen", "-c")
    lines = kofukin(*asked, "program,era_year,national_funds_yen", KOFUKIN_LANG="ja").table
    assert [line.split() for line in lines[2:9]] == [
        ["拠点整備", "H29", "41,000"],
        ["拠点整備", "小計", "41,000"],
        ["加速化", "H28", "72,200"],
        ["加速化", "小計", "72,200"],
        ["推進", "H28", "91,507"],
        ["推進", "H29", "128,709"],
        ["推進", "小計", "220,216"],
    ]


def test_a_subtotal_says_nothing_where_a_sum_would_not(kofukin: Kofukin) -> None:
    columns = (
        "era_year,program,median_national_funds_yen,largest_national_funds_yen,change_yen,change_rate,share_within"
    )
    asked = ("totals", "--subtotals", "-c", columns, "-f", "markdown", "--by")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in kofukin(*asked, "year,program").table]
    assert rows[4] == ["H28", "Subtotal", "25,000", "59,500", "-", "-", "100.0%"]
    assert rows[7] == ["H29", "Subtotal", "37,000", "41,474", "6,002", "3.7%", "100.0%"]
    assert rows[8] == ["**Total**", "", "**27,007**", "**59,500**", "", "", ""]
    by_program = [[cell.strip() for cell in line.split("|")[1:-1]] for line in kofukin(*asked, "program,year").table]
    assert by_program[4] == ["Subtotal", "Promotion", "26,003.5", "41,474", "", "", "100.0%"]


def test_no_row_is_a_subtotal_that_does_not_say_so(kofukin: Kofukin) -> None:
    asked = ("totals", "--by", "year,program", "-c", "national_funds_yen")
    assert kofukin(*asked, "--subtotals") == kofukin(*asked)


def test_subtotals_of_a_pivot(kofukin: Kofukin) -> None:
    asked = ("totals", "--by", "year,application", "--pivot", "program", "--subtotals")
    lines = kofukin(*asked, KOFUKIN_LANG="ja").table
    assert lines[4].split() == ["H28", "小計", "91,507", "-", "72,200", "163,707"]
    assert lines[7].split() == ["H29", "小計", "128,709", "41,000", "-", "169,709"]


def test_machines_never_get_subtotals(kofukin: Kofukin) -> None:
    for form in ("csv", "tsv", "json", "jsonl"):
        asked = ("totals", "--by", "year,program", "-f", form)
        assert kofukin(*asked, "--subtotals") == kofukin(*asked)


def test_subtotals_need_two_dimensions(kofukin: Kofukin) -> None:
    outcome = kofukin("totals", "--subtotals")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: --subtotals needs two or more dimensions\n")


def test_subtotals_of_bodies_of_one_name_stay_apart(kofukin: Kofukin, made: Made) -> None:
    fuchu = {"municipality": "府中市", "national_funds_yen": 1_000}
    path = str(made(fuchu | {"municipality_code": "132063"}, fuchu | {"municipality_code": "342084"}))
    asked = ("totals", "--data", path, "--by", "municipality,year", "--subtotals", "-c", "era_year,projects")
    assert [line.split() for line in kofukin(*asked).table[2:6]] == [
        ["H29", "1"], ["Subtotal", "1"], ["H29", "1"], ["Subtotal", "1"]
    ]  # fmt: skip


def test_the_other_entry_of_a_joint_project_is_left_out_of_the_year_before_too(kofukin: Kofukin, made: Made) -> None:
    def told(year: int, name: str, other: str, code: str, other_code: str, yen: int) -> dict[str, object]:
        partner = {"name": other, "municipality_code": other_code}
        return {
            "fiscal_year": year, "municipality": name, "municipality_code": code, "name": "共同事業",
            "application": "joint", "national_funds_yen": yen, "partners": [partner],
        }  # fmt: skip

    path = str(
        made(
            told(2016, "札幌市", "北海道", "011002", "010006", 100),
            told(2016, "北海道", "札幌市", "010006", "011002", 70),
            {"national_funds_yen": 150},
        )
    )
    asked = ("totals", "--data", path, "--by", "year", "-y", "H29", "-c", "change_yen", "-f", "json")
    assert kofukin(*asked).json == [{"change_yen": -20}]
    assert kofukin(*asked, "--once").json == [{"change_yen": 50}]
