"""What people call fields and dimensions, as tables print it in either language → their names."""

import re
from collections.abc import Iterable, Sequence

from kofukin.errors import UsageError, shortened
from kofukin.messages import Message, errors, labels
from kofukin.model.fields import Field
from kofukin.query.fields import ALL, DIMENSIONS
from kofukin.text.folding import fold

Called = Sequence[tuple[str, Message]]
"""Names, each with what people call it; a name that goes by several stands there with each."""


def called(fields: Iterable[Field]) -> Called:
    """Return what people call the fields."""
    return [(field.name, field.label) for field in fields if field.label is not None]


def dimensions_called() -> Called:
    """Return what people call the dimensions: their fields' labels and names, and the filters that ask for them."""
    own = [
        (name, label)
        for name, dimension in DIMENSIONS.items()
        for _, label in called(sorted(dimension.fields, key=lambda field: field.name != dimension.shown))
    ]
    asked = [(name, labels.FILTERS[name]) for name in DIMENSIONS if name in labels.FILTERS and name != "year"]
    fields = [
        (name, Message(field.name, field.name)) for name, dimension in DIMENSIONS.items() for field in dimension.fields
    ]
    return [*own, *asked, (ALL, labels.EVERYTHING), *fields]


def names_in(texts: Iterable[str], known: Sequence[str], labels_: Called) -> tuple[str, ...]:
    """Return the names of a comma list; one that is unknown stays as it is.

    A 、 divides too, unless it is a part of a name.
    """
    names: list[str] = []
    for text in texts:
        whole = name_of(text, known, labels_)
        parts = [text] if whole in known else [part for part in re.split("[、，]", text) if part.strip()]
        names += [name_of(part, known, labels_) for part in parts or [text]]
    return tuple(names)


def name_of(text: str, known: Sequence[str], labels_: Called) -> str:
    """Return the name that ``text`` is or that people call so, else the text itself.

    What stands in brackets behind a heading may be left out or be another: 国費（千円） is 国費. Raises UsageError
    where several are called so.
    """
    text = text.strip()
    if text in known:
        return text
    bare = _without_brackets(text)
    found: list[str] = []
    for wanted, as_compared in ((fold(text), fold), (bare, fold), (bare, _without_brackets)):
        alike = (name for name, label in labels_ if name in known and wanted in map(as_compared, label))
        found = found or list(dict.fromkeys(alike))
    if len(found) > 1:
        raise UsageError(errors.AMBIGUOUS_LABEL(text=shortened(text)), errors.NAME_ONE(names=found))
    return found[0] if found else text


def _without_brackets(text: str) -> str:
    return fold(re.sub(r"[(（][^()（）]*[)）]\s*$", "", text[:200]))


def valid_ones(text: str, known: Sequence[str], labels_: Called) -> list[str]:
    """Return what there is, in the kind of words in which something else was asked for."""
    if text.isascii() and " " not in text.strip():
        return list(known)
    of = {name: label.en if text.isascii() else label.ja for name, label in reversed(labels_)}
    return [of.get(name, name) for name in known]
