"""Totals → a picture: what it shows (``figures``), its layout (``spec``), files of it (``files``), fonts (``font``)."""

from kofukin.charting.figures import read, read_projects
from kofukin.charting.files import ENDINGS, as_file
from kofukin.charting.theme import NAMES, THEMES

__all__ = ["ENDINGS", "NAMES", "THEMES", "as_file", "read", "read_projects"]
