"""A chart as a file: one SVG, from which PNG, PDF and the HTML page are made."""

import contextlib
import hashlib
import os
import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from itertools import accumulate, pairwise
from string import Template
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kofukin.charting import figures, font, lettering
from kofukin.charting.figures import Figures
from kofukin.charting.theme import DARK, LIGHT, THEMES, Theme
from kofukin.render import Style, notes, people
from kofukin.table import Table

_SVG = "http://www.w3.org/2000/svg"
_PIXELS_PER_INCH = 200
_MOST_PIXELS = 30_000
"""The longest side of a PNG that common viewers still open."""


def as_file(ending: str, table: Table, style: Style, shown: Figures, is_auto: bool = False) -> bytes:
    """Return the bytes of a file with that ``ending``, a key of ``ENDINGS``; the same table gives the same bytes.

    ``shown`` is what is drawn of the table. A page whose reader is to choose (``is_auto``) has a picture for a light
    ground and one for a dark. Raises KofukinError where KOFUKIN_FONT names no font.
    """
    return ENDINGS[ending](_Asked(table, style, shown, is_auto))


class _Asked(NamedTuple):
    table: Table
    style: Style
    shown: Figures
    is_auto: bool


def _own_families() -> str:
    own = font.named(os.environ)
    return font.families(*([own.family] if own else []))


def _as_svg(asked: _Asked) -> bytes:
    drawn = _text(_draw(asked.shown, asked.style, _own_families(), alone=True))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'.encode()


@contextlib.contextmanager
def _lettered(asked: _Asked) -> Iterator[Element]:
    """Give the drawing in fonts that are here as long as the block lasts."""
    with font.ready(os.environ) as fonts:
        shown = asked.shown.worded(lettering.drawable_with(fonts))
        drawn = _draw(shown, asked.style, font.families(*(one.family for one in fonts)), alone=True)
        lettering.assign(drawn, fonts)
        yield drawn


def _as_png(asked: _Asked) -> bytes:
    import vl_convert

    with _lettered(asked) as drawn:
        ppi = min(_PIXELS_PER_INCH, _MOST_PIXELS / float(drawn.get("height", "1")) * 72)
        return vl_convert.svg_to_png(_text(drawn), ppi=ppi)


def _as_pdf(asked: _Asked) -> bytes:
    import vl_convert

    with _lettered(asked) as drawn:
        pdf = vl_convert.svg_to_pdf(_text(drawn))
    return _in_order(pdf) if _KNOWN_WRITER in pdf else pdf


_KNOWN_WRITER = b"/Producer (svg2pdf)"


_FONT_ENTRIES = re.compile(rb"(?<=/Font <<\n)(?: +/f[0-9a-z]+ [0-9]+ 0 R\n)+")
_REFERENCE = re.compile(rb"\b([0-9]+) 0 R\b")


def _in_order(pdf: bytes) -> bytes:
    """Return the PDF with its objects numbered as a reader meets them: the renderer numbers fonts by chance."""
    table = pdf.rindex(b"xref\n0 ", 0, pdf.rindex(b"startxref"))
    offsets = [int(entry) for entry in re.findall(rb"([0-9]{10}) 00000 n", pdf[table:])]
    ends = dict(pairwise([*sorted(offsets), table]))
    objects: dict[bytes, tuple[bytes, bytes]] = {}  # what may refer to others, and the stream behind it
    for offset in offsets:
        number, _, text = pdf[offset : ends[offset]].partition(b" 0 obj\n")
        head, stream, data = text.partition(b"stream\n")
        objects[number] = (_FONT_ENTRIES.sub(_sorted_lines, head), stream + data)
    trailer = pdf[pdf.index(b"trailer", table) : pdf.rindex(b"startxref")]
    numbers: dict[bytes, int] = {}
    met = _REFERENCE.findall(trailer)
    while met:
        number = met.pop(0)
        if number not in numbers:
            numbers[number] = len(numbers) + 1
            met += _REFERENCE.findall(objects[number][0])

    def renumbered(text: bytes) -> bytes:
        return _REFERENCE.sub(lambda match: b"%d 0 R" % numbers[match[1]], text)

    parts = [pdf[: min(offsets)]]
    for number, new in numbers.items():
        head, stream = objects[number]
        parts.append(b"%d 0 obj\n%b%b" % (new, renumbered(head), stream))
    *places, end = accumulate(map(len, parts))
    entries = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (len(places) + 1, entries))
    trailer = re.sub(rb"/Size [0-9]+", b"/Size %d" % (len(places) + 1), renumbered(trailer))
    return b"".join([*parts, trailer, b"startxref\n%d\n%%%%EOF" % end])


def _sorted_lines(match: re.Match[bytes]) -> bytes:
    return b"".join(sorted(match[0].splitlines(keepends=True)))


