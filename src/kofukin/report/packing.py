"""What only the script reads: JSON, deflated and written in letters, as a page can hold it."""

import base64
import json
import zlib

_HARDEST = 9


def packed(value: object) -> str:
    """Return ``value`` as base64 of deflated JSON; the same value gives the same letters."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), _HARDEST)).decode()
