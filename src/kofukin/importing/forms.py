"""Forms in the cells of a sheet: labels with what they say beside them, in pairs, one form below the other.

Each form is a project: it begins where its first label comes again. What stands above the first form's name and comes
but once is said of all of them, as titles are.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kofukin.importing.columns import is_heading, is_label, recognise
from kofukin.importing.rearranged import Find, Rearranged, texts_of
from kofukin.importing.sheet import BrokenRecord, Row
from kofukin.importing.titles import Titles
from kofukin.importing.turned import are_labels, parts_of
from kofukin.text.folding import fold

_MOST_COLUMNS = 40
_Key = tuple[str, int]
"""A label, folded, and how many of the same stand before it in its form."""


class _Said(NamedTuple):
    number: int
    label: str
    value: str


def forms(rows: Sequence[Row], find: Find, chosen: Mapping[str, str]) -> Rearranged | None:
    """Return the forms that ``rows`` are as a table, a row each, or None; ``rows`` are all there are."""
    titles, block, notes = parts_of(rows)
    said = list(_said_in(block))
    names = [at for at, one in enumerate(said) if recognise(one.label)[0] == "name"]
    if not names or sum(map(is_label, (one.label for one in said))) * 2 < len(said):
        return None
    first = _beginning(said, names)
    over, said = said[:first], said[first:]
    headings: dict[_Key, str] = {}
    records: list[dict[_Key, _Said]] = []
    begins = fold(said[0].label)
    for one in said:
        label = fold(one.label)
        if label == begins:
            records.append({})
        key = label, sum(known == label for known, _ in records[-1])
        headings.setdefault(key, one.label)
        records[-1][key] = one
    heads = list(headings.values())
    if not is_heading([(0, heads)], (), chosen) or not all(Titles().learn([one.label, one.value]) for one in over):
        return None
    above = [*((number, cells) for number, cells in titles), *((one.number, [one.label, one.value]) for one in over)]
    lines = [(_place(record), [record[key].value if key in record else "" for key in headings]) for record in records]
    virtual = [*above, (lines[0][0], heads), *lines, *notes]
    found = find([(at, cells) for at, (_, cells) in enumerate(virtual)], ())
    if found is None or not found.rows or found.rows[0][0] != len(above) or found.missing:
        return None
    figures = tuple(dict.fromkeys(number for number, _ in block))
    return Rearranged(
        found._replace(is_turned=True),
        tuple((at, cells) for at, (_, cells) in enumerate(virtual)),
        tuple(number for number, _ in virtual),
        texts_of(rows),
        figures,
        frozenset(number for number, _ in lines),
    )


def _said_in(block: Sequence[Row]) -> Iterator[_Said]:
    """Yield each label with the one value beside it, as they stand; nothing where labels have several or none."""
    width = max((len(cells) for _, cells in block), default=0)
    if width > _MOST_COLUMNS or any(isinstance(cells, BrokenRecord) for _, cells in block):
        return
    columns = [[cells[at] for _, cells in block if at < len(cells) and cells[at].strip()] for at in range(width)]
    labels = [at for at, cells in enumerate(columns) if are_labels(cells)]
    if not labels or any(columns[: labels[0]]):
        return
    pairs = list(zip(labels, [*labels[1:], width], strict=True))
    found = []
    for number, cells in block:
        for left, right in pairs:
            label = cells[left] if left < len(cells) else ""
            values = [cell for cell in cells[left + 1 : right] if cell.strip()]
            if len(values) > 1:
                return
            if label.strip() or values:
                found.append(_Said(number, label, "".join(values)))
    yield from found


def _beginning(said: Sequence[_Said], names: Sequence[int]) -> int:
    """Return where the first form begins: at its first label, or the first that comes again as its name does."""
    if len(names) == 1:
        return 0
    labels = [fold(one.label) for one in said]
    return next(at for at in range(names[0] + 1) if at == names[0] or labels.count(labels[at]) == len(names))


def _place(record: Mapping[_Key, _Said]) -> int:
    named = (one.number for one in record.values() if recognise(one.label)[0] == "name")
    return next(named, next(iter(record.values())).number)
