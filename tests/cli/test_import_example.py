"""The shape of a line, learned from one marked example, and what it never overrules."""

import time
from pathlib import Path

import pytest
import tomli

from conftest import Kofukin
from kofukin.errors import UsageError
from kofukin.importing.shapes import cells_of, shape

PAGE = (
    "令和4年度 地方創生推進交付金\nあさひ市\n"
    "１　甲事業 ★ 1,200千円 ／ 企画課\n２　乙事業 ★ ２，３００千円 ／ 企画課\n"
    "３　丙事業 ★ 県補助金 900千円 ／ 企画課\n４　丁事業 ★ 3,000千円 ／ 観光課\n"
    "令和5年度\n１　戊事業 ★ 1,000千円 ／ 企画課\n"
)
MARKED = ("--example", "name=甲事業", "--example", "national_funds_yen=1,200千円")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def projects(name: str = "draft.toml") -> list[dict[str, object]]:
    return list(tomli.loads(Path(name).read_text(encoding="utf-8")).get("project", []))


def test_all_lines_of_the_shape_of_a_marked_one_are_read(kofukin: Kofukin) -> None:
    kofukin("import", "page.txt", "-o", "draft.toml", *MARKED)
    found = [(row["name"], row["fiscal_year"], row.get("national_funds_yen")) for row in projects()]
    assert found[:2] == [("甲事業", 2022, 1_200_000), ("乙事業", 2022, 2_300_000)]
    assert found[-1] == ("戊事業", 2023, 1_000_000)
    assert [row["source_line"] for row in projects() if row.get("national_funds_yen")] == [3, 4, 8]


def test_what_no_word_but_the_user_says_is_marked_so(kofukin: Kofukin) -> None:
    kofukin("import", "page.txt", "-o", "draft.toml", *MARKED)
    first = projects()[0]
    assert "amount_label" not in first
    assert dict(first["inferred"])["national_funds_yen"] == "as given by --example"  # type: ignore[call-overload]


def test_a_line_that_says_otherwise_stays_open(kofukin: Kofukin) -> None:
    assert kofukin("import", "page.txt", "-o", "draft.toml", *MARKED).code == 1
    for row in projects()[2:4]:
        assert ("national_funds_yen" in row, "national_funds_yen" in dict(row["open"])) == (False, True)  # type: ignore[call-overload]


@pytest.mark.parametrize(("word", "label"), [("交付決定額", "交付決定額"), ("国費", "国費")])
def test_the_word_beside_an_amount_is_kept(kofukin: Kofukin, word: str, label: str) -> None:
    text = PAGE.replace("★ 1", f"★ {word}：1").replace("★ ２", f"★ {word}：２")
    Path("page.txt").write_text(text, encoding="utf-8")
    kofukin("import", "page.txt", "-o", "draft.toml", *MARKED)
    first = projects()[0]
    assert (first["amount_label"], first["national_funds_yen"]) == (label, 1_200_000)
    assert "national_funds_yen" not in dict(first["inferred"])  # type: ignore[call-overload]


def test_a_shape_is_kept_in_a_recipe(kofukin: Kofukin) -> None:
    kofukin("import", "page.txt", "-o", "draft.toml", *MARKED, "--save-recipe", "city.toml")
    recipe = tomli.loads(Path("city.toml").read_text(encoding="utf-8"))
    assert recipe["line"] == [{"shape": "{#} {name} ★ {national_funds_yen} / 企画課"}]
    Path("page.txt").write_text(PAGE.replace("甲", "庚").replace("1,200", "45"), encoding="utf-8")
    kofukin("import", "page.txt", "-o", "next.toml", "--recipe", "city.toml")
    assert [(row["name"], row.get("national_funds_yen")) for row in projects("next.toml")][:1] == [("庚事業", 45_000)]


def test_a_plan_shows_what_has_the_shape_and_counts_what_is_left(kofukin: Kofukin) -> None:
    Path("page.txt").write_text(PAGE + "何かよくわからない 500円の行\n", encoding="utf-8")
    said = kofukin("import", "page.txt", *MARKED, "--plan").out
    assert "shape {#} {name} ★ {national_funds_yen} / 企画課: 3 lines (as １　甲事業 ★" in said
    assert "1 line is left unread" in said
    assert said.splitlines()[-1].endswith("--example 'name=甲事業' --example 'national_funds_yen=1,200千円'")


