"""Plausible headings, and what each says; most were never in a list that this program was tried on."""

from pathlib import Path

import pytest

from kofukin.importing.label_grammar import combined, meaning

TABLE = Path(__file__).parent / "headings.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
NOT_OURS = [row[0] for row in ROWS if row[1] == "-"]


@pytest.mark.parametrize(("heading", "field", "unit"), ROWS, ids=[row[0] for row in ROWS])
def test_a_heading_says_what_it_says(heading: str, field: str, unit: str) -> None:
    said = meaning(heading.replace("\\n", "\n"))
    assert said.role == (None if field == "-" else field)
    assert said.yen_per_unit == (None if unit == "-" else int(unit))


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) - len(NOT_OURS) >= 250
    assert len(NOT_OURS) >= 50


@pytest.mark.parametrize(
    ("parts", "field", "year"),
    [
        (["令和4年度", "国費"], "national_funds_yen", 2022),
        (["令和4年度", "事業費"], "stated_cost_yen", 2022),
        (["財源内訳", "国"], "national_funds_yen", None),
        (["財源内訳", "国費"], "national_funds_yen", None),
        (["財源内訳", "県"], None, None),
        (["財源内訳", "市費"], None, None),
        (["財源内訳", "その他"], None, None),
        (["事業費", "国費"], "national_funds_yen", None),
        (["採択額（千円）", "事業費"], "stated_cost_yen", None),
        (["国費", "採択額"], "national_funds_yen", None),
        (["県費", "交付額"], None, None),
        (["前年度", "交付額"], None, None),
        (["交付金", "金額（千円）"], "national_funds_yen", None),
        (["共同申請先", "国費"], "partner_national_funds_yen", None),
        (["事業", "名称"], "name", None),
        (["H28"], None, 2016),
    ],
)
def test_rows_of_headings_are_read_together(parts: list[str], field: str | None, year: int | None) -> None:
    said = combined(parts)
    assert (said.role, said.year) == (field, year)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("交付決定額（千円）", "交付決定額"),
        ("令和4年度交付額・千円", "交付額"),
        ("①採択額※1", "採択額"),
        ("国 費", "国費"),
    ],
)
def test_the_document_s_own_word_for_an_amount_is_kept(heading: str, words: str) -> None:
    assert meaning(heading).words == words
