"""Small tables for the formats to write, and a column of each kind."""

from kofukin.messages import labels
from kofukin.model.fields import by_name
from kofukin.query import FIELDS
from kofukin.query.fields import MEASURE_FIELDS
from kofukin.render import FORMATS, Style, render
from kofukin.table import Column, Row, Table

JA, EN = Style("ja"), Style("en")
RAW = Style("en", raw=True)
DRAWN = labels.DRAWN_FROM(datasets=["試験 1"])
NOTE = labels.BASIS_UNSTATED


def column(name: str, names_group: bool = False) -> Column:
    field = (by_name(MEASURE_FIELDS) | FIELDS)[name]
    return Column(name, field.kind, field.labelled, field.words or {}, names_group)


def table(names: str, *rows: Row) -> Table:
    return Table(tuple(map(column, names.split())), rows)


PROJECTS = table(
    "id application national_funds_yen name partners",
    ("a-1", "joint", 37_000_000, "「さっぽろ圏」若者定着", ("北海道", "6 自治体")),
    ("b-2", None, None, "IT 産業", ()),
    ("c-3", "single", 0, '空間, "整備"', ()),
)._replace(title=labels.LIST_TITLE, notes=(NOTE,), drawn=DRAWN)

TOTALS = Table(
    (column("application", names_group=True), *map(column, ("projects", "national_funds_yen", "share"))),
    (("single", 1, 30_000_000, 0.75), ("joint", 2, 10_001_500, 0.25), (None, 1, None, None)),
    total=(None, 4, 40_001_500, 1.0),
    notes=(NOTE,),
    title=labels.TOTALS_TITLE,
    drawn=DRAWN,
    sheet=labels.SHEET_TOTALS,
)

UNSAFE = "a\x1b[31mb\x00c\x9bd\u202ee\u2066f\u200bg\ufeffh\x7fi"
"""Text that a terminal would obey: an escape sequence, control characters, direction marks, invisible ones."""


def rendered(answer: Table, format_: str, style: Style) -> str:
    return "".join(render(answer, FORMATS[format_], style))
