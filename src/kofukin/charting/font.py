"""Japanese fonts that are really there: PNG and PDF are drawn with them, and a font without a glyph draws a box.

SVG and HTML name families and leave the drawing to the reader's machine; they need no font here.
"""

import contextlib
import functools
import os
import re
import secrets
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kofukin.charting import font_file
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
"""How the files of the common Gothic faces begin, the best first. Others that have kana and kanji may be brush scripts,
or draw kanji as in Chinese, so the bundled font comes before them."""

_MUST_HAVE = "あア市"
_ENDINGS = (".ttf", ".ttc", ".otf", ".otc")


class Font(NamedTuple):
    """A font file, the family that a drawing names to get it, and what it has glyphs for."""

    path: Path
    family: str
    characters: font_file.Characters


def families(*first: str) -> str:
    """Return the value of ``font-family``, ``first`` before those that other machines may have."""
    names = dict.fromkeys([*first, *FALLBACKS])
    return ", ".join(name if re.fullmatch("[A-Za-z-]+", name) else f"'{name}'" for name in names)


def named(environment: Mapping[str, str]) -> Font | None:
    """Return the font of KOFUKIN_FONT, or None where it is not set; raises KofukinError for what is no such font."""
    if not (given := environment.get(VARIABLE)):
        return None
    return _usable(Path(given))


def find(folders: Sequence[Path]) -> Font | None:
    """Return the best of the common Gothic faces in ``folders``, or None where they have none."""
    return next(filter(None, map(japanese, sorted(_common_faces(folders), key=_preference))), None)


def bundled() -> Font:
    """Return the font that comes with the extra."""
    from noto_cjk_sans_jp_regular import FONT_PATH

    return _usable(Path(str(FONT_PATH)))


def _usable(path: Path) -> Font:
    font = japanese(path)
    if font is None:
        raise KofukinError(errors.FONT_UNUSABLE(path=path), errors.NAME_A_FONT)
    return font


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
def ready(environment: Mapping[str, str]) -> Iterator[tuple[Font, ...]]:
    """Give the fonts that drawings can use while the block lasts, the one to take first.

    That is the font of KOFUKIN_FONT, else one of the system's; the bundled one has what the first lacks.
    """
    import vl_convert

    spare = bundled()
    vl_convert.register_font_directory(str(spare.path.parent))
    own = named(environment)
    if own is None:
        first = find(system_folders())
        yield (first, spare) if first else (spare,)
        return
    folder = _folder_of(own.path)
    folder.mkdir(mode=0o700)
    try:
        with own.path.open("rb") as stream:
            ending = ".ttc" if stream.read(4) == b"ttcf" else ".ttf"
        shutil.copyfile(own.path, folder / f"font{ending}")
        vl_convert.register_font_directory(str(folder))
        yield own, spare
    finally:
        shutil.rmtree(folder)


@functools.cache
def _folder_of(font: Path) -> Path:
    """Return a folder that holds this font alone: the renderer takes folders only, with all that lies below them.

    It is the same one each time in a process, since the renderer does not forget where it has found a font.
    """
    return Path(tempfile.gettempdir(), f"kofukin-font-{secrets.token_hex(8)}")


def japanese(path: Path) -> Font | None:
    """Return the face in a font file that has kana and kanji, one for Japan of several; None where none has."""
    try:
        for family, characters in font_file.faces(path):
            if family and all(character in characters for character in _MUST_HAVE):
                return Font(path, family, characters)
    except font_file.UNREADABLE:
        pass
    return None


def _common_faces(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, _, names in os.walk(folder):
            yield from (
                Path(parent, name)
                for name in names
                if name.lower().endswith(_ENDINGS) and _plain(name).startswith(_PREFERRED)
            )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower().replace(" ", "")


def _preference(path: Path) -> tuple[int, bool, int, str]:
    """Sort the best first: by face, then the regular weight."""
    name = _plain(path.name)
    rank = next(rank for rank, beginning in enumerate(_PREFERRED) if name.startswith(beginning))
    return rank, "regular" not in name, len(name), str(path)
