"""The unit of amounts that stand elsewhere, as a title, a note or a remark states it."""

import re
from functools import cache

from kofukin.importing.vocabulary import any_of, plain, vocabulary

_LONGEST = 200
_MAY_HOLD_ONE = re.compile("[円千百]|yen|jpy", re.IGNORECASE)
"""A quick look tells most lines that state no unit."""
_BEHIND_BLANK = re.compile(r"\S[ 　]+(\S{1,6})$")
_OPENING, _CLOSING = r"[(\[【〔<「]", r"[)\]】〕>」]"


def unit_in_text(text: str) -> int | None:
    """Return the yen in the unit that a title or note states, as 「（単位：千円）」 does."""
    return _only_unit(_notes(), text)


def unit_of_title(text: str) -> int | None:
    """Return the yen in the unit that a title, a note or a remark states, also where no word says that it is one.

    A unit in brackets or behind a blank at the end, or before 単位, is one there: 「一覧（百万円）」, 「※千円単位」.
    In the heading of a column, or in a cell, it is that of the column or the cell alone.
    """
    if not _MAY_HOLD_ONE.search(text):
        return None
    unit = unit_in_text(text) or _only_unit(_at_end(), text)
    if unit is None and (match := _BEHIND_BLANK.search(text)) and not match[1][0].isdecimal():
        unit = vocabulary().units.get(plain(match[1]))
    return unit


def _only_unit(notes: re.Pattern[str], text: str) -> int | None:
    if len(text) > _LONGEST:
        return None
    known = vocabulary()
    found = {
        known.units[word]
        for match in notes.finditer(plain(text))
        for word in re.findall(known.unit, next(filter(None, match.groups())))
        if word in known.units
    }
    return found.pop() if len(found) == 1 else None


def _listed() -> str:
    unit, others = vocabulary().unit, vocabulary().other_units
    return rf"((?:(?:{others})[・、,/])*(?:{unit})(?:[・、,/](?:{unit}|{others}))*)"


@cache
def _notes() -> re.Pattern[str]:
    """Return the pattern of a unit that holds for amounts elsewhere.

    A note may also say that less than 千円 was cut off, or that amounts are 百万円 or more; neither is a unit.
    """
    unit, listed = vocabulary().unit, _listed()
    return re.compile(
        rf"単位[:=は]?{_OPENING}?{listed}(?!未満)|^{_OPENING}?{listed}{_CLOSING}?$"
        rf"|(?:金額|額|国費|事業費)は(?:すべて|全て)?[、,]?({unit})(?:単位)?"
        rf"(?:で(?:表示|記載|示)|表示|表記|とする|です|です。|。|$)|(?:^amounts |[(（])in ({unit})"
    )


@cache
def _at_end() -> re.Pattern[str]:
    """Return the pattern of a unit that stands at the end of a text, in brackets or before 単位."""
    unit, listed = vocabulary().unit, _listed()
    beside = r"(?:(?:金額|額|国費|交付金?額|採択額|税込み?|税抜き?)[・、,:は]*)"
    rounding = any_of(vocabulary().remarks["rounding"])
    return re.compile(
        rf"{_OPENING}{beside}*(?![0-9]){listed}[・、,]?{beside}?{_CLOSING}[)。]?$"
        rf"|(?<![0-9])({unit})単位(?!で?(?:{rounding}))(?:で(?:表示|記載)|表示|表記)?[)\]】〕>。]*$|^金額[:は]({unit})$"
    )


def is_unit_line(text: str) -> bool:
    """Return whether a line is nothing but the unit of amounts elsewhere: 「（千円）」, 「※千円単位」."""
    return unit_of_title(text) is not None and _line().fullmatch(plain(text)) is not None


@cache
def _line() -> re.Pattern[str]:
    beside = r"(?:金額|額|税込み?|税抜き?|単位|[・、,:は])*"
    return re.compile(
        rf"[※*]?(?:{_OPENING}{beside}{_listed()}{beside}{_CLOSING}|(?:{vocabulary().unit})単位(?:で?(?:表示|表記|記載))?"
        rf"|(?:単位|金額)[:は]+(?:{vocabulary().unit})(?:です)?)。?"
    )
