"""The heading rows of a table: where they are, which field each column holds, and the unit of its amounts.

What one heading says, ``label_grammar`` tells; this program's own field names and its labels for people are known too.
A word that could be two things (区分, 交付金, a bare 名称) is settled by what stands below it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.importing import cells as reading
from kofukin.importing import label_grammar as grammar
from kofukin.importing.across import Of, taken_apart
from kofukin.importing.bodies import is_company, is_like_body
from kofukin.importing.cells import figure_in
from kofukin.importing.known_programs import is_known_type
from kofukin.importing.label_grammar import COST, FUNDS, GRANT, IGNORED
from kofukin.importing.programs import known_in
from kofukin.importing.sheet import BrokenRecord, Row, Span
from kofukin.importing.units import is_unit_line, unit_in_text
from kofukin.importing.vocabulary import plain, vocabulary
from kofukin.messages import LANGUAGES, errors
from kofukin.model.fields import FIELDS
from kofukin.model.project import Project
from kofukin.text.folding import fold

DERIVED = ("era_year", "program_name", "estimated_cost_yen", "other_funds_yen")
"""Fields of ``kofukin list`` that a project does not hold itself."""
OWN = frozenset(Project._fields) | frozenset(DERIVED)
AMOUNTS = frozenset({"national_funds_yen", "partner_national_funds_yen", "stated_cost_yen", "estimated_cost_yen"})
WITHOUT_RIVALS = frozenset({FUNDS, COST})
"""Fields of which a list may have several columns: where they differ, none of them counts."""
BESIDE = frozenset({"unit", "corporate_number", "date", "prefecture", "level", "period", grammar.AMOUNT})
"""What a column may hold beside the fields of a project."""
_OF_NO_PROJECT = frozenset({IGNORED, "level", grammar.LABEL, grammar.KIND, grammar.GRANT})

_MACHINE_AMOUNT = re.compile(r"([a-z_]+)_(thousand|million)_yen")
_MACHINE_UNITS = {"thousand": 10**3, "million": 10**6}
_COLUMN_MARK = re.compile(r"\(?(?:[0-9]{1,2}|[a-z])\)?(?:=.*)?")
_MONEY = re.compile(r"[-△▲−]?[0-9][0-9,]*(?:\.[0-9]+)?(?:千|百万|億)?円?")
_SAMPLED = 20
_UNKNOWN = 99
_BY_VALUES = 20
"""Added to the rank of a heading that only its values explain: a heading that speaks for itself goes before it."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@cache
def _own_labels() -> dict[str, str]:
    """Return this program's labels for people, folded, by field."""
    return {
        fold(entry.labelled.in_(language)): field
        for language in LANGUAGES
        for field, entry in FIELDS.items()
        if field in OWN and not (field == "program" and language == "ja")
    }


class Column(NamedTuple):
    """A column: its 0-based place, its heading as written, the field it holds, the unit that its heading gives.

    ``of``: of which year, budget, program or type its heading says that they are; ``words``: what the document calls
    the amount below it; ``veto``: why the amount below it is no grant's, so far as that is known.
    """

    at: int
    heading: str
    field: str | None = None
    rank: int = _UNKNOWN
    yen_per_unit: int | None = None
    is_own: bool = False
    of: Of = Of()
    words: str = ""
    veto: str | None = None

    @property
    def is_understood(self) -> bool:
        """Whether it is known what the column holds, although that is nothing of a project's."""
        return self.field is None and self.veto in _UNDERSTOOD

    @property
    def may_change_amounts(self) -> bool:
        """Whether an amount below it may be another of the project's, or part of it, so that neither is plain."""
        return self.field == grammar.AMOUNT or (self.field is None and self.veto in _UNSURE)

    @property
    def is_by_values(self) -> bool:
        """Whether only the values below the heading showed what the column is."""
        return self.field is not None and _BY_VALUES <= self.rank < _UNKNOWN


_BODIES = frozenset({"municipality", "municipality_code", "corporate_number", "prefecture"})
_YEARS = frozenset({"fiscal_year", "era_year"})
_UNDERSTOOD = frozenset(
    {"other", "rate", "count", "goal", "limit", "prior", "requested", "balance", "spent_on", "revenue"}
)
_MEASURES = frozenset({"goal", "rate", "count"})
_UNSURE = frozenset({"strange", "part", "mixed"})


