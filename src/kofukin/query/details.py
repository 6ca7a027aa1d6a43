"""Everything about one project."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from kofukin.errors import KofukinError
from kofukin.filters import Filters
from kofukin.messages import errors
from kofukin.model.fields import DOCUMENT, FIELDS
from kofukin.model.project import Document
from kofukin.query.conditions import tables_for, where_of
from kofukin.query.listing import names_in
from kofukin.query.summary import PartnerShare, partner_shares
from kofukin.table import Value


class Detail(NamedTuple):
    """Everything about one project: its fields by name, and what ``show`` says beside them.

    ``document`` is what the data knows of its source beside the title, None where that is nothing. ``open`` are its
    open points, each with the field that it is about; ``folded_text`` is what full-text words are looked for in.
    """

    values: dict[str, Value]
    partners: list[PartnerShare]
    stated_partner_national_funds_yen: int | None
    source_amount_line: int | None
    continues: str | None
    continued_by: list[str]
    open: list[tuple[str | None, str]]
    program_name_en: str | None
    dataset: tuple[str, str]
    document: Document | None
    folded_text: str

    @property
    def related(self) -> tuple[str, ...]:
        return ((self.continues,) if self.continues else ()) + tuple(self.continued_by)


_OPEN_POINTS = (
    "SELECT project.id, field, text FROM remark JOIN project ON project.number = remark.project"
    " WHERE kind = 'open' ORDER BY remark.number"
)


_DOCUMENT = ", ".join(f"document.{field.column}" for field in DOCUMENT.kept)


def show(connection: sqlite3.Connection, project: str) -> Detail:
    """Return the details of the project with that id."""
    (detail,) = _details(connection, "WHERE project.id = ?", [project])
    return detail


def of_all(connection: sqlite3.Connection, filters: Filters) -> Iterator[Detail]:
    """Yield the details of all matching projects, in the dataset's order."""
    return _details(connection, *where_of(filters))


def _details(connection: sqlite3.Connection, where: str, values: list[object]) -> Iterator[Detail]:
    selected = ", ".join(str(entry.sql) for entry in FIELDS.values())
    beside = (
        "project.stated_partner_national_funds_yen, project.source_amount_line,"
        f" project.continues, program.name_en, dataset.title, dataset.version, {_DOCUMENT}, body.number,"
        " (SELECT texts.folded_text FROM search AS texts WHERE texts.project = project.number)"
    )
    partners: dict[str, list[PartnerShare]] = {}
    for share in partner_shares(connection, where, values):
        partners.setdefault(share.project, []).append(share)
    continued_by: dict[str, list[str]] = {}
    for earlier, later in connection.execute(
        "SELECT continues, id FROM project WHERE continues IS NOT NULL ORDER BY number"
    ):
        continued_by.setdefault(earlier, []).append(later)
    open_points: dict[str, list[tuple[str | None, str]]] = {}
    for earlier, field, text in connection.execute(_OPEN_POINTS):
        open_points.setdefault(earlier, []).append((field, text))
    sql = f"SELECT {selected}, {beside} {tables_for(selected, beside, where)} {where} ORDER BY project.number"
    for row in connection.execute(sql, values):
        fields: dict[str, Value] = dict(zip(FIELDS, row, strict=False))
        fields["partners"] = names_in(fields["partners"])
        project = row[0]
        partner_funds, amount_line, continues, name_en, title, version, *described, body, folded_text = row[
            len(FIELDS) :
        ]
        if None in (title, body, folded_text, fields["source_document"]):
            raise KofukinError(
                errors.DATABASE_BROKEN(reason=errors.ROWS_MISSING(id=project)), errors.SEE_CHECK_OR_EXPORT_AGAIN
            )
        yield Detail(
            fields,
            partners.get(project, []),
            partner_funds,
            amount_line,
            continues,
            continued_by.get(project, []),
            open_points.get(project, []),
            name_en,
            (title, version),
            Document(*described) if described[0] is not None else None,
            folded_text,
        )
