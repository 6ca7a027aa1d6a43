"""What the XML of a workbook says that the library which reads it does not.

How far a sheet reaches, before it is opened: the library holds a full rectangle up to the farthest cell that has a
value. And what it leaves out: errors and formulas without a saved value, which it gives as empty cells; numbers shown
in thousands; hidden rows and columns; the merged cells of .ods.

Names count without their prefix, which a file may choose.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from kofukin.importing.cells import SCALED, UNCALCULATED
from kofukin.importing.sheet import Span

PIECE = 2**20
_LONGEST_TAG = 4 * PIECE
"""In bytes. The parser looks through an unfinished tag again with each piece."""
_MOST_NAMED = 100_000
"""Cells of one sheet that are marked; a sheet with more of them is no list."""
_LAST_COLUMN = 16_384
_BEYOND = 10**10
"""In place of a row's or column's number that is too long to be one."""

Attributes = dict[str, str]
_TRUE = ("1", "true")


@dataclass(slots=True)
class SheetNotes:
    """How far a sheet's values reach, and what must be known of it.

    ``marked`` are texts to be read in place of what the library gives, by 1-based row and 0-based column.
    """

    rows: int = 0
    columns: int = 0
    marked: dict[int, dict[int, str]] = field(default_factory=dict)
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

    def mark(self, row: int, column: int, text: str) -> None:
        if self._count < _MOST_NAMED:
            self._count += 1
            self.marked.setdefault(row, {})[column] = text


def _read(pieces: Iterable[bytes], begin: Callable[[str, Attributes], None]) -> None:
    """Call ``begin`` with each tag that begins; raises ValueError for what is no XML of a workbook."""
    parser = expat.ParserCreate()
    local = _LocalNames()
    parser.StartElementHandler = lambda name, attributes: begin(local[name], attributes)
    _feed(parser, pieces)


def _feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    parser.EntityDeclHandler = _refuse_entities
    read = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            read += len(piece)
            if read - parser.CurrentByteIndex > _LONGEST_TAG:
                raise ValueError("a tag without an end")
        if read:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(f"XML: {error}") from error


def _refuse_entities(*_: object) -> None:
    raise ValueError("XML with entities of its own")


class _LocalNames(dict[str, str]):
    """Names of tags without their prefix."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def _number(digits: str | None, default: int = 1) -> int:
    """Return a row's or column's number, or how often something is repeated."""
    if not digits or not (digits.isascii() and digits.isdecimal()):
        return default
    return int(digits) if len(digits) < len(str(_BEYOND)) else _BEYOND


# Excel


@dataclass(frozen=True, slots=True)
class Excel:
    """What holds for all sheets of an .xlsx.

    ``scaled`` are the styles that show numbers in thousands; ``unsure``: formulas are to be calculated on opening, so
    that a saved 0 may be no result.
    """

    scaled: frozenset[str] = frozenset()
    unsure: bool = False

    def notes_on(self, pieces: Iterable[bytes]) -> SheetNotes:
        """Return what a sheet's XML says."""
        notes, parser = SheetNotes(), expat.ParserCreate()
        _follow_sheet(parser, self, notes)
        _feed(parser, pieces)
        return notes

    def mark(self, kind: str, style: str, texts: Mapping[str, str]) -> str | None:
        """Return what a cell of a type and a style is marked with, by its value and its formula."""
        value = texts.get("v", "")
        if kind == "e":
            return value or "#N/A"
        if "f" in texts and kind != "str" and (not value or (self.unsure and value == "0")):
            return UNCALCULATED + "=" + texts["f"]
        if value and kind == "n" and style in self.scaled:
            return SCALED + value
        return None


