"""Query → Table: what each question's answer looks like to people and to machines, and what must stand under it."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kofukin import query
from kofukin.errors import UsageError, shortened
from kofukin.filters import Filters, Sort
from kofukin.messages import Message, Said, errors, labels
from kofukin.model import amounts
from kofukin.model.amounts import Unit
from kofukin.model.fields import AMOUNT_BASES, APPLICATIONS, DRAFT_VERSION, GRANTED, RATES, UNSTATED, VOCABULARIES
from kofukin.model.fiscal_year import YearRange, era_label
from kofukin.query import ALL, DIMENSIONS, FIELDS, MEASURES
from kofukin.table import Column, Kind, Row, Table, Value

PEOPLES_LIST = ("name", "era_year", "program", "application", "national_funds_yen", "partner_national_funds_yen", "id")
EVIDENCE = (
    "name",
    "program_name",
    "program_basis",
    "program_evidence",
    "source_page",
    "source_line",
    "id",
    "source_document",
)
PEOPLES_MEASURES = ("projects", "national_funds_yen", "partner_national_funds_yen", "share")
_ALWAYS_SHOWN = frozenset({"name", "national_funds_yen"})
"""Columns that people see by default also where every row lacks a value: that is an answer too."""
EVERY_COLUMN = "all"
_MOST_NAMED = 6
_MOST_NOTES = 20


def projects(
    connection: sqlite3.Connection,
    filters: Filters,
    columns: Sequence[str] | None,
    sort: Sequence[Sort],
    limit: int | None,
    people: bool,
    unit: Unit,
) -> Table:
    """Return the table of ``list``: the ``columns`` asked for, or those that its readers expect."""
    columns, sort = _named(connection, filters, columns, sort, (*FIELDS.values(), *query.LISTED_ON_REQUEST.values()))
    names = columns or (PEOPLES_LIST if people else tuple(FIELDS))
    if people:
        filters = query.found_once(connection, filters)
    if not people:
        rows = query.list_projects(connection, filters, names, sort, limit)
        return Table(_columns(connection, rows.fields), rows.rows, title=labels.LIST_TITLE)
    found = query.summary(connection, filters)
    if columns is None and found.projects and found.municipality is None:
        names = (names[0], "municipality", *names[1:])
    rows = query.list_projects(connection, filters, names, sort, limit, people)
    table = Table(_columns(connection, rows.fields), tuple(rows.rows), title=labels.LIST_TITLE)
    if _ADDED_UP & set(names):
        from kofukin import totalling  # machines add up for themselves

        total = totalling.Asked(connection, filters, (), (), tuple(names), None, ()).total(found)
        table = table._replace(total=total, total_label=labels.TOTAL_OF(count=found.projects))
    return _for_people(connection, filters, table, names, found, _counted(found, table, limit, unit), columns is None)


def totals(
    connection: sqlite3.Connection,
    filters: Filters,
    by: Sequence[str],
    columns: Sequence[str] | None,
    sort: Sequence[Sort],
    people: bool,
    pivot: str | None = None,
    once: Sequence[Said] | None = None,
    subtotals: bool = False,
) -> Table:
    """Return the table of ``totals``; people's has a 合計 row over everything that matches.

    ``once`` is what was said of projects that are counted once, None where that was not asked for.

    With ``pivot``, a dimension, each of its groups is a column of national funds before the sum of them all.
    ``subtotals``: in people's table of several dimensions a 小計 row ends each group of the first.
    """
    dimensions = tuple(name for name in by if name != ALL)
    if people or pivot:
        filters = query.found_once(connection, filters)
    across = query.across(connection, filters, pivot) if pivot else []
    is_usual = columns is None
    groups = query.group_fields(by)
    known = (*groups, *(group.field.name for group in across), *MEASURES)
    if columns == (EVERY_COLUMN,):
        columns = known
    if columns is None and (people or pivot):
        shown = tuple(DIMENSIONS[name].shown for name in dimensions) if people else groups
        measures = (*(group.field.name for group in across), "national_funds_yen") if pivot else PEOPLES_MEASURES
        columns = (*shown, *measures)
    headings = _headings(connection, pivot, across) if pivot else {}
    fields = [group.field for group in across]
    asked_of = (*query.fields_of_totals(by), *fields)
    columns, sort = _named(connection, filters, columns, sort, asked_of, headings, query.ON_REQUEST)
    _check_compared(columns or (), sort, by)
    names = tuple(columns or known)
    rows = query.totals(connection, filters, dimensions, sort, names, pivot, fields, people)
    keys = {group.field.name: group.key for group in across}
    laid_out = tuple(
        column._replace(across=pivot, key=keys[column.name]) if column.name in keys else column
        for column in _columns(connection, rows.fields, headings)
    )
    table = Table(laid_out, rows.rows, title=labels.TOTALS_TITLE, sheet=labels.SHEET_TOTALS)
    if not people:
        return table
    table = table._replace(
        rows=tuple(table.rows),
        columns=tuple(column._replace(names_group=column.name in groups) for column in table.columns),
    )
    from kofukin import totalling  # machines add up for themselves

    found = query.summary(connection, filters)
    totalled = totalling.Asked(connection, filters, dimensions, sort, names, pivot, fields)
    if dimensions:
        table = table._replace(total=totalled.total(found))
    if subtotals and len(dimensions) > 1:
        table = totalled.with_subtotals(table)
    if once is None:
        once = _maybe_twice(connection, filters)
    said_of = (*names, "program") if pivot == "program" else names
    return _for_people(connection, filters, table, said_of, found, _first_of(once), is_usual)


def _maybe_twice(connection: sqlite3.Connection, filters: Filters) -> list[Said]:
    count = query.may_count_twice(connection, filters)
    return [labels.MAY_COUNT_TWICE(count=count)] if count else []


def _first_of(notes: Sequence[Said]) -> list[Message | Said]:
    more = len(notes) - _MOST_NOTES
    return [*notes[:_MOST_NOTES], *([labels.MORE_LEFT_OUT(count=more)] if more > 0 else [])]


def _named(
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


def _check_compared(names: Sequence[str], sort: Sequence[Sort], by: Sequence[str]) -> None:
    """Raise UsageError where a measure is asked for of totals that lack a dimension which it needs."""
    compared = [name for name in (*names, *(key.field for key in sort)) if name in query.COMPARED]
    if compared and "year" not in by:
        dimensions = ",".join(("year", *(name for name in by if name != ALL)))
        raise UsageError(errors.NEEDS_YEAR(field=compared[0]), errors.GROUP_BY_YEAR(by=dimensions))
    for name in (*names, *(key.field for key in sort)):
        if lacking := query.NEEDED.get(name, frozenset()) - set(by):
            dimensions = ",".join((*(each for each in by if each != ALL), *sorted(lacking)))
            raise UsageError(errors.NEEDS_DIMENSIONS(field=name), errors.GROUP_BY_BOTH(by=dimensions))


def _partner_called(connection: sqlite3.Connection, filters: Filters) -> list[tuple[str, Message]]:
    """Return the partners' column under the name of the one partner, as tables have it."""
    partners = query.stated_partners(connection, filters, 2)
    return [("partner_national_funds_yen", _verbatim(partners[0]))] if len(partners) == 1 else []


