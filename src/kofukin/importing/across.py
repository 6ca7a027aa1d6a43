"""What runs across the columns of a table: years, budgets, programs or types, each over the amounts that are of it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kofukin.importing.label_grammar import meaning
from kofukin.importing.programs import known_in
from kofukin.importing.years import BUDGET, budgets_in
from kofukin.model.project import Program
from kofukin.model.stated_amounts import narrow

_NTH = re.compile(r"第?\s*([1-9])\s*年度?目")
_GRANT = "交付金"
_TYPE = re.compile(r"(?:型|タイプ|タイプ\s*[0-9A-Z]+|TYPE\s*[0-9A-Z]+)$")
_LONGEST = 60


class Of(NamedTuple):
    """Of what the amounts under a heading are, as far as it says.

    ``nth``: the year counted from the first one, which is 1. ``budget`` as "R4 補正".
    """

    year: int | None = None
    nth: int | None = None
    budget: str | None = None
    program: Program | None = None
    grant_type: str | None = None


def taken_apart(words: Sequence[str]) -> tuple[Of, list[str]]:
    """Return of what the amounts under a heading are, but for its year, and the rest of the heading.

    ``words`` are its rows, the topmost first. A supplementary budget's year is not that of the grant.
    """
    heading = " ".join(words)
    if len(heading) > _LONGEST:
        return Of(), list(words)
    normal = narrow(heading)
    budgets, nth = budgets_in(normal), _NTH.findall(normal)
    budget = next(iter(budgets)) if len(budgets) == 1 else None
    if budget is not None and budget.endswith("補正"):
        words = BUDGET.sub("", normal).split()
    elif budget is not None:
        words = BUDGET.sub(lambda match: match["year"] + "年度", normal).split()
    elif len(nth) == 1:
        words = _NTH.sub("", normal).split()
    programs = known_in(heading) if _GRANT in heading else ()
    program = programs[0] if len(programs) == 1 else None
    if program is not None:
        words = [_in_full(word, program) for word in words]
    types = [word for word in words if _TYPE.search(narrow(word))] if program is None else []
    grant_type = types[0] if len(types) == 1 else None
    return Of(None, int(nth[0]) if len(nth) == 1 else None, budget, program, grant_type), list(words)


def _in_full(word: str, program: Program) -> str:
    """Return a short name of a program (推進交付金) as the grammar knows it, what is all known as it stands."""
    said = meaning(word)
    return program.name if said.strange and said.kinds == {"grant"} and known_in(word) == (program,) else word
