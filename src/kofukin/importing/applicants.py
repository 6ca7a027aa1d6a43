"""Who applied, alone or jointly and with whom: the cells of a row → application, the words for it, partners."""

import re
from typing import NamedTuple

from kofukin.importing.cells import Doubtful, is_nothing, text, unguarded
from kofukin.messages import LANGUAGES, Message, Said, importing
from kofukin.model.fields import APPLICATIONS
from kofukin.model.project import Application, Partner
from kofukin.text.folding import fold

_SINGLE, _JOINT = ("単独", "single"), ("共同", "広域", "連携", "joint")
_OWN_WORDS = {
    fold(word): value
    for value, label in APPLICATIONS.items()
    for word in (value, *(label.in_(language) for language in LANGUAGES))
}
_IN_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]\s*$")
_BETWEEN = re.compile(r"[、，,;；/／・\r\n]+")
_ROLES = re.compile("(?:代表|幹事|主|副|構成|参加|連携|共同|広域|他)(?:団体|自治体|市町村|市|町|村|者|申請)?")
"""Words in brackets for the part that a body has in a joint application; they name nobody."""
_DENIED = re.compile("(?:共同|広域|連携)(?:申請|実施)?(?:は|の)?(?:なし|無し|無|有無|せず|しない)")
_DIGIT = re.compile("[0-9０-９]")


class Applicants(NamedTuple):
    """``doubts`` are (field, reason, text)."""

    application: Application | None = None
    words: str | None = None
    partners: tuple[Partner, ...] = ()
    doubts: tuple[tuple[str, Message | Said, str], ...] = ()


def applicants(words_cell: str, value_cell: str, partners_cell: str, is_own: bool) -> Applicants:
    """Return who applied by the words for it, by this program's own value, and by the partners' cell.

    ``is_own``: this program wrote the cells, so nothing in them is taken apart but the partners' names at ``;``.
    """
    doubts: list[tuple[str, Message | Said, str]] = []
    application: Application | None = None
    words: str | None = None
    partners: tuple[str, ...] = ()
    try:
        words = _text(words_cell, is_own)
        application = _application(value_cell if value_cell.strip() else words_cell)
    except Doubtful as doubtful:
        doubts.append(("application", doubtful.reason, value_cell or words_cell))
    try:
        partners = _partners(partners_cell, is_own)
        if not partners and application == "joint" and words and not is_own:
            inside = _IN_BRACKETS.search(words)
            partners = _partners(inside[1], is_own) if inside and not _ROLES.match(inside[1].strip()) else ()
            partners = partners or (words,)  # the dataset's way where a document names nobody: its own words
    except Doubtful as doubtful:
        doubts.append(("partners", doubtful.reason, partners_cell or words_cell))
    if application == "single" and partners:
        application = None
        doubts.append(("application", importing.APPLICATION_DOUBTFUL, f"{words_cell} {partners_cell}".strip()))
    return Applicants(application, words, tuple(map(Partner, partners)), tuple(doubts))


def _text(cell: str, is_own: bool) -> str | None:
    if is_own:
        return unguarded(cell) if cell.strip() else None
    words = text(unguarded(cell)) if cell else None
    return None if words is None or is_nothing(words) else words


def _application(cell: str) -> Application | None:
    """Return what the words say; None where they speak of neither. Raises Doubtful where they speak of both."""
    folded = fold(unguarded(cell))
    own = _OWN_WORDS.get(folded)
    if own is not None:
        return "joint" if own == "joint" else "single"
    if _DENIED.search(folded):
        raise Doubtful(importing.APPLICATION_DOUBTFUL)
    single, joint = (any(word in folded for word in words) for words in (_SINGLE, _JOINT))
    if single and joint:
        raise Doubtful(importing.APPLICATION_DOUBTFUL)
    return "single" if single else "joint" if joint else None


def _partners(cell: str, is_own: bool) -> tuple[str, ...]:
    if is_own:
        return tuple(name for name in unguarded(cell).split(";") if name.strip())
    if any(_DIGIT.search(line.rpartition("円")[0]) for line in cell.split("\n")):
        raise Doubtful(importing.PARTNERS_DOUBTFUL)
    names = (text(name) for name in _BETWEEN.split(unguarded(cell)))
    return tuple(name for name in names if name and not is_nothing(name))
