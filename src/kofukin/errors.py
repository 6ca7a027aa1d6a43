"""Failures a user can act on: what went wrong, what to do about it, and the exit code that scripts see."""

import errno
import os
from collections.abc import Callable, Sequence
from typing import Self

from kofukin.messages import Message, Option, Said, errors


class KofukinError(Exception):
    """Something could not be done (exit code 1).

    ``message`` says what, ``hint`` what to do next, ``details`` any further lines, already whole (``file:line: …``).
    Each is in English as a ``str``, and in Japanese by ``in_("ja")``; Python's traceback ends with them all.
    """

    exit_code = 1

    def __init__(
        self, message: Message | Said, hint: Message | Said | None = None, details: tuple[Message | Said, ...] = ()
    ) -> None:
        super().__init__(message.in_("en"))
        self.message = message
        self.hint = hint
        self.details = details
        for line in (*details[:_MOST_NOTED], *([errors.HINT(message=hint)] if hint is not None else [])):
            self.add_note(line.in_("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """Let it pass between processes."""
        return type(self), (self.message, self.hint, self.details)

    def with_options(self, written: Callable[[Option], object]) -> Self:
        """Return the same failure with the options that it speaks of as ``written`` has them."""

        def told(said: Message | Said) -> Message | Said:
            return said.with_options(written) if isinstance(said, Said) else said

        hint = None if self.hint is None else told(self.hint)
        return type(self)(told(self.message), hint, tuple(map(told, self.details)))


_MOST_NOTED = 20


class DatasetError(KofukinError):
    """One or more dataset files can't be used; ``details`` has one line for each problem."""


def refuse(problems: Sequence[Said]) -> None:
    """Raise DatasetError where problems of dataset files were found."""
    if problems:
        raise DatasetError(errors.DATASET_UNUSABLE(count=len(problems)), errors.DATASET_HINT, tuple(problems))


class UsageError(KofukinError):
    """The command line was used wrongly (exit code 2)."""

    exit_code = 2


def shortened(text: str) -> str:
    """Return what a user typed as an error repeats it."""
    return text if len(text) <= _LONGEST_REPEATED else text[:_LONGEST_REPEATED] + "..."


_LONGEST_REPEATED = 60


def reason_of(error: OSError) -> Message | Said:
    """Return why the operating system refused, in words of ours where it is a common reason."""
    common: dict[type[OSError], Message] = {
        FileNotFoundError: errors.OS_NO_FILE,
        IsADirectoryError: errors.OS_FOLDER,
        PermissionError: errors.OS_PERMISSION,
        NotADirectoryError: errors.OS_NO_FOLDER,
    }
    if error.errno == errno.EBADF:  # as closed_streams leaves a standard stream that the caller closed
        return errors.OS_CLOSED
    return common.get(type(error)) or errors.OS_OTHER(reason=os.strerror(error.errno) if error.errno else str(error))
