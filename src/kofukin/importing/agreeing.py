"""What a reader makes of a file, held against the rules that ``check`` holds every dataset against.

So nothing is called sound that ``check`` would refuse: what breaks a rule is an open point of its project.
"""

from collections.abc import Iterable, Iterator

from kofukin.files.validation import Sums, Table, disagreements, table_of
from kofukin.importing.draft import Doubt, DraftProject, Item, Place
from kofukin.messages import errors
from kofukin.model import municipality_code
from kofukin.model.project import Round


def agreeing(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items on, each project with a doubt for every rule that its values break."""
    sums, rates, file = Sums(), dict[tuple[str | None, int], str | None](), ""
    for item in items:
        if isinstance(item, DraftProject):
            project, file = item.project, item.place.file
            table = table_of(project)
            sums.add(table, rates.get((project.program, project.fiscal_year)))
            yield item._replace(doubts=(*item.doubts, *_broken(item, table)))
        else:
            if isinstance(item, Round):
                rates[item.program, item.fiscal_year] = item.subsidy_rate
            yield item
    for reason in sums.too_large():
        yield Doubt(Place(file), reason, "")


def _broken(draft: DraftProject, table: Table) -> Iterator[Doubt]:
    for problem in disagreements(table):
        yield Doubt(draft.place, problem.reason, "", str(problem.path[-1]))
    code = draft.project.municipality_code
    if code is not None and not municipality_code.is_valid(code):
        right = municipality_code.completed(code[:5])
        yield Doubt(draft.place, errors.WRONG_CHECK_DIGIT(code=code, right=right), "", "municipality_code")
