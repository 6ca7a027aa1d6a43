import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import unhurried
from kofukin.text.display_width import display_width, pad, wrap

JAPANESE = st.text(st.sampled_from("あア漢字ーｱaB1 、。「」（）・-%　"))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc 123", 7),
        ("札幌市", 6),
        ("ＩＣＴ", 6),
        ("ｱｲﾇ", 3),
        ("IT 産業", 7),
        ("　", 2),
        ("𠮷", 2),
        ("か\u3099", 2),
        ("①※…→○×", 6),
    ],
)
def test_kanji_take_two_columns_and_ambiguous_characters_one(text: str, width: int) -> None:
    assert display_width(text) == width


def test_padding_counts_columns_and_never_cuts() -> None:
    assert pad("札幌", 6) == "札幌  "
    assert pad("札幌", 3) == "札幌"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("one two three", 7, ["one two", "three"]),
        ("若者定着促進", 6, ["若者定", "着促進"]),
        ("若者定着、促進", 8, ["若者定", "着、促進"]),
        ("あい「うえ」", 6, ["あい", "「う", "え」"]),
        ("IT 産業活性化", 7, ["IT 産業", "活性化"]),
        ("a-word-that-is-long 短い", 8, ["a-word-that-is-long", "短い"]),
    ],
)
def test_lines_break_at_spaces_and_between_kanji_but_not_before_a_comma(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrap(text, width) == lines


@unhurried
@given(JAPANESE, st.integers(1, 30))
def test_wrapping_loses_nothing_but_white_space(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@unhurried
@given(st.text(st.sampled_from("あ漢 "), max_size=60), st.integers(2, 30))
def test_no_line_is_wider_than_asked_where_it_may_break_anywhere(text: str, width: int) -> None:
    assert all(display_width(line) <= width for line in wrap(text, width))
