"""Amounts that are a thousand times too large or too small, as far as the file itself shows it.

A heading says 千円 and the cells hold yen, or the other way round: the total, the cost beside the grant, or the size
of the figures tells. Which of the two is wrong nobody can say from here, so the amounts are open with both readings.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from fractions import Fraction
from functools import cache
from statistics import median
from typing import NamedTuple

from kofukin.files import national
from kofukin.importing.cells import figure_in
from kofukin.importing.label_grammar import COST, FUNDS
from kofukin.importing.sheet import Row
from kofukin.messages import Message, Said, importing
from kofukin.model.amounts import LARGEST_YEN
from kofukin.model.project import Project

_THOUSAND = 1000
_FEWEST_BELOW_TOTAL = 2
_LARGE_YEN = 10**9
"""Grants are cut to whole thousands of yen: figures so large that are whole thousands of a larger unit are yen."""
_HUGE_YEN = 10**10
"""No project of a municipality had so much, but for relief in the pandemic."""
_RELIEF = frozenset({"rinji", "juten"})
SMALLEST_LIMIT = 10**8
"""What is less needs no second look."""
_OF_COST = 10
_FAR_OUT = 100
_TIMES_COST = (0.99, 2.02)
"""The cost, as a multiple of the grant: rates go from the whole to the half."""


class Unlikely(NamedTuple):
    """Why the figures of a column are not, or not all, in its unit.

    ``other_unit``: the yen in the unit that they would be in instead; ``rows``: those of which that is so, or all.
    """

    reason: Message
    yen_per_unit: int
    other_unit: Fraction
    rows: frozenset[int] | None = None

    def holds(self, row: int) -> bool:
        return self.rows is None or row in self.rows

    def said(self, figure: int) -> Said:
        """Return why, with both readings of a figure."""
        return self.reason(yen=f"{figure * self.yen_per_unit:,}", other=f"{int(figure * self.other_unit):,}")


class Figures(NamedTuple):
    """The figures of one column as they stand, by row, those of the totals apart, and the yen in its unit."""

    own: Mapping[int, int]
    totals: Mapping[int, int]
    yen_per_unit: int


def figures_in(
    rows: Sequence[Row], at: int, yen_per_unit: int, is_total: Callable[[list[str]], bool], passed: Set[int]
) -> Figures:
    """Return the plain figures of the column at ``at``; ``passed``: rows that are neither projects nor totals.

    Where some are below zero there are none: a total may then be anything.
    """
    own: dict[int, int] = {}
    totals: dict[int, int] = {}
    for number, cells in rows:
        if at < len(cells) and cells[at].strip()[:1] in _BELOW_ZERO:
            return Figures({}, {}, yen_per_unit)
        figure = figure_in(cells[at]) if number not in passed and at < len(cells) else None
        if figure and figure * yen_per_unit <= LARGEST_YEN:
            if is_total(cells):
                totals[number] = figure
            else:
                own[number] = figure
    return Figures(own, totals, yen_per_unit)


_BELOW_ZERO = frozenset("△▲")


def unlikely(columns: Mapping[str, Figures]) -> dict[str, Unlikely]:
    """Return the fields whose figures speak against their unit."""
    found = {
        field: why
        for field, figures in columns.items()
        if (why := _against_total(figures) or _too_large(figures, _OF_COST if field == COST else 1)) is not None
    }
    if FUNDS in found and COST in columns and columns[COST].yen_per_unit == columns[FUNDS].yen_per_unit:
        found.setdefault(COST, found[FUNDS])
    if not found and FUNDS in columns and COST in columns and _is_apart(columns[FUNDS], columns[COST]):
        for field, is_larger in ((FUNDS, True), (COST, False)):
            found[field] = _unlikely(importing.UNIT_AGAINST_COST, columns[field], is_larger)
    return found


def _unlikely(reason: Message, figures: Figures, is_larger: bool, rows: frozenset[int] | None = None) -> Unlikely:
    unit = figures.yen_per_unit
    return Unlikely(reason, unit, Fraction(unit * _THOUSAND if is_larger else Fraction(unit, _THOUSAND)), rows)


def _against_total(figures: Figures) -> Unlikely | None:
    reason, summed = importing.UNIT_AGAINST_TOTAL, sum(figures.own.values())
    if len(figures.own) >= _FEWEST_BELOW_TOTAL:
        for total in figures.totals.values():
            if total == summed * _THOUSAND or summed == total * _THOUSAND:
                return _unlikely(reason, figures, is_larger=total > summed)
    last = max(figures.own, default=0)
    of_all = max((total for row, total in figures.totals.items() if row > last), default=None)
    above = frozenset(row for row, figure in figures.own.items() if of_all is not None and figure > of_all)
    return _unlikely(reason, figures, is_larger=False, rows=above) if above else None


def _too_large(figures: Figures, times: int) -> Unlikely | None:
    """Return what is so large in a unit of thousands or more that it must be meant in yen; costs are larger."""
    unit, values = figures.yen_per_unit, sorted(figures.own.values())
    if unit < _THOUSAND or not values:
        return None
    middle = median(values)
    are_whole = all(value % _THOUSAND == 0 for value in values)
    if middle * unit >= times * (_LARGE_YEN if are_whole else _HUGE_YEN):
        return _unlikely(importing.UNIT_TOO_LARGE, figures, is_larger=False)
    far = frozenset(
        row
        for row, value in figures.own.items()
        if value % _THOUSAND == 0 and value * unit >= times * _LARGE_YEN and value >= middle * _FAR_OUT
    )
    return _unlikely(importing.UNIT_TOO_LARGE, figures, is_larger=False, rows=far) if far else None


def _is_apart(funds: Figures, cost: Figures) -> bool:
    """Return whether most grants are a thousandth of what a share of the cost would be."""
    low, high = _TIMES_COST
    times = [
        (cost.own[row] * cost.yen_per_unit) / (own * funds.yen_per_unit)
        for row, own in funds.own.items()
        if row in cost.own
    ]
    apart = [one for one in times if low * _THOUSAND <= one <= high * _THOUSAND]
    return bool(apart) and len(apart) * 2 > len(times)


def beyond(project: Project) -> Message | Said | None:
    """Return why a project's national funds are more than a grant can be: the limit of its round, or a likely one."""
    funds = project.national_funds_yen
    if funds is None or project.name is None or project.program in _RELIEF:
        return None
    limit = _limits().get((project.program or "", project.fiscal_year))
    if limit is not None and funds > limit:
        return importing.FUNDS_OVER_LIMIT(limit=f"{limit:,}")
    return importing.FUNDS_TOO_LARGE if funds >= _HUGE_YEN else None


@cache
def _limits() -> Mapping[tuple[str, int], int]:
    """Return the largest limit of each round, whatever the type and whoever applies."""
    found: dict[tuple[str, int], int] = {}
    for limit in national.limits():
        key = limit.program, limit.fiscal_year
        found[key] = max(found.get(key, 0), limit.municipality_yen, limit.prefecture_yen)
    return found
