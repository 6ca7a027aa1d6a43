"""What a file leaves open that the user can say at once for all of it: found by reading the file as an import does.

``--plan`` prints these, ``--ask`` puts them, ``--template`` leaves them blank.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from kofukin import importing as readers
from kofukin.errors import KofukinError, UsageError
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Role
from kofukin.messages import Message, Said, importing
from kofukin.model.fiscal_year import LAST

YEAR_TO_COME, BODY_TO_COME = LAST, "-"
"""What stands for a year and a body that nobody has said yet, while the rest of the file is looked at."""
NAME_TO_PUT, YEAR_TO_PUT, UNIT_TO_PUT = "NAME", "YEAR", "UNIT"
"""What a proposed command has where nothing in the file says the value: words that an import refuses as they are."""
_SAMPLES = 3
_LONGEST_SAMPLE = 24
_ROWS_SAMPLED = 20


class Question(NamedTuple):
    """What is not known: ``kind`` is municipality, year, unit, program, amounts, blanks, names, or column.

    ``option`` says it on the command line, where nothing is read without; ``samples`` are the file's own words;
    ``column`` is what the user would call a column by.
    """

    kind: str
    what: Message | Said
    option: str = ""
    samples: tuple[str, ...] = ()
    column: str = ""


class Findings(NamedTuple):
    """How much a file gives as it is, and what could be said about it; ``stopped`` is why it was not read further."""

    questions: tuple[Question, ...]
    lines: int = 0
    projects: int = 0
    points: int = 0
    stopped: KofukinError | None = None


_REFUSED: Mapping[Message, tuple[Question, Mapping[str, Any]]] = {
    importing.ASK_MUNICIPALITY: (
        Question("municipality", importing.MUNICIPALITY_UNKNOWN, f"--municipality {NAME_TO_PUT}"),
        {"municipality": BODY_TO_COME},
    ),
    importing.ASK_YEAR: (
        Question("year", importing.YEAR_UNKNOWN, f"--year {YEAR_TO_PUT}"),
        {"fiscal_year": YEAR_TO_COME},
    ),
    importing.ASK_UNIT: (Question("unit", importing.UNIT_UNKNOWN, f"--unit {UNIT_TO_PUT}"), {"yen_per_unit": 1}),
}
"""What is refused until the user says it, by the hint that asks for it, and what stands for it meanwhile."""
_OPEN: Mapping[Message, Question] = {
    importing.AMOUNT_WITHOUT_WORD: Question("amounts", importing.AMOUNTS_UNNAMED),
    importing.UNIT_UNKNOWN: Question("unit", importing.UNIT_UNKNOWN),
    importing.PROGRAM_UNSTATED: Question("program", importing.PROGRAM_UNSTATED),
    importing.PROGRAM_OPEN: Question("program", importing.PROGRAM_UNSTATED),
    importing.MUNICIPALITY_BLANK: Question("blanks", importing.BLANKS),
    importing.PREFECTURE_BLANK: Question("blanks", importing.BLANKS),
}
"""What an open point asks for, by its reason."""
_COLUMNS = (importing.COLUMN_UNREAD, importing.COLUMN_RIVAL, importing.YEARS_UNCOUNTED)
_COLUMN = re.compile(r"([A-Z]+)「(.*?)」", re.DOTALL)


def examine(path: Path, given: Given) -> Findings:
    """Return what a file leaves open; raises KofukinError where it cannot be read at all."""
    refused: list[Question] = []
    while True:
        try:
            found = _examine(readers.read(path, given))
        except KofukinError as error:
            known = _REFUSED.get(error.hint) if isinstance(error.hint, Message) else None
            if known is None and isinstance(error.hint, Said) and error.hint.message is importing.NAME_COLUMNS:
                samples = tuple(map(str, cast("list[str]", error.hint.values["headings"])))
                question = Question("names", importing.NO_NAMES, "--map name=B", samples)
                return Findings((*refused, question), stopped=error)
            if known is None or known[0] in refused:
                raise
            refused.append(known[0])
            given = given._replace(**known[1])
            continue
        kinds = {question.kind for question in refused}
        return found._replace(questions=(*refused, *(q for q in found.questions if q.kind not in kinds)))


def items_with_blanks(path: Path, given: Given, unit: bool = False) -> list[Item]:
    """Return what a file holds, where nobody says so with a year or a body to come.

    Only with ``unit``, for those whom amounts do not concern, is one made up.
    """
    while True:
        try:
            return list(readers.read(path, given))
        except UsageError as error:
            known = _REFUSED.get(error.hint) if isinstance(error.hint, Message) else None
            if known is None or (known[0].kind == "unit" and not unit) or given == given._replace(**known[1]):
                raise
            given = given._replace(**known[1])


def _examine(items: Iterator[Item]) -> Findings:
    lines = projects = points = 0
    rows: list[str] = []
    doubts: dict[tuple[str, str], tuple[Question, list[str]]] = {}
    for item in items:
        if isinstance(item, Line):
            lines += 1
            points += item.role is Role.UNREAD
            if item.role is Role.PROJECT and len(rows) < _ROWS_SAMPLED:
                rows.append(item.text)
            continue
        projects += isinstance(item, DraftProject)
        found = item.doubts if isinstance(item, DraftProject) else (item,) if isinstance(item, Doubt) else ()
        points += len(found)
        for doubt in found:
            if (question := _asked_by(doubt)) is not None:
                samples = doubts.setdefault((question.kind, question.column), (question, []))[1]
                if doubt.text and len(samples) < _SAMPLES and question.kind != "column":
                    samples.append(shortened(doubt.text))
    columns_last = sorted(doubts.values(), key=lambda entry: entry[0].kind == "column")
    questions = [
        question._replace(samples=_below(rows, question) if question.kind == "column" else tuple(samples))
        for question, samples in columns_last
    ]
    return Findings(tuple(questions), lines, projects, points)


def _asked_by(doubt: Doubt) -> Question | None:
    reason = doubt.reason.message if isinstance(doubt.reason, Said) else doubt.reason
    if reason in _COLUMNS and (column := _COLUMN.match(doubt.text)):
        called = column[2].strip() or column[1]
        what = importing.ASKED_COLUMN(column=column[1], heading=column[2])
        return Question("column", what, samples=(column[1],), column=called)
    return _OPEN.get(reason)


def _below(rows: list[str], question: Question) -> tuple[str, ...]:
    """Return some of what stands in a column, whose letter the question holds until its samples are known."""
    at = 0
    for letter in question.samples[0]:
        at = at * 26 + ord(letter) - ord("A") + 1
    cells = [row.split("\t") for row in rows]
    values = [row[at - 1].strip() for row in cells if len(row) >= at and row[at - 1].strip()]
    return tuple(map(shortened, list(dict.fromkeys(values))[:_SAMPLES]))


def shortened(text: str) -> str:
    """Return as much of a text as a sample shows."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SAMPLE else text[:_LONGEST_SAMPLE] + "..."
