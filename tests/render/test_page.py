import json
import sqlite3
from collections.abc import Iterator

import pytest
from tables import EN, JA, UNSAFE

from datasets import dataset_of, opened, project
from kofukin import query
from kofukin.model.amounts import Unit
from kofukin.model.project import Partner
from kofukin.query.details import Detail, show
from kofukin.render import Style
from kofukin.render.page import citation, render_page_json, render_page_markdown, render_page_table


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with opened() as opened_connection:
        yield opened_connection


def detail_of(**fields: object) -> Detail:
    with opened(dataset_of(project("one", **fields))) as connection:
        return show(connection, "one")


def test_the_page_of_a_project_carried_on(connection: sqlite3.Connection) -> None:
    assert "".join(render_page_table(show(connection, "sapporo-h28-youth"), JA)) == (
        "「さっぽろ圏」若者定着促進広域連携事業\n"
        "\n"
        "ID                sapporo-h28-youth\n"
        "団体              札幌市 011002\n"
        "交付金            地方創生加速化交付金（kasokuka）\n"
        "年度              H28（2016 年度）\n"
        "実施年度          H28（2016 年度）のみ\n"
        "予算              H27 補正\n"
        "申請              共同（資料の語「道と 6 自治体との共同申請」）\n"
        "\n"
        "国費              59,500 千円\n"
        "資料での呼び名    国費\n"
        "共同申請先の国費  北海道 96,141 千円、6 自治体 記載なし（上の国費に含まない）\n"
        "補助率            10/10（国費が事業費に占める割合）\n"
        "事業費（推計）    59,500 千円（国費 ÷ 補助率。交付の対象になった部分の推計で、資料にはない）\n"
        "金額の期間        記載なし\n"
        "\n"
        "概要              官民の協議会で若者の定着策をまとめる。札幌市は東京に窓口を置き、"
        "UIJ ターン就職を支える。\n"
        "\n"
        "交付金の根拠      推定（確度：高）\n"
        "根拠の説明        「との共同申請」という書き方と句点のない文末は、この事業となでしこ応援の 2 件だけで、"
        "ページの最後に 1 つの群として書かれている。また、同じ事業が H29 に新たに推進の事業として載る。"
        "H28 に 3 年間の推進の交付を受けていれば、H29 も実施中のはずである。\n"
        "\n"
        "出典              札幌市「地方創生関連交付金の対象事業について」（H29.11）\n"
        "出典の位置        2 ページ、事業名 138 行目、金額 140 行目\n"
        "公表者            札幌市\n"
        "公表時期          H29.11\n"
        "SHA-256           c2871902facb1a1eed85f28e2f6d54c550ed98972e2cd368b170d99297a51280\n"
        "バイト数          1,959\n"
        "利用条件          事業名・申請区分・金額は公表資料にある事実。sha256 と bytes は、その行だけの同梱の抜き書き"
        "（sources/sapporo-h29-11.txt）のもの。\n"
        "\n"
        "後の事業          sapporo-h29-youth（同じ事業名などによるデータの判断。資料に記載があるとは限らない）\n"
        "\n"
        "引用              「『さっぽろ圏』若者定着促進広域連携事業」国費 59,500,000 円、"
        "札幌市「地方創生関連交付金の対象事業について」（H29.11）、2 ページ、事業名 138 行目、金額 140 行目"
        "（kofukin データ 札幌市の地方創生関連交付金事業 2026.11.27 版）\n"
    )


def test_the_page_in_english_fits_the_window(connection: sqlite3.Connection) -> None:
    text = "".join(render_page_table(show(connection, "sapporo-h29-ainu"), Style("en", width=60)))
    assert text.startswith(
        "ＩＣＴを活用したアイヌ文化発信の空間整備事業\n"
        "\n"
        "ID               sapporo-h29-ainu\n"
        "Municipality     札幌市 011002\n"
        "Program          地方創生拠点整備交付金 (kyoten; Regional\n"
        "                 Revitalization Hub Development Grant,\n"
        "                 unofficial)\n"
        "Year             H29 (fiscal 2017)\n"
        "Runs             H29 (fiscal 2017) only\n"
        "Budget           H28 補正\n"
        "Applied          single (as written: 単独申請)\n"
        "\n"
        "National funds   41,000 thousand yen\n"
        "Amount called    国費\n"
        "Rate             1/2 (national funds as a part of the cost)\n"
        "Cost (estimate)  82,000 thousand yen (an estimate of the\n"
        "                 part that the grant covers: funds ÷ rate;\n"
        "                 not in the source)\n"
    )


