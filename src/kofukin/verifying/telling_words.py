"""Words in which project names differ: アイヌ, MICE, 地下空間. A text that says アイヌ means no project without it.

Only the words of the text at hand are looked for, in one pass over the names, so that a nation's names cost no index.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator

from kofukin.model.stated_amounts import narrow

_GRAM = 4
"""Characters of a run of kanji or hiragana that tell: 健康医療 in 健康医療関連産業."""
_RUN = re.compile(r"[ァ-ヴー]{3,}|[A-Za-z]{2,}|[一-龠々]{4,}|[ぁ-ん]{4,}")
_PAIR = re.compile(r"(?=([一-龠々]{2}[のとや][一-龠々]{2}))")
_SAYS_LITTLE = re.compile(
    r"事業|交付|地方創生|市町村|計画|を|におけ|おける|にかか|かかる|のため|ための|による|によっ|よって|について|ついて|として"
    r"|ととも|ともに|とした|すること|しまし|ました|ます|です|であ|でき|した|して|され|いた|など"
)
_SHORTEST_OF_ANY_CASE = 4
_MOST_PROJECTS = 500
"""A word that so many projects have tells none of them."""


def spans_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a narrow text has words that may tell a project, each with the form that is compared."""
    return ((start, end, word) for start, end, word in _runs_in(text) if not _SAYS_LITTLE.search(word))


def _runs_in(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _PAIR.finditer(text):
        yield match.start(), match.end(1), match[1]
    for match in _RUN.finditer(text):
        run, start = match[0], match.start()
        if run[0].isascii():
            yield start, match.end(), run.casefold() if len(run) >= _SHORTEST_OF_ANY_CASE else run
        elif "ァ" <= run[0] <= "ー":
            yield start, match.end(), run
        else:
            for at in range(len(run) - _GRAM + 1):
                yield start + at, start + at + _GRAM, run[at : at + _GRAM]


def projects_by_word(connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, frozenset[int]]:
    """Return the words of ``texts`` that names of projects have, with the numbers of those projects."""
    wanted = {word for text in texts for _, _, word in spans_in(narrow(text))}
    found: dict[str, set[int]] = {}
    if not wanted:
        return {}
    for number, name in connection.execute("SELECT number, name FROM project WHERE name IS NOT NULL"):
        for _, _, word in _runs_in(narrow(name)):
            if word in wanted:
                found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items() if len(numbers) <= _MOST_PROJECTS}
