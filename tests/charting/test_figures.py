from totals import EN, JA, totals

from datasets import dataset_of, project
from kofukin.charting import figures
from kofukin.filters import Filters, Sort
from kofukin.model.fiscal_year import YearRange
from kofukin.model.project import Partner


def labels_of(shown: figures.Figures) -> list[str]:
    return [group.label for group in shown.groups]


def test_the_largest_group_comes_first() -> None:
    shown = figures.read(totals("program"), JA)
    assert [(group.label, group.yen) for group in shown.groups] == [
        ("推進", 220_216_000),
        ("加速化", 72_200_000),
        ("拠点整備", 41_000_000),
    ]


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
    assert shown.series == ("推進", "加速化", "拠点整備")
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


def test_what_is_not_stated_is_last_and_never_0() -> None:
    data = dataset_of(project("a", municipality="小樽市"), project("b", municipality="札幌市", national_funds_yen=0))
    shown = figures.read(totals("municipality", data), JA)
    assert [(group.label, group.yen) for group in shown.groups] == [("札幌市", 0), ("小樽市", None)]
    assert "小樽市 記載なし" in shown.sentence(JA)
    assert "小樽市 not stated" in figures.read(totals("municipality", data), EN).sentence(EN)


def test_smaller_series_beyond_the_palette_are_one() -> None:
    cities = [project(f"p{n}", municipality=f"{n}市", national_funds_yen=n, program="suishin") for n in range(1, 11)]
    shown = figures.read(totals("year,municipality", dataset_of(*cities)), JA)
    assert len(shown.series) == figures.MOST_SERIES
    assert shown.series[-1] == "ほか 4"
    assert shown.groups[0].segments[-1] == ("ほか 4", 1 + 2 + 3 + 4)
    assert shown.groups[0].yen == 55


def test_each_text_can_be_changed_and_no_figure_is() -> None:
    shown = figures.read(totals("year,program"), JA)
    changed = shown.worded(lambda text: text.replace("推進", "〓"))
    assert changed.series == ("〓", "加速化", "拠点整備")
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
    )
    assert figures.read(totals("program"), EN).sentence(EN) == (
        "National funds (thousand yen). Promotion 220,216 (北海道 138,323). Acceleration 72,200 (北海道 135,995). "
        "Hub Development 41,000."
    )


def test_heading_and_filters_are_said() -> None:
    shown = figures.read(totals("year,program", filters=Filters(year=(YearRange(2016, 2017),))), JA)
    assert shown.heading == "地方創生関連交付金の国費（年度・交付金別）"
    assert shown.asked == "交付金の年度: H28-H29"


def test_notes_speak_of_bars_where_tables_speak_of_columns() -> None:
    notes = figures.read(totals("program"), JA).notes
    assert "北海道の額は別の棒で示し、国費にも合計にも含まない" in notes
    assert not any("列" in note for note in notes)


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
