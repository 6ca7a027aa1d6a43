"""Statements of councils, press releases and tables, with what is right of each: found, near, or not in the data.

``F`` is found, ``N`` near, ``M`` not in the data, ``x`` one of the last two: that it is not found is what counts. One
letter for each amount of the text, so that none is lost.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from kofukin.filters import Filters
from kofukin.store import opening
from kofukin.verifying.judging import Verdict
from kofukin.verifying.reading import pieces_of
from kofukin.verifying.verdicts import Verifier

LETTERS = {Verdict.FOUND: "F", Verdict.NEAR: "N", Verdict.NOT_IN_DATA: "M"}
AINU = "ＩＣＴを活用したアイヌ文化発信の空間整備事業"
INBOUND = "広域・官民連携によるインバウンド促進事業"
HEALTH = "健康医療関連産業の活性化と集積促進事業"
YOUTH = "「さっぽろ圏」若者定着促進広域連携事業"
WOMEN = "なでしこ応援・女性の活躍推進事業"
UNDERGROUND = "スマート地下空間形成によるビジネス創出事業"
Letters = Callable[[str, str], str]


def letters_with(verifier: Verifier, path: Path) -> Letters:
    def letters(text: str, ending: str) -> str:
        file = path.with_suffix(ending)
        file.write_text(text, encoding="utf-8")
        return "".join(LETTERS[finding.verdict] for _, finding in verifier.verify(pieces_of(file)).findings)

    return letters


@pytest.fixture(scope="module")
def sapporo(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    return letters_with(Verifier(opening.open_all(()), Filters()), tmp_path_factory.mktemp("sapporo") / "text")


def agree(got: str, right: str) -> bool:
    return len(got) == len(right) and all(a == b or (b == "x" and a in "NM") for a, b in zip(got, right, strict=True))


SENTENCES = [
    (f"{AINU}については、H29年度に4,100万円の交付を受けております。", "F"),
    ("アイヌ文化の空間整備については、平成29年度に国費で4,100万円を措置しております。", "F"),
    (f"{AINU}については、H28年度に4,100万円を受けた。", "N"),
    (f"{AINU}は、総事業費8,200万円、うち国費4,100万円である。", "NF"),
    (f"{AINU}は、総事業費8,200万円（うち国費4,100万円）である。", "NF"),
    (f"{AINU}の事業費は4,100万円（国費2,050万円）。", "xx"),
    (f"{AINU}の国費は3,000万円〜4,100万円。", "xx"),
    ("国費は3,700万円から4,100万円の範囲である。", "xx"),
    (f"{AINU}の国費は4,100万円以上である。", "x"),
    (f"{AINU}の国費は4,100万円未満である。", "x"),
    (f"{AINU}の国費は4,100万円を超える。", "x"),
    (f"{AINU}の国費は4,100万円以下。", "x"),
    (f"{AINU}の国費は約4,100万円。", "F"),
    (f"{HEALTH}の国費は約4,100万円。", "N"),
    (f"{HEALTH}の国費は4,100万円余り。", "N"),
    ("国費は前年度より4,100万円増加した。", "x"),
    ("国費は前年度比6,002千円の増となった。", "x"),
    ("国費は4,100万円増額された。", "x"),
    ("国費は4,100万円の減となる。", "x"),
    ("前年度から4,100万円減らした。", "x"),
    ("市民1人当たり12,700千円の国費。", "x"),
    ("1件当たり2,500万円の国費。", "x"),
    ("国費は1事業平均で2,500万円。", "x"),
    ("推進交付金は、37,000千円、29,710千円、20,525千円、41,474千円の計128,709千円です。", "FFFFF"),
    (f"{AINU} △4,100万円", "x"),
    (f"{AINU} ▲41,000千円", "x"),
    (f"{AINU}の国費はマイナス41,000千円", "x"),
    (f"{AINU}の国費は-41,000千円", "x"),
    (f"2017年度の{AINU} 4,100万円", "F"),
    (f"2016年度の{AINU} 4,100万円", "N"),
    (f"2016年の{AINU} 4,100万円", "N"),
    (f"2017年の{AINU} 4,100万円", "F"),
    (f"28年度の{AINU} 4,100万円", "N"),
    (f"29年度の{AINU} 4,100万円", "F"),
    (f"FY2016の{AINU} 4,100万円", "N"),
    (f"令和元年の{AINU} 4,100万円", "N"),
    (f"平成二十九年度の{AINU} 四千百万円", "F"),
    ("In 2016, Sapporo received 41 million yen for the Ainu space.", "N"),
    ("In 2017, Sapporo received 41 million yen for the Ainu space.", "F"),
    ("In fiscal year 2016 the national funds were ¥41 million.", "N"),
    ("国費は４，１００万円、四千百万円、4100万円、4千100万円、0.41億円、41百万円", "FFFFFF"),
    ("国費は金四千百万円也", "F"),
    ("国費は¥41,000,000-", "F"),
    ("国費は4千1百万円、四一〇〇万円", "FF"),
    ("国費は41,\n000千円", "F"),
    ("国費は41,000\n千円です", "F"),
    ("国費 41,000（千円）", "F"),
    ("国費（千円） 41,000", "F"),
    ("国費は 41,000 です。", "N"),
    ("（単位：千円）\n\n国費　41,000\n", "F"),
    ("電話 011-211-2192、平成29年11月1日、〒060-8611、第4,100号", ""),
    ("札幌市の人口は1,952,356人、95.5%", ""),
    ("アイヌ文化事業の国費は2,971万円", "N"),
    ("アイヌ関連の国費は2,971万円", "N"),
    ("アイヌ事業の国費は4,100万円", "F"),
    ("架空まちづくり推進事業に4,100万円", "N"),
    ("なでしこは1,270万円、スマート地下空間は1,450万円、MICEは2,500万円", "FFF"),
    ("なでしこは1,450万円、スマート地下空間は1,270万円、MICEは2,052万5千円", "NNN"),
    (f"{WOMEN}と{UNDERGROUND}はそれぞれ1,270万円、1,450万円", "FF"),
    (f"{WOMEN}と{UNDERGROUND}はそれぞれ1,450万円、1,270万円", "NN"),
    (f"{AINU}は平成29年度の事業です。同事業の国費は2,971万円です。", "N"),
    (f"{AINU}は平成29年度の事業です。同事業の国費は4,100万円です。", "F"),
    ("旭川市では、国費4,100万円を得た。", "x"),
    ("旭川市における国費は4,100万円である。", "x"),
    ("旭川市、国費4,100万円", "x"),
    ("旭川市4,100万円", "x"),
    ("小樽市との連携事業で国費は3,700万円", "F"),
    (f"{YOUTH}（H29）のうち、市は37,000千円、道は2,997千円", "FF"),
    (f"{YOUTH}（H29）のうち、市は2,997千円、道は37,000千円", "NN"),
    ("6自治体には59,500千円", "x"),
    ("社会資本整備総合交付金は41,000千円", "x"),
    ("地方創生先行型交付金は41,000千円", "x"),
    ("経済波及効果は4,100万円", "x"),
    ("委託費は4,100万円", "x"),
    ("市の負担は4,100万円", "x"),
    ("企業からの寄附は4,100万円", "x"),
    ("市債4,100万円を充てた", "x"),
    ("入場料収入4,100万円", "x"),
    ("ふるさと納税で4,100万円", "x"),
    ("国費以外の財源は4,100万円", "x"),
    ("国費を除く4,100万円", "x"),
    (f"{AINU}は国費4,100万円と市費4,100万円", "FN"),
    ("国費（北海道分）2,997千円", "F"),
    ("国費（北海道分）37,000千円", "x"),
    ("国費ではなく市費4,100万円", "x"),
    ("平成28年度から平成29年度までの国費の合計は333,416千円", "F"),
    ("国費333,416千円のうち推進交付金が220,216千円、加速化交付金が72,200千円、拠点整備交付金が41,000千円", "FFFF"),
    ("推進交付金（H28：91,507千円、H29：128,709千円）", "FF"),
    ("推進交付金（H28：128,709千円、H29：91,507千円）", "NN"),
    ("平成28年度補正予算による拠点整備交付金は4,100万円", "F"),
    ("平成27年度補正予算による4,100万円", "x"),
    ("平成29年度補正予算の国費4,100万円", "x"),
    ("最大4,100万円", "x"),
    ("限度は4,100万円", "x"),
    ("国費4,100万円を毎年受ける", "x"),
    ("3年間で国費3,700万円", "x"),
    ("年間4,100万円の国費", "x"),
    ("予算額は4,100万円", "x"),
    ("決算額は4,100万円", "x"),
    ("経費は4,100万円", "x"),
    ("補助率1/2で国費4,100万円", "F"),
    ("JPY 41m in national funds", "F"),
    ("¥41m of national funds", "F"),
    ("¥41M", "F"),
    ("41 million JPY", "F"),
    ("41,000 thousand yen", "F"),
    ("11事業で3億3,341万6千円", "F"),
    ("国費は四一、〇〇〇千円", "x"),
    ("国費は41 000 千円", "x"),
    ("国費は4,100万円台", "x"),
    (f"{AINU}（4,100万円）、{INBOUND}（2,052万5千円）、{HEALTH}（4,147万4千円）", "FFF"),
    (f"{AINU}（4,147万4千円）、{INBOUND}（4,100万円）、{HEALTH}（2,052万5千円）", "NNN"),
    (f"・{AINU}　41,000千円\n・{INBOUND}　20,525千円\n・{HEALTH}　29,710千円\n", "FFN"),
    (f"4,100万円を{AINU}に、2,052万5千円を{INBOUND}に充てた。", "FF"),
    (f"2,052万5千円を{AINU}に、4,100万円を{INBOUND}に充てた。", "NN"),
    (f"{AINU}には4,100万円が、また{INBOUND}には2,971万円が交付された。", "FN"),
    (f"国費4,100万円が交付された{AINU}", "F"),
    (f"国費2,971万円が交付された{AINU}", "N"),
    ("Sapporo got ¥41 million for the IT project", "x"),
    ("The inbound project received 20,525 thousand yen, the MICE project 25 million yen.", "FF"),
]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0][:40])
def test_a_sentence_is_found_only_where_it_says_what_the_data_says(sapporo: Letters, case: tuple[str, ...]) -> None:
    text, right, *ending = case
    got = sapporo(text, ending[0] if ending else ".md")
    assert agree(got, right), got


TABLES = [
    (f"| 事業名 | 国費（千円） |\n|---|--:|\n| 【平成28年度】 | |\n| {AINU} | 41,000 |\n", "N"),
    (f"| 事業名 | 国費（千円） |\n|---|--:|\n| 平成29年度 | |\n| {AINU} | 41,000 |\n", "F"),
    (f"| 事業名 | 国費（千円） |\n|---|--:|\n| 加速化交付金 | |\n| {AINU} | 41,000 |\n", "N"),
    (f"| 事業名 | 事業費 | 国費 |\n|---|--:|--:|\n| （単位：千円） | | |\n| {AINU} | 82,000 | 41,000 |\n", "NF"),
    (f"表1（単位：千円）\n\n| 事業名 | 事業費 | 国費 |\n|---|--:|--:|\n| {AINU} | 41,000 | 82,000 |\n", "NN"),
    (
        f"| 事業名 | 事業費 | 国費 | 市費 |\n|---|--:|--:|--:|\n| {AINU} | 82,000 | 41,000 | 41,000 |\n\n※単位：千円\n",
        "NFN",
    ),
    (f"| 事業名 | 国費（円） | 北海道（千円） |\n|---|--:|--:|\n| {YOUTH}（H29） | 37,000,000 | 2,997 |\n", "FF"),
    (f"| 事業名 | 国費（千円） | 北海道（千円） |\n|---|--:|--:|\n| {YOUTH}（H29） | 2,997 | 37,000 |\n", "NN"),
    (f"| 事業名 | 国費（千円） | 道（千円） |\n|---|--:|--:|\n| {YOUTH}（H29） | 37,000 | 2,997 |\n", "FF"),
    (f"| 事業名 | 市（千円） | 道（千円） |\n|---|--:|--:|\n| {YOUTH}（H29） | 2,997 | 37,000 |\n", "NN"),
    (f'事業名,事業費（千円）,国費（千円）\n{AINU},"82,000","41,000"\n{INBOUND},"20,525","41,050"\n', "NFNN", ".csv"),
    (f"事業名,事業費（千円）,国費（千円）\n{AINU},82000,41000\n", "NF", ".csv"),
    ("年度\t国費（千円）\t事業費（千円）\n平成29年度\t169,709\t339,418\n", "FN", ".tsv"),
    ("| 年度 | 国費（千円） | 前年度比 |\n|---|--:|--:|\n| H28 | 163,707 | |\n| H29 | 169,709 | 6,002 |\n", "FF"),
    ("| 年度 | 国費（千円） | 増減額（千円） |\n|---|--:|--:|\n| H29 | 169,709 | 41,000 |\n", "Fx"),
    ("| 区分 | 金額（千円） |\n|---|--:|\n| 国費 | 41,000 |\n| 市費 | 41,000 |\n| 計 | 82,000 |\n", "FNN"),
    ("| 区分 | 金額（千円） |\n|---|--:|\n| 国費 | 333,416 |\n| 一般財源 | 261,216 |\n", "Fx"),
    ("| 区分 | 予算額（千円） | 決算額（千円） |\n|---|--:|--:|\n| アイヌ文化発信 | 41,000 | 41,000 |\n", "xx"),
    (
        f"| 事業名 | 国費 |\n|---|--:|\n| {AINU} | 41,000千円 |\n| {INBOUND} | 2,052万5千円 |\n| {HEALTH}"
        f" | 41,000千円 |\n",
        "FFN",
    ),
    (
        "| 団体 | 国費（千円） |\n|---|--:|\n| 札幌市 | 333,416 |\n| 北海道 | 274,318 |\n| 函館市 | 333,"
        "416 |\n| 北海道 | 333,416 |\n",
        "FFNN",
    ),
    (
        f"| 市町村 | 事業 | 国費（千円） |\n|---|---|--:|\n| 札幌市 | {AINU} | 41,000 |\n| 小樽市 | "
        f"{AINU} | 41,000 |\n",
        "FN",
    ),
    ("|  | H28 | H29 | H30 |\n|---|--:|--:|--:|\n| 国費（千円） | 163,707 | 169,709 | 169,709 |\n", "FFN"),
    ("単位：百万円\n\n| 年度 | 国費 |\n|---|--:|\n| H28 | 164 |\n| H29 | 170 |\n", "NN"),
    (
        "単位：千円\n\n| 年度 | 国費 | うち推進 | うち加速化 |\n|---|--:|--:|--:|\n| H28 | 163,707 | 91,"
        "507 | 72,200 |\n",
        "FFF",
    ),
    (
        "単位：千円\n\n| 年度 | 国費 | うち加速化 | うち推進 |\n|---|--:|--:|--:|\n| H28 | 163,707 | 91,"
        "507 | 72,200 |\n",
        "FNN",
    ),
    (f"（単位：千円）\n事業名　　　国費\n{AINU}　　　41,000\n{HEALTH}　　　41,000\n", "FN"),
    (f"（単位：千円）\n・{AINU}　41,000\n・{HEALTH}　41,000\n", "FN"),
    (
        f"| 事業名 | 国費（千円） |\n|---|--:|\n| {AINU} | 41,000※ |\n| {INBOUND} | 20,525 (注1) |\n| "
        f"{HEALTH} | *41,000 |\n",
        "FFN",
    ),
    (f"| 事業名 | 国費（千円） |\n|---|--:|\n| {AINU} | (41,000) |\n", "x"),
    (f"| 事業名 | 国費（千円） |\n|---|--:|\n| {AINU} | △41,000 |\n", "x"),
    (f"| 事業名 | 国費（千円） |\n|---|--:|\n| {AINU} | 約41,000 |\n", "F"),
    (f"| 事業名 | 国費（千円） |\n|---|--:|\n| {AINU} | 41,000～50,000 |\n", "xx"),
    (f"| 事業名 | 国費（上限、千円） |\n|---|--:|\n| {AINU} | 41,000 |\n", "x"),
    (f"| 事業名 | 交付申請額（千円） |\n|---|--:|\n| {AINU} | 41,000 |\n", "x"),
    (f"| 事業名 | 国費（千円、年額） |\n|---|--:|\n| {AINU} | 41,000 |\n", "x"),
    (f"| 事業名 | 平成28年度国費（千円） |\n|---|--:|\n| {AINU} | 41,000 |\n", "N"),
    (f"# 平成28年度\n\n| 事業名 | 国費（千円） |\n|---|--:|\n| {AINU} | 41,000 |\n", "N"),
    (f"# 旭川市の地方創生\n\n| 事業名 | 国費（千円） |\n|---|--:|\n| {AINU} | 41,000 |\n", "N"),
    ("# 旭川市の交付金\n\n平成29年度の国費は169,709千円です。\n", "N"),
    ("【旭川市】\n\n平成29年度の国費は169,709千円です。\n", "N"),
    (f"| 事業名 | 国費 |\n| | （千円） |\n|---|--:|\n| {AINU} | 41,000 |\n", "F"),
    ("| 事業 | 金額 |\n|---|--:|\n| アイヌ文化 | 41,000千円 |\n| インバウンド | 41,000千円 |\n", "FN"),
    (
        "| 事業 | 国費（千円） |\n|---|--:|\n| アイヌ文化発信 | 41,000 |\n| インバウンド促進 | 41,000 |"
        "\n| 観光 | 25,000 |\n",
        "FNN",
    ),
    (f'No.,事業名,国費（千円）,電話\n1,{AINU},"41,000",011-211-2192\n', "F", ".csv"),
    (f'{{"事業名":"{AINU}","国費（千円）":41000}}\n', "F", ".jsonl"),
    (
        f'[{{"name":"{AINU}","national_funds_yen":41000000}},{{"name":"{INBOUND}","national_funds_yen":41000000}}]\n',
        "FN",
        ".json",
    ),
    (
        f"<p>平成29年度の国費は169,709千円</p><table><tr><th>事業名</th><th>国費（千円）</th></tr><tr><td"
        f">{AINU}</td><td>41,000</td></tr></table>",
        "FF",
        ".html",
    ),
    (
        f"<table><tr><th>年度</th><th>事業名</th><th>国費（千円）</th></tr><tr><td rowspan=2>H28</td><td>"
        f"{WOMEN}</td><td>12,700</td></tr><tr><td>{AINU}</td><td>41,000</td></tr></table>",
        "FN",
        ".html",
    ),
    (f"[^1]: 国費4,100万円は{AINU}のもの。\n", "F"),
    (f"> {AINU}の国費は4,100万円である。\n", "F"),
    (f"**{AINU}**：国費 **41,000**千円\n", "F"),
    ("- 国費：41,000千円\n- 事業費：82,000千円\n", "FN"),
    (f"・{AINU}\n　国費：41,000千円\n　事業費：41,000千円\n", "FN"),
    (f"・{AINU}\n　国費：20,525千円\n", "N"),
    (f"1. {AINU}\n   - 年度: H28\n   - 国費: 41,000千円\n", "N"),
    (
        "| 交付金 | 件数 | 国費（千円） |\n|---|--:|--:|\n| 推進 | 8 | 220,216 |\n| 加速化 | 2 | 72,200 "
        "|\n| 拠点整備 | 1 | 41,000 |\n| 合計 | 11 | 333,416 |\n",
        "FFFF",
    ),
    (
        "| 交付金 | 件数 | 国費（千円） |\n|---|--:|--:|\n| 推進 | 8 | 72,200 |\n| 加速化 | 2 | 220,216 "
        "|\n| 拠点整備 | 1 | 41,000 |\n| 合計 | 11 | 333,416 |\n",
        "NNFF",
    ),
]


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case[0][:40])
def test_a_table_is_found_only_where_its_rows_and_columns_say_what_the_data_says(
    sapporo: Letters, case: tuple[str, ...]
) -> None:
    text, right, *ending = case
    got = sapporo(text, ending[0] if ending else ".md")
    assert agree(got, right), got


MORE = [
    (f"{AINU}は4,100万円、加速化交付金については72,200千円です。", "FF"),
    (f"{AINU}は、拠点整備交付金 4,100万円、加速化交付金 72,200千円です。", "FN"),
    ("平成29年度の国費は169,709千円で、平成28年度の163,707千円から6,002千円増えた。", "FFM"),
    ("国費は7,220万円から4,100万円に減った。", "FF"),
    ("平成30年度に実施中の事業の国費は193,209千円。", "F"),
    ("平成30年度に実施中の事業の国費は169,709千円。", "N"),
    ("平成29年度に実施した事業の国費は169,709千円。", "F"),
    (f'事業名,国費（千円）\n{AINU},"41,000"\n\n事業名,市費（千円）\n{AINU},"41,000"\n', "FN", ".csv"),
    ('年度,国費（千円）\nH28,"163,707"\nH29,"169,709"\n\n年度,事業費（千円）\nH29,"169,709"\n', "FFN", ".csv"),
    (
        f"| 事業名 | 国費（千円） |\n|---|--:|\n| {INBOUND} | 20,525 |\n| 事業名 | 市費（千円） |\n| "
        f"{AINU} | 41,000 |\n",
        "FN",
    ),
    (
        f"| 事業名 | 国費（千円） |\n|---|--:|\n| 【平成28年度】 | |\n| {WOMEN} | 12,700 |\n| 【平成29年"
        f"度】 | |\n| {AINU} | 41,000 |\n| {WOMEN} | 12,700 |\n",
        "FFN",
    ),
    ("| 区分 | 金額（千円） |\n|---|--:|\n| 国費 | 20,525 |\n| 市費 | 20,475 |\n| 計 | 41,000 |\n", "FMN"),
    (f"{AINU}は8,200万円", "N"),
    ("札幌市と北海道の国費は274,318千円", "x"),
    ("「さっぽろ圏」若者定着促進広域連携事業は2,997千円", "N"),
    ("平成28年度の国費は271,321千円", "N"),
    ("インバウンド向けの4,147万4千円", "N"),
    ("健康・医療の国費4,147万4千円", "F"),
    ("女性の活躍の国費は14,500千円", "x"),
    ("地下空間の国費は12,700千円", "N"),
    ("国費は4,100万円、7,220万円のほか市費4,100万円である。", "FFN"),
    ("国費4,100 万円", "F"),
    ("国費 41 , 000千円", "x"),
    ("国費：４１，０００千円（うち市分４１，０００千円）", "FF"),
    ("R1年度の国費は169,709千円", "N"),
    ("平成29年11月に公表された国費は333,416千円", "F"),
    ("平成29年11月17日、4,100万円の国費", "F"),
    ("平成28、29年度の国費は333,416千円", "F"),
    ("H28～29年度の国費は333,416千円", "F"),
    ("H28とH29の国費は、それぞれ163,707千円と169,709千円", "FF"),
    ("H28とH29の国費は、それぞれ169,709千円と163,707千円", "NN"),
    ("H29（H28）の国費は169,709千円（163,707千円）", "NF"),
    ("国費（うち北海道分）は274,318千円", "F"),
    ("推進、加速化、拠点整備の国費はそれぞれ220,216千円、72,200千円、41,000千円", "FFF"),
    ("推進、加速化、拠点整備の国費はそれぞれ72,200千円、220,216千円、41,000千円", "NNF"),
    (
        "Promotion, Acceleration and Hub Development received 220,216, 72,200 and 41,000 thousand yen respectively.",
        "FFF",
    ),
    ("今年度の国費は4,100万円", "F"),
    ("本年度、アイヌ文化発信に4,100万円", "F"),
    ("同額の4,100万円を市が負担した", "x"),
    ("国費4,100万円と同額を市が負担した", "F"),
    ("補正額4,100万円", "x"),
    ("4,100万円の国費のほか、一般財源4,100万円", "FN"),
    ("市の一般財源から4,100万円", "x"),
    ("北海道から4,100万円の補助", "x"),
    ("北海道に2,997千円", "F"),
    ("道へ37,000千円", "x"),
    ("札幌市は北海道と共同で37,000千円", "F"),
    ("旭川市・函館市に41,000千円", "x"),
    ("大阪府へ41,000千円", "x"),
    ("千代田区は41,000千円", "x"),
    ("共同申請した6自治体の国費は41,000千円", "x"),
    ("加速化交付金 12,700千円（北海道 39,854千円）", "FF"),
    ("加速化交付金 39,854千円（北海道 12,700千円）", "xx"),
    ("女性活躍（加速化）12,700千円", "F"),
    ("交付率1/2、国費4,100万円、事業費8,200万円（推計）", "FF"),
    ("事業費は推計8,200万円", "F"),
    ("事業費8,200万円", "N"),
    ("四億円", "M"),
    ("国費は三億三千三百四十一万六千円", "F"),
    ("国費は３億３３４１万６千円", "F"),
    ("国費は333,416千円。\n市費は同額。", "F"),
    ("金41,000,000円", "F"),
    ("41,000,000円の国費", "F"),
    ("国費は41,000,000", "N"),
    ("合計41,000千円", "F"),
    ("国費 4,100万\n円", "F"),
    ("FY2017-2018 national funds were 169,709 thousand yen", "F"),
    ("Over three years, the Ainu project received 41 million yen", "x"),
    ("The city received nearly 41 million yen for the ICT Ainu space", "F"),
    ("41 million dollars", ""),
    ("41,000千ドル", ""),
    ("地方創生推進交付金の交付決定を受けた事業は128,709千円（平成29年度）", "F"),
    (
        "地方創生推進交付金128,709千円のうち、さっぽろ圏の事業に37,000千円、IT産業に29,710千円、インバ"
        "ウンドに20,525千円、健康医療に41,474千円を充てた。",
        "FFFFF",
    ),
    (
        "地方創生推進交付金128,709千円のうち、さっぽろ圏の事業に37,000千円、IT産業に41,474千円、インバ"
        "ウンドに20,525千円、健康医療に29,710千円を充てた。",
        "FFNFN",
    ),
]


@pytest.mark.parametrize("case", MORE, ids=lambda case: case[0][:40])
def test_what_else_stands_in_texts_is_found_only_where_the_data_says_it(
    sapporo: Letters, case: tuple[str, ...]
) -> None:
    text, right, *ending = case
    got = sapporo(text, ending[0] if ending else ".md")
    assert agree(got, right), got


CITIES = """[dataset]
id = "three"
title = "三つのまちの交付金"
version = "1"

