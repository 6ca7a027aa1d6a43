"""The option groups: from what was typed to a value, once for all commands.

Everything is taken as text and read here, so that each error is ours: in the user's language, with valid forms.
What the groups build on is light; the store and the data are loaded when a command runs, not when it is described.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kofukin.cli import completion, language
from kofukin.cli.notices import say_not_read
from kofukin.cli.speech import current_language, tell
from kofukin.errors import UsageError
from kofukin.filters import Filters, Sort, parse_sort
from kofukin.messages import errors
from kofukin.model.amounts import UNIT_NAMES, Unit, parse_yen, show
from kofukin.model.fiscal_year import YearRange, parse_ranges
from kofukin.render import FORMATS, Format, Style, render, render_binary
from kofukin.table import Row, Table, in_named_unit

if TYPE_CHECKING:
    import sqlite3

Texts = list[str] | None

Words = Annotated[Texts, typer.Argument()]
Year = Annotated[Texts, typer.Option("--year", "-y", autocompletion=completion.years)]
Active = Annotated[Texts, typer.Option("--active", autocompletion=completion.years)]
Program = Annotated[Texts, typer.Option("--program", "-p", autocompletion=completion.programs)]
Application = Annotated[Texts, typer.Option("--application", "-a", autocompletion=completion.applications)]
Partner = Annotated[Texts, typer.Option("--partner", autocompletion=completion.partners)]
Municipality = Annotated[Texts, typer.Option("--municipality", autocompletion=completion.municipalities)]
Minimum = Annotated[str | None, typer.Option("--min")]
Maximum = Annotated[str | None, typer.Option("--max")]
DataFiles = Annotated[Texts, typer.Option("--data")]
SortKeys = Annotated[Texts, typer.Option("--sort", autocompletion=completion.sort_keys)]
Limit = Annotated[str | None, typer.Option("--limit")]
FormatName = Annotated[str | None, typer.Option("--format", "-f", autocompletion=completion.formats)]
OutputFile = Annotated[str | None, typer.Option("--output", "-o")]
Force = Annotated[bool, typer.Option("--force")]
ColumnNames = Annotated[str | None, typer.Option("--columns", "-c", autocompletion=completion.columns)]
UnitName = Annotated[str | None, typer.Option("--unit", autocompletion=completion.units)]
Raw = Annotated[bool, typer.Option("--raw")]
Excel = Annotated[bool, typer.Option("--excel")]
EncodingName = Annotated[str | None, typer.Option("--encoding", autocompletion=completion.encodings)]
Color = Annotated[str, typer.Option("--color", autocompletion=completion.colors)]
Lang = Annotated[str | None, typer.Option("--lang", autocompletion=completion.languages)]


def filter_options(
    words: Words = None,
    year: Year = None,
    active: Active = None,
    program: Program = None,
    application: Application = None,
    partner: Partner = None,
    municipality: Municipality = None,
    min: Minimum = None,
    max: Maximum = None,
) -> Filters:
    """Return what a project must be; raises UsageError for a bad year or amount and for bounds that contradict."""
    minimum, maximum = (parse_yen(bound) if bound is not None else None for bound in (min, max))
    if minimum is not None and maximum is not None and minimum > maximum:
        raise UsageError(errors.BOUNDS_CONTRADICT(minimum=show(minimum), maximum=show(maximum)), errors.SWAP_BOUNDS)
    return Filters(
        words=tuple(map(_phrase, words or ())),
        year=_years(year),
        active=_years(active),
        program=tuple(program or ()),
        application=tuple(application or ()),
        partner=tuple(partner or ()),
        municipality=tuple(municipality or ()),
        minimum=minimum,
        maximum=maximum,
    )


def _phrase(word: str) -> str:
    """Return a word without the quotation marks that some shells leave around a phrase."""
    quoted = len(word) > 2 and (word[0], word[-1]) in {('"', '"'), ("“", "”"), ("＂", "＂")}
    return word[1:-1] if quoted else word


def _years(texts: Texts) -> tuple[YearRange, ...]:
    return tuple(years for text in texts or () for years in parse_ranges(text))


def sort_options(sort: SortKeys = None) -> tuple[Sort, ...]:
    """Return the sort keys, the first the strongest."""
    return tuple(map(parse_sort, sort or ()))


def limit_options(limit: Limit = None) -> int | None:
    """Return how many projects at the most; raises UsageError for what is no count."""
    if limit is None:
        return None
    if not (limit.isascii() and limit.isdigit() and len(limit) < 10):
        raise UsageError(errors.NOT_A_COUNT(option="--limit", text=limit), errors.COUNT_EXAMPLE(option="--limit"))
    return int(limit)


def target_file(output: str | None, force: bool, endings: Sequence[str]) -> tuple[Path, bool]:
    """Return the file to write and whether to replace it; raises UsageError for none, or an unknown ending."""
    from kofukin.cli import writing

    if output is None:
        raise UsageError(errors.MISSING_ARGUMENT(text="-o FILE"), errors.VALID_FILES(endings=list(endings)))
    path = Path(output)
    if path.suffix.lower() not in endings:
        raise UsageError(errors.UNKNOWN_ENDING(path=path), errors.VALID_FILES(endings=list(endings)))
    writing.check_target(path, force)
    return path, force


class Data(NamedTuple):
    """The dataset files to ask, none of them read yet."""

    paths: tuple[Path, ...]

    def open(self, whole: bool = False) -> "sqlite3.Connection":
        """Return a database that holds the checked datasets; raises DatasetError with every problem.

        ``whole``: all of it will be copied, so that nothing of it may be missing.
        """
        from kofukin.store import opening

        say_not_read(self.paths)
        for path in opening.slow_files(self.paths):
            tell(errors.NOTE(message=errors.SLOW_TOML(path=path)), current_language())
        return opening.open_sound(self.paths) if whole else opening.open_all(self.paths)


def data_options(data: DataFiles = None) -> Data:
    """Return the files of ``--data``, else those of ``KOFUKIN_DATA``, else none, which means the bundled one.

    Raises UsageError for an empty name, which would otherwise mean the current folder.
    """
    if "" in (data or ()):
        raise UsageError(errors.NO_FILE_NAMED(option="--data"), errors.CHECK_NAME)
    named = data or [name for name in os.environ.get("KOFUKIN_DATA", "").split(os.pathsep) if name]
    return Data(tuple({os.path.realpath(path): path for path in map(Path, named)}.values()))


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

    def _stdout_encoding(self) -> str:
        """Return how text is written to standard output: CSV and TSV are UTF-8 everywhere."""
        return "utf-8" if self.format.name in _DELIMITED else self.style.encoding


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


def output_options(
    format: FormatName = None,
    output: OutputFile = None,
    force: Force = False,
    columns: ColumnNames = None,
    unit: UnitName = None,
    raw: Raw = False,
    excel: Excel = False,
    encoding: EncodingName = None,
    color: Color = "auto",
    lang: Lang = None,
) -> Output:
    """Return where and how to write; raises UsageError for an unknown format, ending, unit, encoding or language."""
    from kofukin.cli import writing

    path = None if output in (None, "-") else Path(str(output))
    if path is not None and os.path.isdir(path):
        writing.check_target(path, force)
    chosen = _format(format or ("csv" if excel and path is None else None), path)
    _check_for_csv(chosen, excel, encoding)
    usual = Unit.THOUSAND if chosen.for_people else Unit.YEN
    if path is not None:
        writing.check_target(path, force)
    return Output(
        chosen,
        path,
        force,
        tuple(name.strip() for name in columns.split(",") if name.strip()) or None if columns is not None else None,
        unit is not None,
        _encoding(encoding, excel),
        style(unit, color, lang, path, usual)._replace(raw=raw, excel=excel),
    )


_DELIMITED = ("csv", "tsv")
ENCODINGS = {"utf-8": "utf-8", "cp932": "cp932", "shift_jis": "cp932"}


def _encoding(named: str | None, excel: bool) -> str | None:
    """Return the encoding to write in; UTF-8 for Excel begins with a byte order mark, by which Excel knows it."""
    encoding = ENCODINGS[named] if named is not None else None
    return "utf-8-sig" if excel and encoding in (None, "utf-8") else encoding


def _check_for_csv(chosen: Format, excel: bool, encoding: str | None) -> None:
    """Raise UsageError for an unknown encoding, and for CSV's options beside another format."""
    if encoding is not None and encoding not in ENCODINGS:
        choices = list(ENCODINGS)
        raise UsageError(errors.BAD_CHOICE(option="--encoding", text=encoding), errors.VALID_CHOICES(choices=choices))
    for option, given in (("--excel", excel), ("--encoding", encoding is not None)):
        if given and chosen.name not in _DELIMITED:
            raise UsageError(errors.ONLY_FOR_CSV(option=option, format=chosen.name), errors.NAME_CSV)


