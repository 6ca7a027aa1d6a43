"""An HTML page → its tables, each with its caption and the headings above it as titles, and its lines of text.

No script is run. The page is taken apart in a process with bounds: tags that nobody closes make the parser look for
their ends from each of them.
"""

from collections.abc import Generator, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from kofukin.errors import reason_of
from kofukin.importing.apart import Bounds, GaveUp, each_apart
from kofukin.importing.cells import STRUCK, UNSEEN
from kofukin.importing.encoding import refusal
from kofukin.importing.html_veils import UNSHOWN, Veil, Veils, is_hidden, words_in
from kofukin.importing.sheet import Row, Sheet, Span, indented
from kofukin.messages import errors, importing

LARGEST_BYTES = 64 * 2**20
BOUNDS = Bounds(seconds=20, megabytes=4096)
_MOST_SPANNED = 1000
"""Rows or columns of one cell: browsers stop there too."""
_MOST_CELLS = 3_000_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "title", "p"})
_SILENT = frozenset({"script", "style"})
_RAISED = frozenset({"sup", "sub"})
"""What stands above or below the line: apart, so that its neighbours and it make no figure."""
_BLOCKS = _HEADINGS.union(
    ("div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main", "header", "footer", "aside", "table"),
    ("tr", "br", "hr", "blockquote", "pre", "address", "figure", "body", "details", "summary", "option", *UNSHOWN),
)
"""Tags between which the text is a line of its own."""
_OF_TERMS = frozenset({"dl", "dt", "dd"})
_LONGEST_TITLE = 200


class TableOnPage(NamedTuple):
    """A table's rows, with the titles over it as rows of one cell, and its merged cells."""

    rows: list[Row]
    spans: list[Span]
    hidden: frozenset[int]


class Parsed(NamedTuple):
    """What stands on a page: tables, and by their line in the file the texts, those in tables divided by tabs.

    ``in_tables`` are the places in ``texts`` of those that are rows of tables; ``unseen`` is what a browser does not
    show, or shows struck out, each with whether it stands in a cell.
    """

    tables: list[TableOnPage]
    texts: list[tuple[int, str]]
    in_tables: frozenset[int]
    unseen: list[tuple[int, str, bool]]


def sheets_in(path: Path, encoding: str) -> Iterator[Sheet]:
    """Yield the tables of a page, one sheet each; raises as ``parsed`` does."""
    yield from sheets_of(parsed(path, encoding).tables)


def sheets_of(tables: Sequence[TableOnPage]) -> Iterator[Sheet]:
    """Yield the tables of a page that has been read, one sheet each."""
    for number, table in enumerate(tables, start=1):
        name = f"表 {number}" if len(tables) > 1 else None
        yield Sheet(name, _each(table.rows), table.spans, hidden_rows=table.hidden)


