"""Filters → the report's HTML: sums, totals and projects, put together by the templates beside this."""

import base64
import functools
import hashlib
import re
import sqlite3
from collections.abc import Iterator
from importlib import resources
from itertools import islice

import jinja2
from markupsafe import Markup

from kofukin import __version__, answer, query
from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors, labels
from kofukin.model import amounts
from kofukin.model.fields import FIELDS
from kofukin.render import Style, people
from kofukin.report.documents import documents
from kofukin.report.groups import COLUMN_OF, groups
from kofukin.report.notes import counted, notes_of
from kofukin.report.packing import packed
from kofukin.report.projects import Index, Project, lines_of_csv, projects
from kofukin.table import with_decimals, with_even_decimals
from kofukin.text.letters import ALIKE

MOST = 20_000
"""Projects in one page: Chromium searches so many without a stall; a page of more would be one that nobody opens."""
COLUMNS = ("name", "era_year", "program", "application", "national_funds_yen", "partner_national_funds_yen")
_AT_ONCE = 100
"""Projects that stand in the page as they are; the script adds and unpacks as many at a time."""
_PIECES = 500
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def html(connection: sqlite3.Connection, filters: Filters, style: Style) -> Iterator[str]:
    """Yield the report piece by piece; the same data, filters and style give the same page."""
    filters = query.found_once(connection, filters)
    found = query.summary(connection, filters)
    several = found.projects and found.municipality is None
    names = (COLUMNS[0], "municipality", *COLUMNS[1:]) if several else COLUMNS
    table = with_even_decimals(
        answer.projects(connection, filters, names, (), None, people=True, unit=style.unit), style.unit
    )
    decimals = max(column.decimals for column in table.columns)
    table = with_decimals(table, decimals)
    grouped = groups(connection, filters, style, decimals) if found.projects else []
    notes = notes_of(table, found, style)
    index = Index(grouped, notes)
    csv = lines_of_csv(connection, filters, style)
    csv_heading = next(csv)
    rows = projects(connection, filters, table, csv, style)
    first = list(islice(rows, _AT_ONCE))
    partners, shares_unstated = query.count_partners(connection, filters)
    known = table.documents
    template = _environment(style)
    as_html = functools.partial(_as_html, template.get_template("project.html"), len(table.columns))
    css, script = _part("page.css"), _part("page.js")
    stream = template.get_template("page.html").stream(
        css=Markup(css),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(css, script),
        title=_title(found),
        drawn=table.drawn,
        asked=answer.asked(connection, filters),
        found=found,
        nothing=errors.NOTHING_MATCHED,
        alike="".join(chr(letter) + chr(other) for letter, other in ALIKE.items()),
        groups=grouped,
        columns=table.columns,
        notes=notes,
        index=index,
        first=[as_html(project) for project in first],
        blocks=_blocks(first, rows, index, as_html),
        documents=documents(known, style) if known else (),
        terms=known.notes if known else (),
        packed=packed,
        csv_heading=csv_heading.rstrip(),
        partners=partners,
        shares_unstated=shares_unstated,
        decimals=decimals,
        version=__version__,
    )
    stream.enable_buffering(_PIECES)
    return iter(stream)


def _as_html(template: jinja2.Template, columns: int, project: Project) -> Markup:
    return Markup(template.render(project=project, columns=columns))  # noqa: S704 - the template has escaped it


def _blocks(
    first: list[Project], others: Iterator[Project], index: Index, as_html: functools.partial[Markup]
) -> Iterator[str]:
    """Yield the projects packed, block by block, and note each in the index; the first stand in the page already."""
    block, is_placed = first, True
    while block:
        for project in block:
            index.add(project)
        yield packed([["" if is_placed else as_html(project), project.csv] for project in block])
        block, is_placed = list(islice(others, _AT_ONCE)), False


def _title(found: query.Summary) -> Said | Message:
    return labels.REPORT_OF(municipality=found.municipality) if found.municipality else labels.LIST_TITLE


@functools.cache
def _part(name: str) -> str:
    return resources.files("kofukin.report").joinpath(name).read_text(encoding="utf-8")


def _policy(css: str, script: str) -> str:
    allowed = f"style-src '{_hash(css)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _environment(style: Style) -> jinja2.Environment:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(_part),
    )
    environment.filters["said"] = lambda message: people.visible(message.in_(style.language))
    environment.filters["counted"] = counted
    environment.filters["yen"] = functools.partial(_yen, style=style)
    environment.tests["japanese"] = lambda text: _JAPANESE.search(text) is not None
    environment.globals.update(
        labels=labels,
        report=labels.REPORT,
        fields=FIELDS,
        column_of=COLUMN_OF,
        people=people,
        style=style,
        at_once=_AT_ONCE,
    )
    return environment


def _yen(value: int | None, decimals: int, style: Style) -> str:
    """Return a sum with its unit, or that none is stated."""
    if value is None:
        return labels.NO_AMOUNT.in_(style.language)
    amount = labels.AMOUNT_WITH_UNIT(amount=amounts.show(value, style.unit, decimals), unit=style.unit.label)
    return amount.in_(style.language)
