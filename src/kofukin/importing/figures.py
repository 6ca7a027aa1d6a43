"""What the amounts on a project's lines say, each only where it can be read in one way."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kofukin.importing.bodies import same_body
from kofukin.messages import Message, importing
from kofukin.model.stated_amounts import Amount, Whose, balanced


class Figures(NamedTuple):
    """The project's funds and cost, and other bodies' shares by name; ``reason``: why there are no funds."""

    funds: int | None = None
    cost: int | None = None
    shares: tuple[tuple[str, int | None], ...] = ()
    reason: Message | None = None
    doubtful_shares: bool = False
    unnamed: bool = False
    cost_without_unit: bool = False


_REPLACES = re.compile(r"→|⇒|➡|から|のうち|うち\s*(?:本|当)?[市区町村]\s*分?$|\S{0,12}[都道府県市区町村]\s*分$")


def _replaces(amount: Amount) -> bool:
    """Return whether an amount says that the one before it is not, or not all, the project's: 10千円→8千円, 県分."""
    return _REPLACES.match(amount.label.strip()) is not None


def _is_part(amount: Amount) -> bool:
    return amount.label.startswith(("うち", "内"))


def figures_of(amounts: Sequence[Amount], text: str, yen_per_unit: int | None) -> Figures:
    """Return what the amounts on ``text`` say; ``yen_per_unit`` is for those that name no unit themselves."""
    by_whose = {whose: [amount for amount in amounts if amount.whose is whose] for whose in Whose}
    unnamed, costs = by_whose[Whose.UNNAMED], by_whose[Whose.COST]
    parts = [amount for amount in by_whose[Whose.FUNDS] if _is_part(amount) or amount.bracketed]
    if not costs and len(unnamed) == 1 and not unnamed[0].bracketed and parts:
        unnamed, costs = [], unnamed  # 5,000千円（うち国費 4,000千円）: the whole is what it costs
    own = by_whose[Whose.FUNDS] + unnamed
    of_others = by_whose[Whose.BODY] + by_whose[Whose.OTHER]
    outside = [amount for amount in of_others if not amount.bracketed]
    if not amounts:
        return Figures()
    if not balanced(text) or len(own) > 1 or len(costs) > 1 or outside or any(map(_replaces, of_others)):
        return Figures(reason=importing.AMOUNT_DOUBTFUL)
    if yen_per_unit is None and any(not amount.unit for amount in own):
        return Figures(reason=importing.UNIT_UNKNOWN)
    funds, cost = (found[0].yen(yen_per_unit) if found else None for found in (own, costs))
    shares = tuple((amount.label, amount.yen(yen_per_unit)) for amount in by_whose[Whose.BODY])
    cost_without_unit = yen_per_unit is None and any(not amount.unit for amount in costs)
    is_over = funds is not None and cost is not None and funds > cost
    if is_over or (own and funds is None) or (costs and cost is None and not cost_without_unit):
        reason: Message | None = importing.AMOUNT_DOUBTFUL
    else:
        reason = None if own else importing.AMOUNT_MISSING
    doubtful = bool(by_whose[Whose.OTHER]) or any(yen is None for _, yen in shares)
    return Figures(None if is_over else funds, cost, shares, reason, doubtful, bool(unnamed), cost_without_unit)


def is_sum_of_shares(figures: Figures, municipality: str) -> bool:
    """Return whether the shares beside the funds are what these consist of: its own is among them, or they add up."""
    yens = [yen for _, yen in figures.shares]
    adds_up = len(yens) > 1 and None not in yens and sum(filter(None, yens)) == figures.funds
    return adds_up or any(same_body(name, municipality) for name, _ in figures.shares)
