"""What titles and rows that stand alone say of the rows below them, and what is said of nothing."""

import pytest

from kofukin.importing.said_of_all import over, section


@pytest.mark.parametrize(
    "title",
    [
        *("要望事業一覧", "令和4年度地方創生推進交付金 申請予定事業一覧", "交付限度額一覧", "不採択事業一覧", "記入例"),
        *("【県単独事業】", "県補助事業", "（参考）", "【再掲】", "申請中の事業", "前年度実績一覧"),
    ],
)
def test_a_title_of_other_money_stands_over_its_rows(title: str) -> None:
    assert [text for text, _ in over([title])] == [title]


@pytest.mark.parametrize(
    "title",
    [
        *("令和4年度地方創生推進交付金 採択事業一覧", "申請・採択状況", "国・県・市の負担内訳", "（単位：千円）"),
        *("令和3年度", "効果検証結果（参考資料）", "市では県補助金も活用しました。", "あおば市", "交付決定額一覧"),
    ],
)
def test_a_title_of_the_rows_own_money_says_nothing_against_them(title: str) -> None:
    assert over([title]) == ()


def test_a_line_stands_over_those_below_it_up_to_the_next_that_stands_alone() -> None:
    assert section("【県単独事業】", None, is_heading=False) == "【県単独事業】"
    assert section("市民と進める取組", "【県単独事業】", is_heading=False) == "【県単独事業】"
    assert section("【採択事業】", "【県単独事業】", is_heading=False) is None
    assert section("令和5年度", "【県単独事業】", is_heading=True) is None


@pytest.mark.parametrize("line", ["※県費を含む", "財源：県費", "・県費 600千円"])
def test_a_note_a_label_and_an_amount_speak_of_what_stands_above_them(line: str) -> None:
    assert section(line, None, is_heading=False) is None
