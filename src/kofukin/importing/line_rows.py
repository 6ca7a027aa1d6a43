"""The lines of a document as rows: each with what it is by itself, and the role it has among the others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kofukin.importing.draft import Place, Role
from kofukin.importing.line_grammar import Reading
from kofukin.messages import Message
from kofukin.text.display_width import display_width


class TextLine(NamedTuple):
    """A line that is not blank. ``cells`` are its columns in a table, none if it is open what stands in them.

    ``box`` is the frames around it, outermost first; ``by_gaps``: only gaps divide its columns; ``is_ruled``: lines do.
    ``marked`` is the line with the marks that its page does not show, where it has any.
    """

    text: str
    place: Place
    cells: tuple[str, ...] | None = None
    box: tuple[int, ...] = ()
    by_gaps: bool = False
    is_ruled: bool = False
    marked: str | None = None

    @property
    def verbatim(self) -> str:
        """The line as it stands in the file."""
        return self.text if self.marked is None else self.marked


@dataclass(slots=True, eq=False)
class Row:
    """A line, what it is by itself, and the role it has among the others; ``text`` has the lines that were joined.

    ``is_numbered``: the number it begins with is its place in a list.
    """

    line: TextLine
    number: int
    reading: Reading
    text: str
    role: Role | None = None
    doubt: Message | None = None
    joined: list["Row"] = field(default_factory=list)
    is_numbered: bool = False


def rows_below(rows: list[Row], row: Row) -> Iterator[Row]:
    return (rows[number] for number in range(row.number + 1, len(rows)))


def indent(row: Row) -> int:
    """Return the columns before a line's text."""
    text = row.line.text.strip("\f\r\n").expandtabs(4)
    return display_width(text) - display_width(text.lstrip())
