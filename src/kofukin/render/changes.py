"""What changed, in people's words: each value as its own field is shown."""

from kofukin.comparing import Showing
from kofukin.messages import labels
from kofukin.render import Style, people
from kofukin.table import Column, Kind, Value


def in_words(style: Style) -> Showing:
    """Return how people are shown fields by their labels, with the unit of amounts beside it, and values as text."""

    def named(field: Column) -> str:
        label = people.label(field, style)
        if field.kind is not Kind.YEN:
            return label
        return labels.WITH_UNIT(label=label, unit=style.unit.label).in_(style.language)

    def valued(value: Value, field: Column) -> Value:
        return people.cell(value, field, style)

    return Showing(named, valued)
