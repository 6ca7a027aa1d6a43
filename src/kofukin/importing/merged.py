"""Merged cells of a sheet, row by row: the rows below the first hold nothing, though the value is theirs too."""

from collections.abc import Iterable
from typing import NamedTuple

from kofukin.importing.sheet import Span


class Merged(NamedTuple):
    """A value that several rows share, from row ``top`` to row ``bottom``."""

    text: str
    top: int
    bottom: int

    def covers(self, other: "Merged") -> bool:
        return self.top <= other.top and other.bottom <= self.bottom


class MergedCells:
    """Follows a sheet's rows downwards; false once no row can be merged with another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        downwards = (span for span in spans if span.bottom > span.top)
        self._waiting = sorted(downwards, key=lambda span: span.top, reverse=True)
        self._open: dict[int, Merged] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting or self._open)

    def at(self, number: int, cells: list[str]) -> tuple[list[str], dict[int, Merged]]:
        """Return the row with the values it shares filled in, and those values by column.

        Rows must come in their order; blank ones may be left out.
        """
        self._open = {column: merged for column, merged in self._open.items() if merged.bottom >= number}
        while self._waiting and self._waiting[-1].top <= number:
            span = self._waiting.pop()
            if span.top == number and span.left < len(cells):
                self._open[span.left] = Merged(cells[span.left], span.top, span.bottom)
        if not self._open:
            return cells, self._open
        filled = cells[:]
        for column, merged in self._open.items():
            if column < len(filled) and not filled[column].strip():
                filled[column] = merged.text
        return filled, self._open
