"""The words that are bound to an amount, as what they ask of a fact; the nearer word goes before the farther one."""

from typing import NamedTuple

FUNDS, PARTNERS, COST, ESTIMATE, OTHER = (
    "national_funds_yen",
    "partner_national_funds_yen",
    "stated_cost_yen",
    "estimated_cost_yen",
    "other",
)
"""What an amount is called: fields of the data, and money that the data does not keep (another payer's, a limit)."""
UNKNOWN_BODY = -1


class ProjectNamed(NamedTuple):
    """A project that a text names: the numbers of those that are called so, none where the data knows no such one."""

    text: str
    folded: str
    numbers: frozenset[int]
    is_part: bool = False
    """Whether the text may be a part of the name: 「さっぽろ圏」."""


class Context(NamedTuple):
    """What is said around an amount; what is empty was not said.

    ``owners`` are folded names of bodies of which each may be a project's own body or its partner; ``bodies`` numbers
    of bodies whose projects are meant. ``extra`` are further fields with their values. ``of_all``: it says that it is
    about everything, so that what stands farther off does not narrow it. ``word`` is what the text calls the amount.
    """

    years: frozenset[int] = frozenset()
    active: frozenset[int] = frozenset()
    programs: frozenset[str] = frozenset()
    applications: frozenset[str] = frozenset()
    bodies: frozenset[int] = frozenset()
    owners: frozenset[str] = frozenset()
    projects: tuple[ProjectNamed, ...] = ()
    measure: str | None = None
    word: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    of_all: bool = False
    each: bool = False

    def over(self, farther: "Context") -> "Context":
        """Return what holds where this is nearer than ``farther``."""
        if self.of_all:
            farther = farther._replace(projects=())
        has_year = bool(self.years or self.active)
        has_body = bool(self.bodies or self.owners)
        has_measure = self.measure is not None
        fields = {name for name, _ in self.extra}
        mine = {name for name, _ in self.said}
        return Context(
            self.years if has_year else farther.years,
            self.active if has_year else farther.active,
            self.programs or farther.programs,
            self.applications or farther.applications,
            self.bodies if has_body else farther.bodies,
            self.owners if has_body or has_measure else farther.owners,
            self.projects or farther.projects,
            self.measure if has_measure or self.owners else farther.measure,
            self.word if has_measure or self.owners else farther.word,
            self.extra + tuple(entry for entry in farther.extra if entry[0] not in fields),
            self.said + tuple(entry for entry in farther.said if entry[0] not in mine),
            self.of_all or farther.of_all,
            self.each or farther.each,
        )

    @property
    def is_empty(self) -> bool:
        return self == Context()


NOTHING = Context()
