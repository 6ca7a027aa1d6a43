"""What stands under the list: notes of all the data, and such as count projects and follow the reader's filter."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kofukin.messages import Message, Said, labels
from kofukin.model.fields import AMOUNT_BASES, OPEN, UNSTATED
from kofukin.query import Summary
from kofukin.query.details import Detail
from kofukin.render import Style, people
from kofukin.table import Table

_NUMBER = r"\{count(?::([^|}]*)\|([^}]*))?\}"


class _Blank(str):
    """Stands for a number that is not known yet, and leaves the words that follow it open too."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        counted_word = f"{self} {{count:{spec}|{spec}s}}" if spec.isalpha() else str(self)
        return f"{{count:{spec}}}" if "|" in spec else counted_word


COUNT = _Blank("{count}")
"""Stands in a counted note for the number that the script fills in, with ``{count:one|many}`` for words beside it."""


def counted(text: str, count: int) -> str:
    """Return a counted note with its number, as the script fills it in."""
    return re.sub(_NUMBER, lambda m: f"{count:,}" if m[1] is None else m[1] if count == 1 else m[2], text)


Concerns = Callable[[Detail], bool]


class Note(NamedTuple):
    """A line under the list; one that ``concerns`` only some projects counts those that are shown."""

    text: str
    concerns: Concerns | None = None


def notes_of(table: Table, found: Summary, style: Style) -> list[Note]:
    """Return the notes under the table of ``list``, those that count projects made ready to follow a filter."""
    return [
        Note(people.visible(text), concerns)
        for note in table.notes
        for said, concerns in _followed(note, found)
        if (text := said.in_(style.language))
    ]


def _followed(note: Message | Said, found: Summary) -> Iterator[tuple[Message | Said, Concerns | None]]:
    message = note.message if isinstance(note, Said) else note
    if message in _SAID_ELSEWHERE:
        return
    if message is labels.BASES_MIXED:
        for basis in found.amount_bases:
            yield labels.REPORT["covers"](basis=AMOUNT_BASES.get(basis, basis), count=COUNT), _covers(basis)
    elif message is labels.AMOUNTS_CALLED:
        for word in found.amount_labels:
            yield labels.REPORT["called"](word=word or labels.NO_WORD, count=COUNT), _is_called(word)
    elif message in _COUNTING:
        said, concerns = _COUNTING[message]
        yield said, concerns
    else:
        yield note, None


def _has_amount(detail: Detail) -> bool:
    return detail.values["national_funds_yen"] is not None


def _covers(basis: str) -> Concerns:
    return lambda detail: _has_amount(detail) and (detail.values["amount_basis"] or UNSTATED) == basis


def _is_called(word: str | None) -> Concerns:
    return lambda detail: _has_amount(detail) and detail.values["amount_label"] == word


def is_inferred(detail: Detail) -> bool:
    """Return whether a project's program is inferred."""
    return str(detail.values["program_basis"]).startswith("inferred")


def _is_negative(detail: Detail) -> bool:
    yen = detail.values["national_funds_yen"]
    return isinstance(yen, int) and yen < 0


def _is_unnamed(detail: Detail) -> bool:
    is_any = bool(detail.partners) or detail.stated_partner_national_funds_yen is not None
    return detail.values["application"] == "joint" and not is_any


_SAID_ELSEWHERE = frozenset({labels.MATCHED, labels.MATCHED_NO_AMOUNT, labels.FUNDS_UNSTATED, labels.SHARES_UNSTATED})
"""What the sums beside the search and the foot of the page say."""
_COUNTING: dict[Message, tuple[Said, Concerns]] = {
    labels.FUNDS_NEGATIVE: (labels.FUNDS_NEGATIVE(count=COUNT), _is_negative),
    labels.SHARES_UNDIVIDED: (
        labels.SHARES_UNDIVIDED(count=COUNT),
        lambda detail: detail.stated_partner_national_funds_yen is not None,
    ),
    labels.PARTNERS_UNNAMED: (labels.PARTNERS_UNNAMED(count=COUNT), _is_unnamed),
    labels.END_UNSTATED: (labels.END_UNSTATED(count=COUNT), lambda detail: detail.values["last_fiscal_year"] is None),
    labels.PROGRAM_INFERRED: (labels.INFERRED_SEE_DETAILS(inferred=COUNT), is_inferred),
    labels.PROGRAM_OPEN: (labels.PROGRAM_OPEN(count=COUNT), lambda detail: detail.values["program_basis"] == OPEN),
}
