"""How long ``kofukin diff`` takes over two versions of a nation's list, against ``list`` over one of them as CSV.

Run it with ``python benchmarks/versions.py [--rows 10000 100000]``. The newer version is another file, so that every id
differs; three rows in a hundred are gone, seven have another name, two stand twice. Nothing passes or fails here.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import generator
import timing

PROGRAM = str(Path(sys.executable).with_name("kofukin"))
RUNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    print("| projects | diff OLD NEW | diff OLD OLD |")
    print("|---:|---:|---:|")
    for rows in parser.parse_args().rows:
        with tempfile.TemporaryDirectory() as folder:
            old, new = _versions(Path(folder), rows)
            calls = {
                "list": [PROGRAM, "list", "--data", old, "-f", "csv"],
                "new": [PROGRAM, "diff", old, new, "-f", "csv"],
                "same": [PROGRAM, "diff", old, old, "-f", "csv"],
            }
            times = timing.medians(calls, RUNS)
        print(f"| {rows:,} | {times['new'] / times['list']:.1f} | {times['same'] / times['list']:.1f} |")


def _versions(folder: Path, rows: int) -> tuple[str, str]:
    old, new = folder / "old.csv", folder / "new.csv"
    generator.write(rows, old)
    chance = random.Random(1)
    head, *lines = old.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [head]
    for line in lines:
        fate = chance.random()
        if fate >= 0.03:
            changed.append(line.replace("事業", "推進事業", 1) if fate < 0.1 else line)
        if fate >= 0.98:
            changed.append(line)
    new.write_text("".join(changed), encoding="utf-8")
    for path in (old, new):
        subprocess.run([PROGRAM, "import", path, "-o", path.with_suffix(".db")], capture_output=True)
    return str(old.with_suffix(".db")), str(new.with_suffix(".db"))


if __name__ == "__main__":
    main()
