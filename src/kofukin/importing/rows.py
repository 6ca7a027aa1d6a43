"""One row of a table → one draft project: the readers of its columns, put together once for the whole table."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kofukin.errors import UsageError
from kofukin.importing import cells as reading
from kofukin.importing.applicants import applicants
from kofukin.importing.applications import speaks_of_application
from kofukin.importing.bodies import (
    ENDS_OF_BODIES,
    Bodies,
    Body,
    code_of_corporate_number,
    digits_written,
    is_company,
    is_like_body,
    same_body,
)
from kofukin.importing.cells import Doubtful, UnitUnknown
from kofukin.importing.columns import AMOUNTS, BESIDE, OWN, Column, Layout, is_money
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Place
from kofukin.importing.headings import is_years_alone
from kofukin.importing.ids import Ids
from kofukin.importing.known_programs import names_in_full
from kofukin.importing.label_grammar import AMOUNT, COST, RANK_OF_UNNAMED, is_label_of_none, is_word_of_money, meaning
from kofukin.importing.line_grammar import is_like_name
from kofukin.importing.programs import chosen, known_in, named, names_more
from kofukin.importing.remarks import heeded, names_several, other_grants_in
from kofukin.importing.said_of_all import over
from kofukin.importing.sheet import Row
from kofukin.importing.titles import Titles
from kofukin.importing.totals import WITH_TOTALS
from kofukin.importing.units import unit_in_text
from kofukin.importing.vocabulary import plain, vocabulary
from kofukin.importing.years import parsed
from kofukin.messages import LANGUAGES, Message, Said, errors, importing
from kofukin.model.fields import ID, OPEN, PROJECT, VOCABULARIES, Kind
from kofukin.model.fiscal_year import era_label
from kofukin.model.prefecture import PREFECTURES
from kofukin.model.project import Program, Project, Round, rate_parts
from kofukin.text.folding import fold

Reader = Callable[[str], Any]

_SLOT: Any = Project._make(range(len(Project._fields)))
"""The place of each field in a project: a row's values are put into a list, which costs a third of keywords."""
_TEXTS = {"source_document", "continues"} | {
    field.name for field in PROJECT.kept if field.kind is Kind.TEXT and field.name != "application_text"
}
_READERS: dict[str, Reader] = {
    **dict.fromkeys(("source_page", "source_line", "source_amount_line"), reading.number),
    "last_fiscal_year": reading.year,
}
_VOCABULARIES = {
    field: {fold(word): value for value, label in words.items() for word in (value, *map(label.in_, LANGUAGES))}
    for field, words in VOCABULARIES.items()
    if field != "application"
}
_UNNAMED = "no such round yet"
_FUNDS = "national_funds_yen"
_NOTHING: frozenset[str] = frozenset()
_FILLED = importing.FROM_OPTION(option="--fill-down")
_NO_WORDS: Mapping[str, str] = MappingProxyType({})
_NO_COMMENTS: Mapping[int, Sequence[str]] = MappingProxyType({})
_LONGEST_STATUS = 15
_OFFICE = re.compile(r".{1,8}(?:課|係|室|部局|事務局)")
_LAST_OF_NAMES = frozenset("業トム")
"""Of nearly all names, and of no company: 事業, プロジェクト, プログラム."""
_GROUP = 3
"""Digits between the commas of an amount."""
_PART_OF = re.compile(
    "[└┗┕∟]|(?:[※＊*・][0-9０-９]*[ 　]*)?(?:[(（]?(?:うち|内)(?:[ 　、,：:]|数)|[(（]?うち[(（一-龠]|[(（]うち|内訳)"
)
"""What a name begins with that is part of the row above; うちエコ診断 is a name."""
_ABSENT = -1
"""The index of a column that the table has not; an empty cell at the end of each row stands for all of them."""
_MOST_REMEMBERED = 20_000
_PREFECTURES = tuple(PREFECTURES.values())


class Outcome(NamedTuple):
    """What a row gave: what must come before its project, and the project; without one the doubts say why."""

    before: Sequence[Item]
    project: DraftProject | None
    doubts: Sequence[Doubt]


