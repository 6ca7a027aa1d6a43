import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from datasets import PROGRAMS, dataset_of, document, opened, project
from kofukin import query
from kofukin.files import bundle, dataset
from kofukin.filters import Filters
from kofukin.model.amounts import LARGEST_YEN
from kofukin.model.prefecture import PREFECTURES
from kofukin.model.project import Dataset, Partner, Remark, Round
from kofukin.store import engine, reading, writing
from kofukin.store.writing import Writer
from kofukin.text.folding import fold


@pytest.fixture(scope="module")
def bundled() -> Iterator[sqlite3.Connection]:
    with opened() as connection:
        yield connection


def one(connection: sqlite3.Connection, sql: str) -> tuple[object, ...]:
    (row,) = connection.execute(sql).fetchall()
    return tuple(row)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("dataset", 1),
        ("program", 3),
        ("round", 4),
        ("project", 11),
        ("partner", 6),
        ("municipality", 1),
        ("document", 1),
        ("prefecture", 47),
    ],
)
def test_everything_in_the_data_has_its_row(bundled: sqlite3.Connection, table: str, rows: int) -> None:
    assert one(bundled, f"SELECT count(*) FROM {table}") == (rows,)


def test_every_reference_leads_somewhere(bundled: sqlite3.Connection) -> None:
    assert bundled.execute("PRAGMA foreign_key_check").fetchall() == []


def test_projects_keep_the_order_of_the_file(bundled: sqlite3.Connection) -> None:
    rows = bundled.execute("SELECT id FROM project ORDER BY number").fetchall()
    assert [project_id for (project_id,) in rows] == [table["id"] for table in document()["project"]]


def test_a_project_runs_as_long_as_its_round_unless_it_says_otherwise(bundled: sqlite3.Connection) -> None:
    last_years: dict[object, object] = dict(query.list_projects(bundled, Filters(), ("id", "last_fiscal_year")).rows)  # type: ignore[arg-type]
    assert last_years["sapporo-h28-asia"] == 2018
    assert last_years["sapporo-h28-living"] == 2016
    assert last_years["sapporo-h28-youth"] == 2016


def test_a_last_year_that_nobody_states_stays_unknown() -> None:
    with opened(dataset_of(project("one"))) as connection:
        assert one(connection, "SELECT last_fiscal_year, program, national_funds_yen FROM project") == (
            None,
            None,
            None,
        )


@pytest.mark.parametrize(
    ("shares", "sum_of_stated"),
    [([], None), ([None], None), ([None, None], None), ([0], 0), ([1_000, None], 1_000), ([1_000, 2_000], 3_000)],
)
def test_stated_shares_of_partners_are_summed_and_unknown_is_not_0(
    shares: list[int | None], sum_of_stated: int | None
) -> None:
    partners = tuple(Partner("北海道", None, share) for share in shares)
    with opened(dataset_of(project("one", partners=partners))) as connection:
        assert one(connection, "SELECT partner_national_funds_yen FROM project") == (sum_of_stated,)


@pytest.mark.parametrize(
    ("shares", "stated"), [([], 500), ([None], 500), ([300, None], 500), ([300, 200], 500), ([0], 0)]
)
def test_what_the_source_states_for_all_partners_stands_before_the_sum(shares: list[int | None], stated: int) -> None:
    partners = tuple(Partner("北海道", None, share) for share in shares)
    made = dataset_of(project("one", partners=partners, partner_national_funds_yen=stated))
    with opened(made) as connection:
        assert one(connection, "SELECT partner_national_funds_yen FROM project") == (stated,)
        assert list(reading.datasets_of(connection)) == [made]


def test_partners_keep_their_order(bundled: sqlite3.Connection) -> None:
    rows = bundled.execute(
        "SELECT partner.name, position FROM partner JOIN project ON project.number = partner.project"
        " WHERE project.id = 'sapporo-h28-youth'"
    ).fetchall()
    assert rows == [("北海道", 0), ("6 自治体", 1)]


def test_a_municipality_is_its_code_and_name_together() -> None:
    with opened(
        dataset_of(
            project("one", municipality="府中市", municipality_code="132063"),
            project("two", municipality="府中市", municipality_code="342084"),
            project("three", municipality="府中市", municipality_code="132063"),
            project("four", municipality="府中市"),
        )
    ) as connection:
        rows = connection.execute("SELECT code, prefecture_code, told_apart FROM body ORDER BY number").fetchall()
        assert rows == [
            ("132063", "13", "府中市（東京都）"),
            ("342084", "34", "府中市（広島県）"),
            (None, None, "府中市"),
        ]


def test_prefectures_are_those_of_the_codes(bundled: sqlite3.Connection) -> None:
    assert dict(bundled.execute("SELECT code, name FROM prefecture")) == PREFECTURES
    assert one(bundled, "SELECT prefecture_code FROM body") == ("01",)


