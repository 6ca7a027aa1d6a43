"""The list to fill in by hand: empty, or with what could be read, and read back as it is."""

import csv
from pathlib import Path

import pytest
import tomli

from conftest import Kofukin
from kofukin.messages import labels

PAGE = (
    "令和4年度 地方創生推進交付金\nあさひ市\n・朝の市事業（交付額：1,200円）\n・夕の市事業（交付額：23.210千円）\n"
    "何かよくわからない 500円の行\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(name: str = "list.csv") -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(filled: list[dict[str, str]], name: str = "list.csv") -> None:
    with Path(name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(filled[0]))
        writer.writeheader()
        writer.writerows(filled)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_list_that_is_filled_in_imports_without_an_option(kofukin: Kofukin, lang: str) -> None:
    assert kofukin("import", "--template", "list.csv", "--lang", lang).code == 0
    raw = Path("list.csv").read_bytes()
    assert (raw[:3], raw.count(b"\r\n"), rows()) == (b"\xef\xbb\xbf", 1, [])
    codes = '="011002"', "札幌市", "R4", "地方創生推進交付金", "横展開タイプ", "朝の市事業", "道と共同申請", "北海道"
    amounts = "1200", "採択額", "300", "2400", "1/2", "前年度から続く", "市の頁", "2", "14", ""
    heading = raw.decode("utf-8-sig").strip().split(",")
    write([dict(zip(heading, (*codes, *amounts), strict=True))])
    assert kofukin("import", "list.csv", "-o", "draft.toml").code == 0
    draft = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))
    (project,) = draft["project"]
    assert draft["round"][0]["subsidy_rate"] == "1/2"
    assert project["partners"] == [{"name": "北海道", "national_funds_yen": 300}]
    expected = {"municipality_code": "011002", "fiscal_year": 2022, "program": "suishin", "name": "朝の市事業"}
    expected |= {"grant_type": "横展開タイプ", "national_funds_yen": 1200, "amount_label": "採択額"}
    expected |= {"stated_cost_yen": 2400, "note": "前年度から続く", "source_document": "市の頁"}
    expected |= {"source_page": 2, "source_line": 14, "application": "joint"}
    assert {field: project.get(field) for field in expected} == expected


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_of_a_file_read_in_part_it_holds_the_rest_as_rows_to_complete(kofukin: Kofukin, lang: str) -> None:
    Path("folder").mkdir()
    Path("folder/page.txt").write_text(PAGE, encoding="utf-8")
    outcome = kofukin("import", "folder/page.txt", "--template", "list.csv", "--lang", lang)
    assert (outcome.code, "2" in outcome.err) == (0, True)
    to_settle = labels.TO_SETTLE.ja if lang == "ja" else labels.TO_SETTLE.en
    name, funds, line = ("事業名", "国費（円）", "行") if lang == "ja" else ("Project", "National funds (yen)", "Line")
    found = rows()
    assert {row["出典" if lang == "ja" else "Source"] for row in found} == {"page.txt"}
    assert [row[name] for row in found] == ["朝の市事業", "夕の市事業", ""]
    assert [row[funds] for row in found] == ["1200", "", ""]
    assert [row[line] for row in found] == ["3", "4", "5"]
    assert [row[to_settle].rpartition(" ")[2] for row in found[1:]] == [
        "・夕の市事業（交付額：23.210千円）",
        "500円の行",
    ]
    assert kofukin("import", "list.csv", "-o", "draft.toml").code == 1
    found[1] |= {funds: "23210", to_settle: ""}
    write(found[:2])
    assert kofukin("import", "list.csv", "-o", "draft.toml", "--force").code == 0
    assert kofukin("totals", "--data", "draft.toml", "--by", "all", "-f", "json").json[0]["national_funds_yen"] == 24410


def test_a_year_and_a_body_that_nobody_said_are_blank_in_it(kofukin: Kofukin) -> None:
    Path("old.csv").write_text("事業名,交付額（円）\n朝の市事業,1200\n", encoding="utf-8")
    assert kofukin("import", "old.csv", "--template", "list.csv").code == 0
    (row,) = rows()
    assert (row["Year"], row["Municipality"], row["National funds (yen)"]) == ("", "", "1200")
    assert kofukin("import", "list.csv", "-o", "draft.toml", "--municipality", "あさひ市", "--year", "R4").code == 1
    assert "no grant program is named" in Path("draft.toml").read_text(encoding="utf-8")


def test_a_unit_is_never_made_up(kofukin: Kofukin) -> None:
    Path("old.csv").write_text("団体名,年度,事業名,交付額\nあさひ市,R4,朝の市事業,1200\n", encoding="utf-8")
    outcome = kofukin("import", "old.csv", "--template", "list.csv")
    assert (outcome.code, "--unit" in outcome.err, Path("list.csv").exists()) == (2, True, False)


def test_it_goes_to_standard_output_and_replaces_no_file_unasked(kofukin: Kofukin) -> None:
    assert kofukin("import", "--template", "-").out.startswith("\ufeffCode,Municipality,Year")
    Path("list.csv").write_text("mine", encoding="utf-8")
    assert kofukin("import", "--template", "list.csv").code == 1
    assert Path("list.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "arguments", [("--template", "list.csv", "-o", "draft.toml"), ("--template", "list.doc"), ("-o", "draft.toml")]
)
def test_it_takes_the_place_of_a_draft_and_only_it_needs_no_file(kofukin: Kofukin, arguments: tuple[str, ...]) -> None:
    assert kofukin("import", *arguments).code == 2
