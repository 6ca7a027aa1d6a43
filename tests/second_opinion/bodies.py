"""Who a body is: its code, else its name within its prefecture; and what it is called."""

from collections.abc import Iterable, Mapping

from kofukin.model.prefecture import PREFECTURES
from kofukin.text.folding import fold
from second_opinion.made_data import Table

Body = tuple[str, ...]
CHANGED = {"403059": "402311"}
"""A town's code, and that which it has as a city."""


def body_of(project: Table) -> Body:
    """Return what is the same for all projects of one body, and for no others."""
    if "municipality_code" in project:
        return (current_code(project["municipality_code"]),)
    return (prefecture_of(project) or "", fold(project.get("municipality", "")))


def current_code(code: str) -> str:
    """Return the code that a body has now, of one that it has or had, with its check digit or without."""
    return next((now for before, now in CHANGED.items() if code in (before, before[:5])), code)


def prefecture_of(project: Table) -> str | None:
    """Return the first digits of the code or, without one, the code of the prefecture that the name begins with."""
    if "municipality_code" in project:
        digits = project["municipality_code"][:2]
        return digits if digits in PREFECTURES else None
    name = project.get("municipality", "")
    return next((code for code, prefecture in PREFECTURES.items() if name.startswith(prefecture)), None)


def newest_spellings(projects: Iterable[Table]) -> dict[Body, str | None]:
    """Return each body's name as the newest of its projects writes it, the last of these in the data."""
    names: dict[Body, str | None] = {}
    for project in sorted(projects, key=lambda project: int(project["fiscal_year"])):
        names[body_of(project)] = project.get("municipality", names.get(body_of(project)))
    return names


def told_apart(body: Body, names: Mapping[Body, str | None], prefectures: Mapping[Body, str | None]) -> str | None:
    """Return the name that people read: where others have it, too, with the prefecture, else the code behind it."""
    name = names[body]
    alike = [other for other in names if other != body and fold(names[other] or "") == fold(name or "")]
    if name is None or not alike:
        return name
    prefecture = prefectures[body]
    is_clear = prefecture is not None and all(prefectures[other] != prefecture for other in alike)
    sign = PREFECTURES[prefecture or ""] if is_clear else body[0] if len(body) == 1 else None
    return f"{name}（{sign}）" if sign else name
