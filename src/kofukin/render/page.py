"""One project as a page: for people in a terminal, as Markdown, or as one JSON object."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from kofukin.messages import Message, Said, errors, labels, say
from kofukin.model import amounts
from kofukin.model.amounts import Unit
from kofukin.model.fields import (
    DOCUMENT,
    DRAFT_VERSION,
    FIELDS,
    OPEN,
    PROGRAM_BASES,
    PROJECT,
    RATES,
    Field,
    Kind,
    by_name,
)
from kofukin.model.fiscal_year import era_label
from kofukin.query.details import Detail
from kofukin.render import Style
from kofukin.render.json_text import json_object
from kofukin.render.markdown import escaped
from kofukin.render.painting import BOLD, DIM, painted
from kofukin.render.people import visible
from kofukin.table import Value
from kofukin.text.display_width import display_width, pad, wrap

_NARROWEST_TEXT = 20


_WIDEST_TEXT = 100
"""What the eye still follows from one line to the next, however wide the window."""


class Entry(NamedTuple):
    """A line of the page: what it is about, and what the data says.

    ``begins``: it is the first of those that belong together, as money or sources do. ``is_main``: it is the figure
    that the page is opened for.
    """

    label: Message
    text: str
    begins: bool = False
    is_main: bool = False


def citation(detail: Detail, style: Style) -> str:
    """Return a sentence to copy: the figure in yen, the document and the place in it, the dataset and its version."""
    values = detail.values
    yen = values["national_funds_yen"]
    amount: Said | Message = labels.NO_AMOUNT
    if isinstance(yen, int):
        amount = labels.AMOUNT_WITH_UNIT(amount=amounts.show(yen), unit=labels.UNIT_YEN)
    place = _place(detail, style)
    title, version = detail.dataset
    # An imported file is called a draft until somebody gives it a name; what is settled is cited by its document alone.
    is_draft = version == DRAFT_VERSION and not detail.open
    said = (labels.CITATION_OF_DOCUMENT if is_draft else labels.CITATION_TEXT)(
        name=values["name"] or values["id"],
        amount=amount,
        document=_document_cited(detail, style),
        place=(("、" if style.language == "ja" else ", ") + place) if place else "",
        dataset=title,
        version=version,
    )
    return said.in_(style.language)


def _document_cited(detail: Detail, style: Style) -> object:
    """Return the document's title, with its address and the day it was retrieved where the data knows them."""
    title, document = detail.values["source_document"], detail.document
    if document is None or not (document.address or document.retrieved):
        return title
    retrieved = labels.RETRIEVED_ON(date=document.retrieved) if document.retrieved else None
    return labels.DOCUMENT_AT(title=title, where=[part for part in (document.address, retrieved) if part])


def render_page_table(detail: Detail, style: Style) -> Iterator[str]:
    """Yield the page as aligned text in groups, wrapped to the window where there is one."""
    for line in _wrapped(visible(str(detail.values["name"] or detail.values["id"])), style.width):
        yield painted(line, BOLD, style) + "\n"
    said = _whole(detail, style)
    width = max(display_width(entry.label.in_(style.language)) for entry in said)
    for number, entry in enumerate(said):
        if entry.begins or number == 0:
            yield "\n"
        room = min(_WIDEST_TEXT, max(_NARROWEST_TEXT, style.width - width - 2)) if style.width else None
        label = painted(pad(entry.label.in_(style.language), width), DIM, style)
        for line in _wrapped(entry.text, room):
            yield f"{label}  {painted(line, BOLD, style) if entry.is_main else line}\n"
            label = " " * width


def render_page_markdown(detail: Detail, style: Style) -> Iterator[str]:
    """Yield the page as Markdown: the name as its heading, an entry a line."""
    yield f"# {escaped(visible(str(detail.values['name'] or detail.values['id'])))}\n\n"
    for entry in _whole(detail, style):
        yield f"- **{entry.label.in_(style.language)}**: {escaped(entry.text)}\n"


def render_page_json(detail: Detail, style: Style) -> Iterator[str]:
    """Yield one object: see ``values_of``."""
    yield json_object(values_of(detail, style), style, indent=2) + "\n"


