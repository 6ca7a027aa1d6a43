"""The one layout of a table in a terminal: how wide each column is, where its texts wrap, what goes below.

Texts are measured as rich, which draws by this layout, measures them: columns stay aligned whatever a name holds.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from kofukin.table import Column, Kind
from kofukin.text.display_width import wrap

_COMFORTABLE_TEXT = 20
_NARROWEST_TEXT = 14
WIDEST_BAR = 10
BAR_WIDTH = WIDEST_BAR + 1
_UNEVEN = 4
"""What a line may be short of its width, where a word that does not fit goes to the next."""
_GAP = 2
_NARROW_GAP = 1


class Layout(NamedTuple):
    """The columns' widths and the gap between them, in terminal columns, and whether a window made them narrower."""

    widths: list[int]
    gap: int
    is_narrowed: bool = True


_MOST_LINES = 2
"""Lines of a row beyond which its id stands below, where it takes no room from the name."""


class Texts(NamedTuple):
    """A column's label and its cells from top to bottom, the total last, with the width of each."""

    column: Column
    label: str
    cells: Sequence[str]
    widths: Sequence[int]

    @property
    def wraps(self) -> bool:
        """Whether it is free text, which may take several lines."""
        return self.column.kind in (Kind.TEXT, Kind.LIST)

    def part(self, first: int, end: int) -> "Texts":
        """Return the cells from ``first`` up to ``end``."""
        return self._replace(cells=self.cells[first:end], widths=self.widths[first:end])


def measured(column: Column, label: str, cells: Sequence[str]) -> Texts:
    return Texts(column, label, cells, [*map(cell_len, cells)])


def lines_of(text: str, width: int) -> list[str]:
    """Return a cell's lines, none of them wider than its column: a word that is too long goes on below."""
    return [part for line in wrap(text, width, cell_len) for part in (chop_cells(line, width) or [""])]


def heights(texts: Sequence[Texts], layout: Layout) -> list[int]:
    """Return how many lines each row takes."""
    if not layout.is_narrowed:
        return [1] * len(texts[0].cells)
    wrapped = (
        [1 if own <= width else len(lines_of(text, width)) for text, own in zip(each.cells, each.widths, strict=True)]
        for each, width in zip(texts, layout.widths, strict=True)
    )
    return [max(row) for row in zip(*wrapped, strict=True)]


def below(texts: list[Texts], window: int | None) -> Texts | None:
    """Return the ids that are to stand below their rows: a last column of them that leaves names too little room."""
    last = texts[-1]
    if window is None or len(texts) == 1 or last.column.name != "id":
        return None
    is_high = _needed(texts) > window or max(heights(texts, fitted(texts, window))) > _MOST_LINES
    return last if is_high else None


def blocks(texts: list[Texts], window: int | None) -> list[list[Texts]]:
    """Return the columns in as many tables, one below the other, as a window needs to hold every amount whole.

    Each begins with the columns that say what a row is: the groups of totals, or the first column of a list.
    """
    keys = [own for own in texts if own.column.names_group] or texts[:1]
    rest = [own for own in texts if own not in keys]
    if window is None or _needed(texts) <= window or not rest:
        return [texts]
    blocks = [[*keys, rest[0]]]
    for own in rest[1:]:
        if _needed([*blocks[-1], own]) <= window:
            blocks[-1].append(own)
        else:
            blocks.append([*keys, own])
    return blocks


def _needed(texts: list[Texts]) -> int:
    """Return the columns of a window that a table needs at the least."""
    bars = sum(BAR_WIDTH for own in texts if own.column.kind is Kind.SHARE)
    return sum(min(_least(own), _NARROWEST_TEXT) if own.wraps else _least(own) for own in texts) + bars + len(texts) - 1


def _least(own: Texts) -> int:
    """Return how narrow a column may become without cutting a word of its heading, an id or an amount."""
    cells = _longest_word(own.cells) if own.column.vocabulary else max(own.widths)
    return max(_longest_word([own.label]), cells)


def fitted(texts: list[Texts], window: int | None) -> Layout:
    """Return the columns' widths and the gap between them: what they need, narrowed until the window holds a line.

    First free text gives way as far as two lines hold it, then headings and words are wrapped at their spaces, then
    free text again, then the gap goes. Ids and amounts never do; a window that is too narrow for them gets lines
    longer than itself.
    """
    widths = [max(cell_len(own.label), *own.widths) for own in texts]
    if window is None:
        return Layout(widths, _GAP, is_narrowed=False)
    free = [index for index, own in enumerate(texts) if own.wraps]
    fixed = [index for index, own in enumerate(texts) if not own.wraps]
    narrowest = [_least(own) for own in texts]
    bar = sum(BAR_WIDTH for own in texts if own.column.kind is Kind.SHARE)
    in_two_lines = [max(_COMFORTABLE_TEXT, width // _MOST_LINES + _UNEVEN) for width in widths]
    for gap, places, least in (
        (_GAP, free, in_two_lines),
        (_GAP, fixed, narrowest),
        (_GAP, free, [_COMFORTABLE_TEXT] * len(texts)),
        (_NARROW_GAP, free, [_NARROWEST_TEXT] * len(texts)),
    ):
        _narrow(widths, places, least, window - bar - gap * (len(texts) - 1))
        if sum(widths) <= window - bar - gap * (len(texts) - 1):
            return Layout(widths, gap)
    return Layout(widths, _NARROW_GAP)


def _narrow(widths: list[int], places: list[int], least: list[int], room: int) -> None:
    """Take columns from the widest of ``places`` until all fit the room, or none is above its least."""
    while sum(widths) > room and (wide := [index for index in places if widths[index] > least[index]]):
        widths[max(wide, key=lambda index: widths[index])] -= 1


def _longest_word(texts: Sequence[str]) -> int:
    return max(cell_len(word) for text in texts for word in text.split(" "))