def style(
    unit: str | None, color: str, lang: str | None, path: Path | None = None, usual: Unit = Unit.THOUSAND
) -> Style:
    """Return how to render for the reader and the place it goes to."""
    from kofukin.cli import writing

    language.check(lang)
    if color not in _COLORS:
        raise UsageError(errors.BAD_CHOICE(option="--color", text=color), errors.VALID_CHOICES(choices=list(_COLORS)))
    if unit is not None and unit not in UNIT_NAMES:
        raise UsageError(errors.BAD_CHOICE(option="--unit", text=unit), errors.VALID_CHOICES(choices=list(UNIT_NAMES)))
    in_terminal = path is None and writing.stdout_is_terminal()
    return Style(
        language=current_language(),
        unit=UNIT_NAMES[unit] if unit is not None else usual,
        color=path is None and _color(color, in_terminal),
        width=_window() if in_terminal else None,
        encoding="utf-8" if path is not None else writing.stdout_encoding(),
    )


_COLORS = ("auto", "always", "never")


def _color(when: str, in_terminal: bool) -> bool:
    """Return whether to colour, by the conventions of NO_COLOR, FORCE_COLOR, CLICOLOR and TERM=dumb."""
    environment = os.environ
    if when != "auto":
        return when == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE") not in (None, "", "0"):
        return True
    return in_terminal and environment.get("TERM") != "dumb" and environment.get("CLICOLOR") != "0"


