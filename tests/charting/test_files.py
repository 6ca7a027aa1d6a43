import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops
from totals import EN, JA, totals

from datasets import dataset_of, project
from kofukin.charting import as_file, figures, files, font
from kofukin.charting.theme import DARK, LIGHT
from kofukin.render import Style
from kofukin.table import Table


def a_file(ending: str, table: Table, style: Style, is_auto: bool = False) -> bytes:
    return as_file(ending, table, style, figures.read(table, style), is_auto)


NS = {"svg": "http://www.w3.org/2000/svg"}
HOSTILE = "</script><img src=x onerror=alert(1)>\x1b[31m]]>&amp;\ufffe市"
SHOWN = "</script><img src=x onerror=alert(1)>[31m]]>&amp;市"


def written(text: str | bytes) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(text).iterfind(".//svg:text", NS)]


def dark(png: bytes) -> int:
    """Return how many pixels are as dark as text; the bars are lighter."""
    return sum(Image.open(io.BytesIO(png)).convert("L").histogram()[:80])


def hostile() -> Table:
    return totals("municipality,program", dataset_of(project("a", municipality=HOSTILE, national_funds_yen=5000)))


def test_the_svg_is_an_image_with_a_name_and_the_figures_in_words() -> None:
    root = ElementTree.fromstring(a_file(".svg", totals("program"), JA))
    title, description = root.find("svg:title", NS), root.find("svg:desc", NS)
    assert title is not None
    assert description is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "地方創生関連交付金の国費（交付金別）"
    assert "推進 220,216（北海道 138,323）" in (description.text or "")


def test_the_svg_holds_its_figures_as_text() -> None:
    texts = written(a_file(".svg", totals("program"), JA))
    assert {"推進", "220,216", "138,323", "加速化", "72,200", "拠点整備", "41,000"} <= set(texts)
    assert "国費（千円）　すべての事業　データ: 札幌市の地方創生関連交付金事業 2026.11.27" in texts


def inside(table: Table) -> str:
    """Return the picture that stands in a page."""
    page = a_file(".html", table, JA).decode()
    return page[page.index("<svg") : page.index("</svg>")]


def test_an_svg_in_a_page_has_ids_of_its_own_and_needs_no_unsafe_inline() -> None:
    one, other = inside(totals("program")), inside(totals("year"))
    ids = [re.findall(r'\bid="([^"]+)"', text) for text in (one, other)]
    assert len({*ids[0], *ids[1]}) == 4
    for text in (one, other):
        assert not re.search(r"<(style|script|foreignObject|image|use|a)\b|\s(style|on\w+|(xlink:)?href)=|url\(", text)


@pytest.mark.parametrize("ending", list(files.ENDINGS))
def test_the_same_table_gives_the_same_bytes(ending: str) -> None:
    table = totals("year,program")
    times = 7 if ending == ".pdf" else 2  # the renderer's order of a PDF's two fonts is a matter of chance
    assert len({a_file(ending, table, EN) for _ in range(times)}) == 1


