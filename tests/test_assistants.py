"""The page for assistants: its commands exist, its answers are found, and it names fields that there are."""

import re
from pathlib import Path

import pytest

from conftest import Kofukin
from kofukin.model.fields import FIELDS
from kofukin.query import DIMENSIONS, MEASURES
from kofukin.verifying.showing import NAMES

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ("assistants.md", "assistants.ja.md")
OTHER_NAMES = {"citation", "document", "related", "stated", "partner_national_funds_yen", "near", "found", "unstated"}


def page_text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_each_command_that_the_page_lists_answers(kofukin: Kofukin, page: str) -> None:
    tools = page_text(page).split("\n## ")[1]
    listed = re.findall(r"^- `kofukin ([^`]+)`", tools, re.MULTILINE)
    assert len(listed) == 7
    names = {"WORD": "観光", "言葉": "観光", "ID": "sapporo-h29-ainu", "PROGRAM": "推進", "交付金": "推進"}
    for command in listed:
        words = re.sub(r"\[(?:filters|条件)\]|\[,[^\]]*\]", "", command).replace("[", "").replace("]", "").split()
        if words[0] in ("diff", "verify"):
            continue  # these take files, and have examples of their own
        words = ["program" if word in ("DIM", "区分") else names.get(word, word) for word in words]
        assert kofukin(*words).code == 0, command


@pytest.mark.parametrize("page", PAGES)
def test_each_filter_and_question_that_the_page_gives_is_understood(kofukin: Kofukin, page: str) -> None:
    text = page_text(page)
    filters = re.findall(r"`(--(?:year|active|program|application|partner|municipality) [^`]+)`", text)
    assert len(filters) >= 6
    for given in filters:
        assert kofukin("list", *given.split(), "-f", "json").code == 0, given
    for columns in re.findall(r"`(?:totals --by year|list) -c ([\w,]+)`", text):
        command = ["totals", "--by", "year"] if "change" in columns else ["list"]
        assert kofukin(*command, "-c", columns, "-f", "json").code == 0, columns


@pytest.mark.parametrize("page", PAGES)
def test_each_field_that_the_page_names_is_one(page: str) -> None:
    known = {*FIELDS, *DIMENSIONS, *MEASURES, *NAMES, *OTHER_NAMES}
    named = re.findall(r"`([a-z]+(?:_[a-z]+)+)`", page_text(page))
    assert len(named) > 8
    assert [name for name in named if name not in known] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_answer_of_the_example_is_found_to_the_last_amount(page: str) -> None:
    last = page_text(page).split("answer.txt -f csv")[1].split("```")[0]
    assert last.count(",found,") == 4
    assert last.endswith("\n0\n")


def test_both_pages_give_the_same_rules() -> None:
    english, japanese = (re.findall(r"^([0-9]+)\. ", page_text(page), re.MULTILINE) for page in PAGES)
    assert english == japanese
