"""What several datasets say of their publisher, date or licence, as one."""

from collections.abc import Sequence


def together(stated: Sequence[tuple[str | None, str]]) -> list[str]:
    """Return what datasets state, each given as its value, None for nothing, and the dataset's title.

    Where they differ, or one says nothing, each stands with the title of its own data, so that none is claimed for
    another's.
    """
    if len({value for value, _ in stated}) == 1:
        return [value for value, _ in stated[:1] if value is not None]
    return list(dict.fromkeys(f"{value} ({title})" for value, title in stated if value is not None))
