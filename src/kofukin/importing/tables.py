"""A table of grants (CSV, TSV, workbook) → projects row by row, and what every other row was.

Columns are settled once, from the heading and the rows just below it; after that a row costs a few look-ups. Nothing
is kept of a row once it has been yielded, so a CSV of any length goes through.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from kofukin.errors import KofukinError, UsageError
from kofukin.importing.breakdowns import Breakdowns
from kofukin.importing.cells import figure_in, is_nothing
from kofukin.importing.columns import AMOUNTS, Column, Layout, check_chosen, headings_in, is_heading, layout, recognise
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Noticed, Place, Role
from kofukin.importing.ids import Ids
from kofukin.importing.laid_out import settled
from kofukin.importing.line_grammar import is_like_name
from kofukin.importing.merged import Merged, MergedCells
from kofukin.importing.plausible import Unlikely, figures_in, unlikely
from kofukin.importing.rearranged import Rearranged
from kofukin.importing.recipe import differences
from kofukin.importing.rows import RowReader
from kofukin.importing.said_of_all import contradictions, over
from kofukin.importing.sheet import HEAD, BrokenRecord, Row, Sheet
from kofukin.importing.sheets import sheets_in
from kofukin.importing.shipped_recipes import said_by, with_shipped
from kofukin.importing.titles import NOTE_SIGNS, Titles, is_note
from kofukin.importing.totals import (
    TOTAL_NAMES,
    TOTAL_SIGNS,
    WITH_TOTALS,
    Levels,
    Totals,
    is_count,
    is_total,
    total_differs,
)
from kofukin.messages import Message, Said, errors, importing, labels
from kofukin.model.project import Project
from kofukin.text.folding import fold

_PAGE_NUMBER = re.compile(r"[-~]?(?:p\.?|page)?[0-9]{1,4}(?:/[0-9]{1,4}|頁|ぺーじ)?[-~]?")
_FIGURE = re.compile(r"[△▲(-]?[0-9][0-9,.]*[)円千万億百]*")
"""An amount whose project has no name is unread, even where a page's number might stand there."""
_UNNAMED_SHEET = re.compile(r"(?:Sheet|シート|Table|表)\s*[0-9]*", re.IGNORECASE)
_ENDS_OF_HEADINGS = frozenset("名称")
"""A name that ends so may be a second table's heading; so may one beside which no figure stands."""
_DIGITS = frozenset("0123456789")
_CELLS_OF_A_TABLE = 3
"""A row with so many is no prose."""
_OF_A_LIST = AMOUNTS | {"municipality", "prefecture"}
"""A sheet with none of these beside one that has some only explains the other's projects."""
_LABELS = frozenset(
    {"name", "municipality", "prefecture", "municipality_code", "program", "program_name", "fiscal_year", "era_year"}
    | {"grant_type", "id"}
)
"""Fields in whose columns the word for a total may stand; amounts and remarks speak of other things."""
_NUMBERED = ("fiscal_year", "municipality_code")
_BODY_FIELDS = ("municipality", "prefecture", "municipality_code", "corporate_number")
_NAMELESS = -1
_BODY = re.compile(r".{1,10}[都道府県市区町村]")
_MOST_HEADINGS_NAMED = 50
_MOST_LOOKED_AT = 2_000
"""Rows that show whether amounts are in the unit of their column."""
_MOST_ROWS_NAMED = 12
_KEYS = ("municipality", "municipality_code", "fiscal_year", "program", "program_name", "name", "national_funds_yen")
"""A row that ends before one of these has lost cells; what stands in the others may be left out at its end."""


def read(path: Path, given: Given, ids: Ids | None = None) -> Iterator[Item]:
    """Yield what the tables in ``path`` hold; ``ids`` is handed from file to file where an import has several.

    Raises UsageError where the file leaves open what the user can say (a unit, a year, whose grants they are, where
    a column is), KofukinError where it cannot be read or has no table.
    """
    check_chosen(given.columns)
    yield from read_sheets(path, sheets_in(path, given.sheet, given.encoding), given, ids)


