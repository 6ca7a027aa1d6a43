"""``kofukin import``: someone else's file becomes a draft dataset, and a review of it."""

import contextlib
import glob
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from kofukin.cli import completion, language
from kofukin.cli.option_groups import with_options
from kofukin.cli.options import EncodingName, Force, Lang, target_file
from kofukin.cli.progress import working
from kofukin.cli.speech import current_language, tell
from kofukin.errors import KofukinError, UsageError
from kofukin.importing.draft import Given, Item, Reached
from kofukin.importing.review import Review
from kofukin.messages import Said, errors, labels
from kofukin.messages import importing as texts
from kofukin.model.fiscal_year import parse

ENDINGS = (".toml", ".db")
STANDARD_OUTPUT = "-"

Sources = Annotated[list[str] | None, typer.Argument()]
DraftFile = Annotated[str | None, typer.Option("--output", "-o")]
Strict = Annotated[bool, typer.Option("--strict")]
GivenProgram = Annotated[str | None, typer.Option("--program", "-p", autocompletion=completion.programs)]
GivenYear = Annotated[str | None, typer.Option("--year", "-y")]
GivenMunicipality = Annotated[str | None, typer.Option("--municipality")]
GivenUnit = Annotated[str | None, typer.Option("--unit", autocompletion=completion.units)]
Sheet = Annotated[str | None, typer.Option("--sheet")]
Columns = Annotated[list[str] | None, typer.Option("--map")]
Ignored = Annotated[list[str] | None, typer.Option("--ignore")]
Amounts = Annotated[str | None, typer.Option("--amounts")]
Recipe = Annotated[Path | None, typer.Option("--recipe")]
SaveRecipe = Annotated[Path | None, typer.Option("--save-recipe")]
Example = Annotated[list[str] | None, typer.Option("--example")]
Template = Annotated[str | None, typer.Option("--template")]
Ask = Annotated[bool, typer.Option("--ask")]
Plan = Annotated[bool, typer.Option("--plan")]
FillDown = Annotated[bool, typer.Option("--fill-down")]


def given_options(
    given_program: GivenProgram = None,
    given_year: GivenYear = None,
    given_municipality: GivenMunicipality = None,
    given_unit: GivenUnit = None,
    sheet: Sheet = None,
    map: Columns = None,
    given_encoding: EncodingName = None,
    fill_down: FillDown = False,
    ignore: Ignored = None,
    amounts: Amounts = None,
    recipe: Recipe = None,
) -> Given:
    """Return what the file does not say itself; raises UsageError for what cannot be read."""
    from kofukin.importing import answers  # not loaded to print help

    typed = [text.partition("=") for text in map or ()]
    for field, sign, column in typed:
        if not (field and sign and column):
            raise UsageError(errors.BAD_MAP(text=field), errors.MAP_EXAMPLE)
    pairs = [(answers.field(field.strip()), column.strip()) for field, _, column in typed]
    for position, (field, column) in enumerate(pairs):
        for other, taken in pairs[:position]:
            if field == other or column == taken:
                raise UsageError(
                    errors.MAP_TWICE(one=f"{other}={taken}", another=f"{field}={column}"), errors.MAP_EXAMPLE
                )
    name, code = answers.municipality(given_municipality or "")
    given = Given(
        program=given_program,
        fiscal_year=parse(given_year, from_today=True) if given_year is not None else None,
        municipality=name,
        municipality_code=code,
        yen_per_unit=answers.unit(given_unit) if given_unit is not None else None,
        sheet=sheet,
        columns=dict(pairs),
        encoding=given_encoding,
        fill_down=fill_down,
        ignored=tuple(column.strip() for column in ignore or ()),
        amounts=answers.amounts(amounts) if amounts is not None else None,
    )
    if recipe is None:
        return given
    from kofukin.importing.recipe import with_recipe  # loads the readers

    return with_recipe(recipe, given)


