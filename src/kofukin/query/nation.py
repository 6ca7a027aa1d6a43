"""What the state spent on each program in each year, for totals that ask which part of it theirs is."""

import sqlite3


def make(connection: sqlite3.Connection) -> None:
    """Fill ``temp.nation`` from the latest sheets; what covers more or less than the program is none of it."""
    from kofukin.files import national  # few totals ask for it

    latest = {
        (budget.program, budget.fiscal_year): budget
        for budget in national.budgets()  # in the order of their sheets
        if budget.executed_yen is not None
    }
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS nation (program TEXT, fiscal_year INTEGER, executed_yen INTEGER)"
    )
    connection.execute("DELETE FROM temp.nation")
    names = dict(connection.execute("SELECT id, name FROM program").fetchall())
    connection.executemany(
        "INSERT INTO temp.nation VALUES (?, ?, nullif(?, 0))",
        [
            (program, year, budget.executed_yen)
            for (program, year), budget in latest.items()
            if budget.covers is None and national.is_known(program, names.get(program, ""))
        ],
    )
