"""What can be asked for: the fields of a list, the measures of totals, the dimensions they are grouped by."""

from collections.abc import Sequence
from typing import NamedTuple

from kofukin.model.fiscal_year import era_sql
from kofukin.table import Kind


class Field(NamedTuple):
    """A field of an answer: its name in every machine format, what it holds, and where it comes from."""

    name: str
    kind: Kind
    sql: str


ESTIMATE = "(project.national_funds_yen * round.rate_denominator + round.rate_numerator / 2) / round.rate_numerator"

_PARTNERS = (
    "CASE WHEN project.application IS NOT 'single' THEN (SELECT group_concat(name, char(31)) FROM"
    " (SELECT name FROM partner WHERE partner.project = project.number ORDER BY position)) END"
)

FIELDS = {
    entry.name: entry
    for entry in (
        Field("id", Kind.CODE, "project.id"),
        Field("municipality_code", Kind.CODE, "municipality.code"),
        Field("municipality", Kind.TEXT, "municipality.name"),
        Field("fiscal_year", Kind.INTEGER, "project.fiscal_year"),
        Field("era_year", Kind.CODE, era_sql("project.fiscal_year")),
        Field("last_fiscal_year", Kind.INTEGER, "project.last_fiscal_year"),
        Field("program", Kind.CODE, "project.program"),
        Field("program_name", Kind.TEXT, "program.name"),
        Field("name", Kind.TEXT, "project.name"),
        Field("application", Kind.CODE, "project.application"),
        Field("application_text", Kind.TEXT, "project.application_text"),
        Field("partners", Kind.LIST, _PARTNERS),
        Field("national_funds_yen", Kind.YEN, "project.national_funds_yen"),
        Field("partner_national_funds_yen", Kind.YEN, "project.partner_national_funds_yen"),
        Field("subsidy_rate", Kind.CODE, "round.subsidy_rate"),
        Field("estimated_cost_yen", Kind.YEN, ESTIMATE),
        Field("amount_basis", Kind.CODE, "project.amount_basis"),
        Field("note", Kind.TEXT, "project.note"),
        Field("summary", Kind.TEXT, "project.summary"),
        Field("program_basis", Kind.CODE, "project.program_basis"),
        Field("program_evidence", Kind.TEXT, "project.program_evidence"),
        Field("source_document", Kind.TEXT, "document.title"),
        Field("source_page", Kind.INTEGER, "project.source_page"),
        Field("source_line", Kind.INTEGER, "project.source_line"),
    )
}


class Dimension(NamedTuple):
    """What totals are grouped by: the fields that name a group, the one that people see, and the groups' order.

    ``column`` is the project's own column that the group follows from.
    """

    name: str
    column: str
    fields: tuple[Field, ...]
    shown: str
    order: str


DIMENSIONS = {
    entry.name: entry
    for entry in (
        Dimension(
            "program",
            "program",
            (FIELDS["program"], FIELDS["program_name"]),
            "program",
            "program.position IS NULL, program.position",
        ),
        Dimension(
            "year", "fiscal_year", (FIELDS["fiscal_year"], FIELDS["era_year"]), "era_year", "project.fiscal_year"
        ),
        Dimension(
            "application",
            "application",
            (FIELDS["application"],),
            "application",
            "project.application IS NULL, project.application = 'joint'",
        ),
        Dimension(
            "municipality",
            "municipality",
            (FIELDS["municipality_code"], FIELDS["municipality"]),
            "municipality",
            "municipality.name IS NULL, municipality.code IS NULL, municipality.code, municipality.name",
        ),
        Dimension(
            "prefecture",
            "municipality",
            (
                Field("prefecture_code", Kind.CODE, "municipality.prefecture_code"),
                Field("prefecture", Kind.TEXT, "prefecture.name"),
            ),
            "prefecture",
            "municipality.prefecture_code IS NULL, municipality.prefecture_code",
        ),
    )
}

ALL = "all"

MEASURE_FIELDS = (
    Field("projects", Kind.INTEGER, "coalesce(sum(project.projects), 0)"),
    Field("national_funds_yen", Kind.YEN, "sum(project.national_funds_yen)"),
    Field(
        "share",
        Kind.SHARE,
        "CAST(sum(project.national_funds_yen) AS REAL) / nullif(sum(sum(project.national_funds_yen)) OVER (), 0)",
    ),
    Field("partner_national_funds_yen", Kind.YEN, "sum(project.partner_national_funds_yen)"),
    Field("estimated_cost_yen", Kind.YEN, "sum(project.estimated_cost_yen)"),
    Field("unstated", Kind.INTEGER, "coalesce(sum(project.unstated), 0)"),
)

MEASURES = tuple(entry.name for entry in MEASURE_FIELDS)


def totals_fields(by: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the fields that totals by these dimensions have."""
    return tuple(entry.name for name in by if name != ALL for entry in DIMENSIONS[name].fields) + MEASURES


PROGRAM_FIELDS = (
    ("program", Kind.CODE),
    ("program_name", Kind.TEXT),
    ("short_name", Kind.TEXT),
    ("name_en", Kind.TEXT),
    ("era_years", Kind.LIST),
    ("subsidy_rates", Kind.LIST),
    ("projects", Kind.INTEGER),
)
