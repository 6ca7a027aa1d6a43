"""The verdicts on a document's amounts, with where the figures come from in the words of the reader's language."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kofukin.filters import Filters
from kofukin.messages import verify
from kofukin.verifying.amount import Amount
from kofukin.verifying.context import PARTNERS
from kofukin.verifying.facts import Fact, Facts, Sum
from kofukin.verifying.judging import Finding, Judge, Verdict
from kofukin.verifying.pieces import Piece, text_of
from kofukin.verifying.walking import walk
from kofukin.verifying.words import Words

_MOST_PARTS = 20
_LONGEST_SENTENCE = 400
_FEWEST_BESIDE = 10
"""Characters beside its amount that make a sentence of it."""


_LABEL = re.compile(r"^[\s*-]*[^:：。]{1,20}[:：]\s*")


class Verified(NamedTuple):
    """The amounts of a document with the finding on each; ``left_out`` are those between its marks."""

    findings: list[tuple[Amount, Finding]]
    left_out: int

    def count(self, verdict: Verdict) -> int:
        return sum(finding.verdict is verdict for _, finding in self.findings)

    @property
    def all_found(self) -> bool:
        return self.count(Verdict.FOUND) == len(self.findings)


class Verifier:
    """Verifies documents against the projects that pass ``filters``."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self.words = Words(connection)
        self.facts = Facts(connection, filters)
        self._judge = Judge(self.facts, self.words)

    def verify(self, pieces: Iterable[Piece]) -> Verified:
        """Return the verdict on each amount of a document."""
        pieces = list(pieces)
        self.words.learn(text_of(pieces))
        amounts, left_out = walk(pieces, self.words)
        findings = [(amount, _finding(self._judge, amount)) for amount in amounts]
        return Verified(_with_sums_of_rows(findings), left_out)


def _finding(judge: Judge, amount: Amount) -> Finding:
    finding = judge.judge(amount.asked)
    if finding.verdict is Verdict.FOUND or not amount.asked.context.projects:
        return finding
    sentence = _sentence(amount)
    for said in (sentence, _LABEL.sub("", sentence)):
        if len(said) >= amount.end - amount.start + _FEWEST_BESIDE:
            finding = judge.quoted(said, amount.asked.context) or finding
    return finding


def _sentence(amount: Amount) -> str:
    """Return the sentence around an amount, as it stands."""
    begin = (
        max(amount.text.rfind(sign, max(0, amount.start - _LONGEST_SENTENCE), amount.start) for sign in '。|\t"') + 1
    )
    ends = [amount.text.find(sign, amount.end, amount.end + _LONGEST_SENTENCE) for sign in '。|\t"']
    end = min((at for at in ends if at >= 0), default=min(len(amount.text), amount.end + _LONGEST_SENTENCE))
    return amount.text[begin:end].strip()


def _with_sums_of_rows(findings: Sequence[tuple[Amount, Finding]]) -> list[tuple[Amount, Finding]]:
    """Return the findings with each total of a table found that its own rows, found one by one, add up to."""
    rows: dict[tuple[int, int], list[tuple[Amount, Finding]]] = {}
    last: dict[int, list[tuple[Amount, Finding]]] = {}
    table = None
    result: list[tuple[Amount, Finding]] = []
    for amount, finding in findings:
        key = (amount.table or 0, amount.column or 0)
        above: Sequence[tuple[Amount, Finding]] = ()
        if amount.table is not None and not amount.is_total:
            if amount.table != table:
                table, last = amount.table, {}
            last[key[1]] = rows.setdefault(key, [])
            last[key[1]].append((amount, finding))
        elif finding.verdict is not Verdict.FOUND and amount.table is not None:
            above = rows.get(key, ())
        elif finding.verdict is not Verdict.FOUND and amount.asked.context.of_all:
            above = next((column for column in last.values() if _adds_up(column, amount)), ())
        if finding.verdict is Verdict.FOUND and amount.is_total and amount.table is not None:
            finding = _of_one_kind(finding, amount, rows.get(key, ()))
        if above and _adds_up(above, amount):
            facts = tuple(found.facts[0] for _, found in above if found.facts)
            finding = Finding(Verdict.FOUND, (), (_sum_of(facts),))
        if finding.verdict is Verdict.NOT_IN_DATA and amount.asked.context.of_all:
            finding = _of_those_before(result, amount) or finding
        result.append((amount, finding))
    return result


def _of_one_kind(finding: Finding, total: Amount, above: Sequence[tuple[Amount, Finding]]) -> Finding:
    """Return the finding, near where a total that does not say what it is adds up different kinds of money."""
    kinds = {amount.asked.context.measure: amount.asked.context.word for amount, _ in above}
    if total.asked.context.measure is None and len(kinds) > 1:
        said = verify.MIXED_TOTAL(kinds=[word or "-" for word in kinds.values()])
        return finding._replace(verdict=Verdict.NEAR, difference=said)
    return finding


def _adds_up(above: Sequence[tuple[Amount, Finding]], total: Amount) -> bool:
    """Return whether all of several amounts are figures of projects, no two the same, and make up a total."""
    if len(above) < 2 or any(found.verdict is not Verdict.FOUND or not found.facts for _, found in above):
        return False
    facts = [found.facts[0] for _, found in above]
    measures = {fact.measure for fact in facts}
    asked = total.asked.context.measure
    if len(measures) > 1 or (asked is not None and {asked} != measures):
        return False
    years = {fact.year for fact in facts}
    programs = {fact.program for fact in facts}
    context = total.asked.context
    if (context.years and not years <= context.years) or (context.programs and not programs <= context.programs):
        return False
    distinct = {(fact.number, fact.partner) for fact in facts}
    return len(distinct) == len(facts) and sum(fact.yen for fact in facts) == total.asked.yen


def _of_those_before(findings: Sequence[tuple[Amount, Finding]], total: Amount) -> Finding | None:
    """Return that an amount is the sum of those right before it on its line, of which some are not found together."""
    parts: list[Amount] = []
    for amount, _ in reversed(findings[-_MOST_PARTS:]):
        if amount.line != total.line or amount.text != total.text or amount.asked.yen is None:
            break
        parts.insert(0, amount)
        if len(parts) > 1 and sum(part.asked.yen or 0 for part in parts) == total.asked.yen:
            said = verify.SUM_OF(parts=[part.text[part.start : part.end] for part in parts])
            return Finding(Verdict.NEAR, difference=said)
    return None


def _sum_of(facts: Sequence[Fact]) -> Sum:
    years, bodies = [fact.year for fact in facts], [fact.body for fact in facts]
    programs, applications = [fact.program for fact in facts], [fact.application for fact in facts]
    partner = facts[0].partner or None if facts[0].measure == PARTNERS else None
    return Sum(
        sum(fact.yen for fact in facts), facts[0].measure, len(facts), 0, None, None, None, None, None, partner, None,
        None, (min(years), max(years)), (min(programs), max(programs)), (min(applications), max(applications)),
        (min(bodies), max(bodies)), tuple(fact.id for fact in facts), is_exact=True,
    )  # fmt: skip
