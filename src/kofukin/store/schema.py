"""The one schema that every query runs on, in memory or in a file that any SQLite tool opens.

The comments stay in the file, where any SQLite tool shows them; ``docs/database.md`` is made from them.
A table that is said to be kept here has no reader but the person who opens the file with another tool.
"""

from kofukin.model.amounts import LARGEST_YEN
from kofukin.model.fiscal_year import FIRST, LAST

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
