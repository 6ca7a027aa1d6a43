"""What ``--help`` prints: commands, options, examples."""

from typing import NamedTuple

from kofukin.messages import Message

USAGE = Message("使い方", "Usage")
EXAMPLES = Message("例", "Examples")
COMMANDS_TITLE = Message("コマンド", "Commands")
OPTIONS_WORD = Message("[オプション]", "[OPTIONS]")
COMMAND_WORD = Message("コマンド [オプション]", "COMMAND [OPTIONS]")
REPEATABLE = Message("（繰り返し可）", " (repeatable)")
ENVIRONMENT = Message("（環境変数 {name}）", " (env {name})")
DEFAULT = Message("（省略時 {value}）", " (default {value})")
MORE = Message(
    "kofukin コマンド --help に、そのコマンドの使い方があります。", "kofukin COMMAND --help tells more about a command."
)

ARGUMENTS = Message("引数", "Arguments")
FILTERS = Message("絞り込み", "Filters")
OUTPUT = Message("出力", "Output")
GIVEN = Message("ファイルにないこと", "What the file does not say")
DATA = Message("データ", "Data")
GENERAL = Message("全般", "General")
PANELS = (ARGUMENTS, FILTERS, GIVEN, OUTPUT, DATA, GENERAL)


class Option(NamedTuple):
    """Help for an option or argument: where it is listed, the word for its value, what it does."""

    panel: Message
    value: Message | None
    text: Message
    default: str | None = None


class Command(NamedTuple):
    """Help for a command: one line, more lines, and examples with what each is for."""

    short: Message
    long: Message
    examples: tuple[tuple[str, Message], ...]


_YEAR = Message("年度", "YEAR")
_TEXT = Message("語", "TEXT")
_AMOUNT = Message("金額", "AMOUNT")
_FILE = Message("ファイル", "FILE")

