"""What goes wrong, and what to do about it."""

from kofukin.messages import Message

ERROR = Message("エラー: {message}", "error: {message}")
HINT = Message("ヒント: {message}", "hint: {message}")
NOTE = Message("注: {message}", "note: {message}")

# Years and amounts
YEAR_UNREADABLE = Message("年度として読めません: {text}", "not a fiscal year: {text}")
YEAR_FORMS = Message(
    "年度は H29、平成29年度、平成二十九年度、2017、FY2017、令和元、R1、今年度、前年度 のように、範囲は H28-H30、H28..、..2016"
    " のように書きます",
    "write a year as H29, 平成29年度, 平成二十九年度, 2017, FY2017, 令和元, R1, 今年度 or 前年度, and a range as H28-H30, "
    "H28.. or ..2016",
)
YEAR_RANGE_BACKWARDS = Message("範囲の始めが終わりより後です: {text}", "the range ends before it begins: {text}")
AMOUNT_UNREADABLE = Message("金額として読めません: {text}", "not an amount: {text}")
AMOUNT_FORMS = Message(
    "金額は 30000000、30,000千円、3000万円、0.3億円 のように書きます（単位がなければ円）",
    "write an amount as 30000000, 30,000千円, 3000万円 or 0.3億円 (yen where no unit is given)",
)
TEXT_TOO_LONG = Message(
    "Excel のセルに入りません（{length} 文字、{most} 文字まで）: {beginning}...",
    "too long for a cell of a workbook ({length} characters, at most {most}): {beginning}...",
)
CSV_HOLDS_IT = Message(
    "-o FILE.csv なら入ります。-c で列を減らすこともできます", "a .csv can hold it; or leave the column out with -c"
)
REST_UNREAD = Message(
    "ここから先は読んでいません（上の行を直すと読めます）", "from here on nothing was read; fix the lines above first"
)
PARTNERS_TOO_LARGE = Message(
    "共同申請先の国費の合計が大きすぎます: {sum} 円", "the partners' funds add up to too much: {sum} yen"
)
SUM_TOO_LARGE = Message(
    "{key} の合計が大きすぎて数えられません: {sum} 円", "{key} adds up to more than can be counted: {sum} yen"
)
TOO_MANY_GIVEN = Message(
    "{option} は一度に {most} 個までです（{count} 個あります）",
    "{option}: at most {most} at once, and there are {count}",
)
ASK_FOR_LESS = Message("減らすか、何度かに分けてください", "give fewer, or ask several times")
BOUNDS_CONTRADICT = Message(
    "{min} {minimum} 円が {max} {maximum} 円より大きく、当てはまる事業はあり得ません",
    "{min} {minimum} yen is above {max} {maximum} yen, so no project can match",
)
SWAP_BOUNDS = Message("{min} と {max} を入れ替えてください", "swap {min} and {max}")

