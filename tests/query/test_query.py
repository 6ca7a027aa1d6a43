"""Filters, order, sums: against figures written out here, and against laws that hold for any data."""

import itertools
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import PROGRAMS, dataset_of, opened, project, unhurried
from kofukin import query
from kofukin.errors import KofukinError, UsageError
from kofukin.filters import Filters, Sort, parse_sort
from kofukin.messages import errors
from kofukin.model.fiscal_year import YearRange, parse_ranges
from kofukin.model.project import Dataset, Partner, Project
from kofukin.query import details

ALL = (
    "h29-youth h29-it h29-inbound h29-health h29-ainu h28-living h28-asia h28-mice h28-underground h28-youth h28-women"
)
H29 = "h29-youth h29-it h29-inbound h29-health h29-ainu"
H28 = "h28-living h28-asia h28-mice h28-underground h28-youth h28-women"
THREE_YEARS_FROM_H29 = "h29-youth h29-it h29-inbound h29-health"
THREE_YEARS_FROM_H28 = "h28-asia h28-mice h28-underground"


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with opened() as opened_connection:
        yield opened_connection


def years(text: str) -> tuple[YearRange, ...]:
    return tuple(parse_ranges(text))


def ids(connection: sqlite3.Connection, filters: Filters = Filters(), **order: Any) -> list[str]:  # noqa: B008
    rows = query.list_projects(connection, query.resolve(connection, filters), ["id"], **order).rows
    return [str(found).removeprefix("sapporo-") for (found,) in rows]


