"""A page of a PDF painted, so that each of its characters tells whether it stays to be seen.

The library that lays pages out knows where characters and shapes are, but not what a path cuts off, nor what is painted
over. Both are followed here as far as they are plain: by upright boxes, and by paint that nothing shows through.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdfminer.layout import LTFigure
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

if TYPE_CHECKING:
    from pdfplumber.page import Page

NOT_PAINTED, CUT_OFF = "not painted", "cut off"
"""Marks of characters: of those on no paper, or below other paint, and of those outside the path that cuts all off."""
_MODES_WITHOUT_PAINT = (3, 7)
"""Of a text's rendering: ISO 32000-1, table 106."""
_TOLERANCE = 1.0
"""In points."""
_BUCKET = 40.0
_MOST_COMPARED = 2_000_000
"""Characters held against boxes, on a page; one with more of them is a drawing."""
_WHOLE = 0.999
_HIDDEN_LAYER = "OC"
"""What is painted in a layer may be switched off."""

Bounds = tuple[float, float, float, float]


def look_at(page: "Page") -> None:
    """Have the page laid out so that its characters tell whether they are painted, before anything else asks of it."""
    pdf = page.pdf
    device = _Device(pdf.rsrcmgr, pageno=page.page_number, laparams=pdf.laparams)
    try:
        _Interpreter(pdf.rsrcmgr, device).process_page(page.page_obj)
    except Exception as error:
        raise PdfminerException(error) from error
    page._layout = device.get_result()


class _Device(PDFPageAggregatorWithMarkedContent):
    """Takes in what is painted, in order."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.clip: Bounds | None = None
        self.is_opaque = True
        self._painted: dict[tuple[int, int], list[Any]] = {}
        self._compared = 0

    def render_string(self, textstate: Any, *others: Any) -> None:
        tag = self.cur_tag
        if textstate.render in _MODES_WITHOUT_PAINT:
            self.cur_tag = NOT_PAINTED
        super().render_string(textstate, *others)
        self.cur_tag = tag

    def render_char(self, *arguments: Any, **options: Any) -> float:
        advance = super().render_char(*arguments, **options)
        item: Any = self.cur_item._objs[-1]
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        if self.clip is not None and not _holds(self.clip, x, y, _TOLERANCE):
            item.tag = CUT_OFF
        elif item.tag != NOT_PAINTED:
            self._painted.setdefault((int(x // _BUCKET), int(y // _BUCKET)), []).append(item)
        return float(advance)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        super().paint_path(gstate, stroke, fill, evenodd, path)
        if fill and self.is_opaque and self.cur_tag != _HIDDEN_LAYER and _is_plain_colour(gstate.ncolor):
            box = _upright_box(path, self._point)
            if box is not None and (box := _common(box, self.clip)) is not None:
                self._paint_over(box)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return apply_matrix_pt(self.ctm, (x, y))

    def _paint_over(self, box: Bounds) -> None:
        for bucket in self._buckets(box):
            left = []
            for item in self._painted[bucket]:
                if _covers(box, item):
                    item.tag = NOT_PAINTED
                else:
                    left.append(item)
            self._compared += len(left)
            self._painted[bucket] = left

    def _buckets(self, box: Bounds) -> Iterator[tuple[int, int]]:
        """Yield the places near a box where characters were painted before it."""
        if self._compared > _MOST_COMPARED:
            return
        x0, y0, x1, y1 = (int(side // _BUCKET) for side in box)
        self._compared += len(self._painted)
        yield from [(x, y) for x, y in self._painted if x0 <= x <= x1 and y0 <= y <= y1]

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        super().begin_figure(name, bbox, matrix)
        if isinstance(self.cur_item, LTFigure):
            self.cut_off(self.cur_item.bbox)

    def cut_off(self, box: Bounds) -> None:
        """Show nothing outside of a box from here on."""
        self.clip = _common(box, self.clip) or (0.0, 0.0, -_TOLERANCE * 4, -_TOLERANCE * 4)


class _Interpreter(PDFPageInterpreter):
    """Follows the paths that cut off what is painted, and paint that shows what is below it."""

    device: _Device

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._saved: list[tuple[Bounds | None, bool]] = []

    def do_q(self) -> None:
        super().do_q()
        self._saved.append((self.device.clip, self.device.is_opaque))

    def do_Q(self) -> None:  # noqa: N802 - the operator's own name
        super().do_Q()
        if self._saved:
            self.device.clip, self.device.is_opaque = self._saved.pop()

    def do_W(self) -> None:  # noqa: N802
        points = [apply_matrix_pt(self.ctm, point) for step in self.curpath for point in _points_of(step)]
        if points:
            self.device.cut_off(_bounds(points))

    do_W_a = do_W  # noqa: N815

    def do_gs(self, name: Any) -> None:
        states = dict_value(resolve1(dict_value(self.resources).get("ExtGState")) or {})
        state = resolve1(states.get(getattr(name, "name", name)))
        if not isinstance(state, dict):
            return
        alpha, mode, mask = (resolve1(state.get(key)) for key in ("ca", "BM", "SMask"))
        if alpha is not None or mode is not None or mask is not None:
            is_whole = not isinstance(alpha, int | float) or alpha > _WHOLE
            is_plain = all(getattr(word, "name", "Normal") in ("Normal", "Compatible", "None") for word in (mode, mask))
            self.device.is_opaque = is_whole and is_plain and not isinstance(mask, dict)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        before = self.device.clip, self.device.is_opaque
        super().do_Do(xobjid_arg)
        self.device.clip, self.device.is_opaque = before


def _points_of(step: Sequence[Any]) -> Iterator[tuple[float, float]]:
    numbers = [float(number) for number in step[1:]]
    yield from zip(numbers[::2], numbers[1::2], strict=False)


def _bounds(points: Sequence[tuple[float, float]]) -> Bounds:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _upright_box(path: Sequence[Any], point: Callable[[float, float], tuple[float, float]]) -> Bounds | None:
    """Return the box that a path is, None for any other shape, and for several of them."""
    if "".join(str(step[0]) for step in path) not in ("mlllh", "mllll", "mlll", "mllllh"):
        return None
    corners = [point(*place) for step in path for place in _points_of(step)]
    x0, y0, x1, y1 = _bounds(corners)
    on_corners = all(min(x - x0, x1 - x) < _TOLERANCE and min(y - y0, y1 - y) < _TOLERANCE for x, y in corners)
    return (x0, y0, x1, y1) if on_corners else None


def _common(one: Bounds, other: Bounds | None) -> Bounds | None:
    """Return what two boxes have in common."""
    if other is None:
        return one
    x0, y0, x1, y1 = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def _holds(box: Bounds, x: float, y: float, more: float = 0.0) -> bool:
    return box[0] - more <= x <= box[2] + more and box[1] - more <= y <= box[3] + more


def _covers(box: Bounds, item: Any) -> bool:
    """Return whether a box covers a character's middle and more than half of its height; a line through it does not."""
    if not _holds(box, (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2):
        return False
    return bool(min(box[3], item.y1) - max(box[1], item.y0) > (item.y1 - item.y0) / 2)


def _is_plain_colour(colour: Any) -> bool:
    """Return whether a fill is one colour; a pattern may let through what is below it."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    return all(isinstance(part, int | float) for part in parts)
