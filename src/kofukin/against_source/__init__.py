"""Is a file the document that was cited, and does it hold each name and figure at the place that the dataset gives?

The content decides which document a file is, by its SHA-256; of another version every figure is still looked for at its
place, and where all of them stand there, it is as good a source as the one that was cited.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kofukin.against_source import figures, which
from kofukin.against_source.reading import Source as Source
from kofukin.against_source.reading import read as read
from kofukin.messages import Message, Said, errors, labels
from kofukin.model.project import Dataset, Document, Project


class Found(NamedTuple):
    """What a source says of a dataset; ``projects`` are those that were looked for in it."""

    problems: list[tuple[str, Message | Said]]
    notes: list[Said]
    is_cited: Said | None
    projects: Sequence[Project]


def hold(found: Dataset, source: Source, called: object) -> Found:
    """Return what ``source``, which is ``called`` so, says of a dataset and its figures."""
    cited = which.document_in(found, source)
    if cited is None:
        return Found([("", errors.NO_DOCUMENT_OF_THESE(known=which.names_of(found)))], [], None, ())
    is_cited = None
    if cited.by is which.By.HASH:
        is_cited = labels.IS_CITED(source=called, document=cited.named, sha256=source.sha256)
    notes = [*_of_version(cited, source, called)]
    if left := len(found.projects) - len(cited.projects):
        notes.append(labels.CITE_OTHERS(count=left, document=cited.named))
    problems = [
        (f"{project.id}.{place}", reason)
        for project, reasons in figures.hold(cited.projects, source)
        for place, reason in reasons
    ]
    wrong_sizes = [_size_problem(each, source) for each in cited.documents if cited.by is which.By.HASH]
    return Found([*filter(None, wrong_sizes), *problems], notes, is_cited, cited.projects)


def _of_version(cited: which.Cited, source: Source, called: object) -> Iterator[Said]:
    """Yield how the file was told to be of the document where its content does not say that."""
    if cited.by is which.By.HASH:
        return
    for document in cited.documents:
        if document.sha256 is not None:
            yield labels.ANOTHER_VERSION(source=called, document=document.id, sha256=source.sha256)
        elif document.bytes not in (None, source.size):
            yield labels.ANOTHER_SIZE(source=called, document=document.id, stated=document.bytes, found=source.size)
        else:
            yield labels.NO_HASH(source=called, document=document.id)
    if cited.by is which.By.PLACES:
        yield labels.BY_PLACES(source=called, document=cited.named)


def _size_problem(document: Document, source: Source) -> tuple[str, Said] | None:
    if document.bytes in (None, source.size):
        return None
    return f"document.{document.id}.bytes", errors.OTHER_SIZE(stated=document.bytes, found=source.size)