@pytest.mark.parametrize("ending", [".svg", ".html"])
def test_svg_and_html_need_no_font_here(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = totals("program")
    expected = a_file(ending, table, JA)
    monkeypatch.setattr(font, "system_folders", list)
    assert a_file(ending, table, JA) == expected


@pytest.mark.parametrize("ending", [".png", ".pdf"])
def test_png_and_pdf_need_no_font_but_that_of_the_extra(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font, "system_folders", list)
    drawn = a_file(ending, totals("program"), JA)
    if ending == ".png":
        assert dark(drawn) > 10_000
    else:
        assert b"+NotoSansCJKjp-Regular" in drawn


def test_the_png_shows_each_character_as_itself() -> None:
    """A box would be the same picture for each character that the font lacks."""
    pictures: list[Image.Image] = []
    for name in ("雪", "花", "石"):
        table = totals("municipality", dataset_of(project("a", municipality=name, national_funds_yen=1000)))
        pictures.append(Image.open(io.BytesIO(a_file(".png", table, JA))).convert("L"))
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert ImageChops.difference(pictures[one], pictures[other]).getbbox() is not None


def renamed(path: Path, name: str) -> Path:
    """Write a copy of the bundled font that bears another name, in which only its files differ."""
    original = "NotoSansCJKjp-Regular"
    data = font.bundled().path.read_bytes()
    for encoding in ("ascii", "utf-16-be"):
        data = data.replace(original.encode(encoding), name.ljust(len(original), "x").encode(encoding))
    path.write_bytes(data.replace("Noto Sans CJK JP".encode("utf-16-be"), name.ljust(16).encode("utf-16-be")))
    return path


def test_a_named_font_is_used_each_time_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setenv("KOFUKIN_FONT", str(renamed(tmp_path / "own.otf", "ZzGothic")))
    for _ in range(2):
        assert b"+ZzGothic" in a_file(".pdf", totals("program"), JA)
    assert list(temporary.iterdir()) == []
    assert "ZzGothic" in inside(totals("program"))


def pdf_text(data: bytes) -> str:
    pdfplumber = pytest.importorskip("pdfplumber", reason="the import extra is not installed")
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_the_pdf_holds_its_japanese_as_text() -> None:
    text = pdf_text(a_file(".pdf", totals("program"), JA))
    for expected in ("地方創生関連交付金の国費（交付金別）", "拠点整備", "220,216", "国費は札幌市の分"):
        assert expected in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_strict_reader_finds_nothing_to_repair_in_the_pdf(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    path.write_bytes(a_file(".pdf", totals("program"), JA))
    assert subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stderr == b""


@pytest.mark.parametrize("ending", list(files.ENDINGS))
def test_what_has_no_bar_is_summed_in_each_ending(ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(figures, "MOST_BARS", 3)
    cities = [project(f"p{n}", municipality=f"{n}市", national_funds_yen=n * 1_000_000) for n in range(1, 8)]
    drawn = a_file(ending, totals("municipality", dataset_of(*cities)), JA)
    if ending == ".svg":
        assert {"7市", "6市", "ほか 5", "15,000"} <= set(written(drawn))
        assert "棒があるのは額の大きい 2 だけ。残りの 5 は最後の行に合計した" in written(drawn)
    elif ending == ".html":
        page = drawn.decode()
        assert "1市" in page.split("</figure>")[1], "the table has every row"
        assert all(text in page.split("</figure>")[0] for text in ("ほか 5", "15,000", "残りの 5 は最後の行に合計した"))
    elif ending == ".png":
        assert Image.open(io.BytesIO(drawn)).height < 1500
    else:
        text = pdf_text(drawn)
        assert "ほか 5 15,000" in text
        assert "1市" not in text


def test_the_page_loads_nothing_and_has_the_figures_as_a_table() -> None:
    page = a_file(".html", totals("program"), JA).decode()
    assert re.search(r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='", page)
    assert not re.search(r"<(script|link|img|iframe)\b|\b(src|href)=|@import|url\(", page)
    rows = re.findall(r"<tr>(.*?)</tr>", page)
    assert [re.sub("<[^>]+>", "|", row).strip("|").split("||")[0] for row in rows] == [
        *("交付金", "推進", "拠点整備", "加速化", "合計")
    ]
    assert '<td class="n">333,416</td>' in rows[-1]
    assert "<li>国費は札幌市の分</li>" in page
    assert page.count("<svg") == 1


def test_hostile_names_stay_text() -> None:
    drawn = written(a_file(".svg", hostile(), JA))
    assert SHOWN in " ".join(drawn)
    page = a_file(".html", hostile(), JA).decode()
    assert "<img" not in page
    assert "</script" not in page
    assert "\x1b" not in page
    assert "&lt;img src=x" in page


def test_nothing_matched_is_a_whole_file_that_says_so() -> None:
    from kofukin.filters import Filters

    table = totals("program", filters=Filters(words=("どこにもない",)))
    assert "当てはまる事業はありません" in written(a_file(".svg", table, JA))
    assert "当てはまる事業はありません" in a_file(".html", table, JA).decode()
    assert a_file(".png", table, JA).startswith(b"\x89PNG")
    assert a_file(".pdf", table, JA).startswith(b"%PDF")


def test_a_page_has_a_picture_for_each_ground_of_which_its_reader_sees_one() -> None:
    page = a_file(".html", totals("program"), JA, is_auto=True).decode()
    assert page.count("<svg") == 2
    assert "prefers-color-scheme: dark" in page
    light, dark_one = (page.index(f'fill="{theme.ground}"') for theme in (LIGHT, DARK))
    assert page.index('<div class="light">') < light < page.index('<div class="dark">') < dark_one
    assert len(set(re.findall(r'\bid="([^"]+)"', page))) == 4


def test_a_picture_on_a_dark_ground_has_light_ink() -> None:
    table = totals("program")
    picture = Image.open(io.BytesIO(as_file(".png", table, JA, figures.read(table, JA, theme=DARK)))).convert("RGB")
    assert picture.getpixel((3, 3)) == (0x1B, 0x1E, 0x23)
    brightest = sum(picture.convert("L").histogram()[230:])
    assert brightest > 3_000
