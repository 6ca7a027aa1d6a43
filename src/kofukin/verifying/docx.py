"""A Word document → its paragraphs and tables, in order, then its footnotes, endnotes, headers and footers.

What its reader sees counts: inserted text does, deleted and moved-away text does not, and a text box stands once.
The archive is read in pieces and with bounds: a file of a few kilobytes can claim gigabytes.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from kofukin.errors import KofukinError, reason_of
from kofukin.importing.encoding import kind_of, refusal
from kofukin.importing.tags import feed
from kofukin.messages import Message, Said, errors, importing, verify
from kofukin.verifying.pieces import Grid, Line, Piece, row_of_cells
from kofukin.verifying.words import is_year
from kofukin.verifying.written import plain_number

MOST_UNPACKED = 64 * 2**20
_PIECE = 2**16
_LONGEST_TAG = 2**20
_MOST_COLUMNS = 200
_DOCUMENT = "word/document.xml"
_PARTS = (
    (re.compile(r"word/footnotes\.xml"), verify.FOOTNOTES),
    (re.compile(r"word/endnotes\.xml"), verify.ENDNOTES),
    (re.compile(r"word/header[0-9]{0,3}\.xml"), verify.HEADER),
    (re.compile(r"word/footer[0-9]{0,3}\.xml"), verify.FOOTER),
)
_MOST_PARTS = 100
_UNSEEN = frozenset(("moveFrom", "del", "Fallback", "rt", "instrText"))
"""Tags whose text nobody reads where it stands: moved or deleted, a box's second form, the reading of a kanji."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def pieces_in(path: Path) -> Iterator[Piece]:
    """Return what stands in the document; raises KofukinError for what is none, is locked, or unpacks to too much."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        _refuse_other_kinds(path, head)
        with zipfile.ZipFile(path) as archive:
            return iter(_read(path, archive))
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError) as error:
        reason = str(error.args[0] if isinstance(error, KeyError) else error)[:100]
        raise refusal(path, verify.NOT_A_DOCUMENT(reason=reason), verify.SAVE_AGAIN) from error


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    if not head:
        raise refusal(path, errors.FILE_EMPTY)
    kind = kind_of(head)
    if kind == ".xls":
        is_locked = path.stat().st_size <= MOST_UNPACKED and _LOCKED in path.read_bytes()
        raise refusal(path, verify.LOCKED if is_locked else verify.NOT_A_DOCUMENT(reason=".doc"), verify.SAVE_AGAIN)
    if kind not in (".xlsx", None):  # a .docx begins as every other archive does
        raise refusal(path, importing.OTHER_KIND(ending=kind), importing.RENAME)


def _read(path: Path, archive: zipfile.ZipFile) -> list[Piece]:
    members = [member for member in archive.infolist() if member.filename == _DOCUMENT]
    if len(members) != 1:
        raise ValueError(f"no {_DOCUMENT}")
    parts: list[tuple[zipfile.ZipInfo, Message | None]] = [(members[0], None)]
    for pattern, name in _PARTS:
        parts += [(member, name) for member in archive.infolist() if pattern.fullmatch(member.filename)]
    if sum(member.file_size for member, _ in parts) > MOST_UNPACKED:
        raise _too_large(path)
    return [piece for member, name in parts[:_MOST_PARTS] for piece in _part(path, archive, member, name)]


def _part(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: Message | None) -> list[Piece]:
    if not member.file_size:
        raise ValueError("XML: no element found")
    found = _Document(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.begin
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    feed(parser, _unpacked(path, archive, member), _LONGEST_TAG)
    return found.pieces


def _unpacked(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member piece by piece; raises KofukinError where it is more than its size promised and too much."""
    read = 0
    with archive.open(member) as unpacked:
        while piece := unpacked.read(_PIECE):
            read += len(piece)
            if read > MOST_UNPACKED:
                raise _too_large(path)
            yield piece


