"""What the tests below the command line share: the bundled data, and small data of their own."""

import copy
import functools
import sqlite3
from contextlib import closing
from typing import Any

import tomli
from hypothesis import settings

from kofukin.files import bundle, dataset
from kofukin.model.project import Dataset, Program, Project, Round
from kofukin.store import writing

BUNDLED = bundle.text()
SOURCE = BUNDLED.parent / "sources" / "sapporo-h29-11.txt"

unhurried = settings(deadline=None, max_examples=100)
"""For property tests: a busy machine is no failure."""

PROGRAMS = (
    Program("suishin", "地方創生推進交付金", "推進", "Regional Revitalization Promotion Grant", "Promotion"),
    Program("kasokuka", "地方創生加速化交付金", "加速化"),
)
ROUNDS = (Round("suishin", 2016, "1/2", 2018), Round("suishin", 2017, "1/2", 2019), Round("kasokuka", 2016, "1", 2016))


@functools.cache
def _parsed() -> dict[str, Any]:
    return tomli.loads(BUNDLED.read_text(encoding="utf-8"))


def document() -> dict[str, Any]:
    """Return the bundled dataset as a parser gives it, anew for each caller to spoil."""
    return copy.deepcopy(_parsed())


def project(id: str, **fields: Any) -> Project:
    """Return a project with the fewest fields, and those given."""
    required = {"municipality": "札幌市", "fiscal_year": 2016, "name": id, "source_document": "資料"}
    return Project(id, **{**required, **fields})


def dataset_of(*projects: Project) -> Dataset:
    return Dataset("small", "小さなデータ", "1", PROGRAMS, ROUNDS, projects)


def opened(*datasets: Dataset) -> closing[sqlite3.Connection]:
    """Open a database of ``datasets``, or of the bundled one, for a ``with`` statement."""
    return closing(writing.in_memory(datasets or dataset.load([BUNDLED])))
