"""Amounts of money: read what documents and people write (「37,000 千円」, 3000万円), show yen in another unit.

Inside the program an amount is a whole number of yen. Reading is exact: what does not come to a whole yen, or groups
its digits in another way than by threes, is refused rather than repaired.
"""

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING

from kofukin.errors import UsageError
from kofukin.messages import Message, errors, labels

if TYPE_CHECKING:
    from decimal import Decimal

_MOST_DIGITS = 40
LARGEST_SUM = 9 * 10**18
"""What a database can add up to, in yen: just under 2 to the 63rd."""
LARGEST_YEN = 10**15
"""An amount above this (ten times Japan's yearly budget) is a mistake; sums stay well inside 64 bits."""

_UNITS = {
    "": 1,
    "円": 1,
    "千円": 10**3,
    "万円": 10**4,
    "百万円": 10**6,
    "千万円": 10**7,
    "億円": 10**8,
    "yen": 1,
    "¥": 1,
}
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_AMOUNT = rf"¥?({_NUMBER})(\.[0-9]+)?({'|'.join(filter(None, _UNITS))})?"


_IN_STEPS = rf"¥?(?:({_NUMBER})億)?(?:({_NUMBER})万)?(?:({_NUMBER}))?円"
_STEP = 10_000
"""億, 万 and 円 each count up to this many of the next: 1億2,000万円."""


class Unit(Enum):
    """A unit that amounts are shown in; ``value`` is its size in yen, ``field`` stands in machine-read names."""

    YEN = 1
    THOUSAND = 10**3
    MILLION = 10**6
    HUNDRED_MILLION = 10**8

    @property
    def field(self) -> str:
        return "yen" if self is Unit.YEN else f"{self.name.lower()}_yen"

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS = {
    Unit.YEN: labels.UNIT_YEN,
    Unit.THOUSAND: labels.UNIT_THOUSAND,
    Unit.MILLION: labels.UNIT_MILLION,
    Unit.HUNDRED_MILLION: labels.UNIT_HUNDRED_MILLION,
}
UNIT_NAMES = {
    "yen": Unit.YEN,
    "thousand": Unit.THOUSAND,
    "million": Unit.MILLION,
    "hundred-million": Unit.HUNDRED_MILLION,
    "円": Unit.YEN,
    "千円": Unit.THOUSAND,
    "百万円": Unit.MILLION,
    "億円": Unit.HUNDRED_MILLION,
}


def parse_yen(text: str) -> int:
    """Return the yen that ``text`` names; a bare number is yen.

    Accepts full-width digits, thousands separators, 円・千円・万円・百万円・億円 and 1億2,000万円. Raises UsageError
    for anything else, for a fraction of a yen, and for more than ``LARGEST_YEN``.
    """
    normal = "".join(unicodedata.normalize("NFKC", text).split())
    match = re.fullmatch(_AMOUNT, normal, re.IGNORECASE)
    if match is None and len(normal) <= _MOST_DIGITS and (yen := _in_steps(normal)) is not None:
        return yen
    if match is None or len(normal) > _MOST_DIGITS:
        raise UsageError(errors.AMOUNT_UNREADABLE(text=text), errors.AMOUNT_FORMS)
    whole, fraction, unit = match.groups(default="")
    decimals = fraction.removeprefix(".")
    scale: int = 10 ** len(decimals)
    yen, rest = divmod(int(whole.replace(",", "") + decimals) * _UNITS[unit.lower()], scale)
    if rest or yen > LARGEST_YEN:
        raise UsageError(errors.AMOUNT_UNREADABLE(text=text), errors.AMOUNT_FORMS)
    return yen


def parse_signed_yen(text: str) -> int:
    """Return the yen that ``text`` names, with a minus or a △ before it for less than nothing; raises as parse_yen."""
    bare = text.strip()
    return -parse_yen(bare[1:]) if bare[:1] in "-−－△▲" and bare[1:] else parse_yen(text)


def is_bare(text: str) -> bool:
    """Return whether an amount is written as a number without a unit."""
    return re.fullmatch(r"[-−△▲]?[0-9.,]+", "".join(unicodedata.normalize("NFKC", text).split())) is not None


def _in_steps(normal: str) -> int | None:
    """Return the yen of 1億2,000万円 or 3,700万5,000円, or None for what is no such amount."""
    match = re.fullmatch(_IN_STEPS, normal)
    if match is None:
        return None
    steps = [int(part.replace(",", "")) if part else 0 for part in match.groups()]
    stated = [step for step, part in zip(steps, match.groups(), strict=True) if part]
    yen: int = steps[0] * _STEP**2 + steps[1] * _STEP + steps[2]
    return yen if stated and all(step < _STEP for step in stated[1:]) and yen <= LARGEST_YEN else None


def in_unit(yen: int, unit: Unit) -> "int | Decimal":
    """Return ``yen`` in ``unit``, exactly: an int where it divides evenly, else a Decimal with the digits it needs."""
    whole, rest = divmod(yen, unit.value)
    if rest == 0:
        return whole
    from decimal import Decimal  # loads slowly, and most amounts divide evenly

    return (Decimal(yen) / unit.value).normalize()


def decimals_of(yen: int, unit: Unit) -> int:
    """Return how many decimals ``yen`` needs in ``unit``: 20,525,000 yen are 20.525 million."""
    rest = abs(yen) % unit.value
    return len(str(unit.value // 10)) - (len(str(rest)) - len(str(rest).rstrip("0"))) if rest else 0


def show(yen: int, unit: Unit = Unit.YEN, decimals: int = 0) -> str:
    """Return ``yen`` in ``unit`` with thousands separators and no unit: 37000000 in 千円 → ``37,000``.

    It has ``decimals`` at the least, and as many as it needs.
    """
    decimals = max(decimals, decimals_of(yen, unit))
    if decimals == 0:
        return f"{yen // unit.value:,}"
    from decimal import Decimal  # see in_unit

    return f"{Decimal(yen) / unit.value:,.{decimals}f}"
