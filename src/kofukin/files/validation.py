"""Does a parsed dataset follow the schema, and does it agree with itself? Every problem, each with its path.

Nothing is repaired here and nothing stops at the first problem: a person mends a file once, not ten times.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kofukin.messages import Message, Said, errors
from kofukin.messages.first_few import first_few
from kofukin.model.amounts import LARGEST_SUM, LARGEST_YEN
from kofukin.model.fields import DATASET, DOCUMENT_ID, OPEN, PROJECT, TABLES, Field, Kind, Record
from kofukin.model.project import Project, rate_parts

Table = dict[str, Any]
Path = tuple[str | int, ...]
"""Keys and indexes from the document to a value: ``("project", 3, "partners", 0, "name")``."""

_MOST_NAMED = 12

UNREADABLE = f"\x00{os.urandom(16).hex()}"
"""Stands where a line could not be read and has been reported, so that it is not reported again as missing.

It is another at each run, so that no file can hold it.
"""


class Problem(NamedTuple):
    """What is wrong at ``path`` of the document."""

    path: Path
    reason: Message | Said


def problems(document: Table) -> list[Problem]:
    """Return all problems of a parsed dataset document, in the order of the file's tables; none if it is sound."""
    found = list(_structure(document))
    return found + list(_agreement(document, {problem.path[:2] for problem in found}))


def _structure(document: Table) -> Iterator[Problem]:
    known = {table.name: table for table in TABLES}
    for name in [name for name in document if name not in known]:
        yield Problem((name,), errors.UNKNOWN_KEY(key=name, known=list(known)))
    if DATASET.name not in document:
        yield Problem((), errors.MISSING_KEY(key=f"[{DATASET.name}]"))
    for name, schema in known.items():
        if name not in document:
            continue
        if schema is DATASET:
            yield from _table(document[name], schema, (name,))
        else:
            yield from _tables(document[name], schema, (name,))


def _tables(value: object, schema: Record, path: Path) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(path, errors.NOT_TABLES(key=path[-1]))
        return
    for index, item in enumerate(value):
        yield from _table(item, schema, (*path, index))


def _table(value: object, schema: Record, path: Path) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, errors.NOT_A_TABLE(key=schema.name))
        return
    fields = {field.name: field for field in schema.in_file}
    for key in value:
        if key not in fields:
            yield Problem((*path, key), errors.UNKNOWN_KEY(key=key, known=list(fields)))
    for name, field in fields.items():
        if name in value:
            yield from _value(value[name], field, (*path, name))
        elif field.required or (schema is PROJECT and name == "program" and value.get("program_basis") != OPEN):
            yield Problem(path, errors.MISSING_KEY(key=name))


def _value(value: object, field: Field, path: Path) -> Iterator[Problem]:
    if value == UNREADABLE:
        return
    if field.table is not None:
        yield from _tables(value, field.table, path)
    elif field.kind is Kind.TEXTS:
        yield from _texts(value, path)
    elif reason := (_integer_problem if field.kind.is_number else _text_problem)(value, field):
        yield Problem(path, reason)


_ANY_TEXT = Field("text", Kind.TEXT, pattern=r"\S")


