"""A Frictionless Data Package: CSV files in a zip, with a description that a validator can hold them against.

https://datapackage.org/standard/data-package/ says what the description means.
"""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from kofukin import query, store
from kofukin.filters import Filters
from kofukin.messages import labels
from kofukin.table import Kind

_NEVER = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 16
_NUMBERS = (Kind.INTEGER, Kind.YEN)

_PROGRAMS = ("id", "name", "short_name", "name_en", "short_name_en")
_ROUNDS = ("program", "fiscal_year", "last_fiscal_year", "subsidy_rate")
_PARTNERS = ("project", "position", "name", "municipality_code", "national_funds_yen")
_TYPES = dict.fromkeys(("number", "position", "national_funds_yen", "fiscal_year", "last_fiscal_year"), "integer") | {
    "is_open": "boolean"
}
_REMARKS = ("number", "project", "field", "text", "is_open")
_REMARKS_SQL = (
    "SELECT remark.number, project.id, field, text, iif(is_open, 'true', 'false') FROM remark"
    " LEFT JOIN project ON project.number = remark.project ORDER BY remark.number"
)
_PARTNERS_SQL = (
    "SELECT project.id, position, partner.name, partner.municipality_code, partner.national_funds_yen"
    " FROM partner JOIN project ON project.number = partner.project ORDER BY project.number, position"
)


def write_package(connection: sqlite3.Connection, stream: BinaryIO) -> None:
    """Write the package; the same data gives the same bytes."""
    rows = query.list_projects(connection, Filters(), tuple(query.FIELDS)).rows
    projects = (tuple(";".join(v) if isinstance(v, tuple) else v for v in row) for row in rows)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        description = json.dumps(_description(connection), ensure_ascii=False, indent=2)
        package.writestr(_entry("datapackage.json"), description + "\n")
        for name, header, values in (
            ("projects", tuple(query.FIELDS), projects),
            ("partners", _PARTNERS, connection.execute(_PARTNERS_SQL)),
            ("programs", _PROGRAMS, (tuple(program) for program in store.programs_of(connection))),
            ("rounds", _ROUNDS, ([getattr(r, name) for name in _ROUNDS] for r in store.rounds_of(connection))),
            ("remarks", _REMARKS, connection.execute(_REMARKS_SQL)),
        ):
            with package.open(_entry(f"{name}.csv"), "w") as file:
                file.writelines(_csv(header, values))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NEVER)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        if buffer.tell() > _PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _description(connection: sqlite3.Connection) -> dict[str, Any]:
    datasets = [dataset for _, dataset in store.headers_of(connection)]
    sources = connection.execute("SELECT title FROM document ORDER BY number").fetchall()
    description: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "-".join(dict.fromkeys(dataset.id for dataset in datasets)),
        "title": " + ".join(dict.fromkeys(dataset.title for dataset in datasets)),
        "version": "; ".join(dict.fromkeys(dataset.version for dataset in datasets)),
        "sources": [{"title": title} for (title,) in sources],
        "resources": [
            _resource(
                "projects",
                [_field(f.name, "integer" if f.kind in _NUMBERS else "string") for f in query.FIELDS.values()],
                ["id"],
                {"program": ("programs", "id")},
            ),
            _resource(
                "partners",
                [_field(name, _TYPES.get(name, "string")) for name in _PARTNERS],
                ["project", "position"],
                {"project": ("projects", "id")},
            ),
            _resource("programs", [_field(name, "string") for name in _PROGRAMS], ["id"], {}),
            _resource(
                "rounds",
                [_field(name, _TYPES.get(name, "string")) for name in _ROUNDS],
                ["program", "fiscal_year"],
                {"program": ("programs", "id")},
            ),
            _resource(
                "remarks",
                [_field(name, _TYPES.get(name, "string")) for name in _REMARKS],
                ["number"],
                {"project": ("projects", "id")},
            ),
        ],
    }
    licences = dict.fromkeys(dataset.licence for dataset in datasets if dataset.licence)
    if licences:
        description["licenses"] = [{"name": "other-open", "title": licence} for licence in licences]
    return description


def _resource(
    name: str, fields: list[dict[str, Any]], key: list[str], foreign: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "primaryKey": key,
            "foreignKeys": [
                {"fields": [own], "reference": {"resource": resource, "fields": [other]}}
                for own, (resource, other) in foreign.items()
            ],
            "missingValues": [""],
        },
    }


def _field(name: str, type_: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": type_}
    if name in labels.FIELDS:
        field |= {"title": labels.FIELDS[name].ja, "description": labels.FIELDS[name].en}
    if name.endswith("_yen"):
        field["unit"] = "JPY"
    return field
