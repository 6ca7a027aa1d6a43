"""What importing says: places in a file, what lines were read as, what a person must settle."""

from kofukin.messages import Message

AT_FILE = Message("{file}", "{file}")
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
READ_FROM = Message("{file}: {lines} 行を読み、{projects} 件の事業", "{file}: {lines:line} read, {projects:project}")
ROLE_COUNT = Message("{role} {count}", "{role} {count}")
ROLE_LIST = Message("  {roles}", "  {roles}")
UNREAD = Message("読めなかった", "unread")
DOUBTFUL = Message("{place}: {point}", "{place}: {point}")
DOUBTFUL_ALIKE = Message("{place}: {point}（ほか {others} か所も同じ）", "{place}: {point} (and {others} more like it)")
ALL_ACCOUNTED = Message("すべての行を読み、疑わしいところはありません", "every line was read and nothing is doubtful")
NOTHING_FOUND = Message(
    "{file}: 事業が見つかりません（交付金の一覧ではないか、読めない形です）",
    "{file}: no project was found; it is no list of grants, or one in a form that cannot be read",
)
LOOK_AT_PLAN = Message("--plan で、どう読んだかを見られます", "--plan shows how it was read")
NOTHING_TO_WRITE = Message("事業が一件も見つかりません", "no project was found in any file")
OPEN_POINTS = Message(
    "確かめるところが {count} か所あります（読めなかった行 {unread}、疑わしい値 {doubts}）",
    "{count} open {count:point|points}: {unread} unread, {doubts} doubtful",
)
DRAFT_WRITTEN = Message("下書きを {path} に書きました", "the draft was written to {path}")
SETTLE = Message(
    "{path} の該当箇所を直し、kofukin check {path} で確かめてください",
    "settle them in {path}, then run kofukin check {path}",
)
SETTLE_AS_TEXT = Message(
    "-o FILE.toml で読み込むと、確かめるところが注意書きになります",
    "import to a .toml, where each open point is a remark beside its field",
)
SETTLE_AS_FILE = Message(
    "ファイルに保存して該当箇所を直し、kofukin check FILE で確かめてください",
    "save it as a file, settle them there, then run kofukin check FILE",
)
NOTHING_WRITTEN_STRICT = Message("--strict なので何も書いていません", "nothing was written, because of --strict")
DROP_STRICT = Message("--strict を外すと下書きを書きます", "without --strict the draft is written")

# Recipes
NOT_A_RECIPE = Message("レシピとして読めません（{reason}）", "not a recipe: {reason}")
RECIPE_KEYS = Message("[recipe] に書けるのは {keys}", "[recipe] may hold {keys}")
RECIPE_DIFFERS = Message(
    "見出しがレシピのときと違います（なくなったもの: {gone}、新しいもの: {new}）",
    "its headings are not those of the recipe (gone: {gone}; new: {new})",
)
RECIPE_ANEW = Message(
    "--recipe を外して --plan で確かめ、--save-recipe で作り直してください",
    "look at it with --plan and without --recipe, then make the recipe anew with --save-recipe",
)
TOTAL_GONE = Message(
    "レシピのもとのファイルには合計の行があったが、これにはない（途中で切れていないか）",
    "the recipe's file stated its total, this one does not: is it whole?",
)
COUNT_UNUSUAL = Message(
    "  レシピのもとのファイルでは {usual} 件、これは {count} 件",
    "  {count:project}; the file of the recipe had {usual}",
)
RECIPE_USED = Message("  付属のレシピ {name} で読む", "  read by the recipe {name}, which comes with kofukin")
FROM_FILE_NAME = Message("ファイル名「{name}」による", "from the file's name {name}")
FROM_RECIPE = Message("付属のレシピ {name} による", "by the recipe {name}, which comes with kofukin")
NO_HEADINGS = Message("なし", "none")

# What is open in all of a file
AMOUNTS_UNNAMED = Message(
    "何の額か書かれていない（--amounts national で国費、--amounts cost で事業費）",
    "what the amounts are (--amounts national or --amounts cost says it)",
)
BLANKS = Message(
    "空欄の団体が上の行と同じかどうか（--fill-down で同じとみなす）",
    "whether a blank body is that of the row above (--fill-down says it is)",
)

