"""The report in a browser, opened from the disk as a reader would: Debian's Chromium, driven by playwright."""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Kofukin
from datasets import dataset_of, opened, project

pytest.importorskip("jinja2", reason="the report extra is not installed")

from kofukin import report
from kofukin.filters import Filters
from kofukin.messages import LANGUAGES, Language
from kofukin.model.amounts import Unit, show
from kofukin.model.project import Dataset, Partner
from kofukin.render import Style
from kofukin.text.folding import fold

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
AT_FIRST = 100


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


def written(path: Path, *datasets: Dataset, language: Language = "ja", unit: Unit = Unit.THOUSAND) -> Path:
    with opened(*datasets) as connection:
        html = "".join(report.html(connection, Filters(), Style(language, unit)))
    path.write_text(html, encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Path]:
    return {language: written(folder / f"{language}.html", language=language) for language in LANGUAGES}


class Opened:
    """A page that is open, and everything it complained of or asked for."""

    def __init__(self, browser: Any, path: Path, address: str = "", **context: Any) -> None:
        self.context = browser.new_context(**{"viewport": DESK, "locale": "ja-JP", **context})
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri() + address)
        if context.get("java_script_enabled", True):
            self.page.wait_for_selector("html.ready", state="attached")
        self.path = path

    def _refuse(self, dialog: Any) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []
        assert {request.split("#")[0] for request in self.requests} == {self.path.as_uri()}

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.context.close()

    def names(self) -> list[str]:
        self.page.wait_for_timeout(50)  # rows are placed a moment after the sums
        names: list[str] = self.page.locator("#projects > tbody:visible > tr > th").all_inner_texts()
        return names

    def text(self, element: str) -> str:
        return str(self.page.locator(f"#{element}").inner_text())

    def search(self, words: str) -> list[str]:
        """Type the words and return the names that are left, once the page has settled."""
        self.page.fill("#words", words)
        self.page.wait_for_timeout(200)
        return self.names()

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def sapporo(browser: Any, pages: dict[str, Path]) -> Iterator[Opened]:
    with Opened(browser, pages["ja"]) as opened_page:
        yield opened_page


def test_searching_finds_what_the_program_finds(sapporo: Opened) -> None:
    one = ("ict", "ＩＣＴ", "あいぬ", "it産業", "ＩＴ　産業", '"IT 産業"', "産業 健康")
    either = dict.fromkeys(("観光|産業", "観光｜産業", "観光 | 産業", "|観光|産業|"), 4) | {"観光|産業 健康": 1, "|": 0}
    for words, count in {**dict.fromkeys(one, 1), **either, "産業": 2, "北海道": 5, "ない言葉": 0, "": 11}.items():
        assert len(sapporo.search(words)) == count, words
        assert sapporo.text("sum-count") == ("11 件" if count == 11 else f"11 件のうち {count} 件")
        assert sapporo.page.locator("#none").is_visible() == (count == 0)
        assert sapporo.page.locator("#projects").is_visible() == (count > 0)


def test_totals_follow_the_filters_and_are_never_added(sapporo: Opened) -> None:
    def sums() -> tuple[str, str, str]:
        return sapporo.text("sum-count"), sapporo.text("sum-funds"), sapporo.text("sum-partner-funds")

    page = sapporo.page
    assert sums() == ("11 件", "333,416 千円", "274,318 千円")
    assert page.locator("#sum-shares-missing").is_visible()
    page.select_option("#year", "H29")
    assert sums() == ("11 件のうち 5 件", "169,709 千円", "2,997 千円")
    assert not page.locator("#sum-shares-missing").is_visible()
    page.select_option("#application", "single")
    assert sums() == ("11 件のうち 4 件", "132,709 千円", "共同申請なし")
    page.select_option("#program", "kyoten")
    assert sums() == ("11 件のうち 1 件", "41,000 千円", "共同申請なし")
    page.select_option("#program", "kasokuka")
    assert sums() == ("11 件のうち 0 件", "記載なし", "共同申請なし")
    page.click("button[type=reset]")
    assert sums() == ("11 件", "333,416 千円", "274,318 千円")


