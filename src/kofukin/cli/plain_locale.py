"""A command line in UTF-8 under a locale that knows nothing of it, as ``LC_ALL=C`` with Python's UTF-8 mode off."""

import os
import sys


def restart_for_utf8() -> None:
    """Begin anew in UTF-8 mode if an argument is text in that mode alone.

    Decoding the arguments would find words but lose files: names go back to the system in the locale's encoding.
    """
    if any(map(_is_utf8_alone, sys.argv)):
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - this program


def _is_utf8_alone(argument: str) -> bool:
    try:
        argument.encode()
    except UnicodeEncodeError:  # bytes that the locale's encoding lacks arrive as lone surrogates
        try:
            return bool(os.fsencode(argument).decode())
        except UnicodeDecodeError:
            return False
    return False
