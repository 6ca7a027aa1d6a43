"""One example that a person marked in a file → the shape of its line, by which other lines are read."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kofukin import importing as readers
from kofukin.errors import UsageError
from kofukin.importing import html_page
from kofukin.importing.columns import AMOUNTS, check_chosen
from kofukin.importing.draft import Given, Line
from kofukin.importing.questions import items_with_blanks
from kofukin.importing.shapes import AMOUNT, NUMBER
from kofukin.messages import errors, importing
from kofukin.model.stated_amounts import narrow


def examples_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return the marked texts by field; raises UsageError for what is no ``FIELD=TEXT``, or names no project."""
    marked = {}
    for pair in pairs:
        field, sign, text = pair.partition("=")
        if not (field.strip() and sign and text.strip()):
            raise UsageError(errors.BAD_EXAMPLE(text=pair[:60]), errors.EXAMPLE_EXAMPLE)
        marked[field.strip()] = text.strip()
    if marked:
        check_marked(marked)
    return marked


def check_marked(marked: Mapping[str, str]) -> None:
    """Raise UsageError for texts that make no project: a field that is none, no name, nothing but a name."""
    check_chosen(marked)
    if "name" not in marked or len(marked) < 2:
        raise UsageError(importing.EXAMPLE_WITHOUT_NAME, errors.EXAMPLE_EXAMPLE)


def is_table(path: Path, given: Given) -> bool:
    """Return whether a file is read as tables, so that its lines have no shape; a web page without one is a text."""
    if path.suffix.lower() not in readers.HTML:
        return path.suffix.lower() in readers.TABLES
    return html_page.has_table(path, given)


def learned(paths: Sequence[Path], given: Given, marked: Mapping[str, str]) -> Given:
    """Return what is given with the shape of the first line that holds all the marked texts.

    Raises UsageError where no line of a text document does.
    """
    for path in paths:
        if is_table(path, given):
            continue
        for item in items_with_blanks(path, given, unit=True):
            if isinstance(item, Line) and (text := _shape_of(item.text.strip(), marked)) is not None:
                said = tuple(f"{field}={own}" for field, own in marked.items())
                return given._replace(shapes=tuple(dict.fromkeys((*given.shapes, text))), examples=said)
    raise UsageError(importing.EXAMPLE_NOT_FOUND(texts=list(marked.values())), importing.EXAMPLE_ON_ONE_LINE)


def _shape_of(line: str, marked: Mapping[str, str]) -> str | None:
    """Return the shape of a line around the texts; None where it does not hold them all, each beside the others."""
    normal, found = narrow(line), list[tuple[int, int, str]]()
    for field, text in sorted(marked.items(), key=lambda entry: -len(entry[1])):
        start = normal.find(narrow(text))
        while start >= 0 and any(begun < start + len(text) and start < ended for begun, ended, _ in found):
            start = normal.find(narrow(text), start + 1)
        if start < 0:
            return None
        end = start + len(text)
        if field in AMOUNTS and (whole := _whole_amount(normal, start)) is not None:
            start, end = whole
        found.append((start, end, field))
    shape, at = "", 0
    for start, end, field in sorted(found):
        shape += _fixed(normal[at:start]) + f"{{{field}}}"
        at = end
    shape += _fixed(normal[at:])
    return shape if "}{" not in shape else None


def _whole_amount(line: str, start: int) -> tuple[int, int] | None:
    """Return where the amount begins and ends whose number begins at ``start``, its unit included."""
    match = re.compile(AMOUNT).match(line, start)
    return match.span() if match else None


def _fixed(text: str) -> str:
    return re.sub(NUMBER, "{#}", text)
