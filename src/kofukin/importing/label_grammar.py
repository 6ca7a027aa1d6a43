"""What a heading or a label says: the field it names, its unit, its year, or why an amount under it is no grant.

One grammar for the heads of columns, for 「label：value」, and for 「名前（label：額）」. A heading is taken apart into
words of known kinds; which kinds stand together decides. What holds a word that nobody knows claims no amount.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.importing.vocabulary import plain, vocabulary
from kofukin.model import fiscal_year

FUNDS, COST, SHARE = "national_funds_yen", "stated_cost_yen", "partner_national_funds_yen"
AMOUNT, GRANT, KIND, LABEL = "amount", "grant", "kind", "label"
"""Roles that the grammar leaves to the values below: an amount of nobody knows what, 交付金, 区分, a bare 名称."""
IGNORED = "ignored"
RANK_OF_UNNAMED = 5
"""Of an amount that no word names."""

_LONGEST = 60
_YEAR = re.compile(
    r"(?:令和|平成|昭和|(?<![a-z])[rhs]|令(?!和)|平(?!成))(?:[0-9]{1,2}|元)(?:年度|年(?![0-9]))?(?:分)?(?![0-9.])"
    r"|(?:fy|(?<![0-9a-z.,]))(?:19|20)[0-9]{2}(?:年度|年(?![0-9]))?(?:分)?(?![0-9.,])"
)
_WRITTEN_YEAR = re.compile(r"(?:令和|平成|[RHＲＨ])[0-9０-９元]{1,2}(?:年度)?(?:分)?|[12１２][0-9０-９]{3}年度(?:分)?")
_GROUP = re.compile(
    r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|〔([^〔〕]*)〕|<([^<>]*)>|「([^「」]*)」|〈([^〈〉]*)〉"
)
_MARKS = re.compile(
    r"^(?:[(（][0-9A-Za-z０-９]{1,2}[)）]|[①-⑳]|[0-9０-９]{1,2}[.)、:．）：](?![0-9]))"
    r"|(?:※[0-9０-９,]*|[*＊][0-9０-９]*|注[0-9０-９]+|[①-⑳])$"
)
_LETTER = re.compile("^[A-ZＡ-Ｚ][.．、:：)）]?[ 　]+(?=[^ -~])")
"""What a column is called in the formulas of a form: 「C 交付金充当経費」."""
_LETTER_BEHIND = re.compile(
    r"(?:(?<=[^ -~])[ 　\n]+|(?<=[額費金率]))[(（]?[A-ZＡ-Ｚ①-⑳](?:[-+×÷/／=＝＋－][A-ZＡ-Ｚ①-⑳0-9]{1,3})*[)）]?$"
)
_FORMULA = re.compile(r"[a-z0-9①-⑳=÷×+*/()~., -]{1,12}")
_SHARE = re.compile("[0-9０-９][/／][0-9０-９]|分の")
"""In the name of a cost: it is some part of it."""
_FOOT_MARK = re.compile(r"(?:※|注|\*)[0-9]*")
_YEARS_LONG = re.compile(r"(?:[2-9]|[二三四五])(?:か|ヶ|ケ|カ|箇)?年(?:間|度)?の?(?:計|分|合計|総額|全体)?")
_BESIDE = (_FORMULA, _FOOT_MARK, _YEARS_LONG)
"""What may stand in the brackets of a heading without a word that is known."""
_OF_ALL_YEARS = frozenset({"balance"})


class Meaning(NamedTuple):
    """What a heading says.

    ``role``: a field, one of the four above, ``ignored``, or None. ``veto``: the kind of word that makes an amount
    under it no grant's. ``rank``: how surely. ``words``: the heading without unit, year and marks. ``strange``: it
    holds words that nobody knows.
    """

    role: str | None = None
    rank: int = 99
    veto: str | None = None
    year: int | None = None
    yen_per_unit: int | None = None
    words: str = ""
    kinds: frozenset[str] = frozenset()
    strange: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it names an amount of any kind."""
        return self.role in (FUNDS, COST, SHARE, AMOUNT) or bool(self.veto)

    @property
    def is_year(self) -> bool:
        """Whether it is a fiscal year and nothing else."""
        return self.year is not None and not self.kinds and not self.strange


