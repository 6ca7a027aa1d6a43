"""What a browser does not show of a page, or shows struck out, is open and never a figure."""

from pathlib import Path

import pytest
from spreadsheets import Found, plain

from kofukin.importing import read
from kofukin.importing.draft import Given, Role
from kofukin.messages import importing

ROW = "<tr><td>こあら市<td>R5<td>地方創生推進交付金<td>{name}<td>{amount}</tr>"
TABLE = (
    "<table><tr><th>団体名<th>年度<th>交付金名<th>事業名<th>交付額（千円）</tr>"
    + ROW.format(name="みなと事業", amount="1200")
    + "</table>"
)
LIST = "<h1>令和5年度地方創生推進交付金の対象事業</h1><p>こあら市</p><ul><li>みなと事業（国費：1,200千円）</li></ul>"
OTHER = "かわ事業（国費：9,000千円）"


def found(folder: Path, body: str) -> Found:
    path = folder / "page.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{body}", encoding="utf-8")
    return Found(tuple(read(path, Given())))


@pytest.mark.parametrize("page", [TABLE, LIST], ids=["table", "list"])
@pytest.mark.parametrize(
    "hidden",
    [
        f"<select><option>{OTHER}</select>",
        f'<img src="a.png" alt="{OTHER}">',
        f"<noscript><p>{OTHER}</p></noscript>",
        f'<p title="{OTHER}">案内</p>',
        f"<p><del>{OTHER}</del></p>",
        f"<ul><li><s>{OTHER}</s></ul>",
        f'<p style="text-decoration: line-through">{OTHER}</p>',
        f'<div style="display: none"><div></div><p>{OTHER}</p></div>',
        f"<ul><li hidden>{OTHER}</ul>",
        f'<p style="visibility:hidden">{OTHER}</p>',
        f"<textarea>{OTHER}</textarea>",
    ],
)
def test_money_that_is_not_shown_is_open(tmp_path: Path, page: str, hidden: str) -> None:
    read_page = found(tmp_path, page + hidden)
    assert [project.national_funds_yen for project in read_page.projects] == [1_200_000]
    assert [(plain(doubt.reason), doubt.text) for doubt in read_page.doubts] == [(importing.TEXT_UNSEEN, OTHER)]


@pytest.mark.parametrize(
    "shown", ["<select><option>10<option>2024</select>", '<input value="5">', "<nav>事業一覧</nav>"]
)
def test_menus_and_forms_without_money_say_nothing(tmp_path: Path, shown: str) -> None:
    assert found(tmp_path, TABLE + shown).doubts == []


@pytest.mark.parametrize(
    ("cell", "yen", "reason"),
    [
        ("<del>1200</del>", None, importing.STRUCK_OUT),
        ("<s>1200</s>1300", None, importing.AMOUNT_DOUBTFUL),
        ('<span style="display:none">9</span>1200', 1_200_000, importing.TEXT_UNSEEN),
        ("<span hidden>1200</span>", None, importing.CELL_UNSEEN),
        ('<img alt="1200">', None, importing.TEXT_UNSEEN),
    ],
)
def test_a_cell_is_read_as_it_is_shown(tmp_path: Path, cell: str, yen: int | None, reason: object) -> None:
    read_page = found(tmp_path, TABLE.replace("1200", cell))
    assert read_page.project.national_funds_yen == yen
    assert [plain(doubt.reason) for doubt in read_page.doubts] == [reason]


def test_a_name_that_is_struck_out_is_no_project(tmp_path: Path) -> None:
    more = ROW.format(name="<del>かわ事業</del>", amount="900")
    read_page = found(tmp_path, TABLE.replace("</table>", f"{more}</table>"))
    assert [project.name for project in read_page.projects] == ["みなと事業"]
    assert [line.role for line in read_page.lines][-1] is Role.UNREAD


def test_a_hidden_table_is_told_as_hidden(tmp_path: Path) -> None:
    read_page = found(tmp_path, f'<div style="display:none">{TABLE}</div>{TABLE}')
    assert next(plain(doubt.reason) for doubt in read_page.doubts) is importing.HIDDEN_ROWS
