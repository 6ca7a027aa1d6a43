import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import unhurried
from kofukin.errors import UsageError
from kofukin.messages import errors
from kofukin.model.amounts import LARGEST_YEN, UNIT_NAMES, Unit, in_unit, parse_yen, show

AMOUNTS = st.integers(0, LARGEST_YEN)


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("30000000", 30_000_000),
        ("30,000,000", 30_000_000),
        ("30000000円", 30_000_000),
        ("3000万円", 30_000_000),
        ("30,000千円", 30_000_000),
        ("37,000 千円", 37_000_000),
        ("0.3億円", 30_000_000),
        ("30百万円", 30_000_000),
        ("3千万円", 30_000_000),
        ("1億2,000万円", 120_000_000),
        ("１億２０００万円", 120_000_000),
        ("3,700万5,000円", 37_005_000),
        ("３０，０００千円", 30_000_000),
        ("０．３億円", 30_000_000),
        ("¥30,000", 30_000),
        ("￥30,000", 30_000),
        ("30000yen", 30_000),
        ("30000 YEN", 30_000),
        ("2.997千円", 2_997),
        ("0", 0),
        ("0円", 0),
        ("1.0", 1),
        ("1000000000000000", LARGEST_YEN),
        ("10,000,000億0円", LARGEST_YEN),
        ("1億9999万9999円", 199_999_999),
        ("0" * 39 + "5", 5),
        ("0" * 36 + "1万1円", 10_001),
    ],
)
def test_an_amount_is_read_as_documents_and_people_write_it(text: str, yen: int) -> None:
    assert parse_yen(text) == yen


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "円", "千円", "-1", "+1", "1e6", "30,00", "3,0000", ",300", "300,", "30.000.000", "1.5"),
        *("0.5円", ".5億円", "1.", "三千万円", "30000ドル", "$30", "3万", "30千", "1千円2円"),
        *(
            "1億10000万円",
            "1万10,000円",
            "1億10000万1円",
            "10,000,000億1円",
            "¥円",
            "億円",
            "0" * 40 + "5",
            "0" * 37 + "1万1円",
        ),
        *("1000000000000001", "10億億円", "nan", "inf", "0.0001千円", "0x10", "1_000", "%", "'", "\x00"),
    ],
)
def test_what_is_no_amount_is_refused_with_valid_forms(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_yen(text)
    assert caught.value.message == errors.AMOUNT_UNREADABLE(text=text)
    assert caught.value.hint == errors.AMOUNT_FORMS


@pytest.mark.parametrize("text", ["9" * 5_000, "9" * 5_000 + "円"])
def test_a_number_of_thousands_of_digits_is_refused_like_any_other(text: str) -> None:
    with pytest.raises(UsageError):
        parse_yen(text)


@unhurried
@given(AMOUNTS, st.sampled_from(sorted(UNIT_NAMES)))
def test_a_shown_amount_is_read_back(yen: int, name: str) -> None:
    unit = UNIT_NAMES[name]
    assert parse_yen(show(yen, unit) + unit.label.ja) == yen


@unhurried
@given(AMOUNTS, st.sampled_from(Unit))
def test_no_yen_is_lost_in_any_unit(yen: int, unit: Unit) -> None:
    assert in_unit(yen, unit) * unit.value == yen


@unhurried
@given(st.text())
def test_any_text_is_an_amount_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert 0 <= parse_yen(text) <= LARGEST_YEN


@pytest.mark.parametrize(
    ("yen", "unit", "shown"),
    [
        (37_000_000, Unit.YEN, "37,000,000"),
        (37_000_000, Unit.THOUSAND, "37,000"),
        (37_000_000, Unit.MILLION, "37"),
        (29_710_000, Unit.MILLION, "29.71"),
        (1_234_567, Unit.THOUSAND, "1,234.567"),
        (1, Unit.MILLION, "0.000001"),
        (LARGEST_YEN - 1, Unit.MILLION, "999,999,999.999999"),
        (0, Unit.MILLION, "0"),
    ],
)
def test_an_amount_is_shown_with_all_its_digits_and_no_more(yen: int, unit: Unit, shown: str) -> None:
    assert show(yen, unit) == shown


def test_an_amount_that_divides_evenly_stays_a_whole_number() -> None:
    assert type(in_unit(37_000_000, Unit.THOUSAND)) is int
    assert in_unit(1_500, Unit.THOUSAND) == Decimal("1.5")


def test_units_are_named_in_both_languages() -> None:
    assert [(unit.field, unit.label.ja, unit.label.en) for unit in Unit] == [
        ("yen", "円", "yen"),
        ("thousand_yen", "千円", "thousand yen"),
        ("million_yen", "百万円", "million yen"),
        ("hundred_million_yen", "億円", "hundred million yen"),
    ]
    assert set(UNIT_NAMES.values()) == set(Unit)
