"""The documents that the page's figures are from: of each what is known, and how much in the page rests on it."""

from collections.abc import Iterator
from typing import NamedTuple

from kofukin.render import Style, people
from kofukin.table import Kind, Table
from kofukin.text.links import is_link


class Fact(NamedTuple):
    """What is known of a document; ``link`` is where its text leads, if anywhere."""

    label: str
    text: str
    link: str | None


class Document(NamedTuple):
    """A document and what is known of it, in reading order; what is not known is not among its facts."""

    title: str
    facts: list[Fact]


def documents(table: Table, style: Style) -> Iterator[Document]:
    """Yield the documents of ``table``."""
    for row in table.rows:
        (_, title), *known = zip(table.columns, row, strict=True)
        yield Document(
            people.visible(str(title)),
            [
                Fact(
                    people.label(column, style),
                    f"{value:,}" if column.kind is Kind.INTEGER else people.visible(str(value)),
                    str(value) if column.name == "address" and is_link(str(value)) else None,
                )
                for column, value in known
                if value is not None
            ],
        )
