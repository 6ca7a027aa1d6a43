"""The recipes that come with the program, for national forms that come back every year: found by their headings."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from kofukin.importing.draft import DraftProject, Given, Item
from kofukin.importing.recipe import merged, parsed
from kofukin.importing.sheet import Row
from kofukin.messages import importing
from kofukin.text.folding import fold


class _Shipped(NamedTuple):
    name: str
    headings: frozenset[str]
    given: Given


@cache
def _shipped() -> tuple[_Shipped, ...]:
    files = sorted(resources.files("kofukin.importing").joinpath("recipes").iterdir(), key=lambda file: file.name)
    found = []
    for file in files:
        if file.name.endswith(".toml"):
            given = parsed(file.read_text(encoding="utf-8"), file.name)
            headings = frozenset(map(fold, given.headings or ()))
            found.append(_Shipped(file.name.removesuffix(".toml"), headings, given._replace(headings=None)))
    return tuple(found)


def with_shipped(head: Sequence[Row], given: Given) -> tuple[Given, str | None]:
    """Return what is given, with the recipe of the form whose headings stand in ``head``, and the recipe's name.

    A recipe of the user's own, whose headings are known, goes before; so does each thing that the user says.
    """
    if given.headings is None:
        for _, cells in head:
            filled = {fold(cell) for cell in cells if cell}
            for known in _shipped():
                if known.headings <= filled:
                    return merged(known.given, given), known.name
    return given, None


def said_by(name: str, items: Iterable[Item], given: Given) -> Iterator[Item]:
    """Yield the items on, with the recipe as the evidence for what the user did not say by an option."""
    by_recipe = [importing.FROM_OPTION(option=option) for option, own in _OPTIONS.items() if not getattr(given, own)]
    evidence = importing.FROM_RECIPE(name=name)
    for item in items:
        if isinstance(item, DraftProject):
            inferred = {field: evidence if said in by_recipe else said for field, said in item.inferred.items()}
            yield item._replace(inferred=inferred)
        else:
            yield item


_OPTIONS = {"--amounts": "amounts", "--unit": "yen_per_unit", "--program": "program"}
