"""Amounts of which two could be meant, and cells that hold something else than what their column is called."""

from pathlib import Path

import pytest
from spreadsheets import found_in_csv
from test_documents import Import, imported

from kofukin.messages import importing

__all__ = ["imported"]

TITLE = "令和5年度 地方創生推進交付金（単位：円）"
FUNDS, COST = "national_funds_yen", "stated_cost_yen"


@pytest.mark.parametrize(
    "figure",
    [
        "国費 20,525千円（北海道分 8,000千円）",
        "国費 20,525千円（うち小樽市分 8,000千円）",
        "国費 20,525千円（札幌市8,000千円、小樽市12,525千円）",
        "国費 20,525千円（小樽市10,000千円、函館市10,525千円）",
        "国費 20,525千円（札幌市8,000千円）",
    ],
)
def test_funds_that_consist_of_shares_are_open(imported: Import, figure: str) -> None:
    found = imported(f"札幌市\n平成29年度地方創生推進交付金\n・観光の事業\n　{figure}\n")
    (project,) = found.projects
    assert project.national_funds_yen is None
    assert FUNDS in [field for field, _ in found.doubts]


def test_the_share_of_a_partner_beside_the_funds_is_its_own(imported: Import) -> None:
    (project,) = imported(
        "札幌市\n平成29年度地方創生推進交付金\n・観光の事業\n　国費 20,525千円（北海道 8,000千円）\n"
    ).projects
    assert (project.national_funds_yen, project.partners[0].national_funds_yen) == (20_525_000, 8_000_000)


@pytest.mark.parametrize("heading", ["予算額", "当初予算額", "予算現額"])
def test_a_budget_and_what_was_spent_are_two_costs(tmp_path: Path, heading: str) -> None:
    rows = ("長野県", "道の事業", "10000", "9800", "4900")
    found = found_in_csv(tmp_path, (TITLE,), ("団体名", "事業名", heading, "決算額", "うち交付金"), rows)
    assert (found.project.national_funds_yen, found.project.stated_cost_yen) == (4900, None)
    assert [(reason, field) for reason, _, field in found.reasons] == [(importing.AMOUNTS_DIFFER, COST)]


def test_what_was_spent_beside_a_cost_is_said_not_to_be_read(tmp_path: Path) -> None:
    rows = ("長野県", "道の事業", "10000", "9800", "4900")
    found = found_in_csv(tmp_path, (TITLE,), ("団体名", "事業名", "総事業費", "決算額", "交付金額"), rows)
    assert (found.project.national_funds_yen, found.project.stated_cost_yen) == (4900, 10000)
    assert [reason for reason, *_ in found.reasons] == [importing.COLUMN_UNREAD]


@pytest.mark.parametrize("unit", ["（金額：円）", "（単位：円）", "（単位＝円）", "（円）", "単位　円"])
def test_a_unit_at_the_right_end_is_no_heading_of_its_column(tmp_path: Path, unit: str) -> None:
    found = found_in_csv(
        tmp_path,
        ("【長野市】令和5年度 地方創生推進交付金事業一覧", "", ""),
        ("", "", unit),
        ("事業名", "総事業費", "うち交付金"),
        ("道の事業", "10000", "5000"),
    )
    assert (found.project.municipality, found.project.national_funds_yen) == ("長野市", 5000)
    assert found.doubts == []


@pytest.mark.parametrize("words", ["県", "（県）", "本県", "県庁", "県分"])
def test_a_word_for_the_prefecture_is_no_municipality(tmp_path: Path, words: str) -> None:
    found = found_in_csv(
        tmp_path, (TITLE,), ("都道府県名", "市町村名", "事業名", "国費"), ("長野県", words, "道の事業", "5000")
    )
    assert found.project.municipality == "長野県"
    assert found.doubts == []


def test_the_initial_budget_in_one_heading_is_not_that_of_other_years(tmp_path: Path) -> None:
    heading = ("団体名", "事業名", "R5当初予算", "R6予算額")
    found = found_in_csv(
        tmp_path, ("デジタル田園都市国家構想交付金（単位：円）",), heading, ("長野県", "道の事業", "10", "20")
    )
    assert [(round_.fiscal_year, round_.budget) for round_ in found.rounds] == [(2023, None), (2024, None)]


