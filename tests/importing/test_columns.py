from collections.abc import Sequence

import pytest

from kofukin.errors import UsageError
from kofukin.importing.bodies import Bodies
from kofukin.importing.columns import DERIVED, OWN, Layout, check_chosen, column_letter, find_layout, recognise
from kofukin.importing.sheet import Span
from kofukin.importing.units import unit_in_text
from kofukin.messages import LANGUAGES, importing
from kofukin.model.project import Project
from kofukin.query import FIELDS

ROW = ["札幌市", "ある事業", "37,000"]


def layout_of(*rows: Sequence[str], spans: Sequence[Span] = (), chosen: dict[str, str] | None = None) -> Layout:
    found = find_layout([(number, list(cells)) for number, cells in enumerate(rows, start=1)], spans, chosen or {})
    assert found is not None
    return found


def fields_of(found: Layout) -> dict[str, str]:
    return {field: column_letter(column.at) for field, column in found.columns.items()}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("団体名", "municipality"),
        ("地方公共団体名", "municipality"),
        ("市区町村名", "municipality"),
        ("市町村名", "municipality"),
        ("都道府県名", "prefecture"),
        ("団体コード", "municipality_code"),
        ("全国地方公共団体コード", "municipality_code"),
        ("地方公共団体コード（6桁）", "municipality_code"),
        ("事業名", "name"),
        ("事業の名称", "name"),
        ("交付対象事業の名称", "name"),
        ("交付対象\n事業名", "name"),
        ("交付金の種類", "program_name"),
        ("申請区分", "application_text"),
        ("申請形態", "application_text"),
        ("共同申請先", "partners"),
        ("年度", "era_year"),
        ("採択年度", "fiscal_year"),
        ("国費", "national_funds_yen"),
        ("国　費", "national_funds_yen"),
        ("国費(千円)", "national_funds_yen"),
        ("国費【単位：千円】", "national_funds_yen"),
        ("国費※1", "national_funds_yen"),
        ("国費 注2", "national_funds_yen"),
        ("①国費", "national_funds_yen"),
        ("国費（Ａ）", "national_funds_yen"),
        ("交付決定額（千円）", "national_funds_yen"),
        ("交付予定額", "national_funds_yen"),
        ("採択額", "national_funds_yen"),
        ("事業費", "stated_cost_yen"),
        ("総事業費（円）", "stated_cost_yen"),
        ("補助率", "subsidy_rate"),
        ("備考", "note"),
        ("事業概要", "summary"),
        ("事業費（推計）", "estimated_cost_yen"),
        ("事業費（推計）（千円）", "estimated_cost_yen"),
        ("共同申請先の国費", "partner_national_funds_yen"),
        ("National funds（yen）", "national_funds_yen"),
        ("national_funds_thousand_yen", "national_funds_yen"),
        ("担当課", None),
        ("", None),
        ("ある" * 50, None),
    ],
)
def test_a_heading_is_recognised(heading: str, field: str | None) -> None:
    assert recognise(heading)[0] == field


def test_every_field_of_a_list_and_each_of_its_labels_is_recognised() -> None:
    assert set(FIELDS) <= OWN
    for field in FIELDS:
        assert recognise(field) == (field, 0)
        for language in LANGUAGES:
            expected = "grant" if (field, language) == ("program", "ja") else field
            assert recognise(FIELDS[field].labelled.in_(language))[0] == expected


def test_derived_fields_are_those_that_a_project_has_not() -> None:
    assert set(DERIVED) == set(FIELDS) - set(Project._fields)


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("（単位：千円）", 1000),
        ("(単位: 円)", 1),
        ("単位 百万円", 1_000_000),
        ("【千円】", 1000),
        ("千円", 1000),
        ("※ 金額は千円", 1000),
        ("※ 千円未満は切り捨て", None),
        ("37,000千円", None),
        ("（単位：千円、ただし総額は単位：円）", None),
        ("平成29年度", None),
    ],
)
def test_a_unit_is_read_from_a_title(text: str, yen: int | None) -> None:
    assert unit_in_text(text) == yen


