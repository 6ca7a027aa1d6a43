"""Which entries tell a joint project that an earlier one tells already, worked out project by project."""

from collections.abc import Collection, Mapping

from kofukin.text.folding import fold
from second_opinion.bodies import body_of, prefecture_of
from second_opinion.made_data import Table

PREFECTURES_OWN = ("都", "道", "府", "県")


def told_twice(projects: Mapping[str, Table], matching: Collection[str]) -> set[str]:
    """Return the ids of the matching ``projects``, by id in their order, that are not to be counted again."""
    order = list(projects)
    entries = [projects[key] for key in order if key in matching and _is_joint(projects[key])]
    pairs = [
        (earlier, later)
        for number, later in enumerate(entries)
        for earlier in entries[:number]
        if _round_and_name(earlier) == _round_and_name(later)
        and body_of(earlier) != body_of(later)
        and (_names(earlier, later) or _names(later, earlier))
    ]
    groups = {project["id"]: {project["id"]: body_of(project)} for pair in pairs for project in pair}
    for earlier, later in pairs:
        one, other = groups[earlier["id"]], groups[later["id"]]
        if one is not other and not set(one.values()) & set(other.values()):
            one.update(other)
            groups.update(dict.fromkeys(other, one))
    return {key for key, group in groups.items() if key != min(group, key=order.index)}


def _is_joint(project: Table) -> bool:
    return bool(project.get("application", "joint" if project.get("partners") else "single") == "joint")


def _round_and_name(project: Table) -> tuple[object, ...]:
    return fold(project["name"]), project["fiscal_year"], project.get("program")


def _names(one: Table, other: Table) -> bool:
    """Return whether the body of one entry names that of another as its partner."""
    code, name = other.get("municipality_code"), fold(other.get("municipality", ""))
    for partner in one.get("partners", ()):
        own_code, own_name = partner.get("municipality_code"), fold(partner["name"])
        if own_code == code if own_code and code else own_name == name:
            return True
        prefecture = f"{prefecture_of(one)}000"
        if not own_code and own_name in PREFECTURES_OWN and code and code[:5] == prefecture and name[-1:] == own_name:
            return True
    return False
