"""The colours of charts: one for each program of a dataset, in pictures and in workbooks.

The first six differ in lightness too (CIE L* 34, 79, 57, 44, 69, 88), so that they stay apart in a greyscale print; the
rest differ from these in hue. Those for a dark ground are as far apart, and lighter.
"""

from collections.abc import Sequence

LIGHT = ("#005484", "#F6B947", "#2A9B6D", "#AC4270", "#F68C68", "#A5E9EA", "#A36B27", "#AB8BCF", "#2E652E", "#71C3E8")
DARK = ("#1087CE", "#FFD978", "#59C493", "#E06D9C", "#FEB696", "#C1F8F9", "#D1953E", "#CFAEF1", "#589754", "#92DBFE")
PLAIN = "#616C77"
"""Of bars that are no program's, so that nobody takes them for one's."""
OTHERS = "#999999"


def of_program(program: object, programs: Sequence[object], colors: Sequence[str] = LIGHT) -> str:
    """Return the colour of a program by its place in the dataset, whichever programs a chart shows."""
    return of_place(programs.index(program), colors) if program in programs else OTHERS


def of_place(place: int, colors: Sequence[str] = LIGHT) -> str:
    return colors[place % len(colors)]


WHITE_ON = frozenset({"#005484", "#AC4270", "#A36B27", "#2E652E", "#616C77", "#2A9B6D", "#1087CE"})
"""Colours on which white is read more easily than black."""
