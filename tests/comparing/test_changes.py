"""What differs between two datasets: nothing between one and itself, and backwards the mirror of forwards."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import dataset_of, opened, project, unhurried
from kofukin import comparing
from kofukin.comparing.fields import COMPARED, CONTENTS, POINTERS
from kofukin.errors import KofukinError
from kofukin.filters import Filters
from kofukin.model.fields import PROJECT, Kind
from kofukin.model.project import Dataset, Partner, Project, Remark

Rows = list[dict[str, Any]]


def diff(old: Dataset, new: Dataset, places: bool = False, **filters: Any) -> Rows:
    with opened(old) as one, opened(new) as other:
        asked = comparing.on_both(one, other, Filters(**filters))
        versions = comparing.Version("OLD", one, asked[0]), comparing.Version("NEW", other, asked[1])
        table = comparing.compared(*versions, places=places).table
        names = [column.name for column in table.columns]
        return [dict(zip(names, row, strict=True)) for row in table.rows]


def told(rows: Rows, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_a_project_that_changed_three_fields_is_three_rows() -> None:
    old = project("a", national_funds_yen=100, note="旧", grant_type="先駆", source_page=1)
    new = old._replace(national_funds_yen=150, note="新", grant_type=None, source_page=2)
    rows = diff(dataset_of(old), dataset_of(new))
    assert told(rows, "change", "match", "field", "before", "after", "difference_yen") == [
        ("changed", "id", "grant_type", "先駆", None, None),
        ("changed", "id", "national_funds_yen", 100, 150, 50),
        ("changed", "id", "note", "旧", "新", None),
    ]
    assert told(rows, "old_source_page", "new_source_page", "old_source_document") == [(1, 2, "資料")] * 3


def test_an_amount_that_appeared_or_went_is_null_on_one_side_and_has_no_difference() -> None:
    without, stated = project("a"), project("a", national_funds_yen=0)
    assert told(diff(dataset_of(without), dataset_of(stated)), "before", "after", "difference_yen") == [(None, 0, None)]
    assert told(diff(dataset_of(stated), dataset_of(without)), "before", "after", "difference_yen") == [(0, None, None)]


def test_what_appeared_or_is_gone_is_one_row_with_its_national_funds() -> None:
    stays, comes, goes = project("a"), project("b", national_funds_yen=7), project("c")
    rows = diff(dataset_of(stays, goes), dataset_of(stays, comes))
    assert told(rows, "change", "match", "id", "old_id", "field", "before", "after") == [
        ("appeared", None, "b", None, "national_funds_yen", None, 7),
        ("gone", None, "c", "c", "national_funds_yen", None, None),
    ]


def test_what_is_not_paired_because_several_are_alike_says_so() -> None:
    old = dataset_of(project("a", name="朝市事業"))
    new = dataset_of(project("b", name="朝市事業"), project("c", name="朝市事業"))
    assert told(diff(old, new), "change", "match", "id", "candidates") == [
        ("appeared", "several", "b", ("a",)),
        ("appeared", "several", "c", ("a",)),
        ("gone", "several", "a", ("b", "c")),
    ]


def test_ids_and_places_are_told_in_each_row_and_changes_only_if_asked_for() -> None:
    old, new = project("a", name="朝市事業", source_line=3), project("b", name="朝市事業", source_line=4)
    assert diff(dataset_of(old), dataset_of(new)) == []
    rows = diff(dataset_of(old), dataset_of(new), places=True)
    assert told(rows, "match", "field", "before", "after") == [("same", "id", "a", "b"), ("same", "source_line", 3, 4)]


def test_a_round_that_changed_changes_its_projects() -> None:
    data = dataset_of(project("a", program="suishin"))
    rounds = tuple(each._replace(subsidy_rate="2/3") for each in data.rounds)
    assert told(diff(data, data._replace(rounds=rounds)), "field", "before", "after") == [
        ("subsidy_rate", "1/2", "2/3")
    ]


def test_a_share_of_the_only_partner_is_told_once_and_shares_within_a_sum_of_their_own() -> None:
    def joint(*shares: int) -> Dataset:
        partners = tuple(Partner(f"町{n}", national_funds_yen=yen) for n, yen in enumerate(shares))
        return dataset_of(project("a", application="joint", partners=partners))

    assert told(diff(joint(1000), joint(2000)), "field", "before", "after") == [
        ("partner_national_funds_yen", 1000, 2000)
    ]
    assert told(diff(joint(1000, 2000), joint(2000, 1000)), "field", "before", "after") == [
        ("partner_shares", ("町0 1,000 円", "町1 2,000 円"), ("町0 2,000 円", "町1 1,000 円"))
    ]
    renamed = dataset_of(project("a", application="joint", partners=(Partner("村", national_funds_yen=1000),)))
    assert told(diff(joint(1000), renamed), "field", "before", "after") == [("partners", ("町0",), ("村",))]


def test_partners_without_any_share_are_told_by_their_names_alone() -> None:
    one, other = Partner("北海道"), Partner("小樽市")
    old, new = (dataset_of(project("a", partners=partners)) for partners in ((one, other), (other, one)))
    assert told(diff(old, new), "field") == [("partners",)]
    coded = dataset_of(project("a", partners=(one, Partner("小樽市", "012033"))))
    assert told(diff(old, coded), "field") == [("partner_shares",)]


def test_a_share_that_is_not_stated_is_none_beside_others_and_never_0() -> None:
    shares = (Partner("北海道"), Partner("小樽市", None, 5), Partner("江別市", None, 0))
    old = dataset_of(project("a", partners=shares))
    new = dataset_of(project("a", partners=(shares[0], Partner("小樽市", None, 6), shares[2])))
    told = {row["field"]: (row["before"], row["after"]) for row in diff(old, new)}
    assert told["partner_shares"] == (
        ("北海道", "小樽市 5 円", "江別市 0 円"),
        ("北海道", "小樽市 6 円", "江別市 0 円"),
    )
    assert diff(old, dataset_of(project("a", partners=(Partner("北海道", None, 0), *shares[1:]))))


def test_a_spelling_of_a_body_is_a_change_of_its_own_project_alone() -> None:
    def of(newest: str) -> Dataset:
        body = {"municipality_code": "043028"}
        return dataset_of(
            project("a", municipality="七ヶ宿町", **body), project("b", municipality=newest, fiscal_year=2017, **body)
        )

    rows = diff(of("七ヶ宿町"), of("七ケ宿町"))
    assert told(rows, "id", "field", "before", "after") == [("b", "municipality", "七ヶ宿町", "七ケ宿町")]


def test_an_open_point_that_was_settled_is_a_change() -> None:
    data = dataset_of(project("a"))
    draft = data._replace(remarks=(Remark("open", "23.210 千円", "a", "national_funds_yen"),))
    assert told(diff(draft, data), "field", "before", "after") == [("open", ("national_funds_yen: 23.210 千円",), None)]


def test_filters_keep_what_matches_in_either_version() -> None:
    old, new = (dataset_of(project("a", national_funds_yen=yen), project("b", note=str(yen))) for yen in (100, 200))
    assert told(diff(old, new), "id") == [("a",), ("b",)]
    assert told(diff(old, new, minimum=200), "id") == told(diff(old, new, maximum=100), "id") == [("a",)]
    assert diff(old, new, minimum=201) == []


def test_a_program_that_only_one_version_knows_may_be_asked_for() -> None:
    old, new = dataset_of(project("a")), dataset_of(project("a"), project("b", program="kasokuka"))
    fewer = old._replace(programs=old.programs[:1], rounds=old.rounds[:2])
    assert told(diff(fewer, new, program=("加速化",)), "change", "id") == [("appeared", "b")]
    assert told(diff(new, fewer, program=("加速化",)), "change", "id") == [("gone", "b")]


def test_datasets_without_a_common_body_are_no_two_versions() -> None:
    one, other = dataset_of(project("a")), dataset_of(project("b", municipality="広島市"))
    with pytest.raises(KofukinError) as raised:
        diff(one, other)
    assert raised.value.exit_code == 1
    assert "no body in common" in str(raised.value)
    assert "(old: 札幌市; new: 広島市)" in str(raised.value)
    assert told(diff(dataset_of(), other), "change") == [("appeared",)], "an empty dataset is a version too"


def test_the_same_ids_and_names_make_no_two_versions_of_lists_of_two_bodies() -> None:
    """Lists that count their rows, of projects with the most usual of names."""
    one, other = (dataset_of(project("p1", name="移住促進事業", municipality=city)) for city in ("札幌市", "広島市"))
    with pytest.raises(KofukinError, match="no body in common"):
        diff(one, other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"municipality_code": "011003"}, {"municipality_code": "011002"}),
        ({"municipality": "札幌"}, {"municipality": "札幌市"}),
        ({"municipality": "札幌市"}, {"municipality": "北海道札幌市"}),
        ({"municipality": None}, {"municipality": "札幌市"}),
        ({"municipality_code": "403059", "municipality": "那珂川町"}, {"municipality_code": "402311"}),
    ],
)
def test_a_body_whose_code_or_name_was_put_right_is_the_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    one, other = dataset_of(project("p1", **before)), dataset_of(project("p1", **after))
    changed = {row["field"] for row in diff(one, other)}
    assert changed <= {"municipality", "municipality_code"}
    assert changed


def test_everything_that_a_file_may_state_of_a_project_is_compared() -> None:
    stated = {field.name for field in PROJECT.fields if field.in_file and field.kind is not Kind.TEXTS}
    assert stated | {"partner_shares", "open"} == COMPARED.keys()
    assert {*CONTENTS} | {*POINTERS} == COMPARED.keys()


def _project(**fields: Any) -> Project:
    return Project(**fields)


PARTNERS = st.lists(
    st.tuples(st.sampled_from(["北海道", "小樽市"]), st.sampled_from([None, 1, 2])).map(
        lambda made: Partner(made[0], national_funds_yen=made[1])
    ),
    max_size=2,
).map(tuple)
MADE = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcdef"),
        "fiscal_year": st.integers(2016, 2017),
        "source_document": st.sampled_from(["資料", "別の資料"]),
        "name": st.sampled_from(["朝市事業", "朝市の事業", "港の再生事業", "港の再生", None]),
        "municipality": st.sampled_from(["札幌市", "小樽市", "札幌 市"]),
        "program": st.sampled_from(["suishin", None]),
        "national_funds_yen": st.sampled_from([None, 0, 100, -5]),
        "application": st.just("joint"),
        "partners": PARTNERS,
        "note": st.sampled_from([None, "旧", "新"]),
        "source_line": st.sampled_from([None, 1, 2]),
    }
).map(lambda made: _project(**made))
DATASETS = st.lists(MADE, max_size=6, unique_by=lambda made: made.id).map(lambda made: dataset_of(*made))


@unhurried
@given(DATASETS)
def test_a_dataset_does_not_differ_from_itself(data: Dataset) -> None:
    assert diff(data, data, places=True) == []


@unhurried
@given(DATASETS, DATASETS, st.booleans())
def test_backwards_is_the_mirror_of_forwards(old: Dataset, new: Dataset, places: bool) -> None:
    there, back = _or_nothing_common(old, new, places), _or_nothing_common(new, old, places)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert sorted(map(_facts, there)) == sorted(map(_mirrored, map(_facts, back)))


def _or_nothing_common(old: Dataset, new: Dataset, places: bool) -> Rows | None:
    try:
        return diff(old, new, places)
    except KofukinError:
        return None


_MIRROR = {"appeared": "gone", "gone": "appeared", "changed": "changed"}


def _facts(row: dict[str, Any]) -> tuple[str, ...]:
    """Return what a row says of both versions, the old one first."""
    old_id, new_id = row["old_id"], None if row["change"] == "gone" else row["id"]
    of = [(old_id, new_id), (row["before"], row["after"])]
    of += [(row[f"old_{name}"], row[f"new_{name}"]) for name in ("source_document", "source_page", "source_line")]
    difference = row["difference_yen"]
    signs = "" if difference is None else repr((difference, -difference))
    rest = repr((row["match"], row["field"], sorted(row["candidates"])))
    return (row["change"], rest, signs, *(repr(each) for pair in of for each in pair))


def _mirrored(facts: tuple[str, ...]) -> tuple[str, ...]:
    change, rest, signs, *of = facts
    swapped = [each for pair in zip(of[1::2], of[::2], strict=True) for each in pair]
    if signs:
        one, other = (part.strip() for part in signs.strip("()").split(","))
        signs = f"({other}, {one})"
    return (_MIRROR[change], rest, signs, *swapped)


@unhurried
@given(DATASETS, DATASETS)
def test_each_project_is_told_or_as_it_was(old: Dataset, new: Dataset) -> None:
    rows = _or_nothing_common(old, new, True)
    if rows is None:
        return
    gone = {row["old_id"] for row in rows if row["change"] == "gone"}
    appeared = {row["id"] for row in rows if row["change"] == "appeared"}
    assert len(old.projects) - len(gone) == len(new.projects) - len(appeared), "what is left is paired, one to one"
    unchanged = {made.id for made in new.projects} - {row["id"] for row in rows if row["change"] != "gone"}
    before = {made.id: made for made in old.projects}
    with opened(old) as one, opened(new) as other:
        for name in unchanged:
            assert name in before
            assert _stated(one, name) == _stated(other, name)


def _stated(connection: Any, name: str) -> Any:
    sql = "SELECT name, fiscal_year, program, national_funds_yen, note, source_line FROM project WHERE id = ?"
    return connection.execute(sql, (name,)).fetchone()
