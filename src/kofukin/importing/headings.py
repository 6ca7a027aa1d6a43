"""What a heading says of the projects below it: 「H29 年度地方創生推進交付金＜1/2 国費＞【H29 年度から 3 年間実施】」.

A line is a heading only if nothing is left of it once programs, years, brackets and the few words of headings are
taken away; a sentence that names a program is none.
"""

import re
from typing import NamedTuple

from kofukin.importing import cells
from kofukin.importing.brackets import GROUP, application_in, without_groups
from kofukin.importing.known_programs import MARKS, is_known_type, names_of_known, recognised
from kofukin.importing.money import amounts_on
from kofukin.importing.units import unit_of_title
from kofukin.importing.vocabulary import plain, vocabulary
from kofukin.importing.years import GRANT_YEAR, budgets_in, parsed
from kofukin.model import fiscal_year
from kofukin.model.prefecture import PREFECTURES
from kofukin.model.stated_amounts import Amount, narrow


class Heading(NamedTuple):
    """What a heading says. ``title``: it speaks of grants, but not of one program; ``amounts``: the sum it states.

    ``unclear``: it seems to name a program or a year, but no rule knows all its words, so that it says nothing.
    ``of_budget``: it names the national budget that the money is from; ``budget`` is that, as "H27 補正", where it
    is plain which.
    """

    programs: tuple[str, ...] = ()
    fiscal_year: int | None = None
    last_fiscal_year: int | None = None
    subsidy_rate: str | None = None
    doubtful_rate: bool = False
    amounts: tuple[Amount, ...] = ()
    municipality: str | None = None
    title: bool = False
    yen_per_unit: int | None = None
    unclear: bool = False
    of_budget: bool = False
    budget: str | None = None
    grant_type: str | None = None


_OF_BUDGET = r"\s*(?:第?\s*\d*\s*次)?\s*(?:補正|予算)"
"""Behind a year: it is the national budget's, whose projects may run in another year."""
_YEAR = re.compile(
    rf"(?:{GRANT_YEAR}|(?:令和|平成)\s*(?:\d{{1,2}}|元)\s*年(?!\s*\d|度))(?!-|{_OF_BUDGET})", re.IGNORECASE
)
_BUDGET = re.compile(rf"[^\s()<>【】、]{{0,6}}\d{{1,4}}\s*(?:年度)?{_OF_BUDGET}(?:予算)?")
_FOR_YEARS = re.compile(r"(\d{1,2})\s*(?:か|ヶ|ケ|カ|箇)?\s*年間?")
_LONGEST_RUN = 10
_RATE = re.compile(
    r"(?P<whole>全額)|(?<![\d./])(?:[\d.]+\s*/\s*[\d.]+|\d+\s*分の\s*\d+|[\d.]+\s*%|\d\s*割(?!\d)|0?\.\d+)(?![\d./])"
)
_RATE_WORDS = re.compile(r"国費|補助率|交付率|負担率|国庫")

_KANJI = r"[一-鿿々〇ヶケァ-ヴーぁ-ん]"
_PREFECTURE = "|".join(PREFECTURES.values())
_NOT_A_NAME = (
    rf"(?!(?:{vocabulary().relations})[市区町村])(?!(?:{vocabulary().nouns})(?![一-鿿々]))"
    rf"(?!{_KANJI}*(?:地区|特区|学区|校区|(?<!京)都市|市町村|市区町村|町村|区分)(?!{_KANJI}))"
)
MUNICIPALITY = (
    rf"{_NOT_A_NAME}(?P<municipality>(?:(?:{_PREFECTURE})\s*)?{_KANJI}{{1,6}}?[市区町村](?!長)|{_PREFECTURE})"
)

