"""What a document's lines state in money: 「国費 37,000 千円（北海道 2,997 千円）」 → each figure and whose it is.

Nothing is repaired here: a figure that is negative, rounded (約), or written as a slip (「23.210千円」) is found, but
comes to no yen.
"""

import re
import unicodedata
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.messages import errors
from kofukin.model import amounts

_KINDS_OF_VARIANT = ("<wide>", "<narrow>", "<compat>", "<noBreak>")


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text`` as editors number them: ended by line breaks only, never by a form feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


@lru_cache(maxsize=4096)  # a line is looked at many times, from many sides
def narrow(text: str) -> str:
    """Return ``text`` in ordinary characters, each in its old position: Ｈ２９ → H29, ＜ → <.

    A position found in the result is one in ``text``. ① stays: read as a digit it would join the next number.
    """
    return text if text.isascii() else "".join(_narrow_character(character) for character in text)


@cache
def _narrow_character(character: str) -> str:
    decomposition = unicodedata.decomposition(character)
    if not decomposition or (decomposition[0] == "<" and not decomposition.startswith(_KINDS_OF_VARIANT)):
        return character
    normal = unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 else character


class Whose(Enum):
    """What the words before a figure say it is."""

    FUNDS = "national funds of the project's municipality"
    COST = "the project's total cost"
    BODY = "another body's share"
    UNNAMED = "no word stands before it"
    OTHER = "words that are none of these"
    NOT_OURS = "money that is none of the grant: another payer's, a limit, a request"


_WHOSE = {
    Whose.FUNDS: r"(うち)?(国費|国庫補助金?額?|(交付|採択|内示|配分|補助)(決定|予定|金|済|対象)*額|交付金)",
    Whose.COST: r"(総|全体|対象|交付対象|補助対象|実施計画)?事業費(総額|額)?",
    Whose.BODY: r"(?!うち|内)"
    r"([^\d\s、。]{1,14}[都道府県市区町村]|[^、。]{0,12}(自治体|市町村?|町村|組合|連合|協議会|機構))",
}
_SEPARATORS = " \t:：・…‥=＝\u3000"
_LABEL_END = re.compile(
    rf"(?:^|[\s:、,;/()<>\[\]【】「」])(?P<label>(?:{_WHOSE[Whose.FUNDS]}|{_WHOSE[Whose.COST]}))[\s:・…‥=]*$"
)
_FIGURE = re.compile(
    r"(?P<sign>[△▲−-]\s*)?(?P<mark>¥\s*)?(?P<figure>(?:\d+(?:,\d+)*\s*億\s*(?=\d))?\d+(?:[,.]\d+)*)"
    r"(?:\s*(?P<unit>(?:[百千]?万|十万|億|百|千)?円))?"
)
_UNIT_BEFORE = re.compile(r"\(\s?(?:単位\s?:?\s?)?(?P<unit>(?:百万|千|万|億)?円)\s?\)[ :・…‥]{0,12}$")
"""The unit of a figure in brackets between its word and itself: 「交付額（千円） 1,200」."""
_LONGEST_UNIT = 24
_UNSURE_BEFORE = re.compile(r"(約|およそ|概ね|最大|上限|[\d兆億万,.、①-⑳])$")
_LONGEST_UNSURE = 3
_UNSURE_AFTER = re.compile(r"\s*(程度|以内|以上|以下|未満|余|強|弱|超|前後|内外|~|-)")
_STANDS_ALONE = re.compile(r"\s*(?:$|[)\]>】(\[、,;])")
_LARGE = re.compile(r"\d{1,3}(,\d{3})+|\d{5,}")
_BRACKETS_AND_COMMAS = "()<>[]【】、,;/"
_LONGEST_LABEL = 100
"""In characters. Words that are longer than that name no figure, and a line may hold a million figures."""
_OKU = 10**8
_OPENING, _CLOSING = "([<【〔", ")]>】〕"


class Amount(NamedTuple):
    """A figure on a line: the words that name it, from ``start``; the number, from ``figure_start``; up to ``end``."""

    label: str
    figure: str
    unit: str
    start: int
    figure_start: int
    end: int
    bracketed: bool
    plain: bool
    kind: Whose | None = None

    @property
    def whose(self) -> Whose:
        return self.kind or whose(self.label)

    def yen(self, yen_per_unit: int | None = None) -> int | None:
        """Return the whole yen it comes to; ``yen_per_unit`` is for a figure that names no unit itself."""
        if not self.plain or ("." in self.figure and self.unit in ("", "円", "千円")):
            return None
        if not self.unit and yen_per_unit is None:
            return None
        try:
            yen = _yen(self.figure, self.unit) * (1 if self.unit else yen_per_unit or 1)
        except UsageError:
            return None
        return yen if yen <= amounts.LARGEST_YEN else None


