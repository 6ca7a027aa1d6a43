"""A made-up list of grant projects of the whole nation, in the shapes that real lists have.

``python benchmarks/generator.py 100000 list.csv`` writes one: 1,788 bodies with real-looking codes, twelve years, six
programs, names of 10 to 60 characters, some blank amounts, some joint applications, some names that stand twice.
The same number of rows gives the same file.
"""

import csv
import random
import sys
from pathlib import Path

BODIES = 1_788
YEARS = range(2014, 2026)
PROGRAMS = (
    "地方創生先行型交付金",
    "地方創生加速化交付金",
    "地方創生推進交付金",
    "地方創生拠点整備交付金",
    "デジタル田園都市国家構想交付金",
    "新しい地方経済・生活環境創生交付金",
)
HEADER = ("団体コード", "団体名", "年度", "交付金", "交付対象事業の名称", "申請区分", "交付決定額（千円）", "備考")
_SUBJECTS = [
    "観光",
    "産業",
    "移住",
    "農業",
    "漁業",
    "林業",
    "子育て",
    "若者",
    "女性",
    "健康",
    "医療",
    "ＩＴ",
    "伝統工芸",
    "商店街",
    "空き家",
    "公共交通",
    "関係人口",
    "スポーツ",
    "文化財",
    "再生可能エネルギー",
]
_PLACES = ["地域", "広域", "中山間", "離島", "駅前", "まちなか", "港", "温泉", "里山", "城下町"]
_DEEDS = [
    "活性化",
    "振興",
    "定着促進",
    "魅力発信",
    "人材育成",
    "拠点形成",
    "販路開拓",
    "情報発信",
    "連携推進",
    "担い手確保",
    "ブランド化",
    "DX推進",
]
_ENDINGS = ["事業", "プロジェクト", "推進事業", "実証事業", "整備事業", "支援事業"]


def check_digit(five: str) -> str:
    """Return the last digit of a municipality code (全国地方公共団体コード)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - weighted % 11) % 10)


def bodies() -> list[tuple[str, str]]:
    """Return codes and names; bodies of the same name stand in different prefectures."""
    made = []
    for number in range(BODIES):
        prefecture, order = number % 47 + 1, number // 47
        kind, first = ("市", 202) if order < 16 else ("町", 301) if order < 30 else ("村", 502)
        five = f"{prefecture:02}{first + order:03}"
        made.append((five + check_digit(five), f"第{order * 41 % 977}{kind}"))
    return made


def name(chance: random.Random) -> str:
    words = [chance.choice(_SUBJECTS) + chance.choice(_DEEDS) for _ in range(chance.choice((1, 1, 2, 3)))]
    return chance.choice(_PLACES) + "と".join(words) + "による" * (len(words) > 2) + chance.choice(_ENDINGS)


def write(rows: int, path: Path) -> None:
    """Write the list as CSV."""
    chance = random.Random(rows)
    places = bodies()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for _ in range(rows):
            code, body = chance.choice(places)
            year = chance.choice(YEARS)
            joint = chance.random() < 0.1
            amount = "" if chance.random() < 0.02 else f"{chance.randint(200, 90_000):,}"
            writer.writerow(
                (
                    code,
                    body,
                    f"H{year - 1988}" if year < 2019 else f"R{year - 2018}",
                    PROGRAMS[(year - 2014) // 2],
                    name(chance),
                    "共同申請（北海道）" if joint else "単独申請",
                    amount,
                    "※単年度のみ" if chance.random() < 0.05 else "",
                )
            )


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