# Filters
UNKNOWN_PROGRAM = Message("交付金が見つかりません: {text}", "no such program: {text}")
AMBIGUOUS_PROGRAM = Message("当てはまる交付金が複数あります: {text}", "several programs match: {text}")
NO_PROGRAMS = Message("データに交付金が登録されていません", "the data has no program")
VALID_PROGRAMS = Message("使えるのは {programs}", "programs are {programs}")
UNKNOWN_APPLICATION = Message("申請区分が見つかりません: {text}", "no such application type: {text}")
VALID_APPLICATIONS = Message(
    "single（単独）か joint（共同）、または資料の語（{words}）を指定してください",
    "use single (単独) or joint (共同), or the document's own words ({words})",
)
NO_SUCH_BODY = Message("データにない団体です: {text}", "no such municipality in the data: {text}")
NO_SUCH_BODY_NEAR = Message(
    "データにない団体です: {text}（近いもの: {near}）", "no such municipality in the data: {text} (did you mean {near})"
)
OTHER_WORDINGS = Message(
    "資料のほかの書き方は含みません: {words}（-a {application} ならすべて当たります）",
    "other wordings in the data are not included: {words} (-a {application} finds them all)",
)
BARE_BOUND = Message(
    "{option} {bound} は円として扱い、これで除かれた事業はありません（{unit}なら {option} {written}）",
    "{option} {bound} is in yen and leaves no project out (in {unit}: {option} {written})",
)
BARE_BOUND_OF_ALL = Message(
    "{option} {bound} は円として扱い、これですべて除かれました（{unit}なら {option} {written}）",
    "{option} {bound} is in yen and leaves every project out (in {unit}: {option} {written})",
)
UNKNOWN_SORT = Message("並べ替えに使えない項目です: {text}", "cannot sort by {text}")
UNKNOWN_COLUMN = Message("列が見つかりません: {text}", "no such column: {text}")
VALID_FIELDS = Message("使えるのは {fields}", "valid ones are {fields}")
AMBIGUOUS_LABEL = Message("当てはまる項目が複数あります: {text}", "several fields are called {text}")
NAME_ONE = Message("どれかの名前で指定してください: {names}", "use one of their names: {names}")
SORT_DIRECTION = Message("並べ替えの向きは :asc か :desc です: {text}", "a sort direction is :asc or :desc: {text}")
FOR_EXAMPLE = Message("例: {option}", "for example {option}")
UNKNOWN_DIMENSION = Message("集計の区分が見つかりません: {text}", "no such dimension: {text}")
VALID_DIMENSIONS = Message("使えるのは {dimensions}", "dimensions are {dimensions}")
TOO_MANY_DIMENSIONS = Message("区分は {most} つまでです: {text}", "at most {most} dimensions: {text}")
NEEDS_DIMENSIONS = Message(
    "{field} は交付金と年度ごとに集計するときのものです",
    "{field} is of a program in a year, and these totals are not by both",
)
GROUP_BY_BOTH = Message("{by} のように区分を加えてください", "add what is missing to the dimensions: {by}")
NEEDS_YEAR = Message(
    "{field} は年度ごとに集計するときのものです", "{field} compares years, and these totals are not by year"
)
GROUP_BY_YEAR = Message("{by} のように year を加えてください", "add year to the dimensions: {by}")
SUBTOTALS_NEED_TWO = Message("--subtotals には区分が 2 つ以上要ります", "--subtotals needs two or more dimensions")
CHART_EXAMPLE = Message("例: --by year,program", "for example --by year,program")
ALL_STANDS_ALONE = Message("all は他の区分と組み合わせられません", "all cannot be combined with another dimension")

# Projects
NO_SUCH_PROJECT = Message("事業が見つかりません: {text}", "no such project: {text}")
AMBIGUOUS_PROJECT = Message("当てはまる事業が複数あります: {text}", "several projects match: {text}")
SAY_WHICH = Message("id で指定してください: {candidates}", "give an id: {candidates}")
NEAREST_PROJECTS = Message("近いもの: {candidates}", "did you mean {candidates}")
SEE_LIST = Message("kofukin list で id と事業名を確かめられます", "kofukin list shows ids and names")

# Nothing matched
NOTHING_MATCHED = Message("当てはまる事業はありません", "no project matches")
YEARS_WITH_GRANTS = Message("交付金がある年度: {years}", "years with grants: {years}")
WITHOUT_FILTER = Message("{option} を外すと {count} 件", "without {option}: {count}")
THE_WORDS = Message("語", "WORD")
LEFT_OUT = Message(
    "{left_out} は数えていません。{told_with} と同じ共同申請の事業と見られます"
    "（事業名・年度・交付金が同じで、一方が他方を共同申請先とする）。{money}",
    "{left_out} is left out: it looks like the same joint project as {told_with} (same name, year and program, and one "
    "names the other as its partner){money}",
)
LEFT_OUT_WITH = Message(
    "{told_with} は {kept} と同じ事業と見られます。{money}", "; so does {told_with} like {kept}{money}"
)
FUNDS_SAME = Message(
    "その国費 {funds} 円は、{kept} が共同申請先の額として記す額と同じです",
    "; its {funds} yen are what {kept} states as that partner's share",
)
FUNDS_DIFFER = Message(
    "その国費 {funds} 円は、{kept} が共同申請先の額として記す {share} 円と違い、疑わしい",
    "; its {funds} yen differ from the {share} yen that {kept} states as that partner's share, which is doubtful",
)
FUNDS_TOGETHER = Message(
    "その国費 {funds} 円は、{kept} が共同申請先の合計として記す {together} 円に含まれるかどうか分かりません",
    "; whether its {funds} yen are in the {together} yen that {kept} states for all partners is not known",
)
FUNDS_NOWHERE = Message(
    "その国費 {funds} 円は、{kept} に共同申請先の額がないので、どの列にも入っていません",
    "; {kept} states no share for it, so its {funds} yen are not in any column",
)
AND_SHARES_NOWHERE = Message(
    "{money}。それだけが記す共同申請先の額（{shares}）も、どの列にも入っていません",
    "{money}; the shares of partners that only it states ({shares}) are not in any column",
)
LOST_SHARE = Message("{partner} {yen} 円", "{partner} {yen} yen")
FUNDS_UNSTATED = Message("その国費の記載はありません", "; its own amount is not stated")
HALF_PAIRS = Message(
    "{count} 件は、絞り込みに当てはまらない別の一覧の事業と同じと見られます（そのまま数えています）: {pairs}",
    "{count} {count:project looks like an entry|projects look like entries} in another list that the filters leave out, and "
    "{count:is|are} counted: {pairs}",
)
HALF_PAIR = Message("{project}（{other}）", "{project} ({other})")
NONE_LEFT_OUT = Message("両方の一覧に載る共同申請の事業は見つかりません", "no joint project is in both partners' lists")
ACTIVE_INSTEAD = Message("その年度に実施中の事業は {count} 件（--active）", "running in that year: {count} (--active)")

