"""What a file leaves open that the user can say at once for all of it: found by reading the file as an import does.

``--plan`` prints these, ``--ask`` puts them, ``--template`` leaves them blank.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from kofukin import importing as readers
from kofukin.errors import KofukinError, UsageError
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Role
from kofukin.importing.headings import known_programs_in, years_in
from kofukin.importing.programs import PROGRAM_TO_PUT
from kofukin.importing.review import outline
from kofukin.messages import Message, Said, importing
from kofukin.model.fiscal_year import LAST, era_label

YEAR_TO_COME, BODY_TO_COME = LAST, "-"
"""What stands for a year and a body that nobody has said yet, while the rest of the file is looked at."""
NAME_TO_PUT, YEAR_TO_PUT, UNIT_TO_PUT, COLUMN_TO_PUT = "NAME", "YEAR", "UNIT", "COLUMN"
AMOUNTS_TO_PUT = "AMOUNTS"
"""What a proposed command has where nothing in the file says the value: words that an import refuses as they are."""
_SAMPLES = 3
_LONGEST_SAMPLE = 24
_ROWS_SAMPLED = 20
_MOST_OUTLINES = 50
_LONGEST_NAMING = 400
"""Of a line that is looked through for what it names."""


class Question(NamedTuple):
    """What is not known: ``kind`` is municipality, year, unit, program, amounts, blanks, names, or column.

    ``option`` says it on the command line; ``samples`` are the file's own words; ``column`` is what the user would
    call a column by; ``is_needed``: nothing is read without an answer.
    """

    kind: str
    what: Message | Said
    option: str = ""
    samples: tuple[str, ...] = ()
    column: str = ""
    is_needed: bool = False


class Findings(NamedTuple):
    """How much a file gives as it is, and what could be said about it; ``stopped`` is why it was not read further.

    ``unread`` are the lines that no rule reads, the first of each kind with how many there are.
    """

    questions: tuple[Question, ...]
    lines: int = 0
    projects: int = 0
    points: int = 0
    stopped: KofukinError | None = None
    unread: tuple[tuple[str, int], ...] = ()


_REFUSED: Mapping[Message, tuple[Question, Mapping[str, Any]]] = {
    importing.ASK_MUNICIPALITY: (
        Question("municipality", importing.MUNICIPALITY_UNKNOWN, f"--municipality {NAME_TO_PUT}", is_needed=True),
        {"municipality": BODY_TO_COME},
    ),
    importing.ASK_YEAR: (
        Question("year", importing.YEAR_UNKNOWN, f"--year {YEAR_TO_PUT}", is_needed=True),
        {"fiscal_year": YEAR_TO_COME},
    ),
    importing.ASK_UNIT: (
        Question("unit", importing.UNIT_UNKNOWN, f"--unit {UNIT_TO_PUT}", is_needed=True),
        {"yen_per_unit": 1},
    ),
}
"""What is refused until the user says it, by the hint that asks for it, and what stands for it meanwhile."""
_OPEN: Mapping[Message, Question] = {
    importing.AMOUNT_WITHOUT_WORD: Question("amounts", importing.AMOUNTS_UNNAMED, f"--amounts {AMOUNTS_TO_PUT}"),
    importing.UNIT_UNKNOWN: Question("unit", importing.UNIT_UNKNOWN, f"--unit {UNIT_TO_PUT}"),
    importing.PROGRAM_UNSTATED: Question("program", importing.PROGRAM_UNSTATED, f"--program {PROGRAM_TO_PUT}"),
    importing.PROGRAM_OPEN: Question("program", importing.PROGRAM_UNSTATED, f"--program {PROGRAM_TO_PUT}"),
    importing.MUNICIPALITY_BLANK: Question("blanks", importing.BLANKS),
    importing.PREFECTURE_BLANK: Question("blanks", importing.BLANKS),
}
"""What an open point asks for, by its reason."""
_COLUMNS = (importing.COLUMN_UNREAD, importing.COLUMN_RIVAL, importing.YEARS_UNCOUNTED)
_COLUMN = re.compile(r"([A-Z]+|[0-9]+)「(.*?)」(.*)", re.DOTALL)


def examine(path: Path, given: Given) -> Findings:
    """Return what a file leaves open; raises KofukinError where it cannot be read at all."""
    refused: list[Question] = []
    while True:
        seen = _Seen()
        try:
            for item in readers.read(path, given):
                seen.note(item)
        except KofukinError as error:
            known = _REFUSED.get(error.hint) if isinstance(error.hint, Message) else None
            if known is None and isinstance(error.hint, Said) and error.hint.message is importing.NAME_COLUMNS:
                samples = tuple(map(str, cast("list[str]", error.hint.values["headings"])))
                option = f"--map name={COLUMN_TO_PUT}"
                question = Question("names", importing.NO_NAMES, option, samples, is_needed=True)
                more = _asked_with(path, given._replace(columns={**given.columns, "name": samples[0]}))
                return Findings((question, *refused, *(q for q in more if q.kind != "column")), stopped=error)
            if known is None or known[0] in refused:
                raise
            refused.append(known[0])
            given = given._replace(**known[1])
            continue
        found = seen.findings(refused)
        if given.amounts is None and any(question.kind == "amounts" for question in found.questions):
            more = _asked_with(path, given._replace(amounts="national_funds_yen"))
            units = (question for question in more if question.kind == "unit")
            known_kinds = {question.kind for question in found.questions}
            found = found._replace(
                questions=(*found.questions, *(q._replace(is_needed=False) for q in units if q.kind not in known_kinds))
            )
        return found


def _asked_with(path: Path, given: Given) -> tuple[Question, ...]:
    """Return what a file leaves open once that is said which hid it; nothing where it cannot be read even so."""
    try:
        return examine(path, given).questions
    except KofukinError:
        return ()


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


class _Seen:
    """Notes what a file holds, item by item, and what it leaves open."""

    def __init__(self) -> None:
        self._lines = self._projects = self._points = 0
        self._rows: list[str] = []
        self._unread: dict[str, tuple[str, int]] = {}
        self._named: dict[str, dict[str, None]] = {"program": {}, "year": {}}
        self._doubts: dict[tuple[str, str], tuple[Question, list[str]]] = {}

    def note(self, item: Item) -> None:
        if isinstance(item, Line):
            self._note_line(item)
            return
        self._projects += isinstance(item, DraftProject)
        found = item.doubts if isinstance(item, DraftProject) else (item,) if isinstance(item, Doubt) else ()
        self._points += len(found)
        for doubt in found:
            if (question := _asked_by(doubt)) is not None:
                samples = self._doubts.setdefault((question.kind, question.column), (question, []))[1]
                if doubt.text and len(samples) < _SAMPLES and question.kind != "column":
                    samples.append(shortened(doubt.text))

    def _note_line(self, line: Line) -> None:
        self._lines += 1
        if line.role is Role.PROJECT:
            if len(self._rows) < _ROWS_SAMPLED:
                self._rows.append(line.text)
            return
        if line.role is Role.UNREAD:
            self._points += 1
            shape = outline(line.text)
            first, count = self._unread.get(shape, (" ".join(line.text.split()), 0))
            if count or len(self._unread) < _MOST_OUTLINES:
                self._unread[shape] = first, count + 1
        if len(line.text) <= _LONGEST_NAMING:
            self._named["program"].update(dict.fromkeys(known_programs_in(line.text)))
            self._named["year"].update((era_label(year), None) for year in years_in(line.text))

    def findings(self, refused: list[Question]) -> Findings:
        """Return what was found; ``refused`` are the questions without whose answers nothing is read."""
        kinds = {question.kind for question in refused}
        doubts = [(question, samples) for question, samples in self._doubts.values() if question.kind not in kinds]
        none: list[str] = []
        questions = [(question, none) for question in refused] + sorted(doubts, key=lambda one: one[0].kind == "column")
        return Findings(
            tuple(question._replace(samples=self._samples(question, samples)) for question, samples in questions),
            self._lines,
            self._projects,
            self._points,
            unread=tuple(self._unread.values()),
        )

    def _samples(self, question: Question, samples: list[str]) -> tuple[str, ...]:
        """Return the file's own words for a question: what stands in a column, or what it names of the kind."""
        if question.kind == "column":
            return _below(self._rows, question)
        return tuple(self._named.get(question.kind, samples))[:_SAMPLES]


def _asked_by(doubt: Doubt) -> Question | None:
    reason = doubt.reason.message if isinstance(doubt.reason, Said) else doubt.reason
    if reason in _COLUMNS and (column := _COLUMN.match(doubt.text)):
        called = column[2].strip() or column[1]
        what = importing.ASKED_COLUMN(column=column[1], heading=column[2])
        return Question("column", what, samples=(column[1], column[3]), column=called)
    return _OPEN.get(reason)


def _below(rows: list[str], question: Question) -> tuple[str, ...]:
    """Return some of what stands in a column; until that is known its letter and first value stand for them.

    Where a number stands for the letter it is a row of a turned table.
    """
    name, first = question.samples
    if name.isdecimal():
        return (shortened(first),)
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - ord("A") + 1
    cells = [row.split("\t") for row in rows]
    values = [row[at - 1].strip() for row in cells if len(row) >= at and row[at - 1].strip()] or [first]
    return tuple(map(shortened, list(dict.fromkeys(values))[:_SAMPLES]))


def shortened(text: str) -> str:
    """Return as much of a text as a sample shows."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SAMPLE else text[:_LONGEST_SAMPLE] + "..."