@pytest.mark.parametrize("name", ["平成29年度～平成30年度", "令和2年度", "R2年度～R4年度"])
def test_a_year_is_no_name(tmp_path: Path, imported: Import, name: str) -> None:
    found = found_in_csv(tmp_path, (TITLE,), ("団体名", "事業名", "国費"), ("長野県", name, "10"))
    assert (found.projects, [reason for reason, *_ in found.reasons]) == ([], [importing.NAME_IS_NUMBER])
    assert imported(f"小樽市\n平成29年度地方創生推進交付金\n整備年度\n{name}\n国費 1,000千円\n").projects == []


def test_a_total_of_amounts_that_are_all_open_is_not_held_against_a_sum_of_0(tmp_path: Path) -> None:
    rows = (("長野県", "道の事業", "約5000"), ("合計", "", "5000"))
    found = found_in_csv(tmp_path, (TITLE,), ("団体名", "事業名", "国費"), *rows)
    assert (
        found.doubts[0].reason.in_("en")
        == "the total row states 5,000, and no amount was read that would be part of it"
    )


def test_a_town_without_a_name_is_not_its_prefecture(tmp_path: Path) -> None:
    heading = ("都道府県名", "市町村名", "事業名", "国費")
    found = found_in_csv(tmp_path, (TITLE,), heading, ("長野県", "町", "道の事業", "5000"))
    assert (found.project.municipality, found.reasons) == (None, [(importing.NO_MUNICIPALITY, "町", "municipality")])


@pytest.mark.parametrize(
    ("second", "is_open"),
    [
        ("一般財源：1,000円\n交付決定額：22,500,000円", True),
        ("一般財源：1,000円\n交付決定額：21,052,000円", False),
        ("一般財源：1,000円\n国庫支出金：22,500,000円", False),
        ("一般財源：22,500,000円", False),
        ("\n交付決定額：22,500,000円", False),
    ],
)
def test_lines_of_a_project_with_different_funds_leave_them_open(imported: Import, second: str, is_open: bool) -> None:
    project = "事業名：海の事業\n事業費：42,104,000円\n国庫支出金：21,052,000円"
    (found,) = imported(f"長野市\n令和5年度地方創生推進交付金\n{project}\n{second}\n").drafts
    assert found.project.national_funds_yen == (None if is_open else 21_052_000)
    assert (importing.LINES_DIFFER in [doubt.reason for doubt in found.doubts]) == is_open


@pytest.mark.parametrize("part", ["交付金 4,000千円", "うち国費 4,000千円", "うち交付金4,000千円"])
def test_an_amount_with_the_grant_in_brackets_behind_it_is_the_cost(imported: Import, part: str) -> None:
    found = imported(f"長野市\n令和5年度地方創生推進交付金\n・海の事業　12,000千円（{part}）\n")
    assert [(one.stated_cost_yen, one.national_funds_yen) for one in found.projects] == [(12_000_000, 4_000_000)]
    assert found.doubts == []


def test_a_grant_above_the_amount_before_its_brackets_is_open(imported: Import) -> None:
    found = imported("長野市\n令和5年度地方創生推進交付金\n・海の事業　4,000千円（交付金 12,000千円）\n")
    assert [one.national_funds_yen for one in found.projects] == [None]


@pytest.mark.parametrize("words", ["新交付金", "地方創生関連交付金", "交付金", "本交付金"])
def test_a_word_for_grants_that_names_none_makes_no_program(tmp_path: Path, words: str) -> None:
    heading = ("団体名", "年度", "交付金名", "事業名", "国費（円）")
    found = found_in_csv(tmp_path, heading, ("長野市", "R5", words, "海の事業", "10"))
    assert (found.programs, found.project.program) == ([], None)


def test_the_year_in_which_a_project_began_says_nothing_against_its_later_years(tmp_path: Path) -> None:
    heading = ("団体名", "事業名", "開始年度", "R5国費（千円）", "R6国費（千円）")
    found = found_in_csv(tmp_path, ("地方創生推進交付金",), heading, ("長野市", "海の事業", "R5", "10", "20"))
    assert [one.fiscal_year for one in found.projects] == [2023, 2024]
    assert "fiscal_year" not in [field for *_, field in found.reasons]
