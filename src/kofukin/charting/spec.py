"""Figures → an altair chart.

All places are worked out here, from the widths that text has at most, and none by the renderer from the fonts it finds:
the same figures give the same picture on every machine, and nothing is cut or overlaps.
"""

from typing import Any, NamedTuple

import altair as alt

from kofukin.charting.bars import Bars, drawn_bars
from kofukin.charting.figures import Figures, amount
from kofukin.charting.marks import GROUP_GAP, HEADING, LINE, PAD, SMALL, TEXT, THIN, Box, Label, lines_of, width_of
from kofukin.messages import errors, labels
from kofukin.model.fields import FIELDS
from kofukin.render import Style

_MARGIN, _SLIM_MARGIN = 28, 4
_MOST_NOTES = 2
_SIGN = 20


class _Row(NamedTuple):
    """A line above the plot: its height, and what stands on it, by its middle."""

    height: float
    marks: list[Box | Label]


def chart(figures: Figures, style: Style, families: str, alone: bool) -> alt.LayerChart:
    """Return the chart; one that stands ``alone`` also bears its heading and its notes."""
    return _Drawing(figures, style, alone).chart(families)


class _Drawing:
    def __init__(self, figures: Figures, style: Style, alone: bool) -> None:
        self._figures, self._style, self._theme = figures, style, figures.theme
        self._margin = _MARGIN if alone else _SLIM_MARGIN
        self._bars: Bars = drawn_bars(figures, style)
        self._boxes, self._labels = list(self._bars.boxes), list(self._bars.labels)
        self._whole = self._bars.left + self._bars.across + self._bars.right
        self._top = self._draw_above(alone)
        self._bottom = self._draw_below(alone)

    def _draw_above(self, alone: bool) -> float:
        """Draw heading, measure and legend, upwards from the plot, and return how high they are."""
        rows: list[_Row] = []
        if alone:
            for line in lines_of(self._figures.heading, self._whole, HEADING):
                rows.append(_Row(LINE[HEADING], [self._from_left(line, HEADING, 0, self._theme.ink, "bold")]))
        of = self._figures.asked if alone else ""
        measure = labels.CHART_PART(name=self._figures.measure, of=of) if of else None
        said = measure.in_(self._style.language) if measure else self._figures.measure
        for text in (said, self._figures.bound, self._broken()):
            for line in lines_of(text, self._whole, TEXT) if text else []:
                rows.append(_Row(LINE[TEXT] + 2, [self._from_left(line, TEXT, 0, self._theme.pale)]))
        if not self._figures.groups:
            nothing = errors.NOTHING_MATCHED.in_(self._style.language)
            rows.append(_Row(56, [self._from_left(nothing, TEXT + 2, 0, self._theme.ink)]))
        if legend := self._legend():
            rows.append(_Row(6, []))
            rows += [_Row(LINE[TEXT] + 2, row) for row in legend]
        top = sum(row.height for row in rows) + GROUP_GAP + self._bars.above
        y = -top
        for height, marks in rows:
            middle = y + height / 2
            for mark in marks:
                if isinstance(mark, Label):
                    self._labels.append(mark._replace(y=middle))
                else:
                    self._boxes.append(mark._replace(y=middle + mark.y, y2=middle + mark.y2))
            y += height
        return top

    def _broken(self) -> str:
        return labels.CHART_BROKEN.in_(self._style.language) if self._bars.has_broken else ""

    def _from_left(self, line: str, size: int, x: float, color: str, weight: str = "normal") -> Label:
        return Label(line, x - self._bars.left, 0, size, color, weight=weight)

    def _legend(self) -> list[list[Box | Label]]:
        """Return the legend's rows: a sign and a name for each series, and for the partners."""
        language, theme = self._style.language, self._theme
        colored = zip(self._figures.series, self._figures.colors, strict=True)
        entries = [(name, color, theme.ground, 6.0) for name, color in colored]
        if self._figures.partners:
            colors = {group.color for group in self._figures.groups}
            if not entries and len(colors) == 1:
                funds = FIELDS["national_funds_yen"].labelled.in_(language)
                entries.append((funds, colors.pop(), theme.ground, 6.0))
            apart = labels.CHART_APART(partners=self._figures.partners).in_(language)
            entries.append((apart, theme.ground, theme.pale, THIN / 2))
        rows: list[list[Box | Label]] = []
        x = 0.0
        for name, fill, stroke, half in entries:
            for number, line in enumerate(lines_of(name, self._whole - _SIGN - PAD, TEXT)):
                width = _SIGN + PAD + width_of(line, TEXT)
                if not rows or number or x + width > self._whole:
                    rows.append([])
                    x = 0.0
                if not number:
                    left = x - self._bars.left
                    rows[-1].append(Box(left, left + _SIGN, -half, half, fill, stroke))
                rows[-1].append(self._from_left(line, TEXT, x + _SIGN + PAD, theme.ink))
                x += width + 18
        return rows

    def _draw_below(self, alone: bool) -> float:
        """Draw the notes below the plot, on two lines at most, and return how high all is that stands there."""
        bottom = self._bars.below
        if not (alone and self._figures.notes):
            return bottom
        bottom += 14
        for line in self._noted():
            middle = self._bars.down + bottom + LINE[SMALL] / 2
            self._labels.append(self._from_left(line, SMALL, 0, self._theme.pale)._replace(y=middle))
            bottom += LINE[SMALL]
        return bottom

    def _noted(self) -> list[str]:
        """Return the notes on two lines; what these do not hold ends in dots, and is whole in the description."""
        lines = [line for note in self._figures.notes for line in lines_of(note, self._whole, SMALL)]
        if len(lines) <= _MOST_NOTES:
            return lines
        joined = ("。" if self._style.language == "ja" else " ").join(self._figures.notes)
        lines = lines_of(joined, self._whole, SMALL)
        if len(lines) <= _MOST_NOTES:
            return lines
        last = lines[_MOST_NOTES - 1]
        while last and width_of(last + "…", SMALL) > self._whole:
            last = last[:-1]
        return [*lines[: _MOST_NOTES - 1], last + "…"]

    def chart(self, families: str) -> alt.LayerChart:
        # Layers share one scale; the first has the axis.
        bars = self._bars
        has_axis = any(group.yen or group.partners_yen for group in self._figures.groups)
        room = bars.across if not bars.is_upright else bars.down
        label_size = 2 * width_of(amount(bars.most, self._style), SMALL) if not bars.is_upright else 3 * LINE[SMALL]
        axis = alt.Axis(
            title=None,
            tickCount=max(2, min(5, int(room / label_size))),
            tickMinStep=1,
            labelExpr=f"format(datum.value / {self._style.unit.value}, ',.15~g')",
            labelOverlap=False,
            labelFlush=False,
            labelFontSize=SMALL,
            labelColor=self._theme.pale,
            labelPadding=6,
            ticks=False,
            domain=False,
            gridColor=self._theme.grid,
        )
        scale = alt.Scale(domain=[0, bars.most], nice=False, zero=False)
        measured: dict[str, Any] = {"scale": scale, "axis": axis if has_axis else None}
        placed: dict[str, Any] = {"scale": None, "axis": None}
        x = alt.X("x:Q", **(placed if bars.is_upright else measured))
        y = alt.Y("y:Q", **(measured if bars.is_upright else placed))
        layers: list[Any] = [
            alt.Chart(_data([bars.scaled(box) for box in self._boxes]))
            .mark_rect(strokeWidth=1, aria=False)
            .encode(
                x=x,
                x2="x2",
                y=y,
                y2="y2",
                fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("stroke:N", scale=None),
            )
        ]
        kinds: dict[tuple[Any, ...], list[Label]] = {}
        for label in self._labels:
            kinds.setdefault((label.size, label.color, label.align, label.weight), []).append(label)
        for (size, color, align, weight), texts in kinds.items():
            mark = alt.Chart(_data([bars.scaled(text) for text in texts])).mark_text(
                size=size, color=color, align=align, fontWeight=weight, baseline="middle", aria=False
            )
            layers.append(mark.encode(x=x, y=y, text="text:N"))
        drawn: alt.LayerChart = (
            alt.layer(*layers)
            .properties(
                width=bars.across,
                height=max(1.0, bars.down),
                padding={
                    "left": self._margin + bars.left,
                    "right": self._margin + bars.right,
                    "top": self._margin + self._top,
                    "bottom": self._margin + self._bottom,
                },
                autosize=alt.AutoSizeParams(type="none"),
                background=self._theme.ground,
            )
            .configure(font=families, aria=False)
            .configure_view(stroke=None)
        )
        return drawn


def _data(marks: list[Any]) -> alt.Data:
    return alt.Data(values=[mark._asdict() for mark in marks])  # type: ignore[no-untyped-call]
