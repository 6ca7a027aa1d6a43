"""What can be asked for: the fields of a list, the measures of totals, the dimensions they are grouped by."""

from collections.abc import Sequence
from typing import NamedTuple

from kofukin.messages import Language, Message
from kofukin.model.fields import ESTIMATE_OF, FIELDS, OTHERS_PAY, PAID, PROGRAM, UNSTATED, Field, Kind, Words, by_name

LINEAGE = "lineage"
"""Its groups stand in ``temp.lineage``, which ``lineage.make`` fills before they are asked for."""


class Dimension(NamedTuple):
    """What totals are grouped by: the fields that name a group, the one that people see, and the groups' order.

    ``column`` is the project's own column that the group follows from; ``own`` is where that is found. ``identity`` is
    what makes a group one where its fields may be another's too, such as the name of a body.
    """

    name: str
    column: str
    fields: tuple[Field, ...]
    shown: str
    order: str
    own: str
    identity: str | None = None


def _dimension(
    name: str, column: str, fields: tuple[Field, ...], shown: str, order: str, identity: str | None = None
) -> Dimension:
    return Dimension(name, column, fields, shown, order, f"project.{column}", identity)


def _by_field(name: str, field: str, own: str | None = None) -> Dimension:
    """Return a dimension whose groups are the values of one of the project's fields."""
    column = f"project.{field}"
    asked = FIELDS[field]._replace(sql=column)
    return Dimension(name, field, (asked,), field, f"{column} IS NULL, {column}", own or FIELDS[field].sql or column)


DIMENSIONS = {
    entry.name: entry
    for entry in (
        _dimension(
            "program",
            "program",
            (FIELDS["program"], FIELDS["program_name"]),
            "program",
            "program.position IS NULL, program.position",
        ),
        _dimension(
            "year", "fiscal_year", (FIELDS["fiscal_year"], FIELDS["era_year"]), "era_year", "project.fiscal_year"
        ),
        _dimension(
            "application",
            "application",
            (FIELDS["application"],),
            "application",
            "project.application IS NULL, project.application = 'joint'",
        ),
        _dimension(
            "municipality",
            "municipality",
            (FIELDS["municipality_code"], FIELDS["municipality"]),
            "municipality",
            "body.name IS NULL, body.code IS NULL, body.code, body.name, body.number",
            "body.number",
        ),
        _dimension(
            "prefecture",
            "municipality",
            (
                Field(
                    "prefecture_code",
                    Kind.CODE,
                    Message("都道府県コード", "Prefecture code"),
                    Message("都道府県のコード（2 桁）", "two-digit code of the prefecture"),
                    sql="body.prefecture_code",
                ),
                Field(
                    "prefecture",
                    Kind.TEXT,
                    Message("都道府県", "Prefecture"),
                    Message("都道府県", "prefecture of the municipality"),
                    sql="prefecture.name",
                ),
            ),
            "prefecture",
            "body.prefecture_code IS NULL, body.prefecture_code",
        ),
        _by_field("grant_type", "grant_type"),
        _by_field("budget", "budget"),
        Dimension(
            "lineage",
            LINEAGE,
            (
                Field(
                    "lineage",
                    Kind.CODE,
                    Message("系譜の ID", "Line's ID"),
                    Message(
                        "交付金とその後継を一つとした id（初めの交付金の id）",
                        "a program and what it became as one: the id of the first program",
                    ),
                    sql="project.lineage",
                ),
                Field(
                    "lineage_name",
                    Kind.TEXT,
                    Message("交付金の系譜", "Line of programs"),
                    Message("その初めの交付金の名称", "official name of that first program"),
                    sql="(SELECT known.name FROM temp.lineage AS known WHERE known.root = project.lineage)",
                ),
            ),
            "lineage_name",
            "project.lineage IS NULL, (SELECT known.position FROM temp.lineage AS known"
            " WHERE known.root = project.lineage), project.lineage",
            "(SELECT known.root FROM temp.lineage AS known WHERE known.program IS project.program"
            " AND known.grant_type IS project.grant_type)",
        ),
        _by_field("basis", "amount_basis", f"coalesce(project.amount_basis, '{UNSTATED}')"),
    )
}

