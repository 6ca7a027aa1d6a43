"""What differs between two versions of a dataset, as a table: a row for each field of a project that differs."""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kofukin import query
from kofukin.comparing import versions
from kofukin.comparing.fields import (
    APPEARED,
    BY_ID,
    CHANGE_FIELDS,
    CHANGED,
    COMPARED,
    CONTENTS,
    GONE,
    NEARLY,
    PLACE,
    POINTERS,
    SEVERAL,
    SHARES,
)
from kofukin.comparing.pairing import Pairing, paired
from kofukin.comparing.versions import NEW, OLD, Told
from kofukin.errors import KofukinError
from kofukin.filters import Filters
from kofukin.messages import Message, Said, labels
from kofukin.messages import comparing as texts
from kofukin.messages.first_few import MOST_NAMED, first_few
from kofukin.model import amounts
from kofukin.model.amounts import Unit
from kofukin.model.fields import APPLICATIONS, Kind
from kofukin.query.listing import names_in
from kofukin.query.naming import Names, called
from kofukin.table import Column, Row, Table, Value

PEOPLES_COLUMNS = ("change", "name", "era_year", "field", "before", "after", "difference_yen", "match", "id")
_UNASKED_IF_PLAIN: Mapping[str, tuple[Value, ...]] = {"difference_yen": (None,), "match": (BY_ID, None)}
"""Columns that people see unasked only where they hold another value than these."""
_FUNDS = "national_funds_yen"


class Version(NamedTuple):
    """One of two versions: what it is called, its database, and the filters as it calls what they name."""

    name: str
    data: sqlite3.Connection
    filters: Filters = Filters()


class Showing(NamedTuple):
    """How the name of a row's field and its values before and after are shown; they are of many kinds in one column.

    ``kind`` is of what kind they are then.
    """

    name: Callable[[Column], str]
    value: Callable[[Value, Column], Value]
    kind: Kind = Kind.ANY


_AS_THEY_ARE = Showing(lambda field: field.name, lambda value, _: value)


class Comparison(NamedTuple):
    """The table, and what it leaves out.

    ``uncompared`` counts projects among which no near names were looked for, since they are too many, ``moved`` those
    whose ids or places in the sources differ where these were not asked for.
    """

    table: Table
    uncompared: int
    moved: int


def compared(
    old: Version,
    new: Version,
    columns: Sequence[str] | None = None,
    showing: Showing = _AS_THEY_ARE,
    people_unit: Unit | None = None,
    places: bool = False,
) -> Comparison:
    """Return what appeared, went and changed from ``old`` to ``new``, of what their filters ask for in either.

    Ids and places in the sources count as changes where ``places`` are asked for. With ``people_unit`` the table is for
    people: they get the columns that they expect unless some are named, and notes, whose amounts are in that unit.
    Raises UsageError for an unknown column, KofukinError where the two have no body in common.
    """
    people = people_unit is not None
    names = _checked(columns, people, old, new)
    both, pairing = _side_by_side(old, new, people)
    pairs, moved = versions.count_pairs(both), 0 if places else versions.count_pairs(both, POINTERS)
    rows = _rows(both, tuple(COMPARED) if places else CONTENTS, pairing)
    fields = _columns_of_fields(old, new)
    if people_unit is None:
        return Comparison(_table(names, rows, fields, showing), pairing.uncompared, moved)
    told = list(rows)
    if columns is None:
        names = tuple(name for name in names if _is_worth_a_column(name, told))
    fields = _with_even_decimals(fields, told, people_unit)
    table = _table(names, told, fields, showing)
    vocabularies = {"program": fields["program"].vocabulary, "application": APPLICATIONS}
    notes = tuple(_notes(old, new, told, pairs, people_unit))
    table = table._replace(
        rows=tuple(table.rows),
        notes=notes,
        asked=new.filters.said(vocabularies) or (labels.ASKED_NOTHING,),
        drawn=texts.VERSIONS(old=_called(old), new=_called(new)),
    )
    return Comparison(table, pairing.uncompared, moved)


def _side_by_side(old: Version, new: Version, people: bool) -> tuple[sqlite3.Connection, Pairing]:
    """Return a database of both versions and which of their projects are one.

    Raises KofukinError where they have no body in common.
    """
    with contextlib.ExitStack() as unless_done:
        both = unless_done.enter_context(contextlib.closing(versions.side_by_side()))
        entries = [versions.copy(both, side, v.data, v.filters, people) for side, v in ((OLD, old), (NEW, new))]
        pairing = paired(*entries)
        if not pairing.has_common_body:
            _check_bodies(old, new)
        versions.pair(both, pairing)
        unless_done.pop_all()
    return both, pairing