def _headings(connection: sqlite3.Connection, dimension: str, across: Sequence[query.Group]) -> dict[str, Message]:
    """Return what people call the groups of a pivot, by field; two of one name are told apart by their keys."""
    vocabulary = query.program_vocabulary(connection) if dimension == "program" else {}
    words = {**VOCABULARIES.get(DIMENSIONS[dimension].shown, {}), **vocabulary}
    called = Counter(group.name for group in across)
    headings = {}
    for group in across:
        heading = labels.UNKNOWN_GROUP if group.name is None else words.get(str(group.name)) or _verbatim(group.name)
        if called[group.name] > 1 and group.key is not None:
            heading = Message(f"{heading.ja}（{group.key}）", f"{heading.en} ({group.key})")
        headings[group.field.name] = heading
    return headings


def _verbatim(value: object) -> Message:
    return Message(str(value), str(value))


def programs(connection: sqlite3.Connection, columns: Sequence[str] | None) -> Table:
    """Return the table of ``programs``."""
    every = tuple(
        Column(entry.name, entry.kind, entry.labelled, _PEOPLES_WORDS.get(entry.name, {}))
        for entry in query.PROGRAM_FIELDS
    )
    names = tuple(column.name for column in every)
    columns, _ = _named(connection, Filters(), columns, (), query.PROGRAM_FIELDS)
    kept = [names.index(name) for name in columns or names]
    rows = tuple(tuple(row[index] for index in kept) for row in query.programs(connection))
    drawn = _drawn(connection)
    chosen = tuple(every[index] for index in kept)
    return Table(chosen, rows, title=labels.PROGRAMS_TITLE, drawn=drawn, sheet=labels.SHEET_PROGRAMS)


