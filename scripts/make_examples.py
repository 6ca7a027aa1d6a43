"""Makes the files that the READMEs and the recipes import, all made up: ``python scripts/make_examples.py``."""

import csv
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
FONT, SIZE, LEADING = "HeiseiKakuGo-W5", 10.5, 18
PAGE = (
    (
        "H30 年度地方創生推進交付金＜1/2 国費＞【H30 年度から 3 年間実施】",
        (
            "港町の朝市を核とした関係人口づくり事業＜県と共同申請＞",
            "国費 12,400 千円（青空県 3,000 千円）",
            "　朝市と空き家を結び、週末に通う人を増やす。",
            "里山ワークステーション整備・運営事業＜単独申請＞",
            "国費 8,250 千円",
            "　廃校を仕事場に改め、企業の合宿を受け入れる。",
        ),
    ),
    (
        "H30 年度地方創生拠点整備交付金＜1/2 国費＞【H30 年度実施（単年度）】",
        ("温泉街ＩＴ交流拠点整備事業＜単独申請＞", "国費 23.210 千円", "　旧旅館を交流の場に改修する。"),
    ),
)
LIST_HEADER = ("団体コード", "団体名", "交付対象事業の名称", "交付金", "交付決定額（千円）")
BODIES = (("011002", "札幌市"), ("131016", "千代田区"), ("341002", "広島市"))
YEARS = tuple(range(2014, 2026))
PROGRAMS = ("地方創生先行型", "地方創生加速化交付金", "地方創生推進交付金", "デジタル田園都市国家構想交付金")


def main() -> None:
    EXAMPLES.mkdir(exist_ok=True)
    write_page(EXAMPLES / "page.pdf")
    for number, year in enumerate(YEARS):
        era = f"h{year - 1988}" if year < 2019 else f"r{year - 2018}"
        write_list(EXAMPLES / f"list-{era}.csv", year, PROGRAMS[number // 3])


def write_page(path: Path) -> None:
    """Draw a page as cities publish them: each heading in a frame together with its projects."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont(FONT, SIZE)
    canvas.drawString(60, 780, "地方創生関連交付金の対象事業について（H30.6 架空市）")
    top = 740.0
    for heading, lines in PAGE:
        bottom = write_lines(canvas, top, [heading, *lines])
        canvas.rect(48, bottom, 500, top - bottom + LEADING)
        top = bottom - 2 * LEADING
    canvas.save()


def write_lines(canvas: Canvas, top: float, lines: Sequence[str]) -> float:
    for number, line in enumerate(lines):
        canvas.drawString(60, top - number * LEADING, line)
    return top - len(lines) * LEADING


def write_list(path: Path, year: int, program: str) -> None:
    """Write a year's list, with a title above and a total below, as the nation's lists have them."""
    funds = [1000 * (index + 1) + 10 * (year - 2000) for index in range(len(BODIES))]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([f"{year} 年度 交付対象事業一覧"])
        writer.writerow(LIST_HEADER)
        for (code, body), amount in zip(BODIES, funds, strict=True):
            writer.writerow([code, body, f"{body}まち・ひと・しごと創生事業", program, f"{amount:,}"])
        writer.writerow(["", "合計", "", "", f"{sum(funds):,}"])


if __name__ == "__main__":
    main()
