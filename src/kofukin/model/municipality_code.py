"""Municipality codes (全国地方公共団体コード): six digits, of which the last checks the others.

Lists often leave the check digit out, and a spreadsheet that took codes for numbers has lost their leading zeros.
"""

from functools import lru_cache

_WEIGHTS = (6, 5, 4, 3, 2)


def completed(code: str) -> str | None:
    """Return the five-digit ``code`` with its check digit, or None where it is not five ASCII digits."""
    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        return None
    weighed = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return f"{code}{(11 - weighed % 11) % 10}"


@lru_cache(4096)
def is_valid(code: str) -> bool:
    """Return whether ``code`` has six digits and the last is the right check digit."""
    return len(code) == 6 and completed(code[:5]) == code


CHANGED = {"044237": "042161", "403059": "402311"}
"""Codes of towns that became cities since the first of these grants (富谷, 那珂川 in 福岡県), each with the city's."""


def current(code: str) -> str:
    """Return the code that the body has now which had ``code``: becoming a city, a town stays one body."""
    return CHANGED.get(code, code)


DESIGNATED = (
    *("01100", "04100", "11100", "12100", "14100", "14130", "14150", "15100", "22100", "22130"),
    *("23100", "26100", "27100", "27140", "28100", "33100", "34100", "40100", "40130", "43100"),
)
"""The codes, without their check digits, of the cities that have wards; other codes near theirs are of the wards."""


def corporate_number_sql(column: str) -> str:
    """Return the SQL expression for the 法人番号 of the body whose code ``column`` holds.

    It is a check digit, 000020 and the code. The check digit is 9 less the remainder by 9 of the other digits, from the
    last one on weighed 1 and 2 in turn. NULL for no sound code, and for one that is not of a prefecture, a city, town
    or village or a ward of Tokyo: a city's wards have no number, and those of unions were not looked at. NULL, too, for
    a body whose code has changed, since nobody looked whether its number did.
    """
    digits = [f"substr({column}, {place}, 1)" for place in range(1, 7)]
    weighed = " + ".join(f"{weight} * {digit}" for weight, digit in zip(_WEIGHTS, digits, strict=False))
    others = " + ".join(f"{1 + place % 2} * {digit}" for place, digit in enumerate(digits, start=1))
    is_sound = f"length({column}) = 6 AND (11 - ({weighed}) % 11) % 10 = CAST({digits[5]} AS INTEGER)"
    kind = f"substr({column}, 3, 3)"
    in_prefecture = f"substr({column}, 1, 2) BETWEEN '01' AND '47'"
    has_number = (
        f"{kind} = '000' OR {kind} BETWEEN '201' AND '799' OR {column} BETWEEN '13101' AND '13124'"
        f" OR substr({column}, 1, 5) IN {DESIGNATED}"
    )
    unchanged = f"{column} NOT IN {(*CHANGED, *CHANGED.values())}"
    return (
        f"CASE WHEN {is_sound} AND {in_prefecture} AND ({has_number}) AND {unchanged}"
        f" THEN (9 - ({others} + {_OF_000020}) % 9) || '000020' || {column} END"
    )


_OF_000020 = 4
"""What 000020 adds to the sum: its 2 stands in an even place."""
