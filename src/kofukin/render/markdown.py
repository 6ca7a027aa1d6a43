"""A Markdown table (GFM) with its title and notes, aligned for reading as plain text too."""

import re
from collections.abc import Iterator

from kofukin.render import Style, notes, people
from kofukin.table import Table
from kofukin.text.display_width import display_width, pad

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def render_markdown(table: Table, style: Style) -> Iterator[str]:
    """Yield the title, the table and the notes."""
    rows = [people.cells(row, table, style) for row in table.rows]
    if table.total is not None:
        rows.append([f"**{escaped(text)}**" if text else "" for text in people.total_cells(table, style)])
        rows[:-1] = [list(map(escaped, row)) for row in rows[:-1]]
    else:
        rows = [list(map(escaped, row)) for row in rows]
    header = [escaped(people.label(column, style)) for column in table.columns]
    numbers = [column.kind.is_number for column in table.columns]
    widths = [max(3, *(display_width(row[index]) for row in [header, *rows])) for index in range(len(header))]
    if title := people.title(table, style):
        yield f"## {escaped(title)}\n\n"
    gap = "　" if style.language == "ja" else " "
    if head := gap.join(filter(None, [people.drawn(table, style), people.unit(table, style)])):
        yield f"{escaped(head)}\n\n"
    yield _line(header, widths, numbers)
    yield _line(["-" * (w - 1) + (":" if n else "-") for w, n in zip(widths, numbers, strict=True)], widths, numbers)
    for row in rows:
        yield _line(row, widths, numbers)
    if groups := notes.grouped(table, style, printed=True):
        yield "\n" + "".join(_group(name, lines, style) for name, lines in groups)


def _group(name: str, lines: list[str], style: Style) -> str:
    """Return a group's notes as one point, as sentences that follow one another."""
    said = ("。" if style.language == "ja" else " ").join(map(escaped, lines))
    between = "　" if style.language == "ja" else ": "
    return f"- **{name}**{between}{said}\n" if name else f"- {said}\n"


def _line(cells: list[str], widths: list[int], numbers: list[bool]) -> str:
    padded = (
        " " * (width - display_width(text)) + text if is_number else pad(text, width)
        for text, width, is_number in zip(cells, widths, numbers, strict=True)
    )
    return f"| {' | '.join(padded)} |\n"
