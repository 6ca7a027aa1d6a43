"""``kofukin diff``: what appeared, went and changed between two versions of a dataset."""

from pathlib import Path
from typing import Annotated

import typer

from kofukin.cli.data_source import Data
from kofukin.cli.notices import say_bare_bounds, say_nothing_matched
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import filter_options, output_options
from kofukin.cli.output import Output
from kofukin.cli.progress import working
from kofukin.cli.speech import current_language, tell
from kofukin.errors import UsageError
from kofukin.filters import Filters
from kofukin.messages import comparing as texts
from kofukin.messages import errors

OldData = Annotated[str, typer.Argument()]
NewData = Annotated[str, typer.Argument()]
Places = Annotated[bool, typer.Option("--places")]
ExitCode = Annotated[bool, typer.Option("--exit-code")]


@with_options(filters=filter_options, output=output_options)
def command(
    old: OldData, new: NewData, filters: Filters, output: Output, places: Places = False, exit_code: ExitCode = False
) -> None:
    from kofukin import answer, comparing, query  # the store is not loaded to print help
    from kofukin.render.changes import for_people

    if not (old and new):
        raise UsageError(errors.NO_FILE_NAMED(option="NEW" if old else "OLD"), errors.CHECK_NAME)
    data, other = (Data((Path(name),)).open() for name in (old, new))
    asked, also = comparing.on_both(data, other, filters)
    before, after = comparing.Version(old, data, asked), comparing.Version(new, other, also)
    columns = output.columns_of(tuple(field.name for field in comparing.CHANGE_FIELDS))
    showing = comparing.in_unit(output.unit)
    if output.for_people:
        showing = for_people(output.style, in_cells=output.format.is_binary)
    people_unit = output.unit if output.for_people else None
    with working(texts.COMPARING):
        comparison = comparing.compared(before, after, columns, showing, people_unit, places)
    differing = output.write(comparison.table)
    say_bare_bounds(other, also, output.unit)
    if not (query.matches(data, asked) or query.matches(other, also)):
        say_nothing_matched(answer.nothing_matched(other, also))
    elif not (differing or output.for_people):
        tell(errors.NOTE(message=texts.NO_DIFFERENCE), current_language())
    for note, count in ((texts.MOVED, comparison.moved), (texts.NOT_COMPARED, comparison.uncompared)):
        if count:
            tell(errors.NOTE(message=note(count=count)), current_language())
    if differing and exit_code:
        raise typer.Exit(1)
