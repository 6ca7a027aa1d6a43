"""A database → the datasets that it holds, as values again."""

import sqlite3
from collections.abc import Iterator, Sequence

from kofukin.files.schema import DATASET
from kofukin.model.project import Dataset, Partner, Program, Project, Remark, Round


def datasets_of(connection: sqlite3.Connection) -> Iterator[Dataset]:
    """Yield the datasets of a database as values again, all the projects of one in memory at a time."""
    programs, rounds = programs_of(connection), rounds_of(connection)
    for number, header in headers_of(connection):
        projects = tuple(projects_of(connection, number))
        remarks = tuple(remarks_of(connection, number))
        yield header._replace(programs=programs, rounds=rounds, projects=projects, remarks=remarks)


def merged(connection: sqlite3.Connection) -> Dataset:
    """Return everything in a database as one dataset, under the titles and terms of all that it was drawn from."""
    headers = [header for _, header in headers_of(connection)]
    projects = tuple(project for number, _ in headers_of(connection) for project in projects_of(connection, number))
    remarks = tuple(remark for number, _ in headers_of(connection) for remark in remarks_of(connection, number))
    first = headers[0]
    if len(headers) > 1:
        first = first._replace(
            id="-".join(dict.fromkeys(header.id for header in headers)),
            title=" + ".join(dict.fromkeys(header.title for header in headers)),
            version="; ".join(dict.fromkeys(header.version for header in headers)),
            publisher="; ".join(terms(headers, "publisher")) or None,
            published="; ".join(terms(headers, "published")) or None,
            licence="; ".join(terms(headers, "licence")) or None,
        )
    programs, rounds = programs_of(connection), rounds_of(connection)
    return first._replace(programs=programs, rounds=rounds, projects=projects, remarks=remarks)


def terms(headers: Sequence[Dataset], name: str) -> list[str]:
    """Return what the datasets say of their publisher, date or licence.

    Where they differ, or one says nothing, each stands with the title of its own data, so that none is claimed for
    another's.
    """
    if len({getattr(header, name) for header in headers}) == 1:
        return [value for header in headers[:1] if (value := getattr(header, name)) is not None]
    stated = ((getattr(header, name), header.title) for header in headers)
    return list(dict.fromkeys(f"{value} ({title})" for value, title in stated if value is not None))


def headers_of(connection: sqlite3.Connection) -> list[tuple[int, Dataset]]:
    """Return the datasets' numbers and own lines, without what they hold."""
    names = [field.name for field in DATASET.fields]
    rows = connection.execute(f"SELECT number, {', '.join(names)} FROM dataset ORDER BY number")
    return [
        (number, Dataset(programs=(), rounds=(), projects=(), **dict(zip(names, values, strict=True))))
        for number, *values in rows
    ]


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
        "SELECT text, is_open, project.id, field FROM remark LEFT JOIN project ON project.number = remark.project"
        " WHERE remark.dataset = ? ORDER BY remark.number"
    )
    for text, is_open, project, field in connection.execute(sql, (dataset,)):
        yield Remark(text, bool(is_open), project, field)


def projects_of(connection: sqlite3.Connection, dataset: int) -> Iterator[Project]:
    """Yield the projects of the dataset with that number, in order."""
    partners: dict[int, list[Partner]] = {}
    for project, *values in connection.execute(
        "SELECT project, name, municipality_code, national_funds_yen FROM partner ORDER BY project, position"
    ):
        partners.setdefault(project, []).append(Partner(*values))
    names = [name for name in Project._fields if name not in _ELSEWHERE]
    sql = (
        "SELECT project.number, municipality.name, municipality.code, document.title, own_last_fiscal_year,"
        f" stated_partner_national_funds_yen, {', '.join('project.' + name for name in names)} FROM project"
        " JOIN municipality ON municipality.number = project.municipality"
        " JOIN document ON document.number = project.document WHERE project.dataset = ? ORDER BY project.number"
    )
    for number, municipality, code, document, last_year, partner_funds, *values in connection.execute(sql, (dataset,)):
        yield Project(
            municipality=municipality,
            municipality_code=code,
            source_document=document,
            last_fiscal_year=last_year,
            partner_national_funds_yen=partner_funds,
            partners=tuple(partners.get(number, ())),
            **dict(zip(names, values, strict=True)),
        )


_ELSEWHERE = frozenset(
    {
        *("municipality", "municipality_code", "source_document", "partners"),
        *("last_fiscal_year", "partner_national_funds_yen"),
    }
)
"""Fields of a project that the project table's columns of these names do not hold as the dataset states them."""
