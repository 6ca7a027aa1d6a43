import struct
import sys
import unicodedata
from pathlib import Path

import pytest

from kofukin.charting import font
from kofukin.errors import KofukinError

TEXT = "あア市"


def sfnt(family: str, characters: str, form: int = 4, lacking: str = "") -> bytes:
    """Return the least of an OpenType font: the tables that say its name and its characters.

    Of ``lacking`` its map says that there is no glyph.
    """
    name = family.encode("utf-16-be")
    records = struct.pack(">6H", 3, 1, 0x409, 1, len(name), 0)
    names = struct.pack(">3H", 0, 1, 6 + len(records)) + records + name
    codes = sorted(map(ord, characters + lacking))
    none = [chr(code) in lacking for code in codes]
    if form == 4:
        every = struct.pack(f">{len(codes)}H", *codes)
        # the glyphs are counted in bytes from where each offset stands, to the list behind all offsets
        offsets = struct.pack(f">{len(codes)}H", *[2 * len(codes)] * len(codes))
        glyphs = struct.pack(f">{len(codes)}H", *[0 if missing else 7 for missing in none])
        mapping = struct.pack(">7H", 4, 0, 0, 2 * len(codes), 0, 0, 0) + every + b"\0\0" + every
        mapping += struct.pack(f">{len(codes)}H", *[3] * len(codes)) + offsets + glyphs
    else:
        groups = b"".join(
            struct.pack(">3I", code, code, 0 if missing else 1) for code, missing in zip(codes, none, strict=True)
        )
        mapping = struct.pack(">2H3I", 12, 0, 0, 0, len(codes)) + groups
    cmap = struct.pack(">2H2HI", 0, 1, 3, 1, 12) + mapping
    start = 12 + 2 * 16
    tables = struct.pack(">4s3I", b"cmap", 0, start, len(cmap))
    tables += struct.pack(">4s3I", b"name", 0, start + len(cmap), len(names))
    return b"\0\1\0\0" + struct.pack(">4H", 2, 0, 0, 0) + tables + cmap + names


def write(path: Path, family: str, characters: str = TEXT, form: int = 4, lacking: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sfnt(family, characters, form, lacking))
    return path


def family(path: Path) -> str | None:
    found = font.japanese(path)
    return found.family if found else None


@pytest.mark.parametrize("form", [4, 12])
def test_a_font_with_kana_and_kanji_is_japanese(tmp_path: Path, form: int) -> None:
    assert family(write(tmp_path / "a.ttf", "Some Gothic", form=form)) == "Some Gothic"
    assert family(write(tmp_path / "b.ttf", "Latin Sans", "ABC", form)) is None
    assert family(write(tmp_path / "c.ttf", "Han Only", "ABC市", form)) is None


@pytest.mark.parametrize("form", [4, 12])
def test_a_character_without_a_glyph_is_none_of_the_fonts(tmp_path: Path, form: int) -> None:
    found = font.japanese(write(tmp_path / "a.ttf", "Some Gothic", TEXT + "Aé", form, lacking="B髙"))
    assert found is not None
    assert [character for character in "@ABCé髙あ市\uffff𠮷" if character in found.characters] == ["A", "é", "あ", "市"]
    assert family(write(tmp_path / "b.ttf", "Box Gothic", "あア", form, lacking="市")) is None


