"""How documents write years and budgets: what headings, titles and lines of prose have in common."""

import re

from kofukin.errors import UsageError
from kofukin.model import fiscal_year
from kofukin.model.stated_amounts import narrow

NUMBER = "(?:[0-9]{1,2}|元|[一二三四五六七八九十]{1,3})"
"""The number of a year in an era, in a text's narrow form."""
_D = "[0-9０-９]"
GRANT_YEAR = (
    rf"(?:令和|平成|昭和)\s*(?:{_D}{{1,2}}|{NUMBER})\s*年度|(?<!{_D}){_D}{{4}}\s*年度"
    rf"|(?<![A-Za-zＡ-Ｚａ-ｚ])[RHSＲＨＳrh]\s*(?:{_D}{{1,2}}|元)年度"
    rf"|(?<![A-Za-zＡ-Ｚａ-ｚ式紙表号第])[RHＲＨrh]\s*(?:{_D}{{1,2}}|元)(?![0-9０-９年月.．/・])"
    rf"|FY\s*{_D}{{4}}(?!{_D})"
)
"""A fiscal year as titles and headings write that of a grant; 様式R4 is none, nor is R4.4."""
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