def test_years_and_notes_and_what_it_carries_on(connection: sqlite3.Connection) -> None:
    living, youth = (
        "".join(render_page_table(show(connection, wanted), JA))
        for wanted in ("sapporo-h28-living", "sapporo-h29-youth")
    )
    assert "備考              ※市事業は単年度のみ\n" in living
    assert "実施年度          H28（2016 年度）のみ\n" in living
    assert "実施年度          H29（2017 年度）〜R1（2019 年度）\n" in youth
    read_so = "（同じ事業名などによるデータの判断。資料に記載があるとは限らない）"
    assert f"前の事業          sapporo-h28-youth{read_so}\n" in youth


def test_what_is_unknown_is_named_or_left_out_and_never_0() -> None:
    text = "".join(render_page_table(detail_of(), JA))
    assert text == (
        "one\n"
        "\n"
        "ID        one\n"
        "団体      札幌市\n"
        "交付金    未確定\n"
        "年度      H28（2016 年度）\n"
        "実施年度  H28（2016 年度）〜（終わりの年度は記載なし）\n"
        "\n"
        "国費      記載なし\n"
        "\n"
        "出典      資料\n"
        "\n"
        "引用      「one」国費 記載なし、資料（kofukin データ 小さなデータ 1 版）\n"
    )


def test_0_yen_is_an_amount() -> None:
    text = "".join(render_page_table(detail_of(national_funds_yen=0, program="suishin"), EN))
    assert "National funds   0 thousand yen\n" in text
    assert "Cost (estimate)  0 thousand yen" in text
    assert "national funds 0 yen" in text


def test_amounts_stand_in_the_readers_unit_but_the_citation_in_yen() -> None:
    detail = detail_of(national_funds_yen=29_710_000, partners=(Partner("北海道", None, 1_500),))
    text = "".join(render_page_table(detail, Style("ja", unit=Unit.MILLION)))
    assert "国費              29.71 百万円\n" in text
    assert "北海道 0.0015 百万円" in text
    assert "国費 29,710,000 円、" in text


def test_markdown_has_a_heading_and_a_line_for_each_entry() -> None:
    detail = detail_of(name="*一* [/x]", national_funds_yen=1_000, source_page=3)
    assert "".join(render_page_markdown(detail, EN)) == (
        "# \\*一\\* \\[/x\\]\n"
        "\n"
        "- **ID**: one\n"
        "- **Municipality**: 札幌市\n"
        "- **Program**: open\n"
        "- **Year**: H28 (fiscal 2016)\n"
        "- **Runs**: H28 (fiscal 2016) on (last year not stated)\n"
        "- **National funds**: 1 thousand yen\n"
        "- **Source**: 資料\n"
        "- **Place in it**: page 3\n"
        "- **Citation**: \\*一\\* \\[/x\\], national funds 1,000 yen; 資料, page 3"
        " (kofukin dataset 小さなデータ, version 1)\n"
    )


def test_json_has_every_field_related_ids_and_the_citation(connection: sqlite3.Connection) -> None:
    detail = show(connection, "sapporo-h28-youth")
    page = json.loads("".join(render_page_json(detail, EN._replace(unit=Unit.YEN))))
    assert list(page) == [*query.FIELDS, "related", "citation", "document"]
    assert page["partners"] == ["北海道", "6 自治体"]
    assert (page["national_funds_yen"], page["estimated_cost_yen"], page["note"]) == (59_500_000, 59_500_000, None)
    assert page["related"] == ["sapporo-h29-youth"]
    assert page["citation"] == citation(detail, EN)


def test_json_is_escaped_where_the_stream_is_not_utf_8(connection: sqlite3.Connection) -> None:
    detail = show(connection, "sapporo-h28-women")
    text = "".join(render_page_json(detail, Style("ja", encoding="cp932")))
    assert text.isascii()
    assert json.loads(text)["name"] == "なでしこ応援・女性の活躍推進事業"


def test_what_a_terminal_would_obey_is_left_out_for_people_and_escaped_for_machines() -> None:
    detail = detail_of(name=UNSAFE, note=UNSAFE, municipality=UNSAFE, source_document=UNSAFE)
    for render in (render_page_table, render_page_markdown, render_page_json):
        text = "".join(render(detail, JA))
        assert not set(text) & set("\x1b\x00\x9b\u202e\u2066\u200b\ufeff\x7f")
    assert json.loads("".join(render_page_json(detail, JA)))["note"] == UNSAFE


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_window_loses_no_text(connection: sqlite3.Connection, width: int) -> None:
    detail = show(connection, "sapporo-h28-youth")
    narrow, wide = ("".join(render_page_table(detail, Style("ja", width=w))) for w in (width, None))
    assert "".join(narrow.split()) == "".join(wide.split())


def test_braces_in_data_are_only_braces() -> None:
    text = "".join(render_page_table(detail_of(name="{name} {0} {", note="{x}"), EN))
    assert text.startswith("{name} {0} {\n")
    assert "{x}\n" in text
