"""Which dataset files a command asks."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kofukin.cli.notices import say_not_read
from kofukin.cli.speech import current_language, tell
from kofukin.errors import UsageError
from kofukin.messages import errors

if TYPE_CHECKING:
    import sqlite3

DataFiles = Annotated[list[str] | None, typer.Option("--data")]


class Data(NamedTuple):
    """The dataset files to ask, none of them read yet."""

    paths: tuple[Path, ...]

    def open(self, whole: bool = False) -> "sqlite3.Connection":
        """Return a database that holds the checked datasets; raises DatasetError with every problem.

        ``whole``: all of it will be copied, so that nothing of it may be missing.
        """
        from kofukin.store import opening

        say_not_read(self.paths)
        for path in opening.slow_files(self.paths):
            tell(errors.NOTE(message=errors.SLOW_TOML(path=path)), current_language())
        return opening.open_sound(self.paths) if whole else opening.open_all(self.paths)


def data_options(data: DataFiles = None) -> Data:
    """Return the files of ``--data``, else those of ``KOFUKIN_DATA``, else none, which means the bundled one.

    Raises UsageError for an empty name, which would otherwise mean the current folder.
    """
    if "" in (data or ()):
        raise UsageError(errors.NO_FILE_NAMED(option="--data"), errors.CHECK_NAME)
    named = data or [name for name in os.environ.get("KOFUKIN_DATA", "").split(os.pathsep) if name]
    return Data(tuple({os.path.realpath(path): path for path in map(Path, named)}.values()))
