"""Dataset → SQLite: the one schema that every query runs on, in memory or in a file that any SQLite tool opens.

Folded text is stored beside the text, since folding costs more than searching. A project's ``last_fiscal_year`` is
its round's where it has none of its own, and its partners' stated shares are summed where no sum is stated; both are
derived, none guessed.
A table that is said to be kept here has no reader but the person who opens the file with another tool.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kofukin.amounts import LARGEST_YEN
from kofukin.errors import KofukinError
from kofukin.fiscal_year import FIRST, LAST
from kofukin.folding import fold
from kofukin.messages import Said, errors
from kofukin.pairs import FIND
from kofukin.prefecture import PREFECTURES, prefecture_code
from kofukin.project import Dataset, Partner, Program, Project, Remark, Round, rate_parts
from kofukin.schema import DATASET

APPLICATION_ID = 0x6B6F6675
"""Marks a SQLite file as ours (``kofu``); ``SCHEMA_VERSION`` says which of our schemas it follows."""
SCHEMA_VERSION = 2


def _whole(column: str, least: int, most: int) -> str:
    """Return a column of whole numbers that no tool can fill with a fraction, a text or what no document states."""
    return f"{column} INTEGER CHECK (typeof({column}) IN ('integer', 'null') AND {column} BETWEEN {least} AND {most})"


def _yen(column: str) -> str:
    return _whole(column, 0, LARGEST_YEN)


def _year(column: str) -> str:
    return _whole(column, FIRST, LAST)


def _text(column: str) -> str:
    """Return a column of texts; SQLite would also keep bytes there, which are none."""
    return f"{column} TEXT CHECK (typeof({column}) IN ('text', 'null'))"


SCHEMA = f"""
CREATE TABLE dataset ( -- the files that the data comes from
    number INTEGER PRIMARY KEY, -- order in which they were read
    {_text("id")} NOT NULL, -- short name
    {_text("title")} NOT NULL, -- title for people
    {_text("version")} NOT NULL, -- version of the figures, to be cited
    {_text("publisher")}, -- who published the source document
    {_text("published")}, -- when, in the document's own words
    {_text("licence")} -- terms under which the data may be used
);
CREATE TABLE program ( -- grant programs (交付金)
    position INTEGER PRIMARY KEY, -- order in the data
    {_text("id")} NOT NULL UNIQUE, -- key, such as suishin
    {_text("name")} NOT NULL, -- official Japanese name
    {_text("short_name")} NOT NULL, -- what people call it, such as 推進
    {_text("name_en")}, -- English name, unofficial
    {_text("short_name_en")} -- short English name, unofficial
);
CREATE TABLE round ( -- a program in a fiscal year
    {_text("program")} NOT NULL REFERENCES program (id),
    {_year("fiscal_year")} NOT NULL, -- the grant's fiscal year (2017 is H29)
    {_year("last_fiscal_year")}, -- last year its projects may run
    {_text("subsidy_rate")}, -- share of the cost that it pays: 1/2, or 1 for all
    rate_numerator INTEGER, -- derived: the rate's parts
    rate_denominator INTEGER,
    PRIMARY KEY (program, fiscal_year)
) WITHOUT ROWID;
CREATE TABLE prefecture ( -- the 47 prefectures
    code TEXT PRIMARY KEY, -- two digits (JIS X 0401)
    {_text("name")} NOT NULL
) WITHOUT ROWID;
CREATE TABLE municipality ( -- bodies (団体) that received grants: each code with each name that goes with it
    number INTEGER PRIMARY KEY,
    {_text("code")}, -- six digits, the check digit included
    {_text("name")}, -- none only in a draft
    {_text("folded_name")} NOT NULL, -- derived: the name as it is compared
    {_text("prefecture_code")} REFERENCES prefecture (code) -- derived: by the code, else by how the name begins
);
CREATE TABLE document ( -- where figures come from
    number INTEGER PRIMARY KEY,
    {_text("title")} NOT NULL UNIQUE
);
CREATE TABLE project ( -- a grant to a body for a project (事業) in a fiscal year; amounts in yen, none where not stated
    number INTEGER PRIMARY KEY, -- order in the data
    {_text("id")} NOT NULL, -- key
    dataset INTEGER NOT NULL REFERENCES dataset (number), -- the file that it comes from
    municipality INTEGER NOT NULL REFERENCES municipality (number), -- the body that received the national funds
    {_year("fiscal_year")} NOT NULL, -- the grant's fiscal year (2017 is H29)
    {_year("last_fiscal_year")}, -- derived: its own last year, else its round's
    {_text("program")} REFERENCES program (id), -- none where it is open
    {_text("name")} NOT NULL, -- verbatim
    application TEXT CHECK (application IN ('single', 'joint')), -- applied for alone or jointly
    {_text("application_text")}, -- the document's own words for that
    {_yen("national_funds_yen")}, -- 国費 granted to the body
    {_yen("partner_national_funds_yen")}, -- derived: the partners' 国費 in all as stated, else the sum of their own
    {_yen("stated_cost_yen")}, -- total cost, where the document states it
    {_text("amount_basis")}, -- which years the amount covers: one year, all years, unstated
    {_text("note")}, -- the document's note
    {_text("summary")}, -- what it does, in the dataset's words
    {_text("program_basis")}, -- stated, open, or inferred and how surely
    {_text("program_evidence")}, -- why it is under this program
    document INTEGER NOT NULL REFERENCES document (number), -- where the figures come from
    source_page INTEGER, -- page in the document
    source_line INTEGER, -- line of the name in the document's text, from 1
    source_amount_line INTEGER, -- line of the amount
    {_text("continues")} REFERENCES project (id), -- the project that this one carries on, as the dataset reads it
    {_year("own_last_fiscal_year")}, -- last year it runs, where the data says so of this project
    {_yen("stated_partner_national_funds_yen")} -- the partners' 国費 in all, where the data says so of this project
);
CREATE TABLE partner ( -- the other bodies of a joint application
    project INTEGER NOT NULL REFERENCES project (number),
    position INTEGER NOT NULL, -- order in the document, from 0
    {_text("name")} NOT NULL, -- or the document's own words, where it names nobody
    {_text("folded_name")} NOT NULL, -- derived: the name as it is compared
    {_text("municipality_code")}, -- six digits
    {_yen("national_funds_yen")}, -- the partner's own 国費, none where not stated
    PRIMARY KEY (project, position)
) WITHOUT ROWID;
CREATE TABLE remark ( -- what an import says beside its draft
    number INTEGER PRIMARY KEY,
    dataset INTEGER NOT NULL REFERENCES dataset (number),
    project INTEGER REFERENCES project (number), -- none where it is about the whole file
    {_text("field")}, -- the field that it stands over
    {_text("text")} NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)) -- 1: a person has yet to settle it
);
CREATE TABLE search ( -- derived: the texts of each project as searches see them
    project INTEGER PRIMARY KEY REFERENCES project (number),
    {_text("folded_name")} NOT NULL, -- the name as it is compared
    {_text("folded_text")} NOT NULL -- name, summary, note, partners and body, a line each
);
CREATE TABLE pair ( -- derived: entries in two bodies' lists that may tell one joint project
    earlier INTEGER NOT NULL REFERENCES project (number),
    later INTEGER NOT NULL REFERENCES project (number), -- what totals --once leaves out
    PRIMARY KEY (later, earlier)
) WITHOUT ROWID;
"""
"""The comments stay in the file, where any SQLite tool shows them; ``docs/database.md`` is made from them."""

KEYS = "CREATE UNIQUE INDEX project_id ON project (id);"
"""What references need to lead somewhere; made when all is written, since that is faster."""
INDEXES = f"""
{KEYS}
CREATE INDEX project_measures ON project (
    program, fiscal_year, application, municipality, national_funds_yen, partner_national_funds_yen
);
CREATE INDEX project_program_basis ON project (program_basis) WHERE program_basis <> 'stated';
CREATE INDEX project_amount_basis ON project (amount_basis) WHERE amount_basis = 'unstated';
CREATE INDEX project_stated_partners ON project (number) WHERE stated_partner_national_funds_yen IS NOT NULL;
CREATE INDEX project_municipality ON project (municipality);
CREATE INDEX remark_open ON remark (project) WHERE is_open;
CREATE INDEX project_continues ON project (continues) WHERE continues IS NOT NULL;
ANALYZE;
"""
"""What queries use to stay fast in a file of many projects; in memory, eleven projects need none of it."""

_MAPPED_BYTES = 64 * 2**20
"""So much of a file is read as memory, which is faster; all that was read of it counts as the process's own."""
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


