"""How long ``kofukin verify`` takes over a text of many amounts, against ``list`` over the same data as CSV.

Run it with ``python benchmarks/verifying.py [--rows 10000 100000] [--amounts 1000]``. One text names body, project and
year of each amount; the other gives bare amounts, of which some are not in the data. Nothing passes or fails here.
"""

import argparse
import csv
import io
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
    parser.add_argument("--amounts", type=int, default=1_000)
    asked = parser.parse_args()
    print("| projects | amounts | with the words around them | bare amounts |")
    print("|---:|---:|---:|---:|")
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as folder:
            data, named, bare = _texts(Path(folder), rows, asked.amounts)
            verify = [PROGRAM, "verify", "--data", data, "-f", "jsonl"]
            calls = {
                "list": [PROGRAM, "list", "--data", data, "-f", "csv"],
                "named": [*verify, named],
                "bare": [*verify, bare],
            }
            times = timing.medians(calls, RUNS, codes=(0, 1))
        ratios = " | ".join(f"{times[name] / times['list']:.1f}" for name in ("named", "bare"))
        print(f"| {rows:,} | {asked.amounts:,} | {ratios} |")


def _texts(folder: Path, rows: int, amounts: int) -> tuple[str, str, str]:
    source, data = folder / "list.csv", folder / "list.db"
    generator.write(rows, source)
    subprocess.run([PROGRAM, "import", source, "-o", data], capture_output=True)
    answer = subprocess.run([PROGRAM, "list", "--data", data, "-f", "csv"], capture_output=True, check=True)
    projects = [row for row in csv.DictReader(io.StringIO(answer.stdout.decode())) if row["national_funds_yen"]]
    chance = random.Random(1)
    named = bare = ""
    for project in chance.choices(projects, k=amounts):
        thousand = int(project["national_funds_yen"]) // 1000
        named += f"{project['municipality']}の{project['name']}は、{project['era_year']}年度に国費{thousand:,}千円。\n"
        bare += f"国費は{thousand + chance.choice([0, 0, 7]):,}千円である。\n"
    (folder / "named.txt").write_text(named, encoding="utf-8")
    (folder / "bare.txt").write_text(bare, encoding="utf-8")
    return str(data), str(folder / "named.txt"), str(folder / "bare.txt")


if __name__ == "__main__":
    main()
