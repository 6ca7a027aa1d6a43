"""What is said of a question: what was asked, what in it is in no data, and what would have matched."""

import sqlite3

from kofukin import query
from kofukin.errors import shortened
from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors
from kofukin.messages.first_few import first_few
from kofukin.model.amounts import Unit
from kofukin.model.fields import APPLICATIONS
from kofukin.model.fiscal_year import era_label

_OPTION_OF = {"words": errors.THE_WORDS, "minimum": "--min", "maximum": "--max"}


def nothing_matched(connection: sqlite3.Connection, filters: Filters) -> list[Said | Message]:
    """Return what to say when no project matches: years with grants, what runs then, what one filter less finds."""
    lines: list[Said | Message] = []
    if filters.year:
        lines.append(errors.YEARS_WITH_GRANTS(years=[era_label(year) for year in query.years(connection)]))
        running = query.count(connection, filters._replace(found=False, year=(), active=filters.year))
        if running:
            lines.append(errors.ACTIVE_INSTEAD(count=running))
    for name in filters.asked():
        count = query.count(connection, filters.without(name))
        if count:
            lines.append(errors.WITHOUT_FILTER(option=_OPTION_OF.get(name, f"--{name}"), count=count))
    return lines


def asked(connection: sqlite3.Connection, filters: Filters) -> tuple[Said, ...]:
    """Return what was asked, a line each, in people's words."""
    return filters.said({"program": query.program_vocabulary(connection), "application": APPLICATIONS})


def of_the_filters(connection: sqlite3.Connection, filters: Filters) -> list[Said]:
    """Return what must be said of names and words that were asked for: which are in no data, and what they left."""
    lines = []
    unknown = query.unknown_bodies(connection, filters) if filters.municipality else {}
    for text, near in unknown.items():
        if near:
            lines.append(errors.NO_SUCH_BODY_NEAR(text=shortened(text), near=near))
        elif len(unknown) < len(filters.municipality):
            lines.append(errors.NO_SUCH_BODY(text=shortened(text)))
    for application, words in query.other_wordings(connection, filters).items():
        lines.append(errors.OTHER_WORDINGS(words=first_few(words), application=application))
    return lines


def of_bare_bounds(connection: sqlite3.Connection, filters: Filters, unit: Unit) -> list[Said]:
    """Return that a bound is in yen where it was written without a unit, amounts are shown in another, and it is idle.

    A lower bound is idle that leaves no amount out, an upper one that leaves no amount in.
    """
    if unit is Unit.YEN:
        return []
    lines = []
    for name in filters.bare:
        bound, option = getattr(filters, name), _OPTION_OF[name]
        without = filters.without(name)
        said = errors.BARE_BOUND if name == "minimum" else errors.BARE_BOUND_OF_ALL
        below = without._replace(maximum=bound - 1) if name == "minimum" else filters
        if not query.matches(connection, below) and query.matches(connection, without):
            lines.append(said(option=option, bound=f"{bound:,}", unit=unit.label, written=f"{bound}{unit.label.ja}"))
    return lines
