"""拠点整備 is a grant program by itself, and a type of others: which it is, the text over it says, or nobody does."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from spreadsheets import Found, found_in_csv
from test_documents import Import, imported

from kofukin.importing.owners import owners_in
from kofukin.messages import importing

__all__ = ["imported"]

DENEN = "令和5年度 デジタル田園都市国家構想交付金 採択事業"


def under(folder: Path, title: str, heading: str, *kinds: str) -> Found:
    rows = [("仮想市", kind, f"{number}の事業", "100") for number, kind in enumerate(kinds, start=1)]
    return found_in_csv(folder, (title,), ("団体名", heading, "事業名", "国費（千円）"), *rows)


def of(found: Found) -> list[tuple[str | None, str | None]]:
    return [(project.program, project.grant_type) for project in found.projects]


@pytest.mark.parametrize(
    ("title", "heading", "kinds", "program"),
    [
        (DENEN, "区分", ("推進", "拠点整備"), "denen"),
        (DENEN, "種別", ("地方創生推進", "デジタル実装"), "denen"),
        (DENEN, "タイプ", ("地方創生推進タイプ", "地方創生拠点整備タイプ"), "denen"),
        ("令和7年度 第2世代交付金 採択事業", "区分", ("ソフト", "拠点整備", "インフラ整備"), "shinchiho"),
        ("令和7年度 第2世代交付金 採択事業", "事業区分", ("ソフト事業", "拠点整備事業"), "shinchiho"),
        ("令和4年度 地方創生推進交付金 採択事業", "区分", ("先駆", "横展開"), "suishin"),
    ],
)
def test_kinds_below_a_title_with_one_program_are_its_types(
    tmp_path: Path, title: str, heading: str, kinds: Sequence[str], program: str
) -> None:
    found = under(tmp_path, title, heading, *kinds)
    assert of(found) == [(program, kind) for kind in kinds]
    assert found.doubts == []


@pytest.mark.parametrize("title", ["令和4年度 地方創生推進交付金等 採択事業", "令和4年度 地方創生関係交付金 採択事業"])
def test_kinds_are_programs_where_the_title_s_own_is_among_them_or_it_names_none(tmp_path: Path, title: str) -> None:
    assert of(under(tmp_path, title, "区分", "推進", "拠点整備")) == [("suishin", None), ("kyoten", None)]


def test_a_full_name_is_that_program_whatever_the_title_says(tmp_path: Path) -> None:
    found = under(tmp_path, DENEN, "交付金名", "地方創生推進交付金", "地方創生拠点整備交付金")
    assert of(found) == [("suishin", None), ("kyoten", None)]


def test_short_names_of_grants_under_another_grant_s_title_are_open(tmp_path: Path) -> None:
    found = under(tmp_path, DENEN, "交付金", "推進", "拠点整備")
    assert of(found) == [(None, None), (None, None)]
    assert [reason for reason, *_ in found.reasons] == [importing.PROGRAM_OPEN] * 2


def test_a_row_that_names_a_type_of_the_title_s_program_begins_no_other(tmp_path: Path) -> None:
    rows = (
        ("【拠点整備】", "", ""),
        ("仮想市", "港の整備事業", "20"),
        ("【推進】", "", ""),
        ("仮想市", "海の学び", "10"),
    )
    found = found_in_csv(tmp_path, (DENEN,), ("団体名", "事業名", "国費（千円）"), *rows)
    assert {project.program for project in found.projects} == {"denen"}
    assert [project.name for project in found.projects] == ["港の整備事業", "海の学び"]


def test_lines_that_name_a_type_alone_are_headings(imported: Import) -> None:
    found = imported(
        f"{DENEN}（仮想市）\n○地方創生推進タイプ\n海の学び事業　国費 10,000千円\n"
        "○デジタル実装タイプ TYPE1\n窓口の事業　国費 5,000千円\n"
        "令和4年度 地方創生推進交付金\n山の事業　国費 1,000千円\n"
    )
    assert [(project.name, project.program, project.grant_type) for project in found.projects] == [
        ("海の学び事業", "denen", "地方創生推進タイプ"),
        ("窓口の事業", "denen", "デジタル実装タイプ TYPE1"),
        ("山の事業", "suishin", None),
    ]
    assert found.doubts == []


@pytest.mark.parametrize(
    "words",
    [
        *(
            "事業区分",
            "申請区分",
            "財源区分",
            "代表市",
            "幹事町",
            "当該市",
            "中核市",
            "行政区",
            "担当区",
            "旧町",
            "新市",
        ),
        *("農村", "中山間農村", "朝市", "蚤の市", "城下町", "港町", "農村の交付金"),
    ],
)
def test_words_that_end_as_bodies_do_name_none(words: str) -> None:
    assert owners_in(words) == frozenset()


@pytest.mark.parametrize(
    "name", ["新城市", "新温泉町", "当別町", "下市町", "四日市市", "各務原市", "新座市", "本別町", "東京都新宿区"]
)
def test_names_that_begin_or_end_as_such_words_do_are_names(name: str) -> None:
    assert owners_in(f"{name}の地方創生推進交付金") == {name}


def test_the_heading_of_a_column_does_not_say_whose_grants_all_are(tmp_path: Path) -> None:
    found = found_in_csv(
        tmp_path,
        ("令和4年度 地方創生推進交付金",),
        ("事業名", "国費（千円）", "みどり町"),
        ("観光事業", "100", "○"),
        municipality="仮想市",
    )
    assert [project.municipality for project in found.projects] == ["仮想市"]


def test_what_a_goal_counts_says_nothing_of_the_unit_of_the_grant(tmp_path: Path) -> None:
    found = found_in_csv(
        tmp_path,
        ("令和4年度 地方創生推進交付金（単位：円）",),
        ("団体名", "事業名", "国費", "KPI①指標", "目標値"),
        ("仮想市", "地域商社の事業", "8,250,000", "売上高（千円）", "120,000"),
    )
    assert [project.national_funds_yen for project in found.projects] == [8_250_000]
    assert [field for *_, field in found.reasons if field] == []


def test_what_is_said_of_one_project_takes_no_figure_of_the_next_back(imported: Import) -> None:
    found = imported(
        f"仮想市\n{DENEN}\n１　書かない窓口事業\n　　事業概要　窓口での申請書記入の負担を軽減する\n"
        "　　事業費 2,000円（うち交付金 1,000円）\n"
        "２　予約の事業\n　　事業費 4,000円（うち交付金 2,000円）\n"
    )
    assert [project.national_funds_yen for project in found.projects] == [1000, 2000]
    assert found.doubts == []
