"""What the user said by options, held against all that came out of a file: options that nothing in it bears out.

A year that the file does not state is the user's to say, but a name like ``list-r3.csv`` that says another one makes it
doubtful. A body that no row names was meant for another file, or for rows that were not read.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kofukin.importing.bodies import same_body
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Place
from kofukin.importing.titles import read_title
from kofukin.messages import importing

_MOST_NAMED = 3


def held_against(items: Iterable[Item], path: Path, given: Given) -> Iterator[Item]:
    """Yield the items on, and at the end a doubt for each option that they, or the file's name, speak against."""
    by_year = importing.FROM_OPTION(option="--year")
    years = read_title(path.stem.replace("_", " ")).years
    is_against_name = given.fiscal_year is not None and bool(years) and given.fiscal_year not in years
    is_used, others = False, dict[str, None]()
    is_theirs = given.municipality is None
    for item in items:
        yield item
        if isinstance(item, DraftProject):
            is_used = is_used or (is_against_name and item.inferred.get("fiscal_year") == by_year)
            if not is_theirs and (body := item.project.municipality) is not None and body not in others:
                is_theirs = same_body(body, given.municipality or "")
                others[body] = None
    if is_used:
        named, year = sorted(years), given.fiscal_year
        yield Doubt(Place(str(path)), importing.FILE_NAME_DIFFERS(named=named, given=year), path.name, "fiscal_year")
    if others and not is_theirs:
        stated = list(others)[:_MOST_NAMED]
        reason = importing.NO_SUCH_BODY(stated=stated, given=given.municipality)
        yield Doubt(Place(str(path)), reason, "", "municipality")
