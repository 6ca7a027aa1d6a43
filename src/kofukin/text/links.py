"""Which texts a page may lead to: addresses of the web and no others, such as ``javascript:``, which can run code."""

import re

_LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
"""Letters of RFC 3986 alone: spaces, quotation marks and Japanese letters stand in addresses as %20 and the like."""


def is_link(text: str | None) -> bool:
    """Return whether ``text`` is a whole http or https address."""
    return text is not None and _LINK.fullmatch(text) is not None
