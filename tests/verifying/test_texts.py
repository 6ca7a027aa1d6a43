"""Made-up texts of councils: what is found, what is near and why, what is not in the data."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Kofukin


@pytest.fixture
def verify(kofukin: Kofukin, tmp_path: Path) -> Any:
    """Return the rows of ``verify -f json`` on a text, the differences in English."""

    def run(text: str, ending: str = ".md") -> list[dict[str, Any]]:
        path = tmp_path / f"text{ending}"
        path.write_text(text, encoding="utf-8")
        rows: list[dict[str, Any]] = kofukin("verify", str(path), "-f", "json", KOFUKIN_LANG="en").json
        return rows

    return run


def verdicts(rows: list[dict[str, Any]]) -> list[str]:
    return [row["verdict"] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "平成28年度は1億6,370万7千円、平成29年度は1億6,970万9千円、合計で3億3,341万6千円でございます。",
        "「さっぽろ圏」若者定着促進広域連携事業の平成29年度分の国費は3,700万円、北海道の国費は299万7千円です。",
        "さっぽろ圏の事業は、国費 37,000 千円（北海道 2,997 千円）",
        "インバウンドの国費は二千五十二万五千円です。",
        "海外拠点連携によるアジアマーケットの開拓促進と首都圏連携による地方送客を含めた戦略的な MICE 誘致は"
        "合わせて5,000万円です。",
        "推進交付金は平成28年度、29年度合わせて220,216千円、拠点整備交付金は41,000千円です。",
        "加速化交付金は、平成28年度に 72,200千円。",
        "単独申請の国費は172,209千円、共同申請は161,207千円。",
        "札幌市の国費 333,416,000円",
        "札幌市への地方創生推進交付金（平成29年度）128,709千円",
        "In fiscal 2017 Sapporo received 169,709 thousand yen, 128,709 thousand yen of it under Promotion.",
        "「なでしこ応援」事業に12,700千円",
    ],
)
def test_what_agrees_with_every_word_around_it_is_found(verify: Any, text: str) -> None:
    rows = verify(text)
    assert rows
    assert [(row["written"], row["difference"]) for row in rows if row["verdict"] != "found"] == []
    assert all(row["citation"] for row in rows)


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("平成28年度の国費は169,709千円", "year: H28 in the text, H29 in the data"),
        ("令和元年度の推進交付金は 128,709千円", "year: R1 in the text, H29 in the data"),
        ("加速化交付金は128,709千円", "program: 加速化 in the text"),
        ("デジタル田園都市国家構想交付金は72,200千円", "program: デジタル田園都市国家構想交付金 in the text"),
        ("共同申請の国費は172,209千円", "applied: 共同申請 in the text, single in the data"),
        ("函館市の国費は41,000千円", "body: 函館市 in the text, 札幌市 in the data"),
        ("北海道の国費は37,000千円", "body: 北海道 in the text, 札幌市 in the data"),
        ("国費は2,997千円", "kind of amount: 国費 in the text, partners' funds in the data"),
        ("県補助金は41,000千円", "kind of amount: 県補助金 in the text, national funds in the data"),
        ("上限額は41,000千円", "kind of amount: 上限額 in the text"),
        (
            "健康医療関連産業の活性化と集積促進事業の国費は29,710千円",
            "project: 健康医療関連産業の活性化と集積促進事業 in the text",
        ),
        ("「架空のまちづくり事業」に41,000千円", "project: 架空のまちづくり事業 in the text"),
        ("国費は41,000円", "unit: 41,000,000 yen in the data"),
        ("国費は全体で約3.3億円", "rounded: 333,416,000 yen in the data"),
        ("「さっぽろ圏」若者定着促進広域連携事業に国から39,997千円", "a sum of several"),
        ("国費37,000千円、北海道2,997千円、合わせて39,997千円", "a sum of several: 37,000千円, 2,997千円"),
        ("広域・官民連携によるインバウンド促進事業の事業費は4,105万円", "an estimate"),
        ("国と道の国費は合わせて607,734千円", "a sum of several: 333,416,000 yen (national funds)"),
    ],
)
def test_the_same_figure_of_something_else_is_near_and_says_what_differs(
    verify: Any, text: str, difference: str
) -> None:
    last = verify(text)[-1]
    assert last["verdict"] == "near"
    assert difference in last["difference"]


def test_an_amount_that_nothing_in_the_data_comes_to_is_not_in_the_data(verify: Any) -> None:
    (row,) = verify("国費は12,345千円です。")
    assert (row["verdict"], row["field"], row["ids"], row["citation"]) == ("not in the data", None, [], None)
    assert row["amount_yen"] == 12_345_000


TABLE = """# 平成28年度の決算資料

