"""One project stated again after a change: 「朝の市事業」 and, below it, 「朝の市事業（第2回変更）」.

The later row takes the amount of the earlier one back, so the earlier one is left open. What the later row states is
for its own words: 変更後 may be the amount, 増額 may be what was added.
"""

import re
from collections.abc import Iterable, Iterator

from kofukin.importing.draft import Doubt, DraftProject, Item, Reached
from kofukin.importing.label_grammar import COST, FUNDS
from kofukin.importing.remarks import without_amount
from kofukin.importing.vocabulary import any_of, plain, vocabulary
from kofukin.messages import importing

_MOST_HELD, _AT_ONCE = 2_000, 1_000
"""Lines and projects: how far above a row the one that it changes may stand, so that memory stays flat."""
_LONGEST = 60
_MAY_SAY = re.compile("[更額加後]")
"""A quick look: each word for a change has one of these."""
_GROUP = re.compile(r"[(\[【〔<][^()\[\]【】〔〕<>]*[)\]】〕>]")
_NUMBER = r"(?:第?[0-9一二三四五六七八九]+[回次])?"


def superseding(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items on, each project open that a later one with its name says to have changed."""
    changed = re.compile(any_of(vocabulary().remarks["changed"]))
    held: list[Item] = []
    for item in items:
        if isinstance(item, DraftProject):
            if _says(item, changed):
                _take_back(held, item)
        elif isinstance(item, Reached):
            yield item
            continue
        held.append(item)
        if len(held) > _MOST_HELD:
            yield from held[:_AT_ONCE]
            del held[:_AT_ONCE]
    yield from held


def _says(draft: DraftProject, changed: re.Pattern[str]) -> bool:
    """Return whether a project says of itself that it was changed."""
    project, may_say = draft.project, _MAY_SAY.search
    for text in (project.name, project.note, project.grant_type, *draft.remarks):
        if text and may_say(text) and len(text) <= _LONGEST and changed.search(text):
            return True
    return False


def _take_back(held: list[Item], later: DraftProject) -> None:
    """Leave the amounts open of what is held and has the name, the body and the year of a later row."""
    name = _unchanged(later.project.name or "")
    if not name or (later.project.national_funds_yen or 0) < 0:
        return  # what a change takes away is counted beside what was granted
    for at, item in enumerate(held):
        if not isinstance(item, DraftProject) or _unchanged(item.project.name or "") != name:
            continue
        project = item.project
        if (project.municipality, project.fiscal_year) != (later.project.municipality, later.project.fiscal_year):
            continue
        stated = {FUNDS: project.national_funds_yen, COST: project.stated_cost_yen}
        again = {FUNDS: later.project.national_funds_yen, COST: later.project.stated_cost_yen}
        reason = importing.CHANGED_BELOW(place=later.place.said())
        doubts = tuple(
            Doubt(item.place, reason, f"{yen:,}", field)
            for field, yen in stated.items()
            if yen is not None and yen != again[field]
        )
        if doubts:
            for doubt in doubts:
                project = without_amount(project, doubt.field)
            held[at] = item._replace(project=project, doubts=(*item.doubts, *doubts))


def _unchanged(name: str) -> str:
    """Return a name without what says that it was changed: 〔第2回変更〕, 変更後 at its end."""
    bare = plain(name)
    words = any_of(map(plain, vocabulary().remarks["changed"]))
    if re.search(words, bare) is None:
        return bare
    bare = _GROUP.sub(lambda match: "" if re.search(words, match[0]) else match[0], bare)
    return re.sub(rf"^(?:{words})[:・]?|(?<=業|ト|画)[:・]?{_NUMBER}(?:{words})(?:分|後)?$", "", bare)
