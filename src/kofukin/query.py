"""Filters (a value) → SQL → rows: every question the program answers, asked in the one place.

User text reaches the database only as a parameter. Column names in the SQL come from the tables below, never from
the user. ``resolve`` turns the names that a user types (推進, 道と共同申請) into what the data calls them.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kofukin.errors import KofukinError, UsageError
from kofukin.filters import Filters, Sort
from kofukin.fiscal_year import YearRange, era_label, era_sql
from kofukin.folding import fold
from kofukin.messages import Message, Said, errors, labels
from kofukin.pairs import LOST, SHARE
from kofukin.table import Kind, Row, Value


class Field(NamedTuple):
    """A field of an answer: its name in every machine format, what it holds, and where it comes from."""

    name: str
    kind: Kind
    sql: str


_ESTIMATE = "(project.national_funds_yen * round.rate_denominator + round.rate_numerator / 2) / round.rate_numerator"
_PARTNERS = (
    "CASE WHEN project.application IS NOT 'single' THEN (SELECT group_concat(name, char(31)) FROM"
    " (SELECT name FROM partner WHERE partner.project = project.number ORDER BY position)) END"
)

FIELDS = {
    entry.name: entry
    for entry in (
        Field("id", Kind.CODE, "project.id"),
        Field("municipality_code", Kind.CODE, "municipality.code"),
        Field("municipality", Kind.TEXT, "municipality.name"),
        Field("fiscal_year", Kind.INTEGER, "project.fiscal_year"),
        Field("era_year", Kind.CODE, era_sql("project.fiscal_year")),
        Field("last_fiscal_year", Kind.INTEGER, "project.last_fiscal_year"),
        Field("program", Kind.CODE, "project.program"),
        Field("program_name", Kind.TEXT, "program.name"),
        Field("name", Kind.TEXT, "project.name"),
        Field("application", Kind.CODE, "project.application"),
        Field("application_text", Kind.TEXT, "project.application_text"),
        Field("partners", Kind.LIST, _PARTNERS),
        Field("national_funds_yen", Kind.YEN, "project.national_funds_yen"),
        Field("partner_national_funds_yen", Kind.YEN, "project.partner_national_funds_yen"),
        Field("subsidy_rate", Kind.CODE, "round.subsidy_rate"),
        Field("estimated_cost_yen", Kind.YEN, _ESTIMATE),
        Field("amount_basis", Kind.CODE, "project.amount_basis"),
        Field("note", Kind.TEXT, "project.note"),
        Field("summary", Kind.TEXT, "project.summary"),
        Field("program_basis", Kind.CODE, "project.program_basis"),
        Field("program_evidence", Kind.TEXT, "project.program_evidence"),
        Field("source_document", Kind.TEXT, "document.title"),
        Field("source_page", Kind.INTEGER, "project.source_page"),
        Field("source_line", Kind.INTEGER, "project.source_line"),
    )
}

# What another tool took out of a database leaves a project with something unknown, but does not take the project out.
_JOINS = {
    "program": "LEFT JOIN program ON program.id = project.program",
    "search": "JOIN search ON search.project = project.number",
    "round": "LEFT JOIN round ON round.program = project.program AND round.fiscal_year = project.fiscal_year",
    "municipality": "LEFT JOIN municipality ON municipality.number = project.municipality",
    "prefecture": "LEFT JOIN prefecture ON prefecture.code = municipality.prefecture_code",
    "dataset": "LEFT JOIN dataset ON dataset.number = project.dataset",
    "document": "LEFT JOIN document ON document.number = project.document",
}


class Dimension(NamedTuple):
    """What totals are grouped by: the fields that name a group, the one that people see, and the groups' order.

    ``column`` is the project's own column that the group follows from.
    """

    name: str
    column: str
    fields: tuple[Field, ...]
    shown: str
    order: str


DIMENSIONS = {
    entry.name: entry
    for entry in (
        Dimension(
            "program",
            "program",
            (FIELDS["program"], FIELDS["program_name"]),
            "program",
            "program.position IS NULL, program.position",
        ),
        Dimension(
            "year", "fiscal_year", (FIELDS["fiscal_year"], FIELDS["era_year"]), "era_year", "project.fiscal_year"
        ),
        Dimension(
            "application",
            "application",
            (FIELDS["application"],),
            "application",
            "project.application IS NULL, project.application = 'joint'",
        ),
        Dimension(
            "municipality",
            "municipality",
            (FIELDS["municipality_code"], FIELDS["municipality"]),
            "municipality",
            "municipality.name IS NULL, municipality.code IS NULL, municipality.code, municipality.name",
        ),
        Dimension(
            "prefecture",
            "municipality",
            (
                Field("prefecture_code", Kind.CODE, "municipality.prefecture_code"),
                Field("prefecture", Kind.TEXT, "prefecture.name"),
            ),
            "prefecture",
            "municipality.prefecture_code IS NULL, municipality.prefecture_code",
        ),
    )
}
ALL = "all"

_PARTIAL = {
    "projects": "count(*)",
    "national_funds_yen": "sum(project.national_funds_yen)",
    "partner_national_funds_yen": "sum(project.partner_national_funds_yen)",
    "estimated_cost_yen": f"sum({_ESTIMATE})",
    "unstated": "count(*) - count(project.national_funds_yen)",
}
"""What is counted and added up over projects, before any name is looked up."""

_MEASURES = (
    Field("projects", Kind.INTEGER, "coalesce(sum(project.projects), 0)"),
    Field("national_funds_yen", Kind.YEN, "sum(project.national_funds_yen)"),
    Field(
        "share",
        Kind.SHARE,
        "CAST(sum(project.national_funds_yen) AS REAL) / nullif(sum(sum(project.national_funds_yen)) OVER (), 0)",
    ),
    Field("partner_national_funds_yen", Kind.YEN, "sum(project.partner_national_funds_yen)"),
    Field("estimated_cost_yen", Kind.YEN, "sum(project.estimated_cost_yen)"),
    Field("unstated", Kind.INTEGER, "coalesce(sum(project.unstated), 0)"),
)
MEASURES = tuple(entry.name for entry in _MEASURES)


class Rows(NamedTuple):
    """An answer: the fields that were asked for and the rows, which can be read once."""

    fields: tuple[Field, ...]
    rows: Iterator[Row]


def list_projects(
    connection: sqlite3.Connection,
    filters: Filters,
    names: Sequence[str],
    sort: Sequence[Sort] = (),
    limit: int | None = None,
) -> Rows:
    """Return the matching projects' ``names`` fields, in the dataset's order unless ``sort`` says otherwise."""
    chosen = tuple(FIELDS[name] for name in names)
    where, values = _where(filters)
    order = [*_order(sort, FIELDS), "project.number"]
    selected = ", ".join(entry.sql for entry in chosen)
    sql = f"SELECT {selected} {_from(selected, where, *order)} {where} ORDER BY {', '.join(order)}"
    if limit is not None:
        sql += " LIMIT ?"
        values = [*values, limit]
    lists = [index for index, entry in enumerate(chosen) if entry.kind is Kind.LIST]
    return Rows(chosen, _split_lists(connection.execute(sql, values), lists))


def totals(
    connection: sqlite3.Connection,
    filters: Filters,
    by: Sequence[str],
    sort: Sequence[Sort] = (),
    names: Sequence[str] | None = None,
    pivot: str | None = None,
    across: Sequence[Field] = (),
) -> Rows:
    """Return one row a group with the fields ``names`` or all; no ``by`` gives one row over everything that matches.

    ``across`` are further sums that ``names`` may ask for, by the groups of ``pivot``: see ``across``.
    """
    dimensions = [DIMENSIONS[name] for name in by]
    keys = tuple(entry for dimension in dimensions for entry in dimension.fields)
    known = {entry.name: entry for entry in (*keys, *across, *_MEASURES)}
    chosen = tuple(known.values()) if names is None else tuple(known[name] for name in names)
    order = _order(sort, known) + [dimension.order for dimension in dimensions]
    selected = ", ".join(entry.sql for entry in chosen)
    grouped = [entry.sql for entry in keys]
    columns = [DIMENSIONS[name].column for name in (*by, *([pivot] if pivot else []))]
    counted, values = _partial_sums(filters, dict.fromkeys(columns), " ".join([selected, *order]))
    projects = f"({counted}) AS project"
    if pivot:
        projects += f" JOIN temp.across AS across ON across.member IS project.{DIMENSIONS[pivot].column}"
    sql = f"SELECT {selected} {_from(selected, *order, *grouped, projects=projects)}"
    if keys:
        sql += f" GROUP BY {', '.join(grouped)} ORDER BY {', '.join(order)}"
    return Rows(chosen, iter(connection.execute(sql, values)))


def _partial_sums(filters: Filters, columns: Iterable[str], used: str) -> tuple[str, list[object]]:
    """Return SQL that adds up what ``used`` speaks of by the projects' own columns.

    It reads one index where names would have to be looked up for each project; the few sums then take the projects'
    place in the query, with columns of the same names.
    """
    where, values = _where(filters)
    groups = [f"project.{column}" for column in columns]
    measures = [f"{sql} AS {name}" for name, sql in _PARTIAL.items() if f"project.{name}" in used]
    selected = ", ".join([*groups, *measures]) or "1"
    sql = f"SELECT {selected} {_from(selected, where)} {where}"
    return (f"{sql} GROUP BY {', '.join(groups)}" if groups else sql), values


def totals_fields(by: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the fields that totals by these dimensions have."""
    return tuple(entry.name for name in by if name != ALL for entry in DIMENSIONS[name].fields) + MEASURES


