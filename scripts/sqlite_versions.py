"""Runs the tests of queries with other SQLites than this Python's: ``python scripts/sqlite_versions.py [SEED]``.

Wheels on the package index carry a SQLite of their own. Each is unpacked into a folder of its own, where a module
``sqlite3`` puts it in the standard library's place for the tests and for every program that they start; nothing is
installed. The exit code is 1 where a test fails. benchmarks/RESULTS.md says what was run.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
WHEELS = {
    "pysqlite3-binary==0.4.7.post8": "pysqlite3",  # the oldest on the index for Python 3.11: 3.39
    "pysqlite3-binary==0.5.0": "pysqlite3",  # 3.40
    "sqlean.py==0.21.5": "sqlean",  # 3.42
    "sqlean.py": "sqlean",  # 3.50 or newer
    "pysqlite3": "pysqlite3",  # the newest
}
"""What to install, and the module in it that does what ``sqlite3`` does."""

TESTS = ("tests/query", "tests/store", "tests/second_opinion", "tests/cli/test_pivot_and_once.py")
NOT_SQLITES = ("tests/store/test_store.py::test_a_file_holds_what_memory_holds",)
"""What needs ``iterdump``, which not each of these modules has: its code is Python's, not SQLite's."""
NOT_THEIRS = ("tests/store/test_faults.py",)
"""What asks for SQLite's codes by the names that only the standard library's module has for all of them."""

IN_ITS_PLACE = """\
from {module} import *
from {module} import dbapi2
from {module}.dbapi2 import *
from {module}.dbapi2 import sqlite_version, sqlite_version_info
"""


def main() -> int:
    seed = sys.argv[1] if len(sys.argv) > 1 else "1"
    failed = [wheel for wheel, module in WHEELS.items() if not _passes(wheel, module, seed)]
    print(f"failed: {', '.join(failed)}" if failed else "all passed")
    return int(bool(failed))


def _passes(wheel: str, module: str, seed: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        install = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--target", folder]
        subprocess.run([sys.executable, *install, wheel], check=True)
        Path(folder, "sqlite3").mkdir()
        Path(folder, "sqlite3", "__init__.py").write_text(IN_ITS_PLACE.format(module=module), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": folder, "DIFFERENTIAL_SEED": seed}
        version = subprocess.check_output(
            [sys.executable, "-c", "import sqlite3; print(sqlite3.sqlite_version)"], env=environment, text=True
        )
        print(f"SQLite {version.strip()} ({wheel})", flush=True)
        without = [option for test in NOT_SQLITES for option in ("--deselect", test)]
        without += [f"--ignore={path}" for path in NOT_THEIRS]
        tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS, *without]
        return subprocess.run(tests, env=environment, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
