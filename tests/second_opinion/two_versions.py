"""What ``diff`` must say of a dataset and a newer version of it, worked out project by project.

The newer version follows from the older one alone, so that a smaller dataset has a smaller newer version. Projects that
come in have names unlike all others: what near names pair is for tests of their own.
"""

import copy
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from random import Random
from typing import Any

from kofukin.text.folding import fold
from second_opinion.bodies import body_of, newest_spellings
from second_opinion.listing import everything_listed
from second_opinion.made_data import AMOUNT_LABELS, BASES, GRANT_TYPES, NOTES, Document, Table

Row = dict[str, Any]
Told = Mapping[str, Table]
"""Projects by their ids, in order, each with its values as they are compared."""

_STATED = (
    *("municipality_code", "municipality", "fiscal_year", "last_fiscal_year", "budget", "program", "grant_type"),
    *("name", "application", "application_text", "partners", "national_funds_yen", "amount_label"),
    *("partner_national_funds_yen", "subsidy_rate", "stated_cost_yen", "amount_basis", "note", "summary"),
    *("program_basis", "program_evidence"),
)
_PLACE = ("source_document", "source_page", "source_line")
_AMOUNTS = ("national_funds_yen", "partner_national_funds_yen", "stated_cost_yen")
_MOST_CANDIDATES = 20


def newer_version(document: Document, renumbered: bool) -> Document:
    """Return a dataset in which some values changed, some projects went and some came in.

    ``renumbered``: every project has another id, and none came in.
    """
    newer = copy.deepcopy(document)
    for round_ in newer["round"]:
        random = Random(f"{round_['program']} {round_['fiscal_year']}")
        if random.random() < 0.1:
            round_["budget"] = "R9 補正"
    projects = []
    for number, project in enumerate(newer["project"]):
        random = Random(f"{project['id']} {project['name']}")
        if random.random() < 0.15:
            continue
        if random.random() < 0.3:
            _change(random, project)
        projects.append(project)
        if renumbered:
            project["id"] = f"n{number}"
        elif random.random() < 0.1:
            name = "".join(random.choices("ぁぃぅぇぉゃゅょっゎ", k=12))
            kept = {key: value for key, value in project.items() if key not in ("id", "name")}
            projects.append({"id": f"came-{project['id']}", "name": name, **kept})
    return {**newer, "project": projects}


def _change(random: Random, project: Table) -> None:
    """Change one or two values, among them amounts that become known, unknown or 0."""
    amount = random.choice((None, 0, 1, 12_345_000))
    changes: list[tuple[str, Any]] = [
        *(("national_funds_yen", amount), ("stated_cost_yen", amount), ("note", random.choice((*NOTES, None)))),
        *(("amount_label", random.choice(AMOUNT_LABELS)), ("grant_type", random.choice(GRANT_TYPES))),
        *(("amount_basis", random.choice(BASES)), ("summary", "変わった"), ("source_page", 7), ("partners", None)),
    ]
    for key, value in random.sample(changes, random.choice((1, 2))):
        if key == "partners":
            for partner in project.get("partners", ())[:1]:
                partner["national_funds_yen"] = partner.get("national_funds_yen", 0) + 5
                if "partner_national_funds_yen" in project:
                    project["partner_national_funds_yen"] += 5
        elif value is None:
            project.pop(key, None)
        else:
            project[key] = value


def changes_between(
    old: Document, new: Document, old_asked: Collection[str], new_asked: Collection[str], places: bool
) -> list[Row]:
    """Return the rows of ``diff``; ``old_asked`` and ``new_asked`` are the ids that match on either side."""
    before, after = _told(old), _told(new)
    pairs, old_candidates, new_candidates = _paired(old["project"], new["project"])
    found: list[Row] = []
    for project in new["project"]:
        own = project["id"]
        if own not in pairs or not (own in new_asked or pairs[own][0] in old_asked):
            continue
        other, match = pairs[own]
        row = _row("changed", match, before[other], after[own], ())
        for field in _fields(places):
            if _differs(field, before[other], after[own]):
                found.append(row | _values(field, before[other], after[own]))
    for own in (project["id"] for project in new["project"]):
        if own not in pairs and own in new_asked:
            found.append(_alone("appeared", None, after[own], new_candidates.get(own, [])))
    taken = {other for other, _ in pairs.values()}
    for own in (project["id"] for project in old["project"]):
        if own not in taken and own in old_asked:
            found.append(_alone("gone", before[own], None, old_candidates.get(own, [])))
    return found


