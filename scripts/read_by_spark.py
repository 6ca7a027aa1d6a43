"""Asks Spark, in local mode, for the totals of exported Parquet: ``python scripts/read_by_spark.py [DATA...]``.

It exports the bundled dataset (or the dataset files named) and some made at random, each as a file and as a folder, and
holds Spark's sums by every dimension against those of kofukin; the exit code is 1 where they differ. It needs a Java
and ``pip install pyspark``, which the tests do without.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from readme_blocks import blocks, write_files
from second_opinion import trial
from second_opinion.engines import KEYS, SUMS, Totals, by_kofukin, exported, grouped
from second_opinion.made_data import made_document, toml_text

DATASETS = 3
_HERE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""On this machine alone, and no more tasks than a few hundred rows need."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="*", help="dataset files, each asked by itself")
    parser.add_argument("--seed", default=str(SystemRandom().randrange(10**6)), help="what a former run printed")
    options = parser.parse_args()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]")
    for name, value in _HERE.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    differing = 0 if options.data else sum(not _page_is_right(page) for page in ("docs/scale.md", "docs/scale.ja.md"))
    with tempfile.TemporaryDirectory() as folder:
        made = list(options.data) or [*_made(Path(folder), options.seed), None]
        for number, data in enumerate(made):
            place = Path(folder) / str(number)
            place.mkdir()
            differing += _differing(spark, place, ("--data", data) if data else ())
    print(f"seed {options.seed}: {len(made)} datasets as files and folders, {differing} answers differ")
    spark.stop()
    return min(differing, 1)


def _page_is_right(page: str) -> bool:
    """Return whether Spark prints what a page shows, and show what it prints where it does not."""
    shown = next(block.text for block in blocks(page) if block.file == "in_spark.txt")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_files(page, folder)
        trial.run("import", *map(str, sorted(folder.glob("list-*.csv"))), "-o", f"{place}/nation.db")
        trial.run("export", "--data", f"{place}/nation.db", "-o", f"{place}/by-year.parquet/")
        here = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
        script = [sys.executable, "in_spark.py"]
        done = subprocess.run(script, cwd=folder, env=here, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    printed = done.stdout.strip() + "\n"
    if printed != shown:
        print(f"{page} shows\n{shown}and Spark prints\n{printed}", flush=True)
    return printed == shown


def _made(folder: Path, seed: str) -> list[str]:
    paths = [folder / f"made-{number}.toml" for number in range(DATASETS)]
    for number, path in enumerate(paths):
        path.write_text(toml_text(made_document(Random(f"{seed}/spark/{number}"))), encoding="utf-8")
    return list(map(str, paths))


def _differing(spark: Any, place: Path, data: Sequence[str]) -> int:
    """Print each of Spark's totals that is not kofukin's, and return how many there are."""
    differing = 0
    for path in exported(place, data):
        types = dict(spark.read.parquet(str(path)).dtypes)
        assert (types["fiscal_year"], types["national_funds_yen"]) == ("int", "bigint"), types
        for dimension in KEYS:
            for once in (False, True):
                own, other = by_kofukin(data, dimension, once), _by_spark(spark, path, dimension, once)
                if own != other:
                    differing += 1
                    print(
                        f"{data} {path.name} by {dimension}{' --once' if once else ''}:\n  {own}\n  {other}", flush=True
                    )
    return differing


def _by_spark(spark: Any, path: Path, dimension: str, once: bool) -> Totals:
    keys, sums = ", ".join(KEYS[dimension]), ", ".join(f"sum({name})" for name in SUMS)
    spark.read.parquet(str(path)).createOrReplaceTempView("projects")
    rows = spark.sql(
        f"SELECT {keys}, count(*), count(*) - count(national_funds_yen), {sums} FROM projects"
        f"{' WHERE counted_in IS NULL' if once else ''} GROUP BY {keys}"
    ).collect()
    return grouped([tuple(row) for row in rows], len(KEYS[dimension]))


if __name__ == "__main__":
    sys.exit(main())
