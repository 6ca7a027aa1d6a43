"""Text that a spreadsheet would run as a formula, kept from it by an apostrophe and given back.

An apostrophe is put before a text that begins with a formula's sign, also where apostrophes stand before that, and one
is taken away from such a text: ``=X``, ``'=X`` and ``''=X`` stay three texts. Full-width signs count, as Japanese
spreadsheets take them for the others.
"""

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Return ``text`` as a spreadsheet may see it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what ``guarded`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text
