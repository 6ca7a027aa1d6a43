"""The option groups: from what was typed to a value, once for all commands.

Everything is taken as text and read here, so that each error is ours: in the user's language, with valid forms.
What the groups build on is light; the store and the data are loaded when a command runs, not when it is described.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kofukin.cli import completion, language
from kofukin.cli.output import Output
from kofukin.cli.speech import current_language
from kofukin.errors import UsageError
from kofukin.filters import Filters, Sort, bounded, filters_of, limit_of, sort_of
from kofukin.messages import Message, Option, errors
from kofukin.model.amounts import UNIT_NAMES, Unit
from kofukin.render import DELIMITED, FORMATS, NOTES, Format, Notes, Style
from kofukin.text import encodings

Texts = list[str] | None

EXPORTED = (".db", ".toml", ".csv", ".json", ".zip", ".parquet")
"""The endings of what ``export`` writes."""
_MOST_COLUMNS = 1_900
"""As many as totals can be laid out in (see ``query.pivot``)."""

Words = Annotated[Texts, typer.Argument()]
Year = Annotated[Texts, typer.Option("--year", "-y", autocompletion=completion.years)]
Active = Annotated[Texts, typer.Option("--active", autocompletion=completion.years)]
Program = Annotated[Texts, typer.Option("--program", "-p", autocompletion=completion.programs)]
Application = Annotated[Texts, typer.Option("--application", "-a", autocompletion=completion.applications)]
Partner = Annotated[Texts, typer.Option("--partner", autocompletion=completion.partners)]
Municipality = Annotated[Texts, typer.Option("--municipality", autocompletion=completion.municipalities)]
Minimum = Annotated[str | None, typer.Option("--min")]
Maximum = Annotated[str | None, typer.Option("--max")]
SortKeys = Annotated[Texts, typer.Option("--sort", autocompletion=completion.sort_keys)]
Limit = Annotated[str | None, typer.Option("--limit")]
FormatName = Annotated[str | None, typer.Option("--format", "-f", autocompletion=completion.formats)]
OutputFile = Annotated[str | None, typer.Option("--output", "-o")]
Force = Annotated[bool, typer.Option("--force")]
ColumnNames = Annotated[str | None, typer.Option("--columns", "-c", autocompletion=completion.columns)]
UnitName = Annotated[str | None, typer.Option("--unit", autocompletion=completion.units)]
NotesName = Annotated[str, typer.Option("--notes", autocompletion=completion.notes)]
Title = Annotated[str | None, typer.Option("--title")]
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
    return filters_of(words, year, active, program, application, partner, municipality, min, max)


def sort_options(sort: SortKeys = None) -> tuple[Sort, ...]:
    """Return the sort keys, the first the strongest."""
    return sort_of(sort)


def limit_options(limit: Limit = None) -> int | None:
    """Return how many projects at the most; raises UsageError for what is no count."""
    return None if limit is None else limit_of(limit)


def file_named(output: str) -> Path:
    """Return the file of ``-o``; raises UsageError for an empty name, which would otherwise mean the current folder."""
    if not output:
        raise UsageError(errors.NO_FILE_NAMED(option="-o"), errors.CHECK_NAME)
    return Path(output)


def target_file(
    output: str | None, force: bool, endings: Sequence[str], valid: Message = errors.VALID_FILES
) -> tuple[Path, bool]:
    """Return the file to write and whether to replace it; raises UsageError for none, or an unknown ending.

    ``valid`` says which ``endings`` there are.
    """
    from kofukin.cli import writing

    if output is None:
        raise UsageError(errors.MISSING_ARGUMENT(text="-o FILE"), valid(endings=list(endings)))
    path = file_named(output)
    if path.suffix.lower() not in endings:
        raise UsageError(errors.UNKNOWN_ENDING(path=path), valid(endings=list(endings)))
    writing.check_target(path, force)
    return path, force


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
    notes: NotesName = "full",
    title: Title = None,
) -> Output:
    """Return where and how to write; raises UsageError for an unknown format, ending, unit, encoding or language."""
    from kofukin.cli import writing

    path = None if output is None or output == "-" else file_named(output)
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
        _column_names(columns),
        unit is not None,
        _encoding(encoding, excel),
        style(unit, color, lang, path, usual)._replace(raw=raw, excel=excel, notes=_notes(notes), title=title),
    )


def _notes(name: str) -> Notes:
    """Return how much to say under a table; raises UsageError for a word that is none."""
    for known in NOTES:
        if name == known:
            return known
    raise UsageError(errors.BAD_CHOICE(option="--notes", text=name), errors.VALID_CHOICES(choices=list(NOTES)))


def _column_names(columns: str | None) -> tuple[str, ...] | None:
    names = [name.strip() for name in (columns or "").split(",") if name.strip()]
    return bounded(Option("columns"), names, _MOST_COLUMNS) or None


def _encoding(named: str | None, excel: bool) -> str | None:
    """Return the encoding to write in; UTF-8 for Excel begins with a byte order mark, by which Excel knows it."""
    encoding = encodings.named(named) if named is not None else None
    return "utf-8-sig" if excel and encoding in (None, "utf-8") else encoding


def _check_for_csv(chosen: Format, excel: bool, encoding: str | None) -> None:
    """Raise UsageError for an unknown encoding, and for CSV's options beside another format."""
    if encoding is not None and encodings.named(encoding) not in ("utf-8", "utf-8-sig", "cp932"):
        choices = list(encodings.WRITTEN)
        raise UsageError(errors.BAD_CHOICE(option="--encoding", text=encoding), errors.VALID_CHOICES(choices=choices))
    for option, given in (("--excel", excel), ("--encoding", encoding is not None)):
        if given and chosen.name not in DELIMITED:
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
        if path.suffix.lower() in EXPORTED:
            raise UsageError(errors.UNKNOWN_ENDING(path=path), errors.EXPORT_WRITES(ending=path.suffix.lower()))
        endings = [entry.ending for entry in FORMATS.values() if entry.ending]
        raise UsageError(errors.UNKNOWN_ENDING(path=path), errors.VALID_ENDINGS(endings=endings))
    if name is not None and by_ending is not None and by_ending.name != name:
        raise UsageError(errors.FORMAT_CONTRADICTS(format=name, path=path), errors.DROP_ONE)
    return FORMATS[name] if name is not None else by_ending or FORMATS["table"]
