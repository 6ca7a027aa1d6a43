"""Joint projects that two bodies tell: which are counted once, and what is said of them."""

import sqlite3
from collections.abc import Sequence

from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors, labels
from kofukin.messages.first_few import first_few
from kofukin.query.twice import SameProject, counted_twice, half_pairs, may_count_twice

_MOST_NOTES = 20


def once(connection: sqlite3.Connection, filters: Filters) -> tuple[Filters, list[Said]]:
    """Return filters that count each joint project once, and what is to be said of those that they leave out."""
    twice = counted_twice(connection, filters)
    earlier = counted_twice(connection, filters.a_year_earlier()) if filters.year else []
    notes = [*left_out(twice), *cut_pairs(connection, filters)]
    return filters._replace(left_out=tuple(found.number for found in (*twice, *earlier))), notes


def left_out(twice: Sequence[SameProject]) -> list[Said]:
    """Return which projects are not counted, a line each: why, and what became of their money."""
    return [_left_out(found) for found in twice]


def _left_out(found: SameProject) -> Said:
    money: Said | Message = _money_of(found)
    if found.lost:
        shares = [errors.LOST_SHARE(partner=partner, yen=f"{yen:,}") for partner, yen in found.lost]
        money = errors.AND_SHARES_NOWHERE(money=money, shares=first_few(shares))
    if found.told_with != found.kept:
        money = errors.LEFT_OUT_WITH(told_with=found.told_with, kept=found.kept, money=money)
    return errors.LEFT_OUT(left_out=found.left_out, told_with=found.told_with, money=money)


def _money_of(found: SameProject) -> Said | Message:
    if found.funds is None:
        return errors.FUNDS_UNSTATED
    funds = f"{found.funds:,}"
    if found.share is not None:
        said = errors.FUNDS_SAME if found.share == found.funds else errors.FUNDS_DIFFER
        return said(funds=funds, kept=found.kept, share=f"{found.share:,}")
    if found.together is not None:
        return errors.FUNDS_TOGETHER(funds=funds, kept=found.kept, together=f"{found.together:,}")
    return errors.FUNDS_NOWHERE(funds=funds, kept=found.kept)


def cut_pairs(connection: sqlite3.Connection, filters: Filters) -> list[Said]:
    """Return that filters left one entry of a pair, where they did."""
    cut = half_pairs(connection, filters)
    pairs = [errors.HALF_PAIR(project=project, other=other) for project, other in cut]
    return [errors.HALF_PAIRS(count=len(cut), pairs=first_few(pairs))] if cut else []


def maybe_twice(connection: sqlite3.Connection, filters: Filters) -> list[Said]:
    count = may_count_twice(connection, filters)
    return [labels.MAY_COUNT_TWICE(count=count)] if count else []


def first_of(notes: Sequence[Said]) -> list[Message | Said]:
    more = len(notes) - _MOST_NOTES
    return [*notes[:_MOST_NOTES], *([labels.MORE_LEFT_OUT(count=more)] if more > 0 else [])]
