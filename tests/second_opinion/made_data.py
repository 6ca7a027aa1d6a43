"""Datasets made at random: small in words, so that names clash, and full of what is not stated."""

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple, TypeVar

Table = dict[str, Any]
Document = dict[str, Any]
Item = TypeVar("Item")


class Body(NamedTuple):
    """A body that receives grants: one code, or one name without a code, in each of its spellings."""

    code: str | None
    spellings: tuple[str | None, ...]


BODIES = (
    Body("011002", ("札幌市", "札幌 市", "北海道札幌市")),
    Body("010006", ("北海道",)),
    Body("012335", ("伊達市", "伊達　市")),
    Body("072133", ("伊達市", "福島県伊達市")),
    Body("016446", ("池田町", "中川郡池田町")),
    Body("183822", ("池田町",)),
    Body("214043", ("池田町", "揖斐郡池田町")),
    Body("204811", ("池田町",)),
    Body("200000", ("長野県",)),
    Body("082082", ("龍ケ崎市", "龍ヶ崎市", "竜ケ崎市")),
    Body("082228", ("鹿嶋市",)),
    Body("412074", ("鹿島市",)),
    Body("132063", ("府中市",)),
    Body("342084", ("府中市",)),
    Body("260002", ("京都府",)),
    Body("262013", ("ガーデン市", "ｶﾞｰﾃﾞﾝ市")),
    Body("990001", ("どこでもない市",)),  # a code whose first digits are no prefecture's
    Body("131016", ("千代田区", None)),
    Body("011011", ("札幌市中央区",)),  # a ward without a corporate number
    Body("221309", ("浜松市",)),
    Body("404021", ("鞍手町",)),
    Body("403059", ("那珂川町",)),
    Body("402311", ("那珂川市",)),  # the same one, later
    Body("094111", ("那珂川町",)),
    Body(None, ("北海道架空町", "北海道 架空町")),
    Body(None, ("長野県架空町",)),
    Body(None, ("架空市", "架 空 市")),
    Body(None, ("ＡＢＣ広域連合", "ABC広域連合", "abc 広域連合")),
    Body(None, ("=総合組合",)),
    Body(None, (None,)),
)

PROGRAMS = (
    {"id": "suishin", "name": "地方創生推進交付金", "short_name": "推進", "name_en": "Promotion Grant"},
    {"id": "kasokuka", "name": "地方創生加速化交付金", "short_name": "加速化"},
    {"id": "kyoten", "name": "地方創生拠点整備交付金", "short_name": "拠点"},
    {"id": "denen", "name": "デジタル田園都市国家構想交付金", "short_name": "デジ田"},
    {"id": "senkogata", "name": "地方創生先行型交付金", "short_name": "先行型"},
    {"id": "denen-jisso", "name": "デジタル田園都市国家構想推進交付金", "short_name": "デジ田推進"},
    {"id": "mirai", "name": "地域未来交付金", "short_name": "地域未来"},
    {"id": "after", "name": "後継の交付金", "short_name": "後継", "succeeds": "suishin", "basis": "stated"},
    {"id": "maybe", "name": "別の交付金", "short_name": "別", "succeeds": "kyoten", "basis": "reading"},
    {"id": "later", "name": "次の交付金", "short_name": "次", "succeeds": "denen"},
)
YEARS = range(2014, 2026)
RATES = ("1/2", "1", "2/3", "1/3", "3/4", "7/10", "5/9", None)
APPLICATION_TEXTS = ("単独申請", "共同申請", "道と共同申請", "広域連携", "共同（３市）")
GRANT_TYPES = (
    *("先駆", "横展開", "ﾀｲﾌﾟ1", None, None),
    *("地方創生推進タイプ", "推進タイプ（横展開型）", "整備推進タイプ", "ﾃﾞｼﾞﾀﾙ実装タイプ", "デジ田（拠点整備タイプ）"),
)
BUDGETS = ("H27 補正", "H28 当初", None)
AMOUNT_LABELS = ("採択額", "交付決定額", "交付確定額", "交付確定額", "実績額", None)
BASES = ("unstated", "one year", "one year", "one year", "all years", None)
PROGRAM_BASES = ("stated", "inferred, high", "inferred, medium", "inferred, low", None)
WORDS = (
    *(
        "観光",
        "ＩＣＴ",
        "ict",
        "IT 産業",
        "アイヌ",
        "ｱｲﾇ",
        "あいぬ",
        "データ",
        "ﾃﾞｰﾀ",
        "拠点",
        "若者",
        "「圏」",
        "A～B",
        "A-B",
    ),
    *(
        "a−b",
        "推進",
        "事業",
        "整備",
        "㌔",
        "か\u3099",
        "が",
        "STRASSE",
        "Straße",
        "50%",
        "_",
        "\\",
        "'",
        '"',
        ",",
        ";",
        "\U00020bb7",
    ),
)
NOTES = ("上限", "単年度", "６自治体\n広域", "=1+1", "-", 'note, with "quotes"', "行末\r\n次の行")


