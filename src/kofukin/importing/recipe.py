"""A recipe: what was decided about one source, kept to read the next file of that source without a question.

It holds what the user said, and the headings that it was said of. Where a later file has other headings, the recipe
does not fit, and the difference is the answer. Years in headings may move on.
"""

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli

from kofukin.errors import KofukinError, UsageError, reason_of
from kofukin.importing.columns import AMOUNTS, BESIDE, OWN
from kofukin.importing.draft import Given
from kofukin.importing.label_grammar import without_years
from kofukin.importing.shapes import shape
from kofukin.messages import errors, importing

TEXTS = ("program", "municipality", "municipality_code", "sheet", "encoding", "amounts")
SWITCHES = ("fill_down", "year_in_name", "has_total")
_KEYS = {*TEXTS, *SWITCHES, "yen_per_unit", "ignored", "headings", "columns", "projects"}


def with_recipe(path: Path, given: Given) -> Given:
    """Return what the user says, with what the recipe says where the user is silent.

    Raises KofukinError for a recipe that cannot be read, UsageError for one that says something else than recipes do.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise KofukinError(
            errors.LOCATED(where=path, reason=errors.FILE_UNREADABLE(reason=reason_of(error)))
        ) from error
    except ValueError as error:
        raise KofukinError(errors.LOCATED(where=path, reason=importing.NOT_A_RECIPE(reason=str(error)))) from error
    return merged(parsed(text, path)._replace(recipe=str(path)), given)


def parsed(text: str, where: Path | str) -> Given:
    """Return what a recipe says; ``where`` is the file that an error names."""
    try:
        document = tomli.loads(text)
    except ValueError as error:
        raise KofukinError(errors.LOCATED(where=where, reason=importing.NOT_A_RECIPE(reason=str(error)))) from error
    recipe, lines = document.get("recipe", {}), document.get("line", [])
    if not isinstance(recipe, dict) or not _are_shapes(lines):
        raise UsageError(errors.LOCATED(where=where, reason=importing.NOT_A_RECIPE(reason="[recipe], [[line]]")))
    unknown = next((key for key, value in recipe.items() if not _fits(key, value)), None)
    if unknown is not None:
        reason = importing.NOT_A_RECIPE(reason=unknown)
        raise UsageError(errors.LOCATED(where=where, reason=reason), importing.RECIPE_KEYS(keys=sorted(_KEYS)))
    known: dict[str, Any] = {**recipe, "ignored": tuple(recipe.get("ignored", ()))}
    known["headings"] = tuple(recipe["headings"]) if "headings" in recipe else None
    known["projects"] = tuple(recipe["projects"]) if "projects" in recipe else None
    known["columns"] = MappingProxyType(recipe.get("columns", {}))
    return Given(**known, shapes=tuple(line["shape"] for line in lines))


def merged(known: Given, given: Given) -> Given:
    """Return what a recipe says, and in its place what the user says."""
    silent = Given()
    said = {field: value for field, value in given._asdict().items() if value != getattr(silent, field)}
    taken = {*given.columns.values(), *given.ignored}
    columns = {field: column for field, column in known.columns.items() if column not in taken}
    said["columns"] = MappingProxyType({**columns, **given.columns})
    said["ignored"] = tuple(dict.fromkeys((*known.ignored, *given.ignored)))
    said["shapes"] = tuple(dict.fromkeys((*given.shapes, *known.shapes)))
    if given.fiscal_year is not None:
        said["year_in_name"] = given.year_in_name
    return known._replace(**said)


def _are_shapes(lines: object) -> bool:
    """Return whether ``[[line]]`` holds shapes and nothing else; raises UsageError for one that cannot be read."""
    if not isinstance(lines, list):
        return False
    for line in lines:
        if not isinstance(line, dict) or line.keys() != {"shape"} or not isinstance(line["shape"], str):
            return False
        shape(line["shape"])
    return True


def _fits(key: str, value: object) -> bool:
    if key in TEXTS:
        return isinstance(value, str) and (key != "amounts" or value in AMOUNTS)
    if key in ("ignored", "headings"):
        return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    if key == "projects":
        return isinstance(value, list) and len(value) == 2 and all(type(n) is int and n >= 0 for n in value)
    if key == "columns":
        known = OWN | BESIDE
        return isinstance(value, dict) and all(field in known and isinstance(own, str) for field, own in value.items())
    return (key == "yen_per_unit" and type(value) is int and value > 0) or (key in SWITCHES and value in (True, False))


def differences(expected: Sequence[str], found: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the headings that are gone, and those that are new, whatever year they name."""
    old, new = ({without_years(heading): heading for heading in headings} for headings in (expected, found))
    return [old[key] for key in old if key not in new], [new[key] for key in new if key not in old]
