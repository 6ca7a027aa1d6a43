"""A document's lines and tables, one after the other → its amounts, each with what the headings above say of it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kofukin.messages import labels
from kofukin.text.display_width import display_width
from kofukin.text.folding import fold
from kofukin.verifying import text_grids
from kofukin.verifying.amount import Amount
from kofukin.verifying.context import NOTHING, Context
from kofukin.verifying.grids import Reader, field_called, is_heading, tables_in
from kofukin.verifying.pieces import Grid, Line, Piece, Row
from kofukin.verifying.prose import amounts_in, says, without_commands
from kofukin.verifying.words import Words
from kofukin.verifying.written import unit_note, written_in

_MARK = re.compile(r"<!--\s*kofukin verify (on|off)\s*-->")
_COMMAND = re.compile(r"\s*(?:[$＄%]\s+[!-~]|>\s+kofukin\s)")
"""A line of a terminal; text behind > is a quotation."""
_OURS = re.compile(r"\s*[$＄>%]\s+kofukin\s+(?P<rest>.*)")
_OPTION = re.compile(r"(--?[a-z-]+)(?:[ =]+(\"[^\"]*\"|'[^']*'|[^\s-][^\s]*))?")
_FILTER_OPTIONS = {
    "--year": "year", "-y": "year", "--active": "active", "--program": "program", "-p": "program",
    "--application": "application", "-a": "application", "--partner": "partner", "--municipality": "municipality",
}  # fmt: skip
_HEADED = re.compile(
    r"\s*(?:[■□●◆◇▼【〔◎]|第?[0-9一二三四五六七八九十]{1,3}[章節.、．)）]|[（(][0-9一二三四五六七八九十]{1,2}[)）])"
)
_INDENT = re.compile(r"[\s>]*")
_LABELLED = re.compile(r"[\s・･○〇*+>-]*([^\s:：*]{1,12}|\w+ \w+)[\s*]*[:：]")
_BINDING = frozenset(("fiscal_year", "era_year", "program", "program_name", "municipality", "name", "application"))
"""Fields that an item of a list may state for the items beside it."""
_ITEM = re.compile(r"[\s>]*(?:[・･○〇*+-]|[①-⑳]|[0-9]{1,2}[.)）．])\s*\S|\s*\"\w+\"\s*:")
_SENTENCE = re.compile(r"[。．]\s*$")
_LONGEST_HEADING = 60
_LONGEST_TITLE = 400
_ASKED = re.compile(
    r"(?:(?<=[(（、])|(?<=; ))({}): ([^、;)）]+)".format(
        "|".join(re.escape(word) for label in labels.FILTERS.values() for word in (label.ja, label.en))
    )
)
"""In a title of this program: （交付金の年度: H29、国費の下限: 30,000,000 円）."""
_ENDED = re.compile(r"(?:[。．.!?！？:：」』)）;；|>＞】〉》\"}\]]|円|yen|JPY)$")
_NUMBER_GOES_ON = re.compile(r"[0-9０-９][,，]\n[0-9０-９]{3}(?![0-9０-９])")
_UNIT_NEXT = re.compile(r"\s*(?:[百千万億]{1,2}円|円)")
_LONGEST_BEFORE = 400
_PLAIN_LEVEL = 7
_MOST_ITEMS = 20
_UNIT_REACH = 6
"""Lines over a table in which its unit may stand."""
_NOTES_REACH = 12


class Walked(NamedTuple):
    """The amounts of a document, and how many it asked to leave out."""

    amounts: list[Amount]
    left_out: int


def walk(pieces: Iterable[Piece], words: Words) -> Walked:
    """Return the amounts of a document, in order."""
    walker = _Walker(words)
    lines: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line):
            lines.append(piece)
            continue
        walker.lines(lines)
        lines = []
        walker.grid(piece)
    walker.lines(lines)
    return Walked(walker.amounts, walker.left_out)


class _Walker:
    def __init__(self, words: Words) -> None:
        self.amounts: list[Amount] = []
        self.left_out = 0
        self._words = words
        self._headings: list[tuple[int, Context]] = []
        self._asked = NOTHING
        self._paragraph = NOTHING
        self._items: list[tuple[int, Context, bool]] = []
        self._unit: tuple[int, int] | None = None
        self._table = 0
        self._is_on = True

    def _above(self) -> Context:
        context = NOTHING
        for _, says_ in reversed(self._headings):
            context = context.over(says_.from_afar())
        return self._asked.over(context)

    def _add(self, amounts: Iterable[Amount]) -> list[Amount]:
        found = list(amounts)
        if self._is_on:
            self.amounts += found
        else:
            self.left_out += len(found)
        return found

    def grid(self, grid: Grid) -> None:
        for rows in tables_in(grid.rows, self._words):
            self._read(rows, self._above())

    def _read(self, rows: Sequence[Row], above: Context) -> list[Amount]:
        self._table += 1
        for row in rows[:3]:
            if sum(map(bool, row.cells)) == 1 and not written_in(row.text[:_LONGEST_TITLE]):
                above = says(row.text, self._words).over(above)
        reader = Reader(rows, self._words, above, self._unit[0] if self._unit else None, self._table)
        for row in reader.titles:
            if not written_in(row.text[:_LONGEST_TITLE]):
                above = says(row.text, self._words).over(above)
        reader = Reader(rows, self._words, above, self._unit[0] if self._unit else None, self._table)
        return self._add(reader.amounts())

    def lines(self, lines: Sequence[Line]) -> None:
        at = 0
        while at < len(lines):
            line = lines[at]
            if mark := _MARK.search(line.text):
                self._is_on = mark[1] == "on"
            run = None
            if line.text.strip() and not _COMMAND.match(line.text):
                run = text_grids.run_at(lines, at, lambda cells: is_heading(cells, self._words))
            if run is None:
                self._line(lines, at)
                at += 1
                continue
            below = lines[at + run.lines : at + run.lines + _NOTES_REACH]
            unit = self._unit
            stated = self._stated_below(below)
            if stated:
                self._unit = (stated, line.number)
            elif self._unit and line.number - self._unit[1] > _UNIT_REACH * 10:
                self._unit = None
            for rows in tables_in(run.rows, self._words):
                self._read(rows, self._filters_below(below).over(self._above()))
            self._unit = unit
            at += run.lines

    @staticmethod
    def _stated_below(below: Sequence[Line]) -> int | None:
        """Return the unit in the notes under a table."""
        seen = False
        for line in below:
            if _COMMAND.match(line.text) or line.level is not None or line.text.startswith("```"):
                return None
            if line.text.strip():
                if unit := unit_note(line.text.lstrip("- ")):
                    return unit
                if seen:
                    return None
                seen = True
        return None

    def _filters_on(self, text: str) -> tuple[Context] | None:
        """Return what a title of this program says was asked, which states no money; None on other lines."""
        context, is_asked = NOTHING, False
        for match in _ASKED.finditer(text[: _LONGEST_TITLE * 2]):
            is_asked = True
            kind = next(kind for kind, label in labels.FILTERS.items() if match[1] in (label.ja, label.en))
            context = context.over(self._filtered(kind, match[2].strip()))
        return (context,) if is_asked else None

    def _filters_below(self, below: Sequence[Line]) -> Context:
        """Return the filters that this program's own notes under a table name."""
        context = NOTHING
        for line in below:
            if _COMMAND.match(line.text) or line.level is not None or line.text.startswith("```"):
                break
            name, colon, value = line.text.strip("- ").partition(":")
            for kind, label in labels.FILTERS.items():
                if colon and fold(name) in (fold(label.ja), fold(label.en)):
                    context = context.over(self._filtered(kind, value.strip()))
        return context

    def _filtered(self, kind: str, value: str) -> Context:
        """Return what a filter of this program asks, by its name and its value."""
        words = self._words
        if kind in ("year", "active"):
            years = says(" ".join(re.split("[,、 ]", value)).replace("..", "-"), words).years
            said = (("fiscal_year" if kind == "year" else "active", value),)
            return Context(years=years, said=said) if kind == "year" else Context(active=years, said=said)
        if kind == "program":
            called = words.program_called(value)
            return words.program_asked(called, value) if called else says(value, words)
        if kind == "application":
            return says(value, words)
        return NOTHING

    def _line(self, lines: Sequence[Line], at: int) -> None:
        line = lines[at]
        text = line.text
        bare = text.strip()
        if not bare:
            self._paragraph = NOTHING
            return
        if bare.startswith("```"):
            self._asked = self._paragraph = NOTHING
            return
        if _COMMAND.match(text):
            self._paragraph = NOTHING
            if match := _OURS.match(text):
                self._asked = self._command(match["rest"])
            return
        if unit := unit_note(text):
            self._unit = (unit, line.number)
        if asked := self._filters_on(text):
            if line.level is not None:
                self._headings = [entry for entry in self._headings if entry[0] < line.level] + [(line.level, NOTHING)]
            self._asked, self._paragraph = asked[0], NOTHING
            return
        is_item = bool(_ITEM.match(text))
        paragraph = self._parents(text) if is_item else self._paragraph
        amounts = self._amounts(lines, at, paragraph, is_item)
        if at + 1 < len(lines) and _UNIT_NEXT.match(lines[at + 1].text):
            # A number without its unit at the line's end is read with that, on the next line.
            amounts = [one for one in amounts if one.end < len(text.rstrip()) or text[one.end - 1] in "円nY"]
        if amounts:
            self._add(amounts)
            context = amounts[-1].asked.context
            if is_item:
                self._items.append((_indent(text), says(without_commands(text), self._words), False))
            self._paragraph = Context(
                years=context.years, programs=context.programs, applications=context.applications,
                projects=context.projects, said=context.said,
            )  # fmt: skip
            return
        if len(text) > _LONGEST_HEADING * 10:
            return
        own = says(without_commands(text[: _LONGEST_HEADING * 10]), self._words)
        if line.level is not None or self._is_plain_heading(lines, at):
            level = line.level or (_PLAIN_LEVEL if self._headings or _HEADED.match(text) else 0)
            self._headings = [entry for entry in self._headings if entry[0] < level] + [(level, own)]
            self._asked = self._paragraph = NOTHING
            self._items = []
        elif not is_item:
            self._paragraph = own.over(self._paragraph)
        else:
            self._items.append((_indent(text), own, _states_field(text)))
            self._paragraph = own.over(paragraph)

    def _parents(self, text: str) -> Context:
        """Return what the items of a list say that one belongs to: those farther out, and labels right beside it."""
        indent = _indent(text)
        is_labelled = _LABELLED.match(text) is not None
        self._items = [
            entry for entry in self._items if entry[0] < indent or (entry[0] == indent and is_labelled and entry[2])
        ]
        self._items = self._items[-_MOST_ITEMS:]
        context = NOTHING
        for _, says_, _ in reversed(self._items):
            context = context.over(says_)
        return context

    def _amounts(self, lines: Sequence[Line], at: int, paragraph: Context, is_item: bool) -> list[Amount]:
        """Return the amounts on a line, read together with the line before it where a sentence goes on from that."""
        line, words = lines[at], self._words
        unit = self._unit[0] if self._unit and line.number - self._unit[1] <= _UNIT_REACH * 10 else None
        before = lines[at - 1].text.strip() if at and not is_item else ""
        if not before or len(before) > _LONGEST_BEFORE or _ENDED.search(before) or lines[at - 1].level is not None:
            return amounts_in(line.text, line.place, line.number, words, self._above(), paragraph, unit)
        if _COMMAND.match(before) or before.startswith(("```", "|", "<!--")) or len(line.text) > _LONGEST_BEFORE:
            return amounts_in(line.text, line.place, line.number, words, self._above(), paragraph, unit)
        bare = line.text.lstrip()
        if not _NUMBER_GOES_ON.search(f"{before}\n{bare[:8]}"):
            before += " " if before[-1].isascii() and bare[:1].isascii() else ""
        gone = len(before) - (len(line.text) - len(bare))
        together = amounts_in(before + bare, line.place, line.number, words, self._above(), paragraph, unit)
        return [
            amount._replace(begin=-gone)
            if amount.start < len(before)
            else amount._replace(text=line.text, start=amount.start - gone, end=amount.end - gone, begin=0)
            for amount in together
            if amount.end > len(before)
        ]

    @staticmethod
    def _is_plain_heading(lines: Sequence[Line], at: int) -> bool:
        """Return whether a line of a plain text stands over what follows it: it is short, and alone or marked."""
        text = lines[at].text.strip()
        if len(text) > _LONGEST_HEADING or _SENTENCE.search(text) or text.endswith((".", ":", "：", ",", "、")):
            return False
        if _HEADED.match(text):
            return True
        above = lines[at - 1].text.strip() if at else ""
        below = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
        return not above and not below and not text.startswith(("<", "|", "!", "["))

    def _command(self, rest: str) -> Context:
        """Return what the filters of a command of this program ask of the answer below it."""
        context = NOTHING
        for match in _OPTION.finditer(rest):
            kind = _FILTER_OPTIONS.get(match[1])
            if kind and match[2]:
                context = context.over(self._filtered(kind, match[2].strip("\"'")))
        return context


def _states_field(text: str) -> bool:
    """Return whether a list's item states what the items beside it belong to: 「年度: H28」."""
    match = _LABELLED.match(text)
    return match is not None and field_called(match[1]) in _BINDING


def _indent(text: str) -> int:
    """Return how far a list's item is set in."""
    match = _INDENT.match(text)
    return display_width(match[0]) if match else 0
