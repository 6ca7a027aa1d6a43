"""Drafts that kept their open points as comments."""

import pytest

from kofukin.files.comments import remarks_in

DRAFT = '''# list.csv: 2 lines read, 1 project
# to settle: list.csv row 9: unread: x

[dataset]
title = "# to settle: no remark"

# list.csv row 2
# to settle: above a whole project
[[project]]
# the owner's own words
# to settle: doubtful amount: 23.210千円
# national_funds_yen =
# 推定: 見出しによる
# inferred: again
fiscal_year = 2017
summary = """
# to settle: inside a text
fiscal_year = 1
"""
note = \'\'\'one line\'\'\'
[[ project ]]
# 要確認: 交付金
program = "suishin"
# to settle: below everything
'''


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_each_remark_has_its_line_and_what_it_stands_over(line_end: str) -> None:
    found = list(remarks_in(DRAFT.replace("\n", line_end)))
    assert [(line, said.project, said.field, said.kind) for line, said in found] == [
        (2, None, None, "open"),
        (8, "0", None, "open"),
        (11, "0", "national_funds_yen", "open"),
        (13, "0", "fiscal_year", "inferred"),
        (14, "0", "fiscal_year", "inferred"),
        (22, "1", "program", "open"),
        (24, None, None, "open"),
    ]
    assert found[2][1].text == "doubtful amount: 23.210千円"


@pytest.mark.parametrize("line", ["  # to settle: doubtful", "#to settle: doubtful", "\t#  to settle: doubtful\n\n"])
@pytest.mark.parametrize(
    "above",
    [
        'summary = "a"    # """ trailing',
        "name = \"it's ''' in a name\"",
        'name = \'six """ quotes\'',
        'summary = """\nx\n"""',
    ],
)
def test_a_person_may_indent_and_edit_a_draft(above: str, line: str) -> None:
    text = f"[dataset]\n[[project]]\n{above}\n{line}\n  # national_funds_yen =\nsource_document = 'D'\n"
    assert [said[:4] for _, said in remarks_in(text)] == [("open", "doubtful", "0", "national_funds_yen")]


def test_what_stands_inside_a_text_is_no_remark() -> None:
    assert list(remarks_in('[[project]]\nsummary = """\nx\n# to settle: in a text\n"""\n')) == []


def test_a_dataset_without_remarks_has_none() -> None:
    assert list(remarks_in("# an own comment\n[dataset]\n")) == []
