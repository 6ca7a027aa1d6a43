"""What a font file says of itself: the families of its faces, and which characters they have glyphs for."""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

UNREADABLE = (OSError, struct.error, ValueError, IndexError, KeyError, OverflowError, MemoryError)
"""What reading a damaged font may end in."""

_MOST_FACES = 64
_MOST_GROUPS = 200_000

_Tables = dict[bytes, int]


class Face(NamedTuple):
    """One face of a font file: its family, and the characters that it can draw."""

    family: str
    characters: "Characters"


class Characters:
    """A character is in it if the face has a glyph for it."""

    def __init__(self, groups: list["_Group"]) -> None:
        self._groups = sorted(groups)
        self._lasts = [group.last for group in self._groups]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        place = bisect_left(self._lasts, code)
        return place < len(self._groups) and self._groups[place].has(code)


class _Group(NamedTuple):
    """Characters in a row. Glyph 0 is the box: ``glyphs`` has each character's, else they count on from ``start``."""

    last: int
    first: int
    start: int
    glyphs: tuple[int, ...] = ()

    def has(self, code: int) -> bool:
        if code < self.first:
            return False
        glyph = self.glyphs[code - self.first] if self.glyphs else (self.start + code - self.first) & 0xFFFF
        return glyph != 0


def faces(path: Path) -> Iterator[Face]:
    """Yield the faces of an OpenType file or collection, those for Japan first.

    Raises one of ``UNREADABLE`` for what is no such file.
    """
    with path.open("rb") as stream:
        named = [(_family(stream, tables), tables) for tables in _tables(stream)]
        for family, tables in sorted(named, key=lambda face: not re.search(r"\bJP?$", face[0])):
            yield Face(family, _characters(stream, tables))


def _read(stream: BinaryIO, offset: int, form: str) -> tuple[int, ...]:
    stream.seek(offset)
    return struct.unpack(">" + form, stream.read(struct.calcsize(">" + form)))


def _tables(stream: BinaryIO) -> Iterator[_Tables]:
    """Yield where each face's tables begin."""
    offsets: tuple[int, ...] = (0,)
    stream.seek(0)
    if stream.read(4) == b"ttcf":
        (count,) = _read(stream, 8, "I")
        offsets = _read(stream, 12, f"{min(count, _MOST_FACES)}I")
    for offset in offsets:
        stream.seek(offset)
        if stream.read(4) not in (b"\0\1\0\0", b"OTTO", b"true"):
            raise ValueError("no OpenType font")
        (count,) = _read(stream, offset + 4, "H")
        tables: _Tables = {}
        for number in range(count):
            *tag, _, begin, _ = _read(stream, offset + 12 + 16 * number, "4B3I")
            tables[bytes(tag)] = begin
        yield tables


_ENGLISH = 0x409
_WINDOWS = 3
_FAMILY_IDS = (16, 1)  # the typographic family where there is one, as renderers look it up


def _family(stream: BinaryIO, tables: _Tables) -> str:
    start = tables[b"name"]
    _, count, texts = _read(stream, start, "3H")
    found: dict[tuple[int, bool], str] = {}
    for number in range(count):
        platform, _, language, name, length, offset = _read(stream, start + 6 + 12 * number, "6H")
        if platform == _WINDOWS and name in _FAMILY_IDS:
            stream.seek(start + texts + offset)
            key = (_FAMILY_IDS.index(name), language != _ENGLISH)
            found.setdefault(key, stream.read(length).decode("utf-16-be"))
    return found[min(found)] if found else ""


_UNICODE_MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platforms and encodings of Unicode maps, in the order in which a renderer takes one of several."""


def _characters(stream: BinaryIO, tables: _Tables) -> Characters:
    start = tables[b"cmap"]
    _, count = _read(stream, start, "2H")
    maps = {}
    for number in range(count):
        platform, encoding, offset = _read(stream, start + 4 + 8 * number, "2HI")
        maps[platform, encoding] = start + offset
    used = next((maps[kind] for kind in _UNICODE_MAPS if kind in maps), None)
    return Characters([] if used is None else _groups(stream, used))


def _groups(stream: BinaryIO, start: int) -> list[_Group]:
    """Return the runs of characters in a map; of formats other than 4 and 12, which Unicode fonts have, none."""
    (form,) = _read(stream, start, "H")
    if form == 4:
        return _short_groups(stream, start)
    if form == 12:
        (count,) = _read(stream, start + 12, "I")
        numbers = _read(stream, start + 16, f"{3 * min(count, _MOST_GROUPS)}I")
        return list(map(_Group, numbers[1::3], numbers[::3], numbers[2::3]))
    return []


_END = 0xFFFF
"""The last group of a short map stands for no character."""


def _short_groups(stream: BinaryIO, start: int) -> list[_Group]:
    half = _read(stream, start + 6, "H")[0] // 2
    lasts = _read(stream, start + 14, f"{half}H")
    firsts, deltas, offsets = (_read(stream, start + 16 + 2 * half * place, f"{half}H") for place in (1, 2, 3))
    groups: list[_Group] = []
    for number, (last, first, delta, offset) in enumerate(zip(lasts, firsts, deltas, offsets, strict=True)):
        if first > last or first == _END:
            continue
        if groups and first <= groups[-1].last:
            raise ValueError("groups that overlap could list glyphs without end")
        glyphs: tuple[int, ...] = ()
        if offset:
            # counted in bytes from where the offset itself stands; what lies there is moved on by delta unless it is 0
            listed = _read(stream, start + 16 + 6 * half + 2 * number + offset, f"{last - first + 1}H")
            glyphs = tuple((glyph + delta) & 0xFFFF if glyph else 0 for glyph in listed)
        groups.append(_Group(last, first, (first + delta) & 0xFFFF, glyphs))
    return groups
