"""Questions made at random: what they mean, and how a user would type them."""

from random import Random
from typing import Any, NamedTuple

from second_opinion.made_data import APPLICATION_TEXTS, BODIES, WORDS, YEARS, Document

DIMENSIONS = (
    *("program", "year", "application", "municipality", "prefecture", "grant_type", "budget", "basis", "lineage"),
)
KEYS = {
    "program": ("program", "program_name"),
    "year": ("fiscal_year", "era_year"),
    "application": ("application",),
    "municipality": ("municipality_code", "municipality"),
    "prefecture": ("prefecture_code", "prefecture"),
    "grant_type": ("grant_type",),
    "budget": ("budget",),
    "basis": ("amount_basis",),
    "lineage": ("lineage", "lineage_name"),
}
"""The fields that name a group of each dimension."""

MEASURES = (
    *("projects", "national_funds_yen", "share", "partner_national_funds_yen", "estimated_cost_yen", "unstated"),
)
COMPARED = ("change_yen", "change_rate")
"""Measures that need years among the groups; DuckDB's are worked out beside its rows, and nothing is sorted by them."""
OF_NATION = ("share_of_nation", "share_of_nation_gap")
"""Measures that need programs and years among the groups, worked out like those."""
ON_REQUEST = (
    *("stated_cost_yen", "other_funds_yen", "median_national_funds_yen", "largest_national_funds_yen", "share_within"),
)
LISTED = (
    *("id", "municipality_code", "municipality", "fiscal_year", "era_year", "last_fiscal_year", "budget", "program"),
    *("program_name", "grant_type", "name", "application", "application_text", "partners", "national_funds_yen"),
    *("amount_label", "partner_national_funds_yen", "subsidy_rate", "stated_cost_yen", "estimated_cost_yen"),
    *("other_funds_yen", "amount_basis", "note", "summary", "program_basis", "program_evidence", "source_document"),
    *("source_page", "source_line"),
)

LISTED_ON_REQUEST = ("corporate_number",)

Years = tuple[int | None, int | None]


class Asked(NamedTuple):
    """What a project must be: fields are and-ed, values in one or-ed, and words all have to be there."""

    words: tuple[str, ...] = ()
    year: tuple[Years, ...] = ()
    active: tuple[Years, ...] = ()
    program: tuple[str, ...] = ()
    application: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    municipality: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


class Question(NamedTuple):
    """One question: its meaning, and the arguments that ask it."""

    asked: Asked
    arguments: tuple[str, ...]
    by: tuple[str, ...] | None = None
    """The dimensions of ``totals``, none for all in one row; None where projects are listed."""
    pivot: str | None = None
    once: bool = False
    columns: tuple[str, ...] = ()
    """Those asked for; none where it was left open."""
    sort: tuple[tuple[str, bool], ...] = ()
    """Fields, and whether the largest comes first."""
    limit: int | None = None
    newer: str | None = None
    """Asks what differs in a newer version: ``edited`` or ``renumbered``."""
    places: bool = False


def made_question(random: Random, document: Document) -> Question:
    """Return a question that the dataset can be asked: it names no program or application that is not there."""
    asked, options, words = _filters(random, document)
    kind = random.random()
    answer = _totals(random) if kind < 0.6 else _diff(random) if kind > 0.93 else _list(random)
    typed = [*options]
    if answer.by is not None:
        typed += [] if answer.by == ("program",) and random.random() < 0.5 else ["--by", ",".join(answer.by) or "all"]
    typed += ["--pivot", answer.pivot] if answer.pivot else []
    typed += ["--once"] if answer.once else []
    typed += ["-c", ",".join(answer.columns)] if answer.columns else []
    for field, descending in answer.sort:
        typed += ["--sort", field + (":desc" if descending else random.choice(("", ":asc")))]
    typed += ["--limit", str(answer.limit)] if answer.limit is not None else []
    typed += ["--places"] if answer.places else []
    command = "diff" if answer.newer else "list" if answer.by is None else "totals"
    return answer._replace(asked=asked, arguments=(command, "-f", "json", *typed, *(("--", *words) if words else ())))


def _diff(random: Random) -> Question:
    newer = random.choice(("edited", "edited", "renumbered"))
    return Question(Asked(), (), newer=newer, places=random.random() < 0.3)


def _list(random: Random) -> Question:
    fields = [field for field in (*LISTED, *LISTED_ON_REQUEST) if random.random() < 0.5]
    return Question(
        Asked(),
        (),
        columns=tuple(random.sample(fields, len(fields))) if random.random() < 0.3 else (),
        sort=_sort(random, LISTED),
        limit=random.choice((0, 1, 7, 1000)) if random.random() < 0.3 else None,
    )


def _totals(random: Random) -> Question:
    by = tuple(random.sample(DIMENSIONS, random.choice((0, 1, 1, 1, 2, 2, 3))))
    if random.random() < 0.1:
        by = tuple(dict.fromkeys(("program", "year", *by)))
    pivot = random.choice(DIMENSIONS) if random.random() < 0.35 else None
    keys = [field for dimension in by for field in KEYS[dimension]]
    compared: tuple[str, ...] = COMPARED if "year" in by else ()
    compared += OF_NATION if {"program", "year"} <= {*by} else ()
    on_request = [field for field in (*ON_REQUEST, *compared) if random.random() < 0.4]
    chosen = [field for field in (*keys, *MEASURES) if random.random() < 0.6] + on_request
    return Question(
        Asked(),
        (),
        by=by,
        pivot=pivot,
        once=random.random() < 0.3,
        columns=tuple(random.sample(chosen, len(chosen))) if random.random() < 0.4 else (),
        sort=_sort(random, (*keys, *MEASURES, *ON_REQUEST)) if by else (),
    )


