from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import document, unhurried
from kofukin.files.validation import problems

Document = dict[str, Any]
YOUTH_H29, IT, LIVING, YOUTH_H28 = 0, 1, 5, 9


def found(spoil: Callable[[Document], object]) -> list[str]:
    """Return what is wrong with the bundled document once ``spoil`` was at it, as ``path: reason``."""
    spoilt = document()
    spoil(spoilt)
    return [f"{'.'.join(map(str, path))}: {reason.in_('en')}" for path, reason in problems(spoilt)]


def test_the_bundled_data_has_no_problem() -> None:
    assert problems(document()) == []


STRUCTURE: list[tuple[Callable[[Document], object], str]] = [
    (lambda d: d.pop("dataset"), ": [dataset] is missing"),
    (
        lambda d: d.update(extra=1),
        "extra: unknown key extra (known are dataset, document, program, round, project, open)",
    ),
    (lambda d: d.update(project={}), "project: write it as [[project]] tables"),
    (lambda d: d.update(dataset=[]), "dataset: not a [dataset] table"),
    (lambda d: d["dataset"].pop("version"), "dataset: version is missing"),
    (lambda d: d["project"][IT].pop("source_document"), "project.1: source_document is missing"),
    (lambda d: d["project"][IT].pop("program"), "project.1: program is missing"),
    (lambda d: d["project"][IT].update(name=""), "project.1.name: empty text: leave the key out instead"),
    (lambda d: d["project"][IT].update(name="　"), "project.1.name: empty text: leave the key out instead"),
    (lambda d: d["project"][IT].update(name=1), 'project.1.name: not text: put it in quotes: "1"'),
    (lambda d: d["project"][IT].update(id="Sapporo IT"), "project.1.id: not in the expected form: Sapporo IT"),
    (
        lambda d: d["project"][IT].update(application="alone"),
        "project.1.application: alone is not one of single, joint",
    ),
    (
        lambda d: d["project"][IT].update(national_funds_yen="37000000"),
        "project.1.national_funds_yen: not a whole number: 37000000",
    ),
    (
        lambda d: d["project"][IT].update(national_funds_yen=37000.0),
        "project.1.national_funds_yen: not a whole number: 37000.0",
    ),
    (
        lambda d: d["project"][IT].update(national_funds_yen=True),
        "project.1.national_funds_yen: not a whole number: True",
    ),
    (
        lambda d: d["project"][IT].update(national_funds_yen=-(10**15) - 1),
        "project.1.national_funds_yen: not from -1000000000000000 to 1000000000000000: -1000000000000001",
    ),
    (lambda d: d["project"][IT].update(fiscal_year=29), "project.1.fiscal_year: not from 1926 to 2100: 29"),
    (
        lambda d: d["project"][IT].update(municipality_code="01100"),
        'project.1.municipality_code: a municipality code has six digits, the check digit included: 01100 is "011002"',
    ),
    (
        lambda d: d["project"][IT].update(municipality_code="1100"),
        "project.1.municipality_code: a municipality code has six digits, the check digit included: 1100",
    ),
    (
        lambda d: d["project"][YOUTH_H29]["partners"][0].update(name="a\x1fb"),
        "project.0.partners.0.name: not in the expected form: a\x1fb",
    ),
    (lambda d: d["project"][YOUTH_H29]["partners"].append("北海道"), "project.0.partners.1: not a [partners] table"),
    (lambda d: d["round"][1].update(subsidy_rate="3/2"), "round.1.subsidy_rate: not in the expected form: 3/2"),
    (lambda d: d["round"][1].update(subsidy_rate="0.5"), "round.1.subsidy_rate: not in the expected form: 0.5"),
]


@pytest.mark.parametrize(("spoil", "problem"), STRUCTURE, ids=[problem for _, problem in STRUCTURE])
def test_structure(spoil: Callable[[Document], object], problem: str) -> None:
    assert found(spoil) == [problem]


def test_a_project_may_leave_its_program_open() -> None:
    def leave_open(spoilt: Document) -> None:
        del spoilt["project"][IT]["program"]
        spoilt["project"][IT]["program_basis"] = "open"

    assert found(leave_open) == []


AGREEMENT: list[tuple[Callable[[Document], object], str]] = [
    (
        lambda d: d["project"][IT].update(id="sapporo-h29-youth"),
        "project.1.id: sapporo-h29-youth is already used at number 0 (counted from 0)",
    ),
    (
        lambda d: d["program"].append(d["program"][0]),
        "program.3.id: suishin is already used at number 0 (counted from 0)",
    ),
    (
        lambda d: d["round"].append(d["round"][0]),
        "round.4.program: suishin 2017 is already used at number 0 (counted from 0)",
    ),
    (
        lambda d: d["project"][IT].update(program="digital"),
        "project.1.program: there is no [[program]] digital (there are suishin, kyoten, kasokuka)",
    ),
    (
        lambda d: d["round"].append({"program": "digital", "fiscal_year": 2022}),
        "round.4.program: there is no [[program]] digital (there are suishin, kyoten, kasokuka)",
    ),
    (
        lambda d: d["project"][IT].update(fiscal_year=2018),
        "project.1.fiscal_year: suishin has no [[round]] in 2018 (it has 2016, 2017)",
    ),
    (
        lambda d: d["project"][IT].update(last_fiscal_year=2020),
        "project.1.last_fiscal_year: 2020 lies outside the years it may run (2017 to 2019)",
    ),
    (
        lambda d: d["project"][IT].update(last_fiscal_year=2016),
        "project.1.last_fiscal_year: 2016 lies outside the years it may run (2017 to 2019)",
    ),
    (
        lambda d: d["round"][1].update(last_fiscal_year=2016),
        "round.1.last_fiscal_year: 2016 lies outside the years it may run (2017 to -)",
    ),
    (
        lambda d: d["project"][IT].update(partners=[{"name": "北海道"}]),
        "project.1.application: a single application with partners",
    ),
    (lambda d: d["project"][IT].update(continues="nobody"), "project.1.continues: there is no other project nobody"),
    (
        lambda d: d["project"][IT].update(continues="sapporo-h29-it"),
        "project.1.continues: there is no other project sapporo-h29-it",
    ),
]


