"""What a reader of a Markdown page sees: links and bold words without their marks, and nothing of its front matter."""

import re

_FRONT = re.compile(r"(?:\ufeff)?---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:")
_LONGEST_FRONT = 20_000
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\](?:\([^()\s]{0,2000}(?:\s+[\"'][^\"'()]{0,300}[\"'])?\)|\[[^\[\]]{0,100}\])")
_BOLD = re.compile(r"(\*\*|(?<!\w)__(?!_))(?=\S)((?:(?!\1).){0,500}?\S)\1")
_STRUCK = re.compile(r"~~(?=\S)([^~]{0,500})~~")
_ESCAPED = re.compile(r"\\([*_\[\]()#+.!~`-])")


def front_matter(text: str) -> int:
    """Return how many lines the front matter takes, which stands between two lines of dashes at the beginning."""
    begin = _FRONT.match(text)
    end = _END.search(text, begin.end(), begin.end() + _LONGEST_FRONT) if begin else None
    if begin is None or end is None or not _KEY.match(text, begin.end()):
        return 0
    return text.count("\n", 0, end.start()) + 1


def as_shown(line: str) -> str:
    """Return a line as the page shows it; what is struck out stands apart, in brackets."""
    if "](" in line or "][" in line:
        line = _LINK.sub(r"\1", line)
    if "**" in line or "__" in line:
        line = _BOLD.sub(r"\2", line)
    if "~~" in line:
        line = _STRUCK.sub(r" [\1] ", line)
    return _ESCAPED.sub(r"\1", line) if "\\" in line else line
