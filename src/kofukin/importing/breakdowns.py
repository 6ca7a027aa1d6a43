"""Rows of a table that break the row above down: 「・市場の運営」 below 「朝の市事業」, whose money is in it already.

What stands a level below its neighbour shows by a mark, by blanks before the name, or by a running number that only
the whole has. Rows that come to the whole are its figures. Others with such a mark may be parts of it, or projects of
their own: their amounts are open. A missing number alone says nothing.
"""

from collections.abc import Iterator, Sequence

from kofukin.importing.cells import figure_in
from kofukin.importing.columns import AMOUNTS, Layout
from kofukin.importing.label_grammar import AMOUNT
from kofukin.importing.parts import begins_breakdown, level_of
from kofukin.importing.sheet import Row
from kofukin.text.display_width import display_width

_MOST_PARTS = 300
_MARKS = frozenset("・‣⦿•➤-–*+＋－‐→⇒└┗┕∟├(（【[［①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮❶❷❸❹❺❻❼❽❾ア0123456789０１２３４５６７８９ 　\xa0")
"""What the name of a part may begin with: a quick look tells most rows that are none."""
_BELOW = frozenset("└┗┕∟├→⇒")
_LOWEST = 9
_Depth = tuple[int, int]


class Breakdowns:
    """Looks ahead for the parts of a whole among the rows of one layout; holds what it found until it is asked."""

    def __init__(self, found: Layout) -> None:
        layouts = found.across or (found,)
        columns = found.columns
        self._name_at = columns["name"].at if "name" in columns else -1
        self._number_at = -1 if found.number_at is None else found.number_at
        self._same_at = [columns[field].at for field in _OF_ONE_PROJECT if field in columns]
        self._last_at = max(self._name_at, *self._same_at, 0)
        fields = AMOUNTS | {AMOUNT}
        self._amounts_at = sorted({c.at for one in layouts for field, c in one.columns.items() if field in fields})
        self.figures: set[int] = set()
        self.perhaps: set[int] = set()

    def foreseen(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows on; when one comes, whether it is a part is known."""
        name_at, number_at, marks = self._name_at, self._number_at, _MARKS
        if name_at < 0 or not self._amounts_at:
            yield from rows
            return
        whole: list[str] | None = None
        first_at = self._amounts_at[0]
        for row in rows:
            cells = row[1]
            if whole is not None and first_at < len(cells) and not cells[first_at] and is_breakdown(cells):
                run = self._under_heading(whole, row, rows)
                yield from run
                whole = None if run[-1][0] in self.figures else run[-1][1]
                continue
            if whole is None or len(cells) <= name_at or not (name := cells[name_at]):
                whole = cells if len(cells) > name_at and cells[name_at] else None
            elif (
                name[0] in marks or (0 <= number_at < len(cells) and not cells[number_at].isdecimal())
            ) and self._is_below(cells, whole):
                run = [row]
                after = None
                for other in rows:
                    if len(run) < _MOST_PARTS and self._is_below(other[1], whole):
                        run.append(other)
                    else:
                        after = other
                        break
                self._judge(whole, run)
                yield from run
                whole = None
                if after is not None:
                    yield after
                    whole = after[1]
                continue
            else:
                whole = cells
            yield row

    def _under_heading(self, whole: Sequence[str], heading: Row, rows: Iterator[Row]) -> list[Row]:
        """Return the rows from 「（内訳）」 on that come to the whole above it, or may; the last one may be beyond."""
        run, parts = [heading], list[Sequence[str]]()
        for row in rows:
            run.append(row)
            if len(run) > _MOST_PARTS or len(row[1]) <= self._last_at or self._is_beyond(whole, [*parts, row[1]]):
                break
            parts.append(row[1])
            if self._come_to(whole, parts):
                self.figures.update(number for number, _ in run)
                return run
        self.perhaps.update(number for number, _ in run[1 : 1 + len(parts)])
        return run

    def _is_beyond(self, whole: Sequence[str], parts: Sequence[Sequence[str]]) -> bool:
        return any(
            (stated := _amount(whole, at)) is not None and sum(_amount(cells, at) or 0 for cells in parts) > stated
            for at in self._amounts_at
        )

    def _judge(self, whole: Sequence[str], run: Sequence[Row]) -> None:
        """Note what the rows below a whole are: its figures, perhaps parts, or nothing of the kind."""
        direct: list[list[str]] = []
        for _, cells in run:
            if not direct or not self._is_marked_below(cells, direct[-1]):
                direct.append(cells)
        is_marked = [self._is_marked_below(cells, whole) for _, cells in run]
        if not any(map(self._has_amount, direct)):
            return
        everyone = [cells for _, cells in run]
        if (len(run) > 1 or is_marked[0]) and (self._come_to(whole, direct) or self._come_to(whole, everyone)):
            self.figures.update(number for number, _ in run)
        else:
            self.perhaps.update(number for (number, _), marked in zip(run, is_marked, strict=True) if marked)

    def _has_amount(self, cells: Sequence[str]) -> bool:
        return any(_amount(cells, at) for at in self._amounts_at)

    def _come_to(self, whole: Sequence[str], parts: Sequence[Sequence[str]]) -> bool:
        """Return whether each amount that both have is what the parts add up to."""
        agree = False
        for at in self._amounts_at:
            stated, own = _amount(whole, at), [_amount(cells, at) for cells in parts]
            if not stated or not any(own):
                continue
            if stated != sum(figure or 0 for figure in own):
                return False
            agree = True
        return agree

    def _is_below(self, cells: Sequence[str], whole: Sequence[str]) -> bool:
        if min(len(cells), len(whole)) <= self._last_at or not cells[self._name_at].strip():
            return False
        if any(cells[at].strip() not in ("", whole[at].strip()) for at in self._same_at) or not self._has_amount(whole):
            return False
        return self._is_marked_below(cells, whole) or (self._number(whole) != "" and self._number(cells) == "")

    def _number(self, cells: Sequence[str]) -> str:
        return cells[self._number_at].strip() if 0 <= self._number_at < len(cells) else ""

    def _is_marked_below(self, cells: Sequence[str], whole: Sequence[str]) -> bool:
        (indent, level), (above, level_above) = self._depth(cells), self._depth(whole)
        if indent != above:
            return indent > above
        if level != level_above:
            return level > level_above
        return self._is_numbered_below(self._number(cells), self._number(whole))

    def _is_numbered_below(self, number: str, above: str) -> bool:
        """Return whether a running number is one within that of the whole: 1-2 or (2) below 1."""
        if not number or not above:
            return False
        if level_of(f"{number}　") > level_of(f"{above}　"):
            return True
        return number.startswith(above) and number[len(above) : len(above) + 1] in tuple("-.－．ー‐")

    def _depth(self, cells: Sequence[str]) -> _Depth:
        """Return how far a name is indented, and of which level its mark is."""
        name = cells[self._name_at] if len(cells) > self._name_at else ""
        bare = name.lstrip()
        if bare[:1] in _BELOW:
            return 0, _LOWEST
        return display_width(name[: len(name) - len(bare)]), level_of(bare)


def is_breakdown(cells: Sequence[str]) -> bool:
    """Return whether a row is nothing but the heading of parts: 「（内訳）」."""
    texts = [cell for cell in cells if cell and not cell.isspace()]
    return len(texts) == 1 and begins_breakdown(texts[0])


_OF_ONE_PROJECT = ("municipality", "prefecture", "municipality_code", "fiscal_year", "era_year")


def _amount(cells: Sequence[str], at: int) -> int | None:
    """Return the number in a cell, in whatever unit its column has, if it is a plain one."""
    return figure_in(cells[at]) if at < len(cells) else None