class Target(NamedTuple):
    """What is wanted: a draft, a list to fill in, or (neither) a plan."""

    draft: Path | None = None
    template: Path | None = None
    force: bool = False


def target_options(
    draft_file: DraftFile = None, template: Template = None, force: Force = False, lang: Lang = None, plan: Plan = False
) -> Target:
    """Return what to write and whether to replace it; raises UsageError for nothing, or an unknown ending."""
    from kofukin.cli import writing

    language.check(lang)
    if plan:
        return Target()
    if template is None:
        if draft_file == STANDARD_OUTPUT:
            return Target(Path(STANDARD_OUTPUT), force=force)
        return Target(target_file(draft_file, force, ENDINGS)[0], force=force)
    if draft_file is not None:
        raise UsageError(texts.TEMPLATE_ALONE)
    path = Path(template)
    if template != STANDARD_OUTPUT:
        if path.suffix.lower() != ".csv":
            raise UsageError(errors.UNKNOWN_ENDING(path=path), errors.VALID_FILES(endings=[".csv"]))
        writing.check_target(path, force)
    return Target(template=path, force=force)


@with_options(given=given_options, target=target_options)
def command(
    given: Given,
    target: Target,
    sources: Sources = None,
    example: Example = None,
    ask: Ask = False,
    strict: Strict = False,
    save_recipe: SaveRecipe = None,
) -> None:
    if ask:
        from kofukin.cli import asking

        asking.check_terminal()
    if not sources and target.template is None:
        raise UsageError(errors.MISSING_ARGUMENT(text="FILE"), errors.SEE_HELP(command="kofukin import"))
    with contextlib.ExitStack() as stack:
        paths = []
        for source in sources or ():
            if source == "-":
                from kofukin.importing.standard_input import standard_input

                paths.append(stack.enter_context(standard_input()))
            else:
                paths += _files([source])
        if example:
            from kofukin.importing.examples import examples_of, learned  # loads the readers

            given = learned(paths, given, examples_of(example))
        if ask:
            known = given
            given = asking.ask(paths, given)
            if save_recipe is None and given != known:
                save_recipe = asking.ask_where_to_save()
        if save_recipe is not None:
            _save_recipe(save_recipe, paths, given, target.force)
            tell(texts.RECIPE_WRITTEN(path=save_recipe), current_language())
            if ask:
                tell(texts.RECIPE_NEXT(path=save_recipe), current_language())
        if target.template is not None:
            _write_template(target.template, paths, given, target.force)
        elif str(target.draft) == STANDARD_OUTPUT:
            _print_draft(paths, given, strict)
        elif target.draft is not None:
            _import(paths, given, target.draft, target.force, strict)
            if ask:
                tell(texts.DRAFT_WRITTEN(path=target.draft), current_language())
        else:
            _print_plan(paths, given)


def _save_recipe(path: Path, paths: list[Path], given: Given, force: bool) -> None:
    from kofukin.cli import writing
    from kofukin.importing.recipe_writing import recipe_pieces

    pieces = list(recipe_pieces(paths, given))
    with writing.new_path(path, force) as new, new.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)


def _print_plan(paths: list[Path], given: Given) -> None:
    from kofukin.cli import writing
    from kofukin.importing.plan import plan
    from kofukin.render import people

    said = current_language()
    writing.to_stdout((people.visible(line.in_(said)) + "\n" for line in plan(paths, given)), writing.stdout_encoding())


def _print_draft(paths: list[Path], given: Given, strict: bool) -> None:
    """Write the draft as TOML to standard output, and the review where errors are told."""
    from kofukin import importing as readers  # not loaded to print help
    from kofukin.cli import writing
    from kofukin.importing import saving
    from kofukin.importing.agreeing import agreeing

    review = Review()
    said = current_language()
    with working(labels.WORKING_IMPORT) as tell_of:
        items = review.watch(agreeing(_telling(readers.read_all(paths, given), tell_of)))
        pieces = [*saving.toml_pieces(paths, items, review, said)]
    if not (strict and review.open_points):
        writing.bytes_to_stdout(piece.encode() for piece in pieces)
    for line in review.said():
        tell(line, said)
    if review.open_points or not review.projects:
        raise _unsettled(review, None, strict)


