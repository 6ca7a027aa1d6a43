"""What is said of exported tables and their fields, in the words of a Data Package.

https://datapackage.org/standard/data-package/ says what the description means.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kofukin import query
from kofukin.messages import Message
from kofukin.model.fields import DATASET, DOCUMENT, OPEN_POINT, PARTNER, PROGRAM, PROJECT, ROUND, Field, Kind, by_name
from kofukin.model.project import Dataset
from kofukin.store import reading
from kofukin.text.links import is_link

_KEYS = (
    Field("number", Kind.INTEGER),
    Field("position", Kind.INTEGER),
    Field(
        "dataset",
        Kind.INTEGER,
        meaning=Message("", "the dataset that the project comes from"),
        most=10**6,
        sql="project.dataset",
    ),
    Field("project", Kind.CODE),
    Field("document", Kind.CODE, meaning=Message("", "the document, where the data describes it"), sql="document.id"),
    Field("kind", Kind.CODE),
    Field("field", Kind.CODE),
)


def _own(field: Field, name: str) -> Field:
    meaning = Message("", f"{field.meaning.en}, where the data says so of this project")
    return field._replace(name=name, label=None, meaning=meaning)


_BEYOND = by_name(
    field._replace(sql=f"project.{field.column}")
    for field in (
        *(field for field in PROJECT.kept if field.sql is None),
        *(_own(field, f"own_{field.name}") for field in PROJECT.kept if field.of_round),
        *(_own(field, str(field.column)) for field in PROJECT.kept if field.column != field.name),
    )
)
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


def known(*names: str) -> list[Field]:
    """Return fields by their names, those that only exported tables have among them."""
    return [_KNOWN[name] for name in names]


PROJECTS = (*query.FIELDS.values(), *known("dataset", "document", *_BEYOND))
"""The projects' fields: those of ``list``, then what else is known of them."""
TABLES: Mapping[str, Sequence[Field]] = {
    "documents": DOCUMENT.fields,
    "partners": known("project", "position", *(field.name for field in PARTNER.fields)),
    "programs": PROGRAM.fields,
    "rounds": ROUND.fields,
    "remarks": known("number", "project", "kind", "field", "text", "place"),
    "datasets": known("number", *(field.name for field in DATASET.fields)),
}
"""The tables beside the projects."""

PRIMARY: Mapping[str, Sequence[str]] = {
    "projects": ["id"],
    "documents": ["id"],
    "partners": ["project", "position"],
    "programs": ["id"],
    "rounds": ["program", "fiscal_year"],
    "remarks": ["number"],
    "datasets": ["number"],
}
"""By table, the fields that tell its rows apart; its first ones."""
REFERENCES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "projects": {
        "program": ("programs", "id"),
        "dataset": ("datasets", "number"),
        "document": ("documents", "id"),
        "continues": ("", "id"),
    },
    "partners": {"project": ("projects", "id")},
    "rounds": {"program": ("programs", "id")},
    "remarks": {"project": ("projects", "id")},
}
"""By table, what each field that refers to others refers to: a table, no name being its own, and a field there."""

_REMARKS_SQL = (
    "SELECT remark.number, project.id, kind, field, text, place FROM remark"
    " LEFT JOIN project ON project.number = remark.project ORDER BY remark.number"
)
_PARTNERS_SQL = (
    f"SELECT project.id, position, {', '.join(f'partner.{field.column}' for field in PARTNER.fields)}"
    " FROM partner JOIN project ON project.number = partner.project ORDER BY project.number, position"
)


def rows(connection: sqlite3.Connection, table: str) -> Iterable[Sequence[object]]:
    """Return the rows of a table beside the projects, in its fields' order."""
    if table == "documents":
        return map(tuple, reading.documents_of(connection))
    if table == "programs":
        return map(tuple, reading.programs_of(connection))
    names = [field.name for field in TABLES[table]]
    if table == "rounds":
        return ([getattr(each, name) for name in names] for each in reading.rounds_of(connection))
    if table == "datasets":
        return connection.execute(f"SELECT {', '.join(names)} FROM dataset ORDER BY number")
    return connection.execute({"partners": _PARTNERS_SQL, "remarks": _REMARKS_SQL}[table])


def of_data(
    datasets: Sequence[Dataset], sources: Iterable[tuple[str, str | None]], terms_in: str | None = None
) -> dict[str, Any]:
    """Return what is said of the data: its titles, versions, sources with addresses, publishers and terms.

    ``terms_in``: the file that terms lead to which have no address and are not known by a name; without one a package
    has no place for such terms but the table of datasets.
    """
    description: dict[str, Any] = {
        "name": "-".join(dict.fromkeys(dataset.id for dataset in datasets)),
        "title": " + ".join(dict.fromkeys(dataset.title for dataset in datasets)),
        "version": "; ".join(dict.fromkeys(dataset.version for dataset in datasets)),
        "sources": [{"title": title, **({"path": at} if is_link(at) else {})} for title, at in sources],
    }
    if publishers := reading.terms(datasets, "publisher"):
        description["contributors"] = [{"title": publisher, "role": "publisher"} for publisher in publishers]
    licences = [_licence(licence, terms_in) for licence in reading.terms(datasets, "licence")]
    if leading := [licence for licence in licences if licence.keys() != {"title"}]:
        description["licenses"] = leading
    return description


def _licence(text: str, terms_in: str | None) -> dict[str, str]:
    """Return a licence by the name that others know it by, where it is one of these, else as the data words it.

    A licence without a name has to lead somewhere: to the address in its words, else to the file where they stand.
    """
    for name, pattern in _KNOWN_LICENCES.items():
        if re.fullmatch(pattern, text.strip(), re.IGNORECASE):
            return {"name": name, "title": text}
    address = re.search(r"https?://[!-~]+", text)
    path = address[0] if address else terms_in
    return {"title": text, **({"path": path} if path else {})}


_KNOWN_LICENCES = {
    "CC-BY-4.0": r"cc[ -]by[ -]4\.0|クリエイティブ・コモンズ[・ ]*表示 ?4\.0 ?国際",
    "CC-BY-SA-4.0": r"cc[ -]by[ -]sa[ -]4\.0",
    "CC-BY-2.1-JP": r"cc[ -]by[ -]2\.1[ -]jp",
    "CC0-1.0": r"cc[ -]?0([ -]1\.0)?",
    "PDL-1.0": r"pdl[ -]?1\.0|公共データ利用規約[（(]第 ?1\.0 ?版[）)]",
    "ODC-BY-1.0": r"odc[ -]by[ -]1\.0",
}


def schema(
    table: str, fields: Iterable[Field], refers: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> dict[str, Any]:
    """Return the fields and keys of a table, ``refers`` among what they refer to."""
    return {
        "fields": list(map(of_field, fields)),
        "primaryKey": list(PRIMARY[table]),
        "foreignKeys": [
            {"fields": [own], "reference": {"resource": resource, "fields": [other]}}
            for own, (resource, other) in {**REFERENCES.get(table, {}), **refers}.items()
        ],
    }


def of_field(field: Field) -> dict[str, Any]:
    """Return a field's type, what people call it, what it means, and the unit of its amounts."""
    described: dict[str, Any] = {"name": field.name, "type": "integer" if field.kind.is_number else "string"}
    if field.label is not None:
        described["title"] = field.label.ja
    if field.meaning.en:
        described["description"] = field.meaning.en
    if field.kind is Kind.YEN:
        described["unit"] = "JPY"
    return described
