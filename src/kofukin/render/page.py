"""One project as a page: for people in a terminal, as Markdown, or as one JSON object."""

from collections.abc import Iterator
from typing import NamedTuple

from kofukin.messages import Message, Said, labels, say
from kofukin.model import amounts
from kofukin.model.amounts import Unit
from kofukin.model.fiscal_year import era_label
from kofukin.query import Detail
from kofukin.render import Style
from kofukin.render.json_text import json_object
from kofukin.render.markdown import escaped
from kofukin.render.people import visible
from kofukin.table import Value
from kofukin.text.display_width import display_width, pad, wrap

_NARROWEST_TEXT = 20


class Entry(NamedTuple):
    """A line of the page: what it is about, and what the data says."""

    label: Message
    text: str


def citation(detail: Detail, style: Style) -> str:
    """Return a sentence to copy: the figure in yen, the document and the place in it, the dataset and its version."""
    values = detail.values
    yen = values["national_funds_yen"]
    amount: Said | Message = labels.NO_AMOUNT
    if isinstance(yen, int):
        amount = labels.AMOUNT_WITH_UNIT(amount=amounts.show(yen), unit=labels.UNIT_YEN)
    place = _place(detail, style)
    title, version = detail.dataset
    said = labels.CITATION_TEXT(
        name=values["name"],
        amount=amount,
        document=values["source_document"],
        place=(("、" if style.language == "ja" else ", ") + place) if place else "",
        dataset=title,
        version=version,
    )
    return said.in_(style.language)


def render_page_table(detail: Detail, style: Style) -> Iterator[str]:
    """Yield the page as aligned text, wrapped to the window where there is one."""
    yield "\n".join(_wrapped(visible(str(detail.values["name"])), style.width)) + "\n\n"
    said = list(entries(detail, style))
    width = max(display_width(entry.label.in_(style.language)) for entry in said)
    for entry in said:
        room = max(_NARROWEST_TEXT, style.width - width - 2) if style.width else None
        first, *more = _wrapped(entry.text, room)
        yield f"{pad(entry.label.in_(style.language), width)}  {first}\n"
        for line in more:
            yield f"{' ' * (width + 2)}{line}\n"


def render_page_markdown(detail: Detail, style: Style) -> Iterator[str]:
    """Yield the page as Markdown: the name as its heading, an entry a line."""
    yield f"# {escaped(visible(str(detail.values['name'])))}\n\n"
    for entry in entries(detail, style):
        yield f"- **{entry.label.in_(style.language)}**: {escaped(entry.text)}\n"


def render_page_json(detail: Detail, style: Style) -> Iterator[str]:
    """Yield one object: every field with amounts in the style's unit, ``related`` ids and the ``citation``."""
    values = dict(_in_unit(name, value, style.unit) for name, value in detail.values.items())
    values |= {"related": detail.related, "citation": citation(detail, style)}
    values |= [_in_unit("stated_cost_yen", detail.stated_cost_yen, style.unit)]
    yield json_object(values, style, indent=2) + "\n"


def _in_unit(name: str, value: Value, unit: Unit) -> tuple[str, Value]:
    """Return a field in ``unit``, its name with it if it is an amount."""
    if not name.endswith("_yen"):
        return name, value
    return name.removesuffix("yen") + unit.field, amounts.in_unit(value, unit) if isinstance(value, int) else value


def _wrapped(text: str, width: int | None) -> list[str]:
    return wrap(text, width) if width else [text]


def entries(detail: Detail, style: Style) -> Iterator[Entry]:
    """Yield what the page says, in reading order; what the source does not say is named so or left out, never 0."""
    for label, text in _facts(detail, style):
        if text not in (None, "", []):
            yield Entry(label, visible(str(say(text, style.language))))


def _facts(detail: Detail, style: Style) -> Iterator[tuple[Message, object]]:
    values, fields = detail.values, labels.FIELDS
    yield fields["id"], values["id"]
    yield fields["municipality"], " ".join(str(v) for v in (values["municipality"], values["municipality_code"]) if v)
    yield fields["program"], _program(detail)
    yield fields["era_year"], _year(values["fiscal_year"])
    yield labels.RUNS, _runs(values["fiscal_year"], values["last_fiscal_year"])
    yield fields["application"], _application(detail)
    yield fields["national_funds_yen"], _amount(values["national_funds_yen"], style)
    yield labels.PARTNER_SHARES, _partner_shares(detail, style)
    yield fields["subsidy_rate"], labels.RATE_NOTE(rate=values["subsidy_rate"]) if values["subsidy_rate"] else None
    if detail.stated_cost_yen is not None:
        yield labels.STATED_COST, _amount(detail.stated_cost_yen, style)
    if values["estimated_cost_yen"] is not None:
        note = labels.ESTIMATE_NOTE if detail.stated_cost_yen is None else labels.ESTIMATE_BESIDE_STATED
        yield fields["estimated_cost_yen"], note(amount=_amount(values["estimated_cost_yen"], style))
    yield fields["amount_basis"], _word("amount_basis", values["amount_basis"])
    yield fields["note"], values["note"]
    yield fields["summary"], values["summary"]
    yield fields["program_basis"], _word("program_basis", values["program_basis"])
    yield fields["program_evidence"], values["program_evidence"]
    yield fields["source_document"], values["source_document"]
    yield labels.PLACE, _place(detail, style)
    yield labels.CONTINUES, _as_read(detail.continues)
    yield labels.CONTINUED_BY, _as_read(detail.continued_by)
    yield labels.CITATION, citation(detail, style)


def _as_read(projects: str | list[str] | None) -> Said | None:
    return labels.AS_READ(projects=projects, mark=labels.READ_SO) if projects else None


def _word(field: str, value: object) -> object:
    return labels.VOCABULARIES[field].get(str(value), value) if value is not None else None


def _amount(value: object, style: Style) -> Said | Message:
    if not isinstance(value, int):
        return labels.NO_AMOUNT
    return labels.AMOUNT_WITH_UNIT(amount=amounts.show(value, style.unit), unit=style.unit.label)


def _program(detail: Detail) -> object:
    if detail.values["program"] is None:
        return labels.VOCABULARIES["program_basis"]["open"]
    return Message(
        f"{detail.values['program_name']}（{detail.values['program']}）",
        f"{detail.values['program_name']} ({detail.values['program']}"
        + (f"; {detail.program_name_en}, unofficial)" if detail.program_name_en else ")"),
    )


def _year(value: object) -> object:
    return labels.YEAR_BOTH(era=era_label(value), year=value) if isinstance(value, int) else value


def _runs(first: object, last: object) -> object:
    if last is None:
        return labels.RUNS_UNKNOWN(first=_year(first))
    if first == last:
        return labels.RUNS_ONE(first=_year(first))
    return labels.RUNS_FROM_TO(first=_year(first), last=_year(last))


def _application(detail: Detail) -> object:
    word = _word("application", detail.values["application"])
    text = detail.values["application_text"]
    return labels.APPLICATION_AS_WRITTEN(application=word, text=text) if word and text else word or text


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
