"""Tables inside a text: lines that tabs, bars or aligned blanks divide, below a heading that names their columns.

A line that looks divided but stands below no heading stays a line of text.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kofukin.importing.columns import DEEPEST, is_heading, says_something
from kofukin.importing.draft import Given
from kofukin.importing.laid_out import FEWEST_ACROSS, settled_text
from kofukin.importing.line_grammar import Plain, is_like_name, read_line
from kofukin.importing.line_rows import TextLine
from kofukin.importing.sheet import HEAD, BrokenRecord, Row, indented
from kofukin.importing.wrapped_names import is_finished
from kofukin.text.display_width import display_width

_BAR = re.compile(r"(?<!\\)[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:+\-=─━┌┐└┘├┤┬┴┼]+")
_GAP = re.compile(r"(?:[ \t]{2,}|　+ *|(?<=[^\s]) ?　)")
_NOTHING_SAID = Given()
_MOST_BETWEEN = 4
"""Lines that may stand between rows of one table: a page's end with its number and running title."""
_LONGEST_BETWEEN = 40


class TableRun(NamedTuple):
    """A table's rows, numbered by the lines they are, and the lines that belong to it without being rows."""

    rows: tuple[Row, ...]
    rules: frozenset[int]


_Divide = Callable[[str, TextLine], tuple[str, ...] | None]


class _Cells(NamedTuple):
    number: int
    cells: tuple[str, ...]


def tables_in(lines: Sequence[TextLine]) -> list[TableRun]:
    """Return the tables of a document, in order."""
    found = []
    at = 0
    without: dict[_Divide, int] = {}
    while at < len(lines):
        run = _run_from(lines, at, without)
        if run is None:
            at += 1
        else:
            found.append(run)
            at = max(run.rows[-1][0], *run.rules, at) + 1
    return found


def _run_from(lines: Sequence[TextLine], at: int, without: dict[_Divide, int]) -> TableRun | None:
    """Return the table that begins at a line, or None.

    ``without`` holds, for each way of dividing, up to where no line is a heading, and is brought forward.
    """
    for divide in (_given, _by_tabs, _by_bars, _by_blanks):
        if at < without.get(divide, 0):
            continue
        first = divide(lines[at].text, lines[at])
        if first is None or (divide is _by_blanks and not (_is_heading_alone(at, first) or _is_side(lines, at))):
            continue
        rows, rules = _collect(lines, at, divide)
        if len(rows) < 2:
            continue
        if divide is _by_blanks:
            rows = _aligned(lines, rows)
        elif divide is _by_bars:
            rows = _padded(rows)
        table = tuple((number, list(cells) if cells else BrokenRecord([lines[number].text])) for number, cells in rows)
        if settled_text(table, _NOTHING_SAID).found is not None:
            return TableRun(table, frozenset(rules))
        if divide is not _by_blanks:
            without[divide] = table[-1][0] if len(table) <= HEAD else table[HEAD - DEEPEST][0]
    return None


def _is_heading_alone(number: int, cells: tuple[str, ...]) -> bool:
    return len(cells) > 2 and is_heading([(number, list(cells))], nameless=True)


def _is_side(lines: Sequence[TextLine], at: int) -> bool:
    """Return whether a line and the next one begin with headings, and go on with what is none."""
    for line in lines[at : at + 2]:
        cells = _by_blanks(line.text, line) or ("",)
        if len(cells) < FEWEST_ACROSS or not says_something(cells[0]) or any(map(says_something, cells[1:])):
            return False
    return len(lines) > at + 1


