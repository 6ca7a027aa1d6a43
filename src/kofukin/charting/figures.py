"""What a chart shows, read from a totals table: groups in order, their segments, and the partners' money apart."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from kofukin.messages import Message, Said, errors, labels
from kofukin.model import amounts, fiscal_year
from kofukin.render import Style, people
from kofukin.table import Column, Row, Table, Value

MOST_SERIES = 7
"""As many colours as the eye tells apart; smaller series beyond are drawn as one."""
MOST_BARS = 200
"""As many lines as a picture may have and still be looked at: the largest prefecture's municipalities fit in."""

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Segment(NamedTuple):
    """A part of a group's bar; ``yen`` is None where the source states no amount."""

    series: str
    yen: int | None


class Group(NamedTuple):
    """A bar, and beside it the money of those who applied jointly, which is in no segment.

    ``is_rest`` marks the sum of the groups that have no bar of their own.
    """

    label: str
    segments: tuple[Segment, ...]
    partners_yen: int | None
    is_rest: bool = False

    @property
    def yen(self) -> int | None:
        return _sum(segment.yen for segment in self.segments)


class Figures(NamedTuple):
    """A chart's content in the reader's language. ``series`` is empty where bars are not divided.

    ``bound`` says what has no bar, and is empty where everything has one.
    """

    heading: str
    measure: str
    asked: str
    groups: tuple[Group, ...]
    series: tuple[str, ...]
    partners: str
    bound: str
    notes: tuple[str, ...]

    def worded(self, change: Callable[[str], str]) -> "Figures":
        """Return the same figures with each text as ``change`` returns it."""
        changed: Figures = _worded(self, change)
        return changed

    def sentence(self, style: Style) -> str:
        """Return all figures in words, for those who do not see the picture."""
        if not self.groups:
            return errors.NOTHING_MATCHED.in_(style.language)
        stop = "。" if style.language == "ja" else ". "
        said = stop.join(self._said(group, style) for group in self.groups)
        return f"{self.measure}{stop}{said}{stop}".strip()

    def _said(self, group: Group, style: Style) -> str:
        parts: list[object] = [labels.SHARE_OF(partner=group.label, amount=amount(group.yen, style))]
        if self.series:
            parts += [labels.SHARE_OF(partner=part.series, amount=amount(part.yen, style)) for part in group.segments]
        if group.partners_yen is not None:
            parts.append(labels.SHARE_OF(partner=self.partners, amount=amount(group.partners_yen, style)))
        head, *more = (part.in_(style.language) for part in parts if isinstance(part, Said))
        separator, opening, closing = ("、", "（", "）") if style.language == "ja" else (", ", " (", ")")
        return f"{head}{opening}{separator.join(more)}{closing}" if more else head


def read(table: Table, style: Style, as_given: bool = False) -> Figures:
    """Return what to draw of a people's totals table by at most two dimensions.

    The largest group comes first, unless groups are years, or ``as_given`` keeps the table's own order.
    """
    named = [index for index, column in enumerate(table.columns) if column.names_group]
    rows = [tuple(row) for row in table.rows]
    places = {column.name: index for index, column in enumerate(table.columns)}
    partners = places.get("partner_national_funds_yen")
    if not named and rows and rows[0][places["projects"]] == 0:
        rows = []
    bars: dict[Value, list[Row]] = {}
    for row in rows:
        bars.setdefault(row[named[0]] if named else None, []).append(row)
    divided = table.columns[named[1]] if len(named) > 1 else None
    groups = [
        Group(
            _cell(value, table.columns[named[0]], style) if named else labels.EVERYTHING.in_(style.language),
            tuple(
                Segment(
                    _cell(row[named[1]], divided, style) if divided else "", _yen(row[places["national_funds_yen"]])
                )
                for row in own
            ),
            _sum(_yen(row[partners]) for row in own) if partners is not None else None,
        )
        for value, own in bars.items()
    ]
    if not as_given and named and table.columns[named[0]].name != "era_year":
        groups.sort(key=lambda group: (group.yen is None, -(group.yen or 0)))
    series: tuple[str, ...] = ()
    if divided:
        series, groups = _series(rows, named[1], divided, groups, style)
    bound = ""
    if len(groups) > MOST_BARS:
        groups = _bounded(groups, series, style)
        shown = len(groups) - 1
        bound = labels.CHART_BOUND(shown=shown, count=len(bars) - shown).in_(style.language)
    return Figures(
        _heading([table.columns[index] for index in named], style),
        labels.CHART_TITLE(unit=style.unit.label).in_(style.language),
        drawable(
            ("　" if style.language == "ja" else ". ").join(
                filter(None, [people.asked(table, style), people.drawn(table, style)])
            )
        ),
        tuple(groups),
        series,
        drawable(people.label(table.columns[partners], style)) if partners is not None else "",
        bound,
        _notes(table, style),
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
    rows: list[Row], place: int, column: Column, groups: list[Group], style: Style
) -> tuple[tuple[str, ...], list[Group]]:
    """Return the names of the segments in one order for all bars, and the groups with their segments in that order."""
    values = list(dict.fromkeys(row[place] for row in rows))
    if column.name == "era_year":
        values.sort(key=lambda value: fiscal_year.parse(str(value)))
    names = list(dict.fromkeys(_cell(value, column, style) for value in values))
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
    return tuple(names), [group._replace(segments=_merged(group, names)) for group in groups]


def _bounded(groups: list[Group], series: tuple[str, ...], style: Style) -> list[Group]:
    """Return the first groups and, as the last one, the sum of the others; how many have no amount is in its name."""
    shown, rest = groups[: MOST_BARS - 1], groups[MOST_BARS - 1 :]
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


def _heading(dimensions: list[Column], style: Style) -> str:
    if not dimensions:
        return labels.CHART_OF_ALL.in_(style.language)
    between = "・" if style.language == "ja" else " and "
    said = between.join(people.label(column, style) for column in dimensions)
    return labels.CHART_BY(dimensions=said if style.language == "ja" else said.lower()).in_(style.language)


def _notes(table: Table, style: Style) -> tuple[str, ...]:
    """Return the table's notes; in a picture the partners' money stands in a bar of its own, not in a column."""
    own = tuple(
        labels.CHART_NOT_INCLUDED(**note.values)
        if isinstance(note, Said) and note.message is labels.NOT_INCLUDED
        else note
        for note in table.notes
    )
    without_unit: list[Message | Said] = [note for note in own if note is not errors.NOTHING_MATCHED]
    return tuple(line for note in without_unit if (line := drawable(note.in_(style.language))))