def parsed(path: Path, encoding: str) -> Parsed:
    """Return what stands on a page; raises KofukinError where it is too large or cannot be read."""
    too_large = refusal(path, importing.DOCUMENT_TOO_LARGE(most=LARGEST_BYTES // 2**20), importing.SPLIT_OR_TABLE)
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise too_large
        (found,) = each_apart(BOUNDS, _parsed, path.read_text(encoding=encoding))
    except OSError as error:
        raise refusal(path, errors.FILE_UNREADABLE(reason=reason_of(error))) from error
    except GaveUp as error:
        raise refusal(path, importing.TOO_SLOW if error.slow else importing.TOO_MUCH_MEMORY) from error
    if found is None:
        raise too_large
    return found


def _parsed(text: str) -> Iterator[Parsed | None]:
    page = _Page()
    page.feed(text)
    page.close()
    page.end()
    tables = []
    for table in page.tables:
        if table.rows:
            titles = [[title] for title in (*page.titles_of(table), *table.captions)]
            rows = [(at, cells) for at, cells in enumerate([*titles, *table.rows], start=1) if any(cells)]
            moved = len(titles)
            spans = [span._replace(top=span.top + moved, bottom=span.bottom + moved) for span in table.spans]
            tables.append(TableOnPage(rows, spans, frozenset(number + moved for number in table.hidden)))
    yield None if page.is_too_large else Parsed(tables, page.texts, frozenset(page.in_tables), page.unseen)


def _each(rows: list[Row]) -> Generator[Row, None, None]:
    yield from rows


class _Table:
    def __init__(self, heading: int, is_seen: bool) -> None:
        self.heading, self.is_seen = heading, is_seen
        self.captions: list[str] = []
        self.rows: list[list[str]] = []
        self.spans: list[Span] = []
        self.hidden: list[int] = []
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
        self._cells: list[tuple[list[tuple[str, Veil | None]], int, int]] = []
        self._headings: list[str] = []
        self._heading: list[str] | None = None
        self._silent = 0
        self._taken = 0
        self.texts: list[tuple[int, str]] = []
        self.in_tables: set[int] = set()
        self.unseen: list[tuple[int, str, bool]] = []
        self._veils = Veils()
        self._veiled: list[str] = []
        self._outside: list[Veils] = []
        self._text: list[str] = []
        self._row: list[str] = []
        self._term = ""
        self._is_term = False
        self._lead = ""

    def titles_of(self, table: _Table) -> list[str]:
        """Return the headings that stand before a table on the page."""
        return self._headings[: table.heading]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not self._cells:
            self.end_text()
            self._text = ["・"] if tag == "li" else []
            self._begin_in_list_of_terms(tag)
        own = dict(attrs)
        self._note_unseen(*words_in(own))
        if tag == "table":
            is_seen = self._veils.kind is None and not is_hidden(own) and all(table.is_seen for table in self._open)
            self._open.append(_Table(len(self._headings), is_seen))
            self.tables.append(self._open[-1])
            self._outside.append(self._veils)  # rows that nobody sees are told as such, with what they hold
            self._veils = Veils()
            return
        if tag != "tr" or not is_hidden(own):
            self._veils.begin(tag, own)
        if tag in _SILENT:
            self._silent += 1
        elif tag == "tr" and self._open:
            self._end_cell()
            self._end_row()
            self._open[-1].begin_row()
            if is_hidden(own) or not self._open[-1].is_seen:
                self._open[-1].hidden.append(len(self._open[-1].rows))
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            self._cells.append(([], _span(own.get("colspan")), _span(own.get("rowspan"))))
        elif tag == "br":
            self.handle_data("\n")
        elif tag in _RAISED:
            self.handle_data(" [")
        elif tag in _HEADINGS and not self._cells:
            self._heading = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and not self._cells:
            self.end_text()
            if tag == "dt":
                self._is_term = False
            elif tag in _OF_TERMS:
                self._end_term()
        self._end_tag(tag)
        self._veils.end(tag)

    def _end_tag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _RAISED:
            self.handle_data("] ")
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_cell()
            self._end_row()
        elif tag == "table" and self._open:
            self._end_cell()
            self._end_row()
            self._open.pop()
            self._veils = self._outside.pop()
            return
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
        kind = self._veils.kind
        if self._cells:
            self._cells[-1][0].append((data, kind))
            return
        if kind is not None:
            self._veiled.append(data)
            return
        self._text.append(data)
        if self._heading is not None:
            self._heading.append(data)

    def end_text(self) -> None:
        """End the line of text that has been read so far."""
        text = " ".join("".join(self._text).split())
        self._text = []
        self._note_unseen("".join(self._veiled))
        self._veiled = []
        if not text.strip("・"):
            return
        if self._is_term:
            self._term = f"{self._term} {text}" if self._term else text
        else:
            self.texts.append((self.getpos()[0], self._lead + text.replace("・ ", "・", 1)))
            self._lead = ""

    def end(self) -> None:
        """End the page with what stands at its end."""
        while self._open:
            self.handle_endtag("table")
        self.end_text()
        self._end_term()

    def _begin_in_list_of_terms(self, tag: str) -> None:
        """Read a term and what it is given as a line with its label: <dt>交付金<dd>5,000千円 → 交付金：5,000千円."""
        lead = f"{self._term}：" if tag == "dd" and self._term else ""
        if lead:
            self._term = ""
        if tag in _OF_TERMS or not self._is_term:
            self._end_term(keeps_label=tag not in _OF_TERMS)
        if tag in _OF_TERMS:
            self._is_term, self._lead = tag == "dt", lead

    def _end_term(self, keeps_label: bool = False) -> None:
        """Put a term that nothing stands beside, and a label before nothing, on lines of their own."""
        alone = [self._term] if keeps_label else [self._term, self._lead]
        self.texts += [(self.getpos()[0], text) for text in alone if text]
        self._term, self._lead = "", self._lead if keeps_label else ""

    def _note_unseen(self, *texts: str) -> None:
        for text in texts:
            if joined := " ".join(text.split()):
                self.unseen.append((self.getpos()[0], joined, bool(self._cells)))

    def _seen_in_cell(self, parts: list[tuple[str, Veil | None]]) -> str:
        """Return a cell's text as a reader of the page takes it, marked where all of it is struck out or not seen."""
        veils = {veil for text, veil in parts if text.strip()}
        if len(veils) == 1 and (veil := next(iter(veils))) is not None:
            return f"{STRUCK if veil == 'struck' else UNSEEN}{''.join(text for text, _ in parts).strip()}"
        self._note_unseen("".join(text for text, veil in parts if veil == "unseen"))
        return "".join(f" [{text}] " if veil == "struck" else text for text, veil in parts if veil != "unseen")

    def _end_row(self) -> None:
        if any(self._row):
            self.in_tables.add(len(self.texts))
            self.texts.append((self.getpos()[0], "\t".join(self._row)))
        self._row = []

    def _end_cell(self) -> None:
        if not self._cells or not self._open:
            return
        texts, across, down = self._cells[-1]
        shown = self._seen_in_cell(texts)
        self._cells.pop()
        self._taken += across * down
        if self._taken > _MOST_CELLS:
            self.is_too_large = True
            return
        before = indented(shown)[: len(indented(shown)) - len(shown.strip())]
        lines = (" ".join(line.split()) for line in shown.split("\n"))
        text = before + "\n".join(filter(None, lines))
        self._open[-1].add(text, across, down)
        self._row += [text.replace("\n", " "), *[""] * (across - 1)]


def _span(value: str | None) -> int:
    """Return how many rows or columns a cell reaches over."""
    return min(max(int(value), 1), _MOST_SPANNED) if value and value.isascii() and value.isdigit() else 1