def _too_large(path: Path) -> KofukinError:
    return refusal(path, verify.TOO_LARGE(most=MOST_UNPACKED >> 20), verify.SAVE_AS_TEXT)


@dataclass
class _Table:
    rows: list[tuple[str, ...]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    across: int = 1
    goes_on: bool = False

    def above(self) -> str:
        """Return what stands above the next cell, of which that is a part; a figure counts once, in its first row."""
        row = self.rows[-1] if self.rows else ()
        text = row[len(self.cells)] if len(self.cells) < len(row) else ""
        return "" if plain_number(text, 1) and not is_year(text) else text


class _Document:
    """Follows the tags; tables inside cells are text of the cell.

    ``part`` names what is no running text. A text box stands inside a paragraph and has paragraphs of its own.
    """

    def __init__(self, part: Message | None) -> None:
        self.pieces: list[Piece] = []
        self._part = part
        self._outer: list[tuple[list[str], int | None]] = []
        self._paragraph: list[str] = []
        self._level: int | None = None
        self._tables: list[_Table] = []
        self._in_text = False
        self._unseen = 0
        self._paragraphs = self._table_count = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if self._unseen or tag in _UNSEEN:
            self._unseen += 1
        elif tag == "t":
            self._in_text = True
        elif tag in ("tab", "br", "cr"):
            self._paragraph.append(" ")
        elif tag == "p":
            self._outer.append((self._paragraph, self._level))
            self._paragraph, self._level = [], None
        elif tag in ("pStyle", "outlineLvl"):
            self._note_level(tag, next((v for k, v in attributes.items() if k.endswith("val")), ""))
        elif tag == "tbl":
            self._tables.append(_Table())
        elif self._tables:
            table = self._tables[-1]
            if tag == "tr":
                table.cells = []
            elif tag == "tc":
                table.text, table.across, table.goes_on = [], 1, False
            elif tag == "vMerge":
                table.goes_on = next((v for k, v in attributes.items() if k.endswith("val")), "") != "restart"
            elif tag == "gridSpan":
                value = next((v for k, v in attributes.items() if k.endswith("val")), "1")
                table.across = min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdigit() else 1

    def _note_level(self, tag: str, value: str) -> None:
        if tag == "outlineLvl" and value in tuple("012345"):
            self._level = int(value) + 1
        elif value.lower().startswith("heading") and value[7:8].isdigit():
            self._level = int(value[7])
        elif value == "Title":
            self._level = 1

    def text(self, text: str) -> None:
        if self._in_text:
            self._paragraph.append(text)

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if self._unseen:
            self._unseen -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "p":
            self._end_paragraph()
        elif self._tables:
            table = self._tables[-1]
            if tag == "tc":
                text = "".join(table.text).strip()
                table.cells += [table.above() if table.goes_on else text, *[""] * (table.across - 1)]
            elif tag == "tr":
                table.rows.append(tuple(table.cells[:_MOST_COLUMNS]))
            elif tag == "tbl":
                self._end_table(self._tables.pop())

    def _end_paragraph(self) -> None:
        text, level = "".join(self._paragraph), self._level
        self._paragraph, self._level = self._outer.pop() if self._outer else ([], None)
        if self._tables:
            own = self._tables[-1].text
            own.append(f" {text}" if own else text)
            return
        self._paragraphs += 1
        place = self._placed(verify.PARAGRAPH(number=self._paragraphs))
        self.pieces.append(Line(text, place, self._paragraphs, level if text.strip() else None))

    def _placed(self, place: Said) -> Said:
        return verify.IN_PART(part=self._part, place=place) if self._part else place

    def _end_table(self, table: _Table) -> None:
        if self._tables:
            self._tables[-1].text += [" ".join(cells) for cells in table.rows]
            return
        self._table_count += 1
        self.pieces.append(
            Grid(
                tuple(
                    row_of_cells(cells, self._placed(verify.TABLE_ROW(table=self._table_count, row=number)), number)
                    for number, cells in enumerate(table.rows, start=1)
                )
            )
        )
