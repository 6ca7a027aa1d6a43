import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import unhurried
from kofukin.errors import UsageError
from kofukin.messages import errors
from kofukin.model.fiscal_year import ERAS, FIRST, LAST, YearRange, era_label, era_sql, parse, parse_ranges

YEARS = range(FIRST, LAST + 1)
KANJI_DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize("year", [FIRST, 1988, 1989, 2016, 2017, 2018, 2019, 2020, LAST])
def test_a_year_is_read_from_its_own_label(year: int) -> None:
    assert parse(era_label(year)) == year


def test_every_year_is_read_from_its_own_label_and_its_own_number() -> None:
    for year in YEARS:
        assert parse(era_label(year)) == parse(f"{year}") == parse(f"FY{year}") == parse(f"{year}年度") == year


def kanji(number: int) -> str:
    """Return a number as Japanese says it: 2017 → 二千十七."""
    digits = zip("千百十", (number // 1000, number // 100 % 10, number // 10 % 10), strict=True)
    signs = [("" if digit == 1 else KANJI_DIGITS[digit]) + sign for sign, digit in digits if digit]
    return "".join(signs) + KANJI_DIGITS[number % 10].replace("〇", "")


def in_places(number: int) -> str:
    """Return a number digit by digit: 2017 → 二〇一七."""
    return "".join(KANJI_DIGITS[int(digit)] for digit in str(number))


@pytest.mark.parametrize("written", [kanji, in_places])
def test_every_year_is_read_in_kanji_as_in_digits(written: Callable[[int], str]) -> None:
    for year in YEARS:
        assert parse(f"{written(year)}年度") == parse(written(year)) == year
    for era in ERAS:
        for number in range(1, (era.most or 63) + 1):
            assert parse(f"{era.kanji}{written(number)}年度") == parse(f"{era.kanji}{number}年度")


@unhurried
@given(st.text("〇一二九十百千廿元年度平成0123", max_size=9))
def test_a_mix_of_numerals_is_a_year_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert parse(text) in YEARS


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("H29", 2017),
        ("h29", 2017),
        ("Ｈ２９", 2017),
        ("平成29", 2017),
        ("平成29年", 2017),
        ("平成29年度", 2017),
        ("平成２９年度", 2017),
        ("平29", 2017),
        ("H29年度", 2017),
        ("平成 29 年度", 2017),
        ("2017", 2017),
        ("２０１７", 2017),
        ("2017年度", 2017),
        ("FY2017", 2017),
        ("fy2017", 2017),
        ("R1", 2019),
        ("r1", 2019),
        ("R01", 2019),
        ("令和元", 2019),
        ("令和元年", 2019),
        ("令和元年度", 2019),
        ("令1", 2019),
        ("平成元年度", 1989),
        ("S63", 1988),
        ("昭和元年度", 1926),
        ("H31", 2019),
        ("H32", 2020),
        ("平成32年度", 2020),
        ("平成二十九年度", 2017),
        ("平成二九年度", 2017),
        ("平成廿九年", 2017),
        ("平成卅年度", 2018),
        ("平成三十年", 2018),
        ("平成十年", 1998),
        ("平二十九", 2017),
        ("H二九", 2017),
        ("㍻二十九年度", 2017),
        ("平成 二十九 年度", 2017),
        ("令和五年", 2023),
        ("令和十一年度", 2029),
        ("昭和六十三年", 1988),
        ("二〇一七", 2017),
        ("二〇一七年度", 2017),
        ("二○一七年", 2017),
        ("二零一七年", 2017),
        ("⼆〇⼀七年度", 2017),
        ("二千十七年", 2017),
        ("一千九百八十九年度", 1989),
    ],
)
def test_a_year_is_read_as_documents_and_people_write_it(text: str, year: int) -> None:
    assert parse(text) == year