def nothing_matched(connection: sqlite3.Connection, filters: Filters) -> list[Said | Message]:
    """Return what to say when no project matches: years with grants, what runs then, what one filter less finds."""
    lines: list[Said | Message] = []
    if filters.year:
        lines.append(errors.YEARS_WITH_GRANTS(years=[era_label(year) for year in query.years(connection)]))
        running = query.count(connection, filters._replace(found=False, year=(), active=filters.year))
        if running:
            lines.append(errors.ACTIVE_INSTEAD(count=running))
    for name in filters.asked():
        count = query.count(connection, filters.without(name))
        if count:
            lines.append(errors.WITHOUT_FILTER(option=_OPTION_OF.get(name, f"--{name}"), count=count))
    return lines


def asked(connection: sqlite3.Connection, filters: Filters) -> tuple[Said, ...]:
    """Return what was asked, a line each, in people's words."""
    return filters.said({"program": query.program_vocabulary(connection), "application": APPLICATIONS})


def of_the_filters(connection: sqlite3.Connection, filters: Filters) -> list[Said]:
    """Return what must be said of names and words that were asked for: which are in no data, and what they left."""
    lines = []
    unknown = query.unknown_bodies(connection, filters) if filters.municipality else {}
    for text, near in unknown.items():
        if near:
            lines.append(errors.NO_SUCH_BODY_NEAR(text=shortened(text), near=near))
        elif len(unknown) < len(filters.municipality):
            lines.append(errors.NO_SUCH_BODY(text=shortened(text)))
    for application, words in query.other_wordings(connection, filters).items():
        lines.append(errors.OTHER_WORDINGS(words=_some(words), application=application))
    return lines


def of_bare_bounds(connection: sqlite3.Connection, filters: Filters, unit: Unit) -> list[Said]:
    """Return that a bound is in yen where it was written without a unit, amounts are shown in another, and it is idle.

    A lower bound is idle that leaves no amount out, an upper one that leaves no amount in.
    """
    if unit is Unit.YEN:
        return []
    lines = []
    for name in filters.bare:
        bound, option = getattr(filters, name), _OPTION_OF[name]
        without = filters.without(name)
        said = errors.BARE_BOUND if name == "minimum" else errors.BARE_BOUND_OF_ALL
        below = without._replace(maximum=bound - 1) if name == "minimum" else filters
        if not query.matches(connection, below) and query.matches(connection, without):
            lines.append(said(option=option, bound=f"{bound:,}", unit=unit.label, written=f"{bound}{unit.label.ja}"))
    return lines


def once(connection: sqlite3.Connection, filters: Filters) -> tuple[Filters, list[Said]]:
    """Return filters that count each joint project once, and what is to be said of those that they leave out."""
    twice = query.counted_twice(connection, filters)
    earlier = query.counted_twice(connection, filters.a_year_earlier()) if filters.year else []
    notes = [*left_out(twice), *cut_pairs(connection, filters)]
    return filters._replace(left_out=tuple(found.number for found in (*twice, *earlier))), notes


def left_out(twice: Sequence[query.SameProject]) -> list[Said]:
    """Return which projects are not counted, a line each: why, and what became of their money."""
    return [_left_out(found) for found in twice]


def _left_out(found: query.SameProject) -> Said:
    money: Said | Message = _money_of(found)
    if found.lost:
        shares = [errors.LOST_SHARE(partner=partner, yen=f"{yen:,}") for partner, yen in found.lost]
        money = errors.AND_SHARES_NOWHERE(money=money, shares=_some(shares))
    if found.told_with != found.kept:
        money = errors.LEFT_OUT_WITH(told_with=found.told_with, kept=found.kept, money=money)
    return errors.LEFT_OUT(left_out=found.left_out, told_with=found.told_with, money=money)


