"""Which tests reach for what a machine may not have: programs, and fonts.

``pytest --list-outside FILE`` notes the tests that start a program or read a font while they run, so that they can be
run once more (``pytest @FILE``) where there is none of that. Nobody has to remember to mark a test.
"""

import os
import sys
from pathlib import Path

import pytest

_STARTS_A_PROGRAM = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty")
_FONTS = (".ttf", ".ttc", ".otf", ".otc")


class Notes:
    """The tests that were seen reaching out, by the names that pytest takes on its command line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: dict[str, None] = {}
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _STARTS_A_PROGRAM or (event == "open" and str(arguments[0]).lower().endswith(_FONTS)):
            test, _, stage = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")
            if test:
                # what a fixture starts may serve more tests than the one for which it was made
                self._seen[test.partition("::")[0] if stage == "(setup)" else test] = None

    def pytest_sessionfinish(self) -> None:
        self._path.write_text("".join(f"{test}\n" for test in self._seen), encoding="utf-8")


def add_option(parser: pytest.Parser) -> None:
    parser.addoption(
        "--list-outside", type=Path, metavar="FILE", help="note the tests that reach for programs or fonts"
    )


def listen(config: pytest.Config) -> None:
    path = config.getoption("--list-outside")
    if path:
        config.pluginmanager.register(Notes(path))
