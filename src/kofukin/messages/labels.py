"""What people read in and under tables: column labels, the words for values, notes."""

from kofukin.messages import Message

UNIT_YEN = Message("円", "yen")
UNIT_THOUSAND = Message("千円", "thousand yen")
UNIT_MILLION = Message("百万円", "million yen")
UNIT_HUNDRED_MILLION = Message("億円", "hundred million yen")

TOTAL = Message("合計", "Total")
TOTAL_OF = Message("合計（{count} 件）", "Total ({count})")
SUBTOTAL = Message("小計", "Subtotal")
EVERYTHING = Message("全体", "All")
UNKNOWN_GROUP = Message("（記載なし）", "(not stated)")

ASKED = Message("{filter}: {values}", "{filter}: {values}")
FILTERS = {
    "words": Message("語", "Words"),
    "year": Message("交付金の年度", "Grant's fiscal year"),
    "active": Message("実施している年度", "Running in"),
    "program": Message("交付金", "Program"),
    "application": Message("申請区分", "Application"),
    "partner": Message("共同申請先", "Partner"),
    "municipality": Message("団体", "Municipality"),
    "minimum": Message("国費の下限", "Minimum national funds"),
    "maximum": Message("国費の上限", "Maximum national funds"),
}
ASKED_NOTHING = Message("すべての事業", "all projects")
TITLE_ASKED = Message("{title}（{asked}）", "{title} ({asked})")
IN_UNIT = Message("（単位：{unit}）", "(in {unit})")

