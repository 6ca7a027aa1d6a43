"""What the XML of a workbook says that the library which reads it does not.

How far a sheet reaches, before it is opened: the library holds a full rectangle up to the farthest cell that has a
value. And what it leaves out: errors and formulas without a saved value, which it gives as empty cells; numbers shown
in thousands; hidden rows and columns; the merged cells of .ods.

Names count without their prefix, which a file may choose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from kofukin.importing.cells import STRUCK, UNCALCULATED, UNSEEN
from kofukin.importing.sheet import Span
from kofukin.importing.sheet_styles import NO_STYLES, Styles
from kofukin.importing.tags import BEYOND, TRUE, Attributes, LocalNames, feed, number, read_tags

_MOST_NAMED = 100_000
"""Cells of one sheet that are marked; a sheet with more of them is no list."""
_LAST_COLUMN = 16_384


@dataclass(slots=True)
class SheetNotes:
    """How far a sheet's values reach, and what must be known of it.

    ``marked`` are texts to be read in place of what the library gives, by 1-based row and 0-based column; ``veiled``
    what is to be put before its text; ``comments`` those on the cells of a row.
    """

    rows: int = 0
    columns: int = 0
    marked: dict[int, dict[int, str]] = field(default_factory=dict)
    veiled: dict[int, dict[int, str]] = field(default_factory=dict)
    comments: dict[int, list[str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    _count: int = 0
    _hidden_in_all: int = 0

    def hide_columns(self, first: int, last: int) -> None:
        """Note that columns, from 1, are hidden; a sheet that hides the same ones over and over is not followed."""
        columns = range(max(first, 1) - 1, min(last, _LAST_COLUMN))
        if self._hidden_in_all <= _LAST_COLUMN:
            self._hidden_in_all += len(columns)
            self.hidden_columns.update(columns)

    def veil(self, row: int, column: int, mark: str) -> None:
        if self._count < _MOST_NAMED:
            self._count += 1
            self.veiled.setdefault(row, {})[column] = mark

    def mark(self, row: int, column: int, text: str) -> None:
        if self._count < _MOST_NAMED:
            self._count += 1
            self.marked.setdefault(row, {})[column] = text


# Excel


@dataclass(frozen=True, slots=True)
class Excel:
    """What holds for all sheets of an .xlsx.

    ``unsure``: formulas are to be calculated on opening, so that a saved 0 may be no result; ``struck`` are the places
    of shared texts that are struck out, in part or as a whole; ``heads`` the rows that are heads of Excel's own tables,
    whose ground no cell's style tells.
    """

    styles: Styles = NO_STYLES
    unsure: bool = False
    struck: frozenset[str] = frozenset()
    heads: frozenset[int] = frozenset()

    def notes_on(self, pieces: Iterable[bytes]) -> SheetNotes:
        """Return what a sheet's XML says."""
        notes, parser = SheetNotes(), expat.ParserCreate()
        _follow_sheet(parser, self, notes)
        feed(parser, pieces)
        return notes

    def mark(self, kind: str, style: str, texts: Mapping[str, str]) -> str | None:
        """Return what a cell of a type and a style is marked with, by its value and its formula."""
        value = texts.get("v", "")
        if kind == "e":
            return value or "#N/A"
        if "f" in texts and kind != "str" and (not value or (self.unsure and value == "0")):
            return UNCALCULATED + "=" + texts["f"]
        if value and kind == "n" and style in self.styles.formats:
            return self.styles.formats[style].shown(value)
        return None

    def veil(self, row: int, style: str) -> str | None:
        """Return the mark of a cell whose text nobody sees, or sees struck out; or blanks for an indent."""
        mark = self.styles.veiled.get(style)
        return None if mark == UNSEEN and row in self.heads else mark


def _follow_sheet(parser: expat.XMLParserType, excel: Excel, notes: SheetNotes) -> None:
    """Have the parser note what a sheet says. One function for all tags: it is called for each cell, twice.

    The text in a cell is only listened to where the cell may have to be marked.
    """
    local, columns = LocalNames(), _ColumnNumbers()
    formats, veiled, struck = excel.styles.formats, excel.styles.veiled, excel.struck
    row = column = 0
    digits = kind = style = inside = ""
    texts: dict[str, list[str]] | None = None

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal row, column, digits, kind, style, inside, texts
        if name != "c" and name != "v":
            name = local[name]
        if name == "c":
            place = attributes.get("r")
            if place is None:
                column += 1
            else:
                letters = place.rstrip("0123456789")
                column = columns[letters]
                if place[len(letters) :] != digits:
                    digits = place[len(letters) :]
                    row = number(digits)
            kind, style = attributes.get("t", "n"), attributes.get("s", "")
            if style in veiled and (mark := excel.veil(row, style)):
                notes.veil(row, column - 1, mark)
            if kind == "e" or (kind == "n" and style in formats) or (kind == "s" and struck):
                listen({})
        elif name in ("v", "is"):
            if row > notes.rows:
                notes.rows = row
            if column > notes.columns:
                notes.columns = column
            if texts is not None:
                inside, texts[name] = name, []
        elif name == "f":
            listen({**(texts or {}), "f": []})
            inside = name
        elif name == "row":
            row, column = number(attributes.get("r"), row + 1), 0
            digits = attributes.get("r", "")
            if attributes.get("hidden") in TRUE:
                notes.hidden_rows.add(row)
        elif name == "strike" and row and attributes.get("val", "1") in TRUE:
            notes.veil(row, column - 1, STRUCK)
        elif name == "col" and attributes.get("hidden") in TRUE:
            notes.hide_columns(number(attributes.get("min"), 0), number(attributes.get("max"), 0))

    def listen(heard: dict[str, list[str]]) -> None:
        nonlocal texts
        texts = heard
        parser.CharacterDataHandler, parser.EndElementHandler = text, end

    def text(more: str) -> None:
        if inside and texts is not None:
            texts[inside].append(more)

    def end(name: str) -> None:
        nonlocal inside, texts
        name = local[name]
        if name == inside:
            inside = ""
        elif name == "c" and texts is not None:
            said = {key: "".join(parts) for key, parts in texts.items()}
            if (mark := excel.mark(kind, style, said)) is not None:
                notes.mark(row, column - 1, mark)
            if kind == "s" and said.get("v") in struck:
                notes.veil(row, column - 1, STRUCK)
            texts = parser.CharacterDataHandler = parser.EndElementHandler = None

    parser.StartElementHandler = begin


class _ColumnNumbers(dict[str, int]):
    """The number of a column by its letters, from 1."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = min(number * 26 + ord(letter) - ord("A") + 1, BEYOND)
        self[letters] = number
        return number


def calculates_on_load(book: Iterable[bytes]) -> bool:
    """Return whether a workbook's formulas are to be calculated when it is opened."""
    found: list[bool] = []

    def begin(name: str, attributes: Attributes) -> None:
        if name == "calcPr":
            found.append(attributes.get("fullCalcOnLoad") in TRUE)

    read_tags(book, begin)
    return any(found)


def members_of_sheets(book: Iterable[bytes], relations: Iterable[bytes]) -> dict[str, str]:
    """Return the member of the archive that holds each sheet, by the sheets' names."""
    targets: dict[str, str] = {}
    named: dict[str, str] = {}

    def begin(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            if target := targets.get(relation):
                named[attributes.get("name", "")] = target.removeprefix("/") if target[0] == "/" else f"xl/{target}"

    read_tags(relations, begin)
    read_tags(book, begin)
    return named
