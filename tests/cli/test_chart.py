"""``kofukin chart``: national funds as a picture."""

import importlib.util
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from conftest import Kofukin, Process

BEGINS = {".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF", ".html": b"<!DOCTYPE html>"}


def texts(path: Path) -> list[str]:
    return [element.text or "" for element in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(("ending", "begins"), BEGINS.items())
def test_the_ending_says_which_format(kofukin: Kofukin, tmp_path: Path, ending: str, begins: bytes) -> None:
    path = tmp_path / f"chart{ending.upper()}"
    assert kofukin("chart", "-o", str(path)) == (0, "", "")
    assert path.read_bytes().startswith(begins)


def test_filters_sort_unit_and_language_count(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    arguments = ("-y", "H28", "--by", "program", "--sort", "national_funds_yen", "--unit", "円", "--lang", "ja")
    assert kofukin("chart", *arguments, "-o", str(path)).code == 0
    found = texts(path)
    assert found.index("加速化") < found.index("推進")
    assert {
        "91,507,000",
        "72,200,000",
        "国費（円）　交付金の年度: H28　データ: 札幌市の地方創生関連交付金事業 2026.11.27",
    } <= set(found)


def test_a_dash_is_svg_on_standard_output(process: Process) -> None:
    done = process("chart", "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert ElementTree.fromstring(done.stdout).get("role") == "img"


@pytest.mark.parametrize("name", ["chart.gif", "chart", "chart.svg.bak"])
def test_another_ending_is_refused_with_those_that_are_known(kofukin: Kofukin, tmp_path: Path, name: str) -> None:
    done = kofukin("chart", "-o", str(tmp_path / name))
    assert done.code == 2
    assert done.err.endswith("hint: use one of .svg, .png, .pdf, .html\n")


def test_a_file_must_be_named(kofukin: Kofukin) -> None:
    assert kofukin("chart") == (2, "", "error: -o FILE is missing\nhint: use one of .svg, .png, .pdf, .html\n")


def test_at_most_two_dimensions(kofukin: Kofukin, tmp_path: Path) -> None:
    done = kofukin("chart", "--by", "year,program,application", "-o", str(tmp_path / "a.svg"))
    assert done.code == 2
    assert "at most 2 dimensions" in done.err


def test_an_existing_file_is_kept_without_force(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    path.write_text("old", encoding="utf-8")
    assert kofukin("chart", "-o", str(path)).code == 1
    assert path.read_text(encoding="utf-8") == "old"
    assert kofukin("chart", "-o", str(path), "--force").code == 0
    assert "推進" in "".join(texts(path)) or "Promotion" in texts(path)


def test_nothing_matched_is_a_file_and_a_notice(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    done = kofukin("chart", "どこにもない", "--lang", "ja", "-o", str(path))
    assert done.code == 0
    assert done.err.startswith("注: 当てはまる事業はありません\n")
    assert "当てはまる事業はありません" in texts(path)


@pytest.mark.parametrize("missing", ["altair", "vl_convert", "noto_cjk_sans_jp_regular"])
def test_a_missing_extra_is_named(
    kofukin: Kofukin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    find = importlib.util.find_spec

    def without(name: str, *more: Any) -> Any:
        return None if name == missing else find(name, *more)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    done = kofukin("chart", "-o", str(tmp_path / "chart.svg"))
    assert done.code == 1
    assert "pip install 'kofukin[chart]'" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_font_that_is_none_is_an_error_and_leaves_no_file(kofukin: Kofukin, tmp_path: Path) -> None:
    done = kofukin("chart", "-o", str(tmp_path / "chart.png"), KOFUKIN_FONT=str(tmp_path / "none.ttf"))
    assert done.code == 1
    assert "not a usable Japanese font" in done.err
    assert list(tmp_path.iterdir()) == []


def test_other_commands_and_help_load_no_drawing(process: Process) -> None:
    program = (
        "import sys; from kofukin.cli import main; main(sys.argv[1:]); print({'altair', 'vl_convert'} & {*sys.modules})"
    )
    for arguments in (("totals",), ("chart", "--help")):
        done = process(*arguments, command=(sys.executable, "-c", program))
        assert done.stdout.decode().rstrip().endswith("set()")


def test_a_bar_for_each_project(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "projects.svg"
    done = kofukin(
        "chart", "--by", "project", "-y", "H29", "--sort", "national_funds_yen", "-o", str(path), "--lang", "ja"
    )
    assert done.code == 0
    found = texts(path)
    amounts = [found.index(amount) for amount in ("20,525", "29,710", "37,000", "41,000", "41,474")]
    assert amounts == sorted(amounts)
    assert "地方創生関連交付金の国費（事業名別）" in found


def test_partners_bars_can_be_left_out_and_a_title_is_ones_own(kofukin: Kofukin, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    assert kofukin("chart", "--without-partners", "--title", "資料３", "-o", str(path), "--lang", "ja").code == 0
    assert "資料３" in texts(path)
    assert not {"138,323", "北海道（国費に含まない）"} & set(texts(path))


def test_a_picture_for_a_dark_ground(kofukin: Kofukin, tmp_path: Path) -> None:
    light, dark = tmp_path / "light.svg", tmp_path / "dark.svg"
    assert kofukin("chart", "-o", str(light)).code == kofukin("chart", "--theme", "dark", "-o", str(dark)).code == 0
    assert "#1B1E23" in dark.read_text(encoding="utf-8")
    assert "#1B1E23" not in light.read_text(encoding="utf-8")
    assert kofukin("chart", "--theme", "grey", "-o", str(tmp_path / "grey.svg")) == (
        2,
        "",
        "error: not a value of --theme: grey\nhint: use one of light, dark\n",
    )
