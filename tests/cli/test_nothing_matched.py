"""No project matches: that is an answer, not a failure, and what would match is said beside it."""

from pathlib import Path

import pytest

from conftest import Kofukin


@pytest.mark.parametrize("command", ["list", "totals"])
def test_a_year_without_grants_names_the_years_that_have_some_and_what_runs_then(
    kofukin: Kofukin, command: str
) -> None:
    outcome = kofukin(command, "--year", "H30")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.splitlines() == [
        "note: no project matches",
        "hint: years with grants: H28, H29",
        "hint: running in that year: 7 (--active)",
        "hint: without --year: 11",
    ]
    assert kofukin(command, "--year", "H30", KOFUKIN_LANG="ja").err.splitlines() == [
        "注: 当てはまる事業はありません",
        "ヒント: 交付金がある年度: H28、H29",
        "ヒント: その年度に実施中の事業は 7 件（--active）",
        "ヒント: --year を外すと 11 件",
    ]


def test_a_year_in_which_nothing_runs_either(kofukin: Kofukin) -> None:
    err = kofukin("list", "--year", "R5").err
    assert "years with grants: H28, H29" in err
    assert "--active" not in err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("観光", "-p", "加速化"), ["hint: without WORD: 2", "hint: without --program: 2"]),
        (("--min", "1億円"), ["hint: without --min: 11"]),
        (("--max", "1円"), ["hint: without --max: 11"]),
        (("--partner", "青森県"), ["hint: without --partner: 11"]),
        (("--municipality", "小樽市", "-a", "単独"), ["hint: without --municipality: 6"]),
        (("宇宙", "--min", "1億円"), []),
    ],
)
def test_each_filter_says_what_there_is_without_it(
    kofukin: Kofukin, arguments: tuple[str, ...], hint: list[str]
) -> None:
    outcome = kofukin("list", *arguments)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.splitlines() == ["note: no project matches", *hint]


@pytest.mark.parametrize(("command", "header"), [("list", "id,"), ("totals", "program,")])
def test_machine_formats_stay_readable(kofukin: Kofukin, command: str, header: str) -> None:
    for format_ in ("csv", "tsv"):
        (line,) = kofukin(command, "宇宙", "-f", format_).lines
        assert line.replace("\t", ",").startswith(header)
    assert kofukin(command, "宇宙", "-f", "json").out == "[]\n"
    assert kofukin(command, "宇宙", "-f", "jsonl").out == ""


def test_everything_of_nothing_is_one_row_of_no_projects(kofukin: Kofukin) -> None:
    (row,) = kofukin("totals", "宇宙", "--by", "all", "-f", "json").json
    assert (row["projects"], row["unstated"]) == (0, 0)
    assert (row["national_funds_yen"], row["share"]) == (None, None)


def test_markdown_says_so_itself(kofukin: Kofukin) -> None:
    lines = kofukin("list", "宇宙", "-f", "markdown").lines
    assert lines[0].startswith("## ")
    assert lines[-1] == "- **Counted**: no project matches"


def test_a_limit_of_none_is_no_surprise(kofukin: Kofukin) -> None:
    assert kofukin("list", "--limit", "0").err == ""


def test_a_dataset_without_projects(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text('[dataset]\nid = "empty"\ntitle = "空"\nversion = "1"\n', encoding="utf-8")
    for command in ("list", "totals"):
        assert kofukin(command, "--data", str(path)) == (0, "", "note: no project matches\n")
    assert kofukin("programs", "--data", str(path), "-f", "json").out == "[]\n"
