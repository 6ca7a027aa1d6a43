"""What the XML of a workbook says that the library which reads it does not.

How far a sheet reaches, before it is opened: the library holds a full rectangle up to the farthest cell. And what it
leaves out: errors and formulas without a saved value, which it gives as empty cells; numbers shown in thousands; hidden
rows and columns; the merged cells of .ods.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kofukin.importing.cells import SCALED, UNCALCULATED
from kofukin.importing.sheets import Span

PIECE = 2**20
_MOST_NAMED = 100_000
"""Cells of one sheet that are marked; a sheet with more of them is no list."""


@dataclass(slots=True)
class SheetNotes:
    """How far a sheet reaches, and what must be known of it.

    ``marked`` are texts to be read in place of what the library gives, by 1-based row and 0-based column.
    """

    rows: int = 0
    columns: int = 0
    marked: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    _count: int = 0

    def mark(self, row: int, column: int, text: str) -> None:
        if self._count < _MOST_NAMED:
            self._count += 1
            self.marked.setdefault(row, {})[column] = text


def whole_tags(pieces: Iterable[bytes], sign: bytes = b"<") -> Iterator[bytes]:
    """Yield the same bytes in pieces that begin at ``sign``, so that nothing which begins there runs across two."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = text.rfind(sign) if len(rest) < PIECE else len(text)
        cut = max(cut, 0)
        yield text[:cut]
        rest = text[cut:]
    yield rest


# Excel

_NS = rb"(?:[A-Za-z0-9]+:)?"
_CELL_BEGINS = (b"<c ", b"<c>", b":c ", b":c>")
_CELL_COLUMN = re.compile(rb' r="([A-Z]{1,3})[0-9]')
_ROW_NUMBER = re.compile(rb"<" + _NS + rb'row [^>]*?r="([0-9]{1,9})"')
_ROW_BEGINS = re.compile(rb"<" + _NS + rb"row[ />]")
_HIDDEN_ROW = re.compile(rb"<" + _NS + rb'row (?=[^>]*?hidden="(?:1|true)")[^>]*?r="([0-9]{1,9})"')
_HIDDEN_COLUMN = re.compile(rb"<" + _NS + rb'col (?=[^>]*?hidden="(?:1|true)")([^>]*)>')
_MIN, _MAX = re.compile(rb'\bmin="([0-9]{1,6})"'), re.compile(rb'\bmax="([0-9]{1,6})"')
_CELL = re.compile(rb"<" + _NS + rb"c ([^>]*[^/>])>(.*?)</" + _NS + rb"c>", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]{1,6})"')
_OTHER_TYPE = re.compile(rb'\bt="(?!n")')
_FORMULA = re.compile(rb"<" + _NS + rb"f\b[^>]*(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<" + _NS + rb"v\b[^>]*>([^<]*)<")


@dataclass(frozen=True, slots=True)
class Excel:
    """What holds for all sheets of an .xlsx.

    ``scaled`` are the styles that show numbers in thousands; ``unsure``: formulas are to be calculated on opening, so
    that a saved 0 may be no result.
    """

    scaled: frozenset[bytes] = frozenset()
    unsure: bool = False

    def notes_on(self, pieces: Iterable[bytes]) -> SheetNotes:
        """Return what a sheet's XML says."""
        notes = SheetNotes()
        last = widest = cells = rows = 0
        columns: set[bytes] = set()
        for piece in whole_tags(pieces, b"<c "):
            columns.update(_CELL_COLUMN.findall(piece))
            last = max([last, *map(int, _ROW_NUMBER.findall(piece))])
            for index, row in enumerate(_ROW_BEGINS.split(piece)):
                cells = sum(map(row.count, _CELL_BEGINS)) + (0 if index else cells)
                widest = max(widest, cells)
                rows += index > 0
            self._note_hidden(piece, notes)
            if self.scaled or b"<f" in piece or b":f" in piece or b't="e"' in piece:
                self._note_cells(piece, notes)
        notes.rows, notes.columns = max(rows, last), max([widest, *map(_column_number, columns)])
        return notes

    def _note_hidden(self, piece: bytes, notes: SheetNotes) -> None:
        notes.hidden_rows.update(map(int, _HIDDEN_ROW.findall(piece)))
        for attributes in _HIDDEN_COLUMN.findall(piece):
            first, last = _MIN.search(attributes), _MAX.search(attributes)
            if first and last:
                notes.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), 16_384)))

    def _note_cells(self, piece: bytes, notes: SheetNotes) -> None:
        for attributes, inside in _CELL.findall(piece):
            place = _PLACE.search(attributes)
            text = self._mark(attributes, inside) if place else None
            if place and text is not None:
                notes.mark(int(place[2]), _column_number(place[1]) - 1, text)

    def _mark(self, attributes: bytes, inside: bytes) -> str | None:
        found = _VALUE.search(inside)
        value = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
        if b't="e"' in attributes:
            return value or "#N/A"
        formula = _FORMULA.search(inside)
        if formula and b't="str"' not in attributes and (not value or (self.unsure and value == "0")):
            return UNCALCULATED + "=" + html.unescape((formula[1] or b"").decode("utf-8", "replace"))
        style = _STYLE.search(attributes)
        if value and style and style[1] in self.scaled and not _OTHER_TYPE.search(attributes):
            return SCALED + value
        return None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


