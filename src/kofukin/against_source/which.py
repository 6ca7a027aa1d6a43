"""Which of a dataset's documents a file is: by its content, else its name, else by what stands where in it."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from kofukin.against_source import figures
from kofukin.against_source.reading import Source
from kofukin.messages.first_few import first_few
from kofukin.model.project import Dataset, Document, Project


class By(Enum):
    """By what a file was told to be a document: its content, its name, as the only one, or what stands in it."""

    HASH = "hash"
    NAME = "name"
    ALONE = "alone"
    PLACES = "places"


class Cited(NamedTuple):
    """What a file is: the documents that the data describes as such, and the projects to look for in it.

    ``documents`` are several where the data describes one file twice, and none where it gives no more than a title.
    """

    documents: tuple[Document, ...]
    title: str
    projects: tuple[Project, ...]
    by: By

    @property
    def named(self) -> object:
        return [document.id for document in self.documents] or self.title


def document_in(found: Dataset, source: Source) -> Cited | None:
    """Return which document ``source`` is, None where it is none of them or nothing tells which."""
    every = list(_documents_of(found))
    same = [each for each in every if any(_is_same(document, source) for document in each.documents)]
    if same:
        documents = tuple(document for each in same for document in each.documents)
        projects = {id(project): project for each in same for project in each.projects}
        return Cited(documents, same[0].title, tuple(projects.values()), By.HASH)
    named = [each for each in every if each.title == source.path.name]
    if len(named) == 1:
        return named[0]._replace(by=By.NAME)
    if len(every) == 1:
        return every[0]
    at_place = [(_at_their_places(each, source), each) for each in named or every]
    most = max((count for count, _ in at_place), default=0)
    best = [each for count, each in at_place if count == most]
    if most and len(best) == 1:
        return best[0]._replace(by=By.PLACES)
    return None if found.documents else Cited((), source.path.name, found.projects, By.ALONE)


def names_of(found: Dataset) -> list[object]:
    """Return what the documents are called: by their ids, else by the titles that are all that is known of them."""
    return first_few([each.documents[0].id if each.documents else each.title for each in _documents_of(found)])


def _documents_of(found: Dataset) -> Iterator[Cited]:
    """Yield each document with the projects that cite it, by its id or as it is titled."""
    by_source: dict[str, list[Project]] = {}
    for project in found.projects:
        by_source.setdefault(project.source_document, []).append(project)
    for document in found.documents:
        own = by_source.get(document.id, [])
        if document.title != document.id:
            own = [*own, *by_source.get(document.title, ())]
        yield Cited((document,), document.title, tuple(own), By.ALONE)
    known = {name for document in found.documents for name in (document.id, document.title)}
    for title, projects in by_source.items():
        if title not in known:
            yield Cited((), title, tuple(projects), By.ALONE)


def _is_same(document: Document, source: Source) -> bool:
    return document.sha256 is not None and document.sha256.lower() == source.sha256


def _at_their_places(cited: Cited, source: Source) -> int:
    """Return how many of the projects stand where the dataset says."""
    held: Sequence[tuple[Project, list[figures.Problem]]] = figures.hold(cited.projects, source)
    return sum(not problems for _, problems in held)
