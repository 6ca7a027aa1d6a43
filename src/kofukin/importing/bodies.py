"""Who received the money: prefecture, municipality and code of a row → one name and a code that can be relied on.

A code of five digits is either without its check digit (34100 = 広島市 341002) or has lost a leading zero (11002 =
札幌市 011002). Both readings are tried; what the row says of its prefecture, what kind of body the name is, and how
the column's other codes are written leave one of them or the code stays open.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from kofukin.importing.cells import MISSING, Doubtful, text, unguarded
from kofukin.importing.vocabulary import plain, vocabulary
from kofukin.messages import Message, Said, importing
from kofukin.model.municipality_code import completed, is_valid
from kofukin.model.prefecture import PREFECTURES
from kofukin.text.folding import fold

Digits = Literal[5, 6]

_CODE_OF_PREFECTURE = {name: code for code, name in PREFECTURES.items()}
_STARTS_WITH_PREFECTURE = re.compile("|".join(PREFECTURES.values()))
_MOST_REMEMBERED = 20_000


class Body(NamedTuple):
    """A municipality or prefecture as the file names it; ``doubts`` are (field, reason, text)."""

    name: str
    code: str | None = None
    doubts: tuple[tuple[str, Message | Said, str], ...] = ()


class Bodies:
    """Reads the bodies of one table; ``digits`` is how its codes were written before anything was lost, if known."""

    def __init__(self, digits: Digits | None) -> None:
        self._digits = digits
        self.read = lru_cache(maxsize=_MOST_REMEMBERED)(self._read)

    def _read(self, prefecture_cell: str, name_cell: str, code_cell: str) -> Body:
        doubts: list[tuple[str, Message | Said, str]] = []
        try:
            prefecture, own_name = (_name(cell) for cell in (prefecture_cell, name_cell))
        except Doubtful as doubtful:
            return Body("", None, (("municipality", doubtful.reason, f"{prefecture_cell} {name_cell}".strip()),))
        if prefecture and _PREFECTURE_ITSELF.fullmatch(own_name):
            own_name = ""
        if own_name in vocabulary().itself:  # 実施主体：市 names nobody; whose list it is, others say
            doubt = ("municipality", importing.NO_MUNICIPALITY, own_name)
            return Body("", None, (doubt,) if prefecture else ())
        name = own_name or prefecture
        if prefecture and not own_name and any(code[2:5] != "000" for code in _readings(_digits_of(code_cell))):
            return Body("", None, (("municipality", importing.MUNICIPALITY_OF_CODE, f"{prefecture} {code_cell}"),))
        stated = prefecture or (match[0] if (match := _STARTS_WITH_PREFECTURE.match(name)) else "")
        code = None
        digits = _digits_of(code_cell)
        if digits:
            candidates = self._candidates(digits, _CODE_OF_PREFECTURE.get(stated), name)
            if len(candidates) == 1:
                (code,) = candidates
            else:
                reason = importing.CODE_AMBIGUOUS(codes=candidates) if candidates else importing.CODE_DOUBTFUL
                doubts.append(("municipality_code", reason, code_cell))
        if code is None and is_no_municipality(name):
            doubts.append(("municipality", importing.NO_MUNICIPALITY, name))
        if _names_several(name) or _BODIES_IN_LINES.search(unguarded(name_cell)):
            doubts.append(("municipality", importing.SEVERAL_BODIES, name))
        if prefecture and own_name and not code and not own_name.startswith(prefecture):
            name = prefecture + own_name  # two prefectures have a 府中市, and no code tells them apart
        return Body(name, code, tuple(doubts))

    def _candidates(self, digits: str, prefecture: str | None, name: str) -> list[str]:
        found = [code for code in _readings(digits) if prefecture is None or code.startswith(prefecture)]
        found = [code for code in found if _fits_kind(code, name)]
        if prefecture is None and self._digits == 6:
            found = [code for code in found if not code.startswith(digits) or code == digits]
        if len(found) > 1 and self._digits == 5:
            found = [code for code in found if not code.endswith(digits)]
        return found


_PREFECTURE_ITSELF = re.compile(r"[(（]?(?:本)?[都道府県](?:[庁分]|本庁)?[)）]?")
"""What stands for the prefecture in a column of municipalities."""


def is_no_municipality(name: str) -> bool:
    """Return whether a name is that of a company, an association, a school, or one of their kind."""
    bare = _BRACKETS.sub("", plain(name))
    if bare[-1:] in ENDS_OF_BODIES and not vocabulary().companies.search(bare):
        return bool(vocabulary().persons.search(bare))
    return bool(vocabulary().persons.search(plain(name))) or bare.endswith(vocabulary().ends_of_persons)


_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
ENDS_OF_BODIES = frozenset("都道府県市区町村")
_LONGEST_BODY = 13


def is_like_body(text: str) -> bool:
    """Return whether a text reads as the name of a municipality or a prefecture."""
    return 1 < len(text) <= _LONGEST_BODY and text[-1] in ENDS_OF_BODIES


def is_company(name: str) -> bool:
    """Return whether a name is that of a company or an association."""
    return vocabulary().companies.search(plain(name)) is not None


_LONGEST = 200
_SEVERAL = re.compile(
    r"(?:ほか|他|外)(?:の?[0-9]{1,3})?(?:市町村|市町|市|町|村|区|団体|自治体)?$|(?<![0-9第])[0-9]{1,3}(?:市|町|村|区|団体|自治体)|全(?:市町村|市町|市区町村)"
    r"|[都道府県市区町村](?:[・、,/]|及び|および|と)[^・、,/]{1,8}[都道府県市区町村](?:$|[・、,/])|分(?:を?含|込)"
)


_BODIES_IN_LINES = re.compile(r"[市区町村][ 　]*\n[^\n]{1,8}[市区町村][ 　]*(?:\n|$)")


def _names_several(name: str) -> bool:
    """Return whether a cell names more bodies than one, so that its amount is not that of one."""
    bare = plain(name)
    found = _SEVERAL.search(bare) or _SEVERAL.search(_BRACKETS.sub("", bare))
    return 0 < len(name) <= _LONGEST and found is not None


def _name(cell: str) -> str:
    name = text(unguarded(cell)) if cell else None
    return "" if name is None or name in MISSING else name


def _digits_of(cell: str) -> str:
    """Return the code without what was put around it; "" for an empty cell."""
    normal = unicodedata.normalize("NFKC", unguarded(cell)).strip()
    return "" if normal in MISSING else re.sub(r"^'|[\s-]|\.0$", "", normal)


def _readings(digits: str) -> list[str]:
    """Return the six-digit codes that ``digits`` may stand for; a body's number is 000 or from 100."""
    if not (digits.isascii() and digits.isdigit()):
        return []
    found = [digits, "0" + digits] if len(digits) in (5, 6) else []
    found = [code for code in found if is_valid(code)]
    found += filter(None, (completed(digits), completed("0" + digits) if len(digits) == 4 else None))
    return [code for code in found if code[:2] in PREFECTURES and (code[2:5] == "000" or code[2] != "0")]


