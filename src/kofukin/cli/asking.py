"""``import --ask``: the questions that a file leaves open, one after the other in the terminal, with its own words."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kofukin import interruption
from kofukin.cli import writing
from kofukin.cli.speech import complain, current_language, tell
from kofukin.errors import KofukinError, UsageError
from kofukin.importing.answers import LEAVE_OUT, answered, examples
from kofukin.importing.draft import Given
from kofukin.importing.examples import check_marked, is_table, learned
from kofukin.importing.money import amounts_on
from kofukin.importing.questions import Question, examine
from kofukin.importing.year_in_name import each_by_its_name
from kofukin.messages import importing
from kofukin.model.fields import FIELDS

_PROMPT = "> "
_MOST_LINES = 5
"""Lines that are asked about; more are told of at the end, as open points."""


def check_terminal() -> None:
    """Raise UsageError where there is nobody to ask."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(importing.ASK_NO_TERMINAL, importing.ASK_USE_PLAN)


def ask(paths: list[Path], given: Given) -> Given:
    """Return what was given, with what is answered until the files leave nothing to ask for, or nobody knows it."""
    known, left = given, set[tuple[str, str]]()
    with _terminal_put_right():
        given = _with_known_program(paths[0], given)
        before = given
        while True:
            try:
                found = _next(paths, given, left)
            except UsageError as error:
                if given is before:
                    raise
                complain(error, current_language())
                given = before  # the answer fits no column: it is asked again
                continue
            if found is None:
                return given
            path, question = found
            if given is not known or left:
                sys.stderr.write("\n")
            if len(paths) > 1:
                tell(importing.ASK_OF_ALL(files=len(paths)), current_language())
            answer = _put(path, question, given)
            if answer is not None and len(paths) > 1 and answer.fiscal_year not in (None, given.fiscal_year):
                answer = each_by_its_name(path, answer)
            if answer is None or answer == given:
                left.add((question.kind, question.column))
            before, given = given, given if answer is None else answer


_NO = ("n", "no", "いいえ", "いらない")


def ask_where_to_save() -> Path | None:
    """Return the file for a recipe of the answers, None where none is wanted."""
    with _terminal_put_right():
        tell(importing.ASK_RECIPE, current_language())
        while (answer := _line()) and answer.casefold() not in _NO:
            path = Path(answer if answer.endswith(".toml") else answer + ".toml")
            try:
                writing.check_target(path, force=False)
            except KofukinError as error:
                complain(KofukinError(error.message), current_language())
                continue
            return path
    return None


def _with_known_program(path: Path, given: Given) -> Given:
    """Return what was given, having asked again for a program that is none: nothing can be read with it."""
    if given.program is None:
        return given
    asked = Question("program", importing.PROGRAM_UNSTATED, is_needed=True)
    try:
        return answered(asked, given.program, given)
    except UsageError as error:
        complain(error, current_language())
        return _put(path, asked, given) or given


def _next(paths: list[Path], given: Given, left: set[tuple[str, str]]) -> tuple[Path, Question] | None:
    """Return the first question that has not been left open, with the file that it is about.

    Lines that no rule reads come last, those of which there are most before others.
    """
    lines: list[tuple[int, Path, str]] = []
    for path in paths:
        found = examine(path, given)
        for question in found.questions:
            if (question.kind, question.column) not in left:
                return path, question
        if not is_table(path, given):
            lines += [(count, path, text) for text, count in found.unread if amounts_on(text)]
    asked = sum(kind == "line" for kind, _ in left)
    for count, path, text in sorted(lines, key=lambda one: -one[0])[: max(0, _MOST_LINES - asked)]:
        if ("line", text) not in left:
            return path, Question("line", importing.ASKED_LINE(count=count), samples=(text,), column=text)
    return None


def _put(path: Path, question: Question, given: Given) -> Given | None:
    """Return what was given with the answer; None where it is left open. A wrong answer is told and asked again."""
    if question.kind == "line":
        return _put_line(path, question, given)
    said = current_language()
    tell(importing.ASK_ABOUT(file=path.name, what=_QUESTIONS.get(question.kind, question.what)), said)
    if question.samples:
        tell(importing.ASK_SAMPLES(samples=list(question.samples)), said)
    if valid := examples(question):
        tell(importing.ASK_EXAMPLES(examples=list(valid)), said)
    if question.kind == "column":
        tell(importing.ASK_COLUMN(sign=LEAVE_OUT), said)
    tell(importing.ASK_NEEDED if question.is_needed else importing.ASK_LEAVE, said)
    while True:
        answer = _line()
        if not answer and question.is_needed:
            continue
        if not answer:
            return None
        try:
            return answered(question, answer, given)
        except UsageError as error:
            complain(error, said)


def _put_line(path: Path, question: Question, given: Given) -> Given | None:
    """Return what was given with the shape of a line, of which the user marks the parts; None where it is left open."""
    said = current_language()
    tell(importing.ASK_ABOUT(file=path.name, what=question.what), said)
    tell(importing.ASK_SAMPLES(samples=list(question.samples)), said)
    tell(importing.ASK_LINE, said)
    while True:
        marked: dict[str, str] = {}
        for field in _MARKED:
            tell(importing.ASK_MARK(field=FIELDS[field].labelled), said)
            if answer := _line():
                marked[field] = answer
            elif field == "name":
                return None
        try:
            check_marked(marked)
            return learned([path], given, marked)
        except UsageError as error:
            complain(error, said)


_MARKED = ("name", "national_funds_yen", "stated_cost_yen")
_QUESTIONS = {
    "year": importing.ASKED_YEAR,
    "unit": importing.ASKED_UNIT,
    "municipality": importing.ASKED_MUNICIPALITY,
    "program": importing.ASKED_PROGRAM,
    "amounts": importing.ASKED_AMOUNTS,
    "blanks": importing.ASKED_BLANKS,
    "names": importing.ASKED_NAMES,
}


def _line() -> str:
    """Return a line that is typed; the end of input gives up as Ctrl-C does."""
    try:
        return input(_PROMPT).strip()
    except EOFError:
        raise KeyboardInterrupt from None


@contextlib.contextmanager
def _terminal_put_right() -> Iterator[None]:
    """Let lines be edited; should the program be ended meanwhile, the terminal is left as it was."""
    restore = _restoring()
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - input() uses it once it is loaded; Windows has its own
    with interruption.Tidied(restore):
        yield


def _restoring() -> Callable[[], object]:
    try:
        import termios  # no such thing on Windows
    except ImportError:
        return lambda: None
    settings = termios.tcgetattr(sys.stdin)
    return lambda: termios.tcsetattr(sys.stdin, termios.TCSADRAIN, settings)
