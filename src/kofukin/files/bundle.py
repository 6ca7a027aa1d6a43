"""Where the bundled dataset lies: as text, and packed as a database where the program was built into a package."""

import zlib
from pathlib import Path


def text() -> Path:
    """Return where the bundled dataset lies."""
    import kofukin.data

    return Path(kofukin.data.__file__).parent / "projects.toml"


def source() -> Path:
    """Return where the facts of the bundled dataset's source document lie, at their own lines."""
    return text().parent / "sources" / "sapporo-h29-11.txt"


def packed() -> Path | None:
    """Return the database that was packed of the bundled dataset as it is now, if there is one.

    It stands for a text that was checked when it was packed. An edited text has another name for it, and is read.
    """
    lies = text()
    try:
        path = lies.parent / name_of_packed(lies.read_bytes())
    except OSError:
        return None
    return path if path.exists() else None


def name_of_packed(data: bytes) -> str:
    """Return how the database is called that is packed of a text with these bytes."""
    return f"projects-{len(data)}-{zlib.crc32(data):08x}.db"
