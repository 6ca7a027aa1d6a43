"""What DuckDB, Polars and pandas add up in exported Parquet is what ``totals`` says; Spark is asked by a script."""

from pathlib import Path
from random import Random

import pytest

from second_opinion.engines import ENGINES, KEYS, Engine, by_kofukin, exported
from second_opinion.made_data import made_document, toml_text
from second_opinion.test_second_opinion import SEED

pytest.importorskip("pyarrow", reason="the parquet extra is not installed")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_bundled_totals_are_the_same(engine: Engine, tmp_path: Path) -> None:
    for path in exported(tmp_path, ()):
        for dimension in KEYS:
            assert engine(path, dimension, False) == by_kofukin((), dimension, False), (path.name, dimension)


@pytest.mark.parametrize("number", range(2))
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
