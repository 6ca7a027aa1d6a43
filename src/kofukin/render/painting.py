"""Weight and colour of text in a terminal (SGR), for those who want any."""

from kofukin.render import Style

BOLD, DIM, CYAN = "1", "2", "36"


def painted(text: str, look: str, style: Style) -> str:
    """Return a line in bold, dim or in colour; as it is where the reader wants none."""
    return f"\x1b[{look}m{text}\x1b[0m" if style.color and look and text else text
