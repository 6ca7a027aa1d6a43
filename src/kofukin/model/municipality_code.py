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
