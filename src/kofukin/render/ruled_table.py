"""Lines of a laid-out table, in colour where the style asks for it."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from kofukin.render import Style
from kofukin.render.layout import BAR_WIDTH, WIDEST_BAR, Layout, Texts, heights, lines_of
from kofukin.render.painting import BOLD, CYAN, DIM, painted
from kofukin.table import Kind


def width(texts: Sequence[Texts], layout: Layout) -> int:
    """Return the columns of the terminal that the table takes."""
    bars = sum(BAR_WIDTH for own in texts if own.column.kind is Kind.SHARE)
    return sum(layout.widths) + bars + layout.gap * (len(texts) - 1)


def lines(
    texts: list[Texts], ids: Texts | None, bars: Sequence[str], layout: Layout, style: Style, has_total: bool
) -> Iterator[str]:
    """Yield the table's lines; the total is the last of the cells. ``ids`` stand below their rows, at the right."""
    drawing = _Drawing(texts, layout, style)
    for line in drawing.row([own.label for own in texts], ids.label if ids else "", BOLD):
        yield line + "\n"
    rule = "-" * drawing.width + "\n"
    yield rule
    tall = heights(texts, layout)
    for number in range(len(bars) + has_total):
        is_total = number == len(bars)
        if is_total:
            yield rule
        cells = [own.cells[number] for own in texts]
        bar = "" if is_total else bars[number]
        below = ids.cells[number] if ids else ""
        for line in drawing.row(cells, below, BOLD if is_total else "", bar, tall[number] == 1):
            yield line + "\n"


class _Drawing:
    def __init__(self, texts: list[Texts], layout: Layout, style: Style) -> None:
        self._kinds = [own.column.kind for own in texts]
        self._layout, self._style = layout, style
        self.width = width(texts, layout)

    def row(self, cells: list[str], below: str, color: str, bar: str = "", is_line: bool = False) -> list[str]:
        """Return a row's lines; ``is_line`` says that no cell is wider than its column."""
        columns = [
            [text] if is_line else lines_of(text, own) for text, own in zip(cells, self._layout.widths, strict=True)
        ]
        height = max(map(len, columns))
        drawn = []
        for number in range(height):
            texts = [own[number] if number < len(own) else "" for own in columns]
            drawn.append(self._line(texts, bar if number == 0 else ""))
        own = [painted(line, color, self._style) for line in drawn]
        return self._with_id(drawn, own, below) if below else own

    def _line(self, texts: list[str], bar: str) -> str:
        parts = []
        for text, kind, own in zip(texts, self._kinds, self._layout.widths, strict=True):
            room = " " * (own - cell_len(text))
            part = room + text if kind.is_number else text + room
            if kind is Kind.SHARE:
                part += f" {painted(bar, CYAN, self._style)}{' ' * (WIDEST_BAR - len(bar))}"
            parts.append(part)
        return (" " * self._layout.gap).join(parts).rstrip()

    def _with_id(self, plain: list[str], own: list[str], below: str) -> list[str]:
        """Return a row's lines with the id at the right, behind what is left of a name or on a line of its own."""
        begun = cell_len(plain[-1]) if len(plain) > 1 else None
        room = self.width - cell_len(below)
        if begun is None or begun >= room:
            return [*own, " " * max(0, room) + painted(below, DIM, self._style)]
        return [*own[:-1], own[-1] + " " * (room - begun) + painted(below, DIM, self._style)]
