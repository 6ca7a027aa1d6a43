"""What a user types → what the data calls it, and what is said where it is none or several."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from datasets import dataset_of, opened, project
from kofukin import query
from kofukin.errors import KofukinError, UsageError
from kofukin.exporting.database import write_database
from kofukin.filters import Filters
from kofukin.messages import errors, labels
from kofukin.model.project import Dataset
from kofukin.query import details
from kofukin.store import database_file


@pytest.mark.parametrize("several", [7, 8, 9, 10])
def test_of_many_projects_that_a_part_fits_the_first_eight_are_named(several: int) -> None:
    names = [f"事業-{number}" for number in range(several)]
    with opened(dataset_of(*map(project, names))) as connection, pytest.raises(KofukinError) as caught:
        query.find_project(connection, "事業")
    expected = names if several <= 8 else [*names[:8], labels.AND_OTHERS]
    assert caught.value.hint == errors.SAY_WHICH(candidates=expected)


@pytest.mark.parametrize("wanted", ["", " ", "\u200b"])
def test_nothing_names_no_project_not_even_the_only_one(wanted: str) -> None:
    with opened(dataset_of(project("only"))) as connection, pytest.raises(KofukinError) as caught:
        query.find_project(connection, wanted)
    assert (caught.value.message, caught.value.hint) == (errors.NO_SUCH_PROJECT(text=wanted), errors.SEE_LIST)


def test_at_most_three_near_projects_are_named_the_nearest_first() -> None:
    names = ("abcdexxx", "abcdefxx", "abcdefgx", "abcdefgh", "other")
    with opened(dataset_of(*map(project, names))) as connection, pytest.raises(KofukinError) as caught:
        query.find_project(connection, "abcdefghi")
    assert caught.value.message == errors.NO_SUCH_PROJECT(text="abcdefghi")
    assert caught.value.hint == errors.NEAREST_PROJECTS(candidates=["abcdefgh", "abcdefgx", "abcdefxx"])


def test_what_agrees_in_half_is_near_and_in_less_is_not() -> None:
    with opened(dataset_of(project("abcdezzzzz"))) as connection:
        for wanted, hint in (
            ("abcdeyyyyy", errors.NEAREST_PROJECTS(candidates=["abcdezzzzz"])),
            ("abcdyyyyyy", errors.SEE_LIST),
        ):
            with pytest.raises(KofukinError) as caught:
                query.find_project(connection, wanted)
            assert caught.value.hint == hint


def programs(*short_names: str) -> Dataset:
    small = dataset_of(project("one", application_text="道と共同申請"), project("two", application_text="単独で"))
    first = small.programs[0]
    return small._replace(
        programs=tuple(
            first._replace(id=f"p{number}", name=f"{name}交付金", short_name=name, name_en=None)
            for number, name in enumerate(short_names)
        ),
        rounds=(),
    )


def test_a_whole_name_of_a_program_goes_before_a_part_of_others() -> None:
    with opened(programs("推進", "地方推進")) as connection:
        assert query.resolve(connection, Filters(program=("推進",))).program == ("p0",)
        assert query.resolve(connection, Filters(program=("地方", "p0", "P0"))).program == ("p1", "p0")
        with pytest.raises(UsageError) as caught:
            query.resolve(connection, Filters(program=("推",)))
        shown = errors.VALID_PROGRAMS(programs=["p0 (推進)", "p1 (地方推進)"])
        assert (caught.value.message, caught.value.hint) == (errors.AMBIGUOUS_PROGRAM(text="推"), shown)
        for text in ("", "加速"):
            with pytest.raises(UsageError) as caught:
                query.resolve(connection, Filters(program=(text,)))
            assert (caught.value.message, caught.value.hint) == (errors.UNKNOWN_PROGRAM(text=text), shown)


def test_an_application_is_joint_or_single_or_the_documents_words_of_which_twelve_are_named() -> None:
    texts = [f"申請の形-{number}" for number in range(14)]
    small = dataset_of(*(project(text, application_text=text) for text in reversed(texts)), project("none"))
    with opened(small) as connection:
        asked = Filters(application=("共同", "JOINT", "単独申請", "申請の形 -5"))
        assert query.resolve(connection, asked).application == ("joint", "single", "申請の形-5")
        with pytest.raises(UsageError) as caught:
            query.resolve(connection, Filters(application=("形",)))
    assert caught.value.message == errors.UNKNOWN_APPLICATION(text="形")
    assert caught.value.hint == errors.VALID_APPLICATIONS(words=texts[:1:-1])


def test_bodies_that_people_see_told_apart_are_asked_for_by_their_codes() -> None:
    small = dataset_of(
        *(
            project(f"p{code}", municipality="池田町", municipality_code=code)
            for code in ("016446", "183822", "204811", "214043")
        ),
        project("other", municipality="札幌市", municipality_code="011002"),
        project("bare", municipality="池田町"),
    )
    with opened(small) as connection:
        for text, body in (
            ("池田町（長野県）", "204811"),
            ("池田町(福井県)", "183822"),
            ("池田町", "池田町"),
            ("池田町（東京都）", "池田町（東京都）"),
            ("札幌市", "札幌市"),
        ):
            assert query.resolve(connection, Filters(municipality=(text,))).municipality == (body,)
        for people, name in ((True, "池田町（北海道）"), (False, "池田町")):
            ask = partial(query.list_projects, connection, Filters(), ["municipality"], limit=1)
            assert [*ask(people=people).rows] == [(name,)]
        assert [*ask().rows] == [("池田町",)]


def test_an_edited_database_without_a_text_to_look_through_is_refused_by_the_project_that_lacks_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "made.db"
    path.touch()
    write_database(path, [dataset_of(project("one", program_basis="open"), project("two", program_basis="open"))])
    with closing(database_file.open_database(path)) as made:
        assert query.resolve(made, Filters(words=("one",))).words == ("one",)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM search WHERE project = 2")
        connection.commit()
    with closing(database_file.open_database(path)) as edited:
        for ask in (
            lambda: query.resolve(edited, Filters(words=("one",))),
            lambda: query.find_project(edited, "one"),
            lambda: list(details.of_all(edited, Filters())),
        ):
            with pytest.raises(KofukinError) as caught:
                ask()
            assert caught.value.message == errors.DATABASE_BROKEN(reason=errors.ROWS_MISSING(id="two"))
            assert caught.value.hint == errors.SEE_CHECK_OR_EXPORT_AGAIN
        assert query.resolve(edited, Filters(program=("推進",))).program == ("suishin",)