# The command line
UNKNOWN_COMMAND = Message("コマンドが見つかりません: {text}", "no such command: {text}")
COMMANDS_ARE = Message("使えるのは {commands}", "commands are {commands}")
UNKNOWN_OPTION = Message("オプションが見つかりません: {text}", "no such option: {text}")
DID_YOU_MEAN = Message("{candidates} のことですか", "did you mean {candidates}")
SEE_HELP = Message("{command} --help に使い方があります", "see {command} --help")
OPTION_NEEDS_VALUE = Message("{text} には値が要ります", "{text} needs a value")
OPTION_TAKES_NO_VALUE = Message("{text} は値を取りません", "{text} takes no value")
MISSING_ARGUMENT = Message("{text} を指定してください", "{text} is missing")
EXTRA_ARGUMENTS = Message("余分な引数があります: {text}", "unexpected argument: {text}")
USED_WRONGLY = Message("使い方が違います: {text}", "used wrongly: {text}")
BAD_CHOICE = Message("{option} に使えない値です: {text}", "not a value of {option}: {text}")
VALID_CHOICES = Message("使えるのは {choices}", "use one of {choices}")
NOT_A_COUNT = Message(
    "{option} には 0 以上の整数を指定します: {text}", "{option} takes a whole number, 0 or more: {text}"
)

UNKNOWN_SHELL = Message("補完に対応していないシェルです: {shell}", "no completion for this shell: {shell}")
SHELLS_ARE = Message("対応しているのは {shells}", "it works in {shells}")

