"""Every field, each in one place: its name, what it holds, its label and meaning, where it is kept and found.

The schema of dataset files and of databases, what is written and read, the columns of answers, what ``show`` prints and
the reference pages all follow from these tables. A field that a dataset file states is also an attribute of the value
in ``project`` that a test holds against its table here.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, NamedTuple

from kofukin.messages import Message
from kofukin.model.amounts import LARGEST_YEN
from kofukin.model.fiscal_year import FIRST, LAST, era_sql
from kofukin.model.municipality_code import corporate_number_sql


class Kind(Enum):
    """What a field's values are.

    ``TEXTS`` are texts by the field that they speak of, ``LIST`` tables in a file; ``ANY`` is of the kind of another
    field, which its row names.
    """

    TEXT = "text"
    CODE = "code"
    LIST = "list"
    TEXTS = "texts"
    INTEGER = "integer"
    YEN = "yen"
    SHARE = "share"
    RATE = "rate"
    """A part or a change as a number, like ``SHARE``, but of something else in each row, so that no bar shows it."""
    ANY = "any"

    @property
    def is_number(self) -> bool:
        return self in (Kind.INTEGER, Kind.YEN, Kind.SHARE, Kind.RATE)


Words = Mapping[str, Message]
"""The only values of a field, each with the words that people read for it."""


class Field(NamedTuple):
    """One field of a table in a dataset file, or of an answer.

    ``pattern``, ``words``, ``least`` and ``most`` bound its values. ``in_file``: a dataset file may state it.
    ``column``: the column of the table's own name in a database that keeps what the file states, None where it is kept
    elsewhere. ``of_round``: where a project does not state it, its round does. ``sql``: where ``list`` finds it, None
    for what ``list`` has no place for; ``people_sql`` where people read something else, such as which of two bodies of
    one name it is.
    """

    name: str
    kind: Kind
    label: Message | None = None
    meaning: Message = Message("", "")
    required: bool = False
    pattern: str | None = None
    words: Words | None = None
    least: int | None = None
    most: int | None = None
    table: "Record | None" = None
    in_file: bool = True
    column: str | None = None
    references: str | None = None
    of_round: bool = False
    sql: str | None = None
    people_sql: str | None = None

    @property
    def labelled(self) -> Message:
        """What people read over its values; raises ValueError for one that only machines read."""
        if self.label is None:
            raise ValueError(self.name)
        return self.label


class Record(NamedTuple):
    """One kind of table in a dataset file: its key (``project`` of ``[[project]]``), its fields in their order."""

    name: str
    fields: tuple[Field, ...]

    @property
    def in_file(self) -> tuple[Field, ...]:
        """The fields that a dataset file may state."""
        return tuple(field for field in self.fields if field.in_file)

    @property
    def kept(self) -> tuple[Field, ...]:
        """The fields whose statements stand in the database's table of these."""
        return tuple(field for field in self.fields if field.column is not None)


_END = r"$(?!\n)"
"""The end of the text in both Python and JavaScript; a bare ``$`` lets Python pass a trailing line break."""

ID = r"^[a-z0-9][a-z0-9._-]*" + _END
MUNICIPALITY_CODE = r"^[0-9]{6}" + _END
RATE = r"^(1|[1-9][0-9]{0,2}/[1-9][0-9]{0,2})" + _END
DOCUMENT_ID = r"^[a-z0-9][a-z0-9_-]*" + _END
"""No dot: the name of a file (``list.csv``), which may be a title, is no id."""
SHA256 = r"^[0-9a-fA-F]{64}" + _END
DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])" + _END
NOT_BLANK = r"\S"
NAME = r"^(?!\s*$)[^\x00-\x1f]*" + _END

OPEN = "open"
STATED = "stated"
APPLICATIONS: Words = {"single": Message("単独", "single"), "joint": Message("共同", "joint")}
UNSTATED = "unstated"
AMOUNT_BASES: Words = {
    UNSTATED: Message("記載なし", "not stated"),
    "one year": Message("1 年分", "one year"),
    "all years": Message("全期間分", "all years"),
}
GRANTED = frozenset({"交付額", "交付済額", "交付決定額", "交付確定額", "交付金額", "交付金交付額"})
"""Words of documents (``amount_label``) for money that was granted; others are of an earlier stage, or of none."""
LINE_BASES: Words = {STATED: Message("資料に記載", "stated"), "reading": Message("判断", "a reading")}
PAID = frozenset({"交付済額", "交付確定額", "実績額", "執行額", "支出済額"})
"""Words of documents for money that was paid out or settled for good: what a state's executed budget is made of."""
DRAFT_VERSION = "draft"
"""The version of a dataset that was imported, until a person gives it another."""

