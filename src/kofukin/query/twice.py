"""Which entries tell a joint project that another one tells already (see ``pairs``), and where their money stands."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kofukin.filters import Filters
from kofukin.query.conditions import tables_for, where_of
from kofukin.store.pairs import LOST, SHARE


class SameProject(NamedTuple):
    """An entry that looks like a joint project which the entry ``kept`` tells already.

    ``told_with`` is the entry that it makes a pair with: ``kept``, or one that is left out itself. ``funds`` are its
    own national funds, ``share`` what ``kept`` states for its body, ``together`` what ``kept`` states for all
    partners, and ``lost`` the shares of partners that only the entry left out states.
    """

    kept: str
    left_out: str
    number: int
    told_with: str
    funds: int | None
    share: int | None
    together: int | None
    lost: tuple[tuple[str, int], ...]


class _Entry(NamedTuple):
    number: int
    id: str
    funds: int | None
    together: int | None
    body: int


def counted_twice(connection: sqlite3.Connection, filters: Filters) -> list[SameProject]:
    """Return the matching projects that an earlier matching one already tells (see ``pairs``).

    Of a body that tells two grants of one name, the second is another grant and is kept, or paired by itself.
    """
    matching = _matching_in_pairs(connection, filters)
    pairs = [pair for pair in _pairs(connection) if matching.issuperset(pair)]
    if not pairs:
        return []
    entries = {row[0]: _Entry(*row) for row in connection.execute(_ENTRIES)}
    beside: dict[int, set[int]] = {}
    for one, other in pairs:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    twice = []
    for number, group in sorted(_one_project_each(pairs, entries).items()):
        kept = min(group)
        if number != kept:
            told_with = min(beside[number] & group)
            twice.append(_same_project(connection, entries[number], entries[kept], entries[told_with].id))
    return twice


def may_count_twice(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many matching projects an earlier matching one may tell already; ``counted_twice`` looks closer."""
    where, values = where_of(filters)
    if not where:
        return int(connection.execute("SELECT count(DISTINCT later) FROM pair").fetchone()[0])
    matching = f"SELECT project.number {tables_for(where)} {where} AND project.number IN ({_IN_PAIRS})"
    sql = (
        f"WITH matching AS MATERIALIZED ({matching}) SELECT count(DISTINCT later) FROM pair"
        " WHERE later IN matching AND +earlier IN matching"  # the sign keeps SQLite from trying each with each
    )
    return int(connection.execute(sql, values).fetchone()[0])


def half_pairs(connection: sqlite3.Connection, filters: Filters) -> list[tuple[str, str]]:
    """Return the matching projects of which only an entry that does not match may be the same, each with that."""
    matching = _matching_in_pairs(connection, filters)
    ids = {number: project for number, project, *_ in connection.execute(_ENTRIES)} if matching else {}
    cut: dict[str, str] = {}
    whole = {number for pair in _pairs(connection) if matching.issuperset(pair) for number in pair}
    for pair in _pairs(connection):
        mine = matching.intersection(pair) - whole
        if len(mine) == 1:
            (other,) = set(pair) - mine
            cut.setdefault(ids[mine.pop()], ids[other])
    return list(cut.items())


_IN_PAIRS = "SELECT earlier FROM pair UNION SELECT later FROM pair"

_ENTRIES = (
    "SELECT project.number, project.id, national_funds_yen, stated_partner_national_funds_yen, body"
    " FROM project JOIN municipality ON municipality.number = project.municipality"
    f" WHERE project.number IN ({_IN_PAIRS})"
)


def _pairs(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    return connection.execute("SELECT earlier, later FROM pair ORDER BY later, earlier").fetchall()


def _matching_in_pairs(connection: sqlite3.Connection, filters: Filters) -> set[int]:
    where, values = where_of(filters)
    also = f"{where} AND" if where else "WHERE"
    sql = f"SELECT project.number {tables_for(where)} {also} project.number IN ({_IN_PAIRS})"
    return {number for (number,) in connection.execute(sql, values)}


def _one_project_each(pairs: Iterable[tuple[int, int]], entries: dict[int, _Entry]) -> dict[int, set[int]]:
    """Return, by entry, the entries that tell the same project, itself among them and one of each body.

    A body tells a project once, and another grant besides.
    """
    groups: dict[int, set[int]] = {}
    for pair in pairs:
        one, other = (groups.setdefault(number, {number}) for number in pair)
        bodies, others = ({entries[number].body for number in group} for group in (one, other))
        if one is not other and bodies.isdisjoint(others):
            one |= other
            groups.update(dict.fromkeys(other, one))
    return groups


def _same_project(connection: sqlite3.Connection, gone: _Entry, kept: _Entry, told_with: str) -> SameProject:
    (share,) = connection.execute(SHARE, (gone.number, kept.number)).fetchone() or (None,)
    lost = tuple(connection.execute(LOST, (kept.number, gone.number)))
    return SameProject(kept.id, gone.id, gone.number, told_with, gone.funds, share, kept.together, lost)