# The questions in a terminal
ASK_NO_TERMINAL = Message("--ask は端末でだけ使えます", "--ask works in a terminal only")
ASK_USE_PLAN = Message("--plan が足りないことをまとめて示します", "--plan shows at once what is missing")
ASK_ABOUT = Message("{file}: {what}", "{file}: {what}")
ASK_OF_ALL = Message("（答えは {files} 個のファイルすべてに当てはめます）", "(the answer holds for all {files} files)")
ASKED_YEAR = Message("どの年度の一覧ですか", "which fiscal year is it of?")
ASKED_UNIT = Message("金額の単位は何ですか", "what unit are its amounts in?")
ASKED_MUNICIPALITY = Message("どの団体の一覧ですか", "which municipality's is it?")
ASKED_PROGRAM = Message("どの交付金ですか", "which grant program is it?")
ASKED_AMOUNTS = Message(
    "何の額か書かれていない金額は、国費ですか、事業費ですか",
    "no word says what its amounts are: national funds or cost?",
)
ASKED_BLANKS = Message(
    "団体が空欄の行は、上の行と同じ団体ですか（はい、いいえ）", "is a blank body that of the row above (yes, no)?"
)
ASKED_NAMES = Message("事業名はどの列にありますか", "which column holds the names of the projects?")
ASKED_COLUMN = Message("{column} 列「{heading}」は何ですか", "what does column {column}, {heading}, hold?")
ASKED_LINE = Message(
    "読めなかった行（同じ形が {count} 行）は事業ですか", "is this a project? {count:line} of this shape went unread"
)
ASK_LINE = Message(
    "  その行の文字をそのまま写してください（違うか分からなければ Enter だけ）",
    "  copy its parts as they stand; Enter if it is none or nobody knows",
)
ASK_MARK = Message("  その行の{field}（なければ Enter だけ）", "  {field} on that line (Enter for none)")
RECIPE_WRITTEN = Message("レシピを {path} に保存しました", "the recipe was written to {path}")
RECIPE_NEXT = Message(
    "次のファイルは: kofukin import FILE -o DRAFT.toml --recipe {path}",
    "for the next file: kofukin import FILE -o DRAFT.toml --recipe {path}",
)
ASK_SAMPLES = Message("  資料には: {samples}", "  in the file: {samples}")
AS_NATIONAL, AS_COST = Message("国費", "national"), Message("事業費", "cost")
ASK_EXAMPLES = Message("  答え方: {examples}", "  answer as: {examples}")
ASK_COLUMN = Message(
    "  答え方: 項目の名前（備考、国費など）。読まなくてよければ {sign} か 読まない",
    "  answer with a field (note, national funds, ...), or {sign} or ignore if it need not be read",
)
ASK_LEAVE = Message("  分からなければ Enter だけ（確かめるところとして残ります）", "  Enter leaves it open")
ASK_NEEDED = Message(
    "  これが決まらないと読み込めません（やめるには Ctrl-C）", "  nothing can be read without it (Ctrl-C gives up)"
)
ASK_RECIPE = Message(
    "答えを次のファイルのためにレシピとして保存しますか（ファイル名か、Enter だけ）",
    "keep the answers as a recipe for the next file? (a file's name, or Enter for no)",
)
NO_NAME_OF_BODY = Message("団体の名前がありません", "the name of the municipality is missing")
BODY_EXAMPLE = Message("札幌市 011002 のように書きます", "write it as 札幌市 011002")
NOT_YES_OR_NO = Message("はい か いいえ で答えてください: {text}", "answer yes or no: {text}")

# Shapes of lines
EXAMPLE_WITHOUT_NAME = Message(
    "--example には name と、もう一つ以上の項目が要ります", "--example needs the name and at least one more field"
)
EXAMPLE_NOT_FOUND = Message("{texts} を含む行がありません", "no line holds {texts}")
EXAMPLE_ON_ONE_LINE = Message(
    "テキストか PDF の 1 行にある文字を、そのまま、間に何かを挟んで示します（表の列は --map で選びます）",
    "mark texts on one line of a text or PDF, as they stand, with something between them (for tables there is --map)",
)
NOT_A_SHAPE = Message("行の形として読めません: {text}", "not the shape of a line: {text}")
PLAN_SHAPE = Message("  行の形 {shape}: {count} 行（例: {samples}）", "  shape {shape}: {count:line} (as {samples})")
PLAN_LEFT = Message("  読めなかった行 {count}", "  {count} {count:line is|lines are} left unread")