FILTERS = [
    (Filters(), ALL, 333_416),
    # words
    (Filters(words=("ict",)), "h29-ainu", 41_000),
    (Filters(words=("ＩＣＴ",)), "h29-ainu", 41_000),
    (Filters(words=("I C T",)), "h29-ainu", 41_000),
    (Filters(words=("it産業",)), "h29-it", 29_710),
    (Filters(words=("IT 産業",)), "h29-it", 29_710),
    (Filters(words=("あいぬ",)), "h29-ainu", 41_000),
    (Filters(words=("観光",)), "h29-inbound h28-mice", 45_525),
    (Filters(words=("産業",)), "h29-it h29-health", 71_184),
    (Filters(words=("単年度",)), "h28-living", 27_007),
    (Filters(words=("６自治体",)), "h28-youth", 59_500),
    (Filters(words=("北海道",)), "h29-youth h28-living h28-asia h28-youth h28-women", 161_207),
    (Filters(words=("札幌市",)), ALL, 333_416),
    (Filters(words=("若者", "東京")), "h28-youth", 59_500),
    (Filters(words=("若者定着",)), "h29-youth h28-youth", 96_500),
    (Filters(words=("「さっぽろ圏」若者",)), "h29-youth h28-youth", 96_500),
    (Filters(words=("整備事業さっぽろ駅",)), "", None),
    (Filters(words=("上限",)), "", None),
    (Filters(words=("suishin",)), "", None),
    # the grant's year, and the years a project runs
    (Filters(year=years("H29")), H29, 169_709),
    (Filters(year=years("H28")), H28, 163_707),
    (Filters(year=years("H28-H29")), ALL, 333_416),
    (Filters(year=years("H28,H29")), ALL, 333_416),
    (Filters(year=years("..H28")), H28, 163_707),
    (Filters(year=years("H29..")), H29, 169_709),
    (Filters(year=years("H30")), "", None),
    (Filters(active=years("H28")), H28, 163_707),
    (Filters(active=years("H29")), f"{H29} {THREE_YEARS_FROM_H28}", 234_209),
    (Filters(active=years("H30")), f"{THREE_YEARS_FROM_H29} {THREE_YEARS_FROM_H28}", 193_209),
    (Filters(active=years("H31")), THREE_YEARS_FROM_H29, 128_709),
    (Filters(active=years("R2..")), "", None),
    (Filters(active=years("..H27")), "", None),
    (Filters(active=years("H27-H28")), H28, 163_707),
    (Filters(active=years("H30..")), f"{THREE_YEARS_FROM_H29} {THREE_YEARS_FROM_H28}", 193_209),
    # programs
    (Filters(program=("suishin",)), f"{THREE_YEARS_FROM_H29} h28-living {THREE_YEARS_FROM_H28}", 220_216),
    (Filters(program=("推進",)), f"{THREE_YEARS_FROM_H29} h28-living {THREE_YEARS_FROM_H28}", 220_216),
    (Filters(program=("拠点",)), "h29-ainu", 41_000),
    (Filters(program=("地方創生加速化交付金",)), "h28-youth h28-women", 72_200),
    (Filters(program=("ACCELERATION",)), "h28-youth h28-women", 72_200),
    (Filters(program=("加速化", "拠点整備")), "h29-ainu h28-youth h28-women", 113_200),
    # how it was applied for
    (Filters(application=("single",)), "h29-it h29-inbound h29-health h29-ainu h28-mice h28-underground", 172_209),
    (Filters(application=("単独",)), "h29-it h29-inbound h29-health h29-ainu h28-mice h28-underground", 172_209),
    (Filters(application=("共同申請",)), "h29-youth h28-living h28-asia h28-youth h28-women", 161_207),
    (Filters(application=("道と共同申請",)), "h29-youth h28-living h28-asia", 89_007),
    (Filters(application=("道との共同申請",)), "h28-women", 12_700),
    (Filters(application=("道と６自治体との共同申請",)), "h28-youth", 59_500),
    (Filters(application=("single", "joint")), ALL, 333_416),
    # bodies
    (Filters(partner=("北海道",)), "h29-youth h28-living h28-asia h28-youth h28-women", 161_207),
    (Filters(partner=("自治体",)), "h28-youth", 59_500),
    (Filters(partner=("札幌",)), "", None),
    (Filters(municipality=("札幌市",)), ALL, 333_416),
    (Filters(municipality=("さっぽろ",)), "", None),
    (Filters(municipality=("011002",)), ALL, 333_416),
    (Filters(municipality=("０１１００２",)), ALL, 333_416),
    (Filters(municipality=("01100",)), ALL, 333_416),
    (Filters(municipality=("010006",)), "", None),
    (Filters(municipality=("010006", "札幌")), ALL, 333_416),
    # amounts, both bounds included
    (Filters(minimum=30_000_000), "h29-youth h29-health h29-ainu h28-youth", 178_974),
    (Filters(maximum=14_500_000), "h28-underground h28-women", 27_200),
    (Filters(minimum=25_000_000, maximum=25_000_000), "h28-asia h28-mice", 50_000),
    (Filters(minimum=0), ALL, 333_416),
    (Filters(maximum=0), "", None),
    # together
    (Filters(year=years("H28"), program=("推進",), application=("単独",)), "h28-mice h28-underground", 39_500),
    (Filters(words=("事業",), active=years("H30"), partner=("北海道",)), "h29-youth", 37_000),
    (
        Filters(("観光",), years("H29"), years("H31"), ("推進",), ("単独",), (), ("札幌",), 1, 10**9),
        "h29-inbound",
        20_525,
    ),
    (Filters(year=years("H29"), program=("加速化",)), "", None),
]


@pytest.mark.parametrize(("filters", "expected", "thousand_yen"), FILTERS)
def test_filters(connection: sqlite3.Connection, filters: Filters, expected: str, thousand_yen: int | None) -> None:
    resolved = query.resolve(connection, filters)
    assert ids(connection, filters) == expected.split()
    yen = thousand_yen * 1_000 if thousand_yen is not None else None
    found = query.summary(connection, resolved)
    assert (found.projects, found.national_funds_yen) == (len(expected.split()), yen)
    assert query.matches(connection, resolved) == bool(expected)
    (everything,) = query.totals(connection, resolved, ()).rows
    assert everything[:2] == (len(expected.split()), yen)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("交付金", errors.AMBIGUOUS_PROGRAM),
        ("地方創生", errors.AMBIGUOUS_PROGRAM),
        ("デジタル", errors.UNKNOWN_PROGRAM),
        ("", errors.UNKNOWN_PROGRAM),
        ("%", errors.UNKNOWN_PROGRAM),
    ],
)
def test_an_unknown_or_ambiguous_program_lists_the_known_ones(
    connection: sqlite3.Connection, text: str, message: object
) -> None:
    with pytest.raises(UsageError) as caught:
        query.resolve(connection, Filters(program=(text,)))
    assert caught.value.message == message(text=text)  # type: ignore[operator]
    assert "suishin (推進)" in str(caught.value.hint and caught.value.hint.in_("ja"))


