"""What the user asks of projects, as values that know nothing of how it is found out."""

from collections.abc import Mapping
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.messages import Message, Said, errors, labels
from kofukin.model.fiscal_year import YearRange


class Filters(NamedTuple):
    """What a project must be to be counted; an empty field asks nothing. Fields are and-ed, values in one or-ed."""

    words: tuple[str, ...] = ()
    year: tuple[YearRange, ...] = ()
    active: tuple[YearRange, ...] = ()
    program: tuple[str, ...] = ()
    application: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    municipality: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    bare: tuple[str, ...] = ()
    """Which of the bounds were given as numbers without a unit, which are yen."""

    left_out: tuple[int, ...] = ()
    """Numbers of projects that are not to be counted, whatever else they are (see ``query.counted_twice``)."""

    found: bool = False
    """Whether what matches stands in the table ``temp.found`` already (see ``query.found_once``)."""

    def asked(self) -> list[str]:
        """Return the names of the fields in which the user asked something."""
        return [name for name in self._fields if name not in _NOT_ASKED and getattr(self, name) not in ((), None)]

    def said(self, vocabularies: Mapping[str, Mapping[str, Message]]) -> tuple[Said, ...]:
        """Return what was asked, a line each, with ids as the people's words for them."""
        lines = []
        for name in self.asked():
            value = getattr(self, name)
            words = vocabularies.get(name, {})
            if name in ("minimum", "maximum"):
                shown: object = labels.AMOUNT_WITH_UNIT(amount=f"{value:,}", unit=labels.UNIT_YEN)
            elif name in ("year", "active"):
                shown = [years.label() for years in value]
            else:
                shown = [words.get(item, item) for item in value]
            lines.append(labels.ASKED(filter=labels.FILTERS[name], values=shown))
        return tuple(lines)

    def a_year_earlier(self) -> "Filters":
        """Return what asks the same of the projects whose grants are of the fiscal years before those asked for."""
        earlier = [YearRange(*(None if year is None else year - 1 for year in years)) for years in self.year]
        return self._replace(found=False, year=tuple(earlier)) if earlier else self

    def without(self, name: str) -> "Filters":
        return self._replace(found=False, **{name: getattr(Filters(), name)})


def alternatives_in(word: str) -> list[str]:
    """Return the words of which one has to be there: ``観光|産業`` is 観光 or 産業."""
    parts = [part for part in word.replace("｜", "|").split("|") if part.strip()]
    return parts or [word]


_NOT_ASKED = ("left_out", "bare", "found")


class Sort(NamedTuple):
    """One sort key: a field and its direction; unknown values come last either way."""

    field: str
    descending: bool = False


def parse_sort(text: str) -> Sort:
    """Return the sort key in ``FIELD``, ``FIELD:asc`` or ``FIELD:desc``; raises UsageError for another direction."""
    name, colon, direction = text.replace("：", ":").partition(":")
    if colon and direction not in ("asc", "desc"):
        raise UsageError(errors.SORT_DIRECTION(text=text), errors.SORT_EXAMPLE)
    return Sort(name, direction == "desc")