def _table(names: Sequence[str], rows: "Iterable[_Row]", fields: Mapping[str, Column], showing: Showing) -> Table:
    of = {column.name: column for column in _columns(fields, showing)}
    columns = tuple(of[name] for name in names)
    return Table(columns, (_shown(row, names, fields, showing) for row in rows), title=texts.TITLE, sheet=texts.SHEET)


def _with_even_decimals(fields: Mapping[str, Column], rows: "Sequence[_Row]", unit: Unit) -> dict[str, Column]:
    """Return the fields so that all amounts stand with as many decimals as any of them needs in ``unit``."""
    amounts_ = [row[side] for row in rows if fields[row["field"]].kind is Kind.YEN for side in ("before", "after")]
    decimals = max((amounts.decimals_of(yen, unit) for yen in amounts_ if yen is not None), default=0)
    return {name: column._replace(decimals=decimals) for name, column in fields.items()}


def _is_worth_a_column(name: str, rows: "Sequence[_Row]") -> bool:
    plain = _UNASKED_IF_PLAIN.get(name)
    return plain is None or any(row[name] not in plain for row in rows)


def _shown(row: "_Row", names: Sequence[str], fields: Mapping[str, Column], showing: Showing) -> Row:
    field = fields[row["field"]]
    shown = row | {
        "field": showing.name(field),
        "before": showing.value(row["before"], field),
        "after": showing.value(row["after"], field),
    }
    return tuple(shown[name] for name in names)


def in_unit(unit: Unit) -> Showing:
    """Return how machines are shown amounts in ``unit``: the name of their field says it."""

    def named(field: Column) -> str:
        return field.name.removesuffix("yen") + unit.field if field.kind is Kind.YEN else field.name

    def valued(value: Value, field: Column) -> Value:
        return amounts.in_unit(value, unit) if field.kind is Kind.YEN and isinstance(value, int) else value

    return Showing(named, valued)


_Row = dict[str, Any]


def _rows(both: sqlite3.Connection, fields: Sequence[str], pairing: Pairing) -> Iterator[_Row]:
    """Yield what changed, then what appeared, then what is gone; close the database of both behind that."""
    with contextlib.closing(both):
        for match, before, after in versions.changed(both, fields):
            row = _row(CHANGED, match, before, after)
            for name in _differing(fields, before, after):
                yield {**row, "field": name, **_values(name, before, after)}
        for number, after in versions.only_in(both, NEW):
            row = _row(APPEARED, None, None, after, pairing.new_candidates.get(number))
            yield row | _values(_FUNDS, None, after)
        for number, before in versions.only_in(both, OLD):
            row = _row(GONE, None, before, None, pairing.old_candidates.get(number))
            yield row | _values(_FUNDS, before, None)


def _row(
    change: str, match: str | None, before: Told | None, after: Told | None, candidates: tuple[str, ...] | None = None
) -> _Row:
    """Return what is told of a project, of the new one where there is one."""
    told = after or before or {}
    return {
        "change": change,
        "match": SEVERAL if candidates else match,
        "old_id": before["id"] if before else None,
        "candidates": candidates or (),
        "field": _FUNDS,
        **{name: told[name] for name in ("id", "fiscal_year", "program", "name")},
        **{name: told[f"told_{name}"] for name in versions.BODY},
        **{f"old_{name}": before[name] if before else None for name in PLACE},
        **{f"new_{name}": after[name] if after else None for name in PLACE},
    }


def _values(name: str, before: Told | None, after: Told | None) -> _Row:
    """Return a field's values on both sides, and the difference between two amounts."""
    old, new = (_value(name, side) for side in (before, after))
    is_amount = COMPARED[name].kind is Kind.YEN and isinstance(old, int) and isinstance(new, int)
    return {"before": old, "after": new, "difference_yen": new - old if is_amount else None}


def _value(name: str, told: Told | None) -> Any:
    value = told[name] if told else None
    if COMPARED[name].kind is Kind.LIST:
        return names_in(value) or None
    return value