@lru_cache(maxsize=8192)
def meaning(text: str) -> Meaning:
    """Return what one heading or label says."""
    if len(text) > _LONGEST:
        return Meaning(strange=True)
    bare = _without_letters(text)
    while (cut := _MARKS.sub("", bare)) != bare:
        bare = cut.strip()
    bare = plain(bare)
    bare, unit = _without_unit(bare)
    bare, years = _without_years(bare)
    outer, inner = _apart(bare)
    kinds, strange, order = _kinds(outer)
    inside, odd = frozenset[str](), False
    for group in inner:
        of_group, is_strange, _ = _kinds(group)
        inside |= of_group
        if _YEARS_LONG.fullmatch(group):
            inside |= _OF_ALL_YEARS
        odd = odd or (is_strange and not any(known.fullmatch(group) for known in _BESIDE))
    year = years[0] if len(set(years)) == 1 else None
    words = _words(text)
    found = Meaning(None, 99, None, year, unit, words, kinds | inside, strange)
    if strange and not order:
        return found
    return _role(found, kinds, inside, order, odd)


def _without_letters(text: str) -> str:
    return _LETTER_BEHIND.sub("", _LETTER.sub("", text.strip()))


def _words(text: str) -> str:
    """Return a heading's own words for what stands below it, verbatim but for unit, year, marks and line breaks."""
    text = _without_letters(text)
    joined = "".join(text.split()) if not text.isascii() else " ".join(text.split())
    without = re.sub(r"[(（\[【〔<＜][^()（）\[\]【】〔〕<>＜＞]*[)）\]】〕>＞]", "", joined)
    without = _WRITTEN_YEAR.sub("", without) or without
    without = re.sub(
        r"^[①-⑳]|[※＊*][0-9０-９]*$|[・/／_]?(?:千円|百万円|万円|億円)$|[ _]?(?:(?:thousand|million)[ _])?yen$",
        "",
        without,
    ).strip("　 ・:：_")
    return without or joined


def _without_unit(text: str) -> tuple[str, int | None]:
    """Return a heading without its unit, and the yen in it."""
    units = vocabulary().units
    found: list[int] = []

    def note(match: re.Match[str]) -> str:
        found.extend(units[word] for word in re.findall(vocabulary().unit, match[0]) if word in units)
        return ""

    text = _unit_notes().sub(note, text)
    return text, found[0] if len(set(found)) == 1 else None


@lru_cache(maxsize=1)
def _unit_notes() -> re.Pattern[str]:
    """Return the pattern of a unit in any notation: （単位：件、千円）, ・千円, /百万円, _円, [千円], 千円 alone."""
    unit, other = vocabulary().unit, vocabulary().other_units + "|税込み?|税抜き?"
    by_length = sorted(vocabulary().units, key=len, reverse=True)
    long_units = "|".join(re.escape(word) for word in by_length if len(word) > 1)
    listed = rf"(?:(?:{unit}|{other})(?:単位)?[・、,/]?)*(?:{unit})(?:単位)?(?:[・、,/](?:{unit}|{other}))*"
    return re.compile(
        rf"[(\[【〔<「](?:単位は?[::]?)?{listed}[)\]】〕>」]"
        rf"|(?<=[^(\[【〔<「])[::、,・/]{listed}(?=[)\]】〕>」])"
        rf"|単位は?[::]?[(\[【〔]?{listed}[)\]】〕]?"
        rf"|[・/_:,-](?:{unit})$| (?:{unit})(?= |$)|^(?:{unit})$|(?:{long_units})(?=[._]|$)"
    )


def _without_years(text: str) -> tuple[str, list[int]]:
    years = []
    for match in _YEAR.finditer(text):
        try:
            years.append(fiscal_year.parse(match[0].removesuffix("分")))
        except UsageError:
            continue
    return _YEAR.sub("", text), years


def years_in(text: str) -> list[int]:
    """Return the fiscal years that a heading names."""
    return _without_years(plain(text))[1]


