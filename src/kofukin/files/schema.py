"""What a dataset file may hold, field by field: the one description that validation and the editor schema share."""

from typing import Any, Literal, NamedTuple

from kofukin.model.amounts import LARGEST_YEN
from kofukin.model.fiscal_year import FIRST, LAST

FieldType = Literal["text", "integer", "tables"]

_END = r"$(?!\n)"
"""The end of the text in both Python and JavaScript; a bare ``$`` lets Python pass a trailing line break."""

ID = r"^[a-z0-9][a-z0-9._-]*" + _END
MUNICIPALITY_CODE = r"^[0-9]{6}" + _END
RATE = r"^(1|[1-9][0-9]{0,2}/[1-9][0-9]{0,2})" + _END
NOT_BLANK = r"\S"
NAME = r"^[^\x00-\x1f]*\S[^\x00-\x1f]*" + _END

APPLICATIONS = ("single", "joint")
AMOUNT_BASES = ("unstated", "one year", "all years")
OPEN = "open"
PROGRAM_BASES = ("stated", "inferred, high", "inferred, medium", "inferred, low", OPEN)


class Field(NamedTuple):
    """One key of a table: its type, whether it must stand, and what its value must look like."""

    name: str
    type: FieldType
    meaning: str
    required: bool = False
    pattern: str | None = None
    choices: tuple[str, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None
    table: "TableSchema | None" = None


class TableSchema(NamedTuple):
    """One kind of table, ``[dataset]`` or ``[[project]]``, with the keys that it may hold."""

    name: str
    fields: tuple[Field, ...]


def _text(name: str, meaning: str, required: bool = False, pattern: str = NOT_BLANK) -> Field:
    return Field(name, "text", meaning, required, pattern)


def _choice(name: str, meaning: str, choices: tuple[str, ...]) -> Field:
    return Field(name, "text", meaning, choices=choices)


def _integer(name: str, meaning: str, minimum: int, maximum: int, required: bool = False) -> Field:
    return Field(name, "integer", meaning, required, minimum=minimum, maximum=maximum)


def _yen(name: str, meaning: str) -> Field:
    return _integer(name, meaning, 0, LARGEST_YEN)


def _year(name: str, meaning: str, required: bool = False) -> Field:
    return _integer(name, meaning, FIRST, LAST, required)


DATASET = TableSchema(
    "dataset",
    (
        _text("id", "Short name of the dataset.", required=True, pattern=ID),
        _text("title", "Title for people.", required=True),
        _text("version", "Version of the figures; people cite it.", required=True),
        _text("publisher", "Who published the source document."),
        _text("published", "When the source document was published, as it says itself."),
        _text("licence", "Under which terms the data may be used."),
    ),
)
PROGRAM = TableSchema(
    "program",
    (
        _text("id", "Key that rounds and projects refer to.", required=True, pattern=ID),
        _text("name", "Official Japanese name.", required=True),
        _text("short_name", "What people call it (推進).", required=True),
        _text("name_en", "English name; unofficial."),
        _text("short_name_en", "Short English name; unofficial."),
    ),
)
ROUND = TableSchema(
    "round",
    (
        _text("program", "Id of the program.", required=True, pattern=ID),
        _year("fiscal_year", "The grant's fiscal year.", required=True),
        _text("subsidy_rate", 'Share of the cost that the grant pays: "1/2", or "1" for all of it.', pattern=RATE),
        _year("last_fiscal_year", "Last fiscal year that its projects run."),
    ),
)
PARTNER = TableSchema(
    "partners",
    (
        _text("name", "Name, or the document's own words where it names nobody.", required=True, pattern=NAME),
        _text("municipality_code", "Six-digit code, in quotes.", pattern=MUNICIPALITY_CODE),
        _yen("national_funds_yen", "The partner's own national funds, in yen; outside the project's."),
    ),
)
PROJECT = TableSchema(
    "project",
    (
        _text("id", "Key of the project.", required=True, pattern=ID),
        _text("municipality_code", "Six-digit code, in quotes.", pattern=MUNICIPALITY_CODE),
        _text("municipality", "Body that received the national funds; only a draft may leave it open."),
        _year("fiscal_year", "The grant's fiscal year.", required=True),
        _year("last_fiscal_year", "Last fiscal year it runs, where that is not its round's."),
        _text("program", "Id of the program.", pattern=ID),
        _text("name", "Name, verbatim.", required=True),
        _choice("application", "Applied for alone or jointly.", APPLICATIONS),
        _text("application_text", "The document's own words for that."),
        _yen("national_funds_yen", "National funds granted to the municipality, in yen."),
        _yen("partner_national_funds_yen", "Partners' funds in all, where the document does not give each partner's."),
        _yen("stated_cost_yen", "Total cost of the project, where the document states it."),
        _choice("amount_basis", "Which years the amount covers.", AMOUNT_BASES),
        Field("partners", "tables", "The other bodies of a joint application.", table=PARTNER),
        _text("note", "The document's note on the project."),
        _text("summary", "What it does, in our own words."),
        _choice(
            "program_basis",
            "Whether the document states the program or it was inferred, and how surely.",
            PROGRAM_BASES,
        ),
        _text("program_evidence", "Why it is under this program."),
        _text("source_document", "Document that the figures come from.", required=True),
        _integer("source_page", "Page in the document.", 1, 10**6),
        _integer("source_line", "1-based line of the name in the document's text.", 1, 10**9),
        _integer("source_amount_line", "1-based line of the amount.", 1, 10**9),
        _text("continues", "Id of the project that this one carries on.", pattern=ID),
    ),
)
TABLES = (DATASET, PROGRAM, ROUND, PROJECT)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a dataset file, for editors that follow ``#:schema``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kofukin dataset",
        "type": "object",
        "additionalProperties": False,
        "required": ["dataset"],
        "properties": {
            "dataset": _table_schema(DATASET),
            **{table.name: {"type": "array", "items": _table_schema(table)} for table in TABLES[1:]},
        },
    }


def _table_schema(table: TableSchema) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in table.fields if field.required],
        "properties": {field.name: _field_schema(field) for field in table.fields},
    }
    if table is PROJECT:
        schema["anyOf"] = [
            {"required": ["program"]},
            {"required": ["program_basis"], "properties": {"program_basis": {"const": OPEN}}},
        ]
    return schema


def _field_schema(field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": field.meaning}
    if field.table is not None:
        return schema | {"type": "array", "items": _table_schema(field.table)}
    if field.type == "integer":
        return schema | {"type": "integer", "minimum": field.minimum, "maximum": field.maximum}
    schema["type"] = "string"
    if field.choices is not None:
        schema["enum"] = list(field.choices)
    if field.pattern is not None:
        schema["pattern"] = field.pattern
    return schema