ALL, YEAR = "all", "year"


class Measure(NamedTuple):
    """What totals give of a group.

    ``partial`` is how it is counted or added up over projects, before any name is looked up; the field's SQL then works
    on columns of these names.
    """

    field: Field
    partial: str | None = None


EARLIER, MIDDLE = "earlier", "middle"
"""Tables of what a group's partial sums do not tell, which ``beside`` makes where a measure's SQL speaks of them."""
SHARE_OF_NATION, NATION = "share_of_nation", "nation"
"""A measure, and the table of what the state spent, which ``nation.make`` fills for it."""
NATION_GAP = "share_of_nation_gap"
"""The measure that says why there is no such share."""
_ONE_YEAR, _PAID = "in_one_year", "paid_out"
NO_FIGURE, NOT_EXECUTED, NOTHING_SPENT = "no figure", "not executed", "nothing spent"
SERIES_BROKEN, OTHER_SCOPE = "series broken", "other scope"
NATION_GAPS: Words = {
    "program open": Message("交付金が未確定", "the program is open"),
    NO_FIGURE: Message("国の額の収録がない", "no figure of the state's is held"),
    NOT_EXECUTED: Message("国の額が予算だけで執行額がない", "the state's figure is a budget, not what was spent"),
    NOTHING_SPENT: Message("国の執行額が 0", "the state spent nothing"),
    SERIES_BROKEN: Message("国のシートの範囲が途中で変わった", "the state's sheets have changed what they cover"),
    OTHER_SCOPE: Message("国の額の範囲が交付金と違う", "the state's figure covers more than the program"),
    "amount unstated": Message("額の記載がない事業がある", "some project states no amount"),
    "other period": Message("1 年分と書かれていない額がある", "some amount is not said to be for one year"),
    "other stage": Message(
        "交付済み・確定・実績と書かれていない額がある（採択額など）",
        "some amount is not said to be paid, settled or spent, such as 採択額",
    ),
}
"""Why a part of the nation's money cannot be told; the first that holds is told."""
_OF_NATION = (
    f"(SELECT {NATION}.{{}} FROM temp.{NATION} AS {NATION} WHERE {NATION}.program = project.program"
    f" AND {NATION}.fiscal_year = project.fiscal_year)"
)
_NATION_GAP = (
    "CASE WHEN project.program IS NULL THEN 'program open'"
    f" WHEN {_OF_NATION.format('program')} IS NULL THEN '{NO_FIGURE}'"
    f" WHEN {_OF_NATION.format('gap')} IS NOT NULL THEN {_OF_NATION.format('gap')}"
    " WHEN sum(project.unstated) > 0 THEN 'amount unstated'"
    f" WHEN sum(project.{_ONE_YEAR}) < sum(project.projects) THEN 'other period'"
    f" WHEN sum(project.{_PAID}) < sum(project.projects) THEN 'other stage' END"
)


def _gaps(language: Language) -> str:
    separator, meaning = ("、", "（{}）") if language == "ja" else ("; ", " ({})")
    return separator.join(f"`{gap}`{meaning.format(said.in_(language))}" for gap, said in NATION_GAPS.items())


WITHIN = "{within}"
"""Stands in a measure's SQL for the fields of the first dimension."""


def _sum(name: str, partial: str) -> Measure:
    return Measure(FIELDS[name]._replace(sql=f"sum(project.{name})"), f"sum({partial})")


def _count(name: str, label: Message, meaning: Message, partial: str) -> Measure:
    return Measure(Field(name, Kind.INTEGER, label, meaning, sql=f"coalesce(sum(project.{name}), 0)"), partial)


