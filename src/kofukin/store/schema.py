"""The one schema that every query runs on, in memory or in a file that any SQLite tool opens.

What a dataset file may state stands in columns made from the tables of fields; the rest is derived or refers. The
comments stay in the file, where any SQLite tool shows them; ``docs/database.md`` is made from them. A table that is
said to be kept here has no reader but the person who opens the file with another tool.
"""

from kofukin.model.fields import DATASET, DATE, DOCUMENT, PARTNER, PROGRAM, PROJECT, ROUND, SHA256, Field, Record

APPLICATION_ID = 0x6B6F6675
"""Marks a SQLite file as ours (``kofu``); ``SCHEMA_VERSION`` says which of our schemas it follows."""
SCHEMA_VERSION = 4

Column = tuple[str, str]
"""A column's definition, and the comment that says what it holds."""


def _whole(column: str, least: int | None, most: int | None) -> str:
    """Return a column of whole numbers that no tool can fill with a fraction, a text or what no document states."""
    return f"{column} INTEGER CHECK (typeof({column}) IN ('integer', 'null') AND {column} BETWEEN {least} AND {most})"


_ALSO = {
    SHA256: "{0} IS NULL OR (length({0}) = 64 AND {0} NOT GLOB '*[^0-9a-fA-F]*')",
    DATE: "{0} IS date({0}, '+0 days')",
}
"""What SQLite can hold of the patterns of texts, beside that they are texts; a day also has to be in the calendar."""


def _text(column: str, pattern: str | None = None) -> str:
    """Return a column of texts; SQLite would also keep bytes there, which are none."""
    also = f" AND ({_ALSO[pattern].format(column)})" if pattern in _ALSO else ""
    return f"{column} TEXT CHECK (typeof({column}) IN ('text', 'null'){also})"


def _one_of(column: str, words: tuple[str, ...]) -> str:
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"{column} TEXT CHECK ({column} IN ({quoted}))"


def _column(field: Field, meaning: str | None = None, unique: bool = False) -> Column:
    name = field.column or field.name
    if field.words is not None:
        sql = _one_of(name, tuple(field.words))
    else:
        sql = _whole(name, field.least, field.most) if field.kind.is_number else _text(name, field.pattern)
    sql += " NOT NULL" if field.required else ""
    sql += " UNIQUE" if unique else ""
    sql += f" REFERENCES {field.references}" if field.references else ""
    return sql, meaning or field.meaning.en


def _columns(record: Record, unique: str | None = None) -> list[Column]:
    return [_column(field, unique=field.name == unique) for field in record.kept]


def _derived(field: str, record: Record = PROJECT) -> Column:
    """Return a column of the field's own name that holds what follows from others."""
    (found,) = (each for each in record.fields if each.name == field)
    return _column(found._replace(column=None), f"derived: {found.meaning.en}")


def _table(name: str, meaning: str, columns: list[Column], ending: str = "") -> str:
    parts = [sql for sql, _ in columns] + ([f"PRIMARY KEY ({ending})"] if ending else [])
    comments = [f" -- {comment}" if comment else "" for _, comment in columns] + ([""] if ending else [])
    commas = [","] * (len(parts) - 1) + [""]
    body = "".join(f"    {sql}{comma}{said}\n" for sql, comma, said in zip(parts, commas, comments, strict=True))
    return f"CREATE TABLE {name} ( -- {meaning}\n{body}){' WITHOUT ROWID' if ending else ''};\n"


def _number(meaning: str = "", name: str = "number") -> Column:
    return f"{name} INTEGER PRIMARY KEY", meaning


def _reference(name: str, table: str, meaning: str = "", required: bool = True) -> Column:
    return f"{name} INTEGER{' NOT NULL' if required else ''} REFERENCES {table} (number)", meaning


_FOLDED: Column = (f"{_text('folded_name')} NOT NULL", "derived: the name as it is compared")
_RATE_PARTS: list[Column] = [
    ("rate_numerator INTEGER", "derived: the parts of the rate stated here"),
    ("rate_denominator INTEGER", "derived"),
]

