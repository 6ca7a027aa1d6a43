"""Whatever stands in a text or a table, what states money or ends as names do is used or open."""

import csv
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kofukin.errors import KofukinError
from kofukin.importing import read
from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Role
from kofukin.importing.line_grammar import is_like_name
from kofukin.importing.money import amounts_on

LINES = st.sampled_from(
    [
        *("令和4年度 地方創生推進交付金", "（単位：千円）", "こあら市", "■ 主な取組", "事業の概要は次のとおりです。"),
        *("・みなと活性化事業（交付額：5,000千円）", "もりの再生事業", "国費 3,000千円", "事業費　6,000千円"),
        *("(1) かわの交流事業", "(2) うみの交流事業 国費 1,000千円", "合計 9,000千円", "うち県費 500千円", "1,234"),
        *(
            "※こあら県との共同申請",
            "このほか国費700千円を受けた。",
            "KPI 来場者 1,000人",
            "（参考）前年度 国費 2,000千円",
        ),
        *("交付限度額 8,000千円", "| 事業名 | 国費 |", "| やまの事業 | 1,000 |", "事業名：さとの事業", "12", "---"),
    ]
)
CELLS = st.sampled_from(
    ["", "みなと事業", "1,000", "2000", "こあら市", "R4", "計", "※", "推進交付金", "△300", "単独", "-"]
)
MONEY = ("1,000", "2000", "△300")
GIVEN = Given("suishin", 2022, "こあら市", yen_per_unit=1000)


def items_of(path: Path) -> list[Item]:
    try:
        return list(read(path, GIVEN))
    except KofukinError:  # all of it is refused, in a line that says so
        return []


@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, min_size=1, max_size=14))
def test_no_line_of_a_text_is_lost(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    items = items_of(path)
    told = [item for item in items if isinstance(item, Line)]
    if items:
        assert [line.text.strip() for line in told] == [line.strip() for line in lines]
    for line in told:
        if amounts_on(line.text) or is_like_name(line.text):
            assert line.role not in (Role.TEXT, Role.FURNITURE), line.text


@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=8))
def test_no_row_of_a_table_is_lost(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.csv"
    heading = ["団体名", "年度", "交付金名", "事業名", "国費（千円）", "謎の列"]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    items = items_of(path)
    told = [item for item in items if isinstance(item, Line)]
    assert len(told) == (1 + sum(any(row) for row in rows) if items else 0)
    used = [item.project for item in items if isinstance(item, DraftProject)]
    open_ = [item for item in items if isinstance(item, Doubt)]
    assert len(used) == sum(line.role is Role.PROJECT for line in told)
    stated = {project.national_funds_yen for project in used}
    for line in told[1:]:
        cells = (line.text.split("\t") + [""] * 6)[:6]
        if cells[4] in MONEY or cells[3] == "みなと事業":
            assert line.role not in (Role.TEXT, Role.FURNITURE, Role.HEADING), cells
        if line.role is Role.PROJECT and cells[4] in MONEY:
            yen = int(cells[4].replace(",", "").replace("△", "-")) * 1000
            held = [item for item in items if isinstance(item, DraftProject) and item.place == line.place]
            assert yen in stated or any(doubt.field == "national_funds_yen" for doubt in held[0].doubts)
        if line.role is Role.PROJECT and cells[5] not in ("", "-"):
            assert any("謎の列" in doubt.text for doubt in open_)
