"""``kofukin show``: everything about one project."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin
from kofukin.text.display_width import display_width

FIELDS_OF_LIST = 29


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("sapporo-h29-ainu", "sapporo-h29-ainu"),
        ("SAPPORO-H29-AINU", "sapporo-h29-ainu"),
        ("ＩＣＴを活用したアイヌ文化発信の空間整備事業", "sapporo-h29-ainu"),
        ("あいぬ", "sapporo-h29-ainu"),
        ("なでしこ", "sapporo-h28-women"),
        ("it産業", "sapporo-h29-it"),
    ],
)
def test_found_by_id_name_or_an_unambiguous_part(kofukin: Kofukin, wanted: str, found: str) -> None:
    assert kofukin("show", wanted, "-f", "json").json["id"] == found


def test_json_has_every_field_then_related_and_citation(kofukin: Kofukin) -> None:
    shown = kofukin("show", "sapporo-h29-youth", "-f", "json").json
    (listed,) = kofukin("list", "若者", "-y", "H29", "-f", "json").json
    assert list(shown)[:FIELDS_OF_LIST] == list(listed)
    assert list(shown)[FIELDS_OF_LIST:] == ["related", "citation", "document"]
    assert {name: shown[name] for name in listed} == listed
    assert shown["related"] == ["sapporo-h28-youth"]


def test_a_project_and_the_one_that_carries_it_on_name_each_other(kofukin: Kofukin) -> None:
    assert kofukin("show", "sapporo-h28-youth", "-f", "json").json["related"] == ["sapporo-h29-youth"]
    assert kofukin("show", "sapporo-h28-women", "-f", "json").json["related"] == []
    read_so = "（同じ事業名などによるデータの判断。資料に記載があるとは限らない）"
    assert f"前の事業          sapporo-h28-youth{read_so}" in kofukin("show", "sapporo-h29-youth", "--lang", "ja").lines
    assert f"後の事業          sapporo-h29-youth{read_so}" in kofukin("show", "sapporo-h28-youth", "--lang", "ja").lines


def test_a_citation_has_yen_the_place_and_the_datasets_version(kofukin: Kofukin) -> None:
    citation = kofukin("show", "sapporo-h28-women", "-f", "json", KOFUKIN_LANG="ja").json["citation"]
    for part in ("12,700,000 円", "（H29.11）", "2 ページ", "150 行目", "2026.11.27 版"):
        assert part in citation


def test_the_page_says_what_is_estimated_what_is_apart_and_what_is_unstated(kofukin: Kofukin) -> None:
    lines = kofukin("show", "sapporo-h28-youth", KOFUKIN_LANG="ja").lines
    assert lines[0] == "「さっぽろ圏」若者定着促進広域連携事業"
    for line in (
        "国費              59,500 千円",
        "共同申請先の国費  北海道 96,141 千円、6 自治体 記載なし（上の国費に含まない）",
        "事業費（推計）    59,500 千円（国費 ÷ 補助率。交付の対象になった部分の推計で、資料にはない）",
        "金額の期間        記載なし",
        "申請              共同（資料の語「道と 6 自治体との共同申請」）",
    ):
        assert line in lines


def test_the_years_it_runs_differ_from_the_grants(kofukin: Kofukin) -> None:
    assert "Runs             H29 (fiscal 2017) to R1 (fiscal 2019)" in kofukin("show", "sapporo-h29-it").lines
    assert "実施年度          H28（2016 年度）のみ" in kofukin("show", "北海道暮らし", "--lang", "ja").lines


def test_markdown_is_a_heading_and_a_list(kofukin: Kofukin) -> None:
    lines = kofukin("show", "なでしこ", "-f", "markdown", KOFUKIN_LANG="ja").lines
    assert lines[:2] == ["# なでしこ応援・女性の活躍推進事業", ""]
    assert all(line.startswith("- **") for line in lines[2:])
    assert "- **国費**: 12,700 千円" in lines


@pytest.mark.parametrize(("unit", "amount"), [("円", "12,700,000 円"), ("million", "12.7 百万円")])
def test_the_page_takes_a_unit(kofukin: Kofukin, unit: str, amount: str) -> None:
    assert f"国費              {amount}" in kofukin("show", "なでしこ", "--unit", unit, KOFUKIN_LANG="ja").lines


def test_a_unit_given_outright_counts_for_json_too(kofukin: Kofukin) -> None:
    shown = kofukin("show", "なでしこ", "--unit", "thousand", "-f", "json").json
    assert shown["national_funds_thousand_yen"] == 12_700


@pytest.mark.parametrize("language", ["ja", "en"])
def test_labels_are_aligned(kofukin: Kofukin, language: str) -> None:
    lines = [line for line in kofukin("show", "なでしこ", "--lang", language).lines[2:] if line]
    widest = max(display_width(line.split("  ")[0]) for line in lines)
    for line in lines:
        label = line.split("  ")[0]
        assert line.startswith(label + " " * (widest - display_width(label)) + "  ")


def test_what_the_source_leaves_open_is_left_out_or_said(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = str(dataset_file({}))
    out = kofukin("show", "p1", "--data", path).out
    assert "National funds  not stated\n" in out
    assert "Runs            H29 (fiscal 2017) on (last year not stated)\n" in out
    for label in ("Note", "Partners' funds", "Cost (estimate)", "None"):
        assert label not in out
    assert kofukin("show", "p1", "--data", path, "-f", "json").json["national_funds_yen"] is None


def test_what_partners_have_together_is_said_where_it_is_not_divided(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    stated = {"application": "joint", "partner_national_funds_yen": 10_000_000}
    own = {"name": "小樽市", "national_funds_yen": 4_000_000}
    data = ("--data", str(dataset_file({**stated, "partners": [{"name": "函館市"}, own]})))
    said = "Partners' funds  函館市 not stated, 小樽市 4,000 thousand yen, 10,000 thousand yen in all"
    assert any(line.startswith(said) for line in kofukin("show", "p1", *data).lines)
    assert kofukin("show", "p1", *data, "-f", "json").json["partner_national_funds_yen"] == 10_000_000
    alone = str(dataset_file(stated | {"application": "single"}, name="alone.toml"))
    assert "共同申請先の国費  合わせて 10,000 千円" in kofukin("show", "p1", "--data", alone, "--lang", "ja").out


def test_a_cost_that_the_source_states_is_no_estimate(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    stated = {"national_funds_yen": 10_000_000, "stated_cost_yen": 21_000_000}
    data = ("--data", str(dataset_file(stated, {"national_funds_yen": 0})))
    lines = kofukin("show", "p1", *data).lines
    assert "Cost (as stated)  21,000 thousand yen" in lines
    assert "Cost (estimate)   20,000 thousand yen (an estimate: funds ÷ rate)" in lines
    assert (
        "- **事業費（資料の額）**: 21,000 千円" in kofukin("show", "p1", *data, "-f", "markdown", "--lang", "ja").lines
    )
    assert kofukin("show", "p1", *data, "-f", "json").json["stated_cost_yen"] == 21_000_000
    in_thousands = kofukin("show", "p1", *data, "-f", "json", "--unit", "thousand").json
    assert in_thousands["stated_cost_thousand_yen"] == 21_000
    assert kofukin("show", "p2", *data, "-f", "json").json["stated_cost_yen"] is None
    assert "as stated" not in kofukin("show", "p2", *data).out


def test_settled_data_is_never_cited_as_a_draft(kofukin: Kofukin, tmp_path: Path) -> None:
    source, made = tmp_path / "list.csv", tmp_path / "made.toml"
    source.write_text(
        "団体名,年度,交付金,事業名,国費（千円）\n小樽市,R4,地方創生推進交付金,事業一,100\n", encoding="utf-8"
    )
    assert kofukin("import", str(source), "-o", str(made)).code == 0
    (project,) = kofukin("list", "--data", str(made), "-f", "json").json
    cited = kofukin("show", project["id"], "--data", str(made), "-f", "json").json["citation"]
    assert cited == "事業一, national funds 100,000 yen; list.csv, name on line 2"
    for format_ in ("table", "markdown"):
        assert "draft" not in kofukin("list", "--data", str(made), "-f", format_).out


def test_what_is_open_is_cited_as_a_draft(kofukin: Kofukin, tmp_path: Path) -> None:
    source, made = tmp_path / "list.csv", tmp_path / "made.toml"
    source.write_text(
        "団体名,年度,交付金,事業名,金額（千円）\n小樽市,R4,地方創生推進交付金,事業一,100\n", encoding="utf-8"
    )
    assert kofukin("import", str(source), "-o", str(made)).code == 1
    (project,) = kofukin("list", "--data", str(made), "-f", "json").json
    assert "version draft" in kofukin("show", project["id"], "--data", str(made), "-f", "json").json["citation"]
