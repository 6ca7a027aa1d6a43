import re
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tables import EN, JA, PROJECTS, TOTALS, UNSAFE, rendered, table

from conftest import IDS
from datasets import opened, unhurried
from kofukin import answer
from kofukin.filters import Filters
from kofukin.messages import Language, errors
from kofukin.model.amounts import Unit
from kofukin.query import FIELDS
from kofukin.render import Style
from kofukin.table import Table
from kofukin.text.display_width import display_width


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with opened() as opened_connection:
        yield opened_connection


def listed(connection: sqlite3.Connection) -> Table:
    return answer.projects(connection, Filters(), None, (), None, True, Unit.THOUSAND)


def test_a_table_in_a_pipe_is_as_wide_as_it_needs() -> None:
    assert rendered(PROJECTS, "table", JA) == (
        "地方創生関連交付金の事業\n"
        "データ: 試験 1                               （単位：千円）\n"
        "ID   申請    国費  事業名                  共同申請先\n"
        "-----------------------------------------------------------\n"
        "a-1  共同  37,000  「さっぽろ圏」若者定着  北海道、6 自治体\n"
        "b-2  -          -  IT 産業                 -\n"
        'c-3  単独       0  空間, "整備"            -\n'
        "\n"
        "金額  金額が 1 年分か全期間分かは資料に記載なし\n"
    )


def test_totals_have_bars_and_end_in_a_row_over_everything() -> None:
    assert rendered(TOTALS, "table", JA) == (
        "地方創生関連交付金の集計\n"
        "データ: 試験 1                     （単位：千円）\n"
        "申請          事業数      国費    割合\n"
        "-------------------------------------------------\n"
        "単独               1    30,000   75.0% ████████\n"
        "共同               2  10,001.5   25.0% ██\n"
        "（記載なし）       1         -       -\n"
        "-------------------------------------------------\n"
        "合計               4  40,001.5  100.0%\n"
        "\n"
        "金額  金額が 1 年分か全期間分かは資料に記載なし\n"
    )


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1"])
def test_bars_are_ascii_where_the_stream_is_not_utf_8(encoding: str) -> None:
    text = rendered(TOTALS, "table", Style("en", encoding=encoding))
    assert "75.0% ########\n" in text
    assert "█" not in text


def test_colour_is_only_on_request() -> None:
    assert "\x1b" not in rendered(TOTALS, "table", EN)
    coloured = rendered(TOTALS, "table", Style("en", color=True))
    assert "\x1b[36m████████\x1b[0m" in coloured


def test_nothing_is_no_table() -> None:
    assert rendered(PROJECTS._replace(rows=(), notes=(errors.NOTHING_MATCHED,)), "table", EN) == ""
    assert "----" not in rendered(PROJECTS._replace(rows=()), "table", EN)


def test_a_name_is_wrapped_and_ids_and_amounts_stay_whole_in_a_window() -> None:
    assert rendered(PROJECTS, "table", Style("ja", width=54)) == (
        "地方創生関連交付金の事業\n"
        "データ: 試験 1                         （単位：千円）\n"
        "ID  申請   国費 事業名               共同申請先\n"
        "-----------------------------------------------------\n"
        "a-1 共同 37,000 「さっぽろ圏」若者定 北海道、6 自治体\n"
        "                着\n"
        "b-2 -         - IT 産業              -\n"
        'c-3 単独      0 空間, "整備"         -\n'
        "\n"
        "金額  金額が 1 年分か全期間分かは資料に記載なし\n"
    )


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_bundled_data_fits_a_window(connection: sqlite3.Connection, language: Language, width: int) -> None:
    for shown in (
        listed(connection),
        answer.totals(connection, Filters(), ("program",), None, (), True),
        answer.totals(connection, Filters(), ("year", "program"), None, (), True),
    ):
        lines = rendered(shown, "table", Style(language, width=width)).splitlines()
        assert [line for line in lines if display_width(line) > width] == []


@pytest.mark.parametrize("width", [20, 40, 80, None])
def test_ids_amounts_and_names_are_whole_at_any_width(connection: sqlite3.Connection, width: int | None) -> None:
    text = rendered(listed(connection), "table", Style("ja", width=width))
    for project in IDS:
        assert any(line.split()[-1] == project for line in text.splitlines() if line)
    for amount in ("37,000", "14,500", "59,500", "96,141", "333,416", "274,318"):
        assert amount in text.split()
    first, *_ = (block for block in text.split("\n\n") if "事業名" in block)
    table = first[first.index("-\n") + 2 :]
    names = re.sub(r" +(H2[89].*|sapporo-.*)|\n", "", table)
    assert "広域・官民連携によるインバウンド促進事業" in names


