"""What a row of a document's table is: by the heads of its columns or, without heads, by what its cells look like."""

import re
from collections.abc import Sequence

from kofukin.importing.brackets import is_application
from kofukin.importing.headings import Heading, years_in
from kofukin.importing.heads import Heads, field_of
from kofukin.importing.line_grammar import (
    GARBLED,
    TOTAL,
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
    read_line,
)
from kofukin.stated_amounts import Amount, Whose, amounts_on, narrow

_RULE = re.compile(r"\s*:?-*:?\s*")
_NUMBER = re.compile(r"(?P<sign>[△▲−-]?)\s*(?P<figure>\d+(?:[,.]\d+)*)")


def read_row(cells: Sequence[str], text: str, heads: Heads | None) -> Reading:
    """Return what a row is. One without heads whose cells do not say is read as the line of ``text`` that it makes."""
    reading = _read_cells(cells, heads)
    if reading is None and heads is None and cells:
        reading = read_line(text)
    # a lone amount in a table is not the figure of the row above
    return Money() if reading is None or isinstance(reading, Figure) else reading


def _read_cells(cells: Sequence[str], heads: Heads | None) -> Reading | None:
    """Return what a row's cells say, or None where they do not, or there are none."""
    if any(GARBLED.search(cell) for cell in cells):
        return Garbled()
    if cells and all(_RULE.fullmatch(cell) for cell in cells):
        return Furniture()
    if heads is None:
        by_field = _guessed_fields(cells)
    elif len(cells) != heads.columns:
        return Money()
    else:
        by_field = {field: cells[number].strip() for number, field in heads.fields.items()}
    name = by_field.get("name", "")
    found = (*amounts_in(by_field.get("funds", ""), ""), *amounts_in(by_field.get("cost", ""), "事業費"))
    if found and any(TOTAL.match(narrow(cell.strip())) for cell in cells):
        return Total(found)
    if not name:
        return None
    named = read_line(name)
    base = named if isinstance(named, Name) else Name(name)
    years = years_in(by_field.get("year", ""))
    return base._replace(
        application_text=by_field.get("application") or base.application_text,
        note="　".join(filter(None, (base.note, by_field.get("note")))) or None,
        amounts=(*base.amounts, *found),
        municipality=by_field.get("municipality") or None,
        fiscal_year=years[0] if len(years) == 1 else None,
        program=by_field.get("program") or None,
        cells=True,
    )


def amounts_in(cell: str, label: str) -> list[Amount]:
    """Return the amounts of a cell; what a bare number in it is, its column says."""
    found = amounts_on(cell)
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
