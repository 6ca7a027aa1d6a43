import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofukin.model.municipality_code import CHANGED, DESIGNATED, completed, corporate_number_sql, current, is_valid

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


def corporate_number(code: str | None) -> str | None:
    with closing(sqlite3.connect(":memory:")) as connection:
        (number,) = connection.execute(f"SELECT {corporate_number_sql('?1')}", (code,)).fetchone()
    return None if number is None else str(number)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("011002", "9000020011002"),  # 札幌市
        ("010006", "7000020010006"),  # 北海道
        ("094111", "2000020094111"),  # 那珂川町 of 栃木県
        ("042021", "1000020042021"),  # 石巻市
    ],
)
def test_a_corporate_number_is_a_check_digit_000020_and_the_code(code: str, number: str) -> None:
    assert corporate_number(code) == number
    digits = [int(digit) for digit in number]
    assert digits[0] == 9 - sum(digit * (1 + place % 2) for place, digit in enumerate(digits[:0:-1])) % 9


@pytest.mark.parametrize(
    "code",
    [
        *(
            "011011",
            "011100",
            "141101",
            "231100",
            "281107",
            "271276",
        ),  # 中央区, 清田区, 戸塚区, 中川区, 中央区, 鶴見区 or so
        *("221317", "221325", "221376", "221384"),  # wards of 浜松市, those of before 2024 and after
        *("131008", "131253"),  # all of Tokyo's wards together, and none
        *("018015", "138304", "469998"),  # unions
        *("480002", "990001", "000000"),  # no prefecture
        *("011003", "01100", "", None),  # no sound code
        *("044237", "042161", "403059", "402311"),  # 富谷 and 那珂川, whose codes changed
    ],
)
def test_what_has_no_number_that_follows_from_its_code_gets_none(code: str | None) -> None:
    whole = completed(code[:5]) if code is not None and len(code) == 6 and code != "011003" else code
    assert corporate_number(whole) is None


def test_of_the_codes_of_cities_with_wards_each_has_a_number_and_those_beside_it_none() -> None:
    assert len(DESIGNATED) == 20
    for code in DESIGNATED:
        assert corporate_number(completed(code))
        assert corporate_number(completed(f"{int(code) + 1:05}")) is None
    wards = [completed(str(code)) for code in range(13101, 13124)]
    assert all(map(corporate_number, wards))


def test_a_town_that_became_a_city_keeps_being_one_body() -> None:
    for town, city in CHANGED.items():
        assert is_valid(town)
        assert is_valid(city)
        assert current(town) == current(city) == city
    assert current("011002") == "011002"
