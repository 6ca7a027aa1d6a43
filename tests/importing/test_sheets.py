import contextlib
import re
import shutil
import struct
import subprocess
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spreadsheets import csv_file, workbook

from kofukin.errors import KofukinError, UsageError
from kofukin.importing import html_tables, sheets
from kofukin.importing import workbook as workbooks
from kofukin.importing.apart import Bounds
from kofukin.importing.encoding import LONGEST_LINE
from kofukin.importing.sheet import BrokenRecord, Row, Span
from kofukin.importing.sheets import sheets_in
from kofukin.messages import importing

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def rows_of(path: Path, wanted: str | None = None, encoding: str | None = None) -> list[Row]:
    (sheet,) = sheets_in(path, wanted, encoding)
    return list(sheet.rows)


def text_file(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def converted(path: Path, ending: str) -> Path:
    """Return the workbook as LibreOffice saves it in another format."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{ending}")


# Text files


def test_rows_have_their_numbers_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n\n,\n1,2\n")
    assert rows_of(path) == [(1, ["a", "b"]), (4, ["1", "2"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_break_ends_a_row(tmp_path: Path, end: str) -> None:
    assert rows_of(text_file(tmp_path, f"a,b{end}1,2{end}")) == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_the_last_row_needs_no_line_break(tmp_path: Path) -> None:
    assert rows_of(text_file(tmp_path, "a,b\n1,2"))[-1] == (2, ["1", "2"])


@pytest.mark.parametrize(
    ("name", "text", "cells"),
    [
        ("list.tsv", "a,b\tc\n", ["a,b", "c"]),
        ("list.csv", "a\tb\tc,d\n", ["a", "b", "c,d"]),
        ("list.csv", "a,b\tc,d\n", ["a", "b\tc", "d"]),
        ("list.CSV", "a,b\n", ["a", "b"]),
        ("list.csv", "alone\n", ["alone"]),
    ],
)
def test_the_sign_between_cells_is_told(tmp_path: Path, name: str, text: str, cells: list[str]) -> None:
    assert rows_of(text_file(tmp_path, text, name)) == [(1, cells)]


def test_a_title_does_not_hide_the_sign_between_cells(tmp_path: Path) -> None:
    assert rows_of(text_file(tmp_path, "採択一覧\n\na\tb\n"))[-1] == (3, ["a", "b"])


def test_quoted_cells_hold_anything(tmp_path: Path) -> None:
    cells = ['"さっぽろ圏"', "a,b", "a\nb", "（括弧", "", " x "]
    assert rows_of(csv_file(tmp_path, cells)) == [(1, cells)]


def test_a_quote_inside_a_cell_stands_for_itself(tmp_path: Path) -> None:
    assert rows_of(text_file(tmp_path, 'a,5" パイプ,b\n')) == [(1, ["a", '5" パイプ', "b"])]


BROKEN = '"さっぽろ圏"若者,1\n札幌市,2\n小樽市,"3\n函館市,4\n旭川市,5"x\n室蘭市,6\n'


def test_a_record_with_stray_quotes_swallows_no_other(tmp_path: Path) -> None:
    rows = rows_of(text_file(tmp_path, BROKEN))
    assert [number for number, _ in rows] == [1, 2, 3, 4, 5, 6]
    assert [isinstance(cells, BrokenRecord) for _, cells in rows] == [True, False, True, False, False, False]
    assert rows[0][1] == ['"さっぽろ圏"若者,1']
    assert rows[2][1] == ['小樽市,"3']
    assert rows[4][1] == ["旭川市", '5"x']


def test_an_open_quote_does_not_swallow_the_rest(tmp_path: Path) -> None:
    rows = rows_of(text_file(tmp_path, 'a,"b\n' + "c,d\n" * 1000))
    assert len(rows) == 1001
    assert isinstance(rows[0][1], BrokenRecord)


def test_an_endless_cell_does_not_fill_the_memory(tmp_path: Path) -> None:
    line = "あ" * 1000 + "\n"
    rows = rows_of(text_file(tmp_path, 'a,"b\n' + line * (2 * LONGEST_LINE // len(line))))
    assert isinstance(rows[0][1], BrokenRecord)
    assert rows[1] == (2, ["あ" * 1000])


def test_a_file_of_stray_quotes_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="do not pair"):
        rows_of(text_file(tmp_path, '"a"b,c\n' * (sheets.MOST_BROKEN_RECORDS + 1)))


def test_what_stray_quotes_swallow_is_not_read_over_and_over(tmp_path: Path) -> None:
    """Each line closes a cell and opens another, so that every record goes on to the end of the file."""
    few = rows_of(text_file(tmp_path, "x,y\n" + 'a","b\n' * 500))
    assert [isinstance(cells, BrokenRecord) for _, cells in few] == [False] + [True] * 500
    many = text_file(tmp_path, "x,y\n" + 'a","b\n' * 300_000)
    start = time.process_time()
    with pytest.raises(KofukinError, match="do not pair"):
        rows_of(many)
    assert time.process_time() - start < 10


def test_nul_bytes_pass(tmp_path: Path) -> None:
    assert rows_of(text_file(tmp_path, "a\0b,c\n")) == [(1, ["a\0b", "c"])]


def test_a_text_file_has_no_sheets(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no sheets"):
        rows_of(text_file(tmp_path, "a,b\n"), wanted="Sheet1")


def test_a_long_file_is_not_held(tmp_path: Path) -> None:
    (sheet,) = sheets_in(csv_file(tmp_path, *([["a", "b"]] * 5000)))
    assert next(sheet.rows) == (1, ["a", "b"])
    assert sum(1 for _ in sheet.rows) == 4999


plain_cells = st.text(st.characters(codec="utf-8", exclude_characters='"\r\n\0'), max_size=8)
any_cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(st.lists(st.lists(any_cells, min_size=2, max_size=4).filter(any), min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_written_as_csv_is_read(tmp_path: Path, rows: list[list[str]]) -> None:
    path = csv_file(tmp_path, ["a,", "b,"], *rows)
    assert [cells for _, cells in rows_of(path, encoding="utf-8")] == [["a,", "b,"], *rows]


@given(st.text(st.sampled_from('a",\n\r\t ')))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_character_is_lost_to_quotes(tmp_path: Path, text: str) -> None:
    text = f"x,y\n{text}"
    rows = rows_of(text_file(tmp_path, text))
    read = "".join(cell for _, cells in rows for cell in cells)
    assert [sign for sign in read if sign == "a"] == [sign for sign in text if sign == "a"]


# Workbooks


def test_values_are_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["札幌市", 37000, 0.5, 11002.0, "=A1", True, "a\nb", None, "x"]]})
    (cells,) = [cells for _, cells in rows_of(path)]
    assert cells[:4] == ["札幌市", "37000", "0.5", "11002"]
    assert cells[5:] == ["True", "a\nb", "", "x"]


def test_rows_and_columns_of_a_sheet_keep_their_places(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [], [None, None, "c3"], [], [None, "b5"]]
    assert rows_of(workbook(tmp_path / "a.xlsx", {"一覧": rows})) == [(3, ["", "", "c3"]), (5, ["", "b5", ""])]


def test_merged_cells_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a", "b"]]}, merged=["A1:A3", "B1:C1"])
    (sheet,) = sheets_in(path)
    assert set(sheet.spans) == {Span(1, 0, 3, 0), Span(1, 1, 1, 2)}


def test_sheets_come_in_their_order_and_hidden_ones_are_marked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"H29": [["a"]], "作業用": [["b"]], "空": []}, hidden=["作業用"])
    assert [(sheet.name, sheet.is_hidden, len(list(sheet.rows))) for sheet in sheets_in(path)] == [
        ("H29", False, 1),
        ("作業用", True, 1),
        ("空", False, 0),
    ]


def test_one_sheet_is_picked_by_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"H29": [["a"]], "H30": [["b"]]}, hidden=["H30"])
    (sheet,) = sheets_in(path, "H30")
    assert (sheet.name, sheet.is_hidden, list(sheet.rows)) == ("H30", False, [(1, ["b"])])


def test_an_unknown_sheet_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        rows_of(workbook(tmp_path / "a.xlsx", {"H29": [["a"]], "H30": [["b"]]}), "H31")
    assert caught.value.hint is not None
    assert "H29, H30" in caught.value.hint.in_("en")


def test_a_chart_is_no_sheet_of_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "a"
    book.create_chartsheet("グラフ")
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [(1, ["a"])]


def test_a_workbook_with_macros_is_read_as_data(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]}).rename(tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro at all")
    assert rows_of(path) == [(1, ["a"])]


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一覧")
    for column, value in enumerate(["札幌市", 37000, 0.5]):
        sheet.write(1, column, value)
    sheet.write_merge(2, 3, 0, 0, "小樽市")
    book.save(str(tmp_path / "a.xls"))
    (found,) = sheets_in(tmp_path / "a.xls")
    assert list(found.rows)[:2] == [(2, ["札幌市", "37000", "0.5"]), (3, ["小樽市", "", ""])]
    assert found.spans == (Span(3, 0, 4, 0),)


@needs_libreoffice
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_formats_hold_the_same(tmp_path: Path, ending: str) -> None:
    rows: list[list[object]] = [["団体名", "国費"], ["札幌市", 37000], [None, 0.5], [], ["a\nb", None]]
    path = workbook(tmp_path / "a.xlsx", {"一覧": rows, "次": [[None, "b"]]})
    expected = [list(sheet.rows) for sheet in sheets_in(path)]
    assert [list(sheet.rows) for sheet in sheets_in(converted(path, ending))] == expected


# Workbooks that are none


def test_an_empty_file_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.touch()
    with pytest.raises(KofukinError, match="empty"):
        rows_of(path)


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xls", "ods"])
@pytest.mark.parametrize("data", [b"x", "国費\n".encode(), bytes(range(256)), b"PK\x05\x06" + bytes(18)])
def test_another_file_is_no_workbook(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    with pytest.raises(KofukinError, match="not a readable workbook") as caught:
        rows_of(path)
    assert caught.value.hint is not None


def test_a_workbook_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="no such file"):
        rows_of(tmp_path / "a.xlsx")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, kept: float) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a", 1]] * 50})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(KofukinError):
        rows_of(path)


def test_a_locked_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(KofukinError, match="password"):
        rows_of(path)


def test_an_old_workbook_under_a_new_ending_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(KofukinError, match=r"really a \.xls file"):
        rows_of(path)


def rewritten(path: Path, member: str, change: Callable[[str], str]) -> Path:
    """Change one member of a workbook."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1000000"><c r="ZZ1000000" t="inlineStr"><is><t></t></is></c></row>',
        f'<row r="2">{"<c><v>1</v></c>" * 100}</row><row r="1048576"><c><v>1</v></c></row>',
        "<row><c r='XFD1048576'><v>1</v></c></row>",
        '<row><c r\n =\t"XFD1048576"><v>1</v></c></row>',
        '<row><c r="xfd1048576"><v>1</v></c></row>',
        '<row><c r="&#88;FD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="AAAAAAAAAAAA1"><v>1</v></c></row>',
        f'<row r="{"9" * 5000}"><c r="B{"9" * 5000}"><v>1</v></c></row>',
    ],
)
def test_a_cell_in_the_farthest_corner_does_not_end_the_process(tmp_path: Path, row: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    rewritten(path, SHEET, lambda xml: xml.replace("</sheetData>", row + "</sheetData>"))
    with pytest.raises(KofukinError, match="reaches to") as caught:
        rows_of(path)
    assert caught.value.hint is not None


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize("member", ["xl/other/far.xml", "xl/worksheets/inner/far.xml", "XL/Worksheets/SHEET1.xml"])
def test_nor_does_one_in_a_sheet_that_lies_elsewhere(tmp_path: Path, member: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members[member] = members.pop(SHEET).replace("</sheetData>", FAR)
    relations = "xl/_rels/workbook.xml.rels"
    if not member.startswith("XL"):
        members[relations] = members[relations].replace(f"/{SHEET}", f"/{member}")
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    with pytest.raises(KofukinError, match="reaches to"):
        rows_of(path)


def test_cells_without_a_value_reach_nowhere(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    row = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    rewritten(path, SHEET, lambda xml: xml.replace("</sheetData>", row + "</sheetData>"))
    rewritten(path, SHEET, lambda xml: re.sub('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', xml))
    assert rows_of(path) == [(1, ["a"])]


def test_a_sheet_that_is_not_asked_for_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]], "次": [["b"]]})
    rewritten(path, "xl/worksheets/sheet2.xml", lambda xml: xml.replace("</sheetData>", FAR + " " * 2**21))
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 2**20)
    assert rows_of(path, "一覧") == [(1, ["a"])]
    with pytest.raises(KofukinError, match="more than 1 MiB"):
        rows_of(path, "次")
    monkeypatch.undo()
    with pytest.raises(KofukinError, match="reaches to"):
        rows_of(path, "次")


