"""The shape of a line, learned from one example that a person marked: ``・{name}（交付額：{national_funds_yen}）``.

What stands around the marked texts is kept as it is, numbers in it apart (``{#}``). The lines that have a shape are the
rows of a table whose columns the shape names, and go the way of all tables. A shape never overrules a line: one with
other words beside its amount does not have it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.importing.columns import AMOUNTS, check_chosen
from kofukin.importing.label_grammar import meaning
from kofukin.importing.money import amounts_on, is_never_name, names_money
from kofukin.messages import errors, importing
from kofukin.model.fields import FIELDS
from kofukin.model.stated_amounts import Whose, narrow

_PLACE = re.compile(r"\{([a-z_]+|#)\}")
NUMBER = r"[0-9]+(?:[,.][0-9]+)*"
AMOUNT = rf"[-△▲−]?\s*{NUMBER}(?:\s*(?:百万|千万|千|万|億)?円)?"
_TEXT = r"\S.{0,199}?"
_LONGEST = 500
_WORD_BEFORE = re.compile(r"[^\s:：()（）、,|「」【】{}・]+(?=[\s:：(（]*$)")


class _Shape(NamedTuple):
    """A shape's pattern, the head of the column that each of its fields makes, and those heads that are our words."""

    pattern: re.Pattern[str]
    heads: Mapping[str, str]
    ours: frozenset[str]


@lru_cache(maxsize=64)
def shape(text: str) -> _Shape:
    """Return the shape that is written so; raises UsageError for one that holds no name, or no field that is known."""
    parts = _PLACE.split(text)
    fields = [part for part in parts[1::2] if part != "#"]
    check_chosen(dict.fromkeys(fields, ""))
    if "name" not in fields or len(set(fields)) != len(fields) or "}{" in text:
        raise UsageError(importing.NOT_A_SHAPE(text=text[:80]), errors.EXAMPLE_EXAMPLE)
    pattern, heads = "", {}
    for number, field in enumerate(parts[1::2]):
        before, after = parts[2 * number], parts[2 * number + 2]
        value = NUMBER if field == "#" else f"(?P<{field}>{AMOUNT if field in AMOUNTS else _TEXT})"
        piece = value + _literal(after)
        # all but the first end where what follows stands for the first time, so that no line takes long
        pattern += f"(?>{piece})" if pattern and after else piece if pattern else _literal(before) + piece
        if field != "#":
            heads[field] = _word_before(field, before) or FIELDS[field].labelled.ja
    ours = frozenset(field for field, head in heads.items() if head == FIELDS[field].labelled.ja and head not in text)
    return _Shape(re.compile(pattern + r"\s*"), heads, ours)


def _literal(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))


def _word_before(field: str, before: str) -> str | None:
    """Return the word before a field where that says as much as the field."""
    word = _WORD_BEFORE.search(before)
    return word[0] if word and meaning(word[0]).role == field else None


def cells_of(line: str, known: _Shape) -> list[str] | None:
    """Return a line's cells in the order of the shape's heads, None where it has another shape or says otherwise."""
    line = line.strip()
    normal = narrow(line)
    match = known.pattern.fullmatch(normal) if len(line) <= _LONGEST else None
    if match is None:
        return None
    name = line[match.start("name") : match.end("name")].strip()
    if is_never_name(name) or names_money(name):
        return None
    start, end = match.span("name")
    for amount in amounts_on(line):
        is_named = amount.kind not in (None, Whose.UNNAMED) or amount.whose is Whose.BODY
        if (start <= amount.start < end and is_named) or (start <= amount.figure_start < end and amount.unit):
            return None  # a word beside an amount, or an amount, that the example has not
    return [line[match.start(field) : match.end(field)].strip() for field in known.heads]


def rows_with(shapes: Sequence[str], lines: Iterable[tuple[int, str]]) -> Iterator[tuple[_Shape, int, list[str]]]:
    """Yield the lines that have one of the shapes, with their numbers and cells."""
    known = [shape(text) for text in shapes]
    for number, line in lines:
        for own in known:
            if (cells := cells_of(line, own)) is not None:
                yield own, number, cells
                break
