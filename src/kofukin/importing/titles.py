"""What the rows around a table say of all of it: its year, its program, its unit."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from kofukin import fiscal_year
from kofukin.errors import UsageError
from kofukin.importing.columns import unit_in_text
from kofukin.importing.programs import known_in
from kofukin.project import Program

_YEAR = re.compile(
    r"(?:令和|平成|昭和)\s*(?:[0-9０-９]{1,2}|元)\s*年度|(?<![0-9０-９])[0-9０-９]{4}\s*年度"
    r"|(?<![A-Za-zＡ-Ｚａ-ｚ])[RHSＲＨＳrh]\s*(?:[0-9０-９]{1,2}|元)(?:年度|(?![0-9０-９年月.．/・-]))"
    r"|FY\s*[0-9]{4}(?![0-9])"
)
_BUDGET = re.compile(r"\s*(?:第?\s*[0-9０-９]*\s*次)?\s*(?:補正|当初予算|予算)")
"""Behind a year: it is the budget's, and the projects may run in another."""
NOTE_MARKS = ("※", "＊", "*", "注", "（注", "(注", "備考", "出典", "資料")
_LONGEST = 120


class Title(NamedTuple):
    """What one text says; ``year`` only where it names one."""

    text: str
    year: int | None = None
    programs: tuple[Program, ...] = ()
    yen_per_unit: int | None = None

    def __bool__(self) -> bool:
        return self.year is not None or bool(self.programs) or self.yen_per_unit is not None


def read_title(text: str) -> Title:
    """Return what a title or a sheet's name says; nothing for a note or a sentence, which may speak of anything."""
    text = " ".join(text.split())
    if len(text) > _LONGEST or text.startswith(NOTE_MARKS) or text.endswith("。"):
        return Title(text, yen_per_unit=unit_in_text(text))
    found = {
        year
        for match in _YEAR.finditer(text)
        if not _BUDGET.match(text, match.end()) and (year := _parsed(match[0])) is not None
    }
    return Title(text, found.pop() if len(found) == 1 else None, known_in(text), unit_in_text(text))


def _parsed(text: str) -> int | None:
    try:
        return fiscal_year.parse(text)
    except UsageError:
        return None


class Titles:
    """What all texts around one table say together; where they say different things they say nothing."""

    def __init__(self) -> None:
        self._said: list[Title] = []

    def learn(self, cells: Iterable[str]) -> bool:
        """Note what ``cells`` say; return whether they said anything."""
        said = [title for cell in cells if cell.strip() and (title := read_title(cell))]
        self._said += said
        return bool(said)

    def learn_unit(self, note: str) -> None:
        """Note the unit that a text below the table states; it may speak of other years and programs."""
        if unit := unit_in_text(note):
            self._said.append(Title(note, yen_per_unit=unit))

    def supersede(self, cells: Iterable[str]) -> bool:
        """Note a heading between rows, which holds for the rows below it in place of what was said before."""
        later = Titles()
        if not later.learn(cells):
            return False
        self._said = [
            title._replace(
                year=None if later.year else title.year,
                programs=() if later.programs else title.programs,
                yen_per_unit=None if later.yen_per_unit else title.yen_per_unit,
            )
            for title in self._said
        ] + later._said
        return True

    @property
    def year(self) -> tuple[int, str] | None:
        """The year, and the text that says it."""
        found = {title.year: title.text for title in reversed(self._said) if title.year is not None}
        return next(iter(found.items())) if len(found) == 1 else None

    @property
    def programs(self) -> dict[Program, str]:
        """The programs that are named, each with the first text that names it."""
        return {program: title.text for title in reversed(self._said) for program in title.programs}

    @property
    def yen_per_unit(self) -> int | None:
        found = {title.yen_per_unit for title in self._said if title.yen_per_unit is not None}
        return found.pop() if len(found) == 1 else None
