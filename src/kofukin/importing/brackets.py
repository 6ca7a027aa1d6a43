"""Brackets of a line in its narrow form, and the words of application that stand in some."""

import re
from typing import NamedTuple

from kofukin.model.stated_amounts import narrow

GROUP = re.compile(r"\([^()]*\)|<[^<>]*>|【[^【】]*】|\[[^\[\]]*\]|〔[^〔〕]*〕|《[^《》]*》|〈[^〈〉]*〉")
"""A pair of brackets with no other of its kind inside."""

_APPLICATION = re.compile(r"単独|共同|申請|連携")
_PLAINLY_APPLICATION = re.compile(r"\s*+(?:(?:単独|共同|連携)(?:事業|実施)?|.*申請.*)\s*+")
_MONEY = re.compile(r"\d\s*(?:[百千]?万|億|千)?円")
_LONGEST = 400
"""In characters. No words of application are longer."""


def without_groups(normal: str) -> str:
    """Return the text with everything in brackets taken out, also where brackets stand in brackets."""
    while (fewer := GROUP.sub(" ", normal)) != normal:
        normal = fewer
    return normal


class Words(NamedTuple):
    """Words of application with their place on the line, brackets included; ``closed``: by their own kind."""

    text: str
    start: int
    end: int
    closed: bool


def is_application(text: str) -> bool:
    """Return whether ``text`` is words of application and nothing else."""
    normal = narrow(text)
    return len(text) <= _LONGEST and bool(_PLAINLY_APPLICATION.fullmatch(normal)) and not _MONEY.search(normal)


def application_in(text: str) -> Words | None:
    """Return the words of application that stand in brackets behind other text: 「事業名＜道と共同申請＞」."""
    normal = narrow(text)
    for match in GROUP.finditer(normal):
        inside = match[0][1:-1]
        if normal[: match.start()].strip(match[0][0]) and (
            _APPLICATION.search(inside) if match[0][0] in "<〈" else is_application(inside)
        ):
            start, end = _doubled(normal, match.start(), match.end())
            return Words(text[match.start() + 1 : match.end() - 1].strip(), start, end, True)
    for opening, closing in ("<>", "〈〉", "()", "【】"):
        start = normal.rfind(opening)
        if start > max(0, normal.rfind(closing)):
            inside = normal[start + 1 :]
            if _APPLICATION.search(inside) if opening in "<〈" else is_application(inside):
                return Words(text[start:], start, len(text), False)
    return None


def _doubled(normal: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a pair of brackets with the same pairs right around it: 「＜＜単独申請＞＞」."""
    opening, closing = normal[start], normal[end - 1]
    while start > 0 and normal[start - 1] == opening and normal[end : end + 1] == closing:
        start, end = start - 1, end + 1
    return start, end