class Layout(NamedTuple):
    """The heading rows of a table and what its columns are.

    ``starts`` is the row of its heading, or of its first project where it has none. ``columns`` are those read, by
    field; ``same`` more columns of a field, which must agree with it; ``rivals`` those passed over, each with the one
    that was read for the same field; ``missing`` the headings that the user named and that are not there. ``is_own``:
    it is a list that this program wrote. ``is_assumed``: that its heading is one, nothing shows. ``across``: where
    years, budgets, programs or types run across, the layout of each; ``of``: what the headings of its amounts say that
    they are of. ``sums``: columns of what each row adds up to. ``first_year_at``: where a row says the first of its
    years. ``levels``: columns of what sums are of (款, 項, 目). ``unsure``: columns whose amounts leave the project's
    own open; ``amounts_at``: the places of all amounts, of whatever year and whoever's, and of rates and counts.
    ``against``: columns that the user chose for a field although their headings or cells speak of something else.
    ``number_at``: the column of running numbers. ``understood_at``: columns of goals, rates and counts.
    """

    rows: tuple[Row, ...]
    starts: int
    columns: Mapping[str, Column]
    unread: tuple[Column, ...]
    rivals: tuple[tuple[Column, Column], ...]
    missing: tuple[str, ...]
    headings: tuple[str, ...]
    width: int
    is_own: bool
    is_assumed: bool = False
    same: Mapping[str, tuple[Column, ...]] = MappingProxyType({})
    across: tuple["Layout", ...] = ()
    of: Of = Of()
    sums: tuple[Column, ...] = ()
    first_year_at: int | None = None
    is_turned: bool = False
    levels: tuple[Column, ...] = ()
    unsure: tuple[Column, ...] = ()
    amounts_at: frozenset[int] = frozenset()
    against: tuple[Column, ...] = ()
    number_at: int | None = None
    understood_at: frozenset[int] = frozenset()

    @property
    def lists_bodies(self) -> bool:
        """Whether it has what a list of grants by body needs, which names no projects."""
        return bool(self.fields & _BODIES) and bool(self.fields & _OF_YEARS)

    @property
    def lists_years(self) -> bool:
        """Whether it lists what one body was granted, year by year."""
        return bool(_YEARS & self.fields) and FUNDS in self.fields and not self.fields & {"name", *_BODIES}

    @property
    def names_no_projects(self) -> bool:
        """Whether its rows are of bodies or years: sums, where the projects stand elsewhere in the file."""
        return "name" not in self.fields

    @property
    def fields(self) -> set[str]:
        """What its columns hold, those that run across among them."""
        return {field for found in (self, *self.across) for field in found.columns}

    def called(self, at: int) -> str:
        """Return what a column is called: by its letter; in a turned table it is a row, by its number in the table."""
        return str(at + 1) if self.is_turned else column_letter(at)

    def is_repeated_by(self, cells: Sequence[str]) -> bool:
        """Return whether ``cells`` are one of the heading rows again, as at the top of each printed page."""
        bare = _bare(cells)
        return any(bare == _bare(own) for _, own in self.rows)


def _bare(cells: Iterable[str]) -> list[str]:
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def recognise(heading: str) -> tuple[str | None, int]:
    """Return the field that a heading names, and how surely: 0 for this program's own name, then 1, 2 and so on."""
    own = _own(heading)
    if own is not None:
        return own
    said = grammar.meaning(heading)
    if said.role in (None, IGNORED) or said.kinds == {"named_grant"}:  # the name of one grant is as often a title
        return None, _UNKNOWN
    return said.role, said.rank


def _own(heading: str) -> tuple[str, int] | None:
    bare = heading.strip()
    if bare in OWN:
        return bare, 0
    if (match := _MACHINE_AMOUNT.fullmatch(bare)) and f"{match[1]}_yen" in AMOUNTS:
        return f"{match[1]}_yen", 0
    if len(bare) > _LONGEST_LABEL:
        return None
    folded = fold(bare)
    field = _own_labels().get(folded) or _own_labels().get(_UNIT_BRACKET.sub("", folded))
    return (field, 1) if field else None


_LONGEST_LABEL = 60
_UNIT_BRACKET = re.compile(r"[(\[【〔](?:単位[:は]?)?(?:千円|万円|百万円|億円|円|yen|thousandyen|millionyen)[)\]】〕]")


DEEPEST = 3
"""So many rows a heading may begin with; more are found below and above."""


def find_layout(
    rows: Sequence[Row],
    spans: Sequence[Span],
    chosen: Mapping[str, str],
    ignored: Sequence[str] = (),
    amounts: str | None = None,
) -> Layout | None:
    """Return the first table's layout in ``rows``, the beginning of a sheet, or None where no row is a heading.

    ``chosen`` are the user's columns, by field. The rows below the heading are looked at to settle what a word means.
    """
    for nameless in (False, True):
        for depth in range(1, DEEPEST + 1):
            for at in range(len(rows) - depth + 1):
                if depth > 1 and is_title(rows[at], rows[at + 1], spans):
                    continue
                if is_heading(rows[at : at + depth], spans, chosen, nameless):
                    first, last = _extended(rows, at, at + depth, spans, chosen)
                    found = layout(rows[first:last], rows[last:], spans, chosen, ignored, amounts)
                    if "name" in chosen or not _names_headings(found, rows[last:]):
                        return found
    return _layout_by_place(rows, spans, chosen)


