"""Two databases → the projects of both side by side in one, where SQL compares them."""

import sqlite3
from collections.abc import Iterable, Iterator

from kofukin.comparing.fields import COMPARED
from kofukin.comparing.pairing import Entry, Pairing
from kofukin.filters import Filters
from kofukin.model.fields import FIELDS, Field
from kofukin.query.conditions import tables_for, where_of
from kofukin.store import connect
from kofukin.store.bodies import Key, bare_name, identity
from kofukin.text.folding import fold

OLD, NEW = "old", "new"
BODY = ("municipality_code", "municipality", "era_year")
"""What is told of a project beside what is compared: which body it is in its dataset, and its year in words."""

_COLUMNS = (*(f"told_{name}" for name in BODY), *COMPARED)


def side_by_side() -> sqlite3.Connection:
    """Return an empty database for two versions; it is SQLite's own file, which memory need not hold."""
    connection = connect("")
    for side in (OLD, NEW):
        connection.execute(f"CREATE TABLE {side} (number INTEGER PRIMARY KEY, asked, {', '.join(_COLUMNS)})")
    connection.execute("CREATE TABLE pair (old INTEGER PRIMARY KEY, new INTEGER UNIQUE, match TEXT)")
    return connection


def copy(both: sqlite3.Connection, side: str, data: sqlite3.Connection, filters: Filters, people: bool) -> list[Entry]:
    """Copy the projects of ``data`` to a side, each with whether it is asked for; return what they are known by.

    ``people``: bodies of one name are told apart in what is told of them.
    """
    where, values = where_of(filters)
    asked = f"coalesce({where.removeprefix('WHERE ')}, 0)" if where else "1"
    told = [_for(people, FIELDS[name]) for name in BODY]
    own = "project.number, project.municipality, search.folded_name, project.national_funds_yen"
    selected = ", ".join([own, asked, *told, *(str(field.sql) for field in COMPARED.values())])
    sql = f"SELECT {selected} {tables_for(selected)} ORDER BY project.number"
    bodies = _bodies(data)
    places = [4 + 1 + len(BODY) + list(COMPARED).index(name) for name in ("id", "fiscal_year", "program")]
    entries: list[Entry] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for row in data.execute(sql, values):
            number, municipality, name, funds = row[:4]
            id_, year, program = (row[place] for place in places)
            entries.append(Entry(number, id_, *bodies[municipality], year, program, name, funds))
            yield (number, *row[4:])

    marks = ", ".join("?" * (2 + len(_COLUMNS)))
    both.execute("BEGIN")
    both.executemany(f"INSERT INTO {side} VALUES ({marks})", rows())
    both.execute("COMMIT")
    return entries


def _for(people: bool, field: Field) -> str:
    return str(field.people_sql if people and field.people_sql else field.sql)


def _bodies(data: sqlite3.Connection) -> dict[int, tuple[Key, str]]:
    """Return, for each spelling of a body, which body it is in any dataset, and its bare name."""
    rows = data.execute("SELECT number, code, name FROM municipality")
    return {number: (identity(code, name), fold(bare_name(name or ""))) for number, code, name in rows}


def pair(both: sqlite3.Connection, pairing: Pairing) -> None:
    """Note which two are one project."""
    both.execute("BEGIN")
    both.executemany(
        "INSERT INTO pair VALUES (?, ?, ?)", ((old, new, match) for old, (new, match) in pairing.pairs.items())
    )
    both.execute("COMMIT")


Told = dict[str, object]
"""A project's columns by name: fields, and ``told_`` with what is told beside them."""


def changed(both: sqlite3.Connection, fields: Iterable[str]) -> Iterator[tuple[str, Told, Told]]:
    """Yield by what two were paired, and the old and the new one, of each two that differ, in the new one's order."""
    columns = ", ".join(f"{side}.{name}" for side in (OLD, NEW) for name in _COLUMNS)
    sql = f"SELECT match, {columns} {_PAIRS} AND ({_differs(fields)}) ORDER BY new.number"
    for match, *values in both.execute(sql):
        yield match, _told(values[: len(_COLUMNS)]), _told(values[len(_COLUMNS) :])


_PAIRS = (
    "FROM new CROSS JOIN pair ON pair.new = new.number CROSS JOIN old ON old.number = pair.old"
    " WHERE (old.asked OR new.asked)"
)
"""The pairs that are asked for, in the order of the new dataset."""


def _differs(fields: Iterable[str]) -> str:
    return " OR ".join(f"old.{name} IS NOT new.{name}" for name in fields)


def count_pairs(both: sqlite3.Connection, fields: Iterable[str] = ()) -> int:
    """Return how many pairs are asked for, all of them or those that differ in some of ``fields``."""
    differ = f" AND ({_differs(fields)})" if fields else ""
    return int(both.execute(f"SELECT count(*) {_PAIRS}{differ}").fetchone()[0])


def only_in(both: sqlite3.Connection, side: str) -> Iterator[tuple[int, Told]]:
    """Yield the numbers and columns of what is asked for and stands on one side alone, in its order."""
    sql = (
        f"SELECT number, {', '.join(_COLUMNS)} FROM {side} LEFT JOIN pair ON pair.{side} = {side}.number"
        f" WHERE pair.{side} IS NULL AND {side}.asked ORDER BY number"
    )
    for number, *values in both.execute(sql):
        yield number, _told(values)


def _told(values: list[object]) -> Told:
    return dict(zip(_COLUMNS, values, strict=True))
