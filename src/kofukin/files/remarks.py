"""What an import says beside the fields of its draft: comments in a TOML file, rows of a table in a database."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kofukin.messages import LANGUAGES, Message, importing


def _beginnings(*messages: Message) -> tuple[str, ...]:
    return tuple(message.template(language).partition("{")[0] for message in messages for language in LANGUAGES)


_OPEN = _beginnings(importing.TO_SETTLE)
_ANY = (*_OPEN, *_beginnings(importing.INFERRED, importing.AS_WRITTEN, importing.CHOOSE_PROGRAM))
_COMMENTS = tuple(f"# {beginning}" for beginning in _ANY)
_TABLE = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]|\s*\[")
_KEY = re.compile(r"\s*(?:#\s*)?([a-z_]+)\s*=")


class Comment(NamedTuple):
    """A remark in a TOML text: its line, and the project, by its number from 0, and the key that it stands over."""

    line: int
    text: str
    project: int | None
    field: str | None

    @property
    def is_open(self) -> bool:
        return self.text.startswith(_OPEN)


def comments_in(text: str) -> Iterator[Comment]:
    """Yield the remarks of an import in a dataset's TOML text; other comments are its owner's."""
    if not any(beginning in text for beginning in _COMMENTS):
        return
    waiting: list[tuple[int, str]] = []
    project, projects, quotes = None, 0, None
    for number, line in enumerate(text.split("\n"), start=1):
        if quotes is not None:
            quotes = None if quotes in line else quotes
            continue
        if line.startswith(_COMMENTS):
            waiting.append((number, line[2:].rstrip("\r")))
            continue
        quotes = _left_open(line)
        field = None
        if table := _TABLE.match(line):
            project = projects if table[1] == "project" else None
            projects += table[1] == "project"
        elif waiting and (key := _KEY.match(line)):
            field = key[1]
        else:
            continue
        for at, remark in waiting:
            yield Comment(at, remark, project, field)
        waiting.clear()
    for at, remark in waiting:
        yield Comment(at, remark, None, None)


def _left_open(line: str) -> str | None:
    """Return the quotes of a text that begins on a line and goes on below it."""
    found = next((sign for sign in ('"""', "'''") if sign in line), None)
    return found if found is not None and line.count(found) == 1 else None
