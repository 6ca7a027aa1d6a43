"""What a reader of a sheet sees is not always what its cells hold: formats with units, struck-out or white text."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from spreadsheets import Found, found_in, plain

from kofukin.importing.draft import Role
from kofukin.messages import importing

HEAD = ("団体名", "年度", "交付金", "事業名", "国費（千円）")
ROWS = (
    ("こあら市", "R5", "地方創生推進交付金", "みなと事業", 1200),
    ("こあら市", "R5", "地方創生推進交付金", "かわ事業", 1200),
)
FUNDS = "national_funds_yen"


def found(folder: Path, edit: Callable[[Any], object], head: tuple[str, ...] = HEAD, **given: Any) -> Found:
    """Read two like projects, the sheet edited."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *ROWS):
        sheet.append(row)
    edit(sheet)
    book.save(folder / "list.xlsx")
    return found_in(folder / "list.xlsx", **given)


def in_format(code: str, value: int = 1200) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        for place in ("E2", "E3"):
            sheet[place].number_format = code
            sheet[place] = value

    return edit


@pytest.mark.parametrize(
    ("code", "value", "yen"),
    [
        ('#,##0"千円"', 1200, 1_200_000),
        ("#,##0千円", 1200, 1_200_000),
        ('#,##0 "(千円)"', 1200, 1_200_000),
        ("#,##0", 1200, 1_200_000),
        ('"¥"#,##0', 1200, 1_200_000),
        ('#,##0;[Red]"△"#,##0', 1200, 1_200_000),
        ('#,##0;[Red]"△"#,##0', -300, -300_000),
        ("#,##0_ ;[Red]\\-#,##0\\ ", 1200, 1_200_000),
    ],
)
def test_a_format_that_agrees_with_the_heading_changes_nothing(tmp_path: Path, code: str, value: int, yen: int) -> None:
    read = found(tmp_path, in_format(code, value))
    assert [project.national_funds_yen for project in read.projects] == [yen, yen]
    assert {reason for reason, *_ in read.reasons} <= {importing.SAME_AGAIN}


@pytest.mark.parametrize(
    "code", ['#,##0"円"', "#,##0\\円", '#,##0"百万円"', '0.0,,"百万円"', '#,##0,"千円"', 'General"円"']
)
def test_a_format_with_another_unit_than_the_heading_leaves_the_amount_open(tmp_path: Path, code: str) -> None:
    read = found(tmp_path, in_format(code))
    assert [project.national_funds_yen for project in read.projects] == [None, None]
    assert {(reason, field) for reason, _, field in read.reasons} == {(importing.FORMAT_DIFFERS, FUNDS)}


@pytest.mark.parametrize(
    ("code", "value", "yen"),
    [
        ('#,##0"円"', 1200, 1200),
        ('#,##0"千円"', 1200, 1_200_000),
        ('0.0,,"百万円"', 12_345_678, 12_345_678),
        ('#,##0,"千円"', 1_200_000, 1_200_000),
    ],
)
def test_the_unit_of_a_format_counts_where_no_heading_states_one(
    tmp_path: Path, code: str, value: int, yen: int
) -> None:
    read = found(tmp_path, in_format(code, value), head=(*HEAD[:-1], "国費"))
    assert [project.national_funds_yen for project in read.projects] == [yen, yen]


def test_the_unit_of_a_format_is_held_against_the_option(tmp_path: Path) -> None:
    read = found(tmp_path, in_format('#,##0"円"'), head=(*HEAD[:-1], "国費"), yen_per_unit=1000)
    assert {reason for reason, *_ in read.reasons} == {importing.FORMAT_DIFFERS}


@pytest.mark.parametrize("code", ["#,##0,", '"約"#,##0', "[$$-409]#,##0", '0"件"', '#,##0"000"'])
def test_a_format_that_makes_another_number_of_it_leaves_the_amount_open(tmp_path: Path, code: str) -> None:
    read = found(tmp_path, in_format(code))
    assert {(reason, field) for reason, _, field in read.reasons} == {(importing.SHOWN_SCALED, FUNDS)}


def styled(place: str, **style: Any) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        for name, value in style.items():
            setattr(sheet[place], name, value)

    return edit


WHITE = Font(color="FFFFFFFF")
STRUCK = Font(strike=True)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (styled("E2", font=STRUCK), importing.STRUCK_OUT),
        (styled("E2", font=WHITE), importing.CELL_UNSEEN),
        (styled("E2", number_format=";;;"), importing.CELL_UNSEEN),
        (
            styled("E2", font=Font(color="FFFF0000"), fill=PatternFill("solid", fgColor="FFFF0000")),
            importing.CELL_UNSEEN,
        ),
    ],
)
def test_an_amount_that_is_struck_out_or_not_seen_stays_open(
    tmp_path: Path, edit: Callable[[Any], None], reason: object
) -> None:
    read = found(tmp_path, edit)
    assert [project.national_funds_yen for project in read.projects] == [None, 1_200_000]
    assert [(plain(doubt.reason), doubt.field) for doubt in read.drafts[0].doubts] == [(reason, FUNDS)]


@pytest.mark.parametrize("style", [{"font": STRUCK}, {"font": WHITE}, {"number_format": ";;;"}])
def test_a_name_that_is_struck_out_or_not_seen_is_no_project(tmp_path: Path, style: dict[str, Any]) -> None:
    read = found(tmp_path, styled("D2", **style))
    assert [project.name for project in read.projects] == ["かわ事業"]
    assert read.roles == [Role.HEADING, Role.UNREAD, Role.PROJECT]


