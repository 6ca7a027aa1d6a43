import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import unhurried
from kofukin.text import folding
from kofukin.text.folding import fold


@pytest.fixture(autouse=True)
def _no_character_met_before() -> None:
    folding._folded_characters.clear()


@pytest.mark.parametrize(
    "same",
    [
        ["ict", "ICT", "ＩＣＴ", "ｉｃｔ", "I C T", "Ｉ　Ｃ　Ｔ", "I\nCT", "I\u200bC\u00adT"],
        ["IT産業", "it 産業", "ＩＴ　産業", "IT\n産業"],
        ["アイヌ", "あいぬ", "ｱｲﾇ", "ア イ ヌ"],
        ["バイオ", "ばいお", "ﾊﾞｲｵ", "バイオ"],
        ["ヴィーガン", "ゔぃーがん", "ｳﾞｨｰｶﾞﾝ"],
        ["データ", "でーた", "ﾃﾞｰﾀ"],
        ["2016-2018", "2016‐2018", "2016–2018", "2016—2018", "2016―2018", "2016−2018", "２０１６－２０１８"],
        ["H28~H30", "H28〜H30", "Ｈ２８～Ｈ３０", "H28∼H30"],
        ["㈱", "(株)", "（株）"],
        ["キロ", "㌔"],
        ["か\u3099", "が", "ガ", "ｶﾞ"],
        ["STRASSE", "Straße"],
        ["龍ケ崎市", "龍ヶ崎市", "龍ｹ崎市", "龍け崎市", "龍ゖ崎市"],
        ["三カ所", "三ヵ所", "三ｶ所", "三か所", "三ゕ所"],
        ["ガが", "ヵ\u3099ゕ\u3099"],
        ["葛城市", "葛\U000e0100城市", "葛\U000e0101\ufe00城市"],
        ["長久手市", "⻑久手市", "長久⼿市"],
        ["神戸市", "\ufa19戸市", "神\ufe00戸市"],
        ["∥", "‖"],
        ["", " ", "\u3000", "\r\n\t", "\ufeff", "\x00"],
    ],
)
def test_texts_that_people_take_for_the_same_fold_alike(same: list[str]) -> None:
    assert {fold(text) for text in same} == {fold(same[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("データ", "デタ"), ("デ-タ", "データ"), ("はは", "ばば"), ("推進", "推薦"), ("50%", "50"), ("や", "ゃ")),
        *(
            ("鹿嶋市", "鹿島市"),
            ("斎藤", "齋藤"),
            ("斎藤", "斉藤"),
            ("沢", "澤"),
            ("辺", "邊"),
            ("崎", "﨑"),
            ("髙", "高"),
        ),
        *(("七ヶ宿町", "七箇宿町"), ("七ヶ宿町", "七が宿町"), ("吉野", "𠮷野"), ("長", "长"), ("竜", "龍")),
    ],
)
def test_texts_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@unhurried
@given(st.text())
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@unhurried
@given(st.text(st.characters(categories=["L", "M", "Z", "Cc", "Cf"])))
def test_no_white_space_and_no_control_character_is_left(text: str) -> None:
    assert not any(character.isspace() or ord(character) < 0x20 for character in fold(text))


@unhurried
@given(st.text(st.characters(codec="ascii"), min_size=1), st.text(st.characters(codec="ascii")))
def test_a_part_of_a_text_folds_to_a_part(part: str, rest: str) -> None:
    assert fold(part) in fold(rest + part + rest)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\ud800", "\ufffd"),
        ("札\udfff幌", "札\ufffd幌"),
        ("か\u3099", "が"),
        ("ｶﾞ", "が"),
        ("e\u0301", "é"),
        ("\u1100\u1161", "가"),
        ("\u1112\u1175", "히"),
        ("가\u11a8", "각"),
        ("가\u11c2", "갛"),
        ("ﾡￂ", "가"),
        ("가" + "\u11a8" + "市", "각市"),
        ("\u0bc6\u0bbe", "\u0bca"),
        ("q\u0323\u0307", "q\u0323\u0307"),
        ("q\u0307\u0323", "q\u0323\u0307"),
    ],
)
def test_characters_that_join_their_neighbours_are_folded_with_them(text: str, folded: str) -> None:
    assert fold(text) == folded


@unhurried
@given(
    st.text(
        st.sampled_from("かガｶﾞﾟ\u3099\u309aeé\u0301\u0323\u1100\u1161\u11a8\u11c2가각ﾡￂㄱㅏ市 \u200b\U00020bb7〜ßＡ㌔")
    )
)
def test_folding_by_characters_is_folding_the_whole(text: str) -> None:
    folding._folded_characters.clear()
    assert fold(text) == folding._fold_whole(text)


def test_ordinary_text_is_folded_by_characters_which_is_fast() -> None:
    fold("札幌市の観光ＩＣＴ事業、①")
    assert set(map(ord, "札幌市の観光ＩＣＴ事業、①")) == folding._folded_characters.keys()