def without_years(text: str) -> str:
    """Return a heading as it is compared, without the years it names."""
    return _without_years(plain(text))[0]


def _apart(text: str) -> tuple[str, list[str]]:
    """Return a heading without what it has in brackets, and that."""
    inner: list[str] = []
    while match := _GROUP.search(text):
        inner.append(next(part for part in match.groups() if part is not None))
        outside = text[: match.start()] + text[match.end() :]
        if not outside:
            return inner.pop(), inner
        text = outside
    return text.strip("【】()[]<>「」〔〕 "), [part for part in inner if part]


def _kinds(text: str) -> tuple[frozenset[str], bool, list[frozenset[str]]]:
    """Return the kinds of a text's words, whether it holds others, and the kinds in order, joining words left out."""
    known = vocabulary()
    order = []
    at, strange = 0, False
    for match in known.words.finditer(text):
        strange = strange or bool(text[at : match.start()].strip(" ・-_./"))
        at = match.end()
        kinds = known.kinds.get(match[0]) or known.kinds.get(match[0].replace(" ", ""), frozenset())
        kinds -= {"words"}
        if kinds:
            order.append(kinds)
    strange = strange or bool(text[at:].strip(" ・-_./0123456789"))
    return frozenset().union(*order), strange, order


_VETOES = ("mixed", "other", "limit", "requested", "prior", "balance", "revenue", "goal", "spent_on")
_MONEY = frozenset({"amount", "charged", "cost", "eligible", "budgeted", "result", "national", "part", *_VETOES})
_BODIES = frozenset({"body", "prefecture"})
_OF_OTHERS = frozenset({"other", "other_short", "mixed", "prefecture"})
"""Whose subsidy it is not, where a heading says only 補助金: 補助金（県）, prefecture_subsidy."""


def _role(
    found: Meaning, kinds: frozenset[str], inside: frozenset[str], order: Sequence[frozenset[str]], odd: bool
) -> Meaning:
    last = order[-1] if order else frozenset()

    def is_(role: str, rank: int = 2) -> Meaning:
        return found._replace(role=role, rank=rank)

    if not order:
        return found
    if len(order) == 1 and found.yen_per_unit is not None and not found.strange:
        if "national_short" in last:
            return is_(FUNDS)
        if "other_short" in last:
            return found._replace(veto="other")
    if "rate" in last:
        return _rate(found, kinds)
    if "count" in last:
        return found._replace(veto="count")
    if "date" in last and not found.strange:
        return is_("date")
    if len(order) == 1 or "amount" not in kinds:
        for kind, role in _ALONE.items():
            if kind in last and not found.strange:
                return is_(role)
    if "corporate" in kinds:
        return is_("corporate_number")
    if "year" in last and not found.strange:
        return is_("fiscal_year")
    if "code" in last:
        if _BODIES & kinds or (len(order) == 1 and not found.strange):
            return is_("municipality_code")
        return is_(IGNORED) if not found.strange else found
    if "number" in last:
        return is_("id" if found.words.casefold() == "id" else IGNORED)
    if "level" in kinds and len(order) == 1:
        return is_("level")
    if "grant" in last and (_OF_OTHERS & (kinds | inside) or {"national", "national_short"} & inside):
        return _money(found, kinds | {"amount"}, inside, odd, last)
    if _MONEY & kinds or ("stage" in last) or ({"stage", "grant", "named_grant"} & kinds and "amount" in kinds):
        return _money(found, kinds, inside, odd, last)
    if found.strange:
        return found
    return _text(found, kinds, order, last)


_ALONE = {
    "application": "application_text",
    "first_year": "first_year",
    "period": "period",
    "last_year": "last_fiscal_year",
    "unit": "unit",
    "budget": "budget",
    "reading": IGNORED,
    "note": "note",
    "summary": "summary",
    "passed_over": IGNORED,
}
"""Fields that the last word of a heading names by itself."""


def _rate(found: Meaning, kinds: frozenset[str]) -> Meaning:
    is_subsidy = bool({"stage", "national", "national_short", "grant", "named_grant"} & kinds)
    is_other = found.strange or {"other", "mixed", "result", "goal", *_NOT_GRANTED} & kinds
    if is_subsidy and not is_other and not re.search("充当|配分", found.words):
        return found._replace(role="subsidy_rate", rank=2)
    return found._replace(veto="rate")


