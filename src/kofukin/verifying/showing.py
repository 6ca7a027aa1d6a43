"""The verdicts as a table for machines, and for people as the text's lines with the amounts marked."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from kofukin import query
from kofukin.errors import UsageError, shortened
from kofukin.messages import Language, Message, errors, verify
from kofukin.model.fields import Kind
from kofukin.render import Style
from kofukin.render.people import visible
from kofukin.table import Column, Row, Table
from kofukin.text.display_width import display_width, wrap
from kofukin.verifying.amount import Amount
from kofukin.verifying.citing import Citer
from kofukin.verifying.judging import Finding, Verdict
from kofukin.verifying.verdicts import Verified

VERDICTS = {Verdict.FOUND: verify.FOUND, Verdict.NEAR: verify.NEAR, Verdict.NOT_IN_DATA: verify.NOT_IN_DATA}
_WORDS = {verdict.value: word for verdict, word in VERDICTS.items()}
COLUMNS = (
    Column("place", Kind.TEXT, verify.PLACE),
    Column("line", Kind.INTEGER, Message("行", "Line")),
    Column("offset", Kind.INTEGER, verify.OFFSET),
    Column("column", Kind.INTEGER, verify.COLUMN),
    Column("text", Kind.TEXT, verify.TEXT),
    Column("written", Kind.TEXT, verify.WRITTEN),
    Column("amount_yen", Kind.YEN, verify.YEN),
    Column("verdict", Kind.TEXT, verify.VERDICT, _WORDS),
    Column("field", Kind.TEXT, verify.FIELD),
    Column("ids", Kind.LIST, verify.IDS),
    Column("difference", Kind.TEXT, verify.DIFFERENCE),
    Column("citation", Kind.TEXT, verify.CITATION),
)
NAMES = tuple(column.name for column in COLUMNS)
_COLOURS = {Verdict.FOUND: "32", Verdict.NEAR: "33", Verdict.NOT_IN_DATA: "31"}
_LONGEST_TEXT = 300
_MOST_DATASETS = 3
_USUAL_WIDTH = 100
_INDENT = "    "


def datasets_in(connection: sqlite3.Connection, language: Language) -> str:
    """Return the datasets that were asked, each with its version."""
    titles = query.dataset_titles(connection)
    named = [verify.DATASET(title=title, version=version).in_(language) for title, version in titles[:_MOST_DATASETS]]
    return "; ".join(named) + ("; …" if len(titles) > _MOST_DATASETS else "")


def chosen(table: Table, names: tuple[str, ...] | None) -> Table:
    """Return the table with the columns asked for; raises UsageError for an unknown one."""
    if names is None:
        return table
    for name in names:
        if name not in NAMES:
            raise UsageError(errors.UNKNOWN_COLUMN(text=shortened(name)), errors.VALID_FIELDS(fields=list(NAMES)))
    at = [NAMES.index(name) for name in names]
    rows = [tuple(row[index] for index in at) for row in table.rows]
    return table._replace(columns=tuple(table.columns[index] for index in at), rows=rows)


def table(verified: Verified, citer: Citer, datasets: str, language: Language) -> Table:
    """Return a row for each amount."""
    return Table(COLUMNS, list(_rows(verified, citer, datasets, language)), title=verify.TITLE)


def _rows(verified: Verified, citer: Citer, datasets: str, language: Language) -> Iterator[Row]:
    for amount, finding in verified.findings:
        before, marked, after = _around(amount, _LONGEST_TEXT)
        citation = citer.citation(finding)
        yield (
            amount.place.in_(language),
            amount.line,
            max(0, amount.begin + amount.start),
            amount.column + 1 if amount.column is not None else None,
            f"{before}{marked}{after}".strip(),
            marked,
            amount.asked.yen if amount.asked.unit_stated else None,
            finding.verdict.value,
            citer.field(finding),
            citer.ids(finding),
            citer.difference(finding) or None,
            citation + verify.OF_DATASET(dataset=datasets).in_(language) if citation else None,
        )


def page(verified: Verified, citer: Citer, datasets: str, style: Style) -> Iterator[str]:
    """Yield each line that has amounts, every amount marked, and beneath it the verdict on each."""
    width = style.width or _USUAL_WIDTH
    language = style.language
    for _, together in groupby(verified.findings, key=lambda entry: (entry[0].place, entry[0].text)):
        findings = list(together)
        yield from _line(findings, width, style)
        for amount, finding in findings:
            yield from _verdict(amount, finding, citer, width, style)
        yield "\n"
    counts = {verdict: verified.count(verdict) for verdict in Verdict}
    yield (
        verify.COUNTS(
            count=len(verified.findings),
            found=counts[Verdict.FOUND],
            near=counts[Verdict.NEAR],
            missing=counts[Verdict.NOT_IN_DATA],
        ).in_(language)
        + "\n"
    )
    yield verify.DATA(datasets=datasets).in_(language) + "\n"


def _line(findings: list[tuple[Amount, Finding]], width: int, style: Style) -> Iterator[str]:
    """Yield a line of the text with [ ] around its amounts; of a long one, what is around the first and last."""
    first = findings[0][0]
    text = first.text
    begin = max(0, first.start - _LONGEST_TEXT // 2)
    end = min(len(text), findings[-1][0].end + _LONGEST_TEXT // 2, begin + 3 * _LONGEST_TEXT)
    marked, at = ("…" if begin else ""), begin
    for amount, _ in findings:
        if at <= amount.start and amount.end <= end:
            marked += f"{text[at : amount.start]}[{text[amount.start : amount.end]}]"
            at = amount.end
    marked += text[at:end] + ("…" if end < len(text) else "")
    place = first.place.in_(style.language)
    shown = " ".join(visible(marked).split())
    lines = wrap(f"{visible(place)}: {shown}", width)
    for number, line in enumerate(lines):
        yield (_coloured(line, "1", style) if number == 0 or style.color else line) + "\n"


def _verdict(amount: Amount, finding: Finding, citer: Citer, width: int, style: Style) -> Iterator[str]:
    written = visible(amount.text[amount.start : amount.end])
    verdict = VERDICTS[finding.verdict].in_(style.language)
    head = f"  {_coloured(verdict, _COLOURS[finding.verdict], style)}  {written}"
    difference = citer.difference(finding)
    rest = [part for part in (difference, citer.citation(finding)) if part]
    plain = display_width(f"  {verdict}  {written}")
    if rest and plain + 2 + display_width(visible(rest[0])) <= width:
        head += f"  {visible(rest.pop(0))}"
    yield head + "\n"
    for part in rest:
        for line in wrap(visible(part), max(20, width - len(_INDENT))):
            yield f"{_INDENT}{line}\n"


def _coloured(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text


def _around(amount: Amount, most: int) -> tuple[str, str, str]:
    """Return the text before an amount, the amount, and the text after it, no more than can be looked at."""
    begin = max(0, amount.start - most // 2)
    return (
        amount.text[begin : amount.start],
        amount.text[amount.start : amount.end],
        amount.text[amount.end : amount.end + most // 2],
    )
