"""Japanese fiscal years: what documents and people write (平成29年度, 二〇一七年度, H29) ⇄ a Gregorian int (2017).

A fiscal year (年度) runs from April to March and is named by the year it begins in. Documents written before
the era changed in May 2019 count on in 平成: H31 is R1 (2019), H32 is R2 (2020).
"""

import re
import time
import unicodedata
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.messages import errors
from kofukin.text.letters import DASHES, WAVES


class Era(NamedTuple):
    """An era; ``most`` is the last of its years that documents count to, None where they count on."""

    letter: str
    kanji: str
    first_year: int
    most: int | None = None


ERAS = (Era("R", "令和", 2019), Era("H", "平成", 1989), Era("S", "昭和", 1926, 64))
FIRST, LAST = 1926, 2100
_FIRST_MONTH = 4

_ERA_NAMES = {name: era for era in ERAS for name in (era.letter, era.kanji, era.kanji[0])}
_ERA_YEAR = rf"({'|'.join(_ERA_NAMES)})([0-9]{{1,2}}|元)(?:年度?)?"
_GREGORIAN_YEAR = r"(?:FY)?([0-9]{4})(?:年度?)?"
_RANGE_SIGN = rf"\.\.|[{DASHES}{WAVES}]"

_KANJI_NUMBER = "(?<![0-9])[〇○◯零一二三四五六七八九十廿卅百千]+(?![0-9])"
_AS_DIGITS = str.maketrans("〇○◯零一二三四五六七八九", "0000123456789")
_BY_PLACES = "(?:([1-9]?)千)?(?:([1-9]?)百)?(?:([1-9]?)十)?([1-9]?)"


_FROM_THIS_YEAR = {
    "今年度": 0,
    "本年度": 0,
    "前年度": -1,
    "昨年度": -1,
    "前々年度": -2,
    "一昨年度": -2,
    "翌年度": 1,
    "来年度": 1,
    "thisyear": 0,
    "lastyear": -1,
    "nextyear": 1,
}
"""What people call a fiscal year by its distance from today's; a document means its own day by the same words."""


def this_year() -> int:
    """Return the fiscal year of today."""
    today = time.localtime()
    return today.tm_year - (today.tm_mon < _FIRST_MONTH)


class YearRange(NamedTuple):
    """Fiscal years from ``first`` to ``last``, both included; ``None`` leaves that side open."""

    first: int | None
    last: int | None

    def label(self) -> str:
        """Return the range as people write it: ``H29``, ``H28-H30``, ``H28-``."""
        if self.first == self.last and self.first is not None:
            return era_label(self.first)
        return "-".join("" if year is None else era_label(year) for year in self)

    def __contains__(self, year: object) -> bool:
        return (
            isinstance(year, int)
            and (self.first is None or self.first <= year)
            and (self.last is None or year <= self.last)
        )


def era_label(year: int) -> str:
    """Return the year as documents abbreviate it: 2017 → ``H29``, 2019 → ``R1``."""
    for era in ERAS:
        if year >= era.first_year:
            return f"{era.letter}{year - era.first_year + 1}"
    raise ValueError(f"fiscal year before {FIRST}: {year}")


def era_sql(column: str) -> str:
    """Return the SQL expression for the era label of ``column``, so that the database names years as we do."""
    cases = " ".join(
        f"WHEN {column} >= {era.first_year} THEN '{era.letter}' || ({column} - {era.first_year - 1})" for era in ERAS
    )
    return f"CASE {cases} END"


def parse(text: str, from_today: bool = False) -> int:
    """Return the Gregorian fiscal year that ``text`` names; ``from_today``: 今年度 and 前年度 count from today.

    Raises UsageError for what is no year, among it a bare ``29``, whose era nobody can know.
    """
    normal = _normal(text).lower()
    year = this_year() + _FROM_THIS_YEAR[normal] if from_today and normal in _FROM_THIS_YEAR else _read(_normal(text))
    if year is None:
        raise UsageError(errors.YEAR_UNREADABLE(text=text), errors.YEAR_FORMS)
    return year


def parse_ranges(text: str) -> list[YearRange]:
    """Return the ranges in a comma list of years and ranges (``H28-H30``, ``H28..``, ``..2016``, ``前年度,今年度``).

    Raises UsageError for an unreadable year and for a range that runs backwards.
    """
    return [_parse_range(part) for part in re.split(r"[,、]", _normal(text))]


def _parse_range(text: str) -> YearRange:
    sides = re.split(_RANGE_SIGN, text)
    if len(sides) == 1:
        year = parse(text, from_today=True)
        return YearRange(year, year)
    if len(sides) != 2 or not any(sides):
        raise UsageError(errors.YEAR_UNREADABLE(text=text), errors.YEAR_FORMS)
    first, last = (parse(side, from_today=True) if side else None for side in sides)
    if first is not None and last is not None and first > last:
        raise UsageError(errors.YEAR_RANGE_BACKWARDS(text=text), errors.YEAR_FORMS)
    return YearRange(first, last)


def _normal(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _read(text: str) -> int | None:
    text = re.sub(_KANJI_NUMBER, _in_digits, text)
    if match := re.fullmatch(_ERA_YEAR, text, re.IGNORECASE):
        era, number = _ERA_NAMES[match[1].upper()], 1 if match[2] == "元" else int(match[2])
        year = era.first_year + number - 1 if 0 < number <= (era.most or number) else 0
    elif match := re.fullmatch(_GREGORIAN_YEAR, text, re.IGNORECASE):
        year = int(match[1])
    else:
        return None
    return year if FIRST <= year <= LAST else None


def _in_digits(match: re.Match[str]) -> str:
    """Return a number in kanji (二十九, 廿九, 二九, 二〇一七, 二千十七) in digits; what is no number stays as it is."""
    number = match[0].translate(_AS_DIGITS).replace("廿", "2十").replace("卅", "3十")
    if number.isdigit():
        return number
    if not (places := re.fullmatch(_BY_PLACES, number)):
        return match[0]
    *signed, ones = places.groups()
    thousands, hundreds, tens = (1 if count == "" else int(count or 0) for count in signed)
    return str(1000 * thousands + 100 * hundreds + 10 * tens + int(ones or 0))
