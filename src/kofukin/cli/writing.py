"""Where the answer goes: standard output or a file, written whole or not at all."""

import codecs
import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kofukin import interruption
from kofukin.errors import KofukinError, reason_of
from kofukin.messages import Message, Said, errors
from kofukin.text.letters import respelled


class ReaderGoneError(Exception):
    """Whoever read our output has stopped reading; there is nobody left to tell."""


def stdout_encoding() -> str:
    """Return the encoding of standard output by its usual name (``utf-8``, ``cp932``)."""
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name


def stdout_is_terminal() -> bool:
    """Return whether a person sees standard output."""
    return sys.stdout.isatty()


def to_stdout(pieces: Iterable[str], encoding: str) -> Said | None:
    """Write text to standard output; what ``encoding`` lacks becomes 〓 or ?, and the note returned says so."""
    missing = _Substitute()
    codecs.register_error("kofukin.visible", missing)
    encoder = codecs.getincrementalencoder(encoding)("kofukin.visible")
    if "".encode(encoding) and _stdout_goes_on():
        encoder.setstate(0)  # a byte order mark stands at the beginning alone
    bytes_to_stdout(encoder.encode(respelled(piece, encoding)) for piece in pieces)
    return errors.CHARACTERS_REPLACED(encoding=encoding) if missing.used else None


def check_sources() -> None:
    """Raise KofukinError if data was overwritten while the answer was drawn from it."""
    if asked := sys.modules.get("kofukin.store.database_file"):  # not loaded to print help
        asked.check_unchanged()


def beside_file(pieces: Iterable[str]) -> None:
    """Write to standard output what is said of a file that is written: if it cannot be, the file is no less there."""
    from kofukin.cli.speech import current_language, tell

    note: Message | Said | None
    try:
        note = to_stdout(pieces, stdout_encoding())
    except ReaderGoneError:
        return
    except KofukinError as error:
        note = error.message
    if note:
        tell(errors.NOTE(message=note), current_language())


def _stdout_goes_on() -> bool:
    """Return whether what is written goes behind what a file holds already (``>>``)."""
    target = os.fstat(sys.stdout.fileno())
    return stat.S_ISREG(target.st_mode) and target.st_size > 0


def encoded(pieces: Iterable[str], encoding: str) -> Iterator[bytes]:
    """Yield the text in ``encoding``; raises KofukinError that names the characters it lacks."""
    encoder = codecs.getincrementalencoder(encoding)()
    for piece in pieces:
        try:
            yield encoder.encode(respelled(piece, encoding))
        except UnicodeEncodeError:
            lacking = sorted(
                {character for character in respelled(piece, encoding) if not _encodable(character, encoding)}
            )
            named = [f"{character} (U+{ord(character):04X})" for character in lacking[:20]]
            raise KofukinError(errors.LACKS_CHARACTERS(encoding=encoding, characters=named), errors.USE_UTF8) from None


def _encodable(character: str, encoding: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def bytes_to_stdout(pieces: Iterable[bytes]) -> None:
    """Write bytes to standard output as they are.

    Raises ReaderGoneError, or KofukinError where it is closed or full, and where the data has changed meanwhile.
    """
    binary = getattr(sys.stdout, "buffer", None)
    try:
        for piece in pieces:
            if binary is None:  # another program's own stream, that takes text alone
                sys.stdout.write(piece.decode(stdout_encoding()))
            else:
                _write_all(binary, piece)
        sys.stdout.flush()
    except BrokenPipeError as error:
        _forget_stdout()
        raise ReaderGoneError from error
    except OSError as error:
        _forget_stdout()
        raise KofukinError(errors.STDOUT_FAILED(reason=reason_of(error)), errors.CHECK_DISK) from error
    check_sources()


def _forget_stdout() -> None:
    """Point stdout at nothing: what could not be written would be tried again at every flush."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - stays open until exit


def _write_all(stream: BinaryIO, data: bytes) -> None:
    """Write every byte, also to an unbuffered stream (``python -u``), which may take fewer than it is given."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) or 0 :]


class _Substitute:
    """An error handler for ``str.encode`` that puts a visible sign, Japan's 〓 where the encoding has it."""

    def __init__(self) -> None:
        self.used = False

    def __call__(self, error: UnicodeError) -> tuple[str | bytes, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        self.used = True
        count = error.end - error.start
        try:
            return "〓".encode(error.encoding) * count, error.end
        except UnicodeEncodeError:
            return "?" * count, error.end


def check_target(path: Path, force: bool) -> None:
    """Raise KofukinError if ``path`` may not or cannot be written; called before any work is done."""
    try:
        mode = path.lstat().st_mode
        mode = path.stat().st_mode if stat.S_ISLNK(mode) and path.exists() else mode
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise KofukinError(errors.CANNOT_WRITE(path=path, reason=reason_of(error)), errors.NOTHING_WRITTEN) from error
    if stat.S_ISDIR(mode):
        raise KofukinError(errors.OUTPUT_FOLDER(path=path), errors.NAME_A_FILE)
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise KofukinError(errors.OUTPUT_NOT_A_FILE(path=path), errors.NAME_A_FILE)
    if not force:
        raise KofukinError(errors.OUTPUT_EXISTS(path=path), errors.USE_FORCE)


@contextlib.contextmanager
def new_file(path: Path, force: bool) -> Iterator[BinaryIO]:
    """Give a file to write that takes ``path``'s place when all went well: see ``new_path``."""
    with new_path(path, force) as temporary, temporary.open("wb") as stream:
        yield stream


@contextlib.contextmanager
def new_path(path: Path, force: bool) -> Iterator[Path]:
    """Give a path beside ``path`` whose file takes its place when all went well; on any failure the old one stays.

    Raises KofukinError where the target exists without ``force`` or cannot be written.
    """
    check_target(path, force)
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name[:40]}.{os.urandom(8).hex()}.part")

    def remove() -> None:
        with contextlib.suppress(OSError):
            temporary.unlink()

    with interruption.Tidied(remove):
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            yield temporary
            check_sources()
            with temporary.open("rb+") as stream:
                os.fsync(stream.fileno())
            temporary.chmod(_mode(target))
            if force:
                os.replace(temporary, target)
            else:
                _put(temporary, target, path)
        except OSError as error:
            raise not_written(path, target, error) from error
        finally:
            remove()


def not_written(path: Path, target: Path, error: OSError) -> KofukinError:
    """Return what to say where nothing could be written at ``target``, which the user calls ``path``."""
    reason = reason_of(error) if target.parent.exists() else errors.OS_NO_FOLDER
    return KofukinError(errors.CANNOT_WRITE(path=path, reason=reason), errors.NOTHING_WRITTEN)


def _put(temporary: Path, target: Path, path: Path) -> None:
    """Put a finished file where none is: of two runs that want the same place, one gets it, the other a KofukinError.

    ``temporary`` may still be there after this.
    """
    try:
        _link(temporary, target)
    except FileExistsError as error:
        raise KofukinError(errors.OUTPUT_EXISTS(path=path), errors.USE_FORCE) from error


def _link(file: Path, name: Path) -> None:
    """Give a file another name that no file has, or that name alone where the file system knows no links."""
    try:
        os.link(file, name)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # Python in a browser has no os.link
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(file, name)


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    try:
        return target.stat().st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