_NOT_GRANTED = ("limit", "requested", "prior", "balance", "revenue")


def _money(found: Meaning, kinds: frozenset[str], inside: frozenset[str], odd: bool, last: frozenset[str]) -> Meaning:
    """Return what an amount's heading says, in this order: whose it is not, whose it is, what it is called."""
    both = kinds | inside
    for veto in ("mixed", *_NOT_GRANTED, "goal"):
        if veto in both:
            return found._replace(veto=veto)
    if "applying" in both:
        return found._replace(veto="requested")
    national = bool({"national"} & both)
    if "other" in both or ("other_short" in both and {"amount", "grant", "stage"} & both):
        return found._replace(veto="mixed" if national or "national_short" in both else "other")
    if found.strange or odd:
        return found._replace(veto="strange")
    if "spent_on" in both:
        return found._replace(veto="spent_on")
    if "partner" in both:
        return found._replace(role=SHARE, rank=2) if national or {"stage", "amount"} & both else found
    if _BODIES & kinds and not national:
        return found._replace(veto="strange")
    if "charged" in both:
        return found._replace(role=FUNDS, rank=1)
    if {"cost", "eligible"} & both:
        if _SHARE.search(found.words) or (not {"cost", "eligible"} & kinds and {"stage", "grant"} & kinds):
            return found._replace(veto="strange")
        if national or ("part" in both):
            return found._replace(veto="mixed" if national else "part")
        return found._replace(role=COST, rank=2 if "cost" in both else 4)
    is_national = national or ("national_short" in both and bool({"amount", "grant", "stage"} & both))
    if "budgeted" in both and not is_national and "grant" not in kinds:
        return found._replace(role=COST, rank=3) if "part" not in both else found._replace(veto="part")
    if is_national or {"grant", "named_grant", "stage"} & both:
        return found._replace(role=FUNDS, rank=1 if national and "part" in both else 2)
    if "part" in both:
        return found._replace(veto="part")
    return found._replace(role=AMOUNT, rank=RANK_OF_UNNAMED)


def _text(found: Meaning, kinds: frozenset[str], order: Sequence[frozenset[str]], last: frozenset[str]) -> Meaning:
    """Return the field of names, kinds and years that a heading names: its last word, and what that is of."""

    def is_(role: str, rank: int = 2) -> Meaning:
        return found._replace(role=role, rank=rank)

    if "name" in last and len(order) > 1:
        return is_(*_named(order[:-1]))
    if "name" in last or ("name" in kinds and order[0] & {"name"}):
        rest = [kind for kind in order if "name" not in kind]
        return is_(*_named(rest)) if rest else is_(LABEL, 6)
    if "type" in last and "kind" not in last:
        return is_("grant_type")
    if "kind" in last:
        if {"application", "partner"} & kinds:
            return is_("application_text")
        return is_("program_name") if "grant" in kinds and "project" not in kinds else is_(KIND)
    if "partner" in kinds:
        return is_("partners")
    if "project" in last:
        return is_("name", 3)
    if "body" in last:
        return is_("municipality")
    if "prefecture" in last:
        return is_("prefecture")
    if {"grant", "named_grant"} & last:
        return is_(GRANT) if found.yen_per_unit is None else is_(FUNDS)
    return found


def _named(order: Sequence[frozenset[str]]) -> tuple[str, int]:
    """Return the field whose name a heading with a word for names speaks of: the nearest word to it decides."""
    for kinds in reversed(order):
        if "partner" in kinds:
            return "partners", 2
        if "body" in kinds:
            return "municipality", 2
        if "prefecture" in kinds or "other_short" in kinds:
            return ("prefecture", 2) if not any("body" in other for other in order) else ("municipality", 2)
        if "project" in kinds:
            return "name", 2
        if "grant" in kinds:
            return "program_name", 2
        if "facility" in kinds:
            return "name", 4
        if "type" in kinds:
            return "grant_type", 2
        if "application" in kinds:
            return "application_text", 2
    return LABEL, 6


