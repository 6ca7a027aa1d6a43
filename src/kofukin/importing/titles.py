"""What the rows around a table say of all of it: its year, its program, its unit."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kofukin.importing.cells import is_seen
from kofukin.importing.known_programs import MARKS, is_known_type, names_in_full
from kofukin.importing.label_grammar import words_in
from kofukin.importing.owners import labelled_owner, one_of, owners_in
from kofukin.importing.programs import known_in
from kofukin.importing.units import unit_in_text, unit_of_title
from kofukin.importing.years import GRANT_YEAR, budgets_in, parsed
from kofukin.model.project import Program

_D = "[0-9０-９]"
_YEAR = re.compile(GRANT_YEAR)
_BUDGET = re.compile(
    r"\s*[(（]?\s*(?:(?:国の?|一般会計|第?\s*[0-9０-９一二三四]*\s*次)\s*)*(?:補正|当初予算|予算)(?:予算)?"
)
"""Behind a year: it is the budget's, and the projects may run in another."""
_ANOTHER_DAY = re.compile(
    r"\s*(?:末|[0-9０-９]+月|公表|発表|公開|更新|作成|発行|改訂|訂正|修正|現在|時点|以降|以前|から(?:の|も)?継続)"
)
"""Behind a year: when the list was made, not which grants are on it."""
_RANGE = re.compile(
    rf"\s*(?:年度)?\s*(?:[〜～~‐‑–—―−ー・、,-]|から|より)\s*(?:[RHSＲＨＳrh]|令和|平成)?\s*"
    rf"{_D}{{1,4}}(?!{_D}|\s*(?:か|ヶ|ケ|カ|箇)?\s*年間)"
)
"""Behind a year: another one follows, so that it speaks of several."""
_NOTE = re.compile(r"[※＊*]|[(（【\[]?(?:注|備考|出典|資料)(?:[:：.．)）】\]\s0-9０-９①-⑳]|$)")
_OF_YEARS = re.compile(rf"(?:{_D}|元)\s*年度")
_LIKE_HEADING = re.compile(r"(?:交付金|年度)(?:分|事業|対象事業)?\s*(?:[(（][^()（）]*[)）])?[】＞>〕」』\])）]*\s*$")
_LONGEST = 120
_LONGEST_HEADING = 40
_OTHER_MONEY = frozenset({"requested", "applying", "limit", "prior", "other", "mixed", "cost", "revenue", "balance"})
NOTE_SIGNS = frozenset("※＊*(（【[注備出資")
"""What notes begin with; a quick look tells most rows that are none."""


class Title(NamedTuple):
    """What one text says."""

    text: str
    years: frozenset[int] = frozenset()
    programs: tuple[Program, ...] = ()
    yen_per_unit: int | None = None
    budgets: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.years or self.programs or self.bodies) or self.yen_per_unit is not None


def read_title(text: str) -> Title:
    """Return what a title or a sheet's name says; nothing for a note or a sentence, which may speak of anything."""
    text = " ".join(text.split())
    if len(text) > _LONGEST or is_note(text) or text.endswith("。"):
        return Title(text, yen_per_unit=unit_of_title(text))
    budgets, bodies = frozenset(budgets_in(text)), owners_in(text)
    return Title(text, frozenset(_years_in(text)), known_in(text), unit_of_title(text), budgets, bodies)


def is_note(text: str) -> bool:
    """Return whether a text begins as notes do: ※, 注1）, 資料：. A name may begin with 注目 or 資料館."""
    return bool(_NOTE.match(text))


def _years_in(text: str) -> Iterator[int]:
    """Yield the years of grants that a title names; of a range both ends, where the title states them."""
    found = list(_YEAR.finditer(text))
    if "補正" in text and not any(_BUDGET.match(text, match.end()) for match in found):
        return
    for match in found:
        budget = _BUDGET.match(text, match.end())
        if (budget and "当初" not in budget[0]) or _ANOTHER_DAY.match(text, match.end()):
            continue
        if (year := parsed(match[0])) is not None:
            yield year
            if _RANGE.match(text, match.end()):
                yield year + 1