def test_the_heading_is_below_titles() -> None:
    found = layout_of(["採択事業一覧", "", ""], ["", "", "単位：千円"], ["団体名", "事業名", "国費"], ROW)
    assert found.starts == 3
    assert fields_of(found) == {"municipality": "A", "name": "B", "national_funds_yen": "C"}


def test_the_unit_of_a_column_is_its_heading_s() -> None:
    found = layout_of(["団体名", "事業名", "国費（千円）", "総事業費（円）"], [*ROW, "1"])
    assert found.columns["national_funds_yen"].yen_per_unit == 1000
    assert found.columns["stated_cost_yen"].yen_per_unit == 1


def test_a_row_of_units_is_part_of_the_heading() -> None:
    found = layout_of(["団体名", "事業名", "国費"], ["", "", "（千円）"], ROW)
    assert len(found.rows) == 2
    assert found.columns["national_funds_yen"].yen_per_unit == 1000


@pytest.mark.parametrize("marks", [["A", "B", "C"], ["①", "②", "③=①"], ["1", "2", "3"], ["(a)", "(b)", "(c)"]])
def test_a_row_of_column_marks_is_part_of_the_heading(marks: list[str]) -> None:
    assert len(layout_of(["団体名", "事業名", "国費"], marks, ROW).rows) == 2


def test_a_project_in_digits_is_no_row_of_column_marks() -> None:
    assert len(layout_of(["団体名", "事業名", "国費"], ["1", "5", "3"]).rows) == 1


GROUPED = (["団体名", "事業名", "国費", "", "備考"], ["", "", "採択額", "交付額", ""], [*ROW, "36,000", ""])


@pytest.mark.parametrize("spans", [(), (Span(1, 2, 1, 3), Span(1, 0, 2, 0), Span(1, 1, 2, 1), Span(1, 4, 2, 4))])
def test_a_heading_of_two_rows_is_read_as_one(spans: Sequence[Span]) -> None:
    found = layout_of(*GROUPED, spans=spans)
    assert [number for number, _ in found.rows] == [1, 2]
    assert fields_of(found) == {"municipality": "A", "name": "B", "national_funds_yen": "C", "note": "E"}
    assert [column.heading for column in found.same["national_funds_yen"]] == ["国費 交付額"]


def test_what_a_group_holds_is_told_by_the_lower_heading() -> None:
    found = layout_of(["", "", "採択額（千円）", ""], ["団体名", "事業名", "国費", "事業費"], [*ROW, "74,000"])
    assert fields_of(found) == {"municipality": "A", "name": "B", "national_funds_yen": "C", "stated_cost_yen": "D"}
    assert found.starts == 1
    assert found.columns["stated_cost_yen"].yen_per_unit == 1000


def test_a_partner_s_share_under_its_own_group_is_not_the_municipality_s() -> None:
    found = layout_of(
        ["団体名", "事業名", "国費", "共同申請先", ""], ["", "", "", "団体名", "国費"], [*ROW, "北海道", "2,997"]
    )
    assert fields_of(found)["national_funds_yen"] == "C"
    assert fields_of(found)["partner_national_funds_yen"] == "E"


def test_names_only_in_the_lower_row_are_found() -> None:
    found = layout_of(["交付団体", "", "金額"], ["", "名称", "国費"], ROW)
    assert fields_of(found) == {"municipality": "A", "name": "B", "national_funds_yen": "C"}


def test_a_title_over_the_table_is_not_part_of_the_heading() -> None:
    found = layout_of(["平成29年度 採択事業一覧", "", ""], ["団体名", "事業名", "国費"], ROW, spans=[Span(1, 0, 1, 2)])
    assert found.starts == 2