DEFINITIONS = (
    (
        Message("国費", "National funds"),
        Message(
            "交付金のうち団体の分の国のお金。事業費そのものではなく、共同申請先の額を含まない。",
            "The municipality's own part of the state's money: not the project's cost, and without any partner's share.",
        ),
    ),
    (
        Message("共同申請先の国費", "Partners' funds"),
        Message(
            "共同申請した都道府県などに渡る国費。国費とは足さない。",
            "National funds of the bodies that applied jointly. Never added to the municipality's.",
        ),
    ),
    (
        Message("事業費（推計）", "Cost (estimate)"),
        Message(
            "国費を補助率で割った、交付の対象になった部分の推計。資料にはなく、事業の総額とは限らない。",
            "National funds divided by the rate: an estimate of what the grant covers, not in the source, and not always the "
            "whole cost.",
        ),
    ),
    (
        Message("年度", "Year"),
        Message(
            "交付金の年度。事業は翌年度以降も続くことがある。",
            "The grant's fiscal year; a project may continue in later years.",
        ),
    ),
    (
        Message("推定", "Inferred"),
        Message(
            "資料が明記せず、根拠から判断したもの。根拠は事業ごとに示す。",
            "Not stated by the source but concluded from evidence, which is given project by project.",
        ),
    ),
    (
        Message("記載なし（－）", "Not stated (-)"),
        Message(
            "資料に額がない。0 ではなく、合計に含まない。",
            "The source gives no amount: it is not 0 and not included in any total.",
        ),
    ),
)
EVIDENCE_TITLE = Message("事業ごとの位置と根拠", "Place and evidence by project")
DEFINITIONS_TITLE = Message("用語", "Definitions")
SHEET_SOURCES = Message("出典", "Sources")
SHEET_CHART = Message("図", "Chart")
DOCUMENTS_TITLE = Message("資料", "Documents")
CITED_PAGES = Message("引用したページ", "Pages cited")
PROJECTS = Message("事業数", "Projects")
FIGURES = Message("引用した金額の数", "Amounts cited")
TERMS_OF_DATA = Message("データの利用条件: {terms}", "Terms of the data: {terms}")
IN_PRINT = Message("【{group}】{notes}", "{group}: {notes}")
SHEET_LIST = Message("事業", "Projects")
SHEET_TOTALS = Message("集計", "Totals")
SHARE_OF_NATION = Message(
    "国の執行額に占める割合は、1 年分の交付済み・確定・実績の額を、その交付金だけの国の執行額（保存された写しから）と比べたもの",
    "Shares of the nation's compare what was paid, settled or spent for one year with what the state spent on just that "
    "program (from stored copies).",
)
NATION_GAPS = Message("割合がないもの: {gaps}", "No share: {gaps}.")
NATION_GAP = Message("{reason}（{groups}）", "{reason} ({groups})")
PROGRAM_IN_YEAR = Message("{program} {year}", "{program} {year}")
LINES_JOINED = Message(
    "系譜は、国の ID か資料に引き継ぎがある交付金だけを一つにする。デジタル田園都市国家構想交付金はタイプで分け、"
    "判断にとどまる引き継ぎではつながない",
    "A line joins programs only where the state's id or a document says that one became the other; デジタル田園都市国家構想"
    "交付金 is told apart by its types, and a step that is only a reading joins nothing.",
)
PROGRAM_TITLE = Message("{name}", "{name}")
PROGRAM_IS = Message("{name}、略称 {short_name}、id {id}", "{name}, short name {short_name}, id {id}.")
PROGRAM_IN_ENGLISH = Message("英語名（非公式） {name}", "In English (unofficial): {name}.")
PROGRAM_ALIASES = Message("ほかの呼び名: {names}", "Also called {names}.")
PROGRAM_TYPES = Message("タイプ・型: {types}", "Types: {types}.")
PROGRAM_RATES = Message("補助率: {rates}", "Rate: {rates}.")
PROGRAM_IN_DATA = Message(
    "データ（{datasets}）の年度: {years}（{count} 件）", "In the data ({datasets}): {years} ({count:project})."
)
PROGRAM_BUDGET_ID = Message(
    "予算事業ID {id}（名称が変わっても同じ）", "The state's id (予算事業ID): {id}, which survives a rename."
)
PROGRAM_LIMIT = Message(
    "{year} の{type}: 1 事業の国費は市町村 {municipality} 千円、都道府県 {prefecture} 千円、{years} 年まで",
    "{year}, {type}: at most {municipality} thousand yen of national funds for a project of a municipality, "
    "{prefecture} for one of a prefecture, and {years:year}.",
)
LIMITS_FROM = Message("{name}の写しから（{stored_at}）", "From copies of {name} ({stored_at}).")
LINE_FROM = Message("{later}、{budget}から", "{later}, from {budget} on")
LINE_STATED = Message(
    "{earlier} → {later}。国の ID や名称による: {evidence}", "{earlier} → {later}. Stated by the state: {evidence}."
)
LINE_READING = Message(
    "{earlier} → {later}。資料に記載はなく、判断: {evidence}",
    "{earlier} → {later}. Our reading, which no document states: {evidence}.",
)
LINE_IN_DATA = Message("{earlier} → {later}（データの記載）", "{earlier} → {later}, as the dataset says.")
LINE_READ_IN_DATA = Message(
    "{earlier} → {later}（データの判断）", "{earlier} → {later}, which the dataset calls a reading."
)
NATIONAL_BREAK = Message(
    "{year} から範囲が違い、前の年度とつながらない（{vintage} 年のシート）。{evidence}",
    "From {year} the figures cover something else and do not continue those before (sheets of {vintage}). {evidence}.",
)
NATIONAL_COPIES = Message(
    "行政事業レビューシートの保存された写しから。公開の場所を直接開いてはいない",
    "The figures are from stored copies of the state's review sheets; the places themselves were not opened.",
)
SHEET_AT = Message(
    "シート {vintage}（{years}）: {address}、写し {stored_at}",
    "Sheet of {vintage} ({years}): {address}, copy {stored_at}.",
)
SHEET_STORED = Message(
    "シート {vintage}（{years}）: 写し {stored_at}", "Sheet of {vintage} ({years}): copy {stored_at}."
)
NO_NATIONAL_MONEY = Message("国の金額は収録していない", "No figures of the state's money are held for it.")
NATIONAL_MONEY_UNDER = Message(
    "国の金額は、予算事業ID が同じ前の交付金にある（kofukin programs ID）: {programs}",
    "The state's figures stand under the programs that it was before, whose ids it keeps: {programs} (kofukin programs ID).",
)
BODIES_PAID = Message("国が支出した団体の数: {bodies}", "Bodies that the state paid: {bodies}.")
BODIES_IN = Message("{year} {count:,}", "{year} {count:,}")
SHEET_PROGRAMS = Message("交付金", "Programs")
CHART_FIRST = Message("{name}（先頭の {count}）", "{name}, the first {count}")
CHART_TITLE = Message("国費（{unit}）", "National funds ({unit})")
CHART_BY = Message(
    "地方創生関連交付金の国費（{dimensions}別）", "Regional-revitalization grants: national funds by {dimensions}"
)
CHART_OF_ALL = Message("地方創生関連交付金の国費", "Regional-revitalization grants: national funds")
CHART_PART = Message("{name}　{of}", "{name}\N{EM SPACE}{of}")
CHART_APART = Message("{partners}（国費に含まない）", "{partners} (separate, not included in any total)")
CHART_OTHERS = Message("ほか {count:,}", "{count:,} others")
CHART_OTHERS_UNSTATED = Message("ほか {count:,}（記載なし {unstated:,}）", "{count:,} others ({unstated:,} not stated)")
CHART_BOUND_LARGEST = Message(
    "棒があるのは額の大きい {shown:,} だけ。残りの {count:,} は最後の行に合計した",
    "Only the {shown:,} largest have bars. The last line adds up the other {count:,}.",
)
CHART_BROKEN = Message("途切れた棒は縮尺に収まらないもの", "Broken bars are out of scale.")
CHART_PROJECT = Message("{name}（{beside}）", "{name} ({beside})")
CHART_BOUND = Message(
    "棒があるのは先頭の {shown:,} だけ。残りの {count:,} は最後の行に合計した",
    "Only the first {shown:,} have bars. The last line adds up the other {count:,}.",
)
DRAWING = Message("図を描いています", "drawing the chart")

