"""The words of headings and labels, by their kinds: ``vocabulary.toml``, read once and made ready to be looked for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import tomli

from kofukin.files import national
from kofukin.model.project import Program

_BLANKS = re.compile(r"[\s\ufeff\u00ad\u200b-\u200f\u2060]+")
_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])[\s_./-]+(?=[a-z0-9])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-") | dict.fromkeys("〜～∼", "~"))
_MARK = "\x00"


def plain(text: str) -> str:
    """Return a heading as it is compared: no width, case, blanks or line breaks; English words one blank apart."""
    normal = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text)).casefold().translate(_SIGNS)
    return _BLANKS.sub("", _BETWEEN_WORDS.sub(_MARK, normal.strip())).replace(_MARK, " ")


class Vocabulary(NamedTuple):
    """``kinds`` of each word; ``words`` finds the longest at a place; ``units`` are yen by the word for the unit.

    ``not_counted`` finds what either ``again`` or ``fallen`` does. ``relations`` are words before 市 that make no name
    of it (代表市), ``nouns`` end as names of bodies do.
    """

    kinds: Mapping[str, frozenset[str]]
    words: re.Pattern[str]
    units: Mapping[str, int]
    unit: str
    other_units: str
    total: str
    again: re.Pattern[str]
    fallen: re.Pattern[str]
    not_counted: re.Pattern[str]
    beside: re.Pattern[str]
    persons: re.Pattern[str]
    relations: str
    nouns: str
    ends_of_persons: tuple[str, ...]
    companies: re.Pattern[str]
    itself: frozenset[str]
    offices: frozenset[str]
    titles: str
    remarks: Mapping[str, tuple[str, ...]]
    by_section: Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def _document() -> dict[str, Any]:
    return tomli.loads(resources.files("kofukin.importing").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    """Return the words of importing."""
    document = _document()
    kinds: dict[str, set[str]] = {}
    for section in ("heading", "money", "payer", "veto", "joining"):
        for kind, words in document[section].items():
            for word in words.split():
                kinds.setdefault(plain(word), set()).add(kind)
    for program, aliases in known_programs():
        for name in (program.name, *aliases):
            kinds.setdefault(plain(name), set()).add("named_grant")
    units = {plain(word): yen for word, yen in document["units"]["yen"].items()}
    return Vocabulary(
        {word: frozenset(found) for word, found in kinds.items()},
        re.compile(any_of(kinds)),
        units,
        any_of(units),
        any_of(document["units"]["others"].split()),
        any_of(map(plain, document["totals"]["words"].split())),
        re.compile(any_of(document["totals"]["again"].split())),
        re.compile(any_of(document["totals"]["fallen"].split())),
        re.compile(any_of(f"{document['totals']['again']} {document['totals']['fallen']}".split())),
        re.compile(rf"[(（\[［【〔]?\s*+(?:{any_of(document['totals']['beside'].split())})\s*+[)）\]］】〕:：]"),
        re.compile(any_of(map(plain, document["persons"]["words"].split()))),
        any_of(document["bodies"]["relations"].split()),
        any_of(document["bodies"]["nouns"].split()),
        tuple(map(plain, document["persons"]["ends"].split())),
        re.compile(
            f"{any_of(map(plain, document['persons']['companies'].split()))}"
            rf"|(?:{any_of(document['persons']['committees'].split())})$"
        ),
        frozenset(document["persons"]["itself"].split()),
        frozenset(document["persons"]["offices"].split()),
        any_of(f"{document['titles']['words']} {document['titles']['types']}".split()),
        {kind: tuple(map(plain, words.split())) for kind, words in document["remarks"].items()},
        {
            section: {kind: tuple(words.split()) for kind, words in document[section].items()}
            for section in ("heading", "money", "payer", "veto")
        },
    )


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of the words, the longest first; one in letters is a whole word."""
    parts = []
    for word in sorted(set(words), key=len, reverse=True):
        pattern = re.escape(word).replace(r"\ ", " ?")
        parts.append(rf"(?<![a-z]){pattern}(?![a-z])" if word.isascii() and word[-1:].isalpha() else pattern)
    return "|".join(parts)


@cache
def known_programs() -> tuple[tuple[Program, tuple[str, ...]], ...]:
    """Return the programs that documents name, each with the other names of it."""
    return tuple((entry.program, entry.aliases) for entry in national.entries())
