"""Which project of an old dataset is which of a new one; where several are alike, none is taken.

A pair found from old to new is the same as from new to old: nothing here depends on which side comes first.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from kofukin.comparing.fields import BY_ID, BY_NAME, NEARLY
from kofukin.store.bodies import Key

Item = TypeVar("Item")

NEAR = 0.75
"""How much two names must have in common to be near, from 0 to 1."""
APART = 0.1
"""By how much a near name must be nearer than every other one to be the one."""
MOST_AT_ONCE = 250_000
MOST_IN_ALL = 3_000_000
"""Pairs of names that are looked at in one body and year, and in all of them together."""
MOST_CANDIDATES = 20
"""So many are named where several are alike."""


class Entry(NamedTuple):
    """What a project is known by; names are folded, ``body_name`` without prefecture and district."""

    number: int
    id: str
    body: Key
    body_name: str
    year: int
    program: str | None
    name: str
    funds: int | None

    @property
    def has_code(self) -> bool:
        return len(self.body) == 1


class Pairing(NamedTuple):
    """The pairs by the old project's number: the new one's, and by what they were found.

    ``old_candidates`` and ``new_candidates`` hold, for what was left unpaired because several are alike, ids of the
    others. ``uncompared`` counts projects among which no near names were looked for.
    """

    pairs: Mapping[int, tuple[int, str]]
    old_candidates: Mapping[int, tuple[str, ...]]
    new_candidates: Mapping[int, tuple[str, ...]]
    has_common_body: bool
    uncompared: int


def paired(old: Sequence[Entry], new: Sequence[Entry]) -> Pairing:
    """Return the pairs, the surest first: id and name, then all but the id, the id alone, at last near names.

    An id whose project's name stands under another id goes with the name: ids that count rows move when a row comes in.
    """
    with_code = _bodies_with_code([*old, *new])
    pairs = _Pairs(old, new)
    pairs.add(BY_ID, lambda entry: (entry.id, entry.name))
    pairs.add(BY_NAME, _key)
    pairs.add(BY_NAME, lambda entry: None if entry.funds is None else (*_key(entry), entry.funds))
    pairs.add(BY_ID, lambda entry: entry.id)
    pairs.note_alike(_key)
    uncompared = pairs.add_near(lambda entry: (with_code.get(entry.body, entry.body), entry.year))
    bodies, others = ({with_code.get(entry.body, entry.body) for entry in side} for side in (old, new))
    has_common_body = not bodies.isdisjoint(others) or _may_be_one_body(old, new, pairs.found)
    return Pairing(pairs.found, pairs.candidates[0], pairs.candidates[1], has_common_body, uncompared)


def _may_be_one_body(old: Sequence[Entry], new: Sequence[Entry], pairs: Mapping[int, tuple[int, str]]) -> bool:
    """Return whether some pair is of one body, though it has another code or another spelling, or none, on one side."""
    names = {entry.number: entry.body_name for entry in new}
    return any(
        entry.body_name in names[pairs[entry.number][0]] or names[pairs[entry.number][0]] in entry.body_name
        for entry in old
        if entry.number in pairs
    )


def _key(entry: Entry) -> tuple[Hashable, ...]:
    return (entry.body, entry.year, entry.program, entry.name)


def _bodies_with_code(entries: Iterable[Entry]) -> dict[Key, Key]:
    """Return, for a body without a code, the only one with a code that has its name and may be in its prefecture.

    That it is the same body is likely, and no more: such projects are near at the most.
    """
    codes: dict[str, set[Key]] = defaultdict(set)
    without: dict[Key, str] = {}
    for entry in entries:
        if entry.has_code:
            codes[entry.body_name].add(entry.body)
        elif entry.body_name:
            without[entry.body] = entry.body_name
    found = {}
    for body, name in without.items():
        possible = [own for own in codes[name] if body[0] in ("", own[0][:2])]
        if len(possible) == 1:
            found[body] = possible[0]
    return found


class _Pairs:
    """Pairs as they are found, and what is left on the two sides."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        self.found: dict[int, tuple[int, str]] = {}
        self.candidates: tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]] = ({}, {})
        self._left = [list(old), list(new)]

    def add(self, match: str, key: Callable[[Entry], Hashable]) -> None:
        """Pair what alone has a key on its side; None is no key."""
        old, new = (_by(key, side) for side in self._left)
        self._take(
            match, [(own[0], new[each][0]) for each, own in old.items() if len(own) == len(new.get(each, ())) == 1]
        )

    def note_alike(self, key: Callable[[Entry], Hashable]) -> None:
        """Set aside what has a key in common with some on the other side."""
        sides = [_by(key, side) for side in self._left]
        for own, others, candidates in zip(sides, reversed(sides), self.candidates, strict=True):
            for each in own.keys() & others.keys():
                ids = tuple(entry.id for entry in others[each][:MOST_CANDIDATES])
                candidates.update((entry.number, ids) for entry in own[each])
        self._drop(*(set(noted) for noted in self.candidates))

    def add_near(self, group: Callable[[Entry], Hashable]) -> int:
        """Pair what is nearest to each other by name within a group; return how many were not looked at."""
        old, new = (_by(group, [entry for entry in side if entry.name]) for side in self._left)
        shared = sorted(old.keys() & new.keys(), key=repr)
        links: list[_Link] = []
        looked_at = uncompared = 0
        for each in shared:
            size = len(old[each]) * len(new[each])
            if size > MOST_AT_ONCE or looked_at + size > MOST_IN_ALL:
                uncompared += len(old[each]) + len(new[each])
                continue
            looked_at += size
            links += _links(old[each], new[each])
        self._take_nearest(links)
        return uncompared

    def _take_nearest(self, links: Sequence["_Link"]) -> None:
        best = [link for link in links if link.nearness >= NEAR]
        by_old, by_new = _by(lambda link: link.old.number, links), _by(lambda link: link.new.number, links)
        sure = [
            link
            for link in best
            if all(
                other is link or other.nearness <= link.nearness - APART
                for other in (*by_old[link.old.number], *by_new[link.new.number])
            )
        ]
        taken_old, taken_new = {link.old.number for link in sure}, {link.new.number for link in sure}
        for link in best:
            if link.old.number not in taken_old and link.new.number not in taken_new:
                for own, other, candidates in zip(link[:2], link[1::-1], self.candidates, strict=True):
                    named = candidates.get(own.number, ())
                    if len(named) < MOST_CANDIDATES:
                        candidates[own.number] = (*named, other.id)
        self._take(NEARLY, [(link.old, link.new) for link in sure])

    def _take(self, match: str, pairs: Iterable[tuple[Entry, Entry]]) -> None:
        numbers = [(old.number, new.number) for old, new in pairs]
        self.found.update((old, (new, match)) for old, new in numbers)
        self._drop({old for old, _ in numbers}, {new for _, new in numbers})

    def _drop(self, *numbers: set[int]) -> None:
        for index, gone in enumerate(numbers):
            if gone:
                self._left[index] = [entry for entry in self._left[index] if entry.number not in gone]


class _Link(NamedTuple):
    old: Entry
    new: Entry
    nearness: float


def _links(old: Sequence[Entry], new: Sequence[Entry]) -> list[_Link]:
    """Return the pairs of names that are near, or so little less that they keep another from being the one."""
    texts = {entry.name: _pieces(entry.name) for entry in (*old, *new)}
    links = []
    for one in old:
        pieces = texts[one.name]
        for other in new:
            others = texts[other.name]
            nearness = 2 * len(pieces & others) / (len(pieces) + len(others))
            if nearness >= NEAR - APART:
                links.append(_Link(one, other, nearness))
    return links


def _pieces(name: str) -> frozenset[str]:
    """Return each two neighbouring characters of a name, its ends among them."""
    bounded = f"\0{name}\0"
    return frozenset(map("".join, pairwise(bounded)))


def _by(key: Callable[[Item], Hashable], items: Iterable[Item]) -> dict[Hashable, list[Item]]:
    groups: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        if (own := key(item)) is not None:
            groups[own].append(item)
    return groups
