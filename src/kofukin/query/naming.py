"""What people call fields and dimensions, as tables print it in either language → their names."""

import re
from collections import defaultdict
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


class Names:
    """The names that may be asked for, to be found by themselves and by what people call them."""

    def __init__(self, known: Sequence[str], labels_: Called) -> None:
        self._known = dict.fromkeys(known)
        self._labels = [(name, label) for name, label in labels_ if name in self._known]
        self._exact: dict[str, dict[str, None]] = defaultdict(dict)
        self._bare: dict[str, dict[str, None]] = defaultdict(dict)
        for name, label in self._labels:
            for text in label:
                self._exact[fold(text)][name] = None
                self._bare[_without_brackets(text)][name] = None

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def of_list(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the names in a comma list; one that is unknown stays as it is. A 、 divides too, but in a name."""
        names: list[str] = []
        for text in texts:
            whole = self.of(text)
            parts = [text] if whole in self else [part for part in re.split("[、，]", text) if part.strip()]
            names += [self.of(part) for part in parts or [text]]
        return tuple(names)

    def columns(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the names in comma lists of columns; raises UsageError for what is none."""
        names = self.of_list(texts)
        for name in names:
            if name not in self:
                raise UsageError(
                    errors.UNKNOWN_COLUMN(text=shortened(name)), errors.VALID_FIELDS(fields=self.valid(name))
                )
        return names

    def of(self, text: str) -> str:
        """Return the name that ``text`` is or that people call so, else the text itself.

        What stands in brackets behind a heading may be left out or be another: 国費（千円） is 国費. Raises UsageError
        where several are called so.
        """
        text = text.strip()
        if text in self:
            return text
        bare = _without_brackets(text)
        found = self._exact.get(fold(text)) or self._exact.get(bare) or self._bare.get(bare) or {text: None}
        if len(found) > 1:
            raise UsageError(errors.AMBIGUOUS_LABEL(text=shortened(text)), errors.NAME_ONE(names=list(found)))
        return next(iter(found))

    def valid(self, text: str) -> list[str]:
        """Return what there is, in the kind of words in which something else was asked for."""
        if text.isascii() and " " not in text.strip():
            return list(self._known)
        of = {name: label.en if text.isascii() else label.ja for name, label in reversed(self._labels)}
        return [of.get(name, name) for name in self._known]


def _without_brackets(text: str) -> str:
    return fold(re.sub(r"[(（][^()（）]*[)）]\s*$", "", text[:_LONGEST]))


_LONGEST = 200
"""Characters of a heading that are looked at for brackets."""
