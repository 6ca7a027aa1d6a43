"""Words where an amount should stand and none can be read: 「国費　　千円」, 「交付額：未定」, 「甲事業（国費 ―）」."""

import re

from kofukin.model.stated_amounts import narrow

_LABEL = (
    r"(?:国費|国庫補助金?額?|(?:交付|採択|内示|配分)(?:決定|予定|金|済|対象)*額|交付金(?!の)|金額)"
    r"(?:\s*\((?:予定|見込|決定)額?\))?"
)
_COST = r"(?:総|全体|対象|交付対象|補助対象)?事業費(?:総額|額)?"
_WORDS = r"(?:未定|未確定|調整中|精査中|検討中|協議中|算定中|非公表)"
_BLANK = rf"(?:[-–—―−ー‐]+|…+|[*?○◯〇]+|{_WORDS})"
_UNIT = r"(?:千円|百万円|万円|億円|円)"
_LINE = re.compile(
    rf"[(\[<【〔]?\s*{_LABEL}\s*(?=$|[\s:=…‥()\[\]<【】\d△▲−*?○◯〇~約¥-]|{_BLANK}|{_UNIT}|は\s*{_WORDS})"
)
_ONLY_HEAD = re.compile(
    rf"[【\[〔]{_LABEL}[】\]〕]|{_LABEL}\s*(?:[(\[【〔]\s*(?:単位\s*:?\s*)?{_UNIT}\s*[)\]】〕]|{_UNIT})?"
)
_BLANK_COST = re.compile(rf"[(\[]?\s*{_COST}\s*(?::\s*{_BLANK}?|\s{_BLANK}?)\s*{_UNIT}?\s*[)\]]?")
_TAIL = re.compile(
    rf"\s*(?:[(\[<【〔]\s*{_LABEL}\s*(?=[\s:=…)\]>】〕\d-]|{_BLANK}|{_UNIT})|\s{_LABEL}\s*(?=$|[\s:=…\d-]|{_BLANK}|{_UNIT})"
    rf"|[(\[【〔]\s*{_WORDS}\s*[)\]】〕]\s*$|\s\d{{1,3}}(?:,\d{{3}})+(?:千|百万|万)?\s*$)"
)
_TO_COME = re.compile(rf"\s{_WORDS}\s*$")
_LONGEST = 40


def is_open_amount(text: str) -> bool:
    """Return whether a line begins with the word for a project's amount and is no sentence, nor a column's head."""
    normal = narrow(text)
    if len(normal) > _LONGEST or "。" in normal:
        return False
    return _LINE.match(normal) is not None and _ONLY_HEAD.fullmatch(normal) is None


def is_blank_cost(text: str) -> bool:
    """Return whether a line is the word for a cost with nothing, or a dash, behind it."""
    return _BLANK_COST.fullmatch(narrow(text)) is not None


def speaks_of_open_amount(text: str) -> bool:
    """Return whether a line begins with the word for an amount and says that it is to come."""
    normal = narrow(text)
    return bool(re.match(_LABEL, normal) and re.search(_WORDS, normal))


def without_open_amount(text: str) -> str:
    """Return a name without the amount behind it that cannot be read."""
    match = _TAIL.search(narrow(text), 1)
    return text[: match.start()].rstrip() if match else text


def is_to_come(text: str) -> bool:
    """Return whether a line ends with a word for an amount to come, without saying of what."""
    return _TO_COME.search(narrow(text)) is not None
