import pytest
from tables import EN, JA, PROJECTS

from kofukin.messages import LANGUAGES, Message, Said, errors, labels, notes
from kofukin.render import Style
from kofukin.render.notes import grouped, short
from kofukin.table import Table

SHARE = labels.PARTNER_OF(partner="6 自治体", project="a-1")
SAID: tuple[Message | Said, ...] = (
    labels.PROGRAM_INFERRED(inferred=3),
    labels.WHOSE_MONEY(municipality="札幌市"),
    labels.ENGLISH_UNOFFICIAL,
    labels.BASIS_UNSTATED,
    labels.NOT_INCLUDED(partners="北海道"),
    labels.SHARES_UNSTATED(partners=[SHARE]),
)
WORDED = {message: wording for members in notes.GROUPS.values() for message, wording in members.items()}


def noted(*said: Message | Said) -> Table:
    return PROJECTS._replace(notes=said)


def test_notes_stand_in_groups_whatever_their_order() -> None:
    assert grouped(noted(*SAID), JA) == [
        (
            "金額",
            [
                "国費は札幌市の分",
                "金額が 1 年分か全期間分かは資料に記載なし",
                "北海道の額は別の列にあり、国費にも合計にも含まない",
            ],
        ),
        ("記載なし", ["額の記載がない共同申請先: 6 自治体（a-1）（0 ではない）"]),
        ("交付金", ["交付金の別は 3 件が推定（根拠は kofukin show ID）"]),
    ]


def test_on_paper_nobody_is_sent_to_a_command() -> None:
    (_, lines), *_ = grouped(noted(labels.PROGRAM_INFERRED(inferred=3)), EN, printed=True)
    assert lines == ["The program of 3 projects is inferred; the source does not state it."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_that_names_a_command_has_words_for_paper(language: str) -> None:
    commands = ("kofukin ", "--", "標準エラー出力", "standard error")
    for message, wording in WORDED.items():
        text = message.ja if language == "ja" else message.en
        if any(command in text for command in commands):
            assert wording.printed is not None, text
            said = wording.printed.ja if language == "ja" else wording.printed.en
            assert not any(command in said for command in commands)


def test_short_notes_keep_what_would_be_misread() -> None:
    assert short(noted(*SAID), JA) == [
        "国費は札幌市の分。1 年分か全期間分かは不明。北海道の額は含まない",
        "一部の共同申請先は額の記載なし。交付金の別は 3 件が推定",
    ]
    assert short(noted(*SAID), EN) == [
        "National funds of 札幌市; one year or all: not stated; 北海道 not included.",
        "Some partners' amounts are not stated; the program of 3 is inferred.",
    ]


def test_no_notes_are_none() -> None:
    assert grouped(noted(*SAID), Style("ja", notes="none")) == []
    assert grouped(noted(*SAID), Style("ja", notes="short")) == [("", [line]) for line in short(noted(*SAID), JA)]


def test_a_note_of_no_group_stands_last_and_is_no_short_one() -> None:
    unknown = errors.SEE_LIST
    assert grouped(noted(unknown, *SAID), EN)[-1] == ("Also", [unknown.en])
    assert short(noted(unknown), EN) == []


def test_a_note_that_a_language_lacks_leaves_no_line() -> None:
    assert grouped(noted(labels.ENGLISH_UNOFFICIAL), JA) == []