class Titles:
    """What all texts around one table say together; where they say different things they say nothing.

    ``section`` is the row that stands alone above those to come.
    """

    def __init__(self) -> None:
        self._said: list[Title] = []
        self.texts: list[str] = []
        self.section: str | None = None

    @property
    def over(self) -> list[str]:
        """All texts above the rows, those that say nothing of this among them."""
        return [*self.texts, *filter(None, [self.section])]

    def learn_heads(self, cells: Sequence[str]) -> None:
        """Note what the headings of columns say of all: neither the unit of one, nor whose it is, nor its budget."""
        for cell in cells:
            unit = unit_in_text(" ".join(cell.split()))
            title = read_title(cell)._replace(yen_per_unit=unit, bodies=frozenset(), budgets=frozenset())
            if is_seen(cell) and title:
                self._said.append(title)

    def learn(self, cells: Sequence[str]) -> bool:
        """Note what the cells of a row say; return whether they said anything."""
        seen = [cell for cell in cells if is_seen(cell)]
        self.texts += filter(None, seen)
        if (owner := labelled_owner(seen)) is not None:
            said = [Title(" ".join(filter(None, seen)), bodies=frozenset((owner,)))]
        else:
            said = [title for cell in seen if cell.strip() and (title := read_title(cell))]
        self._said += said
        return bool(said)

    def is_of(self, body: str, text: str) -> None:
        """Note whose grants those below are, by what a line says alone."""
        self._said = [title._replace(bodies=frozenset()) for title in self._said]
        self._said.append(Title(text, bodies=frozenset((body,))))

    def learn_unit(self, note: str) -> None:
        """Note the unit that a text below the table states; it may speak of other years and programs."""
        if unit := unit_of_title(note):
            self._said.append(Title(note, yen_per_unit=unit))

    def forget(self, text: str) -> bool:
        """Drop what a heading between rows would replace, if only it could be read; return whether it is such a one."""
        if len(text) > _LONGEST_HEADING or not _LIKE_HEADING.search(text):
            return False
        programs, year = "交付金" in text, bool(_OF_YEARS.search(text))
        self._said = [
            title._replace(years=frozenset() if year else title.years, programs=() if programs else title.programs)
            for title in self._said
        ]
        return True

    def supersede(self, cells: Sequence[str]) -> bool:
        """Note a heading between rows, which holds for the rows below it in place of what was said before.

        A body's name that stands there by itself may also be a partner's, or begin a project: it says nothing.
        """
        later = Titles()
        said = later.learn(cells)
        later._said = [title._replace(programs=self._but_types(title)) for title in later._said]
        if not (said and any(later._said)) or (later.says_bodies_alone and labelled_owner(cells) is None):
            return False
        self._said = [
            title._replace(
                years=frozenset() if later._years else title.years,
                programs=() if later.programs else title.programs,
                yen_per_unit=None if later.yen_per_unit else title.yen_per_unit,
                bodies=frozenset() if later._bodies else title.bodies,
            )
            for title in self._said
        ] + later._said
        return True

    def _but_types(self, title: Title) -> tuple[Program, ...]:
        """Return the programs that a later text names, unless it is the type of one that is in force (拠点整備)."""
        is_type = any(is_known_type(title.text.strip(MARKS), program) for program in self.programs)
        return () if is_type and not names_in_full(title.text) else title.programs

    @property
    def year(self) -> tuple[int, str] | None:
        """The year, and the text that says it; None also where the titles name several."""
        if len(self._years) != 1:
            return None
        (year,) = self._years
        return year, next(title.text for title in self._said if title.years)

    @property
    def _years(self) -> frozenset[int]:
        return frozenset().union(*(title.years for title in self._said))

    @property
    def body(self) -> tuple[str, str] | None:
        """Whose grants the table lists, and the text that says it; None also where the titles name several bodies."""
        owner = one_of(sorted(self._bodies))
        return None if owner is None else (owner, next(title.text for title in self._said if title.bodies))

    @property
    def says_bodies_alone(self) -> bool:
        """Whether nothing but bodies is named."""
        return not any(title.years or title.programs or title.yen_per_unit for title in self._said)

    @property
    def _bodies(self) -> frozenset[str]:
        return frozenset().union(*(title.bodies for title in self._said))

    @property
    def of_other_money(self) -> str | None:
        """The first title that speaks of money that is no grant: a request, a limit, a cost, another payer's."""
        of_other = (title.text for title in self._said if any(kinds & _OTHER_MONEY for kinds in words_in(title.text)))
        return next(of_other, None)

    @property
    def budget(self) -> str | None:
        """The one national budget that the titles name."""
        found = frozenset().union(*(title.budgets for title in self._said))
        return next(iter(found)) if len(found) == 1 else None

    @property
    def programs(self) -> dict[Program, str]:
        """The programs that are named, each with the first text that names it."""
        return {program: title.text for title in reversed(self._said) for program in title.programs}

    @property
    def units(self) -> dict[int, str]:
        """The yen in each unit that is stated, with the first text that states it."""
        return {title.yen_per_unit: title.text for title in reversed(self._said) if title.yen_per_unit is not None}

    @property
    def yen_per_unit(self) -> int | None:
        return next(iter(self.units)) if len(self.units) == 1 else None
