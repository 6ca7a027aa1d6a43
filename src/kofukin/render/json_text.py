"""JSON and JSON Lines: field names, exact values, null for what is not known."""

import json
import re
from collections.abc import Iterator, Mapping

from kofukin.render import Style
from kofukin.table import Table, Value

_UNSAFE_IN_A_TERMINAL = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def render_json(table: Table, style: Style) -> Iterator[str]:
    """Yield an array of objects, one on each line."""
    opening = "[\n  "
    for line in _objects(table, style):
        yield opening + line
        opening = ",\n  "
    yield "[]\n" if opening.startswith("[") else "\n]\n"


def render_jsonl(table: Table, style: Style) -> Iterator[str]:
    """Yield one object a line."""
    return (line + "\n" for line in _objects(table, style))


def json_object(values: Mapping[str, Value], style: Style, indent: int | None = None) -> str:
    """Return one object as JSON; what a terminal would obey is escaped, and all but ASCII where it can't be shown."""
    readable = style.encoding == "utf-8"
    text = json.dumps(values, ensure_ascii=not readable, default=_number, indent=indent)
    return _UNSAFE_IN_A_TERMINAL.sub(lambda match: f"\\u{ord(match[0]):04x}", text) if readable else text


def _objects(table: Table, style: Style) -> Iterator[str]:
    names = [column.name for column in table.columns]
    for row in table.rows:
        yield json_object(dict(zip(names, row, strict=True)), style)


def _number(value: object) -> float:
    """Return a Decimal as the float that prints the same digits: amounts stay far below the 15 that a float keeps."""
    from decimal import Decimal  # loads slowly, and few amounts are one

    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value))
