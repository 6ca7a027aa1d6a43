"""What an import would make of a file, without writing anything: headings, columns, what is missing, a command."""

import shlex
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from kofukin.importing.columns import BESIDE, Column, Layout
from kofukin.importing.draft import Given, Line, Role
from kofukin.importing.examples import is_table
from kofukin.importing.laid_out import settled
from kofukin.importing.questions import examine, items_with_blanks, shortened
from kofukin.importing.shapes import cells_of, shape
from kofukin.importing.sheet import HEAD, Row
from kofukin.importing.sheets import sheets_in
from kofukin.importing.shipped_recipes import with_shipped
from kofukin.messages import Message, Said, importing
from kofukin.model.fields import FIELDS

_SAMPLES = 3


def plan(paths: Sequence[Path], given: Given) -> Iterator[Message | Said]:
    """Yield what would be read, a line at a time; raises what an import would raise of a file that can't be read."""
    missing: dict[str, None] = {}
    for path in paths:
        yield importing.PLAN_FILE(file=path)
        if is_table(path, given):
            yield from _sheets(path, given)
        if given.shapes and not is_table(path, given):
            yield from _shapes(path, given)
        yield from _outcome(path, given, missing)
    words = ["kofukin", "import", *map(str, paths), "-o", "draft.toml", *_options(given)]
    command = " ".join([*map(shlex.quote, words), *missing])
    yield (importing.PLAN_COMMAND_MISSING if missing else importing.PLAN_COMMAND)(command=command)


def _shapes(path: Path, given: Given) -> Iterator[Message | Said]:
    """Yield how many lines have each shape, and how many are left that no rule reads."""
    lines = [item for item in items_with_blanks(path, given, unit=True) if isinstance(item, Line)]
    read = [item.text for item in lines if item.role is Role.PROJECT]
    for text in given.shapes:
        found = [line.strip() for line in read if cells_of(line, shape(text)) is not None]
        yield importing.PLAN_SHAPE(shape=text, count=len(found), samples=found[:_SAMPLES])
    yield importing.PLAN_LEFT(count=sum(item.role is Role.UNREAD for item in lines))


def _sheets(path: Path, given: Given) -> Iterator[Message | Said]:
    for sheet in sheets_in(path, given.sheet, given.encoding):
        head = list(islice(sheet.rows, HEAD))
        if sheet.name is not None:
            yield importing.PLAN_SHEET(sheet=sheet.name)
        own, recipe = with_shipped(head, given)
        if recipe is not None:
            yield importing.RECIPE_USED(name=recipe)
        found, head, other = settled(head, sheet, own, is_whole=len(head) < HEAD)
        sheet.rows.close()
        if found is None:
            yield importing.PLAN_NO_HEADING
            continue
        if other is not None and other.figures:
            yield importing.PLAN_TURNED(rows=list(map(str, other.figures)))
        else:
            sources = other.sources if other is not None else None
            numbers = [sources[number] if sources else number for number, _ in found.rows]
            yield (importing.PLAN_BESIDE_EACH_OTHER if other else importing.PLAN_HEADING)(rows=list(map(str, numbers)))
        rows = head if other is None else other.rows
        yield from _columns(found, [row for row in rows if row[0] > (found.rows[-1][0] if found.rows else 0)])


def _columns(found: Layout, below: Sequence[Row]) -> Iterator[Said]:
    layouts = found.across or (found,)
    taken = {column.at: column for layout in layouts for column in layout.columns.values()}
    taken |= {column.at: column for layout in layouts for columns in layout.same.values() for column in columns}
    left = {column.at: column for column in (*found.unread, *found.unsure, *(rival for rival, _ in found.rivals))}
    for at in sorted(taken.keys() | left.keys()):
        column = taken.get(at) or left[at]
        said = _said_of(column) if at in taken else importing.PLAN_UNREAD
        rows = (cells for _, cells in below if not found.is_repeated_by(cells))
        samples = [cells[at] for cells in rows if at < len(cells) and cells[at].strip()]
        shown = [shortened(sample) for sample in dict.fromkeys(samples)]
        if not (column.heading or samples):
            continue
        yield importing.PLAN_COLUMN(
            column=found.called(at), heading=column.heading, field=said, samples=shown[:_SAMPLES]
        )


def _said_of(column: Column) -> Message | Said:
    field = column.field or ""
    label = FIELDS[field].labelled if field in FIELDS else importing.PLAN_BESIDE.get(field, Message(field, field))
    if column.yen_per_unit is not None and field not in BESIDE:
        return importing.PLAN_IN_UNIT(field=label, unit=f"{column.yen_per_unit:,}")
    return label


def _outcome(path: Path, given: Given, missing: dict[str, None]) -> Iterator[Message | Said]:
    """Yield how many projects and open points a file gives; what must be said first is noted in ``missing``."""
    found = examine(path, given)
    left = [question.column for question in found.questions if question.kind == "column"]
    for question in found.questions:
        if question.kind in ("program", "year", "names") and question.samples:
            yield importing.PLAN_MISSING_NAMED(what=question.what, samples=list(question.samples))
        elif question.kind != "column":  # the columns are listed above
            yield importing.PLAN_MISSING(what=question.what)
        if question.option:
            missing[question.option] = None
    if left:
        yield importing.PLAN_LEFT_OVER(options=" ".join(f"--ignore {shlex.quote(column)}" for column in left))
    if found.unread:
        samples = [shortened(text) for text, _ in found.unread[:_SAMPLES]]
        hint = importing.PLAN_BY_TEMPLATE if is_table(path, given) else importing.PLAN_BY_EXAMPLE
        lines = sum(count for _, count in found.unread)
        yield importing.PLAN_UNREAD_LINES(count=lines, samples=samples, hint=hint)
    if found.stopped is None:
        yield importing.PLAN_OUTCOME(lines=found.lines, projects=found.projects, points=found.points)


def _options(given: Given) -> Iterator[str]:
    """Yield the options that the user has given already."""
    for option, value in (
        ("--program", given.program),
        ("--year", given.fiscal_year),
        ("--municipality", " ".join(filter(None, (given.municipality, given.municipality_code))) or None),
        ("--unit", {1: "円", 10**3: "千円", 10**6: "百万円"}.get(given.yen_per_unit or 0)),
        ("--recipe", given.recipe),
        ("--sheet", given.sheet),
        ("--encoding", given.encoding),
        ("--amounts", {"national_funds_yen": "national", "stated_cost_yen": "cost"}.get(given.amounts or "")),
    ):
        if value is not None:
            yield from (option, str(value))
    for field, column in given.columns.items():
        yield from ("--map", f"{field}={column}")
    for column in given.ignored:
        yield from ("--ignore", column)
    for example in given.examples:
        yield from ("--example", example)
    if given.fill_down:
        yield "--fill-down"