# Titles
LIST_TITLE = Message("地方創生関連交付金の事業", "Regional-revitalization grant projects")
TOTALS_TITLE = Message("地方創生関連交付金の集計", "Regional-revitalization grant totals")
PROGRAMS_TITLE = Message("交付金", "Programs")

# Notes under a table
MATCHED = Message("{count} 件、国費の合計 {amount}", "{count:project}, national funds {amount} in total.")
MATCHED_LIMITED = Message(
    "{count} 件のうち {shown} 件を表示。{count} 件の国費の合計 {amount}",
    "{shown} of {count:project} shown; national funds of all {count}: {amount}.",
)
MATCHED_NO_AMOUNT = Message("{count} 件（国費の記載なし）", "{count:project}, none with an amount.")
WHOSE_MONEY = Message("国費は{municipality}の分", "National funds are those of {municipality}.")
WHOSE_GRANTED = Message("国費は{municipality}への交付額", "National funds are those granted to {municipality}.")
FUNDS_WORD = "国費"
"""The document's word for an amount that says no more than that it is national money."""
WORD_COUNT = Message("{word} {count} 件", "{word} {count}")
NO_WORD = Message("呼び名の記載なし", "not named")
AMOUNT_CALLED = Message("資料での額の呼び名: {word}", "The source calls the amounts {word}.")
AMOUNTS_CALLED = Message(
    "資料での呼び名が違う額を合わせている: {words}",
    "These totals add up amounts that the sources call by different words: {words}.",
)
EACH_MUNICIPALITY = Message("各団体", "each municipality")
NOT_INCLUDED = Message(
    "{partners}の額は別の列にあり、国費にも合計にも含まない",
    "Those of {partners} are in a separate column and not included in national funds or in any total.",
)
PARTNERS = Message("共同申請先", "the partners")
SHARES_UNDIVIDED = Message(
    "{count} 件の共同申請先の国費は、資料にある全員の合計額",
    "For {count:project} the source states only the total of the partners' funds; that total is shown.",
)
SHARES_UNSTATED = Message(
    "額の記載がない共同申請先: {partners}（0 ではない）", "Partners whose amount is not stated (not 0): {partners}."
)
PARTNERS_UNNAMED = Message(
    "共同申請先の名前も額も資料にない共同申請: {count} 件（0 ではない）",
    "Joint projects whose source names no partner and states no amount for any (not 0): {count}.",
)
PARTNER_OF = Message("{partner}（{project}）", "{partner} ({project})")
AND_OTHERS = Message("ほか", "and others")
TO_SETTLE = Message("確かめるところ", "To settle")
FUNDS_UNSTATED = Message(
    "国費の記載がない {count} 件は合計に含まない（0 ではない）",
    "{count:project} without an amount {count:is|are} not included in any total (not 0).",
)
FUNDS_NEGATIVE = Message(
    "減額（マイナス）の {count} 件は差し引いて合計している",
    "{count} negative {count:amount, which takes|amounts, which take} funds back, {count:is|are} subtracted in the totals.",
)
END_UNSTATED = Message(
    "終わりの年度の記載がない {count} 件は、交付年度だけ実施したものとして探している",
    "{count} {count:project states|projects state} no last year and {count:is|are} taken to run only in the year of the grant.",
)
ACTIVE_IN_ANY = Message(
    "実施している年度が {years} のどれかに当たる事業", "These run in any of {years}, not necessarily in each."
)
ACTIVE_IN_ANY_OR_EACH = Message(
    "実施している年度が {years} のどれかに当たる事業（すべてに当たる {count} 件は {options}）",
    "These run in any of {years}; {options} finds those that run in each ({count}).",
)
COST_UNSTATED = Message(
    "資料に事業費の記載がない {count} 件は、事業費（資料の額）と国費以外に含まない（0 ではない）",
    "Stated costs and other funds do not include {count:project} whose source states no cost (not 0).",
)
CHANGE_COMPARED = Message(
    "増減は、同じ区分の前年度の国費と比べたもの。どちらかの額が分からなければ -",
    "Changes compare the national funds with those of the same group in the fiscal year before; - where either is "
    "not known.",
)
COST_UNESTIMATED = Message(
    "事業費（推計）は、国費か補助率が分からない {count} 件を含まない（0 ではない）",
    "Estimated costs do not include {count:project} whose funds or rate are not known (not 0).",
)
COSTS_STATED = Message(
    "{count} 件は資料に事業費がある（kofukin show ID）",
    "For {count:project} the source states the cost itself; kofukin show ID gives it.",
)
BASIS_IS = Message("金額は{basis}", "Amounts cover {basis}.")
BASES_MIXED = Message(
    "期間の違う額を合わせている: {bases}（--by basis で分けられる）",
    "These totals add up amounts for different periods: {bases} (--by basis separates them).",
)
BASIS_UNSTATED = Message(
    "金額が 1 年分か全期間分かは資料に記載なし", "The source does not say whether amounts cover one year or all years."
)
PROGRAM_INFERRED = Message(
    "交付金の別は {inferred} 件が推定（根拠は kofukin show ID）",
    "The program of {inferred:project} is inferred; kofukin show ID gives the evidence.",
)
PROGRAM_OPEN = Message("交付金の別が未確定の事業: {count} 件", "The program of {count:project} is open.")
ENGLISH_UNOFFICIAL = Message("", "English program names are unofficial.")
DRAFT_OPEN = Message(
    "確かめるところが {count} か所残る下書き（kofukin check で一覧）",
    "This is a draft with {count} open {count:point|points}; kofukin check lists them.",
)
REMARKS_LEFT_OUT = Message(
    "下書きの確かめるところ {count} か所は {ending} に入りません（.toml、.db、.zip には入ります）",
    "the draft's open points ({count}) are not in a {ending} file (a .toml, .db or .zip keeps them)",
)
PART_OF = Message("{title}（一部: {asked}）", "{title} (part: {asked})")
PART_WRITTEN = Message("全 {all} 件のうち {count} 件（{asked}）", "{count} of {all:project} ({asked})")
LINKS_CUT = Message(
    "書き出していない前の事業とのつながり {count} 件は入りません",
    "links to earlier projects that are not in this part are not written ({count})",
)
LEFT_OUT_OF_LISTS = Message(
    "{ending} に入らないもの: {kinds}（.toml、.db、.zip には入ります）",
    "not in a {ending} file: {kinds} (a .toml, .db or .zip keeps them)",
)
LEFT_OUT_KINDS = {
    "partners": Message("共同申請先ごとの額とコード {count} 件", "partners' own amounts or codes ({count})"),
    "continued": Message("前の事業とのつながり {count} 件", "links to earlier projects ({count})"),
    "amount_lines": Message("金額の行番号 {count} 件", "lines of amounts ({count})"),
    "documents": Message("資料の題のほかの記載 {count} 件", "what is known of documents beside their titles ({count})"),
}
SEMICOLONS = Message(
    "CSV では ; が共同申請先の区切りなので、名前の中の ; は全角の ； にしました: {names}",
    "in CSV ; stands between partners, so a ; inside a name is written as a full-width ；: {names}",
)
MAY_COUNT_TWICE = Message(
    "{count} 件は共同申請の相手の一覧にもあり、二重に数えているかもしれない（kofukin totals --once で 1 度だけ数える）",
    "{count:project} may be counted twice, since the partner's list seems to have {count:it|them} too; "
    "kofukin totals --once counts each once.",
)
MORE_LEFT_OUT = Message(
    "ほか {count} 件（標準エラー出力にすべて）", "{count} more are left out; standard error names all."
)
MAY_BE_ONE = Message(
    "{other} と同じ共同申請の事業と見られる（totals --once で 1 度だけ数える）",
    "it looks like the same joint project as {other}; totals --once counts it once",
)
DRAWN_FROM = Message("データ: {datasets}", "Data: {datasets}")

