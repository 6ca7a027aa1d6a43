"""Which grant program a row is under: what its cells, a title or the user call it."""

import re
from difflib import get_close_matches
from functools import lru_cache

from kofukin.errors import UsageError
from kofukin.importing.cells import MISSING, Doubtful, text, unguarded
from kofukin.importing.headings import names_no_grant
from kofukin.importing.ids import Ids
from kofukin.importing.known_programs import KNOWN, MARKS, names_of_known, recognised
from kofukin.importing.label_grammar import words_in
from kofukin.importing.vocabulary import any_of, plain, vocabulary
from kofukin.messages import errors, importing
from kofukin.model.fields import ID
from kofukin.model.prefecture import PREFECTURES
from kofukin.model.project import Program
from kofukin.text.folding import fold

_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
PROGRAM_TO_PUT = "PROGRAM"
"""What a proposed command has where nothing in the file says the program."""
_MOST_READ = 200
"""No program's name is longer; what is longer is a sentence."""


_BETWEEN = re.compile(r"[・、，,／/＋+]")
_NUMBERED = f"{MARKS}0123456789０１２３４５６７８９.．"
_IN_A_TITLE = re.compile(r"(?:^|年度|[\s　「『（(【〈・、,の])(?:地方創生)?(推進|拠点整備|加速化)交付金")
"""A short name inside a title; what stands before it must not make it another program's (構想推進交付金)."""


def known_in(words: str) -> tuple[Program, ...]:
    """Return the known programs that ``words`` name.

    They may name them with a type in brackets (推進交付金（横展開）), several of them, or in a title.
    """
    words = words[:_MOST_READ]
    found = recognised(words) or recognised(_BRACKETED.sub("", words)) or recognised(words.strip(_NUMBERED))
    if found:
        return found
    parts = [recognised(part) for part in _BETWEEN.split(words)]
    if all(parts):
        return tuple(dict.fromkeys(program for part in parts for program in part))
    return tuple(dict.fromkeys(program for name in _IN_A_TITLE.findall(words) for program in recognised(name)))


@lru_cache(maxsize=4096)
def names_more(words: str) -> bool:
    """Return whether a cell names more beside a known program, or some other body's grant of that name."""
    if not 0 < len(words) <= _MOST_READ or not known_in(words):
        return False
    rest = plain(words)
    for name, _ in names_of_known():
        rest = rest.replace(plain(name), "")
    return _more().search(rest) is not None or any(kinds & {"other", "mixed"} for kinds in words_in(rest))


@lru_cache(maxsize=1)
def _more() -> re.Pattern[str]:
    more, prefectures = any_of(vocabulary().remarks["more"]), "|".join(PREFECTURES.values())
    return re.compile(
        rf"^(?:{more})(?:[0-9]+.{{1,2}})?$|^(?:県|都|道|府|市|町|村|{prefectures})|\((?:県|都|道|府|市|町|村)\)"
    )


def named(name_cell: str, official_cell: str, ids: Ids, only_known: bool = False) -> tuple[Program, ...]:
    """Return the program in a row's cells: an id or name, and the official name where that has a column of its own.

    Nothing is returned for empty cells, several programs for a cell that names several. Raises Doubtful for a cell
    with control characters and, with ``only_known``, for a name that is none of the known ones: then the column is
    one of programs only because some of its cells are.
    """
    name, official = (_plain(cell) for cell in (name_cell, official_cell))
    by_id = next((program for program in KNOWN if program.id == name), None)
    if official and re.fullmatch(ID, name):
        if by_id and by_id.name == official:
            return (by_id,)
        return (Program(name, official, by_id.short_name if by_id else official),)
    if by_id:
        return (by_id,)
    if not (official or name):
        return ()
    if found := known_in(official or name) or _by_english_name(name):
        return found
    if only_known or names_no_grant(official or name):
        raise Doubtful(importing.PROGRAM_DOUBTFUL)
    program = ids.program(official or name)
    return (program._replace(short_name=name or official),)


def chosen(words: str, ids: Ids) -> Program:
    """Return the program that the user names: by id, name, an unambiguous part of a known name, or a new full name.

    Raises UsageError for a blank name, for a part that several known programs have, and for what is no name of money
    given (交付金, 補助金) or is nearly that of a known program.
    """
    folded = fold(words)
    if not folded or words == PROGRAM_TO_PUT:
        known = [f"{program.id} ({program.short_name})" for program in KNOWN]
        raise UsageError(errors.UNKNOWN_PROGRAM(text=words[:60]), errors.VALID_PROGRAMS(programs=known))
    exact = tuple(program for program in KNOWN if program.id == folded) or recognised(words)
    found = exact or tuple(program for program in KNOWN if folded in fold(program.name + program.short_name))
    if len(found) > 1:
        shown = [f"{program.id} ({program.short_name})" for program in KNOWN]
        raise UsageError(errors.AMBIGUOUS_PROGRAM(text=words[:60]), errors.VALID_PROGRAMS(programs=shown))
    if found:
        return found[0]
    near = _nearly(folded)
    if near or not _PROGRAM_END.search(folded):
        shown = [f"{program.id} ({program.name})" for program in near or KNOWN]
        hint = errors.DID_YOU_MEAN(candidates=shown) if near else errors.VALID_PROGRAMS(programs=shown)
        raise UsageError(errors.UNKNOWN_PROGRAM(text=words[:60]), hint)
    return ids.program(words.strip())


_PROGRAM_END = re.compile("(?:金|grant|subsidy|program|fund)$")


def _nearly(folded: str) -> list[Program]:
    """Return the known programs whose names differ from a word by a letter or two."""
    names = {fold(name): program for program in KNOWN for name in (program.id, program.name, program.short_name)}
    near = get_close_matches(folded, names, n=3, cutoff=0.8)
    return list(dict.fromkeys(names[name] for name in near))


def _plain(cell: str) -> str:
    name = text(unguarded(cell)) if cell else None
    return "" if name is None or name in MISSING else name


def _by_english_name(name: str) -> tuple[Program, ...]:
    folded = fold(name)
    return tuple(p for p in KNOWN if p.name_en and folded in (fold(p.name_en), fold(p.short_name_en or "")))
