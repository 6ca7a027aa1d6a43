"""How a sheet is printed: on which paper, how large, on how many pages."""

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

_A3, _A4 = 8, 9
_SHORT_A4, _LONG_A4, _LONG_A3 = 595, 842, 1191
_SIDE, _TOP = 0.5, 0.65
_MARGINS_ACROSS, _MARGINS_DOWN = 72 * 2 * _SIDE, 72 * 2 * _TOP
"""Of both sides in points; margins are in inches."""
_LONGEST_TITLE = 80
_SMALLEST = 0.65
"""Scale below which print cannot be read (11 points become 7)."""


class Sheet(NamedTuple):
    """What is on a sheet: its width and height in points."""

    across: float
    down: float

    @classmethod
    def of(cls, widths: Sequence[int], points: float) -> "Sheet":
        return cls(sum(map(points_of, widths)), points)

    @property
    def is_landscape(self) -> bool:
        return self.across > _SHORT_A4 - _MARGINS_ACROSS

    @property
    def is_large(self) -> bool:
        """Whether A4 is too small for it."""
        return self.across * _SMALLEST > _LONG_A4 - _MARGINS_ACROSS

    @property
    def pages_across(self) -> int:
        return math.ceil(self.across * _SMALLEST / (_LONG_A3 - _MARGINS_ACROSS)) if self.is_large else 1

    def fits_one_page(self) -> bool:
        """Return whether all of it can be read on one page."""
        across, down = (_LONG_A4, _SHORT_A4) if self.is_landscape else (_SHORT_A4, _LONG_A4)
        return not self.is_large and self.down * _SMALLEST <= down - _MARGINS_DOWN and across > 0


class Room(NamedTuple):
    """Where text above and below a table has room: its first column, and the widths of all up to the last one."""

    first: int
    widths: list[int]

    @classmethod
    def beside(cls, widths: Sequence[int]) -> "Room":
        """Return the room beside columns of these widths.

        Where these take several pages the first column is on each, and would show the text's beginning there: it
        stands beside that, and within the columns that surely are on the first page, at whichever scale.
        """
        contents = Sheet.of(widths, 0)
        if contents.pages_across == 1:
            return cls(0, [*widths])
        ends = accumulate(map(points_of, widths))
        most = contents.across / contents.pages_across
        return cls(1, [width for width, end in zip(widths, ends, strict=True) if end <= most])


def points_of(width: int) -> float:
    """Return how wide a column of ``width`` characters is in points, as Excel draws it."""
    return (width * 7 + 5) * 0.75


def set_up(
    sheet: Any, contents: Sheet, header: int | None, on_one_page: bool = False, title: str | None = None
) -> None:
    """Fit the sheet to the width of A4, or of A3 where A4 is too small; the header stands on each page.

    What A3 is too small for takes several pages across, with the first column and the ``title`` on each.
    """
    sheet.set_paper(_A3 if contents.is_large else _A4)
    if contents.is_landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_margins(_SIDE, _SIDE, _TOP, _TOP)
    is_split = contents.pages_across > 1
    if is_split:
        sheet.repeat_columns(0)
    sheet.fit_to_pages(contents.pages_across, 1 if on_one_page else 0)
    sheet.center_horizontally()
    if header is not None and not on_one_page:
        sheet.repeat_rows(header)
    named = f"&L{title[:_LONGEST_TITLE].replace('&', '&&')}" if is_split and title else ""
    sheet.set_footer(f"{named}&C&P / &N")