[[program]]
id = "suishin"
name = "地方創生推進交付金"
short_name = "推進"

[[program]]
id = "kasokuka"
name = "地方創生加速化交付金"
short_name = "加速化"

[[round]]
program = "suishin"
fiscal_year = 2017
last_fiscal_year = 2019
subsidy_rate = "1/2"

[[round]]
program = "kasokuka"
fiscal_year = 2016
subsidy_rate = "1"

[[project]]
id = "a1"
municipality = "青葉市"
name = "若葉のまちにぎわい事業"
fiscal_year = 2017
program = "suishin"
national_funds_yen = 12000000
source_document = "資料"
amount_label = "採択額"
application = "single"

[[project]]
id = "a2"
municipality = "青葉市"
name = "森林資源ブランド化事業"
fiscal_year = 2016
program = "kasokuka"
national_funds_yen = 8500000
source_document = "資料"
amount_label = "採択額"
application = "single"

[[project]]
id = "b1"
municipality = "緑町"
name = "若葉のまちにぎわい事業"
fiscal_year = 2017
program = "suishin"
national_funds_yen = 7000000
source_document = "資料"
amount_label = "採択額"
application = "single"

[[project]]
id = "b2"
municipality = "緑町"
name = "特産品海外展開事業"
fiscal_year = 2017
program = "suishin"
national_funds_yen = 12000000
source_document = "資料"
amount_label = "採択額"
application = "joint"
partners = [{ name = "海山県", national_funds_yen = 3000000 }]