def _telling(items: Iterator[Item], tell_of: Callable[[Said], None]) -> Iterator[Item]:
    """Yield the items on, and tell which page of a long file has been reached."""
    for item in items:
        if isinstance(item, Reached):
            done = item.page * _BAR // item.pages
            tell_of(labels.READING_PAGES(bar="#" * done + "." * (_BAR - done), page=item.page, pages=item.pages))
        else:
            yield item


_BAR = 20


def _write_template(path: Path, paths: list[Path], given: Given, force: bool) -> None:
    from kofukin.cli.output import Output
    from kofukin.importing.questions import items_with_blanks
    from kofukin.importing.template import template
    from kofukin.model.amounts import Unit
    from kofukin.render import FORMATS, Style

    said = current_language()
    table = template((item for source in paths for item in items_with_blanks(source, given)), said)
    style = Style(language=said, unit=Unit.YEN, excel=True)
    target = None if str(path) == STANDARD_OUTPUT else path
    Output(FORMATS["csv"], target, force, None, False, "utf-8-sig", style).write(table)
    if count := sum(row[-1] is not None for row in table.rows):
        tell(errors.NOTE(message=texts.TEMPLATE_OPEN(count=count, column=labels.TO_SETTLE)), said)


def _import(paths: list[Path], given: Given, output: Path, force: bool, strict: bool) -> None:
    from kofukin import importing as readers  # not loaded to print help
    from kofukin.cli import writing
    from kofukin.importing import saving
    from kofukin.importing.agreeing import agreeing
    from kofukin.render import people

    review = Review()
    said = current_language()
    unwritten = contextlib.suppress(_LeftUnwrittenError)
    with working(labels.WORKING_IMPORT) as tell_of, unwritten, writing.new_path(output, force) as draft:
        items = review.watch(agreeing(_telling(readers.read_all(paths, given), tell_of)))
        if output.suffix.lower() == ".db":
            saving.write_database(draft, paths, items, review, said)
        else:
            pieces = saving.toml_pieces(paths, items, review, said)
            with draft.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(pieces)
        if strict and review.open_points:
            raise _LeftUnwrittenError
    lines = (people.visible(line.in_(said)) + "\n" for line in review.said())
    writing.beside_file(lines)
    if review.open_points or not review.projects:
        raise _unsettled(review, output, strict)


def _files(sources: list[str]) -> Iterator[Path]:
    """Yield the files; a pattern that no shell has spelled out, as on Windows, is spelled out here."""
    for source in sources:
        found = [] if Path(source).exists() else sorted(glob.glob(source))  # noqa: PTH207 - Path.glob takes no absolute pattern
        yield from map(Path, found or [source])


class _LeftUnwrittenError(Exception):
    """Open points remain, and the user wants no draft that has some."""


def _unsettled(review: Review, output: Path | None, strict: bool) -> KofukinError:
    if not review.open_points:
        return KofukinError(texts.NOTHING_TO_WRITE, texts.LOOK_AT_PLAN)
    counted = texts.OPEN_POINTS(count=review.open_points, unread=len(review.unread), doubts=len(review.doubts))
    if strict:
        return KofukinError(counted, texts.DROP_STRICT, (texts.NOTHING_WRITTEN_STRICT,))
    if output is None:
        return KofukinError(counted, texts.SETTLE_AS_FILE)
    hint = texts.SETTLE_AS_TEXT if output.suffix.lower() == ".db" else texts.SETTLE(path=output)
    return KofukinError(counted, hint, (texts.DRAFT_WRITTEN(path=output),))
