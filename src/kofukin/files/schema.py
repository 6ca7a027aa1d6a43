"""The JSON Schema of a dataset file, made from the tables of fields."""

from typing import Any

from kofukin.model.fields import DATASET, OPEN, PROJECT, TABLES, Field, Kind, Record


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


def _table_schema(table: Record) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in table.in_file if field.required],
        "properties": {field.name: _field_schema(field) for field in table.in_file},
    }
    if table is PROJECT:
        schema["anyOf"] = [
            {"required": ["program"]},
            {"required": ["program_basis"], "properties": {"program_basis": {"const": OPEN}}},
        ]
    return schema


def _field_schema(field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": field.meaning.en}
    if field.table is not None:
        return schema | {"type": "array", "items": _table_schema(field.table)}
    if field.kind is Kind.TEXTS:
        text = {"type": "string", "pattern": r"\S"}
        texts = {"anyOf": [text, {"type": "array", "items": text}]}
        names = [known.name for known in PROJECT.fields]
        return schema | {"type": "object", "propertyNames": {"enum": names}, "additionalProperties": texts}
    if field.kind.is_number:
        return schema | {"type": "integer", "minimum": field.least, "maximum": field.most}
    schema["type"] = "string"
    if field.words is not None:
        schema["enum"] = list(field.words)
    if field.pattern is not None:
        schema["pattern"] = field.pattern
    return schema
