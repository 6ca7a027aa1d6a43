"""``kofukin export -o x.parquet`` and ``x.parquet/``: types, what a file says of itself, and what is never replaced."""

import importlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Kofukin, Process
from datasets import BUNDLED
from kofukin.cli.folder_writing import new_folder
from kofukin.errors import KofukinError

pa = pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the parquet extra is not installed")
foreign_in = importlib.import_module("kofukin.exporting.parquet").foreign_in

Written = Callable[..., Path]


@pytest.fixture
def export(kofukin: Kofukin, tmp_path: Path) -> Callable[..., Path]:
    """Export into a name in a folder of the test, which must succeed, and return where it lies."""

    def run(name: str, *arguments: str) -> Path:
        outcome = kofukin("export", "-o", f"{tmp_path}/{name}", *arguments)
        assert (outcome.code, outcome.out) == (0, "")
        return tmp_path / name

    return run


def rows(path: Path) -> list[dict[str, Any]]:
    return pq.read_table(path, partitioning=None).to_pylist()  # type: ignore[no-any-return]


def described(path: Path) -> dict[str, Any]:
    return json.loads(pq.read_metadata(path).metadata[b"datapackage"])  # type: ignore[no-any-return]


def everything_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


HOSTILE: list[dict[str, Any]] = [
    {"name": "=1+1\u0007\u001b[31m\u202e\U00020bb7" * 3, "note": "一行目\n二行目\t\u2028", "national_funds_yen": 0},
    {
        "application": "joint",
        "partners": [{"name": "北海道", "municipality_code": "010006", "national_funds_yen": 10**15}, {"name": "A; B"}],
        "national_funds_yen": -(10**15),
        "stated_cost_yen": 10**15,
        "source_page": 10**6,
        "source_line": 10**9,
        "continues": "p1",
    },
    {"municipality": "函館市", "municipality_code": "012025"},
]


def hostile(dataset_file: Written) -> Path:
    return dataset_file(*HOSTILE)


@pytest.mark.parametrize("bundled", [True, False])
def test_a_file_has_the_fields_of_list_first_with_their_values(
    kofukin: Kofukin, export: Callable[..., Path], dataset_file: Written, bundled: bool
) -> None:
    data = () if bundled else ("--data", str(hostile(dataset_file)))
    listed = kofukin("list", "-f", "json", *data).json
    found = rows(export("made.parquet", *data))
    assert [list(row)[: len(listed[0])] for row in found] == [list(row) for row in listed]
    assert [{name: row[name] for name in listed[0]} for row in found] == listed


def test_what_other_files_keep_beside_the_projects_is_in_the_row(export: Callable[..., Path]) -> None:
    youth = rows(export("made.parquet"))[0]
    assert youth["partner_shares"] == [
        {"name": "北海道", "municipality_code": "010006", "national_funds_yen": 2_997_000}
    ]
    assert (youth["continues"], youth["source_amount_line"], youth["document"]) == (
        *("sapporo-h28-youth", 13),
        "sapporo-h29-11",
    )
    assert (youth["prefecture_code"], youth["prefecture"], youth["corporate_number"], youth["lineage"]) == (
        *("01", "北海道", "9000020011002"),
        "suishin",
    )


def test_types_are_the_narrowest_that_hold_what_a_field_may_be(export: Callable[..., Path]) -> None:
    types = {field.name: str(field.type) for field in pq.read_schema(export("made.parquet"))}
    assert types["fiscal_year"] == types["last_fiscal_year"] == types["source_line"] == "int32"
    assert {types[name] for name in types if name.endswith("_yen")} == {"int64"}
    assert types["municipality_code"] == types["era_year"] == "string", "codes keep their leading zeros"
    assert types["partners"] == "list<element: string>"
    assert types["partner_shares"] == (
        "list<element: struct<name: string, municipality_code: string, national_funds_yen: int64>>"
    )
    assert "double" not in types.values()