@pytest.mark.parametrize("data", [b"", b"\0\1\0\0", b"ttcf", b"ttcf\0\0\0\0\xff\xff\xff\xff", b"no font at all" * 9])
def test_what_is_no_font_is_none_and_no_crash(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(data)
    assert font.japanese(path) is None


@pytest.mark.parametrize("form", [4, 12])
def test_a_font_cut_short_anywhere_is_no_crash(tmp_path: Path, form: int) -> None:
    whole, path = sfnt("Some Gothic", TEXT, form), tmp_path / "a.ttf"
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        found = family(path)
        assert found is None or (found != "Some Gothic" and "Some Gothic".startswith(found))


def test_of_several_faces_the_one_for_japan_is_taken(tmp_path: Path) -> None:
    first, second = sfnt("Some Sans CJK SC", TEXT), sfnt("Some Sans CJK JP", TEXT)

    def moved(face: bytes, by: int) -> bytes:
        """Return the face with its tables' places counted from the beginning of the collection."""
        places = [struct.unpack_from(">I", face, 12 + 16 * number + 8)[0] for number in range(2)]
        for number, place in enumerate(places):
            at = 12 + 16 * number + 8
            face = face[:at] + struct.pack(">I", place + by) + face[at + 4 :]
        return face

    start = 12 + 2 * 4
    header = struct.pack(">4s2I2I", b"ttcf", 0x10000, 2, start, start + len(first))
    path = tmp_path / "both.ttc"
    path.write_bytes(header + moved(first, start) + moved(second, start + len(first)))
    assert family(path) == "Some Sans CJK JP"


def test_the_best_known_face_is_found_in_its_regular_weight(tmp_path: Path) -> None:
    write(tmp_path / "ipaexg.ttf", "IPAexGothic")
    write(tmp_path / "y" / "z" / "NotoSansCJKjp-Bold.otf", "Noto Sans CJK JP")
    regular = write(tmp_path / "y" / "z" / "NotoSansCJKjp-Regular.otf", "Noto Sans CJK JP")
    write(tmp_path / "DejaVuSans.ttf", "DejaVu Sans", "ABC")
    found = font.find([tmp_path / "nowhere", tmp_path])
    assert found is not None
    assert (found.path, found.family) == (regular, "Noto Sans CJK JP")


def test_a_known_name_without_japanese_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "NotoSansCJK-Regular.ttc", "Noto Sans CJK JP", "ABC")
    other = write(tmp_path / "ipaexg.ttf", "IPAexGothic")
    found = font.find([tmp_path])
    assert found is not None
    assert found.path == other


def test_a_face_that_nobody_chose_is_not_taken_for_its_kanji(tmp_path: Path) -> None:
    """It may be a brush script, or draw kanji as in Chinese; there is a better one in the extra."""
    write(tmp_path / "AnyBrush.ttf", "Any Brush")
    assert font.find([tmp_path]) is None


def test_the_named_font_is_taken_or_refused(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.otf", "Own Mincho"), write(tmp_path / "bad.otf", "Latin", "ABC")
    found = font.named({"KOFUKIN_FONT": str(good)})
    assert found is not None
    assert (found.path, found.family) == (good, "Own Mincho")
    assert font.named({}) is None
    assert font.named({"KOFUKIN_FONT": ""}) is None
    for path in (bad, tmp_path / "missing.otf", tmp_path):
        with pytest.raises(KofukinError, match="not a usable Japanese font") as caught:
            font.named({"KOFUKIN_FONT": str(path)})
        assert caught.value.exit_code == 1
        assert caught.value.hint is not None
        assert "KOFUKIN_FONT" in caught.value.hint.in_("en")


@pytest.mark.parametrize("encoding", ["cp932", "euc_jis_2004"])
def test_the_bundled_font_has_all_japanese_of_the_standards(encoding: str) -> None:
    pytest.importorskip("noto_cjk_sans_jp_regular", reason="the chart extra is not installed")
    kinds = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA", "FULLWIDTH", "HALFWIDTH", "CIRCLED", "SQUARE")
    known = [
        character for character in map(chr, range(0x20, 0x30000)) if unicodedata.name(character, "").startswith(kinds)
    ]
    standard = [character for character in known if character.encode(encoding, "ignore")]
    bundled = font.bundled().characters
    assert len(standard) > 7000
    assert [character for character in standard if character not in bundled] == []


def test_families_with_spaces_are_quoted_and_named_once() -> None:
    assert font.families("Meiryo").startswith("Meiryo, 'Noto Sans CJK JP', ")
    assert font.families("Meiryo").count("Meiryo") == 1
    assert font.families().endswith(", sans-serif")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_each_system_has_folders(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert len(font.system_folders()) > 1
