"""Ids for what a file gives none: the same files in the same order always get the same ones."""

from kofukin.fiscal_year import era_label
from kofukin.folding import fold
from kofukin.importing.known_programs import program_called
from kofukin.project import Program


class Ids:
    """Hands out ids; one for all files of an import, so that none is given twice."""

    def __init__(self) -> None:
        self._prefixes: dict[tuple[str | None, str, int], str] = {}
        self._counts: dict[str, int] = {}
        self._nameless: dict[str, int] = {}
        self._programs: dict[str, Program] = {}

    def project(self, code: str | None, municipality: str, year: int) -> str:
        """Return ``011002-h29-001``, or ``m3-h29-001`` for the third municipality that has no code."""
        key = (code, municipality, year)
        prefix = self._prefixes.get(key)
        if prefix is None:
            body = code or f"m{self._nameless.setdefault(municipality, len(self._nameless) + 1)}"
            prefix = self._prefixes[key] = f"{body}-{era_label(year).lower()}"
        count = self._counts[prefix] = self._counts.get(prefix, 0) + 1
        return f"{prefix}-{count:03}"

    def program(self, name: str) -> Program:
        """Return the program for a name that is none of the known ones; the same name gives the same."""
        folded = fold(name)
        program = self._programs.get(folded)
        if program is None:
            program = self._programs[folded] = program_called(name, len(self._programs))
        return program