PROGRAM_BASES: Words = {
    STATED: Message("資料に記載", "stated"),
    "inferred, high": Message("推定（確度：高）", "inferred (confidence: high)"),
    "inferred, medium": Message("推定（確度：中）", "inferred (confidence: medium)"),
    "inferred, low": Message("推定（確度：低）", "inferred (confidence: low)"),
    OPEN: Message("未確定", "open"),
}


RATES: Words = {"1": Message("10/10", "10/10")}
"""What people read for a rate of all of the cost."""


def _text(name: str, label: Message | None, meaning: Message, pattern: str = NOT_BLANK, **more: Any) -> Field:
    return Field(name, Kind.TEXT, label, meaning, pattern=pattern)._replace(column=name)._replace(**more)


def _code(name: str, label: Message | None, meaning: Message, pattern: str | None = ID, **more: Any) -> Field:
    return Field(name, Kind.CODE, label, meaning, pattern=pattern)._replace(column=name)._replace(**more)


def _word(name: str, label: Message, meaning: Message, words: Words) -> Field:
    return _code(name, label, meaning, None, words=words, sql=f"project.{name}")


def _integer(name: str, label: Message | None, meaning: Message, least: int, most: int, **more: Any) -> Field:
    return Field(name, Kind.INTEGER, label, meaning, least=least, most=most, column=name)._replace(**more)


def _year(name: str, label: Message, meaning: Message, **more: Any) -> Field:
    return _integer(name, label, meaning, FIRST, LAST, **more)


def _yen(name: str, label: Message, meaning: Message, **more: Any) -> Field:
    return Field(name, Kind.YEN, label, meaning, least=0, most=LARGEST_YEN, column=name)._replace(**more)


def _derived(name: str, kind: Kind, label: Message, meaning: Message, sql: str) -> Field:
    return Field(name, kind, label, meaning, in_file=False, sql=sql)


def _of_round(field: Field) -> Field:
    """Return a field that a project states itself or else has from its round."""
    return field._replace(of_round=True, sql=f"coalesce(project.{field.name}, round.{field.name})")


DATASET = Record(
    "dataset",
    (
        _code("id", None, Message("データの短い名前", "short name of the dataset"), required=True),
        _text("title", None, Message("人が読む題", "title for people"), required=True),
        _text(
            "version", None, Message("数字の版。引用に使う", "version of the figures; people cite it"), required=True
        ),
        _text("publisher", None, Message("資料を公表した者", "who published the source document")),
        _text(
            "published",
            None,
            Message(
                "資料の公表時期（資料の書き方のまま）", "when the source document was published, as it says itself"
            ),
        ),
        _text("licence", None, Message("利用の条件", "under which terms the data may be used")),
    ),
)

DOCUMENT = Record(
    "document",
    (
        _code(
            "id",
            None,
            Message("事業の `source_document` が指す名前", "key that a project's `source_document` names"),
            DOCUMENT_ID,
            required=True,
        ),
        _text("title", Message("資料名", "Document"), Message("資料の題", "title of the document"), required=True),
        _text("publisher", Message("公表者", "Publisher"), Message("公表した者", "who published it")),
        _text(
            "published",
            Message("公表時期", "Published"),
            Message("公表の時期（資料の書き方のまま）", "when it was published, as it says itself"),
        ),
        _text("address", Message("所在", "Address"), Message("所在（URL など）", "where it was found (a URL)")),
        _text(
            "sha256",
            Message("SHA-256", "SHA-256"),
            Message(
                "読んだファイルの SHA-256（16 進 64 桁）", "SHA-256 of the file that was read, 64 hexadecimal digits"
            ),
            SHA256,
        ),
        _integer(
            "bytes",
            Message("バイト数", "Bytes"),
            Message("そのファイルのバイト数", "size of that file in bytes"),
            0,
            10**12,
        ),
        _text(
            "retrieved",
            Message("取得日", "Retrieved"),
            Message("取得した日（`2026-11-24`）", "day on which it was retrieved (`2026-11-24`)"),
            DATE,
        ),
        _integer("pages", Message("ページ数", "Pages"), Message("ページ数", "number of its pages"), 1, 10**6),
        _text("licence", Message("利用条件", "Terms"), Message("利用の条件", "under which terms it may be used")),
    ),
)