def _differing(fields: Sequence[str], before: Told, after: Told) -> Iterator[str]:
    """Yield the fields that differ; of the shares of partners only what names and sum do not tell already."""
    for name in fields:
        if before[name] == after[name]:
            continue
        if name == SHARES:
            if all(side[name] == side["partners"] for side in (before, after)):
                continue
            is_told = any(before[each] != after[each] for each in ("partners", "partner_national_funds_yen"))
            if is_told and all("\x1f" not in str(side[name]) for side in (before, after)):
                continue
        yield name


def _checked(columns: Sequence[str] | None, people: bool, old: Version, new: Version) -> tuple[str, ...]:
    """Return the columns to show; raises UsageError for an unknown one."""
    known = tuple(field.name for field in CHANGE_FIELDS)
    if columns:
        return Names(known, called(CHANGE_FIELDS)).columns(columns)
    if not people:
        return known
    bodies = {number for side in (old, new) for number in _some_bodies(side)}
    return PEOPLES_COLUMNS if len(bodies) < 2 else (*PEOPLES_COLUMNS[:2], "municipality", *PEOPLES_COLUMNS[2:])


def _some_bodies(version: Version, most: int = 2) -> list[object]:
    """Return what the first few bodies of a version are called."""
    rows = version.data.execute("SELECT told_apart FROM body ORDER BY number LIMIT ?", (most,))
    return [name or labels.UNKNOWN_GROUP for (name,) in rows]


def _check_bodies(old: Version, new: Version) -> None:
    """Raise KofukinError that names both versions' bodies, unless one has no projects at all."""
    bodies = [_some_bodies(version, MOST_NAMED + 1) for version in (old, new)]
    if all(bodies):
        said = {"old_bodies": first_few(bodies[0]), "new_bodies": first_few(bodies[1])}
        reason = texts.NO_COMMON_BODY(old=old.name, new=new.name, **said)
        raise KofukinError(reason, texts.TWO_VERSIONS)


def _columns_of_fields(old: Version, new: Version) -> dict[str, Column]:
    programs = {**query.program_vocabulary(old.data), **query.program_vocabulary(new.data)}
    return {
        name: Column(name, field.kind, field.labelled, programs if name == "program" else field.words or {})
        for name, field in COMPARED.items()
    }


def _columns(fields: Mapping[str, Column], showing: Showing) -> Iterator[Column]:
    for field in CHANGE_FIELDS:
        column = Column(field.name, field.kind, field.labelled, field.words or {})
        if field.name == "program":
            column = column._replace(vocabulary=fields["program"].vocabulary)
        elif field.name == "field":
            column = column._replace(vocabulary={name: own.label for name, own in fields.items()})
        elif field.kind is Kind.ANY:
            column = column._replace(kind=showing.kind, decimals=fields[_FUNDS].decimals)
        yield column


def _notes(old: Version, new: Version, rows: Sequence[_Row], pairs: int, unit: Unit) -> Iterator[Message | Said]:
    """Yield how much differs, what was found by near names or not at all, and which two versions these are."""
    projects = Counter(change for change, _, _ in {(row["change"], row["id"], row["old_id"]) for row in rows})
    if not rows:
        yield texts.NO_DIFFERENCE
    else:
        yield texts.COUNTED(
            appeared=projects[APPEARED],
            gone=projects[GONE],
            changed=projects[CHANGED],
            fields=sum(row["change"] == CHANGED for row in rows),
            unchanged=pairs - projects[CHANGED],
        )
        yield texts.SUMS(old=_sum(old, unit), new=_sum(new, unit))
        if any(row["before"] is None or row["after"] is None for row in rows):
            yield texts.NOT_ZERO
    for match, note in ((NEARLY, texts.NEAR_PAIRS), (SEVERAL, texts.NOT_PAIRED)):
        if count := len({(row["change"], row["id"]) for row in rows if row["match"] == match}):
            yield note(count=count)


def _sum(version: Version, unit: Unit) -> Said | Message:
    summary = query.summary(version.data, version.filters)
    if summary.national_funds_yen is None:
        return labels.NO_AMOUNT
    said = labels.AMOUNT_WITH_UNIT(amount=amounts.show(summary.national_funds_yen, unit), unit=unit.label)
    return texts.SUM_WITHOUT(amount=said, count=summary.unstated) if summary.unstated else said


def _called(version: Version) -> Said:
    drawn = [f"{title} {number}" for title, number in query.dataset_titles(version.data)]
    return texts.VERSION(file=version.name, datasets=first_few(drawn))
