"""Amounts as texts write them, and what only looks like one."""

import pytest

from kofukin.verifying.written import plain_number, unit_note, written_in


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("37,000 千円", 37_000_000),
        ("３７，０００千円", 37_000_000),
        ("4,100万円", 41_000_000),
        ("3億3,341万6千円", 333_416_000),
        ("三億円", 300_000_000),
        ("二千五百万円", 25_000_000),
        ("二千五十二万五千円", 20_525_000),
        ("二〇万円", 200_000),
        ("3億3千万円", 330_000_000),
        ("1兆円", 10**12),
        ("333百万円", 333_000_000),
        ("0.33億円", 33_000_000),
        ("千五百円", 1_500),
        ("△200千円", -200_000),
        ("▲ 200千円", -200_000),
        ("¥12,700,000", 12_700_000),
        ("¥37,000千円", 37_000_000),
        ("12.7 million yen", 12_700_000),
        ("333,416 thousand yen", 333_416_000),
        ("JPY 2,997,000", 2_997_000),
        ("9,000,000,000,000,000,000,000円", 9 * 10**21),
    ],
)
def test_an_amount_is_read_to_the_yen(text: str, yen: int) -> None:
    (found,) = written_in(f"国費は{text}です")
    assert found.yen == yen
    assert f"国費は{text}です"[found.start : found.end] == text


@pytest.mark.parametrize("text", ["37,00千円", "23.210千円", "0.0001千円", "3億3億円"])
def test_what_is_no_plain_amount_is_listed_without_yen(text: str) -> None:
    (found,) = written_in(text)
    assert found.yen is None


@pytest.mark.parametrize(
    "text",
    [
        "11 件、95.5％、30 ページ、平成29年11月、12,345人",
        "（単位：千円）",
        "単位: 百万円",
        "数千円、何億円",
        "円滑な実施、1 円卓",
        "Amounts in thousand yen.",
        "千円札",
        "2017年度",
        "",
    ],
)
def test_what_is_no_money_is_not_listed(text: str) -> None:
    assert written_in(text) == []


@pytest.mark.parametrize(("text", "step"), [("約3.3億円", 10**7), ("2億円程度", 10**8), ("およそ 333百万円", 10**6)])
def test_a_rounded_amount_says_so_and_how_finely(text: str, step: int) -> None:
    (found,) = written_in(text)
    assert (found.about, found.step) == (True, step)


def test_a_dash_between_two_things_or_before_an_item_is_no_sign() -> None:
    assert [found.yen for found in written_in("R3-2,000円 と -300円")] == [2_000, -300]
    assert [found.yen for found in written_in("- 41,000千円")] == [41_000_000]


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("（単位：千円）", 1000),
        ("単位: 百万円", 10**6),
        ("(千円)", 1000),
        ("（単位：件、千円）", 1000),
        ("Amounts in thousand yen.", 1000),
        ("Figures are in millions of yen", 10**6),
        ("Data: 札幌市 2026.11.27  (in million yen)", 10**6),
        ("単位：人", None),
        ("37,000千円", None),
    ],
)
def test_a_note_gives_the_unit_of_what_is_around_it(text: str, yen: int | None) -> None:
    assert unit_note(text) == yen


@pytest.mark.parametrize(
    ("cell", "yen"),
    [
        ("37,000", 37_000_000),
        ("**37,000**", 37_000_000),
        ("△200", -200_000),
        ("(200)", -200_000),
        ("8209.191", 8_209_191),
    ],
)
def test_a_cell_that_is_a_number_has_the_unit_of_its_table(cell: str, yen: int) -> None:
    number = plain_number(cell, 1000)
    assert number is not None
    assert number[0] == yen


@pytest.mark.parametrize("cell", ["-", "8 件", "66.0%", "H29", "", "1" * 60])
def test_another_cell_is_no_number(cell: str) -> None:
    assert plain_number(cell, 1000) is None
