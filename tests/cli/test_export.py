"""``kofukin export``: a dataset as a whole file."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import tomli

from conftest import IDS, Kofukin

_needs_pyarrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="the parquet extra is not installed")
ENDINGS = (".db", ".toml", ".csv", ".json", ".zip", pytest.param(".parquet", marks=_needs_pyarrow))
Written = Callable[..., Path]


def exported(kofukin: Kofukin, path: Path, *data: Path) -> Path:
    """Export ``data``, or the bundled dataset, into ``path``."""
    outcome = kofukin("export", "-o", str(path), "--force", *(text for file in data for text in ("--data", str(file))))
    assert outcome[:2] == (0, "")
    assert outcome.err == "" or path.suffix.lower() in (".csv", ".json"), "only a list may leave something out"
    return path


@pytest.fixture
def varied(dataset_file: Written) -> Path:
    """A dataset with everything that a format could lose: quotes, line breaks, unknowns, zeros, large numbers."""
    return dataset_file(
        {
            "name": '"引用", カンマ\\と=式',
            "note": "一行目\n二行目\t\u2028\U00020bb7",
            "national_funds_yen": 0,
            "municipality_code": "011002",
            "last_fiscal_year": 2017,
            "source_page": 1,
            "source_line": 2,
            "source_amount_line": 3,
        },
        {
            "application": "joint",
            "application_text": "道と共同申請",
            "partners": [
                {"name": "北海道", "municipality_code": "010006", "national_funds_yen": 1_234_567_890_123},
                {"name": "6 自治体; ほか"},
            ],
            "continues": "p1",
            "stated_cost_yen": 99_999,
        },
        {
            "application": "joint",
            "partners": [{"name": "函館市"}, {"name": "小樽市", "national_funds_yen": 4_000}],
            "partner_national_funds_yen": 10_000,
        },
        {"summary": "=1+1", "name": "+\x7f@", "amount_basis": "one year"},
    )


def test_to_a_database_and_back_nothing_is_lost(kofukin: Kofukin, varied: Path, tmp_path: Path) -> None:
    text = exported(kofukin, tmp_path / "one.toml", varied)
    base = exported(kofukin, tmp_path / "one.db", text)
    assert exported(kofukin, tmp_path / "two.toml", base).read_bytes() == text.read_bytes()
    assert exported(kofukin, tmp_path / "two.db", base).read_bytes() == base.read_bytes()
    assert kofukin("check", str(text)).code == 0


def test_the_bundled_dataset_comes_back_as_it_was(kofukin: Kofukin, tmp_path: Path) -> None:
    text = exported(kofukin, tmp_path / "one.toml", exported(kofukin, tmp_path / "one.db"))
    expected = kofukin("list", "-f", "json").json
    for ending in (".toml", ".db"):
        assert kofukin("list", "-f", "json", "--data", str(tmp_path / f"one{ending}")).json == expected
    assert kofukin("show", "sapporo-h29-youth", "-f", "json", "--data", str(text)).json == (
        kofukin("show", "sapporo-h29-youth", "-f", "json").json
    )


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_lists_are_what_list_says(kofukin: Kofukin, varied: Path, tmp_path: Path, ending: str) -> None:
    listed = kofukin("list", "--data", str(varied), "-f", ending[1:]).out
    base = exported(kofukin, tmp_path / "made.db", varied)
    for data in (varied, base):
        written = exported(kofukin, tmp_path / f"made{ending}", data).read_bytes().decode()
        assert written.replace("\r\n", "\n") == listed.replace("\r\n", "\n")


def test_a_csv_that_is_imported_says_the_same_again(kofukin: Kofukin, tmp_path: Path) -> None:
    source = tmp_path / "source.csv"
    source.write_text(
        "地方公共団体名,団体コード,年度,交付金,交付対象事業名,国費（円）,申請区分\n"
        '札幌市,011002,H29,地方創生推進交付金,"観光, ""祭り""事業",37000001,単独\n'
        "函館市,012025,H29,地方創生推進交付金,港の事業,0,単独\n",
        encoding="utf-8",
    )
    base = tmp_path / "made.db"
    assert kofukin("import", str(source), "-o", str(base)).code == 0
    written = exported(kofukin, tmp_path / "made.csv", base).read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [(row["municipality_code"], row["name"], row["national_funds_yen"]) for row in rows] == [
        ("011002", '観光, "祭り"事業', "37000001"),
        ("012025", "港の事業", "0"),
    ]
    assert {row["fiscal_year"] for row in rows} == {"2017"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_data_gives_the_same_bytes(kofukin: Kofukin, varied: Path, tmp_path: Path, ending: str) -> None:
    first = exported(kofukin, tmp_path / f"first{ending}", varied).read_bytes()
    assert exported(kofukin, tmp_path / f"second{ending}", varied).read_bytes() == first
    assert exported(kofukin, tmp_path / f"third{ending.upper()}", varied).read_bytes() == first
    assert first


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_existing_file_is_kept_without_force(kofukin: Kofukin, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"made{ending}"
    path.write_text("old", encoding="utf-8")
    outcome = kofukin("export", "-o", str(path))
    assert (outcome.code, path.read_text(encoding="utf-8")) == (1, "old")
    assert outcome.err == f"error: {path} exists already and was left as it is\nhint: --force replaces it\n"
    assert kofukin("export", "-o", str(path), "--force").code == 0
    assert path.read_bytes() != b"old"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_failure_leaves_what_was_there(kofukin: Kofukin, dataset_file: Written, tmp_path: Path, ending: str) -> None:
    bad, path = dataset_file({"national_funds_yen": -(10**16)}, name="bad.data"), tmp_path / f"made{ending}"
    path.write_text("old", encoding="utf-8")
    assert kofukin("export", "--data", str(bad), "-o", str(path), "--force").code == 1
    assert path.read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["bad.data", path.name]


def _with_damaged_pages(path: Path, tables: tuple[str, ...]) -> Path:
    """Return the database with the first page of each table filled with ones."""
    with closing(sqlite3.connect(path)) as connection:
        ((size,),) = connection.execute("PRAGMA page_size")
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master"))
    content = bytearray(path.read_bytes())
    for table in tables:
        content[(roots[table] - 1) * size : roots[table] * size] = b"\xff" * size
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("tables", [("project",), ("search", "partner", "municipality", "project", "dataset")])
def test_a_damaged_table_leaves_what_was_there(
    kofukin: Kofukin, tmp_path: Path, ending: str, tables: tuple[str, ...]
) -> None:
    damaged = _with_damaged_pages(exported(kofukin, tmp_path / "damaged.db"), tables)
    path = tmp_path / f"made{ending}"
    path.write_text("old", encoding="utf-8")
    outcome = kofukin("export", "--data", str(damaged), "-o", str(path), "--force")
    assert (outcome.code, path.read_text(encoding="utf-8")) == (1, "old")
    assert outcome.err.startswith(f"error: {damaged} cannot be read as a database: ")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_damage_found_halfway_leaves_what_was_there(kofukin: Kofukin, tmp_path: Path, ending: str) -> None:
    damaged = exported(kofukin, tmp_path / "damaged.db")
    content = damaged.read_bytes()
    damaged.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    path = tmp_path / f"made{ending}"
    path.write_text("old", encoding="utf-8")
    outcome = kofukin("export", "--data", str(damaged), "-o", str(path), "--force")
    assert (outcome.code, path.read_text(encoding="utf-8")) == (1, "old")
    assert outcome.err.startswith(f"error: {damaged} cannot be read as a database: ")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    "arguments",
    [(), ("-o", "made.xyz"), ("-o", "made"), ("-o", "made.xlsx"), ("-o", "-"), ("-o", "made.csv/"), ("-o", "made/")],
)
def test_without_a_known_ending_it_says_which_there_are(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = kofukin("export", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith(
        "hint: the file ends in one of .db, .toml, .csv, .json, .zip, .parquet;"
        " what ends in .parquet/ is a folder with a file for each fiscal year\n"
    )
    assert list(tmp_path.iterdir()) == []
    assert kofukin("export", *arguments, "--lang", "ja").err.startswith("エラー: ")


def test_a_folder_that_is_not_there_is_named(kofukin: Kofukin, tmp_path: Path) -> None:
    outcome = kofukin("export", "-o", str(tmp_path / "nowhere" / "made.db"))
    assert outcome.code == 1
    assert "no such folder" in outcome.err


def test_any_sqlite_tool_finds_the_database_consistent(kofukin: Kofukin, varied: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported(kofukin, tmp_path / "made.db", varied))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT id FROM project ORDER BY number").fetchall() == [
            ("p1",),
            ("p2",),
            ("p3",),
            ("p4",),
        ]


def test_a_database_answers_as_its_text_does_and_stays_as_it_is(kofukin: Kofukin, tmp_path: Path) -> None:
    path = exported(kofukin, tmp_path / "made.db")
    path.chmod(0o444)
    before = path.read_bytes()
    for arguments in (("list",), ("list", "観光", "-f", "json"), ("totals", "--by", "year,program"), ("programs",)):
        assert kofukin(*arguments, "--data", str(path)) == kofukin(*arguments)
        assert kofukin(*arguments, KOFUKIN_DATA=str(path)) == kofukin(*arguments)
    assert kofukin("show", "sapporo-h29-youth", "--data", str(path)) == kofukin("show", "sapporo-h29-youth")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["made.db"]


def test_several_files_become_one_under_all_their_titles(
    kofukin: Kofukin, dataset_file: Written, tmp_path: Path
) -> None:
    one, two = dataset_file({"id": "one"}, name="one.toml"), dataset_file({"id": "two"}, name="two.toml")
    two.write_text(two.read_text(encoding="utf-8").replace("試験データ", "別のデータ"), encoding="utf-8")
    base = exported(kofukin, tmp_path / "made.db", one, two)
    text = exported(kofukin, tmp_path / "made.toml", base)
    assert text.read_text(encoding="utf-8").startswith('[dataset]\nid = "made"\ntitle = "試験データ + 別のデータ"\n')
    for data in (("--data", str(base)), ("--data", str(one), "--data", str(two))):
        assert [row["id"] for row in kofukin("list", *data, "-f", "json").json] == ["one", "two"]
        assert "Data: 試験データ 1, 別のデータ 1" in kofukin("list", *data).out
    assert [row["id"] for row in kofukin("list", "-f", "json", "--data", str(text)).json] == ["one", "two"]


def test_the_package_says_what_it_holds(kofukin: Kofukin, varied: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(kofukin, tmp_path / "made.zip", varied)) as package:
        assert package.testzip() is None
        names = ["projects", "documents", "partners", "programs", "rounds", "remarks", "datasets"]
        assert package.namelist() == ["datapackage.json", *(f"{name}.csv" for name in names)]
        description = json.loads(package.read("datapackage.json"))
        tables = {
            resource["name"]: list(csv.DictReader(io.StringIO(package.read(resource["path"]).decode(), newline="")))
            for resource in description["resources"]
        }
    for resource in description["resources"]:
        for row in tables[resource["name"]]:
            assert list(row) == [field["name"] for field in resource["schema"]["fields"]]
    assert (description["name"], description["title"], description["version"]) == ("made", "試験データ", "1")
    assert [row["id"] for row in tables["projects"]] == ["p1", "p2", "p3", "p4"]
    assert [row["national_funds_yen"] for row in tables["projects"]] == ["0", "", "", ""]
    assert [row["dataset"] for row in tables["projects"]] == ["1"] * 4
    assert [row["source_amount_line"] for row in tables["projects"]] == ["3", "", "", ""]
    assert [row["stated_cost_yen"] for row in tables["projects"]] == ["", "99999", "", ""]
    assert [row["continues"] for row in tables["projects"]] == ["", "p1", "", ""]
    assert [row["own_last_fiscal_year"] for row in tables["projects"]] == ["2017", "", "", ""]
    assert [row["stated_partner_national_funds_yen"] for row in tables["projects"]] == ["", "", "10000", ""]
    assert [row["partners"] for row in tables["projects"]] == ["", "北海道;6 自治体； ほか", "函館市;小樽市", ""]
    assert [(row["number"], row["id"], row["title"]) for row in tables["datasets"]] == [("1", "made", "試験データ")]
    assert [(row["project"], row["name"]) for row in tables["partners"]] == [
        ("p2", "北海道"),
        ("p2", "6 自治体; ほか"),
        ("p3", "函館市"),
        ("p3", "小樽市"),
    ]


@pytest.mark.parametrize("bundled", [True, False])
def test_a_validator_finds_the_package_sound(
    kofukin: Kofukin, varied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundled: bool
) -> None:
    frictionless = pytest.importorskip("frictionless")
    path = exported(kofukin, tmp_path / "made.zip", *(() if bundled else (varied,)))
    zipfile.ZipFile(path).extractall(tmp_path / "unpacked")
    monkeypatch.chdir(tmp_path / "unpacked")
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == 7
    assert report.tasks[0].stats["rows"] == (len(IDS) if bundled else 4)


@pytest.fixture
def draft(kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A draft with an open amount, a line that was not read, and values inferred from options."""
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("事業名,国費（千円）\n甲事業,100\n乙事業,23.210千円\n,5\n", encoding="utf-8")
    given = ("--program", "推進", "--year", "H29", "--municipality", "札幌市 011002")
    assert kofukin("import", "list.csv", "-o", "draft.toml", *given).code == 1
    assert kofukin("import", "list.csv", "-o", "draft.db", *given).code == 1
    return tmp_path / "draft.toml"


