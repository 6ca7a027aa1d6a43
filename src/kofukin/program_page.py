"""One grant program as a page: its names, terms and line, and the state's money for it year by year.

Figures of two vintages stand in rows of their own and are never joined; nothing is added up over years.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from kofukin import query
from kofukin.errors import KofukinError, shortened
from kofukin.files import national
from kofukin.messages import Message, Said, errors, labels
from kofukin.messages.first_few import first_few
from kofukin.model.fields import RATES, by_name
from kofukin.model.fiscal_year import era_label
from kofukin.query import Field, lineage
from kofukin.query.naming import Names, called
from kofukin.table import Column, Kind, Table, Value
from kofukin.text.folding import fold


def _yen(name: str, ja: str, en: str, meaning: Message) -> Field:
    return Field(name, Kind.YEN, Message(ja, en), meaning)


_PROGRAM = by_name(query.PROGRAM_FIELDS)
BUDGET_FIELDS = (
    _PROGRAM["program"],
    _PROGRAM["program_name"],
    query.FIELDS["fiscal_year"],
    query.FIELDS["era_year"],
    _yen("initial_yen", "当初予算", "Initial budget", Message("国の当初予算", "the state's initial budget")),
    _yen("supplementary_yen", "補正予算", "Supplementary", Message("補正予算", "supplementary budget")),
    _yen(
        "carried_in_yen",
        "前年度から繰越し",
        "Carried in",
        Message("前年度からの繰越し", "carried in from the year before"),
    ),
    _yen(
        "carried_out_yen",
        "翌年度へ繰越し",
        "Carried out",
        Message("翌年度への繰越し（マイナス）", "carried out to the next year, negative"),
    ),
    _yen("reserve_yen", "予備費等", "Reserve", Message("予備費など", "from the reserve and the like")),
    _yen(
        "total_yen",
        "計",
        "Total",
        Message(
            "シートの「計」。2023 年のシートまでは翌年度への繰越しを引いた額、RS システムでは引く前の額",
            "total as the sheet has it: after what was carried out in sheets up to 2023, before it in the RS system",
        ),
    ),
    _yen("executed_yen", "執行額", "Executed", Message("執行額", "what was spent")),
    Field(
        "vintage",
        Kind.CODE,
        Message("シート", "Sheet of"),
        Message(
            "どの年のシートか。前のシートの行には、後のシートで変わった額だけがある",
            "year of the sheet that says so; an earlier sheet's row holds just what a later one changed",
        ),
    ),
    Field(
        "covers",
        Kind.TEXT,
        Message("範囲", "Covers"),
        Message("額の範囲", "what the amounts cover, where that is not just the program"),
    ),
    Field(
        "covers_en",
        Kind.TEXT,
        Message("範囲（英語）", "Covers (English)"),
        Message("額の範囲の英語", "what the amounts cover, in English"),
    ),
    Field(
        "name",
        Kind.TEXT,
        Message("シートの名称", "Name in the sheet"),
        Message("シートでの名称", "name of the program in the sheet"),
    ),
    Field("address", Kind.TEXT, Message("所在", "Address"), Message("シートの所在", "where the sheet is")),
    Field(
        "stored_at",
        Kind.TEXT,
        Message("読んだ写し", "Copy that was read"),
        Message(
            "読んだ写し（公開の場所を直接開いてはいない）",
            "the stored copy that was read; the place itself was not opened",
        ),
    ),
)
_PEOPLES = (
    *("era_year", "vintage", "initial_yen", "supplementary_yen", "carried_in_yen", "carried_out_yen", "reserve_yen"),
    "executed_yen",
)


_ROW_IS = ("era_year", "vintage")
"""What tells a row of money from all others."""


_Entry = TypeVar("_Entry", national.Budget, national.Break, national.Limit, national.Output)
"""What the reference has of a program."""


class Known(NamedTuple):
    """What the data and the reference know of a program; the data's own words go before the reference's."""

    id: str
    name: str
    short_name: str
    name_en: str | None
    aliases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    budget_id: str | None = None
    subsidy_rates: tuple[str, ...] = ()
    era_years: tuple[str, ...] = ()
    projects: int = 0
    is_in_reference: bool = False


def known_programs(connection: sqlite3.Connection) -> dict[str, Known]:
    """Return the programs of the data, then those that only the reference knows."""
    entries = {entry.program.id: entry for entry in national.entries()}
    found: dict[str, Known] = {}
    for row in query.programs(connection):
        program, name, short_name, name_en, years, rates, projects = cast("tuple[Any, ...]", row)
        found[program] = Known(program, name, short_name, name_en, (), (), None, rates, years, projects)
    for program, entry in entries.items():
        own = found.get(program) or Known(program, *entry.program[1:4])
        if not national.is_known(program, own.name):
            continue  # the data's own program, which has the id of another
        rates = own.subsidy_rates or tuple(filter(None, [entry.subsidy_rate]))
        aliases = tuple(name for name in (entry.program.name, *entry.aliases) if name != own.name)
        found[program] = own._replace(
            aliases=aliases, types=entry.types, budget_id=entry.budget_id, subsidy_rates=rates, is_in_reference=True
        )
    return found


def find(connection: sqlite3.Connection, wanted: str) -> Known:
    """Return the program of that id or name, or the one whose name has it as a part.

    Raises KofukinError where that is none or several.
    """
    programs = known_programs(connection)
    folded = fold(wanted)
    names = {program: [fold(name) for name in (*own[:4], *own.aliases) if name] for program, own in programs.items()}
    for matches in (
        [program for program, own in names.items() if folded in own],
        [program for program, own in names.items() if folded and any(folded in name for name in own[:4])],
        [program for program, own in names.items() if folded and any(folded in name for name in own)],
    ):
        if len(matches) == 1:
            return programs[matches[0]]
        if matches:
            ids = [f"{program} ({programs[program].short_name})" for program in matches]
            raise KofukinError(errors.AMBIGUOUS_PROGRAM(text=shortened(wanted)), errors.SAY_WHICH(candidates=ids))
    ids = [f"{program} ({own.short_name})" for program, own in programs.items()]
    raise KofukinError(errors.UNKNOWN_PROGRAM(text=shortened(wanted)), errors.VALID_PROGRAMS(programs=ids))


def page(
    connection: sqlite3.Connection, wanted: str, columns: Sequence[str] | None, people: bool, nested: bool
) -> Table:
    """Return the page of a program: a row for each year and vintage, or with ``nested`` one row that holds it all."""
    known = find(connection, wanted)
    budgets = _budgets_of(known)
    if nested and columns is None:
        return _nested(connection, known, budgets)
    fields = {field.name: field for field in BUDGET_FIELDS}
    names = Names(list(fields), called(BUDGET_FIELDS)).columns(columns or ()) or (_PEOPLES if people else tuple(fields))
    if columns is None and people and any(budget.covers for budget in budgets):
        names = (*names, "covers")
    rows = [tuple(cast("Value", _cell(known, budget, name)) for name in names) for budget in budgets]
    words = {
        budget.covers: Message(budget.covers, budget.covers_en or budget.covers) for budget in budgets if budget.covers
    }
    shown = tuple(
        Column(
            name,
            fields[name].kind,
            fields[name].labelled,
            words if name == "covers" else {},
            names_group=name in _ROW_IS,
        )
        for name in names
    )
    return Table(
        shown,
        rows,
        title=labels.PROGRAM_TITLE(name=known.name),
        notes=tuple(_notes(connection, known, budgets)) if people else (),
        sheet=labels.SHEET_PROGRAMS,
    )


def _of(known: Known, entries: Iterable[_Entry]) -> list[_Entry]:
    """Return what the reference has of a program; a stranger that has the id of a known one has nothing there."""
    return [entry for entry in entries if known.is_in_reference and entry.program == known.id]


def _budgets_of(known: Known) -> list[national.Budget]:
    """Return the state's money for a program by year and sheet, what follows a break behind all that comes before."""
    breaks = _of(known, national.breaks())
    return sorted(
        _of(known, national.budgets()), key=lambda budget: sum(budget.vintage >= each.vintage for each in breaks)
    )