_PROGRAM = re.compile(r"[^\s()<>【】\[\]「」《》〈〉、,・/:;。]*?交付金")
_KNOWN = [
    (program.name, re.compile(r"\s*".join(re.escape(sign) for sign in narrow(name))))
    for name, program in names_of_known()
]
_OWNER = re.compile(
    rf"{MUNICIPALITY}(?:の|における|\s|(?={'|'.join(re.escape(narrow(name)) for name, _ in names_of_known())}))"
)
_OWNER_LAST = re.compile(rf"(?:(?<=\s)(?!.*[)】])|[(【]){MUNICIPALITY}[)】]?\s*$")
_UMBRELLA = re.compile(r"(?:うち|内)?(?:国の|各種|新型)?(?:地方創生)?(?:関連|関係|に関する|に係る|の|等|各種)*交付金")
_JOINING = re.compile(r"^(?:及び|および|並びに|ならびに|と|や|の|等)+")
_WORDS = re.compile(rf"(?:{vocabulary().titles}|TYPE\s*[\dSX]|[\d\s()<>【】\[\]「」《》〈〉、,・/:;~\-–—―*#|★☆.])*+")
_GOES_ON = re.compile(r"(?:[をにへとのはがやで、]|(?<!つい)て)$|(?:した|する|による|から|より)$")
_YEAR_ALONE = re.compile(
    r"[\s【(<\[]*(?:の|実施|採択|交付|対象|決定|申請|認定|分|第\s*\d+\s*[回次期弾]|事業|一覧表?|について|予定|見込み?"
    r"|[\s】)>\]])*"
)
_YEAR_BEFORE = re.compile(rf"[(\[【]?{_YEAR.pattern}\s*(?:の|分|当初|補正|予算)*\s*[)\]】]?\s*[:・]?\s*", re.IGNORECASE)
_SOME_GRANT = re.compile(r"(?:本|当該?|同|該|この|その|各|両|新|旧|他の)?交付金")
"""Words for grants that name none."""
_BEGINS_WITH_YEAR = re.compile(
    rf"[\s(\[【〔<「『]*(?:{_YEAR.pattern}|{_BUDGET.pattern}"
    r"|(?:令和|平成|[RH])\s*\d{1,2}\s*(?:年度?)?\s*[~〜\-–—・,、]\s*(?:令和|平成|[RH])?\s*\d{1,2}\s*年度)",
    re.IGNORECASE,
)
_TYPE = re.compile(r"[^\s、。()]{1,30}タイプ(?:\s*TYPE\s*[0-9A-Z]+)?", re.IGNORECASE)
_SENTENCE = re.compile(r"。|[ぁ-ん]、|(?:です|ます|である)$")
_QUANTITY = re.compile(r"\d\s*(?:人|名|件|%|回|か所|箇所|社|戸|台|日|校|ha|点|店舗?|世帯|人泊)\s*(?:[(（].*)?$")


def heading(text: str) -> Heading | None:
    """Return what ``text`` says as a heading, or None where it says more, or less, than a heading does."""
    normal = narrow(text)
    if _TYPE.fullmatch(alone := normal.strip(MARKS)) or (alone.endswith("型") and is_known_type(alone)):
        return Heading(grant_type=alone)
    if ("交付金" not in normal and not _YEAR.search(normal)) or application_in(text) or _GOES_ON.search(normal):
        return None
    dated = _YEAR_BEFORE.match(normal)
    owner = _owner(normal, dated.end() if dated else 0)
    spoken = _BUDGET.sub(" ", normal[: owner.start()] + normal[owner.end() :] if owner else normal)
    programs, rest = _programs(_YEAR.sub(" ", spoken))
    found = tuple(amounts_on(text))
    rest = without_groups(rest)
    for amount in found:
        rest = re.sub(rf"{re.escape(amount.figure)}\s*{amount.unit}", " ", rest)
    if programs:
        if not _WORDS.fullmatch(rest) or (found and "交付金" not in without_groups(spoken)):
            return None
    elif found or len(_YEAR.findall(spoken)) != 1 or not _YEAR_ALONE.fullmatch(_YEAR.sub("", spoken)):
        return None
    named = tuple(name for name in programs if not _UMBRELLA.fullmatch(name))
    first, last = _period(spoken)
    rate, doubtful_rate = _rate(normal)
    municipality = owner["municipality"] if owner else None
    return Heading(
        named,
        first,
        last,
        rate,
        doubtful_rate,
        found,
        municipality,
        title=bool(programs) and len(named) != 1,
        yen_per_unit=unit_of_title(text),
        of_budget=_BUDGET.search(normal) is not None,
        budget=_budget(normal),
    )


def _budget(normal: str) -> str | None:
    """Return the national budget that a text names, where it names one alone."""
    found = budgets_in(normal)
    return found.pop() if len(found) == 1 and len(_BUDGET.findall(normal)) < 2 else None


def is_like_heading(text: str) -> bool:
    """Return whether a line that no rule knows seems to say of which program or year the projects below are."""
    return names_program(text) or begins_with_year(text)


def names_program(text: str) -> bool:
    """Return whether a line that is no sentence names a program."""
    normal = narrow(text)
    if _SENTENCE.search(normal) or _GOES_ON.search(normal):
        return False
    programs, _ = _programs(_YEAR.sub(" ", normal))
    return any(not (_UMBRELLA.fullmatch(name) or _SOME_GRANT.fullmatch(name)) for name in programs)


