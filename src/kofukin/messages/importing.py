"""What importing says: places in a file, what lines were read as, what a person must settle."""

from kofukin.messages import Message

AT = Message("{file} {parts}", "{file} {parts}")
AT_SHEET = Message("シート「{value}」", "sheet {value}")
AT_PAGE = Message("{value} ページ", "page {value}")
AT_LINE = Message("{value} 行目", "line {value}")
AT_ROW = Message("{value} 行目", "row {value}")

ROLES = {
    "heading": Message("見出し", "heading"),
    "project": Message("事業", "project"),
    "figure": Message("金額", "figure"),
    "text": Message("本文", "text"),
    "furniture": Message("飾り", "furniture"),
    "total": Message("合計", "total"),
    "unread": Message("読めなかった行", "unread"),
}

# The review
READ_FROM = Message("{file}: {lines} 行を読み、{projects} 件の事業", "{file}: {lines} lines read, {projects} projects")
ROLE_COUNT = Message("{role} {count}", "{role} {count}")
ROLE_LIST = Message("  {roles}", "  {roles}")
UNREAD_LINE = Message("{place}: 読めなかった: {text}", "{place}: unread: {text}")
DOUBTFUL = Message("{place}: {reason}: {text}", "{place}: {reason}: {text}")
ALL_ACCOUNTED = Message("すべての行を読み、疑わしいところはありません", "every line was read and nothing is doubtful")
OPEN_POINTS = Message(
    "確かめるところが {count} か所あります（読めなかった行 {unread}、疑わしい値 {doubts}）",
    "{count} open point(s): {unread} unread, {doubts} doubtful",
)
DRAFT_WRITTEN = Message("下書きを {path} に書きました", "the draft was written to {path}")
SETTLE = Message(
    "{path} の該当箇所を直し、kofukin check {path} で確かめてください",
    "settle them in {path}, then run kofukin check {path}",
)
NOTHING_WRITTEN_STRICT = Message("--strict なので何も書いていません", "nothing was written, because of --strict")
DROP_STRICT = Message("--strict を外すと下書きを書きます", "without --strict the draft is written")

AS_WRITTEN = Message("資料: {text}", "as written: {text}")
INFERRED = Message("推定: {evidence}", "inferred: {evidence}")
TO_SETTLE = Message("要確認: {reason}: {text}", "to settle: {reason}: {text}")
CHOOSE_PROGRAM = Message(
    "どちらかを書き、program_basis を直す: {choices}", "write one of these and mend program_basis: {choices}"
)

# Doubts and evidence
PROGRAM_OPEN = Message("交付金が決まりません（{programs} のどれか）", "the program is open (one of {programs})")
UNIT_UNKNOWN = Message("金額の単位がどこにも書かれていません", "no unit is stated for the amounts")
ASK_UNIT = Message("--unit 千円 か --unit 円 を付けてください", "say --unit 千円 or --unit 円")
YEAR_UNKNOWN = Message("年度がどこにも書かれていません", "no fiscal year is stated")
ASK_YEAR = Message("--year H29 のように指定してください", "say it with --year H29")
MUNICIPALITY_UNKNOWN = Message("団体名がどこにも書かれていません", "no municipality is stated")
ASK_MUNICIPALITY = Message("--municipality で指定してください", "say it with --municipality")
AMOUNT_DOUBTFUL = Message("金額が疑わしい", "doubtful amount")
FROM_OPTION = Message("指定された値（{option}）", "as given by {option}")
FROM_HEADING = Message("見出し「{text}」による", "from the heading {text}")
TOTAL_DIFFERS = Message(
    "合計の行は {stated}、足すと {summed}", "the total row states {stated}, the rows add up to {summed}"
)
DUPLICATE_CANDIDATE = Message(
    "同じ団体、年度、交付金、事業名が {other} にもある", "same municipality, year, program and name as {other}"
)