def _said(path: Path) -> list[dict[str, Any]]:
    """Return what a TOML draft says of its projects' fields, and of the whole file."""
    draft = tomli.loads(path.read_text(encoding="utf-8"))
    of_projects = [
        {key: row[key] for key in ("open", "inferred", "as_written") if key in row} for row in draft["project"]
    ]
    return [*of_projects, *draft["open"]]


def test_what_an_import_says_goes_along_into_databases_and_texts(kofukin: Kofukin, draft: Path) -> None:
    said = _said(draft)
    assert said[1]["open"] == {"national_funds_yen": "23.210千円"}
    assert said[1]["inferred"]["fiscal_year"] == "as given by --year"
    assert said[2] == {"text": "unread: 5", "place": "list.csv row 4"}
    for name, source in (("one.db", "draft.toml"), ("two.toml", "one.db"), ("three.toml", "draft.db")):
        kofukin("export", "--data", source, "-o", name)
        assert kofukin("check", name).code == 1
    assert _said(Path("two.toml")) == said
    assert _said(Path("three.toml")) == said


@pytest.mark.parametrize("name", ["draft.toml", "draft.db"])
def test_people_are_told_that_a_draft_is_one(kofukin: Kofukin, draft: Path, name: str) -> None:
    note = "This is a draft with 2 open points"
    for command in ("list", "totals"):
        assert note in kofukin(command, "--data", name).out
        assert note in kofukin(command, "--data", name, "-f", "markdown").out
    assert "確かめるところが 2 か所残る下書き" in kofukin("totals", "--data", name, "--lang", "ja").out
    assert "draft" not in kofukin("totals").out