_NUMBER_FORMAT = re.compile(rb"<" + _NS + rb"numFmt (?=[^>]*?numFmtId=\"([0-9]+)\")[^>]*?formatCode=\"([^\"]*)\"")
_CELL_STYLES = re.compile(rb"<" + _NS + rb"cellXfs\b.*?</" + _NS + rb"cellXfs>", re.DOTALL)
_ONE_STYLE = re.compile(rb"<" + _NS + rb"xf (?:[^>]*?numFmtId=\"([0-9]+)\")?")
_SAID_AS_IS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SCALES = re.compile(r"[0#?],+(?![0#?,])")
"""A comma behind the last digit shows a number divided by a thousand."""


def scaled_styles(styles: bytes) -> frozenset[bytes]:
    """Return the styles, as cells name them, that show numbers in thousands or millions."""
    formats = {
        number
        for number, code in _NUMBER_FORMAT.findall(styles)
        if _SCALES.search(_SAID_AS_IS.sub("", html.unescape(code.decode("utf-8", "replace"))).partition(";")[0])
    }
    found = _CELL_STYLES.search(styles)
    if not (formats and found):
        return frozenset()
    return frozenset(
        str(index).encode() for index, number in enumerate(_ONE_STYLE.findall(found[0])) if number in formats
    )


_SHEET = re.compile(rb"<" + _NS + rb"sheet ([^>]*)>")
_NAME = re.compile(rb'\bname="([^"]*)"')
_RELATION = re.compile(rb'\b[A-Za-z0-9]+:id="([^"]*)"')
_TARGET = re.compile(rb'<(?:[A-Za-z0-9]+:)?Relationship (?=[^>]*?Id="([^"]*)")[^>]*?Target="([^"]*)"')


def members_of_sheets(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Return the sheets' names by the member of the archive that holds each."""
    targets = {relation: target.decode("utf-8", "replace") for relation, target in _TARGET.findall(relations)}
    named = {}
    for attributes in _SHEET.findall(workbook):
        name, relation = _NAME.search(attributes), _RELATION.search(attributes)
        if name and relation and (target := targets.get(relation[1])):
            member = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            named[member] = html.unescape(name[1].decode("utf-8", "replace"))
    return named


# OpenDocument

_ODS_TAG = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)([\s>/][^>]*)")
_ODS_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})"')
_ODS_NAME = re.compile(rb'table:name="([^"]*)"')
_ODS_DOWN = re.compile(rb'table:number-rows-spanned="([0-9]{1,7})"')
_ODS_ACROSS = re.compile(rb'table:number-columns-spanned="([0-9]{1,5})"')
_ODS_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_ODS_FORMULA = re.compile(rb'table:formula="([^"]*)"')
_MOST_HIDDEN = 100_000


def ods_notes(pieces: Iterable[bytes]) -> dict[str, SheetNotes]:
    """Return what ``content.xml`` says of each sheet; rows and columns up to the farthest cell that has a value."""
    found: dict[str, SheetNotes] = {}
    notes, row, height, column = SheetNotes(), 0, 0, 0
    for piece in whole_tags(pieces):
        for kind, attributes in _ODS_TAG.findall(piece):
            repeated = _ODS_REPEATED.search(attributes)
            count = int(repeated[1]) if repeated else 1
            if kind == b"table":
                name = _ODS_NAME.search(attributes)
                notes = found.setdefault(
                    html.unescape(name[1].decode("utf-8", "replace")) if name else "", SheetNotes()
                )
                row = height = 0
            elif kind == b"table-row":
                row, height, column = row + height, count, 0
                if _ODS_HIDDEN.search(attributes) and len(notes.hidden_rows) < _MOST_HIDDEN:
                    notes.hidden_rows.update(range(row + 1, row + 1 + min(count, _MOST_HIDDEN)))
            else:
                _note_ods_cell(notes, row, column, attributes)
                column += count
                if b"office:value-type" in attributes:
                    notes.rows, notes.columns = max(notes.rows, row + height), max(notes.columns, column)
    return found


def _note_ods_cell(notes: SheetNotes, row: int, column: int, attributes: bytes) -> None:
    if (down := _ODS_DOWN.search(attributes)) and int(down[1]) > 1:
        across = _ODS_ACROSS.search(attributes)
        right = column + (int(across[1]) if across else 1) - 1
        notes.spans.append(Span(row + 1, column, row + int(down[1]), right))
    if b'calcext:value-type="error"' in attributes:
        notes.mark(row + 1, column, "#N/A")
    elif (formula := _ODS_FORMULA.search(attributes)) and b"office:value-type" not in attributes:
        notes.mark(row + 1, column, UNCALCULATED + html.unescape(formula[1].decode("utf-8", "replace")))