# The list to fill in
TEMPLATE_OPEN = Message(
    "{count} 行に確かめるところがあります。値を書き、「{column}」の欄を空にしてから読み込んでください",
    "{count} {count:row has|rows have} something open: write the values, empty the cells under {column}, then import the list",
)
TEMPLATE_ALONE = Message("--template は -o の代わりに使います", "--template takes the place of -o: give one of them")

# The plan
PLAN_FILE = Message("{file}", "{file}")
PLAN_SHEET = Message("  シート「{sheet}」", "  sheet {sheet}")
PLAN_HEADING = Message("  見出し: {rows} 行目", "  heading: row {rows}")
PLAN_TURNED = Message("  見出しは値の左にある（{rows} 行目）", "  headings to the left of what they head, rows {rows}")
PLAN_BESIDE_EACH_OTHER = Message(
    "  見出し: {rows} 行目。横に並んだ表を、左から順に読む",
    "  heading: row {rows}; tables side by side, read from the left",
)
PLAN_NO_HEADING = Message("  見出しの行が見つかりません", "  no heading row was found")
PLAN_COLUMN = Message(
    "    {column}「{heading}」→ {field}（例: {samples}）", "    {column} {heading}: {field} (as {samples})"
)
PLAN_IN_UNIT = Message("{field}、{unit} 円単位", "{field}, {unit} yen a unit")
PLAN_UNREAD = Message("読まない", "not read")
PLAN_BESIDE = {
    "amount": Message("何の額か書かれていない額", "an amount that no word names"),
    "unit": Message("金額の単位", "the unit of amounts"),
    "corporate_number": Message("法人番号", "corporate number"),
    "date": Message("日付（年度を決める）", "a date, which gives the fiscal year"),
    "prefecture": Message("都道府県", "prefecture"),
    "level": Message("款、項、目", "level of a sum"),
    "period": Message("期間（最終年度を決める）", "a period, which gives the last fiscal year"),
}
PLAN_MISSING = Message("  足りないこと: {what}", "  missing: {what}")
PLAN_MISSING_NAMED = Message(
    "  足りないこと: {what}（資料にあるのは {samples}）", "  missing: {what} (the file names {samples})"
)
PLAN_LEFT_OVER = Message("  読まない列を除くには: {options}", "  to leave out the columns that are not read: {options}")
PLAN_UNREAD_LINES = Message(
    "  読めなかった行 {count}（例: {samples}）。{hint}", "  {count:line} that no rule reads (as {samples}); {hint}"
)
PLAN_BY_EXAMPLE = Message(
    "--example で 1 行を示すか、--template list.csv で表に書き込めます",
    "mark one with --example, or complete a list with --template list.csv",
)
PLAN_BY_TEMPLATE = Message("--template list.csv で表に書き込めます", "complete a list with --template list.csv")
PLAN_OUTCOME = Message(
    "  {lines} 行から {projects} 件の事業、確かめるところ {points} か所",
    "  {lines:line} with {projects:project} and {points:point} to settle",
)
PLAN_COMMAND = Message("読み込むには: {command}", "to import it: {command}")
PLAN_COMMAND_MISSING = Message(
    "大文字の語を値に替えて読み込むには: {command}", "to import it, with values for the words in capitals: {command}"
)

AS_IT_STANDS = Message("{text}", "{text}")
POINT = Message("{reason}: {text}", "{reason}: {text}")
CHOOSE_PROGRAM = Message(
    "どれかを program に書き、program_basis を直す: {choices}",
    "write one of these as program and fix program_basis: {choices}",
)

