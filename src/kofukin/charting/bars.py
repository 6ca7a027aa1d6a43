"""The bars of a chart with their names and amounts: below each other, or upright where they are years."""

from typing import Any, NamedTuple, TypeVar

from kofukin.charting.figures import Figures, Group, Segment, amount
from kofukin.charting.marks import GROUP_GAP, LINE, NARROW, PAD, SMALL, TEXT, THIN, Box, Label, lines_of, width_of
from kofukin.messages import labels
from kofukin.render import Style

_PLOT, _TALL = 520, 260
"""How long the longest bar is, and how high the highest."""
_LABEL_COLUMNS = 36
_BAR, _SLIMMEST = 22, 46
_GAP = 4
_BREAK, _STUB = 6, 14
"""Of a bar that the scale has no room for: the gap near its end, and what is drawn beyond."""

Mark = TypeVar("Mark", Box, Label)


class Bars(NamedTuple):
    """What is drawn of the groups, how large the plot is, and the room that is needed around it.

    ``most`` are the yen of the longest bar: a municipality's own, so that no partner's money makes them small.
    """

    boxes: list[Box]
    labels: list[Label]
    most: int
    across: float
    down: float
    left: float
    right: float
    above: float
    below: float
    is_upright: bool
    has_broken: bool

    def scaled(self, mark: Mark) -> Mark:
        """Return the mark with yen in place of pixels along the bars, where the axis has a scale."""
        places: dict[str, Any]
        if self.is_upright:
            places = {name: self._yen(self.down - getattr(mark, name)) for name in ("y", "y2") if hasattr(mark, name)}
        else:
            places = {name: self._yen(getattr(mark, name)) for name in ("x", "x2") if hasattr(mark, name)}
        return mark._replace(**places)

    def _yen(self, pixels: float) -> float:
        return round(pixels * self.most / (self.down if self.is_upright else self.across), 3)


def drawn_bars(figures: Figures, style: Style) -> Bars:
    drawing = _Upright(figures, style) if figures.is_upright and figures.groups else _Lying(figures, style)
    return drawing.drawn()


class _Drawing:
    """What lying and upright bars have in common."""

    def __init__(self, figures: Figures, style: Style) -> None:
        self.figures, self.style, self.theme = figures, style, figures.theme
        self.boxes: list[Box] = []
        self.labels: list[Label] = []
        self.has_broken = False
        drawn = [group for group in figures.groups if not group.is_rest]
        own = [group.yen for group in drawn if group.yen and group.yen > 0]
        self.most = max(own or [group.partners_yen or 0 for group in drawn] or [0]) or 1

    def color(self, group: Group, segment: Segment) -> str:
        if not self.figures.series:
            return group.color
        return self.figures.colors[self.figures.series.index(segment.series)]

    def said(self, yen: int | None) -> str:
        return amount(yen, self.style)

    def share(self, name: str, yen: int | None) -> str:
        return labels.SHARE_OF(partner=name, amount=self.said(yen)).in_(self.style.language)

    @property
    def apart(self) -> str:
        return labels.CHART_APART(partners=self.figures.partners).in_(self.style.language)

    def joined(self, words: list[str]) -> str:
        return ("、" if self.style.language == "ja" else ", ").join(words)

    def ground(self, x: float, x2: float, y: float, y2: float) -> None:
        """Cover the grid, so that no line of it runs through a text."""
        self.boxes.append(Box(x, x2, y, y2, self.theme.ground, self.theme.ground))


class _Lying(_Drawing):
    """Bars below each other, their names at the left, their amounts behind them."""

    def drawn(self) -> Bars:
        names = [lines_of(group.label, _LABEL_COLUMNS * TEXT * NARROW, TEXT) for group in self.figures.groups]
        widest = max([0.0, *(width_of(line, TEXT) for lines in names for line in lines)])
        values = [self.said(yen) for group in self.figures.groups for yen in (group.yen, group.partners_yen)]
        right = PAD + max([0.0, *(width_of(value, TEXT) for value in values)])
        y = 0.0
        for group, lines in zip(self.figures.groups, names, strict=True):
            for number, line in enumerate(lines):
                middle = y + _BAR / 2 + number * LINE[TEXT]
                self.labels.append(Label(line, -PAD, middle, TEXT, self.theme.ink, align="right"))
            end = self._partners(group, self._bar(group, y))
            y = max(end, y + _BAR + (len(lines) - 1) * LINE[TEXT]) + GROUP_GAP
        return Bars(
            self.boxes,
            self.labels,
            self.most,
            _PLOT,
            max(0.0, y - GROUP_GAP / 2),
            widest + 2 * PAD if self.figures.groups else 0.0,
            right,
            0.0,
            22.0 if self.figures.groups else 0.0,
            is_upright=False,
            has_broken=self.has_broken,
        )

    def _pixels(self, yen: int) -> float:
        return max(0, yen) * _PLOT / self.most

    def _bar(self, group: Group, y: float) -> float:
        """Draw a group's own bar and the amounts on it; those that find no room in their segment stand below.

        The rest has amounts only: a sum of many beside single groups would leave these no length.
        """
        start, words = 0.0, []
        for segment in group.segments:
            color = self.color(group, segment)
            said = self.said(segment.yen)
            length = 0.0 if group.is_rest else self._pixels(segment.yen or 0)
            if length:
                self.boxes.append(Box(start, start + length, y, y + _BAR, color, self.theme.ground))
            if self.figures.series and (len(group.segments) > 1 or group.is_rest):
                if length and width_of(said, SMALL) + 6 <= length:
                    ink = self.theme.on(color)
                    self.labels.append(Label(said, start + length / 2, y + _BAR / 2, SMALL, ink, "center"))
                else:
                    words.append(self.share(segment.series, segment.yen))
            start += length
        stated = group.yen is not None
        if not stated:
            words = []
        if group.is_rest and group.partners_yen is not None:
            words.append(self.share(self.apart, group.partners_yen))
        weight = "bold" if stated and len(group.segments) > 1 else "normal"
        color = self.theme.ink if stated else self.theme.pale
        self._value(Label(self.said(group.yen), start + PAD, y + _BAR / 2, TEXT, color, weight=weight))
        y += _BAR
        for line in lines_of(self.joined(words), _PLOT, SMALL) if words else []:
            y += LINE[SMALL]
            self._value(Label(line, 3, y - LINE[SMALL] / 2 + 1, SMALL, self.theme.pale))
        return y

    def _partners(self, group: Group, y: float) -> float:
        """Draw the partners' money as a thin empty bar below: it is never a part of the group's own."""
        if group.partners_yen is None or group.is_rest:
            return y
        y += _GAP
        length = self._pixels(group.partners_yen)
        fill, stroke = self.theme.ground, self.theme.pale
        if length > _PLOT:
            self.has_broken, length = True, _PLOT
            self.boxes.append(Box(0, length - _STUB - _BREAK, y, y + THIN, fill, stroke))
            self.boxes.append(Box(length - _STUB, length, y, y + THIN, fill, stroke))
        else:
            self.boxes.append(Box(0, length, y, y + THIN, fill, stroke))
        self._value(Label(self.said(group.partners_yen), length + PAD, y + THIN / 2, SMALL, self.theme.pale))
        return y + THIN

    def _value(self, text: Label) -> None:
        half = text.size / 2 + 1
        self.ground(text.x - PAD + 2, text.x + width_of(text.text, text.size), text.y - half, text.y + half)
        self.labels.append(text)


