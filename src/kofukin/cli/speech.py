"""How the program speaks to the person at the keyboard: on stderr, in the language of this run."""

import contextlib
import sys
from contextvars import ContextVar

from kofukin.errors import KofukinError
from kofukin.messages import Language, Message, Said, errors

_LONGEST_LINE = 600

_language: ContextVar[Language] = ContextVar("language", default="en")


def speak(language: Language) -> None:
    """Set the language of this run; ``main`` does so once, before the command line is parsed."""
    _language.set(language)


def current_language() -> Language:
    return _language.get()


def tell(message: Message | Said, language: Language) -> None:
    """Print one line on stderr; where it cannot be written there is nobody left to tell."""
    line = _one_line(message.in_(language))
    with contextlib.suppress(OSError):
        sys.stderr.write((line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "...") + "\n")


def complain(error: KofukinError, language: Language) -> None:
    """Print ``error: …``, any details a line each, then ``hint: …``."""
    tell(errors.ERROR(message=error.message), language)
    for detail in error.details:
        tell(detail, language)
    if error.hint is not None:
        tell(errors.HINT(message=error.hint), language)


def _one_line(text: str) -> str:
    """Return the text without what a terminal would obey: it may quote a user's file or command line."""
    from kofukin.render.people import visible

    return visible(text)
