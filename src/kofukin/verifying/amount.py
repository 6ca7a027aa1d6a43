"""An amount of a text with all that is needed to judge it and to show where it stands."""

from typing import NamedTuple

from kofukin.messages import Message, Said
from kofukin.verifying.judging import Asked


class Amount(NamedTuple):
    """An amount: where it stands (``place``, ``line``), the text around it, and from where to where it is in that.

    ``column`` and ``table`` tell a column of a table; ``is_total``: it is in the row of the table's total, or says the
    total of the table right above.
    """

    place: Said | Message
    line: int
    text: str
    start: int
    end: int
    asked: Asked
    table: int | None = None
    column: int | None = None
    is_total: bool = False
    begin: int = 0
    """Where ``text`` begins in its line, of which it is a piece where that is very long."""