UNCLOSED = {
    SHEET: ('<row r="1" ' * 900, '<c r="A1" ' * 900, '<c r="A1">' * 900, '<col min="1" ' * 700, "<f>" * 3000),
    "xl/styles.xml": ("<numFmt " * 1300, '<numFmt numFmtId="1" ' * 500, "<xf " * 2500, "<cellXfs>" * 1000),
    "xl/workbook.xml": ("<sheet " * 1300, '<sheet name="a" ' * 600),
    "xl/_rels/workbook.xml.rels": ("<Relationship " * 700, '<Relationship Id="a" ' * 500),
}


@pytest.mark.parametrize(("member", "tags"), [(member, tags) for member, all_ in UNCLOSED.items() for tags in all_])
def test_tags_without_an_end_take_no_time(tmp_path: Path, member: str, tags: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    rewritten(path, member, lambda xml: xml.rpartition("</")[0] + tags)
    start = time.process_time()
    with pytest.raises(KofukinError, match="not a readable workbook"):
        rows_of(path)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        "<row " + "a" * 2**26,
        "<!--" + "-a" * 2**25,
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<cols><col min="1" max="16384" hidden="1"/>' + '<col min="2" max="16384" hidden="1"/>' * 20_000,
    ],
    ids=["tag", "comment", "entities", "columns"],
)
def test_what_the_parser_would_never_be_done_with_is_refused(tmp_path: Path, text: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    rewritten(path, SHEET, lambda xml: text + xml if "DOCTYPE" in text else xml.replace("<sheetData>", text))
    start = time.process_time()
    with pytest.raises(KofukinError, match="not a readable workbook"):
        rows_of(path)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("count", [2**32 - 1, 2**64 - 1])
def test_a_workbook_that_ends_the_library_ends_nothing_else(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_string(0, 0, "a")
    sound = rows_of(path)
    rewritten(path, "xl/sharedStrings.xml", lambda xml: xml.replace('uniqueCount="1"', f'uniqueCount="{count}"'))
    with pytest.raises(KofukinError, match=r"too much memory|not a readable workbook"):
        rows_of(path)
    rewritten(path, "xl/sharedStrings.xml", lambda xml: re.sub('uniqueCount="[0-9]+"', 'uniqueCount="1"', xml))
    assert rows_of(path) == sound == [(1, ["a"])]


def test_an_old_workbook_with_a_far_cell_ends_nothing_else(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一覧")
    sheet.write(0, 0, 1.5)
    sheet.write(65535, 255, 1.5)
    book.save(str(tmp_path / "a.xls"))
    data = (tmp_path / "a.xls").read_bytes()
    farther = data.replace(struct.pack("<HH", 65535, 255), struct.pack("<HH", 65535, 65535))
    assert farther != data
    (tmp_path / "a.xls").write_bytes(farther)
    with pytest.raises(KofukinError, match="too much memory"):
        rows_of(tmp_path / "a.xls")


def test_rows_of_two_sheets_are_read_in_turns(tmp_path: Path) -> None:
    rows = [[f"{number}"] for number in range(2500)]
    path = workbook(tmp_path / "a.xlsx", {"一": rows, "二": [["x"], *rows]})
    one, two = sheets_in(path)
    assert next(one.rows) == (1, ["0"])
    assert len(list(two.rows)) == 2501
    assert [cells for _, cells in one.rows] == rows[1:]


def test_a_far_row_alone_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    row = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    rewritten(path, SHEET, lambda xml: xml.replace("</sheetData>", row + "</sheetData>"))
    assert rows_of(path)[-1] == (1048576, ["1"])


@needs_libreoffice
def test_repeated_cells_of_an_ods_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = converted(workbook(tmp_path / "a.xlsx", {"一覧": [["a", 1]]}), "ods")
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
    row = f'<table:table-row table:number-rows-repeated="100000">{cell}</table:table-row>'
    blank = row.replace(' office:value-type="float" office:value="1"', "")
    rewritten(path, "content.xml", lambda xml: re.sub("</table:table>", blank + "</table:table>", xml, count=1))
    assert rows_of(path) == [(1, ["a", "1"])]
    rewritten(path, "content.xml", lambda xml: re.sub("</table:table>", row + "</table:table>", xml, count=1))
    with pytest.raises(KofukinError, match="by 1000 columns"):
        rows_of(path)


def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 2**20)
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(2**20))
    assert path.stat().st_size < 2**17
    with pytest.raises(KofukinError, match="more than 1 MiB"):
        rows_of(path)


def test_a_size_that_lies_is_noticed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a" * 50, n] for n in range(500)]})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    told = size.to_bytes(4, "little")
    assert data.count(told) >= 1
    path.write_bytes(bytes(data).replace(told, (100).to_bytes(4, "little")))
    with pytest.raises(KofukinError, match="not a readable workbook"):
        rows_of(path)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    path = workbook(tmp_path / "whole.xlsx", {"一覧": [["団体名", "事業名"], ["札幌市", 1.5]]}, merged=["A1:A2"])
    damaged = bytearray(path.read_bytes())
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), min_size=1, max_size=4)
    ):
        damaged[place * len(damaged) // 10_000] = byte
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(damaged)
    with contextlib.suppress(KofukinError):
        for sheet in sheets_in(path):
            list(sheet.rows)


def test_damaged_text_within_a_workbook_is_read_or_refused(tmp_path: Path) -> None:
    for tag in ("<v>", "</c>", "</row>", 'r="A1"', "<sheetData>", "t=", "?>"):
        path = workbook(tmp_path / "a.xlsx", {"一覧": [["札幌市", 1.5]]})
        rewritten(path, SHEET, partial(re.sub, re.escape(tag), "\x01&<", count=1))
        with contextlib.suppress(KofukinError):
            rows_of(path)


SPREADSHEET_XML = b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook/>'


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xls", "ods"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("団体名,国費\n札幌市,1\n".encode(), ".csv"),
        ("団体名,国費\n札幌市,1\n".encode("cp932"), ".csv"),
        ("団体名\t国費\n札幌市\t1\n".encode("utf-16"), ".tsv"),
        (b"<html><table>" * 50, ".html"),
        (b"\xef\xbb\xbf \r\n<TABLE border=1>", ".html"),
        (SPREADSHEET_XML, ".xml"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", ".mht"),
        (b"%PDF-1.7\n", ".pdf"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, ending: str, data: bytes, kind: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    with pytest.raises(KofukinError, match=rf"it is really a \{kind} file") as caught:
        rows_of(path)
    assert caught.value.hint == (importing.RENAME if kind in (".csv", ".tsv", ".pdf") else importing.SAVE_AGAIN)


def test_a_workbook_under_the_ending_of_another_kind_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一覧": [["a"]]})
    for ending in (".xls", ".ods"):
        with pytest.raises(KofukinError, match=r"it is really a \.xlsx file"):
            rows_of(path.rename(path.with_suffix(ending)))
        path.with_suffix(ending).rename(path)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    for ending in (".xls", ".xlsm"):
        with pytest.raises(KofukinError, match=r"it is really a \.ods file"):
            rows_of((tmp_path / "b.xlsx").rename(tmp_path / f"b{ending}"))
        (tmp_path / f"b{ending}").rename(tmp_path / "b.xlsx")


@pytest.mark.parametrize("repeated", ["<!--", "<![CDATA[", "<a ", "<?"])
def test_a_page_of_tags_that_nobody_closes_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repeated: str
) -> None:
    monkeypatch.setattr(html_tables, "BOUNDS", Bounds(seconds=1, megabytes=2048))
    path = tmp_path / "a.html"
    path.write_text(repeated * 400_000, encoding="utf-8")
    start = time.monotonic()
    with contextlib.suppress(KofukinError):
        html_tables.parsed(path, "utf-8")
    assert time.monotonic() - start < 20


def test_rows_that_a_page_hides_are_known_and_notes_join_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    row = "<tr{}><td>A</td><td>{}</td></tr>"
    rows = [
        row.format("", "1<sup>2</sup>00"),
        row.format(" hidden", "3"),
        row.format(' style="display: none"', "<s>4</s>"),
    ]
    path.write_text(f"<table><tr><th>N</th><th>M</th></tr>{''.join(rows)}</table>", encoding="utf-8")
    (sheet,) = sheets_in(path)
    assert [cells for _, cells in sheet.rows] == [["N", "M"], ["A", "1 [2] 00"], ["A", "3"], ["A", "#取消線 4"]]
    assert sheet.hidden_rows == {3, 4}


@pytest.mark.parametrize("text", ['[{"a": 1, "a": 2}]', '[{"a": "\\ud800"}]'])
def test_records_that_lose_a_value_or_half_a_character_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(KofukinError):
        list(sheets_in(tmp_path / "a.json"))
