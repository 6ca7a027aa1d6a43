"""Blocks of lines → draft projects, with the evidence for what is inferred and a doubt for what is not plain."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.importing import line_grammar as grammar
from kofukin.importing.applications import (
    application_in_note,
    application_of,
    is_body,
    is_marked,
    partners_in,
    speaks_of_application,
)
from kofukin.importing.assembling import Block, assemble
from kofukin.importing.bodies import same_body
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line
from kofukin.importing.figures import Figures, figures_of, is_sum_of_shares
from kofukin.importing.headings import Heading, years_in
from kofukin.importing.ids import Ids
from kofukin.importing.in_force import Group, InForce, Over, unit_on
from kofukin.importing.known_programs import recognised
from kofukin.importing.line_grammar import Figure, Name, Note, Total
from kofukin.importing.line_rows import Row, TextLine
from kofukin.importing.money import amounts_on
from kofukin.importing.programs import chosen
from kofukin.importing.remarks import heeded
from kofukin.importing.said_of_all import over as said_over
from kofukin.importing.totals import total_differs
from kofukin.importing.vocabulary import vocabulary
from kofukin.messages import Message, Said, importing
from kofukin.model.fiscal_year import era_label
from kofukin.model.project import Application, Partner, Program, Project, Round
from kofukin.model.stated_amounts import Amount, Whose
from kofukin.text.folding import fold

_PREFECTURE_WORDS = ("道", "都", "府", "県")
_ONE_YEAR_ONLY = "単年度のみ"


def items_of(lines: Sequence[TextLine], given: Given, path: Path, ids: Ids) -> Iterator[Item]:
    """Yield a ``Line`` for each line, and the programs, rounds, projects and doubts that they come to.

    Raises UsageError where the municipality, the year or the unit of all amounts is neither stated nor given.
    """
    rows, blocks = assemble(lines)
    if blocks and given.yen_per_unit is None and not _names_unit(rows):
        raise UsageError(importing.UNIT_UNKNOWN, importing.ASK_UNIT)
    yield from _Drafter(rows, blocks, given, path, ids).items()


def _names_unit(rows: Sequence[Row]) -> bool:
    """Return whether any amount has a unit, also when there is no amount at all."""
    amounts = [amount for row in rows if isinstance(row.reading, Name | Figure) for amount in row.reading.amounts]
    return not amounts or any(amount.unit for amount in amounts) or any(unit_on(row) for row in rows)


@dataclass(slots=True, eq=False)
class _Draft:
    """What is gathered beside the values of one project."""

    block: Block
    evidence: dict[str, Message | Said] = field(default_factory=dict)
    quoted: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, field: str, reason: Message | Said, text: str | None = None, row: Row | None = None) -> None:
        place = (row or self.block.row).line.place
        self.doubts.append(Doubt(place, reason, text or self.block.name.name, field))


class _Year(NamedTuple):
    value: int
    words: str | None = None
    evidence: Message | Said | None = None
    doubt: Message | Said | None = None


class _Drafter:
    def __init__(self, rows: Sequence[Row], blocks: dict[int, Block], given: Given, path: Path, ids: Ids) -> None:
        self._rows, self._blocks = rows, blocks
        self._given, self._path, self._ids = given, path, ids
        self._chosen = chosen(given.program, ids) if given.program else None
        self._in_force = InForce(rows, ids)
        self._last_year: int | None = None
        self._labelled = _labelled_in(rows)
        self._programs: set[str] = set()
        self._rounds: dict[tuple[str, int], Round] = {}
        self._since_total: list[Project] = []
        self._all: list[Project] = []
        self._differing: set[str] = set()

    def items(self) -> Iterator[Item]:
        drafted: dict[int, Item] = {}
        for row in self._rows:
            assert row.role is not None
            yield Line(row.line.place, row.role, row.line.verbatim)
            if row.doubt is not None:
                yield Doubt(row.line.place, row.doubt, row.text)
            self._in_force.go_to(row)
            if isinstance(row.reading, Heading) and row.reading.doubtful_rate:
                yield Doubt(row.line.place, importing.RATE_DOUBTFUL, row.text, "subsidy_rate")
            elif isinstance(row.reading, Total):
                yield from self._compared(row.reading, row)
            elif row.number in self._blocks:
                block = self._blocks[row.number]
                *before, drafted[block.last_row] = self._project(_Draft(block))
                yield from before
            if row.number in drafted:
                yield drafted.pop(row.number)
        self._in_force.end()
        for group in self._in_force.groups:
            yield from self._compared_with_headings(group)

    def _project(self, draft: _Draft) -> Iterator[Item]:
        """Yield what must come before the project, then the project."""
        block, name, row = draft.block, draft.block.name, draft.block.row
        over, programs, unclear = self._above(block)
        municipality = self._municipality(name, draft)
        if name.owner and not same_body(name.owner, municipality):
            draft.doubt("municipality", importing.OWNER_IN_NAME, name.owner)
        year = self._year(name, _notes(block), over, programs)
        self._last_year = year.value
        _settle_year(year, draft)
        program, basis = self._program(programs, over, unclear, draft)
        self._hold_against_labels(name, municipality, year.value, program, draft)
        yield from self._program_and_rounds(programs or ((program,) if program else ()), over, year.value)
        yield from self._differences(municipality, year.value, programs, draft)

        figures = self._figures(draft, municipality)
        texts = [*filter(None, [name.note]), *(note.text for note in _notes(block))]
        if any(vocabulary().fallen.search(text) for text in (row.text, *texts)) and figures.funds is not None:
            draft.doubt("national_funds_yen", importing.WITHDRAWN)
            figures = figures._replace(funds=None, unnamed=False)
        if any(amounts_on(note) for note in texts):
            figures = _without_amounts_of_notes(figures, texts, draft)
        application_text, notes = _application_text(name, _notes(block))
        application, partners = _application(application_text, figures, draft)
        _doubt_application(application_text, notes, draft)
        if name.open_bracket:
            application_text = None
        one_year = next((note for note in notes if _ONE_YEAR_ONLY in note), None)
        if one_year is not None:
            draft.evidence["last_fiscal_year"] = importing.FROM_LINE(text=one_year)
        if row.joined:
            draft.evidence["name"] = importing.LINES_JOINED(count=1 + len(row.joined))
        if block.cut:
            draft.doubt("name", importing.NAME_MAY_BEGIN_ABOVE)

        code = self._given.municipality_code if municipality == (self._given.municipality or municipality) else None
        if code is not None:
            draft.evidence["municipality_code"] = importing.FROM_OPTION(option="--municipality")
        evidence = draft.evidence.get("program")
        project = Project(
            id=self._ids.project(self._path.name, code, municipality, year.value),
            municipality_code=code,
            municipality=municipality,
            fiscal_year=year.value,
            last_fiscal_year=year.value if one_year else None,
            program=program.id if program else None,
            grant_type=name.grant_type or self._in_force.grant_type or _type_in(over),
            name=name.name,
            application=application,
            application_text=application_text,
            partners=partners,
            national_funds_yen=figures.funds,
            stated_cost_yen=figures.cost,
            amount_label=_label(block, figures),
            amount_basis="unstated" if figures.funds is not None else None,
            note="　".join(notes) or None,
            program_basis=basis,
            program_evidence=evidence.in_("ja") if evidence is not None else None,
            source_document=self._path.name,
            source_page=row.line.place.page,
            source_line=row.line.place.line,
            source_amount_line=_line_of_amount(block),
        )
        for kept in (self._since_total, self._all, self._in_force.group.projects):
            kept.append(project)
        possible = () if program else tuple(program.id for program in programs)
        unit = self._in_force.yen_per_unit
        drafted = DraftProject(
            *(project, row.line.place, tuple(draft.doubts), draft.evidence, draft.quoted, possible, unit),
            remarks=tuple(_in_brackets(row.text, name)),
        )
        yield heeded(drafted, said_over([self._in_force.section or ""]))

    def _hold_against_labels(
        self, name: Name, municipality: str, year: int, program: Program | None, draft: _Draft
    ) -> None:
        """Leave open what lines of the document say otherwise behind a label: whose line that is, nobody says."""
        doubted = {doubt.field for doubt in draft.doubts}
        same: dict[str, Callable[[str], bool]] = {
            "municipality": lambda value: name.municipality is not None or same_body(value, municipality),
            "fiscal_year": lambda value: len(years := set(years_in(value))) != 1 or years == {year},
            "program": lambda value: program is None or recognised(value) in ((), (program,)),
        }
        for written, is_same in same.items():
            others = [value for value in self._labelled.get(written, ()) if not is_same(value)]
            if others and written not in doubted:
                draft.doubt(written, importing.LABEL_DIFFERS(values=others[:_MOST_OTHERS]), others[0])

    # Where the headings stand

    def _above(self, block: Block) -> tuple[tuple[Over, ...], tuple[Program, ...], Row | None]:
        """Return the headings over a project, the programs they name, and a line that may name one but was not read."""
        group = self._in_force.group
        for row in block.notes:
            label = row.reading.label if isinstance(row.reading, Note) else None
            if label and label.programs:
                programs = tuple(self._ids.program(name) for name in label.programs)
                if group.programs and not set(programs) <= set(group.programs):
                    group.unclear["program"] = row  # it may be the heading of what follows just as well
                    programs = (*programs, *group.programs)
                return (Over(label, programs, row), *group.over), programs, None
        return group.over, group.programs, group.unclear.get("program")

    def _municipality(self, name: Name, draft: _Draft) -> str:
        """Return whose project it is: as the lines say, as the user does, or the page's own issuer."""
        if stated := name.municipality or self._in_force.municipality:
            return stated
        given, issued = self._given.municipality, self._in_force.issuer
        if given is not None and (issued is None or same_body(given, issued[0])):
            draft.evidence["municipality"] = importing.FROM_OPTION(option="--municipality")
            return given
        if issued is None:
            raise UsageError(importing.MUNICIPALITY_UNKNOWN, importing.ASK_MUNICIPALITY)
        draft.evidence["municipality"] = importing.FROM_LINE(text=issued[1])
        return issued[0]

    def _year(self, name: Name, notes: Sequence[Note], over: Sequence[Over], programs: Sequence[Program]) -> _Year:
        """Return the year of the headings, if they agree; else the user's, or one that is doubtful."""
        for note in notes:
            if note.label and note.label.fiscal_year:
                return _Year(note.label.fiscal_year, note.text)
        if (unclear := self._in_force.group.unclear.get("fiscal_year")) is not None:
            return self._year_below(unclear, over)
        given = self._given.fiscal_year
        from_option = importing.FROM_OPTION(option="--year")
        dated = {item.row.text: year for item in over if (year := item.heading.fiscal_year) is not None}
        years, words = sorted(set(dated.values())), "、".join(dated)
        if len(years) == 1:
            return _Year(years[0], words, importing.FROM_HEADING(text=words) if len(programs) > 1 else None)
        if years and given in years:
            return _Year(given, words, from_option)
        if years:
            return _Year(years[0], words, doubt=importing.YEAR_OPEN(years=[era_label(year) for year in years]))
        if self._in_force.year is not None:
            return _Year(*self._in_force.year)
        if given is not None:
            return self._year_given(given)
        if self._last_year is not None:
            return _Year(self._last_year, doubt=importing.YEAR_FROM_ABOVE(year=era_label(self._last_year)))
        raise UsageError(importing.YEAR_UNKNOWN, importing.ASK_YEAR)

    def _year_given(self, given: int) -> _Year:
        """Return the user's year; it is doubtful where lines above name others, or budgets that pay in others."""
        named, possible = self._in_force.years_named, self._in_force.years_of_budgets
        if given in named | possible or not named | possible:
            return _Year(given, evidence=importing.FROM_OPTION(option="--year"))
        years = sorted({*named, *possible, given})
        value = next(iter(named)) if len(named) == 1 else given
        return _Year(value, doubt=importing.YEAR_OPEN(years=[era_label(year) for year in years]))

    def _year_below(self, unclear: Row, over: Sequence[Over]) -> _Year:
        """Return the year below a heading that could not be read: the user's, or one that is doubtful."""
        stated = unclear.reading.fiscal_year if isinstance(unclear.reading, Heading) else None
        given = self._given.fiscal_year
        if given is not None and stated in (None, given):
            return self._year_given(given)
        dated = [item.heading.fiscal_year for item in over if item.heading.fiscal_year is not None]
        above = [self._in_force.year[0]] if self._in_force.year else []
        found = next((year for year in (stated, *dated, *above, self._last_year) if year is not None), None)
        if found is None:
            raise UsageError(importing.YEAR_UNKNOWN, importing.ASK_YEAR)
        return _Year(found, unclear.text, doubt=importing.HEADING_UNCLEAR)

    def _program(
        self, programs: Sequence[Program], over: Sequence[Over], unclear: Row | None, draft: _Draft
    ) -> tuple[Program | None, str]:
        if unclear is not None:
            programs = ()
        if len(programs) == 1:
            if over:
                written = over[0].row.line.text.strip()
                draft.quoted["program"] = written if over[0].row.text in written else over[0].row.text
            return programs[0], "stated"
        named = {self._ids.program(name).id for name in self._in_force.programs_named}
        is_named = not named or (self._chosen is not None and self._chosen.id in named)
        if self._chosen is not None and (self._chosen in programs or (not programs and is_named)):
            draft.evidence["program"] = importing.FROM_OPTION(option="--program")
            return self._chosen, "inferred, high"
        if unclear is not None:
            draft.doubt("program", importing.HEADING_UNCLEAR, unclear.text)
            return None, "open"
        names = [program.name for program in programs] or sorted(self._in_force.programs_named)
        draft.doubt("program", importing.PROGRAM_OPEN(programs=names) if names else importing.PROGRAM_UNSTATED)
        return None, "open"

    def _program_and_rounds(self, programs: Sequence[Program], over: Sequence[Over], year: int) -> Iterator[Item]:
        for program in programs:
            if program.id not in self._programs:
                self._programs.add(program.id)
                yield program
            item = next((item for item in over if item.programs == (program,)), None)
            said = item.heading if item else Heading()
            new = Round(program.id, said.fiscal_year or year, said.subsidy_rate, said.last_fiscal_year, said.budget)
            known = self._rounds.setdefault((program.id, new.fiscal_year), new)
            if known is new:
                yield new
            elif item and _contradict(known, new):
                self._rounds[program.id, new.fiscal_year] = new
                yield Doubt(item.row.line.place, importing.ROUND_DIFFERS, item.row.text)

    def _differences(self, municipality: str, year: int, programs: Sequence[Program], draft: _Draft) -> Iterator[Doubt]:
        """Say once for each option that the document states something else; what it states stands."""
        given = self._given
        for option, differs in (
            ("--program", self._chosen is not None and bool(programs) and self._chosen not in programs),
            ("--year", given.fiscal_year not in (None, year)),
            ("--municipality", given.municipality not in (None, municipality)),
            (
                "--unit",
                None not in (stated := self._in_force.yen_per_unit, given.yen_per_unit)
                and stated != given.yen_per_unit,
            ),
        ):
            if differs and option not in self._differing:
                self._differing.add(option)
                yield Doubt(draft.block.row.line.place, importing.OPTION_DIFFERS(option=option), draft.block.name.name)

    # Amounts

    def _figures(self, draft: _Draft, municipality: str) -> Figures:
        block = draft.block
        amounts = list(block.name.amounts)
        for figure in block.figures:
            amounts += figure.reading.amounts if isinstance(figure.reading, Figure) else ()
        row = block.figures[0] if block.figures else block.row
        text = "　".join(row.text for row in block.figures) or block.row.text
        figures = figures_of(amounts, text, self._in_force.yen_per_unit or self._given.yen_per_unit)
        if is_sum_of_shares(figures, municipality):
            figures = Figures(cost=figures.cost, reason=importing.AMOUNT_DOUBTFUL)
        if (rival := self._rival(block, figures.funds)) is not None:
            figures = Figures(cost=figures.cost, reason=importing.LINES_DIFFER)
            text = f"{text}　{rival.text}"
        if figures.unnamed and self._given.amounts is None:
            draft.doubt("national_funds_yen", importing.AMOUNT_WITHOUT_WORD, text, row)
            return figures._replace(funds=None, unnamed=False)
        if figures.unnamed and self._given.amounts == "stated_cost_yen":
            figures = figures._replace(cost=figures.funds, funds=None, unnamed=False)
            draft.evidence["stated_cost_yen"] = importing.FROM_OPTION(option="--amounts")
            return figures
        if block.apart:
            draft.doubt("national_funds_yen", importing.COLUMNS_APART)
        elif not amounts:
            draft.doubt("national_funds_yen", importing.AMOUNT_MISSING, text, row)
        elif figures.reason is not None:
            draft.doubt("national_funds_yen", figures.reason, text, row)
        else:
            draft.quoted["national_funds_yen"] = text
            if self._in_force.yen_per_unit is None and not all(amount.unit for amount in amounts):
                draft.evidence["national_funds_yen"] = importing.FROM_OPTION(option="--unit")
            elif figures.unnamed:
                draft.evidence["national_funds_yen"] = importing.FROM_OPTION(option="--amounts")
        if figures.cost_without_unit:
            draft.doubt("stated_cost_yen", importing.UNIT_UNKNOWN, text, row)
        if figures.doubtful_shares:
            draft.doubt("partners", importing.SHARE_DOUBTFUL, text, row)
        return figures

    def _rival(self, block: Block, funds: int | None) -> Row | None:
        """Return a further line of the project that states other national funds in other words."""
        unit = self._in_force.yen_per_unit or self._given.yen_per_unit
        words = {amount.label for row in block.figures for amount in _funds_on(row)}
        others = (
            row
            for row in block.rivals
            for amount in _funds_on(row)
            if amount.label not in words and amount.yen(unit) not in (None, funds)
        )
        return next(others, None) if words and funds is not None else None

    def _compared(self, total: Total, row: Row) -> Iterator[Doubt]:
        """Compare a stated total with the sum of what stands above: since the last total, under one heading, or all."""
        stated = _stated_sum(total.amounts, self._in_force.yen_per_unit or self._given.yen_per_unit)
        if stated is None:
            yield Doubt(row.line.place, importing.AMOUNT_DOUBTFUL, row.text)
        else:
            summed = _sum(self._since_total or self._all)
            if stated not in (summed, _sum(self._in_force.group.projects), _sum(self._all)):
                yield Doubt(row.line.place, total_differs(stated, summed), row.text)
        self._since_total = []

    def _compared_with_headings(self, group: Group) -> Iterator[Doubt]:
        """Compare the sums in the headings of a group with that of its projects."""
        stating = [over for over in group.own if over.heading.amounts]
        if not stating or not group.projects:
            return
        unit = self._in_force.yen_per_unit or self._given.yen_per_unit
        sums = [_stated_sum(over.heading.amounts, unit) for over in stating]
        if None in sums:
            yield Doubt(stating[0].row.line.place, importing.AMOUNT_DOUBTFUL, stating[0].row.text)
        elif (stated := sum(filter(None, sums))) != (summed := _sum(group.projects)):
            yield Doubt(stating[0].row.line.place, total_differs(stated, summed), stating[0].row.text)


