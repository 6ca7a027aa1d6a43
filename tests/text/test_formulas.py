"""Text that a spreadsheet would run, kept from it and given back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import unhurried
from kofukin.text.formulas import guarded, unguarded

_TEXTS = st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠a 1事"), max_size=6)


@unhurried
@given(_TEXTS)
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@unhurried
@given(_TEXTS, _TEXTS)
def test_two_texts_stay_two(one: str, other: str) -> None:
    assert (guarded(one) == guarded(other)) == (one == other)


@pytest.mark.parametrize("sign", [*"=+-@\t\r\n＝＋－＠"])
def test_no_cell_begins_with_the_sign_of_a_formula(sign: str) -> None:
    for text in (f"{sign}cmd", f"'{sign}cmd", f"''{sign}cmd"):
        assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "事業", "'事業", " =x", "a=b", "''", "'"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text