def test_check_names_a_databases_open_points(kofukin: Kofukin, draft: Path) -> None:
    outcome = kofukin("check", "draft.db")
    assert outcome.code == 1
    (second,) = {row["id"] for row in kofukin("list", "乙", "--data", "draft.db", "-f", "json").json}
    said = "draft.db: not settled yet (export it to a .toml to fix it): "
    assert outcome.lines[:2] == [f"{said}{second}.national_funds_yen: 23.210千円", f"{said}list.csv row 4: unread: 5"]


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_a_list_without_room_for_open_points_says_so(kofukin: Kofukin, draft: Path, ending: str) -> None:
    outcome = kofukin("export", "--data", "draft.toml", "-o", f"made{ending}")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == (
        f"note: not in a {ending} file: what is known of documents beside their titles (1)"
        " (a .toml, .db or .zip keeps them)\n"
        f"note: the draft's open points (2) are not in a {ending} file (a .toml, .db or .zip keeps them)\n"
    )


def test_a_package_keeps_open_points(kofukin: Kofukin, draft: Path, tmp_path: Path) -> None:
    assert kofukin("export", "--data", "draft.toml", "-o", "made.zip") == (0, "", "")
    with zipfile.ZipFile("made.zip") as package:
        rows = list(csv.DictReader(io.StringIO(package.read("remarks.csv").decode(), newline="")))
    assert [(row["field"], row["text"], row["place"]) for row in rows if row["kind"] == "open"] == [
        ("national_funds_yen", "23.210千円", ""),
        ("", "unread: 5", "list.csv row 4"),
    ]


