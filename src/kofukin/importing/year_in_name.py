"""The fiscal year that a file's name says, where a recipe has it that the names of its files do: ``list-r4.csv``."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kofukin import importing as readers
from kofukin.importing.draft import DraftProject, Given, Item
from kofukin.importing.ids import Ids
from kofukin.importing.titles import read_title
from kofukin.messages import importing


def year_in(path: Path) -> int | None:
    """Return the one year that a file's name says."""
    years = read_title(path.stem.replace("_", " ")).years
    return next(iter(years)) if len(years) == 1 else None


def is_year_in_names(paths: Sequence[Path], given: Given) -> bool:
    """Return whether the year that the user gave is that of the names, so that a later file's name will say its own."""
    if given.fiscal_year is None or given.year_in_name:
        return given.year_in_name
    return all(year_in(path) == given.fiscal_year for path in paths)


def each_by_its_name(path: Path, given: Given) -> Given:
    """Return what is given for several files: where the year said of one is that of its name, each has its own."""
    if year_in(path) != given.fiscal_year:
        return given
    return given._replace(fiscal_year=None, year_in_name=True)


def read_with_year(path: Path, given: Given, ids: Ids | None) -> Iterator[Item]:
    """Yield what a file holds, with the year of its name where the file does not say one."""
    if (year := year_in(path)) is None:
        yield from readers.read(path, given._replace(year_in_name=False), ids)
        return
    given = given._replace(fiscal_year=year, year_in_name=False)
    by_option, by_name = importing.FROM_OPTION(option="--year"), importing.FROM_FILE_NAME(name=path.name)
    for item in readers.read(path, given, ids):
        if isinstance(item, DraftProject) and item.inferred.get("fiscal_year") == by_option:
            yield item._replace(inferred={**item.inferred, "fiscal_year": by_name})
        else:
            yield item
