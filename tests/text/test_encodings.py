"""Encodings of text files by their many names."""

import codecs

import pytest

from kofukin.text import encodings


@pytest.mark.parametrize(
    "name",
    [
        *("cp932", "CP932", "shift_jis", "Shift-JIS", "shiftjis", "SJIS", "s-jis", "MS932", "windows-31j"),
        *("Windows_31J", "ms_kanji", "csShiftJIS", "x-sjis"),
    ],
)
def test_shift_jis_is_cp932_by_all_its_names(name: str) -> None:
    assert encodings.named(name) == "cp932"


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "utf-8-sig", "utf-16", "UTF-16LE", "EUC_JP", "iso-2022-jp"])
def test_other_encodings_of_text_are_known(name: str) -> None:
    found = encodings.named(name)
    assert found is not None
    assert codecs.lookup(found).name == codecs.lookup(name).name


@pytest.mark.parametrize(
    "name", ["unicode_escape", "raw_unicode_escape", "base64", "hex", "rot13", "idna", "punycode", "mbcs", "", "x" * 99]
)
def test_what_makes_no_text_is_none(name: str) -> None:
    assert encodings.named(name) is None


def test_every_name_leads_to_an_encoding_that_reads_and_writes_text() -> None:
    for encoding in set(encodings._BY_NAME.values()):
        assert "札幌市".encode(encoding).decode(encoding) == "札幌市"