class Group(NamedTuple):
    """A group that totals are laid out by: the field that holds its national funds, its key, and what it is called."""

    field: Field
    key: Value
    name: Value


def across(connection: sqlite3.Connection, filters: Filters, dimension: str) -> list[Group]:
    """Return the groups of ``dimension`` among what matches, each with a field of its own.

    Which group a project is in stands in a temporary table, by the project's own column that the dimension follows
    from: the fields know their groups by number, and nothing of the data becomes SQL.
    """
    shape = DIMENSIONS[dimension]
    shown = next(entry for entry in shape.fields if entry.name == shape.shown)
    where, values = _where(filters)
    own = f"project.{shape.column}"
    pieces = (*(entry.sql for entry in shape.fields), shown.sql, own)
    sql = f"SELECT DISTINCT {', '.join(pieces)} {_from(*pieces, where, shape.order)} {where} ORDER BY {shape.order}"
    members: dict[tuple[Value, ...], list[Value]] = {}
    for *group, member in connection.execute(sql, values):
        members.setdefault(tuple(group), []).append(member)
    if len(members) > MOST_ACROSS:
        raise UsageError(errors.TOO_MANY_ACROSS(count=len(members), most=MOST_ACROSS), errors.NARROW_OR_GROUP)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS across (member PRIMARY KEY, number INTEGER NOT NULL)")
    connection.execute("DELETE FROM temp.across")
    numbered = [(member, number) for number, group in enumerate(members.values()) for member in group]
    connection.executemany("INSERT INTO temp.across VALUES (?, ?)", numbered)
    return [
        Group(Field(f"{name}_national_funds_yen", Kind.YEN, _FUNDS_ACROSS.format(number=number)), group[0], group[-1])
        for number, (group, name) in enumerate(zip(members, _names_across(list(members)), strict=True))
    ]


