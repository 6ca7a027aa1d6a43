"""The lines of a document → what is drafted from them: its tables the way of all tables, the rest as prose."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kofukin.importing import drafting
from kofukin.importing.columns import AMOUNTS, layout
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Place, Role
from kofukin.importing.headings import Heading
from kofukin.importing.ids import Ids
from kofukin.importing.laid_out import Settled, settled_text
from kofukin.importing.line_grammar import Furniture, Note, Total, UnitLine, read_line, without_markup
from kofukin.importing.line_rows import TextLine
from kofukin.importing.said_of_all import section
from kofukin.importing.sheet import HEAD, Row, Sheet
from kofukin.importing.tables import Table, against_headings, items_rearranged
from kofukin.importing.text_tables import TableRun, tables_in
from kofukin.importing.titles import Titles, read_title
from kofukin.importing.totals import total_differs
from kofukin.messages import importing

_LINES_BELOW = 3
"""Right below a table: its total, a note, the unit of its amounts."""


class _ShapedRun(NamedTuple):
    """Lines of one shape below one heading, as the rows of a table; no rule divides them."""

    heads: Mapping[str, str]
    ours: frozenset[str]
    rows: list[Row]
    rules: frozenset[int] = frozenset()


def items_of(lines: Sequence[TextLine], given: Given, path: Path, ids: Ids) -> Iterator[Item]:
    """Yield a ``Line`` for each line, in order, and what stands on them."""
    tables = tables_in(lines)
    shaped = _shaped_in(lines, tables, given.shapes) if given.shapes else []
    if not (tables or shaped):
        yield from drafting.items_of(lines, given, path, ids)
        return
    places = [line.place for line in lines]
    numbers = {place: number for number, place in enumerate(places)}
    nameless = [table for table in tables if (own := _settled(table, given).found) and own.names_no_projects]
    found: list[tuple[int, list[Item]]] = []
    for table in tables:
        if table not in nameless:
            found += _in_place(_items_of_table(table, lines, given, path, ids), numbers, table.rows[0][0])
        found += [(number, [Line(places[number], Role.FURNITURE, lines[number].verbatim)]) for number in table.rules]
    for run in shaped:
        found += _in_place(_items_of_shaped(run, lines, given, path, ids), numbers, run.rows[0][0])
    found += _totals_below([*tables, *shaped], lines, found, given)
    taken = {number for number, items in found if any(isinstance(item, Line) for item in items)}
    taken |= {number for table in nameless for number, _ in table.rows}
    rest = [line for number, line in enumerate(lines) if number not in taken]
    if rest:
        found += _in_place(drafting.items_of(rest, given, path, ids), numbers, numbers[rest[0].place])
    years = sum(bool((own := _settled(table, given).found) and own.lists_years) for table in nameless)
    are_sums = years > 1 or any(isinstance(item, DraftProject) for _, items in found for item in items)
    for table in nameless:
        if are_sums:
            found += [(at, [Line(places[at], Role.UNREAD, lines[at].verbatim)]) for at, _ in table.rows]
        else:
            found += _in_place(_items_of_table(table, lines, given, path, ids), numbers, table.rows[0][0])
    for number, items in sorted(found, key=lambda entry: entry[0]):
        for item in items:
            yield item._replace(text=lines[number].verbatim) if isinstance(item, Line) else item


def _totals_below(
    tables: Sequence[TableRun | _ShapedRun],
    lines: Sequence[TextLine],
    found: Sequence[tuple[int, list[Item]]],
    given: Given,
) -> list[tuple[int, list[Item]]]:
    """Return the lines right below tables that state their totals, held against what their rows add up to."""
    totals: list[tuple[int, list[Item]]] = []
    for table in tables:
        first, last = table.rows[0][0], max(table.rows[-1][0], *table.rules, 0)
        at, reading = last + 1, None
        for at in range(last + 1, min(last + 1 + _LINES_BELOW, len(lines))):
            reading = read_line(lines[at].text)
            if not isinstance(reading, Furniture | Note | UnitLine):
                break
        if not isinstance(reading, Total):
            continue
        place = lines[at].place
        items: list[Item] = [Line(place, Role.TOTAL, lines[at].verbatim)]
        amounts = [amount.yen(given.yen_per_unit) for amount in reading.amounts]
        summed = sum(
            item.project.national_funds_yen or 0
            for number, own in found
            if first <= number <= last
            for item in own
            if isinstance(item, DraftProject)
        )
        if amounts != [summed]:
            reasons = [importing.AMOUNT_DOUBTFUL if yen is None else total_differs(yen, summed) for yen in amounts]
            items += [Doubt(place, reason, lines[at].text) for reason in reasons]
        totals.append((at, items))
    return totals


def _in_place(items: Iterator[Item], numbers: dict[Place, int], first: int) -> list[tuple[int, list[Item]]]:
    """Return the items by the line that they follow."""
    found: list[tuple[int, list[Item]]] = [(first, [])]
    for item in items:
        if isinstance(item, Line):
            found.append((numbers[item.place], []))
        found[-1][1].append(item)
    return found


def _settled(table: TableRun, given: Given) -> Settled:
    return settled_text(table.rows, given)


def _items_of_table(table: TableRun, lines: Sequence[TextLine], given: Given, path: Path, ids: Ids) -> Iterator[Item]:
    found, head, other = _settled(table, given)
    if found is None:
        return
    yield from against_headings(found, given, Place(str(path)))
    titles = _said_above(lines[: table.rows[0][0]])
    if titles.yen_per_unit is None:
        _learn_unit_below(titles, lines[max(table.rows[-1][0], *table.rules, 0) + 1 :][:_LINES_BELOW])
    sheet = Sheet(None, (row for row in table.rows[len(head) :]))
    places = [line.place for line in lines]
    if other is None:
        yield from Table(path, sheet, found, head, given, ids, titles, places).items()
    else:
        yield from items_rearranged(path, sheet, other, given, ids, titles, places.__getitem__)


def _shaped_in(lines: Sequence[TextLine], tables: Sequence[TableRun], shapes: Sequence[str]) -> list[_ShapedRun]:
    """Return the lines outside tables that have a shape, apart where a heading stands between them."""
    from kofukin.importing.shapes import rows_with  # only who has marked an example needs it

    in_tables = {number for table in tables for number in (*(at for at, _ in table.rows), *table.rules)}
    rest = [(number, line.text) for number, line in enumerate(lines) if number not in in_tables]
    runs: list[_ShapedRun] = []
    below = 0
    for known, number, cells in rows_with(shapes, rest):
        if not runs or runs[-1].heads != known.heads or any(_says_of_all(lines[at]) for at in range(below, number)):
            runs.append(_ShapedRun(known.heads, known.ours, []))
        runs[-1].rows.append((number, cells))
        below = number + 1
    return runs


def _says_of_all(line: TextLine) -> bool:
    """Return whether a line says something of those below it; a page's number does not."""
    reading = read_line(line.text)
    is_issuer = isinstance(reading, Furniture) and reading.municipality is not None
    return is_issuer or isinstance(reading, Heading | UnitLine | Total) or bool(read_title(line.text))


