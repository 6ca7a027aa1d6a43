"""What is said of all rows of a table: by its titles, by a row that stands alone above some, by notes below it.

「不採択事業」, 「【県単独事業】」, 「※交付額は申請額」 take all figures back that they speak of, as a remark does one.
A title's year, program and unit are no contradiction: they are what the rows are read with.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kofukin.importing.draft import Doubt, DraftProject, Place
from kofukin.importing.label_grammar import meaning, words_in
from kofukin.importing.line_grammar import labelled
from kofukin.importing.money import amounts_on
from kofukin.importing.remarks import Said, contradicted, may_say, said_in
from kofukin.importing.titles import is_note
from kofukin.importing.vocabulary import plain, vocabulary

_LONGEST = 60
_LONGEST_NOTE = 200
_READ_WITH = frozenset({"year", "budget", "program", "unit", "amount", "not_ours", "restated", "stage", "cost"})
_VETOES = frozenset({"requested", "applying", "limit", "revenue"})
_OURS = frozenset({"national", "national_short", "named_grant", "charged"})
_DECIDED = frozenset({"stage", "result"})
_OF_ONE_PROJECT = frozenset({"summary", "note", "goal"})


def over(texts: Iterable[str]) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """Return the texts that take figures back which stand below them, each with what it says."""
    return tuple((text, said) for text in texts if (said := _said_over(text)))


@lru_cache(maxsize=1024)
def _said_over(text: str) -> tuple[Said, ...]:
    text = " ".join(text.split())
    if is_note(text):
        return tuple(said for said in _said_below(text) if said.kind != "unit")
    if len(text) > _LONGEST or text.endswith("。"):
        return ()
    kinds = frozenset().union(*words_in(plain(text)))
    found = [said for said in said_in(text) if said.kind not in _READ_WITH]
    if kinds & _OURS or "国" in text:
        found = [said for said in found if said.kind != "payer"]
    elif "other" in kinds:
        found.append(Said("payer", text))
    if "prior" in kinds or (kinds & _VETOES and not kinds & _DECIDED):
        found.append(Said("requested", text))
    if vocabulary().again.search(text) or any(map(vocabulary().beside.fullmatch, [text, *_IN_ROUND.findall(text)])):
        found.append(Said("again"))
    return tuple(dict.fromkeys(found))


def _said_below(text: str) -> tuple[Said, ...]:
    """Return what a note says; one that explains a word of the table may have any length."""
    return said_in(text) if len(text) <= _LONGEST_NOTE and may_say(text) else ()


def contradictions(text: str, place: Place, last: DraftProject) -> Iterator[Doubt]:
    """Yield what a note below a table says otherwise than its last project, which stands for all of them."""
    for said in _said_below(text):
        for field, reason in contradicted(last, said):
            yield Doubt(place, reason, text, field)
            return


def section(text: str, before: str | None, is_heading: bool) -> str | None:
    """Return what stands over the lines below a line of a text: the line itself, what stood there before, or nothing.

    A note or a label speaks of what stands above it.
    """
    text = text.strip()
    if not text or is_note(text):
        return before
    label, *value = text.split(maxsplit=1)
    if value and meaning(label).kinds & _OF_ONE_PROJECT:
        return before
    if over([text]) and not amounts_on(text) and labelled(text) is None:
        return text
    return None if is_heading or _IN_BRACKETS.fullmatch(text) else before


_IN_ROUND = re.compile(r"[(（\[［【〔][^()（）\[\]［］【】〔〕]{1,20}[)）\]］】〕]")
_IN_BRACKETS = re.compile(r"[【《〈<\[［〔■◆●○◎□◇].{1,30}")
