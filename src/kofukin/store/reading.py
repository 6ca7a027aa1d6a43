"""A database → the datasets that it holds, as values again."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from kofukin.model.fields import DATASET, DOCUMENT, PARTNER, PROJECT, Record
from kofukin.model.project import Dataset, Document, Partner, Program, Project, Remark, Round
from kofukin.store.terms import together


def datasets_of(connection: sqlite3.Connection) -> Iterator[Dataset]:
    """Yield the datasets of a database as values again, all the projects of one in memory at a time."""
    documents, programs, rounds = documents_of(connection), programs_of(connection), rounds_of(connection)
    for number, header in headers_of(connection):
        projects = tuple(projects_of(connection, number))
        remarks = tuple(remarks_of(connection, number))
        yield header._replace(documents=documents, programs=programs, rounds=rounds, projects=projects, remarks=remarks)


def merged(connection: sqlite3.Connection) -> Dataset:
    """Return everything in a database as one dataset, under the titles and terms of all that it was drawn from."""
    numbered = headers_of(connection)
    headers = [header for _, header in numbered]
    return headers[0]._replace(
        id="-".join(dict.fromkeys(header.id for header in headers)),
        title=" + ".join(dict.fromkeys(header.title for header in headers)),
        version="; ".join(dict.fromkeys(header.version for header in headers)),
        publisher="; ".join(terms(headers, "publisher")) or None,
        published="; ".join(terms(headers, "published")) or None,
        licence="; ".join(terms(headers, "licence")) or None,
        documents=documents_of(connection),
        programs=programs_of(connection),
        rounds=rounds_of(connection),
        projects=tuple(project for number, _ in numbered for project in projects_of(connection, number)),
        remarks=tuple(remark for number, _ in numbered for remark in remarks_of(connection, number)),
    )


def terms(headers: Sequence[Dataset], name: str) -> list[str]:
    """Return what the datasets say of their publisher, date or licence."""
    return together([(getattr(header, name), header.title) for header in headers])


def headers_of(connection: sqlite3.Connection) -> list[tuple[int, Dataset]]:
    """Return the datasets' numbers and own lines, without what they hold."""
    rows = connection.execute(f"SELECT number, {_kept('dataset', DATASET)} FROM dataset ORDER BY number")
    return [
        (number, Dataset(programs=(), rounds=(), projects=(), **_named(DATASET, values))) for number, *values in rows
    ]


def _kept(table: str, record: Record) -> str:
    """Return the columns that hold what the datasets state."""
    return ", ".join(f"{table}.{field.column}" for field in record.kept)


def _named(record: Record, values: Sequence[Any]) -> dict[str, Any]:
    return {field.name: value for field, value in zip(record.kept, values, strict=True)}


def documents_of(connection: sqlite3.Connection) -> tuple[Document, ...]:
    """Return the documents that the data describes, in order."""
    sql = f"SELECT {_kept('document', DOCUMENT)} FROM document WHERE id IS NOT NULL ORDER BY number"
    return tuple(Document(*row) for row in connection.execute(sql))


def programs_of(connection: sqlite3.Connection) -> tuple[Program, ...]:
    """Return all programs, in order."""
    sql = f"SELECT {', '.join(Program._fields)} FROM program ORDER BY position"
    return tuple(Program(*row) for row in connection.execute(sql))


def rounds_of(connection: sqlite3.Connection) -> tuple[Round, ...]:
    """Return all rounds, program by program, in the order of their years."""
    names = ", ".join(f"round.{name}" for name in Round._fields)
    sql = f"SELECT {names} FROM round JOIN program ON program.id = round.program ORDER BY position, fiscal_year"
    return tuple(Round(*row) for row in connection.execute(sql))


def remarks_of(connection: sqlite3.Connection, dataset: int) -> Iterator[Remark]:
    """Yield what imports say of the dataset with that number and of its projects."""
    sql = (
        "SELECT kind, text, project.id, field, place FROM remark LEFT JOIN project ON project.number = remark.project"
        " WHERE remark.dataset = ? ORDER BY remark.number"
    )
    for row in connection.execute(sql, (dataset,)):
        yield Remark(*row)


def projects_of(connection: sqlite3.Connection, dataset: int) -> Iterator[Project]:
    """Yield the projects of the dataset with that number, in order."""
    partners: dict[int, list[Partner]] = {}
    for project, *values in connection.execute(
        f"SELECT project, {_kept('partner', PARTNER)} FROM partner ORDER BY project, position"
    ):
        partners.setdefault(project, []).append(Partner(**_named(PARTNER, values)))
    sql = (
        "SELECT project.number, municipality.name, municipality.code, coalesce(document.id, document.title),"
        f" {_kept('project', PROJECT)} FROM project JOIN municipality ON municipality.number = project.municipality"
        " JOIN document ON document.number = project.document WHERE project.dataset = ? ORDER BY project.number"
    )
    for number, municipality, code, document, *values in connection.execute(sql, (dataset,)):
        yield Project(
            municipality=municipality,
            municipality_code=code,
            source_document=document,
            partners=tuple(partners.get(number, ())),
            **_named(PROJECT, values),
        )
