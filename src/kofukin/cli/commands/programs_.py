"""``kofukin programs``: which grant programs the data knows."""

from kofukin.cli.data_source import Data, data_options
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import output_options
from kofukin.cli.output import Output


@with_options(output=output_options, data=data_options)
def command(output: Output, data: Data) -> None:
    from kofukin import answer, query  # the store is not loaded to print help

    columns = output.columns_of(tuple(field.name for field in query.PROGRAM_FIELDS))
    output.write(answer.programs(data.open(), columns))
