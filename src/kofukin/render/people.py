"""Values as people read them: translated words, grouped digits, nothing that a terminal would obey."""

import math
import re

from kofukin.messages import labels
from kofukin.model import amounts
from kofukin.render import Style
from kofukin.table import Column, Kind, Row, Table, Value

UNKNOWN = "-"

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def visible(text: str) -> str:
    """Return ``text`` without control and bidirectional characters; line breaks and tabs become a space."""
    if text.isprintable():
        return text
    return _INVISIBLE.sub(lambda match: " " if re.search(r"[\t\n\r\u2028\u2029]", match[0]) else "", text)


def label(column: Column, style: Style) -> str:
    return visible(column.label.in_(style.language))


def cell(value: Value, column: Column, style: Style) -> str:
    """Return a value as people read it; an unknown one is ``-``, never 0 and never blank."""
    if value is None or value == ():
        return labels.UNKNOWN_GROUP.in_(style.language) if column.names_group else UNKNOWN
    if isinstance(value, tuple):
        items = [cell(item, column, style) for item in value]
        return "、".join(items) if style.language == "ja" else ", ".join(items)
    if column.kind is Kind.YEN and isinstance(value, int):
        return amounts.show(value, style.unit, column.decimals)
    if column.kind in (Kind.SHARE, Kind.RATE) and isinstance(value, float):
        return percent(value)
    if not isinstance(value, str):
        return str(value)
    if value in column.vocabulary:
        return visible(column.vocabulary[value].in_(style.language))
    return visible(value)


def percent(value: float) -> str:
    """Return a share or rate in percent; one that is not 0 never reads as 0: a city's part of the nation's money."""
    text = f"{value:.1%}"
    if value == 0 or text.strip("-0.%"):
        return text
    return f"{value * 100:.{-math.floor(math.log10(abs(value * 100)))}f}%"


def cells(row: Row, table: Table, style: Style) -> list[str]:
    return [cell(value, column, style) for value, column in zip(row, table.columns, strict=True)]


def rows_of_cells(table: Table, style: Style) -> list[list[str]]:
    """Return all rows as people read them; a value that comes back, as years and programs do, is worded once."""
    known: list[dict[Value, str]] = [{} for _ in table.columns]
    rows = []
    for row in table.rows:
        texts = []
        for value, column, words in zip(row, table.columns, known, strict=True):
            text = words.get(value)
            if text is None:
                text = words[value] = cell(value, column, style)
            texts.append(text)
        rows.append(texts)
    return rows


def total_cells(table: Table, style: Style) -> list[str]:
    """Return the total row: its name in the first column that is not added up, nothing in others that are not."""
    if table.total is None:
        return []
    texts = [
        "" if column.names_group else cell(value, column, style)
        for value, column in zip(table.total, table.columns, strict=True)
    ]
    place = total_place(table)
    if place is not None:
        texts[place] = table.total_label.in_(style.language)
    return texts


def total_place(table: Table) -> int | None:
    """Return the column in which the total row bears its name; None where each is a sum."""
    return next((i for i, column in enumerate(table.columns) if column.names_group or not column.kind.is_number), None)


def asked(table: Table, style: Style) -> str:
    """Return which filters the rows passed, in words."""
    return ("、" if style.language == "ja" else "; ").join(visible(line.in_(style.language)) for line in table.asked)


def title(table: Table, style: Style) -> str:
    """Return what the table is, in the reader's own words where there are some (``--title``), and what was asked."""
    own = style.title if style.title is not None else table.title.in_(style.language) if table.title else ""
    said = asked(table, style)
    whole = labels.TITLE_ASKED(title=own, asked=said).in_(style.language) if own and said else own or said
    return visible(whole)


def drawn(table: Table, style: Style) -> str:
    """Return which data the table is from."""
    return visible(table.drawn.in_(style.language)) if table.drawn else ""


def provenance(table: Table, style: Style, *more: str) -> str:
    """Return what was asked, of which data, and what more there is to say, as a line that stands by itself."""
    said = asked(table, style)
    between = "　" if style.language == "ja" else ". "
    return between.join(filter(None, [said[:1].upper() + said[1:], drawn(table, style), *more]))


def unit(table: Table, style: Style) -> str:
    """Return the unit of the amounts, as it stands at the right above a table; empty where there are none."""
    if not any(column.kind is Kind.YEN for column in table.columns):
        return ""
    return labels.IN_UNIT(unit=style.unit.label).in_(style.language)
