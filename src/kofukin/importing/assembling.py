"""Lines of a document → blocks: which name, figures and notes make one project, where that is plain.

Where it is not, nothing is chosen: a block keeps a doubt, a line stays unread. A project's figure is the one below
its name. Names that follow each other before a run of figures come from columns that came apart: none are paired.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kofukin.importing import line_grammar as grammar
from kofukin.importing.applications import is_marked
from kofukin.importing.draft import Role
from kofukin.importing.heading_rows import may_be_heading, note_unclear_headings, take_back_headings
from kofukin.importing.headings import Heading, begins_with_year, names_program, owner_of
from kofukin.importing.line_grammar import (
    Figure,
    Furniture,
    Garbled,
    Money,
    Name,
    Note,
    Plain,
    Reading,
    Total,
    UnitLine,
)
from kofukin.importing.line_rows import Row, TextLine, rows_below
from kofukin.importing.money import is_revenue, is_spending, is_unit_alone
from kofukin.importing.open_amounts import is_to_come, speaks_of_open_amount
from kofukin.importing.parts import set_aside_parts
from kofukin.importing.wrapped_names import bullet_above, is_finished, join, join_plain, join_wrapped, widths
from kofukin.messages import importing
from kofukin.model.stated_amounts import Amount, Whose, narrow
from kofukin.text.display_width import display_width

_LONGEST_PREAMBLE = 12
"""In lines: sentences before the first project are its preamble only if one ends within so many lines."""
_NUMBERS = ("1.", "(1)", "1")
_DIGITS = re.compile("[0-9]+")
_LONGEST_NAME = 120
"""In columns; of plain lines only, which nothing but the figure below shows to be names."""


@dataclass(slots=True, eq=False)
class Block:
    """A project's lines. ``apart``: which figure is its own can't be told.

    ``cut``: its name may begin above. ``rivals``: figures of the same lines that were not taken, having come second.
    """

    name: Name
    row: Row
    figures: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    rivals: list[Row] = field(default_factory=list)
    apart: bool = False
    cut: bool = False

    @property
    def has_amount(self) -> bool:
        return bool(self.name.amounts or self.figures)

    @property
    def last_row(self) -> int:
        return max(row.number for row in (self.row, *self.row.joined, *self.figures, *self.notes))


def assemble(lines: Sequence[TextLine]) -> tuple[list[Row], dict[int, Block]]:
    """Return a row for each line, every one with its role, and the blocks by the number of the row they begin on."""
    rows = _read(lines)
    cut = join_wrapped(rows)
    cut |= _name_plain_lines(rows)
    _name_listed_lines(rows)
    note_unclear_headings(rows)
    set_aside_parts(rows)
    _name_owners(rows)
    blocks = _blocks(rows)
    for number, block in blocks.items():
        block.cut = number in cut
    _account_for_the_rest(rows)
    for row in rows:
        if row.number not in blocks:
            for lower in row.joined:
                lower.role = row.role
    return rows, blocks


# Each line by itself


def _read(lines: Sequence[TextLine]) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(lines):
        if line.cells is None:
            reading: Reading = grammar.read_line(line.text)
        else:
            reading = Money()  # a row of a table without heads, or of which it is open what belongs to it
        rows.append(Row(line, number, reading, grammar.without_markup(line.text.strip())))
    _read_numbers(rows)
    _read_units_below(rows)
    _read_small_figures(rows)
    _name_by_head_above(rows)
    _leave_revenue_unread(rows)
    _note_running_titles(rows)
    take_back_headings(rows)
    _take_back_heads(rows)
    if rows and isinstance(rows[0].reading, Plain) and re.search(r"(について|一覧表?|概要)$", rows[0].text):
        rows[0].reading = Furniture(owner_of(rows[0].reading.text))
    return rows


def _read_numbers(rows: list[Row]) -> None:
    """Read the numbers before names apart from them where they run on from 1."""
    runs: list[list[Row]] = []
    for row in rows:
        match = grammar.NUMBER.match(row.line.text) if row.line.cells is None else None
        if match is None or not isinstance(row.reading, Name | Plain | Heading | Money):
            continue
        number = int(match["number"])
        if number == 1:
            runs.append([row])
        elif runs and number == len(runs[-1]) + 1:
            runs[-1].append(row)
    for row in (row for run in runs if len(run) > 1 for row in run):
        row.is_numbered = True
        row.reading = grammar.read_line(row.text, is_numbered=True)


def _leave_revenue_unread(rows: list[Row]) -> None:
    """Leave unread what stands below 歳入 up to the next heading: revenue is no project, nor a project's amount."""
    in_revenue = False
    for row in rows:
        if is_revenue(row.text):
            in_revenue, row.reading = True, Money()
        elif isinstance(row.reading, Heading) or is_spending(row.text):
            in_revenue = False
        elif in_revenue and isinstance(row.reading, Name | Figure | Total):
            row.reading = Money()


