"""The questions that ``import --ask`` puts in a terminal, answered as a person types."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pytest
import tomli

from conftest import Kofukin, bare_environment

Child = Any
"""What pexpect, which has no types, gives for a program in a terminal."""
LIST = "団体,事業名,金額,担当課\nあさひ市,朝の市事業,1200,企画課\n,夕の市事業,1300,観光課\n"
ASK = ("import", "list.csv", "-o", "draft.toml", "--ask")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def asked() -> Iterator[Callable[..., Child]]:
    """Run the program in a terminal; it is ended with the test."""
    children: list[Child] = []

    def run(*arguments: str, lang: str = "en") -> Child:
        environment = bare_environment(TERM="xterm-256color", KOFUKIN_LANG=lang)
        command = ["-m", "kofukin", *arguments]
        child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=10, env=environment)
        child.setwinsize(60, 80)
        children.append(child)
        return child

    yield run
    for child in children:
        child.close(force=True)


def answer(child: Child, question: str, text: str) -> str:
    """Wait for a question and its prompt, answer it, and return all that was shown with it."""
    child.expect(question)
    child.expect("\n> ")
    shown = str(child.before)
    child.sendline(text)
    return shown


def code_of(child: Child) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


QUESTIONS = {
    "en": "which fiscal year|which grant program|no word says|what unit|a blank body|what does column D",
    "ja": "どの年度|どの交付金|何の額か|金額の単位|団体が空欄|D 列「担当課」",
}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_missing_is_asked_until_nothing_is(asked: Callable[..., Child], lang: str) -> None:
    child = asked(*ASK, lang=lang)
    year, program, amounts, unit, blanks, column = QUESTIONS[lang].split("|")
    answer(child, year, "R4")
    answer(child, program, "推進")
    assert "1200" in answer(child, amounts, "national")
    answer(child, unit, "千円")
    answer(child, blanks, "y")
    shown = answer(child, column, "-")
    assert "企画課" in shown
    assert "観光課" in shown
    answer(child, "レシピ" if lang == "ja" else "keep the answers", "")
    assert code_of(child) == 0
    projects = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))["project"]
    assert [(row["municipality"], row["national_funds_yen"]) for row in projects] == [
        ("あさひ市", 1_200_000),
        ("あさひ市", 1_300_000),
    ]
    assert sorted(path.name for path in Path().iterdir()) == ["draft.toml", "list.csv"]


def test_a_wrong_answer_is_told_and_asked_again(asked: Callable[..., Child]) -> None:
    child = asked(*ASK)
    answer(child, "which fiscal year", "R99x")
    answer(child, "not a fiscal year: R99x", "")
    child.expect("\n> ")
    child.sendline("R4")
    answer(child, "which grant program", "")
    answer(child, "no word says", "prefecture")
    child.expect("use one of national, cost")
    child.sendcontrol("c")
    assert code_of(child) == 130


def test_what_nobody_knows_stays_open_and_the_rest_is_kept_in_a_recipe(
    asked: Callable[..., Child], kofukin: Kofukin
) -> None:
    child = asked(*ASK, "--year", "R4", "--save-recipe", "city.toml")
    answer(child, "which grant program", "")
    answer(child, "no word says", "national")
    answer(child, "what unit", "円")
    answer(child, "a blank body", "yes")
    answer(child, "what does column D", "note")
    assert code_of(child) == 1
    draft = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))
    assert [project["note"] for project in draft["project"]] == ["企画課", "観光課"]
    assert [entry["text"] for entry in draft["open"]] == ["no grant program is named"]
    assert kofukin("import", "list.csv", "-o", "next.toml", "--recipe", "city.toml", "-y", "R5", "-p", "推進").code == 0


def test_the_answers_are_offered_as_a_recipe_at_the_end(asked: Callable[..., Child]) -> None:
    Path("there.toml").write_text("mine", encoding="utf-8")
    Path("list.csv").write_text(
        "団体,年度,交付金名,事業名,金額（円）\nあさひ市,R4,推進交付金,朝の市事業,1200\n", encoding="utf-8"
    )
    child = asked(*ASK)
    answer(child, "no word says", "cost")
    answer(child, "keep the answers", "there")
    answer(child, "exists already", "city")
    assert code_of(child) == 0
    recipe = tomli.loads(Path("city.toml").read_text(encoding="utf-8"))["recipe"]
    assert recipe["amounts"] == "stated_cost_yen"
    assert Path("there.toml").read_text(encoding="utf-8") == "mine"


def test_a_program_that_is_nearly_a_known_one_is_asked_about(asked: Callable[..., Child]) -> None:
    Path("list.csv").write_text("団体,年度,事業名,交付額（円）\nあさひ市,R4,朝の市事業,1200\n", encoding="utf-8")
    child = asked(*ASK, "--program", "地方創生推薦交付金")
    assert "地方創生推進交付金" in answer(child, "no such program: 地方創生推薦交付金", "地方創生加速交付金")
    answer(child, "did you mean kasokuka", "地方創生加速化交付金")
    answer(child, "keep the answers", "")
    assert code_of(child) == 0
    draft = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))
    assert [program["id"] for program in draft["program"]] == ["kasokuka"]


def test_a_column_that_is_not_there_is_told_and_asked_again(asked: Callable[..., Child]) -> None:
    Path("list.csv").write_text("標題,交付額（円）\n朝の市事業,1200\n", encoding="utf-8")
    child = asked(*ASK, "--year", "R4", "--municipality", "あさひ市", "--program", "推進")
    assert "標題" in answer(child, "which column holds the names", "件名の列")
    answer(child, "which column holds the names", "標題")
    answer(child, "keep the answers", "")
    assert code_of(child) == 0


@pytest.mark.parametrize("end", ["c", "d"])
def test_giving_up_writes_nothing_and_leaves_the_terminal_as_it_was(asked: Callable[..., Child], end: str) -> None:
    child = asked(*ASK)
    answer(child, "which fiscal year", "R4")
    child.expect("\n> ")
    assert not child.getecho()
    child.sendcontrol(end)
    child.expect(pexpect.EOF)
    assert child.getecho()
    assert code_of(child) == 130
    assert [path.name for path in Path().iterdir()] == ["list.csv"]


def test_of_several_files_each_has_the_year_of_its_name_where_the_answer_is_that_of_the_first(
    asked: Callable[..., Child],
) -> None:
    for name in ("list-r4", "list-r5", "new"):
        text = "団体,交付金名,事業名,交付額（円）\nあさひ市,推進交付金,朝の市事業,1200\n"
        Path(f"{name}.csv").write_text(text, encoding="utf-8")
    child = asked("import", "list-r4.csv", "list-r5.csv", "new.csv", "-o", "draft.toml", "--ask")
    assert "list-r4.csv" in answer(child, "holds for all 3 files", "R4")
    assert "new.csv" in answer(child, "holds for all 3 files", "R7")
    answer(child, "keep the answers", "")
    assert code_of(child) == 0
    projects = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))["project"]
    assert [row["fiscal_year"] for row in projects] == [2022, 2023, 2025]


def test_nothing_is_asked_of_a_file_that_says_everything(asked: Callable[..., Child]) -> None:
    text = "団体,年度,交付金名,事業名,交付額（円）\nあさひ市,R4,推進交付金,朝の市事業,1200\n"
    Path("list.csv").write_text(text, encoding="utf-8")
    assert code_of(asked(*ASK)) == 0


def test_without_a_terminal_there_is_nobody_to_ask(kofukin: Kofukin) -> None:
    outcome = kofukin(*ASK)
    assert (outcome.code, "--plan" in outcome.err, Path("draft.toml").exists()) == (2, True, False)


def test_lines_that_no_rule_reads_are_asked_about_and_where_all_went_is_said(asked: Callable[..., Child]) -> None:
    page = "令和4年度 地方創生推進交付金\nあさひ市\n甲事業 ★ 1,200千円 ／ 企画課\n乙事業 ★ 300千円 ／ 企画課\n"
    Path("page.txt").write_text(page, encoding="utf-8")
    child = asked("import", "page.txt", "-o", "draft.toml", "--ask")
    assert "甲事業 ★ 1,200千円" in answer(child, "2 lines of this shape went unread", "丙事業")
    answer(child, "National funds on that line", "1,200千円")
    answer(child, "Cost", "")
    answer(child, "no line holds 丙事業", "甲事業")
    answer(child, "National funds on that line", "1,200千円")
    answer(child, "Cost", "")
    answer(child, "keep the answers", "city")
    child.expect("the recipe was written to city.toml")
    child.expect("for the next file: kofukin import FILE -o DRAFT.toml --recipe city.toml")
    child.expect("the draft was written to draft.toml")
    assert code_of(child) == 0
    found = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))["project"]
    assert [(row["name"], row["national_funds_yen"]) for row in found] == [("甲事業", 1_200_000), ("乙事業", 300_000)]


@pytest.mark.parametrize("word", ["ignore", "読まない", "-"])
def test_a_column_can_be_left_out_by_a_word(asked: Callable[..., Child], word: str) -> None:
    text = "団体,年度,交付金名,事業名,交付額（円）,担当課\nあさひ市,R4,推進交付金,朝の市事業,1200,企画課\n"
    Path("list.csv").write_text(text, encoding="utf-8")
    child = asked(*ASK)
    answer(child, "what does column F", word)
    answer(child, "keep the answers", "")
    assert code_of(child) == 0