[[project]]
id = "c1"
municipality = "紺碧村"
name = "漁港交流拠点事業"
fiscal_year = 2016
program = "kasokuka"
national_funds_yen = 8500000
source_document = "資料"
amount_label = "採択額"
application = "single"

"""
"""Three bodies with projects of one name and amounts of one height."""


@pytest.fixture(scope="module")
def three_bodies(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    folder = tmp_path_factory.mktemp("bodies")
    (folder / "data.toml").write_text(CITIES, encoding="utf-8")
    return letters_with(Verifier(opening.open_all((folder / "data.toml",)), Filters()), folder / "text")


BODIES = [
    ("青葉市の若葉のまちにぎわい事業は1,200万円、緑町の若葉のまちにぎわい事業は700万円。", "FF"),
    ("青葉市の若葉のまちにぎわい事業は700万円、緑町の若葉のまちにぎわい事業は1,200万円。", "NN"),
    ("青葉市は20,500千円、緑町は19,000千円、紺碧村は8,500千円。", "FFF"),
    ("青葉市は19,000千円、緑町は20,500千円。", "NN"),
    ("青葉市では8,500千円の加速化交付金を受けた。", "F"),
    ("緑町では8,500千円の加速化交付金を受けた。", "N"),
    ("緑町の特産品海外展開事業は1,200万円（海山県 300万円）", "FF"),
    ("緑町の特産品海外展開事業は300万円（海山県 1,200万円）", "NN"),
    ("# 緑町\n\n加速化交付金の採択額は850万円。", "N"),
    ("# 紺碧村\n\n加速化交付金の採択額は850万円。", "F"),
    ("3団体の合計は48,000千円。", "F"),
    ("青葉市と緑町の合計は39,500千円。", "F"),
    ("青葉市、緑町、紺碧村はそれぞれ20,500千円、19,000千円、8,500千円", "FFF"),
    ("青葉市、緑町、紺碧村はそれぞれ8,500千円、19,000千円、20,500千円", "FFN"),
    ("交付決定額は12,000千円", "N"),
    ("交付額は12,000千円", "x"),
    ("緑町立学校の国費は8,500千円", "F"),
    ("若葉のまちにぎわい事業に19,000千円", "F"),
    ("本町の加速化交付金は8,500千円", "x"),
    ("本村の加速化交付金は8,500千円", "F"),
    (
        "| 団体 | H28 | H29 |\n|---|--:|--:|\n| 青葉市 | 8,500千円 | 12,000千円 |\n| 緑町 | 8,500千円 | 19,000千円 |\n",
        "FFNF",
    ),
    ("県の負担は300万円", "x"),
    ("県は300万円、町は1,200万円", "FF"),
    ("県は1,200万円、町は300万円", "NN"),
    ("青葉市議会で1,200万円について質疑があった", "F"),
    ("緑町長は、採択額は850万円と答弁した", "N"),
]


@pytest.mark.parametrize("case", BODIES, ids=lambda case: case[0][:40])
def test_an_amount_of_one_body_is_never_found_for_another(three_bodies: Letters, case: tuple[str, str]) -> None:
    got = three_bodies(case[0], ".md")
    assert agree(got, case[1]), got