SCHEMA = "".join(
    (
        _table(
            "dataset",
            "the files that the data comes from",
            [_number("order in which they were read"), *_columns(DATASET)],
        ),
        _table(
            "program",
            "grant programs (交付金)",
            [_number("order in the data", "position"), *_columns(PROGRAM, unique="id")],
        ),
        _table(
            "round",
            "a program in a fiscal year; where a project states something itself, that goes before its round",
            [*_columns(ROUND), *_RATE_PARTS],
            "program, fiscal_year",
        ),
        _table(
            "prefecture",
            "the 47 prefectures",
            [("code TEXT NOT NULL", "two digits (JIS X 0401)"), (f"{_text('name')} NOT NULL", "")],
            "code",
        ),
        _table(
            "body",
            "bodies (団体) whose national funds they are, each once: by its code, else by its name in its prefecture",
            [
                _number(),
                (_text("code"), "six digits, the check digit included"),
                (_text("name"), "derived: as the project of the latest fiscal year spells it; none only in a draft"),
                (
                    f"{_text('prefecture_code')} REFERENCES prefecture (code)",
                    "derived: by the code, else by how the name begins",
                ),
                (_text("told_apart"), "derived: the name, with the prefecture or code where another body has it too"),
            ],
        ),
        _table(
            "municipality",
            "the names under which the data knows the bodies: each code with each name that goes with it",
            [
                _number(),
                _reference("body", "body", "derived: whose name it is"),
                (_text("code"), "six digits, the check digit included"),
                (_text("name"), "none only in a draft"),
                _FOLDED,
            ],
        ),
        _table(
            "document",
            "where figures come from: what the data describes, and what it gives no more of than a title",
            [
                _number(),
                *(
                    _column(
                        field._replace(required=field.name == "title"),
                        "key of a document that the data describes" if field.name == "id" else None,
                        field.name == "id",
                    )
                    for field in DOCUMENT.kept
                ),
            ],
        ),
        _table(
            "project",
            "a grant to a body for a project (事業) in a fiscal year; amounts in yen, none where not stated",
            [
                _number("order in the data"),
                _reference("dataset", "dataset", "the file that it comes from"),
                _reference("municipality", "municipality", "the body that received the national funds"),
                _reference("document", "document", "where the figures come from"),
                *_columns(PROJECT),
                _derived("partner_national_funds_yen"),
                *_RATE_PARTS,
            ],
        ),
        _table(
            "partner",
            "the other bodies of a joint application",
            [
                _reference("project", "project"),
                ("position INTEGER NOT NULL", "order in the document, from 0"),
                *_columns(PARTNER),
                _FOLDED,
            ],
            "project, position",
        ),
        _table(
            "remark",
            "what an import says of its draft",
            [
                _number(),
                _reference("dataset", "dataset"),
                _reference("project", "project", "none where it is about the whole file", required=False),
                (
                    f"{_one_of('kind', ('open', 'inferred', 'as_written'))} NOT NULL",
                    "open: yet to be settled; inferred: the ground for a value; as_written: the document's words",
                ),
                (_text("field"), "the field that it is about"),
                (f"{_text('text')} NOT NULL", ""),
                (_text("place"), "where in the source"),
            ],
        ),
        _table(
            "search",
            "derived: the texts of each project as searches see them",
            [
                ("project INTEGER PRIMARY KEY REFERENCES project (number)", ""),
                _FOLDED,
                (f"{_text('folded_text')} NOT NULL", "name, summary, note, partners and body, a line each"),
            ],
        ),
        _table(
            "pair",
            "derived: entries in two bodies' lists that may tell one joint project",
            [_reference("earlier", "project"), _reference("later", "project", "what totals --once leaves out")],
            "later, earlier",
        ),
    )
)

KEYS = "CREATE UNIQUE INDEX project_id ON project (id);"
"""What references need to lead somewhere; made when all is written, since that is faster."""
INDEXES = f"""
{KEYS}
CREATE INDEX project_measures ON project (
    program, fiscal_year, application, municipality, national_funds_yen, partner_national_funds_yen, rate_numerator,
    rate_denominator
);
CREATE INDEX project_program_basis ON project (program_basis) WHERE program_basis <> 'stated';
CREATE INDEX project_amount_basis ON project (amount_basis) WHERE amount_basis = 'unstated';
CREATE INDEX project_stated_partners ON project (number) WHERE stated_partner_national_funds_yen IS NOT NULL;
CREATE INDEX project_municipality ON project (
    municipality, fiscal_year, program, national_funds_yen, partner_national_funds_yen, rate_numerator, rate_denominator
);
CREATE INDEX remark_open ON remark (project) WHERE kind = 'open';
CREATE INDEX project_continues ON project (continues) WHERE continues IS NOT NULL;
ANALYZE;
"""
"""What queries use to stay fast in a file of many projects; in memory, eleven projects need none of it."""
