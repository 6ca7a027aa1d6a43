"""``kofukin programs``: which grant programs the data knows, or one of them as a page."""

from typing import Annotated

import typer

from kofukin.cli import completion
from kofukin.cli.data_source import Data, data_options
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import output_options
from kofukin.cli.output import Output

WantedProgram = Annotated[str | None, typer.Argument(autocompletion=completion.programs)]


@with_options(output=output_options, data=data_options)
def command(output: Output, data: Data, wanted_program: WantedProgram = None) -> None:
    from kofukin import answer, query  # the store is not loaded to print help

    if wanted_program is not None:
        from kofukin import program_page  # reads the reference of national money

        chosen = output.columns_of(tuple(field.name for field in program_page.BUDGET_FIELDS))
        nested = output.format.name in ("json", "jsonl")
        output.write(program_page.page(data.open(), wanted_program, chosen, output.for_people, nested))
        return
    columns = output.columns_of(tuple(field.name for field in query.PROGRAM_FIELDS))
    output.write(answer.programs(data.open(), columns))
