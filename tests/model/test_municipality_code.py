import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofukin.model.municipality_code import completed, is_valid

digits = st.text("0123456789", min_size=5, max_size=5)


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("01100", "011002"),
        ("01000", "010006"),
        ("34100", "341002"),
        ("13101", "131016"),
        ("47201", "472018"),
        ("13000", "130001"),
    ],
)
def test_a_code_gets_its_check_digit(code: str, whole: str) -> None:
    assert completed(code) == whole
    assert is_valid(whole)


@pytest.mark.parametrize("text", ["", "0110", "011002", "0110０", "①1002", "O1100", " 1100", "-1100", "01 00"])
def test_what_is_not_five_digits_is_not_completed(text: str) -> None:
    assert completed(text) is None


@pytest.mark.parametrize("text", ["", "01100", "0110022", "011003", "０１１００２", "01100x", "011002\n"])
def test_what_is_no_whole_code_is_invalid(text: str) -> None:
    assert not is_valid(text)


@given(digits)
def test_one_last_digit_is_right(code: str) -> None:
    assert [last for last in "0123456789" if is_valid(code + last)] == [(completed(code) or "")[-1]]


@given(digits, st.integers(0, 4), st.integers(1, 9))
def test_a_wrong_digit_is_noticed_unless_it_weighs_as_much(code: str, place: int, more: int) -> None:
    whole = completed(code) or ""
    wrong = code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]
    remainders = {int(d) * w for d, w in ((code[place], 6 - place), (wrong[place], 6 - place))}
    if len({(11 - weight % 11) % 11 for weight in remainders}) == 2:
        assert completed(wrong) != whole
