"""Is a file the document that was cited, and does it hold each name and figure at the place that the dataset gives?

The content decides which document a file is, by its SHA-256; of another version every figure is still looked for at its
place, and where all of them stand there, it is as good a source as the one that was cited.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from kofukin.errors import KofukinError, reason_of
from kofukin.files import dataset
from kofukin.files.fingerprint import fingerprint
from kofukin.messages import Message, Said, errors, labels
from kofukin.model.project import Dataset, Document, Project
from kofukin.model.stated_amounts import lines_of, narrow, stated_amounts

_LINES_OF_A_NAME = 4
"""A name in a PDF may be wrapped over so many lines."""
_UNITS = (1, 1000, 10**6, 10**4, 10**8)
"""Yen that the numbers of a table may be of; which one, its heading says, and it is one for all of a document."""


class SourceLine(NamedTuple):
    """A line as people read it, and its cells where it is the row of a table."""

    text: str
    cells: tuple[str, ...] | None = None


class Source(NamedTuple):
    """A file of a document: what it is known by, and its lines; of a text they are those of one page, None."""

    path: Path
    sha256: str
    size: int
    pages: dict[int | None, list[SourceLine]]

    @property
    def is_by_page(self) -> bool:
        return None not in self.pages


class Found(NamedTuple):
    """What a source says of a dataset; ``projects`` are those that were looked for in it."""

    problems: list[tuple[str, Message | Said]]
    notes: list[Said]
    is_cited: Said | None
    projects: Sequence[Project]


def read(path: Path) -> Source:
    """Return a text or a PDF; raises KofukinError for what cannot be read as one."""
    if path.suffix.lower() == ".pdf":
        from kofukin.importing import pdf  # reads in a process of its own, with libraries that a text does without

        pages: dict[int | None, list[SourceLine]] = {
            number: [SourceLine(line.text, line.cells) for line in page.lines]
            for number, page in enumerate(pdf.pages_of(path), start=1)
        }
    else:
        pages = {None: [SourceLine(line, _cells(line)) for line in lines_of(dataset.read_text(path))]}
    try:
        return Source(path, *fingerprint(path), pages)
    except OSError as error:
        raise KofukinError(errors.FILE_UNREADABLE(reason=reason_of(error))) from error


def _cells(line: str) -> tuple[str, ...] | None:
    cells = tuple(re.split(r"[\t|]", line.strip(" |")))
    return cells if len(cells) > 1 else None


def hold(found: Dataset, source: Source, called: object) -> Found:
    """Return what ``source``, which is ``called`` so, says of a dataset and its figures."""
    notes: list[Said] = []
    is_cited = None
    document = _document_of(found, source)
    projects: Sequence[Project] = found.projects
    if document is None and found.documents and not _by_title(found):
        return Found([("", errors.NO_DOCUMENT_OF_THESE(known=[each.id for each in found.documents]))], [], None, ())
    if document is not None:
        others = {each.id for each in found.documents} - {document.id}
        projects = [project for project in found.projects if project.source_document not in others]
        if left := len(found.projects) - len(projects):
            notes.append(labels.CITE_OTHERS(count=left, document=document.id))
        if _is_same(document, source):
            is_cited = labels.IS_CITED(source=called, document=document.id, sha256=source.sha256)
        elif document.sha256 is not None or document.bytes is not None:
            notes.append(labels.ANOTHER_VERSION(source=called, document=document.id, sha256=source.sha256))
    problems = [
        (f"{project.id}.{place}", reason) for project in projects for place, reason in _of_project(project, source)
    ]
    problems += _of_rows(projects, source)
    if document is not None and is_cited and document.bytes not in (None, source.size):
        reason = errors.OTHER_SIZE(stated=document.bytes, found=source.size)
        problems.insert(0, (f"document.{document.id}.bytes", reason))
    return Found(problems, notes, is_cited, projects)


def _by_title(found: Dataset) -> list[Project]:
    """Return the projects of which the dataset gives no more than their document's title."""
    known = {document.id for document in found.documents}
    return [project for project in found.projects if project.source_document not in known]


