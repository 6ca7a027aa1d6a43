"""The XML in an office document, tag by tag, held to bounds: no entities of its own, no tag without an end."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

PIECE = 2**20
_LONGEST_TAG = 4 * PIECE
"""In bytes. The parser looks through an unfinished tag again with each piece."""
BEYOND = 10**10
"""In place of a row's or column's number that is too long to be one."""

Attributes = dict[str, str]
TRUE = ("1", "true")


def read_tags(
    pieces: Iterable[bytes],
    begin: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call ``begin`` with each tag that begins, ``end`` with each that ends, ``text`` with what stands between them.

    Raises ValueError for what is no XML of a workbook.
    """
    parser = expat.ParserCreate()
    local = LocalNames()
    parser.StartElementHandler = lambda name, attributes: begin(local[name], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(local[name])
    parser.CharacterDataHandler = text
    feed(parser, pieces)


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes], longest: int = _LONGEST_TAG) -> None:
    """Give the parser all pieces; raises ValueError for what is no XML of an office document."""
    parser.EntityDeclHandler = _refuse_entities
    read = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            read += len(piece)
            if read - parser.CurrentByteIndex > longest:
                raise ValueError("a tag without an end")
        if read:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(f"XML: {error}") from error


def _refuse_entities(*_: object) -> None:
    raise ValueError("XML with entities of its own")


class LocalNames(dict[str, str]):
    """Names of tags without their prefix."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def number(digits: str | None, default: int = 1) -> int:
    """Return a row's or column's number, or how often something is repeated."""
    if not digits or not (digits.isascii() and digits.isdecimal()):
        return default
    return int(digits) if len(digits) < len(str(BEYOND)) else BEYOND
