"""A list to fill in by hand: kofukin's own columns, empty or with what could be read, which imports as it is.

What is open stands in a column of its own beside its place in the file. No field is called so: as long as a text stands
there, importing the list counts it as an open point.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kofukin.importing.draft import Doubt, DraftProject, Item, Line, Place, Role
from kofukin.importing.questions import BODY_TO_COME, YEAR_TO_COME
from kofukin.messages import Language, labels
from kofukin.model.fields import FIELDS
from kofukin.model.fiscal_year import era_label
from kofukin.model.project import Program, Round
from kofukin.table import Column, Kind, Row, Table, Value

_FIELDS = (
    *("municipality_code", "municipality", "era_year", "program_name", "grant_type", "name", "application_text"),
    *("partners", "national_funds_yen", "amount_label", "partner_national_funds_yen", "stated_cost_yen"),
    *("subsidy_rate", "note", "source_document", "source_page", "source_line"),
)


def template(items: Iterable[Item], language: Language) -> Table:
    """Return the list of what ``items`` hold, a row for each project and for each open point of none."""
    columns = [Column(name, FIELDS[name].kind, FIELDS[name].labelled) for name in _FIELDS]
    return Table((*columns, Column("open", Kind.TEXT, labels.TO_SETTLE)), list(_rows(items, language)))


def _rows(items: Iterable[Item], language: Language) -> Iterator[Row]:
    programs: dict[str | None, str] = {}
    rates: dict[tuple[str | None, int], str | None] = {}
    for item in items:
        if isinstance(item, Program):
            programs[item.id] = item.name
        elif isinstance(item, Round):
            rates[item.program, item.fiscal_year] = item.subsidy_rate
        elif isinstance(item, DraftProject):
            project = item.project
            named = {
                "program_name": programs.get(project.program),
                "subsidy_rate": rates.get((project.program, project.fiscal_year)),
            }
            yield _row(_values(item) | named, [doubt.said().in_(language) for doubt in item.doubts])
        elif isinstance(item, Doubt) and (item.text or not item.field):  # a column left blank is open as it is
            yield _row(_place(item.place), [item.said().in_(language)])
        elif isinstance(item, Line) and item.role is Role.UNREAD:
            yield _row(_place(item.place), [" ".join(item.text.split())])


def _row(values: dict[str, Value], points: list[str]) -> Row:
    return (*map(values.get, _FIELDS), "　".join(points) or None)


def _values(draft: DraftProject) -> dict[str, Value]:
    """Return what a project's row holds; what it takes from its round is added to it."""
    project = draft.project
    values: dict[str, Value] = {field: getattr(project, field, None) for field in _FIELDS} | _place(draft.place)
    is_open = project.fiscal_year == YEAR_TO_COME or any(doubt.field == "fiscal_year" for doubt in draft.doubts)
    shares = [partner.national_funds_yen for partner in project.partners]
    return values | {
        "era_year": None if is_open else era_label(project.fiscal_year),
        "municipality": None if project.municipality == BODY_TO_COME else project.municipality,
        "partners": tuple(partner.name for partner in project.partners),
        "partner_national_funds_yen": shares[0] if len(shares) == 1 else None,
        "source_document": project.source_document,
    }


def _place(place: Place) -> dict[str, Value]:
    name = Path(place.file).name
    document = name if place.sheet is None else f"{name}「{place.sheet}」"
    return {"source_document": document, "source_page": place.page, "source_line": place.line or place.row}
