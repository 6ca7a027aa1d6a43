"""Makes the READMEs' pictures with the program itself: ``python scripts/make_pictures.py``.

Needs the extra ``report``, playwright with Chromium, LibreOffice and poppler (scripts/install-debian-packages).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PROGRAM = str(Path(sys.executable).with_name("kofukin"))


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    for language in ("en", "ja"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            kofukin(
                "chart", "--by", "year,program", "-o", str(IMAGES / f"chart.{language}.svg"), "--force", lang=language
            )
            workbook(folder, language)
            report(folder, language)


def kofukin(*arguments: str, lang: str) -> None:
    subprocess.run([PROGRAM, *arguments, "--lang", lang], check=True)


def workbook(folder: Path, language: str) -> None:
    """Let LibreOffice print the workbook, and keep the part of the page that is not white."""
    kofukin("totals", "-o", str(folder / "totals.xlsx"), lang=language)
    office = str(shutil.which("soffice"))
    subprocess.run(
        [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "totals.xlsx")],
        check=True,
        capture_output=True,
    )
    crop = ["-x", "70", "-y", "70", "-W", "1060", "-H", "340"]
    target = IMAGES / f"workbook.{language}"
    command = ["pdftoppm", "-png", "-r", "100", "-f", "1", "-l", "1", "-singlefile", *crop]
    subprocess.run([*command, str(folder / "totals.pdf"), str(target)], check=True)


def report(folder: Path, language: str) -> None:
    """Take a picture of the page with a search typed into it."""
    kofukin("report", "-o", str(folder / "report.html"), lang=language)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 620})
        page.goto((folder / "report.html").as_uri())
        page.locator("input[type=search]").fill("ict")
        page.wait_for_timeout(500)
        page.locator("details").first.click()
        page.locator("input[type=search]").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('input[type=search]').closest('section').scrollIntoView()")
        page.screenshot(path=IMAGES / f"report.{language}.png")
        browser.close()


if __name__ == "__main__":
    main()