def _money_of(found: query.SameProject) -> Said | Message:
    if found.funds is None:
        return errors.FUNDS_UNSTATED
    funds = f"{found.funds:,}"
    if found.share is not None:
        said = errors.FUNDS_SAME if found.share == found.funds else errors.FUNDS_DIFFER
        return said(funds=funds, kept=found.kept, share=f"{found.share:,}")
    if found.together is not None:
        return errors.FUNDS_TOGETHER(funds=funds, kept=found.kept, together=f"{found.together:,}")
    return errors.FUNDS_NOWHERE(funds=funds, kept=found.kept)


def cut_pairs(connection: sqlite3.Connection, filters: Filters) -> list[Said]:
    """Return that filters left one entry of a pair, where they did."""
    cut = query.half_pairs(connection, filters)
    pairs = [errors.HALF_PAIR(project=project, other=other) for project, other in cut]
    return [errors.HALF_PAIRS(count=len(cut), pairs=_some(pairs))] if cut else []


def left_out_of_lists(connection: sqlite3.Connection, ending: str) -> list[Said]:
    """Return what a file that holds only the fields of ``list`` cannot hold of this data."""
    beyond = query.beyond_fields(connection)
    kinds = [
        labels.LEFT_OUT_KINDS[name](count=count) for name, count in zip(beyond._fields, beyond, strict=True) if count
    ]
    notes = [labels.LEFT_OUT_OF_LISTS(kinds=kinds, ending=ending)] if kinds else []
    if points := query.open_points(connection):
        notes.append(labels.REMARKS_LEFT_OUT(count=points, ending=ending))
    if ending == ".csv" and (names := query.partners_with(connection, ";")):
        notes.append(labels.SEMICOLONS(names=_some(names)))
    return notes


_OPTION_OF = {"words": errors.THE_WORDS, "minimum": "--min", "maximum": "--max"}


def _columns(
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
            programs if entry.name == "program" else entry.words or _PEOPLES_WORDS.get(entry.name, {}),
            adds_up=entry.name not in query.NOT_ADDED,
        )
        for entry in fields
    )


_ADDED_UP = frozenset(FIELDS) & {*MEASURES, "stated_cost_yen", "other_funds_yen"}


def _counted(found: query.Summary, table: Table, limit: int | None, unit: Unit) -> list[Message | Said]:
    """Return the sum of a list as a note, where it has no total row that says it, or shows fewer than it adds up."""
    if found.national_funds_yen is None:
        return [labels.MATCHED_NO_AMOUNT(count=found.projects)]
    amount = labels.AMOUNT_WITH_UNIT(amount=amounts.show(found.national_funds_yen, unit), unit=unit.label)
    if limit is not None and limit < found.projects:
        return [labels.MATCHED_LIMITED(shown=limit, count=found.projects, amount=amount)]
    return [] if _says_its_sum(table) else [labels.MATCHED(count=found.projects, amount=amount)]


def _says_its_sum(table: Table) -> bool:
    has_sum = any(column.name == "national_funds_yen" for column in table.columns)
    return has_sum and any(not column.kind.is_number for column in table.columns)