def _document_of(found: Dataset, source: Source) -> Document | None:
    """Return the document whose file this is, else the one that it can be a version of: by name, or the lone one."""
    documents = found.documents
    same = [document for document in documents if _is_same(document, source)]
    named = [document for document in documents if document.title == source.path.name]
    lone = documents if len(documents) == 1 else ()
    return next(iter((*same, *named, *lone)), None)


def _is_same(document: Document, source: Source) -> bool:
    return document.sha256 is not None and document.sha256.lower() == source.sha256


def _of_project(project: Project, source: Source) -> Iterator[tuple[str, Message | Said]]:
    for key, number in (("source_line", project.source_line), ("source_amount_line", project.source_amount_line)):
        if number is None:
            if key == "source_line" or _row_of(project, source) is None:
                yield key, errors.NO_SOURCE_LINE(key=key)
            continue
        lines = _page_of(project, source, number)
        if lines is None:
            yield "source_page", errors.PAGE_BEYOND_END(page=project.source_page, pages=len(source.pages))
            return
        if number > len(lines):
            yield key, errors.LINE_BEYOND_END(line=number, lines=len(lines))
        elif key == "source_line":
            yield from _name_problem(project, source, lines, number)
        else:
            yield from _amount_problems(project, lines[number - 1].text, number)


def _page_of(project: Project, source: Source, number: int) -> list[SourceLine] | None:
    """Return the lines of a project's page; its amount may stand on the next one."""
    if not source.is_by_page:
        return source.pages[None]
    page = project.source_page
    if page is not None and page in source.pages and number > len(source.pages[page]):
        return source.pages.get(page + 1, source.pages[page])
    return source.pages.get(page)


def _row_of(project: Project, source: Source) -> SourceLine | None:
    """Return the row of a table that holds a project with its figures, where no line of amounts is given."""
    number = project.source_line
    if number is None or project.source_amount_line is not None:
        return None
    lines = _page_of(project, source, number) or []
    row = lines[number - 1] if number <= len(lines) else None
    return row if row is not None and row.cells else None


def _of_rows(projects: Sequence[Project], source: Source) -> list[tuple[str, Said]]:
    """Return the figures that do not stand in their rows, in the one unit in which most of them do."""
    rows = [(project, row) for project in projects if (row := _row_of(project, source)) is not None]
    stated = [(project, place, yen, _numbers(row)) for project, row in rows for place, yen in _figures(project)]
    fits = Counter(unit for *_, yen, numbers in stated for unit in _UNITS if Decimal(yen) / unit in numbers)
    unit = max(_UNITS, key=lambda each: fits[each])
    return [
        (f"{project.id}.{place}", errors.FIGURE_NOT_IN_ROW(line=project.source_line, expected=f"{yen:,}"))
        for project, place, yen, numbers in stated
        if Decimal(yen) / unit not in numbers
    ]


def _figures(project: Project) -> Iterator[tuple[str, int]]:
    for place in ("national_funds_yen", "stated_cost_yen", "partner_national_funds_yen"):
        if (yen := getattr(project, place)) is not None:
            yield place, yen
    for number, partner in enumerate(project.partners):
        if partner.national_funds_yen is not None:
            yield f"partners[{number}].national_funds_yen", partner.national_funds_yen


_NUMBER = re.compile(r"([△▲−-]?)\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")


def _numbers(row: SourceLine) -> set[Decimal]:
    return {
        Decimal(digits.replace(",", "")) * (-1 if sign else 1)
        for cell in row.cells or ()
        for sign, digits in _NUMBER.findall(narrow(cell))
    }


def _name_problem(
    project: Project, source: Source, lines: list[SourceLine], line: int
) -> Iterator[tuple[str, Message | Said]]:
    if project.name is None:
        return
    if source.is_by_page or lines[line - 1].cells:
        below = "".join(each.text for each in lines[line - 1 : line - 1 + _LINES_OF_A_NAME])
        if "".join(project.name.split()) not in "".join(below.split()):
            yield "name", errors.NAME_NOT_THERE(line=line)
        return
    before, found, after = lines[line - 1].text.partition(project.name)
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
