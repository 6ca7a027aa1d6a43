"""The projects as one table of Parquet: its columns, their types, its rows, and what a file says of itself.

The columns are the fields of ``list``, then every key that ``totals`` can group by, then what other files keep in
tables beside the projects: partners one by one and the remarks of an import, as lists in the row.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import pyarrow as pa

from kofukin import query
from kofukin.exporting import description
from kofukin.exporting.part import title_of_part
from kofukin.filters import Filters
from kofukin.messages import Language, Message, Said
from kofukin.model.fields import PARTNER, Field, Kind
from kofukin.query import lineage, twice
from kofukin.query.conditions import tables_for, where_of
from kofukin.store import SCHEMA_VERSION, reading
from kofukin.table import Row

YEAR = "fiscal_year"
MADE_BY = "kofukin"
"""The key under which a file says that it is this program's; its value is the version of the database's schema."""
AT_ONCE = 8_192
"""So many rows are Python's values at a time."""

_LINEAGE = query.DIMENSIONS["lineage"]
_KEYS = (
    *query.DIMENSIONS["prefecture"].fields,
    *query.LISTED_ON_REQUEST.values(),
    _LINEAGE.fields[0]._replace(sql=_LINEAGE.own),
    _LINEAGE.fields[1]._replace(sql=_LINEAGE.own.replace("known.root", "known.name", 1)),
)
_IN_ROWS = (*query.FIELDS.values(), *_KEYS, *description.PROJECTS[len(query.FIELDS) :])
_COUNTED_IN = Field(
    "counted_in",
    Kind.CODE,
    meaning=Message(
        "",
        "id of another body's entry that tells the same joint project; totals --once counts that entry and leaves out"
        " those that name one here",
    ),
)
_SHARES = Field(
    "partner_shares",
    Kind.LIST,
    meaning=Message("", "the partners one by one, with their codes and own national funds where these are stated"),
)
_REMARKS = Field(
    "remarks",
    Kind.LIST,
    meaning=Message(
        "",
        "what an import says of a field: open, a person has yet to settle it; inferred, the ground for its value;"
        " as_written, the document's words",
    ),
)
FIELDS = (*_IN_ROWS, _COUNTED_IN, _SHARES, _REMARKS)
_PARTS: Mapping[str, Sequence[Field]] = {
    _SHARES.name: PARTNER.fields,
    _REMARKS.name: description.known("kind", "field", "text", "place"),
}
"""What each entry in a list is made of; an entry in any other list is a text."""
_NUMBER = Field("number", Kind.INTEGER, sql="project.number")
_ID, _CONTINUES = ([field.name for field in _IN_ROWS].index(name) for name in ("id", "continues"))

_REFERS = {**description.REFERENCES["projects"], _COUNTED_IN.name: ("", "id")}
_DIMENSIONS = {field.name for dimension in query.DIMENSIONS.values() for field in dimension.fields}
_HARDLY_REPEATED = {"id", "name", "summary", "program_evidence", "source_line", "source_amount_line"}
REPEATED = [field.name for field in FIELDS if field.kind is not Kind.LIST and field.name not in _HARDLY_REPEATED]
"""Columns that a dictionary of their values makes shorter."""


def schema(by_year: bool) -> pa.Schema:
    """Return the columns of a file.

    ``by_year``: a folder's name says the fiscal year, which the file then does not repeat.
    """
    return pa.schema([_column(field) for field in FIELDS if not (by_year and field.name == YEAR)])


def _column(field: Field) -> pa.Field:
    described = _described(field)
    names = [name for name in described if name not in ("name", "type")]
    return pa.field(
        field.name, _type(field), nullable=not field.required, metadata={name: described[name] for name in names}
    )


def _type(field: Field) -> pa.DataType:
    if field.kind is Kind.LIST:
        parts = _PARTS.get(field.name)
        return pa.list_(pa.struct([(part.name, _type(part)) for part in parts]) if parts else pa.string())
    if field.kind.is_number:
        return pa.int32() if field.most is not None and field.most < 2**31 else pa.int64()
    return pa.string()


def _described(field: Field) -> dict[str, str]:
    """Return what is said of a column: what it means, its unit, what it is for and what it refers to."""
    described: dict[str, str] = description.of_field(field)
    if field.kind is Kind.LIST:
        described["type"] = "array"
    described["role"] = _role(field)
    if field.name in _REFERS:
        described["references"] = ".".join(name or "projects" for name in _REFERS[field.name])
    return described


def _role(field: Field) -> str:
    if field.name == "id":
        return "key"
    if field.kind is Kind.YEN:
        return "measure"
    return "dimension" if field.name in _DIMENSIONS else "attribute"


