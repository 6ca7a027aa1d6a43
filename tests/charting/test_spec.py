from itertools import pairwise
from typing import Any

import pytest
from totals import EN, JA, totals

from datasets import dataset_of, project
from kofukin.charting import figures, font, spec
from kofukin.charting.theme import LIGHT
from kofukin.filters import Filters
from kofukin.model.project import Dataset, Partner
from kofukin.render import Style
from kofukin.text.display_width import display_width


def marks(by: str, *datasets: Dataset, style: Style = JA, alone: bool = True) -> tuple[list[Any], list[Any], Any]:
    """Return the chart's boxes, its texts and the whole specification."""
    shown = figures.read(totals(by, *datasets), style)
    whole = spec.chart(shown, style, font.families(), alone).to_dict()
    rows = [(layer, row) for layer in whole["layer"] for row in layer["data"]["values"]]
    boxes = [row for layer, row in rows if layer["mark"]["type"] == "rect"]
    texts = [row for layer, row in rows if layer["mark"]["type"] == "text"]
    return boxes, texts, whole


def own(boxes: list[Any]) -> list[Any]:
    """Return the coloured bars, without the legend's signs, which stand above the plot."""
    return [box for box in boxes if box["y"] >= 0 and box["fill"] != LIGHT.ground]


def test_bars_are_as_long_as_their_amounts() -> None:
    boxes, _, _ = marks("program")
    assert [(bar["x"], bar["x2"]) for bar in own(boxes)] == [(0, 220_216_000), (0, 41_000_000), (0, 72_200_000)]


def test_partners_have_thinner_bars_of_their_own_below() -> None:
    boxes, _, _ = marks("program")
    partners = [box for box in boxes if box["y"] >= 0 and box["stroke"] == LIGHT.pale]
    assert [box["x2"] for box in partners] == [138_323_000, 135_995_000]
    for city, partner in zip(own(boxes)[::2], partners, strict=True):
        assert partner["y"] > city["y2"]
        assert partner["y2"] - partner["y"] < city["y2"] - city["y"]


def test_segments_stand_end_to_end_and_the_sum_behind() -> None:
    boxes, texts, _ = marks("application,program")
    first, second, *_ = own(boxes)
    assert (first["x2"], second["x"], second["x2"]) == (131_209_000, 131_209_000, 172_209_000)
    assert first["fill"] != second["fill"]
    assert {"131,209", "41,000", "172,209", "89,007", "72,200", "161,207"} <= {text["text"] for text in texts}


