"""One cell → one value: text, money, a year, a rate. What is not plain raises ``Doubtful`` and is never repaired."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from kofukin.errors import UsageError
from kofukin.messages import Message, Said, importing
from kofukin.model import fiscal_year
from kofukin.model.amounts import LARGEST_YEN, parse_yen
from kofukin.model.fields import RATE
from kofukin.text import formulas
from kofukin.text.folding import fold

MISSING = frozenset("-‐‑‒–—―−－ー─*＊…")
"""What stands alone in a cell for "nothing to say"."""

_DITTO = frozenset({"〃", "″", "”", "“", '"', "同上", "〻", "仝", "々", "同"})
_NOTHING = frozenset({"なし", "無し", "無", "該当なし", "該当無し", "特になし"})
"""Words for nothing in a column of partners or remarks."""
_ERROR_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)")
UNCALCULATED, SCALED, FORMATTED = "#計算なし ", "#桁落ち ", "#表示形式 "
"""What a workbook's reader puts before a formula without a saved value, before a number shown in thousands, and before
one with the unit that only its format shows."""
STRUCK, UNSEEN = "#取消線 ", "#見えない "
"""What it puts before a text that is struck out, and before one in the colour of its ground."""
_WHY = {
    UNCALCULATED: importing.UNCALCULATED,
    SCALED: importing.SHOWN_SCALED,
    FORMATTED: importing.FORMAT_DIFFERS,
    STRUCK: importing.STRUCK_OUT,
    UNSEEN: importing.CELL_UNSEEN,
}
_MARKED = tuple(_WHY)

_HELD_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile(r"(?:(?<![ \t　])[ \t　]++)?(?:\r\n|[\r\n\x85\u2028\u2029])[ \t　\r\n]*+")


class Doubtful(Exception):  # noqa: N818 - it is the value that is doubtful, nothing has failed
    """A cell's value is not plain; ``reason`` says why, ``legible`` is what can be read of it all the same."""

    def __init__(self, reason: Message | Said, legible: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.legible = legible


class UnitUnknown(Exception):  # noqa: N818
    """An amount has no unit, and neither has its column."""


def without_mark(cell: str) -> tuple[str, bool]:
    """Return a cell without the mark of its workbook's reader, and whether its amount is doubtful by that."""
    mark = next((mark for mark in _MARKED if cell.startswith(mark)), "")
    return cell.removeprefix(mark), bool(mark) and mark != FORMATTED


def unguarded(cell: str) -> str:
    """Return what a CSV cell was before a spreadsheet was kept from calculating it: ``'=A`` and ``="011002"``."""
    if (bare := formulas.unguarded(cell)) != cell:
        return bare
    held = _HELD_AS_TEXT.fullmatch(cell)
    return held[1].replace('""', '"') if held else cell


def text(cell: str) -> str | None:
    """Return a text without the space around it and without line breaks: they are the column's, not the name's.

    Two Japanese characters join without a space. Everything else stays as it is. Raises Doubtful, with the rest of the
    text, where there are control characters in it.
    """
    cell = cell.strip()
    if cell[:1] in _FIRST_OF_NO_TEXT:
        _refuse(cell)
    if cell.isprintable():
        return cell or None
    if _CONTROLS.search(cell):
        raise Doubtful(importing.CONTROL_CHARACTERS, _CONTROLS.sub("", cell).strip() or None)
    return _BREAK.sub(_joint, cell)


_FIRST_OF_NO_TEXT = frozenset(sign[0] for sign in (*_DITTO, "#"))


def _refuse(cell: str) -> None:
    """Raise Doubtful for what stands in a cell but is no text of its own."""
    if cell in _DITTO:
        raise Doubtful(importing.SAME_AS_ABOVE)
    if _ERROR_VALUE.fullmatch(cell):
        raise Doubtful(importing.ERROR_VALUE)
    if (why := _why_marked(cell)) is not None:
        raise Doubtful(importing.VALUE_DOUBTFUL if why is importing.SHOWN_SCALED else why)


def _why_marked(cell: str) -> Message | None:
    return next((why for mark, why in _WHY.items() if cell.startswith(mark)), None)


def unmarked(cell: str) -> str:
    """Return a cell's text without what a workbook's reader has put before it."""
    for mark in _WHY:
        cell = cell.removeprefix(mark)
    return cell


def is_seen(cell: str) -> bool:
    """Return whether a cell's text is to be seen, and not struck out."""
    return not cell.startswith((STRUCK, UNSEEN))


def remark(read: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Return the reader of a column of notes, in which a dash or a word may say that there is none."""

    def read_remark(cell: str) -> str | None:
        found = read(cell)
        return None if found is None or is_nothing(found) else found

    return read_remark


def is_nothing(text: str) -> bool:
    """Return whether a text says that there is nothing to say."""
    return text in MISSING or text in _NOTHING


def csv_text(cell: str) -> str | None:
    """Return the text of a CSV's cell, which may be guarded."""
    if cell[0] in "'=":
        cell = unguarded(cell)
    cell = cell.strip()
    return (cell or None) if cell.isprintable() and cell[:1] not in _FIRST_OF_NO_TEXT else text(cell)


def _joint(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1], match.string[match.end()]
    return " " if before.isascii() and after.isascii() else ""


def verbatim(cell: str) -> str | None:
    """Return a text exactly as it was before this program wrote it to a CSV."""
    cell = unguarded(cell)
    return None if not cell or cell.isspace() else cell


_PLAIN = re.compile("[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}")
_AMOUNT = re.compile(
    r"[¥\\]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(千円|万円|百万円|千万円|億円|円)?", re.IGNORECASE
)
_SIGN = re.compile(r"[-−△▲]\s*(?=[0-9¥\\])")
_NEGATIVE = re.compile(r"\(\s*[0-9][0-9,.]*\s*\)")
_LONGEST_NUMBER = 16
_DECIMALS_ARE_USUAL = 10_000
"""In units this large (1.5億円) decimals are meant; below, 23.210 may be 23,210 and nobody can tell."""


def money(yen_per_unit: int | None, decimals: bool = False) -> Callable[[str], int | None]:
    """Return the reader of a column whose bare numbers are in that unit; ``decimals`` says that it may hold some.

    The reader raises UnitUnknown for a bare number where ``yen_per_unit`` is None.
    """
    plain = _PLAIN.fullmatch

    def read(cell: str) -> int | None:
        if yen_per_unit is not None and plain(cell):
            return _bounded(int(cell.replace(",", "")) * yen_per_unit)
        cell = unicodedata.normalize("NFKC", unguarded(cell)).strip()
        if not cell or cell in MISSING:
            return None
        if cell.startswith(FORMATTED):
            return _formatted(cell, yen_per_unit)
        if sign := _SIGN.match(cell):
            return -(read(cell[sign.end() :]) or 0)
        if _IN_STEPS.search(cell):
            return _in_steps(cell)
        match = _AMOUNT.fullmatch(cell)
        if match is None or len(match[1]) > _LONGEST_NUMBER + 5:
            raise Doubtful(_why_no_amount(cell))
        unit = parse_yen(f"1{match[3]}") if match[3] else yen_per_unit
        if unit is None:
            raise UnitUnknown
        whole = int(match[1].replace(",", ""))
        if match[2] is None or match[2] == ".0":  # ".0" is how programs write whole numbers that were floats
            return _bounded(whole * unit)
        yen = Fraction(Decimal(f"{whole}{match[2]}")) * unit
        if yen.denominator != 1 or not (unit >= _DECIMALS_ARE_USUAL or decimals):
            raise Doubtful(importing.AMOUNT_DOUBTFUL)
        return _bounded(yen.numerator)

    return read


def figure_in(cell: str) -> int | None:
    """Return the bare number in a cell, if it is one above zero; one with a unit of its own is none."""
    try:
        figure = money(1, decimals=True)(cell) if cell.strip()[-1:].isdecimal() else None
    except Doubtful:
        return None
    return figure if figure and figure > 0 else None


_IN_STEPS = re.compile("[億万]\\s*[0-9]")


def _in_steps(cell: str) -> int:
    """Return the yen of 1億2,000万円."""
    try:
        return parse_yen(cell)
    except UsageError:
        raise Doubtful(_why_no_amount(cell)) from None


def _formatted(cell: str, yen_per_unit: int | None) -> int | None:
    """Return the yen of a number whose format shows its unit; one that its column does not have is doubtful.

    A format is easily left behind where a list was written over another one.
    """
    bare = cell.removeprefix(FORMATTED)
    unit = parse_yen("1" + bare.lstrip("-0123456789."))
    if yen_per_unit not in (None, unit):
        raise Doubtful(importing.FORMAT_DIFFERS)
    return money(unit, decimals=True)(bare)


def _why_no_amount(cell: str) -> Message:
    if (why := _why_marked(cell)) is not None:
        return why
    if _ERROR_VALUE.fullmatch(cell):
        return importing.ERROR_VALUE
    return importing.AMOUNT_NEGATIVE if _NEGATIVE.fullmatch(cell) else importing.AMOUNT_DOUBTFUL


def _bounded(yen: int) -> int:
    if yen > LARGEST_YEN:
        raise Doubtful(importing.AMOUNT_DOUBTFUL)
    return yen


def year(cell: str) -> int | None:
    """Return the fiscal year in any form that ``fiscal_year`` reads."""
    cell = unguarded(cell).strip()
    if not cell or cell in MISSING:
        return None
    try:
        return fiscal_year.parse(cell)
    except UsageError:
        found = _year_of_date(cell)
        if found is None:
            raise Doubtful(importing.YEAR_DOUBTFUL) from None
        return found


_DATE = re.compile(
    r"(?P<year>(?:令和|平成|昭和|[RHS令平])\s*(?:[0-9]{1,2}|元)|[12][0-9]{3})\s*[年./-]\s*(?P<month>1[0-2]|0?[1-9])\s*"
    r"(?:[月./-]\s*(?:3[01]|[12][0-9]|0?[1-9])\s*日?(?:[ T]+00:00(?::00)?)?|(?<=[0-9])\s*月)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?P<year>(?:令和|平成|昭和|[RHS令平])(?:[0-9]{1,2}|元))\.(?P<month>1[0-2]|0?[1-9])", re.IGNORECASE
)
"""R5.4: with an era before it, no decimal."""
_APRIL = 4


def _year_of_date(cell: str) -> int | None:
    """Return the fiscal year that a date lies in: it begins in April."""
    normal = unicodedata.normalize("NFKC", cell).strip()
    match = _DATE.fullmatch(normal) or _MONTH.fullmatch(normal)
    if match is None:
        return None
    calendar_year = fiscal_year.parse(match["year"])
    return calendar_year if int(match["month"]) >= _APRIL else calendar_year - 1


_FROM_TO = re.compile(r"[~〜∼]|から|より")
_DASHED = re.compile(r"[-‐–—―−ー]")
_YEARS_LONG = re.compile(r"([0-9]{1,2})\s*(?:か|ヶ|ケ|カ|箇)?年間?")
_NUMBER_ALONE = re.compile(r"([0-9]{1,2}|元)(?:年度?)?")
_LONGEST_RUN = 20


def period(cell: str) -> tuple[int, int] | None:
    """Return the first and last fiscal year of a period: R4～R6, 令和4～6年度, R4.4.1～R7.3.31, 令和4年度から3年間."""
    text = unicodedata.normalize("NFKC", unguarded(cell)).strip().removesuffix("まで").strip()
    if not text or text in MISSING:
        return None
    parts = [part.strip() for part in _FROM_TO.split(text)]
    if len(parts) == 1 and _DATE.fullmatch(text) is None:
        parts = [part.strip() for part in _DASHED.split(text)]
    if len(parts) > 2 or not all(parts):
        raise Doubtful(importing.YEAR_DOUBTFUL)
    first = year(parts[0])
    last = first if len(parts) == 1 else _end_of_period(parts[0], parts[1])
    if first is None or last is None or not first <= last <= min(first + _LONGEST_RUN, fiscal_year.LAST):
        raise Doubtful(importing.YEAR_DOUBTFUL)
    return first, last


def _end_of_period(begin: str, end: str) -> int | None:
    """Return the last year, which may be written without its era, or as a number of years."""
    if match := _YEARS_LONG.fullmatch(end):
        if "間" in end or match[0] != f"{match[1]}年":
            return (year(begin) or 0) + int(match[1]) - 1
        raise Doubtful(importing.YEAR_DOUBTFUL)
    if (match := _NUMBER_ALONE.fullmatch(end)) and (era := re.match(r"令和|平成|昭和|[RHSrhs令平]", begin)):
        return year(f"{era[0]}{match[1]}年度")
    return year(end)


_RATE = re.compile(r"([0-9]{1,4})(?:/([0-9]{1,4}))?")
_SHARE_OF = re.compile(r"([0-9]{1,4})分の([0-9]{1,4})")
_DECIMAL_RATE = re.compile(r"(0?\.[0-9]{1,6}|1\.0+|[0-9]{1,3}(?:\.[0-9]{1,4})?(?=%))(%?)")


def rate(cell: str) -> str | None:
    """Return a share of the cost as the dataset writes it: ``1/2``, 10/10 → ``1``, 50% and 0.5 → ``1/2``."""
    cell = unguarded(cell).strip()
    if not cell or cell in MISSING:
        return None
    normal = "".join(unicodedata.normalize("NFKC", cell).replace("⁄", "/").split())  # NFKC makes 1⁄2 of ½
    if match := _SHARE_OF.fullmatch(normal):
        normal = f"{match[2]}/{match[1]}"
    if (match := _RATE.fullmatch(normal)) and int(match[2] or 1):
        share = f"{int(match[1])}/{int(match[2])}" if match[2] else match[1]
        if match[2] and int(match[1]) == int(match[2]):
            share = "1"
    elif match := _DECIMAL_RATE.fullmatch(normal):
        value = Fraction(Decimal(match[1])) / (100 if match[2] else 1)
        share = str(value)
    else:
        raise Doubtful(importing.RATE_DOUBTFUL)
    if not re.fullmatch(RATE, share) or Fraction(share) > 1 or Fraction(share).denominator > _FINEST_RATE:
        raise Doubtful(importing.RATE_DOUBTFUL)
    return share


_FINEST_RATE = 20
"""The largest denominator; 0.333 is some other rate, rounded."""
_INTEGER = re.compile(r"[0-9]{1,9}")


def number(cell: str) -> int | None:
    """Return a page or line number."""
    cell = unicodedata.normalize("NFKC", unguarded(cell)).strip()
    if not cell or cell in MISSING:
        return None
    if not _INTEGER.fullmatch(cell) or not int(cell):
        raise Doubtful(importing.VALUE_DOUBTFUL)
    return int(cell)


def one_of(words: dict[str, str]) -> Callable[[str], str | None]:
    """Return the reader of a column that holds one of ``words``, keyed by the folded word."""

    def read(cell: str) -> str | None:
        if not cell.strip():
            return None
        found = words.get(fold(cell))
        if found is None:
            raise Doubtful(importing.VALUE_DOUBTFUL)
        return found

    return read
