"""What is said beside an answer, on stderr."""

from collections.abc import Iterable

from kofukin.cli.speech import current_language, tell
from kofukin.messages import Message, Said, errors


def say_nothing_matched(instead: Iterable[Message | Said]) -> None:
    """Say that no project matched, then what would have."""
    language = current_language()
    tell(errors.NOTE(message=errors.NOTHING_MATCHED), language)
    for line in instead:
        tell(errors.HINT(message=line), language)
