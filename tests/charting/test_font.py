import struct
import sys
from pathlib import Path

import pytest

from kofukin.charting import font
from kofukin.errors import KofukinError

TEXT = "あア市"


def sfnt(family: str, characters: str, form: int = 4) -> bytes:
    """Return the least of an OpenType font: the tables that say its name and its characters."""
    name = family.encode("utf-16-be")
    records = struct.pack(">6H", 3, 1, 0x409, 1, len(name), 0)
    names = struct.pack(">3H", 0, 1, 6 + len(records)) + records + name
    codes = sorted(map(ord, characters))
    if form == 4:
        ends = struct.pack(f">{len(codes)}H", *codes)
        mapping = struct.pack(">7H", 4, 0, 0, 2 * len(codes), 0, 0, 0) + ends + b"\0\0" + ends
    else:
        groups = b"".join(struct.pack(">3I", code, code, 1) for code in codes)
        mapping = struct.pack(">2H3I", 12, 0, 0, 0, len(codes)) + groups
    cmap = struct.pack(">2H2HI", 0, 1, 3, 1, 12) + mapping
    start = 12 + 2 * 16
    tables = struct.pack(">4s3I", b"cmap", 0, start, len(cmap))
    tables += struct.pack(">4s3I", b"name", 0, start + len(cmap), len(names))
    return b"\0\1\0\0" + struct.pack(">4H", 2, 0, 0, 0) + tables + cmap + names


def write(path: Path, family: str, characters: str = TEXT, form: int = 4) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sfnt(family, characters, form))
    return path


@pytest.mark.parametrize("form", [4, 12])
def test_a_font_with_kana_and_kanji_is_japanese(tmp_path: Path, form: int) -> None:
    assert font.japanese_family(write(tmp_path / "a.ttf", "Some Gothic", form=form)) == "Some Gothic"
    assert font.japanese_family(write(tmp_path / "b.ttf", "Latin Sans", "ABC", form)) is None
    assert font.japanese_family(write(tmp_path / "c.ttf", "Han Only", "ABC市", form)) is None


@pytest.mark.parametrize("data", [b"", b"\0\1\0\0", b"ttcf", b"ttcf\0\0\0\0\xff\xff\xff\xff", b"no font at all" * 9])
def test_what_is_no_font_is_none_and_no_crash(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(data)
    assert font.japanese_family(path) is None


def test_a_font_cut_short_anywhere_is_no_crash(tmp_path: Path) -> None:
    whole, path = sfnt("Some Gothic", TEXT), tmp_path / "a.ttf"
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert font.japanese_family(path) in (None, "", "Some Gothic"[: (length + 1) // 2]) or length > 0


def test_the_best_known_face_is_found_in_its_regular_weight(tmp_path: Path) -> None:
    write(tmp_path / "x" / "AnyGothic.ttf", "Any Gothic")
    write(tmp_path / "ipaexg.ttf", "IPAexGothic")
    write(tmp_path / "y" / "z" / "NotoSansCJKjp-Bold.otf", "Noto Sans CJK JP")
    regular = write(tmp_path / "y" / "z" / "NotoSansCJKjp-Regular.otf", "Noto Sans CJK JP")
    write(tmp_path / "DejaVuSans.ttf", "DejaVu Sans", "ABC")
    assert font.find([tmp_path / "nowhere", tmp_path]) == (regular, "Noto Sans CJK JP")


def test_a_known_name_without_japanese_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "NotoSansCJK-Regular.ttc", "Noto Sans CJK JP", "ABC")
    other = write(tmp_path / "unknown.ttf", "Unknown Gothic")
    assert font.find([tmp_path]) == (other, "Unknown Gothic")


def test_no_japanese_font_is_an_error_that_says_what_to_install(tmp_path: Path) -> None:
    write(tmp_path / "DejaVuSans.ttf", "DejaVu Sans", "ABC")
    with pytest.raises(KofukinError) as caught:
        font.find([tmp_path])
    assert caught.value.exit_code == 1
    assert caught.value.hint is not None
    assert "KOFUKIN_FONT" in caught.value.hint.in_("en")


def test_the_named_font_is_taken_or_refused(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.otf", "Own Mincho"), write(tmp_path / "bad.otf", "Latin", "ABC")
    assert font.named({"KOFUKIN_FONT": str(good)}) == (good, "Own Mincho")
    assert font.named({}) is None
    assert font.named({"KOFUKIN_FONT": ""}) is None
    for path in (bad, tmp_path / "missing.otf", tmp_path):
        with pytest.raises(KofukinError, match="not a usable font"):
            font.named({"KOFUKIN_FONT": str(path)})


def test_families_with_spaces_are_quoted_and_named_once() -> None:
    assert font.families("Meiryo").startswith("Meiryo, 'Noto Sans CJK JP', ")
    assert font.families("Meiryo").count("Meiryo") == 1
    assert font.families().endswith(", sans-serif")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_each_system_has_folders(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert len(font.system_folders()) > 1
