"""Amounts in a table, each with what its row and its column say of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kofukin.importing.label_grammar import AMOUNT, SHARE, meaning
from kofukin.importing.label_grammar import COST as COST_ROLE
from kofukin.importing.label_grammar import FUNDS as FUNDS_ROLE
from kofukin.messages import labels
from kofukin.model.fields import AMOUNT_BASES, FIELDS, Kind
from kofukin.model.stated_amounts import narrow
from kofukin.query import DIMENSIONS, MEASURES
from kofukin.text.folding import fold
from kofukin.verifying.amount import Amount
from kofukin.verifying.context import COST, ESTIMATE, FUNDS, NOTHING, OTHER, PARTNERS, Context, ProjectNamed
from kofukin.verifying.judging import STAGES, Asked
from kofukin.verifying.pieces import Row
from kofukin.verifying.prose import amounts_in
from kofukin.verifying.prose import says as of_line
from kofukin.verifying.qualifiers import qualifier
from kofukin.verifying.words import Words, is_year, measure_called, names_money, year_called
from kofukin.verifying.written import UNITS, is_about, plain_number, unit_note, written_in

_HEAD = 60
_LAST = 30
"""Rows at a table's end among which its notes stand."""
_LONGEST_HEADING = 40
_TOTAL = re.compile(r"(?:総?合計|総計|小計|計|全体|total|subtotal|grand total|all|sum)(?:\s*[(（].*)?", re.I)
_SUFFIX = {"_thousand_yen": 1000, "_million_yen": 10**6, "_yen": 1}
_MACHINE_UNIT = re.compile(r"(.+?)(_thousand_yen|_million_yen|_yen)")
_OWN = {FUNDS, PARTNERS, COST, ESTIMATE}
_NUMBERS = re.compile(r"(?<![0-9A-Za-z,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,%.])")
_ANY_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z,.第注※#/-])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
    r"(?![0-9,%.]|\s?[件人社回年月日号名%割倍か箇)）/]|\s?(?:projects?|people|years?)\b)"
)
_UNIT = re.compile(r"(?:百万|千|万|億)?円")
_UNIT_BEHIND = re.compile(r"\s?[(（](?:(?:百万|千|万|億)?円|(?:(?:thousand|million) )?yen)[)）]$")
_UNIT_ALONE = re.compile(r"[(\[]?(?:単位[:：]?)?(?:百万|千|万|億)?円[)\]]?")
_COUNTED = re.compile(
    r"数|人|件|口|率|回|番|年|月|日|面積|順位|[%％]|^No|number|count|change|year|増減|population|people|projects|rank",
    re.IGNORECASE,
)
_BODY = re.compile(r"[都道府県市区町村]$")
_BESIDE_NAME = re.compile(
    r"[()\[\]・:、]|(?:平成|令和|[hr])[0-9元]+年?度?|20[0-9]{2}年?度?|fy|単独|共同|申請|※[0-9]*|注[0-9]*"
)
"""What may stand behind a project's name in its cell."""
_FROM_ROLE = {FUNDS_ROLE: FUNDS, COST_ROLE: COST, SHARE: PARTNERS}
_SIDES = ("grant_type", "budget", "basis", "prefecture", "amount_basis")
_NEVER_ASKED = ("summary", "note", "source_document", "program_evidence", "program_basis", "amount_label", "partners")
_NO_MONEY = ("rate", "count", "goal", "strange")


class Head(NamedTuple):
    """What a column is: ``field`` of what its cells name; ``is_money``, and what the heading says of its amounts.

    ``crosses``: it is a group of a second dimension, which holds money only where something else says so.
    """

    field: str | None = None
    is_money: bool = False
    crosses: bool = False
    unit: int | None = None
    says: Context = NOTHING


@cache
def _fields_by_label() -> dict[str, str]:
    """Return the fields by their names and their labels in either language, as this program prints them."""
    found = {}
    for name, entry in FIELDS.items():
        found[fold(name)] = name
        if entry.label is not None:
            found |= {fold(entry.label.ja): name, fold(entry.label.en): name}
    for entry in (field for dimension in DIMENSIONS.values() for field in dimension.fields):
        for word in (entry.name, entry.labelled.ja, entry.labelled.en):
            found.setdefault(fold(word), entry.name)
    for name in MEASURES:
        found.setdefault(fold(name), name)
    return found


