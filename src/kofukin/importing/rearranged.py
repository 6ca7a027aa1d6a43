"""A table whose rows are read in another order than they stand in: its rows as they are read, and where each stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kofukin.importing.columns import Layout
from kofukin.importing.draft import Doubt, Item, Line, Place, Role
from kofukin.importing.sheet import Row, Sheet, Span
from kofukin.messages import importing

Find = Callable[[Sequence[Row], Sequence[Span]], Layout | None]
"""Settles the columns of rows, the first of a table's."""


class Rearranged(NamedTuple):
    """A table's rows as they are read, numbered from 0, and for each the number of the row where it stands.

    ``texts`` are the rows as they stand, by number; ``figures`` those of a turned table or form, ``named`` those of
    them that hold names. ``hidden_rows`` and ``hidden_columns`` are those of the rows as they are read.
    """

    found: Layout
    rows: tuple[Row, ...]
    sources: tuple[int, ...]
    texts: Mapping[int, str]
    figures: tuple[int, ...] = ()
    named: frozenset[int] = frozenset()
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def sheet(self, of: Sheet, head: int) -> Sheet:
        """Return the sheet as it is read, without its first ``head`` rows."""
        rows = (row for row in self.rows[head:])
        return of._replace(
            rows=rows, spans=self.spans, hidden_rows=self.hidden_rows, hidden_columns=self.hidden_columns
        )

    def places(self, place_of: Callable[[int], Place]) -> list[Place]:
        """Return the place of each row; in a turned table that of the names."""
        return [place_of(number) for number in self.sources]

    def as_it_stands(self, items: Iterable[Item], place_of: Callable[[int], Place]) -> Iterator[Item]:
        """Yield the items with a line for each row as it stands in the file, and no other."""
        roles = {number: Role.PROJECT if number in self.named else Role.FIGURE for number in self.figures}
        turned = [Line(place_of(number), role, self.texts[number]) for number, role in roles.items()]
        texts = {place_of(number): text for number, text in self.texts.items()}
        own = {line.place for line in turned}
        told: set[Place] = set()
        for item in items:
            if not isinstance(item, Line):
                yield item
            elif item.place in told:
                if item.role is Role.UNREAD:
                    yield Doubt(item.place, importing.UNREAD, item.text)
            elif item.place in own:
                told |= own
                yield from turned
            else:
                told.add(item.place)
                yield item._replace(text=texts[item.place])


def texts_of(rows: Iterable[Row]) -> dict[int, str]:
    return {number: "\t".join(cells).rstrip("\t") for number, cells in rows}
