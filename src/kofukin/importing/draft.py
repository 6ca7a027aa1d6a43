"""What a reader makes of someone else's file, item by item: values, and everything a person must still look at.

A reader yields one ``Line`` for every line or row of the file that is not blank, so that nothing is dropped in
silence; a project after the lines it was read from; a doubt wherever a value was not plain. Programs and rounds come
before the first project that names them.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from kofukin.messages import Message, Said, importing
from kofukin.model.project import Program, Project, Round


class Place(NamedTuple):
    """Where in the file: page and line of a document, or sheet and row of a table; all numbers begin at 1."""

    file: str
    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    row: int | None = None

    def said(self) -> Said:
        """Return the place as people name it."""
        parts = [
            message(value=value)
            for message, value in (
                (importing.AT_SHEET, self.sheet),
                (importing.AT_PAGE, self.page),
                (importing.AT_LINE, self.line),
                (importing.AT_ROW, self.row),
            )
            if value is not None
        ]
        return importing.AT(file=self.file, parts=parts) if parts else importing.AT_FILE(file=self.file)


class Role(Enum):
    """What a line or row was read as. ``UNREAD`` is the honest rest: text that no rule knew."""

    HEADING = "heading"
    PROJECT = "project"
    FIGURE = "figure"
    TEXT = "text"
    FURNITURE = "furniture"
    TOTAL = "total"
    UNREAD = "unread"


class Line(NamedTuple):
    """One line or row of the file that is not blank, verbatim, and what it was read as."""

    place: Place
    role: Role
    text: str


class Doubt(NamedTuple):
    """Something that a person must settle: why, the words in question, and the field that stays open for it."""

    place: Place
    reason: Message | Said
    text: str
    field: str | None = None

    def said(self) -> Message | Said:
        """Return the reason and the words, as people read them."""
        return importing.POINT(reason=self.reason, text=self.text) if self.text else self.reason

    def point(self) -> Message | Said:
        """Return what stands under its field in a draft: the words alone where they are just no value of the field."""
        alone = self.field is not None and self.text and self.reason in _NO_VALUE
        return importing.AS_IT_STANDS(text=self.text) if alone else self.said()


_NO_VALUE = (
    *(importing.AMOUNT_DOUBTFUL, importing.AMOUNT_NEGATIVE, importing.RATE_DOUBTFUL, importing.YEAR_DOUBTFUL),
    *(importing.VALUE_DOUBTFUL, importing.PROGRAM_DOUBTFUL, importing.APPLICATION_DOUBTFUL),
    *(importing.PARTNERS_DOUBTFUL, importing.CODE_DOUBTFUL),
)


class DraftProject(NamedTuple):
    """A project as far as the file says it.

    ``doubts`` name its open points; ``inferred`` gives the evidence for each field that the file does not state
    outright; ``quoted`` the file's own words for a field; ``programs`` the programs it may belong to where the file
    leaves that open (then ``project.program`` is None and its ``program_basis`` is ``open``). ``yen_per_unit`` is the
    unit that its bare figures were read in; ``remarks`` is what the file says of it beside its note.
    """

    project: Project
    place: Place
    doubts: tuple[Doubt, ...] = ()
    inferred: Mapping[str, Message | Said] = MappingProxyType({})
    quoted: Mapping[str, str] = MappingProxyType({})
    programs: tuple[str, ...] = ()
    yen_per_unit: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def is_remarkable(self) -> bool:
        """Whether anything is to be said of it beside its values."""
        return bool(self.doubts or self.inferred or self.quoted or self.programs)


class Noticed(NamedTuple):
    """Something to be told of a file that leaves nothing open: the recipe of the program's own that it is read by."""

    place: Place
    said: Said


class Pages(NamedTuple):
    """How many pages the file has."""

    place: Place
    pages: int


class Reached(NamedTuple):
    """How far a long file has been read; nothing of it is in the draft."""

    page: int
    pages: int


Item = Line | Doubt | DraftProject | Program | Round | Noticed | Pages | Reached


class Given(NamedTuple):
    """What the user says that the file does not.

    ``yen_per_unit`` is the size of the file's amounts (1000 for 千円); ``columns`` maps fields to column headings;
    ``ignored`` are columns to leave out; ``amounts`` is the field of amounts that have no word beside them;
    ``headings`` are those that a recipe was made for; ``shapes`` those of lines that name projects, ``examples``
    the texts that one was learned from; ``fill_down``: a body, year or program that a row leaves blank is that of
    the row above.
    ``year_in_name``: the name of each file says its year. ``projects``: the fewest and the most that the files of a
    recipe held; ``has_total``: they stated what their amounts add up to.
    ``recipe`` is the file that says some of this.
    """

    program: str | None = None
    fiscal_year: int | None = None
    municipality: str | None = None
    municipality_code: str | None = None
    yen_per_unit: int | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    encoding: str | None = None
    fill_down: bool = False
    ignored: tuple[str, ...] = ()
    amounts: str | None = None
    headings: tuple[str, ...] | None = None
    shapes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    year_in_name: bool = False
    recipe: str | None = None
    projects: tuple[int, int] | None = None
    has_total: bool = False
