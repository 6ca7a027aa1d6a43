"""``kofukin programs NAME``: one grant program as a page, with its line and the state's money year by year."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from conftest import Kofukin
from datasets import BUNDLED, opened
from kofukin import program_page, query
from kofukin.files import national
from kofukin.importing.known_programs import KNOWN
from kofukin.messages import LANGUAGES
from kofukin.model.amounts import Unit
from kofukin.render import Style
from kofukin.render.terminal import render_table

HIRAGANA = re.compile("[ぁ-ゖ]")
NAMES = {name for entry in national.entries() for name in (entry.program.name, *entry.aliases)}


def ours(text: str) -> str:
    """Return what is left of a text without the programs' names and without what it quotes."""
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, "")
    return re.sub("「[^」]*」", "", text)


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


def test_the_two_parts_of_the_sheets_of_2023_add_up_to_the_one_before() -> None:
    """The sheets round to a million yen, so that two of them may be two off."""

    def parts(field: str, year: int) -> int:
        return sum(million(getattr(money(program, year, "2023"), field)) for program in ("suishin", "seibi-suishin"))

    assert parts("carried_in_yen", 2020) == -million(money("suishin", 2019, "2022").carried_out_yen) == 54_649
    for field in ("initial_yen", "carried_out_yen", "executed_yen"):
        for year in (2020, 2021):
            assert abs(parts(field, year) - million(getattr(money("suishin", year, "2022"), field))) <= 2


def test_what_a_later_sheet_changed_is_what_it_says() -> None:
    document = tomli.loads((BUNDLED.parent / "national" / "budgets.toml").read_text(encoding="utf-8"))
    assert len(document["restated"]) == 11
    for table in document["restated"]:
        earlier = money(table["program"], table["fiscal_year"], table["earlier_vintage"])
        assert getattr(earlier, table["field"]) == table["earlier_yen"]
        later = [b for b in national.budgets() if (b.program, b.fiscal_year) == (earlier.program, earlier.fiscal_year)]
        assert table["later_yen"] in [getattr(b, table["field"]) for b in later if b.vintage >= table["later_vintage"]]


def test_every_figure_names_its_sheet_and_the_copy_that_was_read() -> None:
    known = {program.id for program in KNOWN}
    unread = set()
    for budget in national.budgets():
        assert budget.program in known
        if not budget.stored_at:
            unread.add((budget.program, budget.vintage))
    assert unread == {("rinji", "2020")}
    for step in national.steps():
        assert {step.earlier, step.later} <= known
        assert step.basis in (national.STATED, national.READING)
        assert step.stored_at
    for output in national.outputs():
        assert output.program in known
        assert 0 < output.bodies <= (output.planned_bodies or 1_788) <= 1_790


def test_what_is_our_own_reading_stands_in_both_languages() -> None:
    evidence = [(step.evidence, step.evidence_en) for step in national.steps()]
    evidence += [(each.evidence, each.evidence_en) for each in national.breaks()]
    assert all(ja and en for ja, en in evidence)
    covering = [(budget.covers, budget.covers_en) for budget in national.budgets()]
    covering += [(output.covers, output.covers_en) for output in national.outputs()]
    assert all((ja is None) == (en is None) for ja, en in covering)
    assert not [en for _, en in (*evidence, *covering) if HIRAGANA.search(ours(en or ""))]


