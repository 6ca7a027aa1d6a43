"""What kofukin prints verifies; with one digit, the unit, the year, the program or the payer changed it does not."""

import contextlib
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import Kofukin
from kofukin import cli
from kofukin.filters import Filters
from kofukin.store import opening
from kofukin.text.display_width import display_width
from kofukin.verifying.context import FUNDS, PARTNERS
from kofukin.verifying.judging import Finding, Verdict
from kofukin.verifying.reading import pieces_of
from kofukin.verifying.verdicts import Verifier

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.ja.md")
PROJECTS = {project["id"]: project for project in tomllib.loads((ROOT / "data/projects.toml").read_text())["project"]}

OUTPUTS = [
    "totals",
    "totals --by year",
    "totals --by year,program",
    "totals --by year,program,application",
    "totals --by program --pivot year",
    "totals --by year --pivot program",
    "totals --by program --pivot application",
    "totals --by application -f markdown",
    "totals --by all",
    "totals --by municipality",
    "totals --by prefecture,year",
    "totals --by budget",
    "totals --by basis,program",
    "totals --by program -f csv",
    "totals --by year -f tsv",
    "totals --by year -f json",
    "totals --active H29",
    "totals --unit million",
    "list",
    "list --year H29",
    "list --active H29",
    "list --limit 3",
    "list 観光",
    "list --program 加速化",
    "list --unit 百万円 -f markdown",
    "list --unit yen",
    "list -f csv",
    "list -f jsonl",
    "list -c all -f csv",
    "list --excel",
    "show sapporo-h28-women",
    "show sapporo-h28-youth -f json",
    "show sapporo-h28-asia -f markdown",
]


class Judged(NamedTuple):
    """An amount as it is printed: its line from 0, from where to where, and the finding on it."""

    line: int
    start: int
    end: int
    column: int | None
    finding: Finding

    @property
    def is_found(self) -> bool:
        return self.finding.verdict is Verdict.FOUND

    @property
    def measure(self) -> str:
        return self.finding.facts[0].measure if self.finding.facts else self.finding.sums[0].measure


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Judged]]:
    """Return the findings on the amounts of a text, with the bundled data."""
    verifier = Verifier(opening.open_all(()), Filters())
    path = tmp_path_factory.mktemp("verify") / "text.md"

    def judged(text: str) -> list[Judged]:
        path.write_text(text, encoding="utf-8")
        found = verifier.verify(pieces_of(path)).findings
        return [Judged(each.line - 1, each.start, each.end, each.column, finding) for each, finding in found]

    return judged


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("command", OUTPUTS)
def test_every_figure_of_an_answer_is_found(kofukin: Kofukin, tmp_path: Path, command: str, language: str) -> None:
    answer = kofukin(*command.split(), KOFUKIN_LANG=language).out
    ending = ".jsonl" if "jsonl" in command else ".json" if "totals" in command and "json" in command else ".txt"
    (tmp_path / f"answer{ending}").write_text(answer, encoding="utf-8")
    outcome = kofukin("verify", str(tmp_path / f"answer{ending}"), "-f", "json")
    assert [entry for entry in outcome.json if entry["verdict"] != "found"] == []
    assert outcome.json
    assert outcome.code == 0


@pytest.mark.parametrize("readme", READMES)
def test_every_figure_of_the_bundled_data_in_a_readme_is_found(kofukin: Kofukin, readme: str) -> None:
    outcome = kofukin("verify", str(ROOT / readme), "-f", "json")
    assert outcome.code == 0
    assert len(outcome.json) >= 20


# What is changed is never found, unless by chance it is true of just what its line says


TABLES = ["totals", "totals --by year,program", "totals --by program --pivot year", "list", "list -f markdown"]
PROGRAMS = {
    "suishin": ("推進", "Promotion"),
    "kyoten": ("拠点整備", "Hub Development"),
    "kasokuka": ("加速化", "Acceleration"),
}
Judge = Callable[[str], list[Judged]]


def figures_of(projects: list[dict[str, Any]], measure: str) -> set[int]:
    """Return what is true of some of the projects: each one's figure, and the sum of each group."""
    rounds = {("suishin", 2016): 2018, ("suishin", 2017): 2019, ("kyoten", 2017): 2017, ("kasokuka", 2016): 2016}
    figures: set[int] = set()
    groups: dict[tuple[object, ...], int] = {}
    for project in projects:
        values = [project["national_funds_yen"]] if measure == FUNDS else []
        if measure == PARTNERS:
            stated = [partner.get("national_funds_yen") for partner in project.get("partners", [])]
            values = [yen for yen in stated if yen is not None]
        figures.update(values)
        year, program = project["fiscal_year"], project["program"]
        last = project.get("last_fiscal_year", rounds[program, year])
        for when in (None, ("grant", year), *(("active", other) for other in range(year, last + 1))):
            for which in (None, program):
                for how in (None, project["application"]):
                    groups[when, which, how] = groups.get((when, which, how), 0) + sum(values)
    return figures | set(groups.values())


