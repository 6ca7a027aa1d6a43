"""What a browser does not show of a page, or shows struck out, followed tag by tag."""

import re
from typing import Literal, NamedTuple

Veil = Literal["unseen", "struck"]

_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0*)?(?:;|$)|font-size:0(?:px|pt|em|rem|%)?(?:;|$)"
)
_STRIKING = "line-through"
_STRUCK = frozenset({"s", "del", "strike"})
UNSHOWN = frozenset({"noscript", "nav", "select", "textarea", "datalist", "template"})
"""Tags in which text is no part of what the page says: menus, forms, what other browsers show."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_ENDED_BY_THE_NEXT = {
    **dict.fromkeys(("p", "li", "dt", "dd", "option"), frozenset({"ul", "ol", "dl", "div", "section", "td", "table"})),
    **dict.fromkeys(("td", "th"), frozenset({"tr", "table", "tbody", "thead"})),
    "tr": frozenset({"table", "tbody", "thead", "tfoot"}),
}
"""Tags that need no end: the next of their kind ends them, or the end of one of these."""
_NEXT = {"dt": ("dt", "dd"), "dd": ("dt", "dd"), "td": ("td", "th", "tr"), "th": ("td", "th", "tr")}
_SPOKEN = ("alt", "title", "value", "placeholder", "aria-label")
"""Attributes with words that are no text of the page."""


class _Open(NamedTuple):
    tag: str
    kind: Veil
    depth: int


class Veils:
    """Knows at each tag whether what stands in it is seen."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    @property
    def kind(self) -> Veil | None:
        """How text is veiled here; what is unseen is not seen struck out either."""
        kinds = {entry.kind for entry in self._open}
        return "unseen" if "unseen" in kinds else "struck" if kinds else None

    def begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._end_by_next(tag)
        if tag in _VOID:
            return
        if self._open and self._open[-1].tag == tag:
            self._open[-1] = self._open[-1]._replace(depth=self._open[-1].depth + 1)
        elif (kind := _veil_of(tag, attributes)) is not None:
            self._open.append(_Open(tag, kind, 1))

    def end(self, tag: str) -> None:
        while self._open and tag in _ENDED_BY_THE_NEXT.get(self._open[-1].tag, ()):
            self._open.pop()
        if self._open and self._open[-1].tag == tag:
            last = self._open.pop()
            if last.depth > 1:
                self._open.append(last._replace(depth=last.depth - 1))

    def _end_by_next(self, tag: str) -> None:
        while self._open and self._open[-1].tag in _ENDED_BY_THE_NEXT:
            own = self._open[-1].tag
            if tag not in _NEXT.get(own, (own,)):
                return
            self._open.pop()


def _veil_of(tag: str, attributes: dict[str, str | None]) -> Veil | None:
    if tag in UNSHOWN or is_hidden(attributes):
        return "unseen"
    style = (attributes.get("style") or "").casefold()
    return "struck" if tag in _STRUCK or _STRIKING in style else None


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Return whether a browser would not show what has these attributes."""
    style = "".join((attributes.get("style") or "").split()).casefold()
    return "hidden" in attributes or _HIDING.search(style) is not None


def words_in(attributes: dict[str, str | None]) -> list[str]:
    """Return the words in attributes of a tag that a reader of the page does not see."""
    return [text.strip() for name in _SPOKEN if (text := attributes.get(name)) and text.strip()]