def _items_of_shaped(run: _ShapedRun, lines: Sequence[TextLine], given: Given, path: Path, ids: Ids) -> Iterator[Item]:
    found = layout([(-1, list(run.heads.values()))], run.rows, (), amounts=given.amounts)
    said = {field: importing.FROM_OPTION(option="--example") for field in run.ours & AMOUNTS}
    columns = {field: column._replace(words="") if field in said else column for field, column in found.columns.items()}
    found = found._replace(columns=columns)
    sheet = Sheet(None, (row for row in run.rows[HEAD:]))
    titles = _said_above(lines[: run.rows[0][0]])
    places = [line.place for line in lines]
    given = given._replace(columns={})
    for item in Table(path, sheet, found, run.rows[:HEAD], given, ids, titles, places).items():
        yield item._replace(inferred={**item.inferred, **said}) if isinstance(item, DraftProject) else item


def _learn_unit_below(titles: Titles, lines: Sequence[TextLine]) -> None:
    """Learn the unit that a line of its own states right below a table whose title states none."""
    for line in lines:
        if isinstance(read_line(line.text), UnitLine):
            titles.learn_unit(line.text)


def _said_above(lines: Sequence[TextLine]) -> Titles:
    """Return what the lines above a table say of it: the last that speaks of a thing counts."""
    titles = Titles()
    for line in lines:
        if line.cells is not None:
            continue
        titles.supersede([without_markup(line.text.strip())])
        reading = read_line(line.text)
        if isinstance(reading, Heading | Furniture) and reading.municipality is not None:
            titles.is_of(reading.municipality, line.text.strip())
        titles.section = section(line.text, titles.section, isinstance(reading, Heading))
    return titles