def test_a_page_has_names_rates_limits_line_and_money(kofukin: Kofukin) -> None:
    out = kofukin("programs", "推進", "--lang", "ja").out
    for text in (
        "地方創生推進交付金\n",
        "予算事業ID 130",
        "補助率: 1/2",
        "H28 の先駆: 1 事業の国費は市町村 100,000 千円、都道府県 200,000 千円、5 年まで",
        "H28 の横展開: 1 事業の国費は市町村 25,000 千円、都道府県 50,000 千円、3 年まで",
        "地方創生推進交付金 → デジタル田園都市国家構想交付金（地方創生推進タイプ）、R4 補正から。国の ID や名称による",
        "デジタル田園都市国家構想交付金 → 新しい地方経済・生活環境創生交付金、R6 補正から。資料に記載はなく、判断",
        "新しい地方経済・生活環境創生交付金 → 地域未来交付金、R7 補正から。国の ID や名称による",
        "国が支出した団体の数: H28 882、H29 1,264、H30 1,322、R1 1,227",
        "シート 2019（H28）: https://www.cao.go.jp/yosan/excel/r1/30003100_naikakufu.xlsx、写し judgit",
        "シート 2022（R1、R2、R3、R4）: 写し judgit/data data/2022/内閣府/2022-府-21-0041.json",
        "R2 から範囲が違い、前の年度とつながらない",
        "公開の場所を直接開いてはいない",
        "データ（札幌市の地方創生関連交付金事業）の年度: H28、H29（8 件）",
    ):
        assert text in out
    rows = [line.split() for line in out.splitlines() if line.startswith("R2 ")]
    assert [(row[1], row[2], row[7]) for row in rows] == [
        ("2022", "97,028,000", "90,984,000"),
        ("2023", "57,251,000", "49,606,000"),
    ]
    assert "合計" not in out


@pytest.mark.parametrize("program", sorted(entry.program.id for entry in national.entries()))
def test_a_page_in_english_leaves_in_japanese_what_is_quoted_and_names(kofukin: Kofukin, program: str) -> None:
    out = kofukin("programs", program, "--lang", "en").out.replace("札幌市の地方創生関連交付金事業", "")
    assert not HIRAGANA.search(ours(out))
    assert f"id {program}." in out


def test_a_program_under_whose_id_there_is_no_money_says_where_it_stands(kofukin: Kofukin) -> None:
    out = kofukin("programs", "denen", "--lang", "en").out
    assert "ids it keeps: suishin, kyoten, denen-jisso, seibi-suishin (kofukin programs ID)." in out


def test_what_follows_a_break_stands_behind_all_that_comes_before(kofukin: Kofukin) -> None:
    rows = kofukin("programs", "推進", "-f", "csv", "-c", "era_year,vintage,covers").lines[1:]
    first = next(place for place, row in enumerate(rows) if "除く" in row)
    assert [row.split(",")[0] for row in rows[first:]] == ["R2", "R3", "R4", "R5", "R5", "R6"]
    assert all("除く" in row for row in rows[first:])
    assert not any("除く" in row for row in rows[:first])


def test_a_narrow_window_repeats_what_tells_the_rows_apart() -> None:
    with opened() as connection:
        page = program_page.page(connection, "推進", None, people=True, nested=False)
    text = "".join(render_table(page, Style("ja", Unit.THOUSAND, width=80)))
    assert [line.split()[:2] for line in text.splitlines() if line.startswith("年度")] == [["年度", "シート"]] * 2


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


def test_of_very_many_datasets_only_some_are_named(
    kofukin: Kofukin, dataset_file: Callable[..., Path], tmp_path: Path
) -> None:
    for number in range(9):
        path = dataset_file({"id": f"p{number}"}, name=f"d{number}.toml")
        path.write_text(path.read_text(encoding="utf-8").replace("試験データ", f"一覧{number}"), encoding="utf-8")
    out = kofukin("programs", "推進", "--data", str(tmp_path), "--lang", "ja").out
    assert "データ（一覧0、一覧1、一覧2、一覧3、一覧4、一覧5、ほか）の年度: H29（9 件）" in out


def test_columns_go_by_what_people_call_them_too(kofukin: Kofukin) -> None:
    by_name = kofukin("programs", "推進", "-f", "csv", "-c", "era_year,executed_yen,vintage,stored_at").out
    for called in ("年度,執行額,シート,読んだ写し", "Year,Executed,Sheet of,Copy that was read"):
        assert kofukin("programs", "推進", "-f", "csv", "-c", called).out == by_name
    outcome = kofukin("programs", "推進", "-c", "colour")
    assert (outcome.code, outcome.out) == (2, "")
    assert "no such column: colour" in outcome.err
    assert "executed_yen" in outcome.err


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