@pytest.mark.parametrize("text", ["", "申請", "道", "solo"])
def test_an_unknown_application_lists_the_documents_words(connection: sqlite3.Connection, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        query.resolve(connection, Filters(application=(text,)))
    assert "道と 6 自治体との共同申請" in str(caught.value.hint and caught.value.hint.in_("ja"))


# Order and limit


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (
            ["national_funds_yen"],
            "h28-women h28-underground h29-inbound h28-asia h28-mice h28-living"
            " h29-it h29-youth h29-ainu h29-health h28-youth",
        ),
        (
            ["national_funds_yen:desc"],
            "h28-youth h29-health h29-ainu h29-youth h29-it h28-living"
            " h28-asia h28-mice h29-inbound h28-underground h28-women",
        ),
        (
            ["partner_national_funds_yen:asc"],
            "h29-youth h28-women h28-asia h28-living h28-youth"
            " h29-it h29-inbound h29-health h29-ainu h28-mice h28-underground",
        ),
        (
            ["partner_national_funds_yen:desc"],
            "h28-youth h28-living h28-asia h28-women h29-youth"
            " h29-it h29-inbound h29-health h29-ainu h28-mice h28-underground",
        ),
        (
            ["fiscal_year", "national_funds_yen:desc"],
            "h28-youth h28-living h28-asia h28-mice h28-underground h28-women"
            " h29-health h29-ainu h29-youth h29-it h29-inbound",
        ),
        (["fiscal_year:desc"], f"{H29} {H28}"),
        (["note"], f"h28-living {ALL.replace('h28-living ', '')}"),
    ],
)
def test_sort_keeps_unknown_last_and_the_files_order_where_values_are_equal(
    connection: sqlite3.Connection, sort: list[str], expected: str
) -> None:
    assert ids(connection, sort=tuple(map(parse_sort, sort))) == expected.split()


@pytest.mark.parametrize("field", query.FIELDS)
def test_every_field_can_be_sorted_by(connection: sqlite3.Connection, field: str) -> None:
    assert sorted(ids(connection, sort=[Sort(field, descending=True)])) == sorted(ALL.split())


def test_an_unknown_sort_key_lists_the_known_ones(connection: sqlite3.Connection) -> None:
    for ask in (query.list_projects, query.totals):
        with pytest.raises(UsageError) as caught:
            ask(connection, Filters(), [], [Sort("amount; DROP TABLE project")])
        assert "national_funds_yen" in str(caught.value.hint and caught.value.hint.in_("en"))


def test_a_sort_key_has_a_direction_or_none() -> None:
    assert [parse_sort("id"), parse_sort("id:asc"), parse_sort("id:desc")] == [Sort("id"), Sort("id"), Sort("id", True)]
    for text in ("id:", "id:down", "id:DESC", "id:asc:desc"):
        with pytest.raises(UsageError):
            parse_sort(text)


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (5, 5), (11, 11), (1_000, 11), (None, 11)])
def test_a_limit_keeps_the_first(connection: sqlite3.Connection, limit: int | None, count: int) -> None:
    assert ids(connection, limit=limit) == ALL.split()[:count]


def test_fields_come_as_asked_and_unknown_is_none(connection: sqlite3.Connection) -> None:
    names = ["partners", "id", "partner_national_funds_yen", "estimated_cost_yen", "era_year", "note"]
    fields, rows = query.list_projects(connection, Filters(words=("6自治体",)), names)
    assert [field.name for field in fields] == names
    assert list(rows) == [(("北海道", "6 自治体"), "sapporo-h28-youth", 96_141_000, 59_500_000, "H28", None)]
    _, rows = query.list_projects(connection, Filters(words=("MICE",)), names)
    assert list(rows) == [((), "sapporo-h28-mice", None, 50_000_000, "H28", None)]


# What users type is never a pattern and never SQL

