"""What became of which program, as a dataset and the reference have it together; whether what a dataset says holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kofukin.files import national
from kofukin.files.national import Step


class Succession(NamedTuple):
    """A program of a dataset, the id of the one that it was before, if the dataset says so, and the ground for that."""

    id: str
    name: str
    succeeds: str | None = None
    basis: str | None = None


def steps(programs: Sequence[Succession]) -> list[Step]:
    """Return what became of which program.

    What the dataset says of one of its programs goes before what the reference says of it. A program that only has the
    id of a known one, and another name, is none of the reference's.
    """
    strangers = {own.id for own in programs if not national.is_known(own.id, own.name)}
    said = [Step(own.succeeds, own.id, basis=own.basis) for own in programs if own.succeeds is not None]
    replaced = strangers | {step.later for step in said}
    known = [step for step in national.steps() if step.later not in replaced and step.earlier not in strangers]
    return [*known, *said]


def known_ids(programs: Iterable[Succession]) -> list[str]:
    """Return the ids that a program may succeed: those of the dataset, then those of the reference."""
    return list(dict.fromkeys([*(own.id for own in programs), *(entry.program.id for entry in national.entries())]))


def circles(programs: Sequence[Succession]) -> Iterator[tuple[str, ...]]:
    """Yield the ids of programs that lead back to themselves, each circle once, beginning with one of the dataset's."""
    earlier: dict[str, set[str]] = {}
    for step in steps(programs):
        earlier.setdefault(step.later, set()).add(step.earlier)
    told: set[str] = set()
    for own in programs:
        if own.succeeds is not None and own.id not in told and (circle := _back_to(own.id, earlier)):
            told.update(circle)
            yield circle


def _back_to(program: str, earlier: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the shortest way from a program over earlier ones back to it, both ends included, or nothing."""
    ways: list[tuple[str, ...]] = [(program, each) for each in sorted(earlier.get(program, ()))]
    seen: set[str] = set()
    for way in ways:
        if way[-1] == program:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, each) for each in sorted(earlier.get(way[-1], ()))]
    return ()