OPTIONS = {
    "words": Option(
        ARGUMENTS,
        Message("語", "WORD"),
        Message(
            "事業名、概要、備考、共同申請先、団体の全文検索。すべての語を含むものが当たる。観光｜産業 はどちらかの語",
            "full text of name, summary, note, partners and municipality; every word must match, of 観光｜産業 either",
        ),
    ),
    "wanted": Option(
        ARGUMENTS,
        Message("ID か事業名", "ID|NAME"),
        Message("id、事業名、または事業名の一部", "an id, a name, or a part of a name"),
    ),
    "wanted_program": Option(
        ARGUMENTS,
        Message("交付金", "ID|NAME"),
        Message(
            "1 つの交付金の詳細: id、名称、またはその一部", "one program as a page: an id, a name, or a part of a name"
        ),
    ),
    "files": Option(
        ARGUMENTS,
        _FILE,
        Message(
            "調べるデータファイルかフォルダ。省略すると同梱のデータ",
            "dataset files or folders to check; the bundled one if none",
        ),
    ),
    "old": Option(
        ARGUMENTS,
        Message("旧データ", "OLD"),
        Message("古いデータのファイルかフォルダ（.toml、.db）", "the old dataset: a .toml, a .db or a folder of them"),
    ),
    "new": Option(
        ARGUMENTS, Message("新データ", "NEW"), Message("新しいデータのファイルかフォルダ", "the new dataset, likewise")
    ),
    "text_file": Option(
        ARGUMENTS,
        _FILE,
        Message(
            "調べる文章や表: txt、md、csv、tsv、docx、xlsx、html など。- は標準入力",
            "the text or table to verify: txt, md, csv, tsv, docx, xlsx, html and so on; - is standard input",
        ),
    ),
    "year": Option(
        FILTERS,
        _YEAR,
        Message(
            "交付金の年度: H29、2017、令和元、今年度、前年度、H28-H30、H28,H30",
            "the grant's fiscal year: H29, 2017, 令和元, 今年度, 前年度, H28-H30, H28,H30",
        ),
    ),
    "active": Option(
        FILTERS,
        _YEAR,
        Message(
            "その年度に実施している事業。いくつも指定すればどれかの年度に",
            "projects that run in that year; of several years, in any",
        ),
    ),
    "program": Option(
        FILTERS,
        Message("交付金", "PROGRAM"),
        Message(
            "id、名称、またはその一部（推進、加速化、拠点）。推進,拠点 はどちらか",
            "id, official name or a part of it (推進, 加速化, 拠点); of 推進,拠点 either",
        ),
    ),
    "application": Option(
        FILTERS,
        Message("申請区分", "TYPE"),
        Message(
            "single（単独）、joint（共同）、または資料の語", "single (単独), joint (共同), or the document's own words"
        ),
    ),
    "partner": Option(FILTERS, _TEXT, Message("共同申請先の名前かその一部", "a partner's name or a part of it")),
    "municipality": Option(
        FILTERS,
        _TEXT,
        Message("団体の名前かその一部、または団体コード", "a municipality's name, a part of it, or its code"),
    ),
    "min": Option(
        FILTERS,
        _AMOUNT,
        Message(
            "国費の下限: 3000万円、30,000千円（単位がなければ円）",
            "minimum national funds: 3000万円, 30,000千円; a bare number is yen",
        ),
    ),
    "max": Option(FILTERS, _AMOUNT, Message("国費の上限", "maximum national funds")),
    "by": Option(
        OUTPUT,
        Message("区分", "DIM"),
        Message(
            "集計の区分（コンマで並べる。年度、交付金 など見出しの語でもよい）: program、year、application、municipality、"
            "prefecture、grant_type、budget、lineage（交付金とその後継）、basis（金額の期間）、all",
            "what to group by, comma-separated: program, year, application, municipality, prefecture, grant_type, "
            "budget, lineage (a program and what it became), basis (the years that amounts cover), all; a table's heading (Year, 年度) will do",
        ),
        default="program",
    ),
    "sort": Option(
        OUTPUT,
        Message("項目[:desc]", "FIELD[:desc]"),
        Message(
            "並べ替え（項目の名前か、表の見出し）。不明な値は常に後ろ",
            "sort by a field or a table's heading; unknown values always come last",
        ),
    ),
    "limit": Option(
        OUTPUT,
        Message("件数", "N"),
        Message("最初の N 件だけ（0 なら件数と合計だけ）", "only the first N (0: their count and sum alone)"),
    ),
    "format": Option(
        OUTPUT,
        Message("形式", "FORMAT"),
        Message("table、csv、tsv、json、jsonl、markdown", "table, csv, tsv, json, jsonl, markdown"),
        default="table",
    ),
    "page_format": Option(
        OUTPUT, Message("形式", "FORMAT"), Message("table、json、markdown", "table, json, markdown"), default="table"
    ),
    "output": Option(
        OUTPUT,
        _FILE,
        Message(
            "ファイルに書く。形式は名前の終わりで決まる。- は標準出力",
            "write a file, in the format of its ending; - is standard output",
        ),
    ),
    "whole_file": Option(
        OUTPUT,
        _FILE,
        Message(
            "書くファイル（必須）。形式は名前の終わりで決まる",
            "the file to write (required), in the format of its ending",
        ),
    ),
    "draft_file": Option(
        OUTPUT,
        _FILE,
        Message(
            "書くファイル（.toml、.db。必須）。- は標準出力（TOML）",
            "the file to write (.toml or .db, required); - is standard output (TOML)",
        ),
    ),
    "report_file": Option(
        OUTPUT, _FILE, Message("書き出す HTML ファイル（.html、.htm）", "the HTML file to write (.html, .htm)")
    ),
    "chart_file": Option(
        OUTPUT,
        _FILE,
        Message(
            "書くファイル（必須）。形式は名前の終わりで決まる: .svg、.png、.pdf、.html。- は SVG を標準出力に",
            "the file to write (required), by its ending .svg, .png, .pdf or .html; - is SVG on standard output",
        ),
    ),
    "force": Option(OUTPUT, None, Message("既にあるファイルを置き換える", "replace an existing file")),
    "cite": Option(
        OUTPUT,
        Message("書式", "STYLE"),
        Message(
            "詳細の代わりに、文献管理ソフトのための引用を出す: bibtex、csl（CSL-JSON）",
            "instead of the page, a citation for programs that keep references: bibtex, csl (CSL-JSON)",
        ),
    ),
    "columns": Option(
        OUTPUT,
        Message("列,列", "A,B,C"),
        Message(
            "出す列（項目の名前か、表の見出し: 事業名,国費）。all ですべて",
            "columns to show, by field or a table's heading (name or Project), or all",
        ),
    ),
    "unit": Option(
        OUTPUT,
        Message("単位", "UNIT"),
        Message(
            "円・千円・百万円・億円（yen、thousand、million、hundred-million）。人が読む形式は省略時千円、機械の形式は円",
            "yen, thousand, million, hundred-million (円, 千円, 百万円, 億円); people's formats use 千円, machine formats yen",
        ),
    ),
    "notes": Option(
        OUTPUT,
        Message("量", "HOW"),
        Message(
            "表の下の注: full、short（誤読を防ぐ 2 行だけ）、none",
            "notes under a table: full, short (two lines that keep it from being misread), none",
        ),
        default="full",
    ),
    "title": Option(OUTPUT, _TEXT, Message("表や図の題", "title of the table or picture")),
    "without_partners": Option(
        OUTPUT, None, Message("共同申請先の棒を描かない", "draw no bars for what partners have")
    ),
    "theme": Option(
        OUTPUT,
        Message("地", "GROUND"),
        Message(
            "図の地の色: light、dark（省略時 light、HTML では読む人の設定）",
            "ground of the picture: light, dark (default light; a page follows its reader)",
        ),
    ),
    "raw": Option(
        OUTPUT,
        None,
        Message(
            "CSV・TSV で = + - @ に始まる文字列に ' を付けない", "CSV, TSV: no ' before text that begins with = + - @"
        ),
    ),
    "excel": Option(
        OUTPUT,
        None,
        Message(
            "Excel でそのまま開ける CSV にする（BOM 付き、見出しと値は人が読む語）",
            "CSV that Excel opens by a double click (BOM, labels as header, people's words in the cells)",
        ),
    ),
    "encoding": Option(
        OUTPUT,
        Message("文字コード", "ENCODING"),
        Message("CSV の文字コード: utf-8、cp932（shift_jis）", "encoding of CSV: utf-8, cp932 (shift_jis)"),
        default="utf-8",
    ),
    "color": Option(
        OUTPUT,
        Message("いつ", "WHEN"),
        Message("色: auto、always、never", "colour: auto, always, never"),
        default="auto",
    ),
    "data": Option(
        DATA,
        _FILE,
        Message(
            "同梱のデータの代わりに使うデータファイル。フォルダなら直下の .toml と .db",
            "dataset file to use instead of the bundled one; of a folder, each .toml and .db right in it",
        ),
    ),
    "pivot": Option(
        OUTPUT,
        Message("区分", "DIM"),
        Message(
            "この区分を横に並べて国費を集計する", "put the groups of this dimension across, with their national funds"
        ),
    ),
    "subtotals": Option(
        OUTPUT,
        None,
        Message(
            "区分が 2 つ以上の人が読む表で、最初の区分ごとに小計の行を入れる",
            "in people's tables of two or more dimensions, a subtotal for each group of the first",
        ),
    ),
    "once": Option(
        OUTPUT,
        None,
        Message(
            "両方の団体の一覧に載る共同申請の事業を 1 度だけ数え、除いたものを示す",
            "count a joint project that stands in both bodies' lists once, and say what was left out",
        ),
    ),
    "sources": Option(
        ARGUMENTS,
        _FILE,
        Message(
            "読み込むファイル: csv、tsv、xlsx、xls、ods、html、json、jsonl、txt、md、pdf。- は標準入力",
            "files to import: csv, tsv, xlsx, xls, ods, html, json, jsonl, txt, md, pdf; - is standard input",
        ),
    ),
    "given_program": Option(
        GIVEN,
        Message("交付金", "PROGRAM"),
        Message("ファイルにない交付金", "the program, where the file does not say it"),
    ),
    "given_year": Option(
        GIVEN, _YEAR, Message("ファイルにない年度", "the fiscal year, where the file does not say it")
    ),
    "given_municipality": Option(
        GIVEN,
        Message("団体", "NAME"),
        Message(
            "ファイルにない団体名（コードを添えてもよい: 札幌市 011002）",
            "the municipality, where the file does not say it, with its code if you like",
        ),
    ),
    "given_unit": Option(
        GIVEN,
        Message("単位", "UNIT"),
        Message("ファイルにない金額の単位: 円、千円、百万円", "the unit of amounts, where the file does not say it"),
    ),
    "given_encoding": Option(
        GIVEN,
        Message("文字コード", "ENCODING"),
        Message(
            "ファイルの文字コード（cp932、euc-jp など）。なければ中身で判断する",
            "the encoding of text files (cp932, euc-jp, ...); else found from what they hold",
        ),
    ),
    "sheet": Option(GIVEN, Message("名前", "NAME"), Message("読むシート", "the sheet to read")),
    "map": Option(
        GIVEN,
        Message("項目=列", "FIELD=COLUMN"),
        Message(
            "列の見出しと項目の対応（国費=配分額）",
            "which column holds a field, where its heading does not tell; a field by its name or its label",
        ),
    ),
    "ignore": Option(
        GIVEN,
        Message("列", "COLUMN"),
        Message("読まなくてよい列。確かめるところに数えない", "a column to leave out, no open point"),
    ),
    "amounts": Option(
        GIVEN,
        Message("種類", "KIND"),
        Message(
            "何の額か書かれていない金額の読み方: national（国費）、cost（事業費）",
            "what amounts are that no word names: national or cost; without it they stay open",
        ),
    ),
    "recipe": Option(GIVEN, _FILE, Message("前に保存したレシピを使う", "use a recipe that was saved before")),
    "save_recipe": Option(
        OUTPUT,
        _FILE,
        Message(
            "指定したことと見出しを、次のファイルのためにレシピとして保存する",
            "keep what was said, and the headings, as a recipe for the next file of this source",
        ),
    ),
    "template": Option(
        OUTPUT,
        _FILE,
        Message(
            "-o の代わりに、表計算ソフトで書き込む一覧（.csv）を作る。読めたことは入れておく。ファイルを指定しなければ空の一覧",
            "instead of -o, a list (.csv) to fill in a spreadsheet, holding what could be read; without a file it is empty",
        ),
    ),
    "example": Option(
        GIVEN,
        Message("項目=文字", "FIELD=TEXT"),
        Message(
            "資料の 1 行にある文字が何かを示し、同じ形の行をすべて読む（name=朝の市事業 のように）",
            "mark what a text on one line is (name=TEXT and one more); all lines of that shape are read so",
        ),
    ),
    "ask": Option(
        GIVEN,
        None,
        Message(
            "足りないことを、資料の例を添えて端末で一つずつ尋ねる",
            "ask in the terminal for what is missing, one thing after the other, with samples from the file",
        ),
    ),
    "plan": Option(
        OUTPUT,
        None,
        Message(
            "何も書かずに、読み取れる見出しと列、足りないこと、使うコマンドを示す",
            "write nothing; show the headings and columns, what is missing and the command to run",
        ),
    ),
    "fill_down": Option(
        GIVEN,
        None,
        Message(
            "空欄の団体、年度、交付金を上の行と同じとみなす（推定として印を付ける）",
            "take a blank body, year or program for that of the row above, marked as inferred",
        ),
    ),
    "strict": Option(
        OUTPUT, None, Message("確かめるところが残れば何も書かない", "write nothing while a point is open")
    ),
    "source": Option(
        DATA,
        _FILE,
        Message(
            "出典の資料（テキスト、PDF、表）が引用されたものかを SHA-256 で調べ、事業名と金額をその行で確かめる",
            "tell by its SHA-256 whether this text, PDF or table is the document that was cited, and confirm each name"
            " and amount at its line",
        ),
    ),
    "places": Option(
        OUTPUT,
        None,
        Message(
            "id と出典の位置の違いも変更として示す", "count differing ids and places in the sources as changes too"
        ),
    ),
    "exit_code": Option(
        OUTPUT, None, Message("違いがあれば終了コード 1 で終わる", "exit with code 1 where the two differ")
    ),
    "lang": Option(
        GENERAL, Message("言語", "LANG"), Message("ja か en。省略時は環境から", "ja or en; else from the locale")
    ),
    "version": Option(GENERAL, None, Message("プログラムとデータの版", "versions of program and data")),
    "install_completion": Option(
        GENERAL, None, Message("今のシェルに補完を組み込む", "install completion for this shell")
    ),
    "show_completion": Option(
        GENERAL, None, Message("今のシェルの補完スクリプトを出す", "print this shell's completion script")
    ),
    "help": Option(GENERAL, None, Message("この説明", "this help")),
}

