"""Makes the pictures of the READMEs and the recipes with the program itself: ``python scripts/make_pictures.py``.

Needs the extra ``report``, playwright with Chromium, LibreOffice and poppler (scripts/install-debian-packages). Look at
every picture before committing it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps
from playwright import sync_api

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PROGRAM = str(Path(sys.executable).with_name("kofukin"))
MARGIN = 12
COLOURS = 64
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include>/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>游ゴシック</string></test>
<edit name="family" mode="assign" binding="same"><string>Noto Sans CJK JP</string></edit></match>
</fontconfig>
"""
"""The workbook asks for a font of Windows; without a likeness, letters and kanji would come from different fonts."""


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    for language in ("en", "ja"):
        with tempfile.TemporaryDirectory() as name:
            chart(language)
            workbook(Path(name), language)
            report(Path(name), language)


def kofukin(*arguments: str, lang: str) -> None:
    subprocess.run([PROGRAM, *arguments, "--lang", lang], check=True)


def installed(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        sys.exit(f"{program} is not installed: see scripts/install-debian-packages")
    return path


def chart(language: str) -> None:
    kofukin("chart", "--by", "year,program", "-o", str(IMAGES / f"chart.{language}.svg"), "--force", lang=language)


def workbook(folder: Path, language: str) -> None:
    """Let LibreOffice print the workbook, and keep the part of the first page that is not white."""
    kofukin("totals", "-o", str(folder / "totals.xlsx"), lang=language)
    (folder / "fonts.conf").write_text(FONTS, encoding="utf-8")
    office = [installed("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", str(folder), str(folder / "totals.xlsx")],
        check=True,
        capture_output=True,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )
    draw = [installed("pdftoppm"), "-png", "-r", "110", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*draw, str(folder / "totals.pdf"), str(folder / "page")], check=True)
    page = Image.open(folder / "page.png").convert("RGB")
    page = page.crop((0, 0, page.width, page.height * 9 // 10))  # without the page number at the foot
    drawn = page.crop(ImageOps.invert(page).getbbox())
    save(ImageOps.expand(drawn, MARGIN, "white"), f"workbook.{language}.png")


def report(folder: Path, language: str) -> None:
    """Take a picture of the page's head and totals as one of its addresses shows them: the projects of H29."""
    kofukin("report", "-o", str(folder / "report.html"), lang=language)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 1050})
        page.goto(f"{(folder / 'report.html').as_uri()}#year=H29")
        sync_api.expect(page.locator("#projects > tbody:visible")).to_have_count(5)
        page.screenshot(path=folder / "report.png")
        browser.close()
    save(Image.open(folder / "report.png").convert("RGB"), f"report.{language}.png")


def save(picture: Image.Image, name: str) -> None:
    """Save a picture in few colours: on screen it looks the same, and a clone stays small."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


if __name__ == "__main__":
    main()
