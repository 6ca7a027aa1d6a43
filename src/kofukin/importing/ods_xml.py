"""What ``content.xml`` of an .ods says that the library which reads it does not: how far its sheets reach, merged and
hidden cells, formulas without a value, how its numbers are shown, what is struck out or white, and comments.
"""

import re
from collections.abc import Iterable

from kofukin.importing.cells import FORMATTED, SCALED, STRUCK, UNCALCULATED, UNSEEN
from kofukin.importing.sheet import Span
from kofukin.importing.sheet_xml import SheetNotes
from kofukin.importing.tags import Attributes, number, read_tags
from kofukin.importing.vocabulary import plain, vocabulary

_MOST_HIDDEN = 100_000
_MOST_COMMENTS = 10_000
_LONGEST = 1000
_CELLS = ("table-cell", "covered-table-cell")
_WHITE = ("#ffffff", "#fff")
_SHOWN = re.compile(r"\D*?(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>\D*)")


def ods_notes(pieces: Iterable[bytes]) -> dict[str, SheetNotes]:
    """Return what is to be known of each sheet; rows and columns up to the farthest cell that has a value."""
    read = _Read()
    read_tags(pieces, read.begin, read.end, read.text)
    return read.found


class _Read:
    """Takes in the tags of ``content.xml``."""

    def __init__(self) -> None:
        self.found: dict[str, SheetNotes] = {}
        self._notes = SheetNotes()
        self._row = self._height = self._column = self._comments = 0
        self._cell: Attributes = {}
        self._shown: list[str] = []
        self._comment: list[str] | None = None
        self._style = ""
        self._veiled: dict[str, str] = {}
        self._colours: dict[str, tuple[str, str]] = {}

    def begin(self, name: str, attributes: Attributes) -> None:
        if name in _CELLS:
            self._begin_cell({key.removeprefix("table:"): value for key, value in attributes.items()})
        elif name == "table-row":
            self._begin_row(attributes)
        elif name == "table":
            self._notes = self.found.setdefault(attributes.get("table:name", ""), SheetNotes())
            self._row = self._height = 0
        elif name == "annotation":
            self._comment = []
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name in ("text-properties", "table-cell-properties") and self._style:
            self._learn_style(attributes)

    def _learn_style(self, attributes: Attributes) -> None:
        ink, ground = self._colours.get(self._style, ("", _WHITE[0]))
        ink = attributes.get("fo:color", ink).casefold()
        ground = attributes.get("fo:background-color", ground).casefold().replace("transparent", _WHITE[0])
        self._colours[self._style] = ink, ground
        if attributes.get("style:text-line-through-style", "none") != "none":
            self._veiled[self._style] = STRUCK
        elif self._veiled.get(self._style) != STRUCK:
            is_unseen = ink == ground or {ink, ground} <= set(_WHITE)
            self._veiled[self._style] = UNSEEN if is_unseen else ""

    def _begin_row(self, attributes: Attributes) -> None:
        self._row, self._column = self._row + self._height, 0
        self._height = number(attributes.get("table:number-rows-repeated"))
        hidden = attributes.get("table:visibility") in ("collapse", "filter")
        if hidden and len(self._notes.hidden_rows) < _MOST_HIDDEN:
            self._notes.hidden_rows.update(range(self._row + 1, self._row + 1 + min(self._height, _MOST_HIDDEN)))

    def _begin_cell(self, own: Attributes) -> None:
        notes, row, column = self._notes, self._row, self._column
        self._cell, self._shown = own, []
        if (down := number(own.get("number-rows-spanned"))) > 1:
            right = column + number(own.get("number-columns-spanned")) - 1
            notes.spans.append(Span(row + 1, column, row + down, right))
        if own.get("calcext:value-type") == "error":
            notes.mark(row + 1, column, "#N/A")
        elif (formula := own.get("formula")) is not None and "office:value-type" not in own:
            notes.mark(row + 1, column, UNCALCULATED + formula)
        if "office:value-type" in own and (mark := self._veiled.get(own.get("style-name", ""))):
            notes.veil(row + 1, column, mark)
        self._column += number(own.get("number-columns-repeated"))
        if any(key.endswith("value") or key == "office:value-type" for key in own):
            notes.rows, notes.columns = max(notes.rows, row + self._height), max(notes.columns, self._column)

    def text(self, more: str) -> None:
        if self._comment is not None:
            self._comment.append(more)
        elif "office:value" in self._cell and len(self._shown) < _LONGEST:
            self._shown.append(more)

    def end(self, name: str) -> None:
        if name == "annotation":
            text = "".join(self._comment or ()).strip()[:_LONGEST]
            self._comment = None
            if text and self._comments < _MOST_COMMENTS:
                self._comments += 1
                self._notes.comments.setdefault(self._row + 1, []).append(text)
        elif name == "style":
            self._style = ""
        elif name in _CELLS:
            value, shown = self._cell.get("office:value"), plain("".join(self._shown))
            if value is not None and (mark := _shown_as(value, shown)) is not None:
                self._notes.mark(self._row + 1, self._column - number(self._cell.get("number-columns-repeated")), mark)
            self._cell = {}


def _shown_as(value: str, shown: str) -> str | None:
    """Return how a number must be read that is shown with a unit, or in thousands; None where it is shown as it is."""
    match = _SHOWN.fullmatch(shown)
    if match is None:
        return None
    unit = vocabulary().units.get(match["unit"].strip("()"))
    figure = match["figure"].replace(",", "")
    is_whole = figure.split(".")[0] == value.lstrip("-").split(".")[0]
    if unit is not None and is_whole:
        word = match["unit"].strip("()")
        return f"{FORMATTED}{value}{word if word.endswith('円') else word + '円'}"
    if unit is not None and abs(abs(float(value)) - float(figure) * unit) <= unit / 2:
        return f"{FORMATTED}{value}円"
    thousands = (1000 * float(figure), 10**6 * float(figure))
    is_scaled = not is_whole and any(abs(abs(float(value)) - scaled) <= scaled / 2 for scaled in thousands if scaled)
    return SCALED + value if is_scaled or unit is not None else None