# Output
UNKNOWN_ENDING = Message("ファイル名の終わりから形式が分かりません: {path}", "no format has that file ending: {path}")
VALID_ENDINGS = Message("使えるのは {endings}（または -f で形式を指定）", "use {endings} (or name the format with -f)")
EXPORT_WRITES = Message("{ending} は kofukin export で書き出せます", "kofukin export writes {ending}")
MAP_TWICE = Message(
    "--map {one} と --map {another} が重なっています", "--map {one} and --map {another} name one column or one field"
)
BAD_MAP = Message("--map は 項目=列 の形で書きます: {text}", "--map takes FIELD=COLUMN: {text}")
BAD_EXAMPLE = Message("--example は 項目=資料の文字 の形で書きます: {text}", "--example takes FIELD=TEXT: {text}")
EXAMPLE_EXAMPLE = Message(
    "例: --example name=朝の市事業 --example national_funds_yen=1,200千円",
    "for example --example name=朝の市事業 --example national_funds_yen=1,200千円",
)
MAP_EXAMPLE = Message("例: --map national_funds_yen=採択額", "for example --map national_funds_yen=採択額")
VALID_FILES = Message("終わりは {endings} のどれか", "the file ends in one of {endings}")
VALID_EXPORTS = Message(
    "終わりは {endings} のどれか（.parquet/ なら年度ごとに分けたフォルダ）",
    "the file ends in one of {endings}; what ends in .parquet/ is a folder with a file for each fiscal year",
)
FORMAT_CONTRADICTS = Message(
    "-f {format} と {path} の終わりが合いません", "-f {format} contradicts the ending of {path}"
)
DROP_ONE = Message("-f を外すか、ファイル名を変えてください", "drop -f, or change the file's name")
OUTPUT_EXISTS = Message("{path} は既にあります。書き換えていません", "{path} exists already and was left as it is")
USE_FORCE = Message("置き換えるには --force を付けます", "--force replaces it")
OUTPUT_NOT_A_FILE = Message("{path} は普通のファイルではありません", "{path} is not a regular file")
OUTPUT_FOLDER = Message("{path} はフォルダです", "{path} is a folder")
NAME_A_FILE = Message("フォルダの中のファイル名まで指定してください", "name a file inside it")
END_WITH_A_SLASH = Message(
    "年度ごとに分けたフォルダを書き出すなら {path}/ と / で終えます",
    "end it with a slash ({path}/) to write a folder with a file for each fiscal year",
)
OUTPUT_NOT_A_FOLDER = Message("{path} はフォルダではありません", "{path} is not a folder")
FOLDER_HOLDS_OTHERS = Message(
    "{path} には kofukin export が書いたのではない {name} があり、置き換えていません",
    "{path} holds {name}, which kofukin export did not write, and was left as it is",
)
NAME_ANOTHER_FOLDER = Message("別の名前を指定してください", "name another folder")
LACKS_CHARACTERS = Message(
    "{encoding} にない文字があり、書いていません: {characters}", "{encoding} lacks {characters}; nothing was written"
)
USE_UTF8 = Message(
    "--encoding を外すと UTF-8 で書けます（Excel には --excel）", "drop --encoding to write UTF-8 (for Excel: --excel)"
)
ONLY_FOR_CSV = Message(
    "{option} は CSV だけのものです（この形式は {format}）", "{option} is for CSV only (this is {format})"
)
NAME_CSV = Message("-f csv か -o FILE.csv を付けてください", "add -f csv or -o FILE.csv")
ONLY_A_FILE = Message("{format} は標準出力に書けません", "{format} cannot be written to standard output")
NAME_ENDING = Message("-o FILE{ending} を付けてください", "add -o FILE{ending}")
TOO_MANY_ROWS = Message(
    "{rows} 行は {format} の上限（{most} 行）を超えます", "{rows} rows are more than {format} can hold ({most})"
)
NARROW_OR_CSV = Message("絞り込むか、CSV で書いてください", "narrow it down, or write CSV")
MISSING_EXTRA = Message("この機能の部品（{package}）が入っていません", "this needs {package}, which is not installed")
INSTALL_EXTRA = Message(
    "pip install 'kofukin[{extra}]'（クローンの中では pip install '.[{extra}]'）で入ります",
    "pip install 'kofukin[{extra}]' installs it (inside a clone: pip install '.[{extra}]')",
)
FONT_UNUSABLE = Message("日本語のフォントとして使えません: {path}", "not a usable Japanese font: {path}")
NAME_A_FONT = Message(
    "KOFUKIN_FONT には日本語の字があるフォントファイル（.ttf、.otf、.ttc）を指定してください。なくても付属のフォントで描けます",
    "name a font file (.ttf, .otf, .ttc) that has Japanese characters in KOFUKIN_FONT, or unset it to use the font"
    " that comes with the extra",
)
NOT_AN_HTML_FILE = Message("レポートは HTML ファイルに書きます: {path}", "a report is an HTML file: {path}")
NAME_HTML = Message(
    "-o FILE.html のように、.html か .htm で終わる名前にしてください", "end its name in .html or .htm: -o FILE.html"
)
TOO_MANY_FOR_A_PAGE = Message(
    "{count:,} 件は 1 ページに多すぎます（{most:,} 件まで）",
    "{count:,} projects are too many for one page (at most {most:,})",
)
FILTER_OR_EXPORT = Message(
    "--year、--program、--municipality などで絞るか、list -o FILE.xlsx か export -o FILE.db で書き出してください",
    "narrow them with --year, --program or --municipality, or write them with list -o FILE.xlsx or export -o FILE.db",
)
REPORT_LARGE = Message(
    "{path} は {megabytes} MB あり、開くのに時間がかかります。絞り込むと小さくなります",
    "{path} has {megabytes} MB and takes a while to open; filters make it smaller",
)
CANNOT_WRITE = Message("{path} に書き込めません: {reason}", "cannot write {path}: {reason}")
NOTHING_WRITTEN = Message("元のファイルがあれば、そのまま残っています", "any file that was there is unchanged")
STDOUT_FAILED = Message("標準出力に書き込めません: {reason}", "cannot write to standard output: {reason}")
CHECK_DISK = Message("出力先の空き容量と権限を確かめてください", "check its free space and permissions")
CHARACTERS_REPLACED = Message(
    "{encoding} で表せない文字を別の記号に置き換えました。-o FILE か -f json なら元のまま出ます",
    "characters that {encoding} lacks are shown as another sign; -o FILE or -f json keeps them",
)
UNEXPECTED = Message("内部エラー: {reason}", "internal error: {reason}")
REPORT_IT = Message(
    "プログラムの誤りです。同じコマンドと KOFUKIN_DEBUG=1 の出力を添えて報告してください",
    "this is a bug: please report the command with what KOFUKIN_DEBUG=1 prints",
)
SQLITE_TOO_OLD = Message(
    "この Python に付く SQLite は {version} で、{oldest} 以降が要ります",
    "this Python comes with SQLite {version}; SQLite {oldest} or newer is needed",
)
USE_ANOTHER_PYTHON = Message(
    "python.org や uv の Python には新しい SQLite が付いています",
    "a Python from python.org or uv comes with a newer SQLite",
)
OUT_OF_MEMORY = Message("メモリが足りません", "out of memory")
SMALLER_DATA = Message("データを分けて実行してください", "split the data")

