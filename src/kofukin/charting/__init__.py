"""Totals → a picture: what it shows (``figures``), its layout (``spec``), files of it (``files``), fonts (``font``)."""

from kofukin.charting.files import ENDINGS, as_file, svg

__all__ = ["ENDINGS", "as_file", "svg"]
