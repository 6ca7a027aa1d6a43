"""A Japanese font that is really there: without one, PNG and PDF would show boxes, so it is looked for first.

SVG and HTML name families and leave the drawing to the reader's machine; they need no font here.
"""

import contextlib
import functools
import os
import re
import secrets
import shutil
import struct
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kofukin.errors import KofukinError
from kofukin.messages import errors

VARIABLE = "KOFUKIN_FONT"
FALLBACKS = ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Meiryo", "IPAexGothic", "sans-serif")

_PREFERRED = (
    "notosanscjk",
    "notosansjp",
    "sourcehansans",
    "ipaexg",
    "hiraginosans",
    "ヒラギノ角ゴシック",
    "ヒラギノ角ゴ",
    "yugoth",
    "meiryo",
    "bizudgothic",
    "biz-udgothic",
    "ipag",
    "takao",
    "vl-gothic",
    "vl-pgothic",
    "msgothic",
)
"""How the files of the common Gothic faces begin, the best first; any other font that has kana and kanji will do."""

_MUST_HAVE = "あア市"
_ENDINGS = (".ttf", ".ttc", ".otf", ".otc")
_UNREADABLE = (OSError, struct.error, ValueError, IndexError, KeyError, OverflowError, MemoryError)


class Font(NamedTuple):
    """A font file and the family that a drawing names to get it."""

    path: Path
    family: str


def families(first: str | None = None) -> str:
    """Return the value of ``font-family``, ``first`` before those that other machines may have."""
    names = dict.fromkeys([*([first] if first else []), *FALLBACKS])
    return ", ".join(name if re.fullmatch("[A-Za-z-]+", name) else f"'{name}'" for name in names)


def named(environment: Mapping[str, str]) -> Font | None:
    """Return the font of KOFUKIN_FONT, or None where it is not set; raises KofukinError for what is no such font."""
    if not (given := environment.get(VARIABLE)):
        return None
    path = Path(given)
    family = japanese_family(path)
    if family is None:
        raise KofukinError(errors.FONT_UNUSABLE(path=path), errors.GET_FONT)
    return Font(path, family)


def find(folders: Sequence[Path]) -> Font:
    """Return the best Japanese font in ``folders``; raises KofukinError where there is none."""
    for path in sorted(_font_files(folders), key=_preference):
        if family := japanese_family(path):
            return Font(path, family)
    raise KofukinError(errors.NO_JAPANESE_FONT, errors.GET_FONT)


def system_folders() -> list[Path]:
    """Return where this operating system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
        return [windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        shared = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path("/System/Library/AssetsV2")]
        return [home / "Library/Fonts", *shared]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return [home / ".fonts", data / "fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


@contextlib.contextmanager
def ready(environment: Mapping[str, str]) -> Iterator[Font]:
    """Give a font that drawings can use while the block lasts: that of KOFUKIN_FONT, else one of the system's."""
    own = named(environment)
    if own is None:
        yield find(system_folders())
        return
    import vl_convert

    folder = _folder_of(own.path)
    folder.mkdir(mode=0o700)
    try:
        with own.path.open("rb") as stream:
            ending = ".ttc" if stream.read(4) == b"ttcf" else ".ttf"
        shutil.copyfile(own.path, folder / f"font{ending}")
        vl_convert.register_font_directory(str(folder))
        yield own
    finally:
        shutil.rmtree(folder)


@functools.cache
def _folder_of(font: Path) -> Path:
    """Return a folder that holds this font alone: the renderer takes folders only, with all that lies below them.

    It is the same one each time in a process, since the renderer does not forget where it has found a font.
    """
    return Path(tempfile.gettempdir(), f"kofukin-font-{secrets.token_hex(8)}")


