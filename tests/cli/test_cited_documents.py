"""Documents as the data describes them: which file was cited, what is known of it, and whether a file is that one."""

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import tomli
from python_calamine import CalamineWorkbook

from conftest import Kofukin
from datasets import BUNDLED, SOURCE

SHA256 = hashlib.sha256(SOURCE.read_bytes()).hexdigest()
TITLE = "札幌市「地方創生関連交付金の対象事業について」（H29.11）"
LIST = "事業名,交付決定額（千円）,年度\n朝の市事業,1200,R4\n夜の市事業,3400,R4\n"
GIVEN = ("--municipality", "みどり市", "-p", "推進")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def described(dataset_file: Callable[..., Path], document: str, *projects: dict[str, object]) -> str:
    path = dataset_file(*(projects or ({"source_document": "page"},)))
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[[document]]\n{document}", encoding="utf-8")
    return str(path)


def test_the_bundled_projects_cite_a_document_of_a_known_content(kofukin: Kofukin) -> None:
    document = kofukin("show", "なでしこ", "-f", "json").json["document"]
    assert (document["id"], document["title"], document["publisher"]) == ("sapporo-h29-11", TITLE, "札幌市")
    assert (document["published"], document["sha256"]) == ("H29.11", SHA256)
    assert (document["bytes"], document["address"], document["retrieved"]) == (len(SOURCE.read_bytes()), None, None)
    assert {row["source_document"] for row in kofukin("list", "-f", "json").json} == {TITLE}


def test_a_page_says_what_is_known_of_the_document(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    data = described(
        dataset_file,
        'id = "page"\ntitle = "市の頁"\naddress = "https://example.jp/a.pdf"\nretrieved = "2026-11-24"\n'
        "pages = 1_200\n",
    )
    lines = kofukin("show", "p1", "--data", data, "--lang", "ja").lines
    for line in ("出典      市の頁", "所在      https://example.jp/a.pdf", "取得日    2026-11-24", "ページ数  1,200"):
        assert line in lines
    citation = kofukin("show", "p1", "--data", data, "-f", "json", "--lang", "ja").json["citation"]
    assert "市の頁、https://example.jp/a.pdf、2026-11-24 取得" in citation


def test_a_title_is_a_source_as_before(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    data = str(dataset_file({}))
    assert "document" not in kofukin("show", "p1", "--data", data, "-f", "json").json
    both = described(dataset_file, 'id = "page"\ntitle = "市の頁"\n', {"source_document": "市の別の頁"})
    assert kofukin("list", "--data", both, "-f", "json").json[0]["source_document"] == "市の別の頁"


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('id = "page"\ntitle = "頁"\nsha256 = "c287"\n', "document[0].sha256: no SHA-256, which has 64 hexadecimal"),
        (f'id = "page"\ntitle = "頁"\nsha256 = "{"g" * 64}"\n', "document[0].sha256: no SHA-256, which has 64"),
        (
            'id = "page"\ntitle = "頁"\nretrieved = "H29.11"\n',
            "document[0].retrieved: no date (like 2026-11-24): H29.11",
        ),
        ('id = "other"\ntitle = "頁"\n', "project[0].source_document: there is no [[document]] page (there are other)"),
        ('id = "list.csv"\ntitle = "頁"\n', "document[0].id: not in the expected form: list.csv"),
        ('id = "page"\n', "document[0]: title is missing"),
        ('id = "page"\ntitle = "頁"\npages = 0\n', "document[0].pages: not from 1 to 1000000: 0"),
        (
            'id = "page"\ntitle = "頁"\n[[document]]\nid = "page"\ntitle = "二"\n',
            "document[1].id: page is already used at number 0 (counted from 0)",
        ),
    ],
)
def test_what_is_no_document_is_one_clear_line(
    kofukin: Kofukin, dataset_file: Callable[..., Path], document: str, reason: str
) -> None:
    outcome = kofukin("check", described(dataset_file, document))
    assert (outcome.code, len(outcome.lines)) == (1, 1)
    assert f": {reason}" in outcome.out