def test_every_column_sorts_both_ways_and_back_and_the_unknown_stays_last(sapporo: Opened) -> None:
    page, as_given = sapporo.page, sapporo.names()
    for column, header in enumerate(page.locator("#projects thead th").all()):
        cells = f"#projects tbody tr:first-child > :nth-child({column + 1})"
        seen = []
        for _ in range(2):
            header.locator("button").click()
            seen.append((header.get_attribute("aria-sort"), page.locator(cells).all_inner_texts()))
        assert {direction for direction, _ in seen} == {"ascending", "descending"}
        up, down = ([text for text in dict(seen)[way] if text != "-"] for way in ("ascending", "descending"))
        assert list(dict.fromkeys(up)) == list(reversed(dict.fromkeys(down)))
        assert all(text == "-" for _, texts in seen for text in texts[len(up) :])
        if "number" in (header.get_attribute("class") or ""):
            amounts = [int(text.replace(",", "")) for text in up]
            assert amounts == sorted(amounts)
        assert page.locator("#order").input_value().startswith(f"{column} ")
        header.locator("button").click()
        assert header.get_attribute("aria-sort") is None
        assert sapporo.names() == as_given


def test_sorting_keeps_the_focus_where_the_reader_left_it(sapporo: Opened) -> None:
    button = sapporo.page.locator("#projects thead button").nth(4)
    button.focus()
    sapporo.page.keyboard.press("Enter")
    assert button.evaluate("button => button === document.activeElement")


def test_details_open_and_the_citation_can_be_copied(browser: Any, pages: dict[str, Path]) -> None:
    with Opened(browser, pages["ja"], permissions=["clipboard-read", "clipboard-write"]) as found:
        body = found.page.locator("#project-sapporo-h29-ainu")
        body.locator("summary").click()
        citation = body.locator(".citation > span").inner_text()
        assert "41,000,000 円" in citation
        body.get_by_role("button", name="引用をコピー").click()
        body.get_by_role("button", name="コピーしました").wait_for()
        assert found.page.evaluate("navigator.clipboard.readText()") == citation
        body.locator("summary").click()
        body.locator("summary").click()
        assert body.locator(".citation button").count() == 1


def test_a_link_to_a_related_project_finds_it_behind_a_filter(sapporo: Opened) -> None:
    page = sapporo.page
    page.select_option("#year", "H29")
    page.locator("#project-sapporo-h29-youth summary").click()
    page.get_by_role("link", name="sapporo-h28-youth").click()
    related = page.locator("#project-sapporo-h28-youth")
    related.locator("details[open]").wait_for()
    assert related.is_visible()
    assert page.locator("#year").input_value() == "*"


def test_the_script_folds_every_character_as_the_program_does(sapporo: Opened) -> None:
    texts = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")]
    texts += [
        "ＩＣＴ",
        "I\u3000C\nT",
        "か\u3099",
        "ｶﾞｱｲﾇ",
        "ΑΣ ΣΑΣ",
        "㈱ Straße",
        "İıſ",
        "ﾊﾟｰ‐‑–—―−ー〜～∼",
        "e\u0301\u0323",
        "ꭰᏸ",
    ]
    folded = sapporo.page.evaluate("texts => texts.map(fold)", texts)
    assert [text for text, own in zip(texts, folded, strict=True) if own != fold(text)] == []


@pytest.mark.parametrize("unit", Unit)
def test_the_script_adds_and_shows_amounts_exactly(browser: Any, folder: Path, unit: Unit) -> None:
    yen = [10**15, 10**15 - 1, 1_234_567, 1, 0, 999, 1_000, -1_500, -1, -(10**9) - 1]
    projects = [project(f"p{place}", national_funds_yen=amount) for place, amount in enumerate(yen)]
    path = written(folder / f"{unit.name}.html", dataset_of(*projects), unit=unit)
    decimals = len(str(unit.value)) - 1  # one of them is a yen off
    with Opened(browser, path) as found:
        assert found.text("sum-funds") == f"{show(sum(yen), unit, decimals)} {unit.label.ja}"
        for place, amount in enumerate(yen):
            assert found.search(f"p{place}") == [f"p{place}"]
            assert found.text("sum-funds") == f"{show(amount, unit, decimals)} {unit.label.ja}"
            assert found.page.locator("#projects td.number").first.inner_text() == show(amount, unit, decimals)


