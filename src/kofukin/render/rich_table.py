"""Lines of a laid-out table, drawn by rich: the only module that knows it."""

import io
from collections.abc import Iterator

from rich.box import Box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kofukin.render import Style
from kofukin.render.terminal import BAR_WIDTH, Layout
from kofukin.table import Column, Kind
from kofukin.text.display_width import display_width, wrap

_LINES = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)


def lines(
    columns: tuple[Column, ...],
    labels: list[str],
    rows: list[list[str]],
    totals: list[str],
    bars: list[str],
    layout: Layout,
    style: Style,
) -> Iterator[str]:
    """Yield the table's lines, in colour where the style asks for it."""
    grid = RichTable(
        box=_LINES, show_edge=False, pad_edge=False, padding=(0, layout.gap - 1, 0, 0), header_style="bold"
    )
    for column, label, width in zip(columns, labels, layout.widths, strict=True):
        has_bar = column.kind is Kind.SHARE
        grid.add_column(
            _cell(" " * (width - display_width(label)) + label if has_bar else label, width),
            justify="right" if column.kind.is_number and not has_bar else "left",
            width=width + (BAR_WIDTH if has_bar else 0),
            overflow="fold",
        )
    for row, bar in zip(rows, bars, strict=True):
        grid.add_row(*_texts(row, columns, layout, bar))
    if totals:
        grid.add_section()
        grid.add_row(*_texts(totals, columns, layout, ""), style="bold")
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=sum(layout.widths) + BAR_WIDTH * len(layout.widths),
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


def _texts(row: list[str], columns: tuple[Column, ...], layout: Layout, bar: str) -> list[Text]:
    texts = []
    for text, column, width in zip(row, columns, layout.widths, strict=True):
        if column.kind is Kind.SHARE:
            texts.append(Text(" " * (width - display_width(text)) + text + " ").append(bar, style="cyan"))
        else:
            texts.append(_cell(text, width))
    return texts


def _cell(text: str, width: int) -> Text:
    return Text("\n".join(wrap(text, width)) if display_width(text) > width else text)
