"""What people write of dimensions → the names of those that totals are grouped by."""

from collections.abc import Sequence

from kofukin.errors import UsageError, shortened
from kofukin.messages import errors
from kofukin.query.fields import ALL, DIMENSIONS


def dimensions_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the dimensions to group by; raises UsageError for an unknown one, and for ``all`` beside another."""
    if all(text in DIMENSIONS for text in texts):
        return tuple(dict.fromkeys(texts))
    known = [*DIMENSIONS, ALL]
    names = tuple(dict.fromkeys(name for text in texts for part in text.split(",") for name in among(part, known)))
    if ALL in names and len(names) > 1:
        raise UsageError(errors.ALL_STANDS_ALONE, errors.VALID_DIMENSIONS(dimensions=known))
    return names


def among(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the dimensions in a piece of a comma list, by name or as people call them.

    Raises UsageError for what is none.
    """
    from kofukin.query import naming  # names as they are need no translation

    there = naming.Names(known, naming.dimensions_called())
    names = there.of_list([text])
    for name in names:
        if name not in there:
            valid = errors.VALID_DIMENSIONS(dimensions=there.valid(name))
            raise UsageError(errors.UNKNOWN_DIMENSION(text=shortened(name)), valid)
    return names
