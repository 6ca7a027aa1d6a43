"""Who a body is: its code, else its name within its prefecture. The one place that says so.

A name without a code is no other body's: that 池田町 is the one with the code 016446 would be a guess.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from typing import NamedTuple

from kofukin.model.municipality_code import current
from kofukin.model.prefecture import PREFECTURES, prefecture_code
from kofukin.model.project import Project
from kofukin.text.folding import fold

Key = tuple[str, ...]


def identity(code: str | None, name: str | None) -> Key:
    """Return what is the same for each spelling of one body and for each code that it had, and for no other body."""
    return (current(code),) if code is not None else (prefecture_code(None, name) or "", fold(bare_name(name or "")))


def bare_name(name: str) -> str:
    """Return a body's name without its prefecture and the district behind that: 津幡町 of 石川県河北郡津幡町.

    No prefecture has two towns of one name in different districts, but the country has.
    """
    without = _PREFECTURE.sub("", name)
    return _DISTRICT.sub("", without) if without and without != name else name


_PREFECTURE = re.compile(rf"^\s*(?:{'|'.join(PREFECTURES.values())})\s*")
_DISTRICT = re.compile(r"^\S{1,4}郡\s*(?=\S.*[町村]\s*$)")


class _Body(NamedTuple):
    number: int
    code: str | None
    prefecture: str | None


class Bodies:
    """Numbers the bodies and their spellings as projects pass, and keeps the newest spelling of each."""

    def __init__(self) -> None:
        self._bodies: dict[Key, _Body] = {}
        self._spellings: dict[tuple[str | None, str | None], tuple[int, int]] = {}
        self._newest: dict[int, tuple[int, str]] = {}
        self._waiting: list[tuple[object, ...]] = []

    def spelling(self, project: Project) -> int:
        """Return the number of the row of ``municipality`` that the project's body is written as."""
        written = (project.municipality_code, project.municipality)
        found = self._spellings.get(written)
        if found is None:
            found = self._spellings[written] = (len(self._spellings) + 1, self._number(*written))
            self._waiting.append((*found, *written, fold(project.municipality or "")))
        number, body = found
        if project.municipality is not None and project.fiscal_year >= self._newest.get(body, (0, ""))[0]:
            self._newest[body] = (project.fiscal_year, project.municipality)
        return number

    def _number(self, code: str | None, name: str | None) -> int:
        key = identity(code, name)
        if key not in self._bodies:
            own_code = current(code) if code is not None else None
            self._bodies[key] = _Body(len(self._bodies) + 1, own_code, prefecture_code(code, name))
        return self._bodies[key].number

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all bodies and their spellings; called when every project has passed."""
        names = {body.number: self._newest.get(body.number, (0, None))[1] for body in self._bodies.values()}
        bodies = [(body.number, body.code, names[body.number], body.prefecture) for body in self._bodies.values()]
        apart = told_apart(bodies)
        connection.executemany(
            "INSERT INTO body (number, code, name, prefecture_code, told_apart) VALUES (?, ?, ?, ?, ?)",
            [(*body, apart[body[0]]) for body in bodies],
        )
        connection.executemany(
            "INSERT INTO municipality (number, body, code, name, folded_name) VALUES (?, ?, ?, ?, ?)", self._waiting
        )


def told_apart(bodies: list[tuple[int, str | None, str | None, str | None]]) -> dict[int, str | None]:
    """Return, by the bodies' numbers, the names that tell each from all others.

    ``bodies`` are numbers, codes, names and prefectures. Where several have one name its prefecture stands behind it,
    or its code where that would not do.
    """
    alike: dict[str, list[tuple[int, str | None, str | None, str | None]]] = defaultdict(list)
    for body in bodies:
        alike[fold(body[2] or "")].append(body)
    names: dict[int, str | None] = {}
    for group in alike.values():
        in_prefecture = Counter(prefecture for *_, prefecture in group)
        for number, code, name, prefecture in group:
            sign = PREFECTURES[prefecture] if prefecture and in_prefecture[prefecture] == 1 else code
            names[number] = f"{name}（{sign}）" if name and sign and len(group) > 1 else name
    return names
