"""Rows of totals (合計, 小計): recognised, never read as projects, and held against what the rows add up to."""

import re
from collections.abc import Iterator, Sequence

from kofukin.folding import fold
from kofukin.importing.draft import Doubt, Place
from kofukin.messages import importing

_TOTAL = re.compile(
    r"(?:総合計|合計|総計|小計|中計|累計|計|全国計|全体計|total|grandtotal|subtotal)(?:額|金額)?"
    r"(?:[(\[].*)?(?:[0-9,]+(?:件|事業|団体))?"
)
_TOTAL_OF_A_BODY = re.compile(r".{1,12}[都道府県市区町村]の?(?:合計|小計|計)(?:[(\[].*)?")
_LONGEST = 40
TOTAL_SIGNS = ("計", "otal", "OTAL")
"""No total is without one of these; a quick look for them tells most rows that are none."""
_MAY_BE_TOTAL = re.compile(
    r"計\s*(?:額|金額)?\s*(?:[(（\[［].*|[0-9０-９,，]+\s*(?:件|事業|団体)\s*)?$|otal|OTAL", re.DOTALL
)
"""Folding costs more than this, and plans (計画) are common."""


def is_total(cells: Sequence[str], name_at: int) -> bool:
    """Return whether a row states a total: a cell is the word for it, or 「北海道計」 where no name stands."""
    named = name_at < len(cells) and bool(cells[name_at].strip())
    for cell in cells:
        if len(cell) <= _LONGEST and _MAY_BE_TOTAL.search(cell):
            folded = fold(cell)
            if _TOTAL.fullmatch(folded) or (not named and _TOTAL_OF_A_BODY.fullmatch(folded)):
                return True
    return False


class Totals:
    """Adds up the national funds of one table and compares them with each total that it states."""

    def __init__(self) -> None:
        self._overall = self._section = 0
        self._at_top: list[tuple[Place, str, int]] = []
        self._any = False

    def add(self, yen: int) -> None:
        self._any = True
        self._overall += yen
        self._section += yen

    def check(self, place: Place, cell: str, stated: int) -> Iterator[Doubt]:
        """Yield a doubt if the rows so far, or those since the last total, do not come to ``stated`` yen.

        A total above the first project is held against the whole table, by ``finish``.
        """
        if not self._any:
            self._at_top.append((place, cell, stated))
            return
        if stated not in (self._section, self._overall):
            summed = self._overall if stated > self._section else self._section
            yield _differs(place, cell, stated, summed)
        self._section = 0

    def finish(self) -> Iterator[Doubt]:
        """Yield what the totals at the top of the table make doubtful."""
        for place, cell, stated in self._at_top:
            if stated != self._overall:
                yield _differs(place, cell, stated, self._overall)


def _differs(place: Place, cell: str, stated: int, summed: int) -> Doubt:
    return Doubt(place, importing.TOTAL_DIFFERS(stated=f"{stated:,}", summed=f"{summed:,}"), cell)