# The page of one project
PARTNER_SHARES = Message("共同申請先の国費", "Partners' funds")
SHARE_OF = Message("{partner} {amount}", "{partner} {amount}")
SHARE_UNSTATED = Message("{partner} 記載なし", "{partner} not stated")
SHARES_IN_ALL = Message("合わせて {amount}", "{amount} in all")
NOT_IN_FUNDS = Message("{shares}（上の国費に含まない）", "{shares} (not in the figure above)")
RUNS = Message("実施年度", "Runs")
RUNS_FROM_TO = Message("{first}〜{last}", "{first} to {last}")
RUNS_ONE = Message("{first}のみ", "{first} only")
RUNS_UNKNOWN = Message("{first}〜（終わりの年度は記載なし）", "{first} on (last year not stated)")
YEAR_BOTH = Message("{era}（{year} 年度）", "{era} (fiscal {year})")
RATE_NOTE = Message("{rate}（国費が事業費に占める割合）", "{rate} (national funds as a part of the cost)")
ESTIMATE_NOTE = Message(
    "{amount}（国費 ÷ 補助率。交付の対象になった部分の推計で、資料にはない）",
    "{amount} (an estimate of the part that the grant covers: funds ÷ rate; not in the source)",
)
ESTIMATE_BESIDE_STATED = Message("{amount}（国費 ÷ 補助率の推計）", "{amount} (an estimate: funds ÷ rate)")
APPLICATION_AS_WRITTEN = Message("{application}（資料の語「{text}」）", "{application} (as written: {text})")
PLACE = Message("出典の位置", "Place in it")
PAGE = Message("{page} ページ", "page {page}")
NAME_LINE = Message("事業名 {line} 行目", "name on line {line}")
AMOUNT_LINE = Message("金額 {line} 行目", "amount on line {line}")
AS_READ = Message("{projects}{mark}", "{projects}{mark}")
READ_SO = Message(
    "（同じ事業名などによるデータの判断。資料に記載があるとは限らない）",
    " (as the dataset reads it, such as by a shared name; the source need not say so)",
)
CONTINUED_BY = Message("後の事業", "Continued by")
OPEN_POINT = Message("未確認", "Open")
CITATION = Message("引用", "Citation")
CITATION_TEXT = Message(
    "「{name}」国費 {amount}、{document}{place}（kofukin データ {dataset} {version} 版）",
    "{name}, national funds {amount}; {document}{place} (kofukin dataset {dataset}, version {version})",
)
CITATION_OF_DOCUMENT = Message(
    "「{name}」国費 {amount}、{document}{place}", "{name}, national funds {amount}; {document}{place}"
)
RETRIEVED_ON = Message("{date} 取得", "retrieved {date}")
DOCUMENT_AT = Message("{title}、{where}", "{title}, {where}")
NO_AMOUNT = Message("記載なし", "not stated")
WITH_UNIT = Message("{label}（{unit}）", "{label} ({unit})")
AMOUNT_WITH_UNIT = Message("{amount} {unit}", "{amount} {unit}")

