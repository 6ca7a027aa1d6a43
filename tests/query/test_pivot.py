"""The groups that totals are laid out across."""

import pytest

from datasets import dataset_of, opened, project
from kofukin import query
from kofukin.errors import UsageError
from kofukin.filters import Filters
from kofukin.messages import errors
from kofukin.query import pivot


@pytest.mark.parametrize("dimension", sorted(query.DIMENSIONS))
def test_the_groups_are_those_of_what_matches_by_any_dimension(dimension: str) -> None:
    with opened() as connection:
        (group,) = pivot.across(connection, Filters(words=("アイヌ",)), dimension)
        assert connection.execute("SELECT count(*) FROM temp.across").fetchone() == (1,)
        totals = query.totals(connection, Filters(words=("アイヌ",)), [dimension]).rows
        assert group.key == next(totals)[0]
        assert group.field.name.endswith("_national_funds_yen")


def test_more_groups_than_columns_are_refused_with_what_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pivot, "MOST_ACROSS", 2)
    small = dataset_of(*(project(f"p{year}", fiscal_year=year) for year in (2016, 2017, 2018)))
    with opened(small) as connection:
        with pytest.raises(UsageError) as caught:
            pivot.across(connection, Filters(), "year")
        assert len(pivot.across(connection, Filters(words=("p",), left_out=(1,)), "year")) == 2
    assert (caught.value.message, caught.value.hint) == (
        errors.TOO_MANY_ACROSS(count=3, most=2),
        errors.NARROW_OR_GROUP,
    )