def field_called(label: str) -> str | None:
    """Return the field that this program prints under a label, in either language."""
    return _fields_by_label().get(fold(label))


def head_of(text: str, words: Words) -> Head:
    """Return what a heading says."""
    bare = text.strip("*_` \u3000").removeprefix("うち").strip()
    folded = fold(bare)
    if not folded:
        return Head()
    unit = meaning(bare).yen_per_unit if len(bare) <= 60 else None
    machine = _MACHINE_UNIT.fullmatch(bare)
    field = field_called(bare) or (field_called(_UNIT_BEHIND.sub("", bare)) if unit else None)
    if machine and f"{machine[1]}_yen" in FIELDS:
        field, unit = f"{machine[1]}_yen", _SUFFIX[machine[2]]
    if field is not None:
        return _head_of_field(field, unit, bare)
    if is_year(bare) and (year := year_called(bare)):
        said = (("fiscal_year", bare),)
        return Head(is_money=True, crosses=True, unit=unit, says=Context(years=frozenset({year}), said=said))
    if _TOTAL.fullmatch(bare):
        return Head(is_money=True, crosses=True, unit=unit, says=Context(of_all=True))
    for asks in _named(bare, words) if unit is None else _named(meaning(bare).words, words):
        return Head(is_money=True, crosses=unit is None, unit=unit, says=asks)
    return _head_by_grammar(bare, unit)


def _head_of_field(field: str, unit: int | None, text: str) -> Head:
    entry = FIELDS.get(field)
    if entry is not None and entry.kind is Kind.YEN:
        measure = field if field in _OWN else OTHER
        word = _UNIT_BEHIND.sub("", text)
        return Head(field, is_money=True, unit=unit, says=Context(measure=measure, word=word))
    return Head(field)


def _head_by_grammar(text: str, unit: int | None) -> Head:
    said = meaning(text)
    years = frozenset({said.year}) if said.year else frozenset()
    named = (("fiscal_year", text),) if said.year else ()
    if said.role in _FROM_ROLE and not said.veto:
        measure = _FROM_ROLE[said.role]
        if measure == COST and measure_called(text) == ESTIMATE:
            measure = ESTIMATE
        return Head(None, True, False, unit, Context(years=years, measure=measure, word=said.words or text, said=named))
    if said.role == AMOUNT and not said.veto:
        stage = Context(measure=FUNDS, word=said.words) if said.words in STAGES else NOTHING
        return Head(None, True, False, unit, stage._replace(years=years, said=named))
    if said.veto and said.veto not in _NO_MONEY and not said.strange:
        return Head(None, True, False, unit, Context(years=years, measure=OTHER, word=said.words or text, said=named))
    if said.role is not None:
        return Head({"grant": "program", "application_text": "application"}.get(said.role, said.role))
    is_money = unit or (names_money(text) and ("円" in text or not _COUNTED.search(text)))
    if is_money and not unit_note(text) and not _UNIT_ALONE.fullmatch(narrow(text)):  # nobody knows what money
        stated = unit or next((UNITS[word] for word in _UNIT.findall(narrow(text))), None)
        return Head(None, True, False, stated, Context(years=years, measure=OTHER, word=said.words or text, said=named))
    return Head(unit=unit)


def _named(text: str, words: Words) -> Iterator[Context]:
    """Yield what a cell asks that is all of it a program, an application, or a body."""
    folded = fold(text)
    if program := words.program_called(text):
        yield words.program_asked(program, text)
    for word, application in (("単独", "single"), ("共同", "joint"), ("single", "single"), ("joint", "joint")):
        if folded in (fold(word), fold(word + "申請")):
            yield Context(applications=frozenset({application}), said=(("application", text),))
    if words.partners.of(folded) or words.bodies.of(folded):
        yield words.body_asked(folded, text)
    elif folded in ("市", "町", "村", "道", "県", "府", "都", "本市", "本町", "本村", "当市", "当町", "当村"):
        yield Context(own_kind=folded[-1], said=(("municipality", text),))


def is_heading(cells: Sequence[str], words: Words) -> bool:
    """Return whether a line of cells names columns of which some are money."""
    if sum(bool(plain_number(cell, 1)) and not is_year(cell) for cell in cells):
        return False
    if any("。" in cell or written_in(cell) for cell in cells):
        return False
    heads = [head_of(cell, words) for cell in cells if len(cell) <= _LONGEST_HEADING]
    if any(head.is_money and not head.crosses for head in heads):
        return len([cell for cell in cells if cell]) > 1
    return sum(head.crosses for head in heads) > 1 or (
        any(head.crosses for head in heads) and any(head.field for head in heads)
    )


