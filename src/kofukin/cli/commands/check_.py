"""``kofukin check``: is this dataset sound, and does the document say what it says?"""

from pathlib import Path
from typing import Annotated

import typer

from kofukin.cli.options import Color, Lang, style
from kofukin.errors import KofukinError
from kofukin.messages import errors

Files = Annotated[list[str] | None, typer.Argument()]
Source = Annotated[str | None, typer.Option("--source")]


def command(files: Files = None, source: Source = None, color: Color = "auto", lang: Lang = None) -> None:
    from kofukin import checking, dataset  # not loaded to print help
    from kofukin.cli import writing

    language = style(None, color, lang).language
    paths = [Path(name) for name in files or ()] or [dataset.bundled_path()]
    report = checking.check(paths, Path(source) if source is not None else None)
    lines = [*report.problems, *report.confirmed]
    writing.to_stdout((f"{line.in_(language)}\n" for line in lines), writing.stdout_encoding())
    if report.problems:
        raise KofukinError(errors.CHECK_FAILED(count=len(report.problems)), errors.CHECK_HINT)
