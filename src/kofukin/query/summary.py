"""What must be known of everything that matches, beside the rows: counts, sums, whose money it is."""

import sqlite3
from collections import Counter
from typing import Any, NamedTuple

from kofukin.filters import Filters
from kofukin.model.fields import ESTIMATE_OF, FIELDS, UNSTATED
from kofukin.query.conditions import tables_for, where_of


def matches(connection: sqlite3.Connection, filters: Filters) -> bool:
    """Return whether any project matches."""
    where, values = where_of(filters)
    return connection.execute(f"SELECT 1 {tables_for(where)} {where} LIMIT 1", values).fetchone() is not None


class Summary(NamedTuple):
    """What must be said under a table about the projects in it; amounts in yen, None where none is stated.

    ``amount_bases`` counts those with an amount by the years it covers, ``amount_labels`` by the document's word for
    it. ``bases`` counts projects by how their program was found, leaving out those whose source states it;
    ``municipality`` is the one whose projects they are, None where they are several municipalities';
    ``undivided`` counts projects whose source states what all partners have together, ``unnamed`` joint ones of whose
    partners it says nothing; ``negative`` counts amounts below 0.
    """

    projects: int
    national_funds_yen: int | None
    partner_national_funds_yen: int | None
    unstated: int
    joint: bool
    amount_bases: dict[str, int]
    amount_labels: dict[str | None, int]
    bases: dict[str, int]
    municipality: str | None
    undivided: int = 0
    unnamed: int = 0
    negative: int = 0

    @property
    def inferred(self) -> int:
        return sum(count for basis, count in self.bases.items() if basis.startswith("inferred"))

    @property
    def open(self) -> int:
        return self.bases.get("open", 0)


def summary(connection: sqlite3.Connection, filters: Filters) -> Summary:
    """Return counts over everything that matches ``filters``; each question is one that an index answers."""
    where, values = where_of(filters)
    also = f"{where} AND" if where else "WHERE"

    def ask(selected: str, condition: str = "", rest: str = "") -> list[tuple[Any, ...]]:
        conditions = f"{also} {condition}" if condition else where
        tables = tables_for(selected, where)
        return connection.execute(f"SELECT {selected} {tables} {conditions} {rest}", values).fetchall()

    ((projects, funds, partner_funds, unstated, negative),) = ask(
        "count(*), sum(project.national_funds_yen), sum(project.partner_national_funds_yen),"
        " count(*) - count(project.national_funds_yen), count(*) FILTER (WHERE project.national_funds_yen < 0)"
    )
    # not min and max, which SQLite 3.35 to 3.40 answers wrongly where the same column is filtered
    bodies = ask("DISTINCT body.number, body.told_apart", rest="LIMIT 2")
    return Summary(
        projects,
        funds,
        partner_funds,
        unstated,
        bool(ask("1", "project.application = 'joint'", "LIMIT 1")),
        *_kinds_of_amounts(
            ask(
                "project.amount_basis, project.amount_label, count(*)",
                _HAS_AMOUNT,
                "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
            )
        ),
        dict(ask("project.program_basis, count(*)", "project.program_basis <> 'stated'", "GROUP BY 1")),
        bodies[0][1] if len(bodies) == 1 else None,
        ask("count(*)", "project.stated_partner_national_funds_yen IS NOT NULL")[0][0],
        ask("count(*)", f"project.application = 'joint' AND {_NO_PARTNER}")[0][0],
        negative,
    )


_NO_PARTNER = (
    "project.partner_national_funds_yen IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM partner WHERE partner.project = project.number)"
)
_HAS_AMOUNT = "project.national_funds_yen IS NOT NULL"


def _kinds_of_amounts(
    counted: list[tuple[str | None, str | None, int]],
) -> tuple[dict[str, int], dict[str | None, int]]:
    """Return the counts by the years that amounts cover and by what they are called, the most frequent first."""
    bases: Counter[str] = Counter()
    labels: Counter[str | None] = Counter()
    for basis, label, count in counted:
        bases[basis or UNSTATED] += count
        labels[label] += count
    return dict(bases.most_common()), dict(labels.most_common())


class Costs(NamedTuple):
    """How many projects' costs the source states itself, how many it does not, and how many cannot be estimated."""

    stated: int
    unstated: int
    unestimated: int


def costs(connection: sqlite3.Connection, filters: Filters) -> Costs:
    """Return what must be said under the costs of everything that matches."""
    where, values = where_of(filters)
    stated = "count(project.stated_cost_yen)"
    selected = f"{stated}, count(*) - {stated}, count(*) - count({ESTIMATE_OF})"
    return Costs(*connection.execute(f"SELECT {selected} {tables_for(selected, where)} {where}", values).fetchone())


