"""What the styles of an .xlsx do to the cells that have them: a unit or a sign that only the format of a number shows,
numbers shown in thousands or not at all, text that is struck out or has the colour of its ground.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from kofukin.importing.cells import FORMATTED, SCALED, STRUCK, UNSEEN
from kofukin.importing.tags import TRUE, Attributes, read_tags
from kofukin.importing.vocabulary import plain, vocabulary

_SAID_AS_IS = re.compile(r'"([^"]*+)(?:"|\Z)|\\(.)|\[[^\]]*+(?:\]|\Z)|_.|\*.')
_SCALES = re.compile(r"[0#?](,++)(?![0#?])")
"""Commas behind the last digit show a number divided by a thousand each."""
_UNSURE = re.compile(r"[△▲$€約]|[0-9]$")
"""Words of a format that say something of the number, not of its unit."""
_CURRENCY = re.compile(r"\[\$(?!(?:[¥￥円]|JPY)|-)|\[\$[^\]]*-(?!411)|[$€]")
_PLACES = re.compile(r"[0#?]")
_SECTIONS = 4
_OF_TEXT = 3


class Format(NamedTuple):
    """A number's format, by its sections: for what is above zero, below it, zero, and text."""

    sections: tuple[str, ...]

    def shown(self, value: str) -> str | None:
        """Return how a reader must take a number that is shown so; None where its format adds nothing to it."""
        try:
            number = Fraction(value)
        except (ValueError, ZeroDivisionError):
            return None
        section = self._section_of(number)
        if not section.strip():
            return UNSEEN + value
        words = plain(_words_of(section)).strip("()[]【】")
        scale = _SCALES.search(_SAID_AS_IS.sub("", section))
        thousands = len(scale[1]) if scale else 0
        unit = vocabulary().units.get(words)
        if _CURRENCY.search(section) or (words and _UNSURE.search(words) and not self._is_sign(words, number)):
            return SCALED + value
        if unit is None:
            return SCALED + value if thousands or words in vocabulary().other_units.split("|") else None
        stored = Fraction(unit, 1000**thousands)
        word = next((word for word, yen in vocabulary().units.items() if yen == stored and word.endswith("円")), None)
        return f"{FORMATTED}{value}{word}" if word else SCALED + value

    def _section_of(self, number: Fraction) -> str:
        if number < 0 and len(self.sections) > 1:
            return self.sections[1]
        return self.sections[2] if number == 0 and len(self.sections) > 2 else self.sections[0]

    def _is_sign(self, words: str, number: Fraction) -> bool:
        """Return whether a triangle is the sign of a number that is below zero."""
        return number < 0 and words in ("△", "▲") and len(self.sections) > 1

    @property
    def is_remarkable(self) -> bool:
        """Whether some number is shown with more, or less, than its digits."""
        return any(self.shown(value) is not None for value in ("1", "-1", "0"))

    @property
    def hides_text(self) -> bool:
        return len(self.sections) == _SECTIONS and not self.sections[_OF_TEXT].strip()


def _words_of(section: str) -> str:
    """Return what a section of a format shows beside the number: quoted, escaped or as plain letters."""
    words = [match[1] or match[2] or "" for match in _SAID_AS_IS.finditer(section)]
    bare = "".join(sign for sign in _SAID_AS_IS.sub("", section) if ord(sign) > ord("\x7f"))
    return "".join([*words, bare]).strip()


class Styles(NamedTuple):
    """Formats that add something to a number, and what is put before a text that is not seen as it stands, or that is
    indented, by the cells' styles.
    """

    formats: Mapping[str, Format] = MappingProxyType({})
    veiled: Mapping[str, str] = MappingProxyType({})


NO_STYLES = Styles()


class _Font(NamedTuple):
    is_struck: bool = False
    colour: str = ""


class _Cell(NamedTuple):
    format: str
    font: str
    fill: str
    indent: int = 0


_FROM_LEFT = frozenset({"left", "general", "distributed"})
_STEPS = frozenset("123456789")
_PAPER = "FFFFFF"
_BY_NUMBER = {"1": _PAPER, "9": _PAPER, "65": _PAPER}
"""Colours by their number in Excel's palette that are white."""


def _colour(attributes: Attributes) -> str:
    """Return a colour; "" for one that nobody states. Theme 0 is that of the paper."""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    tint = attributes.get("tint", "0").rstrip("0").rstrip(".") or "0"
    if "theme" in attributes:
        return _PAPER if (attributes["theme"], tint) == ("0", "0") else f"theme {attributes['theme']} {tint}"
    number = attributes.get("indexed", "")
    return _BY_NUMBER.get(number, f"number {number}" if number else "")