def test_text_is_no_markup_and_no_emoji() -> None:
    text = rendered(table("id name", ("x", "[/x] [red]a[/red] :+1: http://a")), "table", Style("en", color=True))
    assert "[/x] [red]a[/red] :+1: http://a\n" in text


def test_what_a_terminal_would_obey_is_left_out() -> None:
    assert "x   a[31mbcdefghi\n" in rendered(table("id name", ("x", UNSAFE)), "table", EN)


def test_a_long_word_is_folded_and_not_cut() -> None:
    link = "https://example.jp/" + "a" * 100
    lines = rendered(table("id name", ("x", link)), "table", Style("en", width=40)).splitlines()
    assert "".join(line[3:].strip() for line in lines[2:]) == link
    assert max(map(len, lines)) <= 40


@unhurried
@given(
    st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=80),
    st.integers(0, 10**12),
    st.none() | st.integers(30, 120),
)
def test_no_character_of_any_text_is_lost_at_any_width(text: str, yen: int, width: int | None) -> None:
    shown = rendered(
        table("id national_funds_yen name", ("some-id", yen, text)), "table", Style("en", unit=Unit.YEN, width=width)
    )
    blocks = shown.split("\n\n")
    bodies = [block.partition("-\n")[2] for block in blocks]
    assert all(body.startswith("some-id") for body in bodies)
    without_ids = "".join(body.removeprefix("some-id") for body in bodies)
    assert "".join(without_ids.split()) == "".join(f"{yen:,} {text}".split())


def test_columns_that_a_window_cannot_hold_stand_in_another_table_below(connection: sqlite3.Connection) -> None:
    totals = answer.totals(connection, Filters(), ("program",), None, (), True, "year")
    assert "\n\n金額\n国費は札幌市の分\n" in rendered(totals, "table", Style("ja", width=20))
    assert rendered(totals, "table", Style("ja", width=20)).startswith(
        "地方創生関連交付金の\n"
        "集計（すべての事業）\n"
        "データ: 札幌市の地方\n"
        "創生関連交付金事業\n"
        "2026.11.27\n"
        "   （単位：千円）\n"
        "交付金        H28\n"
        "-----------------\n"
        "推進       91,507\n"
        "拠点整備        -\n"
        "加速化     72,200\n"
        "-----------------\n"
        "合計      163,707\n"
        "\n"
        "交付金        H29\n"
        "-----------------\n"
        "推進      128,709\n"
        "拠点整備   41,000\n"
        "加速化          -\n"
        "-----------------\n"
        "合計      169,709\n"
        "\n"
        "交付金       国費\n"
        "-----------------\n"
        "推進      220,216\n"
        "拠点整備   41,000\n"
        "加速化     72,200\n"
        "-----------------\n"
        "合計      333,416\n"
    )
    every = answer.projects(connection, Filters(), tuple(FIELDS), (), None, True, Unit.THOUSAND)
    lines = rendered(every, "table", Style("ja", width=100)).splitlines()
    assert max(map(display_width, lines)) <= 100


_NAMES = st.lists(
    st.text(st.sampled_from("龍ケ崎市事業aÀ※☎か\u3099葛\ufe0f\ufe0e\U000e0100\u200d👨❤ ー"), max_size=30),
    min_size=1,
    max_size=5,
)


@unhurried
@given(_NAMES, st.sampled_from([None, 40, 80]))
def test_columns_are_aligned_whatever_a_name_holds(names: list[str], width: int | None) -> None:
    shown = table("name national_funds_yen", *((name, 1_000) for name in names))
    lines = rendered(shown, "table", Style("ja", width=width)).partition("\n\n")[0].splitlines()[3:]
    ends = {cell_len(line) for line in lines if line.endswith(" 1")}
    assert len(ends) == 1
    assert sum(line.endswith(" 1") for line in lines) == len(names)


def test_a_long_table_is_aligned_as_a_short_one_is() -> None:
    shown = table(
        "id name national_funds_yen", *((f"p{n}", "龍ケ崎市\ufe0f事業" * (n % 3), n * 1_000) for n in range(1, 2501))
    )
    lines = rendered(shown, "table", Style("ja")).splitlines()[3:2503]
    assert len({cell_len(line) for line in lines}) == 1
    assert lines[-1].endswith(" 2,500")
