"""``kofukin.open()``: the answers of the command line as plain Python values."""

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, assert_type

import pytest

import kofukin as package
from conftest import IDS, Kofukin
from kofukin.from_python import Page, Row
from kofukin.messages import LANGUAGES

Ask = Callable[[package.Data], Any]


@pytest.fixture
def data() -> Iterator[package.Data]:
    with package.open() as opened:
        yield opened


SAME: list[tuple[Ask, list[str]]] = [
    (lambda data: data.list(), ["list"]),
    (lambda data: data.list(year="H29", program="推進"), ["list", "--year", "H29", "--program", "推進"]),
    (lambda data: data.list(year=2016, application="joint"), ["list", "--year", "2016", "-a", "joint"]),
    (lambda data: data.list(year=[2016, "H29"], min=30_000_000), ["list", "--year", "H28,H29", "--min", "30000000"]),
    (lambda data: data.list(active="H30", max="3000万円"), ["list", "--active", "H30", "--max", "3000万円"]),
    (lambda data: data.list("観光", "産業"), ["list", "観光", "産業"]),
    (lambda data: data.list(partner="北海道", municipality="011002"), ["list", "--partner", "北海道"]),
    (
        lambda data: data.list(columns="id,name", sort="national_funds_yen:desc", limit=3),
        ["list", "-c", "id,name", "--sort", "national_funds_yen:desc", "--limit", "3"],
    ),
    (lambda data: data.list(columns="all"), ["list", "-c", "all"]),
    (lambda data: data.list(year=None, min=None, columns=["id"]), ["list", "-c", "id"]),
    (lambda data: data.totals(), ["totals"]),
    (lambda data: data.totals(by=["year", "program"], year=2017), ["totals", "--by", "year,program", "--year", "H29"]),
    (lambda data: data.totals(by="all", columns=("projects",)), ["totals", "--by", "all", "-c", "projects"]),
    (lambda data: data.totals(sort="projects:desc"), ["totals", "--sort", "projects:desc"]),
    (lambda data: data.show("なでしこ"), ["show", "なでしこ"]),
    (lambda data: data.show("sapporo-h28-youth", language="ja"), ["show", "sapporo-h28-youth", "--lang", "ja"]),
    (lambda data: data.programs(), ["programs"]),
    (lambda data: [data.program("推進")], ["programs", "推進"]),
    (lambda data: [data.program("デジ田交付金")], ["programs", "denen"]),
    (lambda data: data.totals(by="lineage"), ["totals", "--by", "lineage"]),
    (
        lambda data: data.totals(by=["program", "year"], columns="share_of_nation,share_of_nation_gap"),
        ["totals", "--by", "program,year", "-c", "share_of_nation,share_of_nation_gap"],
    ),
    (lambda data: data.list(columns=["id", "corporate_number"]), ["list", "-c", "id,corporate_number"]),
    (lambda data: data.list("どこにもない語"), ["list", "どこにもない語"]),
]


@pytest.mark.parametrize(("ask", "arguments"), SAME, ids=lambda given: " ".join(given) if type(given) is list else "")
def test_an_answer_is_that_of_the_command_line(
    data: package.Data, kofukin: Kofukin, ask: Ask, arguments: list[str]
) -> None:
    assert ask(data) == kofukin(*arguments, "-f", "json").json


def test_values_are_of_their_own_types_and_unknown_is_none(data: package.Data) -> None:
    rows = data.list()
    assert_type(rows, list[Row])
    assert_type(data.totals(), list[Row])
    assert_type(data.program("推進"), Page)
    assert [row["id"] for row in rows] == IDS
    youth = data.show("sapporo-h28-youth")
    assert youth["fiscal_year"] == 2016
    assert youth["national_funds_yen"] == 59_500_000
    assert youth["municipality_code"] == "011002"
    assert youth["partners"] == ["北海道", "6 自治体"]
    assert youth["stated_cost_yen"] is None
    plain = {str, int, float, list, type(None)}
    assert {type(value) for row in rows for value in row.values()} <= plain


