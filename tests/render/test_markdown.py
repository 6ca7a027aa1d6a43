import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tables import EN, JA, PROJECTS, TOTALS, UNSAFE, rendered, table

from datasets import unhurried
from kofukin.render.markdown import escaped

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_a_table_with_its_title_and_notes() -> None:
    assert rendered(PROJECTS, "markdown", JA) == (
        "## 地方創生関連交付金の事業\n"
        "\n"
        "データ: 試験 1　（単位：千円）\n"
        "\n"
        "| ID  | 申請 |   国費 | 事業名                 | 共同申請先       |\n"
        "| --- | ---- | -----: | ---------------------- | ---------------- |\n"
        "| a-1 | 共同 | 37,000 | 「さっぽろ圏」若者定着 | 北海道、6 自治体 |\n"
        "| b-2 | -    |      - | IT 産業                | -                |\n"
        '| c-3 | 単独 |      0 | 空間, "整備"           | -                |\n'
        "\n"
        "- **金額**　金額が 1 年分か全期間分かは資料に記載なし\n"
    )


def test_totals_end_in_a_row_over_everything() -> None:
    assert rendered(TOTALS, "markdown", EN) == (
        "## Regional-revitalization grant totals\n"
        "\n"
        "Data: 試験 1 (in thousand yen)\n"
        "\n"
        "| Applied      | Projects | National funds |      Share |\n"
        "| ------------ | -------: | -------------: | ---------: |\n"
        "| single       |        1 |         30,000 |      75.0% |\n"
        "| joint        |        2 |       10,001.5 |      25.0% |\n"
        "| (not stated) |        1 |              - |          - |\n"
        "| **Total**    |    **4** |   **40,001.5** | **100.0%** |\n"
        "\n"
        "- **Amounts**: The source does not say whether amounts cover one year or all years.\n"
    )


def test_the_header_stands_also_when_nothing_matched() -> None:
    lines = rendered(PROJECTS._replace(rows=()), "markdown", EN).splitlines()
    assert lines[4].startswith("| ID ")
    assert lines[5].startswith("| ---")
    assert lines[6] == ""


@pytest.mark.parametrize(
    "text",
    [
        "[/x]",
        "a|b",
        "*a*",
        "_a_",
        "`a`",
        "<b>a</b>",
        "~~a~~",
        "\\",
        "\\*",
        "# a",
        "![a](b)",
        "<http://a>",
        "&amp;",
        "&#42;",
    ],
)
def test_text_is_shown_as_it_is(text: str) -> None:
    shown = READER.render(rendered(table("id name", ("x", text)), "markdown", EN))
    assert f"<td>{html.escape(text, quote=False)}</td>" in shown


@unhurried
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Zs"]), min_size=1))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert html.unescape(READER.renderInline(escaped(text))) == text


def test_what_a_terminal_would_obey_is_left_out() -> None:
    assert "a\\[31mbcdefghi" in rendered(table("name", (UNSAFE,)), "markdown", EN)


def test_a_line_break_in_a_cell_breaks_no_row() -> None:
    rows = rendered(table("id name", ("x", "one\r\ntwo\tthree\u2028four")), "markdown", EN).splitlines()[2:]
    assert re.sub(" +", " ", rows[0]) == "| x | one two three four |"