def read_sheets(path: Path, sheets: Iterable[Sheet], given: Given, ids: Ids | None = None) -> Iterator[Item]:
    """Yield what the sheets of ``path`` hold, columns having been chosen from those there are; raises as ``read``."""
    ids = ids or Ids()
    headings: list[str] = []
    nameless: list[_Sheet] = []
    any_table = False
    with ExitStack() as reading:
        for sheet in sheets:
            reading.callback(sheet.rows.close)
            head = list(islice(sheet.rows, HEAD))
            own, recipe = with_shipped(head, given)
            found, head, other = settled(head, sheet, own, is_whole=len(head) < HEAD)
            if recipe is not None:
                yield Noticed(Place(str(path), sheet=sheet.name), importing.RECIPE_USED(name=recipe))
            if found is not None and given.headings is not None and not sheet.is_hidden:
                _hold_against_recipe(path, found, given.headings)
            if found is not None and not _names_what_it_lists(found):
                raise _no_names(path, headings_in(head))
            if found is None and sheet.name is None:
                raise _no_heading(path, headings_in(head), given)
            if found is None or sheet.is_hidden:
                headings = headings or headings_in(head)
                yield from _passed_over(path, sheet, head, found is not None)
                continue
            table = _Sheet(sheet, head, found, other, own, recipe)
            if found.names_no_projects or not _OF_A_LIST & found.fields:
                nameless.append(table)
            else:
                any_table = True
                yield from _items_of(path, table, given, ids)
        sums = sum(table.found.lists_years for table in nameless)
        for table in nameless:
            if any_table or (table.found.lists_years and sums > 1):
                yield from _passed_over(path, table.sheet, table.head, has_heading=True)
            else:
                yield from _items_of(path, table, given, ids)
    if not (any_table or nameless):
        raise _no_heading(path, headings, given)


class _Sheet(NamedTuple):
    """A sheet that holds a table: how it is read, with what is given for it, by which recipe of ours."""

    sheet: Sheet
    head: list[Row]
    found: Layout
    other: Rearranged | None
    given: Given
    recipe: str | None


def _names_what_it_lists(found: Layout) -> bool:
    """Return whether a table has a column of names, or lists bodies or years; not if the user gave that column away."""
    if "name" in found.fields or found.lists_bodies:
        return True
    return found.lists_years and not any(recognise(heading)[0] == "name" for heading in found.headings)


def _items_of(path: Path, table: _Sheet, given: Given, ids: Ids) -> Iterator[Item]:
    """Yield what a table holds, read as it stands or in another order of its rows."""
    sheet, head, found, other, own, recipe = table
    yield from against_headings(found, given, Place(str(path), sheet=sheet.name))
    if other is None:
        items = Table(path, sheet, found, head, own, ids).items()
    else:

        def place_of(number: int) -> Place:
            return Place(str(path), sheet=sheet.name, row=number)

        items = items_rearranged(path, sheet, other, own, ids, Titles(), place_of)
    yield from items if recipe is None else said_by(recipe, items, given)


def items_rearranged(
    path: Path,
    sheet: Sheet,
    other: Rearranged,
    given: Given,
    ids: Ids,
    titles: Titles,
    place_of: Callable[[int], Place],
) -> Iterator[Item]:
    """Yield what a table holds whose rows are read in another order; ``place_of`` gives the place of each."""
    places = other.places(place_of)
    head = list(other.rows[:HEAD])
    table = Table(path, other.sheet(sheet, HEAD), other.found, head, given, ids, titles, places)
    return other.as_it_stands(table.items(), place_of)


def _hold_against_recipe(path: Path, found: Layout, headings: Sequence[str]) -> None:
    """Raise UsageError where a table has other headings than the recipe was made for."""
    gone, new = differences(headings, found.headings)
    if gone or new:
        reason = importing.RECIPE_DIFFERS(gone=gone or [importing.NO_HEADINGS], new=new or [importing.NO_HEADINGS])
        raise UsageError(errors.LOCATED(where=path, reason=reason), importing.RECIPE_ANEW)


def against_headings(found: Layout, given: Given, whole: Place) -> Iterator[Doubt]:
    """Yield a doubt for each column that the user says is something else than it says itself.

    Of a recipe's columns none: a person saw them work on that source.
    """
    for column in found.against if given.recipe is None else ():
        if column.field in given.columns:
            reason = importing.MAP_DIFFERS(heading=column.heading, field=column.field)
            yield Doubt(whole, reason, "", column.field)


def _no_names(path: Path, headings: list[str]) -> UsageError:
    """Return the error that --map gave the column of names to another field, and nothing else holds names."""
    hint = importing.NAME_COLUMNS(headings=headings[:_MOST_HEADINGS_NAMED])
    return UsageError(errors.LOCATED(where=path, reason=importing.NO_NAMES), hint)