# Dataset files
LOCATED = Message("{where}: {reason}", "{where}: {reason}")
DATASET_UNUSABLE = Message(
    "データに {count} 件の問題があり、何も読み込んでいません", "the data has {count:problem}, so none of it was used"
)
DATASET_HINT = Message("直してから kofukin check FILE で確かめられます", "fix it, then run kofukin check FILE")
CHECK_NAME = Message("ファイルの名前と場所を確かめてください", "check the file's name and place")
FILE_UNREADABLE = Message("読めません: {reason}", "cannot be read: {reason}")
OS_NO_FILE = Message("ファイルがありません", "no such file")
OS_FOLDER = Message("フォルダです", "it is a folder")
OS_NO_FOLDER = Message("フォルダがありません", "no such folder")
OS_PERMISSION = Message("権限がありません", "permission denied")
OS_CLOSED = Message("閉じられています", "it is closed")
OS_OTHER = Message("{reason}", "{reason}")
FILE_EMPTY = Message("ファイルが空です", "the file is empty")
SHIFT_JIS = Message(
    "Shift_JIS のようです（{line} 行目）。UTF-8 で保存し直してください",
    "looks like Shift_JIS (line {line}); save it as UTF-8",
)
UTF16 = Message("UTF-16 のファイルです。UTF-8 で保存し直してください", "it is UTF-16; save it as UTF-8")
PARQUET = Message(
    "Parquet です。kofukin は Parquet を書き出すだけで、読みません。もとの .toml か .db を指定してください",
    "this is Parquet, which kofukin writes and does not read; give it the .toml or .db it was made from",
)
NOT_UTF8 = Message("UTF-8 の文字として読めません（{line} 行目）", "not UTF-8 text (line {line})")
TOO_MUCH = Message("入れ子が深すぎるか、数が長すぎます", "nested too deeply, or a number is too long")
NOT_TOML = Message("TOML として読めません（{reason}）", "not TOML: {reason}")
COMMA_IN_NUMBER = Message(
    "数にコンマは使えません。{key} = {value} と書きます", "a number takes no comma: write {key} = {value}"
)
COMMA_IN_YEN = Message(
    "数にコンマは使えません。{key} は円で、37,000 千円なら 37_000_000 と書きます",
    "a number takes no comma: {key} is in yen, so write 37,000 千円 as 37_000_000",
)
FULL_WIDTH_DIGIT = Message(
    "{key} の数字が全角です。半角で書きます", "{key} has full-width digits: write them half-width"
)
LEADING_ZERO = Message('{key} のコードは引用符で囲みます（例: "011002"）', '{key}: put the code in quotes, as "011002"')
ZEROS_BEFORE = Message("{key} の数の頭に 0 は付けません", "{key}: a number has no zeros in front")
UNQUOTED_TEXT = Message('{key} の文字列は " " で囲みます', "{key}: put the text in quotes")
UNKNOWN_KEY = Message("知らない項目です: {key}（使えるのは {known}）", "unknown key {key} (known are {known})")
MISSING_KEY = Message("{key} がありません", "{key} is missing")
NOT_TABLES = Message("[[{key}]] の形で書きます", "write it as [[{key}]] tables")
NOT_A_TABLE = Message("[{key}] の表ではありません", "not a [{key}] table")
NOT_AN_INTEGER = Message("整数ではありません: {value}", "not a whole number: {value}")
OUT_OF_RANGE = Message(
    "{minimum} から {maximum} までの数ではありません: {value}", "not from {minimum} to {maximum}: {value}"
)
NOT_TEXT = Message('文字列ではありません。引用符で囲みます: "{value}"', 'not text: put it in quotes: "{value}"')
NOT_A_CHOICE = Message("使えない値です: {value}（使えるのは {choices}）", "{value} is not one of {choices}")
NOT_A_CODE = Message(
    "団体コードは検査数字を含む 6 桁を引用符で囲みます: {value}",
    "a municipality code has six digits, the check digit included: {value}",
)
EMPTY_TEXT = Message("空の文字列です。書くことがなければ項目ごと除きます", "empty text: leave the key out instead")
BAD_PATTERN = Message("書き方が違います: {value}", "not in the expected form: {value}")
NOT_A_HASH = Message(
    "SHA-256 ではありません（16 進の数字 64 桁）: {value}", "no SHA-256, which has 64 hexadecimal digits: {value}"
)
NOT_A_DATE = Message("日付ではありません（2026-11-24 のように）: {value}", "no date (like 2026-11-24): {value}")
UNKNOWN_DOCUMENT = Message(
    "[[document]] に {id} がありません（あるのは {known}）", "there is no [[document]] {id} (there are {known})"
)
NO_DOCUMENT_OF_THESE = Message(
    "--source のファイルは、内容（SHA-256）でも名前でも、データにあるどの資料でもありません（資料は {known}）",
    "by its content (SHA-256) and its name, the file of --source is none of the documents in the dataset ({known})",
)
OTHER_SIZE = Message(
    "{stated} バイトとありますが、ファイルは {found} バイトです", "it says {stated}, the file has {found}"
)
PAGE_BEYOND_END = Message(
    "資料は {pages} ページまでで、{page} ページはありません", "the document has {pages:page}; there is no page {page}"
)
FIGURE_NOT_IN_ROW = Message(
    "資料の表の {line} 行目に {expected} 円にあたる数字がありません",
    "line {line} of the document, a table's row, has no number that comes to {expected} yen",
)
DOCUMENT_CLASH = Message(
    "資料 {id} の {keys} が {other} と違います。別の資料なら別の id にしてください",
    "document {id} differs from that in {other} in {keys}; if it is another one, give it another id",
)
DUPLICATE = Message(
    "{value} は {first} 番（0 から数えて）と重なっています",
    "{value} is already used at number {first} (counted from 0)",
)
ROUND_CLASH = Message(
    "交付金 {id} の {year} 年度の回が {other} と違います", "the {year} round of {id} differs from that in {other}"
)
DUPLICATE_ACROSS = Message("id {id} は {other} にもあります", "id {id} is used in {other} too")
PROGRAM_CLASH = Message("交付金 {id} の名称が {other} と違います", "program {id} has another name in {other}")
UNKNOWN_PROGRAM_ID = Message(
    "[[program]] に {id} がありません（あるのは {known}）", "there is no [[program]] {id} (there are {known})"
)
UNKNOWN_PREDECESSOR = Message(
    "前の交付金 {id} がありません（あるのは {known}）", "there is no program {id} to succeed (there are {known})"
)
PROGRAMS_IN_CIRCLE = Message(
    "交付金の引き継ぎが一周して元に戻ります: {programs}", "a program succeeds itself in the end: {programs}"
)
PROGRAM_KEY_CLASH = Message(
    "交付金 {id} の {key} が {other} と違います", "{key} of program {id} differs from that in {other}"
)
UNKNOWN_PROJECT = Message("つながる事業 {id} がありません", "there is no other project {id}")
NO_SUCH_ROUND = Message(
    "{program} に {year} 年度の [[round]] がありません（あるのは {years}）",
    "{program} has no [[round]] in {year} (it has {years})",
)
NO_ROUNDS = Message("{program} に [[round]] が一つもありません", "{program} has no [[round]] at all")
YEAR_OUTSIDE_ROUND = Message(
    "{year} 年度は実施期間（{first}〜{last}）の外です", "{year} lies outside the years it may run ({first} to {last})"
)
SINGLE_WITH_PARTNER = Message("単独申請なのに partners があります", "a single application with partners")

