"""What a chart shows, read from a totals table: groups in order, their segments, and the partners' money apart."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from kofukin.charting.theme import LIGHT, Theme
from kofukin.messages import Said, errors, labels
from kofukin.model import amounts, fiscal_year
from kofukin.render import Style, notes, people
from kofukin.table import Column, Row, Table, Value

MOST_SERIES = 7
"""As many colours as the eye tells apart; smaller series beyond are drawn as one."""
MOST_BARS = 200
"""As many lines as a picture may have and still be looked at: the largest prefecture's municipalities fit in."""

_YEARS = ("era_year", "fiscal_year")
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Segment(NamedTuple):
    """A part of a group's bar; ``yen`` is None where the source states no amount."""

    series: str
    yen: int | None


class Group(NamedTuple):
    """A bar, and beside it the money of those who applied jointly, which is in no segment.

    ``color`` is that of its bar where it is not divided. ``is_rest`` marks the sum of the groups that have no bar of
    their own.
    """

    label: str
    segments: tuple[Segment, ...]
    partners_yen: int | None
    is_rest: bool = False
    color: str = ""

    @property
    def yen(self) -> int | None:
        return _sum(segment.yen for segment in self.segments)


class Figures(NamedTuple):
    """A chart's content in the reader's language. ``series`` is empty where bars are not divided.

    ``bound`` says what has no bar, and is empty where everything has one; ``notes`` keep on two lines what would be
    misread without them. Years have upright bars.
    """

    heading: str
    measure: str
    asked: str
    groups: tuple[Group, ...]
    series: tuple[str, ...]
    partners: str
    bound: str
    notes: tuple[str, ...]
    colors: tuple[str, ...] = ()
    is_upright: bool = False
    theme: Theme = LIGHT

    def worded(self, change: Callable[[str], str]) -> "Figures":
        """Return the same figures with each text as ``change`` returns it."""
        changed: Figures = _worded(self, change)
        return changed

    def themed(self, theme: Theme) -> "Figures":
        """Return the same figures in the colours of another ground."""
        own, other = ((*look.colors, *look.shades, look.plain) for look in (self.theme, theme))
        same = dict(zip(own, other, strict=True))
        groups = tuple(group._replace(color=same.get(group.color, group.color)) for group in self.groups)
        return self._replace(groups=groups, colors=tuple(same.get(color, color) for color in self.colors), theme=theme)

    def sentence(self, style: Style) -> str:
        """Return all figures in words, for those who do not see the picture."""
        if not self.groups:
            return errors.NOTHING_MATCHED.in_(style.language)
        stop = "。" if style.language == "ja" else ". "
        said = stop.join(self._said(group, style) for group in self.groups)
        noted = "".join(f"{note.rstrip('.')}{stop}" for note in self.notes)
        return f"{self.measure}{stop}{said}{stop}{noted}".strip()

    def _said(self, group: Group, style: Style) -> str:
        parts: list[object] = [labels.SHARE_OF(partner=group.label, amount=amount(group.yen, style))]
        if self.series:
            parts += [labels.SHARE_OF(partner=part.series, amount=amount(part.yen, style)) for part in group.segments]
        if group.partners_yen is not None:
            parts.append(labels.SHARE_OF(partner=self.partners, amount=amount(group.partners_yen, style)))
        head, *more = (part.in_(style.language) for part in parts if isinstance(part, Said))
        separator, opening, closing = ("、", "（", "）") if style.language == "ja" else (", ", " (", ")")
        return f"{head}{opening}{separator.join(more)}{closing}" if more else head


