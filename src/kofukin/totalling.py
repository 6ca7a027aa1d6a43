"""Totals that people read: the row that adds up all groups, and those that add up each group of the first dimension."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kofukin import query
from kofukin.filters import Filters, Sort
from kofukin.messages import labels
from kofukin.table import Row, Table

_SUBTOTAL = "\0subtotal"
"""Stands for 小計 in the cell of a group; no text of the data holds this character."""
_Sums = dict[str, Any]


class Asked(NamedTuple):
    """Which totals are asked for."""

    connection: sqlite3.Connection
    filters: Filters
    by: tuple[str, ...]
    sort: Sequence[Sort]
    names: tuple[str, ...]
    pivot: str | None
    across: Sequence[query.Field]

    def rows(self, people: bool) -> query.Rows:
        return self._asked(self.by, self.names, self.sort, people)

    def total(self, found: query.Summary) -> Row:
        """Return the sums over everything that matches, most of which are known already.

        What names a group is None in it, and "" stands where a sum would say nothing.
        """
        known: _Sums = {
            "projects": found.projects,
            "national_funds_yen": found.national_funds_yen,
            "share": 1.0 if found.national_funds_yen else None,
            "partner_national_funds_yen": found.partner_national_funds_yen,
            "unstated": found.unstated,
        }
        groups = query.group_fields(self.by)
        wanted = [name for name in self.names if name not in (*groups, "share_within")]
        if not set(wanted) <= known.keys():
            known = next(self._sums((), wanted))
        return tuple(known.get(name, None if name in groups else "") for name in self.names)

    def with_subtotals(self, table: Table) -> Table:
        """Return people's table with a row below each group of the first dimension that adds it up.

        The groups stand in the order that their sums are sorted in, and their rows are sorted within them. A table
        without any column of a group has no place to say which rows these are, and stays as it is.
        """
        first = self.by[:1]
        said = self._said_in(query.group_fields(first))
        if said is None:
            return table
        # read whole, since the sums are asked for through the same temporary tables
        rows = iter(tuple(self._asked(self.by, (*self.names, "projects"), self.sort, people=True, together=True).rows))
        groups = [
            (sums, list(_next_of(rows, sums["projects"])))
            for sums in self._sums(first, [*self.names, *(key.field for key in self.sort)])
        ]
        for key in reversed(self.sort):
            groups = _sorted(groups, key)
        lines: list[Row] = []
        places = []
        for sums, own in groups:
            places.append(len(lines) + len(own))
            lines += [*own, tuple(_SUBTOTAL if name == said else sums.get(name, "") for name in self.names)]
        columns = tuple(
            column._replace(vocabulary={**column.vocabulary, _SUBTOTAL: labels.SUBTOTAL}) for column in table.columns
        )
        return table._replace(columns=columns, rows=tuple(lines), subtotals=frozenset(places))

    def _said_in(self, first: Sequence[str]) -> str | None:
        """Return the column that says of a row that it is a subtotal: the next group's, else the group's own."""
        shown = [name for name in self.names if name in query.group_fields(self.by)]
        return next((name for name in shown if name not in first), shown[-1] if shown else None)

    def _sums(self, by: tuple[str, ...], names: Sequence[str]) -> Iterator[_Sums]:
        """Yield by name what totals by other dimensions have of ``names``, in their own order."""
        known = {*query.totals_fields(by), *(field.name for field in (*self.across, *query.measures_on_request(by)))}
        chosen = tuple(dict.fromkeys(name for name in (*names, "projects") if name in known))
        for row in self._asked(by, chosen, (), people=True).rows:
            yield dict(zip(chosen, row, strict=True))

    def _asked(
        self, by: Sequence[str], names: Sequence[str], sort: Sequence[Sort], people: bool, together: bool = False
    ) -> query.Rows:
        return query.totals(self.connection, self.filters, by, sort, names, self.pivot, self.across, people, together)


def _next_of(rows: Iterator[Row], projects: int) -> Iterator[Row]:
    """Yield the next rows until they count so many projects, which stand last in each and are left out."""
    while projects > 0:
        *row, counted = next(rows)
        projects -= int(str(counted))
        yield tuple(row)


def _sorted(groups: list[tuple[_Sums, list[Row]]], key: Sort) -> list[tuple[_Sums, list[Row]]]:
    """Return the groups by one of their sums, unknown ones last; as they are where they have no such sum."""
    known = [group for group in groups if group[0].get(key.field) is not None]
    unknown = [group for group in groups if group[0].get(key.field) is None]
    return [*sorted(known, key=lambda group: group[0][key.field], reverse=key.descending), *unknown]
