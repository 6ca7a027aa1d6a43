"""Writes docs/cli.md, docs/cli.ja.md and docs/database.md from the code: ``python scripts/make_docs.py``.

The words of headings in docs/importing.md and docs/importing.ja.md come from the code too, and so does
data/projects.schema.json, which editors follow.

With ``--check`` nothing is written; the exit code is 1 and a diff is printed where a page is stale. Help texts are
what the program itself prints, and fields come from its own tables, so that a new one without a meaning here fails.
"""

import argparse
import contextlib
import difflib
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import database_page
from kofukin import cli, program_page, query
from kofukin.cli.app import COMMANDS
from kofukin.comparing import CHANGE_FIELDS
from kofukin.files.schema import json_schema
from kofukin.filters import Filters
from kofukin.importing.vocabulary import vocabulary
from kofukin.messages import LANGUAGES, Language, Message
from kofukin.render import FORMATS
from kofukin.store import writing
from kofukin.table import Kind

DOCS = Path(__file__).parent.parent / "docs"
PAGES: dict[Language, str] = {"en": "cli.md", "ja": "cli.ja.md"}
IMPORT_PAGES: dict[Language, str] = {"en": "importing.md", "ja": "importing.ja.md"}
DATABASE_PAGE = "database.md"
SCHEMA = DOCS.parent / "data" / "projects.schema.json"
WIDTH = "100"

TITLE = Message("# コマンドの手引き", "# Command line")
OTHER = Message("[English](cli.md) | 日本語", "English | [日本語](cli.ja.md)")
MADE = Message(
    "<!-- scripts/make_docs.py がプログラムから作ります。直接は書き換えません。 -->",
    "<!-- Made from the program by scripts/make_docs.py; do not edit. -->",
)
FORMATS_TITLE = Message("## 出力形式", "## Formats")
FORMATS_TEXT = Message(
    "`-o FILE` の形式はファイル名の終わりで決まります。人が読む形式には見出し、単位、注が付き、金額は省略時千円です。"
    "機械が読む形式は下の項目名と正確な値だけで、金額は円です。`--unit` を付けると項目名も `…_thousand_yen`、"
    "`…_million_yen` に変わります。`kofukin export` が書く `.db` の中身は"
    "[データベース](database.md)（英語）にあります。",
    "`-o FILE` takes the format of the file's ending. People's formats have labels, a unit and notes, and amounts in "
    "thousand yen unless told otherwise. Machine formats have the field names below and exact values, amounts in yen; "
    "given `--unit`, the field's name changes with it (`…_thousand_yen`, `…_million_yen`). What a `.db` of "
    "`kofukin export` holds is in [The database](database.md).",
)
FORMATS_HEAD = Message("| 形式 | ファイル名の終わり | 読み手 |", "| format | file ending | reader |")
PEOPLE, MACHINES = Message("人", "people"), Message("機械", "machines")
FIELDS_TEXT = Message(
    "記載のない値は JSON で `null`、CSV と TSV で空欄です。0 にはなりません。リストは JSON で配列、CSV と TSV で "
    "`;` 区切りです（中の `;` は全角の `；` になります）。",
    "What is not known is `null` in JSON and empty in CSV and TSV, never 0. A list is an array in JSON and joined by "
    "`;` in CSV and TSV, where a `;` inside an item is written as a full-width `；`.",
)
WORDS_HEAD = Message("| 種類 | 見出しや札の語 |", "| kind | words of headings and labels |")
FIELDS_HEAD = Message("| 項目 | 値 | 意味 |", "| field | value | meaning |")
GROUP_HEAD = Message("| `--by` | 先頭に付く項目 |", "| `--by` | fields in front |")
FIELDS_TITLE = Message("## 項目", "## Fields")
LIST_TITLE = Message("### `list` と `show -f json`", "### `list` and `show -f json`")
LISTED_ON_REQUEST_TEXT = Message(
    "次の項目は、`list` の `-c` で指定したときだけ出ます。", "This one comes where `-c` of `list` names it:"
)
SHOW_TEXT = Message(
    "`show -f json` にはさらに `related`（つながる事業の id の配列）と `citation`（引用文）、資料の説明があれば"
    "`document`（`[[document]]` の項目）、未確認の点があれば `open`（その配列）が付きます。",
    "`show -f json` adds `related` (an array of the ids of related projects), `citation` (a sentence to copy) and, "
    "where the data describes the document, `document` (the fields of its `[[document]]`), and where there are open "
    "points, `open` (an array of them).",
)
TOTALS_TITLE = Message("### `totals`", "### `totals`")
TOTALS_TEXT = Message("区分の項目のあとに次の項目が続きます。", "After the fields of the groups come these:")
ON_REQUEST_TEXT = Message(
    "次の項目は `-c` で名前を挙げたときだけ出ます。`change_yen` と `change_rate` には区分に `year` が要ります。",
    "These come where `-c` names them; `change_yen` and `change_rate` need `year` among the dimensions.",
)
PROGRAMS_TITLE = Message("### `programs`", "### `programs`")
PROGRAM_TEXT = Message(
    "交付金を 1 つ指定すると、CSV と TSV では国のお金が年度とシートごとに 1 行になります。"
    "JSON では 1 つのオブジェクトで、"
    "`limits`（上限）、`line`（系譜）、`breaks`（範囲の変化）、`bodies`（国が支出した団体の数）、"
    "`budgets`（下の項目）を含みます（[出どころ](national.ja.md)）。",
    "With a program's name, CSV and TSV have a row of the state's money for each fiscal year and sheet. JSON is one "
    "object that also holds `limits`, `line`, `breaks`, `bodies` and, with the fields below, `budgets` "
    "([where they are from](national.md)).",
)
DIFF_TITLE = Message("### `diff`", "### `diff`")
DIFF_TEXT = Message(
    "違う項目ごとに 1 行です。`field` は `list` の項目のほか、`partner_shares`（共同申請先ごとの国費）、"
    "`continues`（前の事業の id）、`open`（未確認の点）で、`--places` を付けると `id` と出典の位置も加わります。"
    "ほかの項目から求める項目は比べません。",
    "A row for each field that differs. `field` is a field of `list`, or `partner_shares` (each partner's own funds), "
    "`continues` (the id of an earlier project) or `open` (open points); `--places` adds ids and places in the "
    "sources. What follows from other fields is not compared.",
)

