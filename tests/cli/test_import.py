"""``kofukin import``: someone else's table becomes a draft dataset, and a review of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

from conftest import Kofukin

FULL = (
    "地方公共団体名,団体コード,年度,交付金,交付対象事業名,国費（千円）,申請区分\n"
    "札幌市,011002,H29,地方創生推進交付金,観光事業,37000,単独\n"
    '函館市,012025,H29,地方創生推進交付金,港の事業,"1,500",単独\n'
)
BARE = '事業名,国費（千円）\n観光事業,"37,000"\n港の事業,23.210千円\n'
MISSING = ("--program", "推進", "--year", "H29", "--municipality", "札幌市 011002")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    """Write a CSV file and return its name."""

    def write(text: str = FULL, name: str = "list.csv", encoding: str = "utf-8") -> str:
        (tmp_path / name).write_text(text, encoding=encoding)
        return name

    return write


Table = Callable[..., str]


def files() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def projects(name: str = "draft.toml") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomli.loads(Path(name).read_text(encoding="utf-8"))["project"]
    return found


def test_a_plain_list_becomes_a_draft_and_its_review_stands_on_stdout(kofukin: Kofukin, table: Table) -> None:
    assert kofukin("import", table(), "-o", "draft.toml") == (
        0,
        "list.csv: 3 lines read, 2 projects\n"
        "  heading 1, project 2, figure 0, text 0, furniture 0, total 0, unread 0\n"
        "every line was read and nothing is doubtful\n",
        "",
    )
    assert [
        (row["id"], row["municipality_code"], row["fiscal_year"], row["program"], row["national_funds_yen"])
        for row in projects()
    ] == [
        ("011002-h29-5a82c3-001", "011002", 2017, "suishin", 37_000_000),
        ("012025-h29-5a82c3-001", "012025", 2017, "suishin", 1_500_000),
    ]


@pytest.mark.parametrize("draft", ["draft.toml", "draft.db", "draft.TOML"])
def test_a_draft_is_a_dataset_at_once(kofukin: Kofukin, table: Table, draft: str) -> None:
    kofukin("import", table(), "-o", draft)
    assert kofukin("check", draft).code == 0
    rows = kofukin("list", "--data", draft, "-f", "json").json
    assert [(row["name"], row["national_funds_yen"], row["application"], row["source_line"]) for row in rows] == [
        ("観光事業", 37_000_000, "single", 2),
        ("港の事業", 1_500_000, "single", 3),
    ]


def test_both_kinds_of_draft_say_the_same(kofukin: Kofukin, table: Table) -> None:
    kofukin("import", table(), "-o", "draft.toml")
    kofukin("import", table(), "-o", "draft.db")
    listed = [kofukin("list", "--data", name, "-f", "json").out for name in ("draft.toml", "draft.db")]
    assert listed[0] == listed[1]


def test_the_same_file_gives_the_same_bytes(kofukin: Kofukin, table: Table) -> None:
    for name in ("one.toml", "two.toml", "one.db", "two.db"):
        assert kofukin("import", table(), "-o", name).code == 0
    assert Path("one.toml").read_bytes() == Path("two.toml").read_bytes()
    assert Path("one.db").read_bytes() == Path("two.db").read_bytes()


def test_open_points_are_told_with_their_places_and_the_draft_is_written(kofukin: Kofukin, table: Table) -> None:
    outcome = kofukin("import", table(BARE), "-o", "draft.toml", *MISSING)
    assert outcome == (
        1,
        "list.csv: 3 lines read, 2 projects\n"
        "  heading 1, project 2, figure 0, text 0, furniture 0, total 0, unread 0\n"
        "list.csv row 3: doubtful amount: 23.210千円\n",
        "error: 1 open point: 0 unread, 1 doubtful\n"
        "the draft was written to draft.toml\n"
        "hint: settle them in draft.toml, then run kofukin check draft.toml\n",
    )
    assert [row.get("national_funds_yen") for row in projects()] == [37_000_000, None]


def test_a_draft_holds_its_review_as_comments_and_each_open_point_as_data(kofukin: Kofukin, table: Table) -> None:
    kofukin("import", table(BARE), "-o", "draft.toml", *MISSING)
    text = Path("draft.toml").read_text(encoding="utf-8")
    assert text.startswith("# list.csv: 3 lines read, 2 projects\n")
    assert "# list.csv row 3\n# doubtful amount: 23.210千円\n[[project]]\n" in text
    first, second = projects()
    assert "open" not in first
    assert second["open"] == {"national_funds_yen": "23.210千円"}
    assert first["inferred"]["fiscal_year"] == "as given by --year"


def test_review_comments_and_errors_are_in_the_users_language(kofukin: Kofukin, table: Table) -> None:
    outcome = kofukin("import", table(BARE), "-o", "draft.toml", *MISSING, "--lang", "ja")
    assert outcome.lines[0] == "list.csv: 3 行を読み、2 件の事業"
    assert outcome.lines[2] == "list.csv 3 行目: 金額が疑わしい: 23.210千円"
    assert outcome.err.startswith("エラー: 確かめるところが 1 か所あります（読めなかった行 0、疑わしい値 1）\n")
    text = Path("draft.toml").read_text(encoding="utf-8")
    assert "# list.csv 3 行目\n# 金額が疑わしい: 23.210千円\n[[project]]\n" in text
    assert kofukin("list", "--data", "draft.toml").code == 0


@pytest.mark.parametrize("draft", ["draft.toml", "draft.db"])
def test_strict_writes_nothing_where_a_point_is_open(kofukin: Kofukin, table: Table, draft: str) -> None:
    outcome = kofukin("import", table(BARE), "-o", draft, *MISSING, "--strict")
    assert (outcome.code, len(outcome.lines), files()) == (1, 3, ["list.csv"])
    assert "nothing was written, because of --strict\nhint: without --strict the draft is written\n" in outcome.err
    Path(draft).write_text("old", encoding="utf-8")
    assert kofukin("import", "list.csv", "-o", draft, *MISSING, "--strict", "--force").code == 1
    assert Path(draft).read_text(encoding="utf-8") == "old"


def test_strict_writes_what_leaves_nothing_open(kofukin: Kofukin, table: Table) -> None:
    assert kofukin("import", table(), "-o", "draft.toml", "--strict").code == 0
    assert len(projects()) == 2


def test_what_the_file_does_not_say_is_said_by_options(kofukin: Kofukin, table: Table) -> None:
    plain = "事業名,国費\n観光事業,37\n"
    given = ("--program", "加速化", "--year", "平成28年度", "--municipality", "函館市（012025）", "--unit", "百万円")
    assert kofukin("import", table(plain), "-o", "draft.toml", *given).code == 0
    (row,) = projects()
    assert (row["program"], row["fiscal_year"], row["municipality"], row["municipality_code"]) == (
        *("kasokuka", 2016, "函館市", "012025"),
    )
    assert row["national_funds_yen"] == 37_000_000


@pytest.mark.parametrize(
    ("left_out", "reason", "hint"),
    [
        ("--unit", "no unit is stated for the amounts", "say --unit 千円 or --unit 円"),
        ("--year", "no fiscal year is stated", "say it with --year H29"),
        ("--municipality", "no municipality is stated", "say it with --municipality"),
    ],
)
def test_what_nobody_says_is_asked_for(kofukin: Kofukin, table: Table, left_out: str, reason: str, hint: str) -> None:
    given = {"--program": "推進", "--year": "H29", "--municipality": "札幌市", "--unit": "千円"}
    options = [text for option, value in given.items() if option != left_out for text in (option, value)]
    outcome = kofukin("import", table("事業名,国費\n観光事業,37\n"), "-o", "draft.toml", *options)
    assert (outcome.code, outcome.out, files()) == (2, "", ["list.csv"])
    assert reason in outcome.err
    assert f"hint: {hint}" in outcome.err


def test_columns_are_named_by_heading_or_letter(kofukin: Kofukin, table: Table) -> None:
    name = table("甲,乙,丙\n観光事業,37,99\n")
    given = (*MISSING, "--unit", "千円", "--map", "name=A")
    for number, column in enumerate(("丙", "C", "3")):
        kofukin("import", name, "-o", f"{number}.toml", *given, "--map", f"national_funds_yen={column}")
        assert projects(f"{number}.toml")[0]["national_funds_yen"] == 99_000


@pytest.mark.parametrize("encoding", ["cp932", "euc-jp", "utf-8-sig", "utf-16"])
def test_any_encoding_can_be_named(kofukin: Kofukin, table: Table, encoding: str) -> None:
    named = "utf-8" if encoding == "utf-8-sig" else encoding
    assert kofukin("import", table(encoding=encoding), "-o", "draft.toml", "--encoding", named).code == 0
    assert [row["name"] for row in projects()] == ["観光事業", "港の事業"]


def test_a_sheet_is_named_in_a_workbook_of_several(kofukin: Kofukin) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook("book.xlsx") as book:
        for sheet, name in (("H29", "観光事業"), ("控え", "港の事業")):
            rows = [line.split(",") for line in FULL.splitlines()[:2]]
            for number, row in enumerate(rows):
                book.get_worksheet_by_name(sheet) or book.add_worksheet(sheet)
                cells = [name if cell == "観光事業" else cell for cell in row]
                book.get_worksheet_by_name(sheet).write_row(number, 0, cells)
    assert kofukin("import", "book.xlsx", "-o", "draft.toml", "--sheet", "控え").code == 0
    assert [row["name"] for row in projects()] == ["港の事業"]
    outcome = kofukin("import", "book.xlsx", "-o", "other.toml", "--sheet", "無い")
    assert (outcome.code, "its sheets are H29, 控え" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--unit", "万"), "not a value of --unit: 万"),
        (("--year", "29"), "not a fiscal year: 29"),
        (("--year", "H28-H30"), "not a fiscal year: H28-H30"),
        (("--map", "name"), "--map takes FIELD=COLUMN: name"),
        (("--map", "colour=国費（千円）"), "no such column: colour"),
        (("--map", "name=無い"), "no such column: 無い"),
        (("--encoding", "nonsense"), "no such encoding: nonsense"),
        (("--lang", "fr"), "not a value of --lang: fr"),
    ],
)
def test_an_option_that_cannot_be_read_is_used_wrongly(
    kofukin: Kofukin, table: Table, options: tuple[str, str], said: str
) -> None:
    outcome = kofukin("import", table(), "-o", "draft.toml", *options)
    assert (outcome.code, outcome.out, files()) == (2, "", ["list.csv"])
    assert said in outcome.err


@pytest.mark.parametrize("draft", ["draft.toml", "draft.db"])
def test_an_existing_draft_is_kept_without_force(kofukin: Kofukin, table: Table, draft: str) -> None:
    Path(draft).write_text("mended by hand", encoding="utf-8")
    outcome = kofukin("import", table(), "-o", draft)
    assert (outcome.code, Path(draft).read_text(encoding="utf-8")) == (1, "mended by hand")
    assert "--force replaces it" in outcome.err
    assert kofukin("import", "list.csv", "-o", draft, "--force").code == 0
    assert len(kofukin("list", "--data", draft, "-f", "json").json) == 2


@pytest.mark.parametrize("output", [(), ("-o", "draft.csv"), ("-o", "draft")])
def test_a_draft_is_toml_or_a_database(kofukin: Kofukin, table: Table, output: tuple[str, ...]) -> None:
    outcome = kofukin("import", table(), *output)
    assert (outcome.code, files()) == (2, ["list.csv"])
    assert outcome.err.endswith("hint: the file ends in one of .toml, .db\n")


def test_an_unknown_kind_of_file_is_used_wrongly(kofukin: Kofukin, table: Table) -> None:
    outcome = kofukin("import", table(name="list.docx"), "-o", "draft.toml")
    assert (outcome.code, files()) == (2, ["list.docx"])
    assert "no format has that file ending: list.docx\nhint: the file ends in one of .csv, .tsv, .xlsx" in outcome.err


@pytest.mark.parametrize("good_first", [True, False])
@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "ods", "xls"])
@pytest.mark.parametrize("kind", ["missing", "folder", "empty", "noise", "zeros"])
def test_what_is_no_table_is_named_and_nothing_is_written(
    kofukin: Kofukin, table: Table, ending: str, kind: str, good_first: bool
) -> None:
    good, bad = table(), f"bad.{ending}"
    if kind == "folder":
        Path(bad).mkdir()
    elif kind != "missing":
        noise = bytes((number * 97 + number // 7) % 256 for number in range(3000))
        Path(bad).write_bytes({"empty": b"", "noise": noise, "zeros": bytes(3000)}[kind])
    before = files()
    outcome = kofukin("import", *((good, bad) if good_first else (bad, good)), "-o", "draft.toml")
    assert (outcome.code in (1, 2), outcome.out, files()) == (True, "", before)
    assert outcome.err.startswith(f"error: {bad}")
    assert "Traceback" not in outcome.err
    assert "internal error" not in outcome.err


def test_several_files_become_one_draft(kofukin: Kofukin, table: Table) -> None:
    other = "団体名,年度,交付金,事業名,国費（円）\n小樽市,H28,地方創生加速化交付金,運河の事業,1\n"
    assert kofukin("import", table(), table(other, name="other.csv"), "-o", "draft.toml").code == 0
    assert [row["name"] for row in projects()] == ["観光事業", "港の事業", "運河の事業"]
    draft = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))
    titles = {document["id"]: document["title"] for document in draft["document"]}
    assert [titles[row["source_document"]] for row in projects()] == ["list.csv", "list.csv", "other.csv"]
    assert draft["dataset"]["title"] == "list.csv、other.csv"


def test_without_a_file_it_says_so(kofukin: Kofukin) -> None:
    outcome = kofukin("import", "-o", "draft.toml")
    assert (outcome.code, files()) == (2, [])
    assert outcome.err.startswith("error: FILE is missing\n")


@pytest.mark.parametrize("draft", ["draft.toml", "draft.db"])
def test_whose_a_project_is_stays_open_where_the_list_leaves_it_blank(
    kofukin: Kofukin, table: Table, draft: str
) -> None:
    name = table(FULL.replace("函館市,012025", ","))
    assert kofukin("import", name, "-o", draft).code == 1
    assert [row["municipality"] for row in kofukin("list", "--data", draft, "-f", "json").json] == ["札幌市", None]
    totals = kofukin("totals", "--data", draft, "--by", "municipality", "-f", "csv", "-c", "municipality,projects")
    assert totals.lines == ["municipality,projects", "札幌市,1", ",1"]
    assert "(not stated)" in kofukin("totals", "--data", draft, "--by", "municipality").out
    assert kofukin("show", "港", "--data", draft).code == 0
    assert kofukin("check", draft).lines[-1].endswith(": municipality is missing")


def test_a_pattern_that_the_shell_left_as_it_is_names_files(kofukin: Kofukin, table: Table) -> None:
    for name in ("list-2.csv", "list-1.csv", "list[3].csv"):
        table(name=name)
    assert [line.partition(":")[0] for line in kofukin("import", "list-*.csv", "-o", "draft.db").lines[::2][:2]] == [
        "list-1.csv",
        "list-2.csv",
    ]
    assert kofukin("import", "list[3].csv", "-o", "one.db").lines[0].startswith("list[3].csv: ")
    assert "no such file" in kofukin("import", "none-*.csv", "-o", "two.db").err


@pytest.mark.parametrize("ending", ["toml", "db"])
@pytest.mark.parametrize(
    "row",
    [
        "千代田区,令和4年度,地方創生推進交付金,事業,共同,,100",
        "千代田区,令和4年度,地方創生推進交付金,事業,単独,,100",
        "千代田区,令和4年度,地方創生推進交付金,事業,単独,東京都,100",
        "千代田区,令和4年度,地方創生推進交付金,事業,,東京都,100",
    ],
)
def test_what_import_calls_sound_check_and_list_accept(kofukin: Kofukin, table: Table, row: str, ending: str) -> None:
    path = table(f"団体名,年度,交付金の名称,事業名,申請,共同申請先,交付決定額（千円）\n{row}\n")
    imported = kofukin("import", path, "-o", f"draft.{ending}")
    assert kofukin("check", f"draft.{ending}").code == imported.code
    if imported.code == 0:
        assert kofukin("list", "--data", f"draft.{ending}").code == 0


@pytest.mark.parametrize("given", ["note=1", "note=事業名", "national_funds_yen=1", "summary=A"])
def test_the_column_of_names_cannot_be_given_away(kofukin: Kofukin, table: Table, given: str) -> None:
    outcome = kofukin("import", table("事業名,国費（千円）\n甲,1\n"), "-o", "draft.toml", *MISSING, "--map", given)
    assert (outcome.code, outcome.out, files()) == (2, "", ["list.csv"])
    assert outcome.err.startswith(
        "error: list.csv: no column is left for the names of projects\nhint: name its columns"
    )


@pytest.mark.parametrize("name", ["shift_jis", "sjis", "windows-31j", "MS932", "cp932"])
def test_shift_jis_is_cp932_in_and_out(kofukin: Kofukin, table: Table, name: str) -> None:
    listed = table("事業名,国費（千円）\n①の髙﨑～事業,1\n", encoding="cp932")
    assert kofukin("import", listed, "-o", "draft.toml", *MISSING, "--encoding", name).code == 0
    assert kofukin("list", "--data", "draft.toml", "-o", "out.csv", "--encoding", name).code == 0
    assert "①の髙﨑～事業" in Path("out.csv").read_bytes().decode("cp932")


@pytest.mark.parametrize("name", ["unicode_escape", "rot13", "base64", "idna", "nonsense"])
def test_an_encoding_of_no_text_file_is_refused(kofukin: Kofukin, table: Table, name: str) -> None:
    outcome = kofukin("import", table(), "-o", "draft.toml", "--encoding", name)
    assert (outcome.code, outcome.err.splitlines()[0]) == (2, f"error: no such encoding: {name}")
    assert kofukin("list", "-f", "csv", "--encoding", name).code == 2