def test_years_have_upright_bars_side_by_side() -> None:
    boxes, texts, whole = marks("year,program")
    bars = [box for box in boxes if box["fill"] in LIGHT.colors and box["y"] <= 169_709_000]
    assert [(bar["y2"], bar["y"]) for bar in bars] == [
        (0, 91_507_000),
        (91_507_000, 163_707_000),
        (0, 128_709_000),
        (128_709_000, 169_709_000),
    ]
    assert bars[0]["x2"] < bars[2]["x"]
    assert whole["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 169_709_000]
    names = [text for text in texts if text["text"] in ("H28", "H29")]
    assert [name["text"] for name in names] == ["H28", "H29"]
    assert all(name["y"] < 0 for name in names), "below the axis"


def test_partners_money_makes_no_citys_bar_small() -> None:
    data = dataset_of(
        project("a", national_funds_yen=1_000_000, partners=(Partner("北海道", national_funds_yen=50_000_000),))
    )
    for by, along in (("municipality", "x"), ("year", "y")):
        boxes, texts, whole = marks(by, data)
        assert whole["layer"][0]["encoding"][along]["scale"]["domain"] == [0, 1_000_000]
        far = f"{along}2" if along == "x" else along
        in_plot = [box for box in boxes if (box["y"] >= 0 if along == "x" else box["y"] <= 1_000_000)]
        apart = [box for box in in_plot if box["stroke"] == LIGHT.pale]
        assert len(apart) == 2, "broken near its end"
        assert max(box[far] for box in apart) == 1_000_000
        assert {"50,000", "途切れた棒は縮尺に収まらないもの"} <= {text["text"] for text in texts}


def test_notes_take_two_lines_at_most() -> None:
    partners = tuple(Partner(f"北海道第{n}地区広域連合", national_funds_yen=1) for n in range(9))
    data = dataset_of(project("a", application="joint", national_funds_yen=1_000_000, partners=partners))
    for by in ("municipality", "year"):
        _, texts, whole = marks(by, data)
        down = whole["height"] if by == "municipality" else 0
        small = [text["y"] for text in texts if text["size"] == 11 and text["color"] == LIGHT.pale]
        below = [y for y in small if (y > down if by == "municipality" else y < 0)]
        assert len(below) == 2


def test_a_segment_too_narrow_for_its_amount_has_it_below() -> None:
    data = dataset_of(
        project("a", program="suishin", national_funds_yen=100_000_000),
        project("b", program="kasokuka", national_funds_yen=1000),
    )
    _, texts, _ = marks("year,program", data)
    assert "加速化 1" in {text["text"] for text in texts}


def test_a_missing_amount_is_a_word_and_no_bar() -> None:
    data = dataset_of(project("a", municipality="小樽市"))
    for style, word in ((JA, "記載なし"), (EN, "not stated")):
        boxes, texts, _ = marks("municipality", data, style=style)
        assert own(boxes) == []
        written = [text["text"] for text in texts]
        assert word in written
        assert "0" not in written


def test_long_labels_are_wrapped_whole_and_make_room() -> None:
    long = "一部事務組合" * 12
    data = dataset_of(
        project("a", municipality=long, national_funds_yen=2), project("b", municipality="A" * 90, national_funds_yen=1)
    )
    boxes, texts, whole = marks("municipality", data)
    lines = [text for text in texts if text["align"] == "right"]
    assert "".join(line["text"] for line in lines) == "A" * 90 + long
    last_of_first = max(line["y"] for line in lines if "A" in line["text"])
    assert own(boxes)[1]["y"] > last_of_first
    assert all(display_width(line["text"]) * line["size"] * 0.6 <= whole["padding"]["left"] for line in lines)


@pytest.mark.parametrize("count", [1, 50])
def test_the_chart_grows_with_its_groups_and_none_overlap(count: int) -> None:
    cities = [project(f"p{n}", municipality=f"{n}市", national_funds_yen=n + 1) for n in range(count)]
    boxes, _, whole = marks("municipality", dataset_of(*cities))
    bars = own(boxes)
    assert len(bars) == count
    assert all(lower["y"] > upper["y2"] for upper, lower in pairwise(bars))
    assert whole["height"] >= bars[-1]["y2"]


def test_the_rest_has_no_bar_and_does_not_stretch_the_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_BARS", 2)
    partners = (Partner("北海道", national_funds_yen=70_000_000),)
    cities = [
        project(f"p{n}", municipality=f"{n}市", national_funds_yen=5_000_000 - n, partners=partners) for n in range(4)
    ]
    for by, amounts in (
        ("municipality", "北海道（国費に含まない） 210,000"),
        ("municipality,year", "H28 14,999.994、北海道（国費に含まない） 210,000"),
    ):
        boxes, texts, whole = marks(by, dataset_of(*cities), alone=False)
        assert [box["x2"] for box in own(boxes)] == [5_000_000]
        assert whole["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 5_000_000]
        written = {text["text"] for text in texts}
        assert {"ほか 3", "14,999.994", amounts} <= written
        assert any(text.startswith("棒があるのは額の大きい 1 だけ") for text in written), "said in the picture itself"


def test_a_text_without_end_ends_in_dots_and_stands_whole_in_the_description() -> None:
    name = "市" * 100_000
    shown = figures.read(totals("municipality", dataset_of(project("a", municipality=name, national_funds_yen=1))), JA)
    _, texts, _ = marks("municipality", dataset_of(project("a", municipality=name, national_funds_yen=1)))
    lines = [text["text"] for text in texts if text["align"] == "right"]
    assert len(lines) == 12
    assert lines[-1].endswith("市…")
    assert name in shown.sentence(JA)


def test_heading_and_notes_are_drawn_only_where_nothing_else_says_them() -> None:
    _, alone, _ = marks("program")
    _, inside, _ = marks("program", alone=False)
    heading = "地方創生関連交付金の国費（交付金別）"
    assert heading in {text["text"] for text in alone}
    assert {text["text"] for text in inside}.isdisjoint(
        {heading, "国費は札幌市の分。1 年分か全期間分かは不明。北海道の額は含まない"}
    )
    assert "国費（千円）" in {text["text"] for text in inside}


def test_all_text_lies_on_the_canvas() -> None:
    for by in ("program", "year,program", "all"):
        for style in (JA, EN):
            _, texts, whole = marks(by, style=style)
            top, bottom = -whole["padding"]["top"], whole["height"] + whole["padding"]["bottom"]
            if by == "year,program":  # whose axis of yen goes upwards
                (_, most), down = whole["layer"][0]["encoding"]["y"]["scale"]["domain"], whole["height"]
                texts = [{**text, "y": down - text["y"] / most * down} for text in texts]
            assert all(top < text["y"] - text["size"] / 2 and text["y"] + text["size"] / 2 < bottom for text in texts)


def test_no_group_says_so() -> None:
    shown = figures.read(totals("program", filters=Filters(words=("どこにもない",))), JA)
    whole = spec.chart(shown, JA, font.families(), alone=True).to_dict()
    assert "当てはまる事業はありません" in str(whole["layer"])
