from itertools import pairwise

import pytest
from totals import EN, JA, projects, totals

from datasets import dataset_of, project
from kofukin.charting import figures
from kofukin.charting.theme import DARK, LIGHT, Theme
from kofukin.filters import Filters, Sort
from kofukin.model.fiscal_year import YearRange
from kofukin.model.project import Partner, Project


def labels_of(shown: figures.Figures) -> list[str]:
    return [group.label for group in shown.groups]


def test_groups_stand_in_the_order_of_the_table() -> None:
    shown = figures.read(totals("program"), JA)
    assert [(group.label, group.yen) for group in shown.groups] == [
        ("推進", 220_216_000),
        ("拠点整備", 41_000_000),
        ("加速化", 72_200_000),
    ]


def test_a_program_has_one_colour_in_every_chart_and_no_other_series_has_it() -> None:
    alone = figures.read(totals("program", filters=Filters(program=("kasokuka",))), JA)
    whole = figures.read(totals("program"), JA)
    divided = figures.read(totals("year,program", filters=Filters(year=(YearRange(2016, 2016),))), JA)
    listed = figures.read_projects(projects(Filters(program=("kasokuka",))), JA)
    (colour,) = {group.color for group in alone.groups}
    assert whole.groups[2].color == dict(zip(divided.series, divided.colors, strict=True))["加速化"] == colour
    assert listed.colors == (colour,)
    assert not {*figures.read(totals("application,year"), JA).colors} & {*LIGHT.colors}
    assert {group.color for group in figures.read(totals("year"), JA).groups} == {LIGHT.plain}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_first_six_colours_are_apart_in_greyscale_and_from_the_ground(theme: Theme) -> None:
    six = [lightness(color) for color in theme.colors[:6]]
    steps = [higher - lower for lower, higher in pairwise(sorted(six))]
    assert min(steps) > 5.5
    assert all(abs(own - lightness(theme.ground)) > 10 for own in six)


