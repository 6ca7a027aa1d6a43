"""What the user asks of projects, as values that know nothing of how it is found out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from kofukin.errors import UsageError
from kofukin.messages import Message, Option, Said, errors, labels
from kofukin.model.amounts import is_bare, parse_signed_yen, show
from kofukin.model.fiscal_year import YearRange, parse_ranges

Value = TypeVar("Value")
Texts = Sequence[str] | None

_MOST_GIVEN = 200


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
    """Numbers of projects that are not to be counted, whatever else they are (see ``query.twice.counted_twice``)."""

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


def filters_of(
    words: Texts = None,
    year: Texts = None,
    active: Texts = None,
    program: Texts = None,
    application: Texts = None,
    partner: Texts = None,
    municipality: Texts = None,
    min: str | None = None,
    max: str | None = None,
) -> Filters:
    """Return what a project must be, from what people write; the data has yet to say what their names name.

    Raises UsageError for a bad year or amount, for bounds that contradict and for more than can be asked at once.
    """
    minimum, maximum = (parse_signed_yen(bound) if bound is not None else None for bound in (min, max))
    if minimum is not None and maximum is not None and minimum > maximum:
        ends = {name: Option(name) for name in ("min", "max")}
        reason = errors.BOUNDS_CONTRADICT(minimum=show(minimum), maximum=show(maximum), **ends)
        raise UsageError(reason, errors.SWAP_BOUNDS(**ends))
    bounded(errors.THE_WORDS, [each for word in words or () for each in alternatives_in(word)])
    return Filters(
        words=tuple(map(_phrase, words or ())),
        year=_years("year", year),
        active=_years("active", active),
        program=bounded(Option("program"), program),
        application=bounded(Option("application"), application),
        partner=bounded(Option("partner"), partner),
        municipality=bounded(Option("municipality"), municipality),
        minimum=minimum,
        maximum=maximum,
        bare=tuple(
            name for name, bound in (("minimum", min), ("maximum", max)) if bound is not None and is_bare(bound)
        ),
    )


def _phrase(word: str) -> str:
    """Return a word without the quotation marks that some shells leave around a phrase."""
    quoted = len(word) > 2 and (word[0], word[-1]) in {('"', '"'), ("“", "”"), ("＂", "＂")}
    return word[1:-1] if quoted else word


def _years(option: str, texts: Texts) -> tuple[YearRange, ...]:
    return bounded(Option(option), [years for text in texts or () for years in parse_ranges(text)])


def bounded(option: Message | Option, values: Sequence[Value] | None, most: int = _MOST_GIVEN) -> tuple[Value, ...]:
    """Return what was given for an option that can be repeated; raises UsageError for more than can be asked."""
    if len(values or ()) > most:
        count = len(values or ())
        raise UsageError(errors.TOO_MANY_GIVEN(option=option, count=count, most=most), errors.ASK_FOR_LESS)
    return tuple(values or ())


def limit_of(text: str) -> int:
    """Return how many at the most; raises UsageError for what is no count."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        example = errors.FOR_EXAMPLE(option=Option("limit", 10))
        raise UsageError(errors.NOT_A_COUNT(option=Option("limit"), text=text), example)
    return int(text)


class Sort(NamedTuple):
    """One sort key: a field and its direction; unknown values come last either way."""

    field: str
    descending: bool = False


def parse_sort(text: str) -> Sort:
    """Return the sort key in ``FIELD``, ``FIELD:asc`` or ``FIELD:desc``; raises UsageError for another direction."""
    name, colon, direction = text.replace("：", ":").partition(":")
    if colon and direction not in ("asc", "desc"):
        example = errors.FOR_EXAMPLE(option=Option("sort", "national_funds_yen:desc"))
        raise UsageError(errors.SORT_DIRECTION(text=text), example)
    return Sort(name, direction == "desc")


def sort_of(texts: Texts) -> tuple[Sort, ...]:
    """Return the sort keys, the first the strongest."""
    return tuple(map(parse_sort, bounded(Option("sort"), texts)))