class _StylesRead:
    """Takes in the tags of ``styles.xml``."""

    def __init__(self) -> None:
        self.formats: dict[str, Format] = {}
        self.fonts: list[_Font] = []
        self.fills: list[str] = []
        self.cells: list[_Cell] = []
        self._inside: list[str] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        above = self._inside[-1] if self._inside else ""
        parents = self._inside[-2:]
        self._inside.append(name)
        if name == "numFmt" and above == "numFmts":
            found = Format(_sections(attributes.get("formatCode", "")))
            self.formats[attributes.get("numFmtId", "")] = found
        elif name == "font" and above == "fonts":
            self.fonts.append(_Font())
        elif parents == ["fonts", "font"] and name == "strike":
            is_struck = attributes.get("val", "1") in TRUE
            self.fonts[-1] = self.fonts[-1]._replace(is_struck=is_struck)
        elif parents == ["fonts", "font"] and name == "color":
            self.fonts[-1] = self.fonts[-1]._replace(colour=_colour(attributes))
        elif name == "fill" and above == "fills":
            self.fills.append(_PAPER)
        elif parents == ["fills", "fill"] and name == "patternFill":
            kind = attributes.get("patternType", "none")
            self.fills[-1] = _PAPER if kind == "none" else ""
            if kind == "solid":
                self.fills[-1] = "solid"
        elif above == "patternFill" and name == "fgColor" and self.fills and self.fills[-1] == "solid":
            self.fills[-1] = _colour(attributes)
        elif parents == ["fills", "fill"]:
            self.fills[-1] = ""
        elif name == "xf" and above == "cellXfs":
            format_, font, fill = (attributes.get(key, "0") for key in ("numFmtId", "fontId", "fillId"))
            self.cells.append(_Cell(format_, font, fill))

        elif (
            parents == ["cellXfs", "xf"] and name == "alignment" and attributes.get("horizontal", "left") in _FROM_LEFT
        ):
            steps = attributes.get("indent", "0")
            self.cells[-1] = self.cells[-1]._replace(indent=int(steps) if steps in _STEPS else 0)

    def end(self, name: str) -> None:
        self._inside.pop()

    def mark_of(self, cell: _Cell) -> str | None:
        """Return what a cell's text begins with for a reader: a mark of what is not seen, or blanks for an indent."""
        return self.veil_of(cell) or "　" * cell.indent or None

    def veil_of(self, cell: _Cell) -> str | None:
        font = self.fonts[int(cell.font)] if cell.font.isdecimal() and int(cell.font) < len(self.fonts) else _Font()
        fill = self.fills[int(cell.fill)] if cell.fill.isdecimal() and int(cell.fill) < len(self.fills) else ""
        if font.is_struck:
            return STRUCK
        hidden = self.formats.get(cell.format)
        return UNSEEN if (font.colour and font.colour == fill) or (hidden and hidden.hides_text) else None


def _sections(code: str) -> tuple[str, ...]:
    """Return the sections of a format's code; a semicolon in quotes divides none."""
    parts, start = [], 0
    quoted = [match.span() for match in _SAID_AS_IS.finditer(code)]
    for at, sign in enumerate(code):
        if sign == ";" and not any(first <= at < last for first, last in quoted):
            parts.append(code[start:at])
            start = at + 1
    return (*parts, code[start:])[:_SECTIONS]


def styles_in(pieces: Iterable[bytes]) -> Styles:
    """Return what the styles do to cells, by the numbers that cells name them with."""
    read = _StylesRead()
    read_tags(pieces, read.begin, read.end)
    formats = {number: found for number, found in read.formats.items() if found.is_remarkable}
    return Styles(
        {str(at): formats[cell.format] for at, cell in enumerate(read.cells) if cell.format in formats},
        {str(at): mark for at, cell in enumerate(read.cells) if (mark := read.mark_of(cell)) is not None},
    )


def struck_texts(pieces: Iterable[bytes]) -> frozenset[str]:
    """Return the places of the shared texts of which some letters are struck out."""
    found: set[str] = set()
    place = -1

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal place
        if name == "si":
            place += 1
        elif name == "strike" and attributes.get("val", "1") in TRUE:
            found.add(str(place))

    read_tags(pieces, begin)
    return frozenset(found)


def table_heads(pieces: Iterable[bytes]) -> list[int]:
    """Return the row of the heads of one of Excel's own tables."""
    found: list[int] = []

    def begin(name: str, attributes: Attributes) -> None:
        match = re.match("[A-Za-z]+([0-9]{1,7})", attributes.get("ref", ""))
        if name == "table" and match and attributes.get("headerRowCount", "1") != "0":
            found.append(int(match[1]))

    read_tags(pieces, begin)
    return found
