"""Notes whose number follows the reader's filter, and the words beside it."""

import pytest

from kofukin.messages import labels
from kofukin.report.notes import COUNT, counted


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 negative amount, which takes funds back, is subtracted in the totals."),
        (1234, "1,234 negative amounts, which take funds back, are subtracted in the totals."),
    ],
)
def test_words_follow_a_number_that_is_filled_in_later(count: int, said: str) -> None:
    assert counted(labels.FUNDS_NEGATIVE(count=COUNT).in_("en"), count) == said
    assert labels.FUNDS_NEGATIVE(count=COUNT).in_("ja").count("{count}") == 1