def is_database(path: Path) -> bool:
    """Return whether the file is a SQLite database, by its first bytes; a pipe, which reads only once, is none."""
    if not os.path.isfile(path):
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def open_database(path: Path) -> sqlite3.Connection:
    """Open a database file where it lies, for reading only.

    Raises KofukinError for a file that another program made, or another version of this one.
    """
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{_mode(path)}", uri=True, isolation_level=None)
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise KofukinError(errors.DATABASE_UNREADABLE(path=path, reason=str(error)), errors.EXPORT_AGAIN) from error
    if application_id != APPLICATION_ID:
        raise KofukinError(errors.NOT_OUR_DATABASE(path=path), errors.EXPORT_AGAIN)
    if version != SCHEMA_VERSION:
        raise KofukinError(errors.OTHER_SCHEMA(path=path, version=version, known=SCHEMA_VERSION), errors.EXPORT_AGAIN)
    if reason := _lacking(connection):
        raise KofukinError(errors.DATABASE_UNREADABLE(path=path, reason=reason), errors.EXPORT_AGAIN)
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    return connection


def _mode(path: Path) -> str:
    """Return how to open a database: one that another tool left in WAL mode would get files beside it by being read.

    Where there is no log beside it, nobody is writing it.
    """
    with path.open("rb") as stream:
        in_wal_mode = stream.read(20)[18:] == b"\x02\x02"
    log = path.resolve().with_name(f"{path.resolve().name}-wal")
    return "immutable=1" if in_wal_mode and not log.exists() else "mode=ro"


