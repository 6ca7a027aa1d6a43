"""Is a database what this program would have written? What other tools changed in it shows here.

Queries rely on references and on what is stored beside the data, such as folded texts and sums; they do not look
whether these still hold, since that takes as long as reading everything.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kofukin import store
from kofukin.errors import KofukinError
from kofukin.files import validation
from kofukin.files.dataset import sums_too_large
from kofukin.messages import Message, Said, errors
from kofukin.messages.first_few import first_few
from kofukin.model.municipality_code import current
from kofukin.model.prefecture import PREFECTURES, prefecture_code
from kofukin.model.project import WHOLE_PROJECT, Dataset, rate_parts
from kofukin.store import database_file, faults, reading
from kofukin.store.bodies import identity, told_apart
from kofukin.store.pairs import FIND
from kofukin.text.folding import fold

_MOST_DAMAGE = 5
_MOST_NAMED = 5

_DERIVED = {
    "search.folded_name": (
        "SELECT id FROM project LEFT JOIN search ON search.project = project.number"
        " WHERE search.folded_name IS NOT fold(coalesce(project.name, ''))"
    ),
    "search.folded_text": (
        "SELECT id FROM project LEFT JOIN search ON search.project = project.number"
        " JOIN municipality ON municipality.number = project.municipality"
        " WHERE search.folded_text IS NOT (fold(coalesce(project.name, '')) || line(summary) || line(note)"
        " || coalesce((SELECT"
        " group_concat(line(own.name), '') FROM (SELECT name FROM partner WHERE partner.project = project.number"
        " ORDER BY position) AS own), '') || line(municipality.name))"
    ),
    "partner.folded_name": (
        "SELECT DISTINCT id FROM partner JOIN project ON project.number = partner.project"
        " WHERE folded_name IS NOT fold(partner.name)"
    ),
    "project.partner_national_funds_yen": (
        "SELECT id FROM project WHERE partner_national_funds_yen IS NOT coalesce(stated_partner_national_funds_yen,"
        " (SELECT sum(partner.national_funds_yen) FROM partner WHERE partner.project = project.number))"
    ),
    "municipality.folded_name": "SELECT number FROM municipality WHERE folded_name IS NOT fold(coalesce(name, ''))",
    "municipality.body": (
        "WITH known AS MATERIALIZED (SELECT *, identity(code, name) AS identity FROM municipality)"
        " SELECT known.number FROM known JOIN body ON body.number = known.body"
        " JOIN (SELECT identity, min(body) AS body FROM known GROUP BY 1) AS first USING (identity)"
        " WHERE known.body IS NOT first.body OR body.code IS NOT current_code(known.code) ORDER BY known.number"
    ),
    "body.name": (
        "SELECT number FROM body WHERE name IS NOT (SELECT municipality.name FROM municipality JOIN project"
        " ON project.municipality = municipality.number WHERE municipality.body = body.number"
        " AND municipality.name IS NOT NULL ORDER BY fiscal_year DESC, project.number DESC LIMIT 1)"
    ),
    "body.prefecture_code": (
        "SELECT body.number FROM body JOIN municipality ON municipality.body = body.number"
        " WHERE body.prefecture_code IS NOT prefecture_of(municipality.code, municipality.name)"
    ),
    "project.rate_numerator": "SELECT id FROM project WHERE rate_numerator IS NOT rate(subsidy_rate, 0)",
    "project.rate_denominator": "SELECT id FROM project WHERE rate_denominator IS NOT rate(subsidy_rate, 1)",
    "round.rate_numerator": (
        "SELECT program || ' ' || fiscal_year FROM round WHERE rate_numerator IS NOT rate(subsidy_rate, 0)"
    ),
    "round.rate_denominator": (
        "SELECT program || ' ' || fiscal_year FROM round WHERE rate_denominator IS NOT rate(subsidy_rate, 1)"
    ),
}
"""Each column that follows from others, with SQL for the rows where it does not: a second way to the same values."""


def datasets(connection: sqlite3.Connection, path: Path) -> tuple[list[Dataset], list[Said]]:
    """Return the datasets in a database and no problems, or none and each problem."""
    found: list[Dataset] = []

    def reasons() -> Iterator[Iterable[Said]]:
        yield _unreadable(connection, path)
        found.extend(reading.datasets_of(connection))
        yield (problem for each in found for problem in invalid(each, path))
        yield sums_too_large([(path, each) for each in found])
        yield _contradictions(connection, path)

    try:
        problems = _first(reasons())
    except faults.RAISED as error:
        problems = [errors.LOCATED(where=path, reason=errors.DATABASE_BROKEN(reason=faults.words(error)))]
    return ([], problems) if problems else (found, [])


def inconsistencies(connection: sqlite3.Connection, path: Path) -> list[Said]:
    """Return where a database does not agree with itself; memory does not grow with it.

    Raises KofukinError where it is damaged.
    """
    try:
        if damage := _damage(connection):
            raise KofukinError(errors.DATABASE_UNREADABLE(path=path, reason=damage[0]), errors.EXPORT_AGAIN)
        _decode(connection)
        return _first(check(connection, path) for check in (_unreadable, _contradictions))
    except faults.RAISED as error:
        raise faults.told(error, path) from error


def explained(error: Exception) -> KofukinError | None:
    """Return what a failure says of the databases that are being asked; None where they are sound.

    What another tool wrote can make any code fail in any way, so that the database is looked through, not the failure.
    """
    for database in tuple(database_file.opened):
        try:
            database.check_unchanged()
            if isinstance(error, faults.RAISED) and (
                database.is_edited or faults.is_damage(error) or faults.is_from_outside(error)
            ):
                return faults.told(error, database.path)
            with database_file.opened_once(database.path) as again:
                _, problems = datasets(again, database.path)
        except KofukinError as found:
            return found
        if problems:
            return KofukinError(problems[0], errors.EXPORT_AGAIN)
    return faults.failed(error) if faults.is_from_outside(error) else None


def _first(reasons: Iterable[Iterable[Said]]) -> list[Said]:
    """Return the first reasons that there are; what comes later may only follow from them."""
    return next(filter(None, map(list, reasons)), [])


def _unreadable(connection: sqlite3.Connection, path: Path) -> Iterator[Said]:
    """Yield what keeps the datasets from being read whole: damage, and rows that are gone."""
    damage = [errors.DATABASE_BROKEN(reason=text) for text in _damage(connection)]
    for reason in damage or (*_broken_references(connection), *_missing(connection)):
        yield errors.LOCATED(where=path, reason=reason)


def _contradictions(connection: sqlite3.Connection, path: Path) -> Iterator[Said]:
    for reason in (*_derived(connection), *_pairs(connection), *_broken_constraints(connection)):
        yield errors.LOCATED(where=path, reason=reason)


def invalid(found: Dataset, where: Path | str) -> Iterator[Said]:
    """Yield what in a database's dataset does not follow the schema of datasets."""
    from kofukin.files.toml_lines import show_path  # only a database with problems needs it

    for problem in validation.problems(_document(found)):
        yield errors.LOCATED(where=f"{where}: {show_path(problem.path)}", reason=problem.reason)