def _name_by_head_above(rows: list[Row]) -> None:
    """Take the word for an amount that stands alone above a figure for that figure's: 【交付額】, 県補助金."""
    for above, row in pairwise(rows):
        if _head_of(above) == "other" and isinstance(row.reading, Figure):
            above.reading = row.reading = Money()
            above.role = row.role = Role.UNREAD
            continue
        kind = {"funds": Whose.FUNDS, "cost": Whose.COST}.get(_head_of(above) or "")
        if kind is not None and isinstance(row.reading, Figure):
            amounts = (
                amount._replace(kind=kind) if amount.whose is Whose.UNNAMED else amount
                for amount in row.reading.amounts
            )
            row.reading = row.reading._replace(amounts=tuple(amounts))


def _read_units_below(rows: list[Row]) -> None:
    """Leave unread a bare number whose unit, of people or things or whatever, stands on the line below it."""
    for row, below in pairwise(rows):
        is_bare = isinstance(row.reading, Figure) and not any(amount.unit for amount in row.reading.amounts)
        if (is_bare or row.text.strip().isdecimal()) and is_unit_alone(below.text):
            row.reading = below.reading = Money()


def _read_small_figures(rows: list[Row]) -> None:
    """Read a small number alone on the line below a bullet as a figure, where others of that bullet have figures."""
    marks = {
        above.reading.mark
        for above, row in pairwise(rows)
        if isinstance(above.reading, Plain) and isinstance(row.reading, Figure)
    } - {None}
    for above, row in pairwise(rows):
        is_number = isinstance(row.reading, Furniture) and row.text.strip().isdecimal()
        if is_number and isinstance(above.reading, Plain) and above.reading.mark in marks:
            amount = Amount("", narrow(row.text.strip()), "", 0, 0, len(row.text), False, True)
            row.reading = Figure((amount,))


def _note_running_titles(rows: list[Row]) -> None:
    """Take the first and the last line of every page for furniture if it is the same on three pages or more."""
    pages: dict[int, list[Row]] = {}
    for row in rows:
        if row.line.place.page is not None:
            pages.setdefault(row.line.place.page, []).append(row)
    for end in (0, -1):
        ends = [page[end] for page in pages.values()]
        if len(ends) >= 3 and len({row.text for row in ends}) == 1 and isinstance(ends[0].reading, Plain):
            for row in ends:
                row.reading = Furniture()


def _take_back_heads(rows: list[Row]) -> None:
    """Take the word for an amount below a name for that project's amount, left blank, unless a column stands below."""
    for above, row in pairwise(rows):
        below = next(rows_below(rows, row), None)
        if (
            _head_of(row) == "funds"
            and row.line.cells is None
            and isinstance(above.reading, Name | Plain)
            and not grammar.ends_sentence(above.text)
            and (below is None or (_head_of(below) is None and not isinstance(below.reading, Figure)))
        ):
            row.reading = Figure(())


def _head_of(row: Row) -> str | None:
    return row.reading.head if isinstance(row.reading, Furniture) else None


# Names that only their place shows


def _name_plain_lines(rows: list[Row]) -> set[int]:
    """Turn plain lines into names: those with a name's bullet, and those that a figure below shows to be one.

    Return the rows whose names may begin above.
    """
    marks = _marks_of_names(rows)
    cut: set[int] = set()
    widest = widths(rows)
    waiting = False
    for row in rows:
        reading = row.reading
        if isinstance(reading, Name):
            waiting = not reading.amounts
        elif isinstance(reading, Figure | Heading | Total):
            waiting = False
        if not isinstance(reading, Plain) or row.role is not None:
            continue
        if reading.mark is not None and reading.mark in marks and not _is_no_name(row, rows):
            row.reading = grammar.name_of(reading.text, reading.mark)
            waiting = True
        elif reading.mark is None and (figure := _figure_below(rows, row)):
            if (bullet := bullet_above(row, rows)) is not None:
                _join_to_bullet(bullet, row, rows)
                waiting = True
            elif _can_be_name(row, waiting, _is_worded(figure)):
                apart = _are_of_several(_figures_from(rows, figure))
                _name_lines_above(rows, row, apart)
                first, may_begin_above = (row, False) if apart else join_plain(row, rows, widest)
                first.reading = grammar.name_of(first.text)
                cut |= {first.number} if may_begin_above else set()
                waiting = True
    return cut


