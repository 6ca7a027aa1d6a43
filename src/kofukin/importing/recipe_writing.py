"""What the user said of some files → a recipe for the next file of their source."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from kofukin.importing.draft import Given
from kofukin.importing.expectations import expected_of
from kofukin.importing.laid_out import settled
from kofukin.importing.recipe import SWITCHES, TEXTS
from kofukin.importing.sheet import HEAD
from kofukin.importing.sheets import sheets_in
from kofukin.importing.shipped_recipes import with_shipped
from kofukin.importing.year_in_name import is_year_in_names


def recipe_pieces(paths: Sequence[Path], given: Given) -> Iterator[str]:
    """Yield the recipe of what the user said of these files, as TOML."""
    expected = expected_of(paths, given._replace(projects=None, has_total=False))
    given = _with_headings(paths, given)._replace(year_in_name=is_year_in_names(paths, given), **expected._asdict())
    yield "[recipe]\n"
    for key in (*TEXTS, "yen_per_unit"):
        if (value := getattr(given, key)) is not None:
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
    for key in SWITCHES:
        if getattr(given, key):
            yield f"{key} = true\n"
    if given.projects is not None:
        yield f"projects = {json.dumps(given.projects)}\n"
    for key, texts in (("ignored", given.ignored), ("headings", given.headings)):
        if texts:
            yield f"{key} = {json.dumps(texts, ensure_ascii=False)}\n"
    if given.columns:
        yield "\n[recipe.columns]\n"
        for field, column in given.columns.items():
            yield f"{field} = {json.dumps(column, ensure_ascii=False)}\n"
    for text in given.shapes:
        yield f"\n[[line]]\nshape = {json.dumps(text, ensure_ascii=False)}\n"


def _with_headings(paths: Sequence[Path], given: Given) -> Given:
    """Return what is given with the headings of the first table, and what a recipe of ours says of it."""
    from kofukin.importing import TABLES  # the package imports its readers

    for path in paths:
        if path.suffix.lower() not in TABLES:
            continue
        for sheet in sheets_in(path, given.sheet, given.encoding):
            head = list(islice(sheet.rows, HEAD))
            own, _ = with_shipped(head, given)
            found = settled(head, sheet, own, is_whole=len(head) < HEAD).found
            sheet.rows.close()
            if found is not None and not sheet.is_hidden:
                return own._replace(headings=found.headings)
    return given._replace(headings=None)
