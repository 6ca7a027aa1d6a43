"""What stands under a table: which notes belong together, and how each is said in short and on paper.

``short`` keeps what a figure would be misread without; a note that has none is left out there. ``printed`` is for paper,
where a command to type is of no use. A note that is not named here stands with the last group, as it is.
"""

from typing import NamedTuple

from kofukin.messages import Message, comparing, errors, labels


class Wording(NamedTuple):
    """How a note is said where there is little room, and where nobody can type."""

    short: Message | None = None
    printed: Message | None = None


COUNTED = Message("件数", "Counted")
AMOUNTS = Message("金額", "Amounts")
NOT_STATED = Message("記載なし", "Not stated")
PROGRAMS = Message("交付金", "Programs")
LIMITS = Message("上限", "Limits")
LINE = Message("系譜", "Line")
SHEETS = Message("国の数字", "Figures")
OTHERS = Message("ほか", "Also")

GROUPS: dict[Message, dict[Message, Wording]] = {
    COUNTED: {
        errors.NOTHING_MATCHED: Wording(errors.NOTHING_MATCHED),
        labels.MATCHED: Wording(labels.MATCHED),
        labels.MATCHED_NO_AMOUNT: Wording(labels.MATCHED_NO_AMOUNT),
        labels.MATCHED_LIMITED: Wording(
            Message("{count} 件のうち {shown} 件を表示", "{shown} of {count:project} shown")
        ),
        labels.END_UNSTATED: Wording(
            Message(
                "終わりの年度が不明の {count} 件は交付年度だけで探した", "{count} looked for in their first year alone"
            )
        ),
        labels.ACTIVE_IN_ANY: Wording(Message("{years} のどれかに実施する事業", "running in any of {years}")),
        labels.ACTIVE_IN_ANY_OR_EACH: Wording(
            Message("{years} のどれかに実施する事業", "running in any of {years}"),
            Message(
                "実施している年度が {years} のどれかに当たる事業（すべてに当たるのは {count} 件）",
                "These run in any of {years}; {count} run in each.",
            ),
        ),
        labels.MAY_COUNT_TWICE: Wording(
            Message("{count} 件は二重に数えているかもしれない", "{count} may be counted twice"),
            Message(
                "{count} 件は共同申請の相手の一覧にもあり、二重に数えているかもしれない",
                "{count:project} may be counted twice, since the partner's list seems to have {count:it|them} too.",
            ),
        ),
        comparing.NO_DIFFERENCE: Wording(comparing.NO_DIFFERENCE),
        comparing.COUNTED: Wording(
            Message(
                "追加 {appeared} 件、削除 {gone} 件、変更 {changed} 件",
                "{appeared} appeared, {gone} gone, {changed} changed",
            )
        ),
        comparing.NEAR_PAIRS: Wording(Message("近い事業名で組にした {count} 件", "{count} paired by near names")),
        comparing.NOT_PAIRED: Wording(
            Message("似た候補がいくつもある {count} 件は組にしていない", "{count} unpaired"),
            Message(
                "似た候補がいくつもある {count} 件は組にしていない",
                "Left unpaired, since several candidates are alike: {count:project}.",
            ),
        ),
        errors.LEFT_OUT: Wording(),
        errors.HALF_PAIRS: Wording(),
        labels.MORE_LEFT_OUT: Wording(printed=Message("ほか {count} 件", "{count} more are left out.")),
    },
    AMOUNTS: {
        comparing.SUMS: Wording(),
        labels.WHOSE_MONEY: Wording(Message("国費は{municipality}の分", "national funds of {municipality}")),
        labels.WHOSE_GRANTED: Wording(
            Message("国費は{municipality}への交付額", "national funds granted to {municipality}")
        ),
        labels.AMOUNT_CALLED: Wording(),
        labels.AMOUNTS_CALLED: Wording(Message("呼び名の違う額を合算", "amounts of different names added up")),
        labels.BASIS_UNSTATED: Wording(Message("1 年分か全期間分かは不明", "one year or all: not stated")),
        labels.BASIS_IS: Wording(Message("{basis}", "for {basis}")),
        labels.BASES_MIXED: Wording(
            Message("期間の違う額を合算", "amounts of different periods added up"),
            Message(
                "期間の違う額を合わせている: {bases}", "These totals add up amounts for different periods: {bases}."
            ),
        ),
        labels.FUNDS_NEGATIVE: Wording(Message("減額 {count} 件を差し引き", "{count} negative, subtracted")),
        labels.NOT_INCLUDED: Wording(Message("{partners}の額は含まない", "{partners} not included")),
        labels.SHARES_UNDIVIDED: Wording(),
        labels.CHANGE_COMPARED: Wording(Message("増減は前年度との比較", "changes are on the year before")),
        labels.SHARE_OF_NATION: Wording(Message("国の割合は保存された写しから", "nation's figures from stored copies")),
        labels.NATIONAL_BREAK: Wording(
            Message("{year} から範囲が違い、つながらない", "another scope from {year} on, not one series")
        ),
        labels.COSTS_STATED: Wording(
            printed=Message("{count} 件は資料に事業費がある", "For {count:project} the source states the cost itself.")
        ),
    },
    NOT_STATED: {
        labels.NATION_GAPS: Wording(labels.NATION_GAPS),
        comparing.NOT_ZERO: Wording(Message("「-」は 0 ではない", "- is not 0")),
        labels.FUNDS_UNSTATED: Wording(
            Message("国費の記載がない {count} 件は合計の外", "{count} without an amount, not in the totals")
        ),
        labels.SHARES_UNSTATED: Wording(
            Message("一部の共同申請先は額の記載なし", "some partners' amounts are not stated")
        ),
        labels.PARTNERS_UNNAMED: Wording(
            Message("{count} 件は共同申請先の記載なし", "{count} joint without a word on partners")
        ),
        labels.COST_UNSTATED: Wording(
            Message("資料の事業費に {count} 件を含まない", "{count} not in the stated costs")
        ),
        labels.COST_UNESTIMATED: Wording(
            Message("事業費の推計に {count} 件を含まない", "{count} not in the estimated costs")
        ),
    },
    PROGRAMS: {
        labels.PROGRAM_INFERRED: Wording(
            Message("交付金の別は {inferred} 件が推定", "the program of {inferred} is inferred"),
            Message(
                "交付金の別は {inferred} 件が推定（資料に明記がない）",
                "The program of {inferred:project} is inferred; the source does not state it.",
            ),
        ),
        labels.PROGRAM_OPEN: Wording(Message("交付金の別は {count} 件が未確定", "the program of {count} is open")),
        labels.ENGLISH_UNOFFICIAL: Wording(),
        labels.LINES_JOINED: Wording(
            Message("系譜は国の ID か資料にある引き継ぎだけ", "lines join only by stated ids")
        ),
        labels.PROGRAM_IS: Wording(),
        labels.PROGRAM_IN_ENGLISH: Wording(),
        labels.PROGRAM_ALIASES: Wording(),
        labels.PROGRAM_TYPES: Wording(),
        labels.PROGRAM_RATES: Wording(),
        labels.PROGRAM_IN_DATA: Wording(),
        labels.PROGRAM_BUDGET_ID: Wording(),
    },
    LIMITS: {labels.PROGRAM_LIMIT: Wording(), labels.LIMITS_FROM: Wording()},
    LINE: {
        labels.LINE_STATED: Wording(),
        labels.LINE_READING: Wording(),
        labels.LINE_IN_DATA: Wording(),
        labels.LINE_READ_IN_DATA: Wording(),
    },
    SHEETS: {
        labels.BODIES_PAID: Wording(),
        labels.NATIONAL_COPIES: Wording(Message("保存された写しから", "from stored copies")),
        labels.SHEET_AT: Wording(),
        labels.SHEET_STORED: Wording(),
        labels.NO_NATIONAL_MONEY: Wording(labels.NO_NATIONAL_MONEY),
        labels.NATIONAL_MONEY_UNDER: Wording(
            printed=Message(
                "国の金額は、予算事業ID が同じ前の交付金にある: {programs}",
                "The state's figures stand under the programs that it was before, whose ids it keeps: {programs}.",
            )
        ),
    },
    OTHERS: {
        labels.DRAFT_OPEN: Wording(
            Message("確かめるところが {count} か所残る下書き", "a draft with {count} open {count:point|points}"),
            Message(
                "確かめるところが {count} か所残る下書き", "This is a draft with {count} open {count:point|points}."
            ),
        )
    },
}
ON_FIRST_LINE = (COUNTED, AMOUNTS)
"""Groups whose short notes share the first of two lines."""