def _name_listed_lines(rows: list[Row]) -> None:
    """Name the entries of a list that end as names do, where several with the same mark or numbers do."""
    by_mark: dict[str, list[tuple[Row, Name]]] = {}
    for row in rows:
        if row.role is not None or not isinstance(row.reading, Plain | Money) or row.line.cells is not None:
            continue
        mark, text = grammar.without_bullet(row.text, row.is_numbered)
        if mark is not None and (name := grammar.listed_name(text, mark)) is not None:
            by_mark.setdefault(mark, []).append((row, name))
    for mark, named in by_mark.items():
        if len(named) > 1:
            for row, name in named:
                row.reading = name
            if mark in _NUMBERS:
                _name_next_numbers(rows, mark)


def _name_next_numbers(rows: list[Row], mark: str) -> None:
    """Name the entries between and after those named whose numbers run on, whatever their names end with."""
    last = None
    for row in rows:
        own, text = grammar.without_bullet(row.text, row.is_numbered)
        number = _DIGITS.search(narrow(row.text))
        if own != mark or number is None or row.line.cells is not None:
            continue
        is_next = last is not None and int(number[0]) == last + 1
        if is_next and isinstance(row.reading, Plain | Money) and not grammar.is_sentence(text):
            row.reading = grammar.name_of(text, mark)
        last = int(number[0]) if isinstance(row.reading, Name) else None


def _join_to_bullet(bullet: Row, row: Row, rows: list[Row]) -> None:
    """Join what stands between a bullet and its figure to its name, unless the name is whole: then it is its text."""
    name = bullet.reading
    assert isinstance(name, Name | Plain)
    if isinstance(name, Name) and (name.amounts or name.application_text):
        return
    text = name.name if isinstance(name, Name) else name.text
    between = [other for other in rows[bullet.number + 1 : row.number + 1] if other.role is None]
    if not grammar.is_like_name(text) and not any(is_finished(other.text) for other in between):
        for lower in between:
            join(bullet, lower)
        joined = bullet.reading
        text = joined.text if isinstance(joined, Plain) else text
    if not isinstance(bullet.reading, Name):
        bullet.reading = grammar.name_of(text, name.mark)


def _is_no_name(row: Row, rows: list[Row]) -> bool:
    """Return whether a line is something else than a project although it has a project's bullet."""
    text = row.reading.text if isinstance(row.reading, Plain) else row.text
    return grammar.is_labelled(text) or is_to_come(text) or (may_be_heading(row) and _figure_below(rows, row) is None)


def _marks_of_names(rows: list[Row]) -> set[str]:
    """Return the bullets that stand before projects: with an amount on the line, or a figure on the next."""
    return {
        row.reading.mark
        for row in rows
        if isinstance(row.reading, Name | Plain)
        and row.reading.mark is not None
        and row.role is None
        and (isinstance(row.reading, Name) or _figure_below(rows, row))
    }


def _figure_below(rows: list[Row], row: Row) -> Row | None:
    """Return the figure right below a row, past ※ lines and page ends."""
    for other in rows_below(rows, row):
        if isinstance(other.reading, Figure):
            return other
        if not isinstance(other.reading, Note | Furniture | UnitLine) and other.role is None:
            return None
    return None


def _can_be_name(row: Row, waiting: bool, is_worded: bool) -> bool:
    """Return whether a plain line above a figure names a project: by how it ends, or by the word for the figure."""
    if grammar.ends_sentence(row.text) or display_width(row.text) > _LONGEST_NAME or row.line.cells is not None:
        return False
    if grammar.is_never_name(row.text) or grammar.is_labelled(row.text):
        return False
    return grammar.is_like_name(row.text) or (is_worded and not (waiting or names_program(row.text)))


def _is_worded(figure: Row) -> bool:
    """Return whether a word says that a figure is a project's national funds or cost."""
    amounts = figure.reading.amounts if isinstance(figure.reading, Figure) else ()
    return not amounts or any(amount.whose in (Whose.FUNDS, Whose.COST) for amount in amounts)