@pytest.mark.parametrize(("spoil", "problem"), AGREEMENT, ids=[problem for _, problem in AGREEMENT])
def test_agreement(spoil: Callable[[Document], object], problem: str) -> None:
    assert found(spoil) == [problem]


def test_a_project_may_end_before_its_round_and_in_its_last_year() -> None:
    assert found(lambda d: d["project"][IT].update(last_fiscal_year=2017)) == []
    assert found(lambda d: d["project"][IT].update(last_fiscal_year=2019)) == []


def test_all_problems_are_found_at_once_and_none_twice() -> None:
    def spoil(spoilt: Document) -> None:
        spoilt["project"][IT].update(name="", program="digital")
        spoilt["project"][LIVING].update(last_fiscal_year=2030)
        spoilt["round"][3].update(subsidy_rate="10/9")

    assert found(spoil) == [
        "round.3.subsidy_rate: not in the expected form: 10/9",
        "project.1.name: empty text: leave the key out instead",
        "project.5.last_fiscal_year: 2030 lies outside the years it may run (2016 to 2018)",
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda children: st.lists(children, max_size=2) | st.dictionaries(st.text(max_size=5), children, max_size=2),
    max_leaves=4,
)
_PLACES = [
    (table, index, key)
    for table, rows in document().items()
    if isinstance(rows, list)
    for index, row in enumerate(rows)
    for key in [*row, "continues", "last_fiscal_year", "partners"]
]


@unhurried
@given(st.lists(st.tuples(st.sampled_from(_PLACES), _JSON), min_size=1, max_size=3))
def test_whatever_stands_in_a_file_is_a_problem_and_never_a_crash(
    changes: list[tuple[tuple[str, int, str], object]],
) -> None:
    spoilt = document()
    for (table, index, key), value in changes:
        spoilt[table][index][key] = value
    for problem in problems(spoilt):
        assert problem.reason.in_("ja")
        assert problem.reason.in_("en")


@pytest.mark.parametrize(
    ("table", "index", "key", "value"),
    [
        ("round", 0, "fiscal_year", "2017"),
        ("round", 2, "last_fiscal_year", "2018"),
        ("round", 0, "program", ["suishin"]),
        ("project", IT, "id", ["sapporo-h29-it"]),
        ("project", IT, "continues", ["sapporo-h29-youth"]),
        ("project", IT, "continues", {}),
    ],
)
def test_a_value_of_the_wrong_type_is_named_and_spoils_no_other_check(
    table: str, index: int, key: str, value: object
) -> None:
    first, *_ = found(lambda d: d[table][index].update({key: value}))
    assert first.startswith(f"{table}.{index}.{key}: not ")


@pytest.mark.parametrize("rate", ["1/100000000000000000000", "100000000000000000000/100000000000000000000"])
def test_a_rate_that_the_database_cannot_hold_is_refused(rate: str) -> None:
    assert found(lambda d: d["round"][1].update(subsidy_rate=rate)) != []


@pytest.mark.parametrize(("stated", "is_sound"), [(2_996_999, False), (2_997_000, True), (5_000_000, True)])
def test_partners_have_together_no_less_than_their_own_amounts(stated: int, is_sound: bool) -> None:
    made = document()
    made["project"][0]["partner_national_funds_yen"] = stated
    found = [(problem.path, problem.reason.in_("en")) for problem in problems(made)]
    below = "the partners' funds in all, 2996999, are less than their own amounts together, 2997000"
    assert found == ([] if is_sound else [(("project", 0, "partner_national_funds_yen"), below)])


def test_a_joint_application_may_leave_its_partners_unnamed() -> None:
    assert found(lambda d: d["project"][YOUTH_H29].pop("partners")) == []


def test_amounts_that_cannot_be_added_up_are_a_problem_of_the_file() -> None:
    most = 10**15
    shares = [{"name": f"甲{n}町", "national_funds_yen": 6 * 10**14} for n in range(2)]
    assert found(lambda d: d["project"][YOUTH_H29].update(partners=shares)) == [
        "project.0.partners: the partners' funds add up to too much: 1,200,000,000,000,000 yen"
    ]
    assert found(lambda d: d["project"][IT].update(national_funds_yen=most)) == []
    assert found(lambda d: [p.update(national_funds_yen=most, subsidy_rate="1/999") for p in d["project"]]) == [
        "project: estimated_cost_yen adds up to more than can be counted: 10,989,000,000,000,000,000 yen"
    ]


def test_a_sum_beyond_what_a_database_counts_is_a_problem_of_the_file() -> None:
    def add(spoilt: Document) -> None:
        plain = {**spoilt["project"][IT], "stated_cost_yen": 10**15}
        spoilt["project"] += [{**plain, "id": f"more-{n}"} for n in range(9_001)]

    (problem,) = found(add)
    assert problem == "project: stated_cost_yen adds up to more than can be counted: 9,001,000,000,000,000,000 yen"
