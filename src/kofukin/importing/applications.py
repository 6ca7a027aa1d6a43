"""Words of application: alone or jointly, and with whom."""

import re

from kofukin.project import Application
from kofukin.stated_amounts import narrow

_BODY_END = r"(?<=[都道府県市区町村体合会等社構学行])"
_BETWEEN_BODIES = re.compile(rf"\s*[、，,;；]\s*|{_BODY_END}\s*(?:と|・|･|及び|および|並びに|ならびに)\s*")
_JOINT_WORDS = re.compile(
    r"(?:\s*(?:との|と|による|で|の))?\s*(?:広域)?(?:共同|連携)(?:で)?(?:申請|実施|事業)*(?:事業)?$"
)
_JOINT_FIRST = re.compile(r"^(?:広域)?(?:共同|連携)(?:申請|実施|事業)*\s*(?:[::]|先|自治体|団体|者)*\s*[::]?\s*")
_WHO_APPLIES = re.compile(r"※\s*(?P<words>\S.*?(?:共同|連携)\S{0,4}申請\S{0,2}|(?:共同|連携)申請.*|単独申請)")


def application_of(words: str) -> Application | None:
    """Return whether the words say alone or jointly; None where they say neither or both."""
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
    return [name.strip() for name in _BETWEEN_BODIES.split(bare) if name.strip()]


def application_in_note(text: str) -> str | None:
    """Return the words of application on a ※ line: 「※〇〇市、△△町との共同申請」."""
    match = _WHO_APPLIES.fullmatch(narrow(text).rstrip("。 "))
    return text[match.start("words") : match.end("words")] if match else None