def _follow_sheet(parser: expat.XMLParserType, excel: Excel, notes: SheetNotes) -> None:
    """Have the parser note what a sheet says. One function for all tags: it is called for each cell, twice.

    The text in a cell is only listened to where the cell may have to be marked.
    """
    local, columns = _LocalNames(), _ColumnNumbers()
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
                    row = _number(digits)
            kind, style = attributes.get("t", "n"), attributes.get("s", "")
            if kind == "e" or (kind == "n" and style in excel.scaled):
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
            row, column = _number(attributes.get("r"), row + 1), 0
            digits = attributes.get("r", "")
            if attributes.get("hidden") in _TRUE:
                notes.hidden_rows.add(row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            notes.hide_columns(_number(attributes.get("min"), 0), _number(attributes.get("max"), 0))

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
            texts = parser.CharacterDataHandler = parser.EndElementHandler = None

    parser.StartElementHandler = begin


class _ColumnNumbers(dict[str, int]):
    """The number of a column by its letters, from 1."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = min(number * 26 + ord(letter) - ord("A") + 1, _BEYOND)
        self[letters] = number
        return number


_SAID_AS_IS = re.compile(r'"[^"]*+(?:"|\Z)|\\.|\[[^\]]*+(?:\]|\Z)')
_SCALES = re.compile(r"[0#?],++(?![0#?])")
"""A comma behind the last digit shows a number divided by a thousand."""


def scaled_styles(styles: Iterable[bytes]) -> frozenset[str]:
    """Return the styles, as cells name them, that show numbers in thousands or millions."""
    formats: set[str] = set()
    of_cells: list[str] = []
    lists: list[str] = []

    def begin(name: str, attributes: Attributes) -> None:
        if name == "numFmt" and _is_scaled(attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif name in ("cellStyleXfs", "cellXfs"):
            lists.append(name)
        elif name == "xf" and lists and lists[-1] == "cellXfs":
            of_cells.append(attributes.get("numFmtId", ""))

    _read(styles, begin)
    return frozenset(str(index) for index, number in enumerate(of_cells) if number in formats)


_OTHER_UNIT = re.compile(r'"[^"]*(?:[百万億△▲$€])[^"]*"|\[\$(?!(?:[¥￥円]|JPY)|-)|\[\$[^\]]*-(?!411)|;;;')
"""A unit, a sign or a currency that only the format of a number shows, or no number at all."""


def _is_scaled(code: str) -> bool:
    if _OTHER_UNIT.search(code):
        return True
    return _SCALES.search(_SAID_AS_IS.sub("", code).partition(";")[0]) is not None


def calculates_on_load(book: Iterable[bytes]) -> bool:
    """Return whether a workbook's formulas are to be calculated when it is opened."""
    found: list[bool] = []

    def begin(name: str, attributes: Attributes) -> None:
        if name == "calcPr":
            found.append(attributes.get("fullCalcOnLoad") in _TRUE)

    _read(book, begin)
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

    _read(relations, begin)
    _read(book, begin)
    return named


# OpenDocument


_MOST_HIDDEN = 100_000


def ods_notes(pieces: Iterable[bytes]) -> dict[str, SheetNotes]:
    """Return what ``content.xml`` says of each sheet; rows and columns up to the farthest cell that has a value."""
    found: dict[str, SheetNotes] = {}
    notes, row, height, column = SheetNotes(), 0, 0, 0

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal notes, row, height, column
        if name in ("table-cell", "covered-table-cell"):
            own = {key.removeprefix("table:"): value for key, value in attributes.items()}
            _note_ods_cell(notes, row, column, own)
            column += _number(own.get("number-columns-repeated"))
            if any(key.endswith("value") or key == "office:value-type" for key in own):
                notes.rows, notes.columns = max(notes.rows, row + height), max(notes.columns, column)
        elif name == "table-row":
            row, column = row + height, 0
            height = _number(attributes.get("table:number-rows-repeated"))
            hidden = attributes.get("table:visibility") in ("collapse", "filter")
            if hidden and len(notes.hidden_rows) < _MOST_HIDDEN:
                notes.hidden_rows.update(range(row + 1, row + 1 + min(height, _MOST_HIDDEN)))
        elif name == "table":
            notes = found.setdefault(attributes.get("table:name", ""), SheetNotes())
            row = height = 0

    _read(pieces, begin)
    return found


def _note_ods_cell(notes: SheetNotes, row: int, column: int, own: Attributes) -> None:
    if (down := _number(own.get("number-rows-spanned"))) > 1:
        right = column + _number(own.get("number-columns-spanned")) - 1
        notes.spans.append(Span(row + 1, column, row + down, right))
    if own.get("calcext:value-type") == "error":
        notes.mark(row + 1, column, "#N/A")
    elif (formula := own.get("formula")) is not None and "office:value-type" not in own:
        notes.mark(row + 1, column, UNCALCULATED + formula)
