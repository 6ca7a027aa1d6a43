"""Amounts of money as a text writes them: 37,000 千円, 3億3,341万6千円, 三億円, △200円, 12.7 million yen, 約3.3億円.

What is no money has no unit of money, and is not found.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from kofukin.model.stated_amounts import narrow

_LONGEST = 40
_END = re.compile(
    r"円(?![滑卓形形周盤熟高安筒満])"
    r"|(?:(?<![A-Za-z])(?:thousand |million |billion )|(?<=[0-9])(?:mn|bn|[mbk]) |(?<![A-Za-z]))"
    r"(?:yen|JPY)(?![A-Za-z])",
    re.I,
)
_BEFORE_YEN = re.compile(r"[0-9〇零一二三四五六七八九十百千万億兆,.]+(?:[ *_]{1,3}[千百万億兆]+)?$")
_MARKED = re.compile(
    r"(?:¥|JPY ?)\s?(?P<number>[0-9][0-9,.]{0,30})(?P<unit>\s?(?:thousand|million|billion|mn|bn|[mbk](?![a-z])))?"
    r"(?! ?(?:円|yen))",
    re.I,
)
_SHORT_SCALES = {"mn": "million", "m": "million", "bn": "billion", "b": "billion", "k": "thousand"}
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SCALED = re.compile(rf"({_NUMBER})(千|万|十万|百万|千万|億|十億|兆)?")
_SLIP = re.compile(r"[0-9]{1,3}\.[0-9]{3}千")
"""23.210千円: a point where a comma was meant, or not; nobody can tell."""
_SCALES = {"": 1, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "億": 10**8, "十億": 10**9}
UNITS = {f"{word}円": scale for word, scale in _SCALES.items()}
_SCALES |= {"兆": 10**12, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_STEPS = (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1))
_PLACES = (("千", 1000), ("百", 100), ("十", 10), ("", 1))
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SIGN = re.compile(r"(?:[△▲]|マイナス|(?<![A-Za-z])minus)\s?$|(?<![^\Wぁ-ん])[−‐–-]$", re.I)
"""A dash behind a letter or digit joins two things, and one before a blank begins a list's item: neither is a sign."""
_ABOUT = re.compile(r"(?:約|およそ|概ね|おおむね|ほぼ|about|around|some|approximately|roughly)\s?$", re.I)
_ABOUT_AFTER = re.compile(r"\s?(?:程度|余り?|強|弱|超|前後|あまり|ほど)")
_BLANKS = str.maketrans("", "", " *_")
_GOES_ON = re.compile(r"[〇一二三四五六七八九][、,]$|(?<![A-Za-z0-9])[0-9]{1,3} $")
"""Before three digits: 四一、〇〇〇千円, 41 000千円. Whether they are one number nobody can tell."""
_NO_NUMBER = ("数", "何", "幾")
_PLAIN = re.compile(rf"(?P<sign>[△▲−‐–-]|\((?=.*\)$))?\s?¥?(?P<number>{_NUMBER})\)?")


class Written(NamedTuple):
    """An amount in a text, from ``start`` to ``end``; ``yen`` is None where it cannot be read as whole yen.

    ``step`` is what its last digit stands for, in yen; ``about``: the text says that it is rounded.
    """

    start: int
    end: int
    yen: int | None
    step: int
    about: bool
    has_unit: bool = True


def written_in(text: str) -> list[Written]:
    """Return the amounts in ``text`` that name a unit of money, in order."""
    normal = narrow(text)
    found = sorted(_ending_in_unit(normal), key=lambda amount: amount.start)
    taken = [(amount.start, amount.end) for amount in found]
    for match in _MARKED.finditer(normal):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            unit = (match["unit"] or "").strip().lower()
            unit = _SHORT_SCALES.get(unit, unit)
            number = match["number"].rstrip(",.")
            end = match.end() if unit else match.start("number") + len(number)
            found.append(_amount(normal, match.start(), end, _scaled(number, unit)))
    return sorted(found, key=lambda amount: amount.start)


def _ending_in_unit(normal: str) -> Iterator[Written]:
    for end in _END.finditer(normal):
        before = normal[max(0, end.start() - _LONGEST) : end.start()]
        body = _BEFORE_YEN.search(before.rstrip(" *_"))
        if body is None or not re.search(r"[0-9〇零一二三四五六七八九]|^[十百千万億兆]{2,}", body[0].lstrip(",.")):
            continue
        number = body[0].lstrip(",.").translate(_BLANKS)
        is_cut = len(body[0]) == len(before) == _LONGEST  # it begins farther off than any amount does
        start = end.start() - len(before) + body.end() - len(body[0].lstrip(",."))
        if re.fullmatch("[十百千万億兆]+", number) and (number in _SCALES or _is_unit_alone(normal, start)):
            continue
        if normal[max(0, start - 1) : start] in _NO_NUMBER:
            continue
        unit = end[0].lower().split()[0] if " " in end[0].strip() else ""
        unit = _SHORT_SCALES.get(unit, unit)
        is_cut = is_cut or (
            len(number) >= 3 and number[:3].isdigit() and _GOES_ON.search(normal[max(0, start - 5) : start]) is not None
        )
        yen_mark = normal[max(0, start - 1) : start]
        start -= yen_mark == "¥"
        read = (None, 1) if is_cut else _scaled(number, unit) if unit else _in_japanese(number)
        yield _amount(normal, start, end.end(), read)


