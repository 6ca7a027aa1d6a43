"""The one shape between answers and formats: what a column holds, and rows of plain values under it.

Values in rows are as the data has them: yen as int, a fiscal year as a Gregorian int, a list as a tuple, unknown as
None. Formats decide how to write them; machine formats write ``name`` and exact values, people's formats ``label``.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kofukin.messages import Message, Said, labels
from kofukin.model.amounts import Unit, decimals_of, in_unit
from kofukin.model.fields import Kind as Kind

if TYPE_CHECKING:
    from decimal import Decimal  # loads slowly, and only an amount that a unit does not hold is one

Value: TypeAlias = "str | int | float | Decimal | tuple[str, ...] | None"
Row: TypeAlias = "tuple[Value, ...]"


class Column(NamedTuple):
    """A column: ``name`` for machines, ``label`` for people, ``vocabulary`` where a value is a word we translate.

    In a column that ``names_group``, unknown is a group like any other and people see it named.
    """

    name: str
    kind: Kind
    label: Message
    vocabulary: Mapping[str, Message] = MappingProxyType({})
    names_group: bool = False
    across: str | None = None
    """The dimension of which it holds a group, where totals are laid out across one, with ``key`` of that group."""
    key: Value = None
    adds_up: bool = True
    """Whether numbers in it may be added up; of a median, a rate or a change the sum says nothing."""
    decimals: int = 0
    """How many decimals people see of each amount in it."""


class Table(NamedTuple):
    """Columns, rows under them, the total row where people are to see one, and the notes that stand below.

    The total holds "" where a sum would say nothing. ``asked`` says which filters the rows passed, ``drawn`` from which
    data they are; ``evidence`` holds, for files that have room for it, where each project stands in its source and why
    it is under its program. ``total_label`` names the total row, ``sheet`` the sheet of a workbook that holds the
    table. ``programs`` are those of the data in order, by which charts colour them; ``documents`` those that the rows
    are from; ``versions`` those of the data.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    total: "Row | None" = None
    notes: tuple[Message | Said, ...] = ()
    title: Message | Said | None = None
    asked: tuple[Message | Said, ...] = ()
    drawn: Said | None = None
    evidence: "Table | None" = None
    total_label: Message | Said = labels.TOTAL
    sheet: Message = labels.SHEET_LIST
    programs: tuple[str, ...] = ()
    documents: "Table | None" = None
    versions: tuple[str, ...] = ()
    subtotals: frozenset[int] = frozenset()
    """Which of the rows, from 0, add up those above them."""


def joined(items: tuple[str, ...]) -> str:
    """Return a list as one cell holds it, where ``;`` stands between the items and so in none of them."""
    return ";".join(item.replace(";", "；") for item in items)


def without_empty_columns(table: Table, always: frozenset[str] = frozenset()) -> Table:
    """Return the table without the columns that hold nothing in any row, but for those ``always`` shown."""
    rows = tuple(map(tuple, table.rows))
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.names_group or column.name in always or any(row[place] not in (None, ()) for row in rows)
    ]
    if not rows or len(kept) == len(table.columns):
        return table._replace(rows=rows)

    def part(values: Row) -> Row:
        return tuple(values[place] for place in kept)

    return table._replace(
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(map(part, rows)),
        total=None if table.total is None else part(table.total),
    )


def with_even_decimals(table: Table, unit: Unit) -> Table:
    """Return the table with as many decimals in each column of amounts as any of them needs in ``unit``."""
    if unit is Unit.YEN or not any(column.kind is Kind.YEN for column in table.columns):
        return table
    rows = tuple(table.rows)
    every = rows if table.total is None else (*rows, table.total)
    columns = []
    for index, column in enumerate(table.columns):
        amounts = [value for row in every if isinstance(value := row[index], int)] if column.kind is Kind.YEN else []
        columns.append(column._replace(decimals=max((decimals_of(yen, unit) for yen in amounts), default=0)))
    return table._replace(columns=tuple(columns), rows=rows)


def with_decimals(table: Table, decimals: int) -> Table:
    """Return the table with ``decimals`` at the least in each column of amounts."""
    columns = (column._replace(decimals=decimals) if column.kind is Kind.YEN else column for column in table.columns)
    return table._replace(columns=tuple(columns))


def in_named_unit(table: Table, unit: Unit) -> Table:
    """Return the table with amounts in ``unit`` and the unit in their columns' names (``…_thousand_yen``)."""
    amounts = [column.kind is Kind.YEN for column in table.columns]
    columns = tuple(
        column._replace(name=column.name.removesuffix("yen") + unit.field) if is_amount else column
        for column, is_amount in zip(table.columns, amounts, strict=True)
    )
    rows = (
        tuple(
            in_unit(value, unit) if is_amount and isinstance(value, int) else value
            for value, is_amount in zip(row, amounts, strict=True)
        )
        for row in table.rows
    )
    return table._replace(columns=columns, rows=rows)
