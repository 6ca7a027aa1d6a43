"""Everything that matches as one HTML page: it holds all that it needs, asks no network, and says the same unscripted.

The first projects stand in the page as they are. The others are packed beside them, rendered by the same template, and
the script places those that the reader asks for. The page's policy (Content-Security-Policy) lets run only the style
and the script that were put in here, each named by its hash.
"""

from kofukin.report.page import MOST, html

__all__ = ["MOST", "html"]