def _cell(known: Known, budget: national.Budget, name: str) -> object:
    if name == "program_name":
        return known.name
    return era_label(budget.fiscal_year) if name == "era_year" else getattr(budget, name)


def _nested(connection: sqlite3.Connection, known: Known, budgets: Sequence[national.Budget]) -> Table:
    def own(entries: Iterable[_Entry]) -> list[dict[str, object]]:
        return [_without_program(entry) for entry in _of(known, entries)]

    values: dict[str, object] = {
        "program": known.id,
        "program_name": known.name,
        "short_name": known.short_name,
        "name_en": known.name_en,
        "aliases": known.aliases,
        "types": known.types,
        "budget_id": known.budget_id,
        "era_years": known.era_years,
        "subsidy_rates": known.subsidy_rates,
        "projects": known.projects,
        "limits": own(national.limits()),
        "line": [step._asdict() for step in line_of(connection, known.id)],
        "breaks": own(national.breaks()),
        "bodies": own(national.outputs()),
        "budgets": own(budgets),
    }
    columns = tuple(Column(name, Kind.TEXT, Message(name, name)) for name in values)
    return Table(columns, [tuple(cast("Value", value) for value in values.values())])


def _without_program(entry: _Entry) -> dict[str, object]:
    return {name: value for name, value in entry._asdict().items() if name != "program"}