KINDS = {
    Kind.TEXT: Message("文字列", "text"),
    Kind.CODE: Message("文字列", "text"),
    Kind.LIST: Message("リスト", "list"),
    Kind.INTEGER: Message("整数", "whole number"),
    Kind.YEN: Message("円（整数）", "yen, whole"),
    Kind.SHARE: Message("0 から 1", "0 to 1"),
    Kind.RATE: Message("割合（0.5 は 50 %）", "a part (0.5 is 50 %)"),
    Kind.ANY: Message("項目による", "by the field"),
}

EXIT_TITLE = Message("## 終了コード", "## Exit codes")
EXIT_HEAD = Message("| コード | 意味 |", "| code | meaning |")
EXIT_CODES = {
    0: Message(
        "できた。一件も当てはまらないときも（標準エラー出力で知らせる）",
        "done, also when nothing matched (stderr says so)",
    ),
    1: Message(
        "できなかった: 事業がない、または絞れない。データに問題がある。書き込めない。`check` が問題を見つけた。"
        "`diff --exit-code` で違いがあった",
        "could not be done: no such project or several, a bad dataset, a file that exists or cannot be written, "
        "problems found by `check`, differences found by `diff --exit-code`",
    ),
    2: Message(
        "使い方の誤り: 知らないコマンド、オプション、列など。読めない年度や金額。矛盾する条件",
        "used wrongly: an unknown command, option, column or the like, a bad year or amount, bounds that contradict",
    ),
    130: Message("Ctrl-C で止めた", "stopped by Ctrl-C"),
}
EXIT_TEXT = Message(
    "答えは標準出力に、それ以外はすべて標準エラー出力に出ます。",
    "Answers go to standard output, everything else to standard error.",
)