# Doubts and evidence
PROGRAM_OPEN = Message("交付金が決まりません（{programs} のどれか）", "the program is open (one of {programs})")
UNIT_UNKNOWN = Message("金額の単位がどこにも書かれていません", "no unit is stated for the amounts")
ASK_UNIT = Message("--unit 千円 か --unit 円 を付けてください", "say --unit 千円 or --unit 円")
FILE_NAME_DIFFERS = Message(
    "ファイル名の年度は {named}、指定は {given}（指定に従った。どちらの年度かを確かめてください）",
    "the file's name says {named}, the option {given}; the option was followed: find out which year it is",
)
NO_SUCH_BODY = Message(
    "--municipality は {given} だが、資料にあるのは {stated}（資料に従った。ファイルか指定を確かめてください）",
    "--municipality says {given}, but the file names {stated}; the file was followed: look whether it is the right one",
)
MAP_DIFFERS = Message(
    "--map で「{heading}」を {field} とした。見出しか中身は別のものを指す（それでよいかを確かめてください）",
    "--map takes {heading} for {field}, but its heading or its cells say something else; look whether that is right",
)
YEAR_UNKNOWN = Message("年度がどこにも書かれていません", "no fiscal year is stated")
ASK_YEAR = Message("--year H29 のように指定してください", "say it with --year H29")
MUNICIPALITY_UNKNOWN = Message("団体名がどこにも書かれていません", "no municipality is stated")
ASK_MUNICIPALITY = Message("--municipality で指定してください", "say it with --municipality")
AMOUNT_DOUBTFUL = Message("金額が疑わしい", "doubtful amount")
FROM_OPTION = Message("指定された値（{option}）", "as given by {option}")
FROM_HEADING = Message("見出し「{text}」による", "from the heading {text}")
TOTAL_DIFFERS = Message(
    "合計の行は {stated}、読み取れた額を足すと {summed}",
    "the total row states {stated}, the amounts that were read add up to {summed}",
)
TOTAL_OF_NONE = Message(
    "合計の行は {stated}、読み取れた額は 1 件もない",
    "the total row states {stated}, and no amount was read that would be part of it",
)
COUNT_DIFFERS = Message(
    "合計の行は {stated} 件、読んだのは {read} 件", "the total row counts {stated}, {read} were read"
)
HEADING_UNCLEAR = Message(
    "交付金か年度の見出しのようだが読み取れない（下の行には当てはめていない）",
    "a heading of a grant or a year that cannot be read; it was not taken for the rows below",
)
SAME_AS_ABOVE = Message("「同上」の記号", "a ditto mark")
ERROR_VALUE = Message("表計算ソフトのエラー値", "an error value of the spreadsheet")
UNCALCULATED = Message("計算結果のない式", "a formula that was saved without its value")
SHOWN_SCALED = Message(
    "表示形式が千単位か、ほかの言葉を付けているので、額が決まらない",
    "shown in thousands, or with some other word, by its format, so that the amount is open",
)
FORMAT_DIFFERS = Message(
    "表示形式の単位が見出しや --unit と違う（どちらの単位かを確かめて、額を書く）",
    "its format shows another unit than the heading or --unit; find out which is right and write the amount",
)
STRUCK_OUT = Message(
    "取消線が引かれている（生きている値かを確かめて書く）",
    "struck out; find out whether it still holds, and write the value",
)
CELL_UNSEEN = Message(
    "表では見えない文字（地と同じ色か、表示しない形式。生きている値かを確かめて書く）",
    "text that the sheet does not show, by its colour or format; find out whether it holds, and write the value",
)
AMOUNT_WITHOUT_WORD = Message(
    "何の額か書かれていない（--amounts national で国費、--amounts cost で事業費として読む）",
    "no word says what this amount is (--amounts national or --amounts cost says it)",
)
AMOUNTS_DIFFER = Message(
    "同じ意味の列の額が違う（--map {field}=… で選ぶ）",
    "columns of the same meaning hold different amounts (choose one with --map {field}=...)",
)
LINES_DIFFER = Message(
    "この事業の行に、国費として違う額がある（どれかを確かめて書く）",
    "the project's lines state different national funds; find out which are meant and write them",
)
NAME_IS_NUMBER = Message(
    "事業名の列に数字か年度しかない", "only a number or a year stands where the project's name should"
)
NAME_IS_LABEL = Message(
    "事業名の列にあるのが財源や経費などの名で、事業の名前でない",
    "a source of funds or a kind of spending stands where the project's name should",
)
FUNDS_OVER_COST = Message(
    "国費が事業費より多い（どちらの額かを確かめる）", "national funds are more than the cost; find out which is right"
)
CORPORATE_DOUBTFUL = Message(
    "法人番号の検査数字が合わないか、団体コードと違う",
    "not a valid corporate number, or not that of this municipality code",
)
AMOUNT_SPLIT = Message("桁区切りのカンマで分かれた金額かもしれない", "perhaps an amount that a comma has split")
TITLE_SAYS_OTHER = Message(
    "題名は別の金額のことを言っている。--amounts のとおりでよいか確かめてください",
    "the title speaks of other money than --amounts says; look whether that is right",
)
WITHDRAWN = Message(
    "不採択、取下げ、中止などと書かれているので、金額を読んでいない",
    "said to be rejected, withdrawn or stopped: the amount was not read",
)
LABEL_DIFFERS = Message("資料のほかの行は {values} と書いている", "other lines of the document say {values}")
LISTED_AGAIN = Message(
    "再掲か内数なので、金額を二重に数えないよう読んでいない",
    "listed again or part of another row: the amount was not read, so as not to count it twice",
)
PART_OF_ABOVE = Message(
    "上の行の内訳かもしれないので、金額を読んでいない（別の事業なら額を書き、内訳ならこの事業を消す）",
    "perhaps part of the row above, so its amount was not read; write the amount if it is a project of its own, or"
    " delete this entry",
)
CHANGED_BELOW = Message(
    "後の行に同じ事業の変更後の額がある（{place}）", "a later row states this project again after a change ({place})"
)
SEVERAL_NAMES = Message(
    "2 つ以上の事業の名前が並んでいる（それぞれの額を確かめて、分けて書く）",
    "the names of two projects or more; find out the amount of each and write them apart",
)
UNIT_AGAINST_TOTAL = Message(
    "合計と単位が合わない。見出しの単位なら {yen} 円、ほかの単位なら {other} 円か",
    "the total does not fit the unit: {yen} yen in the unit of the heading, or {other} yen in another",
)
UNIT_AGAINST_COST = Message(
    "国費と事業費の単位が合わない。見出しの単位なら {yen} 円、ほかの単位なら {other} 円か",
    "national funds and cost do not fit each other: {yen} yen in the unit of the heading, or {other} yen in another",
)
UNIT_TOO_LARGE = Message(
    "交付金としては大きすぎる。見出しの単位なら {yen} 円、ほかの単位なら {other} 円か",
    "too large for a grant: {yen} yen in the unit of the heading, or {other} yen in another",
)
FUNDS_TOO_LARGE = Message(
    "1 つの事業の国費としては大きすぎる（単位を確かめて書く）",
    "too large for the national funds of one project; find out the unit and write the amount",
)
FUNDS_OVER_LIMIT = Message(
    "この年度の交付金の 1 事業の上限（{limit} 円）より多い（単位を確かめて書く）",
    "more than a project of this program and year could have ({limit} yen); find out the unit and write the amount",
)
NAME_IS_BODY = Message("事業名ではなく、団体や会社の名前", "the name of a body or a company, not of a project")
PROGRAM_DOUBTFUL = Message("交付金の名前として読めない", "not the name of a grant program")
ROW_AS_HEADING = Message("見出しの行とみなした", "taken for the heading")
HIDDEN_ROWS = Message("表示されていない行も読んだ（{rows} 行目）", "hidden rows were read as well (rows {rows})")
HIDDEN_COLUMNS = Message("表示されていない列も読んだ（{columns}）", "hidden columns were read as well ({columns})")
UNITS_DIFFER = Message("金額の単位が二通り書かれています", "two units are stated for the amounts")
SAME_AGAIN = Message(
    "{other} と団体、年度、交付金、事業名、国費がすべて同じ（二重に数えているかもしれない）",
    "the same municipality, year, program, name and national funds as {other}: perhaps counted twice",
)