def _labelled_in(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return what lines of a document say behind labels of a body, a year and a program, by the field."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.line.cells is None and (said := grammar.labelled(row.text)) is not None and said.field in _LABELLED:
            found.setdefault(_LABELLED[said.field], {})[said.value] = None
    return {field: list(values) for field, values in found.items()}


_LABELLED = {
    "municipality": "municipality",
    "fiscal_year": "fiscal_year",
    "program_name": "program",
    "grant": "program",
}
_MOST_OTHERS = 3


def _type_in(over: Sequence[Over]) -> str | None:
    """Return the type of the grant that the headings over a project name in brackets, if they name one."""
    found = {match["type"] for item in over for match in _TYPE.finditer(item.row.text)}
    return found.pop() if len(found) == 1 else None


_TYPE = re.compile(r"[(（\[［【〔](?P<type>[^()（）\[\]［］【】〔〕、,・]{1,30}(?:タイプ|型|枠))[)）\]］】〕]")


def _label(block: Block, figures: Figures) -> str | None:
    """Return the document's own word for the national funds."""
    rows = [row.reading for row in block.figures if isinstance(row.reading, Figure)]
    amounts = [amount for reading in rows for amount in reading.amounts] or list(block.name.amounts)
    labels = [amount.label for amount in _funds_in(amounts) if amount.label]
    return labels[0] if labels and figures.funds is not None else None


def _settle_year(year: _Year, draft: _Draft) -> None:
    if year.words is not None:
        draft.quoted["fiscal_year"] = year.words
    if year.evidence is not None:
        draft.evidence["fiscal_year"] = year.evidence
    if year.doubt is not None:
        draft.doubt("fiscal_year", year.doubt, year.words)


def _contradict(known: Round, new: Round) -> bool:
    return any(None not in (one, other) and one != other for one, other in zip(known, new, strict=True))


def _in_brackets(text: str, name: Name) -> Iterator[str]:
    """Yield what stands in brackets on a project's line and is neither in its name nor an amount."""
    for match in _GROUP.finditer(text):
        if (
            match[0] not in name.name
            and match[1] != name.application_text
            and (_PART_OF_OTHERS.search(match[1]) or not amounts_on(match[1]))
        ):
            yield match[1]


_PART_OF_OTHERS = re.compile("うち[都道府県市区町村]")
_GROUP = re.compile(r"[(（\[［【〔<＜]([^()（）\[\]［］【】〔〕<>＜＞]{1,40})[)）\]］】〕>＞]")


def _notes(block: Block) -> list[Note]:
    return [row.reading for row in block.notes if isinstance(row.reading, Note)]


def _line_of_amount(block: Block) -> int | None:
    """Return the line of the figure; None where it is on another page, whose lines are counted anew."""
    row = block.figures[0] if block.figures else block.row
    same_page = row.line.place.page == block.row.line.place.page
    return row.line.place.line if block.has_amount and same_page else None


def _without_amounts_of_notes(figures: Figures, notes: Sequence[str], draft: _Draft) -> Figures:
    """Return the figures without the funds that an amount in a note may change, and say so."""
    note = next(note for note in notes if amounts_on(note))
    if figures.funds is not None:
        draft.doubt("national_funds_yen", importing.NOTE_HOLDS_AMOUNT, note)
    draft.quoted.pop("national_funds_yen", None)
    draft.evidence.pop("national_funds_yen", None)
    if any(amount.whose in (Whose.BODY, Whose.OTHER, Whose.NOT_OURS) for amount in amounts_on(note)):
        draft.doubt("partners", importing.SHARE_DOUBTFUL, note)
    return figures._replace(funds=None)


def _application_text(name: Name, notes: Sequence[Note]) -> tuple[str | None, list[str]]:
    """Return the words of application on a project's lines, and the notes that say something else."""
    on_its_line = application_in_note(name.note) if name.note else None
    found = [*filter(None, [name.application_text, *(note.application_text for note in notes), on_its_line])]
    others = [note.text for note in notes if not (note.application_text or note.label)]
    return found[0] if found else None, [*([name.note] if name.note and not on_its_line else []), *others]


def _doubt_application(text: str | None, notes: Sequence[str], draft: _Draft) -> None:
    """Say that the application is open where only a mark, or a note that no rule reads, speaks of it."""
    if text is not None:
        return
    if note := next(filter(speaks_of_application, notes), None):
        draft.doubt("application", importing.APPLICATION_DOUBTFUL, note)
    elif any(map(is_marked, (draft.block.name.name, *notes))):
        draft.doubt("application", importing.MARK_OPEN)


def _application(text: str | None, figures: Figures, draft: _Draft) -> tuple[Application | None, tuple[Partner, ...]]:
    """Return whether a project was applied for alone, and its partners with the shares that the figure states."""
    shares = dict(figures.shares)
    if draft.block.name.open_bracket:
        draft.doubt("application", importing.BRACKETS_UNBALANCED, text)
        text = None
    application = application_of(text) if text else None
    if text:
        draft.quoted["application"] = text
    if text and application is None:
        draft.doubt("application", importing.APPLICATION_DOUBTFUL, text)
        text = None
    if application == "single":
        if shares:
            draft.doubt("partners", importing.SHARE_WITHOUT_PARTNER, "、".join(shares))
        return application, ()
    named = partners_in(text) if text else []
    if not all(map(is_body, named)):
        draft.doubt("partners", importing.PARTNERS_DOUBTFUL, text)
        named = []
        return application, tuple(Partner(name, None, yen) for name, yen in shares.items())
    partners = [Partner(name := _in_full(words, shares), None, shares.pop(name, None)) for words in named]
    if named and shares:
        draft.doubt("partners", importing.SHARE_WITHOUT_PARTNER, "、".join(shares))
    partners += [Partner(name, None, yen) for name, yen in shares.items()]
    if application == "joint" and not partners:
        partners = [Partner(text or "")]  # the dataset's way where a document names nobody: its own words
    return application, tuple(partners)


def _in_full(words: str, shares: dict[str, int | None]) -> str:
    """Return the name in the figure's brackets that ``words`` mean: 道 is the one prefecture there."""
    if words in _PREFECTURE_WORDS:
        meant = [name for name in shares if name.endswith(words)]
    else:
        meant = [name for name in shares if fold(name) == fold(words)]
    return meant[0] if len(meant) == 1 else words


def _sum(projects: Sequence[Project]) -> int:
    return sum(project.national_funds_yen or 0 for project in projects)


def _funds_in(amounts: Sequence[Amount]) -> list[Amount]:
    return [amount for amount in amounts if amount.whose is Whose.FUNDS]


def _funds_on(row: Row) -> list[Amount]:
    return _funds_in(row.reading.amounts if isinstance(row.reading, Figure) else ())


def _stated_sum(amounts: Sequence[Amount], yen_per_unit: int | None) -> int | None:
    """Return the one amount of a total that is national funds, if it is plain which one that is."""
    own = _funds_in(amounts)
    own = own or [amount for amount in amounts if amount.whose is not Whose.COST and not amount.bracketed]
    own = own or [amount for amount in amounts if amount.whose is Whose.UNNAMED]
    return own[0].yen(yen_per_unit) if len(own) == 1 else None
