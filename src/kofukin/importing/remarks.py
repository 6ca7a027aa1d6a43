"""Remarks that say something else than a draft does: 「金額は百万円単位」, 「令和4年度分」, 「うち県費50」.

A note, a comment, and what stands in brackets or at the end of a name may take a figure back that its column states
plainly. Nobody can tell from here which of the two is right: the field is left open, with the remark as its words. A
remark that agrees with the draft, or says none of this, stays a note.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from kofukin.importing.cells import Doubtful, period
from kofukin.importing.draft import Doubt, DraftProject
from kofukin.importing.known_programs import names_of_known
from kofukin.importing.label_grammar import COST, FUNDS
from kofukin.importing.line_grammar import is_like_name, labelled, names_another_payer
from kofukin.importing.money import amounts_on
from kofukin.importing.plausible import SMALLEST_LIMIT, beyond
from kofukin.importing.programs import known_in
from kofukin.importing.units import unit_of_title
from kofukin.importing.vocabulary import any_of, plain, vocabulary
from kofukin.importing.years import NUMBER, parsed
from kofukin.messages import Message, importing
from kofukin.model.project import Project
from kofukin.model.stated_amounts import Whose

_LONGEST = 300
"""What is longer is a text about the project, which may speak of anything."""
_LONGEST_SUMMARY = 40
_MOST_REMEMBERED = 20_000
_CLAUSES = re.compile(r"[、。,，;；/／\n]+")
_GROUP = re.compile(r"[(\[【〔<「]([^()\[\]【】〔〕<>「」]{1,60})[)\]】〕>」]")
_BEHIND_BLANK = re.compile(r".*[ 　]([^ 　]{1,20})$")
_BEHIND_NAME = re.compile(r".*(?:事業(?<!総事業)(?<!全体事業)|プロジェクト|計画)([^ 　]{1,20})$")
_ERA = rf"(?:令和|平成|(?<![a-z])[rh]|令|平)\s*{NUMBER}|(?<![0-9a-z])(?:fy)?(?:19|20)[0-9]{{2}}"
_YEAR = re.compile(rf"(?P<year>{_ERA})(?:年度|年(?![0-9]))?の?(?:国の?)?", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_FORWARD = re.compile("[にへ]$")
_BUDGET_OF = re.compile(r"(?:第?[0-9一二三]次)?補正")


class Said(NamedTuple):
    """One thing that a remark says: of which kind, the words, and what it comes to."""

    kind: str
    value: int | str | tuple[int, int] | None = None


def heeded(draft: DraftProject, over: Sequence[tuple[str, tuple[Said, ...]]] = ()) -> DraftProject:
    """Return the draft with each field open that something said beside it contradicts; ``over``: of all rows."""
    project = draft.project
    name = project.name
    is_silent = not (name and (name[-1] in _last_signs() or _INSIDE.search(name)))
    is_silent = (
        is_silent
        and (project.national_funds_yen or 0) < SMALLEST_LIMIT
        and not _DIGIT.search(project.amount_label or "")
    )
    if is_silent and not (over or project.note or project.summary or project.budget or draft.remarks):
        return draft
    found: dict[str, Doubt] = {}
    if draft.yen_per_unit != 1 and (reason := beyond(project)) is not None:
        found[FUNDS] = Doubt(draft.place, reason, f"{project.national_funds_yen:,}", FUNDS)
    for text, said in chain(_all_said(draft), over):
        for one in said:
            for field, reason in contradicted(draft, one):
                found.setdefault(field, Doubt(draft.place, reason, text, field))
    if not found:
        return draft
    for field in found:
        project = without_amount(project, field)
    settled = {doubt.field for doubt in draft.doubts}
    doubts = (*draft.doubts, *(doubt for field, doubt in found.items() if field not in settled))
    return draft._replace(project=project, doubts=doubts)


def without_amount(project: Project, field: str | None) -> Project:
    """Return the project without the amount of a field that is open; other fields keep what can be read of them."""
    if field == FUNDS:
        return project._replace(national_funds_yen=None)
    return project._replace(stated_cost_yen=None) if field == COST else project


def _all_said(draft: DraftProject) -> Iterator[tuple[str, tuple[Said, ...]]]:
    project = draft.project
    texts = filter(None, (project.note, project.budget, *draft.remarks))
    yield from ((text, said_in(text)) for text in texts if may_say(text))
    if (about := project.summary) and len(about) <= _LONGEST_SUMMARY and may_say(about):
        yield about, tuple(said for said in said_in(about) if said.kind in ("unit", "more"))
    if (label := project.amount_label) and _DIGIT.search(label):
        yield label, tuple(_years_in(plain(label)))
    if (name := draft.project.name) and len(name) <= _LONGEST:
        yield name, said_in_name(name)


_INSIDE = re.compile(r"[(（\[［【〔<＜「 　他外等ほ×✕☓]|[業ト][、，,／/・＆&]")
"""In a name that does not end with a word of remarks: only with one of these may it say anything of its amount."""


@cache
def _last_signs() -> frozenset[str]:
    """Return what names end with that end with a word of remarks; nearly all end otherwise."""
    words = vocabulary().remarks
    kinds = ("moved", "requested", "doubted", "outside", "cost", "included", "more")
    ends = {word[-1] for kind in kinds for word in words[kind]} | {word[-1] for word in _payers()}
    ends |= {word[-1] for word in vocabulary().by_section["veto"]["spent_on"]} | set("度円位")
    return frozenset(ends - {"業"})  # 県事業 is a remark, and nearly all names end so


@lru_cache(maxsize=_MOST_REMEMBERED)
def may_say(text: str) -> bool:
    """Return whether a text may say anything of an amount."""
    return _signs().search(text) is not None or vocabulary().fallen.search(text) is not None


@cache
def _signs() -> re.Pattern[str]:
    """Return the pattern of what a text must hold to say anything of this: a quick look tells most that do not."""
    words = vocabulary().remarks
    kinds = ("moved", "requested", "doubted", "outside", "cost", "included", "alone")
    fixed = [word for kind in kinds for word in words[kind]]
    kept = ("交付金", "補助金", "年度", "単位", "円", "うち", "財源", "納税", ":", "額")
    return re.compile(
        any_of([*fixed, *_payers(), *kept, *words["more"][:-1], *words["restated"]])
        + r"|^[^ぁ-ん]{1,8}$|[都道府県市区町村]の|/|^[△▲-]|：|[RHＲＨ令平]\s*[0-9０-９元]|[(（【\[]|事業.{1,20}$"
    )


@cache
def _payers() -> tuple[str, ...]:
    payers = vocabulary().by_section["payer"]
    return tuple(word for kind in ("other", "mixed") for word in map(plain, payers[kind]))


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of the words of remarks, the longest first, and the kind of each."""
    kinds = dict.fromkeys(_payers(), "payer")
    for kind in ("no_payers", "others", "outside", "moved", "requested", "doubted", "cost"):
        kinds |= dict.fromkeys(vocabulary().remarks[kind], kind)
    return re.compile(any_of(kinds)), kinds


