"""Answers in people's words: a CSV for Excel, rates, units with even decimals, nested marks of quotation."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from conftest import Kofukin

Made = Callable[..., Path]


def for_excel(kofukin: Kofukin, *arguments: str, lang: str = "ja") -> list[dict[str, str]]:
    text = kofukin(*arguments, "--excel", "-f", "csv", KOFUKIN_LANG=lang).out.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_list_for_excel_holds_peoples_words(kofukin: Kofukin) -> None:
    youth, *_, women = for_excel(kofukin, "list")
    assert (youth["交付金"], youth["申請"], youth["交付金の根拠"]) == ("推進", "共同", "推定（確度：高）")
    assert (youth["金額の期間"], youth["国費（円）"], youth["補助率"]) == ("記載なし", "37000000", '="1/2"')
    assert (women["交付金"], women["補助率"], women["事業費（資料の額）（円）"]) == ("加速化", '="10/10"', "")
    assert for_excel(kofukin, "list", "さっぽろ圏", "-p", "加速化")[0]["共同申請先"] == "北海道、6 自治体"
    english = for_excel(kofukin, "list", "さっぽろ圏", "-p", "加速化", lang="en")[0]
    assert (english["Program"], english["Applied"], english["Partners"]) == (
        "Acceleration",
        "joint",
        "北海道, 6 自治体",
    )
    assert english["Program basis"] == "inferred (confidence: high)"


def test_totals_for_excel_hold_shares_as_percentages(kofukin: Kofukin) -> None:
    rows = for_excel(kofukin, "totals", "--by", "program,year", "-c", "program,share,share_within,change_rate")
    assert [tuple(row.values()) for row in rows] == [
        ("推進", "27.4%", "41.6%", ""),
        ("推進", "38.6%", "58.4%", "40.7%"),
        ("拠点整備", "12.3%", "100.0%", ""),
        ("加速化", "21.7%", "100.0%", ""),
    ]


def test_machines_still_get_code_words(kofukin: Kofukin) -> None:
    columns = "program,application,program_basis,subsidy_rate"
    lines = kofukin("list", "-p", "加速化", "-c", columns, "-f", "csv", KOFUKIN_LANG="ja").lines
    assert lines == [columns, *['kasokuka,joint,"inferred, high",1'] * 2]
    assert kofukin("list", "-p", "加速化", "-c", "subsidy_rate", "-f", "json").json[0] == {"subsidy_rate": "1"}


def test_all_of_the_cost_is_ten_tenths_to_people(kofukin: Kofukin) -> None:
    assert kofukin("list", "なでしこ", "-c", "subsidy_rate", KOFUKIN_LANG="ja").table[2] == "10/10"
    assert "補助率            10/10（" in kofukin("show", "なでしこ", KOFUKIN_LANG="ja").out
    assert "10/10" in kofukin("programs").table[4]
    assert kofukin("show", "なでしこ", "-f", "json").json["subsidy_rate"] == "1"


@pytest.mark.parametrize(
    ("unit", "funds", "total"),
    [
        ("百万円", ["220.216", "41.000", "72.200"], "333.416"),
        ("億円", ["2.20216", "0.41000", "0.72200"], "3.33416"),
        ("hundred-million", ["2.20216", "0.41000", "0.72200"], "3.33416"),
        ("千円", ["220,216", "41,000", "72,200"], "333,416"),
        ("円", ["220,216,000", "41,000,000", "72,200,000"], "333,416,000"),
    ],
)
def test_decimals_are_even_down_a_column(kofukin: Kofukin, unit: str, funds: list[str], total: str) -> None:
    lines = kofukin("totals", "--unit", unit, "-c", "program,national_funds_yen").table
    assert [line.split()[-1] for line in (*lines[2:5], lines[6])] == [*funds, total]
    cells = [line.split("|")[2].strip() for line in kofukin("totals", "--unit", unit, "-f", "markdown").table[2:6]]
    assert len(cells) == 4


def test_the_total_counts_for_the_decimals_too(kofukin: Kofukin, dataset_file: Made) -> None:
    path = str(dataset_file(*[{"national_funds_yen": yen} for yen in (1_500_000, 2_000_000, -250_000)], {}))
    asked = ("list", "--data", path, "--unit", "百万円", "-c", "national_funds_yen", "-f", "markdown")
    assert [line.strip("| ") for line in kofukin(*asked).table[2:6]] == ["1.50", "2.00", "-0.25", "-"]
    halves = ("totals", "--data", path, "--by", "all", "-c", "median_national_funds_yen", "--unit", "千円")
    assert kofukin(*halves).table[2].strip() == "1,500"


def test_amounts_in_hundred_millions_keep_every_yen_for_machines(kofukin: Kofukin, dataset_file: Made) -> None:
    (line,) = kofukin("totals", "--by", "all", "--unit", "億円", "-c", "national_funds_yen", "-f", "csv").lines[1:]
    assert line == "3.33416"
    small = str(dataset_file({"national_funds_yen": 1}))
    assert kofukin("list", "--data", small, "--unit", "億円", "-f", "csv", "-c", "国費").lines[1] == "0.00000001"
    header = kofukin("totals", "--unit", "億円", "-c", "national_funds_yen", "-f", "csv").lines[0]
    assert header == "national_funds_hundred_million_yen"


def test_a_citation_nests_the_marks_of_a_name(kofukin: Kofukin) -> None:
    citation = kofukin("show", "sapporo-h29-youth", "-f", "json", KOFUKIN_LANG="ja").json["citation"]
    assert citation.startswith(
        "「『さっぽろ圏』若者定着促進広域連携事業」国費 37,000,000 円、札幌市「地方創生関連交付金"
    )


def test_a_workbook_has_even_decimals_too(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "totals.xlsx"
    assert kofukin("totals", "--unit", "百万円", "-o", str(path)).code == 0
    sheet = openpyxl.load_workbook(path).worksheets[0]
    shape = "#,##0.000;(#,##0.000)"
    (funds,) = (column for column in sheet.iter_cols(min_row=4, max_row=8) if column[0].value == "National funds")
    assert [(cell.value, cell.number_format) for cell in funds[1:4]] == [
        *((220.216, shape), (41, shape), (72.2, shape))
    ]
    assert funds[4].number_format == shape
