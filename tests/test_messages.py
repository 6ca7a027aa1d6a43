"""Everything is said in both languages, with the same values in it, and nothing lies about that is never said."""

import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

import kofukin
from kofukin import query
from kofukin.messages import Message, comparing, errors, importing, labels, say
from kofukin.messages import help as help_texts
from kofukin.model.fields import PARTNER, TABLES
from kofukin.query.fields import MEASURE_FIELDS, ON_REQUEST

MODULES = (errors, labels, help_texts, comparing)
NOT_IN_JAPANESE = labels.ENGLISH_UNOFFICIAL
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(kofukin.__file__).parent.rglob("*.py"))


def _messages(value: object, place: str) -> Iterator[tuple[str, Message]]:
    if isinstance(value, Message):
        yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _messages(item, f"{place}[{key}]")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _messages(item, f"{place}[{index}]")


MESSAGES = dict(
    found
    for module in MODULES
    for name, value in vars(module).items()
    for found in _messages(value, f"{module.__name__}.{name}")
)
CONSTANTS = [
    (module, name)
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Message) and not name.startswith("_")
]


def _placeholders(template: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_the_messages_are_found() -> None:
    assert len(MESSAGES) > 250


def test_every_message_is_said_in_both_languages() -> None:
    assert [place for place, message in MESSAGES.items() if not message.en.strip()] == []
    assert [
        place for place, message in MESSAGES.items() if not message.ja.strip() and message is not NOT_IN_JAPANESE
    ] == []


def test_both_languages_say_the_same_values() -> None:
    assert [
        place for place, message in MESSAGES.items() if _placeholders(message.ja) != _placeholders(message.en)
    ] == []


def test_a_message_is_one_line_without_a_gap_where_pieces_meet() -> None:
    assert [place for place, message in MESSAGES.items() if re.search("\n|  ", message.ja + message.en)] == []


def test_the_only_note_for_english_readers_alone_is_that_names_are_unofficial() -> None:
    assert NOT_IN_JAPANESE.ja == ""


def test_every_message_is_said_somewhere() -> None:
    assert [f"{module.__name__}.{name}" for module, name in CONSTANTS if not _is_used(module, name)] == []


def _is_used(module: ModuleType, name: str) -> bool:
    in_its_module = re.findall(rf"\b{name}\b", Path(str(module.__file__)).read_text(encoding="utf-8"))
    return len(in_its_module) > 1 or re.search(rf"\.{name}\b", SOURCES) is not None


def test_every_field_that_people_see_has_a_label() -> None:
    dimensions = tuple(query.DIMENSIONS)
    of_groups = [field for name in dimensions for field in query.DIMENSIONS[name].fields]
    shown = [*query.FIELDS.values(), *of_groups, *MEASURE_FIELDS, *ON_REQUEST, *query.PROGRAM_FIELDS]
    assert [field.name for field in shown if field.label is None or "" in field.label] == []


def test_every_field_says_what_it_means_and_every_word_what_it_is_called() -> None:
    fields = [field for table in (*TABLES, PARTNER) for field in table.fields] + [*MEASURE_FIELDS, *ON_REQUEST]
    assert [field.name for field in fields if "" in field.meaning] == []
    words = [word for field in fields for word in (field.words or {}).values()]
    assert len(words) >= 10
    assert [word for word in words if "" in word] == []


def test_a_value_that_is_itself_a_message_is_said_in_the_same_language() -> None:
    said = errors.ERROR(message=errors.OS_OTHER(reason=[labels.TOTAL, labels.NO_AMOUNT, "x"]))
    assert said.in_("ja") == "エラー: 合計、記載なし、x"
    assert said.in_("en") == "error: Total, not stated, x"


def test_braces_in_a_value_are_no_placeholders() -> None:
    assert errors.ERROR(message="{message} {0} {").in_("en") == "error: {message} {0} {"


def test_what_is_no_message_stays_as_it_is() -> None:
    assert say(17, "ja") == 17
    assert say("事業", "en") == "事業"


def test_marks_of_quotation_inside_others_are_the_inner_ones() -> None:
    said = labels.CITATION_TEXT(
        name="「さっぽろ圏」『新』事業", amount="1 円", document="札幌市「事業」", place="", dataset="x", version="1"
    )
    assert said.in_("ja").startswith("「『さっぽろ圏』「新」事業」国費 1 円、札幌市「事業」（")
    assert said.in_("en").startswith("「さっぽろ圏」『新』事業, national funds")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 problems found"), (1, "1 problem found"), (11, "11 problems found")]
)
def test_english_words_follow_the_number_before_them(count: int, said: str) -> None:
    assert errors.CHECK_FAILED(count=count).in_("en") == said


def test_no_message_leaves_the_plural_to_its_reader() -> None:
    every = dict(_messages(vars(importing), "importing"))
    assert [place for place, message in (MESSAGES | every).items() if "(s)" in message.en] == []
    assert len(every) > 100
