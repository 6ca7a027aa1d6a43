"""Is a dataset sound, and does its document say what it says?"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kofukin import against_source, document_notes, store
from kofukin.errors import KofukinError
from kofukin.files import bundle, dataset
from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors, labels
from kofukin.model import municipality_code
from kofukin.model.prefecture import prefecture_code
from kofukin.model.project import Dataset, Project, Remark
from kofukin.query import twice
from kofukin.store import opening, soundness, writing
from kofukin.store.bodies import bare_name
from kofukin.text.folding import fold


class Report(NamedTuple):
    """What is wrong, each with its place; what a person may want to look at; and what was found sound."""

    problems: tuple[Message | Said, ...]
    notes: tuple[Said, ...]
    confirmed: tuple[Said, ...]


def check(paths: Sequence[Path], source: Path | None = None) -> Report:
    """Return what is wrong with the dataset files, and with their figures where ``source`` is given."""
    problems: list[Message | Said] = []
    confirmed: list[Said] = []
    of_source: list[Said] = []
    readable: list[tuple[Path, Dataset]] = []
    document = _source(source, problems) if source is not None else None
    for path in opening.files_in(paths):
        datasets, reasons = _read(path)
        reasons += _unsettled(path, datasets) if datasets else ()
        readable += [(path, found) for found in datasets]
        for found in datasets:
            reasons += _wrong_codes(found, path)
            reasons += _without_municipality(found, path)
        held = [against_source.hold(found, document, _named(document.path)) for found in datasets] if document else []
        for each in held:
            reasons += [
                errors.LOCATED(where=f"{path}: {place}" if place else path, reason=reason)
                for place, reason in each.problems
            ]
            of_source += [each.is_cited] if each.is_cited else []
            of_source += map(_as_note, each.notes)
        problems += reasons
        if not reasons and (document is not None or source is None):
            confirmed.append(_confirmed(datasets, path, document, held))
    clashes = dataset.clashes(readable)
    notes = (
        *of_source,
        *_bodies(readable),
        *_alike(readable),
        *_low_costs(readable),
        *(() if clashes else _pairs(readable)),
        *_open_programs(readable),
        *(_noted(f"{p}: {place}", said) for p, d in readable for place, said in document_notes.notes(d)),
        *(n for p, d in readable for n in _control_characters(d, p)),
    )
    return Report((*problems, *clashes), notes, tuple(confirmed))


def _unsettled(path: Path, datasets: Sequence[Dataset]) -> Iterator[Said]:
    """Yield the points of an import that are still open in a draft."""
    if store.is_database(path):
        for point in (remark for found in datasets for remark in found.remarks if remark.is_open):
            yield errors.LOCATED(where=path, reason=errors.UNSETTLED_IN_DATABASE(point=_point(point)))
        return
    for line, point in dataset.open_points(path):
        yield errors.LOCATED(where=f"{path}:{line}", reason=errors.UNSETTLED(point=_point(point)))


def _point(point: Remark) -> Said | str:
    """Return an open point as people read it: where it stands, then what is open."""
    place = ".".join(filter(None, (point.project, point.field))) or point.place
    return errors.LOCATED(where=place, reason=point.text) if place else point.text


def _read(path: Path) -> tuple[list[Dataset], list[Message | Said]]:
    """Return the datasets in a file and no problems, or no dataset and each problem."""
    if not store.is_database(path):
        found, problems = dataset.read(path)
        return [found] if found is not None else [], [*problems]
    try:
        with store.opened_once(path) as connection:
            datasets, problems = soundness.datasets(connection, path)
            return datasets, [*problems]
    except KofukinError as error:
        return [], [error.message]


def _without_municipality(found: Dataset, path: Path) -> Iterator[Said]:
    for project in found.projects:
        if project.municipality is None:
            reason = errors.MISSING_KEY(key="municipality")
            yield errors.LOCATED(where=f"{path}: {project.id}", reason=reason)


def _wrong_codes(found: Dataset, path: Path) -> Iterator[Said]:
    for project in found.projects:
        codes = [("municipality_code", project.municipality_code)]
        codes += [(f"partners[{n}].municipality_code", p.municipality_code) for n, p in enumerate(project.partners)]
        for place, code in codes:
            right = municipality_code.completed(code[:5]) if code is not None else None
            if right is not None and code != right:
                reason = errors.WRONG_CHECK_DIGIT(code=code, right=right)
                yield errors.LOCATED(where=f"{path}: {project.id}.{place}", reason=reason)


def _bodies(datasets: Sequence[tuple[Path, Dataset]]) -> Iterator[Said]:
    """Yield the codes that stand with several names, and the names that stand with a code and without one."""
    names: dict[str, dict[str, str]] = {}
    without: dict[str, str] = {}
    for _, found in datasets:
        for project in found.projects:
            if name := project.municipality:
                known = names.setdefault(project.municipality_code, {}) if project.municipality_code else without
                known.setdefault(fold(name), name)
    for code, own in names.items():
        if len(own) > 1:
            yield errors.NOTE(message=labels.CODE_WITH_NAMES(code=code, names=list(own.values())))
    for code, own in names.items():
        if (now := municipality_code.current(code)) != code:
            yield errors.NOTE(message=labels.CODE_CHANGED(code=code, names=list(own.values()), now=now))
    codes: dict[str, dict[str, None]] = {}
    for code, own in names.items():
        for name in own.values():
            codes.setdefault(fold(bare_name(name)), {})[code] = None
    for name in without.values():
        prefecture = prefecture_code(None, name)
        may_be = [code for code in codes.get(fold(bare_name(name)), ()) if prefecture in (None, code[:2])]
        if may_be:
            yield errors.NOTE(message=labels.NAME_WITHOUT_CODE(name=name, codes=may_be))


def _low_costs(datasets: Sequence[tuple[Path, Dataset]]) -> Iterator[Said]:
    """Yield the projects that are said to cost less than the national funds that they got."""
    for path, found in datasets:
        for project in found.projects:
            funds, cost = project.national_funds_yen, project.stated_cost_yen
            if funds is not None and cost is not None and 0 <= cost < funds:
                yield _noted(f"{path}: {project.id}", labels.COST_BELOW_FUNDS(cost=f"{cost:,}", funds=f"{funds:,}"))


def _alike(datasets: Sequence[tuple[Path, Dataset]]) -> Iterator[Said]:
    """Yield the projects that may stand twice; they may as well be two grants, so that nothing is merged.

    A body without a code is the same as one of its name with one.
    """
    first: dict[tuple[object, ...], list[Project]] = {}
    for path, found in datasets:
        for project in found.projects:
            others = first.setdefault((project.fiscal_year, project.program, fold(project.name or "")), [])
            other = next((each for each in others if _same_body(each, project)), None)
            if other is None:
                others.append(project)
            elif other.id != project.id:
                yield _noted(f"{path}: {project.id}", labels.ALIKE(other=other.id))


def _pairs(datasets: Sequence[tuple[Path, Dataset]]) -> Iterator[Said]:
    """Yield the entries that may tell a joint project which an entry of another body tells too."""
    may_be = [
        (
            path,
            found._replace(
                remarks=(), projects=tuple(p for p in found.projects if p.application == "joint" or p.partners)
            ),
        )
        for path, found in datasets
    ]
    paths = {project.id: path for path, found in may_be for project in found.projects}
    with closing(writing.in_memory(found for _, found in may_be)) as connection:
        for same in twice.counted_twice(connection, Filters()):
            yield _noted(f"{paths[same.left_out]}: {same.left_out}", labels.MAY_BE_ONE(other=same.told_with))


def _same_body(one: Project, other: Project) -> bool:
    if one.municipality_code is not None and other.municipality_code is not None:
        return one.municipality_code == other.municipality_code
    return fold(one.municipality or "") == fold(other.municipality or "")


def _control_characters(found: Dataset, path: Path) -> Iterator[Said]:
    """Yield the texts with characters that no document has and that can hide or turn round what others see."""
    for place, name, text in _texts(found):
        allowed = "\t\n\r" if name in ("note", "summary") else ""
        if characters := sorted(set(_CONTROL.findall(text)) - set(allowed)):
            codes = [f"U+{ord(character):04X}" for character in characters]
            yield _noted(f"{path}: {place}{name}", labels.CONTROL_CHARACTERS(codes=codes))


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _texts(found: Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield each text of a dataset with the place and the field that it stands in."""
    values: list[tuple[str, NamedTuple]] = [("dataset.", found.header)]
    values += [(f"document.{document.id}.", document) for document in found.documents]
    values += [(f"{program.id}.", program) for program in found.programs]
    for project in found.projects:
        values.append((f"{project.id}.", project))
        values += [(f"{project.id}.partners[{n}].", partner) for n, partner in enumerate(project.partners)]
    for place, value in values:
        for name, text in value._asdict().items():
            if isinstance(text, str):
                yield place, name, text