def _names_headings(found: Layout, below: Sequence[Row]) -> bool:
    """Return whether all names are headings, and half of a heading's cells are none: those are labels of a form."""
    names = _values(found.columns["name"], below[:_SAMPLED]) if "name" in found.columns else []
    if not names or not all(map(says_something, names)):
        return False
    first = [cell for cell in found.rows[0][1] if cell.strip()] if found.rows else []
    return sum(map(is_label, first)) * 2 <= len(first)


def _layout_by_place(rows: Sequence[Row], spans: Sequence[Span], chosen: Mapping[str, str]) -> Layout | None:
    """Return the layout of a table without headings that we know, all of whose columns the user names by place.

    Its first row that has something in each of them is a project if it has an amount, else it is taken for a heading.
    """
    places = {field: _index(wanted) for field, wanted in chosen.items()}
    if "name" not in places or len(places) < 2 or None in places.values():
        return None
    for at, (_, cells) in enumerate(rows):
        if all(place is not None and place < len(cells) and cells[place].strip() for place in places.values()):
            if _is_data(rows[at], chosen):
                return layout((), rows[at:], spans, chosen)
            return layout(rows[at : at + 1], rows[at + 1 :], spans, chosen)._replace(is_assumed=True)
    return None


def layout(
    heading: Sequence[Row],
    below: Sequence[Row],
    spans: Sequence[Span],
    chosen: Mapping[str, str] = _NOTHING,
    ignored: Sequence[str] = (),
    amounts: str | None = None,
) -> Layout:
    """Return the layout that ``heading`` rows give, each field by the column that names it best.

    ``amounts`` is the field of amounts that no word names.
    """
    below = below[:_SAMPLED]
    width = max(len(cells) for _, cells in heading or below)
    columns = list(_columns(heading, spans)) or [Column(index, "") for index in range(width)]
    is_own = sum(column.is_own for column in columns) > 2
    columns = _types_across([_settled(column, below, is_own) for column in columns], below)
    before = columns
    columns, missing = _as_chosen(columns, chosen, ignored, amounts)
    against = tuple(
        column
        for field in chosen
        for column in columns
        if column.field == field and _speaks_against(before[column.at], field, below)
    )
    columns, first_year_at = _counted_from(_without_anothers(_without_units_of_goals(columns)))
    dimensions = _across(columns, chosen)
    shared = [column for column in columns if not (dimensions and column.field in _OF_YEARS)]
    taken, same, rivals = _taken(shared)
    about = taken.get("summary")
    if "name" not in taken and about and "summary" not in chosen and _are_names(_values(about, below)):
        taken["name"] = taken.pop("summary")
    unread = [c for c in columns if c.field is None and not _is_unread_on_purpose(c, below)]
    unsure = [column for column in unread if column.may_change_amounts]
    if grammar.AMOUNT in taken and _is_cost(taken[grammar.AMOUNT], taken, same, columns, below):
        taken[COST] = taken.pop(grammar.AMOUNT)
    if FUNDS in taken and grammar.AMOUNT in taken:
        unnamed = [taken.pop(grammar.AMOUNT), *same.pop(grammar.AMOUNT, ())]
        if COST not in taken:
            unsure += unnamed
        elif "budgeted" in _kinds_of(taken[COST]):
            same[COST] = (*same.get(COST, ()), *unnamed)  # 予算額 and 決算額 of one project
        else:
            unread += unnamed
    if FUNDS in taken or COST in taken:
        unread = [column for column in unread if not column.is_understood]
    if FUNDS in taken:  # which amounts an unsure column leaves open, each row tells; its words nobody else does
        unread = [c for c in unread if c not in unsure or not all(map(_may_be_money, _values(c, below)))]
    found = Layout(
        tuple(heading),
        (heading or below)[0][0],
        taken,
        tuple(unread),
        tuple(rivals),
        tuple(missing),
        tuple(column.heading for column in columns if column.heading),
        width,
        is_own,
        same=same,
        against=against,
        amounts_at=frozenset(column.at for column in columns if column.field in _OF_YEARS or column.veto),
        unsure=tuple(unsure) if FUNDS in taken else (),
        levels=tuple(column for column in columns if column.field == "level"),
        of=next((taken[field].of for field in (FUNDS, *sorted(_OF_YEARS)) if field in taken), Of()),
        first_year_at=first_year_at,
        understood_at=frozenset(c.at for c in columns if c.field is None and c.veto in _MEASURES),
        number_at=next((c.at for c in columns if c.field in (IGNORED, "id") and "number" in _kinds_of(c)), None),
    )
    return _each_across(found, columns, dimensions) if dimensions else found


def _without_units_of_goals(columns: list[Column]) -> list[Column]:
    """Return the columns, a unit that stands beside a goal (指標｜単位｜目標値) being that of the goal."""
    goals = {column.at for column in columns if column.veto == "goal"}
    return [
        c._replace(field=None, veto="goal") if c.field == "unit" and goals & {c.at - 1, c.at + 1} else c
        for c in columns
    ]


