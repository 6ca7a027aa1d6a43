"""Standard input as a file: what it holds is told by its first bytes, since it has no name."""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kofukin.errors import reason_of
from kofukin.importing.encoding import refusal
from kofukin.messages import errors

_HEAD = 65_536
_MAGIC = ((b"PK\x03\x04", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"), (b"%PDF-", ".pdf"))


class StandardInput(type(Path())):  # type: ignore[misc]  # the kind of path that this machine has
    """A file with what stood on standard input: it is said by its name alone, as it lies in a place of no meaning."""

    def __str__(self) -> str:
        return str(self.name)

    def __fspath__(self) -> str:
        return str(super().__str__())


@contextmanager
def standard_input(kind_of: Callable[[Path], str] | None = None) -> Iterator[Path]:
    """Yield a file with what stands on standard input, named ``stdin`` with the ending of its kind.

    ``kind_of`` gives the ending of a file without a name, by its first bytes unless told otherwise. Raises KofukinError
    where standard input cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="kofukin-") as folder:
        unnamed = StandardInput(folder) / "stdin"
        try:
            with unnamed.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        except OSError as error:
            raise refusal(unnamed, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
        yield unnamed.rename(unnamed.with_name("stdin" + (kind_of or _ending_of_file)(unnamed)))


def _ending_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return ending_of(file.read(_HEAD))


def ending_of(head: bytes) -> str:
    """Return the ending of the kind of file that begins so."""
    for magic, ending in _MAGIC:
        if head.startswith(magic):
            return ending
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare[:1] == b"<":
        return ".html"
    if bare[:1] in (b"[", b"{"):
        return ".jsonl" if re.match(rb"\{[^\n]*\}\s*\n\s*\{", bare) else ".json"
    lines = [line for line in head.replace(b"\0", b"").splitlines()[:60] if line.strip()]
    for sign, ending in ((b"\t", ".tsv"), (b",", ".csv"), (b";", ".csv")):
        if sum(sign in line for line in lines) * 2 > len(lines):
            return ending
    return ".txt"
