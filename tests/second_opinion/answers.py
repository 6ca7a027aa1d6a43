"""The answers of DuckDB, from the exported CSV and from what the dataset holds beside it.

What a CSV has no place for is taken from the dataset: partners one by one, which body is which, where a program stands.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from kofukin.model.prefecture import PREFECTURES
from kofukin.text.folding import fold
from second_opinion.bodies import body_of, current_code, newest_spellings, prefecture_of, told_apart
from second_opinion.made_data import Document
from second_opinion.national_money import PAID, corporate_number, lines, part_of_nation
from second_opinion.questions import KEYS, LISTED, MEASURES, Asked, Question, Years
from second_opinion.told_twice import told_twice

Row = dict[str, Any]
Sql = tuple[str, list[object]]

_WHOLE_NUMBERS = (
    *("fiscal_year", "last_fiscal_year", "national_funds_yen", "partner_national_funds_yen", "estimated_cost_yen"),
    *("stated_cost_yen", "other_funds_yen", "source_page", "source_line"),
)
_SEARCHED = ("name", "note", "summary", "municipality")
_SEPARATOR = "\x1f"
_TABLES = """
CREATE TABLE program (program VARCHAR, place INTEGER);
CREATE TABLE body (
    body VARCHAR, body_code VARCHAR, body_name VARCHAR, told_apart VARCHAR, prefecture_code VARCHAR, prefecture VARCHAR
);
CREATE TABLE spelling (body VARCHAR, folded_name VARCHAR);
CREATE TABLE project_body (id VARCHAR, body VARCHAR);
CREATE TABLE partner (id VARCHAR, position INTEGER, name VARCHAR, folded_name VARCHAR);
CREATE TABLE line (program VARCHAR, grant_type VARCHAR, lineage VARCHAR, lineage_name VARCHAR, line_place INTEGER);
CREATE TABLE searched (id VARCHAR, folded_text VARCHAR);
"""
_PROJECTS = f"""
CREATE TABLE project AS
SELECT listed.*, lineage, lineage_name, line_place, place,
    body, body_code, body_name, told_apart, prefecture_code, prefecture,
    (SELECT string_agg(name, '{_SEPARATOR}' ORDER BY position) FROM partner WHERE partner.id = listed.id) AS joined
FROM listed JOIN project_body USING (id) JOIN body USING (body) LEFT JOIN program USING (program)
    JOIN line ON line.program IS NOT DISTINCT FROM listed.program
        AND line.grant_type IS NOT DISTINCT FROM listed.grant_type
