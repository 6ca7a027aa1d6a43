"""What a user says of a file beside its own words, and what keeps it for the next one."""

import io
import sys
from pathlib import Path

import pytest
import tomli

from conftest import Kofukin

UNNAMED = "団体名,年度,交付金名,事業名,金額（円）,担当課\nあさひ市,R4,推進交付金,朝の市事業,1200,企画課\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def projects(name: str = "draft.toml") -> list[dict[str, object]]:
    return list(tomli.loads(Path(name).read_text(encoding="utf-8")).get("project", []))


def test_an_amount_that_no_word_names_is_open_until_the_user_says_what_it_is(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(UNNAMED, encoding="utf-8")
    assert kofukin("import", "list.csv", "-o", "draft.toml", "--ignore", "担当課").code == 1
    assert "national_funds_yen" not in projects()[0]
    for kind, field in (("national", "national_funds_yen"), ("cost", "stated_cost_yen")):
        given = ("--ignore", "担当課", "--amounts", kind, "--force")
        assert kofukin("import", "list.csv", "-o", "draft.toml", *given).code == 0
        assert projects()[0][field] == 1200


def test_amounts_are_national_or_cost(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(UNNAMED, encoding="utf-8")
    outcome = kofukin("import", "list.csv", "-o", "draft.toml", "--amounts", "県費")
    assert (outcome.code, "national, cost" in outcome.err) == (2, True)


def test_a_column_to_ignore_that_is_not_there_is_a_usage_error(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(UNNAMED, encoding="utf-8")
    assert kofukin("import", "list.csv", "-o", "draft.toml", "--ignore", "課名").code == 2


@pytest.mark.parametrize(
    "text",
    [
        UNNAMED,
        UNNAMED.replace(",", "\t"),
        '[{"団体名": "あさひ市", "年度": "R4", "交付金名": "推進交付金", "事業名": "朝の市事業", "金額（円）": 1200}]',
        "令和4年度 地方創生推進交付金\nあさひ市\n・朝の市事業（交付額：1,200円）\n",
    ],
)
def test_standard_input_is_read_whatever_it_holds(kofukin: Kofukin, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    kofukin("import", "-", "-o", "draft.toml", "--amounts", "national")
    assert [(row["name"], row["national_funds_yen"]) for row in projects()] == [("朝の市事業", 1200)]


@pytest.mark.parametrize("text", [UNNAMED, "令和4年度 地方創生推進交付金\nあさひ市\n・朝の市事業 1,200円\n"])
def test_a_draft_goes_to_standard_output_and_its_review_beside_it(
    kofukin: Kofukin, monkeypatch: pytest.MonkeyPatch, folder: Path, text: str
) -> None:
    drafts = []
    for _ in range(2):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        outcome = kofukin("import", "-", "-o", "-")
        assert (outcome.code, "stdin." in outcome.err, str(folder) in outcome.err) == (1, True, False)
        drafts.append(outcome.out)
    assert drafts[0] == drafts[1]
    assert [project["name"] for project in tomli.loads(drafts[0])["project"]] == ["朝の市事業"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert kofukin("import", "-", "-o", "-", "--strict").out == ""
    assert list(folder.iterdir()) == []


def test_standard_input_that_cannot_be_read_is_called_by_its_name(
    kofukin: Kofukin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert kofukin("import", "-", "-o", "-").err.splitlines()[0] == "error: stdin.txt: the file is empty"


def test_a_plan_says_everything_at_once_and_writes_nothing(kofukin: Kofukin, folder: Path) -> None:
    Path("list.csv").write_text("事業名,交付額\n朝の市事業,1200\n", encoding="utf-8")
    outcome = kofukin("import", "list.csv", "--plan")
    assert outcome.code == 0
    assert [path.name for path in folder.iterdir()] == ["list.csv"]
    for said in ("no municipality is stated", "no fiscal year is stated", "no unit is stated", "A 事業名: Project"):
        assert said in outcome.out
    command = outcome.out.splitlines()[-1].partition(": ")[2].split()
    assert command[:5] == ["kofukin", "import", "list.csv", "-o", "draft.toml"]
    refused = kofukin(*command[1:])
    assert (refused.code, Path("draft.toml").exists()) == (2, False)  # nothing in the file says any of it
    values = {"NAME": "あさひ市", "UNIT": "円", "YEAR": "R4", "PROGRAM": "推進"}
    assert set(values) <= set(command)
    for word in values:
        one = [values.get(part, part) if part != word else part for part in command[1:]]
        assert kofukin(*one).code == 2
    assert kofukin(*(values.get(part, part) for part in command[1:])).code == 0
    assert projects()[0]["national_funds_yen"] == 1_200


def test_a_recipe_reads_the_next_year_without_a_question(kofukin: Kofukin) -> None:
    first = "件名,令和4年度の額（千円）,課\n朝の市事業,1200,企画課\n"
    Path("r4.csv").write_text(first, encoding="utf-8")
    said = ("--map", "name=件名", "--map", "national_funds_yen=B", "--ignore", "課", "--municipality", "あさひ市")
    given = (*said, "--program", "推進", "--save-recipe", "city.toml")
    assert kofukin("import", "r4.csv", "-o", "r4.toml", "--year", "R4", *given).code == 0
    Path("r5.csv").write_text(first.replace("令和4", "令和5").replace("1200", "1300"), encoding="utf-8")
    assert kofukin("import", "r5.csv", "-o", "r5.toml", "--year", "R5", "--recipe", "city.toml").code == 0
    assert [(row["fiscal_year"], row["national_funds_yen"]) for row in projects("r5.toml")] == [(2023, 1_300_000)]


def test_a_recipe_stops_where_the_headings_changed(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(UNNAMED, encoding="utf-8")
    kofukin("import", "list.csv", "-o", "draft.toml", "--amounts", "national", "--save-recipe", "city.toml")
    Path("next.csv").write_text(UNNAMED.replace("金額（円）", "交付額（円）"), encoding="utf-8")
    outcome = kofukin("import", "next.csv", "-o", "next.toml", "--recipe", "city.toml")
    assert (outcome.code, Path("next.toml").exists()) == (2, False)
    assert "gone: 金額（円）; new: 交付額（円）" in outcome.err


@pytest.mark.parametrize("text", ["[recipe", "[recipe]\nunit = 1\n", "[recipe]\namounts = 'all'\n", "\0"])
def test_what_is_no_recipe_is_refused(kofukin: Kofukin, text: str) -> None:
    Path("list.csv").write_text(UNNAMED, encoding="utf-8")
    Path("city.toml").write_text(text, encoding="utf-8")
    outcome = kofukin("import", "list.csv", "-o", "draft.toml", "--recipe", "city.toml")
    assert outcome.code in (1, 2)
    assert outcome.err.startswith("error: city.toml: not a recipe")


def test_open_points_of_a_kind_are_told_once(kofukin: Kofukin) -> None:
    rows = "".join(f"あさひ市,R4,推進交付金,朝の市その{number}事業,{number}00\n" for number in range(1, 15))
    Path("list.csv").write_text("団体名,年度,交付金名,事業名,金額（円）\n" + rows, encoding="utf-8")
    outcome = kofukin("import", "list.csv", "-o", "draft.toml")
    told = [line for line in outcome.out.splitlines() if "no word says what this amount is" in line]
    assert len(told) == 1
    assert told[0].endswith("金額（円） 100 (and 13 more like it)")
    assert "error: 14 open points" in outcome.err
    assert all(row["open"] for row in projects())


@pytest.mark.parametrize(
    "title", ["令和5年度 地方創生推進交付金 要望額一覧", "令和5年度 地方創生推進交付金 総事業費一覧"]
)
def test_a_title_of_other_money_is_open_whatever_the_option_says(kofukin: Kofukin, title: str) -> None:
    Path("list.csv").write_text(f"{title}\n団体名,事業名,金額（円）\nあさひ市,朝の市事業,1200\n", encoding="utf-8")
    outcome = kofukin("import", "list.csv", "-o", "draft.toml", "--amounts", "national")
    assert (outcome.code, "the title speaks of other money" in outcome.out) == (1, True)


def test_a_plan_names_what_the_file_names_and_the_columns_that_are_left_over(kofukin: Kofukin) -> None:
    page = (
        "あさひ市の取組\n令和4年度に国の交付金（地方創生推進交付金）を受けました。\n・朝の市事業（交付額：1,200千円）\n"
    )
    Path("page.txt").write_text(page, encoding="utf-8")
    said = kofukin("import", "page.txt", "--plan").out
    assert "missing: no grant program is named (the file names 地方創生推進交付金)" in said
    assert "--program PROGRAM" in said.splitlines()[-1]
    refused = kofukin(
        "import", "page.txt", "-o", "draft.toml", "-y", "R4", "--municipality", "あさひ市", "-p", "PROGRAM"
    )
    assert (refused.code, "suishin (推進)" in refused.err) == (2, True)
    Path("list.csv").write_text(
        "団体名,年度,交付金名,事業名,国費（円）,担当 課\nあさひ市,R4,推進交付金,朝の市事業,1200,企画課\n",
        encoding="utf-8",
    )
    said = kofukin("import", "list.csv", "--plan").out
    assert "to leave out the columns that are not read: --ignore '担当 課'" in said
    assert "2 lines with 1 project and 1 point to settle" in said
    assert kofukin("import", "list.csv", "-o", "draft.toml", "--ignore", "担当 課").code == 0


def test_a_plan_of_a_list_without_a_column_of_names_says_all_the_rest_that_is_missing(kofukin: Kofukin) -> None:
    Path("list.csv").write_text("標題,額,課\n朝の市事業,1200,企画課\n", encoding="utf-8")
    outcome = kofukin("import", "list.csv", "--plan")
    assert outcome.code == 0
    words = outcome.out.splitlines()[-1].partition(": ")[2].split()
    values = {
        "name=COLUMN": "name=標題",
        "NAME": "あさひ市",
        "YEAR": "R4",
        "PROGRAM": "推進",
        "AMOUNTS": "cost",
        "UNIT": "円",
    }
    assert set(values) <= set(words)
    assert kofukin(*words[1:]).code == 2
    assert kofukin(*(values.get(word, word) for word in words[1:]), "--ignore", "課").code == 0


def test_a_plan_counts_the_lines_that_no_rule_reads(kofukin: Kofukin) -> None:
    page = "令和4年度 地方創生推進交付金\nあさひ市\n甲事業 ★ 1,200千円 ／ 企画課\n乙事業 ★ 300千円 ／ 企画課\n"
    Path("page.txt").write_text(page, encoding="utf-8")
    said = kofukin("import", "page.txt", "--plan").out
    assert "2 lines that no rule reads (as 甲事業 ★ 1,200千円 ／ 企画課); mark one with --example" in said