def lightness(color: str) -> float:
    """Return CIE L* of a colour."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(color)]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return float(116 * luminance ** (1 / 3) - 16)


def rgb(color: str) -> list[float]:
    return [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def test_on_another_ground_all_is_the_same_but_the_colours() -> None:
    for by in ("program", "year,program", "application,year"):
        light, dark = (figures.read(totals(by), JA, theme=theme) for theme in (LIGHT, DARK))
        assert light.themed(DARK) == dark


def test_each_project_has_a_bar_in_its_programs_colour() -> None:
    shown = figures.read_projects(projects(Filters()), JA)
    assert [group.label for group in shown.groups][::9] == [
        "「さっぽろ圏」若者定着促進広域連携事業（H29）",
        "「さっぽろ圏」若者定着促進広域連携事業（H28）",
    ]
    assert [group.yen for group in shown.groups][:3] == [37_000_000, 29_710_000, 20_525_000]
    assert [group.partners_yen for group in shown.groups][:2] == [2_997_000, None]
    assert shown.series == ("推進", "拠点整備", "加速化")
    assert shown.heading == "地方創生関連交付金の国費（事業名別）"


def test_projects_of_several_bodies_name_their_own() -> None:
    shown = figures.read_projects(projects(Filters(), dataset_of(*cities(2, program=None))), JA)
    assert [group.label for group in shown.groups] == ["p1（1市、H28）", "p2（2市、H28）"]
    assert shown.series == ()


def test_partners_can_be_left_out() -> None:
    shown = figures.read(totals("program"), JA, has_partners=False)
    assert (shown.partners, [group.partners_yen for group in shown.groups]) == ("", [None] * 3)


def test_years_are_upright() -> None:
    assert figures.read(totals("year"), JA).is_upright
    assert figures.read(totals("year,program"), JA).is_upright
    assert not figures.read(totals("program,year"), JA).is_upright


def test_years_stay_in_order() -> None:
    assert labels_of(figures.read(totals("year"), JA)) == ["H28", "H29"]


def test_an_order_asked_for_is_kept() -> None:
    table = totals("program", sort=(Sort("national_funds_yen"),))
    assert labels_of(figures.read(table, JA, as_given=True)) == ["拠点整備", "加速化", "推進"]


def test_partners_money_is_never_in_a_groups_own() -> None:
    shown = figures.read(totals("all"), JA)
    assert (shown.groups[0].yen, shown.groups[0].partners_yen) == (333_416_000, 274_318_000)
    assert shown.partners == "北海道"


def test_a_second_dimension_divides_the_groups() -> None:
    shown = figures.read(totals("year,program"), JA)
    assert shown.series == ("推進", "拠点整備", "加速化")
    assert [[tuple(part) for part in group.segments] for group in shown.groups] == [
        [("推進", 91_507_000), ("加速化", 72_200_000)],
        [("推進", 128_709_000), ("拠点整備", 41_000_000)],
    ]


def test_years_as_the_second_dimension_are_in_order_too() -> None:
    late_first = dataset_of(
        project("a", fiscal_year=2017, program="suishin", national_funds_yen=1),
        project("b", fiscal_year=2016, program="kasokuka", national_funds_yen=1),
    )
    assert figures.read(totals("program,year", late_first), JA).series == ("H28", "H29")


def test_what_is_not_stated_is_never_0() -> None:
    data = dataset_of(project("a", municipality="小樽市"), project("b", municipality="札幌市", national_funds_yen=0))
    shown = figures.read(totals("municipality", data), JA)
    assert [(group.label, group.yen) for group in shown.groups] == [("小樽市", None), ("札幌市", 0)]
    assert "小樽市 記載なし" in shown.sentence(JA)
    assert "小樽市 not stated" in figures.read(totals("municipality", data), EN).sentence(EN)


def test_smaller_series_beyond_the_palette_are_one() -> None:
    shown = figures.read(totals("year,municipality", dataset_of(*cities(10))), JA)
    assert len(shown.series) == figures.MOST_SERIES
    assert shown.series[-1] == "ほか 4"
    assert shown.groups[0].segments[-1] == ("ほか 4", 1 + 2 + 3 + 4)
    assert shown.groups[0].yen == 55


def cities(count: int, **fields: object) -> list[Project]:
    return [project(f"p{n}", municipality=f"{n}市", **{"national_funds_yen": n, **fields}) for n in range(1, count + 1)]


def test_bars_are_bounded_and_the_rest_is_their_exact_sum() -> None:
    count = figures.MOST_BARS + 50
    shown = figures.read(totals("municipality", dataset_of(*cities(count))), JA)
    *bars, rest = shown.groups
    assert len(bars) == figures.MOST_BARS - 1
    assert sorted(bar.yen or 0 for bar in bars) == list(range(52, count + 1))
    assert [bar.label for bar in bars] == sorted(bar.label for bar in bars), "in the order of the table"
    assert (rest.label, rest.yen, rest.is_rest) == ("ほか 51", sum(range(1, 52)), True)
    assert sum(group.yen or 0 for group in shown.groups) == sum(range(1, count + 1))
    assert shown.bound == "棒があるのは額の大きい 199 だけ。残りの 51 は最後の行に合計した"
    assert "ほか 51 1.326。" in shown.sentence(JA)


def test_as_many_groups_as_there_may_be_bars_are_all_shown() -> None:
    shown = figures.read(totals("municipality", dataset_of(*cities(figures.MOST_BARS))), JA)
    assert len(shown.groups) == figures.MOST_BARS
    assert not any(group.is_rest for group in shown.groups)
    assert shown.bound == ""


def test_what_is_not_stated_is_counted_in_the_rest_and_is_not_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_BARS", 3)
    stated = cities(4)
    unstated = [project(f"u{n}", municipality=f"無{n}市") for n in range(2)]
    rest = figures.read(totals("municipality", dataset_of(*stated, *unstated)), JA).groups[-1]
    assert (rest.label, rest.yen) == ("ほか 4（記載なし 2）", 3)
    none_stated = [project(f"u{n}", municipality=f"無{n}市") for n in range(5)]
    shown = figures.read(totals("municipality", dataset_of(*none_stated)), EN)
    assert (shown.groups[-1].label, shown.groups[-1].yen) == ("3 others", None)
    assert "3 others not stated" in shown.sentence(EN)


def test_the_rest_keeps_its_series_and_the_partners_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_BARS", 2)
    hokkaido = (Partner("北海道", national_funds_yen=10),)
    data = dataset_of(
        project("a", municipality="一市", national_funds_yen=9, program="suishin"),
        project("b", municipality="二市", national_funds_yen=5, program="kyoten", partners=hokkaido),
        project("c", municipality="三市", national_funds_yen=4, program="suishin"),
        project("d", municipality="三市", program="kyoten", partners=hokkaido),
        project("e", municipality="四市", program="kasokuka", partners=(Partner("北海道"),)),
    )
    rest = figures.read(totals("municipality,program", data), JA).groups[-1]
    assert dict(rest.segments) == {"推進": 4, "kyoten": 5, "加速化": None}
    assert (rest.yen, rest.partners_yen) == (9, 20)


def test_an_order_asked_for_says_which_bars_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_BARS", 3)
    table = totals("municipality", dataset_of(*cities(5)), sort=(Sort("national_funds_yen"),))
    shown = figures.read(table, JA, as_given=True)
    assert [(group.label, group.yen) for group in shown.groups] == [("1市", 1), ("2市", 2), ("ほか 3", 12)]


def test_each_text_can_be_changed_and_no_figure_is() -> None:
    shown = figures.read(totals("year,program"), JA)
    changed = shown.worded(lambda text: text.replace("推進", "〓"))
    assert changed.series == ("〓", "拠点整備", "加速化")
    assert changed.groups[0].segments[0] == ("〓", 91_507_000)
    assert [group.yen for group in changed.groups] == [group.yen for group in shown.groups]
    assert isinstance(changed.groups[0], figures.Group)


def test_nothing_matched_is_no_group() -> None:
    for by in ("program", "all", "year,program"):
        shown = figures.read(totals(by, filters=Filters(words=("どこにもない",))), JA)
        assert (shown.groups, shown.notes) == ((), ())
        assert shown.sentence(JA) == "当てはまる事業はありません"


def test_the_sentence_says_every_figure() -> None:
    assert figures.read(totals("year,program"), JA).sentence(JA) == (
        "国費（千円）。H28 163,707（推進 91,507、加速化 72,200、北海道 271,321）。"
        "H29 169,709（推進 128,709、拠点整備 41,000、北海道 2,997）。"
        "国費は札幌市の分。1 年分か全期間分かは不明。北海道の額は含まない。"
        "一部の共同申請先は額の記載なし。交付金の別は 11 件が推定。"
    )
    assert figures.read(totals("program"), EN).sentence(EN) == (
        "National funds (thousand yen). Promotion 220,216 (北海道 138,323). Hub Development 41,000. "
        "Acceleration 72,200 (北海道 135,995). National funds of 札幌市; one year or all: not stated; "
        "北海道 not included. Some partners' amounts are not stated; the program of 11 is inferred."
    )


def test_heading_and_filters_are_said() -> None:
    shown = figures.read(totals("year,program", filters=Filters(year=(YearRange(2016, 2017),))), JA)
    assert shown.heading == "地方創生関連交付金の国費（年度・交付金別）"
    assert shown.asked == "交付金の年度: H28-H29　データ: 札幌市の地方創生関連交付金事業 2026.11.27"


def test_notes_are_two_and_speak_of_no_column() -> None:
    assert figures.read(totals("program"), JA).notes == (
        "国費は札幌市の分。1 年分か全期間分かは不明。北海道の額は含まない",
        "一部の共同申請先は額の記載なし。交付金の別は 11 件が推定",
    )


def test_several_partners_share_a_label() -> None:
    data = dataset_of(
        project(
            "a",
            application="joint",
            national_funds_yen=1,
            partners=(Partner("北海道", national_funds_yen=2), Partner("小樽市", national_funds_yen=3)),
        )
    )
    shown = figures.read(totals("program", data), JA)
    assert (shown.partners, shown.groups[0].partners_yen) == ("共同申請先の国費", 5)


def test_only_what_xml_knows_is_drawn() -> None:
    assert figures.drawable("札\x00幌\x1b[31m\ufffe\uffff\u202e市\ud800") == "札幌[31m市"