def said_of_file(
    connection: sqlite3.Connection, filters: Filters, asked: Sequence[Said], language: Language
) -> dict[str, str]:
    """Return what a file says of its data, also what other files keep in small tables beside the projects."""
    numbered = reading.headers_of(connection)
    used = _used(connection, filters, "project.dataset", ((number,) for number, _ in numbered))
    datasets = [
        dataset._replace(title=title_of_part(dataset.title, asked, language)) if asked else dataset
        for number, dataset in numbered
        if (number,) in used
    ]
    documents = connection.execute("SELECT number, title, address FROM document ORDER BY number").fetchall()
    used = _used(connection, filters, "project.document", ((number,) for number, *_ in documents))
    package = description.of_data(datasets, [tuple(source) for number, *source in documents if (number,) in used])
    fields = {"fields": list(map(_described, FIELDS))}
    package["resources"] = [
        {"name": "projects", "schema": description.schema("projects", (), _REFERS) | fields},
        *(_table(connection, filters, name) for name in ("documents", "programs", "rounds", "remarks", "datasets")),
    ]
    said = {
        MADE_BY: str(SCHEMA_VERSION),
        "title": package["title"],
        "version": package["version"],
        "licence": "; ".join(reading.terms(datasets, "licence")),
        "datapackage": json.dumps(package, ensure_ascii=False),
    }
    return {key: text for key, text in said.items() if text}


_REFERRED = {
    "documents": "document.id",
    "programs": "project.program",
    "rounds": "project.program, project.fiscal_year",
    "datasets": "project.dataset",
}
"""How projects say the key of what they refer to."""


def _table(connection: sqlite3.Connection, filters: Filters, name: str) -> dict[str, Any]:
    """Return a small table with its rows, as far as the projects refer to them; remarks only on the file as a whole."""
    fields = description.TABLES[name]
    names = [field.name for field in fields]
    found = map(tuple, description.rows(connection, name))
    if name == "remarks":
        rows = [row for row in found if row[names.index("project")] is None]
    else:
        keys, rows = len(description.PRIMARY[name]), list(found)
        used = _used(connection, filters, _REFERRED[name], (row[:keys] for row in rows))
        rows = [row for row in rows if row[:keys] in used]
    return {
        "name": name,
        "data": [{key: value for key, value in zip(names, row, strict=True) if value is not None} for row in rows],
        "schema": description.schema(name, fields),
    }


def _used(
    connection: sqlite3.Connection, filters: Filters, key: str, every: Iterable[tuple[Any, ...]]
) -> set[tuple[Any, ...]]:
    """Return the keys that the matching projects refer to, or every one where none match."""
    where, values = where_of(filters)
    return set(connection.execute(f"SELECT DISTINCT {key} {tables_for(key, where)} {where}", values)) or set(every)


class Projects:
    """The projects that match, to be written some at a time; what joins them is found once.

    ``links_cut`` counts those written whose link to an earlier project is not, since that one does not match.
    """

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        lineage.make(connection)
        self._connection = connection
        self._counted_in = {found.left_out: found.kept for found in twice.counted_twice(connection, filters)}
        self._elsewhere = _continued_elsewhere(connection, filters) if filters.asked() else set()
        self.links_cut = 0

    def batches(self, filters: Filters, columns: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Yield those of ``columns`` of what matches, in the dataset's order."""
        rows = self._rows(filters)
        while some := list(islice(rows, AT_ONCE)):
            values = dict(zip((field.name for field in FIELDS), zip(*some, strict=True), strict=True))
            yield pa.record_batch([pa.array(values[each.name], each.type) for each in columns], columns)

    def _rows(self, filters: Filters) -> Iterator[tuple[object, ...]]:
        shares, remarks = self._shares(filters), self._remarks(filters)
        for number, *row in query.rows_of_projects(self._connection, filters, (_NUMBER, *_IN_ROWS)):
            if row[_CONTINUES] in self._elsewhere:
                row[_CONTINUES] = None
                self.links_cut += 1
            yield (*row, self._counted_in.get(str(row[_ID])), shares.of(number), remarks.of(number))

    def _shares(self, filters: Filters) -> "_Lists":
        columns = ", ".join(f"partner.{field.column}" for field in PARTNER.fields)
        return self._lists(f"SELECT partner.project, {columns} FROM partner", "partner", "position", filters)

    def _remarks(self, filters: Filters) -> "_Lists":
        return self._lists("SELECT project, kind, field, text, place FROM remark", "remark", "number", filters)

    def _lists(self, select: str, table: str, order: str, filters: Filters) -> "_Lists":
        where, values = where_of(filters)
        matching = f"SELECT project.number {tables_for(where)} {where}"
        sql = f"{select} WHERE {table}.project IN ({matching}) ORDER BY {table}.project, {table}.{order}"
        return _Lists(self._connection.execute(sql, values))


class _Lists:
    """Rows about projects, in the order of the projects' numbers, as the lists that each project has of them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, number: object) -> list[Row]:
        """Return the list of a project; the next one asked for has a larger number."""
        if self._next is None or self._next[0] != number:
            return []
        found = [row[1:] for row in self._next[1]]
        self._next = next(self._groups, None)
        return found


def _continued_elsewhere(connection: sqlite3.Connection, filters: Filters) -> set[object]:
    """Return the ids of projects that matching ones carry on and that do not match themselves."""
    where, values = where_of(filters)
    sql = f"SELECT DISTINCT project.continues {tables_for(where)} {where}"
    continued = {project for (project,) in connection.execute(sql, values)}
    continued.difference_update(project for (project,) in query.list_projects(connection, filters, ("id",)).rows)
    return continued - {None}
