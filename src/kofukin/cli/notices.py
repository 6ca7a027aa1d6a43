"""What is said beside an answer, on stderr."""

from collections.abc import Iterable
from pathlib import Path

from kofukin.cli.speech import current_language, tell
from kofukin.messages import Message, Said, errors, labels

_MOST_NAMED = 6


def say_nothing_matched(instead: Iterable[Message | Said]) -> None:
    """Say that no project matched, then what would have."""
    language = current_language()
    tell(errors.NOTE(message=errors.NOTHING_MATCHED), language)
    for line in instead:
        tell(errors.HINT(message=line), language)


def say_left_out(notes: Iterable[Said]) -> None:
    """Say which projects ``--once`` left out and why, one line each, or that there are none."""
    language = current_language()
    lines: list[Said | Message] = [*notes]
    for line in lines or [errors.NONE_LEFT_OUT]:
        tell(errors.NOTE(message=line), language)


def say_not_read(paths: Iterable[Path]) -> None:
    """Say what lies in folders of data and is not read."""
    from kofukin.store import opening  # not loaded to print help

    for path in paths:
        if names := opening.passed_over(path):
            shown: list[object] = [*names[:_MOST_NAMED], *([labels.AND_OTHERS] if len(names) > _MOST_NAMED else [])]
            note = errors.NOT_READ_IN_FOLDER(folder=path, names=shown)
            tell(errors.NOTE(message=note), current_language())
