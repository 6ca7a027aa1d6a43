"""What the state spent on each program in each year, for totals that ask which part of it theirs is."""

import sqlite3

from kofukin.query.fields import NOT_EXECUTED, NOTHING_SPENT, OTHER_SCOPE, SERIES_BROKEN


def make(connection: sqlite3.Connection) -> None:
    """Fill ``temp.nation`` from the latest sheets: what was spent, or why that is nothing to compare with."""
    from kofukin.files import national  # few totals ask for it

    names = dict(connection.execute("SELECT id, name FROM program").fetchall())
    broken = {each.program: each.fiscal_year for each in national.breaks()}
    latest: dict[tuple[str, int], national.Budget] = {}
    for budget in national.budgets():  # in the order of their sheets
        key = (budget.program, budget.fiscal_year)
        if national.is_known(budget.program, names.get(budget.program, "")) and (
            budget.executed_yen is not None or key not in latest
        ):
            latest[key] = budget
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS nation (program TEXT, fiscal_year INTEGER, executed_yen INTEGER, gap TEXT)"
    )
    connection.execute("DELETE FROM temp.nation")
    for (program, year), budget in latest.items():
        is_broken = year >= broken.get(program, year + 1)
        gap = (SERIES_BROKEN if is_broken else OTHER_SCOPE) if budget.covers else _gap(budget.executed_yen)
        connection.execute("INSERT INTO temp.nation VALUES (?, ?, ?, ?)", (program, year, budget.executed_yen, gap))


def _gap(executed_yen: int | None) -> str | None:
    if executed_yen is None:
        return NOT_EXECUTED
    return None if executed_yen else NOTHING_SPENT
