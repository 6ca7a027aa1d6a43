"""What is said beside the rows: of which projects, partners and open points it speaks, and in which order."""

import sqlite3
from collections.abc import Iterator

import pytest

from datasets import dataset_of, opened, project
from kofukin import query
from kofukin.filters import Filters
from kofukin.model.fiscal_year import YearRange
from kofukin.model.project import Partner, Remark
from kofukin.query import details

IN_2016 = Filters(year=(YearRange(2016, 2016),))


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    small = dataset_of(
        project(
            "first",
            program="kasokuka",
            national_funds_yen=10,
            partners=(
                Partner("小樽市", national_funds_yen=5),
                Partner("a;b", municipality_code="012025"),
                Partner("函館市"),
            ),
            source_amount_line=3,
        ),
        project(
            "second",
            program="suishin",
            stated_cost_yen=9,
            partner_national_funds_yen=8,
            partners=(Partner("a;b"), Partner("c;d")),
        ),
        project("third", fiscal_year=2018, national_funds_yen=7, continues="first"),
        project("fourth", fiscal_year=2019, continues="first", partners=(Partner("根室市", national_funds_yen=1),)),
    )
    remarks = (
        Remark("open", "which year?", "second", "fiscal_year"),
        Remark("inferred", "by its heading", "second", "program"),
        Remark("open", "which program?", "second"),
        Remark("open", "what of the file?"),
        Remark("open", "how much?", "fourth", "national_funds_yen"),
    )
    with opened(small._replace(remarks=remarks)) as opened_connection:
        yield opened_connection


def test_costs_are_stated_estimated_or_neither(connection: sqlite3.Connection) -> None:
    assert query.costs(connection, Filters()) == query.Costs(stated=1, unstated=3, unestimated=3)
    assert query.costs(connection, IN_2016) == query.Costs(stated=1, unstated=1, unestimated=1)
    assert query.costs(connection, Filters(words=("second",))) == query.Costs(stated=1, unstated=0, unestimated=1)
    assert query.costs(connection, Filters(program=("kasokuka",))) == query.Costs(stated=0, unstated=1, unestimated=0)


def test_what_nothing_gives_an_end_is_counted_whenever_it_runs(connection: sqlite3.Connection) -> None:
    assert query.count_without_end(connection, Filters()) == 2
    assert query.count_without_end(connection, Filters(active=(YearRange(2016, 2016),))) == 2
    assert query.count_without_end(connection, Filters(year=(YearRange(2019, 2019),))) == 1
    assert query.count_without_end(connection, IN_2016) == 0


def test_partners_are_counted_with_those_of_whose_share_nothing_is_said(connection: sqlite3.Connection) -> None:
    assert query.count_partners(connection, Filters()) == (6, 4)
    assert query.count_partners(connection, Filters(program=("kasokuka",))) == (3, 2)


def test_partners_with_a_stated_share_and_without_come_in_the_projects_order(connection: sqlite3.Connection) -> None:
    assert query.stated_partners(connection, Filters(), 9) == ["小樽市", "根室市"]
    assert query.stated_partners(connection, Filters(), 1) == ["小樽市"]
    assert query.stated_partners(connection, Filters(program=("suishin",)), 9) == []
    assert [(share.project, share.name) for share in query.unstated_partners(connection, Filters(), 3)] == [
        ("first", "a;b"),
        ("first", "函館市"),
        ("second", "a;b"),
    ]
    assert query.unstated_partners(connection, Filters(program=("suishin",)), 1) == [("second", "a;b", None)]


def test_what_a_list_has_no_field_for_is_counted(connection: sqlite3.Connection) -> None:
    assert query.beyond_fields(connection) == {"partners": 3, "continued": 2, "amount_lines": 1, "documents": 0}


def test_partners_with_a_character_in_their_names_are_named_once_in_order(connection: sqlite3.Connection) -> None:
    assert query.partners_with(connection, ";") == ["a;b", "c;d"]
    assert query.partners_with(connection, "市") == ["小樽市", "函館市", "根室市"]
    assert query.partners_with(connection, "!") == []


def test_open_points_are_counted_and_stand_with_their_projects(connection: sqlite3.Connection) -> None:
    assert query.open_points(connection) == 4
    assert [(detail.values["id"], detail.open) for detail in details.of_all(connection, Filters())] == [
        ("first", []),
        ("second", [("fiscal_year", "which year?"), (None, "which program?")]),
        ("third", []),
        ("fourth", [("national_funds_yen", "how much?")]),
    ]


def test_details_of_several_projects_are_those_that_match_each_with_its_own(connection: sqlite3.Connection) -> None:
    first, second = details.of_all(connection, IN_2016)
    assert [(share.name, share.national_funds_yen) for share in first.partners] == [
        ("小樽市", 5),
        ("a;b", None),
        ("函館市", None),
    ]
    assert (first.source_amount_line, first.continued_by, first.related) == (
        3,
        ["third", "fourth"],
        ("third", "fourth"),
    )
    assert [share.name for share in second.partners] == ["a;b", "c;d"]
    assert second.program_name_en == "Regional Revitalization Promotion Grant"
    assert second.folded_text == "second\na;b\nc;d\n札幌市"
    assert (first.stated_partner_national_funds_yen, second.stated_partner_national_funds_yen) == (None, 8)
    (found,) = details.of_all(connection, Filters(words=("third",)))
    assert (found.continues, found.related, found.partners) == ("first", ("first",), [])
    assert details.show(connection, "third") == found


def test_a_summary_tells_of_what_matches_and_of_nothing_else() -> None:
    small = dataset_of(
        project("undivided", application="joint", partner_national_funds_yen=5, national_funds_yen=-3),
        project("unnamed", application="joint", municipality="函館市", program="suishin", program_basis="open"),
        project("named", application="joint", municipality="函館市", partners=(Partner("小樽市"),)),
        project("alone", fiscal_year=2018, application="single", national_funds_yen=4, amount_label="国費"),
        project("also", fiscal_year=2018, national_funds_yen=6, amount_basis="one year", amount_label="交付額"),
        project("last", fiscal_year=2018, national_funds_yen=1, amount_basis="one year", amount_label="国費"),
    )
    with opened(small) as connection:
        earlier = query.summary(connection, IN_2016)
        later = query.summary(connection, Filters(year=(YearRange(2018, 2018),)))
        assert query.summary(connection, Filters()).projects == 6
    assert earlier._asdict() == {
        "projects": 3,
        "national_funds_yen": -3,
        "partner_national_funds_yen": 5,
        "unstated": 2,
        "joint": True,
        "amount_bases": {"unstated": 1},
        "amount_labels": {None: 1},
        "bases": {"open": 1},
        "municipality": None,
        "undivided": 1,
        "unnamed": 1,
        "negative": 1,
    }
    assert (later.joint, later.undivided, later.unnamed, later.negative) == (False, 0, 0, 0)
    assert list(later.amount_bases.items()) == [("one year", 2), ("unstated", 1)]
    assert list(later.amount_labels.items()) == [("国費", 2), ("交付額", 1)]
    assert (later.municipality, later.open, later.inferred) == ("札幌市", 0, 0)