def test_what_differs_is_that_of_the_command_line(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    old = dataset_file({"id": "a", "national_funds_yen": 1}, {"id": "b"}, name="old.toml")
    new = dataset_file({"id": "a", "national_funds_yen": 2}, name="new.toml")
    with package.open(old) as before, package.open(str(new)) as after:
        rows = before.diff(after)
        assert rows == kofukin("diff", str(old), str(new), "-f", "json").json
        assert [(row["change"], row["before"], row["after"]) for row in rows] == [
            ("changed", 1, 2),
            ("gone", None, None),
        ]
        assert before.diff(after, min=1, columns="id") == [{"id": "a"}]
        assert before.diff(before, places=True) == []


def test_several_files_and_folders_are_asked_together(dataset_file: Callable[..., Path], tmp_path: Path) -> None:
    one, other = dataset_file({"id": "a"}, name="one.toml"), dataset_file({"id": "b"}, name="other.toml")
    with package.open(one, other) as data:
        assert [row["id"] for row in data.list()] == ["a", "b"]
    (tmp_path / "table.csv").write_text("x", encoding="utf-8")
    with pytest.warns(UserWarning, match="table.csv"), package.open(tmp_path) as data:
        assert len(data.list()) == 2


def test_a_joint_project_of_two_lists_can_be_counted_once(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    joint = {"name": "広域観光事業", "application": "joint", "national_funds_yen": 100}
    path = dataset_file(
        {**joint, "municipality": "札幌市", "partners": [{"name": "小樽市", "national_funds_yen": 100}]},
        {**joint, "municipality": "小樽市", "partners": [{"name": "札幌市", "national_funds_yen": 100}]},
    )
    with package.open(path) as data:
        assert [row["projects"] for row in data.totals()] == [2]
        rows = data.totals(once=True)
        assert [row["projects"] for row in rows] == [1]
        assert rows == kofukin("totals", "--data", str(path), "--once", "-f", "json").json


BAD: list[tuple[Ask, str, str]] = [
    (lambda data: data.list(year="H0"), "not a fiscal year: H0", "2017"),
    (lambda data: data.list(year=29), "not a fiscal year: 29", "2017"),
    (lambda data: data.list(program="なんとか"), "no such program: なんとか", "suishin"),
    (lambda data: data.list(application="tandem"), "no such application type: tandem", "joint"),
    (lambda data: data.list(min="たくさん"), "not an amount: たくさん", "30000000"),
    (lambda data: data.list(min=5, max=3), "no project can match", "swap"),
    (lambda data: data.list(columns="colour"), "no such column: colour", "national_funds_yen"),
    (lambda data: data.list(sort="colour"), "cannot sort by colour", "national_funds_yen"),
    (lambda data: data.list(sort="name:up"), "sort direction", "national_funds_yen:desc"),
    (lambda data: data.list(limit=-1), "limit takes a whole number", "limit=10"),
    (lambda data: data.totals(by="colour"), "no such dimension: colour", "program"),
    (lambda data: data.totals(by=["all", "year"]), "all cannot be combined", "program"),
    (lambda data: data.show("さっぽろ圏"), "several projects match", "sapporo-h29-youth"),
    (lambda data: data.show("zzz"), "no such project: zzz", "kofukin list"),
    (lambda data: data.show("なでしこ", language="fr"), "language", "ja, en"),  # type: ignore[arg-type]
    (lambda data: data.program("zzz"), "no such program: zzz", "suishin"),
    (lambda data: data.program("交付"), "several programs", "suishin"),
    (lambda data: data.totals(columns="change_yen"), "change_yen compares years", 'by="year,program"'),
    (lambda data: data.totals(columns="share_of_nation"), "share_of_nation is of a program", 'by="program,year"'),
    (lambda data: data.list(year=[2016] * 300), "year: at most 200", "fewer"),
    (lambda data: data.list(*["観光"] * 300), "at most 200", "fewer"),
]


@pytest.mark.parametrize(("ask", "message", "hint"), BAD, ids=[message for _, message, _ in BAD])
def test_what_cannot_be_asked_is_an_error_with_a_hint(data: package.Data, ask: Ask, message: str, hint: str) -> None:
    with pytest.raises(package.KofukinError) as raised:
        ask(data)
    assert message in str(raised.value)
    assert hint in str(raised.value.hint)
    assert any(hint in note for note in raised.value.__notes__), "Python's traceback shows it too"
    for language in LANGUAGES:
        said = [raised.value.message, raised.value.hint, *raised.value.details]
        assert "--" not in "".join(text.in_(language) for text in said if text is not None)


def test_the_same_mistake_names_options_on_the_command_line(kofukin: Kofukin) -> None:
    for arguments, said in (
        (("totals", "-c", "change_yen"), "add year to the dimensions: --by year,program"),
        (("list", "--limit", "-1"), "--limit takes a whole number, 0 or more: -1"),
        (("list", "--limit", "-1"), "hint: for example --limit 10"),
        (("list", "--min", "5", "--max", "3"), "hint: swap --min and --max"),
    ):
        assert said in kofukin(*arguments).err


def test_an_error_passes_between_processes_whole(data: package.Data) -> None:
    with pytest.raises(package.KofukinError) as raised:
        data.list(min=5, max=3)
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is type(raised.value)
    assert (str(again), str(again.hint), again.__notes__) == (
        "min 5 yen is above max 3 yen, so no project can match",
        "swap min and max",
        ["hint: swap min and max"],
    )


def test_data_is_for_the_thread_that_opened_it(data: package.Data) -> None:
    failures: list[package.KofukinError] = []

    def ask(question: Callable[[], object]) -> None:
        with pytest.raises(package.KofukinError) as raised:
            question()
        failures.append(raised.value)

    for question in (data.list, lambda: data.program("推進"), data.close):
        thread = threading.Thread(target=ask, args=(question,))
        thread.start()
        thread.join()
    assert [str(failure) for failure in failures] == ["the data was opened in another thread"] * 3
    assert len(data.list()) == len(IDS)


def test_each_thread_may_open_the_data_for_itself() -> None:
    def ask(year: str) -> int:
        with package.open() as opened:
            return len(opened.list(year=year))

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(ask, ["H28", "H29"] * 4)] == [6, 5] * 4


def test_values_may_come_from_a_generator(data: package.Data) -> None:
    assert len(data.list(year=(year for year in (2016, 2017)), program=iter(["推進"]))) == 8


def test_a_filter_that_is_none_is_a_type_error(data: package.Data) -> None:
    with pytest.raises(TypeError, match="colour"):
        data.list(colour="red")  # type: ignore[call-arg]


def test_a_bad_dataset_names_each_problem(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('[dataset]\nid = "x"\ntitle = "x"\nversion = "1"\n[[project]]\nid = "a"\n', encoding="utf-8")
    with pytest.raises(package.KofukinError) as raised:
        package.open(broken)
    assert len(raised.value.details) >= 2
    assert "fiscal_year is missing" in str(raised.value.__notes__)
    with pytest.raises(package.KofukinError) as raised:
        package.open(tmp_path / "none.toml")
    assert "no such file" in str(raised.value.details[0])
    with pytest.raises(package.KofukinError, match="names no file"):
        package.open("")


def test_a_damaged_database_is_told_and_not_an_error_of_sqlite(tmp_path: Path, kofukin: Kofukin) -> None:
    path = tmp_path / "grants.db"
    assert kofukin("export", "-o", str(path)).code == 0
    whole = path.read_bytes()
    with package.open(path) as data:
        assert len(data.list()) == len(IDS)
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(package.KofukinError):
            data.list()


def test_closed_data_cannot_be_asked() -> None:
    data = package.open()
    assert repr(data) == "<kofukin.Data kofukin>"
    data.close()
    data.close()
    with pytest.raises(package.KofukinError) as raised:
        data.list()
    assert str(raised.value) == "the data is closed"
    assert repr(data) == "<kofukin.Data kofukin, closed>"


def test_messages_are_sentences_in_both_languages(data: package.Data) -> None:
    with pytest.raises(package.KofukinError) as raised:
        data.list(year="H0")
    assert raised.value.message.in_("ja") == "年度として読めません: H0"


def modules_after(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules); {statement}; print(); print(*{{*sys.modules}} - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    return set(done.stdout.splitlines()[-1].split())


def test_importing_it_loads_nothing_else() -> None:
    loaded = modules_after("import kofukin")
    assert {name for name in loaded if name.startswith("kofukin")} == {"kofukin"}
    assert not loaded & {"sqlite3", "typing", "typer", "rich"}


def test_asking_from_python_loads_neither_the_command_line_nor_drawing() -> None:
    loaded = modules_after("import kofukin; kofukin.open().list()")
    assert "kofukin.from_python" in loaded
    assert not loaded & {"typer", "rich", "kofukin.cli"}


def test_the_command_line_does_not_load_what_is_for_python() -> None:
    loaded = modules_after("from kofukin import cli; cli.main(['list', '-f', 'csv', '-o', '-', '--limit', '0'])")
    assert "kofukin.from_python" not in loaded
    assert "kofukin.comparing" not in loaded


def test_the_names_are_found_and_no_others() -> None:
    assert package.__all__ == ["Data", "KofukinError", "open"]
    assert all(getattr(package, name) for name in package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        package.colour  # type: ignore[attr-defined]  # noqa: B018 - looking it up is the test


def test_rows_are_ready_for_pandas(data: package.Data) -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pd.DataFrame(data.list()).convert_dtypes()
    assert frame["national_funds_yen"].dtype == "Int64"
    assert frame["partner_national_funds_yen"].dtype == "Int64"
    assert frame["partner_national_funds_yen"].isna().sum() == 6
    by_program = frame.groupby("program")["national_funds_yen"].sum().to_dict()
    totals = pd.DataFrame(data.totals(by=["program"])).set_index("program")
    assert by_program == totals["national_funds_yen"].to_dict()
    assert frame["municipality_code"].unique().tolist() == ["011002"]