def values_of(detail: Detail, style: Style) -> dict[str, Value]:
    """Return every field, amounts in the style's unit, ``related``, the ``citation``, the document, any open points."""
    values = dict(_in_unit(name, value, style.unit) for name, value in detail.values.items())
    values |= {"related": detail.related, "citation": citation(detail, style)}
    if detail.document is not None:
        values["document"] = cast("Value", detail.document._asdict())
    if detail.open:
        values["open"] = tuple(f"{field}: {text}" if field else text for field, text in detail.open)
    return values


def _in_unit(name: str, value: Value, unit: Unit) -> tuple[str, Value]:
    """Return a field in ``unit``, its name with it if it is an amount."""
    if not name.endswith("_yen"):
        return name, value
    return name.removesuffix("yen") + unit.field, amounts.in_unit(value, unit) if isinstance(value, int) else value


def _wrapped(text: str, width: int | None) -> list[str]:
    if not width:
        return [text]
    return [part for line in wrap(text, width) for part in _cut(line, width)]


def _cut(line: str, width: int) -> list[str]:
    """Return a line in parts of at most ``width`` columns: an address or a checksum has no place to break it at."""
    if not line.isascii():
        return [line]
    return [line[start : start + width] for start in range(0, len(line), width)] or [line]


def _whole(detail: Detail, style: Style) -> list[Entry]:
    """Return all that is known, the document's facts beside its title; a page of many projects says these once."""
    said = list(entries(detail, style))
    place = max(number for number, entry in enumerate(said, start=1) if entry.label in (_SOURCE, labels.PLACE))
    return [*said[:place], *_document_entries(detail), *said[place:]]


def entries(detail: Detail, style: Style) -> Iterator[Entry]:
    """Yield what the page says, in reading order; what the source does not say is named so or left out, never 0."""
    group = None
    for fact in _facts(detail, style):
        if fact.text not in (None, "", []):
            words = visible(str(say(fact.text, style.language)))
            yield Entry(fact.label, words, fact.group != group, fact.label == FIELDS["national_funds_yen"].label)
            group = fact.group


def _document_entries(detail: Detail) -> Iterator[Entry]:
    for field in DOCUMENT.fields if detail.document is not None else ():
        value = getattr(detail.document, field.name)
        if field.label is not None and field.name != "title" and value is not None:
            yield Entry(field.label, visible(f"{value:,}" if field.kind is Kind.INTEGER else str(value)))


class _Fact(NamedTuple):
    label: Message
    text: object
    group: str


def _facts(detail: Detail, style: Style) -> Iterator[_Fact]:
    """Yield each field in order, in words of its own where it has some, then what is no field of a list."""
    group = ""
    for name in _IN_ORDER:
        field = FIELDS[name]
        label, worded = _WORDINGS.get(name, (None, None))
        group = name if name in _BEGIN_GROUPS else group
        yield _Fact(label or field.labelled, worded(detail, style) if worded else _plain(field, detail, style), group)
    yield _Fact(CONTINUES, _as_read(detail.continues), "related")
    yield _Fact(labels.CONTINUED_BY, _as_read(detail.continued_by), "related")
    for point_field, text in detail.open:
        yield _Fact(labels.OPEN_POINT, _open_point(point_field, text), "open")
    yield _Fact(labels.CITATION, citation(detail, style), "citation")


def _plain(field: Field, detail: Detail, style: Style) -> object:
    value = detail.values[field.name]
    if field.kind is Kind.YEN and value is not None:
        return _amount(value, style)
    return field.words.get(str(value), value) if field.words and value is not None else value


def _as_read(projects: str | list[str] | None) -> Said | None:
    return labels.AS_READ(projects=projects, mark=labels.READ_SO) if projects else None


def _open_point(field: str | None, text: str) -> object:
    label = _LABELS.get(field) if field else None
    return errors.LOCATED(where=label, reason=text) if label else text


def _amount(value: object, style: Style) -> Said | Message:
    if not isinstance(value, int):
        return labels.NO_AMOUNT
    return labels.AMOUNT_WITH_UNIT(amount=amounts.show(value, style.unit), unit=style.unit.label)


def _municipality(detail: Detail, style: Style) -> object:
    return " ".join(str(v) for v in (detail.values["municipality"], detail.values["municipality_code"]) if v)