ENVIRONMENT_TITLE = Message("## 環境変数", "## Environment variables")
ENVIRONMENT_HEAD = Message("| 変数 | 意味 |", "| variable | meaning |")
ENVIRONMENT = {
    ("KOFUKIN_DATA",): Message(
        "`--data` の代わり。いくつもあれば `PATH` と同じ記号で区切る",
        "in place of `--data`; several are separated as in `PATH`",
    ),
    ("KOFUKIN_FORMAT",): Message(
        "標準出力に出すときの `-f` の代わり（`show` はその形式があるときだけ）",
        "in place of `-f` on standard output (for `show`, where it has that format)",
    ),
    ("KOFUKIN_LANG",): Message("`--lang` の代わり", "in place of `--lang`"),
    ("KOFUKIN_DEBUG",): Message(
        "何か入っていれば、内部エラーのとき Python の記録を出す", "if set, an internal error shows Python's traceback"
    ),
    ("KOFUKIN_FONT",): Message(
        "図に使う日本語のフォントファイル。なければシステムのもの、それもなければ付属のもの",
        "a Japanese font file for charts; else one of the system is taken, else the one that comes with the extra",
    ),
    ("XDG_DATA_HOME", "SYSTEMROOT"): Message(
        "日本語のフォントを探すフォルダの場所（前者は Linux、後者は Windows）",
        "where folders of fonts are looked for (the first on Linux, the second on Windows)",
    ),
    ("LC_ALL", "LC_MESSAGES", "LANG"): Message(
        "表示の言語。初めに入っているものが `ja` に始まれば日本語、ほかは英語",
        "language: Japanese if the first one set begins with `ja`, else English",
    ),
    ("NO_COLOR",): Message("何か入っていれば色を付けない", "if set, no colour"),
    ("FORCE_COLOR", "CLICOLOR_FORCE"): Message(
        "何か入っていれば（後者は `0` のほか）端末でなくても色を付ける",
        "if set (the latter to other than `0`), colour in a pipe too",
    ),
    ("CLICOLOR", "TERM"): Message(
        "`CLICOLOR=0` か `TERM=dumb` なら色を付けない", "no colour with `CLICOLOR=0` or `TERM=dumb`"
    ),
    ("COLUMNS",): Message("端末の幅の代わり", "in place of the terminal's width"),
}


def page(language: Language) -> str:
    """Return the whole page in one language."""
    paragraphs: list[str | Message] = [MADE, TITLE, OTHER, _help([], language)]
    for command in COMMANDS:
        paragraphs += [f"## kofukin {command}", _help([command], language)]
    paragraphs += [FORMATS_TITLE, FORMATS_TEXT, _formats(language), FIELDS_TITLE, FIELDS_TEXT]
    paragraphs += [LIST_TITLE, _fields(tuple(query.FIELDS.values()), language), SHOW_TEXT]
    paragraphs += [LISTED_ON_REQUEST_TEXT, _fields(tuple(query.LISTED_ON_REQUEST.values()), language)]
    paragraphs += [TOTALS_TITLE, _groups(language), TOTALS_TEXT, _fields(_measures(), language)]
    paragraphs += [ON_REQUEST_TEXT, _fields(query.ON_REQUEST, language)]
    paragraphs += [PROGRAMS_TITLE, _fields(query.PROGRAM_FIELDS, language)]
    paragraphs += [PROGRAM_TEXT, _fields(program_page.BUDGET_FIELDS, language)]
    paragraphs += [DIFF_TITLE, DIFF_TEXT, _fields(CHANGE_FIELDS, language)]
    codes = [(str(code), meaning) for code, meaning in EXIT_CODES.items()]
    paragraphs += [EXIT_TITLE, _meanings(EXIT_HEAD, codes, language), EXIT_TEXT]
    variables = [(", ".join(f"`{name}`" for name in names), meaning) for names, meaning in ENVIRONMENT.items()]
    paragraphs += [ENVIRONMENT_TITLE, _meanings(ENVIRONMENT_HEAD, variables, language)]
    return "\n\n".join(part if isinstance(part, str) else part.in_(language) for part in paragraphs) + "\n"


