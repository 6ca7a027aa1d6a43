"""A program and what it became, as one: which line each project of the data belongs to.

Programs are joined only where the state's own id or the data says that one became the other; a step that is a reading
joins nothing. A later program that several became is told apart by the type of grant, and else stands for itself.
"""

import re
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kofukin.text.folding import fold

if TYPE_CHECKING:
    from kofukin.files.national import Step


def steps(connection: sqlite3.Connection) -> "list[Step]":
    """Return what became of which program: as the reference has it, and as the data says of its own programs."""
    from kofukin.files import succession  # few totals ask for lines

    rows = connection.execute("SELECT id, name, succeeds, basis FROM program ORDER BY position")
    return succession.steps([succession.Succession(*row) for row in rows])


def make(connection: sqlite3.Connection) -> None:
    """Fill ``temp.lineage``: for each program and type in the data the first of its line, with name and place."""
    from kofukin.files import national  # few totals ask for lines

    joining: dict[str, list[Step]] = {}
    for step in steps(connection):
        if step.basis != national.READING:
            joining.setdefault(step.later, []).append(step)
    names = {entry.program.id: entry.program.name for entry in national.entries()}
    places = {program: number for number, program in enumerate(names)}
    names |= connection.execute("SELECT id, name FROM program").fetchall()
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS lineage"
        " (program TEXT, grant_type TEXT, root TEXT, name TEXT, position INTEGER)"
    )
    connection.execute("DELETE FROM temp.lineage")
    found = connection.execute("SELECT DISTINCT program, grant_type FROM project").fetchall()
    for program, grant_type in found:
        root = _root(program, grant_type, joining) if program is not None else None
        row = (program, grant_type, root, names.get(root or "", root), places.get(root or "", len(places)))
        connection.execute("INSERT INTO temp.lineage VALUES (?, ?, ?, ?, ?)", row)


def _root(program: str, grant_type: str | None, joining: "Mapping[str, list[Step]]") -> str:
    seen = {program}
    while True:
        fitting = {
            step.earlier
            for step in joining.get(program, ())
            if step.grant_type is None or (grant_type is not None and _is_type(step.grant_type, grant_type))
        }
        if len(fitting) != 1 or fitting <= seen:
            return program
        program = fitting.pop()
        seen.add(program)


def _is_type(known: str, written: str) -> bool:
    """Return whether a document's word is that type: 推進タイプ is 地方創生推進タイプ, 整備推進タイプ is another."""
    short = re.escape(fold(known).removeprefix("地方創生"))
    return re.search(rf"(?:^|\W|地方創生){short}", fold(written)) is not None