def _are_of_several(figures: list[Row]) -> bool:
    """Return whether figures below each other are of several projects: two of them say the same thing."""
    kinds = [_is_cost(row) for row in figures]
    return len(set(kinds)) < len(kinds)


def _name_lines_above(rows: list[Row], row: Row, apart: bool) -> None:
    """Name also the plain lines right above, if they end as names do or a run of figures stands below."""
    for number in range(row.number - 1, -1, -1):
        other = rows[number]
        if not isinstance(other.reading, Plain) or other.role is not None or grammar.ends_sentence(other.text):
            return
        if not (apart or grammar.is_like_name(other.text)) or grammar.is_never_name(other.text):
            return
        if names_program(other.text) and begins_with_year(other.text):
            return
        if grammar.is_labelled(other.text):
            return
        other.reading = grammar.name_of(other.reading.text, other.reading.mark)


def _name_owners(rows: list[Row]) -> None:
    """Take what stands before the names for whose they are where all have it in a list of several; else it may be."""
    names = [(row, row.reading) for row in rows if row.role is None and isinstance(row.reading, Name)]
    open_ = [(row, name, grammar.owner_before(name)) for row, name in names if not name.municipality]
    are_owners = all(before for *_, before in open_) and len({before[0] for *_, before in open_ if before}) > 1
    for row, name, before in open_:
        if before is not None:
            owner, rest = before
            row.reading = name._replace(name=rest, municipality=owner) if are_owners else name._replace(owner=owner)


# Blocks


def _blocks(rows: list[Row]) -> dict[int, Block]:
    blocks: dict[int, Block] = {}
    waiting: list[Block] = []
    above = False
    are_marked = any(isinstance(row.reading, Name) and is_marked(row.reading.name) for row in rows)
    for row in rows:
        reading = row.reading
        if row.role is not None:
            continue
        if isinstance(reading, Name):
            row.role = Role.PROJECT
            blocks[row.number] = Block(reading, row)
            if waiting and waiting[-1].has_amount:  # those above it had none when it began to wait
                waiting.pop()
            waiting.append(blocks[row.number])
        elif isinstance(reading, Figure):
            figures = _figures_from(rows, row)
            above = (above or not waiting) and _is_above_name(figures[-1], rows)
            if waiting and waiting[-1].has_amount and _goes_on(rows[waiting[-1].last_row : row.number + 1]):
                waiting[-1].rivals += figures
            _settle(waiting, figures, above)
            waiting = waiting[-1:]
        elif isinstance(reading, Note):
            is_about_marked = are_marked and row.text.startswith("※")
            if waiting and not reading.legend and (not is_about_marked or is_marked(waiting[-1].name.name)):
                _take_note(rows, row, waiting[-1])
        elif isinstance(reading, Heading | Total):
            waiting, above = [], False
    return blocks


def _is_above_name(figure: Row, rows: list[Row]) -> bool:
    """Return whether a figure stands right above a line that names a project, where its own may stand above too."""
    below = next(rows_below(rows, figure), None)
    return (
        below is not None
        and isinstance(below.reading, Name)
        and not below.reading.amounts
        and _is_right_below(below, figure)
    )


def _goes_on(rows: list[Row]) -> bool:
    """Return whether rows are lines of one project: all but the first are about money, and none is blank."""
    of_money = all(isinstance(row.reading, Figure | Money | Note) for row in rows[1:])
    return of_money and all(_is_right_below(lower, upper) for upper, lower in pairwise(rows))


def _is_right_below(lower: Row, upper: Row) -> bool:
    """Return whether no line, not even a blank one, stands between two rows of one page."""
    place, above = lower.line.place, upper.line.place
    return (place.page, place.line) == (above.page, (above.line or 0) + 1)


def _figures_from(rows: list[Row], row: Row) -> list[Row]:
    """Return the figures from ``row`` on that follow each other."""
    figures = [row]
    for other in rows_below(rows, row):
        if isinstance(other.reading, Figure) and other.role is None:
            figures.append(other)
        elif not isinstance(other.reading, Furniture | UnitLine | Note):
            break
    return figures


