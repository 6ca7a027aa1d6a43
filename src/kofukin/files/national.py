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
from kofukin.text.folding import fold

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
    """What a program became; ``grant_type`` the type of the later one that it is, ``budget`` the first that paid it.

    ``basis`` is None, and so is the evidence, where a dataset says just that one was the other before.
    """

    earlier: str
    later: str
    grant_type: str | None = None
    budget: str | None = None
    basis: str | None = None
    evidence: str | None = None
    evidence_en: str | None = None
    address: str | None = None
    stored_at: str | None = None


class Break(NamedTuple):
    """Where figures of two vintages are not one series; ``vintage`` is the first of the new ones."""

    program: str
    fiscal_year: int
    vintage: str
    evidence: str
    evidence_en: str
    stored_at: str


class Limit(NamedTuple):
    """The most national funds of one project in a round, by type of grant and applicant, and the years it may run.

    ``name`` is that of the papers that say so, ``stored_at`` where copies of them were read.
    """

    program: str
    fiscal_year: int
    grant_type: str
    municipality_yen: int
    prefecture_yen: int
    years: int
    name: str
    stored_at: str


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
    covers_en: str | None = None
    name: str | None = None
    address: str | None = None
    stored_at: str | None = None


class Output(NamedTuple):
    """To how many bodies the state paid money of a program in a fiscal year, as the sheet of one year has it.

    ``planned_bodies`` is how many it had expected, which None leaves blank.
    """

    program: str
    fiscal_year: int
    bodies: int
    vintage: str
    stored_at: str
    planned_bodies: int | None = None
    covers: str | None = None
    covers_en: str | None = None


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


@cache
def _names() -> dict[str, frozenset[str]]:
    return {
        entry.program.id: frozenset(map(_bare, (entry.program.name, entry.program.short_name, *entry.aliases)))
        for entry in entries()
    }


def _bare(name: str) -> str:
    return fold(name).removesuffix("交付金")


def is_known(program: str, name: str) -> bool:
    """Return whether a dataset's program of that id and name is the known one, and no other that has its id."""
    return _bare(name) in _names().get(program, ())


def steps() -> tuple[Step, ...]:
    """Return what became of which program."""
    renamed = {"from": "earlier", "to": "later"}
    return tuple(
        Step(**{renamed.get(name, name): value for name, value in table.items()}) for table in _programs()["step"]
    )


def breaks() -> tuple[Break, ...]:
    return tuple(Break(**table) for table in _programs()["break"])


def limits() -> tuple[Limit, ...]:
    return tuple(Limit(**table) for table in _programs()["limit"])


@cache
def outputs() -> tuple[Output, ...]:
    """Return how many bodies were paid, by program and year."""
    document = tomli.loads((_folder() / "outputs.toml").read_text(encoding="utf-8"))
    return tuple(Output(**table) for table in document["output"])


@cache
def budgets() -> tuple[Budget, ...]:
    """Return what the sheets say, by program and year; an earlier vintage holds just what a later one changed."""
    document = tomli.loads((_folder() / "budgets.toml").read_text(encoding="utf-8"))
    found = [Budget(**table) for table in document["budget"]]
    earlier: dict[tuple[str, int, str], dict[str, Any]] = {}
    for table in document["restated"]:
        key = (table["program"], table["fiscal_year"], table["earlier_vintage"])
        beside = {name: table.get(name) for name in ("covers", "covers_en")}
        said = earlier.setdefault(key, {**beside, "stored_at": table.get("earlier_stored_at")})
        said[table["field"]] = table["earlier_yen"]
    found += [Budget(*key, **said) for key, said in earlier.items()]
    return tuple(sorted(found, key=lambda each: (each.program, each.fiscal_year, each.vintage)))
