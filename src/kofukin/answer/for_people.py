"""An answer as people are given it: what was asked of which data, whose money it is, and what it rests on."""

import sqlite3
from collections.abc import Sequence

from kofukin import query
from kofukin.answer import below
from kofukin.answer.asking import asked
from kofukin.answer.columns import verbatim
from kofukin.answer.documents import documents, evidence
from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors, labels
from kofukin.messages.first_few import MOST_NAMED, first_few
from kofukin.model.fields import DRAFT_VERSION
from kofukin.table import Table, without_empty_columns

_ALWAYS_SHOWN = frozenset({"name", "national_funds_yen"})
"""Columns that people see by default also where every row lacks a value: that is an answer too."""


def for_people(
    connection: sqlite3.Connection,
    filters: Filters,
    table: Table,
    names: Sequence[str],
    found: query.Summary,
    notes: list[Message | Said],
    is_usual: bool,
) -> Table:
    """Return the table with its partners named and with the notes that keep its figures from being misread.

    Of the columns that are shown unasked (``is_usual``), those without any value are left out.
    """
    if is_usual:
        table = without_empty_columns(table, _ALWAYS_SHOWN)
    vocabulary = query.program_vocabulary(connection)
    table = table._replace(asked=asked(connection, filters) or (labels.ASKED_NOTHING,), drawn=drawn(connection))
    is_any = found.joint or found.partner_national_funds_yen is not None
    stated = query.stated_partners(connection, filters, MOST_NAMED + 1) if is_any else []
    if len(stated) == 1 and not found.undivided:
        table = _partner_named(table, stated[0])
    endless = query.count_without_end(connection, filters) if filters.active else 0
    ends = [labels.END_UNSTATED(count=endless)] if endless else []
    if not found.projects:
        return table._replace(rows=(), total=None, notes=(errors.NOTHING_MATCHED, *ends))
    notes += [*ends, *below.notes(connection, filters, names, found, stated)]
    return table._replace(
        notes=tuple(notes),
        evidence=evidence(connection, filters),
        documents=documents(connection, filters),
        programs=tuple(vocabulary),
        versions=tuple(version for _, version in query.dataset_titles(connection)),
    )


def drawn(connection: sqlite3.Connection) -> Said:
    """Return the data's titles and versions; the version that an import gives its draft is none once it is settled."""
    is_draft = query.open_points(connection) > 0
    titles = [
        title if version == DRAFT_VERSION and not is_draft else f"{title} {version}"
        for title, version in query.dataset_titles(connection)
    ]
    return labels.DRAWN_FROM(datasets=first_few(titles))


def _partner_named(table: Table, partner: str) -> Table:
    """Return the table with the partners' column under the one partner's name whose share the source states."""
    columns = tuple(
        column._replace(label=verbatim(partner)) if column.name == "partner_national_funds_yen" else column
        for column in table.columns
    )
    return table._replace(columns=columns)
