"""Both READMEs say what the program does: their commands are run, and print what stands below them."""

import shutil
import sys
from pathlib import Path

import pytest

from readme_blocks import READMES, ROOT, Block, blocks, environment, run, sessions, write_files

CONSOLE = [block for readme in READMES for block in blocks(readme) if block.language == "console"]


@pytest.mark.skipif(sys.platform == "win32", reason="the recipes are written for bash")
@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: f"{block.readme}:{block.line}")
def test_a_recipe_prints_what_the_readme_shows(block: Block, tmp_path: Path) -> None:
    write_files(block.readme, tmp_path)
    if "| jq " in block.text and not shutil.which("jq", path=environment(block.readme, tmp_path)["PATH"]):
        pytest.skip(f"jq is not installed, so {block.readme}:{block.line} was not run")
    assert sessions(block), "a console block without a command"
    for command, printed in sessions(block):
        assert run(command, block.readme, tmp_path) == printed, command


@pytest.mark.parametrize("readme", READMES)
def test_two_command_lines_suffice_on_a_fresh_clone(readme: str) -> None:
    first, second, *_ = [block.text for block in blocks(readme) if block.language == "sh"]
    assert (
        first == "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/kofukin totals --by program\n"
    )
    assert second == (
        "python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements/dev.txt -e '.[all]'"
        " && .venv/bin/python -m pytest\n"
    )
    assert second.strip() in (ROOT / ".ci/run").read_text(encoding="utf-8"), "CI runs what the README says"


def test_both_readmes_show_the_same_recipes() -> None:
    english, japanese = (
        [command for block in blocks(readme) if block.language == "console" for command, _ in sessions(block)]
        for readme in READMES
    )
    assert english == japanese


def test_the_readmes_lead_to_each_other() -> None:
    for readme, other in zip(READMES, reversed(READMES), strict=True):
        assert f"]({other})" in (ROOT / readme).read_text(encoding="utf-8").split("\n## ")[0]