def is_true(line: str, yen: int, measures: tuple[str, ...] = (FUNDS, PARTNERS)) -> bool:
    """Return whether a figure is one of what the year, the program and the project on its line name."""
    years = {int(year) + 1988 for year in re.findall(r"\bH(2[89])\b", line)}
    programs = {
        program
        for program, names in PROGRAMS.items()
        if any(re.search(rf"(?<![\w-]){n}(?![\w事])", line) for n in names)
    }
    named = [project for ident, project in PROJECTS.items() if re.search(rf"{ident}(?![\w-])", line)]
    chosen = [
        project
        for project in named or PROJECTS.values()
        if (not years or project["fiscal_year"] in years) and (not programs or project["program"] in programs)
    ]
    return any(yen in figures_of(chosen, measure) for measure in measures)


def yen_at(line: str, one: Judged) -> int:
    """Return the yen of a figure of a table in 千円, or of a sentence that says its unit."""
    written = line[one.start : one.end]
    number = int(re.sub(r"[^0-9]", "", written))
    if re.search("千円|thousand", written) or not re.search("円|yen", written):
        return number * 1000
    return number


def test_no_figure_with_one_digit_changed_is_found(judge: Judge, printed: str) -> None:
    tried = 0
    for one, other, line in each_changed(printed, judge, other_digits):
        if other.start == one.start:
            tried += 1
            assert not other.is_found or is_true(line, yen_at(line, other)), line
    assert tried > 10


def test_no_figure_of_a_table_in_another_unit_is_found(judge: Judge, printed: str) -> None:
    changed = printed.replace("千円", "百万円").replace("thousand yen", "million yen")
    assert changed != printed
    assert judge(changed)
    assert [one for one in judge(changed) if one.is_found] == []


@pytest.mark.parametrize(
    "pair", [("H28", "H29"), ("推進", "加速化"), ("Promotion", "Acceleration"), ("拠点整備", "推進")], ids="-".join
)
def test_no_figure_of_another_year_or_program_is_found(judge: Judge, printed: str, pair: tuple[str, str]) -> None:
    def change(line: str, one: Judged) -> Iterator[str]:
        yield swapped(line, *pair)

    for _, other, line in each_changed(printed, judge, change):
        assert not other.is_found or is_true(line, yen_at(line, other)), line


def test_no_figure_under_the_other_payer_is_found(judge: Judge, printed: str) -> None:
    lines = printed.splitlines()
    for number, head in enumerate(lines):
        funds = next((word for word in ("国費", "National funds") if word in head), None)
        if not funds or head.count("北海道") != 1:
            continue
        changed = [*lines[:number], heads_swapped(head, funds, "北海道"), *lines[number + 1 :]]
        for one in judge("\n".join(changed)):
            line = changed[one.line]
            if one.column is not None and one.line > number and one.is_found:
                assert is_true(line, yen_at(line, one), (one.measure,)), line
                assert yen_at(line, one) in COMMON, line


def heads_swapped(line: str, funds: str, partner: str) -> str:
    """Return a line of headings with two swapped, each still ending where the numbers below it end."""
    swapped_in = {funds: pad_left(partner, display_width(funds)), partner: pad_left("国費", display_width(partner))}
    return re.sub(f"{funds}|{partner}", lambda match: swapped_in[match[0]], line)


def pad_left(text: str, width: int) -> str:
    return " " * (width - display_width(text)) + text


COMMON = figures_of(list(PROJECTS.values()), FUNDS) & figures_of(list(PROJECTS.values()), PARTNERS)
"""Figures that are national funds of one project and a partner's of another."""


@pytest.fixture(scope="module", params=[f"{table} --lang {language}" for table in TABLES for language in ("ja", "en")])
def printed(request: pytest.FixtureRequest) -> str:
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        cli.main(request.param.split())
    return stream.getvalue()


@pytest.mark.parametrize("readme", READMES)
def test_no_figure_of_a_readme_with_one_digit_changed_is_found(judge: Judge, readme: str) -> None:
    def last_digit(line: str, one: Judged) -> Iterator[str]:
        yield max(other_digits(line, one))

    for one, other, line in each_changed((ROOT / readme).read_text(encoding="utf-8"), judge, last_digit):
        if other.start == one.start:
            assert not other.is_found, line


def each_changed(
    text: str, judge: Judge, change: Callable[[str, Judged], Iterator[str]]
) -> Iterator[tuple[Judged, Judged, str]]:
    """Yield each figure, with the findings on its line once that is changed, and the changed line."""
    lines = text.split("\n")
    for one in judge(text):
        assert one.is_found, lines[one.line]
        for changed in change(lines[one.line], one):
            if changed != lines[one.line]:
                for other in judge("\n".join([*lines[: one.line], changed, *lines[one.line + 1 :]])):
                    if other.line == one.line:
                        yield one, other, changed


def other_digits(line: str, one: Judged) -> Iterator[str]:
    """Yield the line with one digit of a figure changed: the last, and another by where it stands."""
    places = [at for at in range(one.start, one.end) if line[at].isdigit()]
    for at in {places[(one.line + one.start) % len(places)], places[-1]}:
        digit = str((int(line[at]) + 1) % 10) if at > one.start else str(int(line[at]) % 9 + 1)
        yield line[:at] + digit + line[at + 1 :]


def swapped(line: str, one: str, other: str) -> str:
    return line.replace(one, "\0").replace(other, one).replace("\0", other)
