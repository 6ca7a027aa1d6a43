import pytest

from kofukin.model.prefecture import PREFECTURES, prefecture_code


def test_there_are_47_in_the_order_of_their_codes() -> None:
    assert list(PREFECTURES) == [f"{number:02}" for number in range(1, 48)]
    assert len(set(PREFECTURES.values())) == 47
    assert (PREFECTURES["01"], PREFECTURES["13"], PREFECTURES["27"], PREFECTURES["47"]) == (
        "北海道",
        "東京都",
        "大阪府",
        "沖縄県",
    )


@pytest.mark.parametrize(
    ("municipality_code", "prefecture"),
    [
        *(("011002", "01"), ("010006", "01"), ("341002", "34"), ("472018", "47"), (None, None), ("", None)),
        *(("0", None), ("000000", None), ("480000", None), ("札幌市", None)),
    ],
)
def test_a_municipality_code_begins_with_its_prefecture(municipality_code: str | None, prefecture: str | None) -> None:
    assert prefecture_code(municipality_code) == prefecture


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        (None, "北海道札幌市", "01"),
        (None, "東京都", "13"),
        (None, "京都府京都市", "26"),
        (None, "札幌市", None),
        (None, None, None),
        ("341002", "北海道広島市", "34"),
        ("990000", "北海道札幌市", None),
    ],
)
def test_a_name_may_begin_with_the_prefecture(code: str | None, name: str | None, expected: str | None) -> None:
    assert prefecture_code(code, name) == expected