def test_two_files_may_describe_one_document_but_not_differently(kofukin: Kofukin, tmp_path: Path) -> None:
    text = BUNDLED.read_text(encoding="utf-8")
    other = text.replace('id = "sapporo-h2', 'id = "again-h2').replace('id = "again-h29-11"', 'id = "sapporo-h29-11"')
    other = other.replace('continues = "sapporo', 'continues = "again')
    Path("same.toml").write_text(other, encoding="utf-8")
    Path("differs.toml").write_text(other.replace("bytes = 1_959", "bytes = 1_960"), encoding="utf-8")
    assert kofukin("list", "--data", str(BUNDLED), "--data", "same.toml").code == 0
    outcome = kofukin("list", "--data", str(BUNDLED), "--data", "differs.toml")
    assert outcome.code == 1
    assert f"differs.toml: document sapporo-h29-11 differs from that in {BUNDLED} in bytes; if it" in outcome.err
    assert "の bytes が" in kofukin("check", str(BUNDLED), "differs.toml", "--lang", "ja").out


def test_what_one_file_does_not_say_of_a_document_another_may(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    said = {"one": 'publisher = "市"\nsha256 = "' + "a" * 64 + '"', "two": 'sha256 = "' + "A" * 64 + '"\npages = 3'}
    paths = []
    for name, facts in said.items():
        path = dataset_file({"id": name, "source_document": "page"}, name=f"{name}.toml")
        text = f'{path.read_text(encoding="utf-8")}\n[[document]]\nid = "page"\ntitle = "頁"\n{facts}\n'
        path.write_text(text, encoding="utf-8")
        paths += ["--data", str(path)]
    for project in said:
        document = kofukin("show", project, *paths, "-f", "json").json["document"]
        assert (document["publisher"], document["sha256"], document["pages"]) == ("市", "a" * 64, 3)
    kofukin("export", *paths, "-o", "both.toml")
    assert kofukin("check", "both.toml").code == 0
    assert Path("both.toml").read_text(encoding="utf-8").count("[[document]]") == 1


WHOLE = """
[[document]]
id = "page"
title = "=頁 {x} \\"2\\""
publisher = "市"
published = "R4.4"
address = "https://example.jp/a.pdf"
sha256 = "{hash}"
bytes = 12_345
retrieved = "2026-11-24"
pages = 12
licence = "CC BY 4.0"

[[document]]
id = "bare"
title = "題だけ"
""".replace("{hash}", "Ab" * 32)


def test_documents_come_back_whole_from_every_file_that_keeps_them(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file({"source_document": "page"}, {"source_document": "bare"}, {"source_document": "別の資料"})
    path.write_text(path.read_text(encoding="utf-8") + WHOLE, encoding="utf-8")
    kofukin("export", "--data", str(path), "-o", "a.db")
    for before, after in (("a.db", "b.toml"), ("b.toml", "c.db"), ("c.db", "d.toml")):
        kofukin("export", "--data", before, "-o", after)
    described = [tomli.loads(Path(name).read_text(encoding="utf-8"))["document"] for name in (path, "b.toml", "d.toml")]
    assert described[0] == described[1] == described[2]
    kofukin("export", "--data", "a.db", "-o", "a.zip")
    with zipfile.ZipFile("a.zip") as package:
        rows = list(csv.DictReader(io.StringIO(package.read("documents.csv").decode())))
    assert rows[0] == {name: str(value) for name, value in described[0][0].items()} | {"title": '\'=頁 {x} "2"'}
    for ending in (".csv", ".json"):
        said = kofukin("export", "--data", "a.db", "-o", f"a{ending}").err
        assert "what is known of documents beside their titles (2)" in said


def test_a_part_has_the_documents_that_its_projects_cite(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    path = dataset_file({"source_document": "page", "name": "朝"}, {"source_document": "bare", "name": "夜"})
    path.write_text(path.read_text(encoding="utf-8") + WHOLE, encoding="utf-8")
    kofukin("export", "--data", str(path), "夜", "-o", "part.toml")
    assert [each["id"] for each in tomli.loads(Path("part.toml").read_text(encoding="utf-8"))["document"]] == ["bare"]


@pytest.mark.parametrize("name", ["list.csv", "https---example.jp-r4.csv", "採択一覧（案）.csv", ".csv", "A B.csv"])
def test_an_import_never_makes_up_what_it_does_not_know(kofukin: Kofukin, name: str) -> None:
    Path(name).write_text(LIST, encoding="utf-8")
    assert kofukin("import", f"./{name}" if name == ".csv" else name, "-o", "draft.toml", *GIVEN).code in (0, 2)
    if name != ".csv":
        (document,) = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))["document"]
        assert set(document) == {"id", "title", "sha256", "bytes"}
        assert document["title"] == name


def test_one_file_under_two_names_is_two_documents_that_are_said_to_be_one_file(kofukin: Kofukin) -> None:
    Path("a.csv").write_text(LIST, encoding="utf-8")
    Path("b.csv").write_text(LIST, encoding="utf-8")
    outcome = kofukin("import", "a.csv", "b.csv", "-o", "draft.toml", *GIVEN)
    assert outcome.code == 1
    assert "2 open points" in outcome.err or "open point" in outcome.err
    first, second = (document["id"] for document in tomli.loads(Path("draft.toml").read_text("utf-8"))["document"])
    assert first.removeprefix("a-") == second.removeprefix("b-")
    assert f"document.{second}.sha256: the same file as document {first}" in kofukin("check", "draft.toml").out


def test_of_standard_input_no_more_is_known_than_what_was_read(
    kofukin: Kofukin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LIST.encode()), encoding="utf-8"))
    assert kofukin("import", "-", "-o", "draft.toml", *GIVEN).code == 0
    (document,) = tomli.loads(Path("draft.toml").read_text(encoding="utf-8"))["document"]
    assert set(document) == {"id", "title", "sha256", "bytes"}
    assert (document["title"], document["bytes"]) == ("stdin.csv", len(LIST.encode()))
    row = kofukin("list", "--data", "draft.toml", "-f", "json").json[0]
    shown = kofukin("show", row["id"], "--data", "draft.toml", "--lang", "ja").out
    assert document["sha256"] in shown
    for label in ("公表者", "公表時期", "利用条件", "取得日", "所在"):
        assert label not in shown
    Path("saved.csv").write_text(LIST, encoding="utf-8")
    said = kofukin("check", "draft.toml", "--source", "saved.csv").lines
    assert said[0].startswith(f"saved.csv is the document that was cited, {document['id']} (SHA-256 ")


