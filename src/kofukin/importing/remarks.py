"""Remarks that say something else than a draft does: 「金額は百万円単位」, 「令和4年度分」, 「うち県費50」.

A note, a comment, and what stands in brackets or at the end of a name may take a figure back that its column states
plainly. Nobody can tell from here which of the two is right: the field is left open, with the remark as its words. A
remark that agrees with the draft, or says none of this, stays a note.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kofukin.importing.draft import Doubt, DraftProject
from kofukin.importing.label_grammar import COST, FUNDS
from kofukin.importing.line_grammar import is_like_name, names_another_payer
from kofukin.importing.money import amounts_on
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
    value: int | str | None = None


def heeded(draft: DraftProject) -> DraftProject:
    """Return the draft with each field open that something said beside it contradicts."""
    project = draft.project
    name = project.name
    is_silent = not (name and (name[-1] in _last_signs() or _INSIDE.search(name)))
    if is_silent and not (project.note or project.summary or project.budget or draft.remarks):
        return draft
    found: dict[str, Doubt] = {}
    for text, said in _all_said(draft):
        for one in said:
            for field, reason in _contradicted(draft, one):
                found.setdefault(field, Doubt(draft.place, reason, text, field))
    if not found:
        return draft
    if FUNDS in found:
        project = project._replace(national_funds_yen=None)
    if COST in found:
        project = project._replace(stated_cost_yen=None)
    settled = {doubt.field for doubt in draft.doubts}
    doubts = (*draft.doubts, *(doubt for field, doubt in found.items() if field not in settled))
    return draft._replace(project=project, doubts=doubts)


def _all_said(draft: DraftProject) -> Iterator[tuple[str, tuple[Said, ...]]]:
    project = draft.project
    texts = filter(None, (project.note, project.budget, *draft.remarks))
    yield from ((text, said_in(text)) for text in texts if _may_say(text))
    if (about := project.summary) and len(about) <= _LONGEST_SUMMARY and _may_say(about):
        yield about, tuple(said for said in said_in(about) if said.kind in ("unit", "more"))
    if (name := draft.project.name) and len(name) <= _LONGEST:
        yield name, said_in_name(name)


_INSIDE = re.compile(r"[(（\[［【〔<＜「 　他外等ほ]")
"""In a name that does not end with a word of remarks: only with one of these may it say anything of its amount."""


@cache
def _last_signs() -> frozenset[str]:
    """Return what names end with that end with a word of remarks; nearly all end otherwise."""
    words = vocabulary().remarks
    kinds = ("moved", "requested", "doubted", "outside", "cost", "included", "more")
    ends = {word[-1] for kind in kinds for word in words[kind]} | {word[-1] for word in _payers()}
    return frozenset(ends | {word[-1] for word in vocabulary().by_section["veto"]["spent_on"]} | set("度円位"))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _may_say(text: str) -> bool:
    return _signs().search(text) is not None or vocabulary().fallen.search(text) is not None


@cache
def _signs() -> re.Pattern[str]:
    """Return the pattern of what a text must hold to say anything of this: a quick look tells most that do not."""
    words = vocabulary().remarks
    kinds = ("moved", "requested", "doubted", "outside", "cost", "included")
    fixed = [word for kind in kinds for word in words[kind]]
    return re.compile(
        any_of([*fixed, *_payers(), "交付金", "年度", "単位", "円", "うち", ":", *words["more"][:-1], "額"])
        + r"|：|[RHＲＨ令平]\s*[0-9０-９元]|[(（【\[]|事業.{1,20}$"
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
    found += [*_units_in(text), *(Said("program", program.id) for program in known_in(text))]
    for amount in amounts_on(text):
        if amount.whose in (Whose.FUNDS, Whose.NOT_OURS):
            found.append(Said("amount" if amount.whose is Whose.FUNDS else "not_ours", amount.yen()))
    for clause in filter(None, map(str.strip, _CLAUSES.split(text))):
        found += _said_in_clause(plain(clause))
    return tuple(dict.fromkeys(found))


def _units_in(text: str) -> Iterator[Said]:
    if not any(word in text for word in vocabulary().remarks["rounding"]) and (unit := unit_of_title(text)) is not None:
        yield Said("unit", unit)


def _said_in_clause(bare: str) -> Iterator[Said]:
    remarks = vocabulary().remarks
    is_apart = any(word in bare for word in remarks["apart"])
    is_sum = any(word in bare for word in remarks["included"])
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
        rf"{number}(?:か|ヶ|ケ|カ|箇)?(?:年度?間?){total}|{number}(?:{counted})(?:の?合計|の?合算|の?計(?!画)|分)"
        rf"|[都道府県市区町村]分を?(?:含|込)|(?:{_ERA})(?:年度?)?[~・及と-](?:令和|平成|[rh])?[0-9]{{1,4}}(?:年度?)?{total}"
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
        elif behind.startswith(remarks["of_year"]) or (match.start() == 0 and not behind and "年" in match[0]):
            yield Said("year", year)


@lru_cache(maxsize=_MOST_REMEMBERED)
def said_in_name(name: str) -> tuple[Said, ...]:
    """Return what the brackets and the end of a name say of the amount; a word inside it is the project's own."""
    found: list[Said] = []
    bare = name.strip()
    if (match := _ends_with_more().search(plain(bare))) is not None:
        found.append(Said("more", match[0]))
    normal = unicodedata.normalize("NFKC", bare)
    parts = [match[1] for match in _GROUP.finditer(normal)]
    outside = _GROUP.sub("", normal).strip()
    tails = [*_BEHIND_BLANK.findall(outside), *_BEHIND_NAME.findall(outside)]
    parts += [tail for tail in tails if not is_like_name(tail)][:1]
    for part in parts:
        found += said_in(part)
        if _spent_on().fullmatch(plain(part)):
            found.append(Said("part", part))
    return tuple(dict.fromkeys(found))


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


def _contradicted(draft: DraftProject, said: Said) -> Iterator[tuple[str, Message]]:
    """Yield the fields that stay open, since something is said that is not so, or may not be so, in the draft."""
    project, value = draft.project, said.value
    years = (project.fiscal_year,) if said.kind == "year" else (project.fiscal_year, project.fiscal_year - 1)
    if said.kind in ("year", "budget"):
        if value not in years:
            yield "fiscal_year", importing.REMARK_YEAR
    elif said.kind == "program":
        if project.program not in (None, value):
            yield "program", importing.REMARK_PROGRAM
    elif (reason := _OF_ALL_AMOUNTS.get(said.kind)) is not None:
        if said.kind != "unit" or value != draft.yen_per_unit:
            yield from ((field, reason) for field, yen in _amounts_of(project) if yen is not None)
    elif project.national_funds_yen is not None and _is_of_other_funds(said, project):
        yield FUNDS, _OF_FUNDS.get(said.kind, importing.REMARK_OTHER_MONEY)


_OF_ALL_AMOUNTS = {
    "unit": importing.REMARK_UNIT,
    "more": importing.REMARK_MORE,
    "part": importing.REMARK_MORE,
    "moved": importing.REMARK_OTHER_MONEY,
    "doubted": importing.REMARK_OTHER_MONEY,
    "fallen": importing.WITHDRAWN,
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
        return bool(own) and said.value not in own
    return said.kind == "payer" or str(said.value)[:-1] not in label
