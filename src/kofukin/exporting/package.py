"""A Frictionless Data Package: CSV files in a zip, with a description that a validator can hold them against.

https://datapackage.org/standard/data-package/ says what the description means.
"""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from kofukin import query, store
from kofukin.files import schema
from kofukin.filters import Filters
from kofukin.messages import labels
from kofukin.table import Kind, joined

_NEVER = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 16
_NUMBERS = (Kind.INTEGER, Kind.YEN)

_PROGRAMS = ("id", "name", "short_name", "name_en", "short_name_en")
_ROUNDS = ("program", "fiscal_year", "last_fiscal_year", "subsidy_rate")
_PARTNERS = ("project", "position", "name", "municipality_code", "national_funds_yen")
_DATASETS = ("number", *(field.name for field in schema.DATASET.fields))
_BEYOND_FIELDS = (
    *("dataset", "source_amount_line", "stated_cost_yen", "continues"),
    *("own_last_fiscal_year", "stated_partner_national_funds_yen"),
)
"""What the project table holds and the fields of ``list`` do not; it stands behind them."""
_INTEGERS = frozenset(
    {
        *("number", "position", "dataset", "source_amount_line", "national_funds_yen", "stated_cost_yen"),
        *("fiscal_year", "last_fiscal_year", "own_last_fiscal_year", "stated_partner_national_funds_yen"),
    }
)
_MEANINGS = {
    "dataset": "The dataset that the project comes from.",
    "own_last_fiscal_year": "Last fiscal year it runs, where the data says so of this project.",
    "stated_partner_national_funds_yen": "Partners' funds in all, where the data says so of this project.",
} | {field.name: field.meaning for table in (schema.DATASET, schema.PROJECT) for field in table.fields}
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
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        description = json.dumps(_description(connection), ensure_ascii=False, indent=2)
        package.writestr(_entry("datapackage.json"), description + "\n")
        for name, header, values in (
            ("projects", (*query.FIELDS, *_BEYOND_FIELDS), _projects(connection)),
            ("partners", _PARTNERS, connection.execute(_PARTNERS_SQL)),
            ("programs", _PROGRAMS, (tuple(program) for program in store.programs_of(connection))),
            ("rounds", _ROUNDS, ([getattr(r, name) for name in _ROUNDS] for r in store.rounds_of(connection))),
            ("remarks", _REMARKS, connection.execute(_REMARKS_SQL)),
            ("datasets", _DATASETS, connection.execute(f"SELECT {', '.join(_DATASETS)} FROM dataset ORDER BY number")),
        ):
            with package.open(_entry(f"{name}.csv"), "w") as file:
                file.writelines(_csv(header, values))


def _projects(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Yield each project's fields as ``list`` has them, then what else is known of it."""
    fields = query.list_projects(connection, Filters(), tuple(query.FIELDS)).rows
    beyond = connection.execute(f"SELECT {', '.join(_BEYOND_FIELDS)} FROM project ORDER BY number")
    for own, more in zip(fields, beyond, strict=True):
        yield (*(joined(value) if isinstance(value, tuple) else value for value in own), *more)


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
        "resources": _resources(),
    }
    if publishers := store.terms(datasets, "publisher"):
        description["contributors"] = [{"title": publisher, "role": "publisher"} for publisher in publishers]
    if licences := store.terms(datasets, "licence"):
        description["licenses"] = list(map(_licence, licences))
    return description


def _resources() -> list[dict[str, Any]]:
    fields = [_field(f.name, "integer" if f.kind in _NUMBERS else "string") for f in query.FIELDS.values()]
    return [
        _resource(
            "projects",
            fields + _fields(_BEYOND_FIELDS),
            ["id"],
            {"program": ("programs", "id"), "dataset": ("datasets", "number"), "continues": ("", "id")},
        ),
        _resource("partners", _fields(_PARTNERS), ["project", "position"], {"project": ("projects", "id")}),
        _resource("programs", _fields(_PROGRAMS), ["id"], {}),
        _resource("rounds", _fields(_ROUNDS), ["program", "fiscal_year"], {"program": ("programs", "id")}),
        _resource("remarks", _fields(_REMARKS), ["number"], {"project": ("projects", "id")}),
        _resource("datasets", _fields(_DATASETS), ["number"], {}),
    ]


def _licence(text: str) -> dict[str, str]:
    """Return a licence by the name that others know it by, where it is one of these, else as the data words it.

    A licence without a name has to lead somewhere: to the address in its words, else to the table where they stand.
    """
    for name, pattern in _KNOWN_LICENCES.items():
        if re.fullmatch(pattern, text.strip(), re.IGNORECASE):
            return {"name": name, "title": text}
    address = re.search(r"https?://[!-~]+", text)
    return {"title": text, "path": address[0] if address else "datasets.csv"}


_KNOWN_LICENCES = {
    "CC-BY-4.0": r"cc[ -]by[ -]4\.0|クリエイティブ・コモンズ[・ ]*表示 ?4\.0 ?国際",
    "CC-BY-SA-4.0": r"cc[ -]by[ -]sa[ -]4\.0",
    "CC-BY-2.1-JP": r"cc[ -]by[ -]2\.1[ -]jp",
    "CC0-1.0": r"cc[ -]?0([ -]1\.0)?",
    "PDL-1.0": r"pdl[ -]?1\.0|公共データ利用規約[（(]第 ?1\.0 ?版[）)]",
    "ODC-BY-1.0": r"odc[ -]by[ -]1\.0",
}


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


def _fields(names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        _field(name, "integer" if name in _INTEGERS else "boolean" if name == "is_open" else "string") for name in names
    ]


def _field(name: str, type_: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": type_}
    if name in labels.FIELDS:
        field |= {"title": labels.FIELDS[name].ja, "description": labels.FIELDS[name].en}
    elif name in _MEANINGS:
        field["description"] = _MEANINGS[name]
    if name.endswith("_yen"):
        field["unit"] = "JPY"
    return field