def test_a_total_below_is_held_against_the_lines_of_all_pages(kofukin: Kofukin) -> None:
    page = "令和4年度 地方創生推進交付金\nあさひ市\n甲事業 ★ 1,200千円\n乙事業 ★ 300千円\n- 1 -\n丙事業 ★ 500千円\n"
    page += "（単位：千円）\n合計 {}千円\n"
    for stated, code in (("2,000", 0), ("2,100", 1)):
        Path("page.txt").write_text(page.format(stated), encoding="utf-8")
        outcome = kofukin("import", "page.txt", "-o", "draft.toml", "--force", *MARKED)
        assert (outcome.code, "2,100,000, the amounts that were read add up to 2,000,000" in outcome.out) == (
            code,
            code == 1,
        )


def test_an_amount_without_a_unit_asks_for_it(kofukin: Kofukin) -> None:
    Path("page.txt").write_text(PAGE.replace("千円", ""), encoding="utf-8")
    marked = ("--example", "name=甲事業", "--example", "national_funds_yen=1,200")
    assert "--unit" in kofukin("import", "page.txt", "-o", "draft.toml", *marked).err
    kofukin("import", "page.txt", "-o", "draft.toml", *marked, "--unit", "千円")
    assert projects()[0]["national_funds_yen"] == 1_200_000


@pytest.mark.parametrize(
    "marked",
    [
        ("name=甲事業",),
        ("national_funds_yen=1,200千円", "summary=企画課"),
        ("name", "summary=企画課"),
        ("name=甲事業", "何か=企画課"),
        ("name=甲事業", "national_funds_yen=2,300千円"),
        ("name=甲", "summary=事業"),
    ],
)
def test_what_is_no_example_is_a_usage_error(kofukin: Kofukin, marked: tuple[str, ...]) -> None:
    given = [word for pair in marked for word in ("--example", pair)]
    assert kofukin("import", "page.txt", "-o", "draft.toml", *given).code == 2
    assert not Path("draft.toml").exists()


@pytest.mark.parametrize(
    "text", ["{#} 円", "{name}{national_funds_yen}", "{name} と {name}", "{name} と {何か} {what}"]
)
def test_a_recipe_with_what_is_no_shape_is_refused(kofukin: Kofukin, text: str) -> None:
    Path("city.toml").write_text(f'[[line]]\nshape = "{text}"\n', encoding="utf-8")
    assert kofukin("import", "page.txt", "-o", "draft.toml", "--recipe", "city.toml").code == 2


@pytest.mark.parametrize(
    "line",
    ["乙事業 県補助金 ★ 900千円", "県補助金 ★ 900千円", "乙事業 500千円 ★ 900千円", "乙事業 900千円", "千円 ★ 900千円"],
)
def test_a_name_holds_no_money(line: str) -> None:
    assert cells_of("乙事業 ★ 900千円", shape("{name} ★ {national_funds_yen}")) == ["乙事業", "900千円"]
    assert cells_of(line, shape("{name} ★ {national_funds_yen}")) is None


def test_no_line_takes_long() -> None:
    known = shape("{name} ・ {summary} ・ {note} ・ {municipality} ・ {national_funds_yen}")
    begun = time.process_time()
    for _ in range(20):
        assert cells_of("あ ・ " * 99 + "!", known) is None
    assert time.process_time() - begun < 2


def test_a_shape_must_name_a_project() -> None:
    with pytest.raises(UsageError):
        shape("★ {national_funds_yen}")


def test_texts_on_two_lines_are_no_example(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "令和5年度地方創生推進交付金\nこあら市\n事業名：みずべ事業\n交付金額：12,300千円\n", encoding="utf-8"
    )
    marked = ("--example", "name=みずべ事業", "--example", "national_funds_yen=12,300千円")
    outcome = kofukin("import", str(path), "-o", str(tmp_path / "x.toml"), *marked)
    assert (outcome.code, (tmp_path / "x.toml").exists()) == (2, False)


def test_an_example_may_stand_on_a_web_page(kofukin: Kofukin) -> None:
    lines = "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
    Path("page.html").write_text(f"<!doctype html><meta charset=utf-8>{lines}", encoding="utf-8")
    kofukin("import", "page.html", "-o", "draft.toml", *MARKED)
    found = [(row["name"], row["fiscal_year"], row.get("national_funds_yen")) for row in projects()]
    assert found[:2] == [("甲事業", 2022, 1_200_000), ("乙事業", 2022, 2_300_000)]
