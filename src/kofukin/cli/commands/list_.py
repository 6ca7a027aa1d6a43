"""``kofukin list``: which projects match."""

from kofukin.cli.data_source import Data, data_options
from kofukin.cli.notices import resolved, say_bare_bounds, say_nothing_matched
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import filter_options, limit_options, output_options, sort_options
from kofukin.cli.output import Output
from kofukin.filters import Filters, Sort


@with_options(filters=filter_options, sort=sort_options, limit=limit_options, output=output_options, data=data_options)
def command(filters: Filters, sort: tuple[Sort, ...], limit: int | None, output: Output, data: Data) -> None:
    from kofukin import answer, query  # the store is not loaded to print help

    connection = data.open()
    filters = resolved(connection, filters)
    columns = output.columns_of(tuple(query.FIELDS))
    table = answer.projects(connection, filters, columns, sort, limit, output.for_people, output.unit)
    shown = output.write(table)
    say_bare_bounds(connection, filters, output.unit)
    if shown == 0 and limit != 0:
        say_nothing_matched(answer.nothing_matched(connection, filters))