DATABASE_UNREADABLE = Message(
    "{path} はデータベースとして読めません: {reason}", "{path} cannot be read as a database: {reason}"
)
TABLES_MISSING = Message("表 {tables} がありません", "it lacks the tables {tables}")
DATABASE_BROKEN = Message("データベースのファイルが壊れています: {reason}", "a database file is damaged: {reason}")
NOT_OUR_DATABASE = Message("{path} は kofukin のデータベースではありません", "{path} is not a kofukin database")
OTHER_SCHEMA = Message(
    "{path} は別の版のデータベースです（{version}、この版は {known}）", "{path} follows schema {version}, not {known}"
)
EXPORT_AGAIN = Message(
    "kofukin export -o FILE.db か kofukin import FILE -o FILE.db で作り直せます",
    "kofukin export -o FILE.db or kofukin import FILE -o FILE.db makes one",
)
SAME_IDS = Message("同じ id の事業があります: {ids}", "several projects have one id: {ids}")
IDS_ARE_KEYS = Message("id は事業ごとに違うものにしてください", "give each project an id of its own")
SLOW_TOML = Message(
    "{path} は大きいので、kofukin export --data {path} -o FILE.db で作ったデータベースのほうが速く開けます",
    "{path} is large; a database opens faster: kofukin export --data {path} -o FILE.db",
)
NOTHING_IN_FOLDER = Message("{path} に .toml も .db もありません", "{path} holds no .toml or .db file")

