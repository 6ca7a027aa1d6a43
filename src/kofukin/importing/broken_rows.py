"""Rows of tables with bars between their cells that were broken over several lines, as pages pasted into a text are."""

import re
from collections.abc import Iterable, Iterator

_RULE = re.compile(r"\|?(?:\s*+:?-{3,}:?\s*+\|)+(?:\s*+:?-{3,}:?)?")

NumberedLine = tuple[int, str]


def whole_rows(lines: Iterable[NumberedLine]) -> Iterator[NumberedLine]:
    """Yield the lines, each row of such a table as one, with the number of the line that it begins on.

    The rule below a table's heading says how many cells a row has; else a row begins and ends with a bar.
    """
    found: list[NumberedLine] = []
    width = 0
    for number, text in lines:
        if _RULE.fullmatch(text.strip()):
            width = _cells(text)
            _join_heading(found, width)
        elif "|" not in text:
            width = 0
        elif found and _goes_on(found[-1][1], text, width):
            found[-1] = found[-1][0], f"{found[-1][1].rstrip()} {text.strip()}"
            continue
        found.append((number, text))
    yield from found


def _goes_on(above: str, text: str, width: int) -> bool:
    """Return whether the row above is not whole without this line."""
    above, text = above.strip(), text.strip()
    if not above.endswith("|") or not text.endswith("|") or _RULE.fullmatch(above):
        return False
    if width:
        return _cells(above) < width
    return above.startswith("|") and not text.startswith("|")


def _join_heading(found: list[NumberedLine], width: int) -> None:
    """Join the lines right above a rule that have its cells together."""
    count = 0
    for first in range(len(found) - 1, -1, -1):
        text = found[first][1].strip()
        if not text.endswith("|"):
            return
        count += _cells(text)
        if count == width:
            found[first:] = [(found[first][0], " ".join(text.strip() for _, text in found[first:]))]
        if count >= width:
            return


def _cells(text: str) -> int:
    text = text.strip().removeprefix("|")
    return text.count("|") + (not text.endswith("|"))
