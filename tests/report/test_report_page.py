"""The report as bytes: what it says, what it may do in a browser, and that a hostile dataset stays text."""

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from conftest import Kofukin
from datasets import dataset_of, opened, project

pytest.importorskip("jinja2", reason="the report extra is not installed")

from kofukin import report
from kofukin.filters import Filters
from kofukin.messages import LANGUAGES, Language, labels
from kofukin.model.amounts import Unit
from kofukin.model.fields import FIELDS
from kofukin.model.fiscal_year import YearRange
from kofukin.model.project import Dataset, Document, Partner
from kofukin.query import details
from kofukin.render import Style, palette, people
from kofukin.text.folding import fold

HOSTILE = (
    '</script><img src=x onerror="alert(1)">',
    "</title></style><script>alert(1)</script>",
    "\" onmouseover='alert(1)' style='color:red",
    "{{ labels }} {% raw %} &amp; &#60;",
    "\x1b[31m\u202e逆\x00 ]]> <!-- --> <svg onload=alert(1)>",
)
VOID = {"meta", "input", "br", "img", "link"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str | None], within: "tuple[Element, ...]" = ()) -> None:
        self.tag = tag
        self.attributes = attributes
        self.within = within
        self.text = ""

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}> {self.text[:40]}"


class Page(HTMLParser):
    """A page's elements in order, each with all the text in it; an end tag that closes nothing is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append(Element(tag, dict(attrs), tuple(self._open)))
        if tag not in VOID:
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            element
            for element in self.elements
            if element.tag == tag and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        (element,) = self.all(tag, **attributes)
        return element

    def elements_in(self, outer: Element, tag: str) -> list[Element]:
        return [element for element in self.all(tag) if outer in element.within]

    def projects(self) -> list[Element]:
        return [body for body in self.all("tbody") if (body.attributes.get("id") or "").startswith("project-")]


def written(*datasets: Dataset, filters: Filters | None = None, style: Style | None = None) -> str:
    with opened(*datasets) as connection:
        return "".join(report.html(connection, filters or Filters(), style or Style("ja")))


def page(*datasets: Dataset, filters: Filters | None = None, language: Language = "ja") -> Page:
    return Page(written(*datasets, filters=filters, style=Style(language)))


def unpacked(script: Element) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(script.text)))


def indexed(found: Page) -> dict[str, list[Any]]:
    """Return what the script knows of the projects, by what it is."""
    index: dict[str, list[Any]] = unpacked(found.one("script", id="index"))
    return index


def blocks(found: Page) -> list[list[list[str]]]:
    return [unpacked(script) for script in found.all("script", **{"class": "block"})]


def hostile() -> Dataset:
    return dataset_of(
        *(
            project(
                f"p{number}",
                name=text,
                municipality=text,
                summary=text,
                note=text,
                source_document=text,
                application_text=text,
                program_evidence=text,
                partners=(Partner(text, national_funds_yen=number), Partner(text + "!")),
                program=("suishin", "kasokuka", None)[number % 3],
                national_funds_yen=number,
            )
            for number, text in enumerate(HOSTILE)
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_project_stands_in_the_table_with_its_details_without_a_script(language: Language) -> None:
    found = page(language=language)
    with opened() as connection:
        every = list(details.of_all(connection, Filters()))
    assert found.one("html").attributes["lang"] == language
    assert len(found.projects()) == len(every) == 11
    for body, detail in zip(found.projects(), every, strict=True):
        for field in ("id", "name", "summary", "program_evidence", "source_document", "program_name"):
            assert str(detail.values[field]) in body.text
        assert FIELDS["estimated_cost_yen"].labelled.in_(language) in body.text
        assert "hidden" not in body.attributes
    assert found.one("form").attributes["hidden"] is None
    assert "hidden" in found.one("form").attributes


def test_totals_say_what_the_program_says() -> None:
    found = page()
    texts = [re.sub(r"\s+", " ", table.text).strip() for table in found.all("table")[:3]]
    assert "合計 11 333,416 274,318 100.0%" in texts[0]
    assert "H28 6 163,707 271,321 49.1%" in texts[1]
    assert "単独 6 172,209 - 51.6%" in texts[2]
    assert found.one("strong", id="sum-funds").text == "333,416 千円"
    assert found.one("strong", id="sum-partner-funds").text == "274,318 千円"
    assert "hidden" not in found.one("span", id="sum-shares-missing").attributes
    assert "hidden" in found.one("span", id="sum-funds-missing").attributes


def test_each_group_has_a_bar_and_the_bar_of_a_year_is_made_of_its_programs() -> None:
    found = page()
    bars = [
        [(part.attributes["width"], part.attributes.get("class")) for part in found.elements_in(row, "rect")]
        for row in found.all("tr", **{"class": "bar"})
    ]
    by_program, by_year, by_application = bars[:3], bars[3:5], bars[5:]
    assert by_program == [[("100.0%", "c0")], [("18.61%", "c1")], [("32.78%", "c2")]]
    assert by_year == [[("53.91%", "c0"), ("42.54%", "c2")], [("75.84%", "c0"), ("24.15%", "c1")]]
    assert by_application == [[("100.0%", None)], [("93.61%", None)]]


def test_of_many_bodies_the_largest_stand_alone_and_the_others_together() -> None:
    cities = [project(f"p{n}", municipality=f"第{n}市", national_funds_yen=n * 1000 or None) for n in range(15)]
    found = page(dataset_of(*cities))
    table = found.one("table", **{"data-dimension": "municipality"})
    rows = [row.text.split() for row in found.elements_in(table, "tr") if row.attributes.get("class") != "bar"]
    assert rows[1:3] == [["第14市", "1", "14", "-", "13.3%"], ["第13市", "1", "13", "-", "12.4%"]]
    assert rows[10:12] == [["第5市", "1", "5", "-", "4.8%"], ["ほか", "5", "団体", "5", "10", "-", "9.5%"]]
    assert rows[-1] == ["合計", "15", "105", "-", "100.0%"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_those_of_the_terminal_but_send_nobody_to_a_command(language: Language) -> None:
    notes = [element.text for element in page(language=language).all("li")]
    assert notes.count(labels.BASIS_UNSTATED.in_(language)) == 1
    assert not any("kofukin show" in note for note in notes)
    assert notes.count(labels.INFERRED_SEE_DETAILS(inferred=11).in_(language)) == 1
    assert len(notes) == len(set(notes))


def test_the_filters_used_are_named() -> None:
    found = page(filters=Filters(words=("産業",), program=("suishin",)))
    asked = [element.text for element in found.all("span", **{"class": "asked"})]
    assert asked == ["語: 産業", "交付金: 推進"]
    assert len(found.projects()) == 2


def test_data_for_the_script_is_exact_and_unknown_is_left_out() -> None:
    known = project(
        "known", national_funds_yen=1_234_567, partners=(Partner("北海道", national_funds_yen=1), Partner("町"))
    )
    found = page(dataset_of(known, project("unknown")))
    index = indexed(found)
    assert (index["funds"], index["partnerFunds"]) == ([1_234_567, None], [1, None])
    assert (index["partners"], index["sharesUnstated"]) == ([2, 0], [1, 0])
    assert index["text"][0] == "\n".join(map(fold, ["known", "北海道", "町", "札幌市"]))
    assert found.one("select", id="program").text.split() == ["すべて", "（記載なし）"]
    assert index["program"] == index["application"] == [0, 0]


def test_unknown_amounts_are_never_nought() -> None:
    found = page(dataset_of(project("a"), project("b")))
    assert found.one("strong", id="sum-funds").text == labels.NO_AMOUNT.ja
    assert found.one("strong", id="sum-partner-funds").text == labels.REPORT["no partners"].ja
    assert "2 件" in found.one("span", id="sum-funds-missing").text
    assert found.all("rect") == []


def test_an_amount_that_the_unit_does_not_hold_keeps_its_decimals() -> None:
    html = written(dataset_of(project("a", national_funds_yen=1_234_567)), style=Style("ja", Unit.MILLION))
    assert Page(html).one("strong", id="sum-funds").text == "1.234567 百万円"


@pytest.mark.parametrize("dataset", [None, hostile()], ids=["bundled", "hostile"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_lets_in_what_the_page_holds_and_nothing_else(dataset: Dataset | None, language: Language) -> None:
    found = page(*([dataset] if dataset else []), language=language)
    policy = found.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"] or ""
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for element in (found.one("style"), found.all("script")[-1]):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{element.tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("dataset", [None, hostile()], ids=["bundled", "hostile"])
def test_nothing_is_fetched_and_nothing_runs_from_an_attribute(dataset: Dataset | None) -> None:
    found = page(*([dataset] if dataset else []))
    names = {name for element in found.elements for name in element.attributes}
    assert not {
        name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "action", "xlink:href")
    }
    assert all((link.attributes["href"] or "").startswith("#project-") for link in found.all("a"))
    assert {"img", "link", "iframe", "object", "embed", "base", "foreignobject"}.isdisjoint(
        e.tag for e in found.elements
    )
    outside = re.findall(r"\w+://[^\s\"'<]+", written(*([dataset] if dataset else [])))
    assert set(outside) <= {"http://www.w3.org/2000/svg"}  # the name of a vocabulary, which nobody fetches
    assert "url(" not in found.one("style").text
    assert "@import" not in found.one("style").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_dataset_is_shown_as_text(language: Language) -> None:
    found = page(hostile(), language=language)
    assert len(found.projects()) == len(HOSTILE)
    names = [cell.text for cell in found.all("th", scope="row") if "<" in cell.text or "{{" in cell.text]
    assert set(HOSTILE[:2]) < set(names)
    assert found.all("img") == []
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", written(hostile()))


def test_no_id_stands_twice_and_every_reference_has_its_element() -> None:
    found = page()
    ids = [element.attributes["id"] for element in found.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in found.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set((element.attributes.get(name) or "").split()) <= set(ids)
        if element.tag == "a":
            assert (element.attributes["href"] or "")[1:] in ids


def test_a_project_that_the_filters_left_out_is_named_but_not_linked() -> None:
    found = page(filters=Filters(words=("さっぽろ圏",), program=("suishin",)))
    (body,) = found.projects()
    assert "sapporo-h28-youth" in body.text
    assert [link.attributes["href"] for link in found.all("a")] == ["#project-sapporo-h29-youth"]


def test_a_municipality_has_a_column_where_there_are_several() -> None:
    found = page(dataset_of(project("a"), project("b", municipality="函館市")))
    assert [header.text for header in found.all("th") if "municipality" in (header.attributes.get("class") or "")] == [
        "団体"
    ]
    assert found.one("h1").text == labels.LIST_TITLE.ja


def test_a_long_list_is_packed_but_for_its_beginning_and_nothing_is_lost() -> None:
    found = page(dataset_of(*(project(f"p{n}", name=f"事業 {n}") for n in range(250))))
    assert len(found.projects()) == 100
    assert "250" in found.one("noscript").text
    packed = blocks(found)
    assert [len(block) for block in packed] == [100, 100, 50]
    assert {row for row, _ in packed[0]} == {""}
    rows = Page("<table>" + "".join(row for block in packed[1:] for row, _ in block) + "</table>").projects()
    assert [row.attributes["id"] for row in rows] == [f"project-p{n}" for n in range(100, 250)]
    assert indexed(found)["id"] == [f"p{n}" for n in range(250)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_for_spreadsheets_are_those_of_the_list(kofukin: Kofukin, language: Language) -> None:
    found = page(language=language)
    lines = [line for block in blocks(found) for _, line in block]
    heading = found.one("button", id="csv").attributes["data-heading"]
    assert f"\ufeff{heading}\r\n" + "".join(lines) == kofukin("list", "-f", "csv", "--excel", "--lang", language).out


def test_a_page_weighs_at_most_600_bytes_a_project() -> None:
    names = ("観光", "農業", "移住", "子育て", "港", "図書館", "交通", "健康")
    many = [
        project(
            f"p{n}",
            name=f"{names[n % 8]}と{names[n // 8 % 8]}を{n}つなぐ地域づくり推進事業",
            municipality=f"第{n % 170}市",
            national_funds_yen=n * 1_237_000 % 90_000_000,
            summary=f"{names[n // 3 % 8]}の担い手を{n * 7}人育て、{names[n // 5 % 8]}の拠点を{n % 13}か所に整備する。",
            program=("suishin", "kasokuka")[n % 2],
        )
        for n in range(3000)
    ]
    assert len(written(dataset_of(*many)).encode()) / 3000 <= 600


def test_too_many_projects_are_refused_with_a_way_out(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST", 10)
    done = kofukin("report", "-o", str(tmp_path / "report.html"), "--lang", "en")
    assert done.code == 1
    assert "11 projects are too many for one page (at most 10)" in done.err
    assert "--year" in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_same_report_has_the_same_bytes() -> None:
    assert written() == written()


def test_every_label_of_the_report_is_on_the_page() -> None:
    template = (Path(report.__file__).parent / "page.html").read_text(encoding="utf-8")
    sources = [template, *(entry.read_text(encoding="utf-8") for entry in Path(report.__file__).parent.glob("*.py"))]
    sources.append((Path(report.__file__).parent / "project.html").read_text(encoding="utf-8"))
    said = {key for text in sources for key in re.findall(r'(?:report|REPORT)\["([a-z ]+)"', text)}
    assert said == {"totals by " if key.startswith("totals by ") else key for key in labels.REPORT}


def test_the_command_writes_the_file(kofukin: Kofukin, tmp_path: Path) -> None:
    target = tmp_path / "札幌.html"
    done = kofukin("report", "--year", "H29", "--unit", "yen", "--lang", "en", "-o", str(target))
    assert (done.code, done.out, done.err) == (0, "", "")
    found = Page(target.read_text(encoding="utf-8"))
    assert len(found.projects()) == 5
    assert found.one("strong", id="sum-funds").text == "169,709,000 yen"
    assert [entry.name for entry in tmp_path.iterdir()] == ["札幌.html"]


def test_nothing_matched_is_a_page_that_says_so(kofukin: Kofukin, tmp_path: Path) -> None:
    target = tmp_path / "none.htm"
    done = kofukin("report", "--year", "H20", "-o", str(target), "--lang", "en")
    assert done.code == 0
    assert "no project matches" in done.err
    found = Page(target.read_text(encoding="utf-8"))
    assert found.one("p", **{"class": "nothing"}).text == "no project matches"
    assert [element.text for element in found.all("span", **{"class": "asked"})] == ["Grant's fiscal year: H20"]
    assert found.all("table") == []


@pytest.mark.parametrize("name", ["report.pdf", "report", "-", "report.html.txt"])
def test_only_an_html_file_will_do(kofukin: Kofukin, tmp_path: Path, name: str) -> None:
    done = kofukin("report", "-o", name if name == "-" else str(tmp_path / name), "--lang", "en")
    assert done.code == 2
    assert ".html" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_must_be_named(kofukin: Kofukin) -> None:
    assert kofukin("report", "--lang", "en").code == 2


def test_an_existing_file_is_kept_unless_told(kofukin: Kofukin, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("mine", encoding="utf-8")
    assert kofukin("report", "-o", str(target)).code == 1
    assert target.read_text(encoding="utf-8") == "mine"
    assert kofukin("report", "-o", str(target), "--force").code == 0
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_without_the_extra_the_error_names_the_command_that_installs_it(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = kofukin("report", "-o", str(tmp_path / "report.html"), "--lang", "en")
    assert done.code == 1
    assert "kofukin[report]" in done.err
    assert list(tmp_path.iterdir()) == []


def test_details_of_many_are_those_of_each() -> None:
    with opened() as connection:
        assert [details.show(connection, str(d.values["id"])) for d in details.of_all(connection, Filters())] == list(
            details.of_all(connection, Filters())
        )


def test_a_program_has_the_colour_that_it_has_in_other_charts() -> None:
    css = resources.files("kofukin.report").joinpath("page.css").read_text(encoding="utf-8")
    for place in range(8):
        colours = [palette.LIGHT[place].lower(), palette.DARK[place].lower()]
        assert re.findall(rf"--c{place}: (#[0-9a-f]{{6}});", css) == colours


def documents_of(found: Page) -> dict[str, dict[str, str]]:
    """Return what the page knows of each document, by its title."""
    said = {}
    for document in found.all("div", **{"class": "document"}):
        (title,) = found.elements_in(document, "h3")
        names, values = (found.elements_in(document, tag) for tag in ("dt", "dd"))
        said[title.text] = {name.text: value.text for name, value in zip(names, values, strict=True)}
    return said


def test_the_page_says_of_each_document_what_is_known_and_what_rests_on_it() -> None:
    known = Document(
        "page", "採択一覧", "みどり市", "R4.4", "https://example.jp/a.pdf", "a" * 64, 1_959, "2026-11-24", 12, "PDL 1.0"
    )
    partners = (Partner("北海道", national_funds_yen=3), Partner("函館市"))
    projects = (
        project("p1", source_document="page", source_page=3, national_funds_yen=0, partners=partners),
        project("p2", source_document="page", source_page=5, stated_cost_yen=9),
        project("p3", source_document="名だけの資料"),
    )
    found = documents_of(page(dataset_of(*projects)._replace(documents=(known,), licence="CC BY 4.0")))
    assert found == {
        "採択一覧": {
            "公表者": "みどり市",
            "公表時期": "R4.4",
            "所在": "https://example.jp/a.pdf",
            "取得日": "2026-11-24",
            "利用条件": "PDL 1.0",
            "ページ数": "12",
            "引用したページ": "3-5",
            "事業数": "2",
            "引用した金額の数": "3",
            "SHA-256": "a" * 64,
            "バイト数": "1,959",
        },
        "名だけの資料": {"事業数": "1", "引用した金額の数": "0"},
    }
    english = page(dataset_of(*projects)._replace(documents=(known,), licence="CC BY 4.0"), language="en")
    assert "Terms of the data: CC BY 4.0" in english.one("body").text
    assert documents_of(english)["名だけの資料"] == {"Projects": "1", "Amounts cited": "0"}
    assert "データの利用条件" not in page(dataset_of(*projects)).one("body").text


def test_documents_are_those_of_what_matches() -> None:
    projects = (project("p1", source_document="甲"), project("p2", source_document="乙", fiscal_year=2017))
    found = page(dataset_of(*projects), filters=Filters(year=(YearRange(2017, 2017),)))
    assert list(documents_of(found)) == ["乙"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)//https://example.jp",
        "data:text/html,<script>alert(1)</script>",
        "https://example.jp/a b.pdf",
        "https://example.jp/\n",
        " https://example.jp/",
        "//example.jp/a.pdf",
        "ftp://example.jp/a.pdf",
        "市役所 2 階",
        'https://example.jp/"onmouseover="alert(1)',
    ],
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    known = Document("page", "頁", address=address)
    found = page(dataset_of(project("p1", source_document="page"))._replace(documents=(known,)))
    links = [link.attributes for link in found.all("a") if link.attributes.get("rel") == "noreferrer"]
    assert links == []
    assert documents_of(found)["頁"]["所在"] == people.visible(address)


@pytest.mark.parametrize(
    "address", ["https://example.jp/a.pdf?x=1&y=%20#page=2", "http://example.jp:8080/~city/(1).pdf"]
)
def test_the_address_of_a_document_leads_there(address: str) -> None:
    known = Document("page", "頁", address=address)
    found = page(dataset_of(project("p1", source_document="page"))._replace(documents=(known,)))
    assert found.one("a", rel="noreferrer").attributes["href"] == address
