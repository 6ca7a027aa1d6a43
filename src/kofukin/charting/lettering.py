"""Each text in a font that has all its characters, so that none becomes a box.

The renderer looks for what a font lacks in others, but gives up on a whole line for one character that none has.
"""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from kofukin.charting import font
from kofukin.charting.font import Font

_WITHOUT_GLYPH = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""What only changes its neighbours, variation selectors above all; it is not drawn, whether a font knows it or not."""


def drawable_with(fonts: Sequence[Font]) -> Callable[[str], str]:
    """Return what makes a text one that can be drawn: a character that no font has becomes 〓 and its number."""

    def drawable(text: str) -> str:
        _, lacking = _best(text, fonts)
        for character in lacking:
            text = text.replace(character, f"〓[U+{ord(character):04X}]")
        return text

    return drawable


def assign(drawing: Element, fonts: Sequence[Font]) -> None:
    """Name for each text of an SVG the first of the fonts that has all of it."""
    first, *_ = fonts
    drawable = drawable_with(fonts)
    for element in drawing.iter("text"):
        element.text = drawable(element.text or "")
        best, _ = _best(element.text, fonts)
        if best != first:
            element.set("font-family", font.families(best.family))


def _best(text: str, fonts: Sequence[Font]) -> tuple[Font, list[str]]:
    """Return the font that lacks the fewest characters of a text, and these."""
    needed = dict.fromkeys(_WITHOUT_GLYPH.sub("", text))
    lacking = [[character for character in needed if character not in one.characters] for one in fonts]
    return min(zip(fonts, lacking, strict=True), key=lambda pair: len(pair[1]))