def _settle(waiting: list[Block], figures: list[Row], above: bool) -> None:
    """Give figures to the name above them; if there are several of both, to none, and none of a single year's.

    ``above``: they may be those of the names below.
    """
    for row in figures:
        if isinstance(row.reading, Figure) and row.reading.by_year:
            row.role = Role.UNREAD
    figures = [row for row in figures if row.role is None]
    names = [block for block in waiting if not block.has_amount]
    if waiting and waiting[-1].has_amount:
        names = []  # the name above has its amount, so that these are of nobody that is known
    kinds = [_is_cost(row) for row in figures]
    several = len(names) > 1 or all(_is_right_below(lower, upper) for upper, lower in pairwise(figures))
    if names and (above or (several and len(set(kinds)) < len(kinds))):
        for block in names:
            block.apart = True
        names = []
    for row, kind in zip(figures, kinds, strict=True):
        if names and kind not in map(_is_cost, names[-1].figures):
            names[-1].figures.append(row)
            row.role = Role.FIGURE
        else:
            row.role = Role.UNREAD


def _is_cost(row: Row) -> bool:
    amounts = row.reading.amounts if isinstance(row.reading, Figure) else ()
    return bool(amounts) and all(amount.whose is Whose.COST for amount in amounts)


def _take_note(rows: list[Row], row: Row, block: Block) -> None:
    """Take a ※ line for the project right above it, unless it may speak of the whole list that ends there."""
    assert isinstance(row.reading, Note)
    if any(other.role not in (Role.FIGURE, Role.PROJECT) for other in rows[block.row.number : row.number]):
        return
    after = next((other for other in rows_below(rows, row) if not isinstance(other.reading, Note)), None)
    is_its_own = row.reading.application_text is not None or row.reading.label is not None
    is_its_own = is_its_own or grammar.names_another_payer(row.text)
    if is_its_own or (after is not None and isinstance(after.reading, Name | Figure | Plain)):
        block.notes.append(row)
        row.role = Role.PROJECT


# The rest


def _account_for_the_rest(rows: list[Row]) -> None:
    """Give every other line its role: prose below a project is its text, and what no rule knows is unread."""
    any_project = below_project = False
    are_numbered = any(isinstance(row.reading, Name) and _NUMBERED.match(row.text) for row in rows)
    for row in rows:
        reading = row.reading
        if isinstance(reading, Name):
            any_project = below_project = True
        elif isinstance(reading, Heading) and reading.unclear:
            row.role, below_project = Role.UNREAD, False
        elif isinstance(reading, Heading):
            row.role = Role.FURNITURE if reading.title and not reading.programs else Role.HEADING
            below_project = below_project and reading.title
        elif isinstance(reading, Total):
            row.role, below_project = Role.TOTAL, False
        elif isinstance(reading, UnitLine):
            row.role = Role.HEADING
        elif isinstance(reading, Furniture):
            row.role = Role.FURNITURE
        elif isinstance(reading, Garbled):
            row.role, row.doubt = Role.UNREAD, importing.GARBLED
        elif row.role is None:
            is_prose = isinstance(reading, Plain) and (below_project if any_project else _is_preamble(rows, row))
            is_listed = (are_numbered and _NUMBERED.match(row.text)) or is_to_come(row.text)
            is_listed = is_listed or speaks_of_open_amount(row.text) or grammar.is_of_others(row.text)
            row.role = Role.TEXT if is_prose and not is_listed and not _looks_like_project(rows, row) else Role.UNREAD


_NUMBERED = re.compile(r"\s*[0-9０-９]{1,3}[\s.．、]")
"""A line with a number of its own, in a list whose projects have them: another project, whatever follows its name."""


def _is_preamble(rows: list[Row], row: Row) -> bool:
    """Return whether a line before the first project is part of sentences."""
    for other in rows[row.number : row.number + _LONGEST_PREAMBLE]:
        if not isinstance(other.reading, Plain) or grammar.is_like_name(other.text):
            return False
        if grammar.ends_sentence(other.text):
            return True
    return False


def _looks_like_project(rows: list[Row], row: Row) -> bool:
    """Return whether a plain line ends as names do where no sentence is going on: a project that no rule knew."""
    if not grammar.is_like_name(row.text):
        return False
    above = rows[row.number - 1] if row.number else None
    if above is None or not isinstance(above.reading, Plain) or grammar.ends_sentence(above.text):
        return True
    is_entry = isinstance(row.reading, Plain) and row.reading.mark is not None
    return is_entry or grammar.is_like_name(above.text) or display_width(above.text) < _FULL_LINE


_FULL_LINE = 50
"""In columns: a line of a paragraph that the next one goes on with is at least as long."""
