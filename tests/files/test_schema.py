"""The schema that editors follow says of a file's structure what the program says."""

import copy
import json
from typing import Any, get_args

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from datasets import BUNDLED, document, unhurried
from kofukin.files import schema, validation
from kofukin.model.fields import PARTNER, PROGRAM, PROJECT, ROUND, TABLES, Kind
from kofukin.model.project import Partner, Program, Project, RemarkKind, Round

VALIDATOR = jsonschema.Draft202012Validator(schema.json_schema())

_TEXTS = st.sampled_from(
    [
        *("", " ", "\u3000", "x", "x\n", "\n", "suishin", "Suishin", "-x", "札幌市", "a\x1fb", "011002"),
        *("11002", "０１１００２", "1", "1/2", "0/1", "1/0", "01/2", "1/2\n", "1 / 2", "single", "both"),
        *("one year", "open", "stated", "inferred, high"),
    ]
)
_INTEGERS = st.sampled_from(
    [-1, 0, 1, 1925, 1926, 2017, 2100, 2101, 10**6, 10**6 + 1, 10**9, 10**9 + 1, 10**15, 10**15 + 1]
)
_OTHERS = st.sampled_from(
    [
        True,
        False,
        0.5,
        2017.5,
        [],
        {},
        [[]],
        [{}],
        [1],
        ["x"],
        {"name": "x"},
        [{"name": "x"}],
        {"name": ["x", "y"]},
        {"name": ""},
    ]
)
_VALUES = _TEXTS | _INTEGERS | _OTHERS.map(copy.deepcopy)
"""Left out on purpose: 37000.0, a whole number to JSON Schema but a float in TOML, and shares above 1 such as "3/2",
which no pattern tells from others. The program refuses both, and ``test_validation`` says so."""

_KEYS = st.sampled_from(
    [
        *sorted({field.name for table in (*TABLES, PARTNER) for field in table.fields}),
        *("dataset", "program", "round", "project", "unknown", "Name", ""),
    ]
)


def _containers(value: Any) -> list[Any]:
    """Return every table and list in a document, itself included."""
    if not isinstance(value, dict | list):
        return []
    items = list(value.values()) if isinstance(value, dict) else value
    return [value, *(found for item in items for found in _containers(item))]


@st.composite
def _spoilt_documents(draw: st.DrawFn) -> dict[str, Any]:
    spoilt = document()
    for _ in range(draw(st.integers(1, 3))):
        container = draw(st.sampled_from(_containers(spoilt)))
        if isinstance(container, list):
            container.append(draw(_VALUES))
        elif container and draw(st.booleans()):
            key = draw(st.sampled_from(sorted(container)))
            if draw(st.booleans()):
                del container[key]
            else:
                container[key] = draw(_VALUES)
        else:
            container[draw(_KEYS)] = draw(_VALUES)
    return spoilt


@unhurried
@given(_spoilt_documents())
def test_the_schema_accepts_a_document_if_and_only_if_the_program_does(spoilt: dict[str, Any]) -> None:
    problems = list(validation._structure(spoilt))
    assert VALIDATOR.is_valid(spoilt) == (problems == []), problems


def test_the_file_beside_the_data_is_the_schema() -> None:
    written = (BUNDLED.parent / "projects.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == schema.json_schema()


def test_the_data_names_the_schema_for_editors() -> None:
    first_line = BUNDLED.read_text(encoding="utf-8").splitlines()[0]
    name = first_line.removeprefix("#:schema ")
    assert (BUNDLED.parent / name).is_file()


def test_the_schema_is_sound_and_accepts_the_data() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.json_schema())
    VALIDATOR.validate(document())


def test_the_tables_hold_what_the_values_hold() -> None:
    for table, values in ((PROGRAM, Program), (ROUND, Round), (PARTNER, Partner), (PROJECT, Project)):
        stated = [field for field in table.in_file if field.kind is not Kind.TEXTS]
        assert {field.name for field in stated} == set(values._fields)
        required = {name for name in values._fields if name not in values._field_defaults}
        assert {field.name for field in table.fields if field.required} == required


def test_what_is_said_of_fields_has_a_key_for_each_kind_of_remark() -> None:
    kinds = tuple(field.name for field in PROJECT.fields if field.kind is Kind.TEXTS)
    assert kinds == get_args(RemarkKind)