def _no_heading(path: Path, headings: list[str], given: Given) -> KofukinError:
    some = headings[:_MOST_HEADINGS_NAMED]
    if given.columns:
        reason = importing.NO_SUCH_HEADING(headings=list(given.columns.values()))
        return UsageError(errors.LOCATED(where=path, reason=reason), importing.HEADINGS_ARE(headings=some))
    hint = importing.NAME_COLUMNS(headings=some) if some else None
    details = (importing.CHECK_ENCODING,) if path.suffix.lower() in (".csv", ".tsv") else ()
    return KofukinError(errors.LOCATED(where=path, reason=importing.NO_HEADER), hint, details)


def _passed_over(path: Path, sheet: Sheet, head: list[Row], has_heading: bool) -> Iterator[Item]:
    """Yield the rows of a sheet that is not read, and a doubt if it may hold projects all the same."""
    whole = Place(str(path), sheet=sheet.name)
    if has_heading or any(sum(1 for cell in cells if cell.strip()) >= _CELLS_OF_A_TABLE for _, cells in head):
        yield Doubt(whole, importing.SHEET_UNREAD, sheet.name or "")
    for number, cells in chain(head, sheet.rows):
        if not _is_blank(cells):
            yield Line(whole._replace(row=number), Role.TEXT, _verbatim(cells))


def _verbatim(cells: Sequence[str]) -> str:
    return "\t".join(cells).rstrip("\t")


def _is_blank(cells: Iterable[str]) -> bool:
    return not any(cell.strip() for cell in cells)


