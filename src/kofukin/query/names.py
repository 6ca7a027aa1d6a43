"""The names that a user types (推進, 道と共同申請, a part of a project's name) → what the data calls them."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from kofukin.errors import KofukinError, UsageError, shortened
from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors
from kofukin.messages.first_few import first_few
from kofukin.model.fields import APPLICATIONS
from kofukin.query.conditions import tables_for
from kofukin.store.database_file import DatabaseFile
from kofukin.text.folding import fold


def program_vocabulary(connection: sqlite3.Connection) -> dict[str, Message]:
    """Return each program's short name in both languages, in their order; Japanese where there is no English one."""
    rows = connection.execute(
        "SELECT id, short_name, coalesce(short_name_en, short_name) FROM program ORDER BY position"
    )
    return {program: Message(ja, en) for program, ja, en in rows}


def find_project(connection: sqlite3.Connection, wanted: str) -> str:
    """Return the id of the project that ``wanted`` names: its id, its name, or an unambiguous part of the name.

    Raises KofukinError (exit code 1) with candidates where that is none or several.
    """
    folded = fold(wanted)
    _check_texts(connection)
    for condition in ("project.id = ?", "search.folded_name = ?", "instr(search.folded_name, ?)") if folded else ():
        sql = f"SELECT id {tables_for(condition)} WHERE {condition} ORDER BY project.number LIMIT 9"
        found = connection.execute(sql, (folded,)).fetchall()
        if len(found) == 1:
            return str(found[0][0])
        if found:
            ids = first_few([project for (project,) in found], 8)
            raise KofukinError(errors.AMBIGUOUS_PROJECT(text=shortened(wanted)), errors.SAY_WHICH(candidates=ids))
    raise KofukinError(errors.NO_SUCH_PROJECT(text=shortened(wanted)), _nearest(connection, wanted))


def _check_texts(connection: sqlite3.Connection) -> None:
    """Raise KofukinError where another tool has taken away what projects are found by: they would be left out."""
    if not (isinstance(connection, DatabaseFile) and connection.is_edited):
        return
    lost = connection.execute("SELECT id FROM project WHERE number NOT IN (SELECT project FROM search) LIMIT 1")
    for (project,) in lost:
        reason = errors.ROWS_MISSING(id=project)
        raise KofukinError(errors.DATABASE_BROKEN(reason=reason), errors.SEE_CHECK_OR_EXPORT_AGAIN)


def _nearest(connection: sqlite3.Connection, wanted: str) -> Message | Said:
    from difflib import get_close_matches

    rows = connection.execute(
        "SELECT id, folded_name FROM project JOIN search ON project = number ORDER BY number LIMIT 20000"
    )
    folded, by_text = fold(wanted)[:100], {}
    for project, name in rows:
        by_text[project] = by_text[name] = project
    near = dict.fromkeys(by_text[text] for text in get_close_matches(folded, by_text, cutoff=0.5))
    return errors.NEAREST_PROJECTS(candidates=list(near)) if near else errors.SEE_LIST


def resolve(connection: sqlite3.Connection, filters: Filters) -> Filters:
    """Return the filters with programs and application types as the data calls them; each may name several.

    Raises UsageError for a program or an application that the data does not know, or a part that fits several, and
    KofukinError where words cannot find every project.
    """
    if filters.words:
        _check_texts(connection)
    return filters._replace(
        municipality=tuple(dict.fromkeys(_body(connection, text) for text in filters.municipality)),
        program=_of_each(connection, filters.program, _program),
        application=_of_each(connection, filters.application, _applications),
    )


def _of_each(
    connection: sqlite3.Connection, texts: Iterable[str], find: Callable[[sqlite3.Connection, str], Sequence[str]]
) -> tuple[str, ...]:
    """Return what each text names: as a whole, for names may hold commas, else each part between them."""
    found: list[str] = []
    for text in texts:
        parts = [part for part in re.split("[,，、]", text) if part.strip()]
        try:
            found += find(connection, text)
        except UsageError:
            if len(parts) < 2:
                raise
            found += [name for part in parts for name in find(connection, part)]
    return tuple(dict.fromkeys(found))