ODD_NAMES = ["100%の[事業]", "100人の事業", "a_b", "axb", "O'Brien", 'say "x"', "back\\slash", "1 OR 1=1; --", "*", "?"]


@pytest.fixture(scope="module")
def odd() -> Iterator[sqlite3.Connection]:
    rows = (project(f"odd-{index}", name=name, municipality=name) for index, name in enumerate(ODD_NAMES))
    with opened(dataset_of(*rows)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100%", [0]),
        ("%", [0]),
        ("_", [2]),
        ("a_b", [2]),
        ("[", [0]),
        ("[事業]", [0]),
        ("'", [4]),
        ("o'brien", [4]),
        ('"', [5]),
        ("\\", [6]),
        ("' OR 1=1 --", []),
        ("1 or 1=1; --", [7]),
        ("'; DROP TABLE project; --", []),
        ("*", [8]),
        ("?", [9]),
        (":", []),
        ("事業" * 5_000, []),
        ("%" * 10_000, []),
        ("{}", []),
        ("\x00", list(range(10))),
    ],
)
def test_every_character_is_looked_for_as_it_is(odd: sqlite3.Connection, text: str, found: list[int]) -> None:
    expected = [f"odd-{index}" for index in found]
    assert ids(odd, Filters(words=(text,))) == expected
    assert ids(odd, Filters(municipality=(text,))) == expected


@pytest.mark.parametrize("text", ["%", "_", "'", "事業" * 5_000, "\x00", ""])
def test_odd_text_names_no_project_and_no_partner(connection: sqlite3.Connection, text: str) -> None:
    with pytest.raises(KofukinError) as caught:
        query.find_project(connection, text)
    assert caught.value.exit_code == 1
    assert len(caught.value.message.in_("en")) < 100
    if text.strip("\x00"):
        assert ids(connection, Filters(partner=(text,))) == []


def test_text_that_is_no_unicode_matches_nothing(connection: sqlite3.Connection) -> None:
    assert ids(connection, Filters(words=("\udcff",))) == []


def test_very_many_values_of_one_filter_are_answered(connection: sqlite3.Connection) -> None:
    assert ids(connection, Filters(year=years("H29") * 2_000)) == H29.split()
    assert ids(connection, Filters(words=("事業",) * 2_000, year=years("H28"))) == [
        "h28-living",
        "h28-underground",
        "h28-youth",
        "h28-women",
    ]


# Totals


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            ["program"],
            [
                ("suishin", "地方創生推進交付金", 8, 220_216, 138_323, 440_432),
                ("kyoten", "地方創生拠点整備交付金", 1, 41_000, None, 82_000),
                ("kasokuka", "地方創生加速化交付金", 2, 72_200, 135_995, 72_200),
            ],
        ),
        (["year"], [(2016, "H28", 6, 163_707, 271_321, 255_214), (2017, "H29", 5, 169_709, 2_997, 339_418)]),
        (["application"], [("single", 6, 172_209, None, 344_418), ("joint", 5, 161_207, 274_318, 250_214)]),
        (["municipality"], [("011002", "札幌市", 11, 333_416, 274_318, 594_632)]),
        (["prefecture"], [("01", "北海道", 11, 333_416, 274_318, 594_632)]),
        (
            ["year", "program"],
            [
                (2016, "H28", "suishin", "地方創生推進交付金", 4, 91_507, 135_326, 183_014),
                (2016, "H28", "kasokuka", "地方創生加速化交付金", 2, 72_200, 135_995, 72_200),
                (2017, "H29", "suishin", "地方創生推進交付金", 4, 128_709, 2_997, 257_418),
                (2017, "H29", "kyoten", "地方創生拠点整備交付金", 1, 41_000, None, 82_000),
            ],
        ),
        ([], [(11, 333_416, 274_318, 594_632)]),
    ],
)
def test_totals(connection: sqlite3.Connection, by: list[str], expected: list[tuple[object, ...]]) -> None:
    fields, rows = query.totals(connection, Filters(), by)
    assert tuple(field.name for field in fields) == query.totals_fields(by or ["all"])
    keys = len(fields) - len(query.MEASURES)
    for row, (*group, projects, funds, partners, cost) in zip(rows, expected, strict=True):
        assert list(row[:keys]) == group
        assert row[keys:] == (
            projects,
            _yen(funds),
            pytest.approx(funds / 333_416),  # type: ignore[operator]
            _yen(partners),
            _yen(cost),
            0,
        )


