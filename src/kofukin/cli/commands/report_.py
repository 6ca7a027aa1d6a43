"""``kofukin report``: one page that holds everything and needs nothing."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from kofukin.cli.data_source import Data, data_options
from kofukin.cli.notices import resolved, say_bare_bounds, say_nothing_matched
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import Force, Lang, UnitName, file_named, filter_options, style
from kofukin.cli.speech import current_language, tell
from kofukin.errors import KofukinError, UsageError
from kofukin.filters import Filters
from kofukin.messages import errors, labels
from kofukin.render import Style

ENDINGS = (".html", ".htm")
_LARGE = 10_000_000

ReportFile = Annotated[str, typer.Option("--output", "-o")]


class Target(NamedTuple):
    """The file to write, and how its readers want it."""

    path: Path
    force: bool
    style: Style


def target_options(report_file: ReportFile, force: Force = False, unit: UnitName = None, lang: Lang = None) -> Target:
    """Return where to write; raises UsageError unless it is an HTML file, KofukinError where it cannot be written."""
    from kofukin.cli import writing

    path = file_named(report_file)
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(errors.NOT_AN_HTML_FILE(path=path), errors.NAME_HTML)
    chosen = style(unit, "auto", lang, path)
    writing.check_target(path, force)
    return Target(path, force, chosen)


@with_options(filters=filter_options, target=target_options, data=data_options)
def command(filters: Filters, target: Target, data: Data) -> None:
    from kofukin import extras
    from kofukin.cli import writing
    from kofukin.cli.progress import working

    extras.require("report", "jinja2")
    from kofukin import answer, query, report  # jinja2 may be missing until here

    connection = data.open()
    filters = resolved(connection, filters)
    matching = query.count(connection, filters)
    if matching > report.MOST:
        raise KofukinError(errors.TOO_MANY_FOR_A_PAGE(count=matching, most=report.MOST), errors.FILTER_OR_EXPORT)
    with working(labels.MAKING_REPORT), writing.new_file(target.path, target.force) as stream:
        for piece in report.html(connection, filters, target.style):
            stream.write(piece.encode("utf-8", "replace"))  # a word on the command line may hold any byte
        size = stream.tell()
    if size > _LARGE:
        large = errors.REPORT_LARGE(path=target.path, megabytes=size // 1_000_000)
        tell(errors.NOTE(message=large), current_language())
    say_bare_bounds(connection, filters, target.style.unit)
    if not matching:
        say_nothing_matched(answer.nothing_matched(connection, filters))