class Table:
    """One table, from its titles to the notes below it."""

    def __init__(
        self,
        path: Path,
        sheet: Sheet,
        found: Layout,
        head: list[Row],
        given: Given,
        ids: Ids,
        titles: Titles | None = None,
        places: Sequence[Place] | None = None,
    ) -> None:
        """``titles`` is what was said before the table; ``places`` are those of its rows where it has no sheet."""
        self._sheet, self._head, self._given, self._ids = sheet, head, given, ids
        self._whole = Place(str(path), sheet=sheet.name)
        self._document = path.name
        if sheet.name and not _UNNAMED_SHEET.fullmatch(sheet.name):
            self._document += f"「{sheet.name}」"
        self._titles = titles or Titles()
        self._titles.learn([sheet.name or ""])
        self._places = places
        self._totals = Totals()
        self._levels = Levels()
        self._hidden: list[int] = []
        self._merged = MergedCells(sheet.spans)
        self._unlikely: dict[int, tuple[str, Unlikely]] = {}
        self._last: DraftProject | None = None
        """The last project with an amount, which stands for all where a note below speaks of them."""
        self._use(found)

    def _use(self, found: Layout) -> None:
        """Take a layout for the rows to come."""
        self._layout, self._layouts = found, found.across or (found,)
        self._breakdowns = Breakdowns(found)
        self._name_at = found.columns["name"].at if "name" in found.columns else _NAMELESS
        self._levels_at = [column.at for column in found.levels]
        self._amounts_at = tuple(column.at for field, column in found.columns.items() if field in AMOUNTS)
        self._id_at = found.columns["id"].at if "id" in found.columns else -1
        self._unlabelled_at = {column.at for field, column in found.columns.items() if field not in _LABELS}
        self._unread_at = {column.at for column in found.unread}
        self._keys_end = max((found.columns[field].at for field in _KEYS if field in found.columns), default=0) + 1
        self._pending: list[tuple[Column, Column | None]] = [(column, None) for column in found.unread]
        self._pending += found.rivals

    def items(self) -> Iterator[Item]:
        """Yield the table's rows, each with what it gave."""
        found = self._layout
        if found.missing:
            reason = importing.NO_SUCH_HEADING(headings=found.missing)
            where = " ".join(filter(None, (self._whole.file, self._whole.sheet)))
            raise UsageError(
                errors.LOCATED(where=where, reason=reason),
                importing.HEADINGS_ARE(headings=list(found.headings[:_MOST_HEADINGS_NAMED])),
            )
        headings = {number for number, _ in found.rows}
        below = [row for row in self._head if row[0] >= found.starts and row[0] not in headings]
        for number, cells in self._head[: len(self._head) - len(below)]:
            self._merged.at(number, cells)
            if not _is_blank(cells):
                role = Role.HEADING if number in headings else Role.TEXT
                if role is Role.HEADING:
                    self._titles.learn_heads(cells)
                else:
                    self._titles.learn(cells)
                yield Line(self._place(number), role, _verbatim(cells))
                if found.is_assumed and role is Role.HEADING:
                    yield Doubt(self._place(number), importing.ROW_AS_HEADING, _verbatim(cells))
        rows = chain(self._noted_unit(below), self._sheet.rows)
        yield from self._begin(below)
        seen = list(islice(rows, _MOST_LOOKED_AT))
        self._judge_units(seen)
        yield from self._body(chain(seen, rows))
        yield from self._levels.end(self._totals.so_far(WITH_TOTALS[0]))
        for sums in self._sums:
            yield from sums.finish()
        yield from self._hidden_parts()

    def _hidden_parts(self) -> Iterator[Doubt]:
        """Yield what was read though the sheet does not show it: old columns, rows that a filter has put away."""
        read = (column for column in self._layout.columns.values() if column.at in self._sheet.hidden_columns)
        if columns := [f"{self._layout.called(column.at)}「{column.heading}」" for column in read]:
            yield Doubt(self._whole, importing.HIDDEN_COLUMNS(columns=columns), "")
        if self._hidden:
            some = [str(row) for row in self._hidden[:_MOST_ROWS_NAMED]]
            more = [labels.AND_OTHERS] if len(self._hidden) > _MOST_ROWS_NAMED else []
            yield Doubt(self._whole, importing.HIDDEN_ROWS(rows=[*some, *more]), "")

    def _noted_unit(self, below: list[Row]) -> list[Row]:
        """Return the rows below, having looked there for a note of the unit if neither title nor headings state one.

        A sheet is looked through to its end, since it is in memory anyway; a text file as far as it has been read.
        """
        amounts = [column for found in self._layouts for field, column in found.columns.items() if field in AMOUNTS]
        if self._titles.yen_per_unit is not None or all(column.yen_per_unit for column in amounts):
            return below
        if self._sheet.name is not None:
            below = below + list(self._sheet.rows)
        for _, cells in below:
            texts = [cell for cell in cells if cell and not cell.isspace()]
            if len(texts) == 1:
                self._titles.learn_unit(texts[0])
        return below

    def _begin(self, below: Sequence[Row]) -> Iterator[Doubt]:
        self._readers = [
            RowReader(
                *(self._whole, self._document, found, below, self._titles, self._given, self._ids),
                *(self._sheet.has_numbers, self._sheet.comments),
            )
            for found in self._layouts
        ]
        self._reader = self._readers[0]
        self._sums = [self._totals, *(Totals() for _ in self._layouts[1:])]
        yield from self._reader.doubts

    def _judge_units(self, rows: Sequence[Row]) -> None:
        """Find the columns whose figures are not in their unit, as the first rows show."""
        self._unlikely = {}
        if self._layout.is_own:
            return
        ahead = Breakdowns(self._layout)
        rows = [row for row in ahead.foreseen(iter(rows)) if not isinstance(row[1], BrokenRecord)]
        for found, reader in zip(self._layouts, self._readers, strict=True):
            figures = {
                field: figures_in(rows, column.at, unit, self._is_total, ahead.figures)
                for field in WITH_TOTALS
                if (column := found.columns.get(field)) is not None and (unit := reader.unit_of(column)) is not None
            }
            self._unlikely |= {found.columns[field].at: (field, why) for field, why in unlikely(figures).items()}

    def _place(self, number: int) -> Place:
        if self._places is not None:
            return self._places[number]
        return Place(self._whole.file, None, None, self._whole.sheet, number)

    def _body(self, rows: Iterable[Row]) -> Iterator[Item]:
        rows = iter(rows)
        while (heading := (yield from self._rows(rows))) is not None:
            below = list(islice(rows, HEAD))
            given = self._given
            self._use(layout([heading], below, (), given.columns, given.ignored, given.amounts))
            yield from self._begin(below)
            self._judge_units(below)
            rows = chain(below, rows)

    def _rows(self, rows: Iterator[Row]) -> Generator[Item, None, Row | None]:
        """Yield what rows hold under the present layout; return the row that is another table's heading, if any."""
        file, _, _, sheet, _ = self._whole
        width, name_at, read, add = self._layout.width, self._name_at, self._reader.read, self._totals.add
        kanji, small, large = TOTAL_SIGNS
        filled_at = self._amounts_at[0] if self._amounts_at else name_at  # a name without it may be a heading
        is_merged, hidden = bool(self._merged), self._sheet.hidden_rows
        is_across = bool(self._layout.across or self._unlikely) or not self._amounts_at
        places = self._places
        figures, perhaps = self._breakdowns.figures, self._breakdowns.perhaps
        for number, cells in rows if self._layout.is_own else self._breakdowns.foreseen(rows):
            place = Place(file, None, None, sheet, number) if places is None else places[number]
            text = "\t".join(cells)
            if (
                len(cells) != width
                or name_at < 0
                or not (name := cells[name_at])
                or name.isspace()
                or name[-1] in _ENDS_OF_HEADINGS
                or name in TOTAL_NAMES
                or name[0].isdecimal()
                or ((kanji in text or small in text or large in text) and self._is_total(cells))
                or cells[0][:1] in NOTE_SIGNS
                or (is_merged and self._merged)
                or number in hidden
                or number in figures
                or number in perhaps
                or cells[filled_at][-1:] not in _DIGITS
                or is_across
            ):
                if self._is_another_heading(number, cells):
                    yield Line(place, Role.HEADING, text)
                    return number, cells
                yield from self._with_care(place, number, cells)
                continue
            before, project, doubts = read(place, cells, [])
            yield Line(place, Role.PROJECT if project else Role.UNREAD, text)
            if self._pending:
                yield from self._unread(place, cells)
            yield from before
            yield from doubts
            if project is not None:
                yield project
                add(project.project)
                if project.project.national_funds_yen is not None:
                    self._last = project
        return None

    def _is_another_heading(self, number: int, cells: list[str]) -> bool:
        """Return whether a row begins a table with other columns; the same heading again is furniture."""
        if isinstance(cells, BrokenRecord) or self._layout.is_repeated_by(cells) or self._holds_values(cells):
            return False
        return sum(1 for cell in cells if recognise(cell)[0]) > 1 and is_heading([(number, cells)])

    def _holds_values(self, cells: list[str]) -> bool:
        """Return whether numbers stand where this table has its years, codes and amounts: no heading has them all."""
        columns = self._layout.columns
        at = [*self._amounts_at, *(columns[field].at for field in _NUMBERED if field in columns)]
        found = [cells[index] for index in at if index < len(cells) and cells[index].strip()]
        return bool(found) and all(_FIGURE.fullmatch(fold(cell)) for cell in found)

    def _with_care(self, place: Place, number: int, cells: list[str]) -> Iterator[Item]:
        """Yield what a row is that does not look like a project's at first sight."""
        own, text = cells, _verbatim(cells)
        if _is_blank(own):
            return
        cells, merged = self._merged.at(number, own)
        role, doubts = self._role(place, number, own, cells, merged)
        if role is not Role.PROJECT:
            yield Line(place, role, text)
            yield from doubts
            return
        cells = cells[: self._layout.width] + [""] * (self._layout.width - len(cells))
        self._leave_amounts_of_parts_open(place, number, cells, doubts)
        self._leave_unlikely_amounts_open(place, number, cells, doubts)
        self._leave_shared_amounts_open(place, number, cells, merged, doubts)
        readers = [reader for reader in self._readers if reader.has_amount(cells)]
        outcomes = [reader.read(place, cells[:], doubts[:]) for reader in readers or self._readers[:1]]
        is_project = any(outcome.project for outcome in outcomes)
        yield Line(place, Role.PROJECT if is_project else Role.UNREAD, text)
        yield from self._unread(place, cells)
        if is_project and number in self._sheet.hidden_rows:
            self._hidden.append(place.row or 0)
        for outcome, reader in zip(outcomes, readers or self._readers[:1], strict=True):
            yield from outcome.before
            yield from outcome.doubts
            if outcome.project is not None:
                yield outcome.project
                if outcome.project.project.national_funds_yen is not None:
                    self._last = outcome.project
                self._sums[self._readers.index(reader)].add(outcome.project.project)
        if is_project and self._layout.sums:
            yield from self._hold_against_sums(place, cells, [one.project.project for one in outcomes if one.project])

    def _hold_against_sums(self, place: Place, cells: list[str], projects: Sequence[Project]) -> Iterator[Doubt]:
        """Yield a doubt for each column of sums that is not what the row's own amounts add up to."""
        summed = sum((one.national_funds_yen or 0) + (one.stated_cost_yen or 0) for one in projects)
        for column in self._layout.sums:
            stated, doubts = self._reader.amount_in(place, column, cells[column.at])
            yield from doubts
            if stated is not None and stated != summed:
                reason = total_differs(stated, summed)
                yield Doubt(place, reason, f"{column.heading} {cells[column.at]}")

    def _role(
        self, place: Place, number: int, own: list[str], cells: list[str], merged: Mapping[int, Merged]
    ) -> tuple[Role, list[Doubt]]:
        """Return what a row is, and what is doubtful about it; ``cells`` is ``own`` with merged values filled in."""
        texts = [cell.strip() for cell in own if cell.strip()]
        width, name_at = self._layout.width, self._name_at
        if isinstance(own, BrokenRecord):
            return Role.UNREAD, [Doubt(place, importing.QUOTES_BROKEN, own[0])]
        if self._layout.is_repeated_by(own):
            return Role.FURNITURE, []
        if number in self._breakdowns.figures:
            return Role.FIGURE, []
        if self._is_total(own):
            return Role.TOTAL, list(self._check_total(place, cells))
        named = 0 <= name_at < len(cells) and bool(cells[name_at].strip())
        if len(texts) == 1 and not (named and merged):
            return self._role_of_one(place, own, texts[0], named)
        if (
            not self._layout.is_own
            and is_note(own[0])
            and not (named and name_at > 0 and is_like_name(cells[name_at]))
            and not any(cells[index : index + 1] != [""] for index in self._amounts_at)
        ):
            return Role.TEXT, self._said_below(place, " ".join(texts))
        if any(cell.strip() for cell in own[width:]) or len(own) < self._keys_end:
            return Role.UNREAD, [Doubt(place, importing.CELLS_DIFFER(cells=len(own), columns=width), " ".join(texts))]
        if name_at < 0:
            return (Role.PROJECT if self._names_body(cells) else Role.UNREAD), []
        if not named and (level := self._level_of(own)) is not None:
            return Role.TOTAL, list(self._begin_level(place, cells, level))
        if self._only_measures(own):
            return Role.TEXT, []
        if not named or is_count(cells[name_at]) or self._continues_project(number, own, merged):
            return Role.UNREAD, []
        return Role.PROJECT, []

    def _only_measures(self, own: list[str]) -> bool:
        """Return whether a row holds one more goal of the project above, and nothing else."""
        filled = [index for index, cell in enumerate(own) if cell.strip()]
        at = self._layout.understood_at
        return self._last is not None and len(filled) > 1 and all(index in at for index in filled)

    def _is_total(self, own: list[str]) -> bool:
        """Return whether a row states a total; of a list that this program wrote only one that has no id."""
        width, name_at, body_at = len(own), self._name_at, self._reader.body_at[1]
        if self._layout.is_own and (self._id_at < 0 or own[self._id_at : self._id_at + 1] not in ([], [""])):
            return False
        body = own[body_at] if 0 <= body_at < width else ""
        name = own[name_at] if 0 <= name_at < width else ""
        named = bool(name.strip()) and not is_count(name)
        labels = (
            cell
            for index, cell in enumerate(own)
            if index not in self._unlabelled_at and not (named and index in self._unread_at)
        )
        return is_total(labels, body, name)

    def _names_body(self, cells: list[str]) -> bool:
        """Return whether a row of a list without names of projects names whose grant it is, or of which year."""
        columns = self._layout.columns
        fields = ("fiscal_year", "era_year") if self._layout.lists_years else _BODY_FIELDS
        at = [columns[field].at for field in fields if field in columns]
        return any(index < len(cells) and cells[index].strip() for index in at)

    def _level_of(self, own: list[str]) -> int | None:
        """Return the column of the 款, 項 or 目 whose sum a row states."""
        filled = [index for index in self._levels_at if index < len(own) and own[index].strip()]
        has_amount = any(index < len(own) and own[index].strip() for index in self._amounts_at)
        return filled[-1] if filled and has_amount else None

    def _begin_level(self, place: Place, cells: list[str], level: int) -> Iterator[Doubt]:
        stated, doubts = self._reader.stated_in_total(place, cells)
        yield from doubts
        for field, cell, yen in stated[:1]:
            yield from self._levels.begin(level, place, cell, yen, self._totals.so_far(field))

    def _role_of_one(self, place: Place, own: list[str], text: str, named: bool) -> tuple[Role, list[Doubt]]:
        """Return what a row with a single text is: a page number, a heading for the rows below, a project, a note."""
        at = next(index for index, cell in enumerate(own) if cell.strip())
        if at in self._amounts_at and _FIGURE.fullmatch(fold(text)):
            return Role.UNREAD, []
        if _PAGE_NUMBER.fullmatch(fold(text)):
            return Role.FURNITURE, []
        if is_note(text):
            self._titles.learn_unit(text)
            return Role.TEXT, self._said_below(place, text)
        if at > max(self._name_at, 0):
            return Role.UNREAD, []
        is_project = named and self._reader.needs_no_body and is_like_name(text) and not over([text])
        if not is_project:
            self._titles.section = text
            for reader in self._readers:
                reader.hear(self._titles)
        if self._titles.supersede([text]):
            return Role.HEADING, self._reader.adopt(self._titles)
        if self._titles.forget(text):
            return Role.UNREAD, [*self._reader.adopt(self._titles), Doubt(place, importing.HEADING_UNCLEAR, text)]
        if named:
            return (Role.PROJECT if is_project else Role.UNREAD), []
        return (Role.UNREAD if _BODY.fullmatch(text) else Role.TEXT), self._said_below(place, text)

    def _said_below(self, place: Place, text: str) -> list[Doubt]:
        """Return what a text below rows says otherwise than they do."""
        return [] if self._last is None else list(contradictions(text, place, self._last))

    def _continues_project(self, number: int, own: list[str], merged: Mapping[int, Merged]) -> bool:
        """Return whether a row is more of the project above, whose name it shares: no body or amount is its own."""
        name = merged.get(self._name_at)
        if name is None or name.top == number:
            return False
        return not any(
            own[index].strip() for index in (*self._reader.body_at, *self._amounts_at) if 0 <= index < len(own)
        )

    def _leave_unlikely_amounts_open(self, place: Place, number: int, cells: list[str], doubts: list[Doubt]) -> None:
        """Take out the amounts of a row that are not in the unit of their column."""
        for at, (field, why) in self._unlikely.items():
            if why.holds(number) and (figure := figure_in(cells[at])):
                doubts.append(Doubt(place, why.said(figure), cells[at], field))
                cells[at] = ""

    def _leave_amounts_of_parts_open(self, place: Place, number: int, cells: list[str], doubts: list[Doubt]) -> None:
        """Take out the amounts of a row that may be part of the one above."""
        if number not in self._breakdowns.perhaps:
            return
        for field, column in (entry for found in self._layouts for entry in found.columns.items()):
            if field in AMOUNTS and not is_nothing(cells[column.at].strip()) and cells[column.at].strip():
                doubts.append(Doubt(place, importing.PART_OF_ABOVE, cells[column.at], field))
                cells[column.at] = ""

    def _leave_shared_amounts_open(
        self, place: Place, number: int, cells: list[str], merged: Mapping[int, Merged], doubts: list[Doubt]
    ) -> None:
        """Take out an amount that is merged over more rows than the project has: it is not this project's alone."""
        name = merged.get(self._name_at)
        for field, column in (entry for found in self._layouts for entry in found.columns.items()):
            shared = merged.get(column.at)
            if field not in AMOUNTS or shared is None or not shared.text.strip():
                continue
            if name is None or not name.covers(shared) or name.top != number:
                doubts.append(Doubt(place, importing.AMOUNT_MERGED, shared.text, field))
                cells[column.at] = ""

    def _check_total(self, place: Place, cells: list[str]) -> Iterator[Doubt]:
        for reader, sums in zip(self._readers, self._sums, strict=True):
            stated, doubts = reader.stated_in_total(place, cells)
            yield from doubts
            yield from sums.check(place, stated)
        yield from self._totals.check_count(place, cells)

    def _unread(self, place: Place, cells: list[str]) -> Iterator[Doubt]:
        """Yield a doubt for each column that is not read, at the first row that has something in it."""
        for pair in self._pending[:]:
            column, taken = pair
            if cells[column.at].strip():
                self._pending.remove(pair)
                reason: Message | Said = importing.COLUMN_UNREAD
                if column.veto == "uncounted":
                    reason = importing.YEARS_UNCOUNTED
                if taken is not None:
                    reason = importing.COLUMN_RIVAL(taken=taken.heading, field=taken.field)
                letter = self._layout.called(column.at)
                yield Doubt(place, reason, f"{letter}「{column.heading}」{cells[column.at]}")
