"""The notes that stand under people's tables, so that no figure is taken for another."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kofukin import query
from kofukin.filters import Filters
from kofukin.messages import Message, Said, labels
from kofukin.messages.first_few import MOST_NAMED, first_few
from kofukin.model.fields import AMOUNT_BASES, GRANTED, UNSTATED
from kofukin.model.fiscal_year import YearRange, era_label


def notes(
    connection: sqlite3.Connection, filters: Filters, names: Sequence[str], found: query.Summary, stated: Sequence[str]
) -> list[Message | Said]:
    """Return what must be said under the fields ``names`` of what was ``found``; ``stated`` partners have a share."""
    said: list[Message | Said] = [*_active_notes(connection, filters)]
    if {"national_funds_yen", "share"} & set(names):
        said += _amount_notes(found)
    if {"estimated_cost_yen", "stated_cost_yen", "other_funds_yen"} & set(names):
        said += _cost_notes(connection, filters, names)
    if query.COMPARED & set(names):
        said.append(labels.CHANGE_COMPARED)
    if "partner_national_funds_yen" in names and (stated or found.undivided):
        said.append(labels.NOT_INCLUDED(partners=first_few(stated) or labels.PARTNERS))
        if found.undivided:
            said.append(labels.SHARES_UNDIVIDED(count=found.undivided))
        shares = query.unstated_partners(connection, filters, MOST_NAMED + 1)
        if shares:
            missing = [labels.PARTNER_OF(partner=share.name, project=share.project) for share in shares]
            said.append(labels.SHARES_UNSTATED(partners=first_few(missing)))
    if {"partners", "partner_national_funds_yen"} & set(names) and found.unnamed:
        said.append(labels.PARTNERS_UNNAMED(count=found.unnamed))
    said += _program_notes(filters, names, found)
    if points := query.open_points(connection):
        said.append(labels.DRAFT_OPEN(count=points))
    return said


def _active_notes(connection: sqlite3.Connection, filters: Filters) -> list[Said]:
    """Return what several years of running mean: any of them; and how those are found that run in each."""
    ends = [end for years in filters.active for end in years]
    if len(set(ends)) < 2:
        return []
    years = [years.label() for years in dict.fromkeys(filters.active)]
    known = [end for end in ends if end is not None]
    if filters.year or len(known) < len(ends):
        return [labels.ACTIVE_IN_ANY(years=years)]
    first, last = min(known), max(known)
    in_each = filters._replace(found=False, year=(YearRange(None, first),), active=(YearRange(last, last),))
    options = f"--year ..{era_label(first)} --active {era_label(last)}"
    return [labels.ACTIVE_IN_ANY_OR_EACH(years=years, options=options, count=query.count(connection, in_each))]


def _amount_notes(found: query.Summary) -> Iterator[Message | Said]:
    """Yield whose the amounts are, and what in their sum is unlike."""
    is_granted = bool(found.amount_labels) and set(found.amount_labels) <= GRANTED
    whose = labels.WHOSE_GRANTED if is_granted else labels.WHOSE_MONEY
    yield whose(municipality=found.municipality or labels.EACH_MUNICIPALITY)
    if found.unstated:
        yield labels.FUNDS_UNSTATED(count=found.unstated)
    if found.negative:
        yield labels.FUNDS_NEGATIVE(count=found.negative)
    called = {label or labels.NO_WORD: count for label, count in found.amount_labels.items()}
    if len(called) > 1:
        yield labels.AMOUNTS_CALLED(words=_counts(called))
    elif not found.amount_labels.keys() <= {None, labels.FUNDS_WORD}:
        yield labels.AMOUNT_CALLED(word=next(iter(called)))
    covered = {AMOUNT_BASES.get(basis, basis): count for basis, count in found.amount_bases.items()}
    if len(covered) > 1:
        yield labels.BASES_MIXED(bases=_counts(covered))
    elif covered:
        (basis,) = found.amount_bases
        yield labels.BASIS_UNSTATED if basis == UNSTATED else labels.BASIS_IS(basis=next(iter(covered)))


def _counts(counted: Mapping[Any, int]) -> list[object]:
    """Return words with how many projects each is of."""
    return first_few([labels.WORD_COUNT(word=word, count=count) for word, count in counted.items()])


_PROGRAM_NAMES = frozenset({"program", "program_name"})
_LINE = frozenset({"lineage", "lineage_name"})
_REST_ON_PROGRAM = _PROGRAM_NAMES | _LINE | {"last_fiscal_year", "subsidy_rate", "estimated_cost_yen"}
"""Fields that say something only as far as the program is known: a round's rate and last year are its program's."""


def _program_notes(filters: Filters, names: Sequence[str], found: query.Summary) -> list[Message | Said]:
    """Return how far programs are known, where anything that is asked or shown rests on them."""
    notes: list[Message | Said] = []
    if _REST_ON_PROGRAM & set(names) or filters.active or filters.program:
        notes += [labels.PROGRAM_INFERRED(inferred=found.inferred)] if found.inferred else []
        notes += [labels.PROGRAM_OPEN(count=found.open)] if found.open else []
    if _PROGRAM_NAMES & set(names):
        notes.append(labels.ENGLISH_UNOFFICIAL)
    if _LINE & set(names):
        notes.append(labels.LINES_JOINED)
    return notes


def _cost_notes(connection: sqlite3.Connection, filters: Filters, names: Sequence[str]) -> list[Said]:
    costs = query.costs(connection, filters)
    if "estimated_cost_yen" not in names:
        return [labels.COST_UNSTATED(count=costs.unstated)] if costs.unstated else []
    notes = [labels.COST_UNESTIMATED(count=costs.unestimated)] if costs.unestimated else []
    return notes + ([labels.COSTS_STATED(count=costs.stated)] if costs.stated else [])