def test_white_heads_on_a_dark_ground_are_read(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:
        for cell in sheet[1]:
            cell.font, cell.fill = WHITE, PatternFill("solid", fgColor="FF0000FF")

    assert [project.national_funds_yen for project in found(tmp_path, edit).projects] == [1_200_000, 1_200_000]


def test_white_heads_of_a_table_of_excel_are_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "list.xlsx") as book:
        sheet, white = book.add_worksheet("一覧"), book.add_format({"font_color": "white"})
        columns = [{"header": head, "header_format": white} for head in HEAD]
        sheet.add_table(0, 0, 2, 4, {"columns": columns, "data": ROWS, "style": "Table Style Medium 2"})
    assert len(found_in(tmp_path / "list.xlsx").projects) == len(ROWS)


def test_a_text_of_which_a_part_is_struck_out_is_not_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "list.xlsx") as book:
        sheet, struck = book.add_worksheet("一覧"), book.add_format({"font_strikeout": True})
        for number, row in enumerate((HEAD, *ROWS)):
            sheet.write_row(number, 0, row)
        sheet.write_rich_string(1, 3, "みなと", struck, "旧", "事業")
    read = found_in(tmp_path / "list.xlsx")
    assert [project.name for project in read.projects] == ["かわ事業"]


@pytest.mark.parametrize(
    ("place", "text", "reason", "how_many"),
    [
        ("E1", "百万円単位", importing.REMARK_UNIT, 2),
        ("E1", "千円単位", None, 0),
        ("D2", "取下げ", importing.WITHDRAWN, 1),
        ("E2", "県費を含む", importing.REMARK_PAYER, 1),
        ("E2", "1,500に訂正", importing.REMARK_OTHER_MONEY, 1),
        ("B2", "令和4年度分", importing.REMARK_YEAR, 1),
        ("E2", "確認済", None, 0),
    ],
)
def test_a_comment_on_a_cell_is_heeded(tmp_path: Path, place: str, text: str, reason: object, how_many: int) -> None:
    read = found(tmp_path, styled(place, comment=Comment(text, "author")))
    reasons = [plain(doubt.reason) for draft in read.drafts for doubt in draft.doubts]
    assert [one for one in reasons if one is not importing.SAME_AGAIN] == [reason] * how_many


@pytest.mark.parametrize(("indent", "names"), [(0, 4), (1, 2)])
def test_names_that_the_sheet_indents_are_parts_of_the_row_above(tmp_path: Path, indent: int, names: int) -> None:
    def edit(sheet: Any) -> None:
        for row, (name, amount) in enumerate((("会場の設営", 700), ("広報", 500)), start=4):
            sheet.append((*ROWS[0][:3], name, amount))
            sheet.cell(row, 4).alignment = Alignment(horizontal="left", indent=indent)

    assert [project.name for project in found(tmp_path, edit).projects] == [
        *("みなと事業", "かわ事業", "会場の設営", "広報")[:names]
    ]


_XMLNS = "urn:oasis:names:tc:opendocument:xmlns"
ODS = f"""<office:document-content xmlns:office="{_XMLNS}:office:1.0" xmlns:style="{_XMLNS}:style:1.0"
 xmlns:text="{_XMLNS}:text:1.0" xmlns:table="{_XMLNS}:table:1.0" xmlns:fo="{_XMLNS}:xsl-fo-compatible:1.0">
<office:automatic-styles>
<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="white"><style:text-properties fo:color="#ffffff"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="一覧">ROWS</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(path: Path, amount: str, name: str = "<text:p>みなと事業</text:p>") -> Path:
    def text(inside: str, style: str = "") -> str:
        of_style = f' table:style-name="{style}"' if style else ""
        inside = inside if "<" in inside else f"<text:p>{inside}</text:p>"
        return f'<table:table-cell office:value-type="string"{of_style}>{inside}</table:table-cell>'

    rows = [map(text, HEAD), [*map(text, ROWS[0][:3]), text(name), amount]]
    lines = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("ROWS", lines))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def number(value: int, shown: str, style: str = "", more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" table:style-name="{style}">'
        f"{more}<text:p>{shown}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize(
    ("cell", "yen", "reason"),
    [
        (number(1200, "1,200"), 1_200_000, None),
        (number(1200, "1,200千円"), 1_200_000, None),
        (number(1200, "1,200円"), None, importing.FORMAT_DIFFERS),
        (number(1_200_000, "1,200"), None, importing.SHOWN_SCALED),
        (number(1200, "1,200", "struck"), None, importing.STRUCK_OUT),
        (number(1200, "1,200", "white"), None, importing.CELL_UNSEEN),
        (
            number(1200, "1,200", more="<office:annotation><text:p>百万円単位</text:p></office:annotation>"),
            None,
            importing.REMARK_UNIT,
        ),
    ],
)
def test_an_ods_is_read_as_it_is_shown_too(tmp_path: Path, cell: str, yen: int | None, reason: object) -> None:
    read = found_in(ods(tmp_path / "list.ods", cell))
    assert read.project.national_funds_yen == yen
    assert [plain(doubt.reason) for doubt in read.drafts[0].doubts] == ([reason] if reason else [])


def test_a_comment_is_no_part_of_a_name(tmp_path: Path) -> None:
    name = "<office:annotation><text:p>取下げ</text:p></office:annotation><text:p>みなと事業</text:p>"
    read = found_in(ods(tmp_path / "list.ods", number(1200, "1,200"), name))
    assert read.project.name == "みなと事業"
    assert [plain(doubt.reason) for doubt in read.drafts[0].doubts] == [importing.WITHDRAWN]