# Files of tables
OTHER_KIND = Message("中身は {ending} のファイルです", "it is really a {ending} file")
RENAME = Message("ファイル名の終わりを中身に合わせてください", "give it the ending of what it is")
NOT_A_FILE = Message("普通のファイルではありません", "it is not a regular file")
LINE_TOO_LONG = Message("{line} 行目が長すぎます（1 行は 1 MB まで）", "line {line} is too long (at most 1 MB)")
ENCODING_UNKNOWN = Message(
    "UTF-8 でも Shift_JIS（cp932）でも読めません（UTF-8 としては {line} 行目）",
    "neither UTF-8 (line {line}) nor Shift_JIS (cp932)",
)
ENCODING_WRONG = Message("{encoding} として読めません（{line} 行目）", "not {encoding} (line {line})")
NO_SUCH_ENCODING = Message("文字コードが見つかりません: {text}", "no such encoding: {text}")
ASK_ENCODING = Message(
    "--encoding euc-jp のように文字コードを指定してください", "name its encoding, as --encoding euc-jp"
)
QUOTES_BROKEN = Message('引用符（"）の対応が取れていません', 'the quotes (") do not pair')
SAVE_AGAIN = Message("表計算ソフトで開き、保存し直してください", "open it in a spreadsheet and save it again")
SAVE_AS_CSV = Message("必要なシートを CSV で保存してください", "save the sheet that you need as CSV")
NOT_A_WORKBOOK = Message("表計算のファイルとして読めません（{reason}）", "not a readable workbook: {reason}")
ENCRYPTED = Message("パスワードが掛かっています", "it is locked by a password")
DROP_PASSWORD = Message("パスワードを外して保存し直してください", "save it again without the password")
FILE_TOO_LARGE = Message("展開すると {most} を超えます", "it unpacks to more than {most}")
SHEET_TOO_LARGE = Message(
    "シートが {rows} 行 × {columns} 列まで広がっていて、読み込めません",
    "a sheet reaches to {rows} rows by {columns} columns, which is more than can be held",
)
NOT_JSON = Message("JSON として読めません（{reason}）", "not readable as JSON: {reason}")
NO_RECORDS = Message("レコードの並び（オブジェクトの配列）がありません", "it holds no list of records")
RECORDS_ARE = Message(
    "見出しを名前に持つオブジェクトの配列か、1 行に 1 つのオブジェクト（.jsonl）にしてください",
    "make it an array of objects whose names are the headings, or one object a line (.jsonl)",
)
TOO_SLOW = Message("読み取りに時間がかかりすぎるため、やめました", "reading it was given up: it takes too long")
TOO_MUCH_MEMORY = Message(
    "読み取りに必要なメモリが多すぎるため、やめました", "reading it was given up: it takes too much memory"
)
NO_SUCH_SHEET = Message("{path} にシートがありません: {text}", "{path} has no sheet {text}")
SHEETS_ARE = Message("あるシートは {sheets}", "its sheets are {sheets}")
NO_SHEETS_IN = Message("{path} にはシートがありません", "{path} has no sheets")
DROP_SHEET = Message("--sheet を外してください", "drop --sheet")
NO_NAMES = Message("事業名の列がありません", "no column is left for the names of projects")
NO_HEADER = Message("見出しの行が見つかりません", "no heading row was found")
NAME_COLUMNS = Message(
    "--map name=列の見出し のように列を指定してください（あるのは {headings}）",
    "name its columns, as --map name=COLUMN (there are {headings})",
)
CHECK_ENCODING = Message(
    "文字化けしていれば --encoding を指定してください", "if its text is garbled, name its --encoding"
)
NO_SUCH_HEADING = Message("列が見つかりません: {headings}", "no such column: {headings}")
HEADINGS_ARE = Message(
    "あるのは {headings}（または A、B … か 1、2 …）", "there are {headings} (or A, B ... or 1, 2 ...)"
)
SHEET_UNREAD = Message("読んでいないシート（--sheet で読めます）", "this sheet was not read (--sheet reads it)")
COLUMN_UNREAD = Message("読んでいない列", "this column was not read")
YEARS_UNCOUNTED = Message(
    "何年度から数えた年目か、書かれた列（採択年度など）がなく、読んでいない",
    "not read, since no column (採択年度) states the year from which this one is counted",
)
COLUMN_RIVAL = Message(
    "同じ項目の列「{taken}」を読み、こちらは読んでいない（--map {field}=… で選べます）",
    "not read, since {taken} was read for the same field (choose with --map {field}=...)",
)
CELLS_DIFFER = Message("セルが {cells} 個で、見出しの {columns} 個と合わない", "{cells} cells under {columns} headings")
GIVEN_CONTRADICTS = Message(
    "資料では {stated}、指定は {given}（資料に従った）",
    "the file says {stated}, the option {given}; the file was followed",
)
YEN = Message("{amount} 円単位", "{amount} yen a unit")
PROGRAM_UNSTATED = Message("交付金の名前がどこにも書かれていません", "no grant program is named")
MUNICIPALITY_BLANK = Message(
    "団体名が空欄（上の行は {above}。--fill-down で同じとみなす）",
    "no municipality; the row above has {above} (--fill-down takes it from there)",
)
MUNICIPALITY_UNSTATED = Message("団体名が空欄", "no municipality")
NO_MUNICIPALITY = Message("団体名が市町村や都道府県ではない", "this is the name of no municipality or prefecture")
MUNICIPALITY_OF_CODE = Message("団体名が空欄だが、団体コードは市区町村のもの", "no municipality, but the code of one")
PREFECTURE_BLANK = Message(
    "都道府県名が空欄（上の行は {above}。--fill-down で同じとみなす）",
    "no prefecture; the row above has {above} (--fill-down takes it from there)",
)
YEAR_DOUBTFUL = Message("年度として読めない", "not a fiscal year")
YEAR_OF_HEADING = Message(
    "金額の見出しの年度は {stated}（どちらの年度かを確かめて書く）",
    "the heading of the amounts says {stated}; find out which year is right and write it",
)
SEVERAL_BODIES = Message(
    "いくつかの団体が書かれている（どの団体の額かを確かめて書く）",
    "several bodies are named; find out whose amount this is and write it",
)
PROGRAM_MORE = Message(
    "交付金のほかに、別の補助金かほかの団体の名前もある（どの交付金の額かを確かめて書く）",
    "more than this grant is named, or another body's; find out of which grant the amount is and write it",
)
YEAR_BLANK = Message("年度が空欄", "no fiscal year")
CODE_DOUBTFUL = Message("団体コードとして読めないか、検査数字か都道府県が合わない", "not a code of this municipality")
CODE_AMBIGUOUS = Message("団体コードの桁が欠けている（{codes} のどれか）", "the code lacks a digit (one of {codes})")
AMOUNT_NEGATIVE = Message("金額が負の数", "a negative amount")
AMOUNT_MERGED = Message("いくつもの行に 1 つの金額", "one amount for several rows")
RATE_DOUBTFUL = Message("補助率として読めない", "not a subsidy rate")
RATE_CONTRADICTS = Message("同じ交付金と年度で {first} の行もある", "other rows of this program and year have {first}")
APPLICATION_DOUBTFUL = Message("単独か共同か決まらない", "single or joint is open")
PARTNERS_DOUBTFUL = Message("共同申請先として読めない", "not names of partners")
VALUE_DOUBTFUL = Message("この項目の値として読めない", "not a value of this field")
CONTROL_CHARACTERS = Message("制御文字がある", "it holds control characters")
DERIVED_DIFFERS = Message("ほかの列から求めると {derived}", "the other columns make it {derived}")