# Checking
CHECK_FAILED = Message("{count} 件の問題があります", "{count:problem} found")
CHECK_HINT = Message("各行の場所を直してください", "fix the places named above")
WRONG_CHECK_DIGIT = Message(
    "団体コード {code} の検査数字が合いません（{right} なら合います）",
    "municipality code {code} has a wrong check digit ({right} would be right)",
)
NO_SOURCE_LINE = Message(
    "資料の行番号（{key}）がなく、確かめられません", "{key} is missing, so this cannot be confirmed"
)
LINE_BEYOND_END = Message(
    "資料は {lines} 行しかなく、{line} 行目がありません", "the document has {lines:line}; there is no line {line}"
)
NAME_NOT_THERE = Message("資料の {line} 行目に事業名がありません", "the name is not on line {line} of the document")
APPLICATION_NOT_THERE = Message(
    "資料の {line} 行目に申請区分「{text}」がありません",
    "the application words {text} are not on line {line} of the document",
)
AMOUNT_NOT_THERE = Message(
    "資料の {line} 行目の国費は {found} で、データは {expected} です",
    "line {line} of the document states {found}, the dataset {expected}",
)
PARTNER_AMOUNT_NOT_THERE = Message(
    "資料の {line} 行目の{partner}の額は {found} で、データは {expected} です",
    "line {line} of the document states {found} for {partner}, the dataset {expected}",
)
UNSETTLED = Message("まだ確かめていない（確かめたら消す）: {point}", "not settled yet (delete it once it is): {point}")
UNSETTLED_IN_DATABASE = Message(
    "まだ確かめていない（.toml に書き出して直す）: {point}", "not settled yet (export it to a .toml to fix it): {point}"
)
TOO_MANY_ACROSS = Message(
    "{count} 列になり、--pivot で並べられる {most} 列を超えます",
    "that makes {count} columns, more than the {most} that --pivot can lay out",
)
NARROW_OR_GROUP = Message(
    "絞り込むか、--pivot の代わりに --by に加えてください", "narrow it down, or name it in --by instead of --pivot"
)
SUM_BELOW_SHARES = Message(
    "共同申請先の国費の合計 {stated} が、各共同申請先の額の和 {shares} より小さい",
    "the partners' funds in all, {stated}, are less than their own amounts together, {shares}",
)
COLUMNS_MISSING = Message("列 {columns} がありません", "it lacks the columns {columns}")
REFERENCE_BROKEN = Message(
    "{table} の {rows} が指す {parent} の行がありません",
    "{table} {rows}: the row of {parent} it refers to is not there",
)
REFERENCES_BROKEN = Message(
    "{table} の {count} 行が指す {parent} の行がありません",
    "{count:row} of {table} {count:refers|refer} to a row of {parent} that is not there",
)
NOT_DERIVED = Message(
    "{column} が、もとになる列と合いません: {rows}", "{column} does not agree with the columns it follows from: {rows}"
)
ROWS_MISSING = Message("事業 {id} につながる行が欠けています", "rows that project {id} refers to are not there")
NO_DATASET_ROW = Message("dataset の行がありません", "it has no row in dataset")
SEE_CHECK_OR_EXPORT_AGAIN = Message(
    "kofukin check FILE.db で何が合わないか分かります", "kofukin check FILE.db shows what does not agree"
)
CONSTRAINT_BROKEN = Message(
    "{column} に入らないはずの値が {count} 行にあります", "{column} holds values that it must not, in {count:row}"
)
LAST_YEAR_CLASH = Message(
    "{year} 年度は、{other} にある回の最終年度（{last}）より後です",
    "{year} lies after {last}, the last year of its round in {other}",
)
IMPORT_IT = Message(
    "データセットではありません。kofukin import {path} -o x.toml で下書きにできます",
    "it is no dataset: kofukin import {path} -o x.toml makes a draft of it",
)
ONLY_DATASETS = Message(
    "データセットではありません（読めるのは .toml と .db）", "it is no dataset: only a .toml or a .db is"
)
ENDLESS = Message(
    "{megabytes} MB を超えても終わりません。ファイルに保存してください",
    "it is longer than {megabytes} MB: save it as a file",
)
CODE_LACKS_CHECK_DIGIT = Message(
    '団体コードは検査数字を含む 6 桁です。{value} なら "{completed}"',
    'a municipality code has six digits, the check digit included: {value} is "{completed}"',
)
NO_FILE_NAMED = Message("{option} のファイル名が空です", "{option} names no file")
NOT_READ_IN_FOLDER = Message(
    "{folder} から読まなかったもの: {names}（読むのは直下の普通のファイルの .toml と .db。表や PDF は kofukin import で）",
    "not read in {folder}: {names}"
    " (only regular .toml and .db files right in it are; kofukin import reads tables and PDFs)",
)
DATABASE_FAILED = Message("データベースを読めません: {reason}", "the database cannot be read: {reason}")
CHECK_DISK_AND_OTHERS = Message(
    "ディスクの空きと、ほかのプログラムが書き込み中でないかを確かめてください",
    "check the disk's free space, and whether another program is writing it",
)

