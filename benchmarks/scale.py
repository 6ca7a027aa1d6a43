"""When an engine answers sooner: totals of a made-up list from kofukin's database, and from the Parquet exported of it.

``python benchmarks/scale.py [--rows 1000000]`` makes the list, reads and exports it once, and asks each tool the same
questions in turn. What counts is the ratio of the medians. Nothing passes or fails here.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import generator
import timing
from nation import PROGRAM, print_ratios, print_run, print_versions

ROUNDS = 5
_SUM = "sum(national_funds_yen)"
QUESTIONS = {
    "totals by program": (
        ["--by", "program", "-c", "program,projects,national_funds_yen"],
        f"SELECT program, count(*), {_SUM} FROM '{{path}}' GROUP BY 1",
        'group_by("program").agg(pl.len(), pl.col("national_funds_yen").sum())',
    ),
    "totals by prefecture and year": (
        ["--by", "prefecture,year", "-c", "prefecture,fiscal_year,projects,national_funds_yen"],
        f"SELECT prefecture, fiscal_year, count(*), {_SUM} FROM '{{path}}' GROUP BY ALL",
        'group_by("prefecture", "fiscal_year").agg(pl.len(), pl.col("national_funds_yen").sum())',
    ),
    "the median by body and year": (
        ["--by", "municipality,year", "-c", "municipality_code,fiscal_year,median_national_funds_yen"],
        "SELECT municipality_code, fiscal_year, median(national_funds_yen) FROM '{path}' GROUP BY ALL",
        'group_by("municipality_code", "fiscal_year").agg(pl.col("national_funds_yen").median())',
    ),
    "totals by year of what mentions 観光": (
        ["観光", "--by", "year", "-c", "fiscal_year,projects,national_funds_yen"],
        f"SELECT fiscal_year, count(*), {_SUM} FROM '{{path}}' WHERE contains(name, '観光') GROUP BY 1",
        'filter(pl.col("name").str.contains("観光", literal=True)).group_by("fiscal_year")'
        '.agg(pl.len(), pl.col("national_funds_yen").sum())',
    ),
}
_DUCKDB = "import duckdb, sys; duckdb.sql({sql!r}).write_csv('/dev/stdout')"
_POLARS = "import polars as pl, sys; pl.scan_parquet({path!r}).{asked}.collect(engine='streaming').write_csv(sys.stdout.buffer)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    print_versions()
    with tempfile.TemporaryDirectory() as place:
        listed, database, parquet = (Path(place) / name for name in ("list.csv", "list.db", "list.parquet"))
        generator.write(rows, listed)
        print(f"\n{rows:,} rows")
        print_run(timing.run([PROGRAM, "import", str(listed), "-o", str(database)], (0, 1)), "import to .db")
        for target in (str(parquet), f"{place}/by-year.parquet/"):
            call = [PROGRAM, "export", "--data", str(database), "-o", target]
            print_run(timing.run(call), f"export to {target.removeprefix(place)[1:]}")
        for file in (listed, database, parquet):
            print(f"{file.stat().st_size / 1e6:8.0f} MB  {file.name}")
        for name, (arguments, sql, asked) in QUESTIONS.items():
            python = [sys.executable, "-c"]
            calls = {
                "kofukin, .db": [PROGRAM, "totals", *arguments, "-f", "csv", "--data", str(database)],
                "duckdb, .parquet": [*python, _DUCKDB.format(sql=sql.format(path=parquet))],
                "polars, .parquet": [*python, _POLARS.format(path=str(parquet), asked=asked)],
            }
            print(f"\n{name}")
            for what, taken in _medians(calls).items():
                print(f"{what}:")
                print_ratios(taken, "kofukin, .db")


def _medians(calls: Mapping[str, timing.Call]) -> dict[str, dict[str, float]]:
    """Return the median time of each call, on the clock and of the processors."""
    runs: dict[str, list[timing.Run]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            runs[name].append(timing.run(call))
    return {
        "on the clock": {name: median(run.seconds for run in each) for name, each in runs.items()},
        "of the processors": {name: median(run.processor_seconds for run in each) for name, each in runs.items()},
    }


if __name__ == "__main__":
    main()
