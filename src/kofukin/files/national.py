"""The grant programs as the state knows them: names, what became of what, limits, and its money year by year.

The one reference beside every dataset, read only by who asks for it: an import for the names, ``programs NAME`` for all
of it, totals by lineage for the steps.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from kofukin.files import bundle
from kofukin.model.project import Program

STATED, READING = "stated", "reading"
"""The ground for a step from one program to another: an id of the state's own that both have, or our reading."""
AMOUNTS = (
    "initial_yen",
    "supplementary_yen",
    "carried_in_yen",
    "carried_out_yen",
    "reserve_yen",
    "total_yen",
    "executed_yen",
)


class Entry(NamedTuple):
    """A program with its other names, its types, the state's number of it (予算事業ID) and the usual rate."""

    program: Program
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    budget_id: str | None
    subsidy_rate: str | None


class Step(NamedTuple):
    """What a program became; ``grant_type`` the type of the later one that it is, ``budget`` the first that paid it."""

    earlier: str
    later: str
    grant_type: str | None
    budget: str | None
    basis: str
    evidence: str
    address: str


class Break(NamedTuple):
    """Where figures of two vintages are not one series."""

    program: str
    fiscal_year: int
    vintage: str
    evidence: str
    address: str


class Limit(NamedTuple):
    """The most national funds of one project in a round, by type of grant and applicant, and the years it may run."""

    program: str
    fiscal_year: int
    grant_type: str
    municipality_yen: int
    prefecture_yen: int
    years: int
    address: str


class Budget(NamedTuple):
    """The state's money for a program in a fiscal year, in yen, as the sheet of one year (``vintage``) has it.

    ``carried_out_yen`` is negative. None is what the sheet leaves blank. ``stored_at`` is the copy that was read.
    """

    program: str
    fiscal_year: int
    vintage: str
    initial_yen: int | None = None
    supplementary_yen: int | None = None
    carried_in_yen: int | None = None
    carried_out_yen: int | None = None
    reserve_yen: int | None = None
    total_yen: int | None = None
    executed_yen: int | None = None
    covers: str | None = None
    name: str | None = None
    address: str | None = None
    stored_at: str | None = None


def _folder() -> Path:
    return bundle.text().parent / "national"


@cache
def _programs() -> dict[str, Any]:
    return tomli.loads((_folder() / "programs.toml").read_text(encoding="utf-8"))


@cache
def entries() -> tuple[Entry, ...]:
    """Return the known programs."""
    fields = ("id", "name", "short_name", "name_en", "short_name_en")
    return tuple(
        Entry(
            Program(**{field: entry[field] for field in fields if field in entry}),
            tuple(entry.get("aliases", ())),
            tuple(entry.get("types", ())),
            entry.get("budget_id"),
            entry.get("subsidy_rate"),
        )
        for entry in _programs()["program"]
    )


def steps() -> tuple[Step, ...]:
    """Return what became of which program."""
    return tuple(
        Step(
            step["from"],
            step["to"],
            step.get("grant_type"),
            step.get("budget"),
            step["basis"],
            step["evidence"],
            step["address"],
        )
        for step in _programs()["step"]
    )


def breaks() -> tuple[Break, ...]:
    return tuple(Break(**table) for table in _programs()["break"])


def limits() -> tuple[Limit, ...]:
    return tuple(Limit(**table) for table in _programs()["limit"])


@cache
def budgets() -> tuple[Budget, ...]:
    """Return what the sheets say, by program and year; an earlier vintage holds just what a later one changed."""
    document = tomli.loads((_folder() / "budgets.toml").read_text(encoding="utf-8"))
    found = [Budget(**table) for table in document["budget"]]
    earlier: dict[tuple[str, int, str], dict[str, Any]] = {}
    for table in document["restated"]:
        key = (table["program"], table["fiscal_year"], table["earlier_vintage"])
        said = earlier.setdefault(key, {"covers": table.get("covers")})
        said[table["field"]] = table["earlier_yen"]
    found += [Budget(*key, **said) for key, said in earlier.items()]
    return tuple(sorted(found, key=lambda each: (each.program, each.fiscal_year, each.vintage)))