def read(
    table: Table, style: Style, as_given: bool = False, has_partners: bool = True, theme: Theme = LIGHT
) -> Figures:
    """Return what to draw of a people's totals table by at most two dimensions, in the table's own order.

    ``as_given``: somebody asked for that order, and where there are too many bars they are its first ones, else the
    largest. Without ``has_partners`` nothing is drawn of what partners have.
    """
    named = [index for index, column in enumerate(table.columns) if column.names_group]
    rows = [tuple(row) for row in table.rows]
    places = {column.name: index for index, column in enumerate(table.columns)}
    partners = places.get("partner_national_funds_yen") if has_partners else None
    if not named and rows and rows[0][places["projects"]] == 0:
        rows = []
    bars: dict[Value, list[Row]] = {}
    for row in rows:
        bars.setdefault(row[named[0]] if named else None, []).append(row)
    first = table.columns[named[0]] if named else None
    divided = table.columns[named[1]] if len(named) > 1 else None
    groups = [
        Group(
            _cell(value, first, style) if first else labels.EVERYTHING.in_(style.language),
            tuple(
                Segment(
                    _cell(row[named[1]], divided, style) if divided else "", _yen(row[places["national_funds_yen"]])
                )
                for row in own
            ),
            _sum(_yen(row[partners]) for row in own) if partners is not None else None,
            color=theme.of_group(first.name if first else "", value, table.programs),
        )
        for value, own in bars.items()
    ]
    series: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    if divided:
        series, colors, groups = _series(rows, named[1], divided, groups, table, style, theme)
    dimensions = [people.label(table.columns[index], style) for index in named]
    is_upright = bool(first) and table.columns[named[0]].name in _YEARS
    partner = people.label(table.columns[partners], style) if partners is not None else ""
    return _figures(table, style, dimensions, groups, series, partner, as_given)._replace(
        colors=colors, is_upright=is_upright, theme=theme
    )


def read_projects(
    table: Table, style: Style, as_given: bool = False, has_partners: bool = True, theme: Theme = LIGHT
) -> Figures:
    """Return what to draw of a list of projects: a bar for each, in its program's colour."""
    places = {column.name: index for index, column in enumerate(table.columns)}
    partners = places.get("partner_national_funds_yen") if has_partners else None
    known = places.get("program")
    rows = [tuple(row) for row in table.rows]
    several = "municipality" in places
    groups = []
    for row in rows:
        said = [row[places["municipality"]] if several else None, row[places["era_year"]]]
        beside = "、".join(drawable(str(part)) for part in said if part)
        name = drawable(str(row[places["name"]] or row[places["id"]]))
        program = _cell(row[known], table.columns[known], style) if known is not None else ""
        own = Segment(program, _yen(row[places["national_funds_yen"]]))
        groups.append(
            Group(
                labels.CHART_PROJECT(name=name, beside=beside).in_(style.language),
                (own,),
                _yen(row[partners]) if partners is not None else None,
                color=theme.plain,
            )
        )
    used = {row[known]: _cell(row[known], table.columns[known], style) for row in rows} if known is not None else {}
    order = [*(own for own in table.programs if own in used), *(own for own in used if own not in table.programs)]
    partner = people.label(table.columns[partners], style) if partners is not None else ""
    dimensions = [people.label(table.columns[places["name"]], style)]
    return _figures(table, style, dimensions, groups, tuple(used[own] for own in order), partner, as_given)._replace(
        colors=tuple(theme.of_group("program", own, table.programs) for own in order), theme=theme
    )


def _figures(
    table: Table,
    style: Style,
    dimensions: list[str],
    groups: list[Group],
    series: tuple[str, ...],
    partner: str,
    as_given: bool,
) -> Figures:
    bound = ""
    if len(groups) > MOST_BARS:
        shown = MOST_BARS - 1
        says = labels.CHART_BOUND if as_given else labels.CHART_BOUND_LARGEST
        bound = says(shown=shown, count=len(groups) - shown).in_(style.language)
        groups = _bounded(groups, series, style, as_given)
    has_partners = any(group.partners_yen is not None for group in groups)
    return Figures(
        style.title if style.title is not None else _heading(dimensions, style),
        labels.CHART_TITLE(unit=style.unit.label).in_(style.language),
        drawable(people.provenance(table, style)),
        tuple(groups),
        series,
        drawable(partner) if has_partners else "",
        bound,
        tuple(map(drawable, notes.short(table, style))) if groups else (),
    )