def test_documents_survive_every_whole_file(kofukin: Kofukin) -> None:
    kofukin("export", "-o", "a.db")
    kofukin("export", "--data", "a.db", "-o", "b.toml")
    kofukin("export", "--data", "b.toml", "-o", "c.db")
    assert Path("a.db").read_bytes() == Path("c.db").read_bytes()
    assert 'source_document = "sapporo-h29-11"' in Path("b.toml").read_text(encoding="utf-8")
    with closing(sqlite3.connect("a.db")) as connection:
        assert connection.execute("SELECT id, title, sha256, bytes FROM document").fetchall() == [
            ("sapporo-h29-11", TITLE, SHA256, 1959)
        ]
    kofukin("export", "-o", "d.zip")
    with zipfile.ZipFile("d.zip") as package:
        (document,) = csv.DictReader(io.StringIO(package.read("documents.csv").decode()))
        projects = list(csv.DictReader(io.StringIO(package.read("projects.csv").decode())))
        described = json.loads(package.read("datapackage.json"))
    assert (document["id"], document["sha256"], document["address"]) == ("sapporo-h29-11", SHA256, "")
    assert {(p["document"], p["source_document"]) for p in projects} == {("sapporo-h29-11", TITLE)}
    keys = described["resources"][0]["schema"]["foreignKeys"]
    assert {"fields": ["document"], "reference": {"resource": "documents", "fields": ["id"]}} in keys


def test_a_database_of_an_earlier_form_is_refused_with_what_to_do(kofukin: Kofukin) -> None:
    kofukin("export", "-o", "a.db")
    with closing(sqlite3.connect("a.db")) as connection:
        connection.execute("PRAGMA user_version = 3")
    outcome = kofukin("list", "--data", "a.db")
    assert (outcome.code, outcome.out) == (1, "")
    assert "a.db follows schema 3, not 4" in outcome.err


def test_the_workbook_names_the_documents(kofukin: Kofukin) -> None:
    kofukin("list", "-o", "a.xlsx", "--lang", "ja")
    rows = CalamineWorkbook.from_path("a.xlsx").get_sheet_by_name("出典").to_python()
    at = next(number for number, row in enumerate(rows) if row[0] == "資料")
    known = dict(zip(rows[at + 1], rows[at + 2], strict=True))
    assert (known["資料名"], known["公表者"], known["公表時期"]) == (TITLE, "札幌市", "H29.11")
    assert (known["引用したページ"], known["事業数"], known["SHA-256"]) == ("1-2", 11, SHA256)