def _collect(lines: Sequence[TextLine], at: int, divide: "_Divide") -> tuple[list[_Cells], list[int]]:
    """Return the divided lines from ``at`` on, and the rules between them."""
    rows: list[_Cells] = []
    rules: list[int] = []
    between: list[int] = []
    for number in range(at, len(lines)):
        line = lines[number]
        if line.box != lines[at].box and line.place.page == lines[at].place.page:
            break
        cells = divide(line.text, line)
        if cells is None and _RULE.fullmatch(line.text) and line.text.strip():
            rules.append(number)
        elif cells is not None:
            crosses_page = bool(rows) and lines[rows[-1].number].place.page != line.place.page
            if between and not (crosses_page and divide is _given) and not line.by_gaps:
                break
            if any(_may_be_part_of_name(lines[other].text) for other in between):
                rows[-1] = _Cells(rows[-1].number, ())
                cells = ()
            between = []
            rows.append(_Cells(number, cells))
        else:
            between.append(number)
            is_page = divide is _given or lines[at].by_gaps
            if len(between) > _MOST_BETWEEN or len(line.text) > _LONGEST_BETWEEN or not is_page:
                break
    last = rows[-1].number if rows else at
    return rows, [number for number in rules if number <= last + 1]


def _may_be_part_of_name(text: str) -> bool:
    """Return whether a line between rows that gaps divide may belong to the name in one of them."""
    return isinstance(read_line(text), Plain) and not (is_like_name(text) or is_finished(text))


def _given(text: str, line: TextLine) -> tuple[str, ...] | None:
    """Return the cells that a page's lines divide; none at all for a row of which it is open what belongs to it."""
    return line.cells if line.cells is not None and line.is_ruled else None


def _by_tabs(text: str, line: TextLine) -> tuple[str, ...] | None:
    if line.is_ruled or "\t" not in text.strip(" \f\r\n"):
        return None
    cells = tuple(map(indented, text.strip("\f\r\n").split("\t")))
    return cells if sum(map(bool, cells)) > 0 and len(cells) > 1 else None


_BREAK = re.compile("<br ?/?>", re.IGNORECASE)
"""How a cell of Markdown has several lines."""


def _by_bars(text: str, line: TextLine) -> tuple[str, ...] | None:
    if line.is_ruled or _RULE.fullmatch(text) or not _BAR.search(text):
        return None
    cells = [indented(_BREAK.sub("\n", cell.replace("\\|", "|"))) for cell in _BAR.split(text.strip("\f\r\n"))]
    return tuple(cells) if len(cells) > 1 else None


def _by_blanks(text: str, line: TextLine) -> tuple[str, ...] | None:
    if line.cells is not None or line.is_ruled:
        return None
    cells = tuple(cell for cell in _GAP.split(text.strip()) if cell)
    return cells if len(cells) > 1 else None


def _padded(rows: list[_Cells]) -> list[_Cells]:
    """Return rows of equal width: an empty cell at the end of a line may have lost its bar, and bars may frame all."""
    width = max(len(row.cells) for row in rows)
    rows = [row._replace(cells=(*row.cells, *[""] * (width - len(row.cells)))) for row in rows]
    first = 0 if any(row.cells[0] for row in rows) else 1
    last = width if any(row.cells[-1] for row in rows) else width - 1
    return [row._replace(cells=row.cells[first:last]) for row in rows]


def _aligned(lines: Sequence[TextLine], rows: list[_Cells]) -> list[_Cells]:
    """Return the rows of a table of aligned blanks, each cell under the heading that it stands below.

    A row whose cells do not find one heading each has none: it is open what belongs to it.
    """
    heading = _spans(lines[rows[0].number].text)
    aligned = [rows[0]]
    for row in rows[1:]:
        if len(row.cells) == len(heading):
            aligned.append(row)
            continue
        cells = [""] * len(heading)
        for start, end, cell in _spans(lines[row.number].text):
            reach = [min(end, right) - max(start, left) for left, right, _ in heading]
            best = max(range(len(heading)), key=reach.__getitem__)
            if cells[best]:
                cells = []
                break
            cells[best] = cell
        aligned.append(_Cells(row.number, tuple(cells)))
    return aligned


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Return the cells of a line with the columns that they reach over."""
    edges = [0, *(edge for gap in _GAP.finditer(text.rstrip()) for edge in gap.span()), len(text.rstrip())]
    spans = []
    for start, end in list(pairwise(edges))[::2]:
        if cell := text[start:end].strip():
            left = display_width(text[:start])
            spans.append((left, left + display_width(text[start:end]), cell))
    return spans