def test_amounts_that_are_not_stated_are_said_and_are_not_nought(browser: Any, folder: Path) -> None:
    joint = project("joint", partners=(Partner("北海道"), Partner("町")))
    path = written(
        folder / "unknown.html", dataset_of(project("known", national_funds_yen=5000), project("bare"), joint)
    )
    with Opened(browser, path) as found:
        assert found.text("sum-funds") == "5 千円"
        assert "2 件" in found.text("sum-funds-missing")
        found.search("joint")
        assert (found.text("sum-funds"), found.text("sum-partner-funds")) == ("記載なし", "記載なし")
        assert "1 件" in found.text("sum-funds-missing")
        assert "2 件" in found.text("sum-shares-missing")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_barrier(
    browser: Any, pages: dict[str, Path], language: Language, viewport: dict[str, int], scheme: str
) -> None:
    with Opened(browser, pages[language], viewport=viewport, color_scheme=scheme) as found:
        found.page.locator("summary").first.click()
        found.page.locator("#order").select_option(index=1)
        violations = axe.Axe().run(found.page).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations] == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_scrolls_down_only(browser: Any, pages: dict[str, Path], language: Language, script: bool) -> None:
    with Opened(browser, pages[language], viewport=PHONE, java_script_enabled=script) as found:
        for summary in found.page.locator("summary").all():
            summary.click()
        assert found.overflow() == 0