@pytest.mark.parametrize(
    "text",
    [
        *("29", "H0", "S65", "平成0年度", "平成年度", "2017.5", "", " ", "H", "H-1", "H029", "元", "令和元元"),
        *("20170", "201", "1925", "2101", "X29", "H29年度度", "FY29", "FYH29", "2017/18"),
        *("二十九", "平成二十九十年", "平成〇年", "平成○○年度", "平成百年", "平成百二十年", "平成廿十年", "平成二2年"),
        *("平成2十年", "平成一〇〇年", "平成十〇年", "二〇一", "千", "昭和六十五年", "元年", "一"),
        *("H29\x00", "%", "' OR 1=1"),
    ],
)
def test_what_names_no_year_is_refused_with_valid_forms(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert caught.value.message == errors.YEAR_UNREADABLE(text=text)
    assert caught.value.hint == errors.YEAR_FORMS


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("H29", [(2017, 2017)]),
        ("H28-H30", [(2016, 2018)]),
        ("H28..R1", [(2016, 2019)]),
        ("2016-2018", [(2016, 2018)]),
        ("H28〜H30", [(2016, 2018)]),
        ("Ｈ２８～Ｈ３０", [(2016, 2018)]),
        ("H28 – H30", [(2016, 2018)]),
        ("平成28年度-令和元年度", [(2016, 2019)]),
        ("H28-2016", [(2016, 2016)]),
        ("H28..", [(2016, None)]),
        ("H28-", [(2016, None)]),
        ("..2016", [(None, 2016)]),
        ("-H28", [(None, 2016)]),
        ("H28,H30", [(2016, 2016), (2018, 2018)]),
        ("H28、H30", [(2016, 2016), (2018, 2018)]),
        ("平成二十八年度〜平成三十年度", [(2016, 2018)]),
        ("二〇一六年度、令和五年..", [(2016, 2016), (2023, None)]),
        ("..H20, H28-H29 ,R1", [(None, 2008), (2016, 2017), (2019, 2019)]),
    ],
)
def test_ranges_and_lists(text: str, ranges: list[tuple[int | None, int | None]]) -> None:
    assert parse_ranges(text) == [YearRange(*years) for years in ranges]


@pytest.mark.parametrize(
    "text", ["", "..", "-", ",", "H28,", "H28,,H30", "H28-H29-H30", "H28...H30", "28-30", "H28-x", "H28一H30"]
)
def test_what_is_no_range_is_refused_with_valid_forms(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_ranges(text)
    assert caught.value.hint == errors.YEAR_FORMS


@pytest.mark.parametrize("text", ["H28-H29-H30", "-"])
def test_a_range_of_any_other_number_of_sides_is_quoted_as_it_stands(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_ranges(f"H28, {text}")
    assert caught.value.message == errors.YEAR_UNREADABLE(text=text)


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        parse_ranges("H28,H30-H28")
    assert caught.value.message == errors.YEAR_RANGE_BACKWARDS(text="H30-H28")
    assert caught.value.hint == errors.YEAR_FORMS


@pytest.mark.parametrize(
    ("years", "label"),
    [
        (YearRange(2017, 2017), "H29"),
        (YearRange(2016, 2019), "H28-R1"),
        (YearRange(2016, None), "H28-"),
        (YearRange(None, 2016), "-H28"),
        (YearRange(None, None), "-"),
    ],
)
def test_a_range_is_labelled_as_people_write_it(years: YearRange, label: str) -> None:
    assert years.label() == label


@unhurried
@given(st.sampled_from(YEARS), st.sampled_from(YEARS), st.sampled_from(["-", "..", "〜", "～", "―", "−"]))
def test_a_range_of_any_two_years_is_read_or_runs_backwards(first: int, last: int, sign: str) -> None:
    text = era_label(first) + sign + era_label(last)
    if first <= last:
        assert parse_ranges(text) == [YearRange(first, last)]
    else:
        with pytest.raises(UsageError):
            parse_ranges(text)


@unhurried
@given(st.text())
def test_any_text_is_a_year_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert parse(text) in YEARS


@pytest.mark.parametrize(
    ("years", "inside", "outside"),
    [
        (YearRange(2016, 2018), [2016, 2017, 2018], [2015, 2019, "2017", None]),
        (YearRange(2016, None), [2016, 2100], [2015]),
        (YearRange(None, 2016), [1926, 2016], [2017]),
    ],
)
def test_both_ends_belong_to_a_range(years: YearRange, inside: list[object], outside: list[object]) -> None:
    assert all(year in years for year in inside)
    assert not any(year in years for year in outside)


def test_a_year_before_the_eras_has_no_label() -> None:
    with pytest.raises(ValueError, match="1925"):
        era_label(FIRST - 1)


def test_the_database_names_years_as_we_do() -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(":memory:")) as connection:
        for year in YEARS:
            sql = f"SELECT {era_sql('year')} FROM (SELECT ? AS year)"
            assert connection.execute(sql, (year,)).fetchone() == (era_label(year),)
