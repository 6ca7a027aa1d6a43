"""Columns, sort keys and dimensions by what tables call them, in either language."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin

Made = Callable[..., Path]


@pytest.mark.parametrize("columns", ["事業名,国費", "Project,National funds", "事業名、国費", "name, 国費（千円）"])
def test_columns_by_their_labels(kofukin: Kofukin, columns: str) -> None:
    assert kofukin("list", "-c", columns, "-f", "csv") == kofukin("list", "-c", "name,national_funds_yen", "-f", "csv")


@pytest.mark.parametrize("heading", ["事業費（推計）（円）", "Cost (estimate) (yen)", "事業費(推計)"])
def test_the_headings_of_a_file_for_excel_are_labels_too(kofukin: Kofukin, heading: str) -> None:
    assert kofukin("list", "-c", heading, "-f", "csv", "--limit", "0").lines == ["estimated_cost_yen"]


def test_labels_are_told_as_search_sees_them(kofukin: Kofukin) -> None:
    lines = kofukin("list", "-c", "ｉｄ,national FUNDS", "-f", "csv", "--limit", "0").lines
    assert lines == ["id,national_funds_yen"]


def test_sorted_by_a_label(kofukin: Kofukin) -> None:
    largest = kofukin("list", "--sort", "national_funds_yen:desc", "-f", "csv")
    for key in ("国費:desc", "国費：desc", "National funds:desc"):
        assert kofukin("list", "--sort", key, "-f", "csv") == largest


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("年度", "year"),
        ("Year", "year"),
        ("fiscal_year", "year"),
        ("交付金", "program"),
        ("申請区分", "application"),
        ("申請", "application"),
        ("年度、交付金", "year,program"),
        ("団体,年度", "municipality,year"),
        ("団体コード", "municipality"),
        ("都道府県", "prefecture"),
        ("金額の期間", "basis"),
        ("全体", "all"),
    ],
)
def test_dimensions_by_what_people_call_them(kofukin: Kofukin, labels: str, names: str) -> None:
    assert kofukin("totals", "--by", labels, "-f", "csv") == kofukin("totals", "--by", names, "-f", "csv")


def test_a_pivot_by_its_label_with_its_groups_as_columns(kofukin: Kofukin) -> None:
    lines = kofukin("totals", "--pivot", "年度", "-c", "交付金,H28,H29", "--sort", "H29:desc", "-f", "csv").lines
    assert lines == [
        "program,2016_national_funds_yen,2017_national_funds_yen",
        "suishin,91507000,128709000",
        "kyoten,,41000000",
        "kasokuka,72200000,",
    ]
    programs = kofukin("totals", "--by", "年度", "--pivot", "交付金", "-c", "年度,拠点整備", "-f", "csv").lines
    assert programs == ["era_year,kyoten_national_funds_yen", "H28,", "H29,41000000"]


def test_the_partners_column_by_the_name_that_stands_over_it(kofukin: Kofukin) -> None:
    assert kofukin("totals", "-c", "交付金,北海道", "-f", "csv").lines[1] == "suishin,138323000"
    assert kofukin("totals", "--sort", "北海道:desc", "-c", "program", "-f", "csv").lines[1] == "suishin"


def test_programs_have_labels_too(kofukin: Kofukin) -> None:
    assert kofukin("programs", "-c", "略称", "-f", "csv").lines == ["short_name", "推進", "拠点整備", "加速化"]


def test_measures_on_request_by_their_labels(kofukin: Kofukin) -> None:
    assert kofukin("totals", "--by", "年度", "-c", "年度,前年度からの増減", "-f", "csv").lines[2] == "H29,6002000"


def test_what_several_are_called_is_refused_with_those(kofukin: Kofukin) -> None:
    for asked in (("-c", "事業費"), ("--sort", "Cost:desc")):
        assert kofukin("list", *asked).err == (
            f"error: several fields are called {asked[1].removesuffix(':desc')}\n"
            "hint: use one of their names: stated_cost_yen, estimated_cost_yen\n"
        )
        assert kofukin("list", *asked).code == 2


def test_what_is_unknown_lists_what_there_is_in_the_same_kind_of_words(kofukin: Kofukin) -> None:
    unknown = kofukin("list", "-c", "国庫")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err.startswith(
        "error: no such column: 国庫\nhint: valid ones are ID, 団体コード, 団体, 年度（西暦）, 年度,"
    )
    assert unknown.err.endswith("出典, 頁, 行, 法人番号\n")
    assert "Partners' funds" in kofukin("list", "--sort", "National fund").err
    assert kofukin("totals", "--by", "県").err == (
        "error: no such dimension: 県\n"
        "hint: dimensions are 交付金, 年度, 申請, 団体, 都道府県, タイプ, 予算, 交付金の系譜, 金額の期間, 全体\n"
    )
    assert "dimensions are 交付金" in kofukin("totals", "--pivot", "年度,交付金,県").err


def test_as_many_labels_as_columns_can_be_asked_for_are_found_at_once(kofukin: Kofukin) -> None:
    many = ",".join(["国費", "事業名", "無い列"] * 600)
    started = time.perf_counter()
    assert kofukin("list", "-c", many).code == 2
    assert time.perf_counter() - started < 5


def test_a_name_with_a_japanese_comma_stays_whole(kofukin: Kofukin, dataset_file: Made) -> None:
    path = str(dataset_file({"grant_type": "先駆、横展開", "national_funds_yen": 5}))
    asked = ("totals", "--data", path, "--pivot", "grant_type", "-f", "csv", "-c")
    assert kofukin(*asked, "先駆、横展開_national_funds_yen").lines[1] == "5"


def test_a_column_is_mapped_to_a_field_by_its_label(kofukin: Kofukin, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("自治体,いつ,なに,いくら\n札幌市,H29,港の事業,100\n", encoding="utf-8")
    fields = {"団体": "自治体", "年度": "いつ", "事業名": "なに", "国費": "いくら"}
    maps = [text for field, column in fields.items() for text in ("--map", f"{field}={column}")]
    given = ("import", str(listed), "--program", "推進", "--unit", "千円", "-o", "-")
    outcome = kofukin(*given, *maps)
    assert outcome.code == 0
    assert "national_funds_yen = 100_000" in outcome.out
    twice = kofukin(*given, "--map", "国費=いくら", "--map", "national_funds_yen=なに")
    assert twice.code == 2
    assert kofukin(*given, "--map", "そのほか=いくら").err.startswith("error: no such column: そのほか\n")