def test_a_full_disk_is_said_as_for_any_file(kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    path = tmp_path / "made.db"
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        outcome = kofukin("export", "-o", str(path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"error: cannot write {path}: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_a_list_says_what_it_has_no_place_for(kofukin: Kofukin, varied: Path, tmp_path: Path, ending: str) -> None:
    said = kofukin("export", "--data", str(varied), "-o", str(tmp_path / f"made{ending}")).err.splitlines()
    assert said[0] == (
        f"note: not in a {ending} file: partners' own amounts or codes (2), links to earlier projects"
        " (1), lines of amounts (1) (a .toml, .db or .zip keeps them)"
    )
    semicolon = (
        "note: in CSV ; stands between partners, so a ; inside a name is written as a full-width ；: 6 自治体; ほか"
    )
    assert said[1:] == ([semicolon] if ending == ".csv" else [])


def test_a_partners_name_with_a_semicolon_comes_back_as_one(kofukin: Kofukin, varied: Path, tmp_path: Path) -> None:
    for ending in (".csv", ".tsv"):
        path = tmp_path / f"made{ending}"
        kofukin("list", "--data", str(varied), "-o", str(path))
        back = tmp_path / f"back{ending}.toml"
        kofukin("import", str(path), "-o", str(back))
        rows = kofukin("list", "--data", str(back), "-f", "json").json
        assert [row["partners"] for row in rows if row["id"] == "p2"] == [["北海道", "6 自治体； ほか"]]


@pytest.mark.parametrize(
    ("licence", "described"),
    [
        ("CC BY 4.0", {"name": "CC-BY-4.0", "title": "CC BY 4.0"}),
        ("cc-by-4.0", {"name": "CC-BY-4.0", "title": "cc-by-4.0"}),
        ("CC0", {"name": "CC0-1.0", "title": "CC0"}),
        ("公共データ利用規約（第1.0版）", {"name": "PDL-1.0", "title": "公共データ利用規約（第1.0版）"}),
        ("CC BY-NC 4.0", {"path": "datasets.csv", "title": "CC BY-NC 4.0"}),
        ("無断転載を禁ず", {"path": "datasets.csv", "title": "無断転載を禁ず"}),
        (
            "条件は https://example.jp/terms にある",
            {"path": "https://example.jp/terms", "title": "条件は https://example.jp/terms にある"},
        ),
    ],
)
def test_a_licence_is_called_what_it_is(
    kofukin: Kofukin,
    dataset_file: Written,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    licence: str,
    described: dict[str, str],
) -> None:
    data = dataset_file({})
    header = f'version = "1"\nlicence = "{licence}"\npublisher = "札幌市"'
    data.write_text(data.read_text(encoding="utf-8").replace('version = "1"', header), encoding="utf-8")
    path = exported(kofukin, tmp_path / "made.zip", data)
    with zipfile.ZipFile(path) as package:
        description = json.loads(package.read("datapackage.json"))
        package.extractall(tmp_path / "unpacked")
    assert description["licenses"] == [described]
    assert description["contributors"] == [{"title": "札幌市", "role": "publisher"}]
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.chdir(tmp_path / "unpacked")
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["type", "message"])