def _is_unit_alone(normal: str, start: int) -> bool:
    return bool(re.search(r"単位\s?[:：]?\s?$", normal[max(0, start - 6) : start]))


def _amount(normal: str, start: int, end: int, read: tuple[int | None, int]) -> Written:
    yen, step = read
    about = is_about(normal, start, end)
    if sign := _SIGN.search(normal[max(0, start - 6) : start]):
        start -= len(sign[0])
        yen = -yen if yen is not None else None
    return Written(start, end, yen, step, about)


def is_about(normal: str, start: int, end: int) -> bool:
    """Return whether a text says that an amount in it is rounded."""
    return bool(_ABOUT.search(normal[max(0, start - 16) : start]) or _ABOUT_AFTER.match(normal, end))


def scaled(number: str, scale: int) -> tuple[int | None, int]:
    """Return the yen of a number in digits, each of ``scale`` yen, and what its last digit stands for."""
    exact = Fraction(number.replace(",", "")) * scale
    step = Fraction(scale, 10 ** len(number.partition(".")[2]))
    return (int(exact) if exact.denominator == 1 else None), max(1, int(step))


def _scaled(number: str, unit: str) -> tuple[int | None, int]:
    """Return the yen of a number in digits and what its last digit stands for."""
    if not re.fullmatch(_NUMBER, number):
        return None, 1
    return scaled(number, _SCALES[unit])


def _in_japanese(number: str) -> tuple[int | None, int]:
    """Return the yen of 37,000千, 3億3,341万6千, 三億 or 二千五百万."""
    if _SLIP.fullmatch(number):
        return None, 1
    if match := _SCALED.fullmatch(number):
        return _scaled(match[1], match[2] or "")
    rest, yen, step = number.translate(_DIGITS), 0, 1
    for sign, size in _STEPS:
        part, found, after = rest.partition(sign) if sign else (rest, "", "")
        if sign and not found:
            continue
        if part:
            small = _below_ten_thousand(part)
            if small is None:
                return None, 1
            yen += small[0] * size
            step = small[1] * size
        elif sign:
            yen, step = yen + size, size
        rest = after
    return yen, step


def _below_ten_thousand(text: str) -> tuple[int, int] | None:
    """Return what 3,341 or 二千五百 or 6千 or 3千2百 counts and what its last digit stands for; None for no number."""
    if re.fullmatch(r"[0-9]{1,4}|[0-9],[0-9]{3}", text):
        return int(text.replace(",", "")), 1
    total, step, rest = 0, 1, text
    for sign, size in _PLACES:
        if not sign:
            if rest:
                if not re.fullmatch("[0-9]{1,4}", rest) or (total and int(rest) >= step):
                    return None
                total, step = total + int(rest), 1
            break
        part, found, after = rest.partition(sign)
        if not found:
            continue
        if not re.fullmatch("[0-9]?", part):
            return None
        total, step, rest = total + int(part or 1) * size, size, after
    return total, step


def plain_number(text: str, yen_per_unit: int | None) -> tuple[int | None, int] | None:
    """Return the yen of a cell that is a number and nothing else, and its last digit's worth; None for another cell.

    Without a unit, yen are taken: the caller knows that the unit is not stated.
    """
    bare = narrow(text).replace(" ", "").strip("*_'")
    if len(bare) > _LONGEST or not (match := _PLAIN.fullmatch(bare)):
        return None
    yen, step = scaled(match["number"], yen_per_unit or 1)
    return (-yen if yen is not None and match["sign"] else yen), step


_JAPANESE_UNIT = r"(?:百|千|十)?万円|億円|千円|百万円|十億円|1,000円|円"
_ENGLISH_UNIT = r"(?:thousands?|millions?|billions?)(?: of)? yen|yen|JPY"
_UNIT_NOTE = re.compile(
    rf"単位\s?は?\s?[:：]?\s?[(（]?(?:[^()（）\s円]{{1,6}}[・、,])?(?P<ja>{_JAPANESE_UNIT})"
    rf"|(?:amounts?|figures?|unit|money)(?: are)?(?: in|:) (?P<en>{_ENGLISH_UNIT})|\(in (?P<in>{_ENGLISH_UNIT})\)"
    rf"|^\s*[(（\[【]\s?(?P<bare>{_JAPANESE_UNIT})\s?[)）\]】]\s*$",
    re.IGNORECASE,
)


def unit_called(word: str) -> int:
    """Return the yen of a unit: 千円, million yen."""
    if word.endswith("円"):
        return 1000 if word == "1,000円" else _SCALES.get(word.removesuffix("円"), 1)
    return _SCALES.get(word.lower().split()[0].rstrip("s"), 1)


def unit_note(text: str) -> int | None:
    """Return the yen per unit that a line or cell states for the figures around it: （単位：千円）, Amounts in yen."""
    match = _UNIT_NOTE.search(narrow(text[:400]))
    if match is None:
        return None
    return unit_called(match["ja"] or match["bare"] or match["en"] or match["in"])
