"""What is in force at a line of a document: the headings above it, the year, the municipality, the unit of amounts.

Headings that follow each other before any project make one group. What stands in a frame is a document of its own:
its headings hold for the projects in it, or, if it holds none, for those below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kofukin.importing.draft import Role
from kofukin.importing.headings import Heading, known_programs_in, years_in
from kofukin.importing.ids import Ids
from kofukin.importing.line_grammar import Figure, Furniture, Name, UnitLine
from kofukin.importing.line_rows import Row
from kofukin.importing.said_of_all import section
from kofukin.importing.years import budgets_in, parsed
from kofukin.model.project import Program, Project

_LONGEST_TITLE = 60


class Over(NamedTuple):
    """A heading over projects, with the programs that it names."""

    heading: Heading
    programs: tuple[Program, ...]
    row: Row


@dataclass(slots=True, eq=False)
class Group:
    """Headings that stand together; ``inherited`` are those above, in force until the group has its own.

    ``unclear`` are the lines that may say of which program or year its projects are, but that could not be read.
    """

    inherited: tuple[Over, ...] = ()
    own: list[Over] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    unclear: dict[str, Row] = field(default_factory=dict)

    @property
    def over(self) -> tuple[Over, ...]:
        return tuple(self.own) or self.inherited

    @property
    def programs(self) -> tuple[Program, ...]:
        """The programs it names; a title that names several counts only where no heading names one."""
        single = [over for over in self.over if len(over.programs) == 1]
        return tuple(dict.fromkeys(program for over in single or self.over for program in over.programs))


class InForce:
    """Goes down the rows of a document and knows at each what is in force; ``groups`` are those that have ended."""

    def __init__(self, rows: Sequence[Row], ids: Ids) -> None:
        self._ids = ids
        self.group = Group()
        self.groups: list[Group] = []
        self.year: tuple[int, str] | None = None
        self.municipality: str | None = None
        self.grant_type: str | None = None
        self._issuers = {name: (name, row.text) for row in rows if (name := _issued_by(row)) is not None}
        self._last_issuer: tuple[str, str] | None = None
        self.yen_per_unit: int | None = None
        self._frames: list[tuple[int, Group]] = []
        self.years_named: set[int] = set()
        self.years_of_budgets: set[int] = set()
        """Those in which what the budgets named pay for may be done."""
        self.section: str | None = None
        self.programs_named: set[str] = set()

    def go_to(self, row: Row) -> None:
        self._enter(row.line.box)
        if (unit := unit_on(row)) is not None:
            self.yen_per_unit = unit
        if (name := _issued_by(row)) is not None:
            self._last_issuer = name, row.text
        if isinstance(row.reading, Heading):
            self._under(row.reading, row)
        self._note_named(row)
        if row.role not in (Role.PROJECT, Role.FIGURE):
            self.section = section(row.text, self.section, isinstance(row.reading, Heading))

    def _note_named(self, row: Row) -> None:
        """Note the years that short lines name, and the programs that any line does, heading or not.

        What a user says of a document is held against them. A sentence may name the year in which a grant began.
        """
        if not isinstance(row.reading, Name | Figure):
            if len(row.text) <= _LONGEST_TITLE and "。" not in row.text:
                self.years_named.update(years_in(row.text))
                for budget in budgets_in(row.text):
                    year = parsed(budget.split()[0]) or 0
                    self.years_of_budgets.update((year, year + 1) if budget.endswith("補正") else (year,))
            self.programs_named.update(known_programs_in(row.text))

    def end(self) -> None:
        self._enter(())
        self.groups.append(self.group)

    @property
    def issuer(self) -> tuple[str, str] | None:
        """Who issued the page, with the words that say so: above, or anywhere if nobody else is named."""
        if self._last_issuer is None and len(self._issuers) == 1:
            return next(iter(self._issuers.values()))
        return self._last_issuer

    def _enter(self, frames: tuple[int, ...]) -> None:
        entered = [number for number, _ in self._frames]
        shared = 0
        while shared < min(len(entered), len(frames)) and entered[shared] == frames[shared]:
            shared += 1
        while len(self._frames) > shared:
            inner, (_, self.group) = self.group, self._frames.pop()
            self.groups.append(inner)
            if not inner.projects:
                for over in inner.own:
                    self._add(over)
                self.group.unclear.update(inner.unclear)
            elif not inner.own:
                self.group.projects += inner.projects
        for number in frames[shared:]:
            self._frames.append((number, self.group))
            self.group = Group(self.group.over, unclear=dict(self.group.unclear))

    def _under(self, heading: Heading, row: Row) -> None:
        if heading.unclear:
            self._begin_after_projects()
            self.group.unclear = {"program": row, "fiscal_year": row}
        elif heading.programs:
            self._end_year(heading)
            self.grant_type = None
            self._add(Over(heading, tuple(self._ids.program(name) for name in heading.programs), row))
        elif heading.fiscal_year is not None:
            self.year = heading.fiscal_year, row.text
            self._begin_after_projects()
            self.group.unclear.pop("fiscal_year", None)
            self.group.inherited = tuple(_without_year(over) for over in self.group.inherited)
        elif heading.grant_type is not None:
            self.grant_type = heading.grant_type
        elif heading.municipality is not None and not heading.title:
            self.municipality = heading.municipality

    def _end_year(self, heading: Heading) -> None:
        """End what a year that stood by itself says: at a heading with its own, or with a budget's below projects."""
        if heading.fiscal_year is not None or (heading.of_budget and self.group.projects):
            self.year = None

    def _add(self, over: Over) -> None:
        self._begin_after_projects()
        self.group.own.append(over)
        self.group.unclear.pop("program", None)
        if over.heading.fiscal_year is not None:
            self.group.unclear.pop("fiscal_year", None)

    def _begin_after_projects(self) -> None:
        if self.group.projects:
            self.groups.append(self.group)
            self.group = Group(self.group.over, unclear=dict(self.group.unclear))


def unit_on(row: Row) -> int | None:
    """Return the unit that a line states for the amounts below it."""
    return row.reading.yen_per_unit if isinstance(row.reading, UnitLine | Furniture | Heading) else None


def _without_year(over: Over) -> Over:
    return over._replace(heading=over.heading._replace(fiscal_year=None, last_fiscal_year=None))


def _issued_by(row: Row) -> str | None:
    """Return the municipality that the issuer's line, or a heading about its grants, names."""
    reading = row.reading
    if isinstance(reading, Furniture) or (isinstance(reading, Heading) and (reading.title or reading.programs)):
        return reading.municipality
    return None
