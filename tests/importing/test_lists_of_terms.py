"""Lists of terms on web pages (dl): each term is the label of what stands beside it, and none is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_documents import Import, imported

from kofukin.importing.draft import DraftProject, Given
from kofukin.importing.html_page import read
from kofukin.importing.html_tables import parsed

__all__ = ["imported"]

PAGE = """<h1>地方創生推進交付金事業（令和元年度実績）</h1>
<h3>1 移住促進事業</h3>
<dl><dt>総事業費</dt><dd>12,345,678円</dd><dt>うち交付金額</dt><dd><p>6,172,839円</p></dd><dt>備考</dt><dd></dd></dl>
<h3>2 港の推進事業</h3>
<dl><dt>総事業費<dd>8,000,000円<dt>うち交付金額<dd>4,000,000円</dl>"""

TAGS = ["<dl>", "</dl>", "<dt>", "</dt>", "<dd>", "</dd>", "<p>", "</p>", "<br>", "<li>", "<table><tr><td>", "</table>"]


def texts_in(folder: Path, page: str) -> list[str]:
    path = folder / "page.html"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    return [text for _, text in parsed(path, "utf-8").texts]


def test_a_term_is_the_label_of_what_stands_beside_it(tmp_path: Path) -> None:
    texts_in(tmp_path, PAGE)
    items = list(read(tmp_path / "page.html", Given(municipality="小樽市")))
    projects = [item.project for item in items if isinstance(item, DraftProject)]
    assert [(one.name, one.program, one.stated_cost_yen, one.national_funds_yen) for one in projects] == [
        ("移住促進事業", "suishin", 12_345_678, 6_172_839),
        ("港の推進事業", "suishin", 8_000_000, 4_000_000),
    ]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<dl><dt>甲<dt>乙<dd>丙<dd>丁</dl>戊", ["甲", "乙：丙", "丁", "戊"]),
        ("<dl><dt>甲</dt><dt>乙</dt><dd>丙</dd></dl>", ["甲", "乙：丙"]),
        ("<dl><dt>甲</dt></dl><p>乙</p>", ["甲", "乙"]),
        ("<dl><dt>甲</dt><dd></dd><dt>乙</dt><dd>丙</dd></dl>", ["甲：", "乙：丙"]),
        ("<dl><dt>甲<br>乙</dt><dd>丙<br>丁</dd></dl>", ["甲 乙：丙", "丁"]),
        ("<dl><dd>甲</dd></dl>", ["甲"]),
    ],
)
def test_terms_may_stand_alone_or_together(tmp_path: Path, page: str, texts: list[str]) -> None:
    assert texts_in(tmp_path, page) == texts


@given(st.lists(st.sampled_from(TAGS), max_size=12))
def test_no_text_is_lost_however_terms_are_marked_up(tmp_path_factory: pytest.TempPathFactory, tags: list[str]) -> None:
    words = [f"語{number}終" for number in range(len(tags))]
    page = "".join(tag + word for tag, word in zip(tags, words, strict=True))
    found = "\n".join(texts_in(tmp_path_factory.mktemp("page"), page))
    assert [found.count(word) for word in words] == [1] * len(words)


def test_a_word_for_part_of_an_amount_is_no_program(imported: Import) -> None:
    found = imported(
        "小樽市\n令和元年度地方創生推進交付金\n・港の推進事業\n　事業費 2,000円\nうち交付金額\n　1,000円\n"
    )
    assert {program.id for program in found.programs} == {"suishin"}