def same_body(one: str, other: str) -> bool:
    """Return whether two names are of one municipality, also where only one of them has the prefecture before it."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return long.removesuffix(short) in ("", *map(fold, PREFECTURES.values()))


_CORPORATE = re.compile(r"[0-9]000020(?P<code>[0-9]{6})")
_CORPORATE_DIGITS = 13


def code_of_corporate_number(cell: str) -> str | None:
    """Return the code of the municipality whose 法人番号 it is, "" for another body's, None for what is none."""
    digits = _digits_of(cell)
    if len(digits) != _CORPORATE_DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    weighed = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits[1:])))
    if int(digits[0]) != 9 - weighed % 9:
        return None
    match = _CORPORATE.fullmatch(digits)
    return "" if match is None else match["code"] if is_valid(match["code"]) else None


def _fits_kind(code: str, name: str) -> bool:
    """Return whether the three digits after the prefecture's are those of such a body.

    Prefectures have 000, cities 2xx or, the designated ones, a round 1xx; wards the other 1xx; towns and villages
    300 to 799.
    """
    number = int(code[2:5])
    if name in _CODE_OF_PREFECTURE:
        return number == 0
    fits = {
        "市": 200 <= number < 300 or (100 <= number < 200 and number % 10 == 0),
        "区": 100 < number < 200,
        "町": 300 <= number < 800,
        "村": 300 <= number < 800,
    }
    return fits.get(name[-1:], True)


def digits_written(code_cells: Iterable[str]) -> Digits | None:
    """Return how many digits the codes of a column have, as some of them show; None where they could be either.

    A code of six digits shows six; one of four, one that begins with 0, or one that a zero makes no code shows five.
    """
    codes = {_digits_of(cell) for cell in code_cells if cell.strip()}
    if any(len(code) == 6 for code in codes):
        return 6
    for code in codes:
        if len(code) == 4 or (len(code) == 5 and (code.startswith("0") or not is_valid("0" + code))):
            return 5
    return None
