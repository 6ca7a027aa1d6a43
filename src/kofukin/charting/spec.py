"""Figures → an altair chart.

All places are worked out here, from the widths that text has at most, and none by the renderer from the fonts it finds:
the same figures give the same picture on every machine, and nothing is cut or overlaps.
"""

from typing import Any, NamedTuple

import altair as alt

from kofukin.charting.figures import Figures, Group, amount
from kofukin.messages import errors, labels
from kofukin.model.fields import FIELDS
from kofukin.render import Style
from kofukin.text.display_width import display_width, wrap

# Okabe and Ito's palette, which the colour-blind tell apart too; grey is for what is left over.
_COLORS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
_WHITE_ON = ("#0072B2",)
_INK, _PALE, _GRID = "#1A1A1A", "#4D4D4D", "#E0E0E0"
_PARTNERS_STROKE = "#4D4D4D"

_MARGIN, _SLIM_MARGIN = 28, 4
_PLOT = 520
_LABEL_COLUMNS = 36
_BAR, _THIN = 22, 11
_GAP, _GROUP_GAP = 4, 16
_TEXT, _SMALL, _HEADING = 13, 11, 19
_LINE = {_TEXT: 18, _SMALL: 16, _HEADING: 27}
_MOST_LINES = 12
"""As many as any name or note of a real document needs; what is longer stands whole in the description."""
_PAD = 7
_NARROW = 0.6
"""The width of a letter or digit at most, on the average of a line, as a part of the text's size."""


class _Box(NamedTuple):
    """A rectangle from ``x`` to ``x2`` yen and ``y`` to ``y2`` pixels, below the plot's top."""

    x: float
    x2: float
    y: float
    y2: float
    fill: str
    stroke: str


class _Text(NamedTuple):
    """One line, its middle at ``y``; ``dx`` pixels from where ``x`` yen are."""

    text: str
    x: float
    y: float
    size: int
    color: str = _INK
    align: str = "left"
    weight: str = "normal"
    dx: float = 0


def chart(figures: Figures, style: Style, families: str, alone: bool) -> alt.LayerChart:
    """Return the chart; one that stands ``alone`` also bears its heading and its notes."""
    return _Drawing(figures, style, alone).chart(families)


def _width(text: str, size: int) -> float:
    """Return the pixels that ``text`` takes at most, in any common Gothic face."""
    columns = display_width(text)
    wide = max(0, columns - len(text))
    return size * (wide * 1.04 + (columns - 2 * wide) * _NARROW)


def _lines(text: str, pixels: float, size: int) -> list[str]:
    """Return ``text`` in lines that fit; a word longer than a line is broken, and what is endless ends in …"""
    columns = max(2, int(pixels / (size * _NARROW)))
    begun = text[: columns * _MOST_LINES + 1]
    lines = []
    for line in wrap(begun, columns):
        while display_width(line) > columns:
            # at least columns // 2 characters fit, each two columns wide at most
            end = next(end for end in range(columns, 0, -1) if display_width(line[:end]) <= columns)
            lines.append(line[:end])
            line = line[end:]
        lines.append(line)
    if len(lines) > _MOST_LINES or begun != text:
        lines = lines[:_MOST_LINES]
        lines[-1] = lines[-1][:-1] + "…"
    return lines


