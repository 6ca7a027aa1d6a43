"""What a document is made of, whichever reader gives it: lines of text, and tables of cells."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from kofukin.messages import Message, Said


class Line(NamedTuple):
    """A line or paragraph; ``level`` is that of a heading, 1 the highest, None for text."""

    text: str
    place: Said | Message
    number: int
    level: int | None = None


class Row(NamedTuple):
    """A row of a table: its cells, and the text as it stands with where each cell begins in that."""

    cells: tuple[str, ...]
    starts: tuple[int, ...]
    text: str
    place: Said | Message
    number: int
    doubtful: frozenset[int] = frozenset()
    """Cells whose amounts cannot be told: shown in thousands, struck out, a formula without a value."""


class Grid(NamedTuple):
    """A table; its first rows may be titles, its last ones notes."""

    rows: tuple[Row, ...]


Piece: TypeAlias = Line | Grid


def text_of(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield the text of each line and row."""
    for piece in pieces:
        yield from (row.text for row in piece.rows) if isinstance(piece, Grid) else (piece.text,)


def row_of_cells(
    cells: tuple[str, ...], place: Said | Message, number: int, doubtful: frozenset[int] = frozenset()
) -> Row:
    """Return a row whose cells stand in no line of text: they are shown with bars between them."""
    starts: list[int] = []
    text = ""
    for cell in cells:
        text += " | " if starts else ""
        starts.append(len(text))
        text += " ".join(cell.split())
    return Row(tuple(" ".join(cell.split()) for cell in cells), tuple(starts), text, place, number, doubtful)
