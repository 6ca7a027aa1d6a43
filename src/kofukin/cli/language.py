"""Which language the user reads: what they said, what their environment says, what their system says."""

import os
import sys
from collections.abc import Mapping, Sequence

from kofukin.errors import UsageError
from kofukin.messages import LANGUAGES, Language, errors


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of ``--lang``, else of ``KOFUKIN_LANG``, else of the locale; English where none is known.

    It is looked up before the command line is parsed, since parsing errors are said in it too.
    """
    said = _option(arguments) or environment.get("KOFUKIN_LANG")
    if said in LANGUAGES:
        return said
    return _of_locale(environment)


def check(said: str | None) -> None:
    """Raise UsageError for a language that the program does not speak."""
    option, text = ("--lang", said) if said else ("KOFUKIN_LANG", os.environ.get("KOFUKIN_LANG"))
    if text and text not in LANGUAGES:
        raise UsageError(errors.BAD_CHOICE(option=option, text=text), errors.VALID_CHOICES(choices=list(LANGUAGES)))


def _option(arguments: Sequence[str]) -> str | None:
    said = None
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--":
            break
        if argument == "--lang":
            said = following
        elif argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
    return said


def _of_locale(environment: Mapping[str, str]) -> Language:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if sys.platform == "win32" and _windows_is_japanese() else "en"


def _windows_is_japanese() -> bool:
    """Return whether Windows itself speaks Japanese; it sets none of the variables that other systems do."""
    import ctypes

    primary_language = int(ctypes.windll.kernel32.GetUserDefaultUILanguage()) & 0x3FF  # type: ignore[attr-defined]
    return primary_language == 0x11
