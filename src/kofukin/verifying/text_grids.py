"""Tables inside a text: lines that bars, tabs, commas or aligned blanks divide, below one that names their columns."""

import csv
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kofukin.text.display_width import display_width
from kofukin.verifying.pieces import Line, Row

_RULE = re.compile(r"\s*[|｜│┃:+\-=─━┌┐└┘├┤┬┴┼]{2,}[\s|｜│┃:+\-=─━┌┐└┘├┤┬┴┼]*")
_GAP = re.compile(r"[ \t]{2,}|　+ ?")
_BARS = "|｜│┃"
_LONGEST = 20_000
_FIRST_ROWS = 60
_MOST_CELLS = 200
"""Of a line that blanks divide: a wider one is no table for people."""
_NUMBER = re.compile(r"[^0-9０-９]{0,4}[0-9０-９][0-9０-９,，.．]*.{0,16}")
_COMMA_IN_NUMBER = re.compile(r"[0-9０-９],[0-9０-９]{3}(?![0-9０-９])")
Cells = tuple[tuple[str, int], ...]
"""Each cell with where it begins in the line."""


class Run(NamedTuple):
    """The rows of a table in a text, and how many lines it takes."""

    rows: tuple[Row, ...]
    lines: int


def run_at(lines: Sequence[Line], at: int, is_heading: Callable[[Sequence[str]], bool]) -> Run | None:
    """Return the table whose heading is the line at ``at``, or None."""
    if len(lines[at].text) > _LONGEST:
        return None
    for divide in (_by_bars, _by_tabs, _by_commas, _by_gaps):
        heading = divide(lines[at].text)
        if divide is _by_commas and _COMMA_IN_NUMBER.search(lines[at].text):
            continue
        if heading is None or not is_heading([cell for cell, _ in heading]):
            continue
        rows = [_row(lines[at], heading)]
        number = at + 1
        while number < len(lines) and lines[number].level is None:
            text = lines[number].text
            if text.strip() and _RULE.fullmatch(text):
                number += 1
                continue
            cells = divide(text) if text.strip() and len(text) <= _LONGEST else None
            if cells is None or (divide is _by_commas and len(cells) != len(heading)):
                break
            if divide is _by_gaps:
                cells = _aligned(lines[at].text, heading, text, cells)
            rows.append(_row(lines[number], cells))
            number += 1
        if any(_NUMBER.fullmatch(cell) for row in rows[1:_FIRST_ROWS] for cell in row.cells):
            return Run(tuple(rows), number - at)
    return None


def _row(line: Line, cells: Cells) -> Row:
    return Row(tuple(cell for cell, _ in cells), tuple(start for _, start in cells), line.text, line.place, line.number)


def _by_bars(text: str) -> Cells | None:
    if sum(text.count(bar) for bar in _BARS) < 2 and not re.match(r"\s*[^|]+\|[^|]+$", text):
        return None
    cells = [
        (match[0].strip(), match.start() + len(match[0]) - len(match[0].lstrip())) for match in _between_bars(text)
    ]
    return tuple(cells) if len(cells) > 1 else None


def _between_bars(text: str) -> list[re.Match[str]]:
    stripped = text.strip()
    offset = text.find(stripped)
    begin = offset + (stripped[:1] in _BARS)
    end = offset + len(stripped) - (stripped[-1:] in _BARS)
    return list(re.compile(rf"(?:\\\||[^{_BARS}])+|(?<=[{_BARS}])(?=[{_BARS}])").finditer(text, begin, end))


def _by_tabs(text: str) -> Cells | None:
    if "\t" not in text.strip():
        return None
    return _divided(text, re.compile("\t"))


def _by_commas(text: str) -> Cells | None:
    if "," not in text:
        return None
    try:
        (cells,) = csv.reader([text], strict=True)
    except (csv.Error, ValueError):
        return None
    starts, at = [], 0
    for cell in cells:
        at = max(text.find(cell, at), at)
        starts.append(at)
        at += len(cell)
    return tuple(zip(cells, starts, strict=True)) if len(cells) > 1 else None


def _by_gaps(text: str) -> Cells | None:
    found = _divided(text.rstrip(), _GAP)
    kept = tuple((cell, start) for cell, start in found or () if cell)
    return kept if 1 < len(kept) <= _MOST_CELLS else None


def _divided(text: str, sign: re.Pattern[str]) -> Cells | None:
    cells, at = [], 0
    for match in sign.finditer(text):
        cells.append((text[at : match.start()].strip(), at))
        at = match.end()
    cells.append((text[at:].strip(), at))
    return tuple(cells) if len(cells) > 1 else None


def _aligned(heading_text: str, heading: Cells, text: str, cells: Cells) -> Cells:
    """Return a row's cells under the headings that they stand below; those that find none stand behind."""
    if len(cells) == len(heading):
        return cells
    edges = [_reach(heading_text, cell, start) for cell, start in heading]
    placed: list[tuple[str, int]] = [("", 0)] * len(heading)
    beyond = []
    for cell, start in cells:
        left, right = _reach(text, cell, start)
        overlaps = [min(right, high) - max(left, low) for low, high in edges]
        best = max(range(len(edges)), key=overlaps.__getitem__)
        if placed[best][0] or overlaps[best] < -2:
            beyond.append((cell, start))
        else:
            placed[best] = (cell, start)
    return (*placed, *beyond)


def _reach(text: str, cell: str, start: int) -> tuple[int, int]:
    left = display_width(text[:start])
    return left, left + display_width(cell)
