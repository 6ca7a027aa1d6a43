"""What was made of a file, for a person to look through: counts by role, and every place that is still open."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kofukin.importing.draft import Doubt, DraftProject, Item, Line, Noticed, Place, Role
from kofukin.messages import Message, Said, importing

_LONGEST_QUOTE = 80
_MANY = 6
"""Open points of one kind, from which on they are told once with their number; the draft holds each."""


class Review:
    """Counts the items of one import as they pass and keeps the open points."""

    def __init__(self) -> None:
        self.lines: dict[str, Counter[Role]] = {}
        self.projects: Counter[str] = Counter()
        self.notices: dict[str, list[Said]] = {}
        self.unread: list[Line] = []
        self.doubts: list[Doubt] = []
        self._of_no_project: list[Doubt] = []

    def watch(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items on, having noted each."""
        for item in items:
            self.note(item)
            yield item

    def note(self, item: Item) -> None:
        if isinstance(item, Line):
            roles = self.lines.get(item.place.file)
            if roles is None:
                roles = self.lines[item.place.file] = Counter()
            roles[item.role] += 1
            if item.role is Role.UNREAD:
                self.unread.append(item)
        elif isinstance(item, Noticed):
            self.notices.setdefault(item.place.file, []).append(item.said)
        elif isinstance(item, Doubt):
            self.doubts.append(item)
            self._of_no_project.append(item)
        elif isinstance(item, DraftProject):
            self.projects[item.place.file] += 1
            self.doubts += item.doubts

    def note_of_project(self, doubt: Doubt) -> None:
        """Note a doubt about a project that has passed already."""
        self.doubts.append(doubt)

    @property
    def open_points(self) -> int:
        return len(self.unread) + len(self.doubts)

    def counted(self) -> Iterator[Said | Message]:
        """Yield what each file held, a line or two each."""
        for file, roles in self.lines.items():
            yield importing.READ_FROM(file=file, lines=roles.total(), projects=self.projects[file])
            told: list[Said] = []
            for said in self.notices.get(file, ()):
                if said not in told:
                    told.append(said)
                    yield said
            counted = [importing.ROLE_COUNT(role=importing.ROLES[role.value], count=roles[role]) for role in Role]
            yield importing.ROLE_LIST(roles=counted)
            if not self.projects[file]:
                yield importing.NOTHING_FOUND(file=file)

    def said(self) -> Iterator[Said | Message]:
        """Yield the review a line at a time: what each file held, then the open points, many of a kind told once."""
        yield from self.counted()
        entries: list[Line | Doubt] = [*self.unread, *self.doubts]
        alike = Counter(map(_kind, entries))
        told: set[object] = set()
        for entry, (place, point) in zip(entries, _points(self.unread, self.doubts), strict=True):
            kind = _kind(entry)
            if alike[kind] < _MANY:
                yield importing.DOUBTFUL(place=place.said(), point=point)
            elif kind not in told:
                told.add(kind)
                yield importing.DOUBTFUL_ALIKE(place=place.said(), point=point, others=alike[kind] - 1)
        if not self.open_points and self.projects.total():
            yield importing.ALL_ACCOUNTED

    def of_no_project(self) -> Iterator[tuple[Place, Said | Message]]:
        """Yield the open points that no project of the draft has, with their places: lines unread, sums that differ."""
        return _points(self.unread, self._of_no_project)


def _kind(entry: Line | Doubt) -> object:
    """Return what open points have in common that are told once: the file, and the shape of a line or the reason."""
    if isinstance(entry, Line):
        return entry.place.file, outline(entry.text)
    reason = entry.reason.message if isinstance(entry.reason, Said) else entry.reason
    return entry.place.file, reason, entry.field


def outline(text: str) -> str:
    """Return what lines have in common that are alike but for their words and numbers."""
    return _DIGITS.sub("0", _LETTERS.sub("x", text))


_DIGITS = re.compile(r"[0-9０-９][0-9０-９,，.]*")
_LETTERS = re.compile(r"[^\W\d_]+")


def _points(unread: Iterable[Line], doubts: Iterable[Doubt]) -> Iterator[tuple[Place, Said | Message]]:
    for line in unread:
        yield line.place, importing.POINT(reason=importing.UNREAD, text=_quoted(line.text))
    for doubt in doubts:
        yield doubt.place, doubt._replace(text=_quoted(doubt.text)).said()


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