PROGRAM = Command(
    Message("地方創生関連交付金の事業を調べる", "answers questions about Japan's local-revitalization grants"),
    Message(
        "市町村が行った地方創生関連交付金の事業を、交付金、年度、申請区分、国費から調べます。国費は市町村への額で、"
        "共同申請先の額とは足しません。資料にない額は不明のままで、0 にはしません。",
        "Which projects a city ran, under which grant, in which year, applied for alone or jointly, with how much "
        "national money. National funds are the city's own and never added to a partner's; an amount that the "
        "source does not state stays unknown and is never 0.",
    ),
    (
        ("kofukin list --year H29", Message("H29 年度の交付金の事業", "projects under the grants of fiscal H29")),
        ("kofukin totals --by program", Message("交付金ごとの合計", "totals for each program")),
        (
            "kofukin show sapporo-h28-youth",
            Message("1 事業の詳細、根拠、引用", "one project: details, evidence, citation"),
        ),
        (
            "kofukin list -f csv -o projects.csv",
            Message("表計算や分析のための CSV", "a CSV for spreadsheets and scripts"),
        ),
    ),
)

COMMANDS = {
    "list": Command(
        Message("事業を並べる", "list projects"),
        Message(
            "条件に合う事業を並べます。違う条件はすべてを満たすもの、同じ条件の繰り返しはどれかを満たすものが当たります。",
            "Lists the projects that match. Different filters are and-ed; one filter given several times is or-ed.",
        ),
        (
            ("kofukin list --active H29", Message("H29 年度に実施中の事業", "projects that run in fiscal H29")),
            ("kofukin list 観光 -p 推進", Message("「観光」を含む推進交付金の事業", "推進 projects that mention 観光")),
            (
                "kofukin list --min 3000万円 --sort national_funds_yen:desc",
                Message("3000 万円以上を多い順に", "30 million yen and more, largest first"),
            ),
            ("kofukin list -a joint -f json", Message("共同申請の事業を JSON で", "joint applications as JSON")),
        ),
    ),
    "show": Command(
        Message("1 つの事業を詳しく", "show one project"),
        Message(
            "金額、実施年度、補助率と事業費の推計、共同申請先、出典の位置、交付金の根拠、つながる事業、引用文を示します。",
            "Figures, years, rate and estimated cost, partners, place in the source, why it is under its program, "
            "related projects, and a citation to copy.",
        ),
        (
            ("kofukin show sapporo-h29-ainu", Message("id で", "by id")),
            ("kofukin show なでしこ", Message("事業名の一部で", "by a part of its name")),
            ("kofukin show なでしこ --cite bibtex", Message("BibTeX の引用", "a citation in BibTeX")),
        ),
    ),
    "totals": Command(
        Message("件数と国費を集計する", "count projects and add up national funds"),
        Message(
            "区分ごとに事業数、国費、割合を出します。共同申請先の額は別の列です。",
            "Projects, national funds and share for each group. Partners' funds stand in a column of their own.",
        ),
        (
            ("kofukin totals --by program", Message("交付金ごと", "for each program")),
            (
                "kofukin totals --by year,application",
                Message("年度と申請区分ごと", "for each year and application type"),
            ),
            ("kofukin totals --by all -f json", Message("全体を 1 行で", "one row over everything")),
        ),
    ),
    "chart": Command(
        Message("国費を図にする", "draw national funds as a chart"),
        Message(
            "区分ごとの国費を棒の図にします。年度は縦棒、ほかは横棒で、表と同じ順です。2 つ目の区分は棒の中を分けます。"
            "--by project は事業ごとです。交付金の色はどの図でも同じです。共同申請先の額は別の細い棒です。"
            "棒は 200 まで、残りは最後の行に合計します。PNG と PDF に使うフォントは付いてきます"
            "（環境変数 KOFUKIN_FONT で別のファイルを指定できます）。",
            "Draws a bar of national funds for each group, upright for years, in the order of the table; a second "
            "dimension divides the bars, and --by project draws each project. A program has one colour in all charts. "
            "Partners' funds are thin bars of their own. At most 200 bars are drawn; the last line adds up the rest. A font for PNG and PDF "
            "is included (env KOFUKIN_FONT may name another file).",
        ),
        (
            ("kofukin chart --by program -o funds.svg", Message("交付金ごと", "for each program")),
            (
                "kofukin chart --by year,program -o funds.pdf",
                Message("年度ごとに交付金で分けて PDF に", "years divided by program, as PDF"),
            ),
            ("kofukin chart --by year --lang en -o funds.html", Message("英語の HTML", "a page in English")),
        ),
    ),
    "programs": Command(
        Message("交付金の一覧", "list the grant programs"),
        Message(
            "データにある交付金の id、名称、年度、補助率です。交付金を 1 つ指定すると、呼び名、補助率、上限、系譜と、"
            "国の予算と執行額を年度ごとに示します。範囲が変わった年度の額は、前の年度とつなぎません。",
            "The programs in the data: ids, names, years and rates. With a name, one program as a page: its names, rates, "
            "limits and line, and the state's budget and spending year by year. Years on either side of a change of scope "
            "are never joined.",
        ),
        (
            ("kofukin programs", Message("絞り込みに使う id と名称", "ids and names to filter by")),
            ("kofukin programs 推進", Message("推進交付金の系譜と国の予算", "line and national money of 推進")),
        ),
    ),
    "report": Command(
        Message("検索も印刷もできる 1 枚の HTML にする", "make one self-contained page to search and print"),
        Message(
            "集計、図、全事業の表を 1 つの HTML ファイルにします。ネットワークなしで開き、検索、絞り込み、並べ替え、"
            "印刷ができます。JavaScript がなくても読めます。",
            "Totals, charts and the full table of projects in one HTML file that opens without a network, can be "
            "searched, filtered, sorted and printed, and reads without JavaScript too.",
        ),
        (
            ("kofukin report -o report.html", Message("全事業のレポート", "a report of all projects")),
            (
                "kofukin report --year H29 --lang en -o h29.html",
                Message("H29 年度分を英語の見出しで", "fiscal H29, with English labels"),
            ),
        ),
    ),
    "import": Command(
        Message("ほかの団体の表や資料を読み込む", "import someone else's table or document"),
        Message(
            "表（csv、xlsx など）や資料（txt、pdf）を読み、データの下書きと点検表を作ります。読めなかった行や疑わしい値は"
            "直さずに示し、あれば終了コード 1 です。",
            "Reads a table (csv, xlsx, ...) or a document (txt, pdf) into a draft dataset and a review of it. Lines that "
            "were not read and doubtful values are shown, never repaired; exit code 1 if there are any.",
        ),
        (
            ("kofukin import list.xlsx -o grants.toml", Message("表から下書きを作る", "a draft from a table")),
            (
                "kofukin import page.pdf -o city.toml --municipality 札幌市",
                Message("資料から。団体名は自分で言う", "from a document, saying whose it is"),
            ),
            (
                "kofukin import list.xlsx -o grants.toml --ask",
                Message("足りないことは端末で答える", "answering in the terminal what it does not say"),
            ),
            (
                "kofukin import r4.csv r5.csv -o all.db --unit 千円",
                Message("何年分もの一覧をデータベースに", "several years' lists into a database"),
            ),
        ),
    ),
    "export": Command(
        Message("データ全体をファイルに書き出す", "write the data as a whole file"),
        Message(
            "データ全体を SQLite（.db）、TOML、CSV、JSON、Frictionless Data Package（.zip）、Parquet に書き出します。.db は --data で"
            "そのまま問い合わせられます。名前を .parquet/ と / で終えると、年度ごとに分けた Parquet のフォルダになります。"
            "絞り込みを付けると当てはまる事業だけになり、データの題に一部であることと条件が入ります。",
            "Writes everything as SQLite (.db), TOML, CSV, JSON, a Frictionless Data Package (.zip) or Parquet. A .db is "
            "queried where it lies by --data. A name that ends in .parquet/, with a slash, is a folder of Parquet files, one "
            "for each fiscal year. With filters it writes what matches, and the dataset's title says that it is a part and "
            "by which filters.",
        ),
        (
            ("kofukin export -o grants.db", Message("SQLite データベースに", "a SQLite database")),
            (
                "kofukin export --data grants.toml -o grants.zip",
                Message("公開用のデータパッケージに", "a data package to publish"),
            ),
            ("kofukin export --year H28 -o h28.toml", Message("H28 年度の分だけ", "fiscal H28 alone")),
            (
                "kofukin export -o grants.parquet/",
                Message("Spark などのために年度ごとの Parquet に", "Parquet by fiscal year, for Spark and its like"),
            ),
        ),
    ),
    "check": Command(
        Message("データファイルを調べる", "check a dataset file"),
        Message(
            "データファイルの問題をすべて「ファイル:行: 場所: 理由」で示します。問題があれば終了コード 1 です。",
            "Prints every problem of a dataset file as file:line: path: reason; exit code 1 if there is one.",
        ),
        (
            (
                "kofukin check",
                Message("同梱のデータを資料と突き合わせる", "check the bundled dataset against its source"),
            ),
            (
                "kofukin check grants.toml --source page.txt",
                Message("事業名と金額を資料の行で確かめる", "confirm names and amounts in the document"),
            ),
        ),
    ),
    "diff": Command(
        Message("データの 2 つの版を比べる", "compare two versions of a dataset"),
        Message(
            "新旧のデータで、追加された事業、なくなった事業、変わった項目を、項目ごとに 1 行で、新旧の値と出典の位置を添えて"
            "示します。事業は id、次に団体・年度・交付金・事業名で組にし、残りは近い事業名で組にしてそう示します。似た候補が"
            "いくつもあるときは組にしません。",
            "What appeared, is gone or changed, a row for each field, with both values and both places in the sources. "
            "Projects are paired by id, else by body, year, program and name, else by near names, and it is said by "
            "which; where several candidates are alike none is taken.",
        ),
        (
            ("kofukin diff old.toml new.toml", Message("何が変わったか", "what changed")),
            (
                "kofukin diff old.toml new.toml --year H29 -o changes.xlsx",
                Message("H29 年度分の新旧対照表を Excel に", "the changes of fiscal H29 as a workbook"),
            ),
            (
                "kofukin diff old.toml new.toml 観光 -f json",
                Message("「観光」を含む事業の違いを JSON で", "as JSON, of projects that mention 観光"),
            ),
        ),
    ),
    "verify": Command(
        Message("文章の金額をデータと突き合わせる", "hold the amounts in a text against the data"),
        Message(
            "文章や表の金額を 1 つずつ、前後の年度、交付金、団体、事業名、費目と合わせてデータと比べます。「あり」は出典付き、"
            "「近い」は同じ額の単位や年度などが違うもの（違いを示します）、ほかは「データになし」です。すべて「あり」なら"
            "終了コード 0、1 つでも違えば 1 です。金額のない文章は 0 です。",
            "Compares each amount in a text or table with the data, together with the years, programs, bodies, projects "
            "and kinds of money named around it. Each is found, with its citation; near, where the figure has another "
            "unit, year or the like (it says which); or not in the data. Exit code 0 if all are found, 1 if not; 0 for a "
            "text without amounts.",
        ),
        (
            ("kofukin verify page.txt", Message("文章の金額を調べる", "verify the amounts in a text")),
            (
                "kofukin verify page.txt -f json",
                Message("金額ごとに 1 件の JSON で", "as JSON, an object for each amount"),
            ),
            ("kofukin verify page.txt -o page.xlsx", Message("結果を Excel のブックに", "the verdicts as a workbook")),
        ),
    ),
}