def _texts(value: object, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with texts by field: each a text, or an array of several."""
    if not isinstance(value, dict):
        yield Problem(path, errors.NOT_A_TABLE(key=path[-1]))
        return
    known = [field.name for field in PROJECT.fields]
    for key, texts in value.items():
        if key not in known:
            yield Problem((*path, key), errors.UNKNOWN_KEY(key=key, known=known))
        for text in texts if isinstance(texts, list) and texts else [texts]:
            if reason := _text_problem(text, _ANY_TEXT):
                yield Problem((*path, key), reason)


def _integer_problem(value: object, field: Field) -> Message | Said | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return errors.NOT_AN_INTEGER(value=_shown(value))
    if (field.least is not None and value < field.least) or (field.most is not None and value > field.most):
        return errors.OUT_OF_RANGE(value=_shown(value), minimum=field.least, maximum=field.most)
    return None


def _text_problem(value: object, field: Field) -> Message | Said | None:
    if not isinstance(value, str):
        return errors.NOT_TEXT(value=_shown(value))
    if field.words is not None and value not in field.words:
        return errors.NOT_A_CHOICE(value=_shown(value), choices=list(field.words))
    if field.pattern is not None and not re.search(field.pattern, value):
        if field.name == "municipality_code":
            from kofukin.model.municipality_code import completed as complete  # only a wrong code needs it

            completed = complete(value)
            if completed is not None:
                return errors.CODE_LACKS_CHECK_DIGIT(value=value, completed=completed)
            return errors.NOT_A_CODE(value=_shown(value))
        return (
            errors.EMPTY_TEXT
            if not value.strip()
            else _REFUSALS.get(field.name, errors.BAD_PATTERN)(value=_shown(value))
        )
    if field.name == "subsidy_rate" and not _is_share(value):
        return errors.BAD_PATTERN(value=_shown(value))
    if field.name == "retrieved" and not _is_day(value):
        return errors.NOT_A_DATE(value=_shown(value))
    return None


_REFUSALS = {"sha256": errors.NOT_A_HASH, "retrieved": errors.NOT_A_DATE}
"""What to say of a value that is none of its field, where that can be said better than of most."""


def _is_share(rate: str) -> bool:
    try:
        return bool(rate_parts(rate))
    except ValueError:
        return False


def _is_day(date: str) -> bool:
    import datetime  # few values are days

    try:
        return bool(datetime.date.fromisoformat(date))
    except ValueError:
        return False


def _shown(value: object) -> str:
    if isinstance(value, int) and abs(value) > 10**40:
        return "..."  # Python refuses to write out thousands of digits
    text = str(value) if isinstance(value, int | float | str) else type(value).__name__
    return text if len(text) <= 40 else text[:40] + "..."


Row = tuple[Path, Table]
Rounds = dict[Any, dict[int, Table]]
"""The rounds by their program and year."""


def _rows(document: Table, name: str, broken: set[Path]) -> tuple[list[Row], bool]:
    """Return the tables that are sound, and whether these are all there are."""
    tables = document.get(name, [])
    if not isinstance(tables, list):
        return [], False
    rows: list[Row] = [((name, index), table) for index, table in enumerate(tables)]
    sound = [(path, table) for path, table in rows if path not in broken and UNREADABLE not in table.values()]
    return sound, len(sound) == len(rows)


def _agreement(document: Table, broken: set[Path]) -> Iterator[Problem]:
    """Yield where sound tables contradict each other; what only an unsound one could tell is no contradiction."""
    programs, all_programs = _rows(document, "program", broken)
    rounds, all_rounds = _rows(document, "round", broken)
    projects, all_projects = _rows(document, "project", broken)
    documents, all_documents = _rows(document, "document", broken)
    yield from _duplicates(documents, ("id",))
    yield from _duplicates(programs, ("id",))
    yield from _duplicates(rounds, ("program", "fiscal_year"))
    yield from _duplicates(projects, ("id",))
    yield from _successions(programs, all_programs)
    program_ids = dict.fromkeys(table["id"] for _, table in programs)
    known_rounds: Rounds = {}
    for _, table in rounds:
        known_rounds.setdefault(table["program"], {})[table["fiscal_year"]] = table
    for path, round_ in rounds:
        if all_programs:
            yield from _reference(path, round_, "program", program_ids)
        yield from _span(path, round_)
    project_ids = {table["id"] for _, table in projects}
    described = {table["id"]: table for _, table in documents}
    sums = Sums()
    for path, project in projects:
        if all_programs:
            yield from _reference(path, project, "program", program_ids)
        yield from _round_of(path, project, known_rounds, program_ids, all_rounds)
        yield from _within(path, project)
        if described and all_documents:
            yield from _cited(path, project, described)
        round_ = known_rounds.get(project.get("program"), {}).get(project["fiscal_year"], {})
        stated_sum = project.get("partner_national_funds_yen")
        sums.add(
            project.get("national_funds_yen") or 0,
            _shares(project) if stated_sum is None else stated_sum,
            project.get("stated_cost_yen") or 0,
            project.get("subsidy_rate") or round_.get("subsidy_rate"),
        )
        before = project.get("continues")
        if before == project["id"] or (before is not None and all_projects and before not in project_ids):
            yield Problem((*path, "continues"), errors.UNKNOWN_PROJECT(id=before))
    for reason in sums.too_large():
        yield Problem(("project",), reason)


class Sums:
    """Adds up what totals add up, to find what is more than any database counts."""

    def __init__(self) -> None:
        self._funds = self._shares = self._costs = self._estimates = 0

    def add(self, funds: int, shares: int, stated_cost: int, rate: str | None) -> None:
        """Add a project's amounts in yen, 0 for those unknown; ``rate`` is its own, else its round's."""
        self._funds += abs(funds)
        self._shares += shares
        self._costs += abs(stated_cost)
        numerator, denominator = rate_parts(rate) if rate else (1, 1)
        self._estimates += abs(funds) * denominator // numerator

    def add_project(self, project: Project, rate_of_round: str | None) -> None:
        """Add the amounts of a project whose round, if it has one, has that rate."""
        shares = project.partner_national_funds_yen
        if shares is None:
            shares = sum(partner.national_funds_yen or 0 for partner in project.partners)
        rate = project.subsidy_rate or rate_of_round
        self.add(project.national_funds_yen or 0, shares, project.stated_cost_yen or 0, rate)

    def too_large(self) -> Iterator[Said]:
        """Yield which of the sums no database holds."""
        for key, total in (
            ("national_funds_yen", self._funds),
            ("partner_national_funds_yen", self._shares),
            ("stated_cost_yen", self._costs),
            ("estimated_cost_yen", self._estimates),
        ):
            if total > LARGEST_SUM:
                yield errors.SUM_TOO_LARGE(key=key, sum=f"{total:,}")


def _shares(project: Table) -> int:
    """Return the yen that the partners' own amounts come to."""
    return sum(partner.get("national_funds_yen") or 0 for partner in project.get("partners", ()))


def _duplicates(rows: list[Row], keys: tuple[str, ...]) -> Iterator[Problem]:
    first: dict[tuple[object, ...], Path] = {}
    for path, table in rows:
        value = tuple(table[key] for key in keys)
        if value in first:
            yield Problem((*path, keys[0]), errors.DUPLICATE(value=" ".join(map(str, value)), first=first[value][1]))
        else:
            first[value] = path


def _reference(path: Path, table: Table, key: str, known: Mapping[str, None]) -> Iterator[Problem]:
    if key in table and table[key] not in known:
        yield Problem((*path, key), errors.UNKNOWN_PROGRAM_ID(id=table[key], known=list(known)))


def _successions(programs: list[Row], all_programs: bool) -> Iterator[Problem]:
    """Yield where a program succeeds one that nobody knows, or itself."""
    paths = {table["id"]: (*path, "succeeds") for path, table in programs if "succeeds" in table}
    if not paths:
        return
    from kofukin.files.succession import Succession, circles, known_ids  # few datasets need the reference

    said = [Succession(table["id"], table["name"], table.get("succeeds")) for _, table in programs]
    known = known_ids(said)
    for own in said:
        if own.succeeds is not None and own.succeeds not in known and all_programs:
            yield Problem(
                paths[own.id], errors.UNKNOWN_PREDECESSOR(id=own.succeeds, known=first_few(known, _MOST_NAMED))
            )
    for circle in circles(said):
        yield Problem(paths[circle[0]], errors.PROGRAMS_IN_CIRCLE(programs=" → ".join(circle)))


def _cited(path: Path, project: Table, known: Mapping[str, Table]) -> Iterator[Problem]:
    """Yield that a project cites no document, or a page that its document lacks.

    What reads as an id is no title where the file describes its documents.
    """
    cited = project["source_document"]
    if cited not in known and re.search(DOCUMENT_ID, cited):
        some = first_few(list(known), _MOST_NAMED)
        yield Problem((*path, "source_document"), errors.UNKNOWN_DOCUMENT(id=cited, known=some))
    page, pages = project.get("source_page"), known.get(cited, {}).get("pages")
    if page is not None and pages is not None and page > pages:
        yield Problem((*path, "source_page"), errors.PAGE_BEYOND_END(page=page, pages=pages))


def _span(path: Path, table: Table, latest: int | None = None) -> Iterator[Problem]:
    first, last = table["fiscal_year"], table.get("last_fiscal_year")
    if last is not None and (last < first or (latest is not None and last > latest)):
        yield Problem(
            (*path, "last_fiscal_year"), errors.YEAR_OUTSIDE_ROUND(year=last, first=first, last=latest or "-")
        )


def _round_of(
    path: Path, project: Table, rounds: Rounds, program_ids: Mapping[str, None], all_rounds: bool
) -> Iterator[Problem]:
    program, year = project.get("program"), project["fiscal_year"]
    own = rounds.get(program, {})
    if year in own:
        yield from _span(path, project, own[year].get("last_fiscal_year"))
    elif program in program_ids and all_rounds:
        some = errors.NO_SUCH_ROUND(program=program, year=year, years=sorted(own))
        reason = some if own else errors.NO_ROUNDS(program=program)
        yield Problem((*path, "fiscal_year"), reason)


def disagreements(project: Project) -> list[Problem]:
    """Return where a project's own values contradict each other, as a file that holds it would be told."""
    if not project.partners and project.last_fiscal_year is None:
        return []  # nothing that another value could contradict, as in most of a long list
    table = project._asdict() | {"partners": [partner._asdict() for partner in project.partners]}
    return [*_span((), table), *_within((), table)]


def _within(path: Path, project: Table) -> Iterator[Problem]:
    """Yield where a project's values contradict each other, whatever its round says."""
    partners = project.get("partners", [])
    if project.get("application") == "single" and partners:
        yield Problem((*path, "application"), errors.SINGLE_WITH_PARTNER)
    stated = project.get("partner_national_funds_yen")
    shares = _shares(project)
    if shares > LARGEST_YEN:
        yield Problem((*path, "partners"), errors.PARTNERS_TOO_LARGE(sum=f"{shares:,}"))
    if stated is not None and stated < shares:
        yield Problem((*path, "partner_national_funds_yen"), errors.SUM_BELOW_SHARES(stated=stated, shares=shares))