# The report
REPORT_OF = Message(
    "{municipality}の地方創生関連交付金の事業", "Regional-revitalization grant projects of {municipality}"
)
MAKING_REPORT = Message("レポートを作成中", "building the report")
INFERRED_SEE_DETAILS = Message(
    "交付金の別は {inferred} 件が推定（「推定」の印。根拠は各事業の詳細にある）",
    "The program of {inferred:project} is inferred and marked so; each project's details give the evidence.",
)
REPORT = {
    "totals": Message("集計", "Totals"),
    "totals by program": Message("交付金ごと", "By program"),
    "totals by year": Message("年度ごと", "By year"),
    "totals by application": Message("申請区分ごと", "By application"),
    "filters": Message("対象", "Selection"),
    "controls": Message("事業を探す", "Find projects"),
    "search": Message("検索する語", "Search words"),
    "search hint": Message(
        "事業名、概要、備考、共同申請先、団体から探す。空白で区切ると、すべての語を含む事業。「観光|産業」はどちらか",
        "in name, summary, note, partners and municipality; every word must match, 観光|産業 matches either",
    ),
    "any": Message("すべて", "All"),
    "order": Message("並べ替え", "Sort by"),
    "order of the data": Message("資料の順", "Order of the source"),
    "ascending": Message("{column}（昇順）", "{column} (ascending)"),
    "descending": Message("{column}（降順）", "{column} (descending)"),
    "reset": Message("条件を消す", "Clear"),
    "count": Message("事業数", "Projects"),
    "all shown": Message("{count} 件", "{count}"),
    "some shown": Message("{all} 件のうち {count} 件", "{count} of {all}"),
    "amounts missing": Message(
        "金額の記載がない {count} 件は含まない（0 ではない）",
        "not including projects without an amount ({count}; not 0)",
    ),
    "shares missing": Message(
        "額の記載がない共同申請先（{count} 件）は含まない（0 ではない）",
        "not including partners' amounts that are not stated ({count}; not 0)",
    ),
    "not in funds": Message("国費に含まない", "not part of national funds"),
    "no partners": Message("共同申請なし", "no partners"),
    "nothing shown": Message("この条件に当てはまる事業はありません", "No project matches these filters"),
    "more": Message("さらに表示（残り {count} 件）", "Show more ({count} left)"),
    "details": Message("詳細・根拠・出典", "Details, evidence, source"),
    "details of": Message("（{name}）", " of {name}"),
    "copy": Message("引用をコピー", "Copy citation"),
    "copied": Message("コピーしました", "Copied"),
    "inferred": Message("推定", "inferred"),
    "amounts in": Message("金額の単位は{unit}", "Amounts in {unit}"),
    "made by": Message("kofukin {version} で作成", "Made with kofukin {version}."),
    "totals by municipality": Message("団体ごと", "By municipality"),
    "others": Message("ほか {count} 団体", "{count} others"),
    "colors": Message("棒の色は交付金の別", "colors show the program"),
    "filtered by": Message("絞り込み: {filters}", "Filtered by {filters}"),
    "filter": Message("{name} {value}", "{name}: {value}"),
    "save csv": Message("この {count} 件を CSV で保存", "Save as CSV ({count})"),
    "csv name": Message("地方創生関連交付金.csv", "grants.csv"),
    "covers": Message("金額が{basis}の事業: {count} 件", "Projects whose amount covers {basis}: {count}."),
    "called": Message("資料で「{word}」と呼ぶ額: {count} 件", "Amounts that the source calls {word}: {count}."),
    "without script": Message(
        "{count} 件のうち初めの {shown} 件を表示。ほかの事業を見るには JavaScript が必要です",
        "The first {shown} of {count} projects are shown; to see the others, allow JavaScript.",
    ),
    "not printed": Message(
        "{count} 件のうち初めの {shown} 件を印刷。すべては CSV にある",
        "The first {shown} of {count} projects are printed; the CSV holds all of them.",
    ),
}

