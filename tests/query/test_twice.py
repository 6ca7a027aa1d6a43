"""Which entries tell one joint project, where who names whom goes round corners."""

from datasets import dataset_of, opened, project
from kofukin.filters import Filters
from kofukin.model.fiscal_year import YearRange
from kofukin.model.project import Partner, Project
from kofukin.query import twice


def joint(id: str, municipality: str, *partners: str) -> Project:
    named = tuple(Partner(name) for name in partners)
    return project(id, name="共同事業", municipality=municipality, application="joint", partners=named)


def test_an_entry_is_told_with_the_one_that_it_makes_a_pair_with() -> None:
    with opened(
        dataset_of(joint("a", "甲市", "丙市"), joint("b", "乙市", "丙市"), joint("c", "丙市", "丁市"))
    ) as connection:
        found = twice.counted_twice(connection, Filters())
    assert [(twice.left_out, twice.told_with, twice.kept) for twice in found] == [("b", "c", "a"), ("c", "a", "a")]


def test_an_entry_that_makes_several_pairs_is_told_with_the_earliest() -> None:
    three = dataset_of(joint("a", "甲市", "丙市"), joint("b", "乙市", "甲市"), joint("c", "丙市", "乙市"))
    with opened(three) as connection:
        found = twice.counted_twice(connection, Filters())
    assert [(twice.left_out, twice.told_with, twice.kept) for twice in found] == [("b", "a", "a"), ("c", "a", "a")]


def test_a_body_without_a_code_is_not_the_one_of_its_name_that_has_one() -> None:
    coded = joint("a", "池田町", "長野県")._replace(municipality_code="183822")
    bare = joint("b", "池田町", "長野県")
    both = joint("c", "長野県", "丁市")._replace(municipality_code="200000")
    with opened(dataset_of(coded, bare, both)) as connection:
        found = twice.counted_twice(connection, Filters())
    assert [(twice.left_out, twice.kept) for twice in found] == [("b", "a"), ("c", "a")]


def test_a_body_in_two_spellings_tells_one_project_once_and_another_besides() -> None:
    first = joint("a", "龍ケ崎市", "茨城県")._replace(municipality_code="082082")
    second = joint("b", "竜ケ崎市", "茨城県")._replace(municipality_code="082082")
    with opened(dataset_of(first, second, joint("c", "茨城県", "丁市"))) as connection:
        found = twice.counted_twice(connection, Filters())
    assert [(twice.left_out, twice.kept) for twice in found] == [("c", "a")]


def test_what_an_earlier_entry_may_tell_is_counted_among_what_matches_only() -> None:
    three = dataset_of(joint("a", "甲市", "乙市"), joint("b", "乙市", "甲市", "丙市"), joint("c", "丙市", "丁市"))
    with opened(three) as connection:
        for filters, count in (
            (Filters(), 2),
            (Filters(year=(YearRange(2016, 2016),)), 2),
            (Filters(year=(YearRange(2017, 2017),)), 0),
            (Filters(municipality=("甲市", "乙市")), 1),
            (Filters(municipality=("甲市", "丙市")), 0),
            (Filters(municipality=("乙市",)), 0),
        ):
            assert twice.may_count_twice(connection, filters) == count, filters


def test_the_part_of_a_pair_that_does_not_match_is_named_with_the_one_that_does() -> None:
    three = dataset_of(joint("a", "甲市", "乙市"), joint("b", "乙市", "甲市", "丙市"), joint("c", "丙市", "丁市"))
    with opened(three) as connection:
        for municipalities, cut in (
            (("甲市",), [("a", "b")]),
            (("乙市",), [("b", "a")]),
            (("甲市", "丙市"), [("a", "b"), ("c", "b")]),
            (("甲市", "乙市"), []),
            (("丁市",), []),
            ((), []),
        ):
            assert twice.half_pairs(connection, Filters(municipality=municipalities)) == cut


def test_what_the_entry_kept_states_stands_beside_what_the_one_left_out_does() -> None:
    kept = joint("a", "甲市")._replace(
        partners=(Partner("丙市", None, 1), Partner("乙市", None, 20), Partner("丁市")), partner_national_funds_yen=90
    )
    gone = joint("b", "乙市")._replace(
        partners=(Partner("甲市", None, 10), Partner("丙市", None, 2), Partner("丁市", None, 3), Partner("戊市")),
        national_funds_yen=21,
    )
    with opened(dataset_of(kept, gone)) as connection:
        (found,) = twice.counted_twice(connection, Filters())
    assert found == twice.SameProject("a", "b", 2, "a", funds=21, share=20, together=90, lost=(("丁市", 3),))
