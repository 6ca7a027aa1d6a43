import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops
from test_font import write
from totals import JA, totals

from datasets import dataset_of, project
from kofukin.charting import as_file, figures, font, lettering
from kofukin.messages import Message, labels

KNOWN = "あア市〓[]U+0123456789ABCDEF"


def fonts(tmp_path: Path, *characters: str) -> list[font.Font]:
    made = [font.japanese(write(tmp_path / f"{n}.ttf", f"Font{n}", KNOWN + own)) for n, own in enumerate(characters)]
    return [one for one in made if one]


def families(text: str, *from_fonts: font.Font) -> tuple[str, str]:
    """Return the text that is drawn, and the family that it is drawn in."""
    drawing = ElementTree.fromstring(f"<svg><text font-family='as given'>{text}</text></svg>")
    lettering.assign(drawing, from_fonts)
    (element,) = drawing
    return element.text or "", element.get("font-family", "").split(",")[0]


def test_the_first_font_is_kept_where_it_has_everything(tmp_path: Path) -> None:
    assert families("市あ", *fonts(tmp_path, "", "髙")) == ("市あ", "as given")


def test_a_line_with_a_character_that_the_first_lacks_is_in_the_next(tmp_path: Path) -> None:
    assert families("髙市", *fonts(tmp_path, "", "髙")) == ("髙市", "'Font1'")


def test_a_character_of_no_font_is_named_by_its_number(tmp_path: Path) -> None:
    both = fonts(tmp_path, "外", "髙")
    assert lettering.drawable_with(both)("🏯髙市") == "〓[U+1F3EF]髙市"
    assert families("🏯髙市🏯", *both) == ("〓[U+1F3EF]髙市〓[U+1F3EF]", "'Font1'")


@pytest.mark.parametrize("mark", ["\ufe0e", "\ufe0f", "\U000e0100", "\u200d", "\u00ad"])
def test_what_is_not_drawn_needs_no_glyph(tmp_path: Path, mark: str) -> None:
    assert families(f"市{mark}あ", *fonts(tmp_path, "")) == (f"市{mark}あ", "as given")


def picture(name: str) -> Image.Image:
    table = totals("municipality", dataset_of(project("a", municipality=name, national_funds_yen=1000)))
    return Image.open(io.BytesIO(as_file(".png", table, JA, figures.read(table, JA)))).convert("L")


def test_no_character_is_a_box_in_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box is the same for any two characters that a font lacks; their numbers differ."""
    monkeypatch.setattr(font, "system_folders", list)
    for one, other in (("\ue000", "\ue001"), ("\U0001f3ef", "\U0001f3f0"), ("ก", "ข")):
        assert ImageChops.difference(picture(f"{one}市"), picture(f"{other}市")).getbbox() is not None


def test_all_that_the_program_says_can_be_drawn_with_the_bundled_font() -> None:
    said = [text for value in vars(labels).values() if isinstance(value, Message) for text in value]
    assert len(said) > 100
    drawable = lettering.drawable_with([font.bundled()])
    assert [text for text in said if drawable(text) != text] == []