@lru_cache(maxsize=_MOST_REMEMBERED)
def said_in(text: str) -> tuple[Said, ...]:
    """Return what a remark says that may contradict a draft."""
    if len(text) > _LONGEST:
        return ()
    found = [Said("payer", text)] if names_another_payer(text) else []
    if vocabulary().fallen.search(text):
        found.append(Said("fallen"))
    bare = plain(text)
    found += [*_units_in(text), *(Said("program", program.id) for program in known_in(text))]
    found += [Said("program", grant) for grant in other_grants_in(text)]
    found += [Said("restated", int(figure.replace(",", ""))) for figure in _restated().findall(bare)]
    if _OTHERS_PART.search(unicodedata.normalize("NFKC", text)) or _is_of_persons().search(bare):
        found.append(Said("payer", text))
    if _CHANGE.fullmatch(bare):
        found.append(Said("doubted", text))
    if (verdict := labelled(text)) and plain(verdict.label) in vocabulary().remarks["verdict"]:
        found += [Said("fallen")] if plain(verdict.value) in vocabulary().remarks["refused"] else []
    for amount in amounts_on(text):
        if amount.whose in (Whose.FUNDS, Whose.NOT_OURS):
            found.append(Said("amount" if amount.whose is Whose.FUNDS else "not_ours", amount.yen()))
    for clause in filter(None, map(str.strip, _CLAUSES.split(text))):
        found += _said_in_clause(plain(clause))
    return tuple(dict.fromkeys(found))


