"""Lines of a laid-out table, drawn by rich: the only module that knows its tables."""

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style as RichStyle
from rich.table import Table as RichTable
from rich.text import Text

from kofukin.render import Style
from kofukin.render.layout import BAR_WIDTH, Layout, Texts, heights, lines_of
from kofukin.table import Kind

_LINES = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)
_BAR = RichStyle(color="cyan")
_ROWS_AT_ONCE = 1000
"""So many rows are drawn together, under one heading or none: all have the same layout, and memory stays flat."""


class _Cells(NamedTuple):
    """A column's cells of several rows, each at the column's width and its row's height.

    rich takes about a millisecond to lay a row out cell by cell; as lines that are laid out already it takes a tenth.
    """

    texts: Texts
    heights: Sequence[int]
    width: int
    bars: Sequence[str]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        is_number, has_bar = self.texts.column.kind.is_number, self.texts.column.kind is Kind.SHARE
        for text, own, height, bar in zip(self.texts.cells, self.texts.widths, self.heights, self.bars, strict=True):
            lines = [text] if own <= self.width else lines_of(text, self.width)
            for number in range(height):
                yield Segment(_padded(lines[number] if number < len(lines) else "", self.width, is_number))
                if has_bar:
                    yield Segment(" ")
                    yield Segment(bar if number == 0 else "", _BAR)
                yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.width, self.width)


def _padded(line: str, width: int, is_number: bool) -> str:
    return " " * (width - cell_len(line)) + line if is_number else line


def lines(texts: list[Texts], bars: list[str], layout: Layout, style: Style, has_total: bool) -> Iterator[str]:
    """Yield the table's lines, in colour where the style asks for it; the total is the last of the cells."""
    tall = heights(texts, layout)
    for first in range(0, len(bars), _ROWS_AT_ONCE):
        end = min(first + _ROWS_AT_ONCE, len(bars))
        grid = _grid(texts, layout, with_heading=first == 0)
        _add(grid, texts, tall, [*bars, ""], layout, range(first, end))
        if has_total and end == len(bars):
            grid.add_section()
            _add(grid, texts, tall, [*bars, ""], layout, range(end, end + 1), "bold")
        yield from _drawn(grid, layout, style)


def _grid(texts: list[Texts], layout: Layout, with_heading: bool) -> RichTable:
    grid = RichTable(
        box=_LINES, show_edge=False, pad_edge=False, padding=0, header_style="bold", show_header=with_heading
    )
    for own, width in zip(texts, layout.widths, strict=True):
        label = "\n".join(_padded(line, width, own.column.kind.is_number) for line in lines_of(own.label, width))
        bar = BAR_WIDTH if own.column.kind is Kind.SHARE else 0
        beside = layout.gap - 1 if own is not texts[-1] else 0  # rich puts one column between two of the table's
        grid.add_column(Text(label), width=width + bar + beside, overflow="fold")
    return grid


def _add(
    grid: RichTable,
    texts: list[Texts],
    tall: list[int],
    bars: list[str],
    layout: Layout,
    rows: range,
    style: str | None = None,
) -> None:
    first, end = rows.start, rows.stop
    cells = (
        _Cells(own.part(first, end), tall[first:end], width, bars[first:end])
        for own, width in zip(texts, layout.widths, strict=True)
    )
    grid.add_row(*cells, style=style)


def _drawn(grid: RichTable, layout: Layout, style: Style) -> Iterator[str]:
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=sum(layout.widths) + (BAR_WIDTH + layout.gap) * len(layout.widths),
        color_system="standard" if style.color else None,
        force_terminal=style.color,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        _environ={},
    )
    console.print(grid)
    for line in buffer.getvalue().splitlines():
        yield line.rstrip() + "\n"
