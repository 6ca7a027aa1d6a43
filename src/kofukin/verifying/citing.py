"""Where a figure of the data comes from, in a sentence: project, field, amount, document and place; or which sum."""

import sqlite3
from collections.abc import Sequence

from kofukin.messages import Language, Message, Said, verify
from kofukin.model import amounts
from kofukin.model.fields import APPLICATIONS, FIELDS
from kofukin.model.fiscal_year import era_label
from kofukin.verifying.context import ESTIMATE
from kofukin.verifying.facts import Fact, Facts, Sum
from kofukin.verifying.judging import Finding
from kofukin.verifying.words import Words

_MOST_CITED = 3


class Citer:
    """Words the citations of findings in one language."""

    def __init__(self, connection: sqlite3.Connection, facts: Facts, words: Words, language: Language) -> None:
        self._connection, self._facts, self._words, self._language = connection, facts, words, language
        self._bodies: dict[int, str] = {}

    def citation(self, finding: Finding) -> str:
        """Return what a finding rests on: the first few figures, and how many more there are."""
        said = [self._fact(fact) for fact in finding.facts[:_MOST_CITED]]
        said += [self._sum(found) for found in finding.sums[: _MOST_CITED - len(said)]]
        if not said:
            return ""
        more = len(finding.facts) + len(finding.sums) - len(said)
        text = ("／" if self._language == "ja" else "; ").join(said)
        return verify.SEVERAL(citation=text, count=more).in_(self._language) if more > 0 else text

    def ids(self, finding: Finding) -> tuple[str, ...]:
        """Return the ids of the projects that a finding rests on, none for a sum of many."""
        if finding.facts:
            return tuple(dict.fromkeys(fact.id for fact in finding.facts))
        return self._facts.ids_of(finding.sums[0]) if finding.sums else ()

    def field(self, finding: Finding) -> str | None:
        figures: Sequence[Fact | Sum] = finding.facts or finding.sums
        return figures[0].measure if figures else None

    def difference(self, finding: Finding) -> str:
        said = finding.difference
        parts = said if isinstance(said, tuple) and not isinstance(said, Said | Message) else (said,) if said else ()
        return ("、" if self._language == "ja" else "; ").join(part.in_(self._language) for part in parts)

    def _fact(self, fact: Fact) -> str:
        if fact.measure not in verify.MEASURES:
            label = FIELDS[fact.measure].labelled
            return verify.QUOTED(id=fact.id, name=fact.name, field=label).in_(self._language)
        what: Message | Said = verify.MEASURES[fact.measure]
        if fact.partner:
            what = verify.SHARE_OF(partner=fact.partner_name)
        document, place = self._place(fact)
        said = verify.FACT(
            id=fact.id, name=fact.name, what=what, amount=amounts.show(fact.yen), document=document, place=place
        ).in_(self._language)
        return said + (verify.ESTIMATED.in_(self._language) if fact.measure == ESTIMATE else "")

    def _place(self, fact: Fact) -> tuple[object, str]:
        row = self._connection.execute(
            "SELECT document.title, source_page, coalesce(source_amount_line, source_line) FROM project"
            " LEFT JOIN document ON document.number = project.document WHERE project.number = ?",
            (fact.number,),
        ).fetchone()
        title, page, line = row or (None, None, None)
        places = [verify.PAGE(page=page)] if page is not None else []
        places += [verify.DOCUMENT_LINE(line=line)] if line is not None else []
        said = "".join(verify.DOCUMENT_PLACE(place=place).in_(self._language) for place in places)
        return title or verify.NO_DOCUMENT, said

    def _sum(self, found: Sum) -> str:
        what: Message | Said = verify.MEASURES[found.measure]
        if found.partner:
            what = verify.SHARE_OF(partner=self._partner(found.partner))
        chosen = [verify.FILTER(name=verify.NAMES[name], value=value) for name, value in self._chosen(found)]
        filters: Message | Said | str = verify.CHOSEN(filters=chosen) if chosen else verify.EVERYTHING
        if found.ids and not found.asked:
            filters = verify.CHOSEN(filters=list(found.ids))
        said = verify.SUM(what=what, amount=amounts.show(found.yen), count=found.projects, chosen=filters)
        text = said.in_(self._language)
        if found.unstated:
            text += verify.SUM_UNSTATED(count=found.unstated).in_(self._language)
        if found.measure == ESTIMATE:
            text += verify.ESTIMATED.in_(self._language)
        return text

    def _chosen(self, found: Sum) -> list[tuple[str, object]]:
        chosen: list[tuple[str, object]] = []
        for name, values in found.asked:
            words = {"program": self._words.program_names, "application": APPLICATIONS}.get(name, {})
            chosen.append((name, [words.get(value, value) for value in values]))
        if found.year is not None:
            chosen.append(("fiscal_year", era_label(found.year)))
        if found.active is not None:
            chosen.append(("active", era_label(found.active)))
        if found.program is not None:
            chosen.append(("program", self._words.program_names.get(found.program, found.program or "-")))
        if found.application is not None:
            chosen.append(("application", APPLICATIONS.get(found.application, "-")))
        if found.body is not None:
            chosen.append(("municipality", self._body(found.body)))
        if found.side is not None:
            chosen.append((found.side, found.side_value or "-"))
        return chosen

    def _body(self, number: int) -> str:
        if number not in self._bodies:
            row = self._connection.execute("SELECT told_apart FROM body WHERE number = ?", (number,)).fetchone()
            self._bodies[number] = (row and row[0]) or "-"
        return self._bodies[number]

    def _partner(self, folded: str) -> str:
        row = self._connection.execute(
            "SELECT partner_name FROM temp.fact_share WHERE partner = ? LIMIT 1", (folded,)
        ).fetchone()
        return row[0] if row else folded