def made_document(random: Random) -> Document:
    """Return a dataset as a parser would give it: sound, with 5 to 500 projects."""
    programs = [dict(program) for program in random.sample(PROGRAMS, random.randint(1, len(PROGRAMS)))]
    rounds = [_round(random, program["id"], year) for program in programs for year in _some(random, YEARS, 1, 6)]
    bodies = _some(random, BODIES, 1, len(BODIES))
    clashing = _clashing(random, bodies)
    count = random.choice((5, 15, 50, 80, 120, 200, 350, 500))
    projects = [_project(random, f"p{number}", rounds, bodies, clashing) for number in range(count)]
    header = {"id": "made", "title": "試験データ", "version": "1"}
    return {"dataset": header, "program": programs, "round": rounds, "project": projects}


def _round(random: Random, program: str, year: int) -> Table:
    last_year = random.choice((None, year, year + 1, year + 2, year + 4))
    rate = random.choice(RATES)
    return _stated(
        program=program, fiscal_year=year, subsidy_rate=rate, last_fiscal_year=last_year, budget=random.choice(BUDGETS)
    )


def _clashing(random: Random, bodies: Sequence[Body]) -> list[tuple[str, Table]]:
    """Return a few names in one round each, which several bodies then tell as one joint project."""
    return [(f"共同事業{number}", {"bodies": _some(random, bodies, 1, 4)}) for number in range(random.randint(0, 5))]


def _project(
    random: Random, id: str, rounds: Sequence[Table], bodies: Sequence[Body], clashing: Sequence[tuple[str, Table]]
) -> Table:
    body = random.choice(bodies)
    round_ = random.choice(rounds)
    year, program = round_["fiscal_year"], round_["program"]
    name = "".join(random.choices(WORDS, k=random.randint(1, 3))) + str(random.randint(1, 30))
    application = random.choice(("single", "joint", None))
    partners = [] if application == "single" else _partners(random, bodies)
    if clashing and random.random() < 0.4:
        name, told = random.choice(clashing)
        body = random.choice(told["bodies"])
        round_ = told.setdefault("round", round_)
        year, program = round_["fiscal_year"], round_["program"]
        if application != "single":
            partners += [_partner_of(random, other) for other in told["bodies"] if other != body]
    open_program = random.random() < 0.05
    shares = [partner["national_funds_yen"] for partner in partners if "national_funds_yen" in partner]
    together = sum(shares) + random.choice((0, 1, 12_345_678)) if partners and random.random() < 0.2 else None
    return _stated(
        id=id,
        municipality_code=body.code,
        municipality=random.choice(body.spellings),
        fiscal_year=year,
        last_fiscal_year=_own_last_year(random, None if open_program else round_, year),
        budget=random.choice((*BUDGETS, None, None)),
        program=None if open_program else program,
        grant_type=random.choice(GRANT_TYPES),
        name=name,
        application=application,
        application_text=random.choice((*APPLICATION_TEXTS, None)),
        partners=partners or None,
        national_funds_yen=_amount(random),
        amount_label=random.choice(AMOUNT_LABELS),
        partner_national_funds_yen=together,
        subsidy_rate=random.choice((*RATES, None, None, None, None, None, None, None, None)),
        stated_cost_yen=_amount(random) if random.random() < 0.2 else None,
        amount_basis=random.choice(BASES),
        note=random.choice((*NOTES, None, None, None)),
        summary=random.choice((None, "".join(random.choices(WORDS, k=4)))),
        program_basis="open" if open_program else random.choice(PROGRAM_BASES),
        program_evidence=random.choice((None, "表題")),
        source_document=random.choice(("資料一", "資料,二")),
        source_page=random.choice((None, random.randint(1, 99))),
        source_line=random.choice((None, random.randint(1, 999))),
    )


def _own_last_year(random: Random, round_: Table | None, year: int) -> int | None:
    if random.random() < 0.7:
        return None
    latest = year + 5 if round_ is None else round_.get("last_fiscal_year", year + 5)
    return random.randint(year, latest)


def _amount(random: Random) -> int | None:
    kind = random.random()
    if kind < 0.2:
        return None
    if kind < 0.25:
        return 0
    if kind < 0.3:
        return random.randint(10**12, 10**13)
    return random.choice((1, 1_000, 1_000_000)) * random.randint(1, 99_999)


def _partners(random: Random, bodies: Sequence[Body]) -> list[Table]:
    return [_partner_of(random, random.choice(bodies)) for _ in range(random.randint(0, 3))]


def _partner_of(random: Random, body: Body) -> Table:
    words = ("道", "府", "県", "関係１２市町村", "A;B組合")
    name = body.spellings[0] if body.spellings[0] is not None and random.random() < 0.8 else random.choice(words)
    names_body = name == body.spellings[0]
    return _stated(
        name=name,
        municipality_code=body.code if names_body and random.random() < 0.3 else None,
        national_funds_yen=_amount(random) if random.random() < 0.5 else None,
    )


def _some(random: Random, items: Sequence[Item], at_least: int, at_most: int) -> list[Item]:
    return random.sample(items, min(len(items), random.randint(at_least, at_most)))


def _stated(**values: Any) -> Table:
    return {name: value for name, value in values.items() if value is not None}


def toml_text(document: Document) -> str:
    """Return the dataset as a file holds it."""
    pieces = []
    for name, tables in document.items():
        for table in [tables] if isinstance(tables, dict) else tables:
            pieces.append(f"[{name}]" if isinstance(tables, dict) else f"[[{name}]]")
            pieces += [f"{key} = {_toml_value(value)}" for key, value in table.items()]
    return "\n".join([*pieces, ""])


def _toml_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML string
