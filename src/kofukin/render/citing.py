"""A figure's source as programs that keep references take it: BibTeX, and the JSON of the Citation Style Language."""

import re
from collections.abc import Iterator
from typing import Any

from kofukin.errors import UsageError
from kofukin.model.fiscal_year import parse
from kofukin.query.details import Detail
from kofukin.render import Style
from kofukin.render.json_text import json_object
from kofukin.render.page import citation
from kofukin.render.people import visible
from kofukin.text.links import is_link

_DATE = re.compile(r"(?P<year>[^.年/-]+)(?:[.年/-](?:\s*(?P<month>\d{1,2})(?:[.月/-](?:\s*(?P<day>\d{1,2}))?)?)?)?日?")
_SPECIAL = {character: f"\\{character}" for character in "%$&#_"} | {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""What TeX would take for its own; braces by name, since BibTeX counts also those that a backslash stands before."""


def cited(name: str, detail: Detail, style: Style) -> Iterator[str]:
    """Yield the source of a project's figure as ``bibtex`` or ``csl``, the figure and its place in a note."""
    yield _bibtex(detail, style) if name == "bibtex" else _csl(detail, style)


def _date_parts(text: str | None) -> list[int]:
    """Return year, month and day as far as ``text`` says them (``H29.11`` → 2017, 11); nothing without a year."""
    found = _DATE.fullmatch("".join(text.split())) if text else None
    if found is None:
        return []
    try:
        parts = [parse(found["year"])]
    except UsageError:
        return []
    for name, most in (("month", 12), ("day", 31)):
        if found[name] is None:
            break
        if not 1 <= int(found[name]) <= most:
            return []
        parts.append(int(found[name]))
    return parts


def _bibtex(detail: Detail, style: Style) -> str:
    document = detail.document
    published, address, publisher = (
        (document.published, document.address, document.publisher) if document else (None, None, None)
    )
    issued, is_linked = _date_parts(published), is_link(address)
    fields = {
        "title": f"{{{_tex(_title(detail))}}}",
        "author": f"{{{_tex(publisher)}}}" if publisher else None,
        "year": str(issued[0]) if issued else _tex(published or ""),
        "month": str(issued[1]) if len(issued) > 1 else None,
        "url": address if is_linked else None,
        "howpublished": None if is_linked else _tex(address or ""),
        "urldate": document.retrieved if document else None,
        "note": _tex(citation(detail, style)),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{detail.values['id']},\n{lines}}}\n"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in visible(text))


def _csl(detail: Detail, style: Style) -> str:
    document = detail.document
    entry: dict[str, Any] = {"id": detail.values["id"], "type": "document", "title": _title(detail)}
    if document is not None:
        if document.publisher:
            entry["author"] = [{"literal": document.publisher}]
        if issued := _date_parts(document.published):
            entry["issued"] = {"date-parts": [issued]}
        elif document.published:
            entry["issued"] = {"literal": document.published}
        if is_link(document.address):
            entry["URL"] = document.address
        if document.retrieved:
            entry["accessed"] = {"date-parts": [[int(part) for part in document.retrieved.split("-")]]}
    entry["note"] = citation(detail, style)
    return f"[{json_object(entry, style, indent=2)}]\n"


def _title(detail: Detail) -> str:
    return str(detail.values["source_document"])
