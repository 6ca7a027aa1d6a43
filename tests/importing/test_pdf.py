"""What is made of PDFs: frames that keep headings with their projects, columns, tables, and files that are broken."""

import importlib.util
import resource
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_by
from hypothesis import strategies as st
from pdf_pages import FONT, LEADING, SIZE, Page, draw
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from kofukin.errors import KofukinError, UsageError
from kofukin.files import bundle, dataset
from kofukin.importing import pdf
from kofukin.importing.draft import Doubt, DraftProject, Given, Line, Reached, Role
from kofukin.messages import importing
from kofukin.model.project import Project, Round

BUNDLED = dataset.load([bundle.text()])[0]
TITLE = ["地方創生関連交付金の対象事業について", "H29.11 札幌市"]
HEADINGS = {
    ("suishin", 2017): "H29 年度地方創生推進交付金＜1/2 国費＞【H29 年度から 3 年間実施】",
    ("kyoten", 2017): "地方創生拠点整備交付金＜1/2 国費＞【H29 年度実施（単年度）】",
    ("suishin", 2016): "H28 年度地方創生推進交付金＜1/2 国費＞【H28 年度から 3 年間実施】",
    ("kasokuka", 2016): "地方創生加速化交付金＜全額国費＞【H28 年度実施（単年度）】",
}
PARAGRAPH = ["　ここには事業の説明が二行にわたって書かれており、行の終わりまで続い", "てから終わる。"]
HEAD = ["小樽市", "平成29年度地方創生推進交付金"]
AMOUNT = "national_funds_yen"


class Imported:
    def __init__(self, path: Path, given: Given) -> None:
        self.items = list(pdf.read(path, given))
        self.drafts = [item for item in self.items if isinstance(item, DraftProject)]
        self.projects = [draft.project for draft in self.drafts]
        self.lines = [item for item in self.items if isinstance(item, Line)]
        self.rounds = [item for item in self.items if isinstance(item, Round)]
        found = [item for item in self.items if isinstance(item, Doubt)]
        self.doubts = found + [doubt for draft in self.drafts for doubt in draft.doubts]

    def roles(self, role: Role) -> list[str]:
        return [line.text for line in self.lines if line.role is role]


def imported(path: Path, *pages: Callable[[Page], object], given: Given = Given()) -> Imported:  # noqa: B008 - a value
    return Imported(draw(path / "page.pdf", *pages), given)


def refused(path: Path) -> KofukinError:
    with pytest.raises(KofukinError) as caught:
        list(pdf.read(path, Given()))
    return caught.value


def project_lines(project: Project) -> list[str]:
    yen = (project.national_funds_yen or 0) // 1000
    shares = [f"（{p.name} {p.national_funds_yen // 1000:,} 千円）" for p in project.partners if p.national_funds_yen]
    return [f"{project.name}＜{project.application_text}＞", f"国費 {yen:,} 千円{''.join(shares)}", *PARAGRAPH]


def groups() -> dict[tuple[str, int], list[str]]:
    """Return the lines below each of Sapporo's four headings."""
    found: dict[tuple[str, int], list[str]] = {}
    for project in BUNDLED.projects:
        assert project.program is not None
        found.setdefault((project.program, project.fiscal_year), []).extend(project_lines(project))
    return found