def _fields(places: bool) -> tuple[str, ...]:
    return ("id", *_STATED, *_PLACE, "partner_shares") if places else (*_STATED, "partner_shares")


def _told(document: Document) -> Told:
    """Return the values of each project as they are compared, and as they are told under ``told_``."""
    names = newest_spellings(document["project"])
    told = {}
    for project, listed in zip(document["project"], everything_listed(document), strict=True):
        shares = [_share(partner) for partner in project.get("partners", ())]
        told[project["id"]] = listed | {
            "municipality_code": project.get("municipality_code"),
            "municipality": project.get("municipality"),
            "told_municipality_code": listed["municipality_code"],
            "told_municipality": names[body_of(project)],
            "partners": listed["partners"] or None,
            "partner_shares": shares or None,
        }
    return told


def _share(partner: Table) -> str:
    code, funds = partner.get("municipality_code"), partner.get("national_funds_yen")
    return " ".join([partner["name"], *([code] if code else []), *([f"{funds:,} 円"] if funds is not None else [])])


def _differs(field: str, before: Table, after: Table) -> bool:
    """Return whether a row tells of the field; shares of one partner are told by the partners' sum."""
    if before[field] == after[field]:
        return False
    if field == "partner_shares" and (before[field], after[field]) == (before["partners"], after["partners"]):
        return False  # names alone
    one_each = field == "partner_shares" and all(len(side[field] or ()) < 2 for side in (before, after))
    told_already = any(before[each] != after[each] for each in ("partners", "partner_national_funds_yen"))
    return not (one_each and told_already)


def _row(change: str, match: str | None, before: Table | None, after: Table | None, candidates: Sequence[str]) -> Row:
    told = after or before or {}
    return {
        "change": change,
        "match": match,
        "id": told["id"],
        "old_id": before["id"] if before else None,
        "municipality_code": told["told_municipality_code"],
        "municipality": told["told_municipality"],
        **{name: told[name] for name in ("fiscal_year", "era_year", "program", "name")},
        **dict.fromkeys(("field", "before", "after", "difference_yen")),
        "candidates": list(candidates),
        **{f"old_{name}": before[name] if before else None for name in _PLACE},
        **{f"new_{name}": after[name] if after else None for name in _PLACE},
    }


def _alone(change: str, before: Table | None, after: Table | None, candidates: Sequence[str]) -> Row:
    row = _row(change, "several" if candidates else None, before, after, candidates)
    return row | _values("national_funds_yen", before, after)


def _values(field: str, before: Table | None, after: Table | None) -> Row:
    old: Any = before[field] if before else None
    new: Any = after[field] if after else None
    is_amount = field in _AMOUNTS and old is not None and new is not None
    difference = new - old if is_amount else None
    return {"field": field, "before": old, "after": new, "difference_yen": difference}


_Pairs = dict[str, tuple[str, str]]
"""Of a new project's id: the old one's, and by what they were paired."""
_Candidates = dict[str, list[str]]


def _paired(old: Sequence[Table], new: Sequence[Table]) -> tuple[_Pairs, _Candidates, _Candidates]:
    """Return the pairs, and of what is alike on both sides and in none the ids on the other side."""
    pairs: _Pairs = {}
    gone, came = list(old), list(new)

    def pair(match: str, key: Callable[[Table], Hashable]) -> None:
        counts = [Counter(map(key, side)) for side in (gone, came)]
        first = {key(project): project["id"] for project in gone}
        for project in came:
            own = key(project)
            if own is not None and counts[0][own] == counts[1][own] == 1:
                pairs[project["id"]] = (first[own], match)
        taken = {other for other, _ in pairs.values()}
        gone[:] = [project for project in gone if project["id"] not in taken]
        came[:] = [project for project in came if project["id"] not in pairs]

    pair("id", lambda project: (project["id"], fold(project["name"])))
    pair("same", _key)
    pair("same", lambda p: (_key(p), p["national_funds_yen"]) if "national_funds_yen" in p else None)
    pair("id", lambda project: project["id"])
    return pairs, _alike(gone, came), _alike(came, gone)


def _alike(own: Sequence[Table], others: Sequence[Table]) -> _Candidates:
    found = {project["id"]: _ids_alike(project, others) for project in own}
    return {project: ids for project, ids in found.items() if ids}


def _ids_alike(project: Table, others: Sequence[Table]) -> list[str]:
    return [other["id"] for other in others if _key(other) == _key(project)][:_MOST_CANDIDATES]


def _key(project: Table) -> Hashable:
    return body_of(project), project["fiscal_year"], project.get("program"), fold(project["name"])
