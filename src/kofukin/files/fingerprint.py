"""What a file is known by, whatever it is called and wherever it lies."""

import hashlib
from pathlib import Path


def fingerprint(path: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file in hexadecimal digits, and its bytes; raises OSError."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return digest, stream.tell()