def _has_figures(rows: Sequence[Row]) -> bool:
    return any(character.isdigit() for row in rows[:_HEAD] for cell in row.cells for character in cell)


def tables_in(rows: Sequence[Row], words: Words) -> Iterator[Sequence[Row]]:
    """Yield the tables that stand below each other in one sheet, each with the titles over it."""
    begin, has_figures = 0, False
    for at, row in enumerate(rows):
        if has_figures and _names_money(row.cells, words) and _has_figures(rows[at + 1 : at + _HEAD]):
            first = _first_title(rows, begin, at)
            yield rows[begin:first]
            begin, has_figures = first, False
        has_figures = has_figures or any(plain_number(cell, 1) for cell in row.cells if not is_year(cell))
    yield rows[begin:]


def _first_title(rows: Sequence[Row], begin: int, heading: int) -> int:
    """Return where the titles over a heading begin: behind the blank rows after the table above, if there are any."""
    first = heading
    while first - 1 > begin and sum(map(bool, rows[first - 1].cells)) == 1:
        first -= 1
    gaps = [at for at in range(first, heading + 1) if rows[at].number - rows[at - 1].number > 1]
    return gaps[0] if gaps else heading


def _names_money(cells: Sequence[str], words: Words) -> bool:
    """Return whether a row is a heading that says what some column of it is."""
    heads = [head_of(cell, words) for cell in cells if cell and len(cell) <= _LONGEST_HEADING]
    return is_heading(cells, words) and any(head.is_money and not head.crosses for head in heads)