def _yen(thousands: Any) -> int | None:
    return None if thousands is None else thousands * 1_000


def test_totals_of_nothing_are_no_groups_or_one_row_of_unknown_sums(connection: sqlite3.Connection) -> None:
    nothing = Filters(words=("ない語",))
    assert list(query.totals(connection, nothing, ["program"]).rows) == []
    assert list(query.totals(connection, nothing, ()).rows) == [(0, None, None, None, None, 0)]


def test_totals_are_sorted_by_any_field_of_theirs(connection: sqlite3.Connection) -> None:
    for field, programs in (
        ("national_funds_yen", "kyoten kasokuka suishin"),
        ("share", "kyoten kasokuka suishin"),
        ("projects", "kyoten kasokuka suishin"),
        ("partner_national_funds_yen", "kasokuka suishin kyoten"),
    ):
        rows = query.totals(connection, Filters(), ["program"], [Sort(field)]).rows
        assert [row[0] for row in rows] == programs.split()


def test_what_no_amount_is_stated_for_is_counted_and_not_summed() -> None:
    small = dataset_of(
        project("one", program="suishin", national_funds_yen=1_001),
        project("two", program="suishin"),
        project("three", national_funds_yen=0),
        project("four", program="kasokuka"),
    )
    with opened(small) as connection:
        rows = list(query.totals(connection, Filters(), ["program"]).rows)
    assert rows == [
        ("suishin", "地方創生推進交付金", 2, 1_001, 1.0, None, 2_002, 1),
        ("kasokuka", "地方創生加速化交付金", 1, None, None, None, None, 1),
        (None, None, 1, 0, 0.0, None, None, 0),
    ]


# Laws that hold for any data

_AMOUNTS = st.none() | st.integers(0, 10**12)
_NAMES = st.text(st.sampled_from("アあＡaB札幌市 %_'"), min_size=1, max_size=4).filter(lambda name: bool(name.strip()))
_PARTNERS = st.lists(st.builds(Partner, _NAMES, st.none(), _AMOUNTS), max_size=2).map(tuple)


@st.composite
def _datasets(draw: st.DrawFn) -> Dataset:
    rounds = [(None, 2016), (None, 2017), ("suishin", 2016), ("suishin", 2017), ("kasokuka", 2016)]
    projects = []
    for index in range(draw(st.integers(0, 6))):
        program, year = draw(st.sampled_from(rounds))
        partners = draw(_PARTNERS)
        code, name = draw(
            st.sampled_from([("011002", "札幌市"), ("132063", "府中市"), ("342084", "府中市"), (None, "某市")])
        )
        application = draw(st.sampled_from([None, "joint" if partners else "single"]))
        projects.append(
            project(
                f"p{index}",
                program=program,
                fiscal_year=year,
                name=draw(_NAMES),
                municipality=name,
                municipality_code=code,
                partners=partners,
                application=application,
                national_funds_yen=draw(_AMOUNTS),
            )
        )
    return dataset_of(*projects)


_RANGES = st.sampled_from(years("H28,H29,H30,..H28,H29..,H20-R9")).map(lambda range_: (range_,))
_BOUNDS = st.none() | st.integers(0, 10**12)
_FILTERS = st.builds(
    Filters,
    words=st.lists(_NAMES, max_size=2).map(tuple),
    year=st.just(()) | _RANGES,
    active=st.just(()) | _RANGES,
    program=st.lists(st.sampled_from([program.id for program in PROGRAMS]), max_size=2).map(tuple),
    application=st.lists(st.sampled_from(["single", "joint"]), max_size=1).map(tuple),
    partner=st.lists(_NAMES, max_size=1).map(tuple),
    municipality=st.lists(st.sampled_from(["札幌", "府中", "13206", "342084"]), max_size=2).map(tuple),
    minimum=_BOUNDS,
    maximum=_BOUNDS,
)
assert Filters._fields[-2:] == ("left_out", "found")  # which no user asks
_FEW_FILTERS = _FILTERS.flatmap(
    lambda filters: st.sets(st.sampled_from(Filters._fields[:-2]), max_size=3).map(
        lambda kept: Filters(**{name: getattr(filters, name) for name in kept})
    )
)


