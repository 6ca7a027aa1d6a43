"""Tables whose headings run down the side, and tables side by side: what is read of them, and what is not."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from spreadsheets import Found

from kofukin.errors import KofukinError
from kofukin.importing import read
from kofukin.importing.cells import Doubtful, period
from kofukin.importing.draft import Given, Role
from kofukin.importing.markdown import as_shown, front_matter
from kofukin.messages import importing

GIVEN = Given("suishin", 2022, "あおば市", yen_per_unit=1000)


def found_in(tmp_path: Path, *rows: Sequence[str], given: Given = GIVEN) -> Found:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return Found(tuple(read(path, given)))


def test_each_row_of_a_turned_table_is_told_as_it_stands(tmp_path: Path) -> None:
    rows = [
        ("令和4年度",),
        ("事業名", "朝の市", "夕の市"),
        ("国費", "5", ""),
        ("担当課", "企画課", "観光課"),
        ("※注", "", ""),
    ]
    found = found_in(tmp_path, *rows)
    assert [line.text for line in found.lines] == ["\t".join(row).rstrip("\t") for row in rows]
    assert found.roles == [Role.TEXT, Role.PROJECT, Role.FIGURE, Role.FIGURE, Role.TEXT]
    assert [(one.name, one.national_funds_yen, one.source_line) for one in found.projects] == [
        ("朝の市", 5_000, 2),
        ("夕の市", None, 2),
    ]
    (doubt,) = found.doubts
    assert (doubt.reason, doubt.text) == (importing.COLUMN_UNREAD, "3「担当課」企画課")


def test_a_row_of_a_turned_table_is_chosen_and_left_out_as_columns_are(tmp_path: Path) -> None:
    rows = [("事業名", "朝の市", "夕の市"), ("もらった額", "5", "7"), ("担当課", "企画課", "観光課")]
    given = GIVEN._replace(columns={"national_funds_yen": "2"}, ignored=("担当課",))
    found = found_in(tmp_path, *rows, given=given)
    assert ([one.national_funds_yen for one in found.projects], found.doubts) == ([5_000, 7_000], [])


def test_a_column_of_a_turned_table_without_a_name_is_an_open_point(tmp_path: Path) -> None:
    found = found_in(tmp_path, ("事業名", "朝の市", "", "夕の市"), ("国費", "5", "6", "7"))
    assert [one.national_funds_yen for one in found.projects] == [5_000, 7_000]
    assert [(doubt.reason, doubt.text) for doubt in found.doubts] == [(importing.UNREAD, "\t6")]


def test_a_total_beside_the_projects_of_a_turned_table_is_held(tmp_path: Path) -> None:
    found = found_in(tmp_path, ("事業名", "朝の市", "夕の市", "合計"), ("国費", "5", "7", "13"))
    assert len(found.projects) == 2
    assert [doubt.reason for doubt in found.doubts] == [importing.TOTAL_DIFFERS(stated="13,000", summed="12,000")]


def test_a_list_that_reads_downwards_is_not_turned(tmp_path: Path) -> None:
    found = found_in(tmp_path, ("事業名", "国費", "備考"), ("事業名の変更", "5", "国費"))
    assert [one.name for one in found.projects] == ["事業名の変更"]
    with pytest.raises(KofukinError, match="heading"):
        found_in(tmp_path, ("区分", "R3", "R4"), ("事業費", "1", "2"), ("国費", "1", "2"))


def test_a_list_that_is_longer_than_a_heading_is_looked_for_is_not_turned(tmp_path: Path) -> None:
    rows = [("事業名", "朝の市"), ("国費", "5"), *((f"謎{number}", "x") for number in range(70))]
    with pytest.raises(KofukinError):
        found_in(tmp_path, *rows)


def test_each_row_of_blocks_side_by_side_is_told_once(tmp_path: Path) -> None:
    rows = [
        ("事業名", "国費", "事業名", "国費"),
        ("朝の市", "5", "夕の市", "7"),
        ("昼の市", "1", "", "9"),
        ("", "", "計", "99"),
    ]
    found = found_in(tmp_path, *rows)
    assert [line.text for line in found.lines] == ["\t".join(row) for row in rows]
    assert [(one.name, one.national_funds_yen) for one in found.projects] == [
        ("朝の市", 5_000),
        ("昼の市", 1_000),
        ("夕の市", 7_000),
    ]
    assert [doubt.reason for doubt in found.doubts] == [
        importing.UNREAD,
        importing.TOTAL_DIFFERS(stated="99,000", summed="13,000"),
    ]


def test_blocks_under_words_that_may_change_what_they_hold_are_no_list(tmp_path: Path) -> None:
    rows = [
        ("採択された事業", "", "不採択の事業", ""),
        ("事業名", "国費", "事業名", "国費"),
        ("朝の市", "5", "夕の市", "7"),
    ]
    found = found_in(tmp_path, *rows)
    assert [(one.name, one.national_funds_yen) for one in found.projects] == [("朝の市", 5_000)]
    assert [doubt.reason for doubt in found.doubts] == [importing.COLUMN_UNREAD, importing.COLUMN_UNREAD]


def test_blocks_side_by_side_are_read_to_the_end_of_a_long_list(tmp_path: Path) -> None:
    rows = [(f"左{number}", "1", f"右{number}", "2") for number in range(200)]
    found = found_in(tmp_path, ("事業名", "国費", "事業名", "国費"), *rows)
    assert (len(found.projects), sum(one.national_funds_yen or 0 for one in found.projects)) == (400, 600_000)
    assert len(found.lines) == 201


def test_marks_below_programs_are_no_programs(tmp_path: Path) -> None:
    heading = ("事業名", "国費", "地方創生推進交付金", "地方創生拠点整備交付金")
    found = found_in(tmp_path, heading, ("朝の市", "5", "○", ""), given=GIVEN)
    assert [one.program for one in found.projects] == ["suishin"]
    assert importing.COLUMN_UNREAD in [doubt.reason for doubt in found.doubts]


def test_a_heading_that_names_another_program_than_the_cell_leaves_it_open(tmp_path: Path) -> None:
    heading = ("事業名", "交付金名", "地方創生推進交付金（千円）")
    found = found_in(tmp_path, heading, ("朝の市", "拠点整備交付金", "5"))
    assert [(one.program, one.national_funds_yen) for one in found.projects] == [(None, 5_000)]


@pytest.mark.parametrize(("stated", "is_open"), [("12", False), ("13", True), ("", False), ("約12", True)])
def test_a_sum_beside_the_years_is_held_against_them(tmp_path: Path, stated: str, is_open: bool) -> None:
    found = found_in(tmp_path, ("事業名", "R3国費", "R4国費", "計"), ("朝の市", "5", "7", stated))
    assert [one.national_funds_yen for one in found.projects] == [5_000, 7_000]
    assert bool(found.doubts) is is_open


def test_sums_by_year_are_left_out_beside_what_they_are_of(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    text = "あおば市 地方創生推進交付金\n年度\t交付額（千円）\nR3\t5\nR4\t7\n"
    page.write_text(text, encoding="utf-8")
    found = Found(tuple(read(page, Given())))
    assert [(one.name, one.national_funds_yen) for one in found.projects] == [(None, 5_000), (None, 7_000)]
    page.write_text(text + "\n令和4年度\n・朝の市事業（交付額：7千円）\n", encoding="utf-8")
    found = Found(tuple(read(page, Given())))
    assert [one.name for one in found.projects] == ["朝の市事業"]
    assert found.roles.count(Role.UNREAD) == 3
    page.write_text(text.replace("交付額（千円）\n", "交付額（千円）\t件数\n"), encoding="utf-8")
    assert not Found(tuple(read(page, Given()))).projects


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        *(("R4～R6", (2022, 2024)), ("令和4～6年度", (2022, 2024)), ("平成30年度〜令和2年度", (2018, 2020))),
        *(("令和4年度から3年間", (2022, 2024)), ("R4.4.1～R7.3.31", (2022, 2024)), ("2022-2024", (2022, 2024))),
        *(("令和4年4月～令和7年3月", (2022, 2024)), ("R4", (2022, 2022)), ("", None)),
    ],
)
def test_a_period_has_a_first_and_a_last_year(cell: str, years: tuple[int, int] | None) -> None:
    assert period(cell) == years


@pytest.mark.parametrize("cell", ["3年間", "R6～R4", "H30～2", "2022～24", "R4～3年", "令和4年度～", "R4～R60", "未定"])
def test_what_is_no_period_is_doubtful(cell: str) -> None:
    with pytest.raises(Doubtful):
        period(cell)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("- **川の事業**（交付額：5円）", "- 川の事業（交付額：5円）"),
        ("| [湖の事業](https://example.jp/a) | 5 |", "| 湖の事業 | 5 |"),
        ('[湖][1] と [山](b "題") ![図](c.png)', "湖 と 山 図"),
        ("~~1,200~~ 1,300", " [1,200]  1,300"),
        ("a__b__c __太字__ ** x **", "a__b__c 太字 ** x **"),
        (r"\*注 [単独申請] (単独申請)", "*注 [単独申請] (単独申請)"),
    ],
)
def test_a_line_of_markdown_is_read_as_it_is_shown(line: str, shown: str) -> None:
    assert as_shown(line) == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [("---\ntitle: a\n---\nb\n", 3), ("---\na\n---\n", 0), ("b\n---\ntitle: a\n---\n", 0), ("---\ntitle: a\n", 0)],
)
def test_front_matter_stands_between_dashes_at_the_beginning(text: str, lines: int) -> None:
    assert front_matter(text) == lines


def test_money_in_front_matter_is_not_lost(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("---\ntitle: 交付額 5千円\n---\n- 朝の市事業（交付額：5千円）\n", encoding="utf-8")
    found = Found(tuple(read(page, GIVEN)))
    assert [line.text for line in found.lines if line.role is Role.UNREAD] == ["title: 交付額 5千円"]


def test_markdown_of_any_length_is_read_quickly() -> None:
    for part in ("[", "[a](", "**a", "__a ", "~~", "[a][b", "\\", "[a](b 'c"):
        as_shown(part * 20_000)


def test_a_list_whose_names_would_all_be_headings_is_a_form(tmp_path: Path) -> None:
    rows = [
        ("団体名", "みどり町", "年度", "R5"),
        ("事業名", "朝の市", "交付金名", "推進交付金"),
        ("事業費", "4", "国費", "2"),
    ]
    found = found_in(tmp_path, *rows, given=Given(yen_per_unit=1000))
    (project,) = found.projects
    assert (project.name, project.municipality, project.fiscal_year) == ("朝の市", "みどり町", 2023)
    assert (project.national_funds_yen, project.stated_cost_yen) == (2_000, 4_000)
    assert found.roles == [Role.FIGURE, Role.PROJECT, Role.FIGURE]


def test_an_amount_over_several_forms_is_nobodys(tmp_path: Path) -> None:
    rows = [("国費", "9"), ("事業名", "朝の市"), ("事業費", "4"), ("事業名", "夕の市"), ("事業費", "5")]
    with pytest.raises(KofukinError):
        found_in(tmp_path, *rows)


def test_a_unit_below_a_table_of_years_is_theirs(tmp_path: Path) -> None:
    rows = [("事業名", "R3国費", "R4国費"), ("朝の市", "5", "7"), ("（単位：百万円）", "", "")]
    found = found_in(tmp_path, *rows, given=GIVEN._replace(yen_per_unit=None))
    assert [one.national_funds_yen for one in found.projects] == [5_000_000, 7_000_000]
