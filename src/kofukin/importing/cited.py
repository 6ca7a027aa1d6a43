"""The files of an import as the documents that its draft cites: what is known of a file without reading it."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from kofukin.files.fingerprint import fingerprint
from kofukin.importing.draft import DraftProject, Pages
from kofukin.model.project import Document, Project

_DIGITS = 8
"""So much of its checksum keeps a file's id from being that of another file of its name."""


class Cited:
    """The documents by the files that they are; a pipe is none, since reading it would leave nothing to import."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._documents = {str(path): document for path in paths if (document := _described(path)) is not None}

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple({document.id: document for document in self._documents.values()}.values())

    def learn(self, pages: Pages) -> None:
        """Take in how many pages a file has."""
        document = self._documents.get(pages.place.file)
        if document is not None:
            self._documents[pages.place.file] = document._replace(pages=pages.pages)

    def citing(self, draft: DraftProject) -> Project:
        """Return the project with its file's document as its source, unless the file names another source itself."""
        project = draft.project
        document = self._documents.get(draft.place.file)
        if document is None or project.source_document != document.title:
            return project
        return project._replace(source_document=document.id)


def _described(path: Path) -> Document | None:
    if not os.path.isfile(path):
        return None
    try:
        sha256, size = fingerprint(path)
    except OSError:  # whoever reads it says why it cannot be read
        return None
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "document"
    return Document(f"{name}-{sha256[:_DIGITS]}", path.name, sha256=sha256, bytes=size)
