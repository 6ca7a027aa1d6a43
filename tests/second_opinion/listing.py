"""What ``list`` must say of each project, worked out from the dataset alone."""

from fractions import Fraction
from math import floor
from typing import Any

from second_opinion.bodies import body_of, newest_spellings
from second_opinion.made_data import Document, Table
from second_opinion.questions import LISTED


def everything_listed(document: Document) -> list[dict[str, Any]]:
    """Return the rows of ``list`` without any filter."""
    programs = {program["id"]: program for program in document["program"]}
    names = newest_spellings(document["project"])
    rounds = {(round_["program"], round_["fiscal_year"]): round_ for round_ in document["round"]}
    return [
        _row(
            {**project, "municipality": names[body_of(project)]},
            programs.get(project.get("program"), {}),
            rounds.get((project.get("program"), project["fiscal_year"]), {}),
        )
        for project in document["project"]
    ]


def _row(project: Table, program: Table, round_: Table) -> dict[str, Any]:
    year = project["fiscal_year"]
    rate = project.get("subsidy_rate", round_.get("subsidy_rate"))
    derived = {
        "municipality_code": body_of(project)[0] if "municipality_code" in project else None,
        "era_year": f"H{year - 1988}" if year < 2019 else f"R{year - 2018}",
        "last_fiscal_year": project.get("last_fiscal_year", round_.get("last_fiscal_year")),
        "program_name": program.get("name"),
        "partners": [partner["name"] for partner in project.get("partners", ())],
        "partner_national_funds_yen": _partners_together(project),
        "budget": project.get("budget", round_.get("budget")),
        "subsidy_rate": rate,
        "estimated_cost_yen": _estimate(project.get("national_funds_yen"), rate),
        "other_funds_yen": _others(project),
    }
    return {name: derived[name] if name in derived else project.get(name) for name in LISTED}


def _partners_together(project: Table) -> int | None:
    stated = [
        partner["national_funds_yen"] for partner in project.get("partners", ()) if "national_funds_yen" in partner
    ]
    together = project.get("partner_national_funds_yen", sum(stated) if stated else None)
    return None if together is None else int(together)


def _others(project: Table) -> int | None:
    cost, funds = project.get("stated_cost_yen"), project.get("national_funds_yen")
    return int(cost - funds) if cost is not None and funds is not None and (cost >= funds or funds < 0) else None


def _estimate(funds: int | None, rate: str | None) -> int | None:
    """Return the cost of which the funds are the rate's share, to the nearest yen."""
    return None if funds is None or rate is None else floor(funds / Fraction(rate) + Fraction(1, 2))