class _Upright(_Drawing):
    """Columns beside each other, their names below, their amounts above."""

    def drawn(self) -> Bars:
        shown = self.figures.groups
        own = max([_SLIMMEST, *(width_of(self.said(group.yen), TEXT) for group in shown)])
        of_partners = [
            width_of(self.said(group.partners_yen), SMALL) for group in shown if group.partners_yen is not None
        ]
        beside = max(of_partners) + PAD if of_partners else 0.0
        slot = own + beside + 2 * GROUP_GAP
        named = [width_of(line, TEXT) for group in shown for line in lines_of(group.label, slot, TEXT)]
        slot = max(slot, *named, _PLOT / len(shown))
        below = 0.0
        for number, group in enumerate(shown):
            left = number * slot + (slot - own - beside) / 2
            below = max(below, self._column(group, left, own, beside))
        widest_tick = width_of(self.said(self.most), SMALL)
        across = len(shown) * slot
        return Bars(
            self.boxes,
            self.labels,
            self.most,
            across,
            _TALL,
            widest_tick + 2 * PAD,
            PAD,
            LINE[TEXT] + 4.0,
            below,
            is_upright=True,
            has_broken=self.has_broken,
        )

    def _column(self, group: Group, left: float, own: float, beside: float) -> float:
        """Draw a year's column, its partners' beside it and its name below; return how far that reaches."""
        middle, foot = left + own / 2, float(_TALL)
        words = []
        for segment in group.segments:
            color = self.color(group, segment)
            height = max(0, segment.yen or 0) * _TALL / self.most
            if height:
                self.boxes.append(Box(left, left + own, foot - height, foot, color, self.theme.ground))
            if len(group.segments) > 1:
                said = self.said(segment.yen)
                if height >= LINE[SMALL] and width_of(said, SMALL) <= own:
                    self.labels.append(Label(said, middle, foot - height / 2, SMALL, self.theme.on(color), "center"))
                else:
                    words.append(self.share(segment.series, segment.yen))
            foot -= height
        weight = "bold" if group.yen is not None and len(group.segments) > 1 else "normal"
        self._value(Label(self.said(group.yen), middle, foot - 11, TEXT, self.theme.ink, "center", weight))
        if group.partners_yen is not None:
            self._partners(group.partners_yen, left + own + PAD, beside - PAD)
        y = _TALL + 14.0
        for size, text in ((TEXT, group.label), (SMALL, self.joined(words) if group.yen is not None else "")):
            for line in lines_of(text, own + beside + GROUP_GAP, size) if text else []:
                color = self.theme.ink if size == TEXT else self.theme.pale
                self.labels.append(Label(line, middle, y, size, color, "center"))
                y += LINE[size]
        return y - _TALL

    def _partners(self, yen: int, left: float, room: float) -> None:
        """Draw the partners' money as a thin empty column beside: it is never a part of the year's own."""
        middle = left + room / 2
        height = yen * _TALL / self.most
        sides = (middle - THIN / 2, middle + THIN / 2)
        fill, stroke = self.theme.ground, self.theme.pale
        if height > _TALL:
            self.has_broken, height = True, float(_TALL)
            self.boxes.append(Box(*sides, _STUB + _BREAK, _TALL, fill, stroke))
            self.boxes.append(Box(*sides, 0, _STUB, fill, stroke))
        else:
            self.boxes.append(Box(*sides, _TALL - height, _TALL, fill, stroke))
        self._value(Label(self.said(yen), middle, _TALL - height - 10, SMALL, self.theme.pale, "center"))

    def _value(self, text: Label) -> None:
        half = width_of(text.text, text.size) / 2
        self.ground(text.x - half, text.x + half, text.y - text.size / 2 - 1, text.y + text.size / 2 + 1)
        self.labels.append(text)