@unhurried
@given(_datasets(), _FEW_FILTERS)
def test_a_filter_never_adds_a_project(small: Dataset, filters: Filters) -> None:
    with opened(small) as connection:
        found = ids(connection, filters)
        for name in filters.asked():
            fewer_filters = ids(connection, filters.without(name))
            assert [other for other in fewer_filters if other in found] == found


def _by_name(answer: query.Rows) -> list[dict[str, Any]]:
    return [dict(zip((field.name for field in answer.fields), row, strict=True)) for row in answer.rows]


_SUMS = ("national_funds_yen", "partner_national_funds_yen", "estimated_cost_yen")
_EVERY_BY = [
    by for length in range(len(query.DIMENSIONS) + 1) for by in itertools.permutations(query.DIMENSIONS, length)
]


@unhurried
@given(_datasets(), _FEW_FILTERS, st.sampled_from(_EVERY_BY))
def test_totals_lose_no_yen_and_no_project(small: Dataset, filters: Filters, by: tuple[str, ...]) -> None:
    with opened(small) as connection:
        listed = _by_name(query.list_projects(connection, filters, _SUMS))
        groups = _by_name(query.totals(connection, filters, by))
    assert sum(group["projects"] for group in groups) == len(listed)
    for name in _SUMS:
        known = [row[name] for row in listed if row[name] is not None]
        of_groups = [group[name] for group in groups if group[name] is not None]
        assert sum(of_groups) == sum(known)
        assert bool(of_groups) == bool(known)
    assert sum(group["unstated"] for group in groups) == sum(row["national_funds_yen"] is None for row in listed)
    shares = [group["share"] for group in groups if group["share"] is not None]
    assert not shares or sum(shares) == pytest.approx(1)


@unhurried
@given(_datasets(), _FEW_FILTERS)
def test_bounds_and_years_keep_exactly_what_lies_within(small: Dataset, filters: Filters) -> None:
    filters = Filters(year=filters.year, minimum=filters.minimum, maximum=filters.maximum)
    with opened(small) as connection:
        found = ids(connection, filters)
    assert found == [project.id for project in small.projects if _lies_within(project, filters)]


def _lies_within(project: Project, filters: Filters) -> bool:
    funds, minimum, maximum = project.national_funds_yen, filters.minimum, filters.maximum
    return (
        (not filters.year or any(project.fiscal_year in range_ for range_ in filters.year))
        and (minimum is None or (funds is not None and funds >= minimum))
        and (maximum is None or (funds is not None and funds <= maximum))
    )


# One project


@pytest.mark.parametrize(
    ("wanted", "id"),
    [
        ("sapporo-h29-ainu", "sapporo-h29-ainu"),
        ("SAPPORO-H29-AINU", "sapporo-h29-ainu"),
        ("なでしこ応援・女性の活躍推進事業", "sapporo-h28-women"),
        ("なでしこ", "sapporo-h28-women"),
        ("ナデシコ", "sapporo-h28-women"),
        ("mice誘致", "sapporo-h28-mice"),
    ],
)
def test_a_project_is_found_by_id_name_or_a_part_of_its_name(
    connection: sqlite3.Connection, wanted: str, id: str
) -> None:
    assert query.find_project(connection, wanted) == id


def test_a_name_that_stands_twice_asks_which_one(connection: sqlite3.Connection) -> None:
    for wanted in ("さっぽろ圏", "「さっぽろ圏」若者定着促進広域連携事業"):
        with pytest.raises(KofukinError) as caught:
            query.find_project(connection, wanted)
        assert caught.value.message == errors.AMBIGUOUS_PROJECT(text=wanted)
        assert caught.value.hint == errors.SAY_WHICH(candidates=["sapporo-h29-youth", "sapporo-h28-youth"])
        assert caught.value.exit_code == 1


