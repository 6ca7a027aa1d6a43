"""What a user says of a file, on a command line or at a question → what the readers are given.

Each raises UsageError, with valid forms, for what is no answer.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from kofukin.errors import UsageError
from kofukin.importing.draft import Given
from kofukin.importing.ids import Ids
from kofukin.importing.known_programs import KNOWN
from kofukin.importing.programs import chosen
from kofukin.importing.questions import NAME_TO_PUT, Question
from kofukin.messages import Message, errors, importing
from kofukin.model import municipality_code
from kofukin.model.amounts import UNIT_NAMES
from kofukin.model.fiscal_year import parse

AMOUNTS = {"national": "national_funds_yen", "cost": "stated_cost_yen"}
LEAVE_OUT = "-"
"""What is answered for a column that need not be read."""
_LEAVE_OUT = frozenset({LEAVE_OUT, "ignore", "skip", "--ignore", "無視", "読まない", "不要"})
_AMOUNTS = {**AMOUNTS, "国費": "national_funds_yen", "事業費": "stated_cost_yen"}
_YES_OR_NO = {"y": True, "yes": True, "はい": True, "n": False, "no": False, "いいえ": False}


def unit(text: str) -> int:
    """Return the yen in the unit that is named."""
    if text not in UNIT_NAMES:
        raise _not_one_of("--unit", text, UNIT_NAMES)
    return UNIT_NAMES[text].value


def amounts(text: str) -> str:
    """Return the field of amounts that have no word beside them."""
    if text not in _AMOUNTS:
        raise _not_one_of("--amounts", text, AMOUNTS)
    return _AMOUNTS[text]


def municipality(text: str) -> tuple[str | None, str | None]:
    """Return the name and the code of a body; raises UsageError for the word that a proposed command has for it."""
    if text == NAME_TO_PUT:
        raise UsageError(importing.NO_NAME_OF_BODY, importing.BODY_EXAMPLE)
    code = re.search("[0-9]{6}", text)
    return re.sub("[0-9]{6}|[()（）=]", " ", text).strip() or None, code[0] if code else None


def field(text: str) -> str:
    """Return a field by its name, its label or any word that a heading may say it with; else the text itself."""
    from kofukin.importing.columns import COLUMN_FIELDS, recognise  # loads the whole vocabulary

    known = text if text in COLUMN_FIELDS else recognise(text)[0]
    return known if known in COLUMN_FIELDS else text


def _not_one_of(option: str, text: str, choices: Mapping[str, object]) -> UsageError:
    return UsageError(errors.BAD_CHOICE(option=option, text=text[:60]), errors.VALID_CHOICES(choices=list(choices)))


def answered(question: Question, text: str, given: Given) -> Given:
    """Return ``given`` with the answer to a question."""
    return _ANSWERS[question.kind](question, text.strip(), given)


def _year(_: Question, text: str, given: Given) -> Given:
    return given._replace(fiscal_year=parse(text))


def _unit(_: Question, text: str, given: Given) -> Given:
    return given._replace(yen_per_unit=unit(text))


def _amounts(_: Question, text: str, given: Given) -> Given:
    return given._replace(amounts=amounts(text))


def _municipality(_: Question, text: str, given: Given) -> Given:
    name, code = municipality(text)
    if code is not None and not municipality_code.is_valid(code):
        raise UsageError(errors.WRONG_CHECK_DIGIT(code=code, right=municipality_code.completed(code[:5])))
    if name is None:
        raise UsageError(importing.NO_NAME_OF_BODY, importing.BODY_EXAMPLE)
    return given._replace(municipality=name, municipality_code=code)


def _program(_: Question, text: str, given: Given) -> Given:
    chosen(text, Ids())
    return given._replace(program=text)


def _blanks(_: Question, text: str, given: Given) -> Given:
    if text.lower() not in _YES_OR_NO:
        raise UsageError(importing.NOT_YES_OR_NO(text=text[:60]))
    return given._replace(fill_down=_YES_OR_NO[text.lower()])


def _names(_: Question, text: str, given: Given) -> Given:
    return given._replace(columns={**given.columns, "name": text})


def _column(question: Question, text: str, given: Given) -> Given:
    """Return what a column is."""
    from kofukin.importing.columns import check_chosen  # loads the whole vocabulary

    if text.casefold() in _LEAVE_OUT:
        return given._replace(ignored=(*given.ignored, question.column))
    chosen_field = {field(text): question.column}
    check_chosen(chosen_field)
    return given._replace(columns={**given.columns, **chosen_field})


_ANSWERS: Mapping[str, Callable[[Question, str, Given], Given]] = {
    "year": _year,
    "unit": _unit,
    "amounts": _amounts,
    "municipality": _municipality,
    "program": _program,
    "blanks": _blanks,
    "names": _names,
    "column": _column,
}


def examples(question: Question) -> Sequence[str | Message]:
    """Return what may be answered, as far as that can be listed."""
    listed: Mapping[str, Sequence[str | Message]] = {
        "year": ("H29", "2017", "平成29年度"),
        "unit": ("円", "千円", "百万円"),
        "amounts": (importing.AS_NATIONAL, importing.AS_COST),
        "municipality": ("札幌市", "札幌市 011002"),
        "program": tuple(dict.fromkeys(program.short_name for program in KNOWN)),
    }
    return listed.get(question.kind, ())