def _yen(figure: str, unit: str) -> int:
    """Return the yen of a figure, which may be in 億 and 万; raises UsageError where it is not plain."""
    above, oku, below = figure.rpartition("億")
    rest = amounts.parse_yen(below + unit)
    if not oku:
        return rest
    if not unit.endswith("万円") or rest >= _OKU or "." in below:
        raise UsageError(errors.AMOUNT_UNREADABLE(text=figure + unit))
    return amounts.parse_yen(above) * _OKU + rest


def whose(label: str) -> Whose:
    """Return what the words before a figure say it is."""
    bare = re.sub(r"\s", "", narrow(label))
    if not bare:
        return Whose.UNNAMED
    return next((whose for whose, words in _WHOSE.items() if re.fullmatch(words, bare)), Whose.OTHER)


def amounts_on(text: str) -> list[Amount]:
    """Return the figures on a line, in order.

    A number is one if it names its unit, if it is all the line and large, or if the words before it say what it is.
    """
    normal = narrow(text)
    bare = normal.strip(" ()")
    found: list[Amount] = []
    depth = counted = 0
    for match in _FIGURE.finditer(normal):
        depth += _depth(normal[counted : match.start()])
        counted = match.start()
        unit, bracketed = match["unit"] or ("円" if match["mark"] else ""), depth > 0
        end_of_words = match.start()
        if not unit and (above := _UNIT_BEFORE.search(normal, max(0, match.start() - _LONGEST_UNIT), match.start())):
            unit, end_of_words = above["unit"], above.start()
        if not (unit or _STANDS_ALONE.match(normal, match.end())):
            continue
        before = found[-1].end if found else 0
        start, label = _label(text, max(before, match.start() - _LONGEST_LABEL), end_of_words)
        if not (
            unit
            or whose(label) in (Whose.FUNDS, Whose.COST)
            or (bracketed and found and whose(label) is Whose.BODY)
            or (_LARGE.fullmatch(match["figure"]) and bare == match[0].strip())
        ):
            continue
        plain = not (
            match["sign"] or _is_unsure_before(normal, match.start()) or _UNSURE_AFTER.match(normal, match.end())
        )
        found.append(Amount(label, match["figure"], unit, start, match.start(), match.end(), bracketed, plain))
    return found


def _is_unsure_before(normal: str, end: int) -> bool:
    """Return whether the word before a figure, spaces or not between them, leaves it unsure."""
    while end and normal[end - 1].isspace():
        end -= 1
    return _UNSURE_BEFORE.search(normal[max(0, end - _LONGEST_UNSURE) : end]) is not None


def _label(text: str, start: int, end: int) -> tuple[int, str]:
    """Return the words that name a figure, and where they begin: known ones, else all since a bracket or comma."""
    normal = narrow(text[start:end])
    if match := _LABEL_END.search(normal):
        return start + match.start("label"), match["label"]
    start += max(map(normal.rfind, _BRACKETS_AND_COMMAS)) + 1
    start += len(text[start:end]) - len(text[start:end].lstrip(_SEPARATORS))
    return start, text[start:end].rstrip(_SEPARATORS)


def _depth(text: str) -> int:
    return sum(text.count(sign) for sign in _OPENING) - sum(text.count(sign) for sign in _CLOSING)


def balanced(text: str) -> bool:
    """Return whether every bracket that opens in ``text`` closes in it, in order and by its own kind."""
    waiting: list[str] = []
    for sign in narrow(text):
        if sign in _OPENING:
            waiting.append(_CLOSING[_OPENING.index(sign)])
        elif sign in _CLOSING and (not waiting or waiting.pop() != sign):
            return False
    return not waiting


def stated_amounts(text: str) -> tuple[int | None, dict[str, int]]:
    """Return the yen of the project's own figure on a line, and those of other bodies in brackets by their name."""
    found = amounts_on(text)
    inside = {
        amount.label: yen
        for amount in found
        if amount.bracketed and amount.whose in (Whose.BODY, Whose.OTHER) and (yen := amount.yen()) is not None
    }
    own = [amount for amount in found if amount.whose is Whose.FUNDS or not amount.bracketed]
    own.sort(key=lambda amount: (amount.whose is not Whose.FUNDS, amount.bracketed))
    return (own[0].yen() if own else None), inside
