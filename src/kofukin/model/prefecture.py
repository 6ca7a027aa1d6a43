"""The 47 prefectures by their two-digit code (JIS X 0401), the first digits of every municipality code."""

import re

_NAMES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]

PREFECTURES: dict[str, str] = {f"{number:02}": name for number, name in enumerate(_NAMES, start=1)}
"""Code → name, in code order: ``{"01": "北海道", …}``."""


def prefecture_code(municipality_code: str | None, municipality: str | None = None) -> str | None:
    """Return the prefecture's two-digit code.

    It is that of the six-digit municipality code or, without one, of the prefecture that the name begins with
    (北海道札幌市); None where neither names one.
    """
    if municipality_code is not None and municipality_code[:2] in PREFECTURES:
        return municipality_code[:2]
    named = _BEGINS_WITH_PREFECTURE.match(municipality or "") if municipality_code is None else None
    return _CODES[named[0]] if named else None


_CODES = {name: code for code, name in PREFECTURES.items()}
_BEGINS_WITH_PREFECTURE = re.compile("|".join(PREFECTURES.values()))