_FUNDS_ACROSS = "sum(CASE WHEN across.number = {number} THEN project.national_funds_yen END)"
MOST_ACROSS = 1_900
"""Columns that totals can be laid out in: SQLite answers with 2,000 at the most, and others stand beside them."""
_RESERVED = "partner"
"""No group's name, since ``partner_national_funds_yen`` is a measure."""


def _names_across(groups: Sequence[tuple[Value, ...]]) -> list[str]:
    """Return a name for each group of its fields: the key if it is this group's alone, else another, else all of them.

    The group without any is ``unstated``.
    """
    words = [tuple(str(word) for word in dict.fromkeys(group) if word is not None) or ("unstated",) for group in groups]
    keys = Counter([_RESERVED, *(own[0] for own in words)])
    used = Counter(word for own in words for word in own)
    names: dict[str, None] = {}
    for own in words:
        name = own[0]
        if len(own) > 1 and keys[name] > 1:
            name = next((word for word in own if used[word] == 1 and word != _RESERVED), " ".join(own))
        number = 1
        while name == _RESERVED or name in names:
            number += 1
            name = f"{' '.join(own)} {number}"
        names[name] = None
    return list(names)


def matches(connection: sqlite3.Connection, filters: Filters) -> bool:
    """Return whether any project matches."""
    where, values = _where(filters)
    return connection.execute(f"SELECT 1 {_from(where)} {where} LIMIT 1", values).fetchone() is not None


