"""What is said beside an answer, on stderr."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kofukin.cli.speech import current_language, tell
from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors
from kofukin.messages.first_few import first_few
from kofukin.model.amounts import Unit

if TYPE_CHECKING:
    import sqlite3


def say_nothing_matched(instead: Iterable[Message | Said]) -> None:
    """Say that no project matched, then what would have."""
    language = current_language()
    tell(errors.NOTE(message=errors.NOTHING_MATCHED), language)
    for line in instead:
        tell(errors.HINT(message=line), language)


def resolved(connection: "sqlite3.Connection", filters: Filters) -> Filters:
    """Return the filters as the data calls what they name, and say which names are in no data and what words left."""
    from kofukin import answer, query  # the store is not loaded to print help

    filters = query.resolve(connection, filters)
    if filters.municipality or filters.application:
        for line in answer.of_the_filters(connection, filters):
            tell(errors.NOTE(message=line), current_language())
    return filters


def say_bare_bounds(connection: "sqlite3.Connection", filters: Filters, unit: Unit) -> None:
    """Say that a bound without a unit is in yen where amounts are shown in another unit and it did nothing."""
    if filters.bare:
        from kofukin import answer  # most calls give no bound

        for line in answer.of_bare_bounds(connection, filters, unit):
            tell(errors.NOTE(message=line), current_language())


def say_left_out(notes: Iterable[Said]) -> None:
    """Say which projects ``--once`` left out and why, one line each, or that there are none."""
    language = current_language()
    lines: list[Said | Message] = [*notes]
    for line in lines or [errors.NONE_LEFT_OUT]:
        tell(errors.NOTE(message=line), language)


def say_not_read(paths: Iterable[Path]) -> None:
    """Say what lies in folders of data and is not read."""
    from kofukin.store import opening  # not loaded to print help

    for path in paths:
        if names := opening.passed_over(path):
            note = errors.NOT_READ_IN_FOLDER(folder=path, names=first_few(names))
            tell(errors.NOTE(message=note), current_language())