def _is_cost(
    column: Column,
    taken: Mapping[str, Column],
    same: Mapping[str, tuple[Column, ...]],
    columns: Sequence[Column],
    below: Sequence[Row],
) -> bool:
    """Return whether what was spent (決算額) is the cost: never less than the grant beside it, and now and then more.

    Not where another column states the cost, or several say what was spent.
    """
    if FUNDS not in taken or COST in taken or same.get(grammar.AMOUNT) or "result" not in _kinds_of(column):
        return False
    funds = taken[FUNDS].at
    both = [
        (own, granted)
        for _, cells in below
        if max(column.at, funds) < len(cells)
        and (own := figure_in(cells[column.at])) is not None
        and (granted := figure_in(cells[funds])) is not None
    ]
    is_apart = any(c.veto in ("other", "mixed") for c in columns) or any(
        own * 5 >= granted * 6 for own, granted in both
    )
    one_unit = column.yen_per_unit == taken[FUNDS].yen_per_unit
    return one_unit and is_apart and bool(both) and all(own >= granted for own, granted in both)


def _without_anothers(columns: list[Column]) -> list[Column]:
    """Return the columns, amounts that stand behind a second column of names not being those of the first."""
    named = [column.at for column in columns if column.field == "name"]
    amounts = [column.at for column in columns if column.field in _OF_YEARS]
    other = next((at for at in named[1:] if any(named[0] < amount < at for amount in amounts)), None)
    if other is None:
        return columns
    return [c._replace(field=None) if c.at >= other and c.field in {"name", *_OF_YEARS} else c for c in columns]


def _types_across(columns: list[Column], below: Sequence[Row]) -> list[Column]:
    """Return the columns, those that several types of a grant head being the amounts of each."""
    typed = [
        column
        for column in columns
        if column.of.grant_type and column.field in (None, "grant_type") and not column.veto
        if (values := _values(column, below)) and all(map(_may_be_money, values))
    ]
    if len({column.of.grant_type for column in typed}) < 2:
        return columns
    unnamed = grammar.RANK_OF_UNNAMED
    return [c._replace(field=grammar.AMOUNT, rank=unnamed) if c in typed else c for c in columns]


def _counted_from(columns: list[Column]) -> tuple[list[Column], int | None]:
    """Return the columns, and the place of the first of the years that others count from (1年目); those are read.

    Where no column states it, which years they are is open, and they are not read.
    """
    first = [c for c in columns if c.field == _FIRST_YEAR or (c.field == "fiscal_year" and _is_first_year(c))]
    is_counted = any(c.of.nth for c in columns)
    if is_counted and len(first) == 1:
        return [c._replace(field=IGNORED) if c is first[0] else c for c in columns], first[0].at
    return [
        c._replace(field=None, veto="uncounted" if c.of.nth else c.veto)
        if c.field == _FIRST_YEAR or (c.of.nth and c.of.year is None and c.field in _OF_YEARS)
        else c
        for c in columns
    ], None


_FIRST_YEAR = "first_year"


def _is_first_year(column: Column) -> bool:
    """Return whether a column's years are those in which grants began: 採択年度."""
    kinds = _kinds_of(column)
    return "stage" in kinds and "year" in kinds


