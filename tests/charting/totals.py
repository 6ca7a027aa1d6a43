"""Totals tables for charts to show: of the bundled data, and of projects made for a test."""

from datasets import opened
from kofukin import answer
from kofukin.filters import Filters, Sort
from kofukin.model.project import Dataset
from kofukin.render import Style
from kofukin.table import Table

JA, EN = Style("ja"), Style("en")


def totals(by: str, *datasets: Dataset, filters: Filters | None = None, sort: tuple[Sort, ...] = ()) -> Table:
    with opened(*datasets) as connection:
        table = answer.totals(connection, filters or Filters(), by.split(","), None, sort, people=True)
        return table._replace(rows=tuple(table.rows))


def projects(filters: Filters, *datasets: Dataset) -> Table:
    with opened(*datasets) as connection:
        return answer.projects(connection, filters, None, (), None, people=True, unit=JA.unit)
