"""Encodings of text files, by every name that people and programs use for them.

Shift_JIS means cp932 under all its names: it is what Windows writes and what its files are read as.
"""

WRITTEN = ("utf-8", "cp932", "shift_jis")
"""What is offered for output, by its usual names; ``utf-8-sig`` is written too."""

_NAMES = {
    "utf-8": "utf8 u8 cp65001",
    "utf-8-sig": "utf8sig utf8bom",
    "cp932": "shiftjis sjis shifjis ms932 mskanji windows31j cswindows31j csshiftjis xsjis xmscp932 932 windows932",
    "euc-jp": "eucjp ujis xeucjp eucjpms cp51932",
    "iso-2022-jp": "iso2022jp jis csiso2022jp cp50220 cp50221",
    "utf-16": "utf16 u16 unicode ucs2",
    "utf-16-le": "utf16le",
    "utf-16-be": "utf16be",
    "utf-32": "utf32 u32",
    "utf-32-le": "utf32le",
    "utf-32-be": "utf32be",
    "shift_jis_2004": "shiftjis2004 sjis2004 shiftjisx0213 sjisx0213",
    "euc_jis_2004": "eucjis2004 eucjisx0213",
}


def _plain(name: str) -> str:
    return name.casefold().translate(dict.fromkeys(map(ord, "-_ .")))


_BY_NAME = {_plain(name): encoding for encoding, names in _NAMES.items() for name in (encoding, *names.split())}


def named(name: str) -> str | None:
    """Return Python's name of the encoding that people call ``name``, None for what is no encoding of text files."""
    return _BY_NAME.get(_plain(name)) if len(name) < 40 else None
