"""Comments of an import in a dataset's TOML text."""

import pytest

from kofukin.files.remarks import comments_in

DRAFT = '''# list.csv: 2 lines read, 1 projects
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
    found = list(comments_in(DRAFT.replace("\n", line_end)))
    assert [(said.line, said.project, said.field, said.is_open) for said in found] == [
        (2, None, None, True),
        (8, 0, None, True),
        (11, 0, "national_funds_yen", True),
        (13, 0, "fiscal_year", False),
        (14, 0, "fiscal_year", False),
        (22, 1, "program", True),
        (24, None, None, True),
    ]
    assert found[2].text == "to settle: doubtful amount: 23.210千円"


def test_a_dataset_without_remarks_has_none() -> None:
    assert list(comments_in("# an own comment\n[dataset]\n")) == []