def _sort(random: Random, fields: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    if random.random() < 0.6:
        return ()
    return tuple((field, random.random() < 0.5) for field in random.sample(fields, random.randint(1, 2)))


def _filters(random: Random, document: Document) -> tuple[Asked, list[str], list[str]]:
    """Return what is asked of projects, the options that ask it, and the words."""
    asked = Asked()
    options: list[str] = []
    words: list[str] = []
    for name in random.choices(Asked._fields, k=random.choice((0, 1, 1, 1, 2, 2, 3))):
        if name == "words":
            words = [_word(random, document) for _ in range(random.choice((1, 1, 2)))]
            asked = asked._replace(words=tuple(words))
        elif name in ("minimum", "maximum"):
            text, yen = _amount(random, document)
            bounds = asked._replace(minimum=yen) if name == "minimum" else asked._replace(maximum=yen)
            if bounds.minimum is None or bounds.maximum is None or bounds.minimum <= bounds.maximum:
                asked = bounds
                options = [option for option in options if not option.startswith(f"--{name[:3]}=")]
                options.append(f"--{name[:3]}={text}")
        else:
            pairs = [_OFFERS[name](random, document) for _ in range(random.choice((1, 1, 2)))]
            if pairs := [pair for pair in pairs if pair]:
                meant = tuple(value for _, values in pairs for value in values)
                asked = asked._replace(**{name: getattr(asked, name) + meant})
                options += [f"--{name}={text}" for text, _ in pairs]
    return asked, options, words


Offer = tuple[str, tuple[Any, ...]] | None
"""A text to type and the values that it means; None where the dataset has nothing to ask for."""


def _years(random: Random, document: Document) -> Offer:
    parts = [_year_range(random) for _ in range(random.choice((1, 1, 1, 2)))]
    return random.choice((",", "、", ", ")).join(text for text, _ in parts), tuple(years for _, years in parts)


def _year_range(random: Random) -> tuple[str, Years]:
    first, last = sorted(random.choices(YEARS, k=2))
    sign = random.choice(("-", "..", "〜", "～", " – "))
    kind = random.choice(("one", "one", "range", "from", "to"))
    if kind == "one":
        return _year(random, first), (first, first)
    if kind == "from":
        return f"{_year(random, first)}{sign}", (first, None)
    if kind == "to":
        return f"{sign}{_year(random, last)}", (None, last)
    return f"{_year(random, first)}{sign}{_year(random, last)}", (first, last)


def _year(random: Random, year: int) -> str:
    forms = [f"{year}", f"{year}年度", f"FY{year}", f"H{year - 1988}", f"平成{year - 1988}年", f"Ｈ{year - 1988}"]
    if year >= 2019:
        forms += [f"R{year - 2018}", f"令和{year - 2018}年度", f"r0{year - 2018}"]
    if year == 2019:
        forms.append("令和元年度")
    return random.choice(forms)


def _program(random: Random, document: Document) -> Offer:
    program = random.choice(document["program"])
    return random.choice((program["id"], program["name"], program["short_name"])), (program["id"],)


def _application(random: Random, document: Document) -> Offer:
    own = {project.get("application_text") for project in document["project"]}
    offers: list[Offer] = [
        *(("single", ("single",)), ("単独", ("single",)), ("単独申請", ("single",))),
        *(("joint", ("joint",)), ("共同", ("joint",)), ("共同申請", ("joint",))),
    ]
    offers += [(text, (text,)) for text in APPLICATION_TEXTS[2:] if text in own]
    return random.choice(offers)


def _partner(random: Random, document: Document) -> Offer:
    names = [partner["name"] for project in document["project"] for partner in project.get("partners", ())]
    text = _part(random, random.choice([*names, "どこにもない市"]))
    return text, (text,)


def _municipality(random: Random, document: Document) -> Offer:
    body = random.choice(BODIES)
    texts = [_part(random, name) for name in body.spellings if name is not None]
    texts += [body.code, body.code[:5]] if body.code else []
    if not texts:
        return None
    text = random.choice(texts)
    return text, (text,)


_OFFERS = {
    "year": _years,
    "active": _years,
    "program": _program,
    "application": _application,
    "partner": _partner,
    "municipality": _municipality,
}


def _word(random: Random, document: Document) -> str:
    project = random.choice(document["project"])
    texts = [*WORDS, project["name"], project.get("note", "観光"), project.get("municipality", "市")]
    return _part(random, random.choice(texts))


def _part(random: Random, text: str) -> str:
    """Return a part of a text that is not blank, or all of it, as somebody else might type it."""
    first = random.randrange(len(text))
    part = text if random.random() < 0.5 else text[first : first + random.randint(1, 4)]
    part = random.choice((str, str.upper, str.lower, " ".join))(part)
    return part if part.strip() and part[0] not in '"“＂' else "市"


def _amount(random: Random, document: Document) -> tuple[str, int]:
    """Return an amount as somebody types it, half the time one that a project has."""
    number = random.randint(0, 9999)
    own = random.choice(document["project"]).get("national_funds_yen", 0)
    return random.choice(
        (
            *((f"{own}", own), (f"{own:,}円", own), (f"{own // 1_000}.{own % 1_000:03}千円", own)),
            *((f"{number}", number), (f"{number}万円", number * 10_000), (f"0.{number:04}億円", number * 10_000)),
        )
    )
