"""What matches as Parquet: one file, or a folder with one for each fiscal year, as engines on many machines read it."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from kofukin import query
from kofukin.exporting import parquet_table
from kofukin.exporting.parquet_table import MADE_BY, YEAR, Projects
from kofukin.filters import Filters
from kofukin.messages import Language, Said
from kofukin.model.fiscal_year import FIRST, YearRange

_PART = "part-0.parquet"
ROWS_IN_A_GROUP = 8 * parquet_table.AT_ONCE
"""Enough for engines to skip and share out, few enough to be held in memory."""


def write_file(
    connection: sqlite3.Connection, filters: Filters, path: Path, asked: Sequence[Said] = (), language: Language = "en"
) -> int:
    """Write what matches into one file and return how many links to earlier projects were cut.

    The same data gives the same bytes. Raises OSError where the disk is full or fails.
    """
    columns = parquet_table.schema(by_year=False)
    said = parquet_table.said_of_file(connection, filters, asked, language)
    projects = Projects(connection, filters)
    with path.open("wb") as stream:
        _write(stream, columns, said, projects.batches(filters, columns))
    return projects.links_cut


def write_folder(
    connection: sqlite3.Connection,
    filters: Filters,
    folder: Path,
    asked: Sequence[Said] = (),
    language: Language = "en",
) -> int:
    """Write the same into ``folder``, each fiscal year in a file of its own, which its folder names the year of.

    Where nothing matches there is a file without rows, for engines read no empty folder.
    """
    columns = parquet_table.schema(by_year=True)
    said = parquet_table.said_of_file(connection, filters, asked, language)
    projects = Projects(connection, filters)
    for year, of_year in _by_year(connection, filters):
        within = folder / f"{YEAR}={year}"
        within.mkdir()
        with (within / _PART).open("wb") as stream:
            _write(stream, columns, said, projects.batches(of_year, columns))
    return projects.links_cut


def _by_year(connection: sqlite3.Connection, filters: Filters) -> Iterator[tuple[int, Filters]]:
    """Yield each fiscal year of what matches with the filters for it, or some year where nothing does."""
    rows = list(query.totals(connection, filters, ("year",), names=(YEAR,)).rows)
    if not rows:
        yield (query.years(connection) or [FIRST])[0], filters
    for (year,) in rows:
        assert isinstance(year, int)  # no project is without one
        yield year, filters._replace(year=(YearRange(year, year),))


def _write(stream: BinaryIO, columns: pa.Schema, said: Mapping[str, str], batches: Iterator[pa.RecordBatch]) -> None:
    writer = pq.ParquetWriter(stream, columns, compression="zstd", use_dictionary=parquet_table.REPEATED)
    try:
        writer.add_key_value_metadata(said)
        waiting: list[pa.RecordBatch] = []
        for batch in batches:
            waiting.append(batch)
            if sum(map(len, waiting)) >= ROWS_IN_A_GROUP:
                writer.write_table(pa.Table.from_batches(waiting))
                waiting = []
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting))
    finally:
        writer.close()


def foreign_in(folder: Path) -> Path | None:
    """Return something in a folder that ``write_folder`` did not write there, None where all of it is ours."""
    for entry in sorted(folder.iterdir()):
        if not (re.fullmatch(rf"{YEAR}=[0-9]+", entry.name) and entry.is_dir() and not entry.is_symlink()):
            return entry
        for file in sorted(entry.iterdir()):
            if file.name != _PART or not _is_ours(file):
                return file
    return None


def _is_ours(file: Path) -> bool:
    try:
        return file.is_file() and not file.is_symlink() and MADE_BY.encode() in (pq.read_metadata(file).metadata or {})
    except pa.ArrowInvalid:
        return False
