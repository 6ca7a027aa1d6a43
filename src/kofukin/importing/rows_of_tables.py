"""What a row of a document's table is: by the heads of its columns or, without heads, by what its cells look like."""

import re
from collections.abc import Sequence

from kofukin.importing.brackets import is_application
from kofukin.importing.headings import Heading, is_like_heading, years_in
from kofukin.importing.heads import Heads, field_of
from kofukin.importing.line_grammar import (
    GARBLED,
    Figure,
    Furniture,
    Garbled,
    Money,
    Name,
    Note,
    Plain,
    Reading,
    Total,
    UnitLine,
    is_like_name,
    is_total,
    read_line,
)
from kofukin.importing.money import amounts_on
from kofukin.messages import Message, importing
from kofukin.model.stated_amounts import Amount, Whose, narrow

_PROJECTS_FIELDS = {
    "funds": "national_funds_yen",
    "cost": "stated_cost_yen",
    "name": "name",
    "municipality": "municipality",
    "application": "application",
    "note": "note",
    "year": "fiscal_year",
    "program": "program",
}
"""The fields of heads, as projects call them."""
_RULE = re.compile(r"\s*+:?-*+:?\s*+")
_NUMBER = re.compile(r"(?P<sign>[△▲−-]?)\s*(?P<figure>\d+(?:[,.]\d+)*)")


def read_row(cells: Sequence[str], text: str, heads: Heads | None) -> Reading:
    """Return what a row is. One without heads whose cells do not say is read as the line of ``text`` that it makes."""
    alone = _read_alone(cells)
    if alone is not None:
        return alone
    reading = _read_cells(cells, heads)
    if reading is None and heads is None and cells:
        reading = read_line(text)
    # a lone amount in a table is not the figure of the row above
    return Money() if reading is None or isinstance(reading, Figure) else reading


def _read_alone(cells: Sequence[str]) -> Reading | None:
    """Return what a row's only cell is: anything but a name, or an amount, which would be that of another row."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) != 1:
        return None
    if _NUMBER.fullmatch(narrow(filled[0].strip())):
        return Money()
    reading = read_line(filled[0])
    if isinstance(reading, Figure):
        return Money()
    is_name = isinstance(reading, Name) or (isinstance(reading, Plain) and not _is_heading(reading.text))
    return None if is_name and len(cells) > 1 else reading


def _is_heading(text: str) -> bool:
    return is_like_heading(text) and not is_like_name(text)


def _read_cells(cells: Sequence[str], heads: Heads | None) -> Reading | None:
    """Return what a row's cells say, or None where they do not, or there are none."""
    if any(GARBLED.search(cell) for cell in cells):
        return Garbled()
    if cells and all(_RULE.fullmatch(cell) for cell in cells):
        return Furniture()
    if heads is not None and len(cells) != heads.columns:
        return Money()
    by_field = _guessed_fields(cells) if heads is None else _fields_below(heads, cells)
    found = _amounts_of_row(cells, by_field, heads)
    if found and any(is_total(cell) for cell in cells):
        return Total(found)
    name = by_field.get("name", "")
    if not name:
        return None
    if heads is not None and field_of(name)[0] == "name":
        return Furniture()  # a second row of heads
    named = read_line(name)
    base = named if isinstance(named, Name) else Name(name)
    years = years_in(by_field.get("year", ""))
    return base._replace(
        application_text=by_field.get("application") or base.application_text,
        note="　".join(filter(None, (base.note, by_field.get("note")))) or None,
        amounts=(*base.amounts, *found),
        municipality=by_field.get("municipality") or None,
        fiscal_year=years[0] if len(years) == 1 else None,
        program=None if amounts_in(by_field.get("program", ""), "") else by_field.get("program") or None,
        cells=True,
        doubts=_doubts(cells, heads) if heads is not None else (),
    )


def _fields_below(heads: Heads, cells: Sequence[str]) -> dict[str, str]:
    """Return a row's cells by the fields of their columns; of two columns for one field the first that is filled."""
    by_field: dict[str, str] = {}
    for number, field in heads.fields.items():
        by_field[field] = by_field.get(field) or cells[number].strip()
    return by_field


def _amounts_of_row(cells: Sequence[str], by_field: dict[str, str], heads: Heads | None) -> tuple[Amount, ...]:
    labels = {"funds": "", "cost": "事業費"}
    if heads is None:
        return tuple(amount for field, label in labels.items() for amount in amounts_in(by_field.get(field, ""), label))
    return tuple(
        amount._replace(unit=amount.unit or heads.units.get(number, ""), kind=_WHOSE[field])
        if amount.whose in (Whose.UNNAMED, Whose.COST)
        else amount
        for field, label in labels.items()
        for number in heads.of(field)
        for amount in amounts_in(cells[number], label)
    )


_WHOSE = {"funds": Whose.FUNDS, "cost": Whose.COST}


def _doubts(cells: Sequence[str], heads: Heads) -> tuple[tuple[str, Message], ...]:
    """Return what the columns leave open: fields that two of them hold, and amounts below a head nobody knows."""
    doubts = []
    for field, written in _PROJECTS_FIELDS.items():
        columns = heads.of(field)
        filled = {cells[number].strip() for number in columns} - {""}
        if len(columns) > 1 and (len(filled) > 1 or (filled and field in ("funds", "cost"))):
            doubts.append((written, importing.TWO_COLUMNS))
    unknown = [cell for number, cell in enumerate(cells) if heads.fields.get(number, "program") == "program"]
    if any(amounts_in(cell, "") for cell in unknown):
        doubts.append((_PROJECTS_FIELDS["funds"], importing.COLUMN_UNKNOWN))
    return tuple(dict(doubts).items())


def amounts_in(cell: str, label: str) -> list[Amount]:
    """Return the amounts of a cell; what a bare number in it is, its column says."""
    found = list(amounts_on(cell))
    if not found and (number := _NUMBER.fullmatch(narrow(cell.strip()))):
        found = [Amount("", number["figure"], "", 0, 0, len(cell), False, not number["sign"])]
    return [amount._replace(label=label) if amount.whose is Whose.UNNAMED else amount for amount in found]


def _guessed_fields(cells: Sequence[str]) -> dict[str, str]:
    """Return the fields of a row without heads, only if one cell is an amount and one other can be a name."""
    funds, names, words = [], [], []
    for cell in filter(str.strip, cells):
        reading = read_line(cell)
        if isinstance(reading, Figure):
            funds.append(cell)
        elif is_application(cell):
            words.append(cell)
        elif isinstance(reading, Plain):
            names.append(reading.text)
        elif isinstance(reading, Name):
            names.append(cell)
        elif not isinstance(reading, Furniture):
            return {}
    if len(funds) == len(names) == 1 and len(words) <= 1:
        return {"funds": funds[0], "name": names[0], "application": words[0] if words else ""}
    return {}


def is_cell(text: str) -> bool:
    """Return whether a piece of a line is what stands in a narrow column: an amount, a number, words of application."""
    reading = read_line(text)
    return (
        isinstance(reading, Figure | Furniture | UnitLine | Note)
        or is_application(text)
        or (isinstance(reading, Heading) and not reading.programs and reading.municipality is not None)
        or bool(_NUMBER.fullmatch(narrow(text.strip())))
        or field_of(text)[0] is not None
    )