class Summary(NamedTuple):
    """What must be said under a table about the projects in it; amounts in yen, None where none is stated.

    ``bases`` counts projects by how their program was found, leaving out those whose source states it;
    ``municipality`` is the one whose projects they are, None where they are several municipalities';
    ``undivided`` counts projects whose source states what all partners have together.
    """

    projects: int
    national_funds_yen: int | None
    partner_national_funds_yen: int | None
    unstated: int
    joint: bool
    basis_unstated: bool
    bases: dict[str, int]
    municipality: str | None
    undivided: int = 0

    @property
    def inferred(self) -> int:
        return sum(count for basis, count in self.bases.items() if basis.startswith("inferred"))

    @property
    def open(self) -> int:
        return self.bases.get("open", 0)


def summary(connection: sqlite3.Connection, filters: Filters) -> Summary:
    """Return counts over everything that matches ``filters``; each question is one that an index answers."""
    where, values = _where(filters)
    also = f"{where} AND" if where else "WHERE"

    def ask(selected: str, condition: str = "", rest: str = "") -> list[tuple[Any, ...]]:
        conditions = f"{also} {condition}" if condition else where
        return connection.execute(f"SELECT {selected} {_from(where)} {conditions} {rest}", values).fetchall()

    ((projects, funds, partner_funds, unstated),) = ask(
        "count(*), sum(project.national_funds_yen), sum(project.partner_national_funds_yen),"
        " count(*) - count(project.national_funds_yen)"
    )
    ((first,),), ((last,),) = ask("min(project.municipality)"), ask("max(project.municipality)")
    name = connection.execute("SELECT name FROM municipality WHERE number = ? AND number = ?", (first, last)).fetchone()
    return Summary(
        projects,
        funds,
        partner_funds,
        unstated,
        bool(ask("1", "project.application = 'joint'", "LIMIT 1")),
        bool(ask("1", "project.amount_basis = 'unstated'", "LIMIT 1")),
        dict(ask("project.program_basis, count(*)", "project.program_basis <> 'stated'", "GROUP BY 1")),
        name and name[0],
        ask("count(*)", "project.stated_partner_national_funds_yen IS NOT NULL")[0][0],
    )


class Costs(NamedTuple):
    """How many projects' costs the source states itself, and how many cannot be estimated."""

    stated: int
    unestimated: int


def costs(connection: sqlite3.Connection, filters: Filters) -> Costs:
    """Return what must be said under estimated costs of everything that matches."""
    where, values = _where(filters)
    selected = f"count(project.stated_cost_yen), count(*) - count({_ESTIMATE})"
    return Costs(*connection.execute(f"SELECT {selected} {_from(selected, where)} {where}", values).fetchone())