def _program(detail: Detail, style: Style) -> object:
    if detail.values["program"] is None:
        return PROGRAM_BASES[OPEN]
    return Message(
        f"{detail.values['program_name']}（{detail.values['program']}）",
        f"{detail.values['program_name']} ({detail.values['program']}"
        + (f"; {detail.program_name_en}, unofficial)" if detail.program_name_en else ")"),
    )


def _year(value: object) -> object:
    return labels.YEAR_BOTH(era=era_label(value), year=value) if isinstance(value, int) else value


def _runs(detail: Detail, style: Style) -> object:
    first, last = detail.values["fiscal_year"], detail.values["last_fiscal_year"]
    if last is None:
        return labels.RUNS_UNKNOWN(first=_year(first))
    if first == last:
        return labels.RUNS_ONE(first=_year(first))
    return labels.RUNS_FROM_TO(first=_year(first), last=_year(last))


def _application(detail: Detail, style: Style) -> object:
    word = _plain(FIELDS["application"], detail, style)
    text = detail.values["application_text"]
    return labels.APPLICATION_AS_WRITTEN(application=word, text=text) if word and text else word or text


def _rate(detail: Detail, style: Style) -> object:
    rate = detail.values["subsidy_rate"]
    return labels.RATE_NOTE(rate=RATES.get(str(rate), rate)) if rate else None


def _estimate(detail: Detail, style: Style) -> object:
    cost = detail.values["estimated_cost_yen"]
    if cost is None:
        return None
    note = labels.ESTIMATE_NOTE if detail.values["stated_cost_yen"] is None else labels.ESTIMATE_BESIDE_STATED
    return note(amount=_amount(cost, style))


def _partner_shares(detail: Detail, style: Style) -> object:
    shares: list[Said] = [
        labels.SHARE_UNSTATED(partner=share.name)
        if share.national_funds_yen is None
        else labels.SHARE_OF(partner=share.name, amount=_amount(share.national_funds_yen, style))
        for share in detail.partners
    ]
    if detail.stated_partner_national_funds_yen is not None:
        shares.append(labels.SHARES_IN_ALL(amount=_amount(detail.stated_partner_national_funds_yen, style)))
    return labels.NOT_IN_FUNDS(shares=shares) if shares else None


def _place(detail: Detail, style: Style) -> str:
    values = detail.values
    places = [
        message(**{key: value}).in_(style.language)
        for message, key, value in (
            (labels.PAGE, "page", values["source_page"]),
            (labels.NAME_LINE, "line", values["source_line"]),
            (labels.AMOUNT_LINE, "line", detail.source_amount_line),
        )
        if value is not None
    ]
    return str(say(places, style.language))


CONTINUES = by_name(PROJECT.fields)["continues"].labelled
_SOURCE = FIELDS["source_document"].labelled
_LABELS = {field.name: field.label for field in PROJECT.fields}
_WORDINGS: dict[str, tuple[Message | None, Callable[[Detail, Style], object]]] = {
    "municipality": (None, _municipality),
    "era_year": (None, lambda detail, style: _year(detail.values["fiscal_year"])),
    "last_fiscal_year": (labels.RUNS, _runs),
    "program": (None, _program),
    "application": (None, _application),
    "national_funds_yen": (None, lambda detail, style: _amount(detail.values["national_funds_yen"], style)),
    "partner_national_funds_yen": (labels.PARTNER_SHARES, _partner_shares),
    "subsidy_rate": (None, _rate),
    "estimated_cost_yen": (None, _estimate),
    "source_page": (labels.PLACE, _place),
}
"""Fields that ``show`` words in its own way, some under a label of its own."""
_TOLD_ELSEWHERE = frozenset(
    {*("municipality_code", "fiscal_year", "program_name", "application_text", "partners", "source_line"), "name"}
)
"""Fields that stand beside another one, or over the page."""
_FIRST = ("id", "municipality", "program")
_BEGIN_GROUPS = frozenset({"national_funds_yen", "note", "program_basis", "source_document"})
"""Fields before which a space is left: money, words, why it is under its program, and where it stands."""
_IN_ORDER = (*_FIRST, *(name for name in FIELDS if name not in {*_FIRST, *_TOLD_ELSEWHERE}))