def amount(yen: int | None, style: Style) -> str:
    """Return the amount with its separators; one that is not stated is said to be so, never 0."""
    return labels.NO_AMOUNT.in_(style.language) if yen is None else amounts.show(yen, style.unit)


def drawable(text: str) -> str:
    """Return ``text`` as a picture may hold it: visible characters, and only such as XML knows."""
    return _NOT_IN_XML.sub("", people.visible(text))


def _cell(value: Value, column: Column, style: Style) -> str:
    return drawable(people.cell(value, column, style))


def _worded(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return getattr(type(value), "_make", tuple)(_worded(part, change) for part in value)
    return value


def _yen(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _sum(amounts_of: Iterable[int | None]) -> int | None:
    stated = [yen for yen in amounts_of if yen is not None]
    return sum(stated) if stated else None


def _series(
    rows: list[Row], place: int, column: Column, groups: list[Group], table: Table, style: Style, theme: Theme
) -> tuple[tuple[str, ...], tuple[str, ...], list[Group]]:
    """Return the names of the segments in one order for all bars, their colours, and the groups in that order."""
    values = list(dict.fromkeys(row[place] for row in rows))
    if column.name == "era_year":
        values.sort(key=lambda value: fiscal_year.parse(str(value)))
    elif column.name == "program":
        values.sort(key=lambda value: table.programs.index(value) if value in table.programs else len(table.programs))
    color_of = {
        _cell(value, column, style): theme.of_series(column.name, value, number, table.programs)
        for number, value in enumerate(values)
    }
    names = list(color_of)
    if len(names) > MOST_SERIES:
        weight: Counter[str] = Counter()
        for group in groups:
            weight.update({segment.series: segment.yen or 0 for segment in group.segments})
        largest = {name for name, _ in weight.most_common(MOST_SERIES - 1)}
        others = labels.CHART_OTHERS(count=len(names) - len(largest)).in_(style.language)
        names = [name for name in names if name in largest] + [others]
        groups = [
            group._replace(
                segments=tuple(part if part.series in largest else Segment(others, part.yen) for part in group.segments)
            )
            for group in groups
        ]
    colors = tuple(color_of.get(name, theme.others) for name in names)
    return tuple(names), colors, [group._replace(segments=_merged(group, names)) for group in groups]


def _bounded(groups: list[Group], series: tuple[str, ...], style: Style, as_given: bool) -> list[Group]:
    """Return the first or the largest groups in their order and, as the last one, the sum of the others.

    How many of these have no amount is in its name.
    """
    places = range(len(groups))
    if not as_given:
        places = sorted(places, key=lambda place: (groups[place].yen is None, -(groups[place].yen or 0)))  # type: ignore[assignment]
    kept = set(places[: MOST_BARS - 1])
    shown = [group for place, group in enumerate(groups) if place in kept]
    rest = [group for place, group in enumerate(groups) if place not in kept]
    unstated = sum(group.yen is None for group in rest)
    named = labels.CHART_OTHERS_UNSTATED if 0 < unstated < len(rest) else labels.CHART_OTHERS
    whole = Group(
        named(count=len(rest), unstated=unstated).in_(style.language),
        tuple(segment for group in rest for segment in group.segments),
        _sum(group.partners_yen for group in rest),
        is_rest=True,
    )
    return [*shown, whole._replace(segments=_merged(whole, series or ("",)))]


def _merged(group: Group, names: Sequence[str]) -> tuple[Segment, ...]:
    """Return one segment for each series that the group has, in the order of ``names``."""
    amounts_of: dict[str, list[int | None]] = {}
    for segment in group.segments:
        amounts_of.setdefault(segment.series, []).append(segment.yen)
    return tuple(Segment(name, _sum(amounts_of[name])) for name in names if name in amounts_of)


def _heading(dimensions: list[str], style: Style) -> str:
    if not dimensions:
        return labels.CHART_OF_ALL.in_(style.language)
    said = ("・" if style.language == "ja" else " and ").join(dimensions)
    return labels.CHART_BY(dimensions=said if style.language == "ja" else said.lower()).in_(style.language)
