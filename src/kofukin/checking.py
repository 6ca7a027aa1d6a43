"""Is a dataset sound, and does the document hold each name and figure at the line that the dataset gives?"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kofukin import dataset
from kofukin.dataset import DatasetError
from kofukin.messages import Message, Said, errors, labels
from kofukin.project import Dataset, Project
from kofukin.stated_amounts import lines_of, stated_amounts


class Report(NamedTuple):
    """What is wrong, each with its place, and what was found sound."""

    problems: tuple[Said, ...]
    confirmed: tuple[Said, ...]


def check(paths: Sequence[Path], source: Path | None = None) -> Report:
    """Return what is wrong with the dataset files, and with their figures where ``source`` is given."""
    problems: list[Said] = []
    confirmed: list[Said] = []
    sound: list[tuple[Path, Dataset]] = []
    for path in paths:
        found, reasons = dataset.read(path)
        problems += reasons
        if found is None:
            continue
        sound.append((path, found))
        if source is None:
            confirmed.append(labels.SOUND(path=_named(path), projects=len(found.projects)))
            continue
        differences = list(_against(found, path, source))
        problems += differences
        if not differences:
            confirmed.append(_confirmed(found, path, source))
    return Report((*problems, *dataset.clashes(sound)), tuple(confirmed))


def _confirmed(found: Dataset, path: Path, source: Path) -> Said:
    figures = sum(
        (project.national_funds_yen is not None) + sum(p.national_funds_yen is not None for p in project.partners)
        for project in found.projects
    )
    return labels.CONFIRMED(path=_named(path), names=len(found.projects), amounts=figures, source=_named(source))


def _named(path: Path) -> Path | Message:
    """Return a file's path as it was given; the bundled ones, whose paths say nothing to a user, by what they are."""
    bundled = {dataset.bundled_path(): labels.BUNDLED, dataset.bundled_source(): labels.BUNDLED_SOURCE}
    return bundled.get(path, path)


def _against(found: Dataset, path: Path, source: Path) -> Iterator[Said]:
    try:
        lines = lines_of(dataset.read_text(source))
    except DatasetError as error:
        yield errors.LOCATED(where=source, reason=error.message)
        return
    for project in found.projects:
        for place, reason in _project_problems(project, lines):
            yield errors.LOCATED(where=f"{path}: {project.id}.{place}", reason=reason)


def _project_problems(project: Project, lines: list[str]) -> Iterator[tuple[str, Message | Said]]:
    for key, number, confirm in (
        ("source_line", project.source_line, _name_problem),
        ("source_amount_line", project.source_amount_line, _amount_problems),
    ):
        if number is None:
            yield key, errors.NO_SOURCE_LINE(key=key)
        elif number > len(lines):
            yield key, errors.LINE_BEYOND_END(line=number, lines=len(lines))
        else:
            yield from confirm(project, lines[number - 1], number)


def _name_problem(project: Project, text: str, line: int) -> Iterator[tuple[str, Message | Said]]:
    before, found, after = text.partition(project.name)
    if not found or not _BULLET.fullmatch(before) or not _NAME_ENDS.match(after):
        yield "name", errors.NAME_NOT_THERE(line=line)
    elif project.application_text and not re.search(rf"(?<!\w){re.escape(project.application_text)}(?!\w)", after):
        yield "application_text", errors.APPLICATION_NOT_THERE(line=line, text=project.application_text)


def _amount_problems(project: Project, text: str, line: int) -> Iterator[tuple[str, Message | Said]]:
    outside, inside = stated_amounts(text)
    if outside != project.national_funds_yen:
        yield (
            "national_funds_yen",
            errors.AMOUNT_NOT_THERE(line=line, found=_shown(outside), expected=_shown(project.national_funds_yen)),
        )
    stated = {partner.name: partner.national_funds_yen for partner in project.partners}
    for name in stated | inside:
        if stated.get(name) != inside.get(name):
            yield (
                "partners",
                errors.PARTNER_AMOUNT_NOT_THERE(
                    line=line, partner=name, found=_shown(inside.get(name)), expected=_shown(stated.get(name))
                ),
            )


_BULLET = re.compile(r"[\s・○●◎◇◆□■※*\-\d.()（）①-⑳]*")
_NAME_ENDS = re.compile(r"$|[\s<>＜＞()（）【】\[\]［］「」『』,、。]")


def _shown(yen: int | None) -> Message | str:
    return labels.NO_AMOUNT if yen is None else f"{yen:,}"