_MEASURES = (
    _count("projects", Message("事業数", "Projects"), Message("事業の数", "number of projects"), "count(*)"),
    _sum("national_funds_yen", "project.national_funds_yen"),
    Measure(
        Field(
            "share",
            Kind.SHARE,
            Message("割合", "Share"),
            Message("当てはまった事業の国費全体に占める割合", "part of the national funds of all that match"),
            sql="CAST(sum(project.national_funds_yen) AS REAL)"
            " / nullif(sum(sum(project.national_funds_yen)) OVER (), 0)",
        )
    ),
    _sum("partner_national_funds_yen", "project.partner_national_funds_yen"),
    _sum("estimated_cost_yen", ESTIMATE_OF),
    _count(
        "unstated",
        Message("金額の記載なし", "No amount"),
        Message("国費の記載がない事業の数", "number of projects without a stated amount"),
        "count(*) - count(project.national_funds_yen)",
    ),
)
_FUNDS = "sum(project.national_funds_yen)"
_FUNDS_EARLIER = f"max({EARLIER}.national_funds_yen)"
_COMPARED = (
    Measure(
        Field(
            "change_yen",
            Kind.YEN,
            Message("前年度からの増減", "Change on the year before"),
            Message(
                "同じ区分の前年度の国費との差（`--by` に `year` があるとき）。どちらかの額が分からなければ空",
                "national funds less those of the same group in the fiscal year before, where `year` is among the"
                " dimensions; empty where either is not known",
            ),
            sql=f"{_FUNDS} - {_FUNDS_EARLIER}",
        )
    ),
    Measure(
        Field(
            "change_rate",
            Kind.RATE,
            Message("前年度からの増減率", "Rate of change"),
            Message(
                "`change_yen` の、前年度の国費に対する割合。前年度の国費が 0 以下なら空",
                "`change_yen` as a part of the national funds of the year before; empty where these are 0 or less",
            ),
            sql=f"CAST({_FUNDS} - {_FUNDS_EARLIER} AS REAL) / CASE WHEN {_FUNDS_EARLIER} > 0 THEN {_FUNDS_EARLIER} END",
        )
    ),
)
_ON_REQUEST = (
    _sum("stated_cost_yen", "project.stated_cost_yen"),
    _sum("other_funds_yen", OTHERS_PAY),
    Measure(
        Field(
            "median_national_funds_yen",
            Kind.YEN,
            Message("国費の中央値", "Median funds"),
            Message(
                "記載のある国費の中央値（円未満は四捨五入）",
                "median of the national funds that are stated, to the nearest yen",
            ),
            sql=f"max({MIDDLE}.national_funds_yen)",
        )
    ),
    Measure(
        Field(
            "largest_national_funds_yen",
            Kind.YEN,
            Message("国費の最大額", "Largest funds"),
            Message("1 つの事業の国費のうち最大の額", "the most national funds that one project has"),
            sql="max(project.largest_national_funds_yen)",
        ),
        "max(project.national_funds_yen + 0)",  # of a bare column SQLite 3.35 to 3.40 finds a wrong one under filters
    ),
    *_COMPARED,
    Measure(
        Field(
            "share_within",
            Kind.RATE,
            Message("区分の中での割合", "Share within"),
            Message(
                "最初の区分の国費に占める割合",
                "part of the national funds of the first dimension's group that it is in",
            ),
            sql=f"CAST({_FUNDS} AS REAL) / nullif(sum({_FUNDS}) OVER ({WITHIN}), 0)",
        )
    ),
    Measure(
        Field(
            SHARE_OF_NATION,
            Kind.RATE,
            Message("国の執行額に占める割合", "Share of the nation's"),
            Message(
                "国の執行額に占める国費の割合（`--by` に `program` と `year` があるとき）。すべての額が 1 年分の"
                "交付済みか確定か実績の額で、国の額の範囲がその交付金のときだけ。"
                "ほかは空で、理由は `share_of_nation_gap`",
                "national funds as a part of what the state spent on the program in that year, where `program` and"
                " `year` are dimensions; only where every amount is for one year and was paid, settled or spent, and"
                " the state's figure covers just that program, else empty, and `share_of_nation_gap` says why",
            ),
            sql=f"CASE WHEN {_NATION_GAP} IS NULL"
            f" THEN CAST({_FUNDS} AS REAL) / {_OF_NATION.format('executed_yen')} END",
        )
    ),
    Measure(
        Field(
            NATION_GAP,
            Kind.CODE,
            Message("割合がない理由", "Why no share"),
            Message(
                f"`{SHARE_OF_NATION}` が空の理由: {_gaps('ja')}", f"why `{SHARE_OF_NATION}` is empty: {_gaps('en')}"
            ),
            words=NATION_GAPS,
            sql=_NATION_GAP,
        )
    ),
)
MEASURE_FIELDS = tuple(measure.field for measure in _MEASURES)
PARTIAL = {entry.field.name: entry.partial for entry in (*_MEASURES, *_ON_REQUEST) if entry.partial is not None} | {
    _ONE_YEAR: "sum(project.amount_basis IS 'one year')",
    _PAID: f"sum(coalesce(project.amount_label, '') IN ({', '.join(repr(word) for word in sorted(PAID))}))",
}
MEASURES = tuple(entry.name for entry in MEASURE_FIELDS)
ON_REQUEST = tuple(measure.field for measure in _ON_REQUEST)
"""Measures that totals give where they are asked for by name."""
NOT_ADDED = frozenset(field.name for field in ON_REQUEST) - {"stated_cost_yen", "other_funds_yen"}
"""Those of which a sum over groups says nothing."""
COMPARED = frozenset(measure.field.name for measure in _COMPARED)
"""Those that need ``year`` among the dimensions."""
OF_NATION = frozenset({SHARE_OF_NATION, NATION_GAP})
"""Those for which ``nation.make`` fills its table."""
NEEDED = dict.fromkeys(COMPARED, frozenset({YEAR})) | dict.fromkeys(OF_NATION, frozenset({"program", YEAR}))
"""The dimensions without which a measure cannot be given."""
BESIDE = COMPARED | {"median_national_funds_yen"}
"""Those that partial sums do not tell (see ``beside``)."""


