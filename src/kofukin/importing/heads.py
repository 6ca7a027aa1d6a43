"""The words over the columns of a document's table: 「事業名 国費（千円） 申請区分」."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kofukin.importing.label_grammar import COST, FUNDS, GRANT, LABEL, meaning
from kofukin.model.stated_amounts import narrow

UNIT_SIZES = {"円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "億円": 10**8}

_FIELDS = {
    "name": "name",
    LABEL: "name",
    FUNDS: "funds",
    GRANT: "funds",
    COST: "cost",
    "municipality": "municipality",
    "application_text": "application",
    "note": "note",
    "fiscal_year": "year",
    "program_name": "program",
}
UNIT = re.compile(
    r"(?:[(\[【〔]\s*+)?(?:金額の?)?単位\s*+(?:[::]\s*+)?(?P<unit>千円|百万円|万円|億円|円)(?:\s*+[)\]】〕])?"
)
"""The unit of all amounts below, as a line or in a heading."""

_IN_BRACKETS = re.compile(r"[【\[〔■●○◆◇](.*?)[】\]〕]?")


class Heads(NamedTuple):
    """Which column holds which field, and the unit in the head of each; ``fields`` may have one for two columns."""

    fields: dict[int, str]
    units: dict[int, str] = {}  # noqa: RUF012 - never changed

    @property
    def yen_per_unit(self) -> int | None:
        """The one unit that all heads with one name."""
        return UNIT_SIZES[unit] if len(units := set(self.units.values())) == 1 and (unit := units.pop()) else None


def field_of(cell: str) -> tuple[str | None, str | None]:
    """Return the field that a head names, and the unit in it; "other" for a head of something else."""
    normal = narrow(cell.strip())
    said = meaning(match[1] if (match := _IN_BRACKETS.fullmatch(normal)) else cell)
    if said.strange or not said.kinds:
        return None, None
    field = _FIELDS.get(said.role or "") or ("other" if said.role or said.veto else None)
    unit = next((word for word, size in UNIT_SIZES.items() if size == said.yen_per_unit), None)
    return field, unit if field in ("funds", "cost", "other") else None


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
    return Heads(fields, units)
