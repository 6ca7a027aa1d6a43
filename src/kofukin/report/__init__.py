"""Everything that matches as one HTML page: it holds all that it needs, asks no network, and reads without a script.

What the script needs to know of a project stands in ``data-`` attributes beside the project. The page's policy
(Content-Security-Policy) lets run only the style and the script that were put in here, each named by its hash.
"""

from kofukin.report.page import html

__all__ = ["html"]
