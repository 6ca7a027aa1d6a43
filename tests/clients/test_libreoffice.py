"""What a spreadsheet program makes of our files: LibreOffice opens them and gives every value back."""

import csv
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from conftest import Kofukin

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def converted(path: Path, target: str, infilter: str | None = None) -> Path:
    """Let LibreOffice open ``path``, recalculate it and save it as ``target``, with a profile of its own."""
    profile = path.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS)
    command = [
        str(OFFICE), f"-env:UserInstallation=file://{profile}", "--headless",
        *([f"--infilter={infilter}"] if infilter else []),
        "--convert-to", target, "--outdir", str(path.parent / "out"), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (made,) = (path.parent / "out").iterdir()
    return made


def cells(path: Path, infilter: str | None = None) -> list[list[object]]:
    """Return the first sheet's values as LibreOffice holds them."""
    sheet = openpyxl.load_workbook(converted(path, "xlsx", infilter), data_only=True).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_workbook_keeps_every_value(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    columns = "id,municipality_code,name,subsidy_rate,national_funds_yen,partner_national_funds_yen"
    assert kofukin("list", "-c", columns, "--unit", "円", "-o", str(path)).code == 0
    wanted = kofukin("list", "-c", columns, "-f", "json").json
    rows = cells(path)[4:]
    as_people_read = {None: "-", "1": "10/10"}
    assert rows[:11] == [[as_people_read.get(value, value) for value in project.values()] for project in wanted]
    assert rows[11][4:] == [333_416_000, 274_318_000]


def test_the_totals_are_recalculated(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "totals.xlsx"
    assert kofukin("totals", "-o", str(path)).code == 0
    spoiled = tmp_path / "spoiled" / "totals.xlsx"
    spoiled.parent.mkdir()
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(spoiled, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"<v>333416</v>", b"<v>1</v>"))
    assert [row[:4] for row in cells(spoiled)[4:8]] == [
        ["Promotion", 8, 220_216, 138_323],
        ["Hub Development", 1, 41_000, "-"],
        ["Acceleration", 2, 72_200, 135_995],
        ["Total", 11, 333_416, 274_318],
    ]


@pytest.mark.parametrize(("encoding", "charset"), [("utf-8", "76"), ("cp932", "64")])
def test_a_csv_for_excel_keeps_every_value(kofukin: Kofukin, tmp_path: Path, encoding: str, charset: str) -> None:
    path = tmp_path / "list.csv"
    assert kofukin("list", "--excel", "--encoding", encoding, "-o", str(path)).code == 0
    header, *rows = cells(path, f"Text - txt - csv (StarCalc):44,34,{charset},1,,1041,false,false")
    assert header[1] == "Code"
    _, *written = csv.reader(path.read_text(encoding=encoding).splitlines())
    wanted = [[re.sub('^="(.*)"$', r"\1", text) for text in row] for row in written]
    assert [["" if value is None else str(value) for value in row] for row in rows] == wanted
    assert {"011002", "1/2", "37000000"} <= set(wanted[0])


def test_a_workbook_prints_on_one_page_across(kofukin: Kofukin, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    path = tmp_path / "list.xlsx"
    assert kofukin("list", "-o", str(path), "--lang", "ja").code == 0
    with pdfplumber.open(converted(path, "pdf")) as document:
        first = document.pages[0]
        assert (round(first.width), round(first.height)) == (842, 595)
        assert "sapporo-h28-women" in first.extract_text()
        assert "事業ごとの位置と根拠" in document.pages[1].extract_text()


def test_a_chart_is_never_cut_by_the_end_of_a_page(
    kofukin: Kofukin, tmp_path: Path, dataset_file: Callable[..., Path]
) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    for count in (3, 25, 60):
        folder = tmp_path / str(count)
        folder.mkdir()
        cities = [{"municipality": f"第{n:02}市", "national_funds_yen": 1_000_000 + n * 1_000} for n in range(count)]
        data, path = dataset_file(*cities), folder / "totals.xlsx"
        assert kofukin("totals", "--data", str(data), "--by", "municipality", "-o", str(path), "--lang", "ja").code == 0
        with pdfplumber.open(converted(path, "pdf")) as document:
            texts = [page.extract_text() for page in document.pages]
        (charted,) = [text for text in texts if re.search("^ *国費（千円）", text, re.MULTILINE)]
        drawn = charted[charted.rindex("国費（千円）") :]
        assert all(f"第{n:02}市" in drawn for n in range(min(count, 40)))
