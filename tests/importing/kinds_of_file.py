"""One table in every kind of file that is read, so that a test can ask whether they all say the same."""

import html
from collections.abc import Callable, Sequence
from pathlib import Path

from kofukin.text.display_width import display_width

Rows = Sequence[Sequence[str]]


def parts(rows: Rows) -> tuple[list[str], Rows]:
    """Return the titles over a table, and the table: the rows from the first with several texts on."""
    first = next(number for number, row in enumerate(rows) if sum(map(bool, row)) > 1)
    return [next(filter(None, row), "") for row in rows[:first]], rows[first:]


def semicolons(rows: Rows) -> str:
    return "\n".join(";".join(row) for row in rows) + "\n"


def tabs(rows: Rows) -> str:
    titles, table = parts(rows)
    return "\n".join([*titles, "", *("\t".join(row) for row in table)]) + "\n"


def bars(rows: Rows) -> str:
    titles, table = parts(rows)
    return "\n".join([*titles, "", *(" | ".join(row) for row in table)]) + "\n"


def markdown(rows: Rows) -> str:
    titles, table = parts(rows)
    rule = ["---"] * len(table[0])
    lines = (f"| {' | '.join(row)} |" for row in (table[0], rule, *table[1:]))
    return "\n".join([*(f"# {title}\n" for title in titles), *lines]) + "\n"


def blanks(rows: Rows) -> str:
    titles, table = parts(rows)
    widths = [max(display_width(row[at]) for row in table) + 3 for at in range(len(table[0]))]
    lines = (
        "".join(cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )
    return "\n".join([*titles, "", *lines]) + "\n"


def page(rows: Rows) -> str:
    titles, table = parts(rows)

    def line(cells: Sequence[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"

    lines = [line(table[0], "th"), *(line(row, "td") for row in table[1:])]
    above = "".join(f"<h2>{html.escape(title)}</h2>" for title in titles)
    return f"<!doctype html><meta charset=utf-8>{above}<table>{''.join(lines)}</table>\n"


TEXTS: dict[str, Callable[[Rows], str]] = {
    "semicolon.csv": semicolons,
    "tsv": lambda rows: "\n".join("\t".join(row) for row in rows) + "\n",
    "tabs.txt": tabs,
    "bars.txt": bars,
    "md": markdown,
    "blanks.txt": blanks,
    "html": page,
}
"""Ways to write a table as text, by the ending of the file."""


def write_workbook(path: Path, rows: Rows) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一覧")
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                bare = cell.replace(",", "")
                if bare.isdecimal() and not (bare.startswith("0") and len(bare) > 1):
                    sheet.write_number(number, at, int(bare))
                else:
                    sheet.write_string(number, at, cell)
