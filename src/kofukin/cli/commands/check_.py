"""``kofukin check``: is this dataset sound, and does the document say what it says?"""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from kofukin.cli import language
from kofukin.cli.notices import say_not_read
from kofukin.cli.options import Lang
from kofukin.cli.speech import current_language
from kofukin.errors import KofukinError, UsageError
from kofukin.messages import errors

Files = Annotated[list[str] | None, typer.Argument()]
Source = Annotated[str | None, typer.Option("--source")]


def command(files: Files = None, source: Source = None, lang: Lang = None) -> None:
    from kofukin import checking  # not loaded to print help
    from kofukin.cli import writing
    from kofukin.files import bundle
    from kofukin.render import people

    language.check(lang)
    for option, names in (("FILE", files or ()), ("--source", (source,))):
        if "" in names:
            raise UsageError(errors.NO_FILE_NAMED(option=option), errors.CHECK_NAME)
    paths = [Path(name) for name in files or ()]
    say_not_read(paths)
    document = Path(source) if source is not None else None if files else bundle.source()
    report = checking.check(paths or [bundle.text()], document)
    said = current_language()
    lines = (people.visible(line.in_(said)) + "\n" for line in (*report.problems, *report.notes, *report.confirmed))
    # A reader that has seen enough does not make the data sound.
    with contextlib.suppress(*([writing.ReaderGoneError] if report.problems else [])):
        writing.to_stdout(lines, writing.stdout_encoding())
    if report.problems:
        raise KofukinError(errors.CHECK_FAILED(count=len(report.problems)), errors.CHECK_HINT)
