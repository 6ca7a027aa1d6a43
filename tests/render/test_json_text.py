import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import EN, JA, PROJECTS, TOTALS, UNSAFE, rendered, table

from datasets import unhurried
from kofukin.model.amounts import LARGEST_YEN, Unit, in_unit
from kofukin.render import Style
from kofukin.table import in_named_unit

OBJECTS = [
    '{"id": "a-1", "application": "joint", "national_funds_yen": 37000000, "name": "「さっぽろ圏」若者定着",'
    ' "partners": ["北海道", "6 自治体"]}',
    '{"id": "b-2", "application": null, "national_funds_yen": null, "name": "IT 産業", "partners": []}',
    '{"id": "c-3", "application": "single", "national_funds_yen": 0, "name": "空間, \\"整備\\"", "partners": []}',
]


def test_json_is_an_array_of_objects_with_null_for_what_is_unknown() -> None:
    assert rendered(PROJECTS, "json", JA) == "[\n  " + ",\n  ".join(OBJECTS) + "\n]\n"


def test_jsonl_is_an_object_a_line() -> None:
    assert rendered(PROJECTS, "jsonl", JA) == "".join(line + "\n" for line in OBJECTS)


def test_nothing_is_an_empty_array_or_no_line() -> None:
    nothing = PROJECTS._replace(rows=())
    assert rendered(nothing, "json", EN) == "[]\n"
    assert rendered(nothing, "jsonl", EN) == ""


def test_totals_have_no_total_row_for_machines() -> None:
    assert [row["application"] for row in json.loads(rendered(TOTALS, "json", EN))] == ["single", "joint", None]


def test_another_unit_is_named_in_the_field_and_keeps_its_decimals() -> None:
    first, second, unknown = json.loads(rendered(in_named_unit(TOTALS, Unit.MILLION), "json", EN))
    assert first["national_funds_million_yen"] == 30
    assert second["national_funds_million_yen"] == 10.0015
    assert unknown["national_funds_million_yen"] is None


@unhurried
@given(st.integers(0, LARGEST_YEN), st.sampled_from(Unit))
def test_no_yen_is_lost_in_another_unit(yen: int, unit: Unit) -> None:
    text = rendered(in_named_unit(table("national_funds_yen", (yen,)), unit), "jsonl", EN)
    assert json.loads(text, parse_float=Decimal) == {f"national_funds_{unit.field}": in_unit(yen, unit)}


@unhurried
@given(st.text(), st.lists(st.text(), max_size=3), st.sampled_from(["utf-8", "cp932", "ascii"]))
def test_any_text_is_read_back_as_it_was(text: str, partners: list[str], encoding: str) -> None:
    answer = table("name partners", (text, tuple(partners)))
    for format_ in ("json", "jsonl"):
        written = rendered(answer, format_, Style("en", encoding=encoding))
        read = json.loads(written)
        assert (read if format_ == "jsonl" else read[0]) == {"name": text, "partners": partners}
        written.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_what_a_terminal_would_obey_is_escaped_and_kept(encoding: str) -> None:
    written = rendered(table("name", (UNSAFE,)), "jsonl", Style("en", encoding=encoding))
    assert not set(written) & set("\x1b\x00\x9b\u202e\u2066\u200b\ufeff\x7f")
    assert json.loads(written) == {"name": UNSAFE}


def test_kanji_are_escaped_only_where_they_cannot_be_shown() -> None:
    answer = table("name", ("札幌",))
    assert rendered(answer, "jsonl", Style("ja")) == '{"name": "札幌"}\n'
    assert rendered(answer, "jsonl", Style("ja", encoding="cp932")) == '{"name": "\\u672d\\u5e4c"}\n'
