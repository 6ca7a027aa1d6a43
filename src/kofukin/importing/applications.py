"""Words of application: alone or jointly, and with whom."""

import re

from kofukin.model.project import Application
from kofukin.model.stated_amounts import narrow

_BODY_END = r"(?<=[都道府県市区町村体合会等社構学行])"
_SPACE_BEFORE = r"(?:(?<!\s)\s++)?"
"""Looked at from its first character only: from each of a thousand it would take as long as a million."""
_BETWEEN_BODIES = re.compile(
    rf"{_SPACE_BEFORE}[、，,;；]\s*+|{_BODY_END}\s*+(?:と|・|･|及び|および|並びに|ならびに)\s*+"
)
_JOINT_WORDS = re.compile(
    rf"{_SPACE_BEFORE}(?:(?:との|と|による|で|の|が)\s*+)?(?:広域)?(?:共同|連携)(?:で)?(?:申請|実施|事業)*$"
)
_JOINT_FIRST = re.compile(r"^(?:広域)?(?:共同|連携)(?:申請|実施|事業)*\s*(?:[::]|先|自治体|団体|者)*\s*[::]?\s*")
_ROLE = re.compile(r"(?:代表|幹事|主|副|構成|参加)(?:団体|自治体|市町村|市|町|村|者|申請)?")
"""Words for the part that the municipality has in a joint application; they name nobody."""
_BODY = re.compile(r".*[都道府県市区町村体合会等社構学行関者団所局他]")
_DENIED = re.compile(r"非(?:単独|共同)|(?:単独|共同)(?:申請)?(?:で|では)?(?:ない|なし|無)")
_MARK = r"[※*◎○●★☆△▲◇◆□■†]"
_LEGEND = re.compile(
    rf"※\s*(?:\d|[:=…])|{_MARK}\s*+(?:(?:印|マーク|の)+(?:付いた|ついた|ある|付き)?\s*+(?:(?:もの|事業|項目)\s*+)?[はが、]"
    r"|は(?=[、\s]|共同|単独|連携|広域|他|[^\s、。]{1,12}[都道府県市区町村]))"
)
_MARKED = re.compile(rf"{_MARK}\s*\d*$")
_ABOUT_APPLICATION = re.compile(r"共同|連携|単独")
_WHO_APPLIES = re.compile(
    r"※\s*(?P<words>\S.*?(?:共同|連携)\S{0,4}申請\S{0,2}|(?:共同|連携)申請.*|単独申請|\S.*?(?:との|による)(?:広域)?(?:共同|連携)(?:事業|実施|申請))"
)


def application_of(words: str) -> Application | None:
    """Return whether the words say alone or jointly; None where they say neither or both."""
    if _DENIED.search(words):
        return None
    alone, jointly = "単独" in words, "共同" in words or "連携" in words
    return "single" if alone and not jointly else "joint" if jointly and not alone else None


def partners_in(words: str) -> list[str]:
    """Return the other bodies that words of application name, verbatim: 「道と 6 自治体と共同申請」 → 道, 6 自治体."""
    bare = words.strip()
    if match := _JOINT_FIRST.match(narrow(bare)):
        bare = bare[match.end() :].strip("（）() ")
    elif match := _JOINT_WORDS.search(narrow(bare)):
        bare = bare[: match.start()]
    else:
        return []
    names = (name.strip() for name in _BETWEEN_BODIES.split(bare))
    return [name for name in names if name and not _ROLE.fullmatch(name)]


def is_body(name: str) -> bool:
    """Return whether a partner's name ends as those of bodies do."""
    return _BODY.fullmatch(narrow(name)) is not None


def is_legend(text: str) -> bool:
    """Return whether a ※ line says what a mark in the list means, so that it is about no project by its place."""
    return _LEGEND.match(narrow(text)) is not None


def is_marked(name: str) -> bool:
    """Return whether a name ends with a mark whose meaning stands elsewhere: 「甲事業※」."""
    return _MARKED.search(narrow(name)) is not None


def speaks_of_application(text: str) -> bool:
    return _ABOUT_APPLICATION.search(text) is not None


def application_in_note(text: str) -> str | None:
    """Return the words of application on a ※ line: 「※〇〇市、△△町との共同申請」."""
    match = _WHO_APPLIES.fullmatch(narrow(text).rstrip("。 "))
    return text[match.start("words") : match.end("words")] if match else None