# Databases that cannot be read now
CANNOT_READ = Message("{path} を読めません: {reason}", "cannot read {path}: {reason}")
BEING_WRITTEN = Message("ほかのプログラムが書き込んでいます", "another program is writing it")
AFTER_WRITING = Message("書き込みが終わってから、もう一度実行してください", "run this again when that is done")
LEFT_HALF_WRITTEN = Message(
    "書き込んでいたプログラムが途中で終わり、元に戻されていません",
    "a program ended in the middle of writing it, and that has not been undone yet",
)
OPEN_IT_ONCE = Message(
    "書き込みのできるプログラムで一度開くと元に戻ります（例: sqlite3 {path} .tables）",
    "opening it once with a program that may write it undoes that, for example sqlite3 {path} .tables",
)
LOG_UNREADABLE = Message(
    "変更の記録 {log} を、書き込めないフォルダでは読めません",
    "its changes in {log} cannot be read in a folder that may not be written",
)
COPY_WITH_LOG = Message(
    "{path} を {log} と一緒に、書き込めるフォルダにコピーしてください",
    "copy {path} together with {log} into a folder that you may write",
)
OVERWRITTEN = Message(
    "読んでいる間に書き換えられました。出力は使わないでください",
    "it was overwritten while it was read, so do not use what was written",
)
RUN_AGAIN = Message("もう一度実行してください", "run this again")

# From Python
DATA_CLOSED = Message("データは閉じてあります", "the data is closed")
OPEN_IT_AGAIN = Message("kofukin.open() でもう一度開いてください", "open it again with kofukin.open()")
OTHER_THREAD = Message("データは別のスレッドで開いたものです", "the data was opened in another thread")
OPEN_IN_EACH_THREAD = Message(
    "使うスレッドごとに kofukin.open() で開いてください", "open it with kofukin.open() in each thread that asks"
)
