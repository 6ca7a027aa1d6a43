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

    ``owners`` are folded names of bodies of which each may be a project's own body or its partner, ``own_kind`` is 市
    or 道 where the text says no more of that; ``bodies`` are numbers of bodies whose projects are meant. ``hints`` are
    projects that may be meant, as their names hold a word of the text; ``far_hints`` those of a heading. ``extra`` are
    further fields with their values. ``of_all``: it says that it is about everything, so that what stands farther off
    does not narrow it. ``word`` is what the text calls the amount. ``projects_said``: of how many projects it
    is said to be.
    """

    years: frozenset[int] = frozenset()
    active: frozenset[int] = frozenset()
    programs: frozenset[str] = frozenset()
    applications: frozenset[str] = frozenset()
    bodies: frozenset[int] = frozenset()
    owners: frozenset[str] = frozenset()
    own_kind: str = ""
    projects: tuple[ProjectNamed, ...] = ()
    hints: tuple[ProjectNamed, ...] = ()
    far_hints: tuple[ProjectNamed, ...] = ()
    measure: str | None = None
    word: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    of_all: bool = False
    each: bool = False
    projects_said: int | None = None

    def over(self, farther: "Context") -> "Context":
        """Return what holds where this is nearer than ``farther``."""
        if self.of_all:
            farther = farther._replace(projects=(), hints=(), far_hints=())
        has_year = bool(self.years or self.active)
        has_body = bool(self.bodies or self.owners)
        has_owner = has_body or bool(self.own_kind)
        has_project = bool(self.projects or self.hints)
        has_measure = self.measure is not None
        fields = {name for name, _ in self.extra}
        mine = {name for name, _ in self.said}
        return Context(
            self.years if has_year else farther.years,
            self.active if has_year else farther.active,
            self.programs or farther.programs,
            self.applications or farther.applications,
            self.bodies if has_body else farther.bodies,
            self.owners if has_owner or has_measure else farther.owners,
            self.own_kind if has_owner or has_measure else farther.own_kind,
            self.projects if has_project else farther.projects,
            self.hints if has_project else farther.hints,
            () if has_project else self.far_hints or farther.far_hints,
            self.measure if has_measure or self.owners or self.own_kind else farther.measure,
            self.word if has_measure or self.owners or self.own_kind else farther.word,
            self.extra + tuple(entry for entry in farther.extra if entry[0] not in fields),
            self.said + tuple(entry for entry in farther.said if entry[0] not in mine),
            self.of_all or farther.of_all,
            self.each or farther.each,
            self.projects_said if self.projects_said is not None else farther.projects_said,
        )

    def from_afar(self) -> "Context":
        """Return what a heading says of the amounts below it: a word of a project's name binds no sum of several."""
        return self._replace(hints=(), far_hints=self.hints or self.far_hints)

    @property
    def is_empty(self) -> bool:
        return self == Context()


NOTHING = Context()
