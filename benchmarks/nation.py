"""How fast a list of the whole nation is read and asked, against the bundled eleven projects and against other tools.

Run it with ``python benchmarks/nation.py [--rows 100000] [--large 1000000]``. It makes up a list, lets each tool turn
it into the file that the tool reads best, and asks all of them the same three questions. What counts is the ratio of
the medians. Nothing passes or fails here, and a tool that is not installed is named as not measured.
"""

import argparse
import csv
import importlib.metadata
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import generator
import timing
from timing import Call

ROUNDS = 7
IMPORT_ROUNDS = 3
WORD = "観光"
BUNDLED_BODY = "011002"
SMALL = 10_000
"""Rows of the shortest list whose import is weighed."""
OPEN_POINTS = 1
"""Exit code of an import that leaves something for people to settle."""

PROGRAM = str(Path(sys.executable).with_name("kofukin"))
SQLITE_UTILS = str(Path(sys.executable).with_name("sqlite-utils"))


class Question(NamedTuple):
    """One question, as each tool is asked it; ``{code}`` is the body's."""

    name: str
    ours: str
    aim: float
    miller: Sequence[str]
    duckdb: str
    polars: str
    sqlite: str


_YEN = "交付決定額（千円）"
QUESTIONS = (
    Question(
        "totals by program",
        "totals --by program",
        1.5,
        [
            "put",
            "-q",
            f"@n[$交付金] += 1; f = ${{{_YEN}}};"
            'if (is_not_empty(f)) {y = splitnv(gsub(string(f), ",", ""), ";"); @yen[$交付金] += y[1]}'
            'end {emit (@n, @yen), "交付金"}',
        ],
        'SELECT "交付金", count(*), sum(yen) FROM list GROUP BY 1 ORDER BY 1',
        'list.group_by("交付金").agg(pl.len(), pl.col("yen").sum()).sort("交付金")',
        f"SELECT 交付金, count(*), sum(replace(\"{_YEN}\", ',', '')) FROM list GROUP BY 1 ORDER BY 1",
    ),
    Question(
        "list of one body",
        "list --municipality {code}",
        1.5,
        ["filter", '$団体コード == "{code}"'],
        "SELECT * FROM list WHERE \"団体コード\" = '{code}'",
        'list.filter(pl.col("団体コード") == "{code}")',
        "SELECT * FROM list WHERE 団体コード = {code}",
    ),
    Question(
        f"search for {WORD}",
        f"list {WORD}",
        3,
        ["filter", f'$交付対象事業の名称 =~ "{WORD}" || $備考 =~ "{WORD}"'],
        f"SELECT * FROM list WHERE contains(\"交付対象事業の名称\", '{WORD}') OR contains(\"備考\", '{WORD}')",
        f'list.filter(pl.any_horizontal(pl.col("交付対象事業の名称", "備考").str.contains("{WORD}", literal=True)))',
        f"SELECT * FROM list WHERE instr(交付対象事業の名称, '{WORD}') OR instr(備考, '{WORD}')",
    ),
)

_DUCKDB_LOAD = """\
import duckdb, sys
duckdb.connect(sys.argv[2]).execute(
    "CREATE TABLE list AS SELECT *, TRY_CAST(replace(\\"{yen}\\", ',', '') AS BIGINT) AS yen"
    " FROM read_csv(?, all_varchar = true)", [sys.argv[1]])
"""
_POLARS_LOAD = """\
import polars as pl, sys
list = pl.read_csv(sys.argv[1], infer_schema=False)
yen = pl.col("{yen}").str.replace_all(",", "").cast(pl.Int64, strict=False).alias("yen")
list.with_columns(yen).write_parquet(sys.argv[2])
"""
_DUCKDB = "import duckdb, sys; duckdb.connect(sys.argv[1], read_only=True).sql({sql!r}).write_csv('/dev/stdout')"
_POLARS = (
    "import polars as pl, sys; list = pl.scan_parquet(sys.argv[1]); {asked}.collect().write_csv(sys.stdout.buffer)"
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Read and ask a list of the whole nation.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    chosen = parser.parse_args()
    print_versions()
    with tempfile.TemporaryDirectory() as folder:
        made = Files(Path(folder), chosen.rows)
        reading(made)
        code = body(made.csv)
        for question in QUESTIONS:
            asking(made, question, code)
        memory(Path(folder), (SMALL, chosen.rows, chosen.large))


class Files:
    """The list, and the file that each tool makes of it."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.rows = rows
        self.csv = folder / "list.csv"
        self.ours = folder / "list.db"
        self.duckdb = folder / "list.duckdb"
        self.parquet = folder / "list.parquet"
        self.sqlite_utils = folder / "utils.db"
        generator.write(rows, self.csv)

    def loads(self) -> dict[str, tuple[Path, Call]]:
        """Return, by tool, the file that it makes and how; Miller reads the CSV itself."""
        python = [sys.executable, "-c"]
        calls: dict[str, tuple[Path, Call]] = {
            "kofukin": (self.ours, [PROGRAM, "import", str(self.csv), "-o", str(self.ours), "--force"])
        }
        if Path(SQLITE_UTILS).exists():
            insert = [SQLITE_UTILS, "insert", str(self.sqlite_utils), "list", str(self.csv), "--csv"]
            calls["sqlite-utils"] = (self.sqlite_utils, insert)
        if version("duckdb"):
            load = _DUCKDB_LOAD.format(yen=_YEN)
            calls["duckdb"] = (self.duckdb, [*python, load, str(self.csv), str(self.duckdb)])
        if version("polars"):
            load = _POLARS_LOAD.format(yen=_YEN)
            calls["polars"] = (self.parquet, [*python, load, str(self.csv), str(self.parquet)])
        return calls

    def asked(self, question: Question, code: str) -> dict[str, Call]:
        """Return the question for each tool that is here, answered as CSV, ours first."""
        python = [sys.executable, "-c"]
        calls: dict[str, Call] = {
            "kofukin": [*ours(question, code), "-f", "csv", "--data", str(self.ours), *_same_fields(question)]
        }
        if miller := shutil.which("mlr"):
            words = [word.replace("{code}", code) for word in question.miller]
            kind = [] if question.ours.startswith("totals") else ["-S"]
            calls["miller"] = [miller, "--csv", *kind, *words, str(self.csv)]
        if version("duckdb"):
            sql = question.duckdb.replace("{code}", code)
            calls["duckdb"] = [*python, _DUCKDB.format(sql=sql), str(self.duckdb)]
        if version("polars"):
            asked = question.polars.replace("{code}", code)
            calls["polars"] = [*python, _POLARS.format(asked=asked), str(self.parquet)]
        if Path(SQLITE_UTILS).exists():
            sql = question.sqlite.replace("{code}", code.lstrip("0"))
            calls["sqlite-utils"] = [SQLITE_UTILS, "query", str(self.sqlite_utils), sql, "--csv"]
        return calls


_LISTED = "municipality_code,municipality,era_year,program_name,name,application_text,national_funds_yen,note"


def _same_fields(question: Question) -> list[str]:
    """Return the option that lists just the fields that the file has, which is all that the other tools list."""
    return ["-c", _LISTED] if question.ours.startswith("list") else []


def ours(question: Question, code: str) -> list[str]:
    return [PROGRAM, *question.ours.format(code=code).split()]


def version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def print_versions() -> None:
    miller = shutil.which("mlr")
    said = subprocess.run([miller, "--version"], check=True, capture_output=True, text=True).stdout if miller else ""
    found = {name: version(name) for name in ("kofukin", "sqlite-utils", "duckdb", "polars")}
    found |= {"miller": said.split()[-1] if said else None, "Python": sys.version.split()[0]}
    for name, number in found.items():
        print(f"{name} {number or 'is not here: not measured'}")


def body(path: Path) -> str:
    """Return the code of the list's first body."""
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.DictReader(stream))["団体コード"]


