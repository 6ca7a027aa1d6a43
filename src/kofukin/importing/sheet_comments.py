"""Comments on the cells of an .xlsx, old ones and threads: 「千円単位」 on a heading, 「取下げ」 on a row."""

import posixpath
import re
from collections.abc import Iterable, Iterator

from kofukin.importing.tags import Attributes, number, read_tags

_MOST = 10_000
"""On one sheet, in comments; one with more is no list."""
_LONGEST = 1000
_KINDS = ("/comments", "/threadedComment")
_ROW = re.compile("[0-9]+$")


def members_of_comments(sheet: str, relations: Iterable[bytes]) -> Iterator[str]:
    """Yield the members of the archive that hold the comments on a sheet, itself named by its member."""
    targets: list[str] = []

    def begin(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith(_KINDS):
            targets.append(attributes.get("Target", ""))

    read_tags(relations, begin)
    for target in targets:
        yield posixpath.normpath(posixpath.join("/", posixpath.dirname(sheet), target)).lstrip("/").lower()


def relations_of(sheet: str) -> str:
    """Return the member of the archive that says what belongs to a sheet."""
    folder, name = posixpath.split(sheet)
    return f"{folder}/_rels/{name}.rels"


def comments_in(pieces: Iterable[bytes]) -> dict[int, list[str]]:
    """Return the comments by the 1-based rows of their cells."""
    found: dict[int, list[str]] = {}
    row, texts, count = 0, list[str](), 0

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal row, texts
        if name in ("comment", "threadedComment"):
            match = _ROW.search(attributes.get("ref", ""))
            row, texts = number(match[0] if match else None, 0), []

    def end(name: str) -> None:
        nonlocal count
        if name in ("comment", "threadedComment") and row and count < _MOST:
            count += 1
            if text := "".join(texts)[:_LONGEST].strip():
                found.setdefault(row, []).append(text)

    read_tags(pieces, begin, end, lambda more: texts.append(more))
    return found
