"""The fenced blocks of READMEs and other pages: found, run, and (``python scripts/readme_blocks.py``) printed anew.

Look at what changed before committing it: the output is what readers are promised.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from kofukin.messages import Language

ROOT = Path(__file__).parent.parent
PAIRS: tuple[dict[Language, str], ...] = (
    {"en": "README.md", "ja": "README.ja.md"},
    {"en": "docs/recipes.md", "ja": "docs/recipes.ja.md"},
    {"en": "docs/scale.md", "ja": "docs/scale.ja.md"},
    {"en": "docs/verify.md", "ja": "docs/verify.ja.md"},
    {"en": "docs/assistants.md", "ja": "docs/assistants.ja.md"},
)
READMES = PAIRS[0].values()
PAGES: dict[str, Language] = {page: language for pair in PAIRS for language, page in pair.items()}

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, the file that its text belongs in (if its fence names one), the text."""

    page: str
    line: int
    language: str
    file: str | None
    text: str


def blocks(page: str) -> list[Block]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [Block(page, text.count("\n", 0, found.start()) + 1, *found.groups()) for found in _BLOCK.finditer(text)]


def sessions(block: Block) -> list[tuple[str, str]]:
    """Return each command of a console block with what is printed below it."""
    _, *parts = re.split(r"^\$ (.*)\n", block.text, flags=re.MULTILINE)
    return list(zip(parts[::2], parts[1::2], strict=True))


def environment(page: str, home: Path) -> dict[str, str]:
    """Return the variables that a page's commands are run with: this environment's programs, the page's language."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "KOFUKIN_LANG": PAGES[page],
        "PYTHONUTF8": "1",
    }


def write_files(page: str, folder: Path) -> None:
    """Write the files whose text stands in the page into ``folder``, and those that it takes from the examples."""
    for example in (ROOT / "docs" / "examples").iterdir():
        shutil.copy(example, folder)
    for block in blocks(page):
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")


def run(command: str, page: str, folder: Path) -> str:
    """Return what a command prints, on both streams, in ``folder``."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(page, folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def main() -> None:
    for page in PAGES:
        path = ROOT / page
        text = path.read_text(encoding="utf-8")
        for block in blocks(page):
            if block.language == "console":
                with tempfile.TemporaryDirectory() as folder:
                    write_files(page, Path(folder))
                    renewed = "".join(f"$ {c}\n{run(c, page, Path(folder))}" for c, _ in sessions(block))
                text = text.replace(f"```console\n{block.text}```", f"```console\n{renewed}```")
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