def test_bibtex_and_csl_hold_what_is_known_and_the_figure(kofukin: Kofukin, dataset_file: Callable[..., Path]) -> None:
    outcome = kofukin("show", "なでしこ", "--cite", "bibtex", "--lang", "ja")
    assert outcome.lines[:5] == [
        "@misc{sapporo-h28-women,",
        f"  title = {{{{{TITLE}}}}},",
        "  author = {{札幌市}},",
        "  year = {2017},",
        "  month = {11},",
    ]
    assert "12,700,000 円" in outcome.lines[5]
    assert outcome.lines[6:] == ["}"]
    (csl,) = kofukin("show", "なでしこ", "--cite", "csl").json
    assert (csl["type"], csl["title"], csl["author"]) == ("document", TITLE, [{"literal": "札幌市"}])
    assert csl["issued"] == {"date-parts": [[2017, 11]]}
    assert "URL" not in csl
    data = described(
        dataset_file,
        'id = "page"\ntitle = "50% & {more}_#\\\\"\npublished = "平成二十九年"\naddress = "https://example.jp/a_b"\n'
        'retrieved = "2026-11-24"\n',
    )
    lines = kofukin("show", "p1", "--data", data, "--cite", "bibtex").lines
    assert lines[1] == r"  title = {{50\% \& \textbraceleft{}more\textbraceright{}\_\#\textbackslash{}}},"
    assert lines[2:5] == ["  year = {2017},", "  url = {https://example.jp/a_b},", "  urldate = {2026-11-24},"]
    (csl,) = kofukin("show", "p1", "--data", data, "--cite", "csl").json
    assert (csl["issued"], csl["accessed"]) == ({"date-parts": [[2017]]}, {"date-parts": [[2026, 11, 24]]})
    (csl,) = kofukin("show", "p1", "--data", str(dataset_file({}, name="plain.toml")), "--cite", "csl").json
    assert list(csl) == ["id", "type", "title", "note"]


@pytest.mark.parametrize("published", ["春", "H29.13", "2017年11月31日頃"])
def test_what_is_no_date_is_cited_as_it_stands(
    kofukin: Kofukin, dataset_file: Callable[..., Path], published: str
) -> None:
    data = described(dataset_file, f'id = "page"\ntitle = "頁"\npublished = "{published}"\n')
    (csl,) = kofukin("show", "p1", "--data", data, "--cite", "csl").json
    assert csl["issued"] == {"literal": published}
    assert f"  year = {{{published}}}," in kofukin("show", "p1", "--data", data, "--cite", "bibtex").lines


def test_an_unknown_style_names_those_there_are(kofukin: Kofukin) -> None:
    outcome = kofukin("show", "なでしこ", "--cite", "apa")
    assert (outcome.code, outcome.out) == (2, "")
    assert "bibtex, csl" in outcome.err


def test_an_import_describes_its_files(kofukin: Kofukin) -> None:
    for folder in ("one", "two"):
        Path(folder).mkdir()
    Path("one/list.csv").write_text(LIST, encoding="utf-8")
    Path("two/list.csv").write_text(LIST.replace("市事業", "町事業"), encoding="utf-8")
    sha256 = hashlib.sha256(Path("one/list.csv").read_bytes()).hexdigest()
    for draft in ("draft.toml", "draft.db"):
        assert kofukin("import", "one/list.csv", "two/list.csv", "-o", draft, *GIVEN).code == 0
        rows = kofukin("list", "--data", draft, "-f", "json").json
        assert [row["source_document"] for row in rows] == ["list.csv"] * 4
        shown = [kofukin("show", row["id"], "--data", draft, "-f", "json").json["document"] for row in rows]
        assert [document["sha256"] == sha256 for document in shown] == [True, True, False, False]
        assert (shown[0]["id"], shown[0]["title"]) == (f"list-{sha256[:8]}", "list.csv")
        assert shown[0]["bytes"] == len(LIST.encode())
        assert kofukin("check", draft).code == 0


def test_a_row_that_names_its_own_source_keeps_it(kofukin: Kofukin) -> None:
    Path("list.csv").write_text(
        "事業名,国費（千円）,年度,source_document\n朝の市事業,1200,R4,page\n夜の市事業,3400,R4,市の頁\n夕の市事業,1,R4,\n",
        encoding="utf-8",
    )
    for draft in ("draft.toml", "draft.db", "again.toml"):
        if draft != "again.toml":
            kofukin("import", "list.csv", "-o", draft, *GIVEN)
        else:
            kofukin("export", "--data", "draft.db", "-o", draft)
        rows = kofukin("list", "--data", draft, "-f", "json").json
        assert [row["source_document"] for row in rows] == ["page", "市の頁", "list.csv"]
        assert kofukin("check", draft).code == 0, draft


