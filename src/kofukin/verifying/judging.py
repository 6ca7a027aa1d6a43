"""The verdict on an amount: found where a fact agrees with every word bound to it, near where one word does not."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import combinations
from typing import NamedTuple

from kofukin.messages import Message, Said, verify
from kofukin.model import amounts
from kofukin.model.fields import AMOUNT_BASES, APPLICATIONS
from kofukin.model.fiscal_year import era_label
from kofukin.text.folding import fold
from kofukin.verifying.context import COST, ESTIMATE, FUNDS, OTHER, PARTNERS, Context, ProjectNamed
from kofukin.verifying.facts import Fact, Facts, Sum
from kofukin.verifying.words import Words

_FACTORS = tuple(10**power for power in (3, 4, 6, 8, 1, 2, 5))
_MOST_PARTS = 30
_MOST_COMPARED = 60
STAGES = frozenset(
    ("採択額", "内示額", "交付決定額", "交付確定額", "交付額", "充当額", "予算額", "実績額", "交付予定額", "決算額")
)
"""Different stages of money: a figure of one is not one of another."""
_ANY_STAGE = frozenset(("採択額", "交付額", "充当額"))
"""Words that people also use where a document names no stage."""


class Verdict(Enum):
    FOUND = "found"
    NEAR = "near"
    NOT_IN_DATA = "not in the data"


class Asked(NamedTuple):
    """An amount to be judged: its yen (None: unreadable), its last digit's worth, and the words bound to it.

    ``unit_stated``: the text says its unit; else ``yen`` is the bare number. ``qualifier``: the words around it that
    make it no figure of a project: 以上, 増.
    """

    yen: int | None
    step: int
    about: bool
    context: Context
    unit_stated: bool = True
    qualifier: str = ""


class Finding(NamedTuple):
    """What the data says of an amount. Of several facts that agree all are kept."""

    verdict: Verdict
    facts: tuple[Fact, ...] = ()
    sums: tuple[Sum, ...] = ()
    difference: Said | Message | tuple[Said | Message, ...] | None = None


_NOTHING = Finding(Verdict.NOT_IN_DATA)
_Differences = tuple[Said, ...]


class Judge:
    """Judges amounts against the same data; what was asked before is known."""

    def __init__(self, facts: Facts, words: Words) -> None:
        self._facts, self._words = facts, words
        self._known: dict[Asked, Finding] = {}

    def judge(self, asked: Asked) -> Finding:
        if asked not in self._known:
            self._known[asked] = self._judged(asked)
        return self._known[asked]

    def quoted(self, sentence: str, context: Context) -> Finding | None:
        """Return the finding on an amount in a sentence that the data's own texts of the project hold word for word."""
        numbers = frozenset(number for named in context.projects for number in named.numbers)
        found = self._facts.quoted(sentence, numbers) if numbers else None
        if found is None:
            return None
        fact, field = found
        bare = context._replace(
            measure=fact.measure, word="", owners=frozenset(), own_kind="", hints=(), far_hints=(), extra=()
        )
        if any(self._fact_differences(fact, bare)):
            return None
        return Finding(Verdict.FOUND, (fact._replace(measure=field),))

    def _judged(self, asked: Asked) -> Finding:
        if asked.yen is None:
            return _NOTHING._replace(difference=verify.UNREADABLE)
        if asked.qualifier:
            return self._qualified(asked)
        if not asked.unit_stated:
            return self._without_unit(asked)
        context = asked.context
        if found := self._found(asked.yen, context):
            return found
        return (
            self._estimate(asked.yen, context)
            or self._elsewhere(asked.yen, context)
            or self._in_another_unit(asked.yen, context)
            or self._rounded(asked, context)
            or self._sum_of_several(asked.yen, context)
            or _NOTHING
        )

    def _qualified(self, asked: Asked) -> Finding:
        """Return what the bare figure would be, which is never found: 4,100万円以上 is no 4,100万円."""
        bare = self.judge(asked._replace(qualifier=""))
        if bare.verdict is Verdict.NOT_IN_DATA:
            return bare._replace(difference=bare.difference or verify.SAID_WITH(words=asked.qualifier))
        if bare.verdict is Verdict.FOUND:
            return bare._replace(verdict=Verdict.NEAR, difference=verify.QUALIFIED(words=asked.qualifier))
        return bare

    # Found

    def _found(self, yen: int, context: Context) -> Finding | None:
        if context.measure == OTHER:
            return None
        facts = tuple(fact for fact in self._facts.of(yen, context) if not any(self._fact_differences(fact, context)))
        sums = tuple(found for found in self._sums(yen, context) if not any(self._sum_differences(found, context)))
        if any(found.projects == 1 for found in sums):  # of several years and the like, in all of which there is one
            alone = context._replace(each=True)
            facts = tuple(fact for fact in self._facts.of(yen, context) if not any(self._fact_differences(fact, alone)))
            sums = tuple(found for found in sums if found.projects > 1)
        facts, sums = _plainest(facts, sums, context)
        if context.of_all and sums:
            facts = ()
        if not facts and not sums:
            return None
        return Finding(Verdict.FOUND, facts, sums)

    def _sums(self, yen: int, context: Context) -> Iterator[Sum]:
        if context.projects:
            if (found := self._sum_of_projects(context)) and found.yen == yen:
                yield found
            return
        yield from self._facts.sums_of(yen, context)
        yield from (found for found in self._sums_over_several(context) if found.yen == yen)

    def _sums_over_several(self, context: Context) -> Iterator[Sum]:
        """Yield the sums over all that a context names, where it names several years, programs or the like."""
        if max(map(len, (context.years, context.programs, context.bodies, context.applications, context.owners))) > 1:
            for measure in _measures(context):
                found = self._facts.sum_asked(context, measure)
                if found:
                    yield found

    def _sum_of_projects(self, context: Context) -> Sum | None:
        """Return the sum over the projects that are named, where each is one project or all of one name are."""
        if any(not named.numbers for named in context.projects):
            return None
        numbers = frozenset(number for named in context.projects for number in named.numbers)
        if len(numbers) < 2:
            return None
        for measure in _measures(context):
            found = self._facts.sum_asked(context, measure)
            if found and found.projects > 1:
                return found
        return None

    # What differs

    def _fact_differences(self, fact: Fact, context: Context) -> Iterator[Said]:
        """Yield what the words bound to an amount say otherwise than a project's figure is."""
        said = dict(context.said)
        if context.projects and not any(_is_named(fact, named) for named in context.projects):
            yield _differs("project", said.get("project"), fact.name)
        elif len(context.projects) > 1 and not context.each:
            yield _differs("project", "、".join(named.text for named in context.projects), fact.name)
        if context.projects_said not in (None, 1) and not context.each:
            yield _differs("count", said.get("count"), 1)
        hints = () if context.projects else context.hints or context.far_hints
        if hints and not any(fact.number in named.numbers for named in hints):
            yield _differs("project", "、".join(named.text for named in hints), fact.name)
        is_of_several = len(context.years) > 1 and not (context.each or context.projects)
        if context.years and (fact.year not in context.years or is_of_several):
            yield _differs("fiscal_year", _years_said(context.years), era_label(fact.year))
        if context.active and not any(fact.year <= year <= fact.last_year for year in context.active):
            yield _differs("active", _years_said(context.active), _span(fact.year, fact.last_year))
        if context.programs and fact.program not in context.programs:
            yield _differs("program", said.get("program"), self._program(fact.program))
        if context.applications and fact.application not in context.applications:
            yield _differs("application", said.get("application"), _application(fact.application))
        if context.bodies and fact.body not in context.bodies:
            yield _differs("municipality", said.get("municipality"), fact.body_name)
        if context.owners and _owner(fact) not in context.owners:
            yield _differs("municipality", said.get("municipality"), fact.partner_name or fact.body_name)
        if context.own_kind and not _owner(fact).endswith(context.own_kind):
            yield _differs("municipality", context.own_kind, fact.partner_name or fact.body_name)
        for name, value in context.extra:
            held = self._facts.side_of(name, fact)
            if held is None or fold(held) != fold(value):
                yield _differs(name, said.get(name, value), _side(name, held))
        yield from _measure_differences(fact.measure, fact.word, context)

    def _sum_differences(self, found: Sum, context: Context) -> Iterator[Said]:
        """Yield what the words bound to an amount say otherwise than a group of projects is."""
        said = dict(context.said)
        if context.projects_said not in (None, found.projects, found.projects + found.unstated):
            yield _differs("count", said.get("count"), found.projects)
        if found.is_exact:
            yield from _measure_differences(found.measure, None, context)
            return
        if context.projects or context.hints:
            yield _differs("project", "、".join(n.text for n in context.projects or context.hints), verify.ALL_OF)
        if context.years and not _covers(context.years, found.years):
            yield _differs("fiscal_year", _years_said(context.years), _span(*found.years))
        if context.active and found.active not in context.active:
            yield _differs("active", _years_said(context.active), verify.ALL_OF)
        if found.active is not None and context.years and not context.active:
            yield _differs("active", _years_said(context.years), era_label(found.active))
        if context.programs and not _covers(context.programs, found.programs):
            data: object = verify.ALL_PROGRAMS if len(set(found.programs)) > 1 else self._program(found.programs[0])
            yield _differs("program", said.get("program"), data)
        if context.applications and not _covers(context.applications, found.applications):
            several = len(set(found.applications)) > 1
            yield _differs(
                "application",
                said.get("application"),
                verify.ALL_OF if several else _application(found.applications[0]),
            )
        if context.bodies and not _covers(context.bodies, found.bodies):
            yield _differs("municipality", said.get("municipality"), verify.ALL_OF)
        if context.owners and not self._owned(found, context):
            yield _differs("municipality", said.get("municipality"), found.partner or verify.ALL_OF)
        if context.own_kind and not self._is_of_kind(found, context.own_kind):
            yield _differs("municipality", context.own_kind, found.partner or verify.ALL_OF)
        for name, value in context.extra:
            held = found.side_value if found.side == name else None
            if len(context.extra) > 1 or held is None or fold(held) != fold(value):
                yield _differs(name, said.get(name, value), _side(name, held) if found.side == name else verify.ALL_OF)
        yield from _measure_differences(found.measure, None, context)

    def _owned(self, found: Sum, context: Context) -> bool:
        if found.partner is not None:
            return found.partner in context.owners
        if found.measure == PARTNERS:
            return False
        numbers = {number for owner in context.owners for number in self._words.bodies.of(owner)}
        return bool(numbers) and _covers(frozenset(numbers), found.bodies)

    def _is_of_kind(self, found: Sum, kind: str) -> bool:
        if found.partner is not None:
            return found.partner.endswith(kind)
        return found.measure != PARTNERS and self._words.has_body_of(kind)

    # Near

    def _estimate(self, yen: int, context: Context) -> Finding | None:
        if context.measure != COST:
            return None
        found = self._found(yen, context._replace(measure=ESTIMATE))
        return found._replace(verdict=Verdict.NEAR, difference=verify.ESTIMATE_ONLY) if found else None

    def _elsewhere(self, yen: int, context: Context) -> Finding | None:
        """Return the same figure where a word around it says otherwise: the one with the fewest differences."""
        candidates: list[tuple[tuple[int, int], _Differences, Fact | Sum]] = []
        for fact in self._facts.of(yen)[:_MOST_COMPARED]:
            differences = tuple(self._fact_differences(fact, context))
            candidates.append(((len(differences), int(fact.measure == ESTIMATE)), differences, fact))
        for found in self._facts.sums_of(yen)[:_MOST_COMPARED]:
            differences = tuple(self._sum_differences(found, context))
            candidates.append(((len(differences), 1 + (found.measure == ESTIMATE)), differences, found))
        if not candidates:
            return None
        _, differences, figure = min(candidates, key=lambda candidate: candidate[0])
        return _near(figure, differences)

    def _in_another_unit(self, yen: int, context: Context) -> Finding | None:
        for factor in _FACTORS:
            for other in (yen * factor, yen // factor if yen % factor == 0 else 0):
                if other and (found := self._found(other, context)):
                    return found._replace(verdict=Verdict.NEAR, difference=verify.UNIT(amount=amounts.show(other)))
        return None

    def _without_unit(self, asked: Asked) -> Finding:
        for unit in (amounts.Unit.THOUSAND, amounts.Unit.YEN, amounts.Unit.MILLION):
            if found := self._found((asked.yen or 0) * unit.value, asked.context):
                said = verify.UNIT_UNSTATED(unit=unit.label)
                return found._replace(verdict=Verdict.NEAR, difference=said)
        return _NOTHING._replace(difference=verify.UNIT_MISSING)

    def _rounded(self, asked: Asked, context: Context) -> Finding | None:
        """Return the figures that the amount may be a rounded form of, cut or raised, where its words agree."""
        yen = asked.yen or 0
        step = asked.step
        while asked.about and yen and step < abs(yen) and yen % (step * 10) == 0:
            step *= 10
        if step < 10_000 or step > abs(yen):
            return None
        bounds = (yen - step + 1, yen + step - 1)
        facts = [f for f in self._facts.between(*bounds, context) if not any(self._fact_differences(f, context))]
        sums = [s for s in self._facts.sums_between(*bounds, context) if not any(self._sum_differences(s, context))]
        sums += [found for found in self._sums_over_several(context) if bounds[0] <= found.yen <= bounds[1]]
        figures: list[Fact | Sum] = [*facts] if context.projects else [*facts, *sums]
        figures = [figure for figure in figures if figure.measure != ESTIMATE]
        if not figures or (context.is_empty and step * 10 > abs(yen)):
            return None
        figure = min(figures, key=lambda one: abs(one.yen - yen))
        return _near(figure, verify.ROUNDED(amount=amounts.show(figure.yen)))

    def _sum_of_several(self, yen: int, context: Context) -> Finding | None:
        """Return the two or three figures of the projects named, or of city and partners, that make up the amount."""
        numbers = {number for named in context.projects for number in named.numbers}
        parts = [fact for fact in self._facts.of_projects(numbers) if fact.measure in (FUNDS, PARTNERS)]
        parts = [fact for fact in parts if fact.measure == FUNDS or fact.partner][:_MOST_PARTS]
        for size in (2, 3):
            for chosen in combinations(parts, size):
                if sum(fact.yen for fact in chosen) == yen:
                    return Finding(Verdict.NEAR, chosen, (), verify.SUM_OF(parts=[_part(fact) for fact in chosen]))
        if context.projects:
            return None
        bare = context._replace(measure=None, owners=frozenset())
        sums = [self._facts.sum_asked(bare, measure) for measure in (FUNDS, PARTNERS)]
        if all(sums) and sum(found.yen for found in sums if found) == yen:
            both = tuple(found for found in sums if found)
            said = [verify.PART(amount=amounts.show(found.yen), what=verify.MEASURES[found.measure]) for found in both]
            return Finding(Verdict.NEAR, (), both, verify.SUM_OF(parts=said))
        return None

    def _program(self, program: str) -> str:
        return self._words.program_names.get(program, program or "-")


def _plainest(
    facts: tuple[Fact, ...], sums: tuple[Sum, ...], context: Context
) -> tuple[tuple[Fact, ...], tuple[Sum, ...]]:
    """Return the figures without those that say the same in other words: an estimate, a group chosen another way."""
    if context.measure is None and {*(fact.measure for fact in facts), *(found.measure for found in sums)} - {ESTIMATE}:
        facts = tuple(fact for fact in facts if fact.measure != ESTIMATE)
        sums = tuple(found for found in sums if found.measure != ESTIMATE)
    named = {fact.number for fact in facts if fact.partner}
    facts = tuple(fact for fact in facts if fact.measure != PARTNERS or fact.partner or fact.number not in named)
    if any(found.partner for found in sums):
        sums = tuple(found for found in sums if found.measure != PARTNERS or found.partner)
    closest = sorted(sums, key=lambda found: len(_chosen_by(found) ^ _asked_by(context)), reverse=True)
    return facts, tuple({_members(found): found for found in closest}.values())[::-1]


def _chosen_by(found: Sum) -> set[str]:
    chosen = ("year", "program", "application", "body", "active", "side")
    return {name for name in chosen if getattr(found, name) is not None}


def _asked_by(context: Context) -> set[str]:
    asked = zip(("year", "program", "application", "body", "active", "side"), _by_dimension(context), strict=True)
    return {name for name, values in asked if values}


def _by_dimension(context: Context) -> tuple[object, ...]:
    return (
        context.years, context.programs, context.applications, context.bodies, context.active, context.extra
    )  # fmt: skip


def _near(figure: Fact | Sum, difference: Said | _Differences) -> Finding:
    facts = (figure,) if isinstance(figure, Fact) else ()
    return Finding(Verdict.NEAR, facts, (figure,) if isinstance(figure, Sum) else (), difference)


def _measures(context: Context) -> Sequence[str]:
    if context.measure in (FUNDS, PARTNERS, COST, ESTIMATE):
        return (context.measure,)
    if context.owners:
        return (PARTNERS, FUNDS)
    return (FUNDS, PARTNERS, COST, ESTIMATE) if context.measure is None else ()


def _members(found: Sum) -> tuple[object, ...]:
    """Return by what groups of one sum are told apart: of those of the same projects the plainest is cited."""
    return (found.measure, found.partner, found.projects, found.years, found.programs, found.applications, found.bodies)


def _part(fact: Fact) -> Said:
    what: object = verify.SHARE_OF(partner=fact.partner_name) if fact.partner else verify.MEASURES[fact.measure]
    return verify.PART(amount=amounts.show(fact.yen), what=[fact.id, what])


def _is_named(fact: Fact, named: ProjectNamed) -> bool:
    is_in_name = named.is_part and not named.numbers and len(named.folded) > 2 and named.folded in fold(fact.name)
    return fact.number in named.numbers or is_in_name


def _owner(fact: Fact) -> str:
    return fact.partner if fact.measure == PARTNERS else fact.body_folded


def _measure_differences(measure: str, word: str | None, context: Context) -> Iterator[Said]:
    asked = context.measure
    has_owner = bool(context.owners or context.own_kind)
    if asked is None and (measure == ESTIMATE or (measure == PARTNERS and not has_owner)):
        yield verify.DIFFERS_UNNAMED(name=verify.NAMES["measure"], data=verify.MEASURES[measure])
    elif asked is not None and asked != measure:
        text: object = context.word or verify.MEASURES[asked]
        yield verify.DIFFERS(name=verify.NAMES["measure"], text=text, data=verify.MEASURES[measure])
    elif asked == FUNDS and context.word in STAGES and not _is_stage(context.word, word):
        yield _differs("word", context.word, word or "-")


def _covers(wanted: frozenset[int] | frozenset[str], held: tuple[object, object]) -> bool:
    """Return whether a group, by its least and greatest value, is of the one thing that is wanted."""
    return len(wanted) == 1 and set(held) == set(wanted)


def _differs(name: str, text: object, data: object) -> Said:
    if text in (None, ""):
        return verify.DIFFERS_UNNAMED(name=verify.NAMES[name], data=data)
    return verify.DIFFERS(name=verify.NAMES[name], text=text, data=data)


def _application(application: str) -> object:
    return APPLICATIONS.get(application, "-")


def _is_stage(said: str, word: str | None) -> bool:
    """Return whether an amount that the data calls ``word`` may be called ``said``."""
    return said == word or (said in _ANY_STAGE and word not in STAGES)


def _side(name: str, value: str | None) -> object:
    """Return a value of a further dimension in people's words."""
    if value is None:
        return "-"
    return AMOUNT_BASES.get(value, value) if name == "basis" else value


def _years_said(years: frozenset[int]) -> str:
    return "、".join(era_label(year) for year in sorted(years))


def _span(first: int, last: int) -> str:
    return era_label(first) if first == last else f"{era_label(first)}-{era_label(last)}"
