"""Dataset → SQLite: the one schema that every query runs on.

Folded text is stored beside the text, since folding costs more than searching. A project's ``last_fiscal_year`` is
its round's where it has none of its own, and its partners' stated shares are summed; both are derived, none guessed.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from kofukin.folding import fold
from kofukin.prefecture import PREFECTURES, prefecture_code
from kofukin.project import Dataset, Project, rate_parts

SCHEMA = """
CREATE TABLE dataset (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, version TEXT NOT NULL, publisher TEXT,
    published TEXT
);
CREATE TABLE program (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, short_name TEXT NOT NULL,
    name_en TEXT, short_name_en TEXT
);
CREATE TABLE round (
    program TEXT NOT NULL REFERENCES program (id), fiscal_year INTEGER NOT NULL, last_fiscal_year INTEGER,
    subsidy_rate TEXT, rate_numerator INTEGER, rate_denominator INTEGER,
    PRIMARY KEY (program, fiscal_year)
) WITHOUT ROWID;
CREATE TABLE prefecture (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE municipality (
    number INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL, folded_name TEXT NOT NULL,
    prefecture_code TEXT REFERENCES prefecture (code)
);
CREATE TABLE document (number INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE);
CREATE TABLE project (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES dataset (number),
    municipality INTEGER NOT NULL REFERENCES municipality (number),
    fiscal_year INTEGER NOT NULL,
    last_fiscal_year INTEGER,
    program TEXT REFERENCES program (id),
    name TEXT NOT NULL,
    application TEXT CHECK (application IN ('single', 'joint')),
    application_text TEXT,
    national_funds_yen INTEGER,
    partner_national_funds_yen INTEGER,
    amount_basis TEXT,
    note TEXT,
    summary TEXT,
    program_basis TEXT,
    program_evidence TEXT,
    document INTEGER NOT NULL REFERENCES document (number),
    source_page INTEGER,
    source_line INTEGER,
    source_amount_line INTEGER,
    continues TEXT,
    folded_name TEXT NOT NULL,
    folded_text TEXT NOT NULL
);
CREATE TABLE partner (
    project INTEGER NOT NULL REFERENCES project (number),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    municipality_code TEXT,
    national_funds_yen INTEGER,
    PRIMARY KEY (project, position)
) WITHOUT ROWID;
"""

_INSERT_PROJECT = "INSERT INTO project VALUES (" + ", ".join("?" * 24) + ")"


def in_memory(datasets: Iterable[Dataset]) -> sqlite3.Connection:
    """Return a database in memory that holds ``datasets``, which must not clash in their ids."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    fill(connection, datasets)
    return connection


def fill(connection: sqlite3.Connection, datasets: Iterable[Dataset]) -> None:
    """Write ``datasets`` into an empty database that has the schema."""
    connection.executemany("INSERT INTO prefecture VALUES (?, ?)", PREFECTURES.items())
    writer = _Writer(connection)
    for dataset in datasets:
        writer.write(dataset)
    connection.commit()


class _Writer:
    """Hands out the numbers that rows refer to each other by, across the datasets of one database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._municipalities: dict[tuple[str | None, str], int] = {}
        self._documents: dict[str, int] = {}
        self._datasets = 0
        self._projects = 0

    def write(self, dataset: Dataset) -> None:
        self._datasets += 1
        execute, many = self._connection.execute, self._connection.executemany
        execute(
            "INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?)",
            (self._datasets, dataset.id, dataset.title, dataset.version, dataset.publisher, dataset.published),
        )
        many(
            "INSERT OR IGNORE INTO program (id, name, short_name, name_en, short_name_en) VALUES (?, ?, ?, ?, ?)",
            ((p.id, p.name, p.short_name, p.name_en, p.short_name_en) for p in dataset.programs),
        )
        last_years = {}
        for round_ in dataset.rounds:
            rate = rate_parts(round_.subsidy_rate) if round_.subsidy_rate else (None, None)
            last_years[round_.program, round_.fiscal_year] = round_.last_fiscal_year
            execute(
                "INSERT OR IGNORE INTO round VALUES (?, ?, ?, ?, ?, ?)",
                (round_.program, round_.fiscal_year, round_.last_fiscal_year, round_.subsidy_rate, *rate),
            )
        for project in dataset.projects:
            self._write_project(project, last_years.get((project.program or "", project.fiscal_year)))

    def _write_project(self, project: Project, round_last_year: int | None) -> None:
        self._projects += 1
        shares = [p.national_funds_yen for p in project.partners if p.national_funds_yen is not None]
        self._connection.execute(
            _INSERT_PROJECT,
            (
                self._projects,
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
                sum(shares) if shares else None,
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
                fold(project.name),
                "\n".join(map(fold, _searched(project))),
            ),
        )
        self._connection.executemany(
            "INSERT INTO partner VALUES (?, ?, ?, ?, ?, ?)",
            (
                (self._projects, position, p.name, fold(p.name), p.municipality_code, p.national_funds_yen)
                for position, p in enumerate(project.partners)
            ),
        )

    def _municipality(self, code: str | None, name: str) -> int:
        number = self._municipalities.get((code, name))
        if number is None:
            number = self._municipalities[code, name] = len(self._municipalities) + 1
            self._connection.execute(
                "INSERT INTO municipality VALUES (?, ?, ?, ?, ?)",
                (number, code, name, fold(name), prefecture_code(code)),
            )
        return number

    def _document(self, title: str) -> int:
        number = self._documents.get(title)
        if number is None:
            number = self._documents[title] = len(self._documents) + 1
            self._connection.execute("INSERT INTO document VALUES (?, ?)", (number, title))
        return number


def _searched(project: Project) -> Iterator[str]:
    """Yield the texts that a full-text word is looked for in; a line break keeps a word from matching across two."""
    yield project.name
    yield project.summary or ""
    yield project.note or ""
    for partner in project.partners:
        yield partner.name
    yield project.municipality
