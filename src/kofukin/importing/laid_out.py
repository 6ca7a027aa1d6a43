"""How a table is laid out: as rows under headings, turned, as blocks side by side, or as forms.

All are put as rows under headings before their columns are settled, so that one grammar reads them; each row keeps the
place where it stands in the file.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kofukin.importing.columns import Layout, find_layout
from kofukin.importing.draft import Given
from kofukin.importing.forms import forms
from kofukin.importing.rearranged import Rearranged
from kofukin.importing.sheet import HEAD, Row, Sheet, Span
from kofukin.importing.side_by_side import blocks_of, side_by_side
from kofukin.importing.turned import turned


class Settled(NamedTuple):
    """A table's layout, None where no row is a heading; its first rows, or all; how it is read if not as it stands."""

    found: Layout | None
    head: list[Row]
    other: Rearranged | None = None


def _is_no_list(found: Layout | None) -> bool:
    return found is None or not ("name" in found.columns or found.lists_bodies or found.lists_years)


def settled(head: list[Row], sheet: Sheet, given: Given, is_whole: bool = False) -> Settled:
    """Return how the table that begins with ``head`` is read; ``is_whole``: these are all of its rows.

    Blocks side by side are read to their end, and held in memory.
    """

    def find(rows: Sequence[Row], spans: Sequence[Span]) -> Layout | None:
        return find_layout(rows, spans, given.columns, given.ignored, given.amounts)

    straight = find(head, sheet.spans)
    if straight is not None and blocks_of(straight):
        head = [*head, *sheet.rows]
        if (other := side_by_side(head, straight, sheet, find)) is not None:
            return Settled(other.found, head, other)
        return Settled(straight, head)
    # of a turned table the user's choice of columns is one of rows: whether it is one, the words of its cells tell
    plain = find_layout(head, sheet.spans, {}) if given.columns else straight
    if is_whole and _is_no_list(plain):
        other = turned(head, sheet, find, given.columns) or forms(head, find, given.columns)
        if other is not None:
            return Settled(other.found, head, other)
    return Settled(straight, head)


FEWEST_ACROSS = 3
"""Columns of a turned table in a text; with two, its lines are labels with what they say, which prose has as well."""


def settled_text(rows: Sequence[Row], given: Given) -> Settled:
    """Return how a table inside a text is read, all of whose rows are known."""
    head, rest = list(rows[:HEAD]), rows[HEAD:]
    is_wide = max((len(cells) for _, cells in head), default=0) >= FEWEST_ACROSS
    return settled(head, Sheet(None, (row for row in rest)), given, is_whole=not rest and is_wide)