def _across(columns: Sequence[Column], chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return of what the amounts of a table are that several of its columns tell apart."""
    amounts = [column for column in columns if column.field in _OF_YEARS]
    said = {part: {getattr(column.of, part) for column in amounts} - {None} for part in Of._fields}
    given = {"year": "fiscal_year", "nth": "fiscal_year"}
    return tuple(part for part, values in said.items() if len(values) > 1 and given.get(part, part) not in chosen)


def _each_across(found: Layout, columns: Sequence[Column], dimensions: Sequence[str]) -> Layout:
    """Return the layout with one for each year, budget, program or type that runs across."""
    amounts: dict[tuple[object, ...], list[Column]] = {}
    others: list[Column] = []
    for column in columns:
        if column.field in _OF_YEARS or (column.field is None and _is_sum(column)):
            key = tuple(getattr(column.of, part) for part in dimensions)
            (amounts.setdefault(key, []) if any(key) else others).append(column)
    replaced = {"year": ("fiscal_year", "era_year"), "nth": ("fiscal_year", "era_year")}
    gone = {field for part in dimensions for field in replaced.get(part, (part,))}
    base = {field: column for field, column in found.columns.items() if field not in gone}
    across = []
    for own_columns in amounts.values():
        own, own_same, _ = _taken(own_columns)
        of = Of(*(next(filter(None, (getattr(c.of, part) for c in own_columns)), None) for part in Of._fields))
        across.append(found._replace(columns={**base, **own}, same={**found.same, **own_same}, of=of))
    fields = {field for one in across for field in one.columns if field in _OF_YEARS}
    sums = [c for c in others if _is_sum(c)] if len(fields) == 1 and fields < AMOUNTS else []
    unread = [*(c for c in found.unread if c not in sums), *(c for c in others if c not in sums and c.field)]
    if all(one.of.year or one.of.nth for one in across):
        across.sort(key=lambda one: (one.of.year or 0, one.of.nth or 0))
    amounts_at = found.amounts_at | {column.at for column in sums}
    across = [one._replace(amounts_at=amounts_at) for one in across]
    return found._replace(across=tuple(across), sums=tuple(sums), unread=tuple(unread))


def _is_sum(column: Column) -> bool:
    """Return whether a heading says that a column holds the sum of those beside it: 計, 交付額合計."""
    return bool(re.search(rf"(?:{vocabulary().total})(?:額|金額)?$", plain(column.words)))


_OF_YEARS = frozenset({*AMOUNTS, grammar.AMOUNT})


def _as_chosen(
    columns: list[Column], chosen: Mapping[str, str], ignored: Sequence[str], amounts: str | None
) -> tuple[list[Column], list[str]]:
    """Return the columns as the user says they are, and the headings that are not there."""
    missing = []
    if amounts is not None:
        columns = [column._replace(field=amounts) if column.field == grammar.AMOUNT else column for column in columns]
    for wanted in ignored:
        found = _chosen_column(columns, wanted)
        if found is None:
            missing.append(wanted)
        else:
            columns[found] = columns[found]._replace(field=IGNORED)
    for field, wanted in chosen.items():
        found = _chosen_column(columns, wanted)
        if found is None:
            missing.append(wanted)
        else:
            columns = [column._replace(field=None) if column.field == field else column for column in columns]
            columns[found] = columns[found]._replace(field=field, rank=2)
    return columns, missing


_NEAR = (
    {"name", "summary", grammar.LABEL},
    {"municipality", "prefecture", "partners", grammar.LABEL},
    {"program", "program_name", "grant_type", grammar.GRANT, grammar.KIND, grammar.LABEL},
    {"fiscal_year", "era_year", "date", "last_fiscal_year"},
    {"application", "application_text", "partners", grammar.KIND},
    {"municipality_code", "corporate_number", "id", IGNORED},
    {"national_funds_yen", "partner_national_funds_yen", grammar.AMOUNT, grammar.GRANT},
    {"stated_cost_yen", "estimated_cost_yen", grammar.AMOUNT},
    {"note", "summary", "application_text", "grant_type", "partners", grammar.LABEL, grammar.KIND, IGNORED},
)
"""Fields and roles whose headings people use for each other."""


def _speaks_against(column: Column, field: str, below: Sequence[Row]) -> bool:
    """Return whether the heading of a column, or what stands below it, says that it holds something else than said."""
    if column.field not in (None, field):
        return not any(field in near and column.field in near for near in _NEAR)
    if field in AMOUNTS and column.veto not in (None, "strange"):
        return True
    values = _values(column, below)
    bodies = [is_like_body(value) for value in values]
    if field == "name":
        return len(values) > 1 and all(bodies)
    return field == "municipality" and column.field is None and bool(values) and not any(bodies)


def _taken(
    columns: Iterable[Column],
) -> tuple[dict[str, Column], dict[str, tuple[Column, ...]], list[tuple[Column, Column]]]:
    """Return the column of each field, more columns of the same, and those passed over with the one taken."""
    candidates: dict[str, list[Column]] = {}
    for column in columns:
        if column.field is not None and column.field not in _OF_NO_PROJECT:
            candidates.setdefault(column.field, []).append(column)
    taken = {field: min(found, key=lambda c: (c.rank, c.at)) for field, found in candidates.items()}
    same: dict[str, tuple[Column, ...]] = {}
    rivals = []
    for field, found in candidates.items():
        others = [column for column in found if column is not taken[field]]
        if field in WITHOUT_RIVALS or field == grammar.AMOUNT:
            same[field] = tuple(column for column in others if column.rank == taken[field].rank)
            others = [column for column in others if column.rank != taken[field].rank]
        rivals += [(column, taken[field]) for column in others]
    return taken, {field: more for field, more in same.items() if more}, rivals


def headings_in(rows: Sequence[Row]) -> list[str]:
    """Return what might be the headings where none was recognised: the cells of the first row that has several."""
    for _, cells in rows:
        texts = [cell.strip() for cell in cells if cell.strip()]
        if len(texts) > 1:
            return texts
    return []


COLUMN_FIELDS = (*Project._fields, *DERIVED, "prefecture", "unit", "corporate_number", "date", "period")
"""What the user may say that a column holds."""


def check_chosen(chosen: Mapping[str, str]) -> None:
    """Raise UsageError for a field that no column can be chosen for."""
    for field in chosen:
        if field not in COLUMN_FIELDS:
            raise UsageError(errors.UNKNOWN_COLUMN(text=field[:60]), errors.VALID_FIELDS(fields=list(COLUMN_FIELDS)))


def is_heading(
    rows: Sequence[Row], spans: Sequence[Span] = (), chosen: Mapping[str, str] = _NOTHING, nameless: bool = False
) -> bool:
    """Return whether the rows name a project's name and one more field.

    ``nameless``: a body and an amount will do, or a year and national funds.

    Columns that the user names by place count where some other cell is a heading by its words.
    """
    if any(isinstance(cells, BrokenRecord) for _, cells in rows):
        return False
    columns = list(_columns(rows, spans))
    fields = {column.field for column in columns if column.field and column.field not in (IGNORED, "level")}
    across = [column.of for column in columns if column.field in (None, GRANT, "grant_type") and not column.veto]
    if any(len({getattr(of, part) for of in across} - {None}) > 1 for part in Of._fields):
        fields.add(grammar.AMOUNT)  # years or programs run across, and stand for the amounts below them
    by_place: set[str] = set()
    for field, wanted in chosen.items():
        found = _chosen_column(columns, wanted)
        if found is not None and columns[found].heading:
            (by_place if found == _index(wanted) else fields).add(field)
    both = fields | by_place
    if not fields or len(both) < 2:
        return False
    if "name" in both or grammar.LABEL in both:
        return True
    if not nameless:
        return False
    counts = any(column.veto == "count" for column in columns)  # each row is then of several projects
    is_yearly = bool(_YEARS & both) and FUNDS in both and not counts
    return is_yearly or (bool(both & {"municipality", "municipality_code", "summary"}) and bool(both & _OF_YEARS))


def _is_data(row: Row, chosen: Mapping[str, str]) -> bool:
    """Return whether a row that the user's letters point into is a project already: a table without headings."""
    indexes = [_index(wanted) for field, wanted in chosen.items() if field in AMOUNTS]
    cells = [row[1][index] for index in indexes if index is not None and index < len(row[1])]
    return any(re.fullmatch("[0-9][0-9,]*(?:千?円)?", fold(cell)) for cell in cells)


def _extended(
    rows: Sequence[Row], first: int, last: int, spans: Sequence[Span], chosen: Mapping[str, str]
) -> tuple[int, int]:
    """Return where a heading begins and ends, with the rows above and below that belong to it."""

    def is_more(above: int, below: int) -> bool:
        # Markdown has a line of dashes between its heading and the next row
        return rows[below][0] - rows[above][0] <= 2 and is_heading(
            rows[min(first, above) : below + 1], spans, chosen, nameless=True
        )

    while last < len(rows) and _continues_heading(rows[last][1]) and is_more(last - 1, last):
        last += 1
    while first and _stands_over(rows[first - 1], rows[first], spans) and is_more(first - 1, first):
        first -= 1
    return first, last


def _continues_heading(row: list[str]) -> bool:
    """Return whether a row below a heading is more of it: field words, units, or column marks (A, B, ③=①÷②)."""
    cells = [fold(cell) for cell in row if cell.strip()]
    if not cells or isinstance(row, BrokenRecord):
        return False
    if all(_COLUMN_MARK.fullmatch(cell) for cell in cells):
        numbers = [str(number) for number in range(1, len(cells) + 1)]
        return cells == numbers or not all(cell.isdecimal() for cell in cells)
    are_years = sum(grammar.meaning(cell).is_year for cell in row) > 1  # one alone stands over the rows below it
    return any(are_years or recognise(cell)[0] or unit_in_text(cell) or _names_payer(cell) for cell in row) and all(
        recognise(cell)[0] or unit_in_text(cell) or _says(cell) or _SUM.fullmatch(cell.strip())
        for cell in row
        if cell.strip()
    )


_SUM = re.compile("[合総]?計")
"""Over the amounts of several years it heads a column, and begins no row of totals."""


def _names_payer(cell: str) -> bool:
    """Return whether a cell says in one word whose money stands below: 国, 県."""
    said = grammar.meaning(cell)
    return bool(said.kinds & {"national_short", "other_short"}) and not said.strange


def says_something(cell: str) -> bool:
    """Return whether a cell reads as a heading."""
    return recognise(cell)[0] is not None or _says(cell)


def is_label(cell: str) -> bool:
    """Return whether a cell reads as a heading; a year or a program is as often what one says."""
    said = grammar.meaning(cell)
    return says_something(cell) and not said.is_year and said.kinds != {"named_grant"}


def _says(cell: str) -> bool:
    """Return whether a cell of a heading says something of its column, be it only why it is none of ours."""
    said = grammar.meaning(cell)
    return bool(said.kinds - {"named_grant"} or said.is_year) and not said.strange


def _stands_over(row: Row, below: Row, spans: Sequence[Span]) -> bool:
    """Return whether a row above a heading groups its columns: 「国費」 over 「採択額」 and 「交付額」."""
    cells = row[1]
    own = [index for index, cell in enumerate(cells) if cell.strip()]
    if not own or isinstance(cells, BrokenRecord) or any(is_unit_line(cells[index]) for index in own):
        return False
    if len(own) == 1 and unit_in_text(cells[own[0]]) and len(cells[own[0]]) > _LONGEST_LABEL // 2:
        return False  # a title that goes on to the unit of all
    if is_title(row, below, spans) or _is_label(row, below):
        return False
    headed = [index for index, cell in enumerate(below[1]) if cell.strip()]
    over = _over(row, below, spans)
    reach = {index: sum(over.get(column) == index for column in headed) for index in own}
    return any(recognise(cells[index])[0] or _says(cells[index]) for index in own) or all(
        reach[index] > 1 for index in own
    )


def _is_label(row: Row, below: Row) -> bool:
    """Return whether a row above a heading states one thing of all the table: 「団体名」 and 「みどり町」 beside it.

    What such a label names is something else than the heading right below it does.
    """
    texts = [(index, cell) for index, cell in enumerate(row[1]) if cell.strip()]
    if len(texts) != 2 or texts[0][0] >= len(below[1]) or recognise(texts[1][1])[0] is not None:
        return False
    label, under = recognise(texts[0][1])[0], recognise(below[1][texts[0][0]])[0]
    return None not in (label, under) and label != under and not {label, under} & _OF_YEARS and under in _NAMES


_NAMES = frozenset({"name", "municipality", "fiscal_year", "id", "prefecture"})


def is_title(row: Row, below: Row, spans: Sequence[Span]) -> bool:
    """Return whether a row's only text stands over the whole table, or as far to the right as blank columns let it."""
    own = [index for index, cell in enumerate(row[1]) if cell.strip()]
    if len(own) != 1 or isinstance(row[1], BrokenRecord):
        return False
    over = _over(row, below, spans)
    headed = [index for index, cell in enumerate(below[1]) if cell.strip()]
    if len(headed) < 2 or own[0] > headed[0]:
        return False
    gap = next((index for index in range(headed[0], headed[-1]) if index not in headed), headed[-1] + 1)
    return all(over.get(index) == own[0] for index in headed if index < gap)


def _over(row: Row, below: Row | None, spans: Sequence[Span]) -> dict[int, int]:
    """Return, for each column that a text in ``row`` stands over, the column of that text.

    Merged cells say so; where a row has none, a text reaches as far as blank cells do that have a heading below.
    """
    number, cells = row
    over = {index: index for index, cell in enumerate(cells) if cell.strip()}
    merged = [span for span in spans if span.top <= number <= span.bottom]
    if merged or below is None:
        for span in merged:
            if span.left in over:
                over.update(dict.fromkeys(range(span.left, min(span.right + 1, len(cells))), span.left))
        return over
    source = None
    for index, heading in enumerate(below[1]):
        if index in over:
            source = index if heading.strip() else None  # one with nothing below it stands over itself alone
        elif source is not None and heading.strip():
            over[index] = source
        else:
            source = None
    return over


def _columns(heading: Sequence[Row], spans: Sequence[Span]) -> Iterator[Column]:
    width = max((len(cells) for _, cells in heading), default=0)
    belows: list[Row | None] = [*heading[1:], None]
    over = [_over(row, below, spans) for row, below in zip(heading, belows, strict=False)]
    for index in range(width):
        parts: list[str] = []
        for (_, cells), sources in zip(heading, over, strict=True):
            part = cells[sources[index]].strip() if index in sources else ""
            if part and (not parts or parts[-1] != part):
                parts.append(part)
        yield _column(index, parts)


def _column(index: int, parts: list[str]) -> Column:
    """Return the column under these headings, the topmost first."""
    if not parts:
        return Column(index, "")
    heading = " ".join(" ".join(part.split()) for part in parts)
    units = [unit for part in reversed(parts) if (unit := unit_in_text(part))]
    words = [part for part in parts if not unit_in_text(part) or grammar.meaning(part).kinds]
    of, words = taken_apart(words)
    if len(words) > 1:
        words = [word for word in words if not _COLUMN_MARK.fullmatch(fold(word))] or words
    own = _own("".join(words)) or (_own(words[-1]) if words else None)
    if own is not None:
        field, rank = own
        unit = grammar.meaning(words[-1]).yen_per_unit
        if rank == 0 and field in AMOUNTS:
            machine = _MACHINE_AMOUNT.fullmatch(words[-1])
            unit = _MACHINE_UNITS[machine[2]] if machine else 1
        if field not in AMOUNTS or rank == 0 or len(words) == 1:
            words_alone = grammar.meaning(words[-1]).words
            return Column(index, heading, field, rank, next(iter(units), unit), rank == 0, of, words_alone)
    said = grammar.combined(words)
    unit = said.yen_per_unit or next(iter(units), None)
    return Column(index, heading, said.role, said.rank, unit, False, of._replace(year=said.year), said.words, said.veto)


def _settled(column: Column, below: Sequence[Row], is_own: bool) -> Column:
    """Return the column with a word that may mean several things settled by the values below it."""
    if is_own and column.is_own:
        return column
    values = _values(column, below)
    field: str | None = column.field
    of = column.of
    if field is None and (of.year or of.nth or of.budget) and values and all(map(_may_be_money, values)):
        return column._replace(field=grammar.AMOUNT, rank=grammar.RANK_OF_UNNAMED)
    if field == "id":
        field = "id" if any(not value.isdecimal() for value in values) else IGNORED
    elif field == grammar.GRANT:
        amounts = column.yen_per_unit or any(re.match("[0-9]", fold(value)) for value in values)
        is_header = of.program is not None and not any(known_in(value) or _PROGRAM.search(value) for value in values)
        field = FUNDS if amounts else None if is_header else "program"
    elif field == "program_name" and "kind" in _kinds_of(column) and _are_types(values):
        field = "grant_type"
    elif field == "period":
        return column if values and all(map(_is_period, values)) else column._replace(field=None)
    elif field == grammar.KIND:
        return column._replace(field=_kind_of(values), rank=column.rank + _BY_VALUES)
    elif field in (grammar.LABEL, "name") and (field == grammar.LABEL or column.heading.strip().isascii()):
        field = _label_of(values) if values else None if field == grammar.LABEL else field
    else:
        return column
    return column._replace(field=field, rank=max(column.rank, 6))


def _is_period(value: str) -> bool:
    try:
        return reading.period(value) is not None
    except reading.Doubtful:
        return False


def is_money(cell: str) -> bool:
    """Return whether a cell holds an amount, or a number that may be one."""
    return bool(_MONEY.fullmatch(plain(reading.unmarked(cell))))


def _may_be_money(cell: str) -> bool:
    return is_money(cell) or cell in _NO_AMOUNT


_NO_AMOUNT = frozenset({"-", "－", "―", "−"})


def _kind_of(values: Sequence[str]) -> str | None:
    """Return what a column of kinds holds: programs, words of application, types of a grant."""
    if any(known_in(value) for value in values):
        return "program_name"
    if any(word in value for value in values for word in ("単独", "共同", "広域")):
        return "application_text"
    return "grant_type" if _are_types(values) else None


def _kinds_of(column: Column) -> frozenset[str]:
    return frozenset().union(*grammar.words_in(column.heading))


def _are_types(values: Sequence[str]) -> bool:
    """Return whether a column holds the types of a grant: TYPE1, 先駆型, 横展開."""
    return bool(values) and all(
        (_TYPE.search(value) or is_known_type(value)) and not known_in(value) for value in values
    )


_TYPE = re.compile(r"(?:型|タイプ|タイプ\s*[0-9０-９A-ZＡ-Ｚ]+|TYPE\s*[0-9A-Z]+|枠)(?:[(（].*[)）])?$")
_PROGRAM = re.compile(r"(?:交付金|補助金|助成金)(?:[(（].*[)）])?$")


def _label_of(values: Sequence[str]) -> str | None:
    """Return whose names a column of names holds: those of bodies, of programs, or of projects."""
    if values and all(is_like_body(value) or is_company(value) for value in values):
        return "municipality"
    if values and all(_PROGRAM.search(value) for value in values):
        return "program_name"
    return "name" if values else None


def _values(column: Column, below: Sequence[Row]) -> list[str]:
    return [value for _, cells in below if column.at < len(cells) and (value := cells[column.at].strip())]


def _are_names(values: Sequence[str]) -> bool:
    """Return whether what stands under 事業内容 names projects: it is short and no sentence."""
    return bool(values) and all(len(value) <= _LONGEST_NAME and "。" not in value for value in values)


_LONGEST_NAME = 40


def _is_unread_on_purpose(column: Column, below: Sequence[Row]) -> bool:
    """Return whether nothing is lost with a column: running numbers without a heading."""
    values = _values(column, below)
    if column.heading or len(values) < 2 or not all(re.fullmatch("[0-9]{1,6}", value) for value in values):
        return False
    numbers = list(map(int, values))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _chosen_column(columns: Sequence[Column], wanted: str) -> int | None:
    """Return the index of the column that the user names by heading, letter (C, AB) or number from 1, or None."""
    folded = fold(wanted)
    for column in columns:
        heading = fold(column.heading)
        if folded and folded in (heading, _UNIT_BRACKET.sub("", heading), *map(fold, column.heading.split(" "))):
            return column.at
    index = _index(wanted)
    return index if index is not None and index < len(columns) else None


def _index(wanted: str) -> int | None:
    plain = fold(wanted)
    if re.fullmatch("[0-9]{1,5}", plain):
        return int(plain) - 1 if int(plain) else None
    if not re.fullmatch("[a-z]{1,3}", plain):
        return None
    number = 0
    for letter in plain:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number - 1


def column_letter(index: int) -> str:
    """Return a 0-based index as spreadsheets name the column: 0 → A, 27 → AB."""
    letters = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        letters = chr(ord("A") + letter) + letters
        index -= 1
    return letters
