"""Datasets → the rows of a database.

Folded text is stored beside the text, since folding costs more than searching. A project's ``last_fiscal_year`` is
its round's where it has none of its own, and its partners' stated shares are summed where no sum is stated; both are
derived, none guessed.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kofukin.files.schema import DATASET
from kofukin.model.prefecture import PREFECTURES, prefecture_code
from kofukin.model.project import Dataset, Program, Project, Remark, Round, rate_parts
from kofukin.store.pairs import FIND
from kofukin.store.schema import KEYS, SCHEMA
from kofukin.text.folding import fold

_PROJECT_COLUMNS = 25
_ROWS_AT_ONCE = 2000
_Row = tuple[str | int | None, ...]


def in_memory(datasets: Iterable[Dataset]) -> sqlite3.Connection:
    """Return a database in memory that holds ``datasets``, which must not clash in their ids."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    fill(connection, datasets)
    return connection


def fill(connection: sqlite3.Connection, datasets: Iterable[Dataset]) -> None:
    """Give an empty database the schema and write ``datasets`` into it."""
    writer = Writer(connection)
    for dataset in datasets:
        writer.whole(dataset)
    writer.finish()
    connection.execute(KEYS)


class Writer:
    """Writes datasets into an empty database and hands out the numbers that its rows refer to each other by.

    ``finish`` has to be called when all is written.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._datasets = 0
        self._projects = 0
        self._municipalities: dict[tuple[str | None, str | None], int] = {}
        self._documents: dict[str, int] = {}
        self._last_years: dict[tuple[str | None, int], int] = {}
        self._unknown: set[tuple[str | None, int]] = set()
        self._late: list[tuple[str, int]] = []
        self._waiting: tuple[list[_Row], list[_Row], list[_Row], list[_Row]] = ([], [], [], [])
        connection.executescript(SCHEMA)
        connection.executemany("INSERT INTO prefecture VALUES (?, ?)", PREFECTURES.items())

    def dataset(self, dataset: Dataset) -> None:
        """Write a dataset's own line; the projects that follow are its."""
        self._datasets += 1
        self._connection.execute(
            "INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self._datasets, *(getattr(dataset, field.name) for field in DATASET.fields)),
        )

    def whole(self, dataset: Dataset) -> None:
        """Write a dataset and all that it holds."""
        self.dataset(dataset)
        for program in dataset.programs:
            self.program(program)
        for round_ in dataset.rounds:
            self.round(round_)
        remarks: dict[str | None, list[Remark]] = {}
        for remark in dataset.remarks:
            remarks.setdefault(remark.project, []).append(remark)
        for project in dataset.projects:
            self.project(project, remarks.get(project.id, ()))
        self.remarks(remarks.get(None, ()))

    def program(self, program: Program) -> None:
        self._connection.execute(
            "INSERT INTO program (id, name, short_name, name_en, short_name_en) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET (name_en, short_name_en) ="
            " (coalesce(name_en, excluded.name_en), coalesce(short_name_en, excluded.short_name_en))",
            program,
        )

    def round(self, round_: Round) -> None:
        rate = rate_parts(round_.subsidy_rate) if round_.subsidy_rate else (None, None)
        key = round_.program, round_.fiscal_year
        if self._last_years.get(key) is None and round_.last_fiscal_year is not None:
            self._last_years[key] = round_.last_fiscal_year
            self._late += [key] if key in self._unknown else []
        self._connection.execute(
            "INSERT INTO round VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " (last_fiscal_year, subsidy_rate, rate_numerator, rate_denominator) = (coalesce(last_fiscal_year,"
            " excluded.last_fiscal_year), coalesce(subsidy_rate, excluded.subsidy_rate),"
            " coalesce(rate_numerator, excluded.rate_numerator),"
            " coalesce(rate_denominator, excluded.rate_denominator))",
            (round_.program, round_.fiscal_year, round_.last_fiscal_year, round_.subsidy_rate, *rate),
        )

    def project(self, project: Project, remarks: Iterable[Remark] = ()) -> None:
        """Write a project and what is said of it; its round may follow, also from another dataset."""
        self._projects += 1
        number = self._projects
        projects, searches, partners, _ = self._waiting
        projects.append(self._project_row(number, project))
        name = fold(project.name)
        searches.append((number, name, "\n".join((name, *_searched_beside(project)))))
        for position, p in enumerate(project.partners):
            partners.append((number, position, p.name, _fold_again(p.name), p.municipality_code, p.national_funds_yen))
        self.remarks(remarks, number)
        if len(projects) >= _ROWS_AT_ONCE:
            self.flush()

    def remarks(self, remarks: Iterable[Remark], project: int | None = None) -> None:
        """Write what an import says of the project with that number, or of the whole dataset."""
        for remark in remarks:
            self._waiting[-1].append((self._datasets, project, remark.field, remark.text, remark.is_open))

    def repeated(self) -> Iterator[tuple[int, str, str, str, int | None, int | None]]:
        """Yield the projects that an earlier one equals in body, year, program, name and national funds.

        Each as its number and id, the earlier one's id, and its document, page and line.
        """
        self.flush()
        sql = (
            "SELECT later.number, later.id, project.id, title, later.source_page, later.source_line FROM"
            " (SELECT *, min(number) OVER (PARTITION BY municipality, fiscal_year, program, name, national_funds_yen)"
            " AS first FROM project WHERE (municipality, fiscal_year, national_funds_yen) IN"
            " (SELECT municipality, fiscal_year, national_funds_yen FROM project WHERE national_funds_yen > 0"
            " GROUP BY 1, 2, 3 HAVING count(*) > 1)) AS later"  # numbers first: few rows have these in common
            " JOIN project ON project.number = first JOIN document ON document.number = later.document"
            " WHERE later.number > first ORDER BY later.number"
        )
        yield from self._connection.execute(sql).fetchall()

    def flush(self) -> None:
        """Write the rows that wait to be written together."""
        projects, searches, partners, remarks = self._waiting
        many = self._connection.executemany
        many(f"INSERT INTO project VALUES ({', '.join('?' * _PROJECT_COLUMNS)})", projects)
        many("INSERT INTO search VALUES (?, ?, ?)", searches)
        many("INSERT INTO partner VALUES (?, ?, ?, ?, ?, ?)", partners)
        many("INSERT INTO remark (dataset, project, field, text, is_open) VALUES (?, ?, ?, ?, ?)", remarks)
        for waiting in self._waiting:
            waiting.clear()
        many(
            "UPDATE project SET last_fiscal_year = ?"
            " WHERE own_last_fiscal_year IS NULL AND program = ? AND fiscal_year = ?",
            [(self._last_years[key], *key) for key in self._late],
        )
        self._late.clear()

    def finish(self) -> None:
        """Write what waits, and what only all projects together tell."""
        self.flush()
        self._connection.execute(f"INSERT INTO pair (earlier, later) {FIND}")

    def _project_row(self, number: int, project: Project) -> _Row:
        key = project.program, project.fiscal_year
        round_last_year = self._last_years.get(key)
        if round_last_year is None:
            self._unknown.add(key)
        return (
            number,
            project.id,
            self._datasets,
            self._municipality(project.municipality_code, project.municipality),
            project.fiscal_year,
            project.last_fiscal_year or round_last_year,
            project.program,
            project.name,
            project.application,
            project.application_text,
            project.national_funds_yen,
            partners_in_all(project),
            project.stated_cost_yen,
            project.amount_basis,
            project.note,
            project.summary,
            project.program_basis,
            project.program_evidence,
            self._document(project.source_document),
            project.source_page,
            project.source_line,
            project.source_amount_line,
            project.continues,
            project.last_fiscal_year,
            project.partner_national_funds_yen,
        )

    def _municipality(self, code: str | None, name: str | None) -> int:
        number = self._municipalities.get((code, name))
        if number is None:
            number = self._municipalities[code, name] = len(self._municipalities) + 1
            row = (number, code, name, fold(name or ""), prefecture_code(code, name))
            self._connection.execute("INSERT INTO municipality VALUES (?, ?, ?, ?, ?)", row)
        return number

    def _document(self, title: str) -> int:
        number = self._documents.get(title)
        if number is None:
            number = self._documents[title] = len(self._documents) + 1
            self._connection.execute("INSERT INTO document VALUES (?, ?)", (number, title))
        return number


def partners_in_all(project: Project) -> int | None:
    """Return the yen that the source states for all partners together, else the sum of the shares that it states."""
    if project.partner_national_funds_yen is not None:
        return project.partner_national_funds_yen
    shares = [share for partner in project.partners if (share := partner.national_funds_yen) is not None]
    return sum(shares) if shares else None


_fold_again = lru_cache(maxsize=20_000)(fold)
"""For notes and bodies, which many projects share."""


def _searched_beside(project: Project) -> Iterator[str]:
    """Yield the folded texts that a word is looked for in beside the name; a line break keeps it from spanning two."""
    if project.summary:
        yield fold(project.summary)
    if project.note:
        yield _fold_again(project.note)
    for partner in project.partners:
        yield _fold_again(partner.name)
    if project.municipality:
        yield _fold_again(project.municipality)
