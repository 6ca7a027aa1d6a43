"""How documents write years and budgets: what headings, titles and lines of prose have in common."""

import re

from kofukin.errors import UsageError
from kofukin.model import fiscal_year
from kofukin.model.stated_amounts import narrow

NUMBER = "(?:[0-9]{1,2}|元|[一二三四五六七八九十]{1,3})"
"""The number of a year in an era, in a text's narrow form."""
BUDGET = re.compile(rf"(?P<year>(?:令和|平成|[RHrh])\s*{NUMBER})\s*(?:年度?)?\s*(?P<kind>補正|当初)")


def parsed(token: str) -> int | None:
    """Return the fiscal year that a token names, None for none."""
    try:
        return fiscal_year.parse(token)
    except UsageError:
        return None


def budgets_in(text: str) -> set[str]:
    """Return the national budgets that a text names: 「平成27年度補正予算」 is "H27 補正"."""
    return {
        f"{fiscal_year.era_label(year)} {match['kind']}"
        for match in BUDGET.finditer(narrow(text))
        if (year := parsed(match["year"])) is not None
    }