ORDER BY number
"""

_GROUPS = {
    "program": ("program", "program_name", "place"),
    "year": ("fiscal_year", "era_year"),
    "application": ("application",),
    "municipality": ("body", "municipality_code", "municipality"),
    "prefecture": ("prefecture_code", "prefecture"),
    "grant_type": ("grant_type",),
    "budget": ("budget",),
    "basis": ("amount_basis",),
    "lineage": ("lineage", "lineage_name", "line_place"),
}
_ORDER = {
    "program": "place NULLS LAST",
    "year": "fiscal_year",
    "application": "CASE application WHEN 'single' THEN 1 WHEN 'joint' THEN 2 ELSE 3 END",
    "municipality": "municipality IS NULL, municipality_code NULLS LAST, municipality",
    "prefecture": "prefecture_code NULLS LAST",
    "grant_type": "grant_type NULLS LAST",
    "budget": "budget NULLS LAST",
    "basis": "amount_basis",
    "lineage": "lineage IS NULL, line_place, lineage",
}
"""How the groups of a dimension follow each other where no order is asked for."""

_MEASURED = {
    "projects": "count(*)",
    "national_funds_yen": "sum(national_funds_yen)",
    "share": "sum(national_funds_yen)::DOUBLE / nullif(sum(sum(national_funds_yen)) OVER (), 0)::DOUBLE",
    "partner_national_funds_yen": "sum(partner_national_funds_yen)",
    "estimated_cost_yen": "sum(estimated_cost_yen)",
    "unstated": "count(*) FILTER (national_funds_yen IS NULL)",
    "in_one_year": "count(*) FILTER (amount_basis = 'one year')",
    "paid": f"count(*) FILTER (list_contains({[*PAID]}, amount_label))",
    "stated_cost_yen": "sum(stated_cost_yen)",
    "other_funds_yen": "sum(other_funds_yen)",
    "median_national_funds_yen": "floor(median(national_funds_yen) + 0.5)::BIGINT",
    "largest_national_funds_yen": "max(national_funds_yen)",
    "share_within": "sum(national_funds_yen)::DOUBLE / nullif(sum(sum(national_funds_yen)) OVER ({within}), 0)::DOUBLE",
}


class SecondOpinion:
    """A dataset in DuckDB, to be asked what kofukin is asked."""

    def __init__(self, document: Document, exported: Path) -> None:
        self._projects = {project["id"]: project for project in document["project"]}
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        fields = ", ".join(f"{name}::BIGINT AS {name}" if name in _WHOLE_NUMBERS else name for name in LISTED)
        self._connection.execute(
            f"CREATE TABLE listed AS SELECT row_number() OVER () AS number, {fields} FROM read_csv(?, header = true,"
            " all_varchar = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', parallel = false)",
            [str(exported)],
        )
        self._connection.execute(_TABLES)
        self._add(document)
        self._connection.execute(_PROJECTS)

    def __enter__(self) -> "SecondOpinion":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def answer(self, question: Question) -> list[Row]:
        """Return the rows that must come back, in their order, each field under its name."""
        return self._listed(question) if question.by is None else self._totals(question, question.by)

    def matching(self, question: Question) -> list[str]:
        """Return the ids of the projects that match what is asked."""
        self._match(question)
        return [row["id"] for row in self._rows("SELECT id FROM matching")]

    def summary(self, question: Question) -> Row:
        """Return what must be known under a table of what the question asks of projects, however it is laid out."""
        self._match(question._replace(once=False))
        (row,) = self._rows(
            "SELECT count(*) AS projects, sum(national_funds_yen) AS national_funds_yen,"
            " sum(partner_national_funds_yen) AS partner_national_funds_yen,"
            " count(*) FILTER (national_funds_yen IS NULL) AS unstated,"
            " CASE WHEN count(DISTINCT body) = 1 THEN max(told_apart) END AS municipality FROM matching"
        )
        return row

    def _add(self, document: Document) -> None:
        """Add what the CSV lacks, and the texts as they are compared."""
        projects = document["project"]
        self._insert("program", [(program["id"], place) for place, program in enumerate(document["program"])])
        self._insert("line", [(*key, *line) for key, line in lines(document).items()])
        names = newest_spellings(projects)
        prefectures = {body_of(project): prefecture_of(project) for project in projects}
        for body, prefecture in prefectures.items():
            code = body[0] if len(body) == 1 else None
            named = (code, names[body], told_apart(body, names, prefectures))
            self._insert("body", [(repr(body), *named, prefecture, PREFECTURES.get(prefecture or ""))])
        spellings = {(repr(body_of(project)), fold(project.get("municipality", ""))) for project in projects}
        self._insert("spelling", sorted(spellings))
        self._insert("project_body", [(project["id"], repr(body_of(project))) for project in projects])
        partners = [
            (project["id"], position, partner["name"], fold(partner["name"]))
            for project in projects
            for position, partner in enumerate(project.get("partners", ()))
        ]
        self._insert("partner", partners)
        own = [(project["id"], fold(project[key])) for project in projects for key in _SEARCHED if key in project]
        self._insert("searched", own + [(project, folded) for project, _, _, folded in partners])

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        line = f"({', '.join('?' * len(rows[0]))})"
        for first in range(0, len(rows), 500):  # a row at a time DuckDB takes long for
            some = rows[first : first + 500]
            values = [value for row in some for value in row]
            self._connection.execute(f"INSERT INTO {table} VALUES {', '.join([line] * len(some))}", values)

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        found = self._connection.execute(sql, list(values))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _listed(self, question: Question) -> list[Row]:
        where, values = _where(question.asked)
        order = [_directed("joined" if field == "partners" else field, down) for field, down in question.sort]
        limit = "" if question.limit is None else f"LIMIT {question.limit}"
        rows = self._rows(f"SELECT * FROM project {where} ORDER BY {', '.join([*order, 'number'])} {limit}", values)
        for row in rows:
            row["corporate_number"] = corporate_number(row["municipality_code"])
            row["partners"] = row["joined"].split(_SEPARATOR) if row["joined"] else []
        return [{name: row[name] for name in question.columns or LISTED} for row in rows]

    def _totals(self, question: Question, by: Sequence[str]) -> list[Row]:
        earlier = self._a_year_earlier(question, by)
        self._match(question)
        across = self._across(question.pivot) if question.pivot else {}
        keys = [key for dimension in by for key in KEYS[dimension]]
        groups = list(dict.fromkeys(column for dimension in by for column in _GROUPS[dimension]))
        within = f"PARTITION BY {', '.join(_GROUPS[by[0]])}" if by else ""
        sums = [f'{sql.format(within=within)} AS "{name}"' for name, sql in {**across, **_MEASURED}.items()]
        sql = f"SELECT {', '.join([*groups, *sums])} FROM matching"
        if by:
            order = [_directed(field, down) for field, down in question.sort] + [_ORDER[name] for name in by]
            sql += f" GROUP BY {', '.join(groups)} ORDER BY {', '.join(order)}"
        usual = (*keys, *across, "national_funds_yen") if question.pivot else (*keys, *MEASURES)
        rows = self._rows(sql)
        for row in rows:
            funds, before = row["national_funds_yen"], earlier.get(tuple(row[name] for name in groups))
            change = row["change_yen"] = None if funds is None or before is None else funds - before
            row["change_rate"] = None if change is None or before is None or before <= 0 else change / before
            if {"program", "year"} <= {*by}:
                row["share_of_nation"], row["share_of_nation_gap"] = part_of_nation(row)
        return [{name: row[name] for name in question.columns or usual} for row in rows]

    def _a_year_earlier(self, question: Question, by: Sequence[str]) -> dict[tuple[Any, ...], int]:
        """Return the national funds of the years before those asked for, by the groups of the years that follow."""
        if "year" not in by:
            return {}
        years = tuple((first and first - 1, last and last - 1) for first, last in question.asked.year)
        self._match(question._replace(asked=question.asked._replace(year=years)))
        groups = list(dict.fromkeys(column for dimension in by for column in _GROUPS[dimension]))
        columns = ", ".join(groups)
        earlier = {}
        for row in self._rows(f"SELECT {columns}, sum(national_funds_yen) AS funds FROM matching GROUP BY {columns}"):
            follows = row["fiscal_year"] + 1
            named = row | {"fiscal_year": follows, "era_year": _era(follows)}
            earlier[tuple(named[name] for name in groups)] = row["funds"]
        return earlier

    def _match(self, question: Question) -> None:
        """Make a table of the projects that match, each under its body's one name."""
        where, values = _where(question.asked)
        self._connection.execute(
            "CREATE OR REPLACE TABLE matching AS"
            " SELECT * REPLACE (body_code AS municipality_code, body_name AS municipality,"
            f" coalesce(amount_basis, 'unstated') AS amount_basis) FROM project {where}",
            values,
        )
        if question.once:
            matching = [row["id"] for row in self._rows("SELECT id FROM matching")]
            twice = list(told_twice(self._projects, matching))
            self._connection.execute("DELETE FROM matching WHERE list_contains(?, id)", [twice])

    def _across(self, dimension: str) -> dict[str, str]:
        """Return the sum of national funds in each group of a dimension, by the field that holds it."""
        columns = ", ".join(_GROUPS[dimension])
        self._connection.execute(
            "CREATE OR REPLACE TABLE matching AS"
            f" SELECT *, dense_rank() OVER (ORDER BY {_ORDER[dimension]}, {columns}) AS across FROM matching"
        )
        found = {}
        for row in self._rows(f"SELECT DISTINCT across, {columns} FROM matching ORDER BY across"):
            names = [row[key] for key in KEYS[dimension] if row[key] is not None]
            name = f"{names[0] if names else 'unstated'}_national_funds_yen"
            found[name] = f"sum(national_funds_yen) FILTER (across = {row['across']})"
        return found


