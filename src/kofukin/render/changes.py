"""What changed, in people's words: each value as its own field is shown."""

from kofukin.comparing import Showing
from kofukin.messages import labels
from kofukin.model.amounts import in_unit
from kofukin.render import Style, people
from kofukin.table import Column, Kind, Value


def for_people(style: Style, in_cells: bool) -> Showing:
    """Return how people are shown fields by their labels, with the unit of amounts beside it, and values as text.

    ``in_cells``: amounts stay numbers, in that unit, for a sheet that counts with them.
    """

    def named(field: Column) -> str:
        label = people.label(field, style)
        if field.kind is not Kind.YEN:
            return label
        return labels.WITH_UNIT(label=label, unit=style.unit.label).in_(style.language)

    def in_words(value: Value, field: Column) -> Value:
        return people.cell(value, field, style)

    def as_number(value: Value, field: Column) -> Value:
        if field.kind is Kind.YEN and isinstance(value, int):
            amount = in_unit(value, style.unit)
            return amount if isinstance(amount, int) else float(amount)
        return in_words(value, field)

    return Showing(named, as_number, Kind.ANY) if in_cells else Showing(named, in_words, Kind.TEXT)
