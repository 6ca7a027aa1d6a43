"""What ``kofukin verify`` says of the amounts in a text."""

from kofukin.messages import Message

FOUND = Message("あり", "found")
NEAR = Message("近い", "near")
NOT_IN_DATA = Message("データになし", "not in the data")

TITLE = Message("本文の金額とデータ", "Amounts of the text and the data")
PLACE = Message("位置", "Place")
OFFSET = Message("行の中で前にある文字数", "Characters before it")
COLUMN = Message("列", "Column")
TEXT = Message("本文", "Text")
WRITTEN = Message("金額の表記", "Written")
YEN = Message("金額", "Amount")
VERDICT = Message("判定", "Verdict")
FIELD = Message("項目", "Field")
IDS = Message("ID", "IDs")
DIFFERENCE = Message("違い", "Difference")
CITATION = Message("出典", "Citation")

LINE = Message("{line} 行目", "line {line}")
SHEET_ROW = Message("シート「{sheet}」{row} 行目", "sheet {sheet}, row {row}")
ROW = Message("{row} 行目", "row {row}")
PARAGRAPH = Message("段落 {number}", "paragraph {number}")
TABLE_ROW = Message("表 {table} の {row} 行目", "table {table}, row {row}")
IN_PART = Message("{part}、{place}", "{part}, {place}")
FOOTNOTES = Message("脚注", "footnotes")
ENDNOTES = Message("文末脚注", "endnotes")
HEADER = Message("ヘッダー", "header")
FOOTER = Message("フッター", "footer")

# What an amount is
MEASURES = {
    "national_funds_yen": Message("国費", "national funds"),
    "partner_national_funds_yen": Message("共同申請先の国費", "partners' funds"),
    "stated_cost_yen": Message("事業費", "cost"),
    "estimated_cost_yen": Message("事業費（推計）", "estimated cost"),
    "other": Message("国費でない額", "money that is not in the data"),
}
SHARE_OF = Message("{partner}の国費", "funds of {partner}")

FACT = Message(
    "{id}「{name}」{what} {amount} 円、{document}{place}", "{id}, {name}: {what} {amount} yen; {document}{place}"
)
QUOTED = Message("{id}「{name}」の{field}にこのとおりの文", "{id}, {name}: this very sentence in its {field}")
ESTIMATED = Message("（国費 ÷ 補助率の推計。資料にはない）", " (national funds ÷ rate, an estimate; not in the source)")
NO_DOCUMENT = Message("資料名の記載なし", "document not named")
DOCUMENT_PLACE = Message("、{place}", ", {place}")
PAGE = Message("{page} ページ", "page {page}")
DOCUMENT_LINE = Message("{line} 行目", "line {line}")
SEVERAL = Message("{citation} ほか {count} 件", "{citation}; and {count} more")
SUM = Message("{what}の合計 {amount} 円（{count} 件{chosen}）", "{what}, sum of {count} projects: {amount} yen{chosen}")
CHOSEN = Message("、{filters}", " ({filters})")
EVERYTHING = Message("、全体", " (all)")
FILTER = Message("{name} {value}", "{name} {value}")
SUM_UNSTATED = Message(
    "。額の記載がない {count} 件は含まない（0 ではない）", "; {count} without a stated amount not included (not 0)"
)
OF_DATASET = Message("（kofukin データ {dataset}）", " (kofukin dataset {dataset})")
DATASET = Message("{title} {version} 版", "{title}, version {version}")
DATA = Message("データ: {datasets}", "Data: {datasets}.")
NAMES = {
    "fiscal_year": Message("年度", "year"),
    "active": Message("実施年度", "running in"),
    "program": Message("交付金", "program"),
    "application": Message("申請", "applied"),
    "municipality": Message("団体", "body"),
    "project": Message("事業", "project"),
    "count": Message("事業数", "number of projects"),
    "measure": Message("金額の種類", "kind of amount"),
    "grant_type": Message("型", "type"),
    "budget": Message("予算", "budget"),
    "basis": Message("金額の期間", "amount covers"),
    "prefecture": Message("都道府県", "prefecture"),
    "word": Message("金額の呼び名", "name of the amount"),
}

# Differences
DIFFERS = Message("{name}: 本文は{text}、データは{data}", "{name}: {text} in the text, {data} in the data")
DIFFERS_UNNAMED = Message("{name}: データは{data}", "{name}: {data} in the data")
ALL_PROGRAMS = Message("全交付金", "all programs")
ALL_OF = Message("全体", "all")
UNIT = Message("単位: データは {amount} 円", "unit: {amount} yen in the data")
UNIT_UNSTATED = Message("単位の記載なし: {unit}ならデータにある", "unit not stated: in the data if it is {unit}")
UNIT_MISSING = Message("単位の記載なし", "unit not stated")
ROUNDED = Message("端数: データは {amount} 円", "rounded: {amount} yen in the data")
SUM_OF = Message("複数の額の和: {parts}", "a sum of several: {parts}")
PART = Message("{amount} 円（{what}）", "{amount} yen ({what})")
ESTIMATE_ONLY = Message(
    "推計: 資料に事業費はなく、国費 ÷ 補助率の推計と同じ額",
    "an estimate: the source states no cost; this is national funds ÷ rate",
)
QUALIFIED = Message(
    "「{words}」が付く: 額そのものはデータにある", "said with “{words}”: the figure itself is in the data"
)
SAID_WITH = Message("「{words}」が付く", "said with “{words}”")
MIXED_TOTAL = Message("種類の違う額の計: {kinds}", "a total of different kinds of money: {kinds}")
UNREADABLE = Message("円の額として読めない", "cannot be read as an amount in yen")

# Under the amounts
COUNTS = Message(
    "金額 {count} 件: あり {found}、近い {near}、データになし {missing}",
    "{count:amount}: {found} found, {near} near, {missing} not in the data.",
)
NO_AMOUNTS = Message("{path} に金額はありません", "no amount of money in {path}")
LEFT_OUT = Message(
    "金額 {count} 件は「kofukin verify off」の印の中なので調べていません",
    "{count:amount} between marks “kofukin verify off” and “on” {count:was|were} not looked at",
)
NOT_A_DOCUMENT = Message(
    "Word の文書（.docx）として読めません（{reason}）", "not a readable Word document (.docx): {reason}"
)
LOCKED = Message("パスワードが掛かっています", "it is locked by a password")
TOO_LARGE = Message("展開すると {most} MB を超えます", "it unpacks to more than {most} MB")
SAVE_AGAIN = Message(
    "Word で開いて .docx か .txt に保存し直してください", "open it in Word and save it again, as .docx or .txt"
)
NOT_READ = Message("{path}: {ending} のファイルは読めません", "{path}: {ending} files are not read")
SAVE_AS_WORKBOOK = Message(
    "表計算ソフトで開いて .xlsx に保存し直してください", "open it in a spreadsheet program and save it as .xlsx"
)
PDF_AS_TEXT = Message(
    "文字をコピーして渡すか（kofukin verify -）、.txt に保存してください（PDF なら pdftotext -layout）",
    "copy its text into kofukin verify -, or save it as .txt (a PDF with pdftotext -layout)",
)
SAVE_AS_UTF8 = Message("UTF-8 で保存し直してください", "save it again as UTF-8")
SAVE_AS_TEXT = Message("テキストか表として保存してください", "save it as text or as a table")