def _for_people(
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
        table = _without_empty_columns(table)
    vocabulary = query.program_vocabulary(connection)
    table = table._replace(asked=asked(connection, filters) or (labels.ASKED_NOTHING,), drawn=_drawn(connection))
    is_any = found.joint or found.partner_national_funds_yen is not None
    stated = query.stated_partners(connection, filters, _MOST_NAMED + 1) if is_any else []
    if len(stated) == 1 and not found.undivided:
        table = _partner_named(table, stated[0])
    endless = query.count_without_end(connection, filters) if filters.active else 0
    ends = [labels.END_UNSTATED(count=endless)] if endless else []
    if not found.projects:
        return table._replace(rows=(), total=None, notes=(errors.NOTHING_MATCHED, *ends))
    notes += [*ends, *_active_notes(connection, filters)]
    if {"national_funds_yen", "share"} & set(names):
        notes += _amount_notes(found)
    if {"estimated_cost_yen", "stated_cost_yen", "other_funds_yen"} & set(names):
        notes += _cost_notes(connection, filters, names)
    if query.COMPARED & set(names):
        notes.append(labels.CHANGE_COMPARED)
    if query.SHARE_OF_NATION in names:
        notes.append(labels.SHARE_OF_NATION)
    if "partner_national_funds_yen" in names and (stated or found.undivided):
        notes.append(labels.NOT_INCLUDED(partners=_some(stated) or labels.PARTNERS))
        if found.undivided:
            notes.append(labels.SHARES_UNDIVIDED(count=found.undivided))
        shares = query.unstated_partners(connection, filters, _MOST_NAMED + 1)
        if shares:
            missing = [labels.PARTNER_OF(partner=share.name, project=share.project) for share in shares]
            notes.append(labels.SHARES_UNSTATED(partners=_some(missing)))
    if {"partners", "partner_national_funds_yen"} & set(names) and found.unnamed:
        notes.append(labels.PARTNERS_UNNAMED(count=found.unnamed))
    notes += _program_notes(filters, names, found)
    if points := query.open_points(connection):
        notes.append(labels.DRAFT_OPEN(count=points))
    return table._replace(
        notes=tuple(notes),
        evidence=_evidence(connection, filters),
        documents=_documents(connection, filters),
        programs=tuple(vocabulary),
        versions=tuple(version for _, version in query.dataset_titles(connection)),
    )


def _without_empty_columns(table: Table) -> Table:
    rows = tuple(map(tuple, table.rows))
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.names_group or column.name in _ALWAYS_SHOWN or any(row[place] not in (None, ()) for row in rows)
    ]
    if not rows or len(kept) == len(table.columns):
        return table

    def part(values: Row) -> Row:
        return tuple(values[place] for place in kept)

    return table._replace(
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(map(part, rows)),
        total=None if table.total is None else part(table.total),
    )


def _drawn(connection: sqlite3.Connection) -> Said:
    """Return the data's titles and versions; the version that an import gives its draft is none once it is settled."""
    is_draft = query.open_points(connection) > 0
    drawn = [
        title if version == DRAFT_VERSION and not is_draft else f"{title} {version}"
        for title, version in query.dataset_titles(connection)
    ]
    return labels.DRAWN_FROM(datasets=_some(drawn))


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
    return _some([labels.WORD_COUNT(word=word, count=count) for word, count in counted.items()])


_PEOPLES_WORDS = {"subsidy_rate": RATES, "subsidy_rates": RATES}
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


def _evidence(connection: sqlite3.Connection, filters: Filters) -> Table:
    """Return where each matching project stands in its source, and why it is under its program."""
    rows = query.list_projects(connection, filters, EVIDENCE)
    return Table(_columns(connection, rows.fields), rows.rows, title=labels.EVIDENCE_TITLE)


def _documents(connection: sqlite3.Connection, filters: Filters) -> Table:
    """Return the documents that matching projects are from, with what there is to say of where each was found."""
    rows = (
        (title, publisher, published, address, retrieved, _pages(first, last), projects, sha256)
        for title, publisher, published, address, retrieved, first, last, projects, sha256 in query.documents(
            connection, filters
        )
    )
    return Table(DOCUMENT_COLUMNS, rows, title=labels.DOCUMENTS_TITLE)


def _pages(first: Value, last: Value) -> Value:
    return first if first == last else f"{first}-{last}"


DOCUMENT_COLUMNS = (
    Column("source_document", Kind.TEXT, labels.DOCUMENT),
    Column("publisher", Kind.TEXT, labels.PUBLISHER),
    Column("published", Kind.TEXT, labels.PUBLISHED),
    Column("address", Kind.TEXT, labels.ADDRESS),
    Column("retrieved", Kind.TEXT, labels.RETRIEVED),
    Column("pages", Kind.CODE, labels.PAGES),
    Column("projects", Kind.INTEGER, labels.PROJECTS),
    Column("sha256", Kind.TEXT, labels.SHA256),
)


def _partner_named(table: Table, partner: str) -> Table:
    """Return the table with the partners' column under the one partner's name whose share the source states."""
    columns = tuple(
        column._replace(label=_verbatim(partner)) if column.name == "partner_national_funds_yen" else column
        for column in table.columns
    )
    return table._replace(columns=columns)


def _some(items: Sequence[object]) -> list[object]:
    """Return the first few items, and that there are more."""
    return list(items) if len(items) <= _MOST_NAMED else [*items[:_MOST_NAMED], labels.AND_OTHERS]
