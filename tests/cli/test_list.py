"""``kofukin list``: which projects match, in which order, with which fields."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas  # type: ignore[import-untyped]
import pytest

from conftest import IDS, Kofukin
from kofukin.importing.bodies import code_of_corporate_number

FIELDS = [
    *("id", "municipality_code", "municipality", "fiscal_year", "era_year", "last_fiscal_year", "budget"),
    *("program", "program_name", "grant_type", "name", "application", "application_text", "partners"),
    *("national_funds_yen", "amount_label", "partner_national_funds_yen", "subsidy_rate", "stated_cost_yen"),
    *("estimated_cost_yen", "other_funds_yen", "amount_basis"),
    *("note", "summary", "program_basis", "program_evidence", "source_document", "source_page", "source_line"),
]
H29, H28 = IDS[:5], IDS[5:]
JOINT = ["sapporo-h29-youth", "sapporo-h28-living", "sapporo-h28-asia", "sapporo-h28-youth", "sapporo-h28-women"]


@pytest.fixture
def ids(kofukin: Kofukin) -> Callable[..., list[str]]:
    """Return the ids that ``list`` finds."""

    def run(*arguments: str) -> list[str]:
        outcome = kofukin("list", *arguments, "-f", "csv", "-c", "id")
        assert outcome.code == 0, outcome.err
        return outcome.lines[1:]

    return run


def test_without_filters_every_project_in_the_order_of_the_document(ids: Callable[..., list[str]]) -> None:
    assert ids() == IDS


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        *((form, H29) for form in ("H29", "h29", "Ｈ２９", "平成29", "平成29年", "平成29年度", "平29", "2017")),
        *((form, H29) for form in ("2017年度", "FY2017", "H29-", "H29..", "2017-R1", "H29〜R2")),
        *((form, H28) for form in ("H28", "..H28", "-H28", "..2016")),
        *((form, IDS) for form in ("H28-H30", "H28..R1", "2016-2018", "H28,H29", "H28、H29")),
    ],
)
def test_a_year_is_the_grants_and_may_be_written_in_many_ways(
    ids: Callable[..., list[str]], year: str, expected: list[str]
) -> None:
    assert ids(f"--year={year}") == expected


def test_a_year_can_be_given_twice(ids: Callable[..., list[str]]) -> None:
    assert ids("-y", "H28", "-y", "H29") == IDS


def test_five_projects_have_a_grant_of_h29_and_eight_run_in_it(ids: Callable[..., list[str]]) -> None:
    assert len(ids("--year", "H29")) == 5
    assert ids("--active", "H29") == [*H29, "sapporo-h28-asia", "sapporo-h28-mice", "sapporo-h28-underground"]


@pytest.mark.parametrize(
    ("year", "count"), [("H27", 0), ("H28", 6), ("H30", 7), ("H31", 4), ("R1", 4), ("H32", 0), ("H28-R1", 11)]
)
def test_active_counts_every_year_that_a_project_runs(ids: Callable[..., list[str]], year: str, count: int) -> None:
    assert len(ids("--active", year)) == count


@pytest.mark.parametrize(
    ("program", "count"),
    [
        *(("suishin", 8), ("SUISHIN", 8), ("推進", 8), ("地方創生推進交付金", 8), ("Promotion", 8)),
        *(("kyoten", 1), ("拠点", 1), ("拠点整備", 1), ("Hub", 1), ("加速化", 2), ("ｋａｓｏｋｕｋａ", 2)),
    ],
)
def test_a_program_goes_by_id_name_or_a_part(ids: Callable[..., list[str]], program: str, count: int) -> None:
    assert len(ids("-p", program)) == count


@pytest.mark.parametrize(
    ("application", "expected"),
    [
        *((word, JOINT) for word in ("joint", "共同", "共同申請", "JOINT")),
        *((word, [i for i in IDS if i not in JOINT]) for word in ("single", "単独", "単独申請")),
        ("道と共同申請", ["sapporo-h29-youth", "sapporo-h28-living", "sapporo-h28-asia"]),
        ("道と６自治体との共同申請", ["sapporo-h28-youth"]),
        ("道との共同申請", ["sapporo-h28-women"]),
    ],
)
def test_an_application_goes_by_type_or_the_documents_words(
    ids: Callable[..., list[str]], application: str, expected: list[str]
) -> None:
    assert ids("-a", application) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *(((word,), ["sapporo-h29-ainu"]) for word in ("ict", "ＩＣＴ", "I C T", "あいぬ", "アイヌ")),
        *(((word,), ["sapporo-h29-it"]) for word in ("it産業", "IT 産業", '"IT 産業"')),
        (("観光",), ["sapporo-h29-inbound", "sapporo-h28-mice"]),
        (("観光", "海外"), ["sapporo-h29-inbound"]),
        (("単年度",), ["sapporo-h28-living"]),
        (("6自治体",), ["sapporo-h28-youth"]),
        (("札幌市",), IDS),
        (("さっぽろ圏",), ["sapporo-h29-youth", "sapporo-h28-youth"]),
    ],
)
def test_words_are_looked_for_in_every_text_and_all_must_match(
    ids: Callable[..., list[str]], words: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(*words) == expected


@pytest.mark.parametrize(
    ("bounds", "count"),
    [
        (("--min", "41000000"), 3),
        (("--min", "41,000千円"), 3),
        (("--min", "４１，０００千円"), 3),
        (("--min", "4100万円"), 3),
        (("--min", "0.41億円"), 3),
        (("--max", "14,500千円"), 2),
        (("--min", "25,000千円", "--max", "25,000千円"), 2),
    ],
)
def test_bounds_include_themselves(ids: Callable[..., list[str]], bounds: tuple[str, ...], count: int) -> None:
    assert len(ids(*bounds)) == count


@pytest.mark.parametrize("municipality", ["札幌", "札幌市", "011002", "01100", "０１１００２"])
def test_a_municipality_goes_by_name_or_code(ids: Callable[..., list[str]], municipality: str) -> None:
    assert ids("--municipality", municipality) == IDS


def test_a_partner_goes_by_a_part_of_its_name(ids: Callable[..., list[str]]) -> None:
    assert ids("--partner", "北海") == JOINT
    assert ids("--partner", "自治体") == ["sapporo-h28-youth"]


def test_different_filters_are_and_ed_and_one_filters_values_or_ed(ids: Callable[..., list[str]]) -> None:
    assert ids("-p", "推進", "-a", "joint", "-y", "H28") == ["sapporo-h28-living", "sapporo-h28-asia"]
    assert len(ids("-p", "拠点", "-p", "加速化")) == 3


def test_sorted_by_several_keys_with_unknown_values_last(ids: Callable[..., list[str]]) -> None:
    first = ["sapporo-h28-youth", "sapporo-h29-health"]
    assert ids("--sort", "national_funds_yen:desc")[:2] == first
    assert ids("--sort", "national_funds_yen:asc") == ids("--sort", "national_funds_yen")
    tie = ids("--sort", "national_funds_yen", "--sort", "id:desc")
    assert tie.index("sapporo-h28-mice") < tie.index("sapporo-h28-asia")
    for order in ("", ":asc", ":desc"):
        assert set(ids("--sort", f"partner_national_funds_yen{order}")[:5]) == set(JOINT)


def test_a_limit_comes_after_the_order(ids: Callable[..., list[str]]) -> None:
    assert ids("--sort", "national_funds_yen:desc", "--limit", "1") == ["sapporo-h28-youth"]
    assert ids("--limit", "0") == []
    assert ids("--limit", "999") == IDS


def test_machine_formats_have_every_field_in_order(kofukin: Kofukin) -> None:
    assert next(csv.reader(io.StringIO(kofukin("list", "-f", "csv").out))) == FIELDS
    assert kofukin("list", "-f", "tsv").lines[0].split("\t") == FIELDS
    assert [list(row) for row in kofukin("list", "-f", "json").json] == [FIELDS] * 11
    assert [list(json.loads(line)) for line in kofukin("list", "-f", "jsonl").lines] == [FIELDS] * 11


def test_machine_formats_have_exact_values(kofukin: Kofukin) -> None:
    (youth,) = [row for row in kofukin("list", "-f", "json").json if row["id"] == "sapporo-h28-youth"]
    expected = {
        "municipality_code": "011002",
        "fiscal_year": 2016,
        "era_year": "H28",
        "last_fiscal_year": 2016,
        "program": "kasokuka",
        "application": "joint",
        "application_text": "道と 6 自治体との共同申請",
        "partners": ["北海道", "6 自治体"],
        "national_funds_yen": 59_500_000,
        "partner_national_funds_yen": 96_141_000,
        "subsidy_rate": "1",
        "estimated_cost_yen": 59_500_000,
        "note": None,
    }
    assert {name: youth[name] for name in expected} == expected


def test_unknown_is_empty_or_null_and_never_zero(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = str(dataset_file({"national_funds_yen": 0}, {}))
    stated, unstated = kofukin("list", "--data", path, "-f", "json").json
    assert (stated["national_funds_yen"], stated["estimated_cost_yen"]) == (0, 0)
    assert (unstated["national_funds_yen"], unstated["estimated_cost_yen"]) == (None, None)
    assert unstated["partners"] == []
    columns = ("-f", "csv", "-c", "national_funds_yen,estimated_cost_yen,partners,note,last_fiscal_year")
    assert kofukin("list", "--data", path, *columns).lines[1:] == ["0,0,,,", ",,,,"]
    assert [line.split() for line in kofukin("list", "--data", path, "-c", "id,national_funds_yen").table[2:4]] == [
        ["p1", "0"],
        ["p2", "-"],
    ]


def test_readers_of_csv_and_of_json_see_the_same(kofukin: Kofukin) -> None:
    table = pandas.read_csv(io.StringIO(kofukin("list", "-f", "csv").out), dtype=str, keep_default_na=False)
    objects = kofukin("list", "-f", "json").json
    as_text = [
        {
            name: "" if value is None else ";".join(value) if isinstance(value, list) else str(value)
            for name, value in row.items()
        }
        for row in objects
    ]
    assert table.to_dict("records") == as_text
    read_by_pandas = pandas.read_json(io.StringIO(kofukin("list", "-f", "json").out), dtype={"municipality_code": str})
    assert list(read_by_pandas.columns) == FIELDS
    assert read_by_pandas["municipality_code"].unique().tolist() == ["011002"]
    assert read_by_pandas["national_funds_yen"].sum() == 333_416_000


def test_json_and_jsonl_hold_the_same_objects(kofukin: Kofukin) -> None:
    assert [json.loads(line) for line in kofukin("list", "-f", "jsonl").lines] == kofukin("list", "-f", "json").json


def test_a_table_says_what_its_figures_mean(kofukin: Kofukin) -> None:
    out = kofukin("list", KOFUKIN_LANG="ja").out
    assert re.search("合計（11 件） +333,416  274,318\n", out)
    for note in ("（単位：千円）", "国費は札幌市の分", "北海道の額は別の列", "6 自治体（sapporo-h28-youth）"):
        assert note in out
    assert "74,000" not in out, "an estimate is shown only where it is asked for"


def test_a_limited_table_says_so_and_adds_up_everything(kofukin: Kofukin) -> None:
    out = kofukin("list", "--limit", "2").out
    assert "2 of 11 projects shown; national funds of all 11: 333,416 thousand yen." in out


def test_several_datasets_are_one_answer(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    first = dataset_file({"id": "one", "municipality": "函館市"}, name="one.toml")
    second = dataset_file({"id": "two", "municipality": "小樽市"}, name="two.toml")
    both = ("list", "-f", "csv", "-c", "id")
    assert kofukin(*both, "--data", str(first), "--data", str(second)).lines == ["id", "one", "two"]
    assert kofukin(*both, KOFUKIN_DATA=f"{first}:{second}").lines == ["id", "one", "two"]
    assert kofukin(*both, "--data", str(second), KOFUKIN_DATA=str(first)).lines == ["id", "two"]


def test_one_id_in_two_datasets_is_refused(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    paths = [str(dataset_file({}, name=name)) for name in ("one.toml", "two.toml")]
    outcome = kofukin("list", "--data", paths[0], "--data", paths[1])
    assert (outcome.code, outcome.out) == (1, "")
    assert f"{paths[1]}: id p1 is used in {paths[0]} too" in outcome.err


def test_a_missing_dataset_is_an_error_that_names_it(kofukin: Kofukin) -> None:
    outcome = kofukin("list", "--data", "nowhere.toml")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.splitlines()[1] == "nowhere.toml: cannot be read: no such file"


def test_joint_projects_whose_partners_nobody_names_are_said(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    named = {"application": "joint", "partners": [{"name": "北海道", "national_funds_yen": 1}]}
    undivided = {"application": "joint", "partner_national_funds_yen": 5}
    path = str(dataset_file({"application": "joint"}, named, undivided, {"application": "single"}))
    note = "Joint projects whose source names no partner and states no amount for any (not 0): 1."
    assert note in kofukin("list", "--data", path).notes
    assert note in kofukin("totals", "--data", path).notes
    assert note not in kofukin("list", "--data", path, "-c", "id,name").notes
    assert note not in kofukin("list").notes


@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_a_limit_of_nothing_still_says_what_matches(kofukin: Kofukin, format_: str) -> None:
    outcome = kofukin("list", "--limit", "0", "-f", format_)
    assert (outcome.code, outcome.err) == (0, "")
    assert "0 of 11 projects shown; national funds of all 11: 333,416 thousand yen." in outcome.out
    assert kofukin("list", "--limit", "0", "-f", "csv").lines == [",".join(FIELDS)]


BODIES = (
    {"municipality": "函館市", "municipality_code": "012025", "national_funds_yen": 1_000_000},
    {"municipality": "小樽市", "municipality_code": "012033", "national_funds_yen": 2_500_000},
)


def test_the_answer_comes_first_and_the_notes_after(kofukin: Kofukin) -> None:
    lines = kofukin("list", "-y", "H29", "-a", "共同", KOFUKIN_LANG="ja").lines
    assert lines[:3] == [
        "地方創生関連交付金の事業（交付金の年度: H29、申請区分: 共同）",
        "データ: 札幌市の地方創生関連交付金事業 2026.11.27                              （単位：千円）",
        "事業名                                  年度  交付金  申請    国費  北海道  ID",
    ]
    assert lines[4].split() == [
        *("「さっぽろ圏」若者定着促進広域連携事業", "H29", "推進", "共同", "37,000", "2,997"),
        IDS[0],
    ]
    assert lines[6].split() == ["合計（1", "件）", "37,000", "2,997"]
    assert lines[8] == "金額    国費は札幌市の分"


def test_where_several_bodies_are_in_the_data_each_project_names_its_own(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    data = ("--data", str(dataset_file(*BODIES)))
    several = kofukin("list", *data, KOFUKIN_LANG="ja").table
    assert several[0].split() == ["事業名", "団体", "年度", "交付金", "国費", "ID"]
    assert [line.split()[1] for line in several[2:4]] == ["函館市", "小樽市"]
    assert several[5].split() == ["合計（2", "件）", "3,500"]
    assert "団体" not in kofukin("list", *data, "--municipality", "函館", KOFUKIN_LANG="ja").table[0]


def test_columns_without_any_value_are_left_out_unless_asked_for(kofukin: Kofukin) -> None:
    assert kofukin("list", "-p", "拠点").table[0].split()[-3:] == ["National", "funds", "ID"]
    assert "北海道" in kofukin("list").table[0]
    asked = kofukin("list", "-p", "拠点", "-c", "name,partner_national_funds_yen").table
    assert asked[0].split() == ["Project", "Partners'", "funds"]
    assert asked[2].split()[-1] == "-"


def test_a_list_of_unknown_amounts_keeps_their_column(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    table = kofukin("list", "--data", str(dataset_file({}, {}))).table
    assert table[0].split() == ["Project", "Year", "Program", "National", "funds", "ID"]
    assert table[5].split() == ["Total", "(2)", "-"]


def test_every_amount_of_a_list_is_added_up(kofukin: Kofukin) -> None:
    table = kofukin("list", "-c", "id,national_funds_yen,estimated_cost_yen,source_line").table
    assert table[-1].split() == ["Total", "(11)", "333,416", "594,632"]
    numbers = kofukin("list", "-c", "national_funds_yen")
    assert "11 projects, national funds 333,416 thousand yen in total." in numbers.notes


def test_a_list_without_amounts_says_their_sum_in_words(kofukin: Kofukin) -> None:
    assert "11 projects, national funds 333,416 thousand yen in total." in kofukin("list", "-c", "id,name").notes


def test_the_corporate_number_of_a_body_follows_from_its_code_where_it_is_asked_for(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    bodies = {
        "札幌市": ("011002", "9000020011002"),
        "北海道": ("010006", "7000020010006"),
        "東京都": ("130001", "8000020130001"),
        "大阪府": ("270008", "4000020270008"),
        "横浜市": ("141003", "3000020141003"),
        "京都市": ("261009", "2000020261009"),
    }
    path = dataset_file(
        *({"municipality": name, "municipality_code": code} for name, (code, _) in bodies.items()),
        {"municipality": "コードのない市"},
        {"municipality": "検査数字の違う市", "municipality_code": "011003"},
    )
    rows = kofukin("list", "--data", str(path), "-f", "json", "-c", "municipality,corporate_number").json
    assert {row["municipality"]: row["corporate_number"] for row in rows} == {
        **{name: number for name, (_, number) in bodies.items()},
        "コードのない市": None,
        "検査数字の違う市": None,
    }
    assert [code_of_corporate_number(row["corporate_number"]) for row in rows[:6]] == [c for c, _ in bodies.values()]
    assert kofukin("list", "-c", "法人番号", "--limit", "1", "-f", "csv").lines == ["corporate_number", "9000020011002"]
    assert "corporate_number" not in kofukin("list", "-f", "csv", "-c", "all").lines[0]