# The version
VERSION = Message(
    "kofukin {version}（データ: {dataset} {data_version} 版）",
    "kofukin {version} (data: {dataset}, version {data_version})",
)

COMPLETION_INSTALLED = Message(
    "{shell} の補完を {path} に組み込みました。端末を開き直すと使えます",
    "{shell} completion is installed in {path}; it works in a new terminal",
)

WORKING_EXPORT = Message("書き出しています", "exporting")
WORKING_IMPORT = Message("読み込んでいます", "importing")
READING_PAGES = Message("読み込んでいます {bar} {page}/{pages} ページ", "importing {bar} page {page} of {pages}")

# check
BUNDLED = Message("同梱のデータ", "the bundled dataset")
BUNDLED_SOURCE = Message("同梱の資料の抜き書き", "the bundled extract of its source")
SOUND = Message("{path}: 問題なし（{projects} 件）", "{path}: sound ({projects:project})")
ALIKE = Message(
    "{other} と団体、年度、交付金、事業名が同じ（重複かもしれない）",
    "same municipality, year, program and name as {other}: perhaps the same project twice",
)
COST_BELOW_FUNDS = Message(
    "事業費 {cost} 円が国費 {funds} 円より少ない（期間や範囲が違うかもしれない）",
    "the cost of {cost} yen is less than the national funds of {funds} yen; they may cover other years or parts",
)
CODE_WITH_NAMES = Message(
    "団体コード {code} の団体名が複数ある: {names}（一つの団体として数える）",
    "the code {code} comes with several names: {names}; they count as one body",
)
CODE_CHANGED = Message(
    "団体コード {code}（{names}）は市になって {now} に変わった（一つの団体として数え、{now} で示す）",
    "the code {code} ({names}) became {now} when the town became a city; they count as one body, shown with {now}",
)
NAME_WITHOUT_CODE = Message(
    "{name} には団体コード（{codes}）のある事業とない事業がある（別の団体として数える）",
    "{name} comes with a code ({codes}) and without one; these count as different bodies",
)
CONTROL_CHARACTERS = Message("制御文字 {codes} を含む", "it holds control characters: {codes}")
IS_CITED = Message(
    "{source}: 引用された資料 {document} そのもの（SHA-256 {sha256}）",
    "{source} is the document that was cited, {document} (SHA-256 {sha256})",
)
ANOTHER_VERSION = Message(
    "{source}: 資料 {document} の別の版（SHA-256 {sha256} はデータにあるものと違う）。金額はそれぞれの位置で確かめる",
    "{source} is another version of the document {document} (its SHA-256, {sha256}, is not the one in the dataset); "
    "each figure is looked for at its place all the same",
)
ANOTHER_SIZE = Message(
    "{source}: 資料 {document} の別の版（{found} バイト。データには {stated} バイトとある）。金額はそれぞれの位置で確かめる",
    "{source} is another version of the document {document} (it has {found:byte}, where the dataset says {stated}); "
    "each figure is looked for at its place all the same",
)
NO_HASH = Message(
    "{source}: 資料 {document} の SHA-256 がデータにないので、引用されたファイルかどうかは分からない。金額はそれぞれの位置で確かめる",
    "{source} may or may not be the file that was cited: the dataset states no SHA-256 of the document {document}; "
    "each figure is looked for at its place all the same",
)
BY_PLACES = Message(
    "{source} を {document} とみなした。ほかの資料より多くの事業が、データの示す位置にあるため",
    "{source} is taken for {document}, since more of its projects stand at their places than of any other document's",
)
DOCUMENT_NOT_CITED = Message("どの事業も出典としていない資料: {title}", "no project cites this document: {title}")
CITED_BY_TITLE = Message(
    "{count} 件の事業がこの資料を題で指している。id の {id} で指さないと、SHA-256 や所在はその出典とみなされない",
    "{count:project} {count:names|name} this document by its title; unless by its id, {id}, what is known of it is not"
    " taken for theirs",
)
SAME_FILE_TWICE = Message("資料 {other} と同じファイル", "the same file as document {other}")
NOT_A_LINK = Message(
    "http か https のアドレスではないので、リンクにはしない: {address}",
    "no http or https address, so nothing links to it: {address}",
)
RETRIEVED_LATER = Message("取得日が今日より後: {date}", "retrieved later than today: {date}")
CITE_OTHERS = Message(
    "{document} 以外の資料を出典とする {count} 件は確かめていない",
    "{count:project} of other documents than {document} not looked for",
)
CONFIRMED = Message(
    "{path}: {names} 件の事業名と {amounts} 件の金額を {source} で確認",
    "{path}: {names:name} and {amounts:amount} confirmed in {source}",
)