@pytest.fixture
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read here, where a test can change what reads."""
    monkeypatch.setattr(pdf, "each_apart", lambda bounds, read, *arguments: read(*arguments))


# Frames

Framing = Callable[[Page, Sequence[str], float], float]


def whole_frames(page: Page, lines: Sequence[str], y: float) -> float:
    return page.frame(lines, y=y)


def frames_of_lines(page: Page, lines: Sequence[str], y: float) -> float:
    return page.framed_by_lines(lines, y=y)


def round_frames(page: Page, lines: Sequence[str], y: float) -> float:
    return page.round_frame(lines, y=y)


def frames_around_headings(page: Page, lines: Sequence[str], y: float) -> float:
    return page.write(lines[1:], y=page.frame(lines[:1], y=y))


def frames_below_headings(page: Page, lines: Sequence[str], y: float) -> float:
    return page.frame(lines[1:], y=page.write(lines[:1], y=y) - LEADING)


def stacked_frames(page: Page, lines: Sequence[str], y: float) -> float:
    return page.frame(lines[1:], y=page.frame(lines[:1], y=y) + 8)


def sapporo(framing: Framing) -> list[Callable[[Page], object]]:
    def page_of(year: int, page: Page) -> None:
        y = page.write(TITLE) - LEADING
        for (program, of), lines in groups().items():
            if of == year:
                y = framing(page, [HEADINGS[program, of], *lines], y)
        page.write(["参考資料３"], x=450, y=30)

    return [lambda page: page_of(2017, page), lambda page: page_of(2016, page)]


@pytest.mark.parametrize(
    "framing",
    [whole_frames, frames_of_lines, round_frames, frames_around_headings, frames_below_headings, stacked_frames],
)
def test_frames_keep_headings_with_their_projects(tmp_path: Path, framing: Framing) -> None:
    found = imported(tmp_path, *sapporo(framing))
    expected = [(p.name, p.program, p.fiscal_year, p.national_funds_yen) for p in BUNDLED.projects]
    assert [(p.name, p.program, p.fiscal_year, p.national_funds_yen) for p in found.projects] == expected
    assert {project.program_basis for project in found.projects} == {"stated"}
    assert [project.source_page for project in found.projects] == [1] * 5 + [2] * 6
    assert (found.doubts, found.roles(Role.UNREAD)) == ([], [])
    assert set(found.rounds) == {round_._replace(budget=None) for round_ in BUNDLED.rounds}  # which no page names


def test_without_frames_two_headings_leave_the_program_open(tmp_path: Path) -> None:
    def page_of(year: int, page: Page) -> None:
        headings = [heading for (_, of), heading in HEADINGS.items() if of == year]
        page.write([*TITLE, *headings, *(line for (_, of), lines in groups().items() if of == year for line in lines)])

    found = imported(tmp_path, lambda page: page_of(2017, page), lambda page: page_of(2016, page))
    assert [draft.programs for draft in found.drafts] == [("suishin", "kyoten")] * 5 + [("suishin", "kasokuka")] * 6
    assert [doubt.field for doubt in found.doubts] == ["program"] * 11
    assert [project.fiscal_year for project in found.projects] == [2017] * 5 + [2016] * 6


def test_two_frames_of_headings_above_all_projects_leave_it_open_too(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write(TITLE) - LEADING
        y = page.frame([HEADINGS["suishin", 2017]], y=y)
        y = page.frame([HEADINGS["kyoten", 2017]], y=y)
        page.write(groups()["suishin", 2017], y=y)

    assert {draft.programs for draft in imported(tmp_path, page).drafts} == {("suishin", "kyoten")}


def test_frames_side_by_side(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write(TITLE) - LEADING
        page.frame(["地方創生推進交付金（H29年度）", "A事業＜単独申請＞", "国費 1,000千円", "説明。"], y=y, width=220)
        page.frame(["地方創生拠点整備交付金（H29年度）", "B事業＜単独申請＞", "国費 2,000千円"], x=310, y=y, width=220)

    found = imported(tmp_path, page)
    assert [(p.name, p.program, p.national_funds_yen) for p in found.projects] == [
        ("A事業", "suishin", 1_000_000),
        ("B事業", "kyoten", 2_000_000),
    ]


def test_projects_below_their_own_frame_of_two_side_by_side(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write(TITLE) - LEADING
        page.frame(["地方創生推進交付金（H29年度）"], y=y, width=220)
        below = page.frame(["地方創生拠点整備交付金（H29年度）"], x=310, y=y, width=220)
        page.write(["A事業＜単独申請＞", "国費 1千円", "C事業＜単独申請＞", "国費 3千円"], y=below)
        page.write(["B事業＜単独申請＞", "国費 2千円", "説明がある。"], x=310, y=below)

    found = imported(tmp_path, page)
    assert [(p.name, p.program) for p in found.projects] == [
        ("A事業", "suishin"),
        ("C事業", "suishin"),
        ("B事業", "kyoten"),
    ]
    assert found.doubts == []


def test_a_frame_around_the_whole_page_and_a_mark_behind_a_word_are_no_frames(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        page.canvas.rect(20, 20, 555, 802)
        page.canvas.setFillGray(0.9)
        page.canvas.rect(48, 752, 70, 16, stroke=0, fill=1)
        page.canvas.setFillGray(0)
        page.write([*HEAD, "長い名前の観光振興事業＜単独申請＞", "国費 1千円"])

    (project,) = imported(tmp_path, page).projects
    assert (project.name, project.program, project.program_basis) == ("長い名前の観光振興事業", "suishin", "stated")


# Columns and tables


def test_columns_that_came_apart_are_never_paired(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write(HEAD)
        page.write(["とても長い名前で二行に", "わたるA事業", "B事業", "C事業"], y=y)
        page.write(["1,000千円", "2,000千円", "3,000千円"], x=400, y=y, leading=21)

    found = imported(tmp_path, page)
    assert {project.national_funds_yen for project in found.projects} == {None}
    assert {(doubt.field, doubt.reason) for doubt in found.doubts} == {(AMOUNT, importing.COLUMNS_APART)}
    assert found.roles(Role.UNREAD) == ["1,000千円", "2,000千円", "3,000千円"]


def test_amounts_on_the_lines_of_their_names_are_paired(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write([*HEAD, "（単位：千円）"])
        page.write(["事業名", "観光の振興", "B事業", "健康の増進"], y=y)
        page.write(["交付額", "1,000", "", "3,000"], x=400, y=y)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [
        ("観光の振興", 1_000_000),
        ("健康の増進", 3_000_000),
    ]
    assert found.roles(Role.UNREAD) == ["B事業"]


def test_columns_that_only_gaps_divide_are_not_read_without_headings(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write([*HEAD, "（単位：千円）"])
        page.write(["首都圏からの移住促進並びに", "関係人口の創出", "B事業"], y=y)
        page.write(["1,000", "", "2,000"], x=400, y=y)

    found = imported(tmp_path, page)
    assert (found.projects, found.roles(Role.UNREAD)) == (
        [],
        ["首都圏からの移住促進並びに\t1,000", "関係人口の創出", "B事業\t2,000"],
    )


def test_a_name_beside_which_another_line_stands_over_a_gap_is_open(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write([*HEAD, "（単位：千円）"])
        page.write(["事業名", "A事業", "首都圏からの移住促進並びに", "関係人口の創出", "B事業"], y=y)
        page.write(["交付額", "1,000", "", "2,000", "3,000"], x=400, y=y)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("B事業", 3_000_000)]
    assert found.roles(Role.UNREAD) == ["A事業\t1,000", "首都圏からの移住促進並びに", "関係人口の創出\t2,000"]


def test_two_columns_of_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write(HEAD)
        page.write(["A事業＜単独申請＞", "国費 1千円", *PARAGRAPH[1:], "B事業＜単独申請＞"], y=y)
        page.write(["国費 2千円", *PARAGRAPH[1:], "C事業＜単独申請＞", "国費 3千円"], x=310, y=y)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [
        ("A事業", 1000),
        ("B事業", 2000),
        ("C事業", 3000),
    ]


TABLE = [
    ["No.", "事業名", "国費（千円）", "申請区分"],
    ["1", "先端技術の導入による\n産業活性化事業", "1,000", "単独申請"],
    ["2", "B 事業", "2,000", "余市町と共同申請"],
    ["3", "C事業", "", "単独申請"],
    ["", "合計", "3,000", ""],
]
WIDTHS = [30, 200, 80, 120]


def test_a_ruled_table_is_read_row_by_row(tmp_path: Path) -> None:
    found = imported(tmp_path, lambda page: page.table(TABLE, WIDTHS, y=page.write(HEAD)))
    assert [(p.name, p.national_funds_yen, p.application) for p in found.projects] == [
        ("先端技術の導入による産業活性化事業", 1_000_000, "single"),
        ("B 事業", 2_000_000, "joint"),
        ("C事業", None, "single"),
    ]
    assert found.doubts == []
    assert [line.role for line in found.lines[-5:]] == [Role.HEADING, *[Role.PROJECT] * 3, Role.TOTAL]


def test_a_table_goes_on_on_the_next_page(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        lambda page: page.write(["- 1 -"], y=page.table(TABLE[:2], WIDTHS, y=page.write(HEAD))),
        lambda page: page.table(TABLE[2:4], WIDTHS),
    )
    assert [(p.name, p.national_funds_yen) for p in found.projects][1:] == [("B 事業", 2_000_000), ("C事業", None)]
    assert [(p.source_page, p.source_line) for p in found.projects] == [(1, 4), (2, 1), (2, 2)]


def test_an_amount_for_several_rows_belongs_to_none(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.table([["事業名", "国費（千円）"]], [200, 80], y=page.write(HEAD)) + LEADING
        for top in (y, y - 20):
            page.canvas.rect(50, top - 20, 200, 20)
        page.canvas.rect(250, y - 40, 80, 40)
        page.write(["A事業"], x=54, y=y - 14)
        page.write(["B事業"], x=54, y=y - 34)
        page.write(["1,000"], x=254, y=y - 24)

    found = imported(tmp_path, page)
    assert found.projects == []
    assert len(found.roles(Role.UNREAD)) == 2


def test_text_of_cells_side_by_side_stays_apart(tmp_path: Path) -> None:
    cells = [
        ["番号", "事業名", "事業費", "国費"],
        ["1", "食の発信事業", "4,000", "2,000"],
        ["", "合計", "4,000", "2,000"],
    ]
    found = imported(
        tmp_path, lambda page: page.table(cells, [26, 68, 36, 36], y=page.write([*HEAD, "（単位：千円）"]))
    )
    assert [(p.name, p.national_funds_yen, p.stated_cost_yen) for p in found.projects] == [
        ("食の発信事業", 2_000_000, 4_000_000)
    ]
    assert (found.doubts, found.roles(Role.UNREAD), len(found.roles(Role.TOTAL))) == ([], [], 1)


def test_text_that_runs_into_the_next_cell_leaves_the_row_open(tmp_path: Path) -> None:
    cells = [["事業名", "国費（千円）", "備考"], ["とても長い名前の事業なので次へ", "", ""], ["B事業", "2,000", ""]]
    found = imported(tmp_path, lambda page: page.table(cells, [74, 80, 80], y=page.write(HEAD)))
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("B事業", 2_000_000)]
    assert len(found.roles(Role.UNREAD)) == 1


def test_text_across_the_line_between_two_rows_leaves_both_open(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write(HEAD)
        page.table([["事業名", "国費（千円）"], ["", "1,000"], ["", "2,000"], ["C事業", "3,000"]], [200, 80], y=y)
        page.write(["二行に分かれた名前の"], x=54, y=y - 42)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("C事業", 3_000_000)]
    assert len(found.roles(Role.UNREAD)) == 2


def test_a_lone_amount_in_a_row_is_not_that_of_the_row_above(tmp_path: Path) -> None:
    cells = [["事業名", "国費（千円）"], ["食の発信", "1,000"], ["農の発信", ""], ["", "1,000"]]
    found = imported(tmp_path, lambda page: page.table(cells, [200, 80], y=page.write(HEAD)))
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("食の発信", 1_000_000)]
    assert found.roles(Role.UNREAD) == ["農の発信\t", "\t1,000"]


def test_a_heading_over_all_columns_holds_for_the_rows_below(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.table([["事業名", "国費（千円）"], ["A事業", "1,000"]], [200, 80], y=page.write(HEAD)) + LEADING
        y = page.table([["地方創生拠点整備交付金（H29年度）"]], [280], y=y) + LEADING
        page.table([["B事業", "2,000"]], [200, 80], y=y)

    found = imported(tmp_path, page)
    assert [(p.name, p.program, p.national_funds_yen) for p in found.projects] == [
        ("A事業", "suishin", 1_000_000),
        ("B事業", "kyoten", 2_000_000),
    ]
    assert (found.doubts, found.roles(Role.UNREAD)) == ([], [])


@pytest.mark.parametrize("columns", [["国費", "実績額"], ["交付決定額", "交付額"], ["国費", "うち県分"]])
def test_a_column_too_many_leaves_the_amount_open(tmp_path: Path, columns: list[str]) -> None:
    cells = [["事業名", *columns], ["A事業", "2,000", "1,000"]]
    found = imported(tmp_path, lambda page: page.table(cells, [200, 80, 80], y=page.write([*HEAD, "（単位：千円）"])))
    assert [p.national_funds_yen for p in found.projects] == [None]
    assert [doubt.field for doubt in found.doubts] == [AMOUNT]


def test_a_column_may_name_the_grant(tmp_path: Path) -> None:
    cells = [["交付金", "年度", "事業名", "交付額"], ["推進", "H29", "A事業", "2,000千円"]]
    found = imported(tmp_path, lambda page: page.table(cells, [80, 60, 120, 80], y=page.write(["小樽市"])))
    assert [(p.program, p.fiscal_year, p.national_funds_yen) for p in found.projects] == [("suishin", 2017, 2_000_000)]
    assert found.doubts == []


def test_a_table_of_frames_is_no_list(tmp_path: Path) -> None:
    cells = [
        ["地方創生推進交付金（H29年度）", "地方創生拠点整備交付金（H29年度）"],
        ["A事業＜単独申請＞\n国費 1千円", "B事業＜単独申請＞\n国費 2千円"],
    ]
    found = imported(tmp_path, lambda page: page.table(cells, [230, 230], y=page.write(TITLE)))
    assert [(p.name, p.program, p.national_funds_yen) for p in found.projects] == [
        ("A事業", "suishin", 1000),
        ("B事業", "kyoten", 2000),
    ]


# Text


def test_names_keep_their_spaces_and_widths(tmp_path: Path) -> None:
    names = ["先端技術による IT 産業活性化事業", "ＩＣＴを使う MICE PR 事業", "「北海道 暮らし」事業"]
    lines = [
        line
        for name in names
        for line in (f"{name}＜道と共同申請＞  ※市事業は単年度のみ", "国費 1千円（北海道 2千円）")
    ]
    found = imported(tmp_path, lambda page: page.write([*HEAD, *lines]))
    assert [project.name for project in found.projects] == names
    assert {project.note for project in found.projects} == {"※市事業は単年度のみ"}


def test_letters_drawn_twice_are_read_once(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        page.write([*HEAD, "観光事業＜単独申請＞", "国費 11,100千円"])
        page.write([*HEAD, "観光事業＜単独申請＞", "国費 11,100千円"], x=50.3)

    (project,) = imported(tmp_path, page).projects
    assert (project.name, project.national_funds_yen) == ("観光事業", 11_100_000)


def test_each_page_is_told_before_anything_is_made_of_them(tmp_path: Path) -> None:
    path = draw(tmp_path / "list.pdf", *[lambda page: page.write([*HEAD_LINES]) for _ in range(3)])
    items = list(pdf.read(path, Given("推進", 2017, "札幌市", yen_per_unit=1000)))
    assert [item for item in items if isinstance(item, Reached)] == items[:3] == [Reached(n, 3) for n in (1, 2, 3)]


HEAD_LINES = ("H29 年度地方創生推進交付金", "・観光事業（交付額：1,000千円）")


def test_a_project_goes_on_on_the_next_page(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        lambda page: page.write(["- 1 -"], x=290, y=page.write([*HEAD, "A事業＜単独申請＞"]) - 400),
        lambda page: page.write(["国費 1千円", *PARAGRAPH]),
    )
    (project,) = found.projects
    assert (project.national_funds_yen, project.source_page, project.source_line) == (1000, 1, 3)
    assert project.source_amount_line is None


def test_running_titles_are_furniture(tmp_path: Path) -> None:
    def page_of(number: int) -> Callable[[Page], object]:
        return lambda page: page.write(["第三次総合戦略の進み方", *HEAD, f"事業{number}＜単独申請＞", "国費 1千円"])

    found = imported(tmp_path, *map(page_of, range(3)))
    assert (len(found.projects), found.roles(Role.UNREAD), found.doubts) == (3, [], [])


@pytest.mark.parametrize(("x", "y", "colour"), [(-400, 300, 0), (54, -200, 0), (700, 300, 0), (54, 300, 1)])
def test_text_that_cannot_be_seen_is_open_and_no_project(tmp_path: Path, x: float, y: float, colour: float) -> None:
    def page(page: Page) -> None:
        page.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"])
        page.canvas.setFillGray(colour)
        page.write(["B事業＜単独申請＞", "国費 2千円"], x=x, y=y)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("A事業", 1_000)]
    assert [(doubt.reason, doubt.text) for doubt in found.doubts] == [
        (importing.TEXT_UNSEEN, "B事業＜単独申請＞"),
        (importing.TEXT_UNSEEN, "国費 2千円"),
    ]


def test_text_that_is_not_painted_is_open_unless_it_lies_on_a_picture(tmp_path: Path) -> None:
    from PIL import Image

    def page(page: Page) -> None:
        page.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"])
        page.canvas.drawString(54, 300, "B事業＜単独申請＞", mode=3)
        page.canvas.drawString(54, 280, "国費 2千円", mode=3)

    def on_a_picture(drawn: Page) -> None:
        drawn.canvas.drawInlineImage(Image.new("L", (10, 10), 200), 40, 200, 500, 150)
        page(drawn)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("A事業", 1_000)]
    assert [doubt.text for doubt in found.doubts] == ["B事業＜単独申請＞", "国費 2千円"]
    assert [p.name for p in imported(tmp_path, on_a_picture).projects] == ["A事業", "B事業"]


def cut_off(drawn: Page) -> None:
    path = drawn.canvas.beginPath()
    path.rect(40, 500, 500, 300)
    drawn.canvas.saveState()
    drawn.canvas.clipPath(path, stroke=0, fill=0)
    drawn.write(["B事業＜単独申請＞", "国費 2千円"], y=300)
    drawn.canvas.restoreState()


def painted_over(drawn: Page) -> None:
    drawn.write(["B事業＜単独申請＞", "国費 2千円"], y=300)
    drawn.canvas.setFillGray(1)
    drawn.canvas.rect(40, 250, 500, 80, stroke=0, fill=1)
    drawn.canvas.setFillGray(0)


def painted_over_in_grey(drawn: Page) -> None:
    drawn.write(["B事業＜単独申請＞", "国費 2千円"], y=300)
    drawn.canvas.setFillGray(0.8)
    drawn.canvas.rect(40, 250, 500, 80, stroke=1, fill=1)
    drawn.canvas.setFillGray(0)


def cut_off_by_a_form(drawn: Page) -> None:
    drawn.canvas.beginForm("part", 0, 500, 600, 842)
    drawn.canvas.setFont(FONT, SIZE)
    drawn.write(["B事業＜単独申請＞", "国費 2千円"], y=300)
    drawn.canvas.endForm()
    drawn.canvas.doForm("part")


@pytest.mark.parametrize("other", [cut_off, painted_over, painted_over_in_grey, cut_off_by_a_form])
def test_text_that_is_cut_off_or_painted_over_is_open(tmp_path: Path, other: Callable[[Page], None]) -> None:
    def page(drawn: Page) -> None:
        drawn.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"])
        other(drawn)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("A事業", 1_000)]
    assert [(doubt.reason, doubt.text) for doubt in found.doubts] == [
        (importing.TEXT_UNSEEN, "B事業＜単独申請＞"),
        (importing.TEXT_UNSEEN, "国費 2千円"),
    ]


def shaded_before(drawn: Page) -> None:
    drawn.canvas.setFillGray(0.9)
    drawn.canvas.rect(40, 600, 500, 230, stroke=0, fill=1)
    drawn.canvas.setFillGray(0)


def shaded_through(drawn: Page) -> None:
    drawn.canvas.saveState()
    drawn.canvas.setFillAlpha(0.4)
    drawn.canvas.rect(40, 600, 500, 230, stroke=0, fill=1)
    drawn.canvas.restoreState()


def ruled(drawn: Page) -> None:
    for y in range(600, 830, 8):
        drawn.canvas.rect(40, y, 500, 0.5, stroke=0, fill=1)


@pytest.mark.parametrize(
    ("before", "after"), [(shaded_before, ruled), (ruled, shaded_through), (cut_off, shaded_through)]
)
def test_shading_and_rules_hide_nothing(
    tmp_path: Path, before: Callable[[Page], None], after: Callable[[Page], None]
) -> None:
    def page(drawn: Page) -> None:
        before(drawn)
        drawn.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"])
        after(drawn)

    assert [(p.name, p.national_funds_yen) for p in imported(tmp_path, page).projects] == [("A事業", 1_000)]


def test_text_below_a_painted_box_and_its_picture_is_seen_in_the_picture(tmp_path: Path) -> None:
    from PIL import Image

    def page(drawn: Page) -> None:
        drawn.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"])
        painted_over(drawn)
        drawn.canvas.drawInlineImage(Image.new("L", (10, 10), 200), 40, 250, 500, 80)

    assert [p.name for p in imported(tmp_path, page).projects] == ["A事業", "B事業"]


def test_white_text_on_a_dark_ground_is_seen(tmp_path: Path) -> None:
    def page(page: Page) -> None:
        y = page.write(HEAD)
        page.canvas.rect(40, y - 30, 300, 45, fill=1)
        page.canvas.setFillGray(1)
        page.write(["A事業＜単独申請＞", "国費 1千円"], y=y)

    found = imported(tmp_path, page)
    assert [(p.name, p.national_funds_yen) for p in found.projects] == [("A事業", 1_000)]


@pytest.mark.usefixtures("_in_this_process")
def test_characters_without_meaning_are_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kofukin.importing import page_layout

    def garbled(page: object, seen: object, with_frames: bool = True) -> list[page_layout.PageLine]:
        texts = [*HEAD, "(cid:1234)(cid:88)事業＜単独申請＞", "A事業＜単独申請＞", "国費 1千円"]
        return [page_layout.PageLine(text) for text in texts]

    monkeypatch.setattr(page_layout, "lines_of_page", garbled)
    found = imported(tmp_path, lambda page: page.write(["x"]))
    assert found.roles(Role.UNREAD) == ["(cid:1234)(cid:88)事業＜単独申請＞"]
    assert [doubt.reason for doubt in found.doubts] == [importing.GARBLED]


def test_the_year_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        imported(tmp_path, lambda page: page.write(["小樽市", "A事業＜単独申請＞", "国費 1千円"]))
    assert caught.value.message == importing.YEAR_UNKNOWN


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given_by(
    st.lists(
        st.tuples(
            st.sampled_from(
                [*HEAD, "A事業＜単独申請＞", "国費 1千円", "合計 1千円", "説明が", "1", "・B事業（国費 2千円）"]
            ),
            st.integers(20, 480),
            st.integers(40, 800),
            st.booleans(),
        ),
        min_size=1,
        max_size=15,
    )
)
def test_nothing_on_a_page_is_lost(tmp_path: Path, texts: list[tuple[str, int, int, bool]]) -> None:
    def page(page: Page) -> None:
        for text, x, y, framed in texts:
            (page.frame([text], x, y, 200) if framed else page.write([text], x, y))

    found = imported(tmp_path, page, given=Given("suishin", 2017, "小樽市"))
    off_the_page = [doubt.text for doubt in found.doubts if doubt.reason == importing.TEXT_UNSEEN]
    seen = "".join([line.text for line in found.lines] + off_the_page)
    for sign in {sign for text, *_ in texts for sign in text if not sign.isspace()}:
        apart = {(x, y) for text, x, y, _ in texts}
        if len(apart) == len(texts) and all(abs(a[1] - b[1]) > 20 for a in apart for b in apart if a != b):
            assert seen.count(sign) == sum(text.count(sign) for text, *_ in texts)


# Files that are broken, and limits


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return draw(tmp_path / "sound.pdf", lambda page: page.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"]))


def test_a_scan_says_so(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (20, 20), "white").save(tmp_path / "scan.png")
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 500, 700)
    canvas.save()
    error = refused(path)
    assert "picture" in str(error)
    assert error.hint == importing.OCR_FIRST


def test_one_scanned_page_among_others_is_doubtful(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (20, 20), "white").save(tmp_path / "scan.png")
    found = imported(
        tmp_path,
        lambda page: page.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"]),
        lambda page: page.canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 500, 700),
        lambda page: None,
    )
    assert [(doubt.place.page, doubt.reason) for doubt in found.doubts] == [(2, importing.PAGE_IS_PICTURE)]


def test_a_scanned_page_with_a_page_number_is_doubtful(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (20, 20), "white").save(tmp_path / "scan.png")

    def scanned(page: Page) -> None:
        page.canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 595, 842)
        page.write(["- 2 -"], y=20)

    def with_a_photo(page: Page) -> None:
        page.canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 595, 600)
        page.write(["B事業＜単独申請＞", "国費 1千円"])

    found = imported(
        tmp_path, lambda page: page.write([*HEAD, "A事業＜単独申請＞", "国費 1千円"]), scanned, with_a_photo
    )
    assert [(doubt.place.page, doubt.reason) for doubt in found.doubts] == [(2, importing.PAGE_IS_PICTURE)]


def test_a_file_of_blank_pages_is_no_picture(tmp_path: Path) -> None:
    error = refused(draw(tmp_path / "page.pdf", lambda page: None, lambda page: None))
    assert "no page holds any text" in str(error)
    assert error.hint != importing.OCR_FIRST


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret"))
    canvas.drawString(50, 700, "x")
    canvas.save()
    error = refused(path)
    assert "password" in str(error)
    assert error.hint == importing.DROP_PASSWORD


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_says_so(sound: Path, kept: float) -> None:
    data = sound.read_bytes()
    sound.write_bytes(data[: int(len(data) * kept)])
    assert "cut short" in str(refused(sound))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "no PDF"),
        (b"%PDF-1.4\nnothing\n%%EOF", "not a readable PDF"),
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n0\n%%EOF",
            "no pages",
        ),
    ],
)
def test_what_is_no_pdf_is_one_clear_error(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    assert reason in str(refused(path))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    assert "no such file" in str(refused(tmp_path / "nowhere.pdf"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given_by(data=st.data())
def test_whatever_is_overwritten_reading_ends_with_items_or_one_error(sound: Path, data: st.DataObject) -> None:
    damaged = bytearray(sound.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(damaged) - 1))
        damaged[start : start + 8] = data.draw(st.binary(min_size=1, max_size=8))
    path = sound.with_name("damaged.pdf")
    path.write_bytes(bytes(damaged))
    try:
        items = list(pdf.read(path, Given("suishin", 2017, "小樽市")))
    except KofukinError:
        return
    assert all(item.text.strip() for item in items if isinstance(item, Line))


def test_the_part_that_reads_pdfs_may_be_missing(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pdfplumber" else real(name))
    error = refused(sound)
    assert error.hint is not None
    assert "pip install 'kofukin[import]'" in error.hint.in_("en")


@pytest.mark.usefixtures("_in_this_process")
def test_limits_are_told(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 10)
    assert "page 1 has more than 10 characters" in str(refused(sound))
    monkeypatch.setattr(pdf, "MOST_PAGES", 0)
    assert "1 pages (at most 0)" in str(refused(sound))


@pytest.mark.usefixtures("_in_this_process")
def test_a_drawing_too_intricate_is_read_without_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_EDGES", 3)
    found = imported(tmp_path, lambda page: page.frame([*HEAD, "A事業＜単独申請＞", "国費 1千円"]))
    assert [doubt.reason for doubt in found.doubts] == [importing.PAGE_NOT_TAKEN_APART]
    assert found.projects[0].national_funds_yen == 1000


def long_document(path: Path, pages: int) -> Path:
    def page_of(number: int) -> Callable[[Page], object]:
        return lambda page: page.write([f"{number}番の事業＜単独申請＞", "国費 1千円", f"{number}"])

    return draw(path / "long.pdf", lambda page: page.write(HEAD), *map(page_of, range(pages)))


def pdf_of(path: Path, content: bytes, entries: bytes = b"", page: bytes = b"", *objects: bytes) -> Path:
    """Write a PDF of one page with that content, its entries, the page's, and further objects from number 5 on."""
    stream = b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)
    all_objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R%b>>" % page,
        stream,
        *objects,
    )
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(all_objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(all_objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(written + end % (size, table, size, len(written)))
    return path


def forms_within_forms(path: Path) -> Path:
    """Write a page of ten forms, each of ten forms, nine deep: 10⁹ in all."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%b/Length 60>>stream\n%b\nendstream"
    inner = b"/Resources<</XObject<</F %d 0 R>>>>"
    forms = [form % (inner % number, b"/F Do " * 10) for number in range(6, 15)]
    return pdf_of(path, b"/F Do", b"", b"/Resources<</XObject<</F 5 0 R>>>>", *forms)


def doubled_arrays(path: Path) -> Path:
    """Write a page whose box is an array of two arrays of two arrays, forty deep."""
    return pdf_of(path, b"", b"", b"/CropBox 5 0 R", *(b"[%d 0 R %d 0 R]" % (n, n) for n in range(6, 46)), b"1")


def damaged_stream(path: Path) -> Path:
    """Write a stream with a wrong checksum, which the library puts together byte by byte."""
    return pdf_of(path, zlib.compress(b"q Q " * 2**22, 9)[:-4] + b"xxxx", b"/Filter/FlateDecode")


@pytest.mark.parametrize("make", [forms_within_forms, doubled_arrays, damaged_stream])
def test_a_page_that_is_never_done_is_given_up(
    tmp_path: Path, make: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "BOUNDS", pdf.BOUNDS._replace(seconds=1))
    error = refused(make(tmp_path / "a.pdf"))
    assert "page 1 takes too long to read" in str(error)
    assert error.hint == importing.SPLIT


def unpacking(path: Path, times: int) -> Path:
    """Write a stream of 16 MiB again and again, packed so many times over."""
    packer = zlib.compressobj(9)
    beginning = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    packed = beginning + (packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)) * 256
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return pdf_of(path, packed, b"/Filter[%b]" % (b"/FlateDecode" * times))


@pytest.mark.parametrize("times", [1, 2])
def test_what_unpacks_to_gigabytes_is_given_up(tmp_path: Path, times: int) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = unpacking(tmp_path / "a.pdf", times)
    assert path.stat().st_size < 2**22
    assert "page 1" in str(refused(path))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**18


def test_a_predictor_of_a_billion_columns_is_given_up(tmp_path: Path) -> None:
    entries = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 9999999999>>"
    assert "page 1" in str(refused(pdf_of(tmp_path / "a.pdf", zlib.compress(b"x" * 100), entries)))


def test_a_thousand_pages_are_read(tmp_path: Path) -> None:
    found = Imported(long_document(tmp_path, 1000), Given())
    assert (len(found.projects), found.doubts, found.roles(Role.UNREAD)) == (1000, [], [])
    assert found.projects[-1].source_page == 1001


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    def peak(pages: int) -> int:
        path = long_document(tmp_path, pages)
        tracemalloc.start()
        for _ in pdf.read(path, Given()):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # what is loaded once
    assert peak(80) - peak(20) < 60 * 20_000
