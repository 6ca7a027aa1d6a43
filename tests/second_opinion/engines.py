"""The totals of engines from exported Parquet, a file or a folder, beside those that kofukin gives of the data."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from second_opinion.trial import run

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
Totals: TypeAlias = Mapping[tuple[Any, ...], tuple[Any, ...]]
"""By the key of each group: how many projects, how many without an amount, and the sums, None of nothing stated."""


def by_kofukin(data: Sequence[str], dimension: str, once: bool) -> Totals:
    columns = ",".join((*KEYS[dimension], "projects", "unstated", *SUMS))
    asked = ["totals", "--by", dimension, "-c", columns, "-f", "json", *data, *(["--once"] if once else [])]
    rows = json.loads(run(*asked))
    return grouped([tuple(row.values()) for row in rows], len(KEYS[dimension]))


def by_duckdb(path: Path, dimension: str, once: bool) -> Totals:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    keys, sums = ", ".join(KEYS[dimension]), ", ".join(f"sum({name})" for name in SUMS)
    sql = (
        f"SELECT {keys}, count(*), count(*) - count(national_funds_yen), {sums} FROM '{path}'"
        f"{' WHERE counted_in IS NULL' if once else ''} GROUP BY {keys}"
    )
    return grouped(duckdb.sql(sql).fetchall(), len(KEYS[dimension]))


def by_polars(path: Path, dimension: str, once: bool) -> Totals:
    pl = pytest.importorskip("polars", reason="polars is not installed")
    projects = pl.scan_parquet(path)
    if once:
        projects = projects.filter(pl.col("counted_in").is_null())
    sums = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in SUMS]
    unstated = pl.col("national_funds_yen").is_null().sum().alias("unstated")
    rows = projects.group_by(KEYS[dimension]).agg(pl.len().alias("projects"), unstated, *sums).collect().rows()
    return grouped(rows, len(KEYS[dimension]))


def by_pandas(path: Path, dimension: str, once: bool) -> Totals:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    projects = pd.read_parquet(path, dtype_backend="numpy_nullable").astype({"fiscal_year": "int"})
    if once:
        projects = projects[projects["counted_in"].isna()]
    projects = projects.assign(projects=1, unstated=projects["national_funds_yen"].isna().astype("Int64"))
    groups = projects.groupby(list(KEYS[dimension]), dropna=False)
    rows = groups[["projects", "unstated", *SUMS]].sum(min_count=1).reset_index()
    plain = [[None if pd.isna(value) else value for value in row] for row in rows.itertuples(index=False)]
    return grouped(plain, len(KEYS[dimension]))


def grouped(rows: Sequence[Sequence[Any]], keys: int) -> Totals:
    """Return rows by the first of their values; raises ValueError where two groups have one key."""
    found = {tuple(row[:keys]): tuple(row[keys:]) for row in rows}
    if len(found) != len(rows):
        raise ValueError(rows)
    return found


Engine: TypeAlias = Callable[[Path, str, bool], Totals]
ENGINES: Sequence[Engine] = (by_duckdb, by_polars, by_pandas)


def exported(folder: Path, data: Sequence[str]) -> list[Path]:
    """Export the data as a file and as a folder, and return where they lie."""
    for name in ("made.parquet", "by-year.parquet/"):
        run("export", "-o", f"{folder / name.rstrip('/')}{'/' if name.endswith('/') else ''}", *data)
    return [folder / "made.parquet", folder / "by-year.parquet"]