def _lacking(connection: sqlite3.Connection) -> Said | None:
    """Return which tables or columns of the schema a database does not have, or None where it has all."""
    sql = (
        "SELECT sqlite_master.name, own.name FROM sqlite_master JOIN pragma_table_info(sqlite_master.name) AS own"
        " WHERE sqlite_master.type = 'table'"
    )
    columns: dict[str, set[str]] = {}
    for table, column in connection.execute(sql):
        columns.setdefault(table, set()).add(column)
    known = {
        table: re.findall(r"^    ([a-z_]+) ", body, re.MULTILINE)
        for table, body in re.findall(r"CREATE TABLE (\w+) (.+?)\n\)", SCHEMA, re.DOTALL)
    }
    if tables := [table for table in known if table not in columns]:
        return errors.TABLES_MISSING(tables=tables)
    missing = [f"{table}.{own}" for table, body in known.items() for own in body if own not in columns[table]]
    return errors.COLUMNS_MISSING(columns=missing) if missing else None


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


def datasets_of(connection: sqlite3.Connection) -> Iterator[Dataset]:
    """Yield the datasets of a database as values again, all the projects of one in memory at a time."""
    programs, rounds = programs_of(connection), rounds_of(connection)
    for number, header in headers_of(connection):
        projects = tuple(projects_of(connection, number))
        remarks = tuple(remarks_of(connection, number))
        yield header._replace(programs=programs, rounds=rounds, projects=projects, remarks=remarks)


def merged(connection: sqlite3.Connection) -> Dataset:
    """Return everything in a database as one dataset, under the titles and terms of all that it was drawn from."""
    headers = [header for _, header in headers_of(connection)]
    projects = tuple(project for number, _ in headers_of(connection) for project in projects_of(connection, number))
    remarks = tuple(remark for number, _ in headers_of(connection) for remark in remarks_of(connection, number))
    first = headers[0]
    if len(headers) > 1:
        first = first._replace(
            id="-".join(dict.fromkeys(header.id for header in headers)),
            title=" + ".join(dict.fromkeys(header.title for header in headers)),
            version="; ".join(dict.fromkeys(header.version for header in headers)),
            publisher="; ".join(terms(headers, "publisher")) or None,
            published="; ".join(terms(headers, "published")) or None,
            licence="; ".join(terms(headers, "licence")) or None,
        )
    programs, rounds = programs_of(connection), rounds_of(connection)
    return first._replace(programs=programs, rounds=rounds, projects=projects, remarks=remarks)