_OTHERS_PART = re.compile(
    r"(?<![一-龠])[都道府県市区町村](?:の(?:補助|負担|交付|助成|持ち?出)|[0-9]{1,2}/[0-9])|[0-9]/[0-9]{1,2}は[都道府県市区町村]$"
    r"|財源は(?!国)|うち[都道府県市区町村][費分]?[0-9]|ふるさと納税(?:分|を?[含充])"
)
"""Another payer's part: 県の補助金, 国1/2県1/2, 1/2は県."""
_IS = re.compile(r"^.{0,6}(?:額|国費|金)(?:は|が)|(?:です|である|となる|ベース)$")
_ONLY = re.compile("分(?:のみ|だけ)$")
_CHANGE = re.compile(r"[△▲-][0-9][0-9,]*(?:千円|万円|百万円|円)?")
_BARE_UNIT = re.compile(r"(?<![0-9一二三四五六七八九十数])(千円|万円|百万円|千万円|億円)(?!台|規模)")
_GRANT = re.compile(r"[一-龠々ァ-ヶー・]{2,40}?(?:交付金|補助金|助成金)|[一-龠]{1,6}[庁省]の?補助")
_LEFT_OVER = re.compile(r"[一-龠々ァ-ヶー・]{2,}")


@cache
def _restated() -> re.Pattern[str]:
    """Return the pattern of an amount that some word says is another, or the last one: 交付確定額900, 変更後 900."""
    words = vocabulary().by_section["money"]
    stages = [*vocabulary().remarks["restated"], *map(plain, (*words["stage"], *words["result"]))]
    between = r"(?:予定|決定|確定|済み?|後|額|[はがにへを:=→])*"
    counted = "[0-9年月日時件人名社%.割者団地戸か号次期回種番条/]"
    return re.compile(rf"(?:{any_of(stages)}){between}([0-9][0-9,]*)(?!{counted})")


@cache
def _is_of_persons() -> re.Pattern[str]:
    persons = any_of(map(plain, vocabulary().persons.pattern.split("|")))
    return re.compile(rf"(?:{persons})[^、。]{{0,10}}(?:へ|分$|に対する|向け)")


@lru_cache(maxsize=_MOST_REMEMBERED)
def other_grants_in(text: str) -> tuple[str, ...]:
    """Return the grants that a text names and that are none of the known ones, nor another payer's."""
    if "交付金" not in text and "補助" not in text and "助成金" not in text:
        return ()
    found = []
    for match in _GRANT.finditer(unicodedata.normalize("NFKC", text)):
        rest = plain(match[0])
        for word in (plain(name) for name, _ in names_of_known()):
            rest = rest.replace(word, "")
        rest = _generic().sub("", rest)
        if rest and _LEFT_OVER.search(rest) and not known_in(match[0]):
            found.append(match[0])
    return tuple(found)


@cache
def _generic() -> re.Pattern[str]:
    """Return the pattern of what may stand in the name of no grant but that of the list: 国庫補助金, 本交付金."""
    words = vocabulary().by_section
    own = [*words["payer"]["national"], *words["payer"]["other"], *words["payer"]["mixed"], *words["money"]["stage"]]
    return re.compile(any_of(map(plain, own)) + "|" + any_of(vocabulary().remarks["of_any_grant"]))


def _units_in(text: str) -> Iterator[Said]:
    if any(word in text for word in vocabulary().remarks["rounding"]):
        return
    unit = unit_of_title(text)
    bare = {vocabulary().units[word] for word in _BARE_UNIT.findall(plain(text))} if unit is None else set()
    if unit is not None or len(bare) == 1:
        yield Said("unit", unit or bare.pop())


