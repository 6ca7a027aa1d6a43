"""Drafts whose import left its remarks as comments: what those say, as the data that drafts hold now.

Only what such an import wrote is read; other comments are their owner's.
"""

import re
from collections.abc import Iterator

from kofukin.model.project import Remark, RemarkKind

_BEGINNINGS: dict[RemarkKind, tuple[str, ...]] = {
    "open": ("to settle: ", "要確認: "),
    "inferred": ("inferred: ", "推定: "),
    "as_written": ("as written: ", "資料: "),
}
_KEY_LEFT_OUT = re.compile(r"([a-z_]+)\s*=$")
_Place = tuple[str | None, str | None]
"""A project's number and a field of it."""


def remarks_in(text: str) -> Iterator[tuple[int, Remark]]:
    """Yield the remarks among a file's comments, each with its line; a remark's project is its number from 0."""
    if not any(beginning in text for beginnings in _BEGINNINGS.values() for beginning in beginnings):
        return
    from kofukin.files.toml_lines import comments_of  # most files hold no such comment

    waiting: list[tuple[int, RemarkKind, str]] = []
    project: str | None = None
    events: list[tuple[int, str | _Place]] = [*comments_of(text), *_statements(text)]
    for line, what in sorted(events, key=lambda event: event[0]):
        if not isinstance(what, str):
            project, field = what
        elif said := _said(what):
            waiting.append((line, *said))
            continue
        elif left_out := _KEY_LEFT_OUT.fullmatch(what):
            field = left_out[1]
        else:
            continue
        yield from ((at, Remark(kind, about, project, field)) for at, kind, about in waiting)
        waiting.clear()
    yield from ((at, Remark(kind, about)) for at, kind, about in waiting)


def _said(comment: str) -> tuple[RemarkKind, str] | None:
    for kind, beginnings in _BEGINNINGS.items():
        for beginning in beginnings:
            if comment.startswith(beginning):
                return kind, comment.removeprefix(beginning).strip()
    return None


def _statements(text: str) -> Iterator[tuple[int, _Place]]:
    """Yield, by their lines, the tables and the keys right in them."""
    from kofukin.files.toml_lines import TomlLines

    for path, line in TomlLines(text).statements():
        match path:
            case ("project", int(number)):
                yield line, (str(number), None)
            case ("project", int(number), str(key)):
                yield line, (str(number), key)
            case (_,) | (_, int()):
                yield line, (None, None)
