"""Recipes that come with the program, and one source's yearly files that one recipe of the user's reads."""

import shlex
from importlib import resources
from pathlib import Path

import pytest
import tomli

from conftest import Kofukin
from kofukin.importing.recipe import parsed

GBIZINFO = "法人番号,商号または名称,登記住所,証明日,名称,金額,対象,発行元\n"
GBIZINFO_ROW = "1000020042021,あおば市,あおば市1丁目,2024-08-27,あおぞら交付金,49000,,環境省\n"
RS = "シート種別,事業年度,予算事業ID,事業名,府省庁,支出先名,法人番号,金額\n"
RS_ROW = "x,2024,7,あおぞら制度の推進,総務省,あおば市,1000020042021,49000\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def projects(name: str = "draft.toml") -> list[dict[str, object]]:
    return list(tomli.loads(Path(name).read_text(encoding="utf-8")).get("project", []))


def test_a_list_of_subsidies_of_gbizinfo_goes_in_without_an_option(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(GBIZINFO + GBIZINFO_ROW, encoding="utf-8")
    outcome = kofukin("import", "list.csv", "-o", "draft.toml")
    assert (outcome.code, "read by the recipe gbizinfo" in outcome.out) == (0, True)
    (project,) = projects()
    expected = {"municipality": "あおば市", "municipality_code": "042021", "fiscal_year": 2024, "note": "環境省"}
    expected["national_funds_yen"] = 49_000
    assert {field: project[field] for field in expected} == expected
    assert dict(project["inferred"])["national_funds_yen"] == "by the recipe gbizinfo, which comes with kofukin"  # type: ignore[call-overload]


def test_of_payees_the_name_of_the_project_is_the_programs_and_what_amounts_are_stays_open(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(RS + RS_ROW, encoding="utf-8")
    assert kofukin("import", "list.csv", "-o", "draft.toml").code == 1
    (project,) = projects()
    assert (project["municipality"], project["note"], "name" in project) == ("あおば市", "総務省", False)
    assert list(dict(project["open"])) == ["national_funds_yen"]  # type: ignore[call-overload]
    given = ("--amounts", "national", "--unit", "円", "--force")
    assert kofukin("import", "list.csv", "-o", "draft.toml", *given).code == 0
    assert dict(projects()[0]["inferred"])["national_funds_yen"] == "as given by --amounts"  # type: ignore[call-overload]


def test_a_plan_names_the_recipe(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(GBIZINFO + GBIZINFO_ROW, encoding="utf-8")
    assert "read by the recipe gbizinfo" in kofukin("import", "list.csv", "--plan").out


def test_a_form_is_found_by_its_headings_in_whatever_file_and_width(kofukin: Kofukin) -> None:
    heading = GBIZINFO.replace("法人番号", "法人 番号").replace(",", "\t")
    Path("a.tsv").write_text(heading + GBIZINFO_ROW.replace(",", "\t"), encoding="utf-8")
    assert kofukin("import", "a.tsv", "-o", "draft.toml").code == 0


@pytest.mark.parametrize("gone", ["証明日", "発行元"])
def test_a_list_with_other_headings_is_no_such_form(kofukin: Kofukin, gone: str) -> None:
    Path("list.csv").write_text(GBIZINFO.replace(gone, "担当") + GBIZINFO_ROW, encoding="utf-8")
    assert "recipe" not in kofukin("import", "list.csv", "--plan").out


def test_what_the_user_says_goes_before_a_recipe_of_the_programs_own(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(GBIZINFO + GBIZINFO_ROW, encoding="utf-8")
    kofukin("import", "list.csv", "-o", "draft.toml", "--amounts", "cost", "--unit", "千円", "--ignore", "発行元")
    (project,) = projects()
    assert (project["stated_cost_yen"], "national_funds_yen" in project, "note" in project) == (
        49_000_000,
        False,
        False,
    )


def test_a_recipe_of_the_users_goes_before_one_of_the_programs_own(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(GBIZINFO + GBIZINFO_ROW, encoding="utf-8")
    kofukin("import", "list.csv", "-o", "draft.toml", "--amounts", "cost", "--save-recipe", "mine.toml")
    outcome = kofukin("import", "list.csv", "-o", "next.toml", "--recipe", "mine.toml")
    assert (outcome.code, "recipe" in outcome.out) == (0, False)
    assert projects("next.toml")[0]["stated_cost_yen"] == 49_000


def test_every_recipe_that_comes_along_can_be_read_and_is_found_by_several_headings() -> None:
    files = list(resources.files("kofukin.importing").joinpath("recipes").iterdir())
    assert len(files) > 1
    for file in files:
        given = parsed(file.read_text(encoding="utf-8"), file.name)
        assert len(given.headings or ()) > 5
        assert {*given.columns.values(), *given.ignored} <= set(given.headings or ())


def listed(era: str, rows: int, titled: bool) -> str:
    """Return the list of one year, as its source writes it; only in its title or its heading does a year stand."""
    amounts = [100 * number for number in range(1, rows + 1)]
    lines = [f"{era}年度の一覧"] if titled else []
    lines += ["件名,額,担当", *(f"{era}その{amount}事業,{amount},企画課" for amount in amounts)]
    return "\n".join([*lines, f"合計,{sum(amounts)},", ""])


ERAS = [*(f"平成{year}" for year in range(26, 31)), "令和元", *(f"令和{year}" for year in range(2, 8))]
SAID = (
    *("--map", "name=件名", "--map", "national_funds_yen=額", "--ignore", "担当", "--unit", "千円"),
    *("--municipality", "あさひ市", "--program", "推進", "--save-recipe", "city.toml"),
)


@pytest.mark.parametrize("titled", [True, False])
def test_of_twelve_yearly_files_the_second_to_the_twelfth_go_in_without_a_question(
    kofukin: Kofukin, titled: bool
) -> None:
    names = [
        f"list-{'h' if number < 5 else 'r'}{number + 26 if number < 5 else number - 4}.csv" for number in range(12)
    ]
    for number, (name, era) in enumerate(zip(names, ERAS, strict=True)):
        Path(name).write_text(listed(era, number + 2, titled), encoding="utf-8")
    year = () if titled else ("--year", "H26")
    assert kofukin("import", names[0], "-o", "first.toml", *SAID, *year).code == 0
    outcome = kofukin("import", *names[1:], "-o", "rest.toml", "--recipe", "city.toml")
    assert outcome.code == 0
    sums: dict[object, int] = {}
    for row in projects("rest.toml"):
        sums[row["fiscal_year"]] = sums.get(row["fiscal_year"], 0) + int(str(row["national_funds_yen"]))
    assert sums == {2014 + number: sum(range(1, number + 3)) * 100_000 for number in range(1, 12)}
    evidence = dict(projects("rest.toml")[0]["inferred"])["fiscal_year"]  # type: ignore[call-overload]
    assert ("list-h27.csv" in evidence) is not titled


def test_a_name_says_no_year_unless_the_recipe_has_it_so(kofukin: Kofukin) -> None:
    Path("list-h26.csv").write_text(listed("平成26", 2, titled=False), encoding="utf-8")
    Path("list-h27.csv").write_text(listed("平成27", 2, titled=False), encoding="utf-8")
    kofukin("import", "list-h26.csv", "-o", "first.toml", *SAID, "--year", "H25")
    outcome = kofukin("import", "list-h27.csv", "-o", "next.toml", "--recipe", "city.toml")
    assert (outcome.code, "--year" in outcome.err) == (2, True)


def test_a_year_in_the_file_counts_though_its_name_says_another(kofukin: Kofukin) -> None:
    Path("list-h26.csv").write_text(listed("平成26", 2, titled=False), encoding="utf-8")
    kofukin("import", "list-h26.csv", "-o", "first.toml", *SAID, "--year", "H26")
    Path("list-h28.csv").write_text(listed("平成27", 2, titled=True), encoding="utf-8")
    assert kofukin("import", "list-h28.csv", "-o", "next.toml", "--recipe", "city.toml").code == 1
    assert {row["fiscal_year"] for row in projects("next.toml")} == {2015}


def test_a_year_that_is_given_goes_before_that_of_the_name(kofukin: Kofukin) -> None:
    Path("list-h26.csv").write_text(listed("平成26", 2, titled=False), encoding="utf-8")
    kofukin("import", "list-h26.csv", "-o", "first.toml", *SAID, "--year", "H26")
    assert kofukin("import", "list-h26.csv", "-o", "next.toml", "--recipe", "city.toml", "--year", "H30").code == 0
    assert {row["fiscal_year"] for row in projects("next.toml")} == {2018}


def test_a_name_without_a_year_is_asked_for_it(kofukin: Kofukin) -> None:
    Path("list-h26.csv").write_text(listed("平成26", 2, titled=False), encoding="utf-8")
    kofukin("import", "list-h26.csv", "-o", "first.toml", *SAID, "--year", "H26")
    Path("new.csv").write_text(listed("平成27", 2, titled=False), encoding="utf-8")
    assert "--year" in kofukin("import", "new.csv", "-o", "next.toml", "--recipe", "city.toml").err


def test_the_command_of_a_plan_reads_what_the_recipe_says(kofukin: Kofukin) -> None:
    Path("list-h26.csv").write_text(listed("平成26", 2, titled=False), encoding="utf-8")
    kofukin("import", "list-h26.csv", "-o", "first.toml", *SAID, "--year", "H26")
    Path("list-h27.csv").write_text(listed("平成27", 2, titled=False), encoding="utf-8")
    command = kofukin("import", "list-h27.csv", "--plan", "--recipe", "city.toml").out.splitlines()[-1]
    assert kofukin(*shlex.split(command.partition(": ")[2])[1:]).code == 0
    assert {row["fiscal_year"] for row in projects()} == {2015}


def published(era: str, rows: int, unit: str) -> str:
    """Return the list of one year with the unit of that year over it, and what nobody needs beside each project."""
    amounts = [number * (1_000 if unit == "円" else 1) * 100 for number in range(1, rows + 1)]
    lines = [f"{era}年度 あさひ市 地方創生推進交付金（単位：{unit}）", "No.,件名,交付額,電話番号,担当"]
    lines += [f"{number},{era}その{number}事業,{amount},0123,企画課" for number, amount in enumerate(amounts, start=1)]
    return "\n".join([*lines, f",合計,{sum(amounts)},,", ""])


def test_units_and_rows_of_twelve_years_may_differ(kofukin: Kofukin) -> None:
    for number, era in enumerate(ERAS):
        text = published(era, 3 + number % 4, ("千円", "円")[number % 2])
        Path(f"{number:02}.csv").write_text(text, encoding="utf-8")
    said = ("--map", "name=件名", "--ignore", "担当", "--save-recipe", "city.toml")
    first = kofukin("import", "00.csv", "-o", "first.toml", *said)
    assert (first.code, "the recipe was written to city.toml" in first.err) == (0, True)
    names = [f"{number:02}.csv" for number in range(1, 12)]
    outcome = kofukin("import", *names, "-o", "rest.toml", "--recipe", "city.toml")
    assert (outcome.code, outcome.err) == (0, "")
    sums: dict[object, int] = {}
    for row in projects("rest.toml"):
        sums[row["fiscal_year"]] = sums.get(row["fiscal_year"], 0) + int(str(row["national_funds_yen"]))
    assert sums == {2014 + number: sum(range(1, 4 + number % 4)) * 100_000 for number in range(1, 12)}


def test_a_total_that_is_gone_from_the_next_file_is_an_open_point(kofukin: Kofukin) -> None:
    Path("a.csv").write_text(published("令和4", 3, "千円"), encoding="utf-8")
    kofukin("import", "a.csv", "-o", "a.toml", "--map", "name=件名", "--ignore", "担当", "--save-recipe", "city.toml")
    recipe = tomli.loads(Path("city.toml").read_text(encoding="utf-8"))["recipe"]
    assert (recipe["projects"], recipe["has_total"]) == ([3, 3], True)
    cut = published("令和5", 3, "千円").splitlines()[:-1]
    Path("b.csv").write_text("\n".join(cut) + "\n", encoding="utf-8")
    outcome = kofukin("import", "b.csv", "-o", "b.toml", "--recipe", "city.toml")
    assert (outcome.code, "stated its total, this one does not" in outcome.out) == (1, True)
    assert len(projects("b.toml")) == 3


def test_a_number_of_projects_that_is_unusual_is_told_and_no_open_point(kofukin: Kofukin) -> None:
    Path("a.csv").write_text(published("令和4", 3, "千円"), encoding="utf-8")
    kofukin("import", "a.csv", "-o", "a.toml", "--map", "name=件名", "--ignore", "担当", "--save-recipe", "city.toml")
    for rows, said in ((7, True), (6, False), (1, True), (2, False)):
        Path("b.csv").write_text(published("令和5", rows, "千円"), encoding="utf-8")
        outcome = kofukin("import", "b.csv", "-o", "b.toml", "--force", "--recipe", "city.toml")
        assert (outcome.code, "the file of the recipe had 3" in outcome.out) == (0, said)