def _open_programs(datasets: Sequence[tuple[Path, Dataset]]) -> Iterator[Said]:
    for path, found in datasets:
        if count := sum(project.program is None for project in found.projects):
            yield _noted(path, labels.PROGRAM_OPEN(count=count))


def _noted(where: Path | str, reason: Said) -> Said:
    return errors.NOTE(message=errors.LOCATED(where=where, reason=reason))


def _as_note(said: Said) -> Said:
    return errors.NOTE(message=said)


def _source(path: Path, problems: list[Message | Said]) -> against_source.Source | None:
    """Return the document in a file, or None having added what keeps it from being read."""
    try:
        return against_source.read(path)
    except KofukinError as error:
        is_located = str(path) in error.message.in_("en")
        problems.append(error.message if is_located else errors.LOCATED(where=path, reason=error.message))
        return None


def _confirmed(
    datasets: Sequence[Dataset], path: Path, source: against_source.Source | None, held: Sequence[against_source.Found]
) -> Said:
    if source is None:
        return labels.SOUND(path=_named(path), projects=sum(len(found.projects) for found in datasets))
    projects = [project for each in held for project in each.projects]
    figures = sum(
        (project.national_funds_yen is not None) + sum(p.national_funds_yen is not None for p in project.partners)
        for project in projects
    )
    return labels.CONFIRMED(path=_named(path), names=len(projects), amounts=figures, source=_named(source.path))


def _named(path: Path) -> Path | Message:
    """Return a file's path as it was given; the bundled ones, whose paths say nothing to a user, by what they are."""
    bundled = {bundle.text(): labels.BUNDLED, bundle.source(): labels.BUNDLED_SOURCE}
    return bundled.get(path, path)