def test_columns_say_what_they_mean_in_the_words_of_the_fields(export: Callable[..., Path]) -> None:
    columns = pq.read_schema(export("made.parquet"))
    funds = columns.field("national_funds_yen").metadata
    assert (funds[b"unit"], funds[b"role"], funds[b"title"].decode()) == (b"JPY", b"measure", "国費")
    assert funds[b"description"].startswith(b"the municipality's national funds")
    assert columns.field("id").metadata[b"role"] == b"key"
    assert columns.field("program").metadata[b"role"] == b"dimension"
    assert columns.field("program").metadata[b"references"] == b"programs.id"
    assert columns.field("counted_in").metadata[b"references"] == b"projects.id"
    assert not columns.field("id").nullable
    assert columns.field("national_funds_yen").nullable
    assert all(field.metadata[b"role"] for field in columns)
    assert [field.name for field in columns if b"description" not in field.metadata] == []


def test_the_file_says_whose_data_it_is_and_under_which_terms(export: Callable[..., Path]) -> None:
    said = {key.decode(): text.decode() for key, text in pq.read_metadata(export("made.parquet")).metadata.items()}
    assert (said["title"], said["version"]) == ("札幌市の地方創生関連交付金事業", "2026.11.27")
    assert "MIT License" in said["licence"]
    package = json.loads(said["datapackage"])
    assert package["sources"] == [{"title": "札幌市「地方創生関連交付金の対象事業について」（H29.11）"}]
    assert [table["name"] for table in package["resources"]] == [
        *("projects", "documents", "programs", "rounds", "remarks"),
        "datasets",
    ]
    assert package["resources"][0]["schema"]["primaryKey"] == ["id"]
    programs = package["resources"][2]["data"]
    assert [program["id"] for program in programs] == ["suishin", "kyoten", "kasokuka"]