def begins_with_year(text: str) -> bool:
    """Return whether a line that is no sentence begins with a fiscal year, and counts nothing."""
    normal = narrow(text)
    if _SENTENCE.search(normal) or _GOES_ON.search(normal) or _QUANTITY.search(normal):
        return False
    return _BEGINS_WITH_YEAR.match(normal) is not None


def goes_on(text: str) -> bool:
    """Return whether a line ends in the middle of a sentence."""
    return bool(_GOES_ON.search(narrow(text)))


def owner_of(text: str) -> str | None:
    """Return the municipality that a title begins or ends with: 「札幌市の…」, 「…交付金（札幌市）」."""
    match = _owner(narrow(text), 0)
    return match["municipality"] if match else None


def names_no_grant(text: str) -> bool:
    """Return whether a text is a word for grants that names none: 新交付金, 地方創生関連交付金."""
    normal = narrow(text).strip()
    return bool(_UMBRELLA.fullmatch(normal) or _SOME_GRANT.fullmatch(normal))


def _owner(normal: str, at: int) -> re.Match[str] | None:
    """Return the match of a body at a place of a text, or at its end; the word for bodies (市町村) is none."""
    match = _OWNER.match(normal, at) or _OWNER_LAST.search(normal)
    return None if match and plain(match["municipality"]) in vocabulary().kinds else match


def _programs(normal: str) -> tuple[list[str], str]:
    """Return the programs that a text names, in order, and the text without them."""
    found: list[tuple[int, str]] = []
    for name, written in _KNOWN:
        for match in written.finditer(normal):
            found.append((match.start(), name))
            normal = normal[: match.start()] + " " * len(match[0]) + normal[match.end() :]
    found += [(match.start(), _JOINING.sub("", match[0])) for match in _PROGRAM.finditer(normal)]
    names = dict.fromkeys(name for _, name in sorted(found))
    aliases = {
        name for name in names if any(program.name in names and program.name != name for program in recognised(name))
    }
    return [name for name in names if name not in aliases], _PROGRAM.sub(" ", normal)


def known_programs_in(text: str) -> list[str]:
    """Return the known programs whose full names stand in a text."""
    normal = narrow(text)
    found = []
    for name, written in _KNOWN:
        if written.search(normal):
            found.append(name)
            normal = written.sub(" ", normal)
    return found


def without_years(text: str) -> str:
    """Return a text in its narrow form with no years in it, nor what joins them to what follows."""
    return _YEAR_BEFORE.sub(" ", narrow(text))


def years_in(text: str) -> list[int]:
    """Return the fiscal years that a text names, in order; a budget's year is none."""
    return [year for token in _YEAR.findall(narrow(text)) if (year := parsed(token)) is not None]


def is_years_alone(text: str) -> bool:
    """Return whether a text is nothing but a year or a period: 平成29年度～平成30年度."""
    normal = narrow(text)
    return _YEAR.search(normal) is not None and not _YEAR.sub("", normal).strip("~〜-–—―、・,() 　からまで自至年度")


def _period(spoken: str) -> tuple[int | None, int | None]:
    """Return the grant's fiscal year, and the last that its projects run, of a heading's text.

    The year stands before the program; where it does not, the year that the period begins in is the grant's.
    """
    outside = without_groups(spoken)
    parts = [outside, *re.findall(r"【[^】]*】", spoken), *GROUP.findall(spoken)]
    years = years_in(outside) or years_in(spoken)
    first = years[0] if years and (len(years) == 1 or not years_in(outside)) else None
    for part in parts:
        inside = years_in(part)
        begin = inside[0] if inside else first
        if first is None or begin is None:
            continue
        run = _FOR_YEARS.search(_YEAR.sub(" ", part))
        last = begin
        if "単年度" not in part:
            if run and 0 < int(run[1]) <= _LONGEST_RUN:
                last = begin + int(run[1]) - 1
            elif part is not outside and len(inside) == 2:
                last = inside[1]
            else:
                continue
        if first <= last <= fiscal_year.LAST:
            return first, last
    return first, None


def _rate(normal: str) -> tuple[str | None, bool]:
    """Return the share of the cost that the grant pays, and whether what stands there is no share, or several."""
    stated: set[str] = set()
    for part in GROUP.findall(normal) or [normal]:
        inside = part[1:-1].strip() if GROUP.fullmatch(part) else part
        if _RATE_WORDS.search(part) or _RATE.fullmatch(inside):
            found = ["1" if match["whole"] else match[0] for match in _RATE.finditer(part)]
            if not found and re.search("[%割半]", part):
                return None, True
            stated.update(found)
    try:
        rates = {cells.rate(written.replace("割", "0%")) for written in stated}
    except cells.Doubtful:
        return None, True
    return (next(iter(rates)), False) if len(rates) == 1 else (None, bool(rates))
