"""The command line: the only part of the program that knows typer. ``main`` is where every failure ends up."""

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kofukin import interruption

if TYPE_CHECKING:
    from kofukin.errors import KofukinError

COMPLETION_REQUEST = "_KOFUKIN_COMPLETE"
_OBJECTS_BETWEEN_COLLECTIONS = 200_000


def run() -> None:
    """Run the program as a process of its own.

    Most calls are over before a garbage collection pays, and at the end there is nothing to tidy that the operating
    system does not: the two together are a third of a short call (docs/decisions/0006-starting-and-leaving-fast.md).
    What little this module imports is all that Ctrl-C can interrupt with a traceback.
    """
    interruption.leave_on_signals()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    if sys.getfilesystemencoding() != "utf-8":
        from kofukin.cli import plain_locale

        plain_locale.restart_for_utf8()
    os._exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; a user never sees a traceback for what they or a file caused."""
    from kofukin.cli import language
    from kofukin.cli.speech import complain, speak
    from kofukin.errors import KofukinError
    from kofukin.messages import errors

    if None in (sys.stdin, sys.stdout, sys.stderr):
        from kofukin.cli import closed_streams

        closed_streams.stand_in()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    said = language.choose(arguments, os.environ)
    speak(said)
    try:
        return _run(arguments)
    except KofukinError as error:
        failure = error
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        failure = KofukinError(errors.OUT_OF_MEMORY, errors.SMALLER_DATA)
    except Exception as error:
        if os.environ.get("KOFUKIN_DEBUG"):
            raise
        failure = _damage(error) or KofukinError(errors.UNEXPECTED(reason=repr(error)[:200]), errors.REPORT_IT)
    if COMPLETION_REQUEST not in os.environ:  # a prompt that is being typed at is no place for complaints
        complain(failure, said)
    return failure.exit_code


def _damage(error: Exception) -> "KofukinError | None":
    """Return what to say of a database that failed or proved damaged while it was read; None for other errors.

    Texts are not UTF-8, and bytes stand for texts only where another tool wrote what no dataset holds.
    """
    import sqlite3  # loaded already where it matters, and not needed to print help

    from kofukin.errors import KofukinError
    from kofukin.messages import errors

    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL):
        return KofukinError(errors.DATABASE_FAILED(reason=str(error)), errors.CHECK_DISK_AND_OTHERS)
    if "integer overflow" in str(error) and isinstance(error, sqlite3.Error):
        return KofukinError(errors.SUMS_TOO_LARGE, errors.CHECK_AMOUNTS)
    if isinstance(error, TypeError) and "bytes" in str(error) and "sqlite3" in sys.modules:
        return KofukinError(errors.DATABASE_BROKEN(reason=errors.BYTES_FOR_TEXT), errors.EXPORT_AGAIN)
    told = isinstance(error, sqlite3.Error) and str(error).startswith("Could not decode to UTF-8")
    if not told and code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return None
    return KofukinError(errors.DATABASE_BROKEN(reason=str(error)), errors.EXPORT_AGAIN)


def _run(arguments: list[str]) -> int:
    from typer._click.exceptions import ClickException

    from kofukin.cli.app import program
    from kofukin.cli.writing import ReaderGoneError

    try:
        code = program().main(args=arguments, prog_name="kofukin", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except SystemExit as ended:  # completion ends so
        return ended.code if isinstance(ended.code, int) else 0
    except ClickException as error:
        from kofukin.cli.parser_errors import translated

        raise translated(error, arguments) from error
    except ReaderGoneError:
        return 0