def _said_in_clause(bare: str) -> Iterator[Said]:
    remarks = vocabulary().remarks
    is_apart = any(word in bare for word in remarks["apart"])
    is_sum = any(word in bare for word in remarks["included"])
    said = _IS.sub("", bare)
    if {bare, said, f"{said}額"} & {*remarks["alone"]}:
        yield Said("requested", said)
    if _ONLY.search(bare) and "国" not in bare:
        yield Said("more", bare)
    pattern, kinds = _words()
    for match in pattern.finditer(bare):
        kind = kinds[match[0]]
        if (kind == "outside" or (kind == "others" and is_sum)) and not is_apart:
            yield Said("more", match[0])
        elif kind in ("cost", "requested") and _DIGIT.search(bare):
            continue  # another amount, stated beside the project's own
        elif kind == "cost":
            yield Said("cost", match[0])
        elif kind == "moved" and _FORWARD.search(bare[: match.start()]):
            continue  # part of what was granted is spent later
        elif kind in ("payer", "moved", "requested", "doubted") and not is_apart:
            yield Said(kind, match[0])
    if (_several().search(bare) or _ends_with_more().fullmatch(bare)) and not is_apart:
        yield Said("more", bare)
    if bare.endswith("額") and not _DIGIT.search(bare):
        yield from (Said("stage", word) for word in _stages_in(bare))
    if _several().search(bare):
        return
    if "うち国" in bare and not is_apart:
        yield Said("payer", bare)
    yield from _years_in(bare)


def _stages_in(bare: str) -> list[str]:
    """Return the words that say how far an amount has come: 交付決定, 実績額."""
    return _stage_words().findall(bare)


@cache
def _stage_words() -> re.Pattern[str]:
    words = vocabulary().by_section["money"]
    return re.compile(any_of([plain(word) for kind in ("stage", "result", "grant") for word in words.get(kind, ())]))


@cache
def _several() -> re.Pattern[str]:
    """Return the pattern of a sum over years or bodies: 3か年の合計, 令和4~6年度分, 2市町分."""
    counted = any_of(vocabulary().remarks["counted"])
    number = r"(?<![0-9和成rh令平元])(?:[0-9]{1,2}|[二三四五六七八九十両])"
    total = r"の?(?:分|合計|総額|累計|計(?!画)|全体|合算)"
    return re.compile(
        rf"(?:他|ほか|外)[0-9]{{0,2}}[都道府県市区町村]{{1,2}}(?:分)?を?(?:含|込)|(?:事業|計画)(?:分)?[もを](?:含|込)"
        rf"|から(?:令和|平成|[rh])?[0-9元]{{1,4}}年度?までの(?:合計|総額|累計|計(?!画))|(?:に|へ|と)(?:統合|一括|重複|集約|合併|併せて計上)"
        rf"|{number}(?:か|ヶ|ケ|カ|箇)?(?:年度?間?){total}|{number}(?:{counted})(?:の?合計|の?合算|の?計(?!画)|分)"
        rf"|[都道府県市区町村]分を?(?:含|込)"
        rf"|(?:{_ERA})(?:年度?)?[~・及と -](?:令和|平成|[rh])?[0-9]{{1,4}}(?:年度?)?{total}"
    )


def _years_in(bare: str) -> Iterator[Said]:
    """Yield the years that a clause says the money is of; one in which something began or ends is none."""
    remarks = vocabulary().remarks
    for match in _YEAR.finditer(bare):
        year, behind = parsed(match["year"].replace(" ", "")), bare[match.end() :]
        if year is None or behind.startswith(remarks["not_of_year"]):
            continue
        if _BUDGET_OF.match(behind):
            yield Said("budget", year)
        elif behind.startswith(remarks["of_year"]) or (match.start() == 0 and not behind):
            yield Said("year", year)


@lru_cache(maxsize=_MOST_REMEMBERED)
def said_in_name(name: str) -> tuple[Said, ...]:
    """Return what the brackets and the end of a name say of the amount; a word inside it is the project's own."""
    found: list[Said] = []
    bare = name.strip()
    if (match := _ends_with_more().search(plain(bare))) is not None:
        found.append(Said("more", match[0]))
    if names_several(bare):
        found.append(Said("several"))
    normal = unicodedata.normalize("NFKC", bare)
    parts = [match[1] for match in _GROUP.finditer(normal)]
    outside = _GROUP.sub("", normal).strip()
    tails = [*_BEHIND_BLANK.findall(outside), *_BEHIND_NAME.findall(outside)]
    parts += [tail for tail in tails if not is_like_name(tail)][:1]
    for part in parts:
        found += said_in(part)
        if _spent_on().fullmatch(plain(part)):
            found.append(Said("part", part))
        if (years := _years_from_to(part)) is not None:
            found.append(Said("period", years))
    if normal[:1] in "×✕☓":
        found.append(Said("fallen"))
    return tuple(dict.fromkeys(found))