def test_columns_that_nothing_is_lost_with_are_not_called_unread() -> None:
    heading = ["No.", "団体名", "ふりがな", "事業名", "国費", "", "担当課"]
    found = layout_of(heading, *([str(n), "札幌市", "さっぽろ", "ある事業", "1", str(n + 4), "課"] for n in range(3)))
    assert [column.heading for column in found.unread] == ["担当課"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["推進", "拠点整備"], "program_name"),
        (["地方創生推進交付金"], "program_name"),
        (["単独", "共同"], "application_text"),
        (["新規", "継続"], None),
        ([], None),
    ],
)
def test_a_category_is_what_its_values_are(values: list[str], field: str | None) -> None:
    found = layout_of(["団体名", "事業名", "区分"], *(["札幌市", "ある事業", value] for value in values))
    taken = [name for name, column in found.columns.items() if column.at == 2]
    assert taken == ([field] if field else [])
    assert [column.heading for column in found.unread] == ([] if field else ["区分"])


@pytest.mark.parametrize(
    ("heading", "value", "field"),
    [
        ("交付金", "37,000", "national_funds_yen"),
        ("交付金（千円）", "－", "national_funds_yen"),
        ("交付金", "推進", "program"),
    ],
)
def test_a_grant_is_an_amount_or_a_program(heading: str, value: str, field: str) -> None:
    assert layout_of(["団体名", "事業名", heading], ["札幌市", "ある事業", value]).columns[field].at == 2


@pytest.mark.parametrize(("values", "is_read"), [(["1", "2"], False), (["h29-a", "h29-b"], True)])
def test_an_id_is_no_running_number(values: list[str], is_read: bool) -> None:
    found = layout_of(["ID", "団体名", "事業名"], *([value, "札幌市", "ある事業"] for value in values))
    assert ("id" in found.columns) is is_read
    assert not found.unread


@pytest.mark.parametrize("column", ["件名", "件 名", "B", "b", "2", "２"])
def test_the_user_names_a_column(column: str) -> None:
    found = layout_of(["団体名", "件名", "国費"], ROW, chosen={"name": column})
    assert found.columns["name"].at == 1
    assert not found.unread


def test_a_column_the_user_names_is_no_other_field_s() -> None:
    found = layout_of(["団体名", "事業名", "国費", "交付決定額"], [*ROW, "1"], chosen={"stated_cost_yen": "国費"})
    assert fields_of(found)["stated_cost_yen"] == "C"
    assert fields_of(found)["national_funds_yen"] == "D"


def test_columns_named_by_letter_need_no_heading() -> None:
    found = layout_of(ROW, ROW, chosen={"municipality": "A", "name": "B", "national_funds_yen": "C"})
    assert found.rows == ()
    assert found.starts == 1


def test_a_column_that_is_not_there_is_missing() -> None:
    assert layout_of(["団体名", "事業名"], ROW, chosen={"note": "備考欄"}).missing == ("備考欄",)


def test_an_unknown_field_is_a_usage_error() -> None:
    with pytest.raises(UsageError) as caught:
        check_chosen({"nom": "B"})
    assert caught.value.hint is not None
    assert "municipality_code" in caught.value.hint.in_("en")


def test_prose_has_no_heading() -> None:
    assert find_layout([(1, ["この一覧は、各団体の事業名と"]), (2, ["国費を示す。", ""])], (), {}) is None


def test_letters_are_those_of_spreadsheets() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("name", "is_several"),
    [
        *(
            (name, False)
            for name in ("四日市市", "八戸市", "三郷市", "五所川原市", "外ヶ浜町", "みやこ町", "第3市", "他田町")
        ),
        *(
            (name, True)
            for name in (
                "こあら市ほか2市",
                "みどり市及びあおば町",
                "3市",
                "県内5町村",
                "あおば市、みどり市",
                "全市町村",
            )
        ),
    ],
)
def test_a_cell_of_several_bodies_is_told_from_a_name_with_a_number_in_it(name: str, is_several: bool) -> None:
    body = Bodies(None).read("", name, "")
    assert (importing.SEVERAL_BODIES in [reason for _, reason, _ in body.doubts]) == is_several
