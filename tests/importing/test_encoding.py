import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofukin.errors import KofukinError, UsageError
from kofukin.importing import encoding
from kofukin.importing.encoding import encoding_of

TEXT = "団体名,事業名,国費（千円）\r\n札幌市,「さっぽろ圏」若者定着,37000\r\n"


def file(folder: Path, data: bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("cp932"), "cp932"),
        ("①②髙﨑".encode("cp932"), "cp932"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (b"name,fiscal_year\n", "utf-8"),
    ],
)
def test_the_encoding_is_told(tmp_path: Path, data: bytes, name: str) -> None:
    path = file(tmp_path, data)
    assert encoding_of(path, None) == name
    assert path.read_text(encoding=name).strip()


def test_an_encoding_that_is_given_is_taken(tmp_path: Path) -> None:
    assert encoding_of(file(tmp_path, TEXT.encode("euc-jp")), "euc-jp") == "euc-jp"


def test_an_encoding_that_is_given_must_fit(tmp_path: Path) -> None:
    path = file(tmp_path, b"a,b\n" + "札幌".encode("cp932"))
    with pytest.raises(KofukinError, match=r"list.csv: not utf-8 \(line 2\)"):
        encoding_of(path, "utf-8")


@pytest.mark.parametrize("name", ["utf-9", "base64", "", "a\0b", "undefined", "rot13"])
def test_an_unknown_encoding_is_a_usage_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no such encoding"):
        encoding_of(file(tmp_path, b"a,b\n"), name)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode() + b"\xff\n",
        TEXT.encode()[:-30] + b"\x80\xa0",
        TEXT.encode("utf-8") + TEXT.encode("cp932"),
        b"\xa0,\xfd\n",
    ],
)
def test_what_is_neither_must_be_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(KofukinError, match="neither UTF-8") as caught:
        encoding_of(file(tmp_path, data), None)
    assert caught.value.hint is not None
    assert "--encoding" in caught.value.hint.in_("en")


def test_the_first_bad_line_is_named_also_far_into_the_file(tmp_path: Path) -> None:
    lines = (encoding.LONGEST_LINE // 8) * b"1234567\n"
    with pytest.raises(KofukinError, match=f"line {len(lines) * 2 // 8 + 1}"):
        encoding_of(file(tmp_path, lines * 2 + b"\xe3\x81\n\xff\n"), None)


@pytest.mark.parametrize(
    ("data", "ending"), [(b"PK\x03\x04..", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"), (b"%PDF-", ".pdf")]
)
def test_a_file_of_another_kind_is_named_by_its_kind(tmp_path: Path, data: bytes, ending: str) -> None:
    with pytest.raises(KofukinError, match=f"really a {ending} file"):
        encoding_of(file(tmp_path, data), None)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="empty"):
        encoding_of(file(tmp_path, b""), None)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="no such file"):
        encoding_of(tmp_path / "list.csv", None)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="it is a folder"):
        encoding_of(tmp_path, None)


def test_a_line_without_end_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(KofukinError, match="line 2 is too long"):
        encoding_of(file(tmp_path, b"a,b\n" + b"x" * 3 * encoding.LONGEST_LINE), None)


@given(st.binary(min_size=1, max_size=40))
def test_a_file_can_be_read_in_the_encoding_that_is_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = file(tmp_path_factory.mktemp("bytes"), data)
    try:
        name = encoding_of(path, None)
    except KofukinError:
        return
    path.read_text(encoding=name)
