"""On which line of a TOML text a value stands; parsers give the values but not their places."""

import re
from collections.abc import Iterator

from kofukin.files.validation import Path

_BLANK = re.compile(r"\s*")
_HEADER = re.compile(r"(\[\[?)([A-Za-z0-9_. \t-]+)\]")
_KEY = re.compile(r"""(?:([A-Za-z0-9_-]+)|"([^"\n]*)"|'([^'\n]*)')\s*=""")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n',
    re.DOTALL,
)


def comments_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each comment with its line, without its sign and the blanks around it."""
    line = 1
    for token in _TOKEN.finditer(text):
        if token[0].startswith("#"):
            yield line, token[0].lstrip("#").strip()
        line += token[0].count("\n")


class TomlLines:
    """The line of each table, key and array item of a TOML text that a parser has accepted."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._text = text
        self._index()

    def line_of(self, path: Path) -> int:
        """Return the 1-based line of ``path``, or of the nearest table or key around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def statements(self) -> Iterator[tuple[Path, int]]:
        """Yield each table and key with its line."""
        yield from ((path, line) for path, line in self._lines.items() if path)

    def _index(self) -> None:
        table: Path = ()
        tables_so_far: dict[Path, int] = {}
        offset, line = 0, 1
        while offset < len(self._text):
            blank = _BLANK.match(self._text, offset)
            if blank:
                line += blank[0].count("\n")
                offset = blank.end()
            if header := _HEADER.match(self._text, offset):
                table = ()
                *around, name = (step.strip() for step in header[2].split("."))
                for step in around:
                    table = (*table, step)
                    if table in tables_so_far:
                        table = (*table, tables_so_far[table] - 1)
                table = (*table, name)
                if header[1] == "[[":
                    number = tables_so_far.get(table, 0)
                    tables_so_far[table] = number + 1
                    table = (*table, number)
                self._lines.setdefault(table, line)
                offset, passed = self._statement_end(header.end(), table, line, record=False)
            elif key := _KEY.match(self._text, offset):
                name = next(group for group in key.groups() if group is not None)
                self._lines.setdefault((*table, name), line)
                offset, passed = self._statement_end(key.end(), (*table, name), line, record=True)
            else:
                offset, passed = self._statement_end(offset, table, line, record=False)
            line += passed

    def _statement_end(self, offset: int, path: Path, line: int, record: bool) -> tuple[int, int]:
        """Return where the statement ends and how many lines it passed; note array items' lines on the way."""
        depth = items = passed = 0
        for token in _TOKEN.finditer(self._text, offset):
            sign = token[0]
            if sign in "[{" and record:
                if sign == "{" and depth == 1:
                    self._lines.setdefault((*path, items), line + passed)
                    items += 1
                depth += 1
            elif sign in "]}" and record:
                depth -= 1
            elif sign == "\n" and depth <= 0:
                return token.end(), passed + 1
            passed += sign.count("\n")
        return len(self._text), passed


def show_path(path: Path) -> str:
    """Return the path as people and jq write it: ``project[3].partners[0].name``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
