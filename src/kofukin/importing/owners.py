"""Whose grants a list is of, as the texts over it say: in a title, or behind a label of its own (団体名：みどり町)."""

import re
from collections.abc import Iterable, Sequence

from kofukin.importing.bodies import same_body
from kofukin.importing.headings import MUNICIPALITY, owner_of, without_years
from kofukin.importing.label_grammar import meaning
from kofukin.importing.vocabulary import plain, vocabulary
from kofukin.model.prefecture import PREFECTURES
from kofukin.model.stated_amounts import narrow

_ALONE = re.compile(rf"{MUNICIPALITY}(?:分)?")
_APART = re.compile(r"[\s()\[\]【】〔〕<>「」『』《》:/|]+")
_LABEL = re.compile("[:：]")
_MARKS = "#■□●○◎◆◇▼▽・※ 　"
_BODY_LABELS = frozenset({"municipality", "prefecture"})
_PREFECTURES = frozenset(PREFECTURES.values())


def owners_in(text: str) -> frozenset[str]:
    """Return the bodies that a title names: at its beginning, before a grant's name, or standing apart."""
    normal = without_years(text).strip()
    found = {owner for owner in (owner_of(normal),) if owner}
    found |= {match["municipality"] for part in _APART.split(normal) if (match := _ALONE.fullmatch(part))}
    return frozenset("".join(name.split()) for name in found if not _is_word(name))


def labelled_owner(cells: Iterable[str]) -> str | None:
    """Return the body that a row states behind the word for one, in a cell of its own or in the same."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    parts = _label_and_value(texts[0].lstrip(_MARKS)) if len(texts) == 1 else [text.rstrip(":：") for text in texts]
    if len(parts) != 2 or meaning(parts[0]).role not in _BODY_LABELS:
        return None
    match = _ALONE.fullmatch(narrow(parts[1]))
    name = "".join(match["municipality"].split()) if match else ""
    return name if name and not _is_word(name) else None


def _label_and_value(text: str) -> list[str]:
    """Return what stands before and behind the first colon, or the first blanks where there is none."""
    parts = _LABEL.split(text, maxsplit=1) if _LABEL.search(text) else text.split(maxsplit=1)
    return [part.strip() for part in parts]


def one_of(bodies: Sequence[str]) -> str | None:
    """Return the one body that several names are of, a prefecture before one of its municipalities; else None."""
    prefectures = {name for name in bodies if name in _PREFECTURES}
    others = [name for name in bodies if name not in _PREFECTURES]
    if not others or len(prefectures) > 1:
        return next(iter(prefectures)) if len(prefectures) == 1 else None
    longest = max(others, key=len)
    if not all(same_body(name, longest) for name in others):
        return None
    prefecture = next(iter(prefectures), "")
    if not prefecture or longest.startswith(prefecture):
        return longest
    return None if longest.startswith(tuple(_PREFECTURES)) else prefecture + longest


def _is_word(name: str) -> bool:
    return plain(name) in vocabulary().kinds
