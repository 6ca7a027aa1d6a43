"""Which project of an old dataset is which of a new one: by id, by name, by near names, or by none of these."""

import time

from hypothesis import given
from hypothesis import strategies as st

from datasets import unhurried
from kofukin.comparing import pairing
from kofukin.comparing.pairing import Entry, paired

CITY = ("011002",)


def entry(number: int, name: str, id_: str | None = None, **fields: object) -> Entry:
    plain = Entry(number, id_ or f"p{number}", CITY, "札幌市", 2017, "suishin", name, None)
    return plain._replace(**fields)  # type: ignore[arg-type]


def pairs(old: list[Entry], new: list[Entry]) -> dict[int, tuple[int, str]]:
    return dict(paired(old, new).pairs)


def test_the_same_id_is_the_same_project_whatever_its_name() -> None:
    assert pairs([entry(1, "朝市事業", "a")], [entry(7, "夜市の開催", "a", year=2016)]) == {1: (7, "id")}


def test_else_body_year_program_and_name_tell_it() -> None:
    old = [entry(1, "朝市事業", "a")]
    assert pairs(old, [entry(2, "朝市事業", "b")]) == {1: (2, "same")}
    assert pairs(old, [entry(2, "朝市事業", "b", body=("012025",))]) == {}
    assert pairs(old, [entry(2, "朝市事業", "b", year=2016)]) == {}


def test_ids_that_count_rows_move_when_a_row_comes_in_and_names_do_not() -> None:
    old = [entry(1, "朝市事業", "row-1"), entry(2, "港の再生事業", "row-2")]
    new = [entry(1, "雪まつり", "row-1"), entry(2, "朝市事業", "row-2"), entry(3, "港の再生事業", "row-3")]
    assert pairs(old, new) == {1: (2, "same"), 2: (3, "same")}


def test_near_names_in_one_body_and_year_are_paired_and_said_to_be_near() -> None:
    old = [entry(1, "健康医療関連産業の活性化と集積促進事業", "a")]
    assert pairs(old, [entry(1, "健康医療産業の活性化と集積促進事業", "b")]) == {1: (1, "near")}
    assert pairs(old, [entry(1, "健康医療産業の活性化と集積促進事業", "b", year=2018)]) == {}
    assert pairs(old, [entry(1, "海外拠点連携によるアジアマーケットの開拓促進", "b")]) == {}


def test_a_project_that_came_under_another_program_is_near() -> None:
    assert pairs([entry(1, "朝市事業", "a", program=None)], [entry(1, "朝市事業", "b")]) == {1: (1, "near")}


def test_a_body_whose_code_came_later_is_near_where_only_one_has_its_name() -> None:
    uncoded = [entry(1, "朝市事業", "a", body=("", "札幌市"))]
    assert pairs(uncoded, [entry(1, "朝市事業", "b")]) == {1: (1, "near")}
    assert pairs([entry(1, "朝市事業", "a", body=("13", "札幌市"))], [entry(1, "朝市事業", "b")]) == {}
    two = [entry(1, "朝市事業", "b"), entry(2, "別の事業", "c", body=("131016",))]
    assert pairs(uncoded, two) == {}


def test_where_several_are_alike_none_is_taken_and_the_candidates_are_named() -> None:
    old = [entry(1, "朝市事業", "a")]
    found = paired(old, [entry(1, "朝市事業", "b"), entry(2, "朝市事業", "c")])
    assert found.pairs == {}
    assert found.old_candidates == {1: ("b", "c")}
    assert found.new_candidates == {1: ("a",), 2: ("a",)}


def test_of_several_alike_those_with_the_same_amount_are_one() -> None:
    old = [entry(1, "朝市事業", "a", funds=100), entry(2, "朝市事業", "b", funds=200)]
    new = [entry(1, "朝市事業", "c", funds=200), entry(2, "朝市事業", "d", funds=300)]
    found = paired(old, new)
    assert found.pairs == {2: (1, "same")}
    assert found.old_candidates == {1: ("d",)}, "what is left over is not taken for the rest"


def test_two_near_names_that_are_as_near_are_not_chosen_between() -> None:
    found = paired(
        [entry(1, "地域の魅力発信と観光振興事業", "a")],
        [entry(1, "地域の魅力発信と観光振興事業（東）", "b"), entry(2, "地域の魅力発信と観光振興事業（西）", "c")],
    )
    assert found.pairs == {}
    assert found.old_candidates == {1: ("b", "c")}


def test_a_much_nearer_name_is_chosen() -> None:
    found = pairs(
        [entry(1, "地域の魅力発信と観光振興事業", "a")],
        [entry(1, "地域の魅力発信と観光振興事業。", "b"), entry(2, "地域の魅力の発信、市の観光振興事業", "c")],
    )
    assert found == {1: (1, "near")}


def test_projects_without_names_are_paired_by_the_rest_and_never_near() -> None:
    assert pairs([entry(1, "", "a")], [entry(1, "", "b")]) == {1: (1, "same")}
    assert pairs([entry(1, "", "a")], [entry(1, "", "b", program="kyoten")]) == {}


def test_of_very_many_alike_only_some_are_named() -> None:
    many = [entry(n, "朝市事業", f"b{n}") for n in range(1000)]
    found = paired([entry(1, "朝市事業", "a")], many)
    assert found.old_candidates == {1: tuple(f"b{n}" for n in range(pairing.MOST_CANDIDATES))}
    assert len(found.new_candidates) == len(many)


def test_near_names_of_very_many_are_not_looked_for_and_that_is_told() -> None:
    side = 1 + int(pairing.MOST_AT_ONCE**0.5)
    old, new = ([entry(n, f"{sign}の事業{n:05}", f"{sign}{n}") for n in range(side)] for sign in ("朝", "夜"))
    begun = time.perf_counter()
    found = paired(old, new)
    assert found.uncompared == 2 * side
    assert time.perf_counter() - begun < 20


NAMES = st.sampled_from(["", "朝市事業", "朝市の事業", "朝市事業 2", "港の再生事業", "港の再生"])
BODIES = st.sampled_from([(CITY, "札幌市"), (("", "札幌市"), "札幌市"), (("131016",), "千代田区"), (("", ""), "")])
ENTRIES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), BODIES, st.integers(2016, 2017), st.sampled_from([None, "x"]), NAMES),
    max_size=7,
    unique_by=lambda made: made[0],
).map(
    lambda made: [
        Entry(number, id_, *body, year, program, name, number % 3 or None)
        for number, (id_, body, year, program, name) in enumerate(made)
    ]
)


@unhurried
@given(ENTRIES, ENTRIES)
def test_pairs_do_not_depend_on_which_side_is_old(old: list[Entry], new: list[Entry]) -> None:
    there, back = paired(old, new), paired(new, old)
    assert {(new, old): match for old, (new, match) in there.pairs.items()} == {
        (old, new): match for old, (new, match) in back.pairs.items()
    }
    assert {number: {*ids} for number, ids in there.old_candidates.items()} == {
        number: {*ids} for number, ids in back.new_candidates.items()
    }
    assert there.has_common_body == back.has_common_body


@unhurried
@given(ENTRIES, ENTRIES)
def test_no_project_is_in_two_pairs(old: list[Entry], new: list[Entry]) -> None:
    found = paired(old, new)
    partners = [number for number, _ in found.pairs.values()]
    assert len(partners) == len(set(partners))
    assert not found.pairs.keys() & found.old_candidates.keys()
    assert not set(partners) & found.new_candidates.keys()
