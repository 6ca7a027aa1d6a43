"""``check --source``: which of the documents a file is, and what it says of their figures."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Kofukin
from datasets import BUNDLED, SOURCE

HEAD = "令和4年度 地方創生推進交付金\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def drafted(kofukin: Kofukin, **texts: str) -> str:
    """Import a text for each name, ``one.md`` and so on, and return the draft."""
    for name, lines in texts.items():
        Path(f"{name}.md").write_text(HEAD + lines, encoding="utf-8")
    names = [f"{name}.md" for name in texts]
    assert kofukin("import", *names, "-o", "draft.toml", "--municipality", "みどり市").code == 0
    return "draft.toml"


def id_of(name: str) -> str:
    return f"{Path(name).stem}-{hashlib.sha256(Path(name).read_bytes()).hexdigest()[:8]}"


MORNING, NIGHT, NOON = (f"- {name}の市事業 国費 {yen} 千円\n" for name, yen in (("朝", 120), ("夜", 340), ("昼", 560)))


def test_content_goes_before_a_name(kofukin: Kofukin) -> None:
    draft = drafted(kofukin, one=MORNING, two=NIGHT)
    known = id_of("two.md")
    Path("two.md").rename("three.md")
    Path("one.md").rename("two.md")
    Path("three.md").rename("one.md")
    outcome = kofukin("check", draft, "--source", "one.md")
    assert outcome.code == 0
    assert outcome.lines[0].startswith(f"one.md is the document that was cited, {known} (SHA-256 ")
    assert outcome.lines[-1] == "draft.toml: 1 name and 1 amount confirmed in one.md"


def test_another_version_is_known_by_its_name(kofukin: Kofukin) -> None:
    draft = drafted(kofukin, one=MORNING, two=NIGHT)
    cited = id_of("two.md")
    Path("two.md").write_text(f"{HEAD}{NIGHT.replace('340', '341')}", encoding="utf-8")
    outcome = kofukin("check", draft, "--source", "two.md")
    assert outcome.code == 1
    assert outcome.lines[0].endswith("line 2 of the document states 341,000, the dataset 340,000")
    assert outcome.lines[1].startswith(f"note: two.md is another version of the document {cited} (its SHA-256, ")
    japanese = kofukin("check", draft, "--source", "two.md", "--lang", "ja").lines
    assert japanese[1].startswith(f"注: two.md: 資料 {cited} の別の版（SHA-256 ")


def test_a_file_of_another_name_is_known_by_what_stands_where_in_it(kofukin: Kofukin) -> None:
    draft = drafted(kofukin, one=MORNING, two=NIGHT + NOON)
    cited = id_of("two.md")
    Path("saved.md").write_text(f"{HEAD}{NIGHT}{NOON}\n", encoding="utf-8")
    outcome = kofukin("check", draft, "--source", "saved.md")
    assert outcome.code == 0
    assert [line.partition(" (its")[0] for line in outcome.lines] == [
        f"note: saved.md is another version of the document {cited}",
        f"note: saved.md is taken for {cited}, since more of its projects stand at their places than of any other"
        " document's",
        f"note: 1 project of other documents than {cited} not looked for",
        "draft.toml: 2 names and 2 amounts confirmed in saved.md",
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "by its content (SHA-256) and its name, the file of --source is none of the documents in the dataset"),
        ("ja", "--source のファイルは、内容（SHA-256）でも名前でも、データにあるどの資料でもありません"),
    ],
)
def test_a_file_that_is_none_of_several_is_one_line(kofukin: Kofukin, lang: str, said: str) -> None:
    draft = drafted(kofukin, one=MORNING, two=NIGHT)
    Path("other.md").write_text("別の資料\n", encoding="utf-8")
    outcome = kofukin("check", draft, "--source", "other.md", "--lang", lang)
    assert outcome.code == 1
    (line,) = outcome.lines
    assert line.startswith(f"draft.toml: {said}")
    assert id_of("one.md") in line
    assert id_of("two.md") in line


def test_projects_of_a_mere_title_are_not_looked_for_in_a_described_document(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    Path("page.txt").write_text("・事業1（国費 1,200 千円）\n", encoding="utf-8")
    sha256 = hashlib.sha256(Path("page.txt").read_bytes()).hexdigest()
    own = {"source_document": "page", "source_line": 1, "source_amount_line": 1, "national_funds_yen": 1_200_000}
    path = dataset_file(own, {"source_document": "別の資料", "source_line": 7})
    described = f'\n[[document]]\nid = "page"\ntitle = "頁"\nsha256 = "{sha256.upper()}"\n'
    path.write_text(path.read_text(encoding="utf-8") + described, encoding="utf-8")
    outcome = kofukin("check", str(path), "--source", "page.txt")
    assert (outcome.code, outcome.lines[-1]) == (0, f"{path}: 1 name and 1 amount confirmed in page.txt")
    assert "note: 1 project of other documents than page not looked for" in outcome.lines


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("", "may or may not be the file that was cited: the dataset states no SHA-256 of the document page"),
        ("bytes = 1_960", "is another version of the document page (it has 1959 bytes, where the dataset says 1960)"),
        ("bytes = 1_959", "may or may not be the file that was cited: the dataset states no SHA-256 of the document"),
    ],
)
def test_without_a_hash_nothing_is_claimed_of_the_file(kofukin: Kofukin, stated: str, said: str) -> None:
    text = BUNDLED.read_text(encoding="utf-8")
    begin, end = text.index("sha256 = "), text.index("licence = ", text.index("sha256 = "))
    renamed = text.replace('source_document = "sapporo-h29-11"', 'source_document = "page"')
    renamed = renamed.replace('[[document]]\nid = "sapporo-h29-11"', '[[document]]\nid = "page"')
    renamed = renamed.replace(text[begin:end], f"{stated}\n").replace(
        '[[document]]\nid = "sapporo-h29-11"', '[[document]]\nid = "page"'
    )
    Path("data.toml").write_text(renamed, encoding="utf-8")
    outcome = kofukin("check", "data.toml", "--source", str(SOURCE))
    assert outcome.code == 0
    assert said in outcome.lines[0]
    assert outcome.lines[-1].startswith("data.toml: 11 names and 16 amounts confirmed in ")
    assert not any("was cited," in line for line in outcome.lines)


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "html", "xlsx"])
def test_tables_of_every_kind_are_sources(kofukin: Kofukin, ending: str) -> None:
    heads, rows = ("事業名", "交付決定額（千円）", "年度"), (("朝の市事業", 1200, "R4"), ("夜の市事業", 3400, "R4"))
    path = Path(f"list.{ending}")
    write(path, heads, rows)
    kofukin("import", str(path), "-o", "draft.toml", "--municipality", "みどり市", "-p", "推進")
    outcome = kofukin("check", "draft.toml", "--source", str(path))
    assert (outcome.code, outcome.lines[-1]) == (0, f"draft.toml: 2 names and 2 amounts confirmed in {path}")
    write(path, heads, (rows[0], ("夜の市事業", 3401, "R4")))
    outcome = kofukin("check", "draft.toml", "--source", str(path))
    assert outcome.code == 1
    assert "a table's row, has no number that comes to 3,400,000 yen" in outcome.lines[0]


def write(path: Path, heads: tuple[str, ...], rows: tuple[tuple[object, ...], ...]) -> None:
    if path.suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
        pytest.importorskip("python_calamine", reason="the import extra is not installed")
        book = openpyxl.Workbook()
        for row in (heads, *rows):
            book.active.append(row)
        book.save(path)
        return
    if path.suffix == ".json":
        records = (", ".join(f'"{head}": {_json(cell)}' for head, cell in zip(heads, row, strict=True)) for row in rows)
        text = f"[{', '.join(f'{{{record}}}' for record in records)}]"
    elif path.suffix == ".html":
        lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in (heads, *rows))
        text = f"<html><body><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></body></html>"
    else:
        sign = "," if path.suffix == ".csv" else "\t"
        text = "".join(sign.join(map(str, row)) + "\n" for row in (heads, *rows))
    path.write_text(text, encoding="utf-8")


def _json(cell: object) -> str:
    return str(cell) if isinstance(cell, int) else f'"{cell}"'


def test_a_text_that_tells_pages_is_read_by_page_where_lines_are_counted_so(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    text = "前の頁\n・別の事業\n\f次の頁\n・事業1（国費 1,200 千円）\n\f"
    Path("page.txt").write_text(text, encoding="utf-8", newline="")
    own = {"national_funds_yen": 1_200_000, "source_page": 2}
    for line in (2, 4):
        path = dataset_file({**own, "source_line": line, "source_amount_line": line})
        outcome = kofukin("check", str(path), "--source", "page.txt")
        assert outcome.lines[-1] == f"{path}: 1 name and 1 amount confirmed in page.txt", line
    path = dataset_file({**own, "source_line": 3, "source_amount_line": 3})
    assert kofukin("check", str(path), "--source", "page.txt").code == 1


WORRYING = [
    ('title = "頁"\naddress = "javascript:alert(1)"', "address: no http or https address, so nothing links to it"),
    ('title = "頁"\naddress = "https://example.jp/a b"', "address: no http or https address, so nothing links to it"),
    ('title = "頁"\nretrieved = "2999-01-01"', "retrieved: retrieved later than today: 2999-01-01"),
    ('title = "資料"', "1 project names this document by its title; unless by its id, page, what is known of it is"),
    ('title = "\\u202e頁"', "document.page.title: it holds control characters: U+202E"),
]


@pytest.mark.parametrize(("stated", "said"), WORRYING)
def test_what_may_be_wrong_with_a_document_is_noted(
    kofukin: Kofukin, dataset_file: Callable[..., Path], stated: str, said: str
) -> None:
    path = dataset_file({"source_document": "page"}, {"source_document": "資料"})
    path.write_text(f'{path.read_text(encoding="utf-8")}\n[[document]]\nid = "page"\n{stated}\n', encoding="utf-8")
    outcome = kofukin("check", str(path))
    assert outcome.code == 0
    assert said in outcome.out
    assert kofukin("check", str(path), "--lang", "ja").lines[0].startswith("注: ")


def test_documents_that_nobody_cites_or_that_are_one_file_are_noted(
    kofukin: Kofukin, dataset_file: Callable[..., Path]
) -> None:
    path = dataset_file({"source_document": "a"}, {"source_document": "b"})
    documents = "".join(
        f'\n[[document]]\nid = "{name}"\ntitle = "資料 {name}"\nsha256 = "{digit * 64}"\n'
        for name, digit in (("a", "c"), ("b", "C"), ("d", "0"))
    )
    path.write_text(path.read_text(encoding="utf-8") + documents, encoding="utf-8")
    assert kofukin("check", str(path)).lines[:-1] == [
        f"note: {path}: document.b.sha256: the same file as document a",
        f"note: {path}: document.d: no project cites this document: 資料 d",
    ]


WRONG = [
    ('sha256 = "12ab"', "document[0].sha256: no SHA-256, which has 64 hexadecimal digits: 12ab"),
    (f'sha256 = "{"g" * 64}"', "document[0].sha256: no SHA-256, which has 64 hexadecimal digits: ggg"),
    ('retrieved = "2026-02-30"', "document[0].retrieved: no date (like 2026-11-24): 2026-02-30"),
    ('retrieved = "0000-01-01"', "document[0].retrieved: no date (like 2026-11-24): 0000-01-01"),
    ('retrieved = "昨日"', "document[0].retrieved: no date (like 2026-11-24): 昨日"),
    ("retrieved = 2026-11-24", "document[0].retrieved: not text"),
    ("pages = 0", "document[0].pages: "),
    ("pages = 2", "project[0].source_page: the document has 2 pages; there is no page 3"),
    ('publisher = ""', "document[0].publisher: empty text: leave the key out instead"),
    ('[[document]]\nid = "page"\ntitle = "同じ id"', "document[1].id: page is already used at number 0"),
    ("colour = 1", "document[0].colour: unknown key colour"),
]


@pytest.mark.parametrize(("stated", "said"), WRONG)
@pytest.mark.parametrize("command", [("check",), ("list", "--data")])
def test_what_is_wrong_with_a_document_is_one_line(
    kofukin: Kofukin, dataset_file: Callable[..., Path], command: tuple[str, ...], stated: str, said: str
) -> None:
    path = dataset_file({"source_document": "page", "source_page": 3})
    text = f'{path.read_text(encoding="utf-8")}\n[[document]]\nid = "page"\ntitle = "頁"\n{stated}\n'
    path.write_text(text, encoding="utf-8")
    outcome = kofukin(*command, str(path))
    assert outcome.code == 1
    (line,) = [line for line in (outcome.out + outcome.err).splitlines() if "made.toml:" in line]
    assert said in line
    assert "Traceback" not in outcome.err


def test_a_source_without_a_name_is_used_wrongly(kofukin: Kofukin) -> None:
    outcome = kofukin("check", "--source", "")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: --source names no file\n")


SPOILT = {
    "empty.txt": b"",
    "noise.txt": bytes(range(128, 256)),
    "bad.xlsx": b"PK\x03\x04junk",
    "bad.pdf": b"%PDF-1.4 junk",
    "bad.json": b'{"a":',
    "pdf.txt": b"%PDF-1.4 junk",
}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", [*SPOILT, "nowhere.pdf", "folder"])
def test_a_source_that_cannot_be_read_is_one_line(kofukin: Kofukin, name: str, lang: str) -> None:
    Path("folder").mkdir()
    if name in SPOILT:
        Path(name).write_bytes(SPOILT[name])
    outcome = kofukin("check", "--source", name, "--lang", lang)
    assert (outcome.code, len(outcome.lines)) == (1, 1)
    assert outcome.lines[0].startswith(f"{name}: ")
