"""Lists in sentences: as many items as can be read, and that there are more."""

from collections.abc import Sequence

from kofukin.messages.labels import AND_OTHERS

MOST_NAMED = 6


def first_few(items: Sequence[object], most: int = MOST_NAMED) -> list[object]:
    """Return at most ``most`` items, and that there are others where some are left out."""
    return [*items[:most], *([AND_OTHERS] if len(items) > most else [])]
