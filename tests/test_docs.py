"""The documents keep up with the code: generated pages are fresh, and what the others name exists."""

import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kofukin import query, store
from kofukin.files import bundle, dataset
from kofukin.model.fields import TABLES
from kofukin.program_page import BUDGET_FIELDS
from kofukin.store import writing

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]


def make_docs(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = str(ROOT / "scripts/make_docs.py")
    return subprocess.run([sys.executable, "-X", "utf8", script, *arguments], capture_output=True, encoding="utf-8")


def named_in(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def test_the_reference_says_what_the_program_says() -> None:
    done = make_docs("--check")
    assert done.returncode == 0, f"run python scripts/make_docs.py\n{done.stdout}{done.stderr}"


MADE = ("cli.md", "cli.ja.md", "database.md", "importing.md", "importing.ja.md")


@pytest.mark.parametrize("page", MADE)
def test_a_stale_page_is_found(page: str, tmp_path: Path) -> None:
    for name in MADE:
        shutil.copy(ROOT / "docs" / name, tmp_path)
    text = (tmp_path / page).read_text(encoding="utf-8")
    made = text.partition("<!-- /words -->")[0]
    at = made.rindex("\n| ") + 1
    (tmp_path / page).write_text(text[:at] + "| `--colour` | gone since |\n" + text[at:], encoding="utf-8")
    done = make_docs("--check", str(tmp_path))
    assert done.returncode == 1
    assert page in done.stdout
    assert "-| `--colour` | gone since |" in done.stdout


def test_every_environment_variable_is_in_the_reference() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r'environ(?:ment)?(?:\.get\(|\[)"(\w+)"', sources))
    assert {"KOFUKIN_DATA", "NO_COLOR"} <= read
    for page in ("cli.md", "cli.ja.md"):
        assert read <= named_in((ROOT / "docs" / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def anchors(document: Path) -> set[str]:
    """Return the anchors that GitHub gives to a document's headings."""
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_headings(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", document.read_text(encoding="utf-8"))
    targets = [(document.parent / file if file else document, anchor) for file, anchor in links]
    assert [f"{target.name}#{anchor}" for target, anchor in targets if anchor not in anchors(target)] == []


def test_decisions_that_the_code_names_exist() -> None:
    texts = [ROOT / "pyproject.toml", *(ROOT / "src").rglob("*.py")]
    named = {found for path in texts for found in re.findall(r"docs/\S+\.md", path.read_text(encoding="utf-8"))}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_names_in_the_glossary_exist() -> None:
    rows = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").split("|---|")[-1].splitlines()
    names = set().union(*(named_in(row.split("|")[4]) for row in rows if row.startswith("| ")))
    keys = {f"[[{table.name}]]" for table in TABLES} | {field.name for table in TABLES for field in table.fields}
    values = {word for table in TABLES for field in table.fields for word in field.words or {}}
    (bundled,) = dataset.load([bundle.text()])
    programs = {program.id for program in bundled.programs}
    money = {field.name for field in BUDGET_FIELDS}
    assert names
    assert (
        names
        - keys
        - values
        - programs
        - query.FIELDS.keys()
        - set(query.DIMENSIONS)
        - money
        - query.LISTED_ON_REQUEST.keys()
        == set()
    )


def test_the_figures_people_cite_have_a_change_entry() -> None:
    (bundled,) = dataset.load([bundle.text()])
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"### {bundled.version}\n" in changes.split("\n## Dataset\n")[1]


def test_the_page_of_the_database_names_each_table_column_and_index() -> None:
    page = (ROOT / "docs/database.md").read_text(encoding="utf-8")
    with closing(writing.in_memory(())) as connection:
        for statement in store.INDEXES.replace(store.KEYS, "").split(";"):
            connection.execute(statement)
        names = connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        for type_, name in names:
            assert (f"\n## {name}\n" if type_ == "table" else f"\n| `{name}` |") in page
            section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] if type_ == "table" else []
            assert [column for column in columns if f"\n| `{column}` | " not in section] == []


def test_the_comments_of_the_schema_stay_in_the_file() -> None:
    with closing(writing.in_memory(())) as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'project'").fetchone()
    assert "-- the body that received the national funds" in sql
