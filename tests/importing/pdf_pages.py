"""Draws PDFs in the layouts that cities use, so that no real document has to lie in the repository."""

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

FONT = "HeiseiKakuGo-W5"
SIZE, LEADING = 10, 16
LEFT, TOP = 50, 790


class Page:
    """A page on which text goes down line by line."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        canvas.setFont(FONT, SIZE)

    def write(self, lines: Sequence[str], x: float = LEFT, y: float = TOP, leading: float = LEADING) -> float:
        """Write the lines and return the height below the last."""
        for line in lines:
            self.canvas.drawString(x, y, line)
            y -= leading
        return y

    def frame(self, lines: Sequence[str], x: float = LEFT, y: float = TOP, width: float = 480) -> float:
        """Write the lines with a frame around them."""
        self.canvas.rect(x - 6, y + LEADING - len(lines) * LEADING - 8, width, len(lines) * LEADING + 8)
        return self.write(lines, x, y) - LEADING

    def framed_by_lines(self, lines: Sequence[str], x: float = LEFT, y: float = TOP, width: float = 480) -> float:
        """Write the lines with four separate strokes around them."""
        left, right, top, bottom = x - 6, x - 6 + width, y + LEADING, y + LEADING - len(lines) * LEADING - 8
        self.canvas.lines(
            [
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            ]
        )
        return self.write(lines, x, y) - LEADING

    def round_frame(self, lines: Sequence[str], x: float = LEFT, y: float = TOP, width: float = 480) -> float:
        self.canvas.roundRect(x - 6, y + LEADING - len(lines) * LEADING - 8, width, len(lines) * LEADING + 8, 8)
        return self.write(lines, x, y) - LEADING

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], x: float = LEFT, y: float = TOP) -> float:
        """Draw a table with all its lines; a cell may hold line breaks."""
        for row in rows:
            height = LEADING * max(cell.count("\n") + 1 for cell in row) + 4
            left = x
            for cell, width in zip(row, widths, strict=True):
                self.canvas.rect(left, y - height, width, height)
                self.write(cell.split("\n"), left + 4, y - LEADING + 3)
                left += width
            y -= height
        return y - LEADING


def draw(path: Path, *pages: Callable[[Page], object]) -> Path:
    """Write a PDF with one page for each function."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        page(Page(canvas))
        canvas.showPage()
    canvas.save()
    return path