BROKEN_WORDS = """() => Array.from(document.querySelectorAll("thead th")).flatMap((heading) => {
  const text = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT).nextNode();
  return Array.from(text.data.matchAll(/\\S+/gu)).filter(({ index, 0: word }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_heading_is_broken_over_lines(browser: Any, pages: dict[str, Path], language: Language) -> None:
    a4 = {"width": 680, "height": 900}
    for viewport, media in (
        (PHONE, "screen"),
        ({"width": 768, "height": 900}, "screen"),
        (DESK, "screen"),
        (a4, "print"),
    ):
        with Opened(browser, pages[language], viewport=viewport) as found:
            found.page.emulate_media(media=media)
            assert found.page.evaluate(BROKEN_WORDS) == [], (viewport, media)


def test_the_dark_page_is_dark_and_its_bars_with_it(browser: Any, pages: dict[str, Path]) -> None:
    colors = []
    for scheme, is_dark in (("light", False), ("dark", True)):
        with Opened(browser, pages["ja"], color_scheme=scheme) as found:
            color = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, re.findall(r"\d+", color))) < 200) == is_dark
            colors.append(found.page.evaluate("getComputedStyle(document.querySelector('.bar rect.c0')).fill"))
    assert len(set(colors)) == 2


def test_totals_and_bars_that_the_script_makes_are_those_of_the_program(browser: Any, pages: dict[str, Path]) -> None:
    for language in LANGUAGES:
        with Opened(browser, pages[language], java_script_enabled=False) as plain:
            as_written = [(table.inner_text(), bars_in(table)) for table in plain.page.locator(".totals").all()]
        with Opened(browser, pages[language]) as found:
            assert [(table.inner_text(), bars_in(table)) for table in found.page.locator(".totals").all()] == as_written


def bars_in(table: Any) -> list[tuple[float, float, str | None]]:
    return [
        (float(bar.get_attribute("x")[:-1]), float(bar.get_attribute("width")[:-1]), bar.get_attribute("class"))
        for bar in table.locator("rect").all()
    ]


def test_totals_bars_and_notes_follow_the_filter(sapporo: Opened) -> None:
    page = sapporo.page
    page.select_option("#year", "H29")
    tables = [re.sub(r"\s+", " ", text) for text in page.locator(".totals").all_inner_texts()]
    assert "推進 4 128,709 2,997 75.8%" in tables[0]
    assert "拠点整備 1 41,000 - 24.2%" in tables[0]
    assert "加速化" not in tables[0]
    assert "合計 5 169,709 2,997 100.0%" in tables[0]
    assert "H28" not in tables[1]
    assert bars_in(page.locator(".totals").nth(1)) == [(0, 75.84, "c0"), (75.84, 24.15, "c1")]
    assert any("5 件が推定" in note for note in page.locator(".notes li:visible").all_inner_texts())
    assert sapporo.text("filtered") == "絞り込み: 年度 H29"


def test_the_filter_is_in_the_address_and_comes_back_from_it(browser: Any, pages: dict[str, Path]) -> None:
    with Opened(browser, pages["ja"]) as found:
        found.page.select_option("#year", "H28")
        found.page.select_option("#program", "suishin")
        found.search("北海道 連携")
        found.page.select_option("#order", label="国費（昇順）")
        address, names = found.page.url, found.names()
        assert "year=H28" in address
    with Opened(browser, pages["ja"], "#" + address.split("#")[1]) as again:
        assert again.names() == names
        assert again.page.locator("#words").input_value() == "北海道 連携"
        again.page.click("button[type=reset]")
        again.page.select_option("#order", "")
        assert "#" not in again.page.url
    with Opened(browser, pages["ja"], "#year=H99&words=産業&no=1&order=9") as odd:
        assert (odd.page.locator("#year").input_value(), len(odd.names())) == ("*", 2)
    with Opened(browser, pages["ja"], "#project-sapporo-h29-it") as one:
        assert one.page.locator("#project-sapporo-h29-it details[open]").is_visible()


def test_the_csv_is_what_the_list_writes_of_the_projects_shown(
    browser: Any, pages: dict[str, Path], kofukin: Kofukin
) -> None:
    with Opened(browser, pages["ja"]) as found:
        found.page.select_option("#year", "H29")
        assert found.text("csv") == "この 5 件を CSV で保存"
        with found.page.expect_download() as saving:
            found.page.click("#csv")
        saved = Path(saving.value.path()).read_bytes().decode()
        assert saved == kofukin("list", "--year", "H29", "-f", "csv", "--excel", "--lang", "ja").out
        assert saving.value.suggested_filename == "地方創生関連交付金.csv"


def test_a_body_can_be_chosen_where_there_are_several(browser: Any, folder: Path) -> None:
    cities = dataset_of(
        *(project(f"p{n}", municipality=f"第{n % 15}市", national_funds_yen=1000 * n) for n in range(45))
    )
    with Opened(browser, written(folder / "bodies.html", cities)) as found:
        assert "ほか 5 団体" in found.page.locator(".totals").last.inner_text()
        found.page.select_option("#municipality", "第3市")
        assert found.names() == ["p3", "p18", "p33"]
        assert found.text("sum-funds") == "54 千円"
        assert "第3市\t3\t54\t-\t100.0%" in found.page.locator(".totals").last.inner_text()


def test_ten_thousand_projects_are_searched_without_a_stall(browser: Any, folder: Path) -> None:
    with Opened(browser, written(folder / "nation.html", many(10_000))) as found:
        milliseconds = found.page.evaluate(
            """async () => {
                const began = performance.now();
                document.getElementById("words").value = "事業 999";
                document.getElementById("words").dispatchEvent(new Event("input"));
                while (document.getElementById("sum-count").textContent !== "10,000 件のうち 19 件")
                    await new Promise((done) => setTimeout(done, 5));
                return performance.now() - began;
            }"""
        )
        assert milliseconds < 2000  # some 200, of which 120 wait for the reader to stop typing


def test_without_a_script_the_page_is_plain_and_whole(browser: Any, pages: dict[str, Path]) -> None:
    with Opened(browser, pages["ja"], java_script_enabled=False) as found:
        assert len(found.names()) == 11
        assert not found.page.locator("#controls").is_visible()
        assert found.page.locator("#projects button:visible, #more:visible").count() == 0
        assert found.text("sum-funds") == "333,416 千円"
        found.page.locator("summary").first.click()
        assert "37,000,000 円" in found.page.locator(".citation").first.inner_text()


def many(count: int) -> Dataset:
    return dataset_of(
        *(
            project(f"p{place}", name=f"連携による観光の事業 {place}", national_funds_yen=1000, program="suishin")
            for place in range(count)
        )
    )


def test_a_long_list_shows_its_beginning_and_more_when_asked(browser: Any, folder: Path) -> None:
    path = written(folder / "many.html", many(3 * AT_FIRST + 50))
    with Opened(browser, path) as found:
        assert len(found.names()) == AT_FIRST
        assert found.text("sum-count") == "350 件"
        found.page.click("#more")
        assert len(found.names()) == 2 * AT_FIRST
        assert found.text("more") == "さらに表示（残り 150 件）"
        found.page.click("#more")
        found.page.click("#more")
        assert len(found.names()) == 350
        assert not found.page.locator("#more").is_visible()
        assert len(found.search("事業 349")) == 1
    with Opened(browser, path, java_script_enabled=False) as found:
        assert len(found.names()) == AT_FIRST
        assert "350 件のうち初めの 100 件" in found.page.inner_text("main")


def test_a_link_reaches_a_project_beyond_the_beginning(browser: Any, folder: Path) -> None:
    path = written(folder / "linked.html", many(AT_FIRST + 50))
    with Opened(browser, path) as found:
        found.page.evaluate("location.hash = 'project-p149'")
        found.page.locator("#project-p149 details[open]").wait_for()


def test_it_prints_on_a4_with_everything_that_matches_and_a_head_on_each_page(browser: Any, folder: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed")
    with Opened(browser, written(folder / "print.html", many(AT_FIRST + 50)), color_scheme="dark") as found:
        found.page.wait_for_timeout(200)
        found.page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
        assert len(found.names()) == AT_FIRST
    with pdfplumber.open(folder / "report.pdf") as pdf:
        texts = [sheet.extract_text() for sheet in pdf.pages]
        assert {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages} == {(595, 842)}
    whole = "\n".join(texts)
    assert all(re.search(rf"観光の事業\s+{place}\b", whole) for place in (0, AT_FIRST, AT_FIRST + 49))
    assert "検索する語" not in whole
    assert [text for text in texts if "観光の事業" in text and "事業名" not in text] == []


def test_a_hostile_dataset_does_nothing(browser: Any, folder: Path) -> None:
    evil = "</script><img src=x onerror=\"alert(1)\" style='color:red'><script>alert(2)</script>{count}$&"
    fields = {"name": evil, "summary": evil, "note": evil, "municipality": evil, "source_document": evil}
    hostile = dataset_of(
        project("p", **fields, application="joint", partners=(Partner(evil, national_funds_yen=1000),))
    )
    with Opened(browser, written(folder / "hostile.html", hostile)) as found:
        assert found.names() == [evil]
        assert found.page.locator("img").count() == 0
        assert found.search("onerror ＝") == [evil]
        assert found.overflow() == 0
        found.page.locator("summary").click()
        assert found.page.locator(".citation").inner_text().count(evil) == 2
        for header in found.page.locator("#projects thead button").all():
            header.click()
        assert evil in found.page.locator("#order").inner_text()


def test_the_page_of_nothing_runs_without_a_complaint(browser: Any, folder: Path) -> None:
    with opened() as connection:
        html = "".join(report.html(connection, Filters(words=("ない言葉",)), Style("ja")))
    path = folder / "nothing.html"
    path.write_text(html, encoding="utf-8")
    with Opened(browser, path) as found:
        assert "当てはまる事業はありません" in found.page.inner_text("main")
        assert axe.Axe().run(found.page).response["violations"] == []
