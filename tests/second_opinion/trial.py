"""kofukin's answers against the second opinion's: one dataset made at random, many questions, each difference told."""

import contextlib
import io
import json
import shlex
from collections.abc import Iterator, Sequence
from math import isclose
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from kofukin import cli, query, store
from kofukin.filters import Filters
from kofukin.model.fiscal_year import YearRange
from second_opinion.answers import Row, SecondOpinion
from second_opinion.listing import everything_listed
from second_opinion.made_data import Document, made_document, toml_text
from second_opinion.questions import Asked, Question, made_question
from second_opinion.two_versions import changes_between, newer_version

EVERYTHING = Question(Asked(), ("list", "-f", "json"))
QUESTIONS = 35
"""So many questions are asked of each dataset."""


class Difference(NamedTuple):
    """A question that the two answer differently, and each answer as far as it differs."""

    question: Question
    kofukin: str
    expected: str

    def told(self) -> str:
        return f"kofukin {shlex.join(self.question.arguments)}\n  kofukin:  {self.kofukin}\n  expected: {self.expected}"


class Trial:
    """One dataset, as a text, as two texts, as a database, and as DuckDB has it."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.document = document
        whole, first, second = (folder / name for name in ("made.toml", "first.toml", "second.toml"))
        database, exported = folder / "made.db", folder / "made.csv"
        half = len(document["project"]) // 2
        whole.write_text(toml_text(document), encoding="utf-8")
        first.write_text(toml_text({**document, "project": document["project"][:half]}), encoding="utf-8")
        second.write_text(toml_text({**document, "project": document["project"][half:]}), encoding="utf-8")
        run("list", "--raw", "--force", "-o", str(exported), "--data", str(whole))
        run("export", "--force", "-o", str(database), "--data", str(whole))
        self._files: Sequence[Sequence[Path]] = [*[[database]] * 8, [whole], [first, second]]
        self._second = SecondOpinion(document, exported)
        self._database = database
        self._folder = folder
        self._newer: dict[str, _Newer] = {}

    def __enter__(self) -> "Trial":
        return self

    def __exit__(self, *_: object) -> None:
        self._second.__exit__()
        for newer in self._newer.values():
            newer.second.__exit__()

    def differences(self, questions: Sequence[Question], random: Random) -> Iterator[Difference]:
        """Yield where kofukin answers a question in another way, asked of one form of the dataset or another."""
        for files in self._files[-3:]:
            yield from _difference(EVERYTHING, _asked(EVERYTHING, files), everything_listed(self.document))
        for question in questions:
            yield from self.difference(question, random.choice(self._files))

    def difference(self, question: Question, files: Sequence[Path] | None = None) -> Iterator[Difference]:
        if question.newer:
            yield from self._between_versions(question, question.newer, files or self._files[0])
            return
        yield from _difference(question, _asked(question, files or self._files[0]), self._second.answer(question))
        expected = self._second.summary(question)
        with store.opened_once(self._database) as opened:
            found = query.summary(opened, _filters(question.asked))
        yield from _difference(question, [{name: getattr(found, name) for name in expected}], [expected])

    def _between_versions(self, question: Question, kind: str, files: Sequence[Path]) -> Iterator[Difference]:
        if kind not in self._newer:
            self._newer[kind] = _Newer.made(self.document, kind, self._folder)
        newer = self._newer[kind]
        old_asked, new_asked = (second.matching(question) for second in (self._second, newer.second))
        expected = changes_between(self.document, newer.document, old_asked, new_asked, question.places)
        command, *rest = question.arguments
        old = files[0] if len(files) == 1 else self._database
        found: list[Row] = json.loads(run(command, str(old), str(newer.path), *rest))
        yield from _difference(question, found, expected)


class _Newer(NamedTuple):
    """A newer version of a dataset: its projects, its file, and how DuckDB has it."""

    document: Document
    path: Path
    second: SecondOpinion

    @classmethod
    def made(cls, document: Document, kind: str, folder: Path) -> "_Newer":
        newer = newer_version(document, renumbered=kind == "renumbered")
        path, exported = folder / f"{kind}.toml", folder / f"{kind}.csv"
        path.write_text(toml_text(newer), encoding="utf-8")
        run("list", "--raw", "--force", "-o", str(exported), "--data", str(path))
        return cls(newer, path, SecondOpinion(newer, exported))


def trial(seed: str, folder: Path) -> tuple[Document, list[Difference]]:
    """Return a dataset made from ``seed``, and the differences in the answers to questions made from it too."""
    random = Random(seed)
    document = made_document(random)
    with Trial(document, folder) as made:
        questions = [made_question(random, document) for _ in range(QUESTIONS)]
        return document, list(made.differences(questions, random))


def smallest(document: Document, question: Question, folder: Path) -> Document:
    """Return the dataset with as few projects as still show the difference, left out by halves, quarters and so on."""
    step = len(document["project"]) // 2
    while step:
        for first in range(0, len(document["project"]), step):
            fewer = {**document, "project": document["project"][:first] + document["project"][first + step :]}
            if fewer["project"] and _still_differs(fewer, question, folder):
                document = fewer
                break
        else:
            step //= 2
    return document


def _still_differs(document: Document, question: Question, folder: Path) -> bool:
    with Trial(document, folder) as made, contextlib.suppress(RuntimeError):  # words may be gone that were asked for
        return any(made.difference(question))
    return False


def run(*arguments: str) -> str:
    """Run the program in this process and return what it says; raises RuntimeError where it fails."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = cli.main(arguments)
    if code:
        raise RuntimeError(f"kofukin {shlex.join(arguments)}: {complained.getvalue()}")
    return said.getvalue()


def _filters(asked: Asked) -> Filters:
    years, active = (tuple(YearRange(*ends) for ends in ranges) for ranges in (asked.year, asked.active))
    return Filters(**{**asked._asdict(), "year": years, "active": active})


def _asked(question: Question, files: Sequence[Path]) -> list[Row]:
    command, *rest = question.arguments
    data = [option for file in files for option in ("--data", str(file))]
    rows: list[Row] = json.loads(run(command, *data, *rest))
    return rows


def _difference(question: Question, found: list[Row], expected: list[Row]) -> Iterator[Difference]:
    if len(found) != len(expected):
        yield Difference(question, f"{len(found)} rows", f"{len(expected)} rows")
        return
    for number, (own, other) in enumerate(zip(found, expected, strict=True), start=1):
        if list(own) != list(other):
            yield Difference(question, f"row {number}: {list(own)}", str(list(other)))
            return
        if names := [name for name in own if not _same(own[name], other[name])]:
            yield Difference(question, f"row {number}: {_told(own, names)}", _told(other, names))
            return


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=1e-12)
    return type(one) is type(other) and bool(one == other)


def _told(row: Row, names: Sequence[str]) -> str:
    return json.dumps({name: row[name] for name in names}, ensure_ascii=False)
