"""``kofukin chart``: national funds, group by group, as a picture."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from kofukin import extras
from kofukin.cli import completion
from kofukin.cli.commands.totals_ import By, by_options
from kofukin.cli.data_source import Data, data_options
from kofukin.cli.notices import resolved, say_bare_bounds, say_nothing_matched
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import Force, Lang, Title, UnitName, file_named, filter_options, sort_options, style
from kofukin.cli.progress import working
from kofukin.errors import UsageError
from kofukin.filters import Filters, Sort
from kofukin.messages import errors, labels
from kofukin.render import Style

ENDINGS = (".svg", ".png", ".pdf", ".html")
MOST_DIMENSIONS = 2

ChartFile = Annotated[str | None, typer.Option("--output", "-o")]
WithoutPartners = Annotated[bool, typer.Option("--without-partners")]
ThemeName = Annotated[str | None, typer.Option("--theme", autocompletion=completion.themes)]

THEME_NAMES = ("light", "dark")
OF_PROJECTS = ("project",)


class Picture(NamedTuple):
    """Where the chart goes, None for standard output, and for whom it is drawn."""

    path: Path | None
    ending: str
    force: bool
    style: Style
    has_partners: bool
    theme: str | None


def picture_options(
    chart_file: ChartFile = None,
    force: Force = False,
    unit: UnitName = None,
    lang: Lang = None,
    title: Title = None,
    without_partners: WithoutPartners = False,
    theme: ThemeName = None,
) -> Picture:
    """Return what to draw and where; raises UsageError for a missing file name and an unknown ending or theme."""
    from kofukin.cli import writing

    choices = errors.VALID_CHOICES(choices=list(ENDINGS))
    if chart_file is None:
        raise UsageError(errors.MISSING_ARGUMENT(text="-o FILE"), choices)
    path = None if chart_file == "-" else file_named(chart_file)
    ending = ".svg" if path is None else path.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(errors.UNKNOWN_ENDING(path=path), choices)
    if theme not in (None, *THEME_NAMES):
        reason = errors.BAD_CHOICE(option="--theme", text=theme)
        raise UsageError(reason, errors.VALID_CHOICES(choices=list(THEME_NAMES)))
    chosen = style(unit, "never", lang)._replace(title=title)
    if path is not None:
        writing.check_target(path, force)
    return Picture(path, ending, force, chosen, not without_partners, theme)


def dimensions_options(by: By = "program") -> tuple[str, ...]:
    """Return one dimension or two, bars and what they are divided by; or ``project``, a bar for each."""
    if by.strip() in OF_PROJECTS:
        return OF_PROJECTS
    names = by_options(by)
    if len(names) > MOST_DIMENSIONS:
        raise UsageError(errors.TOO_MANY_DIMENSIONS(most=MOST_DIMENSIONS, text=by[:60]), errors.CHART_EXAMPLE)
    return names


@with_options(
    filters=filter_options, by=dimensions_options, sort=sort_options, picture=picture_options, data=data_options
)
def command(filters: Filters, by: tuple[str, ...], sort: tuple[Sort, ...], picture: Picture, data: Data) -> None:
    extras.require("chart", "altair", "vl_convert", "noto_cjk_sans_jp_regular")
    from kofukin import answer, charting, query  # the store and the drawing are not loaded to print help
    from kofukin.cli import writing

    connection = data.open()
    filters = resolved(connection, filters)
    with working(labels.DRAWING):
        theme = charting.THEMES["dark" if picture.theme == "dark" else "light"]
        if by == OF_PROJECTS:
            table = answer.projects(connection, filters, None, sort, None, people=True, unit=picture.style.unit)
            read = charting.read_projects
        else:
            table = answer.totals(connection, filters, by, None, sort, people=True)
            read = charting.read
        table = table._replace(rows=tuple(map(tuple, table.rows)))
        shown = read(table, picture.style, bool(sort), picture.has_partners, theme)
        drawn = charting.as_file(picture.ending, table, picture.style, shown, is_auto=picture.theme is None)
    if picture.path is None:
        writing.bytes_to_stdout([drawn])
    else:
        with writing.new_file(picture.path, picture.force) as stream:
            stream.write(drawn)
    say_bare_bounds(connection, filters, picture.style.unit)
    if not query.matches(connection, filters):
        say_nothing_matched(answer.nothing_matched(connection, filters))
