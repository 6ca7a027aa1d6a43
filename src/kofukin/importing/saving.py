"""A draft → a file: TOML with a remark beside each field that wants one, or a database written as it is read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kofukin.errors import KofukinError
from kofukin.exporting import toml_text
from kofukin.exporting.database import new_database
from kofukin.importing.cited import Cited
from kofukin.importing.draft import Doubt, DraftProject, Item, Line, Pages, Place
from kofukin.importing.review import Review
from kofukin.messages import Language, errors, importing
from kofukin.model.fields import DOCUMENT_ID, DRAFT_VERSION
from kofukin.model.project import Dataset, Document, Program, Remark, Round

_MOST_NAMED = 3


def header(sources: Iterable[Path]) -> Dataset:
    """Return the ``[dataset]`` of what was read from ``sources``; a person will give it a better title."""
    names = [path.name for path in sources]
    first = re.sub(r"[^a-z0-9]+", "-", Path(names[0]).stem.lower()).strip("-")
    return Dataset(first or "imported", _title(names), DRAFT_VERSION, (), (), ())


def _title(names: list[str]) -> str:
    return "、".join(names) if len(names) <= _MOST_NAMED else f"{names[0]} - {names[-1]} ({len(names)})"


def write_database(
    path: Path, sources: Sequence[Path], items: Iterable[Item], review: Review, language: Language
) -> None:
    """Write the draft of ``sources`` into ``path`` while it is being read, so that memory does not grow with it."""
    cited = Cited(sources)
    with new_database(path) as writer:
        writer.dataset(header(sources))
        writer.documents(cited.documents)
        for item in items:
            if isinstance(item, Line):  # every other item is one
                continue
            if isinstance(item, DraftProject):
                writer.project(cited.citing(item), _remarks(item, language) if item.is_remarkable else ())
            elif isinstance(item, Program):
                writer.program(item)
            elif isinstance(item, Round):
                writer.round(item)
            elif isinstance(item, Pages):
                cited.learn(item)
        writer.documents(cited.documents)
        for number, project, earlier, document, page, line in writer.repeated():
            place = Place(document, page, line) if page else Place(document, row=line)
            doubt = Doubt(place, importing.SAME_AGAIN(other=earlier), project)
            review.note_of_project(doubt)
            writer.remarks([_open_point(doubt, project, language)], number)
        writer.remarks(_open_points_of_no_project(review, language))


def toml_pieces(sources: Sequence[Path], items: Iterable[Item], review: Review, language: Language) -> Iterator[str]:
    """Yield the draft of ``sources`` as TOML: the review at the top, each open point beside its field."""
    cited = Cited(sources)
    programs: dict[str, Program] = {}
    rounds: dict[tuple[str, int], Round] = {}
    drafts: list[DraftProject] = []
    for item in items:
        if isinstance(item, DraftProject):
            drafts.append(item)
        elif isinstance(item, Pages):
            cited.learn(item)
        elif isinstance(item, Program):
            programs.setdefault(item.id, item)
        elif isinstance(item, Round):
            known = rounds.get((item.program, item.fiscal_year))
            if known is None or known.subsidy_rate is None:  # a row further down may be the first to state the rate
                rounds[item.program, item.fiscal_year] = item
    drafts = _with_repeated(drafts, review)
    yield from toml_text.header_pieces(header(sources), [line.in_(language) for line in review.counted()])
    yield from toml_text.document_pieces(_cited_by(drafts, cited))
    yield from toml_text.program_pieces(programs.values(), rounds.values())
    for draft in drafts:
        reasons = [doubt.said().in_(language) for doubt in draft.doubts]
        comments = [draft.place.said().in_(language), *reasons]
        yield from toml_text.project_pieces(cited.citing(draft), [*_remarks(draft, language)], comments)
    yield from toml_text.open_point_pieces(_open_points_of_no_project(review, language))


def _cited_by(drafts: Sequence[DraftProject], cited: Cited) -> Iterator[Document]:
    """Yield the files, then what rows name themselves as their source and reads as the id of a document."""
    yield from cited.documents
    known = {document.id for document in cited.documents}
    for name in dict.fromkeys(draft.project.source_document for draft in drafts):
        if known and name not in known and re.search(DOCUMENT_ID, name):
            yield Document(name, name)


def _with_repeated(drafts: list[DraftProject], review: Review) -> list[DraftProject]:
    """Return the drafts, with a doubt on each that equals an earlier one.

    Raises KofukinError where two have one id.
    """
    first: dict[tuple[object, ...], str] = {}
    known: set[str] = set()
    same: list[str] = []
    for index, draft in enumerate(drafts):
        project = draft.project
        if project.id in known:
            same.append(project.id)
        known.add(project.id)
        if not project.national_funds_yen:
            continue
        body = project.municipality_code or project.municipality
        key = (body, project.fiscal_year, project.program, project.name, project.national_funds_yen)
        earlier = first.setdefault(key, project.id)
        if earlier != project.id:
            doubt = Doubt(draft.place, importing.SAME_AGAIN(other=earlier), project.id)
            review.note_of_project(doubt)
            drafts[index] = draft._replace(doubts=(*draft.doubts, doubt))
    if same:
        raise KofukinError(errors.SAME_IDS(ids=same[:_MOST_NAMED]), errors.IDS_ARE_KEYS)
    return drafts


def _open_points_of_no_project(review: Review, language: Language) -> Iterator[Remark]:
    for place, point in review.of_no_project():
        yield Remark("open", point.in_(language), place=place.said().in_(language))


def _open_point(doubt: Doubt, project: str, language: Language) -> Remark:
    return Remark("open", doubt.point().in_(language), project, doubt.field)


def _remarks(draft: DraftProject, language: Language) -> Iterator[Remark]:
    project = draft.project.id
    for doubt in draft.doubts:
        yield _open_point(doubt, project, language)
    for field, evidence in draft.inferred.items():
        yield Remark("inferred", evidence.in_(language), project, field)
    if draft.programs:
        choices = importing.CHOOSE_PROGRAM(choices=list(draft.programs))
        yield Remark("inferred", choices.in_(language), project, "program")
    for field, text in draft.quoted.items():
        yield Remark("as_written", text, project, field)
