"""What is told of each difference between two versions of a dataset, and which fields of a project are compared."""

from kofukin.messages import Message
from kofukin.messages import comparing as texts
from kofukin.model.fields import FIELDS, OPEN, PROJECT, Field, Kind, Words, by_name

CHANGED, APPEARED, GONE = "changed", "appeared", "gone"
CHANGES: Words = {CHANGED: texts.CHANGED, APPEARED: texts.APPEARED, GONE: texts.GONE}

BY_ID, BY_NAME, NEARLY, SEVERAL = "id", "same", "near", "several"
MATCHES: Words = {BY_ID: texts.BY_ID, BY_NAME: texts.BY_NAME, NEARLY: texts.NEARLY, SEVERAL: texts.SEVERAL}


def _told(name: str, kind: Kind, label: Message, meaning: Message, words: Words | None = None) -> Field:
    return Field(name, kind, label, meaning, words=words, in_file=False)


_OLD, _NEW = Message("旧", "old"), Message("新", "new")


def _place(version: str, side: Message, field: Field) -> Field:
    return _told(
        f"{version}_{field.name}",
        field.kind,
        Message(f"{side.ja}の{field.labelled.ja}", f"{field.labelled.en} ({side.en})"),
        Message(f"{side.ja}: {field.meaning.ja}", f"{side.en}: {field.meaning.en}"),
    )


PLACE = ("source_document", "source_page", "source_line")

CHANGE_FIELDS = (
    _told(
        "change",
        Kind.CODE,
        Message("異同", "Change"),
        Message(
            "`changed`（変更）、`appeared`（新しいデータだけにある）、`gone`（古いデータだけにある）",
            "`changed`, `appeared` (only in the new dataset) or `gone` (only in the old one)",
        ),
        CHANGES,
    ),
    _told(
        "match",
        Kind.CODE,
        Message("対応", "Paired by"),
        Message(
            "何によって新旧を組にしたか: `id`、`same`（団体・年度・交付金・事業名が同じ）、`near`（団体と年度が同じで"
            "事業名が近い）。`several` は候補がいくつもあり組にしていない。空は相手がない",
            "by what old and new were paired: `id`, `same` (body, year, program and name) or `near` (body and year, and"
            " a name that is nearly the same); `several`: left unpaired, since several candidates are alike; empty:"
            " there is no other",
        ),
        MATCHES,
    ),
    FIELDS["id"]._replace(
        meaning=Message(
            "新しいデータでの id。`gone` では古いデータでの id",
            "the project's id in the new dataset, of one that is gone in the old",
        )
    ),
    _told(
        "old_id",
        Kind.CODE,
        Message("旧 ID", "Old ID"),
        Message("古いデータでの id。`appeared` では空", "its id in the old dataset; empty where it appeared"),
    ),
    *(FIELDS[name] for name in ("municipality_code", "municipality", "fiscal_year", "era_year", "program", "name")),
    _told(
        "field",
        Kind.CODE,
        Message("項目", "Field"),
        Message(
            "違う項目の名前。`appeared` と `gone` では `national_funds_yen`",
            "name of the field that differs; `national_funds_yen` of what appeared or is gone",
        ),
    ),
    _told(
        "before",
        Kind.ANY,
        Message("旧", "Before"),
        Message(
            "古いデータの値（その項目の種類のまま）。記載がなければ空",
            "its value in the old dataset, of that field's own kind; empty where it is not stated",
        ),
    ),
    _told(
        "after",
        Kind.ANY,
        Message("新", "After"),
        Message("新しいデータの値。記載がなければ空", "its value in the new dataset; empty where it is not stated"),
    ),
    _told(
        "difference_yen",
        Kind.YEN,
        Message("増減", "Difference"),
        Message(
            "金額の増減。新旧のどちらかに額がなければ空",
            "how much an amount grew; empty unless both datasets state one",
        ),
    ),
    _told(
        "candidates",
        Kind.LIST,
        Message("候補", "Candidates"),
        Message(
            "`several` のとき、もう一方のデータで組になり得る事業の id（初めの 20 まで）",
            "ids in the other dataset that a `several` may be (the first 20)",
        ),
    ),
    *(_place("old", _OLD, FIELDS[name]) for name in PLACE),
    *(_place("new", _NEW, FIELDS[name]) for name in PLACE),
)
"""The fields of ``diff``, in their order."""

SHARES = "partner_shares"

_OWN = by_name(PROJECT.fields)
_SHARES = Field(
    SHARES,
    Kind.LIST,
    Message("共同申請先ごとの国費", "Partners' own funds"),
    Message("共同申請先ごとのコードと国費（円）", "each partner with its code and national funds in yen"),
    sql="(SELECT group_concat(name || coalesce(' ' || municipality_code, '')"
    " || iif(national_funds_yen IS NULL, '', ' ' || printf('%,d', national_funds_yen) || ' 円'), char(31))"
    " FROM (SELECT * FROM partner WHERE partner.project = project.number ORDER BY position))",
)
_OPEN_POINTS = _OWN[OPEN]._replace(
    kind=Kind.LIST,
    sql="(SELECT group_concat(coalesce(field || ': ', '') || text, char(31)) FROM (SELECT field, text FROM remark"
    " WHERE remark.project = project.number AND remark.kind = 'open' ORDER BY remark.number))",
)
_AS_STATED = {
    # a body goes by its newest spelling in lists: one project of another year would change all others here
    "municipality": "municipality.name",
    "municipality_code": "municipality.code",
}


def _compared(field: Field) -> Field:
    return field._replace(sql=_AS_STATED.get(field.name) or field.sql or f"project.{field.column}")


POINTERS = ("id", *PLACE, "source_amount_line")
"""What leads to a project or into a document: it moves where a list is imported again, and nothing else has changed."""

COMPARED = by_name(
    (
        *(_compared(field) for field in PROJECT.fields if field.in_file and field.kind is not Kind.TEXTS),
        _SHARES,
        _OPEN_POINTS,
    )
)
"""What a dataset file may state of a project, each with where it is found; what only follows from it is left out."""
CONTENTS = tuple(name for name in COMPARED if name not in POINTERS)
