"""What a reader makes of a file, held against the rules that ``check`` holds every dataset against.

So nothing is called sound that ``check`` would refuse: what breaks a rule is an open point of its project.
"""

from collections.abc import Iterable, Iterator

from kofukin.files.validation import Sums, disagreements
from kofukin.importing.draft import Doubt, DraftProject, Item, Place
from kofukin.messages import errors
from kofukin.model import municipality_code
from kofukin.model.project import Round


def agreeing(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items on, each project with a doubt for every rule that its values break."""
    sums, rates, file = Sums(), dict[tuple[str | None, int], str | None](), ""
    for item in items:
        if isinstance(item, DraftProject):
            sums.add_project(item.project, rates.get((item.project.program, item.project.fiscal_year)))
            broken = _broken(item)
            yield item._replace(doubts=(*item.doubts, *broken)) if broken else item
            file = item.place.file
        else:
            if isinstance(item, Round):
                rates[item.program, item.fiscal_year] = item.subsidy_rate
            yield item
    for reason in sums.too_large():
        yield Doubt(Place(file), reason, "")


def _broken(draft: DraftProject) -> list[Doubt]:
    project, place = draft.project, draft.place
    found = [Doubt(place, problem.reason, "", str(problem.path[-1])) for problem in disagreements(project)]
    code = project.municipality_code
    if code is not None and not municipality_code.is_valid(code):
        right = municipality_code.completed(code[:5])
        found.append(Doubt(place, errors.WRONG_CHECK_DIGIT(code=code, right=right), "", "municipality_code"))
    return found
