"""The colours of charts: one for each program of a dataset, in pictures and in workbooks.

The first six differ in lightness too (CIE L* 34, 79, 57, 44, 69, 88), so that they stay apart in a greyscale print; the
rest differ from these in hue. Those for a dark ground are as far apart, and lighter.
"""

from collections.abc import Sequence

LIGHT = ("#005484", "#F6B947", "#2A9B6D", "#AC4270", "#F68C68", "#A5E9EA", "#A36B27", "#AB8BCF", "#2E652E", "#71C3E8")
DARK = ("#1087CE", "#FFD978", "#59C493", "#E06D9C", "#FEB696", "#C1F8F9", "#D1953E", "#CFAEF1", "#589754", "#92DBFE")
PLAIN, PLAIN_ON_DARK = "#616C77", "#A6B2BF"
"""Of bars that are no program's, so that nobody takes them for one's."""
OTHERS = "#999999"
SHADES = ("#2F3B52", "#9FB0CC", "#5B6E91", "#CBD6E6", "#44546F", "#7D90B0", "#B4C2D8", "#1E2738", "#DDE5F0", "#6C7FA1")
SHADES_ON_DARK = (
    *("#DDE5F0", "#7D90B0", "#B4C2D8", "#5B6E91", "#CBD6E6"),
    *("#9FB0CC", "#6C7FA1", "#EEF2F8", "#4D5D7C", "#A9B8D0"),
)
"""Of what divides bars and is no program, such as years."""


def of_program(program: object, programs: Sequence[object], colors: Sequence[str] = LIGHT) -> str:
    """Return the colour of a program by its place in the dataset, whichever programs a chart shows."""
    return of_place(programs.index(program), colors) if program in programs else OTHERS


def of_place(place: int, colors: Sequence[str] = SHADES) -> str:
    return colors[place % len(colors)]


WHITE_ON = frozenset(
    {
        "#2F3B52",
        "#5B6E91",
        "#44546F",
        "#1E2738",
        "#6C7FA1",
        "#4D5D7C",
        "#7D90B0",
        "#005484",
        "#AC4270",
        "#A36B27",
        "#2E652E",
        "#616C77",
        "#2A9B6D",
        "#1087CE",
    }
)
"""Colours on which white is read more easily than black."""