def test_another_version_that_holds_every_figure_is_a_source_too(kofukin: Kofukin) -> None:
    Path("other.txt").write_bytes(SOURCE.read_bytes() + b"\n")
    outcome = kofukin("check", str(BUNDLED), "--source", "other.txt")
    assert outcome.code == 0
    assert outcome.lines[0].startswith(
        "note: other.txt is another version of the document sapporo-h29-11 (its SHA-256, "
    )
    assert outcome.lines[1] == "the bundled dataset: 11 names and 16 amounts confirmed in other.txt"
    assert "別の版" in kofukin("check", str(BUNDLED), "--source", "other.txt", "--lang", "ja").lines[0]


def test_only_the_projects_of_a_document_are_looked_for_in_it(kofukin: Kofukin) -> None:
    for name, project in (("one", "朝の市事業"), ("two", "夜の市事業")):
        Path(f"{name}.md").write_text(f"令和4年度 地方創生推進交付金\n- {project} 国費 1,200 千円\n", encoding="utf-8")
    kofukin("import", "one.md", "two.md", "-o", "draft.toml", "--municipality", "みどり市")
    outcome = kofukin("check", "draft.toml", "--source", "two.md")
    assert outcome.code == 0
    assert [line.partition(" (")[0] for line in outcome.lines] == [
        f"two.md is the document that was cited, two-{hashlib.sha256(Path('two.md').read_bytes()).hexdigest()[:8]}",
        f"note: 1 project of other documents than two-{hashlib.sha256(Path('two.md').read_bytes()).hexdigest()[:8]}"
        " not looked for",
        "draft.toml: 1 name and 1 amount confirmed in two.md",
    ]
    Path("three.md").write_text("別の資料\n", encoding="utf-8")
    outcome = kofukin("check", "draft.toml", "--source", "three.md")
    assert outcome.code == 1
    assert len(outcome.lines) == 1
    assert "the file of --source is none of the documents in the dataset (one-" in outcome.lines[0]


def test_bytes_that_are_not_the_files_are_a_problem(kofukin: Kofukin) -> None:
    wrong = BUNDLED.read_text(encoding="utf-8").replace("bytes = 1_959", "bytes = 1_960")
    Path("wrong.toml").write_text(wrong, encoding="utf-8")
    outcome = kofukin("check", "wrong.toml", "--source", str(SOURCE))
    assert outcome.code == 1
    assert outcome.lines[0] == "wrong.toml: document.sapporo-h29-11.bytes: it says 1960, the file has 1959"


@pytest.mark.parametrize("name", ["page.pdf", "nowhere.pdf", "page.txt"])
def test_a_source_that_is_none_is_one_clear_line(kofukin: Kofukin, name: str) -> None:
    Path("page.pdf").write_bytes(b"none")
    outcome = kofukin("check", "--source", name)
    assert (outcome.code, len(outcome.lines)) == (1, 1)
    assert name in outcome.out


@pytest.mark.parametrize(
    ("column", "value", "is_kept"),
    [
        ("sha256", "12ab", False),
        ("sha256", "g" * 64, False),
        ("sha256", "A" * 64, True),
        ("retrieved", "2026-02-30", False),
        ("retrieved", "昨日", False),
        ("retrieved", "2026-11-24T10:00", False),
        ("retrieved", "2024-02-29", True),
        ("retrieved", None, True),
        ("bytes", -1, False),
        ("pages", "two", False),
        ("title", None, False),
    ],
)
def test_a_database_takes_no_value_that_a_file_may_not_state(
    kofukin: Kofukin, column: str, value: object, is_kept: bool
) -> None:
    kofukin("export", "-o", "a.db")
    with closing(sqlite3.connect("a.db")) as connection:
        if is_kept:
            connection.execute(f"UPDATE document SET {column} = ?", (value,))
            connection.commit()
            assert kofukin("check", "a.db").code == 0
            return
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"UPDATE document SET {column} = ?", (value,))
        connection.execute("PRAGMA ignore_check_constraints = ON")
        if column != "title":
            connection.execute(f"UPDATE document SET {column} = ?", (value,))
            connection.commit()
            outcome = kofukin("show", "なでしこ", "--data", "a.db", "--cite", "csl")
            assert (outcome.code, outcome.out) == (1, "")
            assert f"a.db: document.{column} holds values that it must not, in 1 row" in outcome.err
