"""Which encoding a text file is in: its BOM, else strict UTF-8, else strict cp932, else the user must say.

Nothing is guessed from how often bytes occur: on short Japanese text that goes wrong. A file is read through once for
this, in pieces, so that one wrong byte at its end is found before anything is made of its beginning.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from kofukin.errors import KofukinError, UsageError, reason_of
from kofukin.messages import Message, Said, errors, importing
from kofukin.text import encodings

LONGEST_LINE = 2**20
"""In bytes. No list has such a line; without a limit a file without line breaks would be one line in memory."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is looked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = ((b"PK\x03\x04", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"), (b"%PDF-", ".pdf"))
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_MARKUP = (
    (
        re.compile(
            rb"<\?xml[^>]*>\s*<\?mso-application|<\?xml.*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL
        ),
        ".xml",
    ),
    (re.compile(rb"mime-version:", re.IGNORECASE), ".mht"),
    (re.compile(rb"<(?:!doctype html|\?xml|html|head|meta|body|table|div|style|!--)", re.IGNORECASE), ".html"),
)
"""What programs save under the ending of a workbook."""
_NOT_IN_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
"""What Python's cp932 makes of the bytes 80, A0 and FD-FF, which Windows never writes."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def kind_of(head: bytes) -> str | None:
    """Return the ending that a file belongs under by how it begins, or None where that tells nothing."""
    for magic, ending in _OTHER_KINDS:
        if head.startswith(magic):
            return ".ods" if _ODS in head[:200] else ending
    text = _beginning(head)
    if text is None:
        return None
    for pattern, ending in _MARKUP:
        if pattern.match(text.lstrip().encode()):
            return ending
    first = next((line for line in text.splitlines() if "," in line or "\t" in line), "")
    return (".tsv" if first.count("\t") > first.count(",") else ".csv") if first else None


def _beginning(head: bytes) -> str | None:
    """Return the text that a file begins with, or None where that is no text."""
    encoding = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)
    for name in [encoding] if encoding else ["utf-8", "cp932"]:
        try:
            text = codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    return None


def encoding_of(path: Path, given: str | None) -> str:
    """Return the encoding that the whole of ``path`` can be read in; ``given`` is the user's word for it.

    Raises UsageError for what is no encoding of text files, KofukinError for a file that is empty, of another
    kind, or in no encoding that can be told.
    """
    head = next(_pieces(path), b"")
    if not head:
        raise refusal(path, errors.FILE_EMPTY)
    for magic, ending in _OTHER_KINDS:
        if head.startswith(magic):
            raise refusal(path, importing.OTHER_KIND(ending=ending), importing.RENAME)
    if given is not None:
        known = encodings.named(given)
        if known is None:
            raise UsageError(importing.NO_SUCH_ENCODING(text=given[:60]), importing.ASK_ENCODING)
        if (line := _first_bad_line(path, known)) is not None:
            raise refusal(path, importing.ENCODING_WRONG(encoding=given, line=line), importing.ASK_ENCODING)
        return known
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            if (line := _first_bad_line(path, encoding)) is not None:
                raise refusal(path, importing.ENCODING_WRONG(encoding=encoding, line=line), importing.ASK_ENCODING)
            return encoding
    line = _first_bad_line(path, "utf-8")
    if line is None:
        return "utf-8"
    if _first_bad_line(path, "cp932") is None:
        return "cp932"
    raise refusal(path, importing.ENCODING_UNKNOWN(line=line), importing.ASK_ENCODING)


def refusal(path: Path, reason: Message | Said, hint: Message | Said | None = None) -> KofukinError:
    """Return the error that ``path`` cannot be used, and why."""
    return KofukinError(errors.LOCATED(where=path, reason=reason), hint)


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise refusal(path, importing.NOT_A_FILE)  # a pipe could not be read twice
        with path.open("rb") as file:
            while piece := file.read(LONGEST_LINE):
                yield piece
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error


def _first_bad_line(path: Path, encoding: str) -> int | None:
    """Return the first line that is no text in ``encoding``, or None where all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for piece in _pieces(path):
        if len(piece) == LONGEST_LINE and b"\n" not in piece and b"\r" not in piece:
            raise refusal(path, importing.LINE_TOO_LONG(line=line))
        try:
            text = decoder.decode(piece)
        except UnicodeError as error:
            return line + piece.count(b"\n", 0, getattr(error, "start", 0))
        if encoding == "cp932" and (match := _NOT_IN_CP932.search(text)):
            return line + text.count("\n", 0, match.start())
        line += piece.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeError:
        return line
    return None