def terms(headers: Sequence[Dataset], name: str) -> list[str]:
    """Return what the datasets say of their publisher, date or licence.

    Where they differ, or one says nothing, each stands with the title of its own data, so that none is claimed for
    another's.
    """
    if len({getattr(header, name) for header in headers}) == 1:
        return [value for header in headers[:1] if (value := getattr(header, name)) is not None]
    stated = ((getattr(header, name), header.title) for header in headers)
    return list(dict.fromkeys(f"{value} ({title})" for value, title in stated if value is not None))


def headers_of(connection: sqlite3.Connection) -> list[tuple[int, Dataset]]:
    """Return the datasets' numbers and own lines, without what they hold."""
    names = [field.name for field in DATASET.fields]
    rows = connection.execute(f"SELECT number, {', '.join(names)} FROM dataset ORDER BY number")
    return [
        (number, Dataset(programs=(), rounds=(), projects=(), **dict(zip(names, values, strict=True))))
        for number, *values in rows
    ]


def programs_of(connection: sqlite3.Connection) -> tuple[Program, ...]:
    """Return all programs, in order."""
    sql = f"SELECT {', '.join(Program._fields)} FROM program ORDER BY position"
    return tuple(Program(*row) for row in connection.execute(sql))


def rounds_of(connection: sqlite3.Connection) -> tuple[Round, ...]:
    """Return all rounds, program by program, in the order of their years."""
    names = ", ".join(f"round.{name}" for name in Round._fields)
    sql = f"SELECT {names} FROM round JOIN program ON program.id = round.program ORDER BY position, fiscal_year"
    return tuple(Round(*row) for row in connection.execute(sql))


def remarks_of(connection: sqlite3.Connection, dataset: int) -> Iterator[Remark]:
    """Yield what imports say of the dataset with that number and of its projects."""
    sql = (
        "SELECT text, is_open, project.id, field FROM remark LEFT JOIN project ON project.number = remark.project"
        " WHERE remark.dataset = ? ORDER BY remark.number"
    )
    for text, is_open, project, field in connection.execute(sql, (dataset,)):
        yield Remark(text, bool(is_open), project, field)


def projects_of(connection: sqlite3.Connection, dataset: int) -> Iterator[Project]:
    """Yield the projects of the dataset with that number, in order."""
    partners: dict[int, list[Partner]] = {}
    for project, *values in connection.execute(
        "SELECT project, name, municipality_code, national_funds_yen FROM partner ORDER BY project, position"
    ):
        partners.setdefault(project, []).append(Partner(*values))
    names = [name for name in Project._fields if name not in _ELSEWHERE]
    sql = (
        "SELECT project.number, municipality.name, municipality.code, document.title, own_last_fiscal_year,"
        f" stated_partner_national_funds_yen, {', '.join('project.' + name for name in names)} FROM project"
        " JOIN municipality ON municipality.number = project.municipality"
        " JOIN document ON document.number = project.document WHERE project.dataset = ? ORDER BY project.number"
    )
    for number, municipality, code, document, last_year, partner_funds, *values in connection.execute(sql, (dataset,)):
        yield Project(
            municipality=municipality,
            municipality_code=code,
            source_document=document,
            last_fiscal_year=last_year,
            partner_national_funds_yen=partner_funds,
            partners=tuple(partners.get(number, ())),
            **dict(zip(names, values, strict=True)),
        )


_ELSEWHERE = frozenset(
    {
        *("municipality", "municipality_code", "source_document", "partners"),
        *("last_fiscal_year", "partner_national_funds_yen"),
    }
)
"""Fields of a project that the project table's columns of these names do not hold as the dataset states them."""
