"""A PDF as the document that a draft cites: its hash, and each figure at its page and line."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_pages import Page, draw

from conftest import Kofukin


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def pdf(*lines: str) -> Callable[[Page], object]:
    return lambda page: page.write(["令和4年度 地方創生推進交付金", *lines])


def table(page: Page) -> None:
    page.write(["令和4年度 地方創生推進交付金（単位：千円）"])
    page.table([["事業名", "交付額"], ["朝の市事業", "1,200"], ["夜の市事業", "3,400"]], [200, 100], y=700)


@pytest.mark.parametrize(
    ("pages", "other"),
    [
        (
            (pdf("・朝の市事業　国費 1,200 千円"), pdf("・夜の市事業　国費 3,400 千円")),
            pdf("・夜の市事業　国費 3,500 千円"),
        ),
        ((pdf(), table), pdf("・夜の市事業　国費 3,500 千円")),
    ],
)
def test_a_pdf_is_held_against_its_hash_and_each_figure_against_its_place(
    kofukin: Kofukin, pages: tuple[Callable[[Page], object], ...], other: Callable[[Page], object]
) -> None:
    draw(Path("page.pdf"), *pages)
    assert kofukin("import", "page.pdf", "-o", "draft.toml", "--municipality", "みどり市").code == 0
    sha256 = hashlib.sha256(Path("page.pdf").read_bytes()).hexdigest()
    assert "pages = 2\n" in Path("draft.toml").read_text(encoding="utf-8")
    assert kofukin("check", "draft.toml", "--source", "page.pdf") == (
        0,
        f"page.pdf is the document that was cited, page-{sha256[:8]} (SHA-256 {sha256})\n"
        "draft.toml: 2 names and 2 amounts confirmed in page.pdf\n",
        "",
    )
    wrong = Path("draft.toml").read_text(encoding="utf-8").replace("3_400_000", "3_400_001")
    Path("wrong.toml").write_text(wrong, encoding="utf-8")
    outcome = kofukin("check", "wrong.toml", "--source", "page.pdf")
    assert (outcome.code, len([line for line in outcome.lines if "national_funds_yen" in line])) == (1, 1)
    draw(Path("other.pdf"), pages[0], other)
    outcome = kofukin("check", "draft.toml", "--source", "other.pdf")
    assert outcome.code == 1
    assert any(f"other.pdf is another version of the document page-{sha256[:8]}" in line for line in outcome.lines)
