"""The words over the columns of a document's table: 「事業名 国費（千円） 申請区分」."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kofukin.model.stated_amounts import narrow

UNIT_SIZES = {"円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "億円": 10**8}

_FIELDS = {
    "name": r"(?:交付|補助|採択|実施)?(?:対象)?事業(?:の)?(?:名称|名)|事業|名称|件名",
    "funds": r"国費|(?:交付|採択|内示|配分)(?:決定|予定|金|済)*額|交付金|国庫補助金?額?",
    "cost": r"(?:総|全体|対象|交付対象)?事業費",
    "municipality": r"(?:地方公共|交付|申請)?団体名?|市(?:区)?町村名?|自治体名?",
    "application": r"申請区分|申請形態|単独・共同|申請",
    "note": r"備考|摘要",
    "year": r"(?:採択|交付|実施)?年度",
    "program": r"交付金(?:名|の名称|の種類|種別|区分)",
    "other": r"No\.?|番号|#|通番|都道府県名?|区分|整理番号|団体コード|所管課?|分野|担当課|タイプ|金額"
    r"|(?:事業)?(?:の)?(?:概要|内容)|KPI|指標|(?:現状|基準|目標|実績)値|達成(?:率|度|状況)|評価"
    r"|一般財源|(?:その他)?特定財源|[都道府県市区町村]費|地方債|起債|寄附金",
}
UNIT = re.compile(
    r"(?:[(\[【〔]\s*+)?(?:金額の?)?単位\s*+(?:[::]\s*+)?(?P<unit>千円|百万円|万円|億円|円)(?:\s*+[)\]】〕])?"
)
"""The unit of all amounts below, as a line or in a heading."""

_IN_BRACKETS = re.compile(r"[【\[〔■●○◆◇](.*?)[】\]〕]?")
_UNIT = re.compile(r"\(?(?:単位[::]?)?(千円|百万円|万円|億円|円)\)?$")


class Heads(NamedTuple):
    """Which column holds which field, and the unit in the head of each; ``fields`` may have one for two columns."""

    columns: int
    fields: dict[int, str]
    units: dict[int, str] = {}  # noqa: RUF012 - never changed

    @property
    def yen_per_unit(self) -> int | None:
        """The one unit that all heads with one name."""
        return UNIT_SIZES[unit] if len(units := set(self.units.values())) == 1 and (unit := units.pop()) else None

    def of(self, field: str) -> list[int]:
        """Return the columns that hold a field."""
        return [number for number, held in self.fields.items() if held == field]

    def below(self, above: "Heads | None") -> "Heads":
        """Return the heads that two rows of them make together; where both name a field, the lower one holds."""
        if above is None or above.columns != self.columns:
            return self
        return self._replace(fields=above.fields | self.fields, units=above.units | self.units)


def field_of(cell: str) -> tuple[str | None, str | None]:
    """Return the field that a head names, and the unit in it."""
    normal = re.sub(r"\s", "", narrow(cell))
    normal = match[1] if (match := _IN_BRACKETS.fullmatch(normal)) else normal
    unit = _UNIT.search(normal)
    bare = normal[: unit.start()] if unit else normal
    field = next((field for field, words in _FIELDS.items() if re.fullmatch(words, bare)), None)
    return field, unit[1] if unit and field in ("funds", "cost", "other") else None


def column_heads(cells: Sequence[str]) -> Heads | None:
    """Return the fields of the columns if ``cells`` are heads: names stand below one, and another is known too."""
    fields: dict[int, str] = {}
    units: dict[int, str] = {}
    for number, cell in enumerate(cells):
        field, unit = field_of(cell)
        if field is not None:
            fields[number] = field
        if unit is not None:
            units[number] = unit
    if list(fields.values()).count("funds") > 1:  # 交付金 is then the name of the grant beside its 交付額
        fields |= {number: "program" for number in fields if narrow(cells[number].strip()) == "交付金"}
    if len(fields) < 2 or "name" not in fields.values() or set(fields.values()) == {"name"}:
        return None
    return Heads(len(cells), fields, units)
