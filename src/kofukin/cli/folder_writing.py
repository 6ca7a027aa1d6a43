"""A folder that is written whole or not at all, and never in the place of one that holds something else."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from kofukin import interruption
from kofukin.cli import writing
from kofukin.errors import KofukinError
from kofukin.messages import errors

Foreign = Callable[[Path], Path | None]
"""Returns something in a folder that this program did not write there, None where all of it may be replaced."""


def check_folder(path: Path, force: bool) -> None:
    """Raise KofukinError if there is something at ``path`` that may not be replaced, whatever a folder there holds."""
    if not os.path.lexists(path):
        return
    if not os.path.isdir(path):
        raise KofukinError(errors.OUTPUT_NOT_A_FOLDER(path=path), errors.NAME_ANOTHER_FOLDER)
    if not force:
        raise KofukinError(errors.OUTPUT_EXISTS(path=path), errors.USE_FORCE)


@contextlib.contextmanager
def new_folder(path: Path, force: bool, foreign: Foreign) -> Iterator[Path]:
    """Give a folder beside ``path`` that takes its place when all went well; on any failure the old one stays.

    Raises KofukinError where one is there without ``force``, where it holds what ``foreign`` finds, and where nothing
    can be written.
    """
    target = Path(os.path.realpath(path))
    mark = os.urandom(8).hex()
    temporary, aside = (target.with_name(f".{target.name[:40]}.{mark}.{ending}") for ending in ("part", "old"))

    def tidy() -> None:
        shutil.rmtree(temporary, ignore_errors=True)
        if aside.exists():  # nothing foreign is in it, or it has not been looked at and goes back
            if target.exists():
                shutil.rmtree(aside, ignore_errors=True)
            else:
                aside.rename(target)

    with interruption.Tidied(tidy):
        try:
            check_folder(path, force)
            _check_ours(target, path, foreign)
            temporary.mkdir()
            yield temporary
            writing.check_sources()
            _flush(temporary)
            if force and target.exists():
                target.rename(aside)
                _check_ours(aside, path, foreign)
            _put(temporary, target, path)
        except OSError as error:
            raise writing.not_written(path, target, error) from error
        finally:
            tidy()


def _check_ours(folder: Path, path: Path, foreign: Foreign) -> None:
    if folder.exists() and (other := foreign(folder)):
        name = other.relative_to(folder)
        raise KofukinError(errors.FOLDER_HOLDS_OTHERS(path=path, name=name), errors.NAME_ANOTHER_FOLDER)


def _put(temporary: Path, target: Path, path: Path) -> None:
    """Put a finished folder where none is, or an empty one: of two runs that want one place, one gets it.

    The other gets a KofukinError.
    """
    try:
        temporary.rename(target)
    except OSError as error:
        if target.exists():
            raise KofukinError(errors.OUTPUT_EXISTS(path=path), errors.USE_FORCE) from error
        raise


def _flush(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