_SEVERAL_NAMES = re.compile(
    r"(?:事業|プロジェクト)(?:[(（][^()（）]{1,30}[)）])?[ 　]*[、，,／/・＆&][ 　]*(?![)）])[^、，,／/・＆&]{2,}"
    r"(?:事業|プロジェクト|計画)(?:[(（][^()（）]{1,30}[)）])?$"
)


def names_several(name: str) -> bool:
    """Return whether a name is those of several projects: 「朝の市事業、川の学校事業」."""
    return _SEVERAL_NAMES.search(name) is not None


def _years_from_to(part: str) -> tuple[int, int] | None:
    try:
        return period(part) if _FROM_TO.search(part) else None
    except Doubtful:
        return None


_FROM_TO = re.compile(r"[0-9元年度][ 　]*[~〜～∼-][ 　]*[0-9RHrh令平]")


@cache
def _ends_with_more() -> re.Pattern[str]:
    """Return the pattern of more projects behind a name: ほか3事業, 外2件, 甲事業ほか."""
    remarks = vocabulary().remarks
    more, counted = any_of(remarks["more"]), any_of(remarks["counted"])
    number = r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
    return re.compile(rf"[(、・]?(?:{more})の?{number}(?:{counted})(?:分)?\)?$|(?<=事業)[(、・]?(?:ほか|他|外)\)?$")


@cache
def _spent_on() -> re.Pattern[str]:
    words = vocabulary().by_section["veto"]["spent_on"]
    return re.compile(rf"(?:{any_of(map(plain, words))})(?:分|等|のみ)?")


def contradicted(draft: DraftProject, said: Said) -> Iterator[tuple[str, Message]]:
    """Yield the fields that stay open, since something is said that is not so, or may not be so, in the draft."""
    project, value = draft.project, said.value
    years = (project.fiscal_year,) if said.kind == "year" else (project.fiscal_year, project.fiscal_year - 1)
    if isinstance(value, tuple):
        if not value[0] <= project.fiscal_year <= value[1]:
            yield "fiscal_year", importing.REMARK_YEAR
    elif said.kind in ("year", "budget"):
        if value not in years:
            yield "fiscal_year", importing.REMARK_YEAR
    elif said.kind == "program":
        if project.program not in (None, value):
            yield "program", importing.REMARK_PROGRAM
    elif (reason := _OF_ALL_AMOUNTS.get(said.kind)) is not None:
        if said.kind != "unit" or value != draft.yen_per_unit:
            yield from ((field, reason) for field, yen in _amounts_of(project) if yen is not None)
    elif said.kind == "restated":
        figures = {value, int(value or 0) * (draft.yen_per_unit or 1)}
        if project.national_funds_yen is not None and not figures & {yen for _, yen in _amounts_of(project)}:
            yield FUNDS, importing.NOTE_HOLDS_AMOUNT
    elif project.national_funds_yen is not None and _is_of_other_funds(said, project):
        yield FUNDS, _OF_FUNDS.get(said.kind, importing.REMARK_OTHER_MONEY)


_OF_ALL_AMOUNTS = {
    "unit": importing.REMARK_UNIT,
    "more": importing.REMARK_MORE,
    "part": importing.REMARK_MORE,
    "several": importing.SEVERAL_NAMES,
    "moved": importing.REMARK_OTHER_MONEY,
    "doubted": importing.REMARK_OTHER_MONEY,
    "fallen": importing.WITHDRAWN,
    "again": importing.LISTED_AGAIN,
}
_OF_FUNDS = {"payer": importing.REMARK_PAYER, "amount": importing.NOTE_HOLDS_AMOUNT}


def _amounts_of(project: Project) -> tuple[tuple[str, int | None], ...]:
    return (FUNDS, project.national_funds_yen), (COST, project.stated_cost_yen)


def _is_of_other_funds(said: Said, project: Project) -> bool:
    """Return whether something is said that the amount of national funds, or the word for it, does not agree with."""
    label = plain(project.amount_label or "")
    if said.kind == "amount":
        return said.value != project.national_funds_yen
    if said.kind == "not_ours":
        return said.value == project.national_funds_yen
    if said.kind == "stage":
        own = _stages_in(label)
        value = str(said.value)
        is_narrower = any(word in value for word in own) and not value.endswith(("予定", "見込"))
        return bool(own) and not is_narrower
    return said.kind == "payer" or str(said.value)[:-1] not in label