def _era(year: int) -> str:
    return f"H{year - 1988}" if year < 2019 else f"R{year - 2018}"


def _directed(field: str, down: bool) -> str:
    return f"{field} {'DESC' if down else 'ASC'} NULLS LAST"


def _where(asked: Asked) -> Sql:
    """Return the conditions that a project must meet, and their values."""
    conditions: list[str] = []
    values: list[object] = []

    def also(condition: str, *its_values: object) -> None:
        conditions.append(condition)
        values.extend(its_values)

    for word in asked.words:
        also("id IN (SELECT id FROM searched WHERE contains(folded_text, ?))", fold(word))
    for last, ranges in (("fiscal_year", asked.year), ("coalesce(last_fiscal_year, fiscal_year)", asked.active)):
        if ranges:
            also(*_any_year(last, ranges))
    if asked.program:
        also("list_contains(?, program)", list(asked.program))
    if asked.application:
        also("(list_contains(?, application) OR list_contains(?, application_text))", *[list(asked.application)] * 2)
    for table, key, names in (("partner", "id", asked.partner), ("spelling", "body", asked.municipality)):
        if names:
            named = " OR ".join(["contains(folded_name, ?)"] * len(names))
            also(f"({key} IN (SELECT {key} FROM {table} WHERE {named})", *map(fold, names))
            coded = [current_code(fold(name)) for name in names if table == "spelling" and fold(name).isdigit()]
            conditions[-1] += "".join(" OR starts_with(municipality_code, ?)" for _ in coded) + ")"
            values.extend(coded)
    if asked.minimum is not None:
        also("national_funds_yen >= ?", asked.minimum)
    if asked.maximum is not None:
        also("national_funds_yen <= ?", asked.maximum)
    return (f"WHERE {' AND '.join(f'coalesce({one}, false)' for one in conditions)}" if conditions else ""), values


def _any_year(last: str, ranges: Sequence[Years]) -> tuple[Any, ...]:
    """Return the condition that some year from the grant's to ``last`` lies in one of the ranges, and its values."""
    ever = [(first if first is not None else 0, end if end is not None else 9999) for first, end in ranges]
    overlaps = " OR ".join([f"(fiscal_year <= ? AND {last} >= ?)"] * len(ever))
    return f"({overlaps})", *(year for first, end in ever for year in (end, first))