def measures_on_request(by: Sequence[str]) -> tuple[Field, ...]:
    """Return the further measures that totals by these dimensions can give."""
    keys = ", ".join(str(entry.sql) for name in by[:1] if name != ALL for entry in DIMENSIONS[name].fields)
    within = f"PARTITION BY {keys}" if keys else ""
    return tuple(
        field._replace(sql=str(field.sql).replace(WITHIN, within))
        for field in ON_REQUEST
        if NEEDED.get(field.name, frozenset()) <= set(by)
    )


def fields_of_totals(by: Sequence[str]) -> tuple[Field, ...]:
    """Return all that totals by these dimensions can give, what they give on request included."""
    groups = [entry for name in by if name != ALL for entry in DIMENSIONS[name].fields]
    return (*groups, *MEASURE_FIELDS, *measures_on_request(by))


def totals_fields(by: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the fields that totals by these dimensions have."""
    return group_fields(by) + MEASURES


def group_fields(by: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the fields that name a group of these dimensions."""
    return tuple(entry.name for name in by if name != ALL for entry in DIMENSIONS[name].fields)


_OF_PROGRAM = by_name(PROGRAM.fields)
PROGRAM_FIELDS = (
    FIELDS["program"],
    FIELDS["program_name"],
    _OF_PROGRAM["short_name"],
    _OF_PROGRAM["name_en"],
    Field("era_years", Kind.LIST, Message("年度", "Years"), Message("交付金の年度", "fiscal years of its rounds")),
    Field("subsidy_rates", Kind.LIST, Message("補助率", "Rates"), Message("補助率", "its rates")),
    MEASURE_FIELDS[0],
)