def _body(connection: sqlite3.Connection, text: str) -> str:
    """Return the code of a body that is told from others of its name like this, 池田町（長野県）, else the text."""
    sql = "SELECT told_apart, code FROM body WHERE told_apart <> name AND code IS NOT NULL"
    codes = {fold(name): code for name, code in connection.execute(sql)}
    return str(codes.get(fold(text), text))


def _program(connection: sqlite3.Connection, text: str) -> Sequence[str]:
    known = connection.execute("SELECT id, name, short_name, name_en FROM program ORDER BY position").fetchall()
    folded = fold(text)
    names = [(program, [fold(name) for name in (program, *others) if name]) for program, *others in known]
    exact = [program for program, own in names if folded in own]
    partial = [program for program, own in names if folded and any(folded in name for name in own)]
    found = exact or partial
    if len(found) == 1:
        return [str(found[0])]
    shown = [f"{program} ({short_name})" for program, _, short_name, _ in known]
    if found:
        raise UsageError(errors.AMBIGUOUS_PROGRAM(text=shortened(text)), errors.VALID_PROGRAMS(programs=shown))
    hint = errors.VALID_PROGRAMS(programs=shown) if shown else errors.NO_PROGRAMS
    raise UsageError(errors.UNKNOWN_PROGRAM(text=shortened(text)), hint)


def other_wordings(connection: sqlite3.Connection, filters: Filters) -> dict[str, list[str]]:
    """Return, by application type, the documents' words that were not asked for where others of that type were."""
    own = [words for words in filters.application if words not in APPLICATIONS]
    if not own:
        return {}
    rows = connection.execute(
        "SELECT application, application_text FROM project WHERE application_text IS NOT NULL"
        " AND application IS NOT NULL GROUP BY 1, 2 ORDER BY min(number)"
    ).fetchall()
    asked = {application for application, words in rows if words in own} - set(filters.application)
    others: dict[str, list[str]] = {}
    for application, words in rows:
        if application in asked and words not in own:
            others.setdefault(application, []).append(words)
    return others


def unknown_bodies(connection: sqlite3.Connection, filters: Filters) -> dict[str, list[str]]:
    """Return the names and codes asked for that no body has, each with the names that are nearly it."""
    from kofukin.query.summary import matches

    unknown = [text for text in filters.municipality if not matches(connection, Filters(municipality=(text,)))]
    return {text: _nearest_bodies(connection, text) for text in unknown}


def _nearest_bodies(connection: sqlite3.Connection, wanted: str) -> list[str]:
    from difflib import get_close_matches

    by_text: dict[str, str] = {}
    sql = (
        "SELECT municipality.folded_name, municipality.code, body.told_apart FROM municipality"
        " JOIN body ON body.number = municipality.body ORDER BY municipality.number LIMIT 20000"
    )
    for name, code, shown in connection.execute(sql):
        for text in filter(None, (name, code)):
            by_text.setdefault(text, f"{shown} {code}" if code else str(shown))
    return list(dict.fromkeys(by_text[text] for text in get_close_matches(fold(wanted)[:100], by_text, cutoff=0.5)))


def _gist(words: str) -> str:
    """Return a document's words for an application without what makes no difference: 道との共同申請 is 道と共同申請."""
    return re.sub("[の・、。,.]", "", fold(words))


_APPLICATION_WORDS = {
    fold(word): application
    for application, words in {"single": ("single", "単独", "単独申請"), "joint": ("joint", "共同", "共同申請")}.items()
    for word in words
}


def _applications(connection: sqlite3.Connection, text: str) -> Sequence[str]:
    """Return ``single``, ``joint`` or, for a document's own words, these; else all that the data writes alike."""
    folded = fold(text)
    if folded in _APPLICATION_WORDS:
        return [_APPLICATION_WORDS[folded]]
    texts = connection.execute("SELECT application_text FROM project GROUP BY 1 ORDER BY min(number)")
    own = [str(words) for (words,) in texts if words]
    exact = [words for words in own if fold(words) == folded]
    if alike := exact or [words for words in own if _gist(words) == _gist(text)]:
        return alike
    raise UsageError(errors.UNKNOWN_APPLICATION(text=shortened(text)), errors.VALID_APPLICATIONS(words=own[:12]))