def _as_html(asked: _Asked) -> bytes:
    table, style, shown = asked.table, asked.style, asked.shown
    numbers = [' class="n"' if column.kind.is_number else "" for column in table.columns]
    groups = sum(column.names_group for column in table.columns)

    def line(cells: list[str], heads: int) -> str:
        parts = [
            f'<th scope="row"{kind}>{escape(cell)}</th>' if place < heads else f"<td{kind}>{escape(cell)}</td>"
            for place, (cell, kind) in enumerate(zip(cells, numbers, strict=True))
        ]
        return f"<tr>{''.join(parts)}</tr>"

    header = "".join(
        f'<th scope="col"{kind}>{escape(people.label(column, style))}</th>'
        for column, kind in zip(table.columns, numbers, strict=True)
    )
    body = [line(cells, groups) for cells in people.rows_of_cells(table, style)]
    total = people.total_cells(table, style)
    look = _STYLE + (_IN_THE_DARK if asked.is_auto else _dyed(shown.theme))
    said = [line for _, lines in notes.grouped(table, style, printed=True) for line in lines] if body else []
    page = _PAGE.substitute(
        language=style.language,
        policy=f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(look.encode()).digest()).decode()}'",
        style=look,
        heading=escape(shown.heading),
        asked=f"<p>{escape(shown.asked)}</p>\n" if shown.asked else "",
        chart=_pictures(asked),
        caption=escape(shown.measure),
        header=header,
        body="\n".join(body),
        foot=f"<tfoot>{line(total, min(groups, 1))}</tfoot>\n" if total and body else "",
        notes="\n".join(f"<li>{escape(figures.drawable(note))}</li>" for note in said),
    )
    return page.encode()


def _pictures(asked: _Asked) -> str:
    """Return the chart as the page's own, or one for each ground, of which the page shows the reader's."""
    families = _own_families()
    if not asked.is_auto:
        return _text(_draw(asked.shown, asked.style, families, alone=False))
    drawn = {name: _draw(asked.shown.themed(own), asked.style, families, alone=False) for name, own in THEMES.items()}
    return "\n".join(f'<div class="{name}">{_text(picture)}</div>' for name, picture in drawn.items())


def _dyed(own: Theme) -> str:
    return f":root {{ --ink: {own.ink}; --pale: {own.pale}; --ground: {own.ground}; --rule: {own.grid}; }}\n"


ENDINGS = {".svg": _as_svg, ".png": _as_png, ".pdf": _as_pdf, ".html": _as_html}


def _draw(shown: Figures, style: Style, families: str, alone: bool) -> Element:
    import vl_convert

    from kofukin.charting import spec

    drawn = vl_convert.vegalite_to_svg(spec.chart(shown, style, families, alone).to_dict(), allowed_base_urls=[])
    return _described(drawn, shown.heading, shown.sentence(style), style)


def _described(drawn: str, title: str, description: str, style: Style) -> Element:
    """Return the SVG as one image to screen readers, with a name and the figures in words, under ids of its own."""
    root = ElementTree.fromstring(drawn)  # noqa: S314 - the renderer's own output, not a user's file
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        for name in [name for name in element.attrib if name == "role" or name.startswith("aria-") or name == "class"]:
            del element.attrib[name]
    own = "kofukin-chart-" + hashlib.sha256(f"{title}\0{description}\0{drawn}".encode()).hexdigest()[:10]
    root.attrib = {
        "xmlns": _SVG,
        **root.attrib,
        "role": "img",
        "lang": style.language,
        "aria-labelledby": f"{own}-title {own}-desc",
    }
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = Element(tag, {"id": f"{own}-{tag}"})
        element.text = text
        root.insert(place, element)
    return root


def _text(drawn: Element) -> str:
    return ElementTree.tostring(drawn, encoding="unicode")


_IN_THE_DARK = (
    _dyed(LIGHT)
    + ".dark { display: none; }\n"
    + f"@media screen and (prefers-color-scheme: dark) {{\n{_dyed(DARK)}"
    + ".dark { display: block; }\n.light { display: none; }\n}\n"
)
_STYLE = """
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--ground);
  font-family: "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif; line-height: 1.6; }
h1 { font-size: 1.4rem; }
svg { max-width: 100%; height: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1.5rem 0; }
caption { text-align: left; font-weight: bold; padding-bottom: .4rem; }
th, td { border-bottom: 1px solid var(--rule); padding: .3rem .8rem; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--ink); }
tfoot th, tfoot td { border-top: 2px solid var(--ink); font-weight: bold; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody th { font-weight: normal; }
figure { margin: 1.5rem 0; }
ul { color: var(--pale); font-size: .9rem; }
"""

_PAGE = Template("""<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$heading</title>
<style>$style</style>
</head>
<body>
<main>
<h1>$heading</h1>
$asked<figure>
$chart
</figure>
<div class="wide">
<table>
<caption>$caption</caption>
<thead><tr>$header</tr></thead>
<tbody>
$body
</tbody>
$foot</table>
</div>
<ul>
$notes
</ul>
</main>
</body>
</html>
""")
