"""Rows of totals (合計, 小計): recognised, never read as projects, and held against what the rows add up to."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kofukin.importing.draft import Doubt, Place
from kofukin.messages import Said, importing
from kofukin.model.project import Project
from kofukin.text.folding import fold

WITH_TOTALS = ("national_funds_yen", "stated_cost_yen")
"""Fields whose totals, where a table states some, are held against what its rows add up to."""

_WORD = "(?:総合計|合計|総計|小計|中計|累計|計|全国計|全体計|total|grandtotal|subtotal)(?:額|金額)?|総額|総数"
_OF = "(?:.{0,20}(?:[都道府県市区町村国域内部局課室費]|団体|年度|交付金|分|たいぷ|型|枠|事業)の?)?"
_OPEN, _CLOSE = r"[【<〔\[「(]*", r"[】>〕\]」)]*"
_TOTAL = re.compile(
    rf"{_OPEN}{_OF}(?:{_WORD}){_CLOSE}(?:[(\[].*)?:?(?:[0-9]{{1,2}})?(?:[0-9,]+(?:件|事業|団体))?", re.DOTALL
)
_APART = re.compile(r".{1,20}[\s　](?:小\s*|合\s*)?計\s*", re.DOTALL)
"""The word for a total behind a blank: 「1 計」, 「企画部 計」."""
_OF_ALL = re.compile("(?:全国|全体|総数|総計|.{0,8}分|.{1,12}計)")
"""In the column of bodies, where only a count stands for the name."""
_COUNT = re.compile("([0-9,]+)(件|事業|団体|市町村|自治体)")
_PROJECTS = ("件", "事業")
_LONGEST = 40
TOTAL_SIGNS = ("計", "otal", "OTAL")
"""No total is without one of these, but for the few names below; a quick look tells most rows that are none."""
TOTAL_NAMES = frozenset(
    {"総額", "総数", "差引", "差引額", "差額", "残額", "全体", "全事業", "県全体", "市全体", "町全体", "村全体"}
)
_MAY_BE_TOTAL = re.compile(
    r"計\s*(?:額|金額)?\s*(?:[】>＞〕\]］」)）:：①-⑳0-9０-９]|[(（\[［].*|[0-9０-９,，]+\s*(?:件|事業|団体)\s*)*$"
    r"|otal|OTAL|総額|総数",
    re.DOTALL,
)
"""Folding costs more than this, and plans (計画) are common."""


def is_total(labels: Iterable[str], body: str, name: str) -> bool:
    """Return whether a row states a total.

    ``labels`` are its cells but for amounts and remarks: one is the word for a total, of itself or of some body. Or
    ``body`` is all of them and ``name`` a mere count.
    """
    for cell in labels:
        if cell in TOTAL_NAMES or (
            len(cell) <= _LONGEST
            and _MAY_BE_TOTAL.search(cell)
            and (_TOTAL.fullmatch(fold(cell)) or _APART.fullmatch(cell))
        ):
            return True
    return is_count(name) and len(body) <= _LONGEST and bool(_OF_ALL.fullmatch(fold(body)))


def is_count(name: str) -> bool:
    """Return whether a cell counts (2 事業, 3件): no project is called so."""
    return name[:1].isdecimal() and len(name) <= _LONGEST and bool(_COUNT.fullmatch(fold(name)))


class _Sums:
    """What one column has added up to: ``closed`` are the sections that a total has ended."""

    def __init__(self) -> None:
        self.section = 0
        self._closed: list[int] = []

    def differs(self, stated: int) -> int | None:
        """Close the section; return the sum that ``stated`` is not, or None where it is one.

        Sections make up larger ones, as cities do a prefecture: a total may be that of the last few of them.
        """
        self._closed.append(self.section)
        self.section = 0
        summed = 0
        for number in range(len(self._closed) - 1, -1, -1):
            summed += self._closed[number]
            if summed == stated:
                self._closed[number:] = [summed]
                return None
        return summed if stated > self._closed[-1] else self._closed[-1]

    @property
    def overall(self) -> int:
        return sum(self._closed) + self.section


class Totals:
    """Adds up amounts of one table, and its projects, and compares them with each total that it states."""

    def __init__(self) -> None:
        self._sums = {field: _Sums() for field in WITH_TOTALS}
        self._added = [(Project._fields.index(field), sums) for field, sums in self._sums.items()]
        self._projects = _Sums()
        self._at_top: list[tuple[Place, str, str, int, int]] = []

    def add(self, project: Project) -> None:
        values: tuple[Any, ...] = project  # by index, which is quicker than by name
        self._projects.section += 1
        for index, sums in self._added:
            if value := values[index]:
                sums.section += value

    def check(self, place: Place, stated: Iterable[tuple[str, str, int]]) -> Iterator[Doubt]:
        """Yield a doubt for each field, cell and yen that is ``stated`` and that the rows do not come to.

        A total above the first project is held against the whole table, by ``finish``. Where two stand there, one of
        all and one of a section, so are those of the other sections, each against what stands below it.
        """
        for field, cell, yen in stated:
            if not self._projects.overall or sum(field == other for _, other, *_ in self._at_top) > 1:
                self._at_top.append((place, field, cell, yen, self._sums[field].overall))
            elif (summed := self._sums[field].differs(yen)) is not None:
                yield _differs(place, cell, yen, summed)

    def check_count(self, place: Place, cells: Iterable[str]) -> Iterator[Doubt]:
        """Yield a doubt if a cell of a total counts the projects otherwise than they were read."""
        for cell in cells:
            if not is_count(cell) or not (match := _COUNT.fullmatch(fold(cell))) or match[2] not in _PROJECTS:
                continue
            counted = int(match[1].replace(",", ""))
            if self._projects.overall and (read := self._projects.differs(counted)) is not None:
                yield Doubt(place, importing.COUNT_DIFFERS(stated=counted, read=read), cell)

    def so_far(self, field: str) -> int:
        """Return what a field has added up to."""
        return self._sums[field].overall

    def finish(self) -> Iterator[Doubt]:
        """Yield what the totals at the top of the table make doubtful."""
        for place, field, cell, stated, start in self._at_top:
            overall = self._sums[field].overall
            ends = {overall, *(begun for _, other, _, _, begun in self._at_top if other == field)}
            if stated not in {abs(end - start) for end in ends} | {start}:
                yield _differs(place, cell, stated, overall - start)


class Levels:
    """Sums that stand above what they are of (款, 項, 目), each held against the rows up to the next of its level."""

    def __init__(self) -> None:
        self._open: list[tuple[int, Place, str, int, int]] = []

    def begin(self, level: int, place: Place, cell: str, stated: int, so_far: int) -> Iterator[Doubt]:
        yield from self.end(so_far, level)
        self._open.append((level, place, cell, stated, so_far))

    def end(self, so_far: int, level: int = 0) -> Iterator[Doubt]:
        while self._open and self._open[-1][0] >= level:
            _, place, cell, stated, before = self._open.pop()
            if stated != so_far - before:
                yield _differs(place, cell, stated, so_far - before)


def total_differs(stated: int, summed: int) -> Said:
    """Return the reason to doubt a stated total, in yen; where nothing was read, that is not a sum of 0."""
    if not summed:
        return importing.TOTAL_OF_NONE(stated=f"{stated:,}")
    return importing.TOTAL_DIFFERS(stated=f"{stated:,}", summed=f"{summed:,}")


def is_of_total(doubt: Doubt) -> bool:
    """Return whether a doubt is that of a stated total."""
    of_totals = (importing.TOTAL_DIFFERS, importing.TOTAL_OF_NONE)
    return isinstance(doubt.reason, Said) and doubt.reason.message in of_totals


def _differs(place: Place, cell: str, stated: int, summed: int) -> Doubt:
    return Doubt(place, total_differs(stated, summed), cell)
