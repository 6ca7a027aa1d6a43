import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import EN, JA, PROJECTS, RAW, TOTALS, rendered, table

from datasets import unhurried
from kofukin.model.amounts import LARGEST_YEN, Unit
from kofukin.table import in_named_unit

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_csv_has_field_names_and_exact_values_and_nothing_where_unknown() -> None:
    assert rendered(PROJECTS, "csv", JA) == (
        "id,application,national_funds_yen,name,partners\r\n"
        "a-1,joint,37000000,「さっぽろ圏」若者定着,北海道;6 自治体\r\n"
        "b-2,,,IT 産業,\r\n"
        'c-3,single,0,"空間, ""整備""",\r\n'
    )


def test_tsv_is_the_same_with_tabs_and_plain_line_feeds() -> None:
    assert rendered(PROJECTS, "tsv", JA) == (
        "id\tapplication\tnational_funds_yen\tname\tpartners\n"
        "a-1\tjoint\t37000000\t「さっぽろ圏」若者定着\t北海道;6 自治体\n"
        "b-2\t\t\tIT 産業\t\n"
        'c-3\tsingle\t0\t"空間, ""整備"""\t\n'
    )


def test_totals_have_no_total_row_for_machines_and_shares_are_fractions() -> None:
    assert rendered(TOTALS, "csv", EN) == (
        "application,projects,national_funds_yen,share\r\nsingle,1,30000000,0.75\r\njoint,2,10001500,0.25\r\n,1,,\r\n"
    )


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_the_header_stands_also_when_nothing_matched(format_: str) -> None:
    nothing = rendered(PROJECTS._replace(rows=()), format_, EN)
    assert len(nothing.splitlines()) == 1
    assert nothing.startswith("id")


def test_another_unit_is_named_in_the_header_and_keeps_its_decimals() -> None:
    assert rendered(in_named_unit(TOTALS, Unit.MILLION), "csv", EN) == (
        "application,projects,national_funds_million_yen,share\r\nsingle,1,30,0.75\r\njoint,2,10.0015,0.25\r\n,1,,\r\n"
    )


@unhurried
@given(st.integers(0, LARGEST_YEN), st.sampled_from(Unit))
def test_no_yen_is_lost_in_another_unit(yen: int, unit: Unit) -> None:
    from decimal import Decimal

    _, (value,) = read(rendered(in_named_unit(table("national_funds_yen", (yen,)), unit), "csv", EN))
    assert Decimal(value) * unit.value == yen


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_what_a_spreadsheet_would_run_is_guarded_unless_raw(text: str, format_: str) -> None:
    answer = table("id name partners", ("x", text, (text, "北海道")))
    delimiter = "," if format_ == "csv" else "\t"
    assert read(rendered(answer, format_, EN), delimiter)[1] == ["x", f"'{text}", f"'{text};北海道"]
    assert read(rendered(answer, format_, RAW), delimiter)[1] == ["x", text, f"{text};北海道"]


@pytest.mark.parametrize("text", ["'x", "1-1", "a=b", " =1", "「=」"])
def test_harmless_text_and_numbers_get_no_guard(text: str) -> None:
    answer = table("name national_funds_yen", (text, 0))
    assert read(rendered(answer, "csv", EN))[1] == [text, "0"]


_ROWS = st.lists(st.tuples(st.text(), st.text(), st.none() | st.integers(0, LARGEST_YEN)), max_size=4)


@unhurried
@given(_ROWS, st.sampled_from([("csv", ","), ("tsv", "\t")]))
def test_any_text_is_read_back_as_it_was(rows: list[tuple[str, str, int | None]], format_: tuple[str, str]) -> None:
    name, delimiter = format_
    header, *cells = read(rendered(table("name note national_funds_yen", *rows), name, RAW), delimiter)
    assert header == ["name", "note", "national_funds_yen"]
    assert cells == [[text, note, "" if yen is None else str(yen)] for text, note, yen in rows]


@unhurried
@given(_ROWS)
def test_guarded_text_loses_nothing_but_begins_with_no_formula(rows: list[tuple[str, str, int | None]]) -> None:
    _, *cells = read(rendered(table("name note national_funds_yen", *rows), "csv", EN))
    for (text, note, _), (guarded_text, guarded_note, _) in zip(rows, cells, strict=True):
        for plain, guarded in ((text, guarded_text), (note, guarded_note)):
            assert guarded in (plain, f"'{plain}")
            assert not guarded.startswith(tuple(formula[0] for formula in FORMULAS))


def test_a_long_answer_comes_in_pieces_and_whole() -> None:
    rows = tuple((f"p{number}", number) for number in range(1_750))
    _, *cells = read(rendered(table("id national_funds_yen", *rows), "csv", EN))
    assert cells == [[name, str(number)] for name, number in rows]