class Reader:
    """Reads one table: where its heading is, then row by row."""

    def __init__(self, rows: Sequence[Row], words: Words, above: Context, unit: int | None, table: int) -> None:
        self._words, self._above, self._table = words, above, table
        self._rows = rows
        self._at = next(
            (n for n, row in enumerate(rows[:_HEAD]) if is_heading(row.cells, words) and _has_figures(rows[n + 1 :])),
            None,
        )
        self._unit = self._unit_around() or unit
        self._heads: list[Head] = []
        if self._at is not None:
            self._heads = [self._head(self._at, column) for column in range(len(rows[self._at].cells))]
        self._heads = _with_years_of_all(self._heads)
        self._needs_unit = not self._unit and not any(head.is_money and not head.crosses for head in self._heads)
        self._section = NOTHING
        self._carried: dict[int, str] = {}
        if self._unit and any(head.is_money for head in self._heads):
            self._heads = [self._money_by_unit(column, head) for column, head in enumerate(self._heads)]

    def _money_by_unit(self, column: int, head: Head) -> Head:
        """Return a column that nobody knows as money where the table's unit says that its figures are."""
        assert self._at is not None
        text = self._rows[self._at].cells[column].strip("*_` ")
        if head != Head() or not text or _COUNTED.search(text):
            return head
        figures = [row.cells[column] for row in self._rows[self._at + 1 :] if column < len(row.cells)]
        if not any(_NUMBERS.fullmatch(narrow(cell).strip("* ")) for cell in figures):
            return head
        if _BODY.search(text):
            return Head(is_money=True, says=Context(owners=frozenset({fold(text)}), said=(("municipality", text),)))
        return Head(is_money=True, says=Context(measure=OTHER, word=text))

    def _unit_around(self) -> int | None:
        """Return the unit that a corner, a title or a note of the table states."""
        begin = self._at if self._at is not None else 0
        for row in (*self._rows[: begin + 1], *self._rows[max(begin + 1, len(self._rows) - _LAST) :]):
            for cell in row.cells:
                if (
                    cell
                    and (unit := unit_note(cell))
                    and not (row is self._rows[begin] and _names_more(cell, self._words))
                ):
                    return unit
        return None

    def _head(self, at: int, column: int) -> Head:
        """Return what a column's heading says, with what stands over it in a heading of two rows."""
        head = head_of(self._rows[at].cells[column], self._words)
        over = self._over(at, column)
        if over is None:
            return head
        if not head.is_money and not head.field and over.is_money:
            return over
        if head.is_money:
            says = head.says.over(over.says)
            return head._replace(
                says=says, unit=head.unit or over.unit, crosses=head.crosses and (over.crosses or not over.is_money)
            )
        return head

    def _over(self, at: int, column: int) -> Head | None:
        if at == 0:
            return None
        above = self._rows[at - 1].cells
        if sum(map(bool, above)) < 2 or sum(map(bool, (plain_number(cell, 1) for cell in above if not is_year(cell)))):
            return None
        for left in range(min(column, len(above) - 1), -1, -1):
            if above[left]:
                return head_of(above[left], self._words)
        return None

    @property
    def titles(self) -> Sequence[Row]:
        """The rows over the heading."""
        return self._rows[: self._at] if self._at is not None else ()

    def amounts(self) -> Iterator[Amount]:
        """Yield the amounts below the heading; all of a table without one is read as text."""
        if self._at is None:
            for row in self._rows:
                yield from amounts_in(row.text, row.place, row.number, self._words, self._above)
            return
        for row in self._rows[: self._at]:
            yield from amounts_in(row.text, row.place, row.number, self._words, self._above)
        for row in self._rows[self._at + 1 :]:
            yield from self._amounts_of_row(row)

    def _amounts_of_row(self, row: Row) -> Iterator[Amount]:
        says, is_total, unit = self._row_says(row)
        if self._is_section(row):
            self._section = of_line(row.text, self._words)
            return
        says = says.over(self._section)
        if says.owners and not says.bodies:  # a partner's row: what the column calls national funds is its share
            says = says._replace(measure=PARTNERS if says.measure in (None, FUNDS) else says.measure)
        for column, (cell, start) in enumerate(zip(row.cells, row.starts, strict=True)):
            head = self._heads[column] if column < len(self._heads) else Head()
            bodies = says.bodies or head.says.bodies
            if head.crosses and self._needs_unit and unit is None:
                head = Head(head.field)
            context = head.says.over(says)._replace(bodies=bodies)
            if says.measure == PARTNERS and says.owners and context.measure == FUNDS:
                context = context._replace(measure=PARTNERS, owners=says.owners)
            context = context.over(self._above)
            if column in row.doubtful and head.is_money and cell:
                asked = Asked(None, 1, False, context)
                yield Amount(row.place, row.number, row.text, start, start + len(cell), asked, self._table, column)
                continue
            for amount in self._amounts_of_cell(cell, start, row, head, context, unit):
                yield amount._replace(table=self._table, column=column, is_total=is_total)

    def _is_section(self, row: Row) -> bool:
        """Return whether a row stands over those below it: a year or a program, alone in its row."""
        filled = [cell for cell in row.cells if cell.strip("*-－― ")]
        if len(row.cells) < 2 or len(set(filled)) != 1 or row.cells[0] not in filled:
            return False
        return not written_in(filled[0]) and not plain_number(filled[0], 1)

    def _amounts_of_cell(
        self, cell: str, start: int, row: Row, head: Head, context: Context, of_row: int | None
    ) -> Iterator[Amount]:
        bare = cell.strip("* '")
        if not re.search(r"[0-9０-９〇一二三四五六七八九十百千]", bare):
            return
        unit = head.unit or of_row or self._unit
        if head.is_money and (number := plain_number(bare, unit)):
            first = row.text.find(bare, start)
            first = start if first < 0 else first
            asked = Asked(*number, False, context, unit is not None)
            yield Amount(row.place, row.number, row.text, first, first + len(bare), asked)
            return
        if head.field in ("name", "id", "summary", "source_document"):
            return
        stated = amounts_in(cell, row.place, row.number, self._words, context)
        first = max(row.text.find(cell, start), 0) if cell else start
        yield from (
            one._replace(text=row.text, start=one.start + one.begin + first, end=one.end + one.begin + first, begin=0)
            for one in stated
        )
        if head.is_money and not stated:
            normal = narrow(cell)
            found = list(_ANY_NUMBERS.finditer(normal))
            befores, afters = [0, *(m.end() for m in found)], [*(m.start() for m in found[1:]), len(normal)]
            for match, before, after in zip(found, befores, afters, strict=False):
                number = plain_number(match[0], unit)
                if number:
                    words = qualifier(normal, *match.span(), before, after)
                    asked = Asked(*number, is_about(normal, *match.span()), context, unit is not None, words)
                    yield Amount(row.place, row.number, row.text, first + match.start(), first + match.end(), asked)

    def _row_says(self, row: Row) -> tuple[Context, bool, int | None]:
        """Return what the cells that are no money say of a row's amounts, whether it is a total's, and its unit."""
        context, is_total, unit = NOTHING, False, None
        for column, cell in enumerate(row.cells):
            head = self._heads[column] if column < len(self._heads) else Head()
            if head.is_money:
                continue
            text = cell.strip("*` \u3000")
            if _TOTAL.fullmatch(text):
                is_total = True
                context = context._replace(of_all=True)
                continue
            if not text and head.field in ("fiscal_year", "era_year", "program", "municipality") and not is_total:
                text = self._carried.get(column, "")
            self._carried[column] = text
            unit = unit or (meaning(text).yen_per_unit if 1 < len(text) <= 60 and "円" in text else None)
            if text and text != "-":
                asked = self._cell_says(text, head)
                context = context.over(asked)._replace(bodies=context.bodies or asked.bodies)
        return context, is_total, unit

    def _cell_says(self, text: str, head: Head) -> Context:
        words, field = self._words, head.field
        if field in ("fiscal_year", "era_year") or (field is None and is_year(text)):
            year = year_called(text)
            return Context(years=frozenset({year or 0}), said=(("fiscal_year", text),))
        if field in ("name", "id"):
            return self._project_said(text, field)
        if field == "municipality_code":
            code = next((body for known, body in words.codes.items() if known == text or known[:5] == text), None)
            return Context(bodies=frozenset({code}), said=(("municipality", text),)) if code else NOTHING
        if field in ("program", "program_name"):
            program = words.program_called(text) or text
            return words.program_asked(program, text)
        if field in ("application", "application_text"):
            application = words.application_texts.get(fold(text))
            asked = next(iter(_named(text, words)), NOTHING)
            return (
                Context(applications=frozenset({application}), said=(("application", text),)) if application else asked
            )
        if field == "municipality":
            return next(_named(text, words), NOTHING) if len(text) == 1 else words.body_asked(fold(text), text)
        if field in _SIDES:
            return _side_said(field, text)
        return NOTHING if field in (*_NEVER_ASKED, "last_fiscal_year") else self._label_says(text)

    def _project_said(self, text: str, field: str) -> Context:
        number = self._words.ids.get(text)
        if number is not None:
            return Context(projects=(ProjectNamed(text, "", frozenset({number})),), said=(("project", text),))
        if field == "id" and re.fullmatch("[0-9]+", text):
            return NOTHING  # a number in a list
        folded = fold(text)
        numbers = self._words.projects.of(folded)
        if not numbers and (said := of_line(text, self._words)).projects and said.projects[0].numbers:
            rest = _BESIDE_NAME.sub("", folded.replace(said.projects[0].folded, "", 1))
            if len(said.projects) == 1 and not rest:
                return said
        named = ProjectNamed(text, folded, numbers, is_part=not numbers)
        return Context(projects=(named,), said=(("project", text),))

    def _label_says(self, text: str) -> Context:
        """Return what a cell says whose heading does not tell what it is."""
        for asked in _named(text, self._words):
            return asked
        if numbers := self._words.projects.of(fold(text)):
            return Context(projects=(ProjectNamed(text, fold(text), numbers),), said=(("project", text),))
        if measure := measure_called(text):
            return Context(measure=measure, word=text)
        return of_line(text, self._words)._replace(of_all=False) if len(text) <= 60 else NOTHING


def _with_years_of_all(heads: list[Head]) -> list[Head]:
    """Return the heads with a total beside columns of years being of those years, whatever stands farther off."""
    years = frozenset[int]().union(*(head.says.years for head in heads if head.crosses))
    return [
        head._replace(says=head.says._replace(years=years)) if head.says.of_all and years else head for head in heads
    ]


def _names_more(cell: str, words: Words) -> bool:
    """Return whether a cell with a unit is the heading of one column and not a note for all."""
    head = head_of(cell, words)
    return head.is_money and not head.crosses


def _side_said(field: str, text: str) -> Context:
    name = "basis" if field == "amount_basis" else field
    value = text
    if name == "basis":
        value = next((key for key, word in AMOUNT_BASES.items() if text in (key, word.ja, word.en)), text)
    if text in (labels.UNKNOWN_GROUP.ja, labels.UNKNOWN_GROUP.en):
        return NOTHING
    return Context(extra=((name, value),))
