"""What a chart is drawn of, in pixels right of and below the upper left corner of its plot."""

from typing import NamedTuple

from kofukin.text.display_width import display_width, wrap

TEXT, SMALL, HEADING = 13, 11, 19
LINE = {TEXT: 18, SMALL: 16, HEADING: 27}
PAD = 7
GROUP_GAP = 16
THIN = 11
"""How thick a partners' bar is."""
NARROW = 0.6
"""The width of a letter or digit at most, on the average of a line, as a part of the text's size."""
_MOST_LINES = 12
"""As many as any name of a real document needs; what is longer stands whole in the description."""


class Box(NamedTuple):
    """A rectangle from ``x`` to ``x2`` and ``y`` to ``y2``."""

    x: float
    x2: float
    y: float
    y2: float
    fill: str
    stroke: str


class Label(NamedTuple):
    """One line of text, its middle at ``y``."""

    text: str
    x: float
    y: float
    size: int
    color: str
    align: str = "left"
    weight: str = "normal"


def width_of(text: str, size: int) -> float:
    """Return the pixels that ``text`` takes at most, in any common Gothic face."""
    columns = display_width(text)
    wide = max(0, columns - len(text))
    return size * (wide * 1.04 + (columns - 2 * wide) * NARROW)


def lines_of(text: str, pixels: float, size: int) -> list[str]:
    """Return ``text`` in lines that fit; a word longer than a line is broken, and what is endless ends in …"""
    columns = max(2, int(pixels / (size * NARROW)))
    begun = text[: columns * _MOST_LINES + 1]
    lines = []
    for line in wrap(begun, columns):
        while display_width(line) > columns:
            # at least columns // 2 characters fit, each two columns wide at most
            end = next(end for end in range(columns, 0, -1) if display_width(line[:end]) <= columns)
            lines.append(line[:end])
            line = line[end:]
        lines.append(line)
    if len(lines) > _MOST_LINES or begun != text:
        lines = lines[:_MOST_LINES]
        lines[-1] = lines[-1][:-1] + "…"
    return lines
