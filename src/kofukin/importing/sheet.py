"""What a sheet of a table file is, whichever reader gives it: rows of text cells, and what must be known of them."""

from collections.abc import Generator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

HEAD = 60
"""A heading stands within so many rows that are not blank."""
Row = tuple[int, list[str]]
"""A 1-based row number and the cells."""


class BrokenRecord(list[str]):
    """The first line of a record whose quotes do not pair, as its only cell; reading goes on at the next line."""


class Span(NamedTuple):
    """Merged cells, as 1-based rows and 0-based columns, all included; the value stands in the first."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet, or all of a text file (then ``name`` is None). ``rows`` can be read once; blank ones are left out.

    Hidden rows count from 1, hidden columns from 0. ``has_numbers``: its numbers are numbers, not text, so that a
    point in one divides whole from parts. ``comments`` are those on the cells of a row.

    Closing ``rows`` closes a text file that has not been read to its end.
    """

    name: str | None
    rows: Generator[Row, None, None]
    spans: Sequence[Span] = ()
    is_hidden: bool = False
    hidden_rows: Set[int] = frozenset()
    hidden_columns: Set[int] = frozenset()
    has_numbers: bool = False
    comments: Mapping[int, Sequence[str]] = MappingProxyType({})


def indented(text: str) -> str:
    """Return a cell's text without the space around it, but for wide blanks, which show a name to be below another."""
    bare = text.strip()
    before = text[: len(text) - len(text.lstrip())] if bare else ""
    return "".join(sign for sign in before if sign in _WIDE) + bare


_WIDE = frozenset("　\xa0")