def test_text_is_stored_folded_beside_itself(bundled: sqlite3.Connection) -> None:
    for name, folded, text in bundled.execute(
        "SELECT name, folded_name, folded_text FROM project JOIN search ON project = number"
    ):
        assert folded == fold(name)
        assert text.split("\n")[0] == folded
    for name, folded in bundled.execute("SELECT name, folded_name FROM municipality"):
        assert folded == fold(name)


def test_several_datasets_share_programs_and_municipalities() -> None:
    one_city = {"municipality": "札幌市", "municipality_code": "011002"}
    with opened(dataset_of(project("one", **one_city)), dataset_of(project("two", **one_city))) as connection:
        assert one(connection, "SELECT count(*) FROM program") == (2,)
        assert one(connection, "SELECT count(*) FROM municipality") == (1,)
        assert connection.execute("SELECT id, dataset FROM project").fetchall() == [("one", 1), ("two", 2)]


def test_a_file_holds_what_memory_holds(bundled: sqlite3.Connection, tmp_path: object) -> None:
    with closing(sqlite3.connect(f"{tmp_path}/data.db")) as connection:
        writing.fill(connection, dataset.load([bundle.text()]))
        connection.commit()
    with closing(sqlite3.connect(f"{tmp_path}/data.db")) as connection:
        assert list(connection.iterdump()) == list(bundled.iterdump())


INTEGERS = [
    ("project", "national_funds_yen"),
    ("project", "partner_national_funds_yen"),
    ("project", "stated_cost_yen"),
    ("project", "fiscal_year"),
    ("project", "last_fiscal_year"),
    ("partner", "national_funds_yen"),
    ("round", "fiscal_year"),
    ("round", "last_fiscal_year"),
]


