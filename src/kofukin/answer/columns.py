"""The columns of an answer: which there are, by which names they are asked for, and what people call them."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from kofukin import query
from kofukin.errors import UsageError, shortened
from kofukin.filters import Filters, Sort
from kofukin.messages import Message, Option, errors, labels
from kofukin.model.fields import RATES, VOCABULARIES
from kofukin.query import ALL, DIMENSIONS
from kofukin.table import Column

if TYPE_CHECKING:
    from kofukin.query.pivot import Group

EVERY_COLUMN = "all"
PEOPLES_WORDS = {"subsidy_rate": RATES, "subsidy_rates": RATES}


def columns_of(
    connection: sqlite3.Connection,
    fields: Sequence[query.Field],
    headings: Mapping[str, Message] = MappingProxyType({}),
) -> tuple[Column, ...]:
    programs = query.program_vocabulary(connection) if any(entry.name == "program" for entry in fields) else {}
    return tuple(
        Column(
            entry.name,
            entry.kind,
            headings.get(entry.name) or entry.labelled,
            programs if entry.name == "program" else entry.words or PEOPLES_WORDS.get(entry.name, {}),
            adds_up=entry.name not in query.NOT_ADDED,
        )
        for entry in fields
    )


def named(
    connection: sqlite3.Connection,
    filters: Filters,
    columns: Sequence[str] | None,
    sort: Sequence[Sort],
    fields: Sequence[query.Field],
    headings: Mapping[str, Message] = MappingProxyType({}),
    elsewhere: Sequence[query.Field] = (),
) -> tuple[tuple[str, ...] | None, tuple[Sort, ...]]:
    """Return columns and sort keys by their fields' names where people's labels or ``headings`` were given.

    Raises UsageError for what is neither; a field that there is ``elsewhere`` passes, for its absence has a reason.
    """
    known = {field.name for field in fields}
    names, keys = tuple(columns or ()), tuple(sort)
    if not {*names, *(key.field for key in keys)} <= known:
        from kofukin.query import naming  # names need no translation

        called = [*naming.called((*fields, *elsewhere)), *headings.items(), *_partner_called(connection, filters)]
        there = naming.Names([field.name for field in fields], called)
        passing = naming.Names([field.name for field in (*fields, *elsewhere)], called)
        names = passing.of_list(names)
        keys = tuple(key._replace(field=passing.of(key.field)) for key in keys)
        for asked_for, unknown in ((names, errors.UNKNOWN_COLUMN), ([key.field for key in keys], errors.UNKNOWN_SORT)):
            for name in asked_for:
                if name not in passing:
                    raise UsageError(unknown(text=shortened(name)), errors.VALID_FIELDS(fields=there.valid(name)))
    return names or None, keys


def check_compared(names: Sequence[str], sort: Sequence[Sort], by: Sequence[str]) -> None:
    """Raise UsageError where a measure is asked for of totals that lack a dimension which it needs."""
    compared = [name for name in (*names, *(key.field for key in sort)) if name in query.COMPARED]
    if compared and "year" not in by:
        dimensions = ",".join(("year", *(name for name in by if name != ALL)))
        raise UsageError(errors.NEEDS_YEAR(field=compared[0]), errors.GROUP_BY_YEAR(by=Option("by", dimensions)))
    for name in (*names, *(key.field for key in sort)):
        if lacking := query.NEEDED.get(name, frozenset()) - set(by):
            dimensions = ",".join((*(each for each in by if each != ALL), *sorted(lacking)))
            raise UsageError(errors.NEEDS_DIMENSIONS(field=name), errors.GROUP_BY_BOTH(by=Option("by", dimensions)))


def _partner_called(connection: sqlite3.Connection, filters: Filters) -> list[tuple[str, Message]]:
    """Return the partners' column under the name of the one partner, as tables have it."""
    partners = query.stated_partners(connection, filters, 2)
    return [("partner_national_funds_yen", verbatim(partners[0]))] if len(partners) == 1 else []


def headings(connection: sqlite3.Connection, dimension: str, across: "Sequence[Group]") -> dict[str, Message]:
    """Return what people call the groups of a pivot, by field; two of one name are told apart by their keys."""
    vocabulary = query.program_vocabulary(connection) if dimension == "program" else {}
    words = {**VOCABULARIES.get(DIMENSIONS[dimension].shown, {}), **vocabulary}
    called = Counter(group.name for group in across)
    headings = {}
    for group in across:
        heading = labels.UNKNOWN_GROUP if group.name is None else words.get(str(group.name)) or verbatim(group.name)
        if called[group.name] > 1 and group.key is not None:
            heading = Message(f"{heading.ja}（{group.key}）", f"{heading.en} ({group.key})")
        headings[group.field.name] = heading
    return headings


def verbatim(value: object) -> Message:
    return Message(str(value), str(value))