_BUDGET = _text(
    "budget",
    Message("予算", "Budget"),
    Message("交付金を出した国の予算（`H27 補正`）", "national budget that paid for it (`H27 補正`)"),
)
_RATE = _code(
    "subsidy_rate",
    Message("補助率", "Rate"),
    Message("補助率。`1/2`、または全額の `1`", "part of the cost that the grant pays: `1/2`, or `1` for all of it"),
    RATE,
)
_LAST_YEAR = _year(
    "last_fiscal_year",
    Message("最終年度", "Last year"),
    Message("実施する最後の年度（西暦）", "last fiscal year in which it runs, Gregorian"),
)
_FISCAL_YEAR = _year(
    "fiscal_year",
    Message("年度（西暦）", "Fiscal year"),
    Message("交付金の年度（西暦）", "the grant's fiscal year, Gregorian"),
    required=True,
    sql="project.fiscal_year",
)
_PROGRAM = _code(
    "program",
    Message("交付金", "Program"),
    Message("交付金の id（`suishin`）", "id of the grant program (`suishin`)"),
    references="program (id)",
    sql="project.program",
)

PROGRAM = Record(
    "program",
    (
        _code(
            "id", None, Message("年度ごとの枠と事業が指す名前", "key that rounds and projects refer to"), required=True
        ),
        _text("name", None, Message("交付金の正式名称", "official Japanese name"), required=True),
        _text(
            "short_name", Message("略称", "Short"), Message("略称（推進）", "what people call it (推進)"), required=True
        ),
        _text(
            "name_en",
            Message("英語名（非公式）", "English (unofficial)"),
            Message("英語名（非公式）", "English name, unofficial"),
        ),
        _text("short_name_en", None, Message("英語の略称（非公式）", "short English name, unofficial")),
        _text(
            "budget_id",
            None,
            Message(
                "国の予算事業ID。名称が変わっても同じ", "the state's id of it (予算事業ID), which survives a rename"
            ),
        ),
        _code(
            "succeeds", None, Message("この交付金になる前の交付金の id", "id of the program that this one was before")
        ),
        _code(
            "basis",
            None,
            Message(
                "`succeeds` の根拠: `stated`（国の ID や資料にある）、`reading`（判断）",
                "the ground for `succeeds`: `stated` by the state's id or a document, or a `reading`",
            ),
            None,
            words=LINE_BASES,
        ),
    ),
)
ROUND = Record("round", (_PROGRAM._replace(required=True), _FISCAL_YEAR, _BUDGET, _RATE, _LAST_YEAR))
PARTNER = Record(
    "partners",
    (
        _text(
            "name",
            None,
            Message(
                "名前。資料が名前を挙げないときは資料の語", "name, or the document's own words where it names nobody"
            ),
            NAME,
            required=True,
        ),
        _code(
            "municipality_code",
            None,
            Message("検査数字を含む 6 桁のコード", "six-digit code, check digit included"),
            MUNICIPALITY_CODE,
        ),
        _yen(
            "national_funds_yen",
            Message("国費", "National funds"),
            Message(
                "共同申請先の国費（円）。事業の国費に含まない",
                "the partner's own national funds, in yen; outside the project's",
            ),
        ),
    ),
)
OPEN_POINT = Record(
    "open",
    (
        _text(
            "text",
            None,
            Message("資料の語、または何が未確認か", "the words in question, or what is open about them"),
            required=True,
        ),
        _text("place", None, Message("資料のどこか", "where in the source")),
    ),
)

ESTIMATE_OF = "(project.national_funds_yen * {denominator} + {numerator} / 2) / {numerator}".format(
    numerator="coalesce(project.rate_numerator, round.rate_numerator)",
    denominator="coalesce(project.rate_denominator, round.rate_denominator)",
)
"""A project's estimated cost: its national funds by the rate, to the nearest yen."""

OTHERS_PAY = (
    "CASE WHEN project.stated_cost_yen >= project.national_funds_yen OR project.national_funds_yen < 0"
    " THEN project.stated_cost_yen - project.national_funds_yen END"
)
"""What a project costs others; a cost below the national funds is of something else, such as one year of several."""

_PARTNERS = (
    "CASE WHEN project.application IS NOT 'single' THEN (SELECT group_concat(name, char(31)) FROM"
    " (SELECT name FROM partner WHERE partner.project = project.number ORDER BY position)) END"
)

