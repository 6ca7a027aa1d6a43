"""Ids for what a file gives none: the same file always gets the same ones, and another file gets others.

So drafts that were imported one by one can be asked together, and a citation holds when one is imported again.
"""

import unicodedata
import zlib
from functools import lru_cache

from kofukin.importing.known_programs import program_called
from kofukin.model.fiscal_year import era_label
from kofukin.model.project import Program
from kofukin.text.folding import fold

_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"


class Ids:
    """Hands out ids; one for all files of an import, so that none is given twice."""

    def __init__(self) -> None:
        self._prefixes: dict[tuple[str, str | None, str, int], str] = {}
        self._counts: dict[str, int] = {}
        self._programs: dict[str, Program] = {}

    def project(self, file: str, code: str | None, municipality: str, year: int) -> str:
        """Return ``011002-h29-4dzv8p-001``: code, year, a sign of the file's name, a running number.

        Where there is no code, the sign is also that of the municipality's name.
        """
        key = (file, code, municipality, year)
        prefix = self._prefixes.get(key)
        if prefix is None:
            parts = (code, era_label(year).lower(), sign_of(file) if code else sign_of(file, municipality))
            prefix = self._prefixes[key] = "-".join(filter(None, parts))
        count = self._counts[prefix] = self._counts.get(prefix, 0) + 1
        return f"{prefix}-{count:03}"

    def program(self, name: str) -> Program:
        """Return the program for a name that is none of the known ones; the same name gives the same."""
        folded = fold(name)
        program = self._programs.get(folded)
        if program is None:
            program = self._programs[folded] = program_called(name, sign_of(folded))
        return program


@lru_cache(maxsize=1024)  # of a file's name, which every project's id holds
def sign_of(*texts: str) -> str:
    """Return six letters and digits that tell these texts from others; Unicode's two forms of a text give the same."""
    number = zlib.crc32("\0".join(unicodedata.normalize("NFC", text) for text in texts).encode(errors="replace"))
    return "".join(_SIGNS[number >> shift & 31] for shift in range(25, -1, -5))