class RowReader:
    """Reads the rows of one table by its layout, and by the titles and the user where cells do not say.

    Raises UsageError for what only the user can say: the unit of amounts, the year, whose grants they are. It is
    raised as soon as that is known: for a year or a unit, at the first project without one.
    """

    def __init__(
        self,
        whole: Place,
        document: str,
        found: Layout,
        below: Sequence[Row],
        titles: Titles,
        given: Given,
        ids: Ids,
        has_numbers: bool = False,
        comments: Mapping[int, Sequence[str]] = _NO_COMMENTS,
    ) -> None:
        """``comments`` are those on cells, by row; what is said on headings and titles is said of every row."""
        self._has_numbers, self._comments = has_numbers, comments
        last = max((number for number, _ in found.rows), default=0)
        self._remarks = tuple(text for number in sorted(comments) if number <= last for text in comments[number])
        self._whole, self._document, self._layout, self._given, self._ids = whole, document, found, given, ids
        self._file = Path(whole.file).name
        self._option = chosen(given.program, ids) if given.program is not None else None
        self._rounds: dict[tuple[str, int], str | None] = {}
        self._programs: set[Program] = set()
        self._any_program_open = False
        self._above = ("", "")
        self._cost: Reader | None = None
        self._end_of_years: int | None = None

        at = {field: column.at for field, column in found.columns.items()}
        self._prefecture_at, self._municipality_at, self._code_at = _indexes(
            at, "prefecture", "municipality", "municipality_code"
        )
        self._funds_at, self._name_at = _indexes(at, _FUNDS, "name")
        self._year_at, self._era_at = _indexes(at, "fiscal_year", "era_year")
        if self._year_at == _ABSENT:
            self._year_at, self._era_at = self._era_at, _ABSENT
        if self._year_at == _ABSENT:
            self._year_at = at.get("date", _ABSENT)
        (self._period_at,) = _indexes(at, "period")
        self._unit_at, self._corporate_at = _indexes(at, "unit", "corporate_number")
        self._unnamed = [found.columns[AMOUNT], *found.same.get(AMOUNT, ())] if AMOUNT in found.columns else []
        self._program_at, self._program_name_at = _indexes(at, "program", "program_name")
        self._words_at, self._application_at, self._partners_at = _indexes(
            at, "application_text", "application", "partners"
        )
        self._as_above_at = [
            (index, field, field == "municipality")
            for index, field in (
                (self._prefecture_at, "municipality"),
                (self._municipality_at, "municipality"),
                (self._year_at, "fiscal_year"),
                (self._program_at, "program"),
                (self._program_name_at, "program"),
            )
            if index != _ABSENT
        ]
        self._last = dict.fromkeys((index for index, *_ in self._as_above_at), "")
        self._last_code = ""
        self._rate_at, self._cost_at, self._id_at = _indexes(at, "subsidy_rate", "estimated_cost_yen", "id")
        self._states_basis = "program_basis" in at
        self._states_amount_basis = "amount_basis" in at
        self._blank: list[Any] = [Project._field_defaults.get(field) for field in Project._fields]
        self._blank[_SLOT.source_document] = document

        by_place = {column.at: field for field, column in found.columns.items()}
        self._chosen = OWN if found.is_own else frozenset(given.columns)
        self._may_be_split = [
            (column.at, getattr(_SLOT, field), field)
            for field, column in found.columns.items()
            if whole.sheet is None
            and field in WITH_TOTALS
            and column.at + 1 not in found.amounts_at
            and by_place.get(column.at + 1) in (*_TEXTS, "partners", None)
        ]

        labels = {*vocabulary().remarks["verdict"], *vocabulary().remarks["grantor"]}
        labels |= {*vocabulary().by_section["payer"]["sources"]}
        self._beside = [
            (column.at, f"{column.heading}：" if plain(column.heading) in labels else "")
            for column in found.unread
            if column.veto != "goal" and "first_year" not in meaning(column.heading).kinds
        ]

        codes = [cells[self._code_at] for _, cells in below if 0 <= self._code_at < len(cells)]
        own = found.is_own
        only_known = "program_name" in found.columns and found.columns["program_name"].is_by_values
        self._are_kinds = only_known
        self._of_programs = {
            cell for _, cells in below for at in (self._program_at, self._program_name_at)
            if 0 <= at < len(cells) and (cell := cells[at])
        }  # fmt: skip
        self._bodies = Bodies(digits_written(codes)).read
        self._year = lru_cache(_MOST_REMEMBERED)(reading.year)
        self._rate = lru_cache(_MOST_REMEMBERED)(reading.rate)
        self._named = lru_cache(_MOST_REMEMBERED)(lambda name, official: named(name, official, ids, only_known))
        self._applicants = lru_cache(_MOST_REMEMBERED)(
            lambda words, value, partners: applicants(words, value, partners, own)
        )

        if self._prefecture_at == self._municipality_at == _ABSENT and not (given.municipality or titles.body):
            raise self._unknown(importing.MUNICIPALITY_UNKNOWN, importing.ASK_MUNICIPALITY)
        self.doubts = self.adopt(titles)
        if self._fallback_year is None and not self._is_counted and not self._any_year_is_plain(below):
            raise self._unknown(importing.YEAR_UNKNOWN, importing.ASK_YEAR)

    def adopt(self, titles: Titles) -> list[Doubt]:
        """Take what titles say for the rows to come; return where the user says otherwise, which is not followed."""
        given, option = self._given, self._option
        doubts = []
        self.hear(titles)
        self._evidence: dict[str, Message | Said] = {
            "fiscal_year": importing.FROM_OPTION(option="--year"),
            "program": importing.FROM_OPTION(option="--program"),
            "municipality": importing.FROM_OPTION(option="--municipality"),
        }
        self._body = given.municipality
        states_bodies = self._municipality_at != _ABSENT or self._prefecture_at != _ABSENT
        if titles.body is not None and not (states_bodies and titles.body[0] in _PREFECTURES):
            self._body, text = titles.body
            self._evidence["municipality"] = importing.FROM_LINE(text=text)
            if given.municipality is not None and not same_body(given.municipality, self._body):
                doubts.append(self._contradicts("municipality", self._body, given.municipality, text))
        self._fallback_year = given.fiscal_year
        self._titles_year = titles.year
        of = self._layout.of
        self._of_columns = any(of)
        self._is_counted = of.nth is not None and of.year is None and self._layout.first_year_at is not None
        if self._is_counted:
            self._evidence["fiscal_year"] = importing.FROM_HEADING(text=self._heading_of("nth"))
        elif of.year is not None:
            self._fallback_year = of.year
            self._evidence["fiscal_year"] = importing.FROM_HEADING(text=self._heading_of("year"))
        elif titles.year is not None:
            self._fallback_year, text = titles.year
            self._evidence["fiscal_year"] = importing.FROM_HEADING(text=text)
            if given.fiscal_year not in (None, self._fallback_year):
                doubts.append(self._contradicts("fiscal_year", self._fallback_year, given.fiscal_year, text))
        self._budget = titles.budget
        self._fallback_programs = tuple(titles.programs)
        if not titles.programs and option is not None:
            for text in titles.over:
                if named_there := other_grants_in(text):
                    doubts.append(self._contradicts("program", named_there[0], option.name, text))
                    break
        if len(titles.programs) == 1:
            ((program, text),) = titles.programs.items()
            self._evidence["program"] = importing.FROM_HEADING(text=text)
            if option is not None and option.id != program.id:
                doubts.append(self._contradicts("program", program.name, option.name, text))
        elif option is not None:
            self._fallback_programs = (option,)
        if of.program is not None:
            self._fallback_programs = (of.program,)
            self._evidence["program"] = importing.FROM_HEADING(text=self._heading_of("program"))
            if option is not None and option.id != of.program.id:
                text = self._heading_of("program")
                doubts.append(self._contradicts("program", of.program.name, option.name, text))
        self._take_other_program(of.program, titles)
        self._inferred = lru_cache(maxsize=16)(self._inferred_of)
        self._take_unit(titles)
        self._plain: list[tuple[int, int, Reader, str]] = []
        self._by_unit: list[tuple[int, int, str]] = []
        self._same: list[tuple[int, int, Reader, str]] = []
        self._unit = self._unit_of_all(titles) or given.yen_per_unit
        self._unsaid = self._said_by_option(given.amounts)
        if self._unsaid and (title := titles.of_other_money) is not None:
            doubts.append(Doubt(self._whole, importing.TITLE_SAYS_OTHER, title))
        for field, column in self._layout.columns.items():
            if field in BESIDE:
                continue
            stated = column.yen_per_unit or self._unit_of_all(titles)
            if field in AMOUNTS and stated and given.yen_per_unit not in (None, stated):
                by_file, by_user = (importing.YEN(amount=f"{unit:,}") for unit in (stated, given.yen_per_unit))
                doubts.append(self._contradicts(field, by_file, by_user, column.heading))
            reader = self._reader(field, column, stated or given.yen_per_unit)
            for other in self._layout.same.get(field, ()):
                unit = other.yen_per_unit or self._unit_of_all(titles) or given.yen_per_unit
                self._same.append((other.at, getattr(_SLOT, field), self._money(other, unit), field))
            if field in AMOUNTS and column.yen_per_unit is None and self._unit_at != _ABSENT:
                self._by_unit.append((column.at, getattr(_SLOT, field), field))
            elif field == "estimated_cost_yen":
                self._cost = reader
            elif reader is not None:
                self._plain.append((column.at, getattr(_SLOT, field), reader, field))
        return doubts

    def _take_other_program(self, of_columns: Program | None, titles: Titles) -> None:
        """Note the one program that headings or titles name, if the column of programs never names it.

        Short names there (拠点整備) may be types of that program. In a column of kinds (区分) they are.
        """
        over = (of_columns,) if of_columns is not None else tuple(titles.programs)
        is_other = len(over) == 1 and not any(
            names_in_full(cell) or over[0] in known_in(cell) for cell in self._of_programs
        )
        self._other_program = over[0] if is_other and self._of_programs else None
        self._holds_types = self._are_kinds and self._other_program is not None

    def hear(self, titles: Titles) -> None:
        """Take what the texts above the rows to come say of their amounts."""
        self._over = over(titles.over)

    def _heading_of(self, part: str) -> str:
        """Return the heading that says of which year, budget or program the amounts are."""
        columns = [*self._layout.columns.values(), *(c for same in self._layout.same.values() for c in same)]
        return next((column.heading for column in columns if getattr(column.of, part) is not None), "")

    def _unit_of_all(self, titles: Titles) -> int | None:
        """Return the unit that a title states, unless a column's own says that it is not that of all."""
        units = {column.yen_per_unit for field, column in self._layout.columns.items() if field in AMOUNTS}
        return None if units - {None, titles.yen_per_unit} else titles.yen_per_unit

    def unit_of(self, column: Column) -> int | None:
        """Return the yen in the unit of a column's bare numbers, if it is known."""
        return column.yen_per_unit or (self._unit if self._unit_at == _ABSENT else None)

    def _said_by_option(self, field: str | None) -> Mapping[str, Message | Said]:
        """Return the evidence for amounts of which only the user says what they are."""
        column = self._layout.columns.get(field) if field else None
        if field is None or column is None or column.rank != RANK_OF_UNNAMED:
            return {}
        return {field: importing.FROM_OPTION(option="--amounts")}

    def _take_unit(self, titles: Titles) -> None:
        """Note where the unit of national funds comes from, if not from their heading; cells may state their own."""
        column = self._layout.columns.get(_FUNDS)
        self._units_differ = len(titles.units) > 1
        stated = column.yen_per_unit or self._unit_of_all(titles) if column is not None else None
        self._funds_unit = stated or self._given.yen_per_unit
        self._unit_is_given, self._unit_as_written = False, _NO_WORDS
        if column is None or column.yen_per_unit is not None:
            return
        if titles.yen_per_unit is not None:
            self._unit_as_written = {_FUNDS: titles.units[titles.yen_per_unit]}
        elif self._given.yen_per_unit is not None:
            self._unit_is_given = True
            self._evidence[_FUNDS] = importing.FROM_OPTION(option="--unit")

    def _reader(self, field: str, column: Column, yen_per_unit: int | None) -> Reader | None:
        """Return the reader of a column that is read by itself, None for one that is read together with others."""
        if field in AMOUNTS:
            return self._money(column, yen_per_unit)
        if field in _VOCABULARIES:
            return reading.one_of(_VOCABULARIES[field])
        if field in _TEXTS:
            if self._layout.is_own:
                return reading.verbatim
            read = reading.csv_text if self._whole.sheet is None else reading.text
            return reading.remark(read) if field in ("note", "summary") else read
        return _READERS.get(field)

    def _money(self, column: Column, yen_per_unit: int | None) -> Reader:
        """Return the reader of a column of amounts; a workbook's number may have decimals, which a text's may not."""
        return reading.money(yen_per_unit, decimals=column.is_own or self._has_numbers)

    def _no_unit(self, field: str) -> UsageError:
        reason = importing.UNITS_DIFFER if self._units_differ else importing.UNIT_UNKNOWN
        return self._unknown(reason, importing.ASK_UNIT, self._layout.columns[field].heading)

    def _unknown(self, reason: Message, hint: Message, heading: str = "") -> UsageError:
        where = " ".join(filter(None, (self._whole.file, self._whole.sheet, heading)))
        return UsageError(errors.LOCATED(where=where, reason=reason), hint)

    def _contradicts(self, field: str, stated: object, given: object, text: str) -> Doubt:
        return Doubt(self._whole, importing.GIVEN_CONTRADICTS(stated=stated, given=given), text, field)

    def _any_year_is_plain(self, below: Sequence[Row]) -> bool:
        """Return whether the column of years, if there is one, holds not only such as cannot be read (29)."""
        cells = [cell for _, row in below if 0 <= self._year_at < len(row) and (cell := row[self._year_at].strip())]
        return not cells or any(self._year_in(cell) or _years_of(cell) for cell in cells)

    def _year_in(self, cell: str) -> int | None:
        try:
            return self._year(cell)
        except Doubtful:
            return None

    def read(self, place: Place, cells: list[str], doubts: list[Doubt]) -> Outcome:
        """Return what the row gives. ``cells`` has the table's width; ``doubts`` are those it has already."""
        cells.append("")
        filled = self._fill_down(cells) if self._given.fill_down else _NOTHING
        values = self._plain_values(place, cells, doubts)
        name = values[_SLOT.name]
        if (name is None or reading.is_nothing(name)) and "name" in self._layout.columns:
            return Outcome((), None, doubts)
        if name is not None and (name.isdecimal() or ("年" in name and is_years_alone(name))):
            doubts.append(Doubt(place, importing.NAME_IS_NUMBER, " ".join(filter(None, cells)), "name"))
            return Outcome((), None, doubts)
        is_usual = name is None or name[-1] in _LAST_OF_NAMES
        if name is not None and not (is_usual or self._layout.is_own) and _is_no_name(name):
            doubts.append(Doubt(place, importing.NAME_IS_LABEL, " ".join(filter(None, cells)), "name"))
            return Outcome((), None, doubts)
        if name is not None and not is_usual and "name" not in self._chosen and self._names_whose(name, cells):
            doubts.append(Doubt(place, importing.NAME_IS_BODY, name, "name"))
        year, year_is_stated = self._year_of(place, cells, doubts)
        if year is None:
            return Outcome((), None, doubts)
        self._leave_unsure_amounts_open(values, place, cells, doubts)
        body, body_is_stated = self._body_of(place, cells, doubts)
        programs = self._programs_of(place, cells, doubts)
        if self._holds_types:
            values[_SLOT.grant_type] = values[_SLOT.grant_type] or reading.text(cells[self._program_name_at])
        program_is_stated = bool(programs) and "program" not in filled
        before: list[Item] = []
        evidence = _FILLED if "program" in filled else self._evidence["program"]
        programs = self._put_program(values, programs, program_is_stated, evidence, year, place, cells, doubts, before)
        self._put_applicants(values, place, cells, doubts)
        self._put_years(values, year, place, cells, doubts)
        funds, cost = values[_SLOT.national_funds_yen], values[_SLOT.stated_cost_yen]
        if funds is not None and cost is not None and funds > cost >= 0 and not self._layout.is_own:
            doubts.append(Doubt(place, importing.FUNDS_OVER_COST, f"{funds:,} > {cost:,}", _FUNDS))
        if funds is not None and not self._states_amount_basis:
            values[_SLOT.amount_basis] = "unstated"
        if funds is not None and not self._layout.is_own and values[_SLOT.amount_label] is None:
            values[_SLOT.amount_label] = self._layout.columns[_FUNDS].words or None
        if self._of_columns:
            of = self._layout.of
            values[_SLOT.budget] = values[_SLOT.budget] or of.budget
            values[_SLOT.grant_type] = values[_SLOT.grant_type] or of.grant_type
        values[_SLOT.municipality] = body.name or None
        values[_SLOT.municipality_code] = body.code
        if values[_SLOT.source_document] is None:
            values[_SLOT.source_document] = self._document
        if not self._layout.is_own:
            values[_SLOT.source_line] = values[_SLOT.source_line] or place.row or place.line
            values[_SLOT.source_page] = values[_SLOT.source_page] or place.page
        values[_SLOT.id] = self._id_of(body, year, place, cells, doubts)

        has_bare_amount = funds is not None and "円" not in cells[self._funds_at]
        unit_is_stated = not (self._unit_is_given and has_bare_amount)
        inferred = self._inferred(
            year_is_stated, program_is_stated or len(programs) != 1, body_is_stated, unit_is_stated
        )
        if self._unsaid:
            said = {field: evidence for field, evidence in self._unsaid.items() if values[getattr(_SLOT, field)]}
            inferred = {**inferred, **said}
        if filled:
            inferred = {**inferred, **dict.fromkeys(filled, _FILLED)}
        quoted = self._unit_as_written if has_bare_amount else _NO_WORDS
        choices = tuple(program.id for program in programs) if len(programs) > 1 else ()
        unit = self._funds_unit if has_bare_amount or funds is None else None
        remarks = (*self._remarks, *self._comments.get(place.row or 0, ())) if self._comments else ()
        if self._unit_at != _ABSENT and not self._by_unit:
            remarks = (*remarks, cells[self._unit_at])  # beside a heading with its own unit
        if not programs and (cell := cells[self._program_name_at] or cells[self._program_at]):
            remarks = (*remarks, cell)
        if self._beside:
            remarks = (*remarks, *self._said_beside(cells))
        project = Project._make(values)
        draft = DraftProject(project, place, tuple(doubts), inferred, quoted, choices, unit, remarks)
        return Outcome(before, draft if self._layout.is_own else heeded(draft, self._over), ())

    def _names_whose(self, name: str, cells: list[str]) -> bool:
        """Return whether a company stands for a project's name, or the body that another column should name."""
        if name[-1] in ENDS_OF_BODIES:
            body = cells[self._municipality_at].strip()
            return bool(is_like_body(name) and body and (body == name or not is_like_body(body)))
        return (is_company(name) or _OFFICE.fullmatch(name) is not None) and not is_like_name(name)

    def _said_beside(self, cells: list[str]) -> Iterator[str]:
        """Yield what short cells say of which no field is made: 不採択 below 結果, 県 below 財源."""
        for at, label in self._beside:
            cell = cells[at].strip()
            if cell and len(cell) <= _LONGEST_STATUS and not is_money(cell):
                yield f"{label}{cell}"

    def _plain_values(self, place: Place, cells: list[str], doubts: list[Doubt]) -> list[Any]:
        """Return a project's values with those columns filled in that are read by themselves."""
        values = self._blank.copy()
        for index, slot, reader, field in self._plain:
            cell = cells[index]
            if cell:
                try:
                    values[slot] = reader(cell)
                except Doubtful as doubtful:
                    values[slot] = doubtful.legible
                    doubts.append(Doubt(place, doubtful.reason, cell, field))
                except UnitUnknown:
                    if field == _FUNDS or self._layout.columns.get(_FUNDS) is None:
                        raise self._no_unit(field) from None
                    doubts.append(Doubt(place, importing.UNIT_UNKNOWN, cell, field))
        if self._by_unit:
            self._put_by_unit(values, place, cells, doubts)
        if self._same:
            self._hold_against_same(values, place, cells, doubts)
        for column in self._layout.unsure:
            cell = cells[column.at].strip()
            if values[_SLOT.national_funds_yen] is not None and is_money(cell):
                values[_SLOT.national_funds_yen] = None
                doubts.append(Doubt(place, importing.COLUMN_UNKNOWN, f"{column.heading} {cell}", _FUNDS))
        for column in self._unnamed:
            cell = cells[column.at]
            if cell and not reading.is_nothing(cell.strip()) and cell.strip():
                doubts.append(Doubt(place, importing.AMOUNT_WITHOUT_WORD, f"{column.heading} {cell}", _FUNDS))
        return values

    def _put_by_unit(self, values: list[Any], place: Place, cells: list[str], doubts: list[Doubt]) -> None:
        """Put the amounts whose unit stands in a column of its own."""
        unit = unit_in_text(cells[self._unit_at].strip())
        for index, slot, field in self._by_unit:
            if not (cell := cells[index]):
                continue
            try:
                values[slot] = reading.money(unit, decimals=self._has_numbers)(cell)
            except Doubtful as doubtful:
                doubts.append(Doubt(place, doubtful.reason, cell, field))
            except UnitUnknown:
                doubts.append(Doubt(place, importing.UNIT_UNKNOWN, f"{cell} {cells[self._unit_at]}".strip(), field))

    def _hold_against_same(self, values: list[Any], place: Place, cells: list[str], doubts: list[Doubt]) -> None:
        """Take out amounts of which two columns of one meaning say different things."""
        differing: dict[str, int] = {}
        for index, slot, reader, field in self._same:
            cell = cells[index]
            if not cell.strip() and values[slot] is None:
                continue
            try:
                yen = reader(cell)
            except Doubtful as doubtful:
                doubts.append(Doubt(place, doubtful.reason, cell, field))
                continue
            except UnitUnknown:
                raise self._no_unit(field) from None
            if yen != values[slot]:
                differing[field] = slot
        for field, slot in differing.items():
            columns = [self._layout.columns[field], *self._layout.same[field]]
            text = "、".join(f"{column.heading} {cells[column.at]}" for column in columns)
            doubts.append(Doubt(place, importing.AMOUNTS_DIFFER(field=field), text, field))
            values[slot] = None

    def _put_program(
        self,
        values: list[Any],
        programs: tuple[Program, ...],
        is_stated: bool,
        evidence: Message | Said,
        year: int,
        place: Place,
        cells: list[str],
        doubts: list[Doubt],
        before: list[Item],
    ) -> tuple[Program, ...]:
        """Put the program, if it is one, with its basis; return the programs that it may be."""
        of_heading = self._layout.of.program if self._of_columns else None
        if programs and of_heading is not None and of_heading not in programs:
            programs = (*programs, of_heading)
        programs = programs or self._fallback_programs
        if len(programs) != 1:
            self._leave_program_open(programs, is_stated, place, cells, doubts, before)
            values[_SLOT.program_basis] = OPEN
            return programs
        values[_SLOT.program] = programs[0].id
        values[_SLOT.subsidy_rate] = self._name_round(programs[0], year, place, cells, doubts, before)
        if not self._states_basis:
            values[_SLOT.program_basis] = "stated" if is_stated else "inferred, high"
            if not is_stated:
                values[_SLOT.program_evidence] = evidence.in_("ja")
        return programs

    def _put_years(self, values: list[Any], year: int, place: Place, cells: list[str], doubts: list[Doubt]) -> None:
        """Put the grant's year, and take out a last year that lies before it."""
        values[_SLOT.fiscal_year] = year
        if self._period_at != _ABSENT and values[_SLOT.last_fiscal_year] is None:
            values[_SLOT.last_fiscal_year] = self._end_of(cells[self._period_at], year, place, doubts)
        if self._end_of_years is not None:
            values[_SLOT.last_fiscal_year] = values[_SLOT.last_fiscal_year] or self._end_of_years
            self._end_of_years = None
        last = values[_SLOT.last_fiscal_year]
        if last is not None and last < year:
            values[_SLOT.last_fiscal_year] = None
            doubts.append(Doubt(place, importing.YEAR_DOUBTFUL, str(last), "last_fiscal_year"))
        if self._cost is not None or self._era_at != _ABSENT:
            funds, program, rate = (
                values[slot] for slot in (_SLOT.national_funds_yen, _SLOT.program, _SLOT.subsidy_rate)
            )
            self._compare(funds, program, rate, year, place, cells, doubts)

    def _end_of(self, cell: str, year: int, place: Place, doubts: list[Doubt]) -> int | None:
        """Return the last year of a period; its first one is not that of the grant, which is no earlier one."""
        try:
            found = reading.period(cell)
        except Doubtful as doubtful:
            doubts.append(Doubt(place, doubtful.reason, cell, "last_fiscal_year"))
            return None
        if found and year < found[0]:
            doubts.append(Doubt(place, importing.REMARK_YEAR, cell, "fiscal_year"))
        return found[1] if found else None

    def _fill_down(self, cells: list[str]) -> frozenset[str]:
        """Fill in what a row leaves blank since it is as above, and return the fields of which that is so.

        A prefecture that the row states ends the municipality above.
        """
        filled = set()
        states_body = False
        for at, field, is_body in self._as_above_at:
            if cells[at].strip():
                self._last[at] = cells[at]
                states_body = states_body or is_body
            elif is_body and states_body:
                self._last[at] = ""
            elif self._last[at]:
                cells[at] = self._last[at]
                filled.add(field)
        if self._code_at != _ABSENT and self._municipality_at != _ABSENT:
            if "municipality" in filled and not cells[self._code_at].strip() and not states_body:
                cells[self._code_at] = self._last_code
            self._last_code = cells[self._code_at]
        return frozenset(filled)

    def _leave_unsure_amounts_open(
        self, values: list[Any], place: Place, cells: list[str], doubts: list[Doubt]
    ) -> None:
        """Take out amounts that a comma may have split, and those of a row that is listed again elsewhere."""
        for at, slot, field in self._may_be_split:
            figure, rest = cells[at], cells[at + 1]
            if len(rest) == _GROUP and rest.isdecimal() and len(figure) <= _GROUP and figure.isdecimal():
                values[slot] = None
                doubts.append(Doubt(place, importing.AMOUNT_SPLIT, f"{figure},{rest}", field))
        name, note = values[_SLOT.name] or "", values[_SLOT.note]
        if "\n" in (written := cells[self._name_at]) and names_several("、".join(written.split("\n"))):
            for field, slot in ((_FUNDS, _SLOT.national_funds_yen), (COST, _SLOT.stated_cost_yen)):
                if values[slot] is not None:
                    values[slot] = None
                    doubts.append(Doubt(place, importing.SEVERAL_NAMES, name, field))
        not_counted = vocabulary().not_counted
        if not_counted.search(name) or _PART_OF.match(name) or (note and not_counted.search(note)):
            self._leave_uncounted_amounts_open(values, place, doubts)

    def _leave_uncounted_amounts_open(self, values: list[Any], place: Place, doubts: list[Doubt]) -> None:
        name, note = values[_SLOT.name] or "", values[_SLOT.note] or ""
        again = vocabulary().again
        if again.search(name) or _PART_OF.match(name) or again.search(note):
            if values[_SLOT.national_funds_yen] is not None:
                doubts.append(Doubt(place, importing.LISTED_AGAIN, f"{name} {note}".strip(), "national_funds_yen"))
            values[_SLOT.national_funds_yen] = values[_SLOT.stated_cost_yen] = None

        fallen = next((text for text in (name, note) if vocabulary().fallen.search(text)), None)
        if fallen is not None and values[_SLOT.national_funds_yen] is not None:
            values[_SLOT.national_funds_yen] = None
            doubts.append(Doubt(place, importing.WITHDRAWN, fallen, "national_funds_yen"))

    def amount_in(self, place: Place, column: Column, cell: str) -> tuple[int | None, list[Doubt]]:
        """Return the yen in a cell of a column that is no project's, and what is doubtful about it."""
        try:
            return self._money(column, column.yen_per_unit or self._unit)(cell), []
        except Doubtful as doubtful:
            return None, [Doubt(place, doubtful.reason, cell)]
        except UnitUnknown:
            return None, [Doubt(place, importing.UNIT_UNKNOWN, cell)]

    def has_amount(self, cells: Sequence[str]) -> bool:
        """Return whether a row holds an amount of this reader's year."""
        own = (column for field, column in self._layout.columns.items() if field in AMOUNTS or field == AMOUNT)
        return any(not reading.is_nothing(cell) for c in own if c.at < len(cells) and (cell := cells[c.at].strip()))

    @property
    def body_at(self) -> tuple[int, int]:
        """The columns of prefecture and municipality, -1 where there is none."""
        return self._prefecture_at, self._municipality_at

    @property
    def needs_no_body(self) -> bool:
        """Whether the user says whose the projects are, so that a name alone is one."""
        return self.body_at == (_ABSENT, _ABSENT)

    def stated_in_total(self, place: Place, cells: list[str]) -> tuple[list[tuple[str, str, int]], list[Doubt]]:
        """Return the amounts of a row of totals, each with its field and cell, and those that are doubtful."""
        stated: list[tuple[str, str, int]] = []
        doubts: list[Doubt] = []
        for index, _, reader, field in self._plain:
            if field not in WITH_TOTALS or index >= len(cells) or not (cell := cells[index]):
                continue
            try:
                if (yen := reader(cell)) is not None:
                    stated.append((field, cell, yen))
            except Doubtful as doubtful:
                doubts.append(Doubt(place, doubtful.reason, cell))
            except UnitUnknown:
                raise self._no_unit(field) from None
        return stated, doubts

    def _year_of(self, place: Place, cells: list[str], doubts: list[Doubt]) -> tuple[int | None, bool]:
        if self._is_counted:
            return self._counted_year(place, cells, doubts), False
        cell = cells[self._year_at]
        reason: Message | Said = importing.YEAR_BLANK
        if cell:
            try:
                if year := self._year(cell):
                    if self._layout.of.year not in (None, year):
                        reason = importing.YEAR_OF_HEADING(stated=era_label(self._layout.of.year or year))
                        doubts.append(Doubt(place, reason, cell, "fiscal_year"))
                    return year, True
            except Doubtful as doubtful:
                reason = doubtful.reason
                if (years := _years_of(cell)) is not None:
                    year, self._end_of_years = years
                    return year, True
        fallback = self._fallback_year
        if self._year_at == _ABSENT and fallback is None:
            raise self._unknown(importing.YEAR_UNKNOWN, importing.ASK_YEAR)
        if self._year_at == _ABSENT or (fallback and _is_year_of_era(cell, fallback)):
            return fallback, False
        is_said = self._layout.of.year is not None or self._titles_year is not None
        if not is_said or reason is not importing.YEAR_BLANK:
            doubts.append(Doubt(place, reason, cell, "fiscal_year"))
        return fallback, False

    def _counted_year(self, place: Place, cells: list[str], doubts: list[Doubt]) -> int | None:
        """Return the year that a heading counts from the first one (2年目), which the row states."""
        cell = cells[self._layout.first_year_at or 0]
        first = self._year_in(cell)
        if first is None:
            doubts.append(Doubt(place, importing.YEAR_DOUBTFUL if cell else importing.YEAR_BLANK, cell, "fiscal_year"))
            return None
        return first + (self._layout.of.nth or 1) - 1

    def _budget_of(self, year: int) -> str | None:
        """Return the budget that the titles name, unless it cannot have paid in that year."""
        words = self._budget.split(" ")[0] if self._budget else None
        return self._budget if words and parsed(words) in (year, year - 1) else None

    def _body_of(self, place: Place, cells: list[str], doubts: list[Doubt]) -> tuple[Body, bool]:
        prefecture, name = cells[self._prefecture_at], cells[self._municipality_at]
        code = cells[self._code_at]
        if self._corporate_at != _ABSENT and (number := cells[self._corporate_at].strip()):
            found = code_of_corporate_number(number)
            if found is None or (code.strip() and found and self._bodies(prefecture, name, code).code != found):
                doubts.append(Doubt(place, importing.CORPORATE_DOUBTFUL, number, "municipality_code"))
            elif not code.strip():
                code = found
        body = self._bodies(prefecture, name, code)
        for field, reason, text in body.doubts:
            doubts.append(Doubt(place, reason, text, field))
        given = self._given
        if body.name:
            if self._prefecture_at != _ABSENT and not (prefecture or body.code or name.startswith(_PREFECTURES)):
                doubts.append(Doubt(place, importing.PREFECTURE_BLANK(above=self._above[0]), name, "municipality"))
            self._above = (prefecture or self._above[0], body.name)
            return body, True
        if self._body is not None:
            if self._above[1] and not same_body(self._above[1], self._body):
                doubts.append(Doubt(place, importing.MUNICIPALITY_BLANK(above=self._above[1]), "", "municipality"))
            is_given = same_body(self._body, given.municipality or self._body)
            return Body(self._body, body.code or (given.municipality_code if is_given else None)), False
        if not body.doubts:
            above = self._above[1]
            reason = importing.MUNICIPALITY_BLANK(above=above) if above else importing.MUNICIPALITY_UNSTATED
            doubts.append(Doubt(place, reason, "", "municipality"))
        return body, True

    def _programs_of(self, place: Place, cells: list[str], doubts: list[Doubt]) -> tuple[Program, ...]:
        if self._holds_types:
            return ()
        name, official = cells[self._program_at], cells[self._program_name_at]
        if (official or name) and names_more(official or name):
            doubts.append(Doubt(place, importing.PROGRAM_MORE, official or name, "program"))
        try:
            found = self._named(name, official)
            return (self._other_program, *found) if found and self._other_program is not None else found
        except Doubtful as doubtful:
            doubts.append(Doubt(place, doubtful.reason, f"{name} {official}".strip(), "program"))
            return ()

    def _name_round(
        self, program: Program, year: int, place: Place, cells: list[str], doubts: list[Doubt], before: list[Item]
    ) -> str | None:
        """Put the program and its round before the first project that is under them; return a rate of its own."""
        rate = None
        if cell := cells[self._rate_at]:
            try:
                rate = self._rate(cell)
            except Doubtful as doubtful:
                doubts.append(Doubt(place, doubtful.reason, cell, "subsidy_rate"))
        if program not in self._programs:
            self._programs.add(program)
            before.append(program)
        key = (program.id, year)
        known = self._rounds.get(key, _UNNAMED)
        if known is _UNNAMED or (known is None and rate):
            self._rounds[key] = rate
            before.append(Round(program.id, year, rate, budget=self._budget_of(year)))
        elif rate and rate != known:
            doubts.append(Doubt(place, importing.RATE_CONTRADICTS(first=known), cell, "subsidy_rate"))
            return rate
        return None

    def _leave_program_open(
        self,
        programs: tuple[Program, ...],
        is_stated: bool,
        place: Place,
        cells: list[str],
        doubts: list[Doubt],
        before: list[Item],
    ) -> None:
        """Say that the program is open: of each row whose cell names several, and once for all others."""
        for program in programs:
            if program not in self._programs:
                self._programs.add(program)
                before.append(program)
        reason = importing.PROGRAM_OPEN(programs=[program.name for program in programs])
        if is_stated:
            text = f"{cells[self._program_at]} {cells[self._program_name_at]}".strip()
            doubts.append(Doubt(place, reason, text, "program"))
        elif not self._any_program_open:
            self._any_program_open = True
            before.append(Doubt(self._whole, reason if programs else importing.PROGRAM_UNSTATED, "", "program"))

    def _put_applicants(self, values: list[Any], place: Place, cells: list[str], doubts: list[Doubt]) -> None:
        who = self._applicants(cells[self._words_at], cells[self._application_at], cells[self._partners_at])
        for field, reason, text in who.doubts:
            doubts.append(Doubt(place, reason, text, field))
        partners, share = who.partners, values[_SLOT.partner_national_funds_yen]
        if share is not None and len(partners) == 1:
            partners = (partners[0]._replace(national_funds_yen=share),)
            values[_SLOT.partner_national_funds_yen] = None
        note = values[_SLOT.note]
        if note and who.application is None and not self._layout.is_own and speaks_of_application(note):
            doubts.append(Doubt(place, importing.APPLICATION_DOUBTFUL, note, "application"))
        values[_SLOT.application] = who.application
        values[_SLOT.application_text] = who.words
        values[_SLOT.partners] = partners

    def _compare(
        self,
        funds: int | None,
        program: str | None,
        own_rate: str | None,
        year: int,
        place: Place,
        cells: list[str],
        doubts: list[Doubt],
    ) -> None:
        """Hold what this program derives from other fields against what the list says of it."""
        rate = own_rate or self._rounds.get((program or "", year))
        if self._cost is not None and funds is not None and rate and (cell := cells[self._cost_at]):
            numerator, denominator = rate_parts(rate)
            derived = (funds * denominator + numerator // 2) // numerator
            try:
                differs = self._cost(cell) != derived
            except Doubtful:
                differs = True
            except UnitUnknown:
                raise self._no_unit("estimated_cost_yen") from None
            if differs:
                doubts.append(Doubt(place, importing.DERIVED_DIFFERS(derived=f"{derived:,}"), cell))
        cell = cells[self._era_at]
        if cell and self._year_in(cell) != year:
            doubts.append(Doubt(place, importing.DERIVED_DIFFERS(derived=era_label(year)), cell))

    def _id_of(self, body: Body, year: int, place: Place, cells: list[str], doubts: list[Doubt]) -> str:
        if self._id_at == _ABSENT:
            return self._ids.project(self._file, body.code, body.name, year)
        cell = reading.unguarded(cells[self._id_at]).strip()
        if re.fullmatch(ID, cell):
            return cell
        if cell:
            doubts.append(Doubt(place, importing.VALUE_DOUBTFUL, cell, "id"))
        return self._ids.project(self._file, body.code, body.name, year)

    def _inferred_of(self, year: bool, program: bool, body: bool, unit: bool) -> Mapping[str, Message | Said]:
        """Return the evidence for what is not stated, of these four."""
        stated = {"fiscal_year": year, "program": program, "municipality": body, _FUNDS: unit}
        return {field: self._evidence[field] for field, is_stated in stated.items() if not is_stated}


def _is_no_name(name: str) -> bool:
    return (is_word_of_money(name) and not _PART_OF.match(name)) or is_label_of_none(name)


def _years_of(cell: str) -> tuple[int, int] | None:
    """Return the first and last year where a column of years holds a period."""
    try:
        return reading.period(cell)
    except Doubtful:
        return None


def _indexes(at: Mapping[str, int], *fields: str) -> list[int]:
    return [at.get(field, _ABSENT) for field in fields]


def _is_year_of_era(cell: str, year: int) -> bool:
    """Return whether a bare number is the year's in its era: 29, where a title says 平成29年度."""
    normal = unicodedata.normalize("NFKC", cell).strip().removesuffix("年度").removesuffix("年")
    return normal.isdecimal() and era_label(year)[1:] == normal.lstrip("0")
