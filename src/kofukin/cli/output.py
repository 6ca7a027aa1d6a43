"""An answer on its way: in which format, to which file or stream."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kofukin.cli.speech import tell
from kofukin.messages import errors
from kofukin.model.amounts import Unit
from kofukin.render import DELIMITED, Format, Style, render, render_binary
from kofukin.table import Row, Table, in_named_unit, with_even_decimals


class Output(NamedTuple):
    """Where the answer goes and what it looks like there."""

    format: Format
    path: Path | None
    force: bool
    columns: tuple[str, ...] | None
    unit_given: bool
    encoding: str | None
    style: Style

    @property
    def unit(self) -> Unit:
        return self.style.unit

    @property
    def for_people(self) -> bool:
        return self.format.for_people

    def columns_of(self, everything: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the columns asked for, ``all`` spelled out; None where none were."""
        return everything if self.columns == ("all",) else self.columns

    def write(self, table: Table) -> int:
        """Write the table and return how many rows it had.

        Raises KofukinError where the file exists without --force or nothing can be written.
        """
        from kofukin.cli import writing

        if self.for_people:
            table = with_even_decimals(table, self.style.unit)
        counter = _Counter(table)
        table = table._replace(rows=counter)
        if not self.for_people and self.unit_given:
            table = in_named_unit(table, self.style.unit)
        if self.format.is_binary:
            data: Iterable[bytes] = [render_binary(table, self.format, self.style)]
        elif self.path is None and self.encoding is None:
            note = writing.to_stdout(render(table, self.format, self.style), self._stdout_encoding())
            if note:
                tell(errors.NOTE(message=note), self.style.language)
            return counter.count
        else:
            data = writing.encoded(render(table, self.format, self.style), self.encoding or "utf-8")
        if self.path is None:
            writing.bytes_to_stdout(list(data))  # all or nothing: what cannot be encoded is refused before any output
        else:
            with writing.new_file(self.path, self.force) as stream:
                stream.writelines(data)
        return counter.count

    def write_text(self, pieces: Iterable[str]) -> None:
        """Write people's text that is no table; raises KofukinError as ``write`` does."""
        from kofukin.cli import writing

        if self.path is None:
            if note := writing.to_stdout(pieces, self.style.encoding):
                tell(errors.NOTE(message=note), self.style.language)
            return
        with writing.new_file(self.path, self.force) as stream:
            stream.writelines(writing.encoded(pieces, "utf-8"))

    def _stdout_encoding(self) -> str:
        """Return how text is written to standard output: CSV and TSV are UTF-8 everywhere."""
        return "utf-8" if self.format.name in DELIMITED else self.style.encoding


class _Counter:
    """Rows that are counted as they pass."""

    def __init__(self, table: Table) -> None:
        self._rows = table.rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        self.count = 0
        for row in self._rows:
            self.count += 1
            yield row