def _help(command: list[str], language: Language) -> str:
    """Return what ``kofukin COMMAND --help`` prints, as a block."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = cli.main([*command, "--help", "--lang", language])
    if code:
        raise RuntimeError(f"kofukin {' '.join(command)} --help gave exit code {code}")
    return f"```text\n{printed.getvalue()}```"


def _table(head: Message, rows: Sequence[Sequence[str]], language: Language) -> str:
    header = head.in_(language)
    rule = "|" + "---|" * (header.count("|") - 1)
    return "\n".join([header, rule, *(f"| {' | '.join(row)} |" for row in rows)])


def _meanings(head: Message, rows: Sequence[tuple[str, Message]], language: Language) -> str:
    return _table(head, [(name, meaning.in_(language)) for name, meaning in rows], language)


def _fields(fields: Sequence[query.Field], language: Language) -> str:
    rows = [(f"`{field.name}`", KINDS[field.kind].in_(language), field.meaning.in_(language)) for field in fields]
    return _table(FIELDS_HEAD, rows, language)


def _formats(language: Language) -> str:
    rows = [
        (f"`{entry.name}`", f"`{entry.ending}`" if entry.ending else "", (PEOPLE if entry.for_people else MACHINES))
        for entry in FORMATS.values()
    ]
    return _table(FORMATS_HEAD, [(name, ending, reader.in_(language)) for name, ending, reader in rows], language)


def _groups(language: Language) -> str:
    rows = [(f"`{name}`", _names(entry.fields)) for name, entry in query.DIMENSIONS.items()]
    return _table(GROUP_HEAD, [*rows, (f"`{query.ALL}`", "")], language)


def _names(fields: Sequence[query.Field]) -> str:
    return ", ".join(f"`{entry.name}`" for entry in fields)


def _measures() -> tuple[query.Field, ...]:
    return query.totals(writing.in_memory(()), Filters(), ()).fields


def import_page(text: str, language: Language) -> str:
    """Return the page on importing with the words of headings, which the program recognises, put in anew."""
    rows = [
        (f"`{kind}`", "、".join(word.replace("|", "\\|") for word in words))
        for kinds in vocabulary().by_section.values()
        for kind, words in kinds.items()
    ]
    before, marker, rest = text.partition(_WORDS_BEGIN)
    _, end, after = rest.partition(_WORDS_END)
    assert marker
    assert end
    return f"{before}{marker}\n{_table(WORDS_HEAD, rows, language)}\n{end}{after}"


_WORDS_BEGIN, _WORDS_END = "<!-- words: made by scripts/make_docs.py -->", "<!-- /words -->"


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the command-line reference from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if a page is stale")
    parser.add_argument("folder", nargs="?", type=Path, default=DOCS, help="where the pages lie (default: docs/)")
    arguments = parser.parse_args()
    os.environ["COLUMNS"] = WIDTH
    stale = False
    pages = {PAGES[language]: page(language) for language in LANGUAGES} | {DATABASE_PAGE: database_page.page()}
    for language, name in IMPORT_PAGES.items():
        pages[name] = import_page((arguments.folder / name).read_text(encoding="utf-8"), language)
    files = {arguments.folder / name: fresh for name, fresh in pages.items()}
    if arguments.folder == DOCS:
        files[SCHEMA] = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    for path, fresh in files.items():
        if not arguments.check:
            path.write_text(fresh, encoding="utf-8", newline="\n")
        elif _differs(path, fresh):
            stale = True
    return int(stale)


def _differs(path: Path, fresh: str) -> bool:
    """Return whether the page is stale, and print how."""
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = [*difflib.unified_diff(found.splitlines(), fresh.splitlines(), str(path), "python scripts/make_docs.py")]
    for line in lines:
        print(line)
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
