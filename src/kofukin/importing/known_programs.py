"""The grant programs that documents name, so that one program has one id whichever file it is read from.

Only names are known here; what a round pays and how long it runs is for the document to say.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from kofukin.files import national
from kofukin.importing.vocabulary import known_programs
from kofukin.model.project import Program
from kofukin.text.folding import fold

KNOWN = tuple(program for program, _ in known_programs())
_LONG = 7
"""A name of so many characters is no part of another program's; a shorter one counts where it is all the text."""
MARKS = "#【】〔〕［］[]＜＞<>「」『』（）()○●◎◇◆□■▼・ 　"
"""What stands around a name in a heading."""
_TYPE_END = re.compile(f"(?:{fold('タイプ')}|型|事業)$")


def names_of_known() -> list[tuple[str, Program]]:
    """Return each name that stands for a program wherever it is read, the longest first."""
    names = [
        (name, program)
        for program, aliases in known_programs()
        for name in (program.name, *aliases)
        if name == program.name or len(name) >= _LONG
    ]
    return sorted(names, key=lambda entry: -len(entry[0]))


@cache
def _folded_names() -> list[tuple[str, Program]]:
    return [(fold(name), program) for name, program in names_of_known()]


@cache
def _short_names() -> dict[str, Program]:
    return {
        word: program
        for program, aliases in known_programs()
        for name in (program.id, program.short_name, *aliases)
        for word in (fold(name), fold(name).removesuffix("交付金"))
    }


def recognised(text: str) -> tuple[Program, ...]:
    """Return the known programs that ``text`` names by their full name or, where it is all the text, a short one."""
    folded = rest = fold(text)
    whole: dict[Program, int] = {}
    for name, program in _folded_names():
        if name in rest:
            whole.setdefault(program, folded.find(name))
            rest = rest.replace(name, "\n")
    if whole:
        return tuple(program for program in KNOWN if program in whole)
    bare = folded.removesuffix("交付金")
    word = bare.removeprefix("地方創生")
    found = _short_names().get(folded) or _short_names().get(bare) or _short_names().get(word)
    return (found,) if found and word else ()


def names_in_full(text: str) -> bool:
    """Return whether ``text`` has the full name of a known program; 拠点整備 alone may be another program's type."""
    folded = fold(text)
    return any(name in folded for name, _ in _folded_names())


def is_known_type(text: str, program: Program | None = None) -> bool:
    """Return whether ``text`` is a type of a known program, or of this one: 地方創生推進タイプ, 地方創生推進."""
    return _stem(text) in (_stems()[program.id] if program else frozenset().union(*_stems().values()))


def _stem(text: str) -> str:
    return _TYPE_END.sub("", fold(text)).removeprefix("地方創生")


@cache
def _stems() -> Mapping[str, frozenset[str]]:
    found = {entry.program.id: frozenset(map(_stem, entry.types)) for entry in national.entries()}
    return defaultdict(frozenset, found)


def program_called(name: str, sign: str) -> Program:
    """Return the known program of that name, else a new one with the name verbatim and ``sign`` in its id."""
    found = recognised(name)
    if len(found) == 1:
        return found[0]
    ascii_name = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", name).lower()).strip("-")
    return Program(f"{ascii_name or 'program'}-{sign}", name.strip(), name.strip())
