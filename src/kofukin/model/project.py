"""What a program, a round and a project are: values only, as the dataset holds them.

Amounts are whole yen, fiscal years Gregorian ints. ``None`` means that the source does not say; it never means 0.
"""

from functools import lru_cache
from typing import Literal, NamedTuple

Application = Literal["single", "joint"]


class Document(NamedTuple):
    """What figures come from: one file of a known content, in ``bytes`` and by its ``sha256`` in hexadecimal digits.

    ``published`` is as the document says it itself, ``retrieved`` a date (``2026-11-24``).
    """

    id: str
    title: str
    publisher: str | None = None
    published: str | None = None
    address: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    retrieved: str | None = None
    pages: int | None = None
    licence: str | None = None


class Program(NamedTuple):
    """A grant program (交付金), such as 地方創生推進交付金.

    ``budget_id`` is the state's own number of it, ``succeeds`` the id of the program that it was before, ``basis`` the
    ground for that.
    """

    id: str
    name: str
    short_name: str
    name_en: str | None = None
    short_name_en: str | None = None
    budget_id: str | None = None
    succeeds: str | None = None
    basis: str | None = None


class Round(NamedTuple):
    """A program in one fiscal year.

    With the share of cost that it pays, the last year its projects may run, and the national budget that paid for it.
    """

    program: str
    fiscal_year: int
    subsidy_rate: str | None = None
    last_fiscal_year: int | None = None
    budget: str | None = None


class Partner(NamedTuple):
    """Another body in a joint application, with its own national funds, which lie outside the project's."""

    name: str
    municipality_code: str | None = None
    national_funds_yen: int | None = None


class Project(NamedTuple):
    """One project (事業) of one municipality in one round; ``municipality`` is None only in a draft.

    ``source_document`` is the id of a document, else a title that nothing more is known of. ``name`` is None where the
    source lists grants by body alone. An amount may be negative: a change that takes back.
    """

    id: str
    fiscal_year: int
    source_document: str
    name: str | None = None
    municipality: str | None = None
    municipality_code: str | None = None
    last_fiscal_year: int | None = None
    budget: str | None = None
    program: str | None = None
    grant_type: str | None = None
    application: Application | None = None
    application_text: str | None = None
    partners: tuple[Partner, ...] = ()
    national_funds_yen: int | None = None
    amount_label: str | None = None
    partner_national_funds_yen: int | None = None
    subsidy_rate: str | None = None
    stated_cost_yen: int | None = None
    amount_basis: str | None = None
    note: str | None = None
    summary: str | None = None
    program_basis: str | None = None
    program_evidence: str | None = None
    source_page: int | None = None
    source_line: int | None = None
    source_amount_line: int | None = None
    continues: str | None = None


WHOLE_PROJECT = "id"
"""The field under which a file holds a remark on a project as a whole."""

RemarkKind = Literal["open", "inferred", "as_written"]


class Remark(NamedTuple):
    """What an import says of a field of a project, of a whole project, or of everything where both are None.

    ``open``: a person has yet to settle it, and ``text`` holds the words in question, or what is in question.
    ``inferred``: ``text`` is the ground for a value that the document does not state outright.
    ``as_written``: ``text`` is the document's own wording of a value. ``place`` says where in the source it stands.
    """

    kind: RemarkKind
    text: str
    project: str | None = None
    field: str | None = None
    place: str | None = None

    @property
    def is_open(self) -> bool:
        return self.kind == "open"


class Dataset(NamedTuple):
    """Programs, rounds and projects that were read and checked together, and what an import says of them."""

    id: str
    title: str
    version: str
    programs: tuple[Program, ...]
    rounds: tuple[Round, ...]
    projects: tuple[Project, ...]
    publisher: str | None = None
    published: str | None = None
    licence: str | None = None
    remarks: tuple[Remark, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def header(self) -> "Dataset":
        """The dataset's own line alone, without what it holds."""
        return self._replace(programs=(), rounds=(), projects=(), remarks=(), documents=())


@lru_cache(256)
def rate_parts(subsidy_rate: str) -> tuple[int, int]:
    """Return ``"1/2"`` as (1, 2) and ``"1"`` as (1, 1); raises ValueError for what is no share of a cost."""
    numerator, _, denominator = subsidy_rate.partition("/")
    parts = int(numerator), int(denominator or 1)
    if not 0 < parts[0] <= parts[1]:
        raise ValueError(subsidy_rate)
    return parts