def own_program(path: Path, **fields: str) -> str:
    """Add a program of the dataset's own to a file that names its projects' round, and return where it lies."""
    table = {"id": "own", "name": "後の交付金", "short_name": "後", **fields}
    text = "".join(f'{key} = "{value}"\n' for key, value in table.items())
    text = f'[[program]]\n{text}[[round]]\nprogram = "{table["id"]}"\nfiscal_year = 2017\n'
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return str(path)


def test_a_page_tells_the_line_that_the_dataset_gives_its_program(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    stated = own_program(dataset_file({"program": "own"}), succeeds="suishin", basis="stated")
    assert (
        "地方創生推進交付金 → 後の交付金（データの記載）"
        in kofukin("programs", "own", "--data", stated, "--lang", "ja").out
    )
    assert "後の交付金, as the dataset says." in kofukin("programs", "suishin", "--data", stated, "--lang", "en").out
    reading = own_program(dataset_file({"program": "own"}, name="b.toml"), succeeds="suishin", basis="reading")
    assert "which the dataset calls a reading." in kofukin("programs", "own", "--data", reading, "--lang", "en").out
    (page,) = kofukin("programs", "own", "--data", reading, "-f", "json").json
    assert [(s["earlier"], s["later"], s["basis"]) for s in page["line"]] == [("suishin", "own", "reading")]


def test_a_program_with_the_id_of_a_known_one_and_another_name_is_not_that_one(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    project = {"program": "denen", "grant_type": "地方創生推進タイプ", "fiscal_year": 2017} | PAID
    other = own_program(dataset_file(project), id="denen", name="田園まちづくり交付金")
    rows = kofukin("totals", "--by", "lineage", "--data", other, "-f", "json").json
    assert [(row["lineage"], row["lineage_name"]) for row in rows] == [("denen", "田園まちづくり交付金")]
    (page,) = kofukin("programs", "denen", "--data", other, "-f", "json").json
    assert (page["line"], page["budgets"], page["types"]) == ([], [], [])
    path = dataset_file(PAID, name="c.toml")
    path.write_text(
        path.read_text(encoding="utf-8").replace("地方創生推進交付金", "市の推進の交付金"), encoding="utf-8"
    )
    asked = ("totals", "--by", "program,year", "-c", "share_of_nation", "-f", "json", "--data", str(path))
    assert kofukin(*asked).json == [{"share_of_nation": None}]


PAID = {"national_funds_yen": 86_019_000, "amount_basis": "one year", "amount_label": "交付確定額"}


def with_rounds(path: Path, *rounds: tuple[str, int]) -> str:
    """Add rounds to a file, the known programs of other rounds than suishin's too, and return where it lies."""
    known = {program.id: program for program in KNOWN}
    text = path.read_text(encoding="utf-8")
    for program in sorted({program for program, _ in rounds} - {"suishin"}):
        name = known[program].name
        text += f'[[program]]\nid = "{program}"\nname = "{name}"\nshort_name = "{known[program].short_name}"\n'
    text += "".join(f'[[round]]\nprogram = "{program}"\nfiscal_year = {year}\n' for program, year in rounds)
    path.write_text(text, encoding="utf-8")
    return str(path)


SHARES = ("totals", "--by", "program,year", "-c", "share_of_nation,share_of_nation_gap")


def test_the_share_of_the_nation_is_given_where_both_mean_the_same(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    asked = (*SHARES, "-f", "json", "--data", str(dataset_file(PAID, PAID)))
    assert kofukin(*asked).json == [{"share_of_nation": 0.002, "share_of_nation_gap": None}]  # of 86,019 million yen


@pytest.mark.parametrize(
    ("unlike", "gap"),
    [
        ({"amount_basis": "unstated"}, "other period"),
        ({"amount_basis": "all years"}, "other period"),
        ({"amount_label": "採択額"}, "other stage"),
        ({"amount_label": "交付決定額"}, "other stage"),
        ({"fiscal_year": 2030}, "no figure"),
        ({"program": "kyoten", "fiscal_year": 2015}, "no figure"),
        ({"fiscal_year": 2020}, "series broken"),
        ({"fiscal_year": 2024}, "series broken"),
        ({"program": "senkogata", "fiscal_year": 2015}, "other scope"),
        ({"program": "mirai", "fiscal_year": 2026}, "other scope"),
        ({"program": "kasokuka", "fiscal_year": 2015}, "nothing spent"),
        ({"program": "shinchiho", "fiscal_year": 2024}, "nothing spent"),
        ({"fiscal_year": 2020, "amount_label": "採択額"}, "series broken"),
        ({"program": None, "program_basis": "open"}, "program open"),
    ],
)
def test_where_there_is_no_share_of_the_nation_the_reason_is_told(
    kofukin: Kofukin, dataset_file: Callable[..., Path], unlike: dict[str, object], gap: str
) -> None:
    project = {"program": "suishin", **PAID, **unlike}
    path = dataset_file({name: value for name, value in project.items() if value is not None})
    if project["program"] is None:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('program = "suishin"\nname', "name", 1), encoding="utf-8")
    rounds = {(str(project["program"]), int(str(project.get("fiscal_year", 2017))))} - {
        ("suishin", 2017),
        ("None", 2017),
    }
    data = with_rounds(path, *rounds)
    assert kofukin(*SHARES, "-f", "json", "--data", data).json == [
        {"share_of_nation": None, "share_of_nation_gap": gap}
    ]
    for language in LANGUAGES:
        out = kofukin(*SHARES[:-1], "share_of_nation", "--data", data, "--lang", language).out
        assert query.NATION_GAPS[gap].in_(language) in out


def test_one_unlike_amount_among_others_leaves_no_share_and_an_amount_that_is_not_stated_too(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    for other, gap in (
        (PAID | {"amount_label": "採択額"}, "other stage"),
        (PAID | {"amount_basis": "all years"}, "other period"),
        ({"amount_basis": "one year", "amount_label": "交付確定額"}, "amount unstated"),
    ):
        rows = kofukin(*SHARES, "-f", "json", "--data", str(dataset_file(PAID, other))).json
        assert rows == [{"share_of_nation": None, "share_of_nation_gap": gap}]


def test_the_reasons_are_one_note_with_the_programs_and_years_of_each(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file(
        PAID,
        PAID | {"fiscal_year": 2020},
        PAID | {"fiscal_year": 2021},
        PAID | {"program": "kyoten", "fiscal_year": 2018, "amount_label": "採択額"},
    )
    data = with_rounds(path, ("suishin", 2020), ("suishin", 2021), ("kyoten", 2018))
    out = kofukin(*SHARES[:-1], "program,year,share_of_nation", "--data", data, "--lang", "ja").out
    assert "国のシートの範囲が途中で変わった（推進 R2、推進 R3）、交付済み・確定・実績と書かれていない額が" in out
    assert "（採択額など）（拠点整備 H30）" in out
    assert "推進 H29" not in out
    short = kofukin(*SHARES[:-1], "share_of_nation", "--data", data, "--notes", "short", "--lang", "en").out
    assert "No share: the state's sheets have changed what they cover (推進 R2, 推進 R3)" in short
    by_body = kofukin("totals", "--by", "municipality,program,year", *SHARES[3:], "--data", data, "-f", "json").json
    assert [row["share_of_nation_gap"] for row in by_body] == [None, "series broken", "series broken", "other stage"]


@pytest.mark.parametrize("by", ["program", "year", "all", "municipality"])
def test_the_share_of_the_nation_is_of_a_program_in_a_year(kofukin: Kofukin, by: str) -> None:
    outcome = kofukin("totals", "--by", by, "-c", "share_of_nation")
    assert (outcome.code, outcome.out) == (2, "")
    assert "not by both" in outcome.err
