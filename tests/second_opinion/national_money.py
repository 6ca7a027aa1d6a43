"""Lines of programs, and parts of the state's money, worked out from the files of ``data/national`` themselves."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kofukin.data
import tomli

from kofukin.text.folding import fold
from second_opinion.made_data import Document, Table

_FOLDER = Path(str(kofukin.data.__file__)).parent / "national"
_PROGRAMS = tomli.loads((_FOLDER / "programs.toml").read_text(encoding="utf-8"))
_BUDGETS = tomli.loads((_FOLDER / "budgets.toml").read_text(encoding="utf-8"))
_PLACES = {program["id"]: place for place, program in enumerate(_PROGRAMS["program"])}
PAID = ("交付済額", "交付確定額", "実績額", "執行額", "支出済額")


def lines(document: Document) -> dict[tuple[str | None, str | None], tuple[str | None, str | None, int]]:
    """Return, for each program and type of grant in the data, the line's id, its name and its place."""
    names = {program["id"]: program["name"] for program in (*_PROGRAMS["program"], *document["program"])}
    own = {program["id"]: program for program in document["program"]}
    found: dict[tuple[str | None, str | None], tuple[str | None, str | None, int]] = {}
    for project in document["project"]:
        key = (project.get("program"), project.get("grant_type"))
        root = key[0]
        while root is not None and (before := _before(root, key[1], own)):
            root = before
        found[key] = (root, names.get(root or ""), _PLACES.get(root or "", len(_PLACES)))
    return found


def _before(program: str, grant_type: str | None, own: Mapping[str, Table]) -> str | None:
    """Return the program that one was before, where that is stated and it is one alone."""
    if "succeeds" in own.get(program, ()):
        return str(own[program]["succeeds"]) if own[program].get("basis") != "reading" else None
    steps = [step for step in _PROGRAMS["step"] if step["to"] == program and step["basis"] == "stated"]
    fitting = {step["from"] for step in steps if "grant_type" not in step or _fits(step["grant_type"], grant_type)}
    return fitting.pop() if len(fitting) == 1 else None


def _fits(known: str, written: str | None) -> bool:
    """Return whether a document writes that type, with or without 地方創生 before it, first or behind a sign."""
    short = fold(known).removeprefix("地方創生")
    parts = re.split(r"\W", fold(written or ""))
    return any(part.removeprefix("地方創生").startswith(short) for part in parts)


def part_of_nation(row: Mapping[str, Any]) -> tuple[float | None, str | None]:
    """Return a group's part of what the state spent, or why there is none.

    ``row`` holds program, year, sums and counts of the group.
    """
    program, year = row["program"], row["fiscal_year"]
    if program is None:
        return None, "program open"
    sheets = [each for each in _BUDGETS["budget"] if (each["program"], each["fiscal_year"]) == (program, year)]
    if not sheets:
        return None, "no figure"
    spent = [sheet for sheet in sheets if "executed_yen" in sheet]
    latest = max(spent or sheets, key=lambda sheet: str(sheet["vintage"]))
    if "covers" in latest:
        broken = any(each["program"] == program and year >= each["fiscal_year"] for each in _PROGRAMS["break"])
        return None, "series broken" if broken else "other scope"
    if not spent:
        return None, "not executed"
    if latest["executed_yen"] == 0:
        return None, "nothing spent"
    for gap, is_so in (
        ("amount unstated", row["unstated"] > 0),
        ("other period", row["in_one_year"] < row["projects"]),
        ("other stage", row["paid"] < row["projects"]),
    ):
        if is_so:
            return None, gap
    return row["national_funds_yen"] / latest["executed_yen"], None


def corporate_number(code: str | None) -> str | None:
    """Return the 法人番号 of a body by its code, for bodies as ``made_data`` makes them."""
    if code is None or not 1 <= int(code[:2]) <= 47:
        return None
    weighed = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    if int(code[5]) != (11 - weighed % 11) % 10 or code in ("044237", "042161", "403059", "402311"):
        return None
    kind = int(code[2:5])
    is_body = kind == 0 or 201 <= kind <= 799 or (code[:2] == "13" and 101 <= kind <= 123)
    if not is_body and code not in ("011002", "261009", "221309"):
        return None
    digits = f"000020{code}"
    rest = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))) % 9
    return f"{9 - rest}{digits}"
