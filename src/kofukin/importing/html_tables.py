"""An HTML page → the tables on it, each with its caption and the heading above it as titles. No script is run."""

from collections.abc import Generator, Iterator
from html.parser import HTMLParser
from pathlib import Path

from kofukin.errors import reason_of
from kofukin.importing.encoding import refusal
from kofukin.importing.sheet import Row, Sheet, Span
from kofukin.messages import errors, importing

LARGEST_BYTES = 64 * 2**20
_MOST_SPANNED = 1000
"""Rows or columns of one cell: browsers stop there too."""
_MOST_CELLS = 3_000_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "title", "p"})
_SILENT = frozenset({"script", "style", "template", "noscript"})
_LONGEST_TITLE = 200


def sheets_in(path: Path, encoding: str) -> Iterator[Sheet]:
    """Yield the tables of a page, one sheet each; raises KofukinError where it is too large or cannot be read."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise refusal(path, importing.DOCUMENT_TOO_LARGE(most=LARGEST_BYTES // 2**20), importing.SPLIT_OR_TABLE)
        text = path.read_text(encoding=encoding)
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    page = _Page()
    page.feed(text)
    page.close()
    if page.is_too_large:
        raise refusal(path, importing.DOCUMENT_TOO_LARGE(most=LARGEST_BYTES // 2**20), importing.SPLIT_OR_TABLE)
    tables = [table for table in page.tables if table.rows]
    for number, table in enumerate(tables, start=1):
        titles = [[title] for title in (*page.titles_of(table), *table.captions)]
        rows = [(at, cells) for at, cells in enumerate([*titles, *table.rows], start=1) if any(cells)]
        spans = [span._replace(top=span.top + len(titles), bottom=span.bottom + len(titles)) for span in table.spans]
        yield Sheet(f"表 {number}" if len(tables) > 1 else None, _each(rows), spans)


def _each(rows: list[Row]) -> Generator[Row, None, None]:
    yield from rows


class _Table:
    def __init__(self, heading: int) -> None:
        self.heading = heading
        self.captions: list[str] = []
        self.rows: list[list[str]] = []
        self.spans: list[Span] = []
        self._below: dict[tuple[int, int], bool] = {}

    def begin_row(self) -> None:
        self.rows.append([])

    def add(self, text: str, across: int, down: int) -> int:
        """Put a cell where the cells above leave room; return how many cells it takes."""
        if not self.rows:
            self.begin_row()
        row, number = self.rows[-1], len(self.rows)
        while (number, len(row)) in self._below:
            row.append("")
        left = len(row)
        row += [text, *[""] * (across - 1)]
        if across > 1 or down > 1:
            self.spans.append(Span(number, left, number + down - 1, left + across - 1))
            for below in range(1, down):
                for beside in range(across):
                    self._below[number + below, left + beside] = True
        return across * down


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.is_too_large = False
        self._open: list[_Table] = []
        self._cells: list[tuple[list[str], int, int]] = []
        self._headings: list[str] = []
        self._heading: list[str] | None = None
        self._silent = 0
        self._taken = 0

    def titles_of(self, table: _Table) -> list[str]:
        """Return the headings that stand before a table on the page."""
        return self._headings[: table.heading]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._open.append(_Table(len(self._headings)))
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].begin_row()
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            own = dict(attrs)
            self._cells.append(([], _span(own.get("colspan")), _span(own.get("rowspan"))))
        elif tag == "br":
            self.handle_data("\n")
        elif tag in _HEADINGS and not self._cells:
            self._heading = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in _HEADINGS and self._heading is not None:
            text = " ".join("".join(self._heading).split())
            self._heading = None
            if text and tag == "caption" and self._open:
                self._open[-1].captions.append(text)
            elif text and len(text) <= _LONGEST_TITLE:
                self._headings.append(text)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cells:
            self._cells[-1][0].append(data)
        elif self._heading is not None:
            self._heading.append(data)

    def _end_cell(self) -> None:
        if not self._cells or not self._open:
            return
        texts, across, down = self._cells.pop()
        self._taken += across * down
        if self._taken > _MOST_CELLS:
            self.is_too_large = True
            return
        lines = (" ".join(line.split()) for line in "".join(texts).split("\n"))
        self._open[-1].add("\n".join(filter(None, lines)), across, down)


def _span(value: str | None) -> int:
    """Return how many rows or columns a cell reaches over."""
    return min(max(int(value), 1), _MOST_SPANNED) if value and value.isascii() and value.isdigit() else 1