_PLAN = frozenset({"project"})
"""What 計画 says; below a word for money it is what was planned."""


def combined(parts: Sequence[str]) -> Meaning:
    """Return what a column says whose heading stands in several rows, the topmost first.

    The lowest row says what it is; those above it add whose money it is, of which year, and in which unit.
    """
    if not parts:
        return Meaning()
    said = [meaning(part) for part in parts]
    lowest, above = said[-1], said[:-1]
    if above and lowest.role in (None, AMOUNT, LABEL, KIND, GRANT) and not lowest.veto:
        together = meaning("".join(parts))
        if together.role is not None or together.veto:
            lowest = together
    kinds = frozenset().union(*(one.kinds for one in said))
    sources = any("sources" in one.kinds for one in above) or any(one.is_money or one.role == GRANT for one in above)
    if lowest.role is None and sources and not lowest.veto and not lowest.strange:
        if "national_short" in lowest.kinds:
            lowest = lowest._replace(role=FUNDS, rank=2)
        elif "other_short" in lowest.kinds:
            lowest = lowest._replace(veto="other")
    if lowest.role == "partners" and any(one.role == FUNDS for one in above):
        lowest = lowest._replace(role=SHARE)
    if lowest.role == FUNDS and any("partner" in one.kinds for one in above):
        lowest = lowest._replace(role=SHARE)
    if lowest.kinds == _PLAN and any(one.is_money or one.role == GRANT for one in above):
        lowest = lowest._replace(role=None, rank=99, veto="requested")
    for one in above:
        if lowest.is_money and one.veto and not lowest.veto and one.veto not in ("strange", "count", "rate"):
            lowest = lowest._replace(role=None, rank=99, veto=one.veto)
        if lowest.role == AMOUNT and one.role in (FUNDS, COST):
            lowest = lowest._replace(role=one.role, rank=one.rank, words=one.words)
    year = next((one.year for one in reversed(said) if one.year is not None), None)
    unit = next((one.yen_per_unit for one in reversed(said) if one.yen_per_unit is not None), None)
    if lowest.role is None and not lowest.veto and not lowest.kinds and not lowest.strange and year is not None:
        return Meaning(year=year, yen_per_unit=unit)
    return lowest._replace(year=year, yen_per_unit=unit, kinds=lowest.kinds or kinds)


def words_in(text: str) -> Iterator[frozenset[str]]:
    """Yield the kinds of the words of a text, in order."""
    yield from _kinds(plain(text))[2]


def is_word_of_money(name: str) -> bool:
    """Return whether what stands where a project's name should is a payer or a kind of spending: 一般財源, 人件費."""
    if name[-1:] in _CLOSING:
        name = _UNIT_BEHIND.sub("", name)
    if name[-1:] not in _ends_of_never_names() or len(name) > _LONGEST or not _kinds_in(name) & _NEVER_NAMES:
        return False
    said = meaning(name)
    return not said.strange and not said.kinds & {"project", "stage"}


def is_label_of_none(name: str) -> bool:
    """Return whether what stands where a project's name should is the label of something else: 担当課, 電話番号."""
    if len(name) > _LONGEST_LABEL or name[-1] == "業":
        return False
    bare = plain(name)
    return bare in vocabulary().offices or "passed_over" in vocabulary().kinds.get(bare, ())


_LONGEST_LABEL = 8
_CLOSING = frozenset(")）]］")
_UNIT_BEHIND = re.compile(r"[ 　]*[(（\[［](?:単位[:：]?)?[千百万億]*円[)）\]］]$")
_NEVER_NAMES = frozenset(
    {"cost", "eligible", "other", "mixed", "national", "named_grant", "spent_on", "balance", "revenue", "prior", "goal"}
)


@cache
def _ends_of_never_names() -> frozenset[str]:
    """Return the last letters of such words; nearly all names end otherwise, and to take one apart is slow."""
    return frozenset(word[-1] for word, kinds in vocabulary().kinds.items() if kinds & _NEVER_NAMES)


def _kinds_in(text: str) -> frozenset[str]:
    return frozenset().union(*words_in(text))
