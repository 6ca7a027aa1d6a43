"""Whose money a table shows, in memory and in a file, where SQLite plans the same question in other ways."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from datasets import dataset_of, project
from kofukin import query, store
from kofukin.exporting.database import write_database
from kofukin.filters import Filters
from kofukin.model.fiscal_year import parse_ranges
from kofukin.model.project import Partner
from kofukin.store import writing

BODIES = {"012335": "伊達市", "072133": "伊達市", "082201": "つくば市", "131016": "千代田区", "011002": "札幌市"}
FIVE = dataset_of(
    *(
        project(
            f"p{number}",
            municipality=name,
            municipality_code=code,
            name=f"事業{number}",
            national_funds_yen=(number + 1) * 100_000,
            fiscal_year=2016 + number % 2,
            application="joint",
            partners=(Partner(f"相手{5 - number}", None, 1), Partner("相手0", None, 1)),
        )
        for number, (code, name) in enumerate(BODIES.items())
    )
)


@pytest.fixture(params=["memory", "file"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    if request.param == "memory":
        opened = writing.in_memory([FIVE])
    else:
        write_database(tmp_path / "five.db", [FIVE])
        opened = store.open_database(tmp_path / "five.db")
    with closing(opened):
        yield opened


@pytest.mark.parametrize(
    ("filters", "whose"),
    [
        (Filters(), None),
        (Filters(municipality=("市",)), None),
        (Filters(municipality=("市", "区")), None),
        (Filters(municipality=("つくば", "千代田", "札幌")), None),
        (Filters(municipality=("伊達市",)), None),
        (Filters(municipality=("012335", "07213")), None),
        (Filters(municipality=("072133",)), "伊達市（福島県）"),
        (Filters(municipality=("01233",)), "伊達市（北海道）"),
        (Filters(municipality=("札幌",)), "札幌市"),
        (Filters(municipality=("区",)), "千代田区"),
        (Filters(municipality=("無",)), None),
        (Filters(minimum=200_000, maximum=400_000), None),
        (Filters(minimum=500_000), "札幌市"),
        (Filters(municipality=("市",), minimum=500_000), "札幌市"),
        (Filters(municipality=("市",), year=tuple(parse_ranges("H28"))), None),
        (Filters(municipality=("市",), year=tuple(parse_ranges("H28")), maximum=100_000), "伊達市（北海道）"),
        (Filters(words=("事業",)), None),
        (Filters(words=("事業2",)), "つくば市"),
        (Filters(words=("市",)), None),
    ],
)
@pytest.mark.parametrize("once", [False, True], ids=["looked through", "found before"])
def test_money_of_several_bodies_is_under_no_one_name(
    connection: sqlite3.Connection, filters: Filters, whose: str | None, once: bool
) -> None:
    filters = query.found_once(connection, filters) if once else filters
    assert query.summary(connection, filters).municipality == whose


def test_partners_are_named_in_their_projects_order(connection: sqlite3.Connection) -> None:
    assert query.stated_partners(connection, Filters(), 4) == ["相手5", "相手0", "相手4", "相手3"]
    assert query.stated_partners(connection, Filters(municipality=("札幌",)), 7) == ["相手1", "相手0"]
