"""The command line: the only part of the program that knows typer. ``main`` is where every failure ends up."""

import gc
import os
import sys
from collections.abc import Sequence

from kofukin import interruption

TYPE_CHECKING = False  # typing's own would have to be imported
if TYPE_CHECKING:
    from kofukin.errors import KofukinError
    from kofukin.messages import Language

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
    from kofukin.cli.speech import speak
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
        return _fail(error, said)
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        return _fail(KofukinError(errors.OUT_OF_MEMORY, errors.SMALLER_DATA), said)
    except Exception as error:
        if os.environ.get("KOFUKIN_DEBUG"):
            raise
        from kofukin.store import soundness

        bug = KofukinError(errors.UNEXPECTED(reason=repr(error)[:200]), errors.REPORT_IT)
        return _fail(soundness.explained(error) or bug, said)
    finally:
        if asked := sys.modules.get("kofukin.store.database_file"):
            asked.close_all()


def _fail(error: "KofukinError", said: "Language") -> int:
    """Say what went wrong, unless to a prompt that is being typed at, and return the exit code."""
    from kofukin.cli.speech import complain

    if COMPLETION_REQUEST not in os.environ:
        complain(error, said)
    return error.exit_code


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
