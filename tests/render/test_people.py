import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import EN, JA, PROJECTS, TOTALS, UNSAFE, column

from datasets import unhurried
from kofukin.messages import Message, labels
from kofukin.model.amounts import Unit
from kofukin.render import Style, people
from kofukin.table import Column, Kind, Value


@pytest.mark.parametrize(
    ("name", "value", "ja", "en"),
    [
        ("national_funds_yen", 37_000_000, "37,000", "37,000"),
        ("national_funds_yen", 1_234_567, "1,234.567", "1,234.567"),
        ("national_funds_yen", 0, "0", "0"),
        ("national_funds_yen", None, "-", "-"),
        ("share", 0.6604, "66.0%", "66.0%"),
        ("share", 0.000107, "0.01%", "0.01%"),
        ("share", -0.0000049, "-0.0005%", "-0.0005%"),
        ("share", 0.0, "0.0%", "0.0%"),
        ("share", None, "-", "-"),
        ("fiscal_year", 2017, "2017", "2017"),
        ("projects", 1_234, "1234", "1234"),
        ("application", "joint", "共同", "joint"),
        ("application", None, "-", "-"),
        ("application", "other", "other", "other"),
        ("program_basis", "inferred, medium", "推定（確度：中）", "inferred (confidence: medium)"),
        ("partners", ("北海道", "6 自治体"), "北海道、6 自治体", "北海道, 6 自治体"),
        ("partners", (), "-", "-"),
        ("note", None, "-", "-"),
        ("note", "a\x1b[31m\nb", "a[31m b", "a[31m b"),
        ("partners", ("a\x1bb", "c\u202ed"), "ab、cd", "ab, cd"),
        ("municipality_code", "011002", "011002", "011002"),
    ],
)
def test_a_cell_as_people_read_it(name: str, value: Value, ja: str, en: str) -> None:
    assert people.cell(value, column(name), JA) == ja
    assert people.cell(value, column(name), EN) == en


def test_an_unknown_group_is_named() -> None:
    assert people.cell(None, column("application", names_group=True), JA) == "（記載なし）"
    assert people.cell(None, column("application", names_group=True), EN) == "(not stated)"


@pytest.mark.parametrize(
    ("unit", "shown"), [(Unit.YEN, "29,710,000"), (Unit.THOUSAND, "29,710"), (Unit.MILLION, "29.71")]
)
def test_amounts_are_shown_in_the_readers_unit(unit: Unit, shown: str) -> None:
    assert people.cell(29_710_000, column("national_funds_yen"), Style("ja", unit=unit)) == shown


def test_the_total_row_is_named_and_says_nothing_of_groups() -> None:
    assert people.total_cells(TOTALS, JA) == ["合計", "4", "40,001.5", "100.0%"]
    assert people.total_cells(PROJECTS, JA) == []


def test_the_total_row_keeps_its_number_where_the_first_column_is_one() -> None:
    numbers_only = TOTALS._replace(columns=TOTALS.columns[1:], total=(4, 40_001_500, None), rows=())
    assert people.total_cells(numbers_only, EN) == ["4", "40,001.5", "-"]


def test_the_unit_is_named_where_there_is_an_amount() -> None:
    assert people.unit(PROJECTS, JA) == "（単位：千円）"
    assert people.unit(PROJECTS, EN) == "(in thousand yen)"
    assert people.unit(PROJECTS._replace(columns=PROJECTS.columns[:1]), JA) == ""


def test_the_title_says_what_was_asked() -> None:
    asked = PROJECTS._replace(asked=(labels.ASKED_NOTHING,))
    assert people.title(asked, JA) == "地方創生関連交付金の事業（すべての事業）"
    assert people.title(asked, EN) == "Regional-revitalization grant projects (all projects)"
    assert people.title(asked, Style("ja", title="資料３")) == "資料３（すべての事業）"
    assert people.title(PROJECTS._replace(title=None), JA) == ""


def test_what_was_asked_begins_a_line_of_its_own_as_a_sentence_does() -> None:
    asked = PROJECTS._replace(asked=(labels.ASKED_NOTHING,), drawn=labels.DRAWN_FROM(datasets="市の一覧 1"))
    assert people.provenance(asked, JA, "円") == "すべての事業　データ: 市の一覧 1　円"
    assert people.provenance(asked, EN) == "All projects. Data: 市の一覧 1"
    assert people.provenance(PROJECTS, EN) == people.drawn(PROJECTS, EN)


def test_data_in_labels_and_words_is_made_harmless_too() -> None:
    unsafe = Message(UNSAFE, UNSAFE)
    spoilt = Column("program", Kind.CODE, unsafe, {"p": unsafe})
    assert people.label(spoilt, JA) == people.cell("p", spoilt, EN) == "a[31mbcdefghi"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (UNSAFE, "a[31mbcdefghi"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("a\nb", "a b"),
        ("a\r\n\tb", "a b"),
        ("a\u2028b", "a b"),
        ("[/x] :+1:", "[/x] :+1:"),
        ("札幌　市", "札幌　市"),
        ("が\u3099①※…→○×", "が\u3099①※…→○×"),
    ],
)
def test_text_is_shown_without_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert people.visible(text) == shown


@unhurried
@given(st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "L"])))
def test_no_control_character_is_shown(text: str) -> None:
    shown = people.visible(text)
    assert shown.isprintable() or not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in shown)
    assert not set(shown) & set(
        map(chr, [0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x206A)])
    )