PROJECT = Record(
    "project",
    (
        _code(
            "id",
            Message("ID", "ID"),
            Message("データの中で事業を指す名前", "the project's key in the dataset"),
            required=True,
            sql="project.id",
        ),
        _code(
            "municipality_code",
            Message("団体コード", "Code"),
            Message(
                "国費の交付を受けた団体のコード（検査数字を含む 6 桁）",
                "six-digit code of the body that received the funds, check digit included",
            ),
            MUNICIPALITY_CODE,
            column=None,
            sql="body.code",
        ),
        _text(
            "municipality",
            Message("団体", "Municipality"),
            Message("国費の交付を受けた団体", "body that received the national funds"),
            column=None,
            sql="body.name",
            people_sql="body.told_apart",
        ),
        _FISCAL_YEAR,
        _derived(
            "era_year",
            Kind.CODE,
            Message("年度", "Year"),
            Message("同じ年度の元号表記（`H29`）", "the same as documents write it (`H29`)"),
            era_sql("project.fiscal_year"),
        ),
        _of_round(_LAST_YEAR),
        _of_round(_BUDGET),
        _PROGRAM,
        _derived(
            "program_name",
            Kind.TEXT,
            Message("交付金の名称", "Official name"),
            Message("交付金の正式名称", "official name of the program"),
            "program.name",
        ),
        _text(
            "grant_type",
            Message("タイプ", "Type"),
            Message(
                "交付金のタイプや型（資料の語のまま）", "type of the grant (タイプ, 型), as the document writes it"
            ),
            sql="project.grant_type",
        ),
        _text(
            "name",
            Message("事業名", "Project"),
            Message(
                "事業名（資料のまま）。団体ごとの額だけの一覧では空",
                "name of the project, verbatim; none where the source lists grants by body alone",
            ),
            sql="project.name",
        ),
        _word(
            "application",
            Message("申請", "Applied"),
            Message("`single`（単独）か `joint`（共同）", "`single` or `joint`"),
            APPLICATIONS,
        ),
        _text(
            "application_text",
            Message("申請区分（資料の語）", "Application (as written)"),
            Message("申請区分（資料の語のまま）", "the document's own words for that"),
            sql="project.application_text",
        ),
        Field(
            "partners",
            Kind.LIST,
            Message("共同申請先", "Partners"),
            Message("共同申請先", "the other bodies of a joint application"),
            table=PARTNER,
            sql=_PARTNERS,
        ),
        _yen(
            "national_funds_yen",
            Message("国費", "National funds"),
            Message(
                "団体の国費。どの段階の額かは `amount_label`。`totals` では記載のある額の合計",
                "the municipality's national funds, at the stage that `amount_label` names; in `totals` their sum",
            ),
            least=-LARGEST_YEN,
            sql="project.national_funds_yen",
        ),
        _text(
            "amount_label",
            Message("資料での呼び名", "Amount called"),
            Message(
                "国費を資料が何と呼ぶか（採択額、交付決定額など）", "the document's own word for the amount (採択額)"
            ),
            sql="project.amount_label",
        ),
        _yen(
            "partner_national_funds_yen",
            Message("共同申請先の国費", "Partners' funds"),
            Message(
                "共同申請先の国費のうち記載のある額の合計。`national_funds_yen` に含まない",
                "sum of the partners' national funds that are stated; not part of `national_funds_yen`",
            ),
            column="stated_partner_national_funds_yen",
            sql="project.partner_national_funds_yen",
        ),
        _of_round(_RATE),
        _yen(
            "stated_cost_yen",
            Message("事業費（資料の額）", "Cost (as stated)"),
            Message("事業費のうち資料が書く額", "total cost of the project, where the document states it"),
            least=-LARGEST_YEN,
            sql="project.stated_cost_yen",
        ),
        _derived(
            "estimated_cost_yen",
            Kind.YEN,
            Message("事業費（推計）", "Cost (estimate)"),
            Message(
                "交付の対象になった事業費の**推計**（国費 ÷ 補助率）。資料の数字ではない",
                "**estimate** of the cost that the grant covers, funds ÷ rate; not a figure of the document",
            ),
            ESTIMATE_OF,
        ),
        _derived(
            "other_funds_yen",
            Kind.YEN,
            Message("国費以外", "Other funds"),
            Message(
                "資料が書く事業費から国費を引いた額。推計からは求めず、事業費が国費より少ないときは空",
                "the stated cost less the national funds: what others pay; never from an estimate, and empty where the"
                " cost is less than the funds",
            ),
            OTHERS_PAY,
        ),
        _word(
            "amount_basis",
            Message("金額の期間", "Amount covers"),
            Message(
                "国費が何年分か: `unstated`（記載なし）、`one year`（1 年分）、`all years`（全期間分）",
                "years that the amount covers: `unstated`, `one year` or `all years`",
            ),
            AMOUNT_BASES,
        ),
        _text("note", Message("備考", "Note"), Message("資料の注記", "the document's note"), sql="project.note"),
        _text(
            "summary",
            Message("概要", "Summary"),
            Message("概要（こちらの言葉で書いたもの）", "what it does, in our own words"),
            sql="project.summary",
        ),
        _word(
            "program_basis",
            Message("交付金の根拠", "Program basis"),
            Message(
                "交付金の別が資料にあるか推定か: `stated`、`inferred, high`、`inferred, medium`、`inferred, low`、"
                "`open`",
                "whether the program is in the document or inferred: `stated`, `inferred, high`, `inferred, medium`, "
                "`inferred, low` or `open`",
            ),
            PROGRAM_BASES,
        ),
        _text(
            "program_evidence",
            Message("根拠の説明", "Evidence"),
            Message("そう判断した理由", "why it is under that program"),
            sql="project.program_evidence",
        ),
        _text(
            "source_document",
            Message("出典", "Source"),
            Message(
                "数字の出典。ファイルでは資料の id か題、答えでは題",
                "document that the figures come from: in a file its id or a title, in answers its title",
            ),
            required=True,
            column=None,
            sql="document.title",
        ),
        _integer(
            "source_page",
            Message("頁", "Page"),
            Message("資料のページ", "page in the document"),
            1,
            10**6,
            sql="project.source_page",
        ),
        _integer(
            "source_line",
            Message("行", "Line"),
            Message(
                "事業名がある行（資料のテキストの 1 行目から数える）",
                "line of the name in the document's text, the first being 1",
            ),
            1,
            10**9,
            sql="project.source_line",
        ),
        _integer(
            "source_amount_line",
            Message("金額の行", "Amount line"),
            Message("金額がある行（1 行目から数える）", "line of the amount in the document's text, the first being 1"),
            1,
            10**9,
        ),
        _code(
            "continues",
            Message("前の事業", "Continues"),
            Message(
                "この事業が引き継ぐ事業の id（データの判断）",
                "id of the project that this one carries on, as the dataset reads it",
            ),
            references="project (id)",
        ),
        Field(
            "open",
            Kind.TEXTS,
            Message("未確認", "Open"),
            Message(
                "まだ確かめていない項目と資料の語",
                "fields that a person has yet to settle, each with the words in question",
            ),
        ),
        Field(
            "inferred",
            Kind.TEXTS,
            None,
            Message(
                "資料が直接には書かない項目と、その値の根拠",
                "fields that the document does not state outright, each with the ground for its value",
            ),
        ),
        Field(
            "as_written",
            Kind.TEXTS,
            None,
            Message("項目の値のもとになった資料の語", "the document's own words for a field's value"),
        ),
    ),
)
TABLES = (DATASET, DOCUMENT, PROGRAM, ROUND, PROJECT, OPEN_POINT)
"""The tables of a dataset file."""


def by_name(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.name: field for field in fields}


FIELDS = by_name(field for field in PROJECT.fields if field.sql is not None)
"""The fields of ``list``, in their order."""

LISTED_ON_REQUEST = by_name(
    [
        _derived(
            "corporate_number",
            Kind.CODE,
            Message("法人番号", "Corporate number"),
            Message(
                "団体の法人番号（13 桁）。都道府県、市町村、特別区の団体コードから求めたもの。検査数字が違うコード、"
                "区や組合などのコード、変わったコードでは空",
                "the body's corporate number (法人番号, 13 digits), which follows from the code of a prefecture, a"
                " city, town or village or a ward of Tokyo; empty for a wrong check digit, for cities' wards, unions"
                " and the like, and where the code has changed",
            ),
            corporate_number_sql("body.code"),
        )
    ]
)
"""Fields that ``list`` gives where they are named; nobody's columns change by them."""

VOCABULARIES: Mapping[str, Words] = {field.name: field.words for field in PROJECT.fields if field.words is not None}
"""What people read for the values of the fields that have only some."""
