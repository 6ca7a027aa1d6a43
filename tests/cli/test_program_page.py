"""``kofukin programs NAME``: one grant program as a page, with its line and the state's money year by year."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin
from kofukin.files import national
from kofukin.importing.known_programs import KNOWN


def money(program: str, year: int, vintage: str) -> national.Budget:
    (found,) = (b for b in national.budgets() if (b.program, b.fiscal_year, b.vintage) == (program, year, vintage))
    return found


def million(yen: int | None) -> int:
    assert yen is not None
    assert yen % 10**6 == 0
    return yen // 10**6


def test_the_sums_of_the_sheets_hold() -> None:
    kyoten, suishin = money("kyoten", 2016, "2019"), money("suishin", 2016, "2019")
    assert (million(kyoten.supplementary_yen), million(suishin.supplementary_yen)) == (86_980, 3_020)
    assert million(kyoten.supplementary_yen) + million(suishin.supplementary_yen) == 90_000
    parts = [million(money(program, 2020, "2023").initial_yen) for program in ("suishin", "seibi-suishin")]
    assert parts == [57_251, 39_777]
    assert sum(parts) == million(money("suishin", 2020, "2022").initial_yen) == 97_028
    for year in (2021, 2022):
        parts = [million(money(program, year, "2023").initial_yen) for program in ("suishin", "seibi-suishin")]
        assert sum(parts) == million(money("suishin", year, "2022").initial_yen)


def test_what_is_carried_out_is_carried_in_the_year_after_within_one_vintage_of_sheets() -> None:
    for program, year in (("suishin", 2016), ("suishin", 2017), ("suishin", 2018), ("kyoten", 2016), ("kyoten", 2020)):
        rows = {b.fiscal_year: b for b in national.budgets() if b.program == program and b.total_yen is not None}
        assert rows[year].carried_out_yen == -(rows[year + 1].carried_in_yen or 0)


def test_totals_of_the_sheets_add_up_by_their_own_rule() -> None:
    for budget in national.budgets():
        parts = (budget.initial_yen, budget.supplementary_yen, budget.carried_in_yen, budget.reserve_yen)
        if budget.vintage in ("2023", "RS2024", "RS2025") and None not in (*parts, budget.total_yen):
            out = budget.carried_out_yen or 0 if budget.vintage == "2023" else 0
            assert abs(sum(part or 0 for part in parts) + out - (budget.total_yen or 0)) <= 1_000_000, budget


def test_every_figure_names_its_sheet_and_the_copy_that_was_read() -> None:
    known = {program.id for program in KNOWN}
    for budget in national.budgets():
        assert budget.program in known
        assert budget.stored_at or budget.executed_yen or budget.initial_yen or budget.supplementary_yen
    for step in national.steps():
        assert {step.earlier, step.later} <= known
        assert step.basis in (national.STATED, national.READING)


def test_a_page_has_names_rates_limits_line_and_money(kofukin: Kofukin) -> None:
    out = kofukin("programs", "推進", "--lang", "ja").out
    for text in (
        "地方創生推進交付金\n",
        "予算事業ID 130",
        "補助率: 1/2",
        "先駆: 市町村 100,000 千円、都道府県 200,000 千円、5 年まで",
        "横展開: 市町村 25,000 千円、都道府県 50,000 千円、3 年まで",
        "系譜: 地方創生推進交付金 → デジタル田園都市国家構想交付金（地方創生推進タイプ）",
        "系譜（判断）: デジタル田園都市国家構想交付金 → 新しい地方経済・生活環境創生交付金",
        "系譜: 新しい地方経済・生活環境創生交付金 → 地域未来交付金",
        "R2 から範囲が違い、前の年度とつながらない",
        "公開の場所を直接開いてはいない",
        "データの年度: H28、H29（8 件）",
    ):
        assert text in out
    rows = [line.split() for line in out.splitlines() if line.startswith("R2 ")]
    assert [(row[1], row[6], row[7]) for row in rows] == [
        ("97,028,000", "90,984,000", "2022"),
        ("57,251,000", "49,606,000", "2023"),
    ]
    assert "合計" not in out


def test_machines_get_rows_of_money_or_one_object_with_everything(kofukin: Kofukin) -> None:
    lines = kofukin("programs", "拠点", "-f", "csv").lines
    assert lines[0].startswith("program,program_name,fiscal_year,era_year,initial_yen,supplementary_yen,carried_in_yen")
    assert lines[1].startswith(
        "kyoten,地方創生拠点整備交付金,2016,H28,0,86980000000,0,-86645000000,0,335000000,37000000,"
    )
    (page,) = kofukin("programs", "suishin", "-f", "json").json
    assert (page["program"], page["budget_id"], page["projects"]) == ("suishin", "130", 8)
    assert [limit["municipality_yen"] for limit in page["limits"]] == [100_000_000, 25_000_000, 25_000_000]
    assert [(s["earlier"], s["later"]) for s in page["line"] if s["basis"] == "reading"] == [
        ("suishin", "seibi-suishin"),
        ("denen", "shinchiho"),
    ]
    assert [b["executed_yen"] for b in page["budgets"] if b["fiscal_year"] == 2019] == [93_367_000_000]
    assert page["breaks"][0]["fiscal_year"] == 2020
    assert kofukin("programs", "推進", "-f", "json", "-c", "fiscal_year,executed_yen").json[-1] == {
        "fiscal_year": 2024,
        "executed_yen": 51_993_873_000,
    }


@pytest.mark.parametrize("ending", ["md", "xlsx", "csv", "jsonl"])
def test_every_format_is_written(kofukin: Kofukin, tmp_path: Path, ending: str) -> None:
    assert kofukin("programs", "加速化", "-o", str(tmp_path / f"page.{ending}")).code == 0
    assert (tmp_path / f"page.{ending}").stat().st_size > 100


@pytest.mark.parametrize(("wanted", "reason"), [("交付", "error: "), ("無い交付金", "error: "), ("", "error: ")])
def test_none_or_several_is_one_error_with_the_names(kofukin: Kofukin, wanted: str, reason: str) -> None:
    outcome = kofukin("programs", wanted)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(reason)
    assert "suishin (推進)" in outcome.err


def test_a_program_that_only_the_data_knows_has_no_national_money(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file({"program": "own"})
    text = path.read_text(encoding="utf-8").replace('"suishin"', '"own"').replace("地方創生推進交付金", "市の交付金")
    path.write_text(text.replace('"推進"', '"市の"'), encoding="utf-8")
    out = kofukin("programs", "市の", "--data", str(path)).out
    assert "No figures of the state's money are held for it." in out
    assert kofukin("programs", "own", "--data", str(path), "-f", "csv").lines[1:] == []


DENEN = "デジタル田園都市国家構想交付金"


def lines_of(dataset_file: Callable[..., Path], *projects: tuple[str, int, str | None]) -> str:
    tables = [
        {"program": program, "fiscal_year": year, "national_funds_yen": 10, **({"grant_type": kind} if kind else {})}
        for program, year, kind in projects
    ]
    path = dataset_file(*tables)
    known = {program.id: program.name for program in KNOWN}
    programs = {program for program, _, _ in projects} - {"suishin"}
    rounds = {(program, year) for program, year, _ in projects} - {("suishin", 2017)}
    more = "".join(f'[[program]]\nid = "{p}"\nname = "{known[p]}"\nshort_name = "{p}"\n' for p in sorted(programs))
    more += "".join(f'[[round]]\nprogram = "{p}"\nfiscal_year = {y}\n' for p, y in sorted(rounds))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return str(path)


def test_totals_by_line_join_a_series_over_a_rename(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    data = lines_of(
        dataset_file,
        ("suishin", 2021, None),
        ("denen", 2023, "地方創生推進タイプ"),
        ("denen", 2023, "推進タイプ（横展開型）"),
        ("denen", 2023, "デジタル実装タイプ"),
        ("denen", 2023, "地域産業構造転換インフラ整備推進タイプ"),
        ("denen", 2023, None),
        ("shinchiho", 2025, None),
        ("mirai", 2026, "地域未来推進型"),
    )
    rows = kofukin("totals", "--by", "lineage", "--data", data, "-f", "json").json
    assert [(row["lineage"], row["lineage_name"], row["projects"]) for row in rows] == [
        ("suishin", "地方創生推進交付金", 3),
        ("denen", DENEN, 2),
        ("shinchiho", "新しい地方経済・生活環境創生交付金", 2),
        ("denen-jisso", "デジタル田園都市国家構想推進交付金", 1),
    ]
    pivoted = kofukin("totals", "--by", "year", "--pivot", "lineage", "--data", data, "-f", "json").json
    assert [row["suishin_national_funds_yen"] for row in pivoted] == [10, 20, None, None]
    out = kofukin("totals", "--by", "lineage", "--data", data, "--lang", "ja").out
    assert "判断にとどまる引き継ぎではつながない" in out


@pytest.mark.parametrize(("basis", "lines"), [("stated", 1), ("reading", 2)])
def test_a_dataset_may_say_what_its_programs_succeed(
    kofukin: Kofukin, dataset_file: Callable[..., Path], basis: str, lines: int
) -> None:
    path = dataset_file({}, {"program": "own"})
    own = f'[[program]]\nid = "own"\nname = "後の交付金"\nshort_name = "後"\nsucceeds = "suishin"\nbasis = "{basis}"\n'
    own += '[[round]]\nprogram = "own"\nfiscal_year = 2017\n'
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    for data in (str(path), str(path.with_suffix(".db"))):
        if data.endswith(".db"):
            kofukin("export", "--data", str(path), "-o", data)
        assert len(kofukin("totals", "--by", "lineage", "--data", data, "-f", "json").json) == lines


def test_a_circle_of_programs_ends(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file({})
    text = path.read_text(encoding="utf-8").replace('short_name = "推進"', 'short_name = "推進"\nsucceeds = "suishin"')
    path.write_text(text, encoding="utf-8")
    assert kofukin("totals", "--by", "lineage", "--data", str(path), "-f", "json").json[0]["lineage"] == "suishin"


PAID = {"national_funds_yen": 86_019_000, "amount_basis": "one year", "amount_label": "交付確定額"}


def test_the_share_of_the_nation_is_given_where_both_mean_the_same(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    asked = ("totals", "--by", "program,year", "-c", "share_of_nation", "-f", "json", "--data")
    assert kofukin(*asked, str(dataset_file(PAID))).json == [{"share_of_nation": 0.001}]  # of 86,019 million yen
    for unlike in (
        {"amount_basis": "unstated"},
        {"amount_basis": "all years"},
        {"amount_label": "採択額"},
        {"fiscal_year": 2020},
        {"fiscal_year": 2030},
    ):
        path = dataset_file(PAID | unlike)
        if year := unlike.get("fiscal_year"):
            path.write_text(f'{path.read_text(encoding="utf-8")}[[round]]\nprogram = "suishin"\nfiscal_year = {year}\n')
        assert kofukin(*asked, str(path)).json == [{"share_of_nation": None}], unlike
    assert kofukin(*asked, str(dataset_file(PAID, {"amount_basis": "one year"}))).json == [{"share_of_nation": None}]
    out = kofukin("totals", "--by", "program,year", "-c", "share_of_nation", "--lang", "ja").out
    assert "国の執行額に占める割合は、すべての額が 1 年分の" in out


@pytest.mark.parametrize("by", ["program", "year", "all", "municipality"])
def test_the_share_of_the_nation_is_of_a_program_in_a_year(kofukin: Kofukin, by: str) -> None:
    outcome = kofukin("totals", "--by", by, "-c", "share_of_nation")
    assert (outcome.code, outcome.out) == (2, "")
    assert "not by both" in outcome.err
