from typing import Any

import pytest

from datasets import BUNDLED, document
from kofukin.files.toml_lines import TomlLines, show_path
from kofukin.files.validation import Path

TEXT = '''\
# [dataset] in a comment, and a key = 1 in it
[dataset]
id = "x"  # ] } " '

title = """
[[project]]
name = "not a key"
"""

[[project]]
name = "one # [ { "
partners = [
    { name = "北海道" }, # a comment ]
    # between
    { name = "]", national_funds_yen = 1 },
]
"quoted" = 1
'single' = 2

  [[ project ]]
  name = '\\'
  tags = ["a", [1, 2],
    "b"]
  last = 1

[[project.partners]]
name = "x"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("dataset",), 2),
        (("dataset", "id"), 3),
        (("dataset", "title"), 5),
        (("project", 0), 10),
        (("project", 0, "name"), 11),
        (("project", 0, "partners"), 12),
        (("project", 0, "partners", 0), 13),
        (("project", 0, "partners", 1), 15),
        (("project", 0, "partners", 1, "national_funds_yen"), 15),
        (("project", 0, "quoted"), 17),
        (("project", 0, "single"), 18),
        (("project", 1), 20),
        (("project", 1, "name"), 21),
        (("project", 1, "tags"), 22),
        (("project", 1, "last"), 24),
        (("project", 1, "missing"), 20),
        (("nowhere", 3, "at all"), 1),
    ],
)
def test_a_value_stands_on_its_line_or_on_that_of_the_table_around_it(path: Path, line: int) -> None:
    assert TomlLines(TEXT).line_of(path) == line


def test_a_partner_in_a_table_of_its_own_has_its_line() -> None:
    lines = TomlLines(TEXT)
    assert (lines.line_of(("project", 1, "partners", 0)), lines.line_of(("project", 1, "partners", 0, "name"))) == (
        26,
        27,
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "a = 1", '"""', "[", "[[x", "a = [\n{\n"])
def test_any_text_has_a_first_line(text: str) -> None:
    assert TomlLines(text).line_of(("a", 0)) >= 1


def test_windows_line_ends_count_once() -> None:
    assert TomlLines(TEXT.replace("\n", "\r\n")).line_of(("project", 1, "last")) == 24


def _keys(value: Any, path: Path) -> list[Path]:
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in ((*path, key), *_keys(item, (*path, key)))]
    if isinstance(value, list):
        return [found for index, item in enumerate(value) for found in _keys(item, (*path, index))]
    return []


def test_every_key_of_the_bundled_data_stands_on_the_line_found() -> None:
    text = BUNDLED.read_text(encoding="utf-8")
    lines = TomlLines(text)
    several_lines: set[Path] = {("document",), ("program",), ("round",), ("project",)}
    for path in set(_keys(document(), ())) - several_lines:
        assert str(path[-1]) in text.splitlines()[lines.line_of(path) - 1]


def test_a_path_is_shown_as_jq_writes_it() -> None:
    assert show_path(("project", 3, "partners", 0, "name")) == "project[3].partners[0].name"
    assert show_path(()) == ""
