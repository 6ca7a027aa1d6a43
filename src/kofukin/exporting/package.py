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

from kofukin import query
from kofukin.filters import Filters
from kofukin.messages import Message
from kofukin.model.fields import DATASET, DOCUMENT, OPEN_POINT, PARTNER, PROGRAM, PROJECT, ROUND, Field, Kind
from kofukin.store import reading
from kofukin.table import joined
from kofukin.text.formulas import guarded
from kofukin.text.links import is_link

_NEVER = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 16
_KEYS = (
    Field("number", Kind.INTEGER),
    Field("position", Kind.INTEGER),
    Field("dataset", Kind.INTEGER, meaning=Message("", "the dataset that the project comes from")),
    Field("project", Kind.CODE),
    Field("document", Kind.CODE, meaning=Message("", "the document, where the data describes it")),
    Field("kind", Kind.CODE),
    Field("field", Kind.CODE),
)


def _own(field: Field, name: str) -> Field:
    meaning = Message("", f"{field.meaning.en}, where the data says so of this project")
    return field._replace(name=name, label=None, meaning=meaning)


_BEYOND = {
    **{field.name: field for field in PROJECT.kept if field.sql is None},
    **{f"own_{field.name}": _own(field, f"own_{field.name}") for field in PROJECT.kept if field.of_round},
    **{str(f.column): _own(f, str(f.column)) for f in PROJECT.kept if f.column != f.name},
}
"""What the project table holds and the fields of ``list`` do not, also where those show what follows from it."""

_KNOWN = {
    **{
        field.name: field
        for record in (OPEN_POINT, PARTNER, ROUND, PROGRAM, DATASET, PROJECT)
        for field in record.fields
    },
    **{field.name: field for field in _KEYS},
    **_BEYOND,
}
_PROGRAMS, _ROUNDS = (tuple(field.name for field in record.fields) for record in (PROGRAM, ROUND))
_PARTNERS = ("project", "position", *(field.name for field in PARTNER.fields))
_DOCUMENTS = tuple(field.name for field in DOCUMENT.fields)
_DATASETS = ("number", *(field.name for field in DATASET.fields))
_REMARKS = ("number", "project", "kind", "field", "text", "place")
_BEYOND_SQL = ", ".join(["project.dataset", "document.id", *(f"project.{f.column}" for f in _BEYOND.values())])
_REMARKS_SQL = (
    "SELECT remark.number, project.id, kind, field, text, place FROM remark"
    " LEFT JOIN project ON project.number = remark.project ORDER BY remark.number"
)
_PARTNERS_SQL = (
    f"SELECT project.id, position, {', '.join(f'partner.{field.column}' for field in PARTNER.fields)}"
    " FROM partner JOIN project ON project.number = partner.project ORDER BY project.number, position"
)


def write_package(connection: sqlite3.Connection, stream: BinaryIO) -> None:
    """Write the package; the same data gives the same bytes."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        description = json.dumps(_description(connection), ensure_ascii=False, indent=2)
        package.writestr(_entry("datapackage.json"), description + "\n")
        for name, header, values in (
            ("projects", (*query.FIELDS, "dataset", "document", *_BEYOND), _projects(connection)),
            ("documents", _DOCUMENTS, (tuple(document) for document in reading.documents_of(connection))),
            ("partners", _PARTNERS, connection.execute(_PARTNERS_SQL)),
            ("programs", _PROGRAMS, (tuple(program) for program in reading.programs_of(connection))),
            ("rounds", _ROUNDS, ([getattr(r, name) for name in _ROUNDS] for r in reading.rounds_of(connection))),
            ("remarks", _REMARKS, connection.execute(_REMARKS_SQL)),
            ("datasets", _DATASETS, connection.execute(f"SELECT {', '.join(_DATASETS)} FROM dataset ORDER BY number")),
        ):
            with package.open(_entry(f"{name}.csv"), "w") as file:
                file.writelines(_csv(header, values))


def _projects(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Yield each project's fields as ``list`` has them, then what else is known of it."""
    fields = query.list_projects(connection, Filters(), tuple(query.FIELDS)).rows
    beyond = connection.execute(
        f"SELECT {_BEYOND_SQL} FROM project JOIN document ON document.number = project.document ORDER BY project.number"
    )
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
        writer.writerow([guarded(value) if isinstance(value, str) else value for value in row])
        if buffer.tell() > _PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _description(connection: sqlite3.Connection) -> dict[str, Any]:
    datasets = [dataset for _, dataset in reading.headers_of(connection)]
    sources = connection.execute("SELECT title, address FROM document ORDER BY number").fetchall()
    description: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "-".join(dict.fromkeys(dataset.id for dataset in datasets)),
        "title": " + ".join(dict.fromkeys(dataset.title for dataset in datasets)),
        "version": "; ".join(dict.fromkeys(dataset.version for dataset in datasets)),
        "description": "Text that a spreadsheet would run as a formula has an apostrophe before it.",
        "sources": [{"title": title, **({"path": at} if is_link(at) else {})} for title, at in sources],
        "resources": _resources(),
    }
    if publishers := reading.terms(datasets, "publisher"):
        description["contributors"] = [{"title": publisher, "role": "publisher"} for publisher in publishers]
    if licences := reading.terms(datasets, "licence"):
        description["licenses"] = list(map(_licence, licences))
    return description


def _resources() -> list[dict[str, Any]]:
    fields = [_field(field) for field in query.FIELDS.values()]
    return [
        _resource(
            "projects",
            fields + _fields(["dataset", "document", *_BEYOND]),
            ["id"],
            {
                "program": ("programs", "id"),
                "dataset": ("datasets", "number"),
                "document": ("documents", "id"),
                "continues": ("", "id"),
            },
        ),
        _resource("documents", list(map(_field, DOCUMENT.fields)), ["id"], {}),
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


def _fields(names: Iterable[str]) -> list[dict[str, Any]]:
    return [_field(_KNOWN[name]) for name in names]


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": "integer" if field.kind.is_number else "string"}
    if field.label is not None:
        described["title"] = field.label.ja
    if field.meaning.en:
        described["description"] = field.meaning.en
    if field.kind is Kind.YEN:
        described["unit"] = "JPY"
    return described
