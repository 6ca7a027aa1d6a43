"""What DuckDB, Polars and pandas add up in exported Parquet is what ``totals`` says, of a file and of a folder."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from second_opinion.made_data import made_document, toml_text
from second_opinion.test_second_opinion import SEED
from second_opinion.trial import run

pytest.importorskip("pyarrow", reason="the parquet extra is not installed")

KEYS = {
    "program": ("program", "program_name"),
    "year": ("fiscal_year", "era_year"),
    "municipality": ("municipality_code", "municipality"),
    "prefecture": ("prefecture_code", "prefecture"),
    "application": ("application",),
    "grant_type": ("grant_type",),
    "budget": ("budget",),
    "lineage": ("lineage", "lineage_name"),
}
SUMS = (
    *("national_funds_yen", "partner_national_funds_yen", "estimated_cost_yen", "stated_cost_yen", "other_funds_yen"),
)
Totals = Mapping[tuple[Any, ...], tuple[Any, ...]]
"""By the key of each group: how many projects, how many without an amount, and the sums, None of nothing stated."""


def by_kofukin(data: Sequence[str], dimension: str, once: bool) -> Totals:
    columns = ",".join((*KEYS[dimension], "projects", "unstated", *SUMS))
    asked = ["totals", "--by", dimension, "-c", columns, "-f", "json", *data, *(["--once"] if once else [])]
    rows = json.loads(run(*asked))
    return _grouped([tuple(row.values()) for row in rows], len(KEYS[dimension]))


def by_duckdb(path: Path, dimension: str, once: bool) -> Totals:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    keys, sums = ", ".join(KEYS[dimension]), ", ".join(f"sum({name})" for name in SUMS)
    sql = (
        f"SELECT {keys}, count(*), count(*) - count(national_funds_yen), {sums} FROM '{path}'"
        f"{' WHERE counted_in IS NULL' if once else ''} GROUP BY {keys}"
    )
    return _grouped(duckdb.sql(sql).fetchall(), len(KEYS[dimension]))


def by_polars(path: Path, dimension: str, once: bool) -> Totals:
    pl = pytest.importorskip("polars", reason="polars is not installed")
    projects = pl.scan_parquet(path)
    if once:
        projects = projects.filter(pl.col("counted_in").is_null())
    sums = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in SUMS]
    unstated = pl.col("national_funds_yen").is_null().sum().alias("unstated")
    rows = projects.group_by(KEYS[dimension]).agg(pl.len().alias("projects"), unstated, *sums).collect().rows()
    return _grouped(rows, len(KEYS[dimension]))


def by_pandas(path: Path, dimension: str, once: bool) -> Totals:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    projects = pd.read_parquet(path, dtype_backend="numpy_nullable").astype({"fiscal_year": "int"})
    if once:
        projects = projects[projects["counted_in"].isna()]
    projects = projects.assign(projects=1, unstated=projects["national_funds_yen"].isna().astype("Int64"))
    groups = projects.groupby(list(KEYS[dimension]), dropna=False)
    rows = groups[["projects", "unstated", *SUMS]].sum(min_count=1).reset_index()
    plain = [[None if pd.isna(value) else value for value in row] for row in rows.itertuples(index=False)]
    return _grouped(plain, len(KEYS[dimension]))


def _grouped(rows: Sequence[Sequence[Any]], keys: int) -> Totals:
    grouped = {tuple(row[:keys]): tuple(row[keys:]) for row in rows}
    assert len(grouped) == len(rows), "two groups of one key"
    return grouped


ENGINES: Sequence[Callable[[Path, str, bool], Totals]] = (by_duckdb, by_polars, by_pandas)


def exported(folder: Path, data: Sequence[str]) -> list[Path]:
    for name in ("made.parquet", "by-year.parquet/"):
        run("export", "-o", f"{folder / name.rstrip('/')}{'/' if name.endswith('/') else ''}", *data)
    return [folder / "made.parquet", folder / "by-year.parquet"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_bundled_totals_are_the_same(engine: Callable[[Path, str, bool], Totals], tmp_path: Path) -> None:
    for path in exported(tmp_path, ()):
        for dimension in KEYS:
            assert engine(path, dimension, False) == by_kofukin((), dimension, False), (path.name, dimension)


@pytest.mark.parametrize("number", range(4))
def test_engines_say_the_same_of_a_dataset_made_at_random(number: int, tmp_path: Path) -> None:
    print(f"DIFFERENTIAL_SEED={SEED}")  # noqa: T201 - pytest shows it where this fails
    made = tmp_path / "made.toml"
    made.write_text(toml_text(made_document(Random(f"{SEED}/engines/{number}"))), encoding="utf-8")
    data = ("--data", str(made))
    paths = exported(tmp_path, data)
    for dimension in KEYS:
        for once in (False, True):
            expected = by_kofukin(data, dimension, once)
            for path in paths:
                for engine in ENGINES:
                    assert engine(path, dimension, once) == expected, (engine.__name__, path.name, dimension, once)
