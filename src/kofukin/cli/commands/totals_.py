"""``kofukin totals``: how many projects and how much national money, group by group."""

from typing import Annotated

import typer

from kofukin.cli import completion
from kofukin.cli.data_source import Data, data_options
from kofukin.cli.notices import resolved, say_bare_bounds, say_left_out, say_nothing_matched
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import filter_options, output_options, sort_options
from kofukin.cli.output import Output
from kofukin.errors import UsageError, shortened
from kofukin.filters import Filters, Sort
from kofukin.messages import errors

By = Annotated[str, typer.Option("--by", autocompletion=completion.dimensions)]


def by_options(by: By = "program") -> tuple[str, ...]:
    """Return the dimensions to group by; raises UsageError for an unknown one, and for ``all`` beside another."""
    from kofukin.query.grouping import dimensions_of

    return dimensions_of([by])


Pivot = Annotated[str | None, typer.Option("--pivot", autocompletion=completion.dimensions)]
Once = Annotated[bool, typer.Option("--once")]
Subtotals = Annotated[bool, typer.Option("--subtotals")]


def pivot_options(pivot: Pivot = None) -> str | None:
    """Return the dimension whose groups are to be columns; raises UsageError for an unknown one."""
    from kofukin.query import DIMENSIONS
    from kofukin.query.grouping import among

    if pivot is None or pivot in DIMENSIONS:
        return pivot
    known = list(DIMENSIONS)
    names = among(pivot, known)
    if len(names) > 1:
        raise UsageError(errors.UNKNOWN_DIMENSION(text=shortened(pivot)), errors.VALID_DIMENSIONS(dimensions=known))
    return names[0]


@with_options(
    filters=filter_options,
    by=by_options,
    pivot=pivot_options,
    sort=sort_options,
    output=output_options,
    data=data_options,
)
def command(
    filters: Filters,
    by: tuple[str, ...],
    pivot: str | None,
    sort: tuple[Sort, ...],
    output: Output,
    data: Data,
    once: Once = False,
    subtotals: Subtotals = False,
) -> None:
    from kofukin import answer, query  # the store is not loaded to print help

    if subtotals and len(by) < 2:
        raise UsageError(errors.SUBTOTALS_NEED_TWO, errors.CHART_EXAMPLE)
    connection = data.open()
    filters = resolved(connection, filters)
    notes = None
    if once:
        from kofukin.answer import counted_once

        filters, notes = counted_once.once(connection, filters)
    table = answer.totals(connection, filters, by, output.columns, sort, output.for_people, pivot, notes, subtotals)
    output.write(table)
    say_bare_bounds(connection, filters, output.unit)
    if notes is not None:
        say_left_out(notes)
    if not query.matches(connection, filters):
        say_nothing_matched(answer.nothing_matched(connection, filters))