def _window() -> int:
    """Return the width of the terminal window in columns."""
    import shutil

    return max(20, shutil.get_terminal_size().columns)


def _format(name: str | None, path: Path | None) -> Format:
    text_formats = [entry.name for entry in FORMATS.values() if not entry.is_binary]
    if path is None:
        option, named = ("--format", name) if name else ("KOFUKIN_FORMAT", os.environ.get("KOFUKIN_FORMAT") or "table")
        if named not in FORMATS:
            raise UsageError(errors.BAD_CHOICE(option=option, text=named), errors.VALID_CHOICES(choices=text_formats))
        if FORMATS[named].is_binary:
            ending = FORMATS[named].ending
            raise UsageError(errors.ONLY_A_FILE(format=named), errors.NAME_ENDING(ending=ending))
        return FORMATS[named]
    if name is not None and name not in FORMATS:
        raise UsageError(errors.BAD_CHOICE(option="--format", text=name), errors.VALID_CHOICES(choices=text_formats))
    by_ending = next((entry for entry in FORMATS.values() if entry.ending == path.suffix.lower()), None)
    if name is None and by_ending is None:
        endings = [entry.ending for entry in FORMATS.values() if entry.ending]
        raise UsageError(errors.UNKNOWN_ENDING(path=path), errors.VALID_ENDINGS(endings=endings))
    if name is not None and by_ending is not None and by_ending.name != name:
        raise UsageError(errors.FORMAT_CONTRADICTS(format=name, path=path), errors.DROP_ONE)
    return FORMATS[name] if name is not None else by_ending or FORMATS["table"]