@pytest.mark.parametrize(("table", "column"), INTEGERS)
@pytest.mark.parametrize("value", [-(10**15) - 1, 1.5, "about 3", b"5", 10**15 + 1])
def test_no_tool_can_write_what_is_no_amount_and_no_year(table: str, column: str, value: object) -> None:
    with opened() as connection:
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
        connection.execute(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize(("table", "column"), [("project", "name"), ("project", "note"), ("partner", "name")])
def test_no_tool_can_write_bytes_for_a_text(table: str, column: str) -> None:
    with opened() as connection, pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute(f"UPDATE {table} SET {column} = x'00ff'")


def test_a_continued_project_is_a_reference(bundled: sqlite3.Connection) -> None:
    assert ("project", "continues", "id") in [
        (row[2], row[3], row[4]) for row in bundled.execute("PRAGMA foreign_key_list(project)")
    ]
    with opened() as connection:
        connection.execute("UPDATE project SET continues = 'nowhere' WHERE id = 'sapporo-h29-it'")
        assert len(connection.execute("PRAGMA foreign_key_check").fetchall()) == 1


def test_what_a_round_lacks_another_dataset_may_state_in_either_order() -> None:
    own = {"fiscal_year": 2016, "program": "suishin"}
    first = dataset_of(project("one", **own), project("own", **own, last_fiscal_year=2017))
    first = first._replace(rounds=(Round("suishin", 2016),), programs=(PROGRAMS[0]._replace(name_en=None),))
    second = dataset_of(project("two", **own))
    answers = []
    for order in ((first, second), (second, first)):
        with opened(*order) as connection:
            answers.append(sorted(query.list_projects(connection, Filters(), ("id", "last_fiscal_year")).rows))
            assert connection.execute(
                "SELECT last_fiscal_year, subsidy_rate FROM round WHERE fiscal_year = 2016 AND program = 'suishin'"
            ).fetchall() == [(2018, "1/2")]
            assert one(connection, "SELECT name_en FROM program WHERE id = 'suishin'") == (PROGRAMS[0].name_en,)
    assert answers == [[("one", 2018), ("own", 2017), ("two", 2018)]] * 2


def headed(**terms: str | None) -> Dataset:
    return dataset_of()._replace(id=f"{terms['title']}", **terms)  # type: ignore[arg-type]


def test_datasets_that_become_one_keep_whose_terms_are_whose() -> None:
    one = headed(title="a", publisher="札幌市", published="H29", licence="CC BY 4.0")
    two = headed(title="b", publisher="函館市", published="H29", licence=None)
    with opened(one, two) as connection:
        made = reading.merged(connection)
    assert (made.id, made.title, made.publisher, made.published, made.licence) == (
        "a-b",
        "a + b",
        "札幌市 (a); 函館市 (b)",
        "H29",
        "CC BY 4.0 (a)",
    )
    with opened(one, one._replace(id="c", title="c")) as connection:
        assert reading.merged(connection).licence == "CC BY 4.0"
    with opened(one) as connection:
        assert reading.merged(connection) == one


def test_datasets_that_become_one_keep_their_versions_projects_and_what_imports_said_of_them() -> None:
    one, two = (
        dataset_of(project(name, municipality_code="011002", partners=(Partner("小樽市", "012033", 3),)))._replace(
            id=f"of-{name}",
            title=name,
            version=version,
            published=version,
            licence=version,
            remarks=(Remark("open", "when?", name, "name"), Remark("open", f"what of {name}?")),
        )
        for name, version in (("a", "1"), ("b", "2"))
    )
    with opened(one, two) as connection:
        assert list(reading.datasets_of(connection)) == [one, two]
        made = reading.merged(connection)
    assert (made.version, made.published, made.licence) == ("1; 2", "1 (a); 2 (b)", "1 (a); 2 (b)")
    assert (made.projects, made.remarks) == (one.projects + two.projects, one.remarks + two.remarks)
    assert (made.programs, made.rounds) == (one.programs, one.rounds)
    with opened(one) as connection:
        assert reading.merged(connection) == one


def test_what_repeats_an_earlier_project_is_named_with_the_earlier_one_and_where_it_stands() -> None:
    first = project("first", name="事業", program="suishin", national_funds_yen=5)
    others = (
        first._replace(id="unlike", national_funds_yen=6),
        first._replace(id="second", source_document="別の資料", source_page=2, source_line=30),
        first._replace(id="named", name="別の事業"),
        first._replace(id="elsewhere", municipality="函館市"),
        first._replace(id="then", fiscal_year=2017),
        first._replace(id="open", program=None),
        first._replace(id="third"),
        first._replace(id="nothing", national_funds_yen=0),
        first._replace(id="nothing-more", national_funds_yen=0),
        first._replace(id="unstated", national_funds_yen=None),
        first._replace(id="unstated-too", national_funds_yen=None),
    )
    with closing(engine.connect(":memory:")) as connection:
        writer = Writer(connection)
        writer.dataset(dataset_of())
        for program in PROGRAMS:
            writer.program(program)
        for each in (first, *others):
            writer.project(each)
        assert list(writer.repeated()) == [
            (3, "second", "first", "別の資料", 2, 30),
            (8, "third", "first", "資料", None, None),
        ]
        writer.finish()
        assert one(connection, "SELECT count(*) FROM project") == (12,)


def test_rows_are_written_together_and_none_is_left_waiting() -> None:
    many = [project(f"p{number}", partners=(Partner("小樽市"),)) for number in range(2_001)]
    with closing(engine.connect(":memory:")) as connection:
        writer = Writer(connection)
        writer.dataset(dataset_of())
        counts = []
        for each in many:
            writer.project(each, [Remark("open", "when?", each.id)])
            counts.append(one(connection, "SELECT count(*) FROM project"))
        writer.finish()
        assert counts == [(0,)] * 1_999 + [(2_000,)] * 2
        for table in ("project", "search", "partner", "remark"):
            assert one(connection, f"SELECT count(*) FROM {table}") == (2_001,)


def test_bodies_without_a_code_are_as_many_as_their_names_each_in_the_prefecture_that_its_name_begins_with() -> None:
    bodies = ("長野県池田町", "福井県池田町", "函館市", None, None)
    small = dataset_of(*(project(f"p{number}", municipality=name) for number, name in enumerate(bodies)))
    with opened(small) as connection:
        found = connection.execute("SELECT number, name, prefecture_code FROM body ORDER BY number").fetchall()
        spelled = connection.execute("SELECT number, body, folded_name FROM municipality ORDER BY number").fetchall()
    assert found == [(1, "長野県池田町", "20"), (2, "福井県池田町", "18"), (3, "函館市", None), (4, None, None)]
    assert spelled == [(number, number, fold(name or "")) for number, name in enumerate(bodies[:4], start=1)]


def test_projects_documents_and_their_texts_are_numbered_as_they_pass_and_a_draft_may_lack_a_name() -> None:
    unnamed = project("b", source_document="他", subsidy_rate="2/3")._replace(name=None)  # as in a draft
    with opened(dataset_of(project("a"), unnamed, project("c"))) as connection:
        rows = connection.execute(
            "SELECT project.number, document, title, folded_name, rate_numerator, rate_denominator FROM project"
            " JOIN document ON document.number = document JOIN search ON search.project = project.number ORDER BY 1"
        ).fetchall()
    assert rows == [(1, 1, "資料", "a", None, None), (2, 2, "他", "", 2, 3), (3, 1, "資料", "c", None, None)]


def test_shares_are_summed_up_to_the_largest_amount() -> None:
    for share, total in ((LARGEST_YEN - 1, LARGEST_YEN), (LARGEST_YEN, None)):
        partners = (Partner("小樽市", None, 1), Partner("函館市", None, share))
        with opened(dataset_of(project("a", partners=partners))) as connection:
            assert one(connection, "SELECT partner_national_funds_yen FROM project") == (total,)