def count_without_end(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many projects match but for when they run, of which nothing says when they end."""
    where, values = where_of(filters._replace(active=()))
    condition = f"{FIELDS['last_fiscal_year'].sql} IS NULL"
    sql = f"SELECT count(*) {tables_for(where + condition)} {where or 'WHERE true'} AND {condition}"
    (counted,) = connection.execute(sql, values).fetchone()
    return int(counted)


def count(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many projects match."""
    where, values = where_of(filters)
    (counted,) = connection.execute(f"SELECT count(*) {tables_for(where)} {where}", values).fetchone()
    return int(counted)


class PartnerShare(NamedTuple):
    """A partner of a matching project; ``national_funds_yen`` is None where the document does not state it."""

    project: str
    name: str
    national_funds_yen: int | None


def partner_shares(connection: sqlite3.Connection, where: str, values: list[object]) -> list[PartnerShare]:
    """Return the partners of the projects that ``where`` keeps, in the projects' order."""
    sql = (
        "SELECT project.id, partner.name, partner.national_funds_yen"
        f" {tables_for(where)} JOIN partner ON partner.project = project.number {where}"
        " ORDER BY project.number, position"
    )
    return [PartnerShare(*row) for row in connection.execute(sql, values)]


def stated_partners(connection: sqlite3.Connection, filters: Filters, most: int) -> list[str]:
    """Return the names of at most ``most`` partners whose share in a matching project is stated, the earliest first."""
    where, values = where_of(filters)
    sql = (
        f"SELECT partner.name {tables_for(where)} JOIN partner ON partner.project = project.number"
        f" {where or 'WHERE true'} AND partner.national_funds_yen IS NOT NULL"
        " GROUP BY 1 ORDER BY min(project.number), min(position), 1 LIMIT ?"
    )
    return [name for (name,) in connection.execute(sql, (*values, most))]


def unstated_partners(connection: sqlite3.Connection, filters: Filters, most: int) -> list[PartnerShare]:
    """Return at most ``most`` partners, project by project, whose share is not stated."""
    where, values = where_of(filters)
    sql = (
        "SELECT project.id, partner.name, partner.national_funds_yen"
        f" {tables_for(where)} JOIN partner ON partner.project = project.number"
        f" {where or 'WHERE true'} AND partner.national_funds_yen IS NULL ORDER BY project.number, position LIMIT ?"
    )
    return [PartnerShare(*row) for row in connection.execute(sql, (*values, most))]


def count_partners(connection: sqlite3.Connection, filters: Filters) -> tuple[int, int]:
    """Return how many partners the matching projects have, and how many of these shares are not stated."""
    where, values = where_of(filters)
    counted = "count(*), count(*) - count(partner.national_funds_yen)"
    sql = f"SELECT {counted} {tables_for(where)} JOIN partner ON partner.project = project.number {where}"
    partners, unstated = connection.execute(sql, values).fetchone()
    return partners, unstated


def years(connection: sqlite3.Connection) -> list[int]:
    """Return the fiscal years in which some grant was given."""
    return [year for (year,) in connection.execute("SELECT DISTINCT fiscal_year FROM project ORDER BY 1")]


def dataset_titles(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return title and version of the datasets that were loaded."""
    return connection.execute("SELECT title, version FROM dataset ORDER BY number").fetchall()


def open_points(connection: sqlite3.Connection) -> int:
    """Return how many points of an import nobody has settled yet."""
    (counted,) = connection.execute("SELECT count(*) FROM remark WHERE kind = 'open'").fetchone()
    return int(counted)


def beyond_fields(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how much there is of what the fields of ``list`` have no place for, by its kind.

    ``partners`` are those with amounts or codes of their own, ``documents`` those of which more is known than a title.
    """
    asked = {
        "partners": "SELECT count(coalesce(national_funds_yen, municipality_code)) FROM partner",
        "continued": "SELECT count(continues) FROM project",
        "amount_lines": "SELECT count(source_amount_line) FROM project",
        "documents": "SELECT count(id) FROM document WHERE id <> title",
    }
    return {kind: connection.execute(sql).fetchone()[0] for kind, sql in asked.items()}


def partners_with(connection: sqlite3.Connection, character: str) -> list[str]:
    """Return the names of partners that hold a character."""
    sql = "SELECT name FROM partner WHERE instr(name, ?) ORDER BY project, position"
    return list(dict.fromkeys(name for (name,) in connection.execute(sql, (character,))))
