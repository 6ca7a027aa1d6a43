"""Filters for two datasets, each of which may know a program, body or application that the other does not."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from kofukin import query
from kofukin.errors import UsageError
from kofukin.filters import Filters

_NAMES = ("program", "application", "municipality")


def on_both(old: sqlite3.Connection, new: sqlite3.Connection, filters: Filters) -> tuple[Filters, Filters]:
    """Return the filters as the old and the new dataset call what they name.

    Raises UsageError for what neither knows.
    """
    unnamed: dict[str, Any] = dict.fromkeys(_NAMES, ())
    sides = [query.resolve(side, filters._replace(**unnamed)) for side in (old, new)]
    for name in _NAMES:
        for text in getattr(filters, name):
            sides = [
                side._replace(**_named(name, (*getattr(side, name), *own)))
                for side, own in zip(sides, _found((old, new), name, text), strict=True)
            ]
    return sides[0], sides[1]


def _named(name: str, values: tuple[str, ...]) -> dict[str, Any]:
    return {name: values}


def _found(data: Sequence[sqlite3.Connection], name: str, text: str) -> list[tuple[str, ...]]:
    """Return what a text names in each dataset; in one that does not know it, what it names in the other."""
    found: list[tuple[str, ...] | None] = []
    unknown: list[UsageError] = []
    for connection in data:
        try:
            found.append(getattr(query.resolve(connection, Filters(**_named(name, (text,)))), name))
        except UsageError as error:
            found.append(None)
            unknown.append(error)
    if len(unknown) == len(data):
        raise unknown[-1]
    return [own if own is not None else next(filter(None, found)) for own in found]