def count(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many projects match."""
    where, values = _where(filters)
    (counted,) = connection.execute(f"SELECT count(*) {_from(where)} {where}", values).fetchone()
    return int(counted)


class PartnerShare(NamedTuple):
    """A partner of a matching project; ``national_funds_yen`` is None where the document does not state it."""

    project: str
    name: str
    national_funds_yen: int | None


def _partner_shares(connection: sqlite3.Connection, where: str, values: list[object]) -> list[PartnerShare]:
    """Return the partners of the projects that ``where`` keeps, in the projects' order."""
    sql = (
        "SELECT project.id, partner.name, partner.national_funds_yen"
        f" {_from(where)} JOIN partner ON partner.project = project.number {where} ORDER BY project.number, position"
    )
    return [PartnerShare(*row) for row in connection.execute(sql, values)]


def stated_partners(connection: sqlite3.Connection, filters: Filters, most: int) -> list[str]:
    """Return the names of at most ``most`` partners whose share in a matching project is stated."""
    where, values = _where(filters)
    sql = (
        f"SELECT DISTINCT partner.name {_from(where)} JOIN partner ON partner.project = project.number"
        f" {where or 'WHERE true'} AND partner.national_funds_yen IS NOT NULL LIMIT ?"
    )
    return [name for (name,) in connection.execute(sql, (*values, most))]


def unstated_partners(connection: sqlite3.Connection, filters: Filters, most: int) -> list[PartnerShare]:
    """Return at most ``most`` partners, project by project, whose share is not stated."""
    where, values = _where(filters)
    sql = (
        "SELECT project.id, partner.name, partner.national_funds_yen"
        f" {_from(where)} JOIN partner ON partner.project = project.number"
        f" {where or 'WHERE true'} AND partner.national_funds_yen IS NULL ORDER BY project.number, position LIMIT ?"
    )
    return [PartnerShare(*row) for row in connection.execute(sql, (*values, most))]


def count_partners(connection: sqlite3.Connection, filters: Filters) -> tuple[int, int]:
    """Return how many partners the matching projects have, and how many of these shares are not stated."""
    where, values = _where(filters)
    counted = "count(*), count(*) - count(partner.national_funds_yen)"
    sql = f"SELECT {counted} {_from(where)} JOIN partner ON partner.project = project.number {where}"
    partners, unstated = connection.execute(sql, values).fetchone()
    return partners, unstated


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
    code: str | None
    body: str

    def is_of_body(self, other: "_Entry") -> bool:
        """Return whether two entries come from one body, which tells a project once and a second grant besides."""
        if self.code is not None and other.code is not None:
            return self.code == other.code
        return self.body == other.body


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
            told_with = kept if kept in beside[number] else min(beside[number] & group)
            twice.append(_same_project(connection, entries[number], entries[kept], entries[told_with].id))
    return twice


def may_count_twice(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many matching projects an earlier matching one may tell already; ``counted_twice`` looks closer."""
    where, values = _where(filters)
    if not where:
        return int(connection.execute("SELECT count(DISTINCT later) FROM pair").fetchone()[0])
    matching = f"SELECT project.number {_from(where)} {where} AND project.number IN ({_IN_PAIRS})"
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
    "SELECT project.number, project.id, national_funds_yen, stated_partner_national_funds_yen, code, folded_name"
    " FROM project JOIN municipality ON municipality.number = project.municipality"
    f" WHERE project.number IN ({_IN_PAIRS})"
)


def _pairs(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    return connection.execute("SELECT earlier, later FROM pair ORDER BY later, earlier").fetchall()


def _matching_in_pairs(connection: sqlite3.Connection, filters: Filters) -> set[int]:
    where, values = _where(filters)
    also = f"{where} AND" if where else "WHERE"
    sql = f"SELECT project.number {_from(where)} {also} project.number IN ({_IN_PAIRS})"
    return {number for (number,) in connection.execute(sql, values)}


def _one_project_each(pairs: Iterable[tuple[int, int]], entries: dict[int, _Entry]) -> dict[int, set[int]]:
    """Return, by entry, the entries that tell the same project, itself among them and one of each body."""
    groups: dict[int, set[int]] = {}
    for pair in pairs:
        one, other = (groups.setdefault(number, {number}) for number in pair)
        if one is not other and not any(entries[a].is_of_body(entries[b]) for a in one for b in other):
            one |= other
            groups.update(dict.fromkeys(other, one))
    return groups


def _same_project(connection: sqlite3.Connection, gone: _Entry, kept: _Entry, told_with: str) -> SameProject:
    (share,) = connection.execute(SHARE, (gone.number, kept.number)).fetchone() or (None,)
    lost = tuple(connection.execute(LOST, (kept.number, gone.number)))
    return SameProject(kept.id, gone.id, gone.number, told_with, gone.funds, share, kept.together, lost)


def program_vocabulary(connection: sqlite3.Connection) -> dict[str, Message]:
    """Return each program's short name in both languages; Japanese where the dataset has no English one."""
    rows = connection.execute("SELECT id, short_name, coalesce(short_name_en, short_name) FROM program")
    return {program: Message(ja, en) for program, ja, en in rows}


def years(connection: sqlite3.Connection) -> list[int]:
    """Return the fiscal years in which some grant was given."""
    return [year for (year,) in connection.execute("SELECT DISTINCT fiscal_year FROM project ORDER BY 1")]


def dataset_titles(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return title and version of the datasets that were loaded."""
    return connection.execute("SELECT title, version FROM dataset ORDER BY number").fetchall()


def open_points(connection: sqlite3.Connection) -> int:
    """Return how many points of an import nobody has settled yet."""
    (counted,) = connection.execute("SELECT count(*) FROM remark WHERE is_open").fetchone()
    return int(counted)


class Beyond(NamedTuple):
    """How much of the data the fields of ``list`` do not hold: partners' own amounts and codes, and so on."""

    partners: int
    stated_costs: int
    continued: int
    amount_lines: int


def beyond_fields(connection: sqlite3.Connection) -> Beyond:
    """Return how much of everything there is the fields of ``list`` have no place for."""
    (partners,) = connection.execute(
        "SELECT count(*) FROM partner WHERE national_funds_yen IS NOT NULL OR municipality_code IS NOT NULL"
    ).fetchone()
    others = connection.execute(
        "SELECT count(stated_cost_yen), count(continues), count(source_amount_line) FROM project"
    )
    return Beyond(partners, *others.fetchone())


def partners_with(connection: sqlite3.Connection, character: str) -> list[str]:
    """Return the names of partners that hold a character."""
    sql = "SELECT DISTINCT name FROM partner WHERE instr(name, ?) ORDER BY project, position"
    return [name for (name,) in connection.execute(sql, (character,))]


def programs(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield a row for each program: id, name, short name, English name, years, rates, projects."""
    rounds: dict[str, list[tuple[int, str | None]]] = {}
    for program, year, rate in connection.execute("SELECT program, fiscal_year, subsidy_rate FROM round ORDER BY 1, 2"):
        rounds.setdefault(program, []).append((year, rate))
    counted = dict(connection.execute("SELECT program, count(*) FROM project GROUP BY program"))
    for program, name, short_name, name_en in connection.execute(
        "SELECT id, name, short_name, name_en FROM program ORDER BY position"
    ):
        own = rounds.get(program, [])
        years = tuple(era_label(year) for year, _ in own)
        rates = tuple(dict.fromkeys(rate for _, rate in own if rate))
        yield (program, name, short_name, name_en, years, rates, counted.get(program, 0))


PROGRAM_FIELDS = (
    ("program", Kind.CODE),
    ("program_name", Kind.TEXT),
    ("short_name", Kind.TEXT),
    ("name_en", Kind.TEXT),
    ("era_years", Kind.LIST),
    ("subsidy_rates", Kind.LIST),
    ("projects", Kind.INTEGER),
)


def find_project(connection: sqlite3.Connection, wanted: str) -> str:
    """Return the id of the project that ``wanted`` names: its id, its name, or an unambiguous part of the name.

    Raises KofukinError (exit code 1) with candidates where that is none or several.
    """
    folded = fold(wanted)
    for condition in ("project.id = ?", "search.folded_name = ?", "instr(search.folded_name, ?)") if folded else ():
        sql = f"SELECT id {_from(condition)} WHERE {condition} ORDER BY project.number LIMIT 9"
        found = connection.execute(sql, (folded,)).fetchall()
        if len(found) == 1:
            return str(found[0][0])
        if found:
            ids = [*(project for (project,) in found[:8]), *([labels.AND_OTHERS] if len(found) > 8 else [])]
            raise KofukinError(errors.AMBIGUOUS_PROJECT(text=_shortened(wanted)), errors.SAY_WHICH(candidates=ids))
    raise KofukinError(errors.NO_SUCH_PROJECT(text=_shortened(wanted)), _nearest(connection, wanted))


def _nearest(connection: sqlite3.Connection, wanted: str) -> Message | Said:
    from difflib import get_close_matches

    rows = connection.execute("SELECT id, folded_name FROM project JOIN search ON project = number LIMIT 20000")
    folded, by_text = fold(wanted)[:100], {}
    for project, name in rows:
        by_text[project] = by_text[name] = project
    near = dict.fromkeys(by_text[text] for text in get_close_matches(folded, by_text, n=3, cutoff=0.5))
    return errors.NEAREST_PROJECTS(candidates=list(near)) if near else errors.SEE_LIST


class Detail(NamedTuple):
    """Everything about one project: its fields by name, and what ``show`` says beside them.

    ``folded_text`` is what full-text words are looked for in.
    """

    values: dict[str, Value]
    partners: list[PartnerShare]
    stated_partner_national_funds_yen: int | None
    stated_cost_yen: int | None
    source_amount_line: int | None
    continues: str | None
    continued_by: list[str]
    program_name_en: str | None
    dataset: tuple[str, str]
    folded_text: str

    @property
    def related(self) -> tuple[str, ...]:
        return ((self.continues,) if self.continues else ()) + tuple(self.continued_by)


def show(connection: sqlite3.Connection, project: str) -> Detail:
    """Return the details of the project with that id."""
    (detail,) = _details(connection, "WHERE project.id = ?", [project])
    return detail


def details(connection: sqlite3.Connection, filters: Filters) -> Iterator[Detail]:
    """Yield the details of all matching projects, in the dataset's order."""
    return _details(connection, *_where(filters))


def _details(connection: sqlite3.Connection, where: str, values: list[object]) -> Iterator[Detail]:
    selected = ", ".join(entry.sql for entry in FIELDS.values())
    beside = (
        "project.stated_partner_national_funds_yen, project.stated_cost_yen, project.source_amount_line,"
        " project.continues, program.name_en, dataset.title, dataset.version, municipality.number,"
        " (SELECT texts.folded_text FROM search AS texts WHERE texts.project = project.number)"
    )
    partners: dict[str, list[PartnerShare]] = {}
    for share in _partner_shares(connection, where, values):
        partners.setdefault(share.project, []).append(share)
    continued_by: dict[str, list[str]] = {}
    for earlier, later in connection.execute(
        "SELECT continues, id FROM project WHERE continues IS NOT NULL ORDER BY number"
    ):
        continued_by.setdefault(earlier, []).append(later)
    sql = f"SELECT {selected}, {beside} {_from(selected, beside, where)} {where} ORDER BY project.number"
    for row in connection.execute(sql, values):
        fields: dict[str, Value] = dict(zip(FIELDS, row, strict=False))
        fields["partners"] = _names(fields["partners"])
        project = row[0]
        partner_funds, cost, amount_line, continues, name_en, title, version, body, folded_text = row[len(FIELDS) :]
        if None in (title, body, folded_text, fields["source_document"]):
            raise KofukinError(
                errors.DATABASE_BROKEN(reason=errors.ROWS_MISSING(id=project)), errors.SEE_CHECK_OR_EXPORT_AGAIN
            )
        yield Detail(
            fields,
            partners.get(project, []),
            partner_funds,
            cost,
            amount_line,
            continues,
            continued_by.get(project, []),
            name_en,
            (title, version),
            folded_text,
        )


def resolve(connection: sqlite3.Connection, filters: Filters) -> Filters:
    """Return the filters with programs and application types as the data calls them.

    Raises UsageError for a program or an application that the data does not know, or a part that fits several.
    """
    return filters._replace(
        program=tuple(dict.fromkeys(_program(connection, text) for text in filters.program)),
        application=tuple(dict.fromkeys(_application(connection, text) for text in filters.application)),
    )


def found_once(connection: sqlite3.Connection, filters: Filters) -> Filters:
    """Return filters that need not look through texts again: what matches now is kept by number beside the data.

    Worth its while where several questions follow, as under every people's table.
    """
    if not (filters.words or filters.partner):
        return filters
    where, values = _where(filters._replace(found=False))
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS found (number INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.found")
    connection.execute(f"INSERT INTO temp.found SELECT project.number {_from(where)} {where}", values)
    return filters._replace(found=True)


def _program(connection: sqlite3.Connection, text: str) -> str:
    known = connection.execute("SELECT id, name, short_name, name_en FROM program ORDER BY position").fetchall()
    folded = fold(text)
    names = [(program, [fold(name) for name in (program, *others) if name]) for program, *others in known]
    exact = [program for program, own in names if folded in own]
    partial = [program for program, own in names if folded and any(folded in name for name in own)]
    found = exact or partial
    if len(found) == 1:
        return str(found[0])
    shown = [f"{program} ({short_name})" for program, _, short_name, _ in known]
    if found:
        raise UsageError(errors.AMBIGUOUS_PROGRAM(text=_shortened(text)), errors.VALID_PROGRAMS(programs=shown))
    raise UsageError(errors.UNKNOWN_PROGRAM(text=_shortened(text)), errors.VALID_PROGRAMS(programs=shown))


_APPLICATION_WORDS = {
    fold(word): application
    for application, words in {"single": ("single", "単独", "単独申請"), "joint": ("joint", "共同", "共同申請")}.items()
    for word in words
}


def _application(connection: sqlite3.Connection, text: str) -> str:
    """Return ``single``, ``joint`` or, for the document's own words, those words as the data writes them."""
    folded = fold(text)
    if folded in _APPLICATION_WORDS:
        return _APPLICATION_WORDS[folded]
    own = [words for (words,) in connection.execute("SELECT DISTINCT application_text FROM project") if words]
    for words in own:
        if fold(words) == folded:
            return str(words)
    raise UsageError(errors.UNKNOWN_APPLICATION(text=_shortened(text)), errors.VALID_APPLICATIONS(words=own[:12]))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "..."


class _Conditions:
    def __init__(self) -> None:
        self.sql: list[str] = []
        self.values: list[object] = []

    def any_of(self, condition: str, values: Sequence[object]) -> None:
        values = list(dict.fromkeys(values))
        if values:
            self.sql.append("(" + " OR ".join([condition] * len(values)) + ")")
            self.values += values


def _where(filters: Filters) -> tuple[str, list[object]]:
    conditions = _Conditions()
    if filters.found:
        conditions.sql.append("project.number IN (SELECT number FROM temp.found)")
        filters = Filters(left_out=filters.left_out)
    for word in dict.fromkeys(map(fold, filters.words)):
        conditions.any_of("unlikely(instr(search.folded_text, ?))", [word])  # so that texts are read in their order
    _years(conditions, filters.year, "project.fiscal_year", "project.fiscal_year")
    _years(conditions, filters.active, "project.fiscal_year", "coalesce(project.last_fiscal_year, project.fiscal_year)")
    conditions.any_of("project.program = ?", filters.program)
    conditions.any_of("? IN (project.application, project.application_text)", filters.application)
    conditions.any_of(
        "EXISTS (SELECT 1 FROM partner WHERE partner.project = project.number AND instr(partner.folded_name, ?))",
        [fold(name) for name in filters.partner],
    )
    _municipalities(conditions, filters.municipality)
    if filters.minimum is not None:
        conditions.any_of("project.national_funds_yen >= ?", [filters.minimum])
    if filters.maximum is not None:
        conditions.any_of("project.national_funds_yen <= ?", [filters.maximum])
    if filters.left_out:
        numbers = json.dumps(filters.left_out)
        conditions.any_of("project.number NOT IN (SELECT value FROM json_each(?))", [numbers])
    where = f"WHERE {' AND '.join(conditions.sql)}" if conditions.sql else ""
    return where, conditions.values


def _years(conditions: _Conditions, ranges: tuple[YearRange, ...], first: str, last: str) -> None:
    """Keep what lies, with any part of the years from ``first`` to ``last``, in one of the ranges."""
    if not ranges:
        return
    parts = []
    for years in dict.fromkeys(ranges):
        sides = []
        if years.last is not None:
            sides.append(f"{first} <= ?")
            conditions.values.append(years.last)
        if years.first is not None:
            sides.append(f"{last} >= ?")
            conditions.values.append(years.first)
        parts.append(f"({' AND '.join(sides)})")
    conditions.sql.append(f"({' OR '.join(parts)})")


def _municipalities(conditions: _Conditions, wanted: tuple[str, ...]) -> None:
    """Keep projects of a municipality by part of its name, or by its code with or without the check digit."""
    parts = []
    for folded in dict.fromkeys(map(fold, wanted)):
        if re.fullmatch("[0-9]{5,6}", folded):
            parts.append("code LIKE ?")
            conditions.values.append(folded + ("_" if len(folded) == 5 else ""))
        else:
            parts.append("instr(folded_name, ?)")
            conditions.values.append(folded)
    if parts:
        conditions.sql.append(f"project.municipality IN (SELECT number FROM municipality WHERE {' OR '.join(parts)})")


def _from(*sql: str, projects: str = "project") -> str:
    """Return FROM with just the tables that the given pieces of SQL speak of."""
    text = " ".join(sql)
    needed = {table for table in _JOINS if f"{table}." in text}
    if "prefecture" in needed:
        needed.add("municipality")
    return " ".join([f"FROM {projects}", *(join for table, join in _JOINS.items() if table in needed)])


def _order(sort: Sequence[Sort], known: dict[str, Field]) -> list[str]:
    order = []
    for key in sort:
        if key.field not in known:
            raise UsageError(errors.UNKNOWN_SORT(text=_shortened(key.field)), errors.VALID_FIELDS(fields=list(known)))
        sql = known[key.field].sql
        order.append(f"{sql} IS NULL, {sql} {'DESC' if key.descending else 'ASC'}")
    return order


def _split_lists(rows: Iterator[Row], indexes: Sequence[int]) -> Iterator[Row]:
    if not indexes:
        return iter(rows)
    return (_with_lists(row, indexes) for row in rows)


def _names(joined: Value) -> tuple[str, ...]:
    """Return the names that SQL joined by the unit separator, which no name may hold (see the schema)."""
    return tuple(joined.split("\x1f")) if isinstance(joined, str) else ()


def _with_lists(row: Row, indexes: Sequence[int]) -> Row:
    values = list(row)
    for index in indexes:
        values[index] = _names(values[index])
    return tuple(values)
