"""Kinds of files, files that are none, and what the command does besides: exit codes, formats, streams."""

import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from conftest import Kofukin, Process
from kofukin.verifying import showing

FOUND = "国費 41,000千円"
WORD = (
    '<w:document xmlns:w="w"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>平成29年度</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>推進交付金は128,</w:t></w:r><w:r><w:t>709千円、</w:t></w:r><w:del><w:r>"
    "<w:delText>1円</w:delText></w:r></w:del><w:r><w:t>加速化交付金は72,200千円。</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>（単位：千円）</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>国費</w:t></w:r>"
    "</w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>拠点整備</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>41,000</w:t>"
    "</w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)


def word_file(path: Path, document: str, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
    return path


def test_a_word_document_gives_its_paragraphs_headings_and_tables(kofukin: Kofukin, tmp_path: Path) -> None:
    rows = kofukin("verify", str(word_file(tmp_path / "a.docx", WORD)), "-f", "json").json
    assert [(row["place"], row["written"], row["verdict"]) for row in rows] == [
        ("paragraph 2", "128,709千円", "found"),
        ("paragraph 2", "72,200千円", "near"),
        ("table 1, row 2", "41,000", "found"),
    ]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


AINU = "ＩＣＴを活用したアイヌ文化発信の空間整備事業"


def row_of(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def words_of(kofukin: Kofukin, path: Path) -> list[tuple[str, str, str]]:
    rows = kofukin("verify", str(path), "-f", "json", KOFUKIN_LANG="en").json
    return [(row["place"], row["written"], row["verdict"]) for row in rows]


def test_a_word_document_is_read_as_its_reader_sees_it(kofukin: Kofukin, tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('国費72,200千円')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('国費は')}<w:ins>{run('41,')}</w:ins><w:del><w:r><w:delText>1</w:delText></w:r></w:del>"
        f"{run('000千円')}"
        f"<w:moveFrom>{run('、1円')}</w:moveFrom></w:p>"
        f"<w:p>{run('平成29年度の')}<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent>{run('国費は169,709千円')}</w:p>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>ほっかいどう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>北海道</w:t></w:r>"
        f"</w:rubyBase></w:ruby></w:r>{run('の国費は2,997千円')}</w:p>"
    )
    path = word_file(tmp_path / "a.docx", f'<w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>')
    assert words_of(kofukin, path) == [
        ("paragraph 1", "41,000千円", "found"),
        ("paragraph 2", "72,200千円", "found"),
        ("paragraph 3", "169,709千円", "found"),
        ("paragraph 4", "2,997千円", "found"),
    ]


def test_a_cell_that_goes_on_downwards_says_the_same_of_each_row(kofukin: Kofukin, tmp_path: Path) -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = "".join(
        [
            row_of(cell("年度"), cell("事業名"), cell("国費（千円）")),
            row_of(cell("H28", begins), cell("なでしこ応援・女性の活躍推進事業"), cell("12,700")),
            row_of(cell("", goes_on), cell(AINU), cell("41,000")),
            row_of(cell("合計", '<w:gridSpan w:val="2"/>'), cell("53,700")),
        ]
    )
    document = f'<w:document xmlns:w="w"><w:body><w:tbl>{table}</w:tbl></w:body></w:document>'
    verdicts = [verdict for *_, verdict in words_of(kofukin, word_file(tmp_path / "a.docx", document))]
    assert verdicts == ["found", "near", "not in the data"]


def test_notes_headers_and_footers_of_a_word_document_are_read_after_its_text(kofukin: Kofukin, tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", f'<w:document xmlns:w="w"><w:p>{run("国費41,000千円")}</w:p></w:document>')
    with zipfile.ZipFile(path, "a") as archive:
        for name, text in (("footnotes", "うち1円"), ("header1", "国費72,200千円"), ("footer2", "2円")):
            archive.writestr(f"word/{name}.xml", f'<w:x xmlns:w="w"><w:p>{run(text)}</w:p></w:x>')
        archive.writestr("word/comments.xml", "<w:x>")
    assert words_of(kofukin, path) == [
        ("paragraph 1", "41,000千円", "found"),
        ("footnotes, paragraph 1", "1円", "not in the data"),
        ("header, paragraph 1", "72,200千円", "found"),
        ("footer, paragraph 1", "2円", "not in the data"),
    ]


def test_a_workbook_gives_its_sheets(kofukin: Kofukin, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("集計")
        for row, cells in enumerate([["年度", "国費（千円）"], ["H28", 163707], ["H29", 163707]]):
            sheet.write_row(row, 0, cells)
    rows = kofukin("verify", str(tmp_path / "a.xlsx"), "-f", "json").json
    assert [(row["place"], row["verdict"]) for row in rows] == [
        ("sheet 集計, row 2", "found"),
        ("sheet 集計, row 3", "near"),
    ]


def test_a_number_of_a_workbook_that_shows_another_than_it_holds_is_never_found(
    kofukin: Kofukin, tmp_path: Path
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("集計")
        sheet.write_row(0, 0, ["事業名", "国費（千円）"])
        for row in range(1, 5):
            sheet.write(row, 0, AINU)
        sheet.write_number(1, 1, 41000, book.add_format({"num_format": '#,##0"千円"'}))
        sheet.write_number(2, 1, 41000, book.add_format({"num_format": "#,##0,"}))
        sheet.write_number(3, 1, 41000, book.add_format({"font_strikeout": True}))
        sheet.write_formula(4, 1, "=41000+A1", None, "")
    rows = kofukin("verify", str(tmp_path / "a.xlsx"), "-f", "json", KOFUKIN_LANG="en").json
    assert [(row["verdict"], row["difference"]) for row in rows] == [
        ("found", None),
        *[("not in the data", "cannot be read as an amount in yen")] * 3,
    ]


def test_the_totals_of_our_own_workbook_are_found(kofukin: Kofukin, tmp_path: Path) -> None:
    kofukin("totals", "--by", "year,program", "-o", str(tmp_path / "a.xlsx"))
    outcome = kofukin("verify", str(tmp_path / "a.xlsx"), "-f", "json")
    totals = [row for row in outcome.json if row["place"].startswith("sheet Totals")]
    assert [row["verdict"] for row in totals] == ["found"] * 9


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"text", "not a readable Word document (.docx)"),
        ("a.docx", b"", "the file is empty"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "it is locked by a password"),
        ("a.docx", b"%PDF-1.7", "it is really a .pdf file"),
        ("a.xlsx", b"text", "not a readable workbook"),
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b"\xff\xfe\x00", "not utf-16"),
        ("a.txt", b"\x81\xff\xff", "neither UTF-8 (line 1) nor Shift_JIS"),
        ("a.txt", b"PK\x03\x04", "it is really a .xlsx file"),
        ("a.pdf", b"%PDF-1.7", ".pdf files are not read"),
        ("a.doc", b"\xd0\xcf\x11\xe0", ".doc files are not read"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("a.png", b"\x89PNG", "no format has that file ending"),
        ("a.docx", b"PK\x05\x06" + b"\0" * 18, "not a readable Word document"),
        ("a.txt", "国費 1円、".encode() * 80_000, "line 1 is too long (at most 1 MB)"),
    ],
)
def test_a_file_that_cannot_be_read_has_one_clear_line(
    kofukin: Kofukin, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    outcome = kofukin("verify", str(tmp_path / name))
    assert outcome.code == (2 if name in ("a.pdf", "a.doc", "a.xls", "a.png") else 1)
    assert reason in outcome.err
    assert len(outcome.err.splitlines()) <= 2
    assert outcome.out == ""


@pytest.mark.parametrize("path", ["/dev/null", "/nowhere.txt", "/"])
def test_what_is_no_file_has_one_clear_line(kofukin: Kofukin, path: str) -> None:
    outcome = kofukin("verify", path)
    assert (outcome.code, len(outcome.err.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("<w:p>" + " " * 70_000_000, "it unpacks to more than 64 MB"),
        ('<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>', "XML with entities of its own"),
        ("<w:document " + 'a="' + "x" * 5_000_000, "not a readable Word document"),
        ("<w:p>", "not a readable Word document"),
    ],
    ids=["bomb", "entities", "a tag without an end", "cut"],
)
def test_a_hostile_word_document_is_refused(kofukin: Kofukin, tmp_path: Path, document: str, reason: str) -> None:
    outcome = kofukin("verify", str(word_file(tmp_path / "a.docx", document)))
    assert outcome.code == 1
    assert reason in outcome.err


@pytest.mark.parametrize(
    "text",
    [
        "1" * 500_000 + "円",
        "千" * 300_000 + "円",
        "(" * 100_000 + "41,000千円",
        " " * 500_000 + "円",
        "平成28年度と" * 30_000 + "41,000千円",
        "「事業」" * 50_000 + "1円",
        "|" * 300_000 + "\n|1|\n",
        "国費  北海道\n" + ("  ".join(["1"] * 3000) + "\n") * 50,
        "\x1b[31m国費\x00 41,000千円\u202e",
        "9" * 39 + "円 △" + "9" * 30 + "億円",
        "1,000, " * 6_000 + "1,000 yen",
        "H28とH29はそれぞれ1円、2円、" * 1_000,
        "まちづくり" * 6_000 + "事業に1円",
        "アイヌ文化" * 5_000 + "1円",
        "年度,国費（千円）\n" * 300 + "H28,1\n",
        "- 年度: H28\n" * 2_000 + "- 国費: 1円\n",
        "  " * 2_000 + "- a\n" + "".join(" " * depth + "- b\n" for depth in range(500)) + "1円",
    ],
)
def test_a_hostile_text_takes_no_time_and_breaks_nothing(kofukin: Kofukin, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    outcome = kofukin("verify", str(tmp_path / "a.txt"))
    assert outcome.code in (0, 1)
    assert "internal" not in outcome.err
    assert "\x1b" not in outcome.out


def test_the_exit_code_says_whether_all_are_found(process: Process) -> None:
    assert process("verify", "-", stdin=FOUND.encode()).returncode == 0
    assert process("verify", "-", stdin="国費 41,001千円".encode()).returncode == 1
    assert process("verify").returncode == 2
    none = process("verify", "-", stdin=b"nothing", env={"KOFUKIN_LANG": "en"})
    assert (none.returncode, none.stdout, none.stderr) == (0, b"", b"note: no amount of money in stdin\n")


def test_machines_get_a_header_also_where_there_is_no_amount(process: Process) -> None:
    assert process("verify", "-", "-f", "csv", stdin=b"nothing").stdout.startswith(
        b"place,line,offset,column,text,written,amount_yen"
    )
    assert process("verify", "-", "-f", "json", stdin=b"nothing").stdout.strip() == b"[]"


def test_filters_say_which_projects_count(process: Process) -> None:
    assert process("verify", "-", "--year", "H28", stdin=FOUND.encode()).returncode == 1
    assert process("verify", "-", "--year", "H29", stdin=FOUND.encode()).returncode == 0


def test_columns_and_files_work_as_for_list(kofukin: Kofukin, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FOUND, encoding="utf-8")
    text = str(tmp_path / "a.txt")
    assert kofukin("verify", text, "-f", "csv", "-c", "verdict,ids").out == "verdict,ids\r\nfound,sapporo-h29-ainu\r\n"
    assert kofukin("verify", text, "-c", "nope").code == 2
    for ending in (".csv", ".xlsx", ".md", ".jsonl"):
        assert kofukin("verify", text, "-o", str(tmp_path / f"out{ending}")).code == 0
    assert zipfile.is_zipfile(io.BytesIO((tmp_path / "out.xlsx").read_bytes()))
    assert kofukin("verify", text, "-o", str(tmp_path / "out.csv")).code == 1


def test_each_line_fits_a_window_of_80_columns(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kofukin.cli import writing
    from kofukin.text.display_width import display_width

    monkeypatch.setattr(writing, "stdout_is_terminal", lambda: True)
    (tmp_path / "a.txt").write_text(f"{FOUND}、" * 20, encoding="utf-8")
    for language in ("ja", "en"):
        lines = kofukin("verify", str(tmp_path / "a.txt"), KOFUKIN_LANG=language, COLUMNS="80", NO_COLOR="1").lines
        assert max(map(display_width, lines)) <= 80


@pytest.mark.parametrize("page", ["verify.md", "verify.ja.md"])
def test_the_page_says_which_fields_there_are(page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    rows = text.split("|---|---|\n")[-1]
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == list(showing.NAMES)


def test_an_amount_is_where_its_offset_and_column_say(kofukin: Kofukin, tmp_path: Path) -> None:
    long_line = f"{'、' * 5_000}国費は 41,000千円です。"
    lines = [
        "国費は72,200千円、41,000千円。",
        "| 年度 | 国費（千円） |",
        "|---|--:|",
        "| H28 | 163,707 |",
        long_line,
        "",
    ]
    lines += ["国費は41,", "000千円"]
    (tmp_path / "a.md").write_text("\n".join(lines), encoding="utf-8")
    rows = kofukin("verify", str(tmp_path / "a.md"), "-f", "json").json
    for row in rows[:-1]:
        assert lines[row["line"] - 1].startswith(row["written"], row["offset"])
    assert [row["column"] for row in rows] == [None, None, 2, None, None]
    assert (rows[-1]["line"], rows[-1]["offset"], rows[-1]["written"]) == (8, 0, "41,000千円")
