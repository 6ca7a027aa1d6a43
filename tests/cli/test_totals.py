"""``kofukin totals``: counts and sums, group by group."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin

MEASURES = [
    *("projects", "national_funds_yen", "share", "partner_national_funds_yen", "estimated_cost_yen", "unstated")
]
KEYS = {
    "program": ["program", "program_name"],
    "year": ["fiscal_year", "era_year"],
    "application": ["application"],
    "municipality": ["municipality_code", "municipality"],
    "prefecture": ["prefecture_code", "prefecture"],
    "all": [],
    "year,application": ["fiscal_year", "era_year", "application"],
    "application,year": ["application", "fiscal_year", "era_year"],
}


@pytest.mark.parametrize(("by", "keys"), KEYS.items())
def test_machine_formats_have_the_dimensions_fields_then_the_measures(
    kofukin: Kofukin, by: str, keys: list[str]
) -> None:
    assert kofukin("totals", "--by", by, "-f", "csv").lines[0].split(",") == keys + MEASURES
    assert list(kofukin("totals", "--by", by, "-f", "json").json[0]) == keys + MEASURES


def test_by_program_unless_told_otherwise(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "-f", "json").json
    assert rows == kofukin("totals", "--by", "program", "-f", "json").json
    assert [(row["program"], row["projects"], row["national_funds_yen"]) for row in rows] == [
        ("suishin", 8, 220_216_000),
        ("kyoten", 1, 41_000_000),
        ("kasokuka", 2, 72_200_000),
    ]
    assert [row["partner_national_funds_yen"] for row in rows] == [138_323_000, None, 135_995_000]


def test_by_all_is_one_row(kofukin: Kofukin) -> None:
    (row,) = kofukin("totals", "--by", "all", "-f", "json").json
    assert row == {
        "projects": 11,
        "national_funds_yen": 333_416_000,
        "share": 1.0,
        "partner_national_funds_yen": 274_318_000,
        "estimated_cost_yen": 594_632_000,
        "unstated": 0,
    }
    assert len(kofukin("totals", "--by", "all", "-f", "csv").lines) == 2


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("year", [(2016, 6, 163_707_000), (2017, 5, 169_709_000)]),
        ("application", [("single", 6, 172_209_000), ("joint", 5, 161_207_000)]),
        ("municipality", [("011002", 11, 333_416_000)]),
        ("prefecture", [("01", 11, 333_416_000)]),
    ],
)
def test_each_dimension_adds_up_to_the_same(kofukin: Kofukin, by: str, expected: list[tuple[object, int, int]]) -> None:
    rows = kofukin("totals", "--by", by, "-f", "json").json
    assert [(next(iter(row.values())), row["projects"], row["national_funds_yen"]) for row in rows] == expected
    assert sum(row["share"] for row in rows) == pytest.approx(1)


def test_by_two_dimensions_are_the_documents_four_rounds(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "--by", "year,program", "-f", "json").json
    assert [(row["era_year"], row["program"], row["national_funds_yen"]) for row in rows] == [
        ("H28", "suishin", 91_507_000),
        ("H28", "kasokuka", 72_200_000),
        ("H29", "suishin", 128_709_000),
        ("H29", "kyoten", 41_000_000),
    ]


def test_peoples_table_ends_in_a_total_beside_which_the_partner_stands(kofukin: Kofukin) -> None:
    rows = [line.split() for line in kofukin("totals", KOFUKIN_LANG="ja").table]
    assert rows[0] == ["交付金", "事業数", "国費", "北海道", "割合"]
    assert rows[2][:4] == ["推進", "8", "220,216", "138,323"]
    assert rows[3][:4] == ["拠点整備", "1", "41,000", "-"]
    assert rows[4][:4] == ["加速化", "2", "72,200", "135,995"]
    assert rows[6] == ["合計", "11", "333,416", "274,318", "100.0%"]
    assert kofukin("totals").table[6].startswith("Total  ")


def test_machine_formats_have_no_total(kofukin: Kofukin) -> None:
    assert len(kofukin("totals", "-f", "csv").lines) == 1 + 3
    assert len(kofukin("totals", "-f", "json").json) == 3
    assert "合計" not in kofukin("totals", "-f", "csv", KOFUKIN_LANG="ja").out


def test_by_all_has_no_total_row_beneath_its_one_row(kofukin: Kofukin) -> None:
    assert kofukin("totals", "--by", "all").out.count("333,416") == 1


def test_filters_count_for_totals_too(kofukin: Kofukin) -> None:
    (row,) = kofukin("totals", "観光", "--active", "H29", "--by", "all", "-f", "json").json
    assert (row["projects"], row["national_funds_yen"]) == (2, 45_525_000)


def test_sorted_by_a_measure(kofukin: Kofukin) -> None:
    rows = kofukin("totals", "--sort", "national_funds_yen", "-f", "json").json
    assert [row["program"] for row in rows] == ["kyoten", "kasokuka", "suishin"]
    table = kofukin("totals", "--sort", "national_funds_yen", KOFUKIN_LANG="ja").table
    assert [table[line].split()[0] for line in (2, 3, 4, 6)] == ["拠点整備", "加速化", "推進", "合計"]


def test_what_has_no_amount_is_counted_and_never_added_as_zero(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    sapporo, hakodate = {"municipality_code": "011002"}, {"municipality": "函館市", "municipality_code": "012025"}
    path = str(dataset_file(sapporo | {"national_funds_yen": 1_000_000}, sapporo, hakodate))
    rows = kofukin("totals", "--data", path, "--by", "municipality", "-f", "json").json
    assert [(r["municipality"], r["national_funds_yen"], r["share"], r["unstated"]) for r in rows] == [
        ("札幌市", 1_000_000, 1.0, 1),
        ("函館市", None, None, 1),
    ]
    assert kofukin("totals", "--data", path, "--by", "municipality", "-f", "csv").lines[2] == "012025,函館市,1,,,,,1"
    assert (
        "2 projects without an amount are not included in any total (not 0)." in kofukin("totals", "--data", path).out
    )


def test_what_belongs_to_no_program_is_a_group_of_its_own(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file({"national_funds_yen": 1}, {"program_basis": "open", "national_funds_yen": 3})
    path.write_text(_without_the_last_program(path.read_text(encoding="utf-8")), encoding="utf-8")
    rows = kofukin("totals", "--data", str(path), "-f", "json").json
    assert [(row["program"], row["share"]) for row in rows] == [("suishin", 0.25), (None, 0.75)]
    assert "（記載なし）" in kofukin("totals", "--data", str(path), KOFUKIN_LANG="ja").out


def _without_the_last_program(text: str) -> str:
    before, _, after = text.rpartition('program = "suishin"\n')
    return before + after


def test_a_sum_of_all_partners_is_no_single_partners_money(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    partners = [{"name": "函館市"}, {"name": "小樽市", "national_funds_yen": 4_000_000}]
    joint = {"application": "joint", "partners": partners, "partner_national_funds_yen": 10_000_000}
    outcome = kofukin("totals", "--data", str(dataset_file(joint)))
    assert outcome.table[0].split() == ["Program", "Projects", "National", "funds", "Partners'", "funds"]
    assert outcome.table[2].split()[3] == "10,000"
    assert (
        "Those of 小樽市 are in a separate column and not included in national funds or in any total." in outcome.notes
    )
    assert (
        "For 1 project the source states only the total of the partners' funds; that total is shown." in outcome.notes
    )
    assert "Partners whose amount is not stated (not 0): 函館市 (p1)." in outcome.notes
    undivided = {**joint, "partners": [{"name": "函館市"}]}
    alone = kofukin("totals", "--data", str(dataset_file(undivided)))
    assert (
        "Those of the partners are in a separate column and not included in national funds or in any total."
        in alone.notes
    )


def test_estimated_costs_say_what_is_not_in_them(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file(
        {"national_funds_yen": 1_000_000},
        {"national_funds_yen": 2_000_000, "fiscal_year": 2016},
        {"stated_cost_yen": 5},
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text + '[[round]]\nprogram = "suishin"\nfiscal_year = 2016\n', encoding="utf-8")
    partial = "Estimated costs do not include 2 projects whose funds or rate are not known (not 0)."
    stated = "For 1 project the source states the cost itself; kofukin show ID gives it."
    for command in ("totals", "list"):
        lines = kofukin(command, "--data", str(path), "-c", "national_funds_yen,estimated_cost_yen").notes
        assert {partial, stated} <= set(lines)
        assert not {partial, stated} & set(kofukin(command, "--data", str(path)).notes)
    whole = kofukin("totals", "--data", str(path), "-c", "estimated_cost_yen", "--min", "1", "-y", "H29").notes
    assert not {partial, stated} & set(whole)


INFERRED = "The program of 11 projects is inferred; kofukin show ID gives the evidence."
UNOFFICIAL = "English program names are unofficial."


@pytest.mark.parametrize(
    ("arguments", "unofficial"),
    [
        (("totals",), True),
        (("totals", "--by", "year", "--pivot", "program"), True),
        (("totals", "--by", "year", "-c", "era_year,estimated_cost_yen"), False),
        (("list", "-c", "id,last_fiscal_year"), False),
        (("list", "-c", "id,subsidy_rate"), False),
    ],
)
def test_what_rests_on_programs_says_how_they_are_known(
    kofukin: Kofukin, arguments: tuple[str, ...], unofficial: bool
) -> None:
    notes = kofukin(*arguments).notes
    assert INFERRED in notes
    assert (UNOFFICIAL in notes) == unofficial
    markdown = kofukin(*arguments, "-f", "markdown").lines
    assert any("is inferred" in line for line in markdown)


@pytest.mark.parametrize(
    ("filters", "count"), [(("--active", "H30"), 7), (("--program", "拠点"), 1), (("--year", "H29"), 0)]
)
def test_filters_that_rest_on_programs_say_so_too(kofukin: Kofukin, filters: tuple[str, ...], count: int) -> None:
    out = kofukin("totals", "--by", "year", *filters).out
    assert ("is inferred" in out) == bool(count)
    projects = "project" if count == 1 else "projects"
    assert (f"The program of {count} {projects} is inferred" in out) == bool(count)


MIXED = (
    {"national_funds_yen": 1_000, "amount_basis": "one year"},
    {"national_funds_yen": 2_000, "amount_basis": "all years"},
    {"national_funds_yen": 3_000, "amount_basis": "unstated"},
    {"national_funds_yen": 4_000},
    {"amount_basis": "one year"},
)


@pytest.mark.parametrize("command", ["list", "totals"])
@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_amounts_of_different_periods_are_not_added_in_silence(
    kofukin: Kofukin, dataset_file: Callable[..., Path], command: str, format_: str
) -> None:
    asked = (command, "--data", str(dataset_file(*MIXED)), "-f", format_)
    english, japanese = kofukin(*asked).out, kofukin(*asked, KOFUKIN_LANG="ja").out
    assert "These totals add up amounts for different periods: not stated 2, all years 1, one year 1" in english
    assert "期間の違う額を合わせている: 記載なし 2 件、全期間分 1 件、1 年分 1 件" in japanese


@pytest.mark.parametrize(
    ("basis", "note"), [("one year", "Amounts cover one year."), ("unstated", "does not say whether")]
)
def test_amounts_of_one_period_are_said_to_be_of_it(
    kofukin: Kofukin, dataset_file: Callable[..., Path], basis: str, note: str
) -> None:
    data = str(dataset_file({"national_funds_yen": 1, "amount_basis": basis}, {"amount_basis": "all years"}))
    assert note in kofukin("totals", "--data", data).out


def test_by_basis_parts_amounts_of_different_periods(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    rows = kofukin("totals", "--by", "basis", "--data", str(dataset_file(*MIXED)), "-f", "json").json
    assert [(row["amount_basis"], row["national_funds_yen"], row["unstated"]) for row in rows] == [
        ("all years", 2_000, 0),
        ("one year", 1_000, 1),
        ("unstated", 7_000, 0),
    ]


def test_types_and_budgets_are_dimensions_too(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    own = {"grant_type": "横展開型", "budget": "H28 補正", "national_funds_yen": 1}
    data = str(dataset_file(own, {"national_funds_yen": 2}))
    for dimension, field, value in (("grant_type", "grant_type", "横展開型"), ("budget", "budget", "H28 補正")):
        rows = kofukin("totals", "--by", dimension, "--data", data, "-f", "json").json
        assert [(row[field], row["national_funds_yen"]) for row in rows] == [(value, 1), (None, 2)]
        pivoted = kofukin("totals", "--by", "all", "--pivot", dimension, "--data", data, "-f", "json").json
        assert list(pivoted[0].values())[:2] == [1, 2]


@pytest.mark.parametrize(
    ("labels", "whose", "called"),
    [
        ([None], "National funds are those of 札幌市.", None),
        (["交付額"], "National funds are those granted to 札幌市.", "The source calls the amounts 交付額."),
        (["採択額"], "National funds are those of 札幌市.", "The source calls the amounts 採択額."),
        (
            ["交付決定額", "内示額", "交付決定額", None],
            "National funds are those of 札幌市.",
            "These totals add up amounts that the sources call by different words: 交付決定額 2, not named 1, "
            "内示額 1.",
        ),
    ],
)
def test_granted_is_said_only_of_what_was_granted(
    kofukin: Kofukin, dataset_file: Callable[..., Path], labels: list[str | None], whose: str, called: str | None
) -> None:
    amounts = [{"national_funds_yen": 1, **({"amount_label": label} if label else {})} for label in labels]
    notes = kofukin("totals", "--data", str(dataset_file(*amounts))).notes
    assert whose in notes
    assert [note for note in notes if "call" in note] == ([called] if called else [])


def test_files_that_together_hold_more_than_can_be_counted_are_told(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    rows = [{"national_funds_yen": 10**15, "subsidy_rate": "1"}] * 5_000
    one = dataset_file(*({"id": f"a{n}", **row} for n, row in enumerate(rows)), name="one.toml")
    two = dataset_file(*({"id": f"b{n}", **row} for n, row in enumerate(rows)), name="two.toml")
    made = one.with_name("made.db")
    for command in (["totals", "-f", "csv"], ["export", "-o", str(made)], ["check"]):
        files = (str(one), str(two)) if command == ["check"] else ("--data", str(one), "--data", str(two))
        outcome = kofukin(*command, *files)
        assert (outcome.code, made.exists()) == (1, False)
        assert "national_funds_yen adds up to more than can be counted" in outcome.out + outcome.err


def test_amounts_that_take_back_are_said_and_can_be_asked_for(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    data = ("--data", str(dataset_file({"national_funds_yen": -300_000}, {"national_funds_yen": 400_000})))
    said = "1 negative amount, which takes funds back, is subtracted in the totals."
    assert said in kofukin("totals", *data).notes
    for bound in ("--max=-1", "--max=△1千円", "--max=－0.1万円"):
        assert [row["id"] for row in kofukin("list", *data, bound, "-f", "json").json] == ["p1"]


def test_projects_without_an_end_are_said_where_it_counts(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    data = ("--data", str(dataset_file({}, {"last_fiscal_year": 2018})))
    said = "1 project states no last year and is taken to run only in the year of the grant."
    assert said in kofukin("list", *data, "--active", "H30").notes
    assert said not in kofukin("list", *data).notes


def test_a_cost_below_the_funds_leaves_nothing_to_others_and_is_noted(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file({"national_funds_yen": 1_000, "stated_cost_yen": 800})
    (row,) = kofukin("list", "--data", str(path), "-f", "json").json
    assert row["other_funds_yen"] is None
    checked = kofukin("check", str(path))
    assert (checked.code, "the cost of 800 yen is less than the national funds of 1,000 yen" in checked.out) == (
        0,
        True,
    )
