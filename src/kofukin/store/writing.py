"""Datasets → the rows of a database.

Folded text is stored beside the text, since folding costs more than searching, and partners' stated shares are summed
where no sum is stated. What is so derived is never guessed.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from kofukin.model.amounts import LARGEST_YEN
from kofukin.model.fields import DATASET, DOCUMENT, DOCUMENT_ID, PARTNER, PROGRAM, PROJECT, ROUND, Record
from kofukin.model.prefecture import PREFECTURES
from kofukin.model.project import Dataset, Document, Program, Project, Remark, Round, rate_parts
from kofukin.store.bodies import Bodies
from kofukin.store.engine import connect
from kofukin.store.pairs import FIND
from kofukin.store.schema import KEYS, SCHEMA
from kofukin.text.folding import fold

_ROWS_AT_ONCE = 2000
_Row = tuple[str | int | None, ...]


def _names(record: Record) -> tuple[str, ...]:
    """Return the attributes whose values the table of this name keeps."""
    return tuple(field.name for field in record.kept)


def _insert(table: str, record: Record, *beside: str) -> str:
    columns = (*beside, *(field.column or field.name for field in record.kept))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _or_as_known(record: Record, *derived: str) -> str:
    """Return what to do of a row that stands already: what it lacks is taken from the new one."""
    names = [field.name for field in record.kept if not field.required] + [*derived]
    return f" ON CONFLICT DO UPDATE SET {', '.join(f'{name} = coalesce({name}, excluded.{name})' for name in names)}"


_RATE_PARTS = ("rate_numerator", "rate_denominator")
_DATASET_SQL = _insert("dataset", DATASET, "number")
_DOCUMENT_SQL = _insert("document", DOCUMENT, "number") + _or_as_known(DOCUMENT)
_PROGRAM_SQL = _insert("program", PROGRAM) + _or_as_known(PROGRAM)
_ROUND_SQL = _insert("round", ROUND, *_RATE_PARTS) + _or_as_known(ROUND, *_RATE_PARTS)
_PROJECT_SQL = _insert(
    "project", PROJECT, "number", "dataset", "municipality", "document", "partner_national_funds_yen", *_RATE_PARTS
)
_PARTNER_SQL = _insert("partner", PARTNER, "project", "position", "folded_name")
_REMARK_SQL = "INSERT INTO remark (dataset, project, kind, field, text, place) VALUES (?, ?, ?, ?, ?, ?)"
_of_dataset, _of_document, _of_program, _of_round, _of_project, _of_partner = (
    attrgetter(*_names(record)) for record in (DATASET, DOCUMENT, PROGRAM, ROUND, PROJECT, PARTNER)
)


def in_memory(datasets: Iterable[Dataset]) -> sqlite3.Connection:
    """Return a database in memory that holds ``datasets``, which must not clash in their ids."""
    connection = connect(":memory:")
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
        self._bodies = Bodies()
        self._documents: dict[str, int] = {}
        self._waiting: tuple[list[_Row], list[_Row], list[_Row], list[_Row]] = ([], [], [], [])
        connection.executescript(SCHEMA)
        connection.executemany("INSERT INTO prefecture VALUES (?, ?)", PREFECTURES.items())

    def dataset(self, dataset: Dataset) -> None:
        """Write a dataset's own line; the projects that follow are its."""
        self._datasets += 1
        self._connection.execute(_DATASET_SQL, (self._datasets, *_of_dataset(dataset)))

    def whole(self, dataset: Dataset) -> None:
        """Write a dataset and all that it holds."""
        self.dataset(dataset)
        self.documents(dataset.documents)
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

    def documents(self, documents: Iterable[Document]) -> None:
        """Write what is known of documents, beside what was known of those with their ids."""
        for document in documents:
            number = self._documents.setdefault(document.id, len(self._documents) + 1)
            self._connection.execute(_DOCUMENT_SQL, (number, *_of_document(document)))

    def program(self, program: Program) -> None:
        self._connection.execute(_PROGRAM_SQL, _of_program(program))

    def round(self, round_: Round) -> None:
        self._connection.execute(_ROUND_SQL, (*_rate_parts(round_.subsidy_rate), *_of_round(round_)))

    def project(self, project: Project, remarks: Iterable[Remark] = ()) -> None:
        """Write a project and what is said of it; its round may follow, also from another dataset."""
        self._projects += 1
        number = self._projects
        projects, searches, partners, _ = self._waiting
        projects.append(self._project_row(number, project))
        name = fold(project.name or "")
        searches.append((number, name, "\n".join((name, *_searched_beside(project)))))
        for position, p in enumerate(project.partners):
            partners.append((number, position, _fold_again(p.name), *_of_partner(p)))
        self.remarks(remarks, number)
        if len(projects) >= _ROWS_AT_ONCE:
            self.flush()

    def remarks(self, remarks: Iterable[Remark], project: int | None = None) -> None:
        """Write what an import says of the project with that number, or of the whole dataset."""
        for remark in remarks:
            said = (self._datasets, project, remark.kind, remark.field, remark.text, remark.place)
            self._waiting[-1].append(said)

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
        many(_PROJECT_SQL, projects)
        many("INSERT INTO search VALUES (?, ?, ?)", searches)
        many(_PARTNER_SQL, partners)
        many(_REMARK_SQL, remarks)
        for waiting in self._waiting:
            waiting.clear()

    def finish(self) -> None:
        """Write what waits, and what only all projects together tell."""
        self.flush()
        self._bodies.write(self._connection)
        self._connection.execute(f"INSERT INTO pair (earlier, later) {FIND}")

    def _project_row(self, number: int, project: Project) -> _Row:
        return (
            number,
            self._datasets,
            self._bodies.spelling(project),
            self._documents.get(project.source_document) or self._titled(project.source_document),
            partners_in_all(project),
            *_rate_parts(project.subsidy_rate),
            *_of_project(project),
        )

    def _titled(self, title: str) -> int:
        """Return the number of a document that is known by its title alone; one that reads as an id is its id too."""
        number = self._documents[title] = len(self._documents) + 1
        key = title if re.search(DOCUMENT_ID, title) else None
        self._connection.execute("INSERT INTO document (number, id, title) VALUES (?, ?, ?)", (number, key, title))
        return number


def _rate_parts(subsidy_rate: str | None) -> tuple[int | None, int | None]:
    return rate_parts(subsidy_rate) if subsidy_rate else (None, None)


def partners_in_all(project: Project) -> int | None:
    """Return the yen that the source states for all partners together, else the sum of the shares that it states."""
    if project.partner_national_funds_yen is not None:
        return project.partner_national_funds_yen
    shares = [share for partner in project.partners if (share := partner.national_funds_yen) is not None]
    total = sum(shares)
    return total if shares and total <= LARGEST_YEN else None  # more is a problem of the file, which check names


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
