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


def corporate_number_sql(column: str) -> str:
    """Return the SQL expression for the 法人番号 of the body whose code ``column`` holds; NULL for no sound code.

    It is a check digit, 000020 and the code. The check digit is 9 less the remainder by 9 of the other digits, from the
    last one on weighed 1 and 2 in turn.
    """
    digits = [f"substr({column}, {place}, 1)" for place in range(1, 7)]
    weighed = " + ".join(f"{weight} * {digit}" for weight, digit in zip(_WEIGHTS, digits, strict=False))
    others = " + ".join(f"{1 + place % 2} * {digit}" for place, digit in enumerate(digits, start=1))
    is_sound = f"length({column}) = 6 AND (11 - ({weighed}) % 11) % 10 = CAST({digits[5]} AS INTEGER)"
    return f"CASE WHEN {is_sound} THEN (9 - ({others} + {_OF_000020}) % 9) || '000020' || {column} END"


_OF_000020 = 4
"""What 000020 adds to the sum: its 2 stands in an even place."""