# Documents and PDFs
FROM_LINE = Message("「{text}」の行による", "from the line {text}")
LINES_JOINED = Message("{count} 行をつないだ", "joined from {count} lines")
YEAR_OPEN = Message("年度が決まりません（{years} のどれか）", "the fiscal year is open (one of {years})")
YEAR_FROM_ABOVE = Message(
    "年度が見出しになく、前の事業と同じ {year} とした", "no year in the heading; {year} is that of the project above"
)
OPTION_DIFFERS = Message(
    "{option} の値と資料が違い、資料に従った", "the document differs from {option}; the document was followed"
)
ROUND_DIFFERS = Message(
    "補助率か実施期間が同じ交付金と年度の別の見出しと違う", "another heading of this program and year says otherwise"
)
NAME_MAY_BEGIN_ABOVE = Message("事業名が上の行から続いているかもしれない", "the name may begin on the line above")
COLUMNS_APART = Message(
    "事業名と金額が別々に並び、どれがどれか決まらない",
    "names and amounts are listed separately: which belongs to which is open",
)
AMOUNT_MISSING = Message("国費の額が読み取れない", "no amount of national funds was read")
BRACKETS_UNBALANCED = Message("申請区分のかっこの対応が取れていない", "the brackets of the application do not pair")
SHARE_DOUBTFUL = Message("かっこ内の額が誰の何の額か決まらない", "whose the amount in brackets is, is open")
SHARE_WITHOUT_PARTNER = Message(
    "共同申請先として書かれていない団体の額", "an amount of a body that is not named as partner"
)
GARBLED = Message("文字として読めない", "characters that are no text")
DOCUMENT_TOO_LARGE = Message(
    "文書としては大きすぎます（{most} MB まで）", "too large for a document (at most {most} MB)"
)
SPLIT_OR_TABLE = Message("分けるか、表として保存してください", "split it, or save it as a table")
NOT_A_PDF = Message("PDF ではありません", "it is no PDF")
PDF_CUT = Message("PDF が途中で切れています", "the PDF is cut short")
PDF_BROKEN = Message("PDF として読めません", "not a readable PDF")
PAGE_BROKEN = Message("PDF の {page} ページを読めません", "page {page} of the PDF cannot be read")
GET_AGAIN = Message("元のファイルを取り直してください", "get the file again from where it came")
NO_PAGES = Message("ページがありません", "it has no pages")
TOO_MANY_PAGES = Message("{pages} ページあります（{most} ページまで）", "it has {pages} pages (at most {most})")
PAGE_TOO_FULL = Message("{page} ページの文字が {most} を超えます", "page {page} has more than {most} characters")
PAGE_TOO_SLOW = Message("{page} ページの読み取りに時間がかかりすぎます", "page {page} takes too long to read")
PAGE_TOO_MUCH_MEMORY = Message("{page} ページの読み取りに必要なメモリが多すぎます", "page {page} takes too much memory")
SPLIT = Message("要るページだけの PDF にしてください", "make a PDF of the pages you need")
NO_TEXT = Message("文字のない PDF（画像）です", "it is a picture: the PDF holds no text")
PAGES_BLANK = Message("どのページにも文字がありません", "no page holds any text")
OCR_FIRST = Message(
    "文字認識（OCR）を掛けてから読ませてください（例: ocrmypdf -l jpn）", "run OCR on it first, such as ocrmypdf -l jpn"
)
PAGE_IS_PICTURE = Message("文字のないページ（画像）", "this page is a picture without text")
TEXT_UNSEEN = Message(
    "紙面や画面では見えないか、取消線の引かれた文字（読んでいない）",
    "text that cannot be seen on the page, or is struck out; it was not read",
)
PAGE_NOT_TAKEN_APART = Message(
    "図が細かく、枠や表を見分けずに読んだ", "too intricate a drawing: read without looking for frames and tables"
)
COLUMN_UNKNOWN = Message("何の列か分からない列に金額がある", "an amount in a column whose meaning is not known")
NOTE_HOLDS_AMOUNT = Message(
    "注記にも金額があり、事業の額を変えるかもしれない", "a note states an amount, which may change the project's"
)
REMARK_UNIT = Message(
    "備考などに別の単位が書かれている（どちらの単位かを確かめて、額を書く）",
    "a remark states another unit; find out which is right and write the amount",
)
REMARK_YEAR = Message(
    "備考などに別の年度が書かれている（どちらの年度かを確かめて書く）",
    "a remark names another fiscal year; find out which is right and write it",
)
REMARK_PROGRAM = Message(
    "備考などに別の交付金の名前がある（どちらの交付金かを確かめて書く）",
    "a remark names another grant program; find out which is right and write it",
)
REMARK_PAYER = Message(
    "備考などによると、国費でない額か、国費でない分を含む（国費だけの額を確かめて書く）",
    "a remark speaks of another payer, so that this may not be national funds alone; find out and write those",
)
REMARK_MORE = Message(
    "備考などによると、この事業、団体、年度だけの額ではないか、その一部の額（この事業の額を確かめて書く）",
    "a remark says that this is for more, or for less, than this project, body and year; find out its own amount",
)
REMARK_OTHER_MONEY = Message(
    "備考などに、別の額か、決まっていない額だと書かれている（額を確かめて書く）",
    "a remark says that this is some other amount, or one that is not final; find out the amount and write it",
)
MARK_OPEN = Message("印の意味が事業の行に書かれていない", "what the mark means is not said at the project")
OWNER_IN_NAME = Message(
    "事業名の前の団体名がページの団体と違う", "the body named before the project is not the one whose page it is"
)
