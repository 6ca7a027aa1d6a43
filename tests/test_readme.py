"""READMEs, recipes and docs/scale.md say what the program does: their commands print what stands below them."""

import shutil
import sys
from pathlib import Path

import pytest

from readme_blocks import PAGES, PAIRS, READMES, ROOT, Block, blocks, environment, run, sessions, write_files

NEEDED = {".parquet": "pyarrow", "in_duckdb.py": "duckdb", "in_polars.py": "polars"}
"""What a block with such a word in it cannot run without."""
CONSOLE = [block for page in PAGES for block in blocks(page) if block.language == "console"]


@pytest.mark.skipif(sys.platform == "win32", reason="the recipes are written for bash")
@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: f"{block.page}:{block.line}")
def test_a_recipe_prints_what_its_page_shows(block: Block, tmp_path: Path) -> None:
    write_files(block.page, tmp_path)
    for word, module in NEEDED.items():
        if word in block.text:
            pytest.importorskip(module, reason=f"{module} is not installed")
    if "| jq " in block.text and not shutil.which("jq", path=environment(block.page, tmp_path)["PATH"]):
        pytest.skip(f"jq is not installed, so {block.page}:{block.line} was not run")
    assert sessions(block), "a console block without a command"
    for command, printed in sessions(block):
        assert run(command, block.page, tmp_path) == printed, command


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


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["en"])
def test_both_languages_show_the_same_recipes(pair: dict[str, str]) -> None:
    english, japanese = (
        [command for block in blocks(page) if block.language == "console" for command, _ in sessions(block)]
        for page in pair.values()
    )
    assert english
    assert english == japanese


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["en"])
def test_the_languages_lead_to_each_other(pair: dict[str, str]) -> None:
    for page, other in zip(pair.values(), reversed(pair.values()), strict=True):
        head = (ROOT / page).read_text(encoding="utf-8").split("\n## ")[0]
        assert f"]({Path(other).name})" in head


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_can_be_read_in_one_go_and_leads_to_the_recipes(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 170
    assert f"]({PAIRS[1][PAGES[readme]]})" in text
