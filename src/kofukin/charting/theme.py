"""How a chart looks on a light ground and on a dark one."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from kofukin.render import palette

Name = Literal["light", "dark"]
NAMES: tuple[Name, ...] = get_args(Name)


class Theme(NamedTuple):
    """Colours by what they are for; ``pale`` is ink for what is said beside, ``colors`` are those of programs,
    ``shades`` of all else that divides bars.
    """

    ground: str
    ink: str
    pale: str
    grid: str
    plain: str
    others: str
    colors: tuple[str, ...]
    shades: tuple[str, ...]

    def of_group(self, dimension: str, value: object, programs: Sequence[object]) -> str:
        """Return the colour of a bar that is not divided: its program's, or one that is no program's."""
        return palette.of_program(value, programs, self.colors) if dimension == "program" else self.plain

    def of_series(self, dimension: str, value: object, place: int, programs: Sequence[object]) -> str:
        """Return the colour of what divides bars: the program's, or one by its place."""
        if dimension == "program":
            return palette.of_program(value, programs, self.colors)
        return palette.of_place(place, self.shades)

    def on(self, color: str) -> str:
        """Return the ink to write in on a bar of that colour."""
        return "#FFFFFF" if color in palette.WHITE_ON else "#1A1A1A"


LIGHT = Theme("#FFFFFF", "#1A1A1A", "#4D4D4D", "#E0E0E0", palette.PLAIN, palette.OTHERS, palette.LIGHT, palette.SHADES)
DARK = Theme(
    "#1B1E23",
    "#F2F2F2",
    "#C4C7CC",
    "#41464E",
    palette.PLAIN_ON_DARK,
    palette.OTHERS,
    palette.DARK,
    palette.SHADES_ON_DARK,
)
THEMES: dict[Name, Theme] = {"light": LIGHT, "dark": DARK}