def line_of(connection: sqlite3.Connection, program: str) -> list[national.Step]:
    """Return the steps that lead to a program and on from it, those of the reference first."""
    steps = lineage.steps(connection)
    before, after = {program}, {program}
    for _ in steps:
        before |= {step.earlier for step in steps if step.later in before}
        after |= {step.later for step in steps if step.earlier in after}
    return [step for step in steps if step.later in before or step.earlier in after]


def _notes(
    connection: sqlite3.Connection, known: Known, budgets: Sequence[national.Budget]
) -> Iterator[Message | Said]:
    yield from _of_program(connection, known)
    yield from _of_limits(known)
    line = line_of(connection, known.id)
    yield from _of_line(connection, line)
    for each in _of(known, national.breaks()):
        evidence = Message(each.evidence, each.evidence_en)
        yield labels.NATIONAL_BREAK(year=era_label(each.fiscal_year), vintage=each.vintage, evidence=evidence)
    yield from _of_money(known, budgets, line)


def _of_program(connection: sqlite3.Connection, known: Known) -> Iterator[Said]:
    yield labels.PROGRAM_IS(name=known.name, id=known.id, short_name=known.short_name)
    if known.name_en:
        yield labels.PROGRAM_IN_ENGLISH(name=known.name_en)
    if known.aliases:
        yield labels.PROGRAM_ALIASES(names=list(known.aliases))
    if known.types:
        yield labels.PROGRAM_TYPES(types=list(known.types))
    if known.subsidy_rates:
        yield labels.PROGRAM_RATES(rates=[RATES.get(rate, rate) for rate in known.subsidy_rates])
    if known.projects:
        titles = first_few([title for title, _ in query.dataset_titles(connection)])
        yield labels.PROGRAM_IN_DATA(datasets=titles, years=list(known.era_years), count=known.projects)
    if known.budget_id:
        yield labels.PROGRAM_BUDGET_ID(id=known.budget_id)


def _of_limits(known: Known) -> Iterator[Said]:
    limits = _of(known, national.limits())
    for limit in limits:
        yield labels.PROGRAM_LIMIT(
            year=era_label(limit.fiscal_year),
            type=limit.grant_type,
            municipality=f"{limit.municipality_yen // 1000:,}",
            prefecture=f"{limit.prefecture_yen // 1000:,}",
            years=limit.years,
        )
    for name, stored_at in dict.fromkeys((limit.name, limit.stored_at) for limit in limits):
        yield labels.LIMITS_FROM(name=name, stored_at=stored_at)


def _of_line(connection: sqlite3.Connection, line: Sequence[national.Step]) -> Iterator[Said]:
    names = {entry.program.id: entry.program.name for entry in national.entries()}
    names |= connection.execute("SELECT id, name FROM program").fetchall()
    for step in line:
        later: str | Said = names[step.later] + (f"（{step.grant_type}）" if step.grant_type else "")
        if step.budget:
            later = labels.LINE_FROM(later=later, budget=step.budget)
        is_reading = step.basis == national.READING
        if step.evidence is None:
            said = labels.LINE_READ_IN_DATA if is_reading else labels.LINE_IN_DATA
            yield said(earlier=names[step.earlier], later=later)
            continue
        said = labels.LINE_READING if is_reading else labels.LINE_STATED
        evidence = Message(step.evidence, step.evidence_en or step.evidence)
        yield said(earlier=names[step.earlier], later=later, evidence=evidence)


def _of_money(
    known: Known, budgets: Sequence[national.Budget], line: Sequence[national.Step]
) -> Iterator[Message | Said]:
    """Yield where the money's figures are from, or where else they may be found."""
    if not budgets:
        held = {budget.program for budget in national.budgets()}
        under = [step.earlier for step in line if step.later == known.id and step.earlier in held]
        yield labels.NATIONAL_MONEY_UNDER(programs=under) if under else labels.NO_NATIONAL_MONEY
        return
    if counted := _of(known, national.outputs()):
        bodies = [labels.BODIES_IN(year=era_label(output.fiscal_year), count=output.bodies) for output in counted]
        yield labels.BODIES_PAID(bodies=bodies)
    yield labels.NATIONAL_COPIES
    sheets: dict[tuple[str, str | None, str], list[str]] = {}
    for budget in budgets:
        if budget.stored_at:
            years = sheets.setdefault((budget.vintage, budget.address, budget.stored_at), [])
            years.append(era_label(budget.fiscal_year))
    for (vintage, address, stored_at), years in sheets.items():
        said = labels.SHEET_AT if address else labels.SHEET_STORED
        yield said(years=years, vintage=vintage, address=address, stored_at=stored_at)
