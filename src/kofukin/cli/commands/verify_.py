"""``kofukin verify``: is every amount of money in this text in the data?"""

from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Annotated

import typer

from kofukin.cli.data_source import Data, data_options
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import filter_options, output_options
from kofukin.cli.output import Output
from kofukin.cli.speech import current_language, tell
from kofukin.errors import UsageError
from kofukin.filters import Filters
from kofukin.messages import errors, verify

TextFile = Annotated[str, typer.Argument()]


@with_options(filters=filter_options, output=output_options, data=data_options)
def command(text_file: TextFile, filters: Filters, output: Output, data: Data) -> None:
    from kofukin import query  # the store and the readers are not loaded to print help
    from kofukin.cli import writing
    from kofukin.verifying import showing, standard_text
    from kofukin.verifying.citing import Citer
    from kofukin.verifying.reading import pieces_of
    from kofukin.verifying.verdicts import Verifier

    if not text_file:
        raise UsageError(errors.NO_FILE_NAMED(option="FILE"), errors.CHECK_NAME)
    connection = data.open()
    filters = query.resolve(connection, filters)
    language = current_language()
    with standard_text.text_of_standard_input() if text_file == "-" else nullcontext(Path(text_file)) as path:
        pieces = list(pieces_of(path))  # a file that cannot be read costs no look at the data
        shown = str(path)
    verifier = Verifier(connection, filters)
    found = verifier.verify(pieces)
    citer = Citer(connection, verifier.facts, verifier.words, language)
    datasets = showing.datasets_in(connection, language)
    if found.left_out:
        tell(errors.NOTE(message=verify.LEFT_OUT(count=found.left_out)), language)
    if not found.findings:
        tell(errors.NOTE(message=verify.NO_AMOUNTS(path=shown)), language)
    is_page = output.format.name == "table" and output.columns is None
    # A reader that has seen enough does not put an amount into the data.
    with suppress(*([] if found.all_found else [writing.ReaderGoneError])):
        if not is_page:
            rows = showing.table(found, citer, datasets, language)
            output.write(showing.chosen(rows, output.columns_of(showing.NAMES)))
        elif found.findings:
            output.write_text(showing.page(found, citer, datasets, output.style))
    if not found.all_found:
        raise typer.Exit(1)
