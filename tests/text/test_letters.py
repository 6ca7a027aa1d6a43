import re
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import unhurried
from kofukin.text.folding import fold
from kofukin.text.letters import ALIKE, IDEOGRAPH_OF_RADICAL, SAME, VARIATION_SELECTORS, respelled

FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
SELECTORS = st.characters(min_codepoint=0xFE00, max_codepoint=0xFE0F) | st.characters(
    min_codepoint=0xE0100, max_codepoint=0xE01EF
)
JAPANESE = st.text(
    st.sampled_from("がぱヴヶゖヵ｡ﾞﾟガ神\ufa19\ufa1e⻑⽅〜～—− éÅ①㌔亜葛\u3099\u309a\u0301\ufe00\U000e0100")
)


def cp932(text: str) -> str:
    """Return what a reader of ``text`` in cp932 sees."""
    return respelled(text, "cp932").encode("cp932").decode("cp932")


def test_letters_that_the_table_names_fold_alike() -> None:
    assert [chr(letter) for letter, other in ALIKE.items() if fold(chr(letter)) != fold(chr(other))] == []


@pytest.mark.parametrize("pair", SAME)
def test_one_letter_at_two_code_points_folds_alike_and_takes_the_one_that_an_encoding_has(pair: str) -> None:
    assert fold(pair[0]) == fold(pair[1])
    assert len({cp932(letter) for letter in pair}) == 1


def test_every_radical_is_an_ideograph_and_none_stands_for_two() -> None:
    for radical, ideograph in IDEOGRAPH_OF_RADICAL.items():
        assert unicodedata.name(chr(radical)).startswith(("KANGXI RADICAL", "CJK RADICAL"))
        assert unicodedata.name(chr(ideograph)).startswith("CJK UNIFIED IDEOGRAPH")
        assert unicodedata.normalize("NFKC", chr(radical)) in (chr(radical), chr(ideograph))
    nameless = {code for code in range(0x2E80, 0x2FD6) if unicodedata.name(chr(code), "")} - set(IDEOGRAPH_OF_RADICAL)
    assert nameless == {0x2E80}  # CJK RADICAL REPEAT, which is no ideograph


@unhurried
@given(JAPANESE | st.text())
def test_the_normal_forms_of_a_text_fold_alike(text: str) -> None:
    assert {fold(unicodedata.normalize(form, text)) for form in FORMS} == {fold(text)}


@unhurried
@given(JAPANESE, SELECTORS, JAPANESE)
def test_a_variation_selector_makes_no_difference(before: str, selector: str, behind: str) -> None:
    assert fold(before + selector + behind) == fold(before + behind)


@unhurried
@given(JAPANESE)
def test_a_respelled_text_folds_as_before_and_needs_no_further_spelling(text: str) -> None:
    assert fold(respelled(text, "cp932")) == fold(text)
    assert respelled(respelled(text, "cp932"), "cp932") == respelled(text, "cp932")


@unhurried
@given(st.text(st.characters(codec="cp932", include_characters="¢£¬‖−〜")))  # these are read back as ￠￡￢∥－～
def test_a_text_that_an_encoding_has_stays_as_it_is_and_folds_as_it_is_read_back(text: str) -> None:
    assert respelled(text, "cp932") == text
    assert fold(text.encode("cp932").decode("cp932")) == fold(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("葛\U000e0100城市", "葛城市"),
        ("★\ufe0f", "★"),
        ("⻑久⼿市", "長久手市"),
        ("市⺠と⾏う", "市民と行う"),
        ("か\u3099いト\u3099", "がいド"),
        ("廊\uf928", "廊廊"),
        ("神\ufa19福\ufa1b", "神神福福"),
        ("１—２‑３", "１―２‐３"),
        ("¥5\u00a0µm A\u030a", "￥5 μm \u212b"),
    ],
)
def test_an_encoding_gets_the_same_letters_at_the_code_points_it_has(written: str, read: str) -> None:
    assert fold(respelled(written, "cp932")) == fold(read)
    assert respelled(written, "cp932").encode("cp932")


@pytest.mark.parametrize("text", ["𠮷野", "鷗", "①㊿", "é", "か\u309a", "1–2", "½", "剝", "頰"])
def test_what_an_encoding_lacks_altogether_is_not_replaced(text: str) -> None:
    assert respelled(text, "cp932") == text
    with pytest.raises(UnicodeEncodeError):
        text.encode("cp932")


def test_every_variation_selector_of_unicode_is_known() -> None:
    named = [chr(code) for code in range(0x110000) if "VARIATION SELECTOR" in unicodedata.name(chr(code), "")]
    assert len(named) >= 16 + 240 + 3
    assert all(re.fullmatch(f"[{VARIATION_SELECTORS}]", selector) for selector in named)