def test_a_slip_in_an_id_or_a_name_is_answered_with_what_is_near(connection: sqlite3.Connection) -> None:
    for wanted, near in (
        ("sapporo-h29-anu", "sapporo-h29-ainu"),
        ("なでしこ応援、女性の活躍推進", "sapporo-h28-women"),
    ):
        with pytest.raises(KofukinError) as caught:
            query.find_project(connection, wanted)
        assert near in str(caught.value.hint and caught.value.hint.in_("en"))
    with pytest.raises(KofukinError) as caught:
        query.find_project(connection, "zzzzzz")
    assert caught.value.hint == errors.SEE_LIST


def test_a_project_knows_what_it_carries_on_and_what_carries_it_on(connection: sqlite3.Connection) -> None:
    before, after = (details.show(connection, wanted) for wanted in ("sapporo-h28-youth", "sapporo-h29-youth"))
    assert (before.continues, before.continued_by) == (None, ["sapporo-h29-youth"])
    assert (after.continues, after.continued_by) == ("sapporo-h28-youth", [])
    assert before.related == ("sapporo-h29-youth",)
    assert after.related == ("sapporo-h28-youth",)


def test_a_projects_details_are_its_fields_and_its_partners(connection: sqlite3.Connection) -> None:
    detail = details.show(connection, "sapporo-h28-youth")
    assert list(detail.values) == list(query.FIELDS)
    assert detail.values["partners"] == ("北海道", "6 自治体")
    assert [share[1:] for share in detail.partners] == [("北海道", 96_141_000), ("6 自治体", None)]
    assert detail.source_amount_line == 140
    assert detail.dataset == ("札幌市の地方創生関連交付金事業", "2026.11.27")


# What else is asked of the data


def test_summary_counts_what_notes_must_say(connection: sqlite3.Connection) -> None:
    assert query.summary(connection, Filters()) == query.Summary(
        projects=11,
        national_funds_yen=333_416_000,
        partner_national_funds_yen=274_318_000,
        unstated=0,
        joint=True,
        amount_bases={"unstated": 11},
        amount_labels={"国費": 11},
        bases={"inferred, high": 10, "inferred, medium": 1},
        municipality="札幌市",
    )


def test_programs_and_years_and_titles(connection: sqlite3.Connection) -> None:
    rows = list(query.programs(connection))
    assert [len(row) for row in rows] == [len(query.PROGRAM_FIELDS)] * 3
    assert [(row[0], row[2], row[4], row[5], row[6]) for row in rows] == [
        ("suishin", "推進", ("H28", "H29"), ("1/2",), 8),
        ("kyoten", "拠点整備", ("H29",), ("1/2",), 1),
        ("kasokuka", "加速化", ("H28",), ("1",), 2),
    ]
    assert query.years(connection) == [2016, 2017]
    assert query.dataset_titles(connection) == [("札幌市の地方創生関連交付金事業", "2026.11.27")]
    assert query.program_vocabulary(connection)["kyoten"] == ("拠点整備", "Hub Development")


@pytest.mark.parametrize("rate", [("1/2", 1_001, 2_002), ("2/3", 1_000, 1_500), ("2/3", 1_001, 1_502), ("1", 7, 7)])
def test_the_estimated_cost_is_the_funds_divided_by_the_rate_to_the_nearest_yen(rate: tuple[str, int, int]) -> None:
    text, funds, cost = rate
    small = dataset_of(project("one", program="suishin", national_funds_yen=funds))
    rounds = tuple(round_._replace(subsidy_rate=text) for round_ in small.rounds)
    with opened(small._replace(rounds=rounds)) as connection:
        assert list(query.list_projects(connection, Filters(), ["estimated_cost_yen"]).rows) == [(cost,)]


def test_a_program_without_rounds_and_projects_is_listed_as_such() -> None:
    bare = Dataset("bare", "裸", "1", PROGRAMS, (), (project("p", program="kasokuka"),))
    with opened(bare) as connection:
        rows = [(row[0], *row[-3:]) for row in query.programs(connection)]
    assert rows == [("suishin", (), (), 0), ("kasokuka", (), (), 1)]


def test_what_matches_a_filter_is_counted(connection: sqlite3.Connection) -> None:
    assert [query.count(connection, Filters(year=years(text))) for text in ("H28", "H29", "H30")] == [6, 5, 0]
