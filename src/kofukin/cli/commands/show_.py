"""``kofukin show``: everything about one project, as a page."""

import os
from typing import Annotated

import typer

from kofukin.cli import completion
from kofukin.cli.data_source import Data, data_options
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import Color, Lang, UnitName, style
from kofukin.cli.speech import current_language, tell
from kofukin.errors import UsageError
from kofukin.messages import errors
from kofukin.model.amounts import Unit
from kofukin.render import Style

PAGE_FORMATS = ("table", "json", "markdown")
CITATION_STYLES = ("bibtex", "csl")

Wanted = Annotated[str, typer.Argument(autocompletion=completion.ids)]
PageFormat = Annotated[str | None, typer.Option("--format", "-f", autocompletion=completion.page_formats)]


CitationStyle = Annotated[str | None, typer.Option("--cite", autocompletion=completion.citation_styles)]


def page_options(
    page_format: PageFormat = None, unit: UnitName = None, color: Color = "auto", lang: Lang = None
) -> tuple[str, Style]:
    """Return the page's format and style; ``KOFUKIN_FORMAT`` counts where a page has that format."""
    environment = os.environ.get("KOFUKIN_FORMAT", "")
    name = page_format or (environment if environment in PAGE_FORMATS else "table")
    if name not in PAGE_FORMATS:
        raise UsageError(
            errors.BAD_CHOICE(option="--format", text=name), errors.VALID_CHOICES(choices=list(PAGE_FORMATS))
        )
    chosen = style(unit, color, lang)
    return name, chosen if name != "json" or unit is not None else chosen._replace(unit=Unit.YEN)


def cite_options(cite: CitationStyle = None) -> str | None:
    """Return the style of the citation that is wanted in place of the page."""
    if cite is not None and cite not in CITATION_STYLES:
        raise UsageError(
            errors.BAD_CHOICE(option="--cite", text=cite), errors.VALID_CHOICES(choices=list(CITATION_STYLES))
        )
    return cite


@with_options(page=page_options, cite=cite_options, data=data_options)
def command(wanted: Wanted, page: tuple[str, Style], cite: str | None, data: Data) -> None:
    from kofukin import query  # the store is not loaded to print help
    from kofukin.cli import writing
    from kofukin.query import details
    from kofukin.render import page as pages

    name, page_style = page
    connection = data.open()
    detail = details.show(connection, query.find_project(connection, wanted))
    if cite is not None:
        from kofukin.render import citing  # few pages are cited so

        pieces = citing.cited(cite, detail, page_style)
    else:
        pieces = getattr(pages, f"render_page_{name}")(detail, page_style)
    note = writing.to_stdout(pieces, page_style.encoding)
    if note:
        tell(errors.NOTE(message=note), current_language())