def japanese_family(path: Path) -> str | None:
    """Return the family in a font file that has kana and kanji, a Japanese one of several; None where none has."""
    try:
        with path.open("rb") as stream:
            faces = [_family(stream, tables) for tables in _faces(stream) if _has_japanese(stream, tables)]
    except _UNREADABLE:
        return None
    japanese = [name for name in faces if re.search(r"\bJP$|\bJ$", name)]
    return next(filter(None, [*japanese, *faces]), None)


def _font_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, _, names in os.walk(folder):
            yield from (Path(parent, name) for name in names if name.lower().endswith(_ENDINGS))


def _preference(path: Path) -> tuple[int, bool, int, str]:
    """Sort the best first: by face, then the regular weight."""
    name = unicodedata.normalize("NFC", path.name).lower().replace(" ", "")
    ranks = (rank for rank, beginning in enumerate(_PREFERRED) if name.startswith(beginning))
    return next(ranks, len(_PREFERRED)), "regular" not in name, len(name), str(path)


_Tables = dict[bytes, tuple[int, int]]


def _read(stream: BinaryIO, offset: int, form: str) -> tuple[int, ...]:
    stream.seek(offset)
    return struct.unpack(">" + form, stream.read(struct.calcsize(">" + form)))


def _faces(stream: BinaryIO) -> Iterator[_Tables]:
    """Yield the place and length of each face's tables in an OpenType file or collection."""
    offsets: tuple[int, ...] = (0,)
    stream.seek(0)
    if stream.read(4) == b"ttcf":
        (count,) = _read(stream, 8, "I")
        offsets = _read(stream, 12, f"{min(count, 64)}I")
    for offset in offsets:
        stream.seek(offset)
        if stream.read(4) not in (b"\0\1\0\0", b"OTTO", b"true"):
            raise ValueError("no OpenType font")
        (count,) = _read(stream, offset + 4, "H")
        tables: _Tables = {}
        for number in range(count):
            stream.seek(offset + 12 + 16 * number)
            tag = stream.read(4)
            tables[tag] = (*_read(stream, offset + 12 + 16 * number + 8, "2I"),)  # type: ignore[assignment]
        yield tables


_ENGLISH = 0x409
_WINDOWS = 3
_FAMILY_IDS = (16, 1)  # the typographic family where there is one, as renderers look it up


def _family(stream: BinaryIO, tables: _Tables) -> str:
    start, _ = tables[b"name"]
    _, count, texts = _read(stream, start, "3H")
    found: dict[tuple[bool, int], str] = {}
    for number in range(count):
        platform, _, language, name, length, offset = _read(stream, start + 6 + 12 * number, "6H")
        if platform == _WINDOWS and name in _FAMILY_IDS:
            stream.seek(start + texts + offset)
            key = (language != _ENGLISH, _FAMILY_IDS.index(name))
            found.setdefault(key, stream.read(length).decode("utf-16-be"))
    return found[min(found)] if found else ""


def _has_japanese(stream: BinaryIO, tables: _Tables) -> bool:
    start, _ = tables[b"cmap"]
    _, count = _read(stream, start, "2H")
    offsets = [_read(stream, start + 4 + 8 * number + 4, "I")[0] for number in range(count)]
    spans = [span for offset in sorted(set(offsets)) for span in _spans(stream, start + offset)]
    return all(any(first <= ord(character) <= last for first, last in spans) for character in _MUST_HAVE)


def _spans(stream: BinaryIO, start: int) -> list[tuple[int, int]]:
    """Return the runs of characters that a table maps to glyphs; of formats other than 4 and 12, none."""
    (form,) = _read(stream, start, "H")
    if form == 4:
        half = _read(stream, start + 6, "H")[0] // 2
        lasts = _read(stream, start + 14, f"{half}H")
        firsts = _read(stream, start + 16 + 2 * half, f"{half}H")
        return list(zip(firsts, lasts, strict=True))
    if form == 12:
        (count,) = _read(stream, start + 12, "I")
        numbers = _read(stream, start + 16, f"{3 * min(count, 200_000)}I")
        return list(zip(numbers[::3], numbers[1::3], strict=True))
    return []
