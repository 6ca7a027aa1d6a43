"""Amounts on a line of text, each with what the words beside it say: by the same grammar as the heads of columns."""

import re
from functools import lru_cache

from kofukin.importing.label_grammar import AMOUNT, COST, FUNDS, Meaning, meaning, words_in
from kofukin.model import stated_amounts
from kofukin.model.stated_amounts import Amount, Whose, narrow

_UNDERSTOOD = frozenset(
    {"other", "limit", "prior", "requested", "balance", "spent_on", "revenue", "goal", "rate", "count"}
)
_PAYERS = frozenset({"other", "national", "mixed", "limit", "requested", "revenue", "prior", "balance", "named_grant"})
_CUT = re.compile(r"[\s　:：、。）)」】〕>＞・…‥]+")
_LONGEST_LABEL = 30
_UNIT_ALONE = re.compile(
    r"(?:[人個件名回社戸台校点日月年%％㎡]|か所|箇所|ヶ所|団体|世帯|千円|円|万円|百万円|億円|km|ha|kg)"
)


@lru_cache(maxsize=4096)
def amounts_on(text: str) -> tuple[Amount, ...]:
    """Return the figures on a line, in order, each with whose it is."""
    text = _STAGE_BEHIND.sub(lambda match: " " * len(match[0]), text)
    return tuple(_with_meaning(amount, text) for amount in stated_amounts.amounts_on(text))


_STAGE_BEHIND = re.compile(r"(?<=[費額金])[(（](?:実績|決算|執行|支出)(?:済?額)?[)）](?=[ 　:：]*[0-9０-９])")
"""事業費（決算額） 1,000千円: the words in brackets leave what the amount is."""


def _with_meaning(amount: Amount, text: str) -> Amount:
    """Return an amount with what the words right before it say; words that nobody knows leave it as it was."""
    label = amount.label.rstrip(" \t　:：・…‥=＝(（[【〔<＜")
    starts = [0, *(match.end() for match in _CUT.finditer(label))]
    for start in starts:
        own = label[start:].strip()
        if not own or len(own) > _LONGEST_LABEL:
            continue
        kind = _kind(meaning(own))
        if kind is not None:
            return amount._replace(label=own, start=amount.start + start, kind=kind)
    return amount


def _kind(said: Meaning) -> Whose | None:
    if said.strange and said.veto in (None, "strange"):
        return None
    if said.role == FUNDS:
        return Whose.FUNDS
    if said.role == COST:
        return Whose.COST
    if said.role == AMOUNT:
        return Whose.UNNAMED
    if said.veto in _UNDERSTOOD:
        return Whose.NOT_OURS
    return Whose.OTHER if said.veto else None


def whose(label: str) -> Whose:
    """Return what the words before a figure say it is."""
    return _kind(meaning(label)) or stated_amounts.whose(label)


def names_money(text: str) -> bool:
    """Return whether a text is the word for some money, or ends with one, so that no project is called so."""
    said = meaning(text)
    if said.is_money and not (said.strange and said.veto == "strange"):
        return True
    kinds = list(words_in(text))
    return bool(kinds and kinds[-1] & _PAYERS) and not kinds[-1] & {"project"}


def is_never_name(text: str) -> bool:
    """Return whether a text is what no project is called: a unit, a mark, the head of a column, a label."""
    bare = narrow(text).strip(" 　()[]【】〔〕・:")
    if not re.search(r"[^\W\d_①-⑳]", bare) or _UNIT_ALONE.fullmatch(bare):
        return True
    said = meaning(text)
    if said.kinds == {"type_name"} and not said.strange:
        return True
    return (said.is_money and said.veto != "strange") or said.is_year or (said.role is not None and not said.strange)


def is_revenue(text: str) -> bool:
    """Return whether a line is the heading over revenue."""
    said = meaning(text.strip("【】■●○◆◇ 　"))
    return said.veto == "revenue" and not said.strange


def is_spending(text: str) -> bool:
    """Return whether a line is the heading over spending, which ends what stands below revenue."""
    said = meaning(text.strip("【】■●○◆◇ 　"))
    return "spending" in said.kinds and not said.strange


def is_unit_alone(text: str) -> bool:
    """Return whether a text is only the unit of a number that stands elsewhere."""
    return _UNIT_ALONE.fullmatch(narrow(text).strip(" 　()")) is not None
