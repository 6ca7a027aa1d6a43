"""What a recipe expects of the next file of its source: about as many projects, and a total where there was one."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kofukin import importing as readers
from kofukin.errors import KofukinError
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Noticed, Place, Role
from kofukin.importing.totals import is_of_total
from kofukin.messages import importing

_FACTOR = 2
"""A list grows and shrinks from year to year; half as many projects, or twice as many, are told."""


class Expected(NamedTuple):
    """The fewest and the most projects in the files of a source, and whether all of them state their total."""

    projects: tuple[int, int] | None = None
    has_total: bool = False


def expected_of(paths: Sequence[Path], given: Given) -> Expected:
    """Return what these files hold; nothing where one cannot be read, which an import of it says."""
    counts: list[int] = []
    totals: list[bool] = []
    for path in paths:
        count, has_total = 0, False
        try:
            for item in readers.read(path, given):
                count += isinstance(item, DraftProject)
                has_total = has_total or (isinstance(item, Line) and item.role is Role.TOTAL)
                if isinstance(item, Doubt) and is_of_total(item):
                    return Expected()
        except KofukinError:
            return Expected()
        counts.append(count)
        totals.append(has_total)
    if not all(counts):
        return Expected()
    return Expected((min(counts), max(counts)), all(totals))


def held(path: Path, given: Given, items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items on, and how the file differs from what the recipe expects: a total that is gone is open."""
    count, has_total = 0, False
    for item in items:
        count += isinstance(item, DraftProject)
        has_total = has_total or (isinstance(item, Line) and item.role is Role.TOTAL)
        yield item
    place = Place(str(path))
    if given.has_total and not has_total:
        yield Doubt(place, importing.TOTAL_GONE, "")
    if given.projects is not None:
        fewest, most = given.projects
        if not fewest <= count * _FACTOR or not count <= most * _FACTOR:
            usual = str(fewest) if fewest == most else f"{fewest}-{most}"
            yield Noticed(place, importing.COUNT_UNUSUAL(count=count, usual=usual))