@pytest.mark.parametrize("bundled", [True, False])
def test_a_validator_finds_the_tables_and_their_keys_sound(
    export: Callable[..., Path], dataset_file: Written, bundled: bool
) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    path = export("made.parquet", *(() if bundled else ("--data", str(hostile(dataset_file)))))
    package = described(path)
    package["resources"][0]["data"] = rows(path)
    names = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert names == pq.read_schema(path).names
    package["resources"] = [table for table in package["resources"] if table["data"]]  # it takes no empty ones
    there = {"", *(table["name"] for table in package["resources"])}
    for table in package["resources"]:
        keys = table["schema"]["foreignKeys"]
        table["schema"]["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in there]
    report = frictionless.Package(package).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_open_points_come_along(kofukin: Kofukin, export: Callable[..., Path], tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("事業名,国費（千円）\n甲事業,100\n乙事業,23.210千円\n,5\n", encoding="utf-8")
    given = ("--program", "推進", "--year", "H29", "--municipality", "札幌市")
    assert kofukin("import", str(source), "-o", str(tmp_path / "draft.toml"), *given).code == 1
    path = export("made.parquet", "--data", str(tmp_path / "draft.toml"))
    second = rows(path)[1]
    assert second["national_funds_yen"] is None
    assert {"kind": "open", "field": "national_funds_yen", "text": "23.210千円", "place": None} in second["remarks"]
    (of_file,) = (table["data"] for table in described(path)["resources"] if table["name"] == "remarks")
    assert [remark["text"] for remark in of_file] == ["unread: 5"]


def test_a_part_says_that_it_is_one_and_holds_what_it_needs(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "part.parquet"
    outcome = kofukin("export", "-o", str(path), "--year", "H29")
    assert outcome.err == "note: links to earlier projects that are not in this part are not written (1)\n"
    package = described(path)
    assert package["title"] == "札幌市の地方創生関連交付金事業 (part: Grant's fiscal year: H29)"
    tables = {table["name"]: table.get("data") for table in package["resources"]}
    assert [program["id"] for program in tables["programs"]] == ["suishin", "kyoten"]
    assert {round_["fiscal_year"] for round_ in tables["rounds"]} == {2017}
    assert {row["continues"] for row in rows(path)} == {None}


def test_an_entry_that_tells_anothers_joint_project_names_it(
    kofukin: Kofukin, export: Callable[..., Path], dataset_file: Written
) -> None:
    joint = {"name": "共同事業", "application": "joint", "national_funds_yen": 1_000}
    data = dataset_file(
        {**joint, "partners": [{"name": "函館市"}]},
        {**joint, "municipality": "函館市", "partners": [{"name": "札幌市"}]},
    )
    found = rows(export("made.parquet", "--data", str(data)))
    assert [row["counted_in"] for row in found] == [None, "p1"]
    once = kofukin("totals", "--once", "--by", "all", "-f", "json", "--data", str(data)).json
    assert once[0]["national_funds_yen"] == 1_000


def test_a_folder_has_a_file_for_each_year_without_the_year_in_it(export: Callable[..., Path]) -> None:
    whole, folder = rows(export("made.parquet")), export("by-year.parquet/")
    assert everything_in(folder) == [
        *("fiscal_year=2016", "fiscal_year=2016/part-0.parquet"),
        *("fiscal_year=2017", "fiscal_year=2017/part-0.parquet"),
    ]
    for year in (2016, 2017):
        found = rows(folder / f"fiscal_year={year}" / "part-0.parquet")
        of_year = [
            {name: row[name] for name in row if name != "fiscal_year"} for row in whole if row["fiscal_year"] == year
        ]
        assert found == of_year
    assert pq.read_table(folder).schema.field("fiscal_year").type.value_type == pa.int32()


@pytest.mark.parametrize("name", ["made.parquet", "made.parquet/"])
def test_the_same_data_gives_the_same_bytes(export: Callable[..., Path], tmp_path: Path, name: str) -> None:
    def content() -> dict[str, bytes]:
        path = export(name, "--force")
        files = [path] if path.is_file() else sorted(path.rglob("*.parquet"))
        return {file.as_posix(): file.read_bytes() for file in files}

    assert content() == content()
    assert len(everything_in(tmp_path)) == (1 if name == "made.parquet" else 5)


@pytest.mark.parametrize("name", ["made.parquet", "made.parquet/"])
def test_where_nothing_matches_there_is_a_table_without_rows(kofukin: Kofukin, tmp_path: Path, name: str) -> None:
    outcome = kofukin("export", "-o", f"{tmp_path}/{name}", "--year", "R9")
    assert (outcome.code, outcome.err.splitlines()[0]) == (0, "note: no project matches")
    assert pq.read_table(tmp_path / "made.parquet").num_rows == 0


def test_row_groups_are_bounded(
    monkeypatch: pytest.MonkeyPatch, export: Callable[..., Path], dataset_file: Written
) -> None:
    from kofukin.exporting import parquet, parquet_table

    monkeypatch.setattr(parquet_table, "AT_ONCE", 2)
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 4)
    path = export("made.parquet", "--data", str(dataset_file(*[{}] * 11)))
    metadata = pq.read_metadata(path)
    assert [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)] == [4, 4, 3]
    assert [row["id"] for row in rows(path)] == [f"p{number}" for number in range(1, 12)]


def test_a_folder_that_is_there_stays_without_force(kofukin: Kofukin, export: Callable[..., Path]) -> None:
    folder = export("made.parquet/", "--year", "H28")
    before = everything_in(folder)
    outcome = kofukin("export", "-o", f"{folder}/")
    assert (outcome.code, everything_in(folder)) == (1, before)
    assert outcome.err == f"error: {folder} exists already and was left as it is\nhint: --force replaces it\n"
    export("made.parquet/", "--force", "--year", "H29")
    assert everything_in(folder.parent) == [
        *("made.parquet", "made.parquet/fiscal_year=2017"),
        "made.parquet/fiscal_year=2017/part-0.parquet",
    ]


@pytest.mark.parametrize(
    "other",
    ["notes.txt", "fiscal_year=2016/notes.txt", "fiscal_year=2020/part-0.parquet", "fiscal_year=x/part-0.parquet"],
)
def test_a_folder_with_anything_else_is_never_replaced(
    kofukin: Kofukin, export: Callable[..., Path], tmp_path: Path, other: str
) -> None:
    folder = export("made.parquet/")
    (folder / other).parent.mkdir(exist_ok=True)
    (folder / other).write_text("theirs", encoding="utf-8")
    before = everything_in(tmp_path)
    outcome = kofukin("export", "-o", f"{folder}/", "--force")
    assert (outcome.code, everything_in(tmp_path), (folder / other).read_text(encoding="utf-8")) == (
        1,
        before,
        "theirs",
    )
    assert "which kofukin export did not write, and was left as it is" in outcome.err


def test_a_folder_of_another_programs_parquet_is_never_replaced(kofukin: Kofukin, tmp_path: Path) -> None:
    folder = tmp_path / "made.parquet"
    (folder / "fiscal_year=2017").mkdir(parents=True)
    pq.write_table(pa.table({"id": ["a"]}), folder / "fiscal_year=2017" / "part-0.parquet")
    assert kofukin("export", "-o", f"{folder}/", "--force").code == 1
    assert rows(folder / "fiscal_year=2017" / "part-0.parquet") == [{"id": "a"}]


def test_a_link_to_a_folder_stays_one(export: Callable[..., Path], tmp_path: Path) -> None:
    folder = export("real.parquet/")
    (tmp_path / "link.parquet").symlink_to(folder)
    export("link.parquet/", "--force", "--year", "H29")
    assert (tmp_path / "link.parquet").is_symlink()
    assert [path.name for path in folder.iterdir()] == ["fiscal_year=2017"]


def test_a_file_and_a_folder_of_one_name_are_told_apart(kofukin: Kofukin, export: Callable[..., Path]) -> None:
    folder, file = export("folder.parquet/"), export("file.parquet")
    outcome = kofukin("export", "-o", str(folder), "--force")
    assert outcome.err == (
        f"error: {folder} is a folder\n"
        f"hint: end it with a slash ({folder}/) to write a folder with a file for each fiscal year\n"
    )
    outcome = kofukin("export", "-o", f"{file}/", "--force")
    assert (outcome.code, outcome.err) == (1, f"error: {file} is not a folder\nhint: name another folder\n")
    assert file.is_file()


def test_of_two_runs_that_want_one_folder_one_gets_it(export: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "made.parquet"

    def write_while_another_does() -> None:
        with new_folder(path, force=False, foreign=foreign_in) as temporary:
            export("made.parquet/")
            (temporary / "fiscal_year=2016").mkdir()

    with pytest.raises(KofukinError, match="exists already and was left as it is"):
        write_while_another_does()
    assert [each.name for each in tmp_path.iterdir()] == ["made.parquet"]
    assert len(rows(path / "fiscal_year=2017" / "part-0.parquet")) == 5


def test_what_comes_into_a_folder_while_its_replacement_is_written_stays(
    export: Callable[..., Path], tmp_path: Path
) -> None:
    path = export("made.parquet/")

    def write_while_notes_are_taken() -> None:
        with new_folder(path, force=True, foreign=foreign_in):
            (path / "notes.txt").write_text("theirs", encoding="utf-8")

    with pytest.raises(KofukinError, match=r"holds notes\.txt, which kofukin export did not write"):
        write_while_notes_are_taken()
    assert [each.name for each in tmp_path.iterdir()] == ["made.parquet"]
    assert sorted(each.name for each in path.iterdir()) == ["fiscal_year=2016", "fiscal_year=2017", "notes.txt"]


@pytest.mark.parametrize("name", ["made.parquet", "made.parquet/"])
def test_a_full_disk_leaves_what_was_there(
    kofukin: Kofukin, export: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    path = export(name, "--year", "H28")
    there = everything_in(tmp_path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        outcome = kofukin("export", "-o", f"{tmp_path}/{name}", "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        f"error: cannot write {path}: {os.strerror(27)}\nhint: any file that was there is unchanged\n"
    )
    assert everything_in(tmp_path) == there


def test_damage_found_halfway_leaves_the_folder_that_was_there(
    kofukin: Kofukin, export: Callable[..., Path], tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.db"
    assert kofukin("export", "-o", str(damaged)).code == 0
    content = damaged.read_bytes()
    damaged.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    export("made.parquet/")
    there = everything_in(tmp_path)
    outcome = kofukin("export", "--data", str(damaged), "-o", f"{tmp_path}/made.parquet/", "--force")
    assert (outcome.code, everything_in(tmp_path)) == (1, there)


WHERE = """
import os, signal, sys
event, part, at, number = sys.argv[1:5]
del sys.argv[1:5]
seen = 0
def hook(happening, details):
    global seen
    if happening == event and part in str(details[0]):
        seen += 1
        if seen == int(at):
            os.kill(os.getpid(), int(number))
sys.addaudithook(hook)
from kofukin.cli import run
run()
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows ends processes in other ways")
@pytest.mark.parametrize(
    ("event", "part", "at"),
    [("os.mkdir", "fiscal_year=2017", 1), ("os.rename", "made.parquet", 1), ("os.rename", ".part", 1)],
)
def test_a_run_that_is_ended_leaves_the_folder_that_was_there_or_the_new_one(
    process: Process, export: Callable[..., Path], tmp_path: Path, event: str, part: str, at: int
) -> None:
    folder = export("made.parquet/", "--year", "H28")
    command = (sys.executable, "-c", WHERE, event, part, str(at), str(int(signal.SIGTERM)))
    ended = process("export", "-o", f"{folder}/", "--force", command=command)
    assert (ended.returncode, ended.stderr) == (143, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["made.parquet"]
    assert [path.name for path in folder.iterdir()] == ["fiscal_year=2016"]


def test_without_pyarrow_it_says_how_to_get_it(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    outcome = kofukin("export", "-o", str(tmp_path / "made.parquet"))
    assert outcome.err == (
        "error: this needs pyarrow, which is not installed\nhint: pip install 'kofukin[parquet]' installs it"
        " (inside a clone: pip install '.[parquet]')\n"
    )
    assert (outcome.code, list(tmp_path.iterdir())) == (1, [])


def test_nothing_else_loads_pyarrow(process: Process) -> None:
    says = "import sys; from kofukin import cli; cli.main(sys.argv[1:]); sys.exit('pyarrow' in sys.modules)"
    for arguments in (("list", "-f", "csv"), ("totals",), ("export", "--help")):
        assert process(*arguments, command=(sys.executable, "-c", says)).returncode == 0


@pytest.mark.parametrize("command", ["list", "check", "diff"])
def test_parquet_is_no_data_to_ask(kofukin: Kofukin, export: Callable[..., Path], command: str) -> None:
    path = str(export("made.parquet"))
    outcome = kofukin(command, *{"list": ("--data", path), "check": (path,), "diff": (str(BUNDLED), path)}[command])
    assert outcome.code == 1
    lines = (outcome.out + outcome.err).splitlines()
    said = f"{path}: this is Parquet, which kofukin writes and does not read; give it the .toml or .db it was made from"
    assert lines.count(said) == 1


def test_a_folder_of_parquet_is_no_data_to_ask(kofukin: Kofukin, export: Callable[..., Path]) -> None:
    outcome = kofukin("list", "--data", str(export("made.parquet/")))
    assert outcome.code == 1
    assert "holds no .toml or .db file" in outcome.err


def test_lists_and_totals_say_what_writes_parquet(kofukin: Kofukin, tmp_path: Path) -> None:
    for command in ("list", "totals"):
        outcome = kofukin(command, "-o", str(tmp_path / "made.parquet"))
        assert (outcome.code, outcome.err.splitlines()[1]) == (2, "hint: kofukin export writes .parquet")