def _damage(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds damaged; broken constraints it finds only in some files, and they are told apart."""
    texts = [text for (text,) in connection.execute(f"PRAGMA integrity_check({_MOST_DAMAGE})") if text != "ok"]
    return [text for text in texts if not text.startswith("CHECK constraint")]


_CHECK = r"^    (\w+) .*?CHECK \((.+?)\)(?: NOT NULL| UNIQUE| REFERENCES \w+ \(\w+\))*,?$"
"""A column's name and its condition, in a schema without comments."""


def _decode(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.Error that names a text which is no UTF-8; a function called from SQL would hide it."""
    for table, columns in database_file.own_columns().items():
        for _ in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
            pass


def _broken_constraints(connection: sqlite3.Connection) -> Iterator[Said]:
    without_comments = re.sub(" -- .*", "", store.SCHEMA)
    for table, body in re.findall(r"CREATE TABLE (\w+) (.+?)\n\)", without_comments, re.DOTALL):
        constraints = re.findall(_CHECK, body, re.MULTILINE)
        if not constraints:
            continue
        counted = ", ".join(f"count(CASE WHEN NOT ({condition}) THEN 1 END)" for _, condition in constraints)
        counts = connection.execute(f"SELECT {counted} FROM {table}").fetchone()
        for (column, _), count in zip(constraints, counts, strict=True):
            if count:
                yield errors.CONSTRAINT_BROKEN(column=f"{table}.{column}", count=count)


def _broken_references(connection: sqlite3.Connection) -> list[Said]:
    leading: dict[tuple[str, str], list[int | None]] = {}
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        leading.setdefault((table, parent), []).append(row)
    ids = {
        row: project
        for rows in (rows for (table, _), rows in leading.items() if table == "project")
        for row in rows[: _MOST_NAMED + 1]
        for (project,) in connection.execute("SELECT id FROM project WHERE number = ?", (row,))
    }
    return [
        errors.REFERENCE_BROKEN(
            table=table, parent=parent, rows=first_few([ids.get(row, row) for row in rows], _MOST_NAMED)
        )
        if any(rows)
        else errors.REFERENCES_BROKEN(table=table, parent=parent, count=len(rows))
        for (table, parent), rows in leading.items()
    ]


def _missing(connection: sqlite3.Connection) -> Iterator[Message | Said]:
    if connection.execute("SELECT 1 FROM dataset").fetchone() is None:
        yield errors.NO_DATASET_ROW
    if dict(connection.execute("SELECT code, name FROM prefecture")) != PREFECTURES:
        yield errors.NOT_DERIVED(column="prefecture", rows=["name"])


def _derived(connection: sqlite3.Connection) -> Iterator[Said]:
    connection.create_function("fold", 1, _folded, deterministic=True)
    connection.create_function("line", 1, _line, deterministic=True)
    connection.create_function("prefecture_of", 2, _prefecture_of, deterministic=True)
    connection.create_function("identity", 2, _identity, deterministic=True)
    connection.create_function("current_code", 1, _current_code, deterministic=True)
    connection.create_function("rate", 2, _rate_part, deterministic=True)
    for column, sql in _DERIVED.items():
        if rows := [row for (row,) in connection.execute(f"{sql} LIMIT {_MOST_NAMED + 1}")]:
            yield errors.NOT_DERIVED(column=column, rows=first_few(rows, _MOST_NAMED))
    bodies = connection.execute("SELECT number, code, name, prefecture_code, told_apart FROM body").fetchall()
    apart = told_apart([body[:4] for body in bodies])
    if rows := [body[0] for body in bodies if body[4] != apart[body[0]]]:
        yield errors.NOT_DERIVED(column="body.told_apart", rows=first_few(rows, _MOST_NAMED))


def _pairs(connection: sqlite3.Connection) -> Iterator[Said]:
    stored = "SELECT earlier, later FROM pair"
    found = "SELECT earlier, later FROM temp.found_pair"
    connection.execute(f"CREATE TEMP TABLE found_pair AS {FIND}")
    for one, other in ((stored, found), (found, stored)):
        sql = f"SELECT earlier || ' ' || later FROM ({one} EXCEPT {other}) LIMIT {_MOST_NAMED + 1}"
        if rows := [row for (row,) in connection.execute(sql)]:
            yield errors.NOT_DERIVED(column="pair", rows=first_few(rows, _MOST_NAMED))
    connection.execute("DROP TABLE temp.found_pair")


def _folded(text: object) -> str | None:
    return fold(text) if isinstance(text, str) else None


def _prefecture_of(code: object, name: object) -> str | None:
    code, name = (text if isinstance(text, str) else None for text in (code, name))
    return prefecture_code(code, name)


def _identity(code: object, name: object) -> str:
    code, name = (text if isinstance(text, str) else None for text in (code, name))
    return repr(identity(code, name))


def _current_code(code: object) -> str | None:
    return current(code) if isinstance(code, str) else None


def _line(text: object) -> str:
    return f"\n{fold(text)}" if isinstance(text, str) and text else ""


def _rate_part(rate: object, part: int) -> int | None:
    try:
        return rate_parts(rate)[part] if isinstance(rate, str) else None
    except ValueError:
        return None


def _document(found: Dataset) -> dict[str, Any]:
    """Return a dataset as a parser would give it."""
    said: dict[str | None, dict[str, dict[str, list[str]]]] = {}
    for remark in found.remarks:
        field = remark.field or WHOLE_PROJECT
        said.setdefault(remark.project, {}).setdefault(remark.kind, {}).setdefault(field, []).append(remark.text)
    projects = [
        _stated(project._replace(partners=()))
        | {"partners": [_stated(partner) for partner in project.partners]}
        | said.get(project.id, {})
        for project in found.projects
    ]
    return {
        "dataset": _stated(found.header),
        "document": [_stated(document) for document in found.documents],
        "program": [_stated(program) for program in found.programs],
        "round": [_stated(round_) for round_ in found.rounds],
        "project": projects,
    }


def _stated(values: Any) -> dict[str, Any]:
    """Return a value's fields as a TOML table would hold them."""
    return {name: value for name, value in values._asdict().items() if value is not None and value != ()}
