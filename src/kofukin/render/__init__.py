"""Table → text, one module a format. Only ``terminal`` knows rich, and nothing loads it but a table for people."""

import importlib
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from kofukin.messages import Language
from kofukin.model.amounts import Unit
from kofukin.table import Table

Notes = Literal["full", "short", "none"]
"""How much is said under a people's table; ``short`` keeps on two lines what would be misread without."""

NOTES: tuple[Notes, ...] = get_args(Notes)


class Style(NamedTuple):
    """How the reader wants it: language, unit of people's amounts, notes, and what the output can take."""

    language: Language
    unit: Unit = Unit.THOUSAND
    raw: bool = False
    excel: bool = False
    color: bool = False
    width: int | None = None
    encoding: str = "utf-8"
    notes: Notes = "full"
    title: str | None = None


class Format(NamedTuple):
    """An output format: the module that renders it, its file ending, and whether people or machines read it.

    One that is no text (``is_binary``) is written to files only.
    """

    name: str
    module: str
    ending: str | None
    for_people: bool
    is_binary: bool = False


FORMATS = {
    entry.name: entry
    for entry in (
        Format("table", "kofukin.render.terminal", None, for_people=True),
        Format("csv", "kofukin.render.delimited", ".csv", for_people=False),
        Format("tsv", "kofukin.render.delimited", ".tsv", for_people=False),
        Format("json", "kofukin.render.json_text", ".json", for_people=False),
        Format("jsonl", "kofukin.render.json_text", ".jsonl", for_people=False),
        Format("markdown", "kofukin.render.markdown", ".md", for_people=True),
        Format("xlsx", "kofukin.render.workbook", ".xlsx", for_people=True, is_binary=True),
    )
}

DELIMITED = ("csv", "tsv")


def render_binary(table: Table, format_: Format, style: Style) -> bytes:
    """Return the table as a file's bytes in a binary ``format_``."""
    data: bytes = getattr(importlib.import_module(format_.module), f"render_{format_.name}")(table, style)
    return data


def render(table: Table, format_: Format, style: Style) -> Iterator[str]:
    """Yield the table as text in ``format_``, piece by piece, so that a long one is never held whole."""
    module = importlib.import_module(format_.module)
    pieces: Iterator[str] = getattr(module, f"render_{format_.name}")(table, style)
    return pieces