表1　交付金の内訳（単位：千円）

| 区分 | 平成28年度 | 平成29年度 | 計 |
|---|--:|--:|--:|
| 地方創生推進交付金 | 91,507 | 128,709 | 220,216 |
| 地方創生拠点整備交付金 | － | 41,000 | 41,000 |
| 地方創生加速化交付金 | 72,200 | － | 72,200 |
| 合計 | 163,707 | 169,709 | 333,416 |
| 北海道 | 271,321 | 2,997 | 274,318 |
"""


def test_a_table_has_its_unit_from_its_corner_and_its_words_from_row_and_column(verify: Any) -> None:
    assert set(verdicts(verify(TABLE))) == {"found"}
    assert len(verify(TABLE)) == 13
    assert "found" not in verdicts(verify(TABLE.replace("千円", "百万円")))
    assert verdicts(verify(TABLE.replace("推進", "加速化")))[0] == "near"


def test_a_table_as_csv_is_read_as_one(verify: Any) -> None:
    text = (
        '事業名,年度,国費（千円）\nＩＣＴを活用したアイヌ文化発信の空間整備事業,H29,"41,000"\n不明な事業,H29,"41,000"\n'
    )
    assert verdicts(verify(text, ".csv")) == ["found", "near"]


def test_an_amount_of_a_table_without_a_unit_is_never_found(verify: Any) -> None:
    rows = verify("| 年度 | 国費 |\n|---|--:|\n| H28 | 163,707 |\n| H29 | 169,709 |\n")
    assert verdicts(rows) == ["near", "near"]
    assert rows[0]["difference"] == "unit not stated: in the data if it is thousand yen"
    assert rows[0]["amount_yen"] is None


def test_a_column_of_another_body_or_of_an_unknown_word_is_not_found(verify: Any) -> None:
    rows = verify(
        "単位: 千円\n\n| 年度 | 国費 | 青空県 | 謎 |\n|---|--:|--:|--:|\n| H28 | 163,707 | 163,707 | 163,707 |\n"
    )
    assert verdicts(rows) == ["found", "near", "near"]


def test_a_total_is_found_where_the_rows_above_it_make_it_up(verify: Any) -> None:
    rows = verify(
        "| 事業名 | 国費（千円） |\n|---|--:|\n| なでしこ応援・女性の活躍推進事業 | 12,700 |\n"
        "| スマート地下空間形成によるビジネス創出事業 | 14,500 |\n| 合計 | 27,200 |\n"
    )
    assert verdicts(rows) == ["found", "found", "found"]
    assert rows[-1]["ids"] == ["sapporo-h28-women", "sapporo-h28-underground"]


def test_partial_sums_say_that_some_amounts_are_not_stated(verify: Any) -> None:
    (row,) = verify("平成28年度の共同申請先の国費は271,321千円です。")
    assert row["verdict"] == "found"
    (row,) = verify("共同申請先の国費は、加速化交付金で135,995千円です。")
    assert row["verdict"] == "found"


def test_several_that_agree_are_all_named(verify: Any) -> None:
    (row,) = verify("国費は25,000千円です。")
    assert row["ids"] == ["sapporo-h28-asia", "sapporo-h28-mice"]


def test_what_stands_between_marks_is_left_out_and_counted(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text("国費 41,000千円\n<!-- kofukin verify off -->\n1円\n<!-- kofukin verify on -->\n", encoding="utf-8")
    outcome = kofukin("verify", str(path), KOFUKIN_LANG="en")
    assert outcome.code == 0
    assert "1 amount between marks “kofukin verify off” and “on” was not looked at" in outcome.err


def test_a_sentence_goes_on_over_the_end_of_a_line(verify: Any) -> None:
    rows = verify("平成29年度の国費は169,709千円、北海道\nの国費は2,997千円、市は1億6,970\n万9千円です。\n")
    assert [(row["line"], row["verdict"]) for row in rows] == [(1, "found"), (2, "found"), (3, "found")]
    (row,) = verify("北海道\nの国費は37,000千円です。\n")
    assert row["verdict"] == "near"


def test_a_command_of_ours_is_no_statement(verify: Any) -> None:
    assert verify("`kofukin list --min 3000万円 --max 40,000千円`\n\n```console\n$ kofukin list --min 1円\n```\n") == []