class _Drawing:
    def __init__(self, figures: Figures, style: Style, alone: bool) -> None:
        self._figures, self._style = figures, style
        self._margin = _MARGIN if alone else _SLIM_MARGIN
        self._boxes: list[_Box] = []
        self._texts: list[_Text] = []
        drawn = [group for group in figures.groups if not group.is_rest]
        self._most = max([1, *(yen for group in drawn for yen in (group.yen, group.partners_yen) if yen)])
        self._labels = [_lines(group.label, _LABEL_COLUMNS * _TEXT * _NARROW, _TEXT) for group in figures.groups]
        widest = max([0.0, *(_width(line, _TEXT) for lines in self._labels for line in lines)])
        self._left = widest + 2 * _PAD if figures.groups else 0.0
        values = [amount(yen, style) for group in figures.groups for yen in (group.yen, group.partners_yen)]
        self._right = _PAD + max([0.0, *(_width(value, _TEXT) for value in values)])
        self._height = self._draw_groups()
        self._top = self._draw_above(alone)
        self._bottom = self._draw_below(alone)

    def _at(self, pixels: float) -> float:
        """Return the yen that stand ``pixels`` right of zero."""
        return pixels * self._most / _PLOT

    def _pixels(self, yen: int) -> float:
        return yen * _PLOT / self._most

    def _draw_groups(self) -> float:
        """Draw label, bar, small print and partners' bar of each group, and return how high they are together."""
        y = 0.0
        for group, lines in zip(self._figures.groups, self._labels, strict=True):
            for number, line in enumerate(lines):
                middle = y + _BAR / 2 + number * _LINE[_TEXT]
                self._texts.append(_Text(line, 0, middle, _TEXT, align="right", dx=-_PAD))
            end = self._draw_bar(group, y)
            end = self._draw_partners(group, end)
            y = max(end, y + _BAR + (len(lines) - 1) * _LINE[_TEXT]) + _GROUP_GAP
        return max(0.0, y - _GROUP_GAP / 2)

    def _draw_bar(self, group: Group, y: float) -> float:
        """Draw a group's own bar and the amounts on it; those that find no room in their segment stand below.

        The rest has amounts only: a sum of many beside single groups would leave these no length.
        """
        start, words = 0, []
        for segment in group.segments:
            color = self._color(segment.series)
            said = amount(segment.yen, self._style)
            length = 0 if group.is_rest else segment.yen or 0
            if length:
                self._boxes.append(_Box(start, start + length, y, y + _BAR, color, "white"))
            if self._figures.series:
                if length and _width(said, _SMALL) + 6 <= self._pixels(length):
                    ink = "white" if color in _WHITE_ON else _INK
                    self._texts.append(_Text(said, start + length / 2, y + _BAR / 2, _SMALL, ink, "center"))
                else:
                    words.append(self._share(segment.series, segment.yen))
            start += length
        stated = group.yen is not None
        if not stated:
            words = []
        if group.is_rest and group.partners_yen is not None:
            words.append(self._share(self._apart, group.partners_yen))
        weight = "bold" if stated and self._figures.series else "normal"
        color = _INK if stated else _PALE
        self._value(_Text(amount(group.yen, self._style), start, y + _BAR / 2, _TEXT, color, weight=weight, dx=_PAD))
        y += _BAR
        between = "、" if self._style.language == "ja" else ", "
        for line in _lines(between.join(words), _PLOT, _SMALL) if words else []:
            y += _LINE[_SMALL]
            self._value(_Text(line, 0, y - _LINE[_SMALL] / 2 + 1, _SMALL, _PALE, dx=3))
        return y

    def _share(self, name: str, yen: int | None) -> str:
        return labels.SHARE_OF(partner=name, amount=amount(yen, self._style)).in_(self._style.language)

    @property
    def _apart(self) -> str:
        return labels.CHART_APART(partners=self._figures.partners).in_(self._style.language)

    def _draw_partners(self, group: Group, y: float) -> float:
        """Draw the partners' money as a thin empty bar below: it is never a part of the group's own."""
        if group.partners_yen is None or group.is_rest:
            return y
        y += _GAP
        self._boxes.append(_Box(0, group.partners_yen, y, y + _THIN, "white", _PARTNERS_STROKE))
        said = amount(group.partners_yen, self._style)
        self._value(_Text(said, group.partners_yen, y + _THIN / 2, _SMALL, _PALE, dx=_PAD))
        return y + _THIN

    def _value(self, text: _Text) -> None:
        """Write a value beside its bar, on white, so that no line of the grid runs through it."""
        half, left = text.size / 2 + 1, text.x + self._at(2)
        right = left + self._at(_PAD + _width(text.text, text.size))
        self._boxes.append(_Box(left, right, text.y - half, text.y + half, "white", "white"))
        self._texts.append(text)

    def _color(self, series: str) -> str:
        names = self._figures.series
        if not names:
            return _COLORS[0]
        return _COLORS[names.index(series)]

    @property
    def _whole(self) -> float:
        return self._left + _PLOT + self._right

    def _draw_above(self, alone: bool) -> float:
        """Draw heading, measure and legend, upwards from the plot, and return how high they are."""
        language = self._style.language
        rows: list[tuple[float, list[_Text | _Box]]] = []
        if alone:
            for line in _lines(self._figures.heading, self._whole, _HEADING):
                rows.append((_LINE[_HEADING], [self._from_left(line, _HEADING, 0, _INK, "bold")]))
        measure = labels.CHART_PART(name=self._figures.measure, of=self._figures.asked).in_(language)
        for line in _lines(measure if alone and self._figures.asked else self._figures.measure, self._whole, _TEXT):
            rows.append((_LINE[_TEXT] + 2, [self._from_left(line, _TEXT, 0, _PALE)]))
        if not self._figures.groups:
            nothing = errors.NOTHING_MATCHED.in_(language)
            rows.append((56, [self._from_left(nothing, _TEXT + 2, 0, _INK)]))
        legend = self._legend()
        if legend:
            rows.append((6, []))
            rows += [(_LINE[_TEXT] + 2, row) for row in legend]
        y = -sum(height for height, _ in rows) - _GROUP_GAP
        top = -y
        for height, parts in rows:
            for part in parts:
                if isinstance(part, _Text):
                    self._texts.append(part._replace(y=y + height / 2))
                else:
                    self._boxes.append(part._replace(y=y + height / 2 + part.y, y2=y + height / 2 + part.y2))
            y += height
        return top

    def _from_left(self, line: str, size: int, x: float, color: str, weight: str = "normal") -> _Text:
        return _Text(line, self._at(x - self._left), 0, size, color, weight=weight)

    def _legend(self) -> list[list[_Text | _Box]]:
        """Return the legend's rows: a sign and a name for each series, and for the partners."""
        language = self._style.language
        entries = [(name, self._color(name), "white", 6.0) for name in self._figures.series]
        if self._figures.partners:
            if not entries:
                entries.append((FIELDS["national_funds_yen"].labelled.in_(language), _COLORS[0], "white", 6.0))
            entries.append((self._apart, "white", _PARTNERS_STROKE, _THIN / 2))
        rows: list[list[_Text | _Box]] = []
        x = 0.0
        for name, fill, stroke, half in entries:
            sign = 20
            for number, line in enumerate(_lines(name, self._whole - sign - _PAD, _TEXT)):
                width = sign + _PAD + _width(line, _TEXT)
                if not rows or number or x + width > self._whole:
                    rows.append([])
                    x = 0.0
                if not number:
                    left, right = self._at(x - self._left), self._at(x - self._left + sign)
                    rows[-1].append(_Box(left, right, -half, half, fill, stroke))
                rows[-1].append(self._from_left(line, _TEXT, x + sign + _PAD, _INK))
                x += width + 18
        return rows

    def _draw_below(self, alone: bool) -> float:
        """Draw the notes under the axis, and return how high axis and notes are.

        What has no bar is said also where a page around the picture bears the other notes.
        """
        bottom = 22.0 if self._figures.groups else 0.0
        notes = [*filter(None, [self._figures.bound]), *(self._figures.notes if alone else ())]
        if not notes:
            return bottom
        bottom += 14
        for note in notes:
            for number, line in enumerate(_lines(note, self._whole - 12, _SMALL)):
                middle = self._height + bottom + _LINE[_SMALL] / 2
                if not number:
                    self._texts.append(self._from_left("•", _SMALL, 1, _PALE)._replace(y=middle))
                self._texts.append(self._from_left(line, _SMALL, 12, _PALE)._replace(y=middle))
                bottom += _LINE[_SMALL]
        return bottom

    def chart(self, families: str) -> alt.LayerChart:
        # Layers share one scale; the first has the axis.
        has_axis = any(group.yen or group.partners_yen for group in self._figures.groups)
        axis = alt.Axis(
            title=None,
            tickCount=max(2, min(5, int(_PLOT / (2 * _width(amount(self._most, self._style), _SMALL))))),
            tickMinStep=1,
            labelExpr=f"format(datum.value / {self._style.unit.value}, ',.15~g')",
            labelOverlap=False,
            labelFlush=False,
            labelFontSize=_SMALL,
            labelColor=_PALE,
            labelPadding=6,
            ticks=False,
            domain=False,
            gridColor=_GRID,
        )
        x = alt.X(
            "x:Q", scale=alt.Scale(domain=[0, self._most], nice=False, zero=False), axis=axis if has_axis else None
        )
        y = alt.Y("y:Q", scale=None, axis=None)
        layers: list[Any] = [
            alt.Chart(_data(self._boxes))
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
        kinds: dict[tuple[Any, ...], list[_Text]] = {}
        for text in self._texts:
            kinds.setdefault((text.size, text.color, text.align, text.weight, text.dx), []).append(text)
        for (size, color, align, weight, dx), texts in kinds.items():
            mark = alt.Chart(_data(texts)).mark_text(
                size=size, color=color, align=align, fontWeight=weight, dx=dx, baseline="middle", aria=False
            )
            layers.append(mark.encode(x=x, y=y, text="text:N"))
        left, right = self._margin + self._left, self._margin + self._right
        drawn: alt.LayerChart = (
            alt.layer(*layers)
            .properties(
                width=_PLOT,
                height=max(1.0, self._height),
                padding={
                    "left": left,
                    "right": right,
                    "top": self._margin + self._top,
                    "bottom": self._margin + self._bottom,
                },
                autosize=alt.AutoSizeParams(type="none"),
                background="white",
            )
            .configure(font=families, aria=False)
            .configure_view(stroke=None)
        )
        return drawn


def _data(marks: list[Any]) -> alt.Data:
    return alt.Data(values=[mark._asdict() for mark in marks])  # type: ignore[no-untyped-call]
