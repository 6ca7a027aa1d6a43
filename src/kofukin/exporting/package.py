"""A Frictionless Data Package: CSV files in a zip, with a description that a validator can hold them against."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from kofukin import query
from kofukin.exporting import description
from kofukin.filters import Filters
from kofukin.model.fields import Field
from kofukin.store import reading
from kofukin.table import joined
from kofukin.text.formulas import guarded

_NEVER = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 16
_TABLES = {"projects": description.PROJECTS, **description.TABLES}


def write_package(connection: sqlite3.Connection, stream: BinaryIO) -> None:
    """Write the package; the same data gives the same bytes."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        described = json.dumps(_description(connection), ensure_ascii=False, indent=2)
        package.writestr(_entry("datapackage.json"), described + "\n")
        for name, fields in _TABLES.items():
            values = _projects(connection) if name == "projects" else description.rows(connection, name)
            with package.open(_entry(f"{name}.csv"), "w") as file:
                file.writelines(_csv([field.name for field in fields], values))


def _projects(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Yield each project's fields as ``list`` has them, then what else is known of it."""
    for row in query.rows_of_projects(connection, Filters(), description.PROJECTS):
        yield tuple(joined(value) if isinstance(value, tuple) else value for value in row)


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
    return {
        "profile": "tabular-data-package",
        **description.of_data(datasets, sources, terms_in="datasets.csv"),
        "description": "Text that a spreadsheet would run as a formula has an apostrophe before it.",
        "resources": [_resource(name, fields) for name, fields in _TABLES.items()],
    }


def _resource(name: str, fields: Iterable[Field]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**description.schema(name, fields), "missingValues": [""]},
    }
