"""What a person may want to look at in the documents that a dataset describes; nothing of it makes a figure wrong."""

import datetime
from collections import Counter
from collections.abc import Iterator

from kofukin.messages import Said, labels
from kofukin.model.project import Dataset, Document
from kofukin.text.links import is_link

_ELSEWHERE = datetime.timedelta(days=1)
"""Where it is later than here, it may be tomorrow."""


def notes(found: Dataset) -> Iterator[tuple[str, Said]]:
    """Yield each note after its place."""
    cited = Counter(project.source_document for project in found.projects)
    known: dict[str, str] = {}
    for document in found.documents:
        place = f"document.{document.id}"
        if document.id not in cited and document.title not in cited:
            yield place, labels.DOCUMENT_NOT_CITED(title=document.title)
        if document.title != document.id and (count := cited[document.title]):
            yield place, labels.CITED_BY_TITLE(count=count, id=document.id)
        if document.sha256 is not None:
            other = known.setdefault(document.sha256.lower(), document.id)
            if other != document.id:
                yield f"{place}.sha256", labels.SAME_FILE_TWICE(other=other)
        yield from _of_values(document, place)


def _of_values(document: Document, place: str) -> Iterator[tuple[str, Said]]:
    if document.address is not None and not is_link(document.address):
        yield f"{place}.address", labels.NOT_A_LINK(address=document.address)
    if document.retrieved is not None:
        latest = datetime.date.today() + _ELSEWHERE
        if datetime.date.fromisoformat(document.retrieved) > latest:
            yield f"{place}.retrieved", labels.RETRIEVED_LATER(date=document.retrieved)
