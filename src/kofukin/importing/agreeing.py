"""What a reader makes of a file, held against the rules that ``check`` holds every dataset against.

So nothing is called sound that ``check`` would refuse: what breaks a rule is an open point of its project.
"""

from collections.abc import Iterable, Iterator

from kofukin.files.validation import disagreements
from kofukin.importing.draft import Doubt, DraftProject, Item
from kofukin.messages import errors
from kofukin.model import municipality_code


def agreeing(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items on, each project with a doubt for every rule that its values break."""
    for item in items:
        yield item._replace(doubts=(*item.doubts, *_broken(item))) if isinstance(item, DraftProject) else item


def _broken(draft: DraftProject) -> Iterator[Doubt]:
    for problem in disagreements(draft.project):
        yield Doubt(draft.place, problem.reason, "", str(problem.path[-1]))
    code = draft.project.municipality_code
    if code is not None and not municipality_code.is_valid(code):
        right = municipality_code.completed(code[:5])
        yield Doubt(draft.place, errors.WRONG_CHECK_DIGIT(code=code, right=right), "", "municipality_code")