def reading(made: Files) -> None:
    """Print how long each tool takes to turn the CSV into its own file, anew each time."""
    print(f"\nCSV of {made.rows:,} rows to the tool's own file")
    loads = made.loads()
    taken: dict[str, list[float]] = {tool: [] for tool in loads}
    for round_ in range(IMPORT_ROUNDS + 1):
        for tool, (path, call) in loads.items():
            path.unlink(missing_ok=True)
            seconds = timing.run(call, (0, OPEN_POINTS)).seconds
            if round_:
                taken[tool].append(seconds)
    print_ratios({tool: sorted(each)[len(each) // 2] for tool, each in taken.items()}, "kofukin")


def asking(made: Files, question: Question, code: str) -> None:
    """Print how long a question takes, on the eleven projects, on the list, and by other tools on the list."""
    shapes = {"table": [], "csv": ["-f", "csv"]}
    eleven = {f"eleven projects, {shape}": [*ours(question, BUNDLED_BODY), *words] for shape, words in shapes.items()}
    data = ["--data", str(made.ours)]
    many = {f"the list, {shape}": [*ours(question, code), *data, *words] for shape, words in shapes.items()}
    others = made.asked(question, code)
    answered = made.csv.with_name("answer.csv")
    rows = set()
    for tool, call in others.items():
        timing.run(call, output=answered)
        with answered.open(encoding="utf-8", newline="") as stream:
            rows.add((tool, sum(1 for _ in csv.reader(stream)) - 1))
    print(f"\n{question.name}: rows {', '.join(f'{count:,} ({tool})' for tool, count in sorted(rows))}")
    times = timing.medians({**eleven, **many, **others}, ROUNDS)
    for shape in shapes:
        pair = {name: times[name] for name in (f"eleven projects, {shape}", f"the list, {shape}")}
        print_ratios(pair, f"eleven projects, {shape}", question.aim)
    print_ratios({tool: times[tool] for tool in others}, "kofukin")


def print_ratios(times: dict[str, float], base: str, aim: float | None = None) -> None:
    for name, median in times.items():
        said = f"  (aim: at most {aim})" if aim and name != base else ""
        print(f"{median * 1000:8.0f} ms  {median / times[base]:6.2f}  {name}{said}")


def memory(folder: Path, sizes: Sequence[int]) -> None:
    """Print the most memory that imports of longer and longer lists take, and a listing of the longest."""
    print("\nPeak memory")
    listed, database = folder / "long.csv", folder / "long.db"
    for rows in sizes:
        generator.write(rows, listed)
        database.unlink(missing_ok=True)
        print_run(
            timing.run([PROGRAM, "import", str(listed), "-o", str(database)], (0, OPEN_POINTS)), f"import {rows:,}"
        )
    call = [PROGRAM, "list", "-f", "csv", "--data", str(database)]
    print_run(timing.run(call, output=folder / "long-out.csv"), f"list -f csv, {sizes[-1]:,}")


def print_run(taken: timing.Run, name: str) -> None:
    print(f"{taken.seconds:8.1f} s  {taken.peak_bytes / 1e6:6.0f} MB  {name}", flush=True)


if __name__ == "__main__":
    main()
